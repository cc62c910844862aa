//! What of an audit may be published: numbers that tell of a service and of no person.
//!
//! # The rule
//!
//! Each count from 1 to the threshold less 1 is *hidden*, and each other is rounded: the rule of NHS England for hospital
//! statistics, which hides 1 to 7 and rounds to the nearest 5 (NHS Digital, *Disclosure control methodology for Hospital
//! Episode Statistics and Emergency Care Data Set*, September 2018). Here 1 to 9 are hidden unless told otherwise. What would be
//! rounded to less than the threshold is rounded up.
//!
//! # Who is kept out
//!
//! Somebody who has everything that is published, from this run and an earlier one, knows this rule and how it is carried
//! out, adds and subtracts, and knows nothing else of the records. Of a hidden count they learn that it is from 1 to the
//! threshold less 1, and nothing more: for each of those values there are records that give the same publication.
//!
//! That is so because in each field one number is never published: that of the records with a valid value, and among its
//! codes, when anything of the field is hidden, that of the most frequent. What is shown in their place is worked out from
//! what else is published. Records can then be moved between a hidden count and that number without a trace. Where the
//! number is so small that the move would show, no count of the field is published at all. Whether that is so depends on
//! sums that the move does not change.
//!
//! - Months show how many records of a hundred hold something, in steps of five, and only months with so many records that
//!   half a step is more people than any hidden count. Where something is hidden of when records were last changed, there are none:
//!   how many records the months have is the valid ones of that field.
//! - A rule counts cells of the fields that it can be about, so its number could be held against theirs, and so could that it is
//!   not there. Rules are left out below the threshold, and all rules that can be about a field of which something is hidden. Of the
//!   others the order of magnitude is published: with more, the cells could be counted that break a rule that is left out.
//! - Heritages that people wrote in are left out below the threshold: none and few look the same.
//! - No hash and no size of the input is published: with them, whoever guesses the records can tell that they guessed right.
//!   The internal report of the same run has both.
//! - A count that an earlier run hid stays hidden, and a rule or heritage that it left out stays out, until it is a rounding step
//!   beyond the threshold. A rounded one stays as it was published until it is more than a step away or below the threshold. So it
//!   is hardly ever seen that there is one person more or less.
//!
//! It does not help against somebody who knows nearly all of the records, or against two publications of one file under
//! different rules; publish under one rule.

use std::collections::BTreeMap;

use super::measures::CODED;
use super::{CodeCount, FieldCounts, Summary};
use crate::overlay::{Known, Overlay};
use crate::rules::{RecordField, Rule, fields_of, unknown_code_system};
use crate::standard::Concept;
use crate::{Date, Error, ErrorKind, Result};

/// The months' shares are in steps of so many in a hundred.
const STEP: u64 = 5;

/// From where counts are published, and to what they are rounded.
///
/// # Example
///
/// ```
/// use ownwords::audit::published::Protection;
///
/// assert_eq!((Protection::default().threshold(), Protection::default().rounding()), (10, 5));
/// assert!(Protection::new(8, 5).is_ok());
/// assert!(Protection::new(5, 10).is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Protection {
    threshold: u64,
    rounding: u64,
}

impl Default for Protection {
    fn default() -> Self {
        Self { threshold: 10, rounding: 5 }
    }
}

impl Protection {
    /// Hides counts below the threshold and rounds others to the nearest multiple of `rounding`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when the threshold is below 3, so that hiding would tell the count, or above 1,000,000, and when
    /// the rounding is below 2 or above the threshold.
    pub fn new(threshold: u64, rounding: u64) -> Result<Self> {
        if (3..=1_000_000).contains(&threshold) && (2..=threshold).contains(&rounding) {
            return Ok(Self { threshold, rounding });
        }
        Err(Error::new(ErrorKind::Usage, "with this threshold and rounding a small count could be worked out").with_help(
            "the threshold is from 3 to 1,000,000, and the rounding from 2 to the threshold; 10 and 5 are usual",
        ))
    }

