//! The made-up records: the same everywhere, as faulty as they say, in many scripts, and nobody's category drawn from
//! their name.
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use ownwords::audit::sample::{Format, Sample, Share, Truth};
use ownwords::rules;

const COLUMNS: [&str; 9] = [
    "nhs_number",
    "family_name",
    "given_name",
    "chosen_name",
    "date_of_birth",
    "ethnic_category",
    "language",
    "sexual_orientation",
    "updated",
];

/// What `examples/registrations.csv` is; the command for it is
/// `ownwords sample --rows 200 --seed SEED --non-ascii 0.7 --output FILE --truth FILE`.
fn example() -> Sample {
    Sample::new(200, EXAMPLE_SEED).with_non_ascii(Share::new(0.7).unwrap())
}

const EXAMPLE_SEED: u64 = 15_154;

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}

fn written(sample: &Sample) -> (Vec<u8>, Truth) {
    let mut bytes = Vec::new();
    let truth = sample.write_to(&mut bytes).unwrap();
    (bytes, truth)
}

/// The records of a CSV, as the csv crate reads them; ragged ones too.
fn records(bytes: &[u8]) -> Vec<csv::ByteRecord> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    assert_eq!(reader.headers().unwrap(), COLUMNS.as_slice());
    reader.byte_records().map(Result::unwrap).collect()
}

fn column(key: &str) -> usize {
    COLUMNS.iter().position(|&column| column == key).unwrap()
}

fn cell<'a>(record: &'a csv::ByteRecord, key: &str) -> &'a [u8] {
    record.get(column(key)).unwrap_or_default()
}

fn is_valid_nhs_number(number: &[u8]) -> bool {
    let digits: Vec<u32> = number.iter().filter_map(|&byte| char::from(byte).to_digit(10)).collect();
    let [first @ .., check] = digits.as_slice() else { return false };
    let sum: u32 = first.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    number.len() == 10 && digits.len() == 10 && (11 - sum % 11) % 11 == *check
}

/// The scripts of the letters of a text.
fn scripts(text: &str) -> BTreeSet<&'static str> {
    let script_of = |c: char| {
        crate::strategies::SCRIPTS.iter().find(|script| script.letters.iter().any(|range| range.contains(&c)))
    };
    // The table has the ʻokina apart; it is a letter of Latin here.
    text.chars()
        .filter_map(script_of)
        .map(|script| script.name)
        .filter(|name| !name.starts_with("Latin with"))
        .collect()
}

#[test]
fn the_same_seed_gives_the_same_bytes_for_ever() {
    // A changed number here means that every sample anybody kept a seed of is another: say so in the changelog.
    for (format, expected) in [(Format::Csv, CSV_CRC), (Format::Fhir, FHIR_CRC)] {
        let (bytes, _) = written(&Sample::new(5_000, 7).with_format(format));
        assert_eq!(crc32fast::hash(&bytes), expected, "{format}: {:#010x}", crc32fast::hash(&bytes));
    }
}

const CSV_CRC: u32 = 0xf90e_3bda;
const FHIR_CRC: u32 = 0xc8f4_4b4a;

#[test]
fn a_row_is_the_same_whatever_the_total() {
    for format in [Format::Csv, Format::Fhir] {
        let (short, _) = written(&Sample::new(123, 7).with_format(format));
        let (long, _) = written(&Sample::new(4_321, 7).with_format(format));
        assert!(long.starts_with(&short));
        let (other, _) = written(&Sample::new(123, 8).with_format(format));
        assert_ne!(short, other);
    }
}

#[test]
fn the_truth_adds_up() {
    for format in [Format::Csv, Format::Fhir] {
        for faults in [Share::NONE, Share::one_in(10), Share::one_in(3), Share::ALL] {
            let (_, truth) = written(&Sample::new(2_000, 3).with_faults(faults).with_format(format));
            assert_eq!(truth.rows, 2_000);
            assert_eq!(truth.fields.len(), COLUMNS.len());
            for (key, field) in &truth.fields {
                let sum = field.missing + field.valid + field.declined + field.unknown + field.invalid;
                assert_eq!(sum, truth.rows, "{key}");
            }
            assert_eq!(truth.findings.values().sum::<u64>(), truth.faulty_rows);
            assert_eq!(Truth::from_json(&truth.to_json().unwrap()).unwrap(), truth);
        }
    }
}

