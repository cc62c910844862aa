//! How often each rule was broken, and where first.

use core::fmt;
use std::borrow::Cow;

use crate::rules::{Finding, RecordField, Rule};

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

/// The rules that were broken, and how often each.
#[derive(Clone)]
pub(super) struct RuleCounts {
    /// In the order of their ids.
    all: Vec<RuleCount>,
    /// Where among them the count of a rule was last found, by where the rule stands in memory: findings come in no order.
    hints: [u8; HINTS],
}

const HINTS: usize = 1 << 8;

impl Default for RuleCounts {
    fn default() -> Self {
        Self { all: Vec::new(), hints: [0; HINTS] }
    }
}

/// The counts alone.
impl fmt::Debug for RuleCounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.all.fmt(f)
    }
}

impl RuleCounts {
    pub(super) fn all(&self) -> &[RuleCount] {
        &self.all
    }

    /// Counts a finding.
    pub(super) fn note(&mut self, finding: &Finding) {
        let place = self.place_of(finding.rule);
        let Some(known) = self.all.get_mut(place) else { return };
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

    /// Where a rule is counted, which has its place from now on.
    fn place_of(&mut self, rule: &'static Rule) -> usize {
        let address = core::ptr::from_ref(rule).addr();
        let hint = address.wrapping_mul(0x9E37_79B9) >> 16 & (HINTS - 1);
        let hinted = self.hints.get(hint).copied().unwrap_or_default().into();
        let is_of = |known: &RuleCount| core::ptr::eq(known.rule, rule);
        if self.all.get(hinted).is_some_and(is_of) {
            return hinted;
        }
        let place = self.all.iter().position(is_of).unwrap_or_else(|| {
            let place = self.all.partition_point(|known| known.rule.id < rule.id);
            let (examples, suggestions) = (Vec::new(), Vec::new());
            self.all.insert(place, RuleCount { rule, count: 0, examples, suggestions, further: 0 });
            place
        });
        if let (Some(hint), Ok(place)) = (self.hints.get_mut(hint), u8::try_from(place)) {
            *hint = place;
        }
        place
    }
}