    /// The smallest count that is published.
    pub const fn threshold(self) -> u64 {
        self.threshold
    }

    /// Published counts are multiples of this.
    pub const fn rounding(self) -> u64 {
        self.rounding
    }

    /// What every hidden count is below: the threshold or, where an earlier run may have hidden the same count, a step beyond.
    pub(super) fn hidden_below(self, has_earlier: bool) -> u64 {
        if has_earlier { self.threshold + self.rounding } else { self.threshold }
    }

    /// How many records a month has at least that is published: half a step of them is more than any hidden count.
    pub(super) fn least_of_month(self) -> u64 {
        self.hidden_below(true) * (200 / STEP)
    }

    /// The largest value that a hidden count can have, given what an earlier run published of it.
    fn most_hidden(self, earlier: Option<Count>) -> u64 {
        self.hidden_below(earlier == Some(Count::Hidden)) - 1
    }

    fn count(self, value: u64, earlier: Option<Count>) -> Count {
        match (value, earlier) {
            (0, _) => Count::None,
            (_, _) if value <= self.most_hidden(earlier) => Count::Hidden,
            (_, Some(Count::About(before))) if value.abs_diff(before) <= self.rounding => {
                Count::About(before)
            }
            _ => {
                let about = (value + self.rounding / 2) / self.rounding * self.rounding;
                // Hardly any value would be rounded to this.
                Count::About(if about < self.threshold { about + self.rounding } else { about })
            }
        }
    }

    /// The same of what is not there at all where it is hidden: an earlier run that has not got it may have hidden it. `None` where
    /// it is not there.
    fn listed(self, value: u64, earlier: Option<&Earlier>, key: &str) -> Option<Count> {
        let before = earlier.map(|earlier| earlier.count(key).unwrap_or(Count::Hidden));
        Some(self.count(value, before)).filter(|count| !matches!(count, Count::None | Count::Hidden))
    }

    /// Between which powers of ten, times the threshold, a count is.
    fn magnitude(self, value: u64) -> Count {
        let magnitudes = core::iter::successors(Some(self.threshold), |from| from.checked_mul(10));
        let from = magnitudes.take_while(|from| *from <= value).last().unwrap_or(self.threshold);
        Count::Between(from, from.saturating_mul(10) - 1)
    }
}

/// A count as it is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Count {
    /// No record.
    None,
    /// At least one, and too few to say how many.
    Hidden,
    /// This many, rounded.
    About(u64),
    /// From the first to the second. Of valid values, what is left of the rows, as they are rounded, when the other published counts are
    /// taken away; of a rule, the order of magnitude.
    Between(u64, u64),
    /// The most frequent of its field, which is not counted so that what is hidden beside it stays hidden.
    Rest,
    /// Nothing can be said without saying too much.
    Withheld,
}

/// A field as it is published.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PublishedField {
    /// The field.
    pub field: RecordField,
    /// Records in which nothing stands.
    pub missing: Count,
    /// Records with a usable value: what the others leave.
    pub valid: Count,
    /// Records of people who did not want to say.
    pub declined: Count,
    /// Records with any other reason for which there is no answer.
    pub unknown: Count,
    /// Records with an unusable value.
    pub invalid: Count,
    /// The codes that are answers, and how many records hold each; those that none holds are not here.
    pub codes: Vec<(PublishedCode, Count)>,
}

impl PublishedField {
    /// Whether something of the field is hidden, or may be, as far as the publication tells.
    pub fn hides(&self) -> bool {
        let statuses = [self.missing, self.valid, self.declined, self.unknown, self.invalid];
        let mut counts = statuses.iter().chain(self.codes.iter().map(|(_, count)| count));
        let has_lost_its_codes =
            CODED.contains(&self.field) && self.codes.is_empty() && self.valid != Count::None;
        has_lost_its_codes || counts.any(|count| matches!(count, Count::Hidden | Count::Withheld))
    }

