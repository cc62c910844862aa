//! How many records hold each code, in what month they were changed, and which heritages people wrote in.

use std::collections::{BTreeMap, HashMap};

use super::{FieldCounts, Status};
use crate::Date;
use crate::audit::bare::Bare;
use crate::audit::codes::{self, Lists};
use crate::audit::memo::Memo;
use crate::audit::readers::is_blank;
use crate::bridge::{LanguageRow, systems};
use crate::overlay::Known;
use crate::rules::RecordField;
use crate::standard::{Concept, ConceptId, MatchKind, Standard};

/// How many different codes are counted of one field. A list has fewer; what is beyond is counted together.
const MOST_CODES: usize = 1 << 12;
/// How many different write-ins are looked up once only. It bounds memory and nothing that is counted.
const MOST_REMEMBERED: usize = 1 << 12;
/// The longest write-in that is looked up; no heritage is called anything as long.
const LONGEST_WRITE_IN: usize = 200;
/// The months of which records are counted one by one: those of 1900 to 2099.
const FIRST_YEAR: u16 = 1900;
const MONTHS: usize = 200 * 12;
/// How many pairs of a month and a code wait until it is known what the code comes to.
const MOST_WAITING: usize = 1 << 16;

/// The fields of which codes are counted, as they stand beside each other in [`RecordField::ALL`].
pub(in crate::audit) const CODED: [RecordField; 3] =
    [RecordField::EthnicCategory, RecordField::Language, RecordField::SexualOrientation];

/// Where the codes of a field are counted.
pub(in crate::audit) const fn place_of(field: RecordField) -> usize {
    let [first, ..] = CODED;
    (field as usize).wrapping_sub(first as usize)
}

/// How many records hold one code. Only codes of a list, and tags that are in the registry, are counted one by one:
/// anything else may be what a person wrote.
///
/// # Example
///
/// ```
/// use ownwords::audit::{Options, audit};
/// use ownwords::rules::RecordField;
///
/// let file = "ethnic_category\nC\nK\nC\nsomething\n";
/// let summary = audit(file.as_bytes(), "example", Options::default(), &mut |_| Ok(())).unwrap();
/// let codes = summary.codes(RecordField::EthnicCategory);
/// let counted: Vec<_> = codes.counts().iter().map(|count| (count.code(), count.rows())).collect();
/// assert_eq!(counted, [("C", 2), ("K", 1)]);
/// assert_eq!(codes.other(), 1);
/// assert_eq!(codes.counts()[1].label(), Some("Bangladeshi"));
/// ```
#[derive(Clone, Debug)]
pub struct CodeCount {
    field: RecordField,
    known: Known,
    list: Option<&'static str>,
    code: Box<str>,
    rows: u64,
    /// Of a code of no named list that is not known before the end.
    is_answer: bool,
}

impl CodeCount {
    fn new(known: Known, field: RecordField, list: Option<&'static str>, code: &str) -> Self {
        let value = code.as_bytes();
        let is_answer = match (field, list) {
            (RecordField::EthnicCategory, Some(list)) => {
                known.with_key(list).is_none_or(|system| system.decode(value).absence().is_none())
            }
            (RecordField::SexualOrientation, Some(list)) => codes::with_key(systems::ORIENTATION, list)
                .is_none_or(|system| system.decode(value).absence().is_none()),
            (RecordField::Language, Some(list)) => {
                codes::language_list(list).is_none_or(|system| system.absence_of(value).is_none())
            }
            (RecordField::Language, None) => systems::BCP_47.absence_of(value).is_none(),
            _ => true,
        };
        Self { field, known, list, code: code.into(), rows: 0, is_answer }
    }

