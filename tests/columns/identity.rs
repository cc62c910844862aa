//! The bytes of a file: read row by row they are the same, and a changed cell is all that changes.

use ownwords::wire::columns::{Delimiter, Encoding, Shape, Table};
use proptest::collection::vec;
use proptest::prelude::*;

/// What files are made of, in such a mixture that quotes, line ends and delimiters meet in every order.
pub(super) fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let structure = prop::sample::select(vec![
        &b","[..],
        b";",
        b"\t",
        b"|",
        b"\"",
        b"\"\"",
        b"\r",
        b"\n",
        b"\r\n",
        b"\n\r",
        b" ",
        b"\0",
        b"a",
        b"7",
        b"\"a\"",
        b"\"a,\r\n\"\"b\"",
        b"\xEF\xBB\xBF",
        b"\xFF\xFE",
        b"\xE9",
        "é".as_bytes(),
        "김".as_bytes(),
        b"\"x\"y",
    ]);
    vec(prop_oneof![8 => structure.prop_map(<[u8]>::to_vec), 1 => vec(any::<u8>(), 0..6)], 0..40)
        .prop_map(|pieces| pieces.concat())
}

fn shapes() -> impl Strategy<Value = Shape> {
    let encoding = prop::sample::select(Encoding::ALL.to_vec());
    let delimiter = prop::sample::select(Delimiter::ALL.to_vec());
    (encoding, delimiter).prop_map(|(encoding, delimiter)| {
        let mut shape = Shape::default();
        shape.encoding = encoding;
        shape.delimiter = delimiter;
        shape
    })
}

fn in_utf_16(text: &str, is_low_first: bool) -> Vec<u8> {
    let units = text.encode_utf16();
    if is_low_first {
        units.flat_map(u16::to_le_bytes).collect()
    } else {
        units.flat_map(u16::to_be_bytes).collect()
    }
}

/// The bytes of all rows; an error has its place and says that a quote is open.
fn copied(mut table: Table<&[u8]>) -> Option<Vec<u8>> {
    let mut copy = Vec::new();
    loop {
        match table.next_row() {
            Ok(Some(row)) => {
                copy.extend_from_slice(row.bytes());
                assert_eq!(row.with(&[]).unwrap(), row.bytes());
                let mut end = 0;
                for (place, cell) in row.cells().enumerate() {
                    let range = cell.range();
                    assert!(end <= range.start && range.end <= row.bytes().len(), "cells overlap");
                    assert_eq!(&row.bytes()[range.clone()], cell.raw());
                    assert_eq!(row.cell(place).unwrap().raw(), cell.raw());
                    end = range.end;
                }
            }
            Ok(None) => return Some(copy),
            Err(error) => {
                assert!(error.position().is_some_and(|place| place.line.is_some()), "{error}");
                assert!(error.message().contains("never closed"), "{error}");
                return None;
            }
        }
    }
}

proptest! {
    // Of rows that are blank or no text, which one of these laws passes over, there are many.
    #![proptest_config(ProptestConfig {
        cases: 2048, failure_persistence: None, max_global_rejects: 16_384, ..ProptestConfig::default()
    })]

    #[test]
    fn nothing_changed_is_the_identity_on_bytes(bytes in pieces(), shape in shapes()) {
        if let Some(copy) = copied(Table::open_as(&bytes[..], shape).unwrap()) {
            prop_assert_eq!(&copy, &bytes);
        }
        if let Some(copy) = copied(Table::open(&bytes[..]).unwrap()) {
            prop_assert_eq!(&copy, &bytes);
        }
    }

    /// What a cell holds is what the csv crate reads there, in every row.
    #[test]
    fn cells_are_those_of_the_csv_crate(bytes in pieces(), shape in shapes()) {
        let mut shape = shape;
        shape.encoding = Encoding::Utf8;
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
        let mut oracle = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(shape.delimiter.byte())
            .from_reader(bytes);
        let mut table = Table::open_as(bytes, shape).unwrap();
        prop_assume!(!table.shape().byte_order_mark);
        let mut record = csv::ByteRecord::new();
        loop {
            let row = loop {
                match table.next_row() {
                    // The csv crate reads over blank lines.
                    Ok(Some(row)) if row.is_empty() => {}
                    Ok(row) => break row.map(|row| row.cells().map(|cell| cell.code().into_owned()).collect::<Vec<_>>()),
                    // An open quote: the csv crate reads what is there.
                    Err(_) => return Ok(()),
                }
            };
            let is_read = oracle.read_byte_record(&mut record).unwrap();
            prop_assert_eq!(row.is_some(), is_read);
            let Some(row) = row else { break };
            let expected: Vec<Vec<u8>> = record.iter().map(<[u8]>::to_vec).collect();
            prop_assert_eq!(row, expected);
        }
    }

    /// The contents that are put in are what is read again, and every other byte is as it was.
    #[test]
    fn a_changed_cell_is_all_that_changes(
        bytes in pieces(), shape in shapes(), place in 0_usize..6, content in "[a-z,;|\t\"\r\n éÿ]{0,8}",
    ) {
        let mut table = Table::open_as(&bytes[..], shape).unwrap();
        let Ok(Some(row)) = table.next_row() else { return Ok(()) };
        // Half a sign of UTF-16 would shift whatever is put before it.
        prop_assume!(!row.is_empty() && row.cells().all(|cell| cell.text().is_some()));
        let changed = row.with(&[(place, content.as_bytes())]).unwrap();
        if let Some(old) = row.cell(place) {
            let range = old.range();
            prop_assert_eq!(&changed[..range.start], &row.bytes()[..range.start]);
            prop_assert!(changed.ends_with(&row.bytes()[range.end..]));
            prop_assert!(!old.is_quoted() || changed[range.start..].starts_with(row.bytes()[range.start..].first_chunk::<1>().unwrap()));
        }
        let before: Vec<Vec<u8>> = row.cells().map(|cell| cell.code().into_owned()).collect();
        let mut again = Table::open_as(&changed[..], shape).unwrap();
        let row = again.next_row().unwrap().unwrap();
        for (at, cell) in row.cells().enumerate() {
            let expected: &[u8] = if at == place { content.as_bytes() } else { before.get(at).map_or(b"", |cell| cell) };
            let read = cell.code();
            prop_assert_eq!(read.as_ref(), expected, "cell {}", at);
        }
        prop_assert!(content.is_empty() || row.cell(place).is_some());
        prop_assert!(again.next_row().unwrap().is_none_or(|row| row.is_empty() || row.line() > 0));
    }
}