    /// Whether this rule can be about the field.
    fn can_break(&self, rule: &Rule) -> bool {
        let is_of_lists = rule.id.starts_with("OW-COD-") && rule.id != unknown_code_system::RULE.id;
        // A language tag is of no list.
        let has_none = !self.codes.is_empty() && self.codes.iter().all(|(code, _)| code.list.is_none());
        let is_tag = self.field == RecordField::Language && has_none;
        fields_of(rule).contains(&self.field) && !(is_of_lists && is_tag)
    }
}

/// A code of a publication.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PublishedCode {
    /// The key of the list that it is of.
    pub list: Option<&'static str>,
    /// The code.
    pub code: String,
}

/// A year and a month, and of each field how many records of a hundred hold something.
pub type MonthOf = ((u16, u16), Vec<(RecordField, u64)>);

/// What of an audit may be published.
///
/// # Example
///
/// ```
/// use ownwords::audit::published::{Count, Protection, Publication};
/// use ownwords::audit::{Options, audit};
/// use ownwords::rules::RecordField;
///
/// let file = format!("language\n{}{}", "cy\n".repeat(103), "\n".repeat(2).replace('\n', "q9,\n"));
/// let summary = audit(file.as_bytes(), "example", Options::default(), &mut |_| Ok(())).unwrap();
/// let published = Publication::of(&summary, Protection::default(), None);
/// let language = published.fields().iter().find(|field| field.field == RecordField::Language).unwrap();
/// assert_eq!(published.rows(), Count::About(105));
/// assert_eq!(language.invalid, Count::Hidden);
/// assert_eq!(language.valid, Count::Between(96, 104));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    protection: Protection,
    rows: Count,
    fields: Vec<PublishedField>,
    rules: Vec<(&'static str, Count)>,
    written: Option<Vec<(String, Count)>>,
    months: Vec<MonthOf>,
    hidden_below: u64,
    as_of: Option<Date>,
    known: Known,
}

impl Publication {
    /// What may be published of this summary, beside what an earlier run published.
    pub fn of(summary: &Summary, protection: Protection, earlier: Option<&Earlier>) -> Self {
        let before = |key: &str| earlier.and_then(|earlier| earlier.counts.get(key)).copied();
        let rows = protection.count(summary.rows(), before("rows"));
        let fields: Vec<PublishedField> = RecordField::ALL
            .into_iter()
            .filter(|field| summary.has_field(*field))
            .map(|field| {
                let codes = summary.codes(field);
                field_of(field, summary.field(field), codes.counts(), rows, protection, &before)
            })
            .collect();
        let rules = summary.rules().iter().filter_map(|counted| {
            let rule = counted.rule();
            let is_safe = fields.iter().all(|field| !field.hides() || !field.can_break(rule));
            protection.listed(counted.count(), earlier, &rule_key(rule.id)).filter(|_| is_safe)?;
            Some((rule.id, protection.magnitude(counted.count())))
        });
        let rules = rules.collect();
        let written = summary.write_ins().map(|written| {
            let heritages = written.heritages().filter_map(|(concept, count)| {
                let id = concept.id().to_string();
                let count = protection.listed(count, earlier, &written_key(&id))?;
                Some((id, count))
            });
            let mut heritages: Vec<_> = heritages.collect();
            heritages.sort();
            heritages
        });
        let has_months = fields.iter().any(|field| field.field == RecordField::Updated && !field.hides());
        let months = summary
            .months()
            .iter()
            .filter(|month| has_months && month.rows() >= protection.least_of_month())
            .map(|month| {
                let shares =
                    RecordField::ALL.into_iter().filter(|field| summary.has_field(*field)).map(|field| {
                        let counts = month.field(field);
                        // Rounded half up in what is missing, so that fewer than half a step are none.
                        let missing = (counts.missing * 200 / STEP / month.rows()).div_ceil(2);
                        (field, 100 - (missing * STEP).min(100))
                    });
                (month.when(), shares.collect())
            })
            .collect();
        let hidden_below = protection.hidden_below(earlier.is_some());
        let (as_of, known) = (summary.as_of(), summary.known());
        Self { protection, rows, fields, rules, written, months, hidden_below, as_of, known }
    }