    /// The code, as it stands in the records.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The key of the list that it is of; `None` for a language tag, and where nobody names the list of a code.
    pub fn list(&self) -> Option<&'static str> {
        self.list
    }

    /// How many records hold it.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// What the list's owner calls it; `None` where that is not known.
    pub fn label(&self) -> Option<&'static str> {
        let code = self.code.as_bytes();
        let label = match self.field {
            RecordField::EthnicCategory => self.known.with_key(self.list?)?.decode(code).row()?.label(),
            RecordField::SexualOrientation => {
                codes::with_key(systems::ORIENTATION, self.list?)?.decode(code).row()?.label()
            }
            RecordField::Language => {
                codes::language_list(self.list?)?.decode(code).row().map(LanguageRow::label)?
            }
            _ => return None,
        };
        Some(label).filter(|label| !label.is_empty())
    }

    /// Whether it is an answer, and not a reason for which there is none.
    pub fn is_answer(&self) -> bool {
        self.is_answer
    }

    /// The concepts that the list's mapping says it stands for, for counts by meaning beside those by code.
    pub fn meaning(&self) -> Vec<Concept> {
        let Some(list) = self.list else { return Vec::new() };
        let code = self.code.as_bytes();
        match self.field {
            RecordField::EthnicCategory => {
                self.known.with_key(list).map(|system| codes::concepts(system, code)).unwrap_or_default()
            }
            RecordField::SexualOrientation => codes::with_key(systems::ORIENTATION, list)
                .map(|system| codes::concepts(system, code))
                .unwrap_or_default(),
            _ => Vec::new(),
        }
    }
}

/// The codes of one field, and how many records hold what is counted together.
#[derive(Clone, Debug, Default)]
pub struct Codes {
    pub(super) counts: Vec<CodeCount>,
    other: u64,
    further: u64,
}

impl Codes {
    /// Each code, in the order of lists and codes.
    pub fn counts(&self) -> &[CodeCount] {
        &self.counts
    }

    /// How many records hold what is no code of the list.
    pub fn other(&self) -> u64 {
        self.other
    }

    /// How many records hold a code beyond the 4,096 different ones that are counted one by one; nearly always none.
    pub fn further(&self) -> u64 {
        self.further
    }

    #[inline]
    fn add(&mut self, slot: Slot, rows: u64, seen: &mut Vec<u16>) {
        match self.counts.get_mut(usize::from(slot.0)) {
            Some(count) => {
                if count.rows == 0 {
                    seen.push(slot.0);
                }
                count.rows += rows;
            }
            None if slot == Slot::OTHER => self.other += rows,
            None => self.further += rows,
        }
    }
}

/// What a cell's code is counted as: the place of its count, or what is beyond all places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::audit) struct Slot(u16);

impl Slot {
    pub(in crate::audit) const OTHER: Self = Self(u16::MAX - 1);
    const FURTHER: Self = Self(u16::MAX);

    /// Whether the same code is counted so each time.
    pub(in crate::audit) fn stays(self) -> bool {
        self != Self::FURTHER
    }

    fn is_code(self) -> bool {
        usize::from(self.0) < MOST_CODES
    }
}

/// The codes of one field while they are counted.
#[derive(Clone, Default)]
struct Counting {
    codes: Codes,
    /// By the value: what came last.
    last: Memo<Slot>,
    /// By it and the list.
    more: HashMap<(Option<&'static str>, Box<[u8]>), Slot>,
    /// The places of those that some record holds, in the order in which they came.
    seen: Vec<u16>,
}

impl core::fmt::Debug for Counting {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.codes.fmt(f)
    }
}

impl Counting {
    #[cold]
    fn slot_of(
        &mut self,
        field: RecordField,
        value: &[u8],
        system: Option<&str>,
        lists: &Lists,
        is_bare: bool,
    ) -> Slot {
        if let Some(slot) = self.last.get(system, value) {
            return *slot;
        }
        let listed = codes::listed(lists, is_bare, field, value, system);
        let slot = match (listed, core::str::from_utf8(value)) {
            (Some(list), Ok(code)) => self.slot_in(lists.known, field, list, code),
            _ => Slot::OTHER,
        };
        if slot.stays() {
            self.last.put(system, value, slot);
        }
        slot
    }

    /// What a code of this list, or tag, is counted as.
    fn slot_in(&mut self, known: Known, field: RecordField, list: Option<&'static str>, code: &str) -> Slot {
        let key = (list, Box::from(code.as_bytes()));
        if let Some(slot) = self.more.get(&key) {
            return *slot;
        }
        let place =
            u16::try_from(self.codes.counts.len()).ok().filter(|_| self.codes.counts.len() < MOST_CODES);
        let Some(place) = place else { return Slot::FURTHER };
        self.codes.counts.push(CodeCount::new(known, field, list, code));
        let slot = Slot(place);
        self.more.insert(key, slot);
        slot
    }

