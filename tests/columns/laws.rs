//! L6 and L7 for columns, over any record.

use ownwords::bridge::{Bridge, Relationship};
use ownwords::overlay::{LocalCodes, LocalHeritage, LocalMeaning, LocalRow, OverlayParts};
use ownwords::wire::columns::{
    Column, ColumnMap, Columns, Delimiter, Encoding, FieldWord, Holds, Keys, Shape, Table,
};
use ownwords::{ConceptId, Demographics, Disclosed, ErrorKind, Kind, Overlay, Policy, Purpose, Standard};
use proptest::prelude::*;

use crate::people::records;

/// All that two purposes' views hold is the same.
fn assert_same(now: Disclosed<'_>, before: Disclosed<'_>) {
    macro_rules! each {
        ($($field:ident),*) => {
            $(assert!(now.$field() == before.$field(), "{}: {:?}", stringify!($field), before.purpose());)*
        };
    }
    each!(name, pronouns, languages, ethnicity, orientation, gender, religion, disability, impairment);
    each!(partnership, care, armed_forces, accommodation, communication, formats, contact);
    each!(interpreter, interpreter_languages);
}

fn codes(field: &str, system: &str) -> Holds {
    Holds::of(field, Some(system), None, None).unwrap()
}

fn residue(of: &str) -> Holds {
    Holds::of("residue", None, None, Some(of)).unwrap()
}

/// Some fields in one column, some in several or in one with a separator, some in none; and a residue for each.
fn columns(kind: usize) -> Vec<Column> {
    let name = |holds: &str, receiver: Option<&str>| Holds::of(holds, None, receiver, None).unwrap();
    let mut columns = vec![
        Column::named("PAS_ID", Holds::RecordKey),
        Column::named("NHS_NUMBER", Holds::NhsNumber),
        Column::named("RELIGION", codes("religion", "nhs-religion")),
        Column::named("MARITAL", codes("partnership", "nhs-marital-status")),
        Column::named("INTERPRETER", codes("interpreter", "fhir-interpreter-required")),
    ];
    columns.extend(match kind {
        0 => vec![
            Column::named("NAME", name("name.chosen", None)),
            Column::named("ETHNIC", codes("ethnicity", "nhs-ethnic-category-2001")),
            Column::named("LANGUAGE", codes("languages", "nhs-language")),
            Column::named("PRONOUNS", codes("pronouns", "fhir-pronouns")),
        ],
        1 => vec![
            Column::named("SURNAME", name("name.chosen.family", Some("vision-surname"))),
            Column::named("FORENAME", name("name.chosen.given", Some("vision-forename"))),
            Column::named("ETHNIC", codes("ethnicity", "census-ew-2021")).separated_by(";"),
            Column::named("LANGUAGES", codes("languages", "bcp-47")).separated_by(" "),
            Column::named("PRONOUNS", codes("pronouns", "fhir-pronouns")).separated_by("; "),
        ],
        _ => vec![
            Column::named("TITLE", name("name.chosen.title", None)),
            Column::named("NAME", name("name.chosen", Some("mrz-td3"))),
            Column::named("ETHNIC_1", codes("ethnicity", "dfe-school-census")),
            Column::named("ETHNIC_2", codes("ethnicity", "dfe-school-census")),
            Column::named("LANGUAGE_1", codes("languages", "iso-639-3")),
            Column::named("LANGUAGE_2", codes("languages", "iso-639-3")),
        ],
    });
    columns.push(Column::named("NAME_RESIDUE", residue("name")));
    for field in FieldWord::all() {
        columns.push(Column::named(format!("{field} residue"), residue(field.word())));
    }
    columns
}

fn map(kind: usize, encoding: Encoding, delimiter: Delimiter) -> ColumnMap {
    let mut shape = Shape::default();
    shape.encoding = encoding;
    shape.delimiter = delimiter;
    shape.byte_order_mark = matches!(encoding, Encoding::Utf16Le);
    ColumnMap::of(shape, true, columns(kind)).unwrap()
}

fn maps() -> impl Strategy<Value = ColumnMap> {
    let encoding =
        prop_oneof![4 => Just(Encoding::Utf8), 1 => Just(Encoding::Utf16Le), 1 => Just(Encoding::Utf16Be)];
    (0_usize..3, encoding, prop::sample::select(Delimiter::ALL.to_vec()))
        .prop_map(|(kind, encoding, delimiter)| map(kind, encoding, delimiter))
}