#[test]
fn every_rule_is_reached_that_the_format_allows() {
    let never = |format| {
        let (_, truth) = written(&Sample::new(1_000, 3).with_format(format));
        truth.findings.into_iter().filter(|&(_, count)| count == 0).map(|(rule, _)| rule).collect::<Vec<_>>()
    };
    assert_eq!(never(Format::Csv), ["OW-COD-004"]);
    assert_eq!(never(Format::Fhir), ["OW-ROW-001", "OW-ROW-002", "OW-ROW-003"]);
}

#[test]
fn a_sample_without_faults_has_none() {
    let (bytes, truth) = written(&Sample::new(3_000, 5).with_faults(Share::NONE));
    assert!(truth.findings.values().all(|&count| count == 0));
    for record in records(&bytes) {
        assert_eq!(record.len(), COLUMNS.len());
        for text in record.iter().map(|cell| std::str::from_utf8(cell).unwrap()) {
            assert_eq!(text.trim(), text);
            assert!(!text.contains(|c: char| c.is_control() || matches!(c, '?' | '(' | '"' | '\u{FFFD}')));
        }
        let number = cell(&record, "nhs_number");
        assert!(number.is_empty() || is_valid_nhs_number(number));
    }
}

type NameRule = fn(&str) -> bool;

#[test]
fn no_rule_objects_to_a_name_without_fault() {
    let sample = Sample::new(30_000, 5).with_faults(Share::NONE).with_non_ascii(Share::new(0.9).unwrap());
    for record in records(&written(&sample).0) {
        let text = |key| std::str::from_utf8(cell(&record, key)).unwrap();
        for key in ["family_name", "given_name", "chosen_name"] {
            let rules: [(&str, NameRule); 5] = [
                ("mojibake", rules::mojibake_in_name::is_broken),
                ("hidden", rules::hidden_character_in_name::is_broken),
                ("replacement", rules::replacement_character_in_name::is_broken),
                ("placeholder", rules::placeholder_name::is_broken),
                ("space", rules::space_around_name::is_broken),
            ];
            for (rule, is_broken) in rules {
                assert!(!is_broken(text(key)), "{rule}: {}", text(key));
            }
        }
        assert!(!rules::chosen_name_in_brackets::is_broken(text("given_name"), ""));
        let number = cell(&record, "nhs_number");
        assert!(number.is_empty() || !rules::nhs_number_check_digit::is_broken(number));
        let updated = cell(&record, "updated");
        assert!(updated.is_empty() || !rules::impossible_date::is_broken(updated));
    }
}

#[test]
fn fhir_lines_are_json_and_hold_what_the_rows_hold() {
    let sample = Sample::new(2_000, 5).with_faults(Share::one_in(3)).with_format(Format::Fhir);
    let (bytes, truth) = written(&sample);
    let text = String::from_utf8(bytes).unwrap();
    let mut present: BTreeMap<&str, u64> = BTreeMap::new();
    for line in text.lines() {
        let patient: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(patient["resourceType"], "Patient");
        let places = [
            ("nhs_number", "/identifier/0/value"),
            ("family_name", "/name/0/family"),
            ("given_name", "/name/0/given/0"),
            ("chosen_name", "/name/1/given/0"),
            ("ethnic_category", "/extension/0/valueCodeableConcept/coding/0/code"),
            ("language", "/communication/0/language/coding/0/code"),
            ("updated", "/meta/lastUpdated"),
        ];
        for (key, place) in places {
            *present.entry(key).or_default() += u64::from(patient.pointer(place).is_some());
        }
    }
    for (key, count) in present {
        assert_eq!(truth.rows - truth.fields[key].missing, count, "{key}");
    }
    assert_eq!(truth.fields["sexual_orientation"].missing, truth.rows);
}

#[test]
fn the_ethnic_category_does_not_depend_on_the_name() {
    // The same seed with other names, and with other faults, draws the same categories and languages.
    let ascii = Sample::new(5_000, 11).with_faults(Share::NONE).with_non_ascii(Share::NONE);
    let other = ascii.clone().with_non_ascii(Share::ALL);
    let (ascii, other) = (records(&written(&ascii).0), records(&written(&other).0));
    for key in ["ethnic_category", "language", "sexual_orientation"] {
        assert!(ascii.iter().zip(&other).all(|(one, two)| cell(one, key) == cell(two, key)), "{key}");
    }
    let same_name = |(one, two): &(&csv::ByteRecord, &csv::ByteRecord)| {
        cell(one, "family_name") == cell(two, "family_name")
    };
    assert!(ascii.iter().zip(&other).filter(same_name).count() < 500);
}