    /// The day of the audit, where the run had one.
    pub fn as_of(&self) -> Option<Date> {
        self.as_of
    }

    /// What each count that is hidden is below.
    pub fn hidden_below(&self) -> u64 {
        self.hidden_below
    }

    /// The rule by which it was made.
    pub fn protection(&self) -> Protection {
        self.protection
    }

    /// How many records were read.
    pub fn rows(&self) -> Count {
        self.rows
    }

    /// The fields that the input has.
    pub fn fields(&self) -> &[PublishedField] {
        &self.fields
    }

    /// The ids of the rules that were broken at least as often as the threshold, and between which two numbers that was; none that can
    /// be about a field of which something is hidden.
    pub fn rules(&self) -> &[(&'static str, Count)] {
        &self.rules
    }

    /// The heritages that at least as many people wrote in as the threshold; `None` where there is no such column.
    pub fn write_ins(&self) -> Option<impl Iterator<Item = (Concept, Count)>> {
        let standard = self.known.standard();
        let written = self.written.as_ref()?.iter();
        Some(written.filter_map(|(id, count)| Some((standard.by_id(id.parse().ok()?)?, *count))))
    }

    /// Of each month with enough records, how many of a hundred hold something in each field, to the nearest five.
    pub fn months(&self) -> &[MonthOf] {
        &self.months
    }

    /// The overlay whose lists and heritages the codes were read with, beside the national ones.
    pub fn overlay(&self) -> Option<&Overlay> {
        self.known.overlay()
    }

    /// Every number by its key, as the JSON has it and an [`Earlier`] one is read.
    pub fn counts(&self) -> BTreeMap<String, Count> {
        let mut counts = BTreeMap::from([("rows".to_owned(), self.rows)]);
        for field in &self.fields {
            let statuses = [
                ("missing", field.missing),
                ("valid", field.valid),
                ("declined", field.declined),
                ("unknown", field.unknown),
                ("invalid", field.invalid),
            ];
            for (status, count) in statuses {
                counts.insert(format!("{}/{status}", field.field.key()), count);
            }
            for (code, count) in &field.codes {
                counts.insert(code_key(field.field, code.list, &code.code), *count);
            }
        }
        counts.extend(self.rules.iter().map(|(id, count)| (rule_key(id), *count)));
        let written = self.written.iter().flatten();
        counts.extend(written.map(|(id, count)| (written_key(id), *count)));
        counts
    }
}

/// What an earlier run published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Earlier {
    counts: BTreeMap<String, Count>,
}

impl Earlier {
    /// The earlier publication with these counts.
    pub fn new(counts: BTreeMap<String, Count>) -> Self {
        Self { counts }
    }

    /// Reads the JSON of an earlier publication.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Format`] when it is no such JSON; [`ErrorKind::Usage`] when it is of an input that was not read to its end, and
    /// when it was made under another threshold or rounding, because both together could tell what each hides.
    pub fn read(json: &[u8], protection: Protection) -> Result<Self> {
        let no_publication = || {
            Error::new(ErrorKind::Format, "this is no publication of an audit of one file")
                .with_help("name what `ownwords audit --tier publishable --format json FILE` wrote")
        };
        let read: serde_json::Value = serde_json::from_slice(json).map_err(|_| no_publication())?;
        let is_format =
            read.get("format").and_then(|format| format.as_str()) == Some("ownwords.audit.published/1");
        let files = read.get("files").and_then(|files| files.as_array()).filter(|files| files.len() == 1);
        let (true, Some([file])) = (is_format, files.map(Vec::as_slice)) else {
            return Err(no_publication());
        };
        if read.get("complete") != Some(&serde_json::Value::Bool(true)) {
            return Err(Error::new(
                ErrorKind::Usage,
                "the earlier run did not read its input to the end, so that nothing can be held against it",
            )
            .with_help("name a run that was complete, or leave --earlier out"));
        }
        let number = |key: &str| read.get(key).and_then(serde_json::Value::as_u64);
        if number("threshold") != Some(protection.threshold)
            || number("rounding") != Some(protection.rounding)
        {
            return Err(Error::new(
                ErrorKind::Usage,
                "the earlier run was published under another threshold or rounding",
            )
            .with_help("give the same --threshold and --rounding, which the earlier file names"));
        }
        let counts = file.get("counts").and_then(|counts| counts.as_object()).ok_or_else(no_publication)?;
        let counts = counts.iter().map(|(key, count)| Some((key.clone(), count_of(count)?)));
        Ok(Self { counts: counts.collect::<Option<_>>().ok_or_else(no_publication)? })
    }

