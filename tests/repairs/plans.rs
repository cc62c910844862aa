//! What is proposed, what is made of it, and that nothing else changes.

use ownwords::ErrorKind;
use ownwords::audit::Options;
use ownwords::audit::plan::{Plan, propose};
use ownwords::audit::sample::{Format, Sample, Share};
use proptest::collection::vec;
use proptest::prelude::*;

use super::{applied, cells, findings, marked, place, plan_of, refused, undo_of, written};

/// Made up. One fault a row, and two in the last.
const SOURCE: &str = "nhs_number,surname,known_as,ethnic_category,language,orientation,updated,ward\r\n\
    9990000018,\"Okonkwo \",Ada,h,q4,1,25/12/2023,7\r\n\
    9990000026,N\u{C3}\u{BA}\u{C3}\u{B1}ez,Zo\u{EB}, J ,Polish,2,2024-02-29,=cmd\r\n\
    \r\n\
    9990000034,Khan,A\u{202E},\u{41A},q5,3,30/02/2024,\r\n\
    9990000042,Jos\u{C3}\u{A9} ,B,Indian,pa_Guru,4,2024-02-29,\r\n";

fn proposals(source: &str) -> Vec<[String; 5]> {
    let cells = cells(&plan_of(source.as_bytes(), Options::default()));
    let columns = ["row", "field", "rule", "confidence", "write"].map(|column| place(&cells, column));
    let repairs = cells.iter().filter(|row| row[0] == "repair");
    repairs.map(|row| columns.map(|column| row[column].clone())).collect()
}

/// Excel's line before the header is no row of the table, and stays as it is.
#[test]
fn the_line_that_names_the_delimiter_makes_no_difference() {
    let table = SOURCE.replace(',', ";");
    let named = format!("SEP=;\r\n{table}");
    assert!(proposals(&named) == proposals(&table));
    let repaired = |source: &str| {
        let plan = plan_of(source.as_bytes(), Options::default());
        // Two repairs are of one cell; those that are certain are of a cell each.
        let marked = marked(&plan, |_, row| row.iter().any(|cell| cell == "certain").then_some("yes"));
        let (new, made) = applied(&marked, source.as_bytes()).unwrap();
        assert!(made.made().len() > 4);
        let (again, _) = applied(&undo_of(&made), &new).unwrap();
        assert!(again == source.as_bytes());
        new
    };
    assert!(repaired(&named) == [b"SEP=;\r\n", &repaired(&table)[..]].concat());
}

#[test]
fn each_rule_proposes_its_own_repair() {
    let expected = [
        ["1", "family_name", "OW-NAM-006", "certain", "Okonkwo"],
        ["1", "ethnic_category", "OW-COD-002", "certain", "H"],
        ["1", "language", "OW-LNG-004", "likely", "bfi"],
        ["1", "updated", "OW-DAT-001", "likely", "[2023-12-25]"],
        ["2", "family_name", "OW-NAM-001", "likely", "N\u{FA}\u{F1}ez"],
        ["2", "ethnic_category", "OW-COD-002", "certain", "J"],
        ["2", "language", "OW-LNG-003", "likely", "pl"],
        ["3", "ethnic_category", "OW-COD-005", "certain", "K"],
        ["4", "family_name", "OW-NAM-006", "certain", "Jos\u{C3}\u{A9}"],
        ["4", "ethnic_category", "OW-COD-003", "certain", "H"],
        ["4", "language", "OW-LNG-001", "likely", "pa-Guru"],
    ];
    let found = proposals(SOURCE);
    for line in expected {
        assert!(found.contains(&line.map(str::to_owned)), "{line:?} is not in {found:#?}");
    }
    // A hidden character of a name, Makaton and the thirtieth of February have no repair.
    assert!(found.iter().all(|[row, field, ..]| row != "3" || field == "ethnic_category"), "{found:?}");
}

