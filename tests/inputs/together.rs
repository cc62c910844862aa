//! Many rows are looked at together, and what is said of each is what is said of it alone.

use std::collections::BTreeSet;

use ownwords::Date;
use ownwords::audit::{InputFormat, Options, audit};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::threads::{Said, assert_same, assert_same_of_records, object};

/// A row with people's own words is checked alone, cell by cell.
const OWN_WORDS: &str = "ethnicity_own_words";

type Cells = &'static [&'static [u8]];

/// The cells of each column as CSV has them: sound ones first, then whatever else stands in files.
const COLUMNS: [(&str, Cells, Cells); 10] = [
    (
        "nhs_number",
        &[b"9990000018", b"999 000 0018", b"4010232137", b"401 023 2137", b""],
        &[
            b"9990000019",
            b"0000000000",
            b" ",
            b"999000001",
            b"99900000180",
            b"999000001x",
            b"\xC3\xA99990000018",
        ],
    ),
    (
        "family_name",
        &[b"Okonkwo", b"O'Brien", b"Nur Osman", b"", "Łukasz".as_bytes(), "李".as_bytes()],
        NAMES,
    ),
    (
        "given_name",
        &[b"Ada", b"Nunez", CUT, b"Maria da Silva", b"Natalie", b"", "Zoë".as_bytes(), "أحمد".as_bytes()],
        NAMES,
    ),
    (
        "known_as",
        &[b"", b"", b"Liz", "Nuñez".as_bytes(), WHOLE],
        &[b" ", "Nuñez (Liz)".as_bytes(), b"UNKNOWN", b"\xFF"],
    ),
    (
        "date_of_birth",
        &[b"1984-02-29", b"1970-01-01", b"1984-02", b"1984", b""],
        &[
            b"1983-02-29",
            b"1900-01-01",
            b"2084-01-01",
            b"29/02/84",
            b"1984-02-29T10:00",
            b"13/01/1984",
            b"1984-01-13",
            b"1984-13-01",
            b" ",
        ],
    ),
    (
        "ethnic_category",
        &[b"A", b"K", b"Z", b"99", b""],
        &[b"a", b"Chinese", b"X9", b"9", b" A", b"\"A,B\"", b"\xFF", b"A\0"],
    ),
    (
        "language",
        &[b"en", b"cy", b"en-GB", b"bfi", b""],
        &[b"q4", b"Polish", b"en_GB", b"iw", b"xx-yy", b"\xE9n", b"english"],
    ),
    ("sexual_orientation", &[b"1", b"2", b"Z", b""], &[b"7", b"Gay", b" 1", b"\xFF"]),
    (
        "updated",
        &[b"2026-03-01", b"2026-03-02T10:00:00Z", b"1899-05-05", b""],
        &[b"2026-02-30", b"1970-01-01", b"1900-01-01", b"yesterday", b" "],
    ),
    (
        "notes",
        &[b"", b"a note", "é".as_bytes()],
        &[b"\xFF", b"a\0b", b"\"a \"\"quoted\"\" one, of two\nlines\"", b"(see)", b"?"],
    ),
];

/// A name as a receiver cut it, and whole.
const CUT: &[u8] = b"Wilhelmina Alexandrina Theodora Kon";
const WHOLE: &[u8] = b"Wilhelmina Alexandrina Theodora Konstantina";

const NAMES: Cells = &[
    b"UNKNOWN",
    b"OKONKWO",
    b"Okonkwo ",
    b" ",
    b"Mrs Ada",
    b"Ada / Adaeze",
    b"Ada (Liz)",
    b"\"Ada \"\"Liz\"\"\"",
    b"Nguy?n",
    b"Nunez",
    b"Smith2",
    b"\xFF",
    b"Ada\0",
    b"\"Ada,Bo\"",
    b"Ada known as Liz",
    CUT,
    WHOLE,
    "Nu\u{200B}r".as_bytes(),
    "ZoÃ«".as_bytes(),
    "Nuñez".as_bytes(),
    "А\u{64}a".as_bytes(),
    "Иван".as_bytes(),
    "\u{FFFD}da".as_bytes(),
    "NGUYỄN".as_bytes(),
    "김민준 (Min)".as_bytes(),
];

