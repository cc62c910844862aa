//! What an audit of a sample must find.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::faults::Fault;
use super::record::{Record, Status};
use super::{Format, Sample, Share};
use crate::rules::{RecordField, repeated_record, shared_nhs_number};
use crate::{Error, ErrorKind};

/// What an audit of a sample must find, counted as the rows were made and never by an audit.
///
/// Its JSON is one object with the keys of the fields below; the files `*.truth.json` hold it.
///
/// # Example
///
/// ```
/// use ownwords::audit::sample::{Sample, Truth};
///
/// let truth = Sample::new(640, 7).truth();
/// assert_eq!(truth.rows, 640);
/// assert_eq!(truth.faulty_rows, 64);
/// assert_eq!(truth.findings.values().sum::<u64>(), 64);
/// assert_eq!(Truth::from_json(&truth.to_json()?)?, truth);
/// # Ok::<(), ownwords::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Truth {
    /// How many records the sample has; a header is not a record.
    pub rows: u64,
    /// The seed that it was made from.
    pub seed: u64,
    /// How it was written.
    pub format: Format,
    /// How many records have a fault; each has one, and each fault gives one finding.
    pub faulty_rows: u64,
    /// For each field, by its key (`ethnic_category`), how many records hold what.
    pub fields: BTreeMap<String, FieldTruth>,
    /// For each rule, by its id (`OW-COD-001`), how many findings; 0 where the sample has none.
    pub findings: BTreeMap<String, u64>,
    /// The same of the rules that compare the records of one NHS number, where the sample was to have such: what was made so
    /// on purpose, and so all of it up to 900,000 rows.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub duplicates: BTreeMap<String, u64>,
}

/// How many records hold what in one field; the counts add up to the rows.
///
/// # Example
///
/// ```
/// use ownwords::audit::sample::Sample;
///
/// let truth = Sample::new(100, 7).truth();
/// let language = truth.fields.get("language").ok_or("no such field")?;
/// assert_eq!(language.missing + language.valid + language.invalid, 100);
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FieldTruth {
    /// Nothing stands in the field, or the record has no such field.
    pub missing: u64,
    /// A usable value.
    pub valid: u64,
    /// The code for a person who was asked and did not want to say.
    pub declined: u64,
    /// Any other code for the absence of an answer.
    pub unknown: u64,
    /// A value with a fault that makes it unusable.
    pub invalid: u64,
}

impl Truth {
    /// The truth as JSON text, indented, with a line break at its end.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Format`] when the text cannot be written, which no truth of this crate provokes.
    pub fn to_json(&self) -> crate::Result<String> {
        let mut json = serde_json::to_string_pretty(self).map_err(|error| {
            Error::new(ErrorKind::Format, "the truth cannot be written as json").with_source(error)
        })?;
        json.push('\n');
        Ok(json)
    }

    /// The truth that [`to_json`](Self::to_json) wrote.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Format`] when the text is not such JSON.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::audit::sample::Truth;
    ///
    /// assert!(Truth::from_json("{}").is_err());
    /// ```
    pub fn from_json(json: &str) -> crate::Result<Self> {
        serde_json::from_str(json).map_err(|error| {
            Error::new(ErrorKind::Format, "this is not the truth of a sample")
                .with_help("make one with `ownwords sample --truth FILE`")
                .with_source(error)
        })
    }
}

/// The counts while the rows are being made; arrays, because a row must not cost a search.
#[derive(Debug)]
pub(super) struct Tally {
    rows: u64,
    faulty_rows: u64,
    fields: [FieldTruth; RecordField::ALL.len()],
    faults: [u64; Fault::ALL.len()],
    /// Records that share a number and say something else, and that say the same.
    sharing: u64,
    repeated: u64,
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            rows: 0,
            faulty_rows: 0,
            fields: Default::default(),
            faults: [0; Fault::ALL.len()],
            sharing: 0,
            repeated: 0,
        }
    }
}

impl Tally {
    pub(super) fn count(&mut self, record: &Record, fault: Option<Fault>) {
        self.rows += 1;
        for (counts, cell) in self.fields.iter_mut().zip(record.cells()) {
            let count = match cell.status {
                Status::Missing => &mut counts.missing,
                Status::Valid => &mut counts.valid,
                Status::Declined => &mut counts.declined,
                Status::Unknown => &mut counts.unknown,
                Status::Invalid => &mut counts.invalid,
            };
            *count += 1;
        }
        if let Some(fault) = fault {
            self.faulty_rows += 1;
            if let Some(count) = self.faults.get_mut(fault as usize) {
                *count += 1;
            }
        }
    }

    /// Counts two records of one number.
    pub(super) fn count_duplicates(&mut self, say_the_same: bool) {
        *(if say_the_same { &mut self.repeated } else { &mut self.sharing }) += 2;
    }

    pub(super) fn into_truth(self, sample: &Sample) -> Truth {
        let mut findings = BTreeMap::new();
        for (fault, count) in Fault::ALL.iter().zip(self.faults) {
            *findings.entry(fault.rule().to_owned()).or_default() += count;
        }
        let mut duplicates = BTreeMap::new();
        if sample.duplicates != Share::NONE {
            duplicates.insert(shared_nhs_number::RULE.id.to_owned(), self.sharing);
            duplicates.insert(repeated_record::RULE.id.to_owned(), self.repeated);
        }
        Truth {
            rows: self.rows,
            seed: sample.seed,
            format: sample.format,
            faulty_rows: self.faulty_rows,
            fields: RecordField::ALL.iter().map(|field| field.key().to_owned()).zip(self.fields).collect(),
            findings,
            duplicates,
        }
    }
}
