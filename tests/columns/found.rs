//! Maps that are found: each with its evidence, and never a choice that nothing decides.

use ownwords::bridge::systems;
use ownwords::wire::columns::{Column, ColumnMap, Encoding, Found, Header, Holds, Keys, ROWS, Shape};
use ownwords::{Demographics, ErrorKind, Policy, Purpose};

fn found(file: &str) -> Found {
    Found::of(file.as_bytes(), ROWS).unwrap()
}

fn systems_of(found: &Found, place: usize) -> Vec<&'static str> {
    let guesses = &found.columns()[place].guesses;
    guesses
        .iter()
        .filter_map(|guess| if let Holds::Codes { system, .. } = guess.holds { Some(system) } else { None })
        .collect()
}

fn ethnicity_file(name: &str, codes: &[&str]) -> String {
    let mut file = format!("id,{name}\n");
    for number in 0..40 {
        file.push_str(&format!("{number},{}\n", codes[number % codes.len()]));
    }
    file
}

#[test]
fn the_dictionarys_name_says_which_list() {
    let mut file = ethnicity_file("ETHNIC_CATEGORY_CODE_2001", &["A", "B", "Z", "K"]);
    file.push_str("41,A\n");
    let found = found(&file);
    assert_eq!(found.header(), Header::Known(1));
    let settled = found.columns()[1].settled().unwrap();
    let evidence: Vec<String> = settled.evidence.iter().map(ToString::to_string).collect();
    assert_eq!(evidence[0], "its name is the official title of `nhs-ethnic-category-2001`");
    assert_eq!(evidence[1], "41 of 41 cells are codes of `nhs-ethnic-category-2001`");
}

/// `B` is one thing in England and another in Wales: both lists fit, and neither is chosen.
#[test]
fn where_two_lists_fit_equally_none_is_chosen() {
    let found = found(&ethnicity_file("ethnicity", &["A", "B", "Z"]));
    assert!(found.columns()[1].settled().is_none() && !found.is_settled());
    let systems = systems_of(&found, 1);
    for both in ["ukcore-ethnic-category-england", "ukcore-ethnic-category-wales"] {
        assert!(systems.contains(&both), "{systems:?}");
    }
    assert!(found.map().is_err(), "nothing is settled");
    assert!(
        found.to_yaml().contains("  #  - column: \"ethnicity\"") || found.to_yaml().contains("# - column"),
        "{}",
        found.to_yaml()
    );
}

/// Every list is found by its own codes under a name that does not say which it is, and every list that has them all too.
#[test]
fn every_ethnicity_list_is_among_the_candidates_for_its_codes() {
    for list in systems::ETHNICITY {
        let codes: Vec<&str> = list
            .rows()
            .iter()
            .map(|row| row.code())
            .filter(|code| !code.contains([',', '"', '\n']))
            .collect();
        let mut file = String::from("id,ethnicity\n");
        for (number, code) in codes.iter().enumerate().take(6000) {
            file.push_str(&format!("{number},{code}\n"));
        }
        let found = found(&file);
        let candidates = systems_of(&found, 1);
        assert!(candidates.contains(&list.key()), "{}: {candidates:?}", list.key());
    }
}

#[test]
fn a_list_that_the_codes_contradict_is_not_taken_because_of_a_name() {
    let found = found(&ethnicity_file("ETHNIC CATEGORY", &["0", "1", "7", "9"]));
    assert!(found.columns()[1].settled().is_none());
    let systems = systems_of(&found, 1);
    assert!(systems.contains(&"nhs-ethnic-category-2001") && systems.len() > 1, "{systems:?}");
}

#[test]
fn a_file_without_a_header_shows_no_name() {
    // Made up; NHS numbers that begin with 999 are for tests.
    let found = found("9991234551,Zoë,H\n999 123 4551,Min-jun,R\n");
    assert_eq!(found.header(), Header::None);
    assert!(found.columns().iter().all(|column| column.name.is_none()));
    assert_eq!(found.columns()[0].settled().unwrap().holds, Holds::NhsNumber);
    let yaml = found.to_yaml();
    assert!(yaml.contains("header: false") && yaml.contains("place: 1") && !yaml.contains("Zoë"), "{yaml}");
}

