//! A column map says what names alone do not.

use std::path::Path;

use ownwords::audit::{Options, audit};
use ownwords::bridge::systems;
use ownwords::rules::RecordField;
use ownwords::wire::columns::{Column, ColumnMap, Found, FoundColumn, Holds, ROWS, Shape};

use super::{NAMES, RECORDS, assert_same, csv, said};

const HOLDS: [Option<(&str, Option<&str>)>; 6] = [
    Some(("nhs-number", None)),
    Some(("name.chosen.family", None)),
    Some(("name.chosen.given", None)),
    Some(("ethnicity", Some("nhs-ethnic-category-2001"))),
    Some(("languages", Some("bcp-47"))),
    None,
];

fn columns(make: impl Fn(usize, Holds) -> Column) -> Vec<Column> {
    let one = |(place, holds): (usize, &Option<(&str, Option<&str>)>)| {
        let (holds, system) = (*holds)?;
        Some(make(place, Holds::of(holds, system, None, None).unwrap()))
    };
    HOLDS.iter().enumerate().filter_map(one).collect()
}

#[test]
fn columns_are_known_by_the_names_of_the_map() {
    let named = |place: usize, holds| Column::named(format!("F{place}"), holds);
    let map = ColumnMap::of(Shape::default(), true, columns(named)).unwrap();
    let names: Vec<String> = (0..NAMES.len() - 1).map(|place| format!("F{place}")).collect();
    let input = csv().replacen(&NAMES.join(","), &format!("{},updated", names.join(",")), 1);
    assert_same(input.as_bytes(), Options::default().with_columns(map));
}

#[test]
fn a_file_without_header_is_read_by_place() {
    let at = |place: usize, holds| Column::at(place + 1, holds);
    let map = ColumnMap::of(Shape::default(), false, columns(at)).unwrap();
    let rows: String = RECORDS.iter().map(|record| record.join(",") + "\n").collect();
    let (found, _, summary) = said(rows.as_bytes(), Options::default().with_columns(map));
    let (expected, ..) = said(csv().as_bytes(), Options::default());
    // A map has no word for when a record was changed.
    let expected: Vec<String> = expected.into_iter().filter(|one| !one.ends_with(" updated")).collect();
    assert_eq!(found, expected);
    assert_eq!(summary.rows(), RECORDS.len() as u64);
}

#[test]
fn the_list_of_a_column_is_the_map_s() {
    let codes = |key| Holds::of("ethnicity", Some(key), None, None).unwrap();
    for (key, findings) in [("ukcore-ethnic-category-wales", 0), ("census-scotland-2022", 2)] {
        let map = ColumnMap::of(Shape::default(), true, vec![Column::named("ETH", codes(key))]).unwrap();
        let (found, ..) = said(b"ETH,x\nB,1\nB,2\n", Options::default().with_columns(map));
        assert_eq!(found.len(), findings, "{key}: {found:?}");
    }
    // Makaton is a code of the NHS's list, and of no other.
    let languages = Holds::of("languages", Some("nhs-language"), None, None).unwrap();
    let map = ColumnMap::of(Shape::default(), true, vec![Column::named("LANG", languages)]).unwrap();
    assert_eq!(said(b"LANG\nq5\n", Options::default().with_columns(map)).0, [""; 0]);
}

#[test]
fn a_map_of_another_file_is_refused() {
    let map = |column| ColumnMap::of(Shape::default(), true, vec![column]).unwrap();
    for (map, expected) in [
        (map(Column::named("SURNAME", Holds::NhsNumber)), "column `SURNAME`"),
        (map(Column::at(9, Holds::NhsNumber)), "column 9"),
    ] {
        let options = Options::default().with_columns(map);
        let stopped = audit(csv().as_bytes(), "test", options, &mut |_| Ok(())).unwrap_err();
        assert!(stopped.error().message().contains(expected), "{stopped}");
    }
}