    /// Takes out what was counted; what the values are counted as stays known.
    fn take_part(&mut self) -> Codes {
        let mut counts = Vec::with_capacity(self.seen.len());
        // In the order in which they got their places, as they would have without parts.
        self.seen.sort_unstable();
        for place in self.seen.drain(..) {
            let Some(count) = self.codes.counts.get_mut(usize::from(place)) else { continue };
            counts.push(count.clone());
            count.rows = 0;
        }
        let other = core::mem::take(&mut self.codes.other);
        Codes { counts, other, further: core::mem::take(&mut self.codes.further) }
    }

    /// Counts what was counted of the part that comes next; the slot of each of its codes.
    fn absorb(&mut self, part: Codes) -> Vec<Slot> {
        self.codes.other += part.other;
        let slots = part.counts.into_iter().map(|count| {
            let slot = self.slot_in(count.known, count.field, count.list, &count.code);
            self.codes.add(slot, count.rows, &mut self.seen);
            slot
        });
        slots.collect()
    }
}

/// What the records that were last changed in one month hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    pub(super) year: u16,
    pub(super) month: u16,
    pub(super) fields: [[u64; 5]; RecordField::ALL.len()],
}

impl Month {
    /// The year and the month, from 1.
    pub fn when(&self) -> (u16, u16) {
        (self.year, self.month)
    }

    /// How many of its records hold what in this field.
    pub fn field(&self, field: RecordField) -> FieldCounts {
        FieldCounts::of(self.fields.get(field as usize).copied().unwrap_or_default())
    }

    /// How many records it has.
    pub fn rows(&self) -> u64 {
        self.field(RecordField::Updated).total()
    }
}

/// What people wrote in a column of their own words.
///
/// # Example
///
/// ```
/// use ownwords::audit::{Options, audit};
///
/// let file = "ethnic_category,ethnicity_own_words\nS,Somali\nS,somali\nS,from the hills\nA,\n";
/// let summary = audit(file.as_bytes(), "example", Options::default(), &mut |_| Ok(())).unwrap();
/// let written = summary.write_ins().unwrap();
/// let heritages: Vec<_> = written.heritages().map(|(concept, rows)| (concept.label(), rows)).collect();
/// assert_eq!(heritages, [("Somali", 2)]);
/// assert_eq!((written.rows(), written.not_recognised()), (3, 1));
/// ```
#[derive(Clone, Debug, Default)]
pub struct WriteIns {
    known: Known,
    rows: u64,
    recognised: BTreeMap<ConceptId, u64>,
    not_recognised: u64,
}

impl WriteIns {
    /// In how many records something is written.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Each heritage whose name, exactly, is all that was written, and in how many records; the most frequent first.
    pub fn heritages(&self) -> impl Iterator<Item = (Concept, u64)> {
        let mut all: Vec<_> = self
            .recognised
            .iter()
            .filter_map(|(id, rows)| Some((self.known.standard().by_id(*id)?, *rows)))
            .collect();
        all.sort_by_key(|(concept, rows)| (core::cmp::Reverse(*rows), concept.slug()));
        all.into_iter()
    }

    /// How many records hold anything else. What it is stays in the records.
    pub fn not_recognised(&self) -> u64 {
        self.not_recognised
    }
}

/// Of each month that has records, how many of them have each [`Status`] in each field.
type Months = Vec<Option<Box<OfMonth>>>;

/// How many records were changed in a month, and what of them is not as usual.
#[derive(Clone, Default)]
struct OfMonth {
    rows: u64,
    others: [[u64; 5]; RecordField::ALL.len()],
}

impl OfMonth {
    fn absorb(&mut self, more: &Self) {
        self.rows += more.rows;
        for (count, more) in self.others.as_flattened_mut().iter_mut().zip(more.others.as_flattened()) {
            *count += more;
        }
    }

    /// The same with what is as usual.
    fn fields(&self) -> [[u64; 5]; RecordField::ALL.len()] {
        let mut fields = self.others;
        for (field, counts) in RecordField::ALL.into_iter().zip(&mut fields) {
            let others: u64 = counts.iter().sum();
            if let Some(usual) = counts.get_mut(usual(field) as usize) {
                *usual = self.rows - others;
            }
        }
        fields
    }
}