#[test]
fn where_nothing_says_whether_there_is_a_header_no_name_is_shown() {
    let found = found("Nguyen,Zoë\nHart,Min-jun\n"); // made up
    assert_eq!(found.header(), Header::NotKnown);
    assert!(!format!("{found:?} {}", found.to_yaml()).contains("Zoë"));
}

/// A residue opens beside its own code, read as its own list, and so settles what the codes alone do not.
#[test]
fn residues_settle_the_list_of_their_codes() {
    let system = "ukcore-ethnic-category-wales";
    let map = ColumnMap::of(
        Shape::default(),
        true,
        vec![
            Column::named("patient id", Holds::RecordKey),
            Column::named("ethnicity", Holds::of("ethnicity", Some(system), None, None).unwrap()),
            Column::named("kept", Holds::of("residue", None, None, Some("ethnicity")).unwrap()),
        ],
    )
    .unwrap();
    let columns = map.over_new_file().unwrap();
    let mut file = columns.header().unwrap();
    for number in 0..30 {
        let mut person = Demographics::not_asked();
        person.ethnicity = systems::UKCORE_ETHNIC_CATEGORY_WALES
            .decode([&b"A"[..], b"B", b"Z"][number % 3])
            .to_field()
            .with_own_words("as I say it");
        let key = number.to_string();
        let written = columns
            .write(&person, Purpose::EqualityMonitoring, Policy::Certain, Keys::record_key(&key))
            .unwrap();
        file.extend(written.into_parts().0);
    }
    let found = Found::of(&file[..], ROWS).unwrap();
    assert!(found.is_settled(), "{}", found.to_yaml());
    assert_eq!(systems_of(&found, 1), [system]);
    let found_map = found.map().unwrap();
    assert_eq!(found_map.columns().len(), 3);
    assert!(matches!(found_map.columns()[2].holds, Holds::Residue { system: Some(of), .. } if of == system));
}

/// Neither the evidence nor the map holds a cell of the file.
#[test]
fn no_value_is_shown() {
    let file = "NHS number,surname,forename,ethnicity,notes\n9991234551,Xyzzyname,Qwertyname,H,Plughnote\n"; // made up
    let found = found(file);
    let all = format!("{found:?}\n{}", found.to_yaml());
    for value in ["9991234551", "Xyzzyname", "Qwertyname", "Plughnote"] {
        assert!(!all.contains(value), "{value}");
    }
}

#[cfg(feature = "authoring")]
#[test]
fn the_map_that_is_found_can_be_read() {
    let file = "NHS number;surname;forename;ETHNIC CATEGORY;known as\n9991234551;Hart;Zoë;H;Zo\n"; // made up
    let found = found(file);
    let map = ColumnMap::from_yaml("map.yaml", &found.to_yaml()).unwrap();
    assert_eq!(map, found.map().unwrap());
    // A candidate is chosen by taking its `#` away.
    let yaml = found.to_yaml();
    let chosen =
        yaml.replacen("  #- column: \"known as\"\n  #  holds", "  - column: \"known as\"\n    holds", 1);
    assert_ne!(chosen, yaml, "{yaml}");
    assert_eq!(ColumnMap::from_yaml("map.yaml", &chosen).unwrap().columns().len(), map.columns().len() + 1);
}

/// One cell that is no UTF-8 is damage of that cell; the rest of the file is not misread for it.
#[test]
fn a_damaged_cell_does_not_tell_the_encoding() {
    let header = "nhs_number,family_name,given_name\n";
    let damaged = b"9994130803,\"M\xFCller\",Si\n";
    for rest in ["9997950518,Nguyễn,Zoë\n", "9997950518,Nguyen,Zo\n"] {
        let file = [header.as_bytes(), rest.as_bytes(), damaged].concat();
        assert_eq!(Found::of(&file[..], ROWS).unwrap().shape().encoding, Encoding::Utf8, "{rest}");
    }
    let file = [header.as_bytes(), &damaged.repeat(8)].concat();
    assert_eq!(Found::of(&file[..], ROWS).unwrap().shape().encoding, Encoding::Windows1252);
}

