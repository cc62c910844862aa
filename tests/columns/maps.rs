//! Column maps in YAML.

use ownwords::wire::columns::{Column, ColumnMap, Encoding, FieldWord, Holds, Shape};
use ownwords::{ErrorKind, Reason};

const SOUND: &str = "header: true\ncolumns:\n  - column: \"ID\"\n    holds: record-key\n  - column: \"ETHNOS\"\n    holds: ethnicity\n    system: hes-ethnos\n    separator: \";\"\n    empty: not-asked\n  - column: \"E_R\"\n    holds: residue\n    of: ethnicity\n  - place: 4\n    holds: name.chosen.family\n    receiver: vision-surname\n";

#[test]
fn a_map_comes_back_from_its_yaml() {
    let map = ColumnMap::from_yaml("map.yaml", SOUND).unwrap();
    assert_eq!(ColumnMap::from_yaml("map.yaml", &map.to_yaml()).unwrap(), map);
    // A name with all that YAML could take for something else.
    for name in ["yes", "no: #1", "\"quoted\" \\ 'x'", "tab\there", "Zoë\u{202E}\u{2028}", "- a", "", " "] {
        let column = Column::named(name, Holds::NhsNumber).empty_is(Reason::NotAsked);
        let mut column = column;
        column.empty = None;
        let map = ColumnMap::of(Shape::default(), true, vec![column]).unwrap();
        assert_eq!(ColumnMap::from_yaml("map.yaml", &map.to_yaml()).unwrap(), map, "{name:?}");
    }
}

/// Every fault has its line and column, and the nearest word that would do.
#[test]
fn faults_have_a_place_and_the_nearest_word() {
    let cases = [
        ("hes-ethnos", "hes-ethnoz", 7, 13, "`hes-ethnos`"),
        ("holds: ethnicity", "holds: etnicity", 6, 12, "`ethnicity`"),
        ("receiver: vision-surname", "receiver: vision-surnam", 15, 15, "`vision-surname`"),
        ("of: ethnicity", "of: ethnicty", 12, 9, "`ethnicity`"),
        ("holds: name.chosen.family", "holds: name.chosen.familly", 14, 12, "`name.chosen.family`"),
        ("system: hes-ethnos", "system: nhs-religion", 7, 13, "`hes-ethnos`"),
        ("holds: record-key", "holds: trans-status", 4, 12, "leave the column out"),
        ("    holds: record-key", "    hold: record-key", 4, 5, "`holds`"),
    ];
    for (right, wrong, line, column, help) in cases {
        let text = SOUND.replacen(right, wrong, 1);
        assert_ne!(text, SOUND, "{right}");
        let faults = ColumnMap::from_yaml("map.yaml", &text).unwrap_err();
        let place = faults[0].position().unwrap();
        assert_eq!((place.line, place.column), (Some(line), Some(column)), "{wrong}: {}", faults[0]);
        assert!(faults[0].help().is_some_and(|told| told.contains(help)), "{wrong}: {}", faults[0]);
    }
    let faults =
        ColumnMap::from_yaml("map.yaml", &format!("encoding: utf8\ndelimiter: commas\n{SOUND}")).unwrap_err();
    assert_eq!(faults.len(), 2);
    assert!(faults[0].to_string().starts_with("map.yaml, line 1, column 11: "), "{}", faults[0]);
}

#[test]
fn what_contradicts_itself_is_refused() {
    let codes = |system| Holds::of("ethnicity", Some(system), None, None).unwrap();
    let residue = |system| Holds::of("residue", system, None, Some("ethnicity")).unwrap();
    let refused = |columns: Vec<Column>, has_header: bool, why: &str| {
        let error = ColumnMap::of(Shape::default(), has_header, columns).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Usage);
        assert!(error.message().contains(why), "{error}");
        assert!(error.help().is_some());
    };
    refused(vec![], true, "no columns");
    refused(vec![Column::named("A", Holds::RecordKey), Column::named("A", Holds::NhsNumber)], true, "twice");
    refused(vec![Column::named("A", Holds::RecordKey)], false, "no header");
    refused(vec![Column::at(0, Holds::RecordKey)], false, "neither name nor place");
    refused(vec![Column::at(1, Holds::RecordKey), Column::at(2, Holds::RecordKey)], false, "second column");
    let two = || vec![Column::at(1, codes("hes-ethnos")), Column::at(2, codes("nhs-ethnic-category-2001"))];
    let with = |mut columns: Vec<Column>, column: Column| {
        columns.push(column);
        columns
    };
    refused(with(two(), Column::at(3, residue(None))), false, "which system");
    refused(
        with(vec![Column::at(1, codes("hes-ethnos"))], Column::at(3, residue(Some("pds-ethnic-category")))),
        false,
        "no column holds",
    );
    refused(vec![Column::at(1, Holds::RecordKey).separated_by(";")], false, "separator");
    refused(vec![Column::at(1, Holds::RecordKey).empty_is(Reason::NotAsked)], false, "why it is empty");
    assert!(
        ColumnMap::of(Shape::default(), false, with(two(), Column::at(3, residue(Some("hes-ethnos")))))
            .is_ok()
    );
}

/// Every field that the storage form has, but the sealed ones, can be in a map, in each of its systems.
#[test]
fn what_lacks_a_key_is_told_where_a_whole_map_is_to_be_had() {
    let faults = ColumnMap::from_yaml("map.yaml", "columns: []\n").unwrap_err();
    assert!(faults[0].message().contains("`header`"), "{}", faults[0]);
    assert!(faults[0].help().unwrap().contains("audit --init"), "{}", faults[0]);
}

#[test]
fn every_field_and_system_can_be_in_a_map() {
    let mut systems = 0;
    for word in FieldWord::all() {
        let error = Holds::of(word.word(), None, None, None).unwrap_err();
        for key in error.help().unwrap().split('`').filter(|key| key.contains('-') && !key.contains(' ')) {
            let holds = Holds::of(word.word(), Some(key), None, None).unwrap();
            ColumnMap::of(Shape::default(), false, vec![Column::at(1, holds)]).unwrap().over(None).unwrap();
            systems += 1;
        }
    }
    assert!(systems > 80, "{systems}");
}

/// A map that was found, and of which no column was chosen yet.
#[test]
fn a_map_without_columns_is_told_how_it_gets_some() {
    for columns in ["columns:\n  #  - column: \"ETH\"\n  #    holds: ethnicity\n", "columns: []\n"] {
        let faults = ColumnMap::from_yaml("map.yaml", &format!("header: true\n{columns}")).unwrap_err();
        assert!(faults[0].to_string().starts_with("map.yaml: the map has no columns"), "{}", faults[0]);
        assert!(faults[0].help().unwrap().contains("take the `#` away"), "{}", faults[0]);
    }
    let faults = ColumnMap::from_yaml("map.yaml", "header: true\n").unwrap_err();
    assert!(faults[0].message().contains("`columns`"), "{}", faults[0]);
}

#[test]
fn other_names_of_windows_1252_lead_to_it() {
    for name in ["latin1", "Latin-1", "iso-8859-1", "ISO8859-1", "ansi", "cp1252", "Windows-1252"] {
        let error = name.parse::<Encoding>().unwrap_err();
        assert!(error.help().unwrap().starts_with("choose `windows-1252`"), "{name}: {error}");
    }
    assert!("utf8".parse::<Encoding>().unwrap_err().help().unwrap().contains("nearest one is `utf-8`"));
}