/// What nearly all records have in this field: it is not counted in their months one by one.
pub(in crate::audit) const fn usual(field: RecordField) -> Status {
    match field {
        RecordField::ChosenName => Status::Missing,
        _ => Status::Valid,
    }
}

fn month_in(months: &mut Months, month: u16) -> Option<&mut OfMonth> {
    if months.is_empty() {
        months.resize(MONTHS, None);
    }
    Some(months.get_mut(usize::from(month))?.get_or_insert_default())
}

/// What was tallied of a part of an input.
pub(in crate::audit) struct Part {
    fields: [Codes; CODED.len()],
    months: Vec<(u16, Box<OfMonth>)>,
    other_months: u64,
    /// With the place of each code among those of the part.
    waiting: Vec<(u16, usize, u64)>,
    written: Option<WriteIns>,
}

/// All that is tallied of the records of one input.
#[derive(Clone)]
pub(in crate::audit) struct Tally {
    known: Known,
    fields: [Counting; CODED.len()],
    /// The codes of the present record, each with its field.
    present: Vec<(RecordField, Slot)>,
    months: Months,
    month: Option<u16>,
    /// How many records with a sound date are of no month that is counted.
    pub(super) other_months: u64,
    /// Ethnic codes of no named list, by month: what they come to is known at the end.
    waiting: HashMap<(u16, u16), u64>,
    /// Whether there were more codes or months than are told apart, which only the whole can count.
    is_full: bool,
    pub(super) written: Option<WriteIns>,
    written_now: Option<Option<ConceptId>>,
    looked_up: HashMap<Box<str>, Option<ConceptId>>,
}

/// Without what people wrote.
impl core::fmt::Debug for Tally {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Tally")
            .field("fields", &self.fields)
            .field("written", &self.written)
            .finish_non_exhaustive()
    }
}

impl Tally {
    /// Of codes and heritages of these lists.
    pub(in crate::audit) fn of(known: Known) -> Self {
        Self {
            known,
            fields: Default::default(),
            present: Vec::new(),
            months: Vec::new(),
            month: None,
            other_months: 0,
            waiting: HashMap::new(),
            is_full: false,
            written: None,
            written_now: None,
            looked_up: HashMap::new(),
        }
    }

    /// Begins a record.
    #[inline]
    pub(in crate::audit) fn begin(&mut self) {
        self.month = None;
        self.written_now = None;
        self.present.clear();
    }

    /// As what a code or tag is counted, which is not empty; nothing but white space is not.
    pub(in crate::audit) fn slot_of(
        &mut self,
        field: RecordField,
        value: &[u8],
        system: Option<&str>,
        lists: &Lists,
        is_bare: bool,
    ) -> Option<Slot> {
        if is_blank(value) {
            return None;
        }
        let counting = self.fields.get_mut(place_of(field))?;
        Some(counting.slot_of(field, value, system, lists, is_bare))
    }

    /// Takes a code or tag that is counted so.
    #[inline]
    pub(in crate::audit) fn take(&mut self, field: RecordField, slot: Slot) {
        // A message may say one code in two places.
        if !self.present.contains(&(field, slot)) {
            self.present.push((field, slot));
        }
    }

    /// Takes the day on which the record was changed.
    #[inline]
    pub(in crate::audit) fn changed(&mut self, day: Date) {
        self.month = month_of(day);
    }

    /// Forgets what stood in cells: a summary keeps codes of lists, and no words of a person.
    pub(in crate::audit) fn forget(&mut self) {
        for field in &mut self.fields {
            field.last = Memo::default();
        }
        self.looked_up.clear();
    }

    /// Says that there is a column of the person's own words.
    pub(in crate::audit) fn has_own_words(&mut self) {
        self.written.get_or_insert(WriteIns { known: self.known, ..WriteIns::default() });
    }

    /// Takes what a person wrote of their ethnicity.
    pub(in crate::audit) fn own_words(&mut self, value: &[u8]) {
        let Ok(text) = core::str::from_utf8(value) else {
            self.written_now = Some(None);
            return;
        };
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        self.written_now = Some(match self.looked_up.get(text) {
            Some(known) => *known,
            None => {
                let found = recognised(text, self.known.standard());
                if self.looked_up.len() < MOST_REMEMBERED && text.len() <= LONGEST_WRITE_IN {
                    self.looked_up.insert(text.into(), found);
                }
                found
            }
        });
    }

