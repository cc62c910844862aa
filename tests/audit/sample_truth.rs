//! The audit counts in made-up records exactly what went into them.

use std::collections::BTreeMap;

use ownwords::audit::sample::{Format, Sample, Share, Truth};
use ownwords::audit::{Options, audit};
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

/// What was found of a value is remembered for those that come after it: that must change nothing.
#[test]
fn a_record_is_found_to_be_what_it_is_alone() {
    for format in [Format::Csv, Format::Fhir] {
        let mut file = Vec::new();
        let sample = Sample::new(1000, 5).with_format(format).with_faults(Share::ALL);
        sample.write_to(&mut file).unwrap();
        let mut lines: Vec<&[u8]> = file.split_inclusive(|&byte| byte == b'\n').collect();
        let header = if format == Format::Csv { lines.remove(0) } else { b"" };
        let together = cells_found(&file);
        assert!(together.len() >= lines.len() / 2, "{}", together.len());
        let alone = lines.iter().enumerate().flat_map(|(place, line)| {
            let found = cells_found(&[header, line].concat());
            found.into_iter().map(move |(_, said)| (place as u64 + 1, said))
        });
        let alone: Vec<_> = alone.collect();
        for (place, (one, other)) in alone.iter().zip(&together).enumerate() {
            assert_eq!(one, other, "the finding numbered {place}");
        }
        assert_eq!(alone.len(), together.len());
    }
}

/// Records are looked at many at a time: what stands behind the one whose finding cannot be written must not be counted.
#[test]
fn what_was_read_before_the_report_failed_is_counted_and_nothing_behind_it() {
    let mut file = Vec::new();
    Sample::new(200, 5).with_faults(Share::ALL).write_to(&mut file).unwrap();
    let ends: Vec<usize> =
        file.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(place, _)| place + 1).collect();
    let mut failed = 0;
    for room in (0..200).step_by(7) {
        let mut taken = 0;
        let outcome = audit(&file[..], "test", Options::default(), &mut |_| {
            taken += 1;
            if taken > room { Err(std::io::ErrorKind::StorageFull.into()) } else { Ok(()) }
        });
        let stopped = outcome.unwrap_err();
        let read = stopped.so_far();
        super::assert_adds_up(read);
        // The header is a line too.
        let whole = super::summary(&file[..ends[read.rows() as usize]]);
        assert_eq!(read.rows(), whole.rows());
        for field in RecordField::ALL {
            assert_eq!(read.field(field), whole.field(field), "{field}, after {room} findings");
            assert_eq!(read.codes(field).counts().len(), whole.codes(field).counts().len(), "{field}");
        }
        assert_eq!(read.months(), whole.months());
        failed += 1;
    }
    assert_eq!(failed, 29);
}

/// What is found in records, with the record; not what is said of whole columns.
fn cells_found(input: &[u8]) -> Vec<(u64, String)> {
    let mut found = Vec::new();
    audit(input, "test", Options::default().showing_values(), &mut |finding| {
        if finding.row > 0 {
            found.push((
                finding.row,
                format!("{} {:?} {:?}", finding.rule.id, finding.field, finding.suggestion),
            ));
        }
        Ok(())
    })
    .unwrap_or_else(|stopped| panic!("{stopped}"));
    found
}