    /// What it says of a number.
    pub fn count(&self, key: &str) -> Option<Count> {
        self.counts.get(key).copied()
    }
}

fn count_of(json: &serde_json::Value) -> Option<Count> {
    if let Some(about) = json.as_u64() {
        return Some(if about == 0 { Count::None } else { Count::About(about) });
    }
    if let Some([from, to]) = json.as_array().map(Vec::as_slice) {
        return Some(Count::Between(from.as_u64()?, to.as_u64()?));
    }
    match json.as_str()? {
        "hidden" => Some(Count::Hidden),
        "rest" => Some(Count::Rest),
        "withheld" => Some(Count::Withheld),
        _ => None,
    }
}

fn rule_key(id: &str) -> String {
    format!("rules/{id}")
}

fn written_key(id: &str) -> String {
    format!("written/{id}")
}

fn code_key(field: RecordField, list: Option<&str>, code: &str) -> String {
    format!("{}/{}/{code}", field.key(), list.unwrap_or("any"))
}

/// Publishes one field.
fn field_of(
    field: RecordField,
    counts: FieldCounts,
    codes: &[CodeCount],
    rows: Count,
    protection: Protection,
    before: &dyn Fn(&str) -> Option<Count>,
) -> PublishedField {
    let key = |status: &str| format!("{}/{status}", field.key());
    let statuses = [
        (counts.missing, before(&key("missing"))),
        (counts.declined, before(&key("declined"))),
        (counts.unknown, before(&key("unknown"))),
        (counts.invalid, before(&key("invalid"))),
    ];
    let answers: Vec<(PublishedCode, u64, Option<Count>)> = codes
        .iter()
        .filter(|code| code.is_answer())
        .map(|code| {
            let earlier = before(&code_key(field, code.list(), code.code()));
            (PublishedCode { list: code.list(), code: code.code().to_owned() }, code.rows(), earlier)
        })
        .collect();
    let protected = Protected::of(protection, statuses, &answers, counts.valid);
    let [missing, declined, unknown, invalid] = protected.statuses;
    let valid = match rows {
        Count::About(rows) if protected.is_published => {
            remainder(rows, protected.statuses, &statuses, protection)
        }
        _ => Count::Withheld,
    };
    let codes = answers.into_iter().map(|(code, ..)| code).zip(protected.codes).collect();
    PublishedField { field, missing, valid, declined, unknown, invalid, codes }
}

/// The counts of one field that stand for themselves.
struct Protected {
    is_published: bool,
    statuses: [Count; 4],
    /// Empty where they cannot be published.
    codes: Vec<Count>,
}