#[test]
fn a_name_is_certain_only_where_its_rule_is_safe() {
    let mut file = Vec::new();
    Sample::new(2000, 5).with_faults(Share::ALL).write_to(&mut file).unwrap();
    let cells = cells(&plan_of(&file, Options::default()));
    let [rule, confidence] = ["rule", "confidence"].map(|column| place(&cells, column));
    let mut certain = 0;
    for row in cells.iter().filter(|row| row[0] == "repair") {
        let known = ownwords::rules::by_id(&row[rule]).unwrap();
        assert_eq!(row[confidence] == "certain", known.repair_is_safe, "{}", known.id);
        certain += usize::from(row[confidence] == "certain");
    }
    assert!(certain > 100, "{certain}");
}

#[test]
fn a_plan_says_first_that_it_is_confidential_and_shows_no_value_unasked() {
    let plan = plan_of(SOURCE.as_bytes(), Options::default());
    let lines: Vec<String> = String::from_utf8(plan.clone()).unwrap().lines().map(str::to_owned).collect();
    assert!(lines[1].contains("Confidential"), "{}", lines[1]);
    let now = |plan: &[u8]| {
        let cells = cells(plan);
        let now = place(&cells, "now");
        cells.iter().filter(|row| row[0] == "repair").map(|row| row[now].clone()).collect::<Vec<_>>()
    };
    assert!(now(&plan).iter().all(String::is_empty));
    let shown = now(&plan_of(SOURCE.as_bytes(), Options::default().showing_values()));
    assert!(shown.contains(&"[Okonkwo ]".to_owned()), "{shown:?}");
}

#[test]
fn a_plan_is_the_same_however_often_it_is_made() {
    assert_eq!(
        plan_of(SOURCE.as_bytes(), Options::default()),
        plan_of(SOURCE.as_bytes(), Options::default())
    );
}

#[test]
fn nothing_marked_gives_the_source() {
    let plan = plan_of(SOURCE.as_bytes(), Options::default());
    let (new, made) = applied(&plan, SOURCE.as_bytes()).unwrap();
    assert_eq!(new, SOURCE.as_bytes());
    assert_eq!(made.made().len(), 0);
    let unmarked: u64 = made.left().map(|(_, left)| left.unmarked).sum();
    assert_eq!(unmarked, Plan::read(&plan[..]).unwrap().repairs());
    let (again, _) = applied(&undo_of(&made), &new).unwrap();
    assert_eq!(again, SOURCE.as_bytes());
}

#[test]
fn what_is_marked_is_made_and_nothing_else() {
    let plan = marked(&plan_of(SOURCE.as_bytes(), Options::default()), |_, row| {
        let is_code = row.iter().any(|cell| cell == "OW-COD-002");
        Some(if is_code { " Yes" } else { "NO" })
    });
    let (new, made) = applied(&plan, SOURCE.as_bytes()).unwrap();
    let expected = SOURCE.replacen(",h,", ",H,", 1).replacen(", J ,", ",J,", 1);
    assert_eq!(String::from_utf8(new).unwrap(), expected);
    assert_eq!(
        made.made().collect::<Vec<_>>(),
        [(1, "ethnic_category", "OW-COD-002"), (2, "ethnic_category", "OW-COD-002")]
    );
    assert!(made.left().all(|(_, left)| left.unmarked == 0 && left.refused > 0));
}

#[test]
fn another_source_is_refused() {
    let plan = plan_of(SOURCE.as_bytes(), Options::default());
    for other in [SOURCE.replacen("Khan", "Kahn", 1), format!("{SOURCE}\r\n"), String::new()] {
        let error = refused(&plan, other.as_bytes());
        assert!(error.message().contains("not the one"), "{error}");
    }
}

