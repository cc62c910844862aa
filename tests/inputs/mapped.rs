//! A column map says what names alone do not.

use ownwords::audit::{Options, audit};
use ownwords::wire::columns::{Column, ColumnMap, Holds, Shape};

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
