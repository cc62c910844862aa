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

/// However many threads there are, the same is found in the same order, also where the file ends in damage or the report
/// cannot be written any more.
#[test]
fn threads_make_no_difference() {
    let many = csv() + &RECORDS.map(|record| record.join(",") + "\n").concat().repeat(3_000);
    let damaged = many.clone() + "9990000018,\"Khan,,,,\n";
    for input in [many.as_str(), damaged.as_str(), &csv(), "", "x\n1\n"] {
        let run = |threads: usize, room: usize| {
            let mut found = Vec::new();
            let outcome =
                audit(input.as_bytes(), "test", Options::default().on_threads(threads), &mut |finding| {
                    if found.len() == room {
                        return Err(std::io::Error::from(std::io::ErrorKind::StorageFull));
                    }
                    found.push(format!("{finding:?} {:?}", finding.suggestion));
                    Ok(())
                });
            let said = match &outcome {
                Ok(summary) => (summary.rows(), counts(summary), String::new()),
                Err(stopped) => (stopped.so_far().rows(), counts(stopped.so_far()), stopped.to_string()),
            };
            (found, said)
        };
        for room in [usize::MAX, 1, 5_000] {
            let one = run(1, room);
            for threads in [0, 2, 3, 16] {
                let (findings, said) = run(threads, room);
                let differs = findings.iter().zip(&one.0).position(|(one, other)| one != other);
                assert_eq!((differs, findings.len(), said), (None, one.0.len(), one.1.clone()));
            }
        }
    }
}

/// Also where rows lie over the seams of what threads check, where quotes mislead about where a row ends, and where there is more than
/// is told apart.
#[test]
fn threads_make_no_difference_at_seams() {
    let header = "nhs_number,surname,ethnicity,language,last_updated,ethnicity_own_words\n";
    let rows = |row: fn(usize) -> String, count: usize| -> String { (0..count).map(row).collect() };
    let patient = |place: usize| {
        match place % 7 {
        0 => "{\"resourceType\":\"Observation\"}\n".to_owned(),
        1 => "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"TEST PATIENT\"}]}}]}\n".to_owned(),
        2 => "\r\n".to_owned(),
        _ => format!(
            "{{\"resourceType\":\"Patient\",\"birthDate\":\"19{place:02}-02-30\",\"communication\":[{{\"language\":{{\"coding\":[{{\"system\":\"urn:ietf:bcp:47\",\"code\":\"q4\"}}]}}}}]}}\n"
        ),
    }
    };
    let inputs = [
        // Cells of many lines.
        rows(
            |row| format!("9990000018,\"Khan{}\",A,cy,2024-01-0{},Somali\n", "\n".repeat(row % 9), row % 10),
            20_000,
        ),
        // Quotes within a cell, which open nothing, and cells of lines with commas.
        rows(|row| format!("9990000018,5\"{row},B,en,2024-01-02,\"a,{}\"\n", ",\n".repeat(row % 5)), 9_000),
        // Tags beyond what is counted one by one, and bare codes in every month of two centuries.
        rows(
            |row| {
                format!(
                    ",Khan,{},aa-{:03},{}-{:02}-01,word{row}\n",
                    ["A", "B", "C", "99", "Z"][row % 5],
                    row % 5_000,
                    1900 + row % 200,
                    row % 12 + 1
                )
            },
            90_000,
        ),
        rows(
            |row| {
                format!(
                    ",Khan,{},{}-{}{}{}-{}{}{}{}{},2024-01-01,\n",
                    row % 100,
                    ["en", "cy"][row % 2],
                    'a',
                    'b',
                    'c',
                    'a',
                    (b'a' + (row % 26) as u8) as char,
                    (b'a' + (row / 26 % 26) as u8) as char,
                    (b'a' + (row / 676 % 26) as u8) as char,
                    'z'
                )
            },
            60_000,
        ),
    ];
    let mut inputs: Vec<String> = inputs.map(|rows| header.to_owned() + &rows).to_vec();
    // Lines that end in one sign of the two, in both, and in an open quote.
    inputs.push(inputs[0].replace('\n', "\r"));
    inputs.push(inputs[1].replace('\n', "\r\n") + "9990000018,\"Khan");
    let patients: String = (0..9_000).map(patient).collect();
    inputs.push(patients.clone() + "{\"resourceType\":\"Patient\",\"birthDate\":7}\n" + &patients);
    inputs.push(patients);
    for (place, input) in inputs.iter().enumerate() {
        let run = |threads: usize| {
            let mut found = Vec::new();
            let outcome =
                audit(input.as_bytes(), "test", Options::default().on_threads(threads), &mut |finding| {
                    found.push((finding.rule.id, finding.row, finding.suggestion));
                    Ok(())
                });
            let (summary, error) = match outcome {
                Ok(summary) => (summary, String::new()),
                Err(stopped) => (stopped.so_far().clone(), stopped.to_string()),
            };
            let codes = RecordField::ALL.map(|field| {
                let codes = summary.codes(field);
                let counts: Vec<_> =
                    codes.counts().iter().map(|count| (count.code().to_owned(), count.rows())).collect();
                (counts, codes.other(), codes.further())
            });
            let months = (summary.months(), summary.in_other_months());
            let written = summary.write_ins().map(|written| (written.rows(), written.not_recognised()));
            (
                found,
                counts(&summary),
                summary.rows(),
                codes,
                months,
                written,
                summary.source().cloned(),
                error,
            )
        };
        let one = run(1);
        for threads in [2, 5] {
            let several = run(threads);
            assert_eq!(several.0.len(), one.0.len(), "input {place}");
            assert!(several == one, "input {place} on {threads} threads");
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