/// What the audit takes a column for by its name.
fn audited(column: &FoundColumn) -> Option<Holds> {
    let of = |holds: &str, system| {
        column
            .guesses
            .iter()
            .any(|guess| guess.holds.word() == holds)
            .then(|| Holds::of(holds, system, None, None).unwrap())
    };
    of("nhs-number", None)
        .or_else(|| of("date-of-birth", None))
        .or_else(|| of("name.chosen.family", None))
        .or_else(|| of("name.chosen.given", None))
        .or_else(|| of("name.chosen.given-informal", None))
        .or_else(|| of("ethnicity", Some("nhs-ethnic-category-2001")))
        .or_else(|| of("orientation", Some("nhs-person-stated-sexual-orientation")))
        .or_else(|| of("languages", Some("bcp-47")))
}

/// The audit by the map that was found says what the audit without a map says, where the columns are settled by their names:
/// both take the file for written in the same way.
#[test]
fn the_audit_by_the_map_that_was_found_says_the_same() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = vec![std::fs::read(root.join("examples/registrations.csv")).unwrap(), csv().into_bytes()];
    for folder in ["fuzz/seeds/inputs", "fuzz/seeds/columns"] {
        let seeds = std::fs::read_dir(root.join(folder)).unwrap();
        files.extend(seeds.map(|seed| std::fs::read(seed.unwrap().path()).unwrap()));
    }
    let row = b"9990000018,Nu\xF1ez,Zo\xEB,K,es,2026-03-01\n";
    for rows in [1, 7, 8, 9] {
        let header = NAMES.join(",") + "\n";
        files.push([header.as_bytes(), &row.repeat(rows)].concat());
        files.push([csv().as_bytes(), &row.repeat(rows)].concat());
        files.push([header.as_bytes(), b"\xFF", &row.repeat(rows), "ñ".as_bytes()].concat());
    }
    files.push(super::utf_16(&csv(), true, u16::to_le_bytes));
    files.push(super::utf_16(&csv(), false, u16::to_be_bytes));
    files.push(csv().replace(',', "\t").into_bytes());
    files.push(csv().replace(',', ";").replace('\n', "\r\n").into_bytes());
    let mut compared = 0;
    for (number, file) in files.iter().enumerate() {
        let Ok(found) = Found::of(&file[..], ROWS) else { continue };
        let columns = found.columns().iter().filter_map(|column| {
            let holds = audited(column)?;
            Some(Column::named(column.name.clone()?, holds))
        });
        let Ok(map) = ColumnMap::of(found.shape(), true, columns.collect()) else { continue };
        let mut findings = Vec::new();
        let audited = audit(&file[..], "test", Options::default(), &mut |finding| {
            findings.push((finding.rule.id, finding.row, finding.field));
            Ok(())
        });
        let Ok(expected) = audited else { continue };
        let mut again = Vec::new();
        let summary = audit(&file[..], "test", Options::default().with_columns(map), &mut |finding| {
            again.push((finding.rule.id, finding.row, finding.field));
            Ok(())
        })
        .unwrap();
        let has_all =
            RecordField::ALL.iter().all(|field| summary.has_field(*field) == expected.has_field(*field));
        // A column of codes that names no list is compared with all.
        let is_bare = findings.iter().any(|(rule, ..)| *rule == "OW-COD-012");
        if !has_all || is_bare {
            continue;
        }
        compared += 1;
        assert_eq!(again, findings, "file {number}");
        assert_eq!(super::counts(&summary), super::counts(&expected), "file {number}");
        assert_eq!(summary.source(), expected.source(), "file {number}");
    }
    assert!(compared >= 18, "{compared}");
}

fn languages_in(key: &str) -> Options {
    let languages = Holds::of("languages", Some(key), None, None).unwrap();
    let map = ColumnMap::of(Shape::default(), true, vec![Column::named("LANG", languages)]).unwrap();
    Options::default().with_columns(map)
}