    /// Ends a record that was checked to its end.
    #[inline]
    pub(in crate::audit) fn end(&mut self, statuses: &[Status; RecordField::ALL.len()], bare: Option<&Bare>) {
        for &(field, slot) in &self.present {
            if let Some(Counting { codes, seen, .. }) = self.fields.get_mut(place_of(field)) {
                codes.add(slot, 1, seen);
            }
        }
        if let (Some(now), Some(written)) = (self.written_now.take(), &mut self.written) {
            written.rows += 1;
            match now {
                Some(id) => *written.recognised.entry(id).or_default() += 1,
                None => written.not_recognised += 1,
            }
        }
        if statuses.get(RecordField::Updated as usize) != Some(&Status::Valid) {
            return;
        }
        let Some(month) = self.month else {
            self.other_months += 1;
            return;
        };
        if bare.is_some()
            && statuses.get(RecordField::EthnicCategory as usize) == Some(&Status::Missing)
            && let Some((_, slot @ Slot(code))) =
                self.present.iter().rfind(|(field, _)| *field == RecordField::EthnicCategory)
            && slot.is_code()
        {
            let has_room = self.waiting.len() < MOST_WAITING;
            let key = (month, *code);
            match self.waiting.get_mut(&key) {
                Some(rows) => *rows += 1,
                None if has_room => drop(self.waiting.insert(key, 1)),
                None => {
                    self.other_months += 1;
                    self.is_full = true;
                    return;
                }
            }
        }
        self.count_changes(core::iter::once(Some(month)));
        for (field, status) in RecordField::ALL.into_iter().zip(statuses) {
            if *status != usual(field) {
                self.count_in_month(Some(month), field, *status);
            }
        }
    }

    /// Counts records with a sound date, each by the month of it, if that is one of those that are counted one by one. What they
    /// hold counts as usual, unless it is said to be something else.
    pub(in crate::audit) fn count_changes(&mut self, months: impl Iterator<Item = Option<u16>>) {
        for month in months {
            match month.and_then(|month| month_in(&mut self.months, month)) {
                Some(OfMonth { rows, .. }) => *rows += 1,
                None => self.other_months += 1,
            }
        }
    }

    /// Counts in a month what one of its records holds that is not [`usual`].
    #[inline]
    pub(in crate::audit) fn count_in_month(
        &mut self,
        month: Option<u16>,
        field: RecordField,
        status: Status,
    ) {
        let month = month.and_then(|month| self.months.get_mut(usize::from(month))?.as_mut());
        let counts = month.and_then(|month| month.others.get_mut(field as usize));
        if let Some(count) = counts.and_then(|counts| counts.get_mut(status as usize)) {
            *count += 1;
        }
    }

    /// Counts codes or tags of a field, each of another record.
    pub(in crate::audit) fn count_codes(&mut self, field: RecordField, slots: impl Iterator<Item = Slot>) {
        if let Some(Counting { codes, seen, .. }) = self.fields.get_mut(place_of(field)) {
            slots.for_each(|slot| codes.add(slot, 1, seen));
        }
    }

    /// Takes out what was tallied of a part of the input; `None` where the part has more than a tally tells apart, and has to be
    /// counted with the whole.
    pub(in crate::audit) fn take_part(&mut self) -> Option<Part> {
        let [ethnic, ..] = &self.fields;
        let places: HashMap<u16, usize> =
            ethnic.seen.iter().enumerate().map(|(place, code)| (*code, place)).collect();
        let waiting = core::mem::take(&mut self.waiting).into_iter();
        let waiting = waiting.filter_map(|((month, code), rows)| Some((month, *places.get(&code)?, rows)));
        let waiting = waiting.collect();
        let fields = self.fields.each_mut().map(Counting::take_part);
        let months = (0..).zip(&mut self.months);
        let part = Part {
            months: months.filter_map(|(place, month)| Some((place, month.take()?))).collect(),
            other_months: core::mem::take(&mut self.other_months),
            waiting,
            written: self.written.as_mut().map(core::mem::take),
            fields,
        };
        if core::mem::take(&mut self.is_full) || part.fields.iter().any(|codes| codes.further > 0) {
            self.fields = Default::default();
            return None;
        }
        Some(part)
    }