#[test]
fn two_marks_of_one_cell_are_refused() {
    let source = "surname,updated\nJos\u{C3}\u{A9} ,2024-02-29\n".as_bytes();
    let plan = marked(&plan_of(source, Options::default()), |_, _| Some("yes"));
    let error = refused(&plan, source);
    assert!(error.message().contains("two marks are of one cell, row 1, column 1"), "{error}");
    // One after the other they can be made.
    let first = marked(&plan_of(source, Options::default()), |number, _| (number == 0).then_some("yes"));
    let (new, _) = applied(&first, source).unwrap();
    let second = marked(&plan_of(&new, Options::default()), |_, _| Some("yes"));
    assert_eq!(applied(&second, &new).unwrap().0, "surname,updated\nJos\u{E9},2024-02-29\n".as_bytes());
}

#[test]
fn a_mark_that_is_none_is_refused() {
    for mark in ["y", "TRUE", "1", "yes?", "x"] {
        let plan = marked(&plan_of(SOURCE.as_bytes(), Options::default()), |number, _| {
            (number == 1).then_some(mark)
        });
        let error = refused(&plan, SOURCE.as_bytes());
        assert!(error.message().contains("the mark in this row"), "{error}");
        assert!(error.position().unwrap().line.is_some());
        assert_eq!(error.kind(), ErrorKind::Format);
    }
}

#[test]
fn quotes_line_ends_and_other_bytes_stay() {
    // Made up: blank lines, CR alone, quotes without need, bytes that are no UTF-8, what stands behind a closing quote.
    let source = b"\xEF\xBB\xBFsurname\tethnic_category\tnote\n\n\"Khan\" x\t\"h\"\t\xFF\r\rOkonkwo\t\"j \" \tb\"c\"\nLee\ta\t";
    let plan = marked(&plan_of(source, Options::default()), |_, _| Some("yes"));
    let (new, made) = applied(&plan, source).unwrap();
    let expected =
        b"\xEF\xBB\xBFsurname\tethnic_category\tnote\n\n\"Khan\" x\t\"H\"\t\xFF\r\rOkonkwo\t\"J\"\tb\"c\"\nLee\tA\t";
    assert_eq!(new.escape_ascii().to_string(), expected.escape_ascii().to_string());
    let undo = undo_of(&made);
    assert_eq!(applied(&undo, &new).unwrap().0, source);
    // The cell with something behind its closing quote is kept as bytes.
    assert!(cells(&undo).iter().any(|row| row[0] == "repair" && row.contains(&"bytes".to_owned())));
}

#[test]
fn a_code_of_a_named_list_is_repaired_by_that_list() {
    let options = Options::default().with_system("ethnicity", "ukcore-ethnic-category-wales").unwrap();
    let source = b"ethnicity\nb\n";
    let plan = marked(&plan_of(source, options.clone()), |_, _| Some("yes"));
    let (new, _) = applied(&plan, source).unwrap();
    assert_eq!(new, b"ethnicity\nB\n");
    assert!(findings(&new, options).is_empty());
}

#[test]
fn an_error_names_no_value() {
    let secret = "Zsecretname";
    let source = format!("surname,known_as\n{secret} ,{secret}\u{A0}\n");
    let plan = plan_of(source.as_bytes(), Options::default());
    let texts = [
        format!("{:?}", Plan::read(&plan[..]).unwrap()),
        format!("{}", refused(&plan, b"")),
        format!("{:?}", refused(&marked(&plan, |_, _| Some("maybe")), source.as_bytes())),
        format!(
            "{}",
            refused(
                &String::from_utf8(plan.clone()).unwrap().replacen("certain", "sure", 1).into_bytes(),
                b""
            )
        ),
    ];
    for text in texts {
        assert!(!text.contains(secret), "{text}");
    }
    let (_, made) = applied(&marked(&plan, |_, _| Some("yes")), source.as_bytes()).unwrap();
    assert!(!format!("{made:?}").contains(secret));
}

