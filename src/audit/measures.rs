//! What is counted while records are read.

mod broken;
mod tally;

use super::{Identity, Packing, Source};
use crate::Date;
use crate::overlay::{Known, Overlay};
use crate::rules::{Finding, RecordField};

use self::broken::RuleCounts;
pub use self::broken::{Example, RuleCount};
pub(super) use self::tally::{CODED, Part as TallyPart, Slot, Tally, month_of, place_of, usual};
pub use self::tally::{CodeCount, Codes, Month, WriteIns};

/// How many records hold what in one field; the counts add up to the records.
///
/// # Example
///
/// ```
/// use ownwords::audit::{Options, audit};
/// use ownwords::rules::RecordField;
///
/// let file = "language\ncy\nq4\n,\n";
/// let summary = audit(file.as_bytes(), "example", Options::default(), &mut |_| Ok(())).unwrap();
/// let language = summary.field(RecordField::Language);
/// assert_eq!((language.valid, language.invalid, language.missing), (1, 1, 1));
/// assert_eq!(language.complete(), 2);
/// assert_eq!(language.total(), summary.rows());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct FieldCounts {
    /// Nothing stands in the field, or nothing but white space, or the record has no such field.
    pub missing: u64,
    /// A usable value.
    pub valid: u64,
    /// The person was asked and did not want to say.
    pub declined: u64,
    /// Any other reason for which there is no answer.
    pub unknown: u64,
    /// A value with a fault that makes it unusable.
    pub invalid: u64,
}

impl FieldCounts {
    fn of([missing, valid, declined, unknown, invalid]: [u64; 5]) -> Self {
        Self { missing, valid, declined, unknown, invalid }
    }

    /// The records in which something stands in the field.
    pub const fn complete(&self) -> u64 {
        self.valid + self.declined + self.unknown + self.invalid
    }

    /// All records.
    pub const fn total(&self) -> u64 {
        self.complete() + self.missing
    }
}

/// What one cell holds. Of several cells of one field the last in this order counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Status {
    #[default]
    Missing,
    Valid,
    Declined,
    Unknown,
    Invalid,
}

/// What an audit found, in numbers.
///
/// # Example
///
/// ```
/// use ownwords::audit::{Options, audit};
///
/// let file = "surname,ethnicity\nOkonkwo,\nTEST PATIENT,\n";
/// let summary = audit(file.as_bytes(), "example", Options::default(), &mut |_| Ok(())).unwrap();
/// assert_eq!(summary.rows(), 2);
/// assert_eq!(summary.findings(), 1);
/// assert_eq!(summary.rules()[0].rule().name, "PlaceholderName");
/// ```
#[derive(Clone, Debug)]
pub struct Summary {
    name: String,
    pub(super) source: Option<Source>,
    pub(super) packing: Option<Packing>,
    pub(super) rows: u64,
    pub(super) rows_with_findings: u64,
    findings: u64,
    /// Of each field, how many records have each [`Status`].
    pub(super) fields: [[u64; 5]; RecordField::ALL.len()],
    pub(super) held: [bool; RecordField::ALL.len()],
    rules: RuleCounts,
    pub(super) identity: Option<Identity>,
    pub(super) compared: Option<u64>,
    pub(super) as_of: Option<Date>,
    pub(super) former_names: bool,
    known: Known,
    pub(super) tally: Tally,
}

impl Summary {
    pub(super) fn new(name: &str, known: Known) -> Self {
        Self {
            name: name.to_owned(),
            source: None,
            packing: None,
            rows: 0,
            rows_with_findings: 0,
            findings: 0,
            fields: Default::default(),
            held: [true; RecordField::ALL.len()],
            rules: RuleCounts::default(),
            identity: None,
            compared: None,
            as_of: None,
            former_names: false,
            tally: Tally::of(known),
            known,
        }
    }

    /// Which bytes were read; `None` unless [`Options::identifying`](super::Options::identifying) asked for it, and where
    /// the input was not read to its end.
    pub fn identity(&self) -> Option<Identity> {
        self.identity
    }

    /// Whether former names were looked at, for which the run had a purpose.
    pub fn has_former_names(&self) -> bool {
        self.former_names
    }

    /// The overlay whose lists and heritages the codes were read with, beside the national ones.
    pub fn overlay(&self) -> Option<&Overlay> {
        self.known.overlay()
    }

    /// The lists of ethnicity that the codes were read with.
    pub(in crate::audit) fn known(&self) -> Known {
        self.known
    }

    /// The day after which nobody can have been born; `None` unless [`Options::as_of`](super::Options::as_of) said it.
    pub fn as_of(&self) -> Option<Date> {
        self.as_of
    }

    /// How many records have a sound NHS number and were compared with all others by it; the rest were not. `None` unless
    /// [`Options::with_duplicates`](super::Options::with_duplicates) asked for it, and where the input was not read to its
    /// end.
    pub fn compared(&self) -> Option<u64> {
        self.compared
    }

    /// How many records hold each code of a field; empty for fields that hold no codes.
    pub fn codes(&self, field: RecordField) -> Codes {
        self.tally.codes(field)
    }

    /// What the records hold by the month in which each was last changed, in order of time; empty where no column says so.
    pub fn months(&self) -> Vec<Month> {
        self.tally.months().collect()
    }

    /// How many records with a sound date are of no month in [`months`](Self::months): of a year before 1900 or after
    /// 2099, or beyond the 65,536 pairs of a month and a code of no named list that are told apart.
    pub fn in_other_months(&self) -> u64 {
        self.tally.other_months
    }

    /// What people wrote in the column of their own words; `None` where there is no such column.
    pub fn write_ins(&self) -> Option<&WriteIns> {
        self.tally.written.as_ref()
    }

    /// What the input was called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// As what the input was read; `None` when that could not be told.
    pub fn source(&self) -> Option<&Source> {
        self.source.as_ref()
    }

    /// How the input was compressed, if it was.
    pub fn packing(&self) -> Option<Packing> {
        self.packing
    }

    /// How many records were read; a header is not a record, nor is a blank line.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// How many records have at least one finding.
    pub fn rows_with_findings(&self) -> u64 {
        self.rows_with_findings
    }

    /// How many findings there are.
    pub fn findings(&self) -> u64 {
        self.findings
    }

    /// How many records hold what in this field.
    pub fn field(&self, field: RecordField) -> FieldCounts {
        FieldCounts::of(self.fields.get(field as usize).copied().unwrap_or_default())
    }

    /// Whether the input has a place for this field at all: a column, or an element that is read.
    pub fn has_field(&self, field: RecordField) -> bool {
        self.held.get(field as usize).copied().unwrap_or_default()
    }

    /// The rules that were broken, in the order of their ids.
    pub fn rules(&self) -> &[RuleCount] {
        self.rules.all()
    }

    /// Counts what records hold in a field.
    #[inline]
    pub(super) fn count(&mut self, field: RecordField, status: Status, records: u64) {
        // By place and not by name: which status comes next cannot be foreseen, and a branch would guess.
        if let Some(count) =
            self.fields.get_mut(field as usize).and_then(|counts| counts.get_mut(status as usize))
        {
            *count += records;
        }
    }

    /// Counts a finding.
    pub(super) fn note(&mut self, finding: &Finding) {
        self.findings += 1;
        self.rules.note(finding);
    }
}