fn keys(number: usize) -> String {
    format!("made-up \"{number}\"")
}

/// A file of these people; nothing where a code that was received cannot stand in the file's encoding.
fn file(map: &ColumnMap, people: &[Demographics], purpose: Purpose) -> Option<Vec<u8>> {
    let columns = map.over_new_file().unwrap();
    let mut file = columns.header().unwrap();
    for (number, person) in people.iter().enumerate() {
        let key = keys(number);
        match columns.write(person, purpose, Policy::Certain, Keys::record_key(&key)) {
            Ok(written) => {
                let (row, fields, residues) = written.into_parts();
                assert!(residues.is_empty(), "every field has a column for its residue");
                assert!(!fields.is_empty());
                file.extend(row);
            }
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::Text, "{error}");
                assert!(map.shape().encoding != Encoding::Utf8, "{error}");
                return None;
            }
        }
    }
    Some(file)
}

fn laid_over<'f>(map: &ColumnMap, file: &'f [u8]) -> (Table<&'f [u8]>, Columns) {
    let mut table = Table::open_as(file, map.shape()).unwrap();
    let columns = map.over(Some(&table.next_row().unwrap().unwrap())).unwrap();
    (table, columns)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn l6_wire_columns(people in prop::collection::vec(records(), 1..3), map in maps()) {
        for purpose in Purpose::ALL {
            let Some(file) = file(&map, &people, purpose) else { return Ok(()) };
            let (mut table, columns) = laid_over(&map, &file);
            for (number, person) in people.iter().enumerate() {
                let row = table.next_row().unwrap().unwrap();
                prop_assert!(columns.key(&row).unwrap().as_ref() == keys(number).as_bytes());
                let restored = columns.restore(&row).unwrap().record;
                assert_same(restored.for_purpose(purpose), person.for_purpose(purpose));
                // GetPut: what the row says already is left as it stands.
                let (same, _, _) = columns.update(&row, &restored, purpose, Policy::Certain).unwrap().into_parts();
                prop_assert!(same == row.bytes(), "a row was changed that said it all already");
            }
            prop_assert!(table.next_row().unwrap().is_none());
        }
    }

    /// A row that is updated says what the record says, whatever it said before; and what the purpose may not see stays.
    #[test]
    fn l6_wire_columns_in_a_row_of_another(before in records(), person in records(), map in maps()) {
        let Some(file) = file(&map, std::slice::from_ref(&before), Purpose::DirectCare) else { return Ok(()) };
        let (mut table, columns) = laid_over(&map, &file);
        let row = table.next_row().unwrap().unwrap();
        for purpose in [Purpose::DirectCare, Purpose::EqualityMonitoring, Purpose::Letter] {
            let Ok(updated) = columns.update(&row, &person, purpose, Policy::Certain) else { continue };
            let (bytes, _, _) = updated.into_parts();
            let mut again = Table::open_as(&bytes[..], map.shape()).unwrap();
            let row = again.next_row().unwrap().unwrap();
            let restored = columns.restore(&row).unwrap().record;
            assert_same(restored.for_purpose(purpose), person.for_purpose(purpose));
        }
    }

    /// A column of residues that was sorted apart from its rows gives nobody another person's statement.
    #[test]
    fn l7_a_sorted_column_of_residues_gives_nobody_anothers(one in records(), two in records(), map in maps()) {
        let purpose = Purpose::DirectCare;
        let Some(file) = file(&map, &[one.clone(), two.clone()], purpose) else { return Ok(()) };
        let (mut table, columns) = laid_over(&map, &file);
        table.next_row().unwrap();
        // The second row is read with the first one's residues, a field at a time.
        let cells = |number: usize| -> Vec<Vec<u8>> {
            let (mut table, _) = laid_over(&map, &file);
            for _ in 0..number {
                table.next_row().unwrap();
            }
            table.next_row().unwrap().unwrap().cells().map(|cell| cell.code().into_owned()).collect()
        };
        let (first, second) = (cells(0), cells(1));
        let row = table.next_row().unwrap().unwrap();
        for (place, column) in map.columns().iter().enumerate() {
            if !matches!(column.holds, Holds::Residue { .. }) || first[place].is_empty() || first[place] == second[place] {
                continue;
            }
            let sorted = row.with(&[(place, &first[place])]).unwrap();
            let mut again = Table::open_as(&sorted[..], map.shape()).unwrap();
            let error = columns.restore(&again.next_row().unwrap().unwrap()).unwrap_err();
            prop_assert_eq!(error.kind(), ErrorKind::Residue);
            prop_assert!(error.position().is_some_and(|place| place.line.is_some()));
        }
    }

    /// A residue with one sign changed, or cut off, is an error, never another statement.
    #[test]
    fn l7_a_damaged_residue_is_an_error(
        person in records(), map in maps(), column in any::<prop::sample::Index>(), sign in any::<prop::sample::Index>(),
        to in "[0-9A-HJKMNP-TV-Z]", is_cut in any::<bool>(),
    ) {
        let purpose = Purpose::DirectCare;
        let Some(file) = file(&map, &[person], purpose) else { return Ok(()) };
        let (mut table, columns) = laid_over(&map, &file);
        let row = table.next_row().unwrap().unwrap();
        let residues: Vec<usize> = (0..map.columns().len())
            .filter(|place| matches!(map.columns()[*place].holds, Holds::Residue { .. }))
            .filter(|place| row.cell(*place).is_some_and(|cell| !cell.raw().is_empty()))
            .collect();
        let place = residues[column.index(residues.len())];
        let mut token = row.cell(place).unwrap().code().into_owned();
        let at = sign.index(token.len());
        if is_cut {
            token.truncate(at.max(1));
        } else {
            prop_assume!(token[at] != to.as_bytes()[0]);
            token[at] = to.as_bytes()[0];
        }
        let damaged = row.with(&[(place, &token)]).unwrap();
        let mut again = Table::open_as(&damaged[..], map.shape()).unwrap();
        let restored = columns.restore(&again.next_row().unwrap().unwrap());
        prop_assert_eq!(restored.unwrap_err().kind(), ErrorKind::Residue);
    }

    /// Any bytes in the columns of codes and names are kept, and go back as they were (L1).
    #[test]
    fn l1_any_cells_go_back_as_they_were(cells in prop::collection::vec(crate::strategies::arbitrary_bytes(), 8), kind in 0_usize..2) {
        let map = map(kind, Encoding::Utf8, Delimiter::Comma);
        let columns = map.over_new_file().unwrap();
        let (row, _, _) = columns
            .write(&Demographics::not_asked(), Purpose::Letter, Policy::Certain, Keys::record_key("7"))
            .unwrap()
            .into_parts();
        let mut table = Table::open_as(&row[..], map.shape()).unwrap();
        let row = table.next_row().unwrap().unwrap();
        let contents: Vec<(usize, &[u8])> = cells.iter().enumerate().map(|(place, cell)| (place + 1, &cell[..])).collect();
        // Without the residues of what stood there before.
        let residues = map.columns().iter().enumerate().filter(|(_, column)| matches!(column.holds, Holds::Residue { .. }));
        let contents: Vec<(usize, &[u8])> = contents.into_iter().chain(residues.map(|(place, _)| (place, &b""[..]))).collect();
        let filled = row.with(&contents).unwrap();
        let mut table = Table::open_as(&filled[..], map.shape()).unwrap();
        let row = table.next_row().unwrap().unwrap();
        let reading = columns.read(&row);
        for purpose in [Purpose::DirectCare, Purpose::EqualityMonitoring] {
            let (same, _, _) = columns.update(&row, &reading.record, purpose, Policy::Certain).unwrap().into_parts();
            prop_assert!(same == row.bytes());
        }
    }
}