impl Protected {
    /// `valid` records, of which `codes` counts those with each code, stand beside those of the other statuses.
    fn of<T>(
        protection: Protection,
        statuses: [(u64, Option<Count>); 4],
        codes: &[(T, u64, Option<Count>)],
        valid: u64,
    ) -> Self {
        let shown = statuses.map(|(value, earlier)| protection.count(value, earlier));
        let mut published: Vec<Count> =
            codes.iter().map(|(_, value, earlier)| protection.count(*value, *earlier)).collect();
        // How many records are in hidden counts, and how many there could be.
        let hidden = |values: &mut dyn Iterator<Item = (u64, Option<Count>, Count)>| {
            values
                .filter(|(.., count)| *count == Count::Hidden)
                .fold((0, 0), |(held, most), (value, earlier, _)| {
                    (held + value, most + protection.most_hidden(earlier))
                })
        };
        let of_statuses =
            statuses.iter().zip(shown).map(|((value, earlier), count)| (*value, *earlier, count));
        let of_codes =
            codes.iter().zip(&published).map(|((_, value, earlier), count)| (*value, *earlier, *count));
        let beside = hidden(&mut of_statuses.clone());
        let all = hidden(&mut of_statuses.chain(of_codes));
        let is_small = (1..protection.threshold).contains(&valid);
        let is_published =
            if beside.1 > 0 { valid + beside.0 >= protection.threshold + beside.1 } else { !is_small };
        if !is_published {
            return Self { is_published, statuses: [Count::Withheld; 4], codes: Vec::new() };
        }
        if all.1 > 0 && !codes.is_empty() {
            let mut by_rows: Vec<(u64, usize)> =
                codes.iter().enumerate().map(|(place, (_, value, _))| (*value, place)).collect();
            by_rows.sort_by_key(|(value, place)| (core::cmp::Reverse(*value), *place));
            let largest = by_rows.first().map_or((0, 0), |first| *first);
            // What the others are at most, whatever is in those that are hidden, and what the largest would be hidden below.
            let others =
                codes.iter().zip(&published).enumerate().map(|(place, ((_, value, earlier), count))| {
                    let is_open = place != largest.1 && *count != Count::Hidden;
                    if is_open { *value } else { protection.most_hidden(*earlier) }
                });
            let second = others.max().unwrap_or_default();
            let is_hidden = published.get(largest.1) == Some(&Count::Hidden);
            let least = protection.threshold.max(second + 1);
            if is_hidden || largest.0 + all.0 < least + all.1 {
                published.clear();
            } else if let Some(count) = published.get_mut(largest.1) {
                *count = Count::Rest;
            }
        }
        Self { is_published, statuses: shown, codes: published }
    }
}

