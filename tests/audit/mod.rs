//! The audit: what it reads, what it refuses, what it counts, and what it never says.

mod bare_codes;
mod beside_each_other;
mod by_own_list;
mod canary;
mod csv_input;
mod dates_of_birth;
mod duplicates;
mod fhir_input;
mod hidden_counts;
mod measures;
mod outputs;
mod sample_truth;
mod standing;
mod whole_columns;

use ownwords::audit::{Options, Stopped, Summary, audit};

/// A finding as `rule row field`.
pub fn findings(input: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    let outcome = audit(input, "test", Options::default(), &mut |finding| {
        let field = finding.field.map_or("", |field| field.key());
        found.push(format!("{} {} {field}", finding.rule.id, finding.row).trim_end().to_owned());
        Ok(())
    });
    outcome.unwrap_or_else(|stopped| panic!("{stopped}"));
    found
}

/// The summary, which must add up.
pub fn summary(input: &[u8]) -> Summary {
    let summary = audit(input, "test", Options::default(), &mut |_| Ok(()))
        .unwrap_or_else(|stopped| panic!("{stopped}"));
    assert_adds_up(&summary);
    summary
}

/// Why the audit stopped, and what it had read, which must add up too.
pub fn stopped(input: &[u8]) -> Stopped {
    let stopped =
        audit(input, "test", Options::default(), &mut |_| Ok(())).expect_err("this input is damaged");
    assert_adds_up(stopped.so_far());
    let error = stopped.error();
    assert_eq!(error.position().and_then(|position| position.file.as_deref()), Some("test"), "{error}");
    assert!(
        !error.message().ends_with('.') && !error.message().starts_with(char::is_uppercase)
            || error.message().starts_with("JSON"),
        "{error}"
    );
    stopped
}

pub fn assert_adds_up(summary: &Summary) {
    for field in ownwords::rules::RecordField::ALL {
        assert_eq!(summary.field(field).total(), summary.rows(), "{field}");
    }
    assert_eq!(summary.rules().iter().map(|rule| rule.count()).sum::<u64>(), summary.findings());
}

/// The line that an error names.
pub fn line(stopped: &Stopped) -> Option<u64> {
    stopped.error().position().and_then(|position| position.line)
}