/// The columns hold what the national systems would send, and the residues keep the rest.
#[test]
fn several_heritages_go_into_several_cells() {
    let id = |slug| Standard::ethnicity().by_slug(slug).unwrap().id();
    let mut person = Demographics::not_asked();
    let both = ownwords::Ethnicity::of([id("indian"), id("chinese")]).unwrap().with_own_words("both sides");
    person.ethnicity = ownwords::Field::stated(both);
    let purpose = Purpose::EqualityMonitoring;
    let system = "nhs-ethnic-category-2001";
    let one_cell = ColumnMap::of(
        Shape::default(),
        true,
        vec![
            Column::named("ID", Holds::RecordKey),
            Column::named("E", codes("ethnicity", system)).separated_by(";"),
            Column::named("R", residue("ethnicity")),
        ],
    )
    .unwrap();
    let two_cells = ColumnMap::of(
        Shape::default(),
        true,
        vec![
            Column::named("E1", codes("ethnicity", system)),
            Column::named("E2", codes("ethnicity", system)),
        ],
    )
    .unwrap();
    let written = |map: &ColumnMap| {
        let columns = map.over_new_file().unwrap();
        columns.write(&person, purpose, Policy::Certain, Keys::record_key("7")).unwrap().into_parts()
    };
    let (row, _, residues) = written(&one_cell);
    assert!(row.starts_with(b"7,H;R,R"), "codes with the separator of the map");
    assert!(residues.is_empty());
    let (row, _, residues) = written(&two_cells);
    assert_eq!((&row[..], residues.len()), (&b"H,R\r\n"[..], 1));
}

