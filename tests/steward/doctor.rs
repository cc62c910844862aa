//! The doctor finds each kind of damage, repairs none but to what it was, and finds nothing in a sound file.

use std::fs;

use ownwords::Axis;
use ownwords::bridge::{CodeSystem, systems};
use ownwords::steward::doctor::{Finding, Options, Report, examine};
use proptest::prelude::*;

use crate::repository::{files, root};
use crate::workbook::{self, date, row, text, workbook};

fn examined(name: &str, text: &str, systems: &[&str]) -> Report {
    let options =
        systems.iter().fold(Options::default(), |options, named| options.with_system(named).unwrap());
    examine(name, text.as_bytes(), &options).unwrap()
}

/// The row, the rule and whether there is a repair, of each finding.
fn found(report: &Report) -> Vec<(u64, &'static str, bool)> {
    let of = |finding: &Finding| {
        (finding.position().row.unwrap_or_default(), finding.rule().name, finding.has_repair())
    };
    report.findings().iter().map(of).collect()
}

/// Every list, as (key, (code, label) of its rows).
fn lists() -> Vec<(&'static str, Vec<(&'static str, &'static str)>)> {
    struct All(Vec<(&'static str, Vec<(&'static str, &'static str)>)>);
    impl systems::Lists for All {
        fn list<A: Axis>(&mut self, _: &'static str, systems: &'static [&'static CodeSystem<A>]) {
            let rows =
                |system: &CodeSystem<A>| system.rows().iter().map(|row| (row.code(), row.label())).collect();
            self.0.extend(systems.iter().map(|system| (system.key(), rows(system))));
        }
    }
    let mut all = All(Vec::new());
    systems::each_list(&mut all);
    all.0
}

/// A cell of CSV.
fn cell(text: &str) -> String {
    if text.contains([',', '"', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

fn line(code: &str, label: &str) -> String {
    format!("{},{}", cell(code), cell(label))
}

fn number(code: &str) -> Option<u128> {
    code.parse().ok().filter(|_| code.bytes().all(|digit| digit.is_ascii_digit()))
}

/// A code and its label, as a file has them.
type Pair = (String, String);

/// Ways of damaging a row.
const DAMAGES: &[fn(&str, &str) -> Option<Pair>] = &[
    |code, label| Some((format!(" {code}\u{A0}"), label.to_owned())),
    |code, label| Some((code.to_lowercase(), label.to_owned())),
    |code, label| Some((code.chars().map(full_width).collect(), label.to_owned())),
    |code, label| Some((number(code)?.to_string(), label.to_owned())),
    |code, label| {
        let number = number(code).filter(|_| code.len() > 11)?;
        Some((format!("{:.2E}", number as f64), label.to_owned()))
    },
    |code, label| {
        number(code).filter(|_| code.len() > 15)?;
        Some((format!("{:0<1$}", &code[..15], code.len()), label.to_owned()))
    },
    |code, label| {
        const MONTHS: [&str; 12] =
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let (year, month) = code.split_once('-').filter(|(year, _)| year.len() == 4)?;
        let month = MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
        Some((format!("{month}-{}", year.get(2..)?), label.to_owned()))
    },
    |code, label| Some((format!("\u{201C}{code}\u{201D}"), label.to_owned())),
    |code, label| Some((format!("=\"{code}\""), label.to_owned())),
    |code, label| Some((format!("'{code}"), label.to_owned())),
    |code, label| Some((format!("{code}\u{200E}"), label.to_owned())),
    |code, label| Some((format!("\u{202D}{code}\u{202C}"), label.to_owned())),
    |code, label| Some((format!("{code}~"), label.to_owned())),
    |code, label| {
        let mut letters: Vec<char> = code.chars().collect();
        (letters.len() > 1).then(|| letters.swap(0, 1))?;
        Some((letters.into_iter().collect(), label.to_owned()))
    },
    |code, label| (!label.is_empty()).then(|| (label.to_owned(), code.to_owned())),
    |_, label| (!label.is_empty()).then(|| (label.to_owned(), label.to_owned())),
    |code, label| Some((code.to_owned(), label.replace(' ', "\u{200B} "))),
    |code, label| Some((code.to_owned(), label.bytes().map(char::from).collect())),
];

fn full_width(letter: char) -> char {
    if letter.is_ascii_graphic() { char::from_u32(letter as u32 + 0xFEE0).unwrap() } else { letter }
}

/// Whatever is repaired is what it was, the rest is as it came, and nothing is left to repair.
fn repairs_are_true(sound: &[Pair], damaged: &[Pair], options: &Options) -> usize {
    let lines: Vec<String> = damaged.iter().map(|(code, label)| line(code, label)).collect();
    let file = format!("code,label\n{}\n", lines.join("\n"));
    let report = examine("codes.csv", file.as_bytes(), options).unwrap();
    let repaired = String::from_utf8(report.repaired(file.as_bytes())).unwrap();
    assert_eq!(repaired.lines().count(), damaged.len() + 1);
    for (place, repaired) in repaired.lines().skip(1).enumerate() {
        let row =
            |finding: &&Finding| finding.position().row == Some(place as u64 + 1) && finding.has_repair();
        let findings: Vec<&Finding> = report.findings().iter().filter(row).collect();
        let is_of = |column: &str| {
            let is_it = |finding: &&Finding| finding.column_name() == Some(column);
            findings.iter().any(|finding| is_it(finding) || finding.rule().name == "SwappedCells")
        };
        let code = if is_of("code") { &sound[place].0 } else { &damaged[place].0 };
        let label = if is_of("label") { &sound[place].1 } else { &damaged[place].1 };
        // A cell that had quotes keeps them.
        assert_eq!(repaired.replace('"', ""), line(code, label).replace('"', ""), "{findings:?}");
    }
    let again = examine("codes.csv", repaired.as_bytes(), options).unwrap();
    // What was repaired is sound. That it is may tell more of the other cells than could be told before.
    let place = |finding: &Finding| (finding.position().row, finding.column_name().map(str::to_owned));
    let repaired: Vec<_> =
        report.findings().iter().filter(|finding| finding.has_repair()).map(place).collect();
    assert!(!again.findings().iter().any(|finding| repaired.contains(&place(finding))));
    report.findings().iter().filter(|finding| finding.has_repair()).count()
}

#[test]
fn each_damage_of_every_list_is_repaired_to_what_it_was() {
    let mut repaired = vec![0; DAMAGES.len()];
    for (key, rows) in lists() {
        let rows: Vec<_> = rows.into_iter().take(60).collect();
        let options = Options::default().with_system(&format!("code={key}")).unwrap();
        let sound: Vec<Pair> =
            rows.iter().map(|(code, label)| (code.to_string(), label.to_string())).collect();
        assert_eq!(repairs_are_true(&sound, &sound, &options), 0);
        for (damage, count) in DAMAGES.iter().zip(&mut repaired) {
            // Every third row, so that the labels can still be told to be labels.
            let mut damaged = sound.clone();
            for (place, (code, label)) in rows.iter().enumerate().filter(|(place, _)| place % 3 == 2) {
                damaged[place] = damage(code, label).unwrap_or_else(|| sound[place].clone());
            }
            *count += repairs_are_true(&sound, &damaged, &options);
        }
    }
    for (place, count) in repaired.into_iter().enumerate() {
        // Only identifiers of SNOMED CT are so long.
        assert!(count > 0 || matches!(place, 4 | 5) && !cfg!(feature = "snomed"), "{place}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Also where the list is found from the contents.
    #[test]
    fn a_repair_undoes_the_damage(
        list in any::<prop::sample::Index>(),
        damages in prop::collection::vec((0..DAMAGES.len(), any::<prop::sample::Index>()), 0..6),
        named in any::<bool>()
    ) {
        let lists = lists();
        let (key, rows) = &lists[list.index(lists.len())];
        let rows: Vec<_> = rows.iter().take(40).collect();
        let sound: Vec<Pair> = rows.iter().map(|(code, label)| (code.to_string(), label.to_string())).collect();
        let mut damaged = sound.clone();
        for (damage, place) in damages {
            let place = place.index(rows.len());
            if let Some(pair) = DAMAGES[damage](rows[place].0, rows[place].1) {
                damaged[place] = pair;
            }
        }
        let options = Options::default();
        let options = if named { options.with_system(&format!("code={key}")).unwrap() } else { options };
        repairs_are_true(&sound, &damaged, &options);
    }

    #[test]
    fn any_bytes_are_examined_and_nothing_is_found_of_what_was_repaired(
        bytes in prop::collection::vec(prop::sample::select(&b"AKk01,;\"\n\r\t :-[]{}#|>&*!\xFF\xC3\xA9\xE2\x80\x9C\x00"[..]), 0..80),
        yaml in any::<bool>()
    ) {
        let name = if yaml { "x.yaml" } else { "x.csv" };
        let options = Options::default();
        if let Ok(report) = examine(name, &bytes, &options) {
            let repaired = report.repaired(&bytes);
            if let Ok(again) = examine(name, &repaired, &options) {
                prop_assert!(!again.findings().iter().any(Finding::has_repair));
            }
        }
    }

    /// No value is in a finding, unless it was asked for; and none ever in `Debug`.
    #[test]
    fn values_are_private(secret in "[a-z]{12}") {
        let file = format!("code,{secret}x\nA,\nB,\nC,\n{secret},\nD,\u{202E}{secret}\n");
        let report = examined("codes.csv", &file, &["code=nhs-ethnic-category-2001"]);
        prop_assert_eq!(report.findings().len(), 2);
        for finding in report.findings() {
            let said = format!("{finding:?} {}", finding.what());
            prop_assert!(!said.contains(&secret));
            prop_assert!(finding.value().is_none() && finding.repair().is_none());
        }
        let options = Options::default().showing_values();
        let report = examine("codes.csv", file.as_bytes(), &options).unwrap();
        prop_assert!(report.findings()[0].value().is_some());
        let said = format!("{:?}", report.findings());
        prop_assert!(!said.contains(&secret));
    }
}

#[test]
fn each_kind_is_found_with_its_rule_and_place() {
    let nhs = &["code=nhs-ethnic-category-2001"][..];
    for (row, systems, rule, repair) in [
        ("k", nhs, "CodeWithStrayCaseOrSpace", true),
        (" K", nhs, "CodeWithStrayCaseOrSpace", true),
        ("Bangladeshi", nhs, "LabelWhereCodeBelongs", true),
        ("\u{41A}", nhs, "LookAlikeInCode", true),
        ("Q", nhs, "CodeNotInSystem", false),
        ("\u{201C}K\u{201D}", nhs, "CurlyQuote", true),
        ("K\u{202E}", nhs, "HiddenCharacter", true),
        ("1", &["code=census-gb-1991"][..], "CodeWithoutLeadingZeros", true),
        ("1.00E+05", nhs, "CodeReadAsNumber", false),
        ("Sep-28", &["code=us-omb-1997"][..], "CodeReadAsDate", true),
        ("2028-8", &["code=us-omb-1997"][..], "WrongCharacterInCode", true),
    ] {
        let report = examined("codes.csv", &format!("code,note\n{row},one\n"), systems);
        assert_eq!(found(&report), [(1, rule, repair)], "{row}");
        let place = report.findings()[0].position();
        assert_eq!((place.line, place.column), (Some(2), Some(1)));
        assert_eq!(report.findings()[0].column_name(), Some("code"));
    }
}

#[test]
fn identifiers_of_snomed_ct_are_found_without_a_list() {
    let file = "id,concept\n1,1024701000000100\n2,1024701000000000\n3,1.02E+15\n4,92391000000108\n5,46110005\n6,\n7,n/a\n";
    let report = examined("codes.csv", file, &[]);
    let expected =
        [(2, "RoundedIdentifier", false), (3, "CodeReadAsNumber", false), (5, "IdentifierCheckDigit", false)];
    assert_eq!(found(&report), expected);
    let columns = report.columns();
    assert_eq!((columns.len(), columns[0].number, columns[0].lists.len(), columns[0].held), (1, 2, 0, 2));
}

#[test]
fn a_list_is_found_from_the_contents_with_the_evidence() {
    let file = "ethnicity;born\nA;2001\nB;1987\nC;1999\nh;2015\nA;2001\n";
    let report = examined("extract.csv", file, &[]);
    assert_eq!(found(&report), [(4, "CodeWithStrayCaseOrSpace", true)]);
    let columns = report.columns();
    assert_eq!((columns.len(), columns[0].held, columns[0].different, columns[0].is_named), (1, 3, 4, false));
    assert!(columns[0].lists.contains(&"nhs-ethnic-category-2001") && columns[0].lists.len() > 1);
    // Numbers alone are no evidence: they may count anything.
    assert_eq!(found(&examined("counts.csv", "row,beds\n1,10\n2,11\n3,12\n4,13\n", &[])), []);
    // And the first line may be a row like the others.
    let report = examined("bare.csv", "A,x\nB,x\nC,x\nD,x\ne,x\n", &[]);
    assert_eq!(found(&report), [(5, "CodeWithStrayCaseOrSpace", true)]);
    assert_eq!((report.rows(), report.findings()[0].column_name()), (5, None));
}

#[test]
fn swapped_cells_change_their_places_and_their_quotes_stay() {
    let file = "code\tlabel\r\nA\tBritish\r\nB\tIrish\r\n\"Indian\"\tH\r\nJ\tPakistani\r\n";
    let report = examined("codes.tsv", file, &["nhs-ethnic-category-2001"]);
    assert_eq!(found(&report), [(3, "SwappedCells", true)]);
    let repaired = report.repaired(file.as_bytes());
    assert_eq!(String::from_utf8(repaired).unwrap(), file.replace("\"Indian\"\tH", "\"H\"\tIndian"));
}

#[test]
fn the_mark_and_other_encodings_are_found() {
    let report = examined("codes.csv", "\u{FEFF}code,label\nA,British\n", &["code=nhs-ethnic-category-2001"]);
    assert_eq!(found(&report), [(0, "ByteOrderMark", true)]);
    let mut file = b"system,name,label\nx,Zo\xEB,M\xC3\x83\xC2\xA9tis\n".to_vec();
    let report = examine("names.csv", &file, &Options::default()).unwrap();
    assert_eq!(found(&report), [(1, "UndecodableText", false), (1, "MisreadText", false)]);
    file.insert(0, 0xFF);
    file.insert(1, 0xFE);
    for (name, bytes, said) in [
        ("names.csv", &file[..], "UTF-16"),
        ("names.xlsx", b"PK\x03\x04", "workbook"),
        ("names.xls", b"\xD0\xCF\x11\xE0", "before 2007"),
        ("names.csv", b"", "nothing"),
        ("names.yaml", b"# a comment\n", "nothing"),
        ("names.yaml", b"a: \xFF\n", "UTF-8"),
        ("names.yaml", b"a: [b\n", "YAML"),
        ("names.csv", b"a,b\n1,\"2\n3\n", "never closed"),
    ] {
        let error = examine(name, bytes, &Options::default()).unwrap_err();
        assert!(error.to_string().contains(said) && error.help().is_some(), "{error}");
    }
    let deep = "[".repeat(100_000);
    assert!(examine("deep.yaml", deep.as_bytes(), &Options::default()).is_err());
    let wide = ",".repeat(100_000);
    assert!(examine("wide.csv", wide.as_bytes(), &Options::default()).is_err());
}

#[test]
fn in_yaml_an_entry_says_whose_code_it_has() {
    let file = "system: nhs-ethnic-category-2001\nrows:\n  - code: \u{201C}K\u{201D} # kept\n    label: 'x'\n  \
                - {code: ' J', label: \u{201C}y\u{201D}}\n  - code: \"Q\"\nother:\n  - {system: us-omb-1997, code: Sep-28}\n";
    let report = examined("own.yaml", file, &[]);
    let names: Vec<_> =
        report.findings().iter().map(|finding| (finding.rule().name, finding.has_repair())).collect();
    // A code that its own file has and the release does not may be new.
    let expected = [
        ("CurlyQuote", true),
        ("CodeWithStrayCaseOrSpace", true),
        ("CurlyQuote", false),
        ("CodeReadAsDate", true),
    ];
    assert_eq!(names, expected);
    let repaired = String::from_utf8(report.repaired(file.as_bytes())).unwrap();
    let by_hand =
        file.replace("\u{201C}K\u{201D}", "\"K\"").replace("' J'", "\"J\"").replace("Sep-28", "\"2028-9\"");
    assert_eq!(repaired, by_hand);
}

#[test]
fn nothing_is_found_in_a_sound_file() {
    let mut all = Vec::new();
    for folder in ["mappings", "standards", "tests", "examples/overlay"] {
        files(&root().join(folder), &["yaml", "csv", "tsv"], &mut all);
    }
    // Its example is of a code that there is not, and the doctor says so.
    all.retain(|path| !path.ends_with("standards/TEMPLATE.yaml"));
    assert!(all.len() > 150);
    for path in all {
        let bytes = fs::read(&path).unwrap();
        match examine(&path.display().to_string(), &bytes, &Options::default()) {
            Ok(report) => assert_eq!(found(&report), [], "{}", path.display()),
            // Made for tests of other readers.
            Err(error) => assert!(path.starts_with(root().join("tests")), "{error}"),
        }
    }
}

/// A made-up workbook of two sheets: codes of the Office of Management and Budget's list, of which a spreadsheet has made a
/// date, and codes of the Welsh list with the zeros in front lost.
fn made_up_workbook() -> Vec<u8> {
    let first = [
        row(1, &[text("A1", "code"), text("B1", "note")]),
        row(2, &[text("A2", "2028-9"), text("B2", "first")]),
        row(5, &[date("A5", 46_997), text("B5", "fifth")]),
    ];
    let second = [
        row(3, &[text("B3", "kind"), text("C3", "snomed")]),
        row(4, &[workbook::number("C4", "92391000000108")]),
    ];
    workbook(&[("Codes", &first.concat()), ("Empty", ""), ("More", &second.concat())])
}

#[test]
fn of_a_workbook_each_sheet_is_examined_and_the_place_is_that_of_the_sheet() {
    let options = Options::default().with_system("code=us-omb-1997").unwrap().showing_values();
    let file = made_up_workbook();
    let report = examine("codes.xlsx", &file, &options).unwrap();
    assert!(report.is_workbook());
    let of_columns: Vec<_> = report.columns().iter().map(|one| (one.sheet.as_deref(), one.number)).collect();
    assert_eq!((report.rows(), &of_columns[..]), (3, &[(Some("Codes"), 1), (Some("More"), 3)][..]));
    let finding = &report.findings()[0];
    let place = finding.position();
    assert_eq!(
        (finding.sheet(), place.line, place.column, place.row),
        (Some("Codes"), Some(5), Some(1), Some(2))
    );
    assert_eq!(finding.value(), Some(&b"2028-09-01"[..]));
    assert!(finding.what().contains("holds it as a date"), "{}", finding.what());
    // A workbook is no text, and nothing of it is ever changed.
    assert_eq!(report.repaired(&file), file);
    let nowhere = Options::default().with_system("kode=us-omb-1997").unwrap();
    assert_eq!(examine("codes.xlsx", &file, &nowhere).unwrap_err().kind(), ownwords::ErrorKind::Usage);
}

#[test]
fn what_a_workbook_holds_as_a_number_is_said_to_be() {
    let codes =
        [("A1", "code"), ("A2", "01"), ("A3", "02"), ("A4", "03")].map(|(place, code)| text(place, code));
    let mut rows: Vec<String> =
        codes.into_iter().zip(1..).map(|(cell, number)| row(number, &[cell])).collect();
    rows.push(row(5, &[workbook::number("A5", "4")]));
    let file = workbook(&[("Codes", &rows.concat())]);
    let options = Options::default().with_system("code=census-gb-1991").unwrap();
    let report = examine("codes.xlsx", &file, &options).unwrap();
    assert_eq!(found(&report), [(4, "CodeWithoutLeadingZeros", true)]);
    assert!(report.findings()[0].what().contains("holds it as a number"), "{:?}", report.findings());
}

/// A workbook says how large it is unpacked, and a sheet how large it would be: neither fills the memory.
#[test]
fn a_workbook_that_unpacks_to_too_much_or_has_a_cell_far_off_is_no_harm() {
    let far = row(1_048_576, &[text("XFD1048576", "K")]);
    let report = examine("far.xlsx", &workbook(&[("Far", &far)]), &Options::default()).unwrap();
    assert_eq!((report.rows(), report.findings().len()), (0, 0));
    let mut file = made_up_workbook();
    let entry = file.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    file[entry + 24..entry + 28].copy_from_slice(&u32::MAX.to_le_bytes());
    let error = examine("bomb.xlsx", &file, &Options::default()).unwrap_err();
    assert!(error.message().contains("unpacks to more"), "{error}");
    let mut file = made_up_workbook();
    file.truncate(file.len() - 30);
    assert!(examine("cut.xlsx", &file, &Options::default()).is_err());
}