#[test]
fn the_repairs_of_a_whole_sample() {
    let mut file = Vec::new();
    Sample::new(4_000, 3)
        .with_faults(Share::ALL)
        .with_non_ascii(Share::one_in(3))
        .write_to(&mut file)
        .unwrap();
    let plan = marked(&plan_of(&file, Options::default()), |_, _| Some("yes"));
    let (new, made) = applied(&plan, &file).unwrap();
    assert!(made.made().len() > 800, "{}", made.made().len());
    assert_eq!(applied(&undo_of(&made), &new).unwrap().0, file);
    // The new file has exactly the marked findings fewer.
    let mut expected = findings(&file, Options::default());
    for (row, field, rule) in made.made() {
        let place = expected.iter().position(|found| *found == (row, field, rule));
        expected.remove(place.unwrap());
    }
    assert_eq!(findings(&new, Options::default()), expected);
}

#[test]
fn a_message_has_no_plan() {
    let mut file = Vec::new();
    Sample::new(5, 1).with_format(Format::Fhir).write_to(&mut file).unwrap();
    let error = propose(|| Ok(&file[..]), "made-up", Options::default(), &mut Vec::new()).unwrap_err();
    assert!(error.message().contains("for a table"), "{error}");
}

/// A cell of a column with a fault or without, each made up.
fn cell(column: usize) -> BoxedStrategy<String> {
    let odd = || "[ \"',;=\\[\\]A-Za-z0-9\u{E9}\u{202E}\u{A0}\r\n\u{5D0}-]{0,6}";
    let of = |known: &'static [&'static str]| proptest::sample::select(known).prop_map(str::to_owned);
    match column {
        0 => prop_oneof![
            3 => of(&["Okonkwo ", "Khan", " Lee", "Jos\u{C3}\u{A9}", "Zo\u{C3}\u{AB} ", "Ng\u{169}", "=A1 ", "[Lee] "]),
            1 => odd(),
        ]
        .boxed(),
        1 => prop_oneof![3 => of(&["h", "H", " j", "\u{41A}", "Indian", "99", "q", ""]), 1 => odd()].boxed(),
        2 => prop_oneof![3 => of(&["q4", "Q2", "pl", "Polish", "bfi", "q5"]), 1 => odd()].boxed(),
        3 => prop_oneof![3 => of(&["25/12/2023", "2024-02-29", "05/06/2024"]), 1 => odd()].boxed(),
        _ => odd().boxed(),
    }
}

/// A cell as a file has it: in quotes where it must be, or where somebody felt like it.
fn as_written(content: &str, delimiter: char, feels_like_it: bool) -> String {
    let must = content.contains(['"', '\r', '\n', delimiter]) || content.is_empty();
    if must || feels_like_it { format!("\"{}\"", content.replace('"', "\"\"")) } else { content.to_owned() }
}

/// A file of columns in any order, and how it is written.
fn file() -> impl Strategy<Value = Vec<u8>> {
    let row = (cell(0), cell(1), cell(2), cell(3), cell(4), vec(any::<bool>(), 5), any::<bool>());
    let end = proptest::sample::select(&["\n", "\r\n", "\r"][..]);
    let shape = (proptest::sample::select(&[',', ';', '\t'][..]), end, any::<bool>(), any::<bool>());
    (vec(row, 1..12), shape).prop_map(|(rows, (delimiter, end, has_mark, has_last_end))| {
        let names = ["surname", "ethnic_category", "language", "updated", "note"];
        let mut file = if has_mark { "\u{FEFF}".to_owned() } else { String::new() };
        file.push_str(&names.join(&delimiter.to_string()));
        for (a, b, c, d, e, quoted, has_blank) in rows {
            file.push_str(end);
            if has_blank {
                file.push_str(end);
            }
            let cells: Vec<String> = [a, b, c, d, e]
                .iter()
                .zip(quoted)
                .map(|(cell, quoted)| as_written(cell, delimiter, quoted))
                .collect();
            file.push_str(&cells.join(&delimiter.to_string()));
        }
        if has_last_end {
            file.push_str(end);
        }
        file.into_bytes()
    })
}