/// What the published counts of the other statuses leave of the published rows.
fn remainder(
    rows: u64,
    published: [Count; 4],
    statuses: &[(u64, Option<Count>); 4],
    protection: Protection,
) -> Count {
    let (mut taken, mut least, mut most) = (0, 0, 0);
    for (count, (_, earlier)) in published.iter().zip(statuses) {
        match count {
            Count::About(about) => taken += about,
            Count::Hidden => {
                least += 1;
                most += protection.most_hidden(*earlier);
            }
            _ => {}
        }
    }
    let left = rows.saturating_sub(taken);
    match most {
        0 if left == 0 => Count::None,
        0 => Count::About(left),
        _ => Count::Between(left.saturating_sub(most), left.saturating_sub(least)),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use super::*;

    /// The counts of one field: missing, invalid, and three codes.
    type World = [u64; 5];

    /// Everything that is published of a world: the statuses, the codes, and the rows, which other fields share.
    fn publication(world: World, protection: Protection, earlier: &[Option<Count>; 6]) -> Vec<Count> {
        let [missing, invalid, one, two, three] = world;
        let [of_missing, of_invalid, of_one, of_two, of_three, of_rows] = *earlier;
        let codes: Vec<((), u64, Option<Count>)> = [(one, of_one), (two, of_two), (three, of_three)]
            .map(|(value, before)| ((), value, before))
            .to_vec();
        let codes: Vec<_> = codes.into_iter().filter(|(_, value, _)| *value > 0).collect();
        let held = [one > 0, two > 0, three > 0];
        let statuses = [(missing, of_missing), (0, None), (0, None), (invalid, of_invalid)];
        let protected = Protected::of(protection, statuses, &codes, one + two + three);
        let mut all = vec![protection.count(world.iter().sum(), of_rows)];
        all.extend(protected.statuses);
        let mut codes = protected.codes.iter();
        let is_empty = protected.codes.is_empty();
        for is_held in held {
            // A code that nobody has is not listed, nor is one of a field whose codes are withheld.
            all.push(if is_empty {
                Count::Withheld
            } else if is_held {
                *codes.next().unwrap()
            } else {
                Count::None
            });
        }
        all
    }

    /// Every world in which each status is below 8 and each code below `most`, by what is published of it.
    fn all_worlds(
        most: u64,
        protection: Protection,
        earlier: &[Option<Count>; 6],
    ) -> HashMap<Vec<Count>, Vec<World>> {
        let mut worlds: HashMap<Vec<Count>, Vec<World>> = HashMap::new();
        for missing in 0..7 {
            for invalid in 0..7 {
                for one in 0..most {
                    for two in 0..most {
                        for three in 0..most {
                            let world = [missing, invalid, one, two, three];
                            worlds.entry(publication(world, protection, earlier)).or_default().push(world);
                        }
                    }
                }
            }
        }
        worlds
    }

    /// Whoever has the publication, and tries every file there could be, finds for each hidden count every value that a
    /// hidden count may have.
    fn assert_nothing_is_narrowed(most: u64, protection: Protection, earlier: [Option<Count>; 6]) -> usize {
        let mut hidden = 0;
        for (published, worlds) in all_worlds(most, protection, &earlier) {
            let places = [(1, 0), (4, 1), (5, 2), (6, 3), (7, 4)];
            for (_, cell) in places.into_iter().filter(|(shown, _)| published[*shown] == Count::Hidden) {
                // At the edge of what is tried there is no room for one record more in the largest.
                let at_the_edge = worlds.iter().all(|world| world[2..].iter().any(|code| code + 8 >= most));
                if at_the_edge {
                    continue;
                }
                hidden += 1;
                let found: HashSet<u64> = worlds.iter().map(|world| world[cell]).collect();
                let may_be: HashSet<u64> = (1..=protection.most_hidden(earlier[cell])).collect();
                assert!(found.is_superset(&may_be), "{published:?}: {found:?}");
            }
        }
        hidden
    }

    #[test]
    fn a_hidden_count_stays_hidden_from_whoever_tries_every_file() {
        let protection = Protection::new(4, 2).unwrap();
        assert!(assert_nothing_is_narrowed(36, protection, [None; 6]) > 100);
    }

    #[test]
    fn and_from_whoever_has_the_earlier_run_too() {
        let protection = Protection::new(3, 2).unwrap();
        for earlier in [
            [
                Some(Count::Hidden),
                None,
                Some(Count::Hidden),
                None,
                Some(Count::About(8)),
                Some(Count::About(20)),
            ],
            [
                Some(Count::About(4)),
                Some(Count::Hidden),
                None,
                Some(Count::About(20)),
                None,
                Some(Count::About(24)),
            ],
        ] {
            assert!(assert_nothing_is_narrowed(30, protection, earlier) > 20);
        }
    }

    #[test]
    fn counts_are_hidden_rounded_and_kept() {
        let count = |value, earlier| Protection::default().count(value, earlier);
        assert_eq!(
            [0, 1, 9, 10, 12, 13, 1002].map(|value| count(value, None)),
            [
                Count::None,
                Count::Hidden,
                Count::Hidden,
                Count::About(10),
                Count::About(10),
                Count::About(15),
                Count::About(1000)
            ]
        );
        assert_eq!(count(14, Some(Count::Hidden)), Count::Hidden);
        assert_eq!(count(15, Some(Count::Hidden)), Count::About(15));
        assert_eq!(count(105, Some(Count::About(100))), Count::About(100));
        assert_eq!(count(106, Some(Count::About(100))), Count::About(105));
        assert_eq!(count(9, Some(Count::About(10))), Count::Hidden);
    }
}
