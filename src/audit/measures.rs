//! What is counted while records are read.

mod tally;

use std::borrow::Cow;

use super::{Identity, Packing, Source};
use crate::Date;
use crate::overlay::{Known, Overlay};
use crate::rules::{Finding, RecordField, Rule};

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

/// One record in which a rule was broken.
///
/// # Example
///
/// ```
/// use ownwords::audit::{Options, audit};
///
/// let file = "language\ncy\nq4\n";
/// let summary = audit(file.as_bytes(), "example", Options::default(), &mut |_| Ok(())).unwrap();
/// let example = &summary.rules()[0].examples()[0];
/// assert_eq!(example.row, 2);
/// assert!(example.value.is_none());
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Example {
    /// The record, from 1; a header is not a record. 0 where the finding is of a whole column.
    pub row: u64,
    /// The field, or `None` when the fault is in the record as a whole.
    pub field: Option<RecordField>,
    /// The value; only in a run that was asked to show values.
    pub value: Option<Box<[u8]>>,
}

/// How many examples are kept of each rule.
const EXAMPLES: usize = 20;
/// How many different suggestions are kept of each rule.
const SUGGESTIONS: usize = 64;

/// How often one rule was broken, and where first.
///
/// # Example
///
/// ```
/// use ownwords::audit::{Options, audit};
///
/// let file = "language\nq4\nq4\n";
/// let summary = audit(file.as_bytes(), "example", Options::default(), &mut |_| Ok(())).unwrap();
/// let rule = &summary.rules()[0];
/// assert_eq!(rule.rule().id, "OW-LNG-004");
/// assert_eq!(rule.count(), 2);
/// assert_eq!(rule.suggestions().collect::<Vec<_>>(), [("one tag fits; a run that shows values names it", 2)]);
/// ```
#[derive(Clone, Debug)]
pub struct RuleCount {
    rule: &'static Rule,
    count: u64,
    examples: Vec<Example>,
    suggestions: Vec<(Cow<'static, str>, u64)>,
    further: u64,
}

impl RuleCount {
    /// The rule.
    pub fn rule(&self) -> &'static Rule {
        self.rule
    }

    /// How many findings.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The first twenty.
    pub fn examples(&self) -> &[Example] {
        &self.examples
    }

    /// What would put them right, and how many each; the most frequent first. Of many different ones, 64 are kept.
    pub fn suggestions(&self) -> impl Iterator<Item = (&str, u64)> {
        let mut all: Vec<_> = self.suggestions.iter().map(|(text, count)| (&**text, *count)).collect();
        all.sort_by_key(|&(text, count)| (core::cmp::Reverse(count), text));
        all.into_iter()
    }

    /// How many findings have a suggestion that is not among those kept.
    pub fn with_further_suggestions(&self) -> u64 {
        self.further
    }
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
    rules: Vec<RuleCount>,
    /// Where among them counts were last found.
    hints: [u8; 1 << 8],
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
            rules: Vec::new(),
            hints: [0; 1 << 8],
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
        &self.rules
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
        let Some(known) = self.count_of(finding.rule) else { return };
        known.count += 1;
        if known.examples.len() < EXAMPLES {
            known.examples.push(Example {
                row: finding.row,
                field: finding.field,
                value: finding.value.clone(),
            });
        }
        let Some(suggestion) = &finding.suggestion else { return };
        if let Some((_, count)) = known.suggestions.iter_mut().find(|(known, _)| known == suggestion) {
            *count += 1;
        } else if known.suggestions.len() < SUGGESTIONS {
            known.suggestions.push((suggestion.clone(), 1));
        } else {
            known.further += 1;
        }
    }

    fn count_of(&mut self, rule: &'static Rule) -> Option<&mut RuleCount> {
        // Each rule stands in one place in memory, which tells where its count was last found.
        let address = core::ptr::from_ref(rule).addr();
        let hint = self.hints.get_mut(address.wrapping_mul(0x9E37_79B9) >> 16 & 0xFF)?;
        let is_of = |known: &RuleCount| core::ptr::eq(known.rule, rule);
        if !self.rules.get(usize::from(*hint)).is_some_and(is_of) {
            let known = self.rules.iter().position(is_of);
            let place = known.unwrap_or_else(|| {
                let place = self.rules.partition_point(|known| known.rule.id < rule.id);
                let (examples, suggestions) = (Vec::new(), Vec::new());
                self.rules.insert(place, RuleCount { rule, count: 0, examples, suggestions, further: 0 });
                place
            });
            *hint = u8::try_from(place).unwrap_or_default();
            return self.rules.get_mut(place);
        }
        self.rules.get_mut(usize::from(*hint))
    }
}