/// Rows of cells, of which most are sound; few are too short or too long.
fn rows() -> impl Strategy<Value = Vec<Vec<&'static [u8]>>> {
    let cells: Vec<_> = COLUMNS
        .iter()
        .map(|(_, sound, others)| prop_oneof![12 => select(*sound), 1 => select(*others)])
        .collect();
    let row = (cells, prop_oneof![30 => Just(0_isize), 1 => -3..=2_isize]).prop_map(|(mut row, more)| {
        row.resize(row.len().saturating_add_signed(more), b"more".as_slice());
        row
    });
    vec(row, 0..200)
}

fn file(rows: &[Vec<&[u8]>], own_words: &[u8]) -> Vec<u8> {
    let mut file = COLUMNS.iter().map(|(name, ..)| *name).collect::<Vec<_>>().join(",").into_bytes();
    file.extend_from_slice(format!(",{OWN_WORDS}\n").as_bytes());
    for row in rows {
        // Where a cell is missing, the words stand in another column, and the row is alone for its length.
        file.extend_from_slice(&row.join(&b','));
        file.push(b',');
        file.extend_from_slice(own_words);
        file.push(b'\n');
    }
    file
}

fn said(file: &[u8], options: Options, room: usize) -> Said {
    let mut found = Vec::new();
    let outcome = audit(file, "test", options, &mut |finding| {
        if found.len() == room {
            return Err(std::io::ErrorKind::StorageFull.into());
        }
        found.push((finding.rule.id, finding.row, finding.suggestion.map(String::from)));
        Ok(())
    });
    match outcome {
        Ok(summary) => (found, summary, String::new()),
        Err(stopped) => (found, stopped.so_far().clone(), stopped.to_string()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_said_of_a_row_is_what_is_said_of_it_alone(
        rows in rows(),
        is_quoted in any::<bool>(),
        asks_more in any::<bool>(),
        room in prop_oneof![3 => Just(usize::MAX), 1 => 0..40_usize],
    ) {
        let options = if asks_more {
            Options::default().as_of(Date::day(2026, 11, 27).unwrap()).showing_values()
        } else {
            Options::default()
        };
        // Cells that could stand without quotes may stand in them, and are read by other means then.
        let quoted: Vec<Vec<Vec<u8>>> =
            rows.iter().map(|row| row.iter().map(|cell| in_quotes(cell, is_quoted)).collect()).collect();
        let rows: Vec<Vec<&[u8]>> = quoted.iter().map(|row| row.iter().map(Vec::as_slice).collect()).collect();
        let whole: Vec<Vec<&[u8]>> = rows.iter().filter(|row| row.len() == COLUMNS.len()).cloned().collect();
        let together = said(&file(&whole, b""), options.clone(), room);
        let alone = said(&file(&whole, b"x"), options.clone(), room);
        assert_same(&together, &alone);
        // Whatever the length of a row, all rows are read.
        let all = said(&file(&rows, b""), options, usize::MAX);
        prop_assert_eq!(all.1.rows(), rows.len() as u64);
    }
}

/// The same records in each format that has columns and holds text alone.
fn tables(records: &[Vec<String>]) -> Vec<(InputFormat, Vec<u8>)> {
    let names: Vec<&str> = COLUMNS.iter().map(|(name, ..)| *name).chain([OWN_WORDS]).collect();
    let lines: String = records.iter().map(|record| object(&names, record) + "\n").collect();
    vec![
        (InputFormat::Lines, lines.into_bytes()),
        #[cfg(feature = "parquet")]
        (InputFormat::Arrow, super::arrow::stream(&names, records)),
    ]
}

/// The same from a writer that leaves out what is empty; of nothing but that nobody could tell what it is.
fn without_empty_ones(records: &[Vec<String>]) -> Option<Vec<u8>> {
    let names: Vec<&str> = COLUMNS.iter().map(|(name, ..)| *name).chain([OWN_WORDS]).collect();
    let short: String = records.iter().map(|record| without_empty(&names, record) + "\n").collect();
    let mut fields = records.iter().flat_map(|record| record.iter().take(COLUMNS.len() - 1));
    fields.any(|cell| !cell.is_empty()).then_some(short.into_bytes())
}

fn without_empty(names: &[&str], record: &[String]) -> String {
    let cells = names.iter().zip(record);
    // What is of no field is looked at where the first record has it.
    let (names, cells): (Vec<&str>, Vec<&String>) =
        cells.filter(|(name, cell)| **name == "notes" || !cell.is_empty()).unzip();
    object(&names, &cells)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_said_of_a_row_is_what_is_said_of_it_in_any_format(
        rows in rows(),
        room in prop_oneof![3 => Just(usize::MAX), 1 => 0..40_usize],
    ) {
        let is_text = |row: &Vec<&[u8]>| row.iter().all(|cell| core::str::from_utf8(cell).is_ok());
        let rows: Vec<_> = rows.into_iter().filter(|row| row.len() == COLUMNS.len() && is_text(row)).collect();
        prop_assume!(!rows.is_empty());
        let csv = file(&rows, b"");
        let records: Vec<Vec<String>> =
            csv::Reader::from_reader(&csv[..]).deserialize().collect::<Result<_, _>>().unwrap();
        let expected = said(&csv, Options::default(), room);
        for (format, table) in tables(&records) {
            assert_same_of_records(&said(&table, Options::default().reading(format), room), &expected);
        }
        // A field that the first record lacks has its column behind the others, and so what is said of a row another order.
        let in_order = |mut said: Said| {
            said.0.sort_by(|one, other| (one.1, one.0, &one.2).cmp(&(other.1, other.0, &other.2)));
            said
        };
        if let Some(short) = without_empty_ones(&records) {
            let short = said(&short, Options::default().reading(InputFormat::Lines), usize::MAX);
            assert_same_of_records(&in_order(short), &in_order(said(&csv, Options::default(), usize::MAX)));
        }
    }
}

fn in_quotes(cell: &[u8], is_quoted: bool) -> Vec<u8> {
    if is_quoted && !cell.contains(&b'"') { [b"\"", cell, b"\""].concat() } else { cell.to_vec() }
}

/// What whole columns tell is counted while many rows are looked at.
#[test]
fn what_is_said_of_a_column_is_what_its_rows_say_alone() {
    let row = |date: &'static [u8]| -> Vec<&'static [u8]> {
        vec![b"4010232137", b"OKONKWO", b"Ada", b"", date, b"Z", b"en", b"Z", b"2026-03-01", b""]
    };
    let swapped = vec![row(b"1984-13-01"); 30];
    let both = [swapped.clone(), vec![row(b"1984-01-13")]].concat();
    for rows in [swapped, both] {
        let [together, alone] =
            [b"".as_slice(), b"x"].map(|words| said(&file(&rows, words), Options::default(), usize::MAX));
        assert_same(&together, &alone);
        let of_columns = together.0.iter().filter(|(_, row, _)| *row == 0).count();
        assert!(of_columns >= 2, "{of_columns}");
    }
}

/// Else the law above would say little.
#[test]
fn the_cells_break_most_rules_of_one_cell() {
    let rows: Vec<Vec<&[u8]>> = (0..60)
        .map(|turn| {
            let cell = |others: &[&'static [u8]]| others[turn % others.len()];
            COLUMNS.iter().map(|(_, _, others)| cell(others)).collect()
        })
        .collect();
    let options = Options::default().as_of(Date::day(2026, 11, 27).unwrap());
    let (found, ..) = said(&file(&rows, b""), options, usize::MAX);
    let rules: BTreeSet<_> = found.iter().map(|(rule, ..)| *rule).collect();
    assert!(rules.len() >= 25, "{rules:?}");
}
