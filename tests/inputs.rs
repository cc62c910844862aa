//! What records are read from: the same records in each format, encoding and compression give the same findings.

#[cfg(feature = "parquet")]
#[path = "inputs/arrow.rs"]
mod arrow;
#[path = "inputs/hl7.rs"]
mod hl7;
#[path = "inputs/lines.rs"]
mod lines;
#[path = "inputs/mapped.rs"]
mod mapped;
#[path = "inputs/packed.rs"]
mod packed;
#[path = "inputs/refused.rs"]
mod refused;
#[path = "inputs/threads.rs"]
mod threads;
#[path = "inputs/together.rs"]
mod together;

use ownwords::audit::{Options, Summary, audit};
use ownwords::rules::RecordField;
use ownwords::wire::columns::Encoding;

/// Made-up records: sound ones, and each kind of fault that any format can hold.
const RECORDS: [[&str; 6]; 6] = [
    ["9990000018", "Okonkwo", "Ada", "K", "ig", "2026-03-01"],
    ["9990000019", "Nuñez ", "Zoë", "a", "es", "2026-02-30"],
    ["9990000018", "UNKNOWN", "Elizabeth (Liz)", "Chinese", "q4", ""],
    ["", "Müller", "Jürgen", "99", "Polish", "2026-03-01"],
    ["9990000018", "Nguy?n", "", "X9", "en_GB", "2026-03-01"],
    ["", "", "", "", "", ""],
];
const NAMES: [&str; 6] =
    ["nhs_number", "family_name", "given_name", "ethnic_category", "language", "updated"];

fn csv() -> String {
    let rows = RECORDS.iter().map(|record| record.join(","));
    core::iter::once(NAMES.join(",")).chain(rows).map(|row| row + "\n").collect()
}

/// How many records hold nothing, an answer, "declined", another reason and something unusable.
type Counts = Vec<(RecordField, [u64; 5])>;

/// What an audit says, without how it read it: the findings, and what each field holds.
fn said(input: &[u8], options: Options) -> (Vec<String>, Counts, Summary) {
    let mut found = Vec::new();
    let summary = audit(input, "test", options, &mut |finding| {
        let field = finding.field.map_or("", RecordField::key);
        found.push(format!("{} {} {field}", finding.rule.id, finding.row));
        Ok(())
    })
    .unwrap_or_else(|stopped| panic!("{stopped}"));
    (found, counts(&summary), summary)
}

fn counts(summary: &Summary) -> Counts {
    let counts = |field| {
        let counts = summary.field(field);
        assert_eq!(counts.total(), summary.rows());
        (field, [counts.missing, counts.valid, counts.declined, counts.unknown, counts.invalid])
    };
    RecordField::ALL.into_iter().map(counts).collect()
}

/// Asserts that the input says what the same records in plain CSV say.
fn assert_same(input: &[u8], options: Options) -> Summary {
    let (expected, expected_counts, _) = said(csv().as_bytes(), Options::default());
    assert!(expected.len() > 8, "{expected:?}");
    let (found, counts, summary) = said(input, options);
    assert_eq!(found, expected);
    assert_eq!(counts, expected_counts);
    summary
}

fn utf_16(text: &str, mark: bool, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
    units.flat_map(bytes).collect()
}

#[test]
fn an_encoding_makes_no_difference_and_is_said() {
    for mark in [true, false] {
        let little = assert_same(&utf_16(&csv(), mark, u16::to_le_bytes), Options::default());
        assert!(little.source().unwrap().to_string().contains("in utf-16le"), "{:?}", little.source());
        assert_same(&utf_16(&csv(), mark, u16::to_be_bytes), Options::default());
    }
    let (latin, _, had_errors) = encoding_rs::WINDOWS_1252.encode(Box::leak(csv().into_boxed_str()));
    assert!(!had_errors);
    let read = assert_same(&latin, Options::default().in_encoding(Encoding::Windows1252));
    assert!(read.source().unwrap().to_string().contains("in windows-1252"), "{:?}", read.source());
}

/// One cell that is no UTF-8 is a fault of that cell. A file of which nothing is UTF-8 is in another encoding.
#[test]
fn windows_1252_is_known_where_nothing_else_can_be_meant() {
    let row = b"Nu\xF1ez,K\n";
    let with =
        |rows: usize, also: &[u8]| [b"family_name,ethnic_category\n", &row.repeat(rows)[..], also].concat();
    let (found, ..) = said(&with(8, b""), Options::default());
    assert_eq!(found, [""; 0]);
    for input in [with(7, b""), with(8, "Nuñez,K\n".as_bytes())] {
        let (found, _, summary) = said(&input, Options::default());
        assert!(found.len() >= 7 && found.iter().all(|one| one.starts_with("OW-ROW-002")), "{found:?}");
        assert!(!summary.source().unwrap().to_string().contains("windows"));
    }
}

/// Whatever is read a few bytes at a time is read the same.
#[test]
fn how_much_comes_at_once_makes_no_difference() {
    struct Drops<'a>(&'a [u8], usize);
    impl std::io::Read for Drops<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let room = buffer.len().min(self.1);
            std::io::Read::read(&mut self.0, &mut buffer[..room])
        }
    }
    let expected = said(csv().as_bytes(), Options::default());
    for input in [csv().into_bytes(), utf_16(&csv(), true, u16::to_le_bytes), packed::gzip(csv().as_bytes())]
    {
        for drop in [1, 2, 3, 7, 64] {
            let mut found = Vec::new();
            let summary = audit(Drops(&input, drop), "test", Options::default(), &mut |finding| {
                let field = finding.field.map_or("", RecordField::key);
                found.push(format!("{} {} {field}", finding.rule.id, finding.row));
                Ok(())
            });
            assert_eq!((&found, counts(&summary.unwrap())), (&expected.0, expected.1.clone()));
        }
    }
}

/// Whoever ends an audit early is told that it is not the whole.
#[test]
fn what_is_ended_early_says_so() {
    let many = csv() + &RECORDS.map(|record| record.join(",") + "\n").concat().repeat(100_000);
    for threads in [1, 2] {
        let watch = ownwords::audit::Watch::default();
        let options = Options::default().on_threads(threads).watched_by(&watch);
        let mut found = 0;
        let stopped = audit(many.as_bytes(), "test", options, &mut |_| {
            found += 1;
            if found == 10 {
                watch.end();
            }
            Ok(())
        })
        .unwrap_err();
        assert!(stopped.error().message().contains("ended early"), "{stopped}");
        assert!(stopped.so_far().rows() > 0 && watch.bytes_read() < many.len() as u64);
    }
}