/// What is neither CSV nor TSV is refused with what it seems to be: a map of it would say nothing that is so.
#[test]
fn what_is_no_table_is_refused() {
    let utf_16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let files: [(&[u8], &str, &str); 11] = [
        (b"\x1F\x8B\x08\0\0\0\0\0\0\x03", "gzip", "unpack it"),
        (b"\x28\xB5\x2F\xFD\x20\x05", "Zstandard", "unpack it"),
        (b"PK\x03\x04\x14\0", "ZIP", "as CSV"),
        (b"PAR1\x15\x04", "Parquet", "their names"),
        (b"ARROW1\0\0", "Arrow", "their names"),
        (b"{\"nhs_number\":\"9991234551\"}\n", "JSON", "keys"),
        (b"\xEF\xBB\xBF\n {\n \"a\": 1 }", "JSON", "keys"),
        (&utf_16("\u{FEFF}{\"nhs_number\":\"9991234551\"}\n"), "JSON", "keys"),
        (b"[{\"nhs_number\":\"9991234551\"}]\n", "array", "one object a line"),
        (b"{ \"resourceType\": \"Patient\" }", "FHIR", "without a map"),
        (b"MSH|^~\\&|PAS|TEST9\rPID|1\r", "HL7 v2", "without a map"),
    ];
    for (file, what, help) in files {
        let error = Found::of(file, ROWS).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Format);
        assert!(error.message().contains(what) && error.message().contains("CSV or TSV"), "{what}: {error}");
        assert!(error.help().unwrap().contains(help), "{error}");
    }
    for table in ["{id},surname\n1,Hart\n", "[a],surname\n1,Hart\n", "MSHIP,surname\n1,Hart\n"] {
        assert!(Found::of(table.as_bytes(), ROWS).is_ok(), "{table}");
    }
}

/// What is found of any bytes makes a map that is read again: the same where something is settled, and otherwise one of which
/// it is said that it has no columns yet.
#[cfg(feature = "authoring")]
mod every_map {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::super::identity::pieces;
    use super::*;

    fn headers() -> impl Strategy<Value = Vec<u8>> {
        let names = prop::sample::select(vec![
            &b"NHS number"[..],
            b"\"NHS\nNumber\"",
            b"surname",
            b"known as",
            b"ETHNIC CATEGORY",
            b"ethnicity",
            b"sex",
            b"Extract of 1 May",
            b"",
            b"na\xEFve",
        ]);
        let rest = vec![&b"\n9991234551,K\n"[..], b"\n", b",", b"\nK,K,K,K\n"];
        (vec(names, 0..5), prop::sample::select(rest))
            .prop_map(|(names, rest)| [names.join(&b","[..]).as_slice(), rest].concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn that_is_found_can_be_read_again(header in headers(), rest in pieces()) {
            let bytes = [header, rest].concat();
            let Ok(found) = Found::of(&bytes[..], ROWS) else { return Ok(()) };
            let read = ColumnMap::from_yaml("map.yaml", &found.to_yaml());
            match found.map() {
                Ok(map) => prop_assert_eq!(read.unwrap(), map),
                Err(_) => {
                    let faults = read.unwrap_err();
                    prop_assert_eq!(faults.len(), 1);
                    prop_assert_eq!(faults[0].message(), "the map has no columns");
                }
            }
        }
    }
}

/// Its first row is a record as the others are: it is counted, and weighed.
#[test]
fn the_first_row_of_a_file_without_a_header_is_looked_at_too() {
    let found = found("9991234551,x\n9991234551,\n999 123 4551,\n"); // made up
    assert_eq!((found.header(), found.rows()), (Header::None, (3, 0)));
    let evidence = found.columns()[0].settled().unwrap().evidence[0].to_string();
    assert_eq!(evidence, "3 of 3 cells are NHS numbers with the right check digit");
}

#[test]
fn white_space_of_any_kind_stands_between_the_words_of_a_name() {
    for name in
        ["\"NHS\nNumber\"", "\"NHS\r\nNumber \"", "NHS\u{A0}Number", "NHS\u{2003}Number", "NHS\tNumber"]
    {
        let found = found(&format!("{name},surname\n9991234551,Hart\n")); // made up
        assert_eq!(found.columns()[0].settled().unwrap().holds, Holds::NhsNumber, "{name:?}");
    }
}

#[test]
fn dates_speak_for_a_date_of_birth_and_words_do_not() {
    let found = found("surname,DOB\nHart,1984-02-29\nNguyen,1984\nKhan,29/02/1984\n"); // made up
    let evidence: Vec<String> =
        found.columns()[1].settled().unwrap().evidence.iter().map(ToString::to_string).collect();
    assert_eq!(
        evidence,
        ["columns that hold this are called so", "2 of 3 cells are dates written as year-month-day"]
    );
}
