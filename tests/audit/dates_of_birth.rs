//! Dates of birth: as much of one as is known is sound, whatever it comes in, and none is said.

use ownwords::audit::{Options, audit};
use ownwords::rules::RecordField;
use ownwords::wire::columns::{Column, ColumnMap, Holds, Shape};
use ownwords::{Date, Error};

use super::{findings, summary};

fn as_of(options: Options) -> Options {
    options.as_of(Date::day(2026, 11, 27).unwrap())
}

/// What is found in one cell, by the rule's name.
fn of_cell(cell: &str, options: Options) -> Vec<&'static str> {
    let file = format!("dob,surname\n{cell},Khan\n");
    let mut found = Vec::new();
    audit(file.as_bytes(), "test", options, &mut |finding| {
        assert_eq!((finding.row, finding.field), (1, Some(RecordField::DateOfBirth)));
        assert!(finding.value.is_none() && !finding.suggestion.is_some_and(|said| said.contains(cell)));
        found.push(finding.rule.name);
        Ok(())
    })
    .unwrap();
    found
}

#[test]
fn a_date_of_birth_is_a_day_a_month_or_a_year() {
    for sound in ["1984-02-29", "1984-02", "1984", "1970-01-01", "1984-02-29 00:00:00", "2026-11-27", "", " "]
    {
        assert_eq!(of_cell(sound, as_of(Options::default())), [""; 0], "{sound}");
    }
    for (cell, rule) in [
        ("29/02/1984", "ImpossibleDateOfBirth"),
        ("1983-02-29", "ImpossibleDateOfBirth"),
        ("1984-13", "ImpossibleDateOfBirth"),
        ("0000", "ImpossibleDateOfBirth"),
        ("84", "ImpossibleDateOfBirth"),
        ("not known", "ImpossibleDateOfBirth"),
        ("29/02/84", "TwoDigitYearOfBirth"),
        ("84-02-29", "TwoDigitYearOfBirth"),
        ("29 Feb 84", "TwoDigitYearOfBirth"),
        ("1900-01-01", "DefaultDateOfBirth"),
    ] {
        assert_eq!(of_cell(cell, Options::default()), [rule], "{cell}");
    }
}

#[test]
fn a_date_in_the_future_is_found_only_where_the_day_is_said() {
    for later in ["2026-11-28", "2026-12", "2027", "2084-02-29"] {
        assert_eq!(of_cell(later, Options::default()), [""; 0], "{later}");
        assert_eq!(of_cell(later, as_of(Options::default())), ["DateOfBirthInFuture"], "{later}");
    }
    assert_eq!(of_cell("2026-11", as_of(Options::default())), [""; 0]);
}

#[test]
fn it_is_found_in_messages_and_under_any_name_that_a_map_gives() -> Result<(), Error> {
    let fhir = "{\"resourceType\":\"Patient\",\"birthDate\":\"1983-02-29\"}";
    assert_eq!(findings(fhir.as_bytes()), ["OW-DAT-003 1 date_of_birth"]);
    assert_eq!(findings(fhir.replace("-29", "").as_bytes()), [""; 0]);
    // An element that is there twice, or of another type, is an error wherever it is read.
    for wrong in ["null", "1983", "\"1983\",\"birthDate\":\"1984\""] {
        let fhir = format!("{{\"resourceType\":\"Patient\",\"birthDate\":{wrong}}}");
        super::stopped(fhir.as_bytes());
        super::stopped(format!("{{\"resourceType\":\"Patient\"}}\n{fhir}\n").as_bytes());
    }
    for (birth, found) in [
        ("19840229", &[][..]),
        ("198402", &[]),
        ("1984", &[]),
        ("19840229101500", &[]),
        ("", &[]),
        ("\"\"", &[]),
        ("19830229", &["OW-DAT-003 1 date_of_birth"]),
        ("19000101", &["OW-DAT-005 1 date_of_birth"]),
    ] {
        let message = format!("MSH|^~\\&|||||20261126||ADT^A28|1|P|2.4\rPID|1||||Hart^Ada||{birth}\r");
        assert_eq!(findings(message.as_bytes()), found, "{birth}");
    }
    let map = ColumnMap::of(Shape::default(), true, vec![Column::named("X", Holds::DateOfBirth)])?;
    let mut found = Vec::new();
    let options = Options::default().with_columns(map);
    audit(&b"X\n1983-02-29\n"[..], "test", options, &mut |finding| {
        found.push(finding.rule.id);
        Ok(())
    })?;
    assert_eq!(found, ["OW-DAT-003"]);
    let summary = summary(b"Date of Birth\n1984\n\n");
    assert_eq!(summary.field(RecordField::DateOfBirth).valid, 1);
    Ok(())
}

#[test]
fn an_order_is_told_of_a_column_only_where_it_is_certain() {
    let column = |cells: Vec<&str>| {
        let file = format!("dob\n{}\n", cells.join("\n"));
        let found = findings(file.as_bytes());
        found.iter().filter(|found| found.starts_with("OW-DAT-007 0")).count()
    };
    for (swapped, right) in [("1984-29-02", "1984-02-29"), ("02/29/1984", "29/02/1984")] {
        assert_eq!(column(vec![swapped; 10]), 1);
        assert_eq!(column([vec![swapped; 10], vec!["1984-01-02", "1984", "x"]].concat()), 1);
        assert_eq!(column(vec![swapped; 9]), 0);
        assert_eq!(column([vec![swapped; 50], vec![right]].concat()), 0);
        assert_eq!(column(vec![right; 50]), 0);
    }
}
