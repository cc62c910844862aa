//! The audit counts in made-up records exactly what went into them.

use std::collections::BTreeMap;

use ownwords::audit::sample::{Format, Sample, Share, Truth};
use ownwords::rules::RecordField;

fn assert_is_truth(input: &[u8], truth: &Truth) {
    let summary = super::summary(input);
    assert_eq!(summary.rows(), truth.rows);
    assert_eq!(summary.rows_with_findings(), truth.faulty_rows);
    for field in RecordField::ALL {
        let (counts, truth) = (summary.field(field), &truth.fields[field.key()]);
        assert_eq!(
            (counts.missing, counts.valid, counts.declined, counts.unknown, counts.invalid),
            (truth.missing, truth.valid, truth.declined, truth.unknown, truth.invalid),
            "{field}"
        );
    }
    let mut found: BTreeMap<String, u64> = truth.findings.keys().map(|id| (id.clone(), 0)).collect();
    found.extend(summary.rules().iter().map(|rule| (rule.rule().id.to_owned(), rule.count())));
    assert_eq!(found, truth.findings);
}

#[test]
fn the_audit_counts_what_the_truth_says() {
    for format in [Format::Csv, Format::Fhir] {
        for (faults, non_ascii) in
            [(Share::one_in(10), Share::one_in(4)), (Share::ALL, Share::ALL), (Share::NONE, Share::ALL)]
        {
            let sample =
                Sample::new(3000, 11).with_format(format).with_faults(faults).with_non_ascii(non_ascii);
            let mut file = Vec::new();
            let truth = sample.write_to(&mut file).unwrap();
            assert_is_truth(&file, &truth);
        }
    }
}

#[test]
fn the_example_is_what_its_truth_says() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let file = std::fs::read(folder.join("registrations.csv")).unwrap();
    let truth = std::fs::read_to_string(folder.join("registrations.truth.json")).unwrap();
    assert_is_truth(&file, &Truth::from_json(&truth).unwrap());
}