    /// Whether a part has room in it, whatever it was that came before.
    pub(in crate::audit) fn has_room_for(&self, part: &Part) -> bool {
        self.waiting.len() + part.waiting.len() <= MOST_WAITING
    }

    /// Tallies the part that comes next.
    pub(in crate::audit) fn absorb(&mut self, part: Part) {
        let mut slots = Vec::new();
        for (field, codes) in self.fields.iter_mut().zip(part.fields).rev() {
            // At last those of ethnicity, which the months are about.
            slots = field.absorb(codes);
        }
        self.other_months += part.other_months;
        for (month, counted) in part.months {
            if let Some(known) = month_in(&mut self.months, month) {
                known.absorb(&counted);
            }
        }
        for (month, place, rows) in part.waiting {
            if let Some(Slot(code)) = slots.get(place).filter(|slot| slot.is_code()) {
                *self.waiting.entry((month, *code)).or_default() += rows;
            }
        }
        if let Some(more) = part.written {
            self.has_own_words();
            let Some(written) = &mut self.written else { return };
            written.rows += more.rows;
            written.not_recognised += more.not_recognised;
            for (heritage, rows) in more.recognised {
                *written.recognised.entry(heritage).or_default() += rows;
            }
        }
    }

    /// Ends the input: codes of no named list, counted as missing until now, are counted as what they come to.
    pub(in crate::audit) fn settle(&mut self, bare: &Bare) {
        if let Some(field) = self.fields.get_mut(place_of(RecordField::EthnicCategory)) {
            for count in field.codes.counts.iter_mut().filter(|count| count.list.is_none()) {
                count.is_answer = bare.status_of(count.code.as_bytes()) == Status::Valid;
            }
        }
        let codes = self.fields.first().map(|field| &field.codes.counts);
        for ((month, code), rows) in core::mem::take(&mut self.waiting) {
            let value = codes.and_then(|codes| codes.get(usize::from(code)));
            let status = value.map(|count| bare.status_of(count.code.as_bytes())).unwrap_or_default();
            let month = self.months.get_mut(usize::from(month)).and_then(Option::as_mut);
            let counts = month.and_then(|month| month.others.get_mut(RecordField::EthnicCategory as usize));
            let Some(counts) = counts else { continue };
            if let Some(missing) = counts.get_mut(Status::Missing as usize) {
                *missing -= rows;
            }
            if status != Status::Valid
                && let Some(count) = counts.get_mut(status as usize)
            {
                *count += rows;
            }
        }
    }

    /// The codes of a field, in the order of lists and codes.
    pub(super) fn codes(&self, field: RecordField) -> Codes {
        let mut codes = self.fields.get(place_of(field)).map(|field| field.codes.clone()).unwrap_or_default();
        codes.counts.retain(|count| count.rows > 0);
        codes.counts.sort_by(|one, other| (one.list, &one.code).cmp(&(other.list, &other.code)));
        codes
    }

    /// The months that have records, in order.
    pub(super) fn months(&self) -> impl Iterator<Item = Month> {
        self.months.iter().enumerate().filter_map(|(place, fields)| {
            let place = u16::try_from(place).ok()?;
            let fields = fields.as_ref()?.fields();
            Some(Month { year: FIRST_YEAR + place / 12, month: place % 12 + 1, fields })
        })
    }
}

/// The place of the month in which a day falls, where it is one of those that are counted one by one.
#[inline]
pub(in crate::audit) fn month_of(day: Date) -> Option<u16> {
    let (year, month, _) = day.parts();
    let (year, month) = (year.checked_sub(FIRST_YEAR)?, month.checked_sub(1)?);
    year.checked_mul(12)?.checked_add(month.into()).filter(|place| usize::from(*place) < MONTHS)
}

/// The heritage that the text names, with all of its words and nothing else; `None` where it names none, or several.
fn recognised(text: &str, standard: &'static Standard) -> Option<ConceptId> {
    if text.len() > LONGEST_WRITE_IN {
        return None;
    }
    let found = standard.search(text, 2);
    let mut exact = found.iter().filter(|one| one.kind() == MatchKind::Exact && !one.is_for_counting_only());
    let first = exact.next()?;
    exact.next().is_none().then(|| first.concept().id())
}