#[test]
fn the_commonest_category_is_as_common_in_every_script() {
    let sample = Sample::new(40_000, 13).with_faults(Share::NONE).with_non_ascii(Share::new(0.8).unwrap());
    let mut by_script: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for record in records(&written(&sample).0) {
        let name = String::from_utf8(cell(&record, "given_name").to_vec()).unwrap();
        for script in scripts(&name) {
            let counts = by_script.entry(script).or_default();
            counts.0 += 1;
            counts.1 += u64::from(cell(&record, "ethnic_category") == b"A");
        }
    }
    assert!(by_script.len() >= 12, "{:?}", by_script.keys());
    for (script, (all, these)) in by_script {
        // 57.6 in 100 of all rows; five standard deviations, as these are many scripts.
        let (share, deviation) = (0.576, (0.576_f64 * 0.424 / all as f64).sqrt());
        assert!((these as f64 / all as f64 - share).abs() < 5.0 * deviation, "{script}: {these} of {all}");
    }
}

#[test]
fn the_example_is_the_sample_it_says() {
    let (bytes, truth) = written(&example());
    let command = format!(
        "cargo run -- sample --rows 200 --seed {EXAMPLE_SEED} --non-ascii 0.7 \
         --output examples/registrations.csv --truth examples/registrations.truth.json"
    );
    assert!(fs::read(examples().join("registrations.csv")).unwrap() == bytes, "stale; run {command}");
    let json = fs::read_to_string(examples().join("registrations.truth.json")).unwrap();
    assert_eq!(Truth::from_json(&json).unwrap(), truth, "stale; run {command}");
}

#[test]
fn the_example_has_the_faults_that_its_truth_names() {
    let bytes = fs::read(examples().join("registrations.csv")).unwrap();
    let json = fs::read_to_string(examples().join("registrations.truth.json")).unwrap();
    let (records, truth) = (records(&bytes), Truth::from_json(&json).unwrap());
    assert_eq!((records.len() as u64, truth.rows, truth.faulty_rows), (200, 200, 20));
    assert!(truth.findings.values().filter(|&&count| count > 0).count() >= 17);

    for (place, key) in COLUMNS.into_iter().enumerate() {
        let missing = records.iter().filter(|record| record.get(place).is_none_or(<[u8]>::is_empty)).count();
        assert_eq!(truth.fields[key].missing, missing as u64, "{key}");
    }
    let count = |fault: &dyn Fn(&csv::ByteRecord) -> bool| {
        records.iter().filter(|record| fault(record)).count() as u64
    };
    let codes: Vec<&[u8]> = "A B C D E F G H J K L M N P R S Z 99".split(' ').map(str::as_bytes).collect();
    let is_ragged = |record: &csv::ByteRecord| record.len() != COLUMNS.len();
    let has_number = |record: &csv::ByteRecord| !cell(record, "nhs_number").is_empty();
    let has_code = |record: &csv::ByteRecord| !cell(record, "ethnic_category").is_empty();
    assert_eq!(truth.findings["OW-ROW-001"], count(&is_ragged));
    assert_eq!(
        truth.findings["OW-ROW-002"],
        count(&|record| record.iter().any(|cell| std::str::from_utf8(cell).is_err()))
    );
    assert_eq!(truth.findings["OW-ROW-003"], count(&|record| record.iter().any(|cell| cell.contains(&0))));
    assert_eq!(
        truth.findings["OW-NUM-001"],
        count(&|record| has_number(record) && !is_valid_nhs_number(cell(record, "nhs_number")))
    );
    assert_eq!(
        truth.fields["ethnic_category"].invalid,
        count(&|record| has_code(record) && !codes.contains(&cell(record, "ethnic_category")))
    );
    for (code, expected) in
        [("Z", truth.fields["ethnic_category"].declined), ("99", truth.fields["ethnic_category"].unknown)]
    {
        assert_eq!(expected, count(&|record| cell(record, "ethnic_category") == code.as_bytes()), "{code}");
    }
    for code in codes {
        assert!(
            count(&|record| cell(record, "ethnic_category") == code) > 0,
            "no record has {}",
            code.escape_ascii()
        );
    }
}

#[test]
fn ten_scripts_are_on_the_first_screen_of_the_example() {
    let bytes = fs::read(examples().join("registrations.csv")).unwrap();
    let screen: Vec<csv::ByteRecord> = records(&bytes).into_iter().take(23).collect();
    let names = ["family_name", "given_name", "chosen_name"];
    let cells = screen.iter().flat_map(|record| names.map(|key| String::from_utf8_lossy(cell(record, key))));
    let found: BTreeSet<&str> = cells.flat_map(|name| scripts(&name)).collect();
    assert!(found.len() >= 10, "only {found:?}");
}