/// The strategy reaches what it is there for.
#[test]
fn the_files_have_what_damages_files() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut quoted, mut blank, mut ragged, mut nul, mut open, mut missing_end) = (0, 0, 0, 0, 0, 0);
    for _ in 0..1000 {
        let bytes = pieces().new_tree(&mut runner).unwrap().current();
        nul += usize::from(bytes.contains(&0));
        let mut table = Table::open_as(&bytes[..], Shape::default()).unwrap();
        let mut lengths = Vec::new();
        loop {
            match table.next_row() {
                Ok(Some(row)) => {
                    blank += usize::from(row.is_empty());
                    quoted += row.cells().filter(|cell| cell.is_quoted()).count();
                    missing_end +=
                        usize::from(!row.bytes().ends_with(b"\n") && !row.bytes().ends_with(b"\r"));
                    lengths.push(row.len());
                }
                Ok(None) => break,
                Err(_) => {
                    open += 1;
                    break;
                }
            }
        }
        lengths.dedup();
        ragged += usize::from(lengths.len() > 1);
    }
    for (what, count) in [
        ("quoted", quoted),
        ("blank", blank),
        ("ragged", ragged),
        ("nul", nul),
        ("open", open),
        ("missing", missing_end),
    ] {
        assert!(count > 20, "{what}: {count}");
    }
}

#[test]
fn files_in_other_encodings_are_read_and_rewritten() {
    let text = "id,name\r\n1,\"Hart, Zoë\"\r\n2,김민준"; // made up
    for is_low_first in [true, false] {
        let mark: &[u8] = if is_low_first { b"\xFF\xFE" } else { b"\xFE\xFF" };
        for mark in [mark, b""] {
            let bytes = [mark, &in_utf_16(text, is_low_first)].concat();
            let mut table = Table::open(&bytes[..]).unwrap();
            assert_eq!(table.shape().byte_order_mark, !mark.is_empty());
            let mut copy = Vec::new();
            let mut names = Vec::new();
            while let Some(row) = table.next_row().unwrap() {
                names.push(row.cell(1).unwrap().text().unwrap().into_owned());
                copy.extend(row.with(&[]).unwrap());
            }
            assert_eq!(copy, bytes);
            assert_eq!(names, ["name", "Hart, Zoë", "김민준"]);
        }
    }
    let mut table = Table::open(&b"id,name\r\n1,Zo\xEB\r\n"[..]).unwrap();
    assert_eq!(table.shape().encoding, Encoding::Windows1252);
    table.next_row().unwrap();
    let row = table.next_row().unwrap().unwrap();
    assert_eq!(row.cell(1).unwrap().text().unwrap(), "Zoë");
    assert_eq!(row.with(&[(1, "Zoé".as_bytes())]).unwrap(), b"1,Zo\xE9\r\n");
    let error = row.with(&[(1, "김민준".as_bytes())]).unwrap_err();
    assert!(error.message().contains("windows-1252") && !error.to_string().contains('김'), "{error}");
}

/// A file longer than what is read at once, with rows that lie over the seam.
#[test]
fn rows_over_the_seams_of_what_is_read_at_once_are_whole() {
    for filler in [1, 7, 63, 4099] {
        let mut file = Vec::new();
        for number in 0..40_000 / filler {
            file.extend_from_slice(
                format!("{number},\"{}\n\"\"x\",é\r\n", "y".repeat(filler * 3)).as_bytes(),
            );
        }
        let mut table = Table::open_as(&file[..], Shape::default()).unwrap();
        let (mut copy, mut rows, mut line) = (Vec::new(), 0, 1);
        while let Some(row) = table.next_row().unwrap() {
            assert_eq!((row.len(), row.line()), (3, line));
            copy.extend_from_slice(row.bytes());
            rows += 1;
            line += 2;
        }
        assert_eq!((rows, copy == file), (40_000 / filler, true));
    }
}