/// A code of the list that the map names is no fault, whatever it would be as a tag.
#[test]
fn languages_are_judged_by_the_list_that_is_named() {
    let mut lists = 0;
    for list in systems::LANGUAGE {
        let codes: Vec<&str> = list
            .rows()
            .iter()
            .filter(|row| !row.is_observed())
            .map(|row| row.code())
            .chain(list.codes_by_rule().filter(|code| list.decode(code.as_bytes()).row().is_none()).take(600))
            .filter(|code| !code.contains([',', '"', '\n']))
            .collect();
        let input = |name: &str| format!("{name}\n{}\n", codes.join("\n")).into_bytes();
        let is_of_tags = ["bcp-47", "nhs-language", "pds-preferred-language", "ukcore-human-language"];
        if is_of_tags.contains(&list.key()) {
            continue;
        }
        lists += 1;
        for (name, options) in [
            ("LANG", languages_in(list.key())),
            ("language", Options::default().with_system("language", list.key()).unwrap()),
        ] {
            let (found, _, summary) = said(&input(name), options);
            assert_eq!(found, [""; 0], "{}", list.key());
            let counts = summary.field(RecordField::Language);
            let absent = list.absences().count() as u64;
            assert_eq!((counts.valid, counts.invalid), (codes.len() as u64 - absent, 0), "{}", list.key());
            let counted = summary.codes(RecordField::Language);
            assert!(counted.counts().iter().all(|count| count.list() == Some(list.key())));
            assert_eq!((counted.other(), counted.further()), (0, 0));
            let answers = counted.counts().iter().filter(|count| count.is_answer()).count();
            assert_eq!(answers as u64, counts.valid);
        }
    }
    assert!(lists >= 12, "{lists}");
}

#[test]
fn what_the_list_lacks_is_told_apart() {
    let file = b"LANG\ncym\nCYM\n xho \ncy\nwel\nzzy\nund\n\xFF\n";
    let (found, ..) = said(file, languages_in("iso-639-3"));
    let expected =
        ["OW-COD-002 2", "OW-COD-002 3", "OW-COD-013 4", "OW-COD-013 5", "OW-COD-001 6", "OW-ROW-002 8"];
    assert_eq!(found, expected.map(|one| format!("{one} language")));
    // Which other lists have it is told where values are.
    let mut told = Vec::new();
    let options = languages_in("iso-639-3").showing_values();
    let summary = audit(&b"LANG\ncy\nWelsh\n"[..], "test", options, &mut |finding| {
        told.push(finding.suggestion.unwrap_or_default().into_owned());
        Ok(())
    })
    .unwrap();
    assert!(told[0].contains("`bcp-47`, `iso-639-1`"), "{told:?}");
    assert_eq!(summary.field(RecordField::Language).invalid, 2);
    let (found, ..) = said(b"LANG\nBelieved to be English\nENB\nENG\n", languages_in("dfe-first-language"));
    assert_eq!(found.len(), 2, "{found:?}");
}

/// What the caller names goes before the map, tags too.
#[test]
fn the_list_that_the_caller_names_goes_before_the_map() {
    let (found, ..) = said(b"LANG\ncym\n", languages_in("iso-639-3"));
    assert_eq!(found, [""; 0]);
    let options = languages_in("iso-639-3").with_system("language", "bcp-47").unwrap();
    assert_eq!(said(b"LANG\ncy\n", options).0, [""; 0]);
    // HL7 v2 names no list.
    let message = b"MSH|^~\\&|PAS|TEST9|||20260301||ADT^A08|1|P|2.5\rPID|1||||Hart^Zo||||||||||cym\r";
    assert_eq!(said(message, Options::default()).0, ["OW-LNG-002 1 language"]);
    let options = Options::default().with_system("language", "iso-639-3").unwrap();
    assert_eq!(said(message, options).0, [""; 0]);
    let error = Options::default().with_system("language", "nhs-ethnic-category-2001").unwrap_err();
    assert!(error.message().contains("language"), "{error}");
}

#[test]
fn a_name_that_stands_twice_is_not_chosen_between() {
    let input = b"SURNAME,SURNAME\nHart,\xFF\n"; // made up
    let family = || Holds::of("name.chosen.family", None, None, None).unwrap();
    let map = |column| ColumnMap::of(Shape::default(), true, vec![column]).unwrap();
    let named = Column::named("SURNAME", family());
    let options = Options::default().with_columns(map(named.clone()));
    let stopped = audit(&input[..], "test", options, &mut |_| Ok(())).unwrap_err();
    assert!(stopped.error().message().contains("the column `SURNAME` twice"), "{stopped}");
    assert!(stopped.error().help().unwrap().contains("`place:`"), "{stopped}");
    for (place, invalid) in [(1, 0), (2, 1)] {
        let mut placed = named.clone();
        placed.place = Some(place);
        let (_, _, summary) = said(input, Options::default().with_columns(map(placed)));
        assert_eq!(summary.field(RecordField::FamilyName).invalid, invalid);
    }
}