#[test]
fn a_purpose_that_may_not_see_a_field_neither_writes_nor_changes_it() {
    let map = map(0, Encoding::Utf8, Delimiter::Comma);
    let mut person = Demographics::not_asked();
    person.ethnicity = ownwords::bridge::systems::NHS_ETHNIC_CATEGORY_2001.decode(b"H").to_field();
    let file = file(&map, &[person.clone()], Purpose::EqualityMonitoring).unwrap();
    let (mut table, columns) = laid_over(&map, &file);
    let row = table.next_row().unwrap().unwrap();
    let place = map.columns().iter().position(|column| column.name.as_deref() == Some("ETHNIC")).unwrap();
    assert_eq!(row.cell(place).unwrap().raw(), b"H");
    let (same, _, _) = columns
        .update(&row, &Demographics::not_asked(), Purpose::WardBoard, Policy::Certain)
        .unwrap()
        .into_parts();
    assert_eq!(same, row.bytes());
    let (new, _, _) =
        columns.write(&person, Purpose::WardBoard, Policy::Certain, Keys::default()).unwrap().into_parts();
    let mut table = Table::open_as(&new[..], map.shape()).unwrap();
    assert_eq!(table.next_row().unwrap().unwrap().cell(place).unwrap().raw(), b"");
}

/// A code of a trust's own is one of the national list to everybody else, in a column of several codes too.
#[test]
fn a_residue_beside_an_own_code_states_the_same_without_its_overlay() {
    let bangladeshi = Standard::ethnicity().by_slug("bangladeshi").unwrap().id();
    let mut parts = OverlayParts::of("TEST9".parse().unwrap(), "Testhaven, a made-up trust");
    let own = ConceptId::local(Kind::Heritage, parts.owner, 1).unwrap();
    let mut heritage = LocalHeritage::of(own, "bangladeshi-sylheti", "Bangladeshi Sylheti");
    heritage.broader = vec![bangladeshi];
    parts.heritages = vec![heritage];
    let meaning = LocalMeaning::Stated { parts: vec![own.into()], relationship: Relationship::Equivalent };
    let of = "nhs-ethnic-category-2001";
    parts.codes = vec![LocalCodes { of: of.to_owned(), rows: vec![LocalRow::of("K1", "Sylheti", meaning)] }];
    let overlay = Overlay::build(&parts).unwrap();

    let codes = Column::named("ETHNIC", codes("ethnicity", of)).separated_by(";");
    let map = ColumnMap::of(Shape::default(), true, vec![codes, Column::named("REST", residue("ethnicity"))]);
    let (without, with) = (map.clone().unwrap(), map.unwrap().with_overlay(&overlay));
    let (without, with) = (without.over_new_file().unwrap(), with.over_new_file().unwrap());
    let mut person = Demographics::not_asked();
    person.ethnicity = overlay.system(of).unwrap().to_field(b"K1");
    let written = with.write(&person, Purpose::DirectCare, Policy::Certain, Keys::default()).unwrap();
    let row = written.into_parts().0;
    assert!(row.starts_with(b"K1,"));
    let mut table = Table::open_as(&row[..], Shape::default()).unwrap();
    let row = table.next_row().unwrap().unwrap();
    for columns in [with, without] {
        assert_eq!(columns.restore(&row).unwrap().record.ethnicity.statement(), person.ethnicity.statement());
    }
}
