//! Codes whose column names no list.

use ownwords::audit::{Options, Summary, audit};
use ownwords::bridge::systems;
use ownwords::rules::{RecordField, bare_code};

use super::{assert_adds_up, findings, summary};

fn column(codes: &[&str]) -> Vec<u8> {
    format!("ethnicity\n{}\n", codes.join("\n")).into_bytes()
}

/// What is said of the whole column.
fn evidence_with(input: &[u8], options: Options) -> Option<String> {
    let mut said = Vec::new();
    let summary = audit(input, "test", options, &mut |finding| {
        if finding.rule.id == bare_code::RULE.id {
            assert_eq!((finding.row, finding.field), (0, Some(RecordField::EthnicCategory)));
            said.push(finding.suggestion.unwrap().into_owned());
        }
        Ok(())
    })
    .unwrap();
    assert_adds_up(&summary);
    assert!(said.len() <= 1, "one finding a column");
    said.pop()
}

fn evidence(codes: &[&str]) -> String {
    evidence_with(&column(codes), Options::default()).unwrap()
}

fn named(codes: &[&str], key: &str) -> Summary {
    let options = Options::default().with_system("ethnicity", key).unwrap();
    let summary = audit(&column(codes)[..], "test", options, &mut |_| Ok(())).unwrap();
    assert_adds_up(&summary);
    summary
}

fn keys_said(evidence: &str) -> Vec<&str> {
    let held = evidence.split(';').next().unwrap();
    held.split('`').skip(1).step_by(2).collect()
}

#[test]
fn the_codes_of_england_are_not_those_of_wales() {
    let england: Vec<&str> = systems::NHS_ETHNIC_CATEGORY_2001.rows().iter().map(|row| row.code()).collect();
    let said = evidence(&england);
    assert!(said.contains("all of 18 different codes in 18 rows"), "{said}");
    let keys = keys_said(&said);
    assert!(keys.contains(&"nhs-ethnic-category-2001") && keys.contains(&"ukcore-ethnic-category-england"));
    assert!(!keys.contains(&"ukcore-ethnic-category-wales"), "{said}");
}

#[test]
fn the_codes_of_wales_exclude_england() {
    let wales: Vec<&str> =
        systems::UKCORE_ETHNIC_CATEGORY_WALES.rows().iter().map(|row| row.code()).collect();
    let said = evidence(&wales);
    let keys = keys_said(&said);
    assert!(keys.contains(&"ukcore-ethnic-category-wales"), "{said}");
    assert!(!keys.contains(&"nhs-ethnic-category-2001"), "{said}");
    assert!(said.contains("` holds ") && said.contains(", and lacks "), "{said}");
}

#[test]
fn a_letter_of_two_lists_is_of_either() {
    let said = evidence(&["B", "B", "A"]);
    let keys = keys_said(&said);
    assert!(said.contains("all of 2 different codes in 3 rows"), "{said}");
    assert!(keys.contains(&"nhs-ethnic-category-2001") && keys.contains(&"ukcore-ethnic-category-wales"));
    let summary = summary(&column(&["B", "B", "A"]));
    assert_eq!((summary.field(RecordField::EthnicCategory).valid, summary.rows_with_findings()), (3, 0));
}

#[test]
fn a_mixed_column_is_of_no_list_and_the_nearest_are_named() {
    let said = evidence(&["A", "B", "K", "K", "WBRI"]);
    assert!(said.starts_with("no list holds all of 4 different codes in 5 rows; "), "{said}");
    assert!(said.contains("holds 4 rows, and lacks 1 code"), "{said}");
    assert!(!said.contains("WBRI"), "{said}");
    let shown = evidence_with(&column(&["A", "K", "WBRI"]), Options::default().showing_values()).unwrap();
    assert!(shown.contains("lacks 1 code (`WBRI`)"), "{shown}");
}

#[test]
fn a_digit_has_as_many_meanings_as_lists() {
    let said = evidence(&["7", "7"]);
    let keys = keys_said(&said);
    assert!(keys.len() >= 4, "{said}");
    let lists = systems::ETHNICITY.iter().filter(|system| system.decode(b"7").row().is_some());
    assert_eq!(lists.map(|system| system.key()).collect::<Vec<_>>(), keys);
}