/// The cells of a file, as the csv crate reads them, which is not what the repairs are made with.
fn read(file: &[u8], delimiter: u8) -> Vec<Vec<Vec<u8>>> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(file);
    reader.byte_records().map(|row| row.unwrap().iter().map(<[u8]>::to_vec).collect()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_marks_are_made_and_undone_and_nothing_else_changes(file in file(), marks in vec(0..3_u8, 64)) {
        let plan = plan_of(&file, Options::default());
        let mut taken: Vec<[String; 2]> = Vec::new();
        let titles = cells(&plan);
        let [row_at, column_at, write_at] = ["row", "column", "write"].map(|column| place(&titles, column));
        let mut expected = Vec::new();
        let plan = marked(&plan, |number, row| {
            let cell = [row[row_at].clone(), row[column_at].clone()];
            let mark = marks[number % marks.len()];
            if mark == 0 || taken.contains(&cell) {
                return (mark == 2).then_some("no");
            }
            taken.push(cell);
            expected.push((row[row_at].parse::<usize>().unwrap(), row[column_at].parse::<usize>().unwrap(), row[write_at].clone()));
            Some("yes")
        });
        let (new, made) = applied(&plan, &file).unwrap();
        prop_assert_eq!(made.made().len(), expected.len());
        // Undone, it is the source.
        let undo = undo_of(&made);
        let (again, redo) = applied(&undo, &new).unwrap();
        prop_assert_eq!(&again, &file);
        // And undone again, it is the new file.
        prop_assert_eq!(&applied(&undo_of(&redo), &again).unwrap().0, &new);
        // Another reader sees the marked cells changed, and no other.
        let delimiter = *file.iter().find(|byte| b",;\t".contains(byte)).unwrap();
        let (before, after) = (read(&file, delimiter), read(&new, delimiter));
        prop_assert_eq!(before.len(), after.len());
        for (number, (before, after)) in before.iter().zip(&after).enumerate() {
            prop_assert_eq!(before.len(), after.len());
            for (place, (before, after)) in before.iter().zip(after).enumerate() {
                let mark = expected.iter().find(|(row, column, _)| (*row, *column) == (number, place + 1));
                match mark {
                    None => prop_assert_eq!(before, after),
                    Some((.., written)) => {
                        let within = written.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
                        prop_assert_eq!(after, within.unwrap_or(written).as_bytes());
                    }
                }
            }
        }
        // Each marked finding is gone, and none is new.
        let (mut found, left) = (findings(&file, Options::default()), findings(&new, Options::default()));
        for (row, field, rule) in made.made() {
            prop_assert!(found.contains(&(row, field, rule)) && !left.contains(&(row, field, rule)));
        }
        found.retain(|one| !made.made().any(|made| made == *one));
        let of_other_cells = |one: &(u64, &str, &str)| !made.made().any(|(row, field, _)| (row, field) == (one.0, one.1));
        prop_assert!(left.iter().all(|one| found.contains(one)));
        prop_assert_eq!(
            found.iter().filter(|one| of_other_cells(one)).collect::<Vec<_>>(),
            left.iter().filter(|one| of_other_cells(one)).collect::<Vec<_>>()
        );
    }
}

#[test]
fn a_sorted_plan_with_a_column_of_notes_is_the_same_plan() {
    let plan = marked(&plan_of(SOURCE.as_bytes(), Options::default()), |_, _| None);
    let mut rows = cells(&plan);
    let apply = place(&rows, "apply");
    rows.iter_mut().filter(|row| row[0] == "repair" && row.contains(&"certain".to_owned())).for_each(|row| {
        row[apply] = "yes".to_owned();
    });
    let straight = written(&rows);
    rows[1..].reverse();
    rows.iter_mut().for_each(|row| row.push("ask the desk".to_owned()));
    let sorted = written(&rows);
    // Four repairs are certain that are not of one cell.
    let new = applied(&straight, SOURCE.as_bytes()).unwrap().0;
    assert_ne!(new, SOURCE.as_bytes());
    assert_eq!(applied(&sorted, SOURCE.as_bytes()).unwrap().0, new);
}