/// `9` is a heritage in one list and "not known" in another: it is no answer until somebody names the list.
#[test]
fn a_code_is_judged_only_where_the_lists_agree() {
    let ethnicity = |summary: &Summary| summary.field(RecordField::EthnicCategory);
    let bare = summary(&column(&["9"]));
    assert_eq!(ethnicity(&bare).unknown, 1);
    assert_eq!(ethnicity(&named(&["9"], "hes-ethnos-1995")).unknown, 1);
    assert_eq!(ethnicity(&named(&["9"], "census-ew-2021")).valid, 1);
    assert_eq!(named(&["9"], "census-ew-2021").findings(), 0);
    // All lists that hold these say the same of `Z`.
    let declined = summary(&column(&["A", "K", "R", "Z"]));
    assert_eq!((ethnicity(&declined).valid, ethnicity(&declined).declined), (3, 1));
}

#[test]
fn what_no_list_has_is_found_in_its_row_and_excludes_none() {
    let input = column(&["A", " k", "X9", "Sep-28x", "\u{41A}", "Z"]);
    assert_eq!(
        findings(&input),
        [
            "OW-COD-002 2 ethnic_category",
            "OW-COD-001 3 ethnic_category",
            "OW-COD-001 4 ethnic_category",
            "OW-COD-005 5 ethnic_category",
            "OW-COD-012 0 ethnic_category",
        ]
    );
    let summary = summary(&input);
    let counts = summary.field(RecordField::EthnicCategory);
    assert_eq!((counts.valid, counts.declined, counts.invalid), (1, 1, 4));
}

#[test]
fn a_column_that_names_its_list_is_judged_by_it() {
    for header in ["ethnic_category", "Ethnic Category Code", "ETHNIC-CAT"] {
        assert_eq!(findings(format!("{header}\nB\n").as_bytes()), [""; 0]);
    }
    for header in ["ethnicity", "ethnic_group", "Ethnicity Code", "ethnos"] {
        assert_eq!(findings(format!("{header}\nB\n").as_bytes()), ["OW-COD-012 0 ethnic_category"]);
        // Nothing stands without its list where nothing stands.
        assert_eq!(findings(format!("{header}\n\" \"\n").as_bytes()), [""; 0]);
    }
}

#[test]
fn the_list_can_be_named() {
    let codes = ["A", "B", "Z", "k"];
    let england = named(&codes, "nhs-ethnic-category-2001");
    let rules: Vec<_> = england.rules().iter().map(|rule| rule.rule().id).collect();
    assert_eq!(rules, ["OW-COD-002"]);
    let orientation = |key: &str| Options::default().with_system("Sexual Orientation", key);
    let input = b"orientation\nU\n";
    let found = |options| audit(&input[..], "test", options, &mut |_| Ok(())).unwrap().findings();
    assert_eq!(found(orientation("nhs-person-stated-sexual-orientation").unwrap()), 0);
    assert_eq!(found(orientation("nhs-sexual-orientation-2010").unwrap()), 1);
    for (column, key, help) in [
        ("ethnicity", "ukcore-ethnic-category-wale", "did you mean `ukcore-ethnic-category-wales`?"),
        ("orientation", "nhs-ethnic-category-2001", "did you mean"),
        ("surname", "nhs-ethnic-category-2001", "name the column"),
        ("no such column", "nhs-ethnic-category-2001", "name the column"),
    ] {
        let error = Options::default().with_system(column, key).unwrap_err();
        assert!(error.help().unwrap().contains(help), "{error}");
    }
}

/// Memory stays the same, and nothing is lost of the counts, however many different codes there are.
#[test]
fn more_codes_than_are_compared_are_said_to_be_so() {
    // A list that takes a second character of the sender's own has many codes; here each row has one of all lists.
    let codes: Vec<&str> =
        systems::ETHNICITY.iter().flat_map(|system| system.rows().iter().map(|row| row.code())).collect();
    let quoted: Vec<String> = codes.iter().map(|code| format!("\"{code}\"")).collect();
    let input = format!("ethnicity\n{}\n", quoted.join("\n"));
    let summary = summary(input.as_bytes());
    let counts = summary.field(RecordField::EthnicCategory);
    assert_eq!((counts.missing, counts.invalid, counts.complete()), (0, 0, codes.len() as u64));
}

#[test]
fn a_file_that_is_cut_off_is_counted_as_far_as_it_goes() {
    let stopped = super::stopped(b"surname,ethnicity\nKhan,A\nKhan,Z\n\"Khan,A\n");
    let counts = stopped.so_far().field(RecordField::EthnicCategory);
    assert_eq!((counts.valid, counts.declined), (1, 1));
}
