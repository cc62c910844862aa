//! One code of a code system, and how a list of them is packed.

use core::fmt;

use super::code_index::CodeIndex;
use super::earlier::Earlier;
use crate::answer::Absence;
use crate::packed::{Growing, GrowingText, Run, Span, is_same};

/// How the meaning of a code relates to what the standard records, in the words of FHIR R5's
/// `concept-map-relationship`: the source is the code, the target the concept or concepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relationship {
    /// `equivalent`
    Equivalent,
    /// `source-is-narrower-than-target`: the code says more than the concept, for example a colour.
    SourceIsNarrowerThanTarget,
    /// `source-is-broader-than-target`: the code holds the whole concept and more.
    SourceIsBroaderThanTarget,
    /// `related-to`
    RelatedTo,
    /// `not-related-to`
    NotRelatedTo,
}

impl Relationship {
    /// The word that FHIR has for it, for example `equivalent`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Equivalent => "equivalent",
            Self::SourceIsNarrowerThanTarget => "source-is-narrower-than-target",
            Self::SourceIsBroaderThanTarget => "source-is-broader-than-target",
            Self::RelatedTo => "related-to",
            Self::NotRelatedTo => "not-related-to",
        }
    }
}

/// The bit of a row's line that says that two people have approved the row. No file has so many lines; and a table in
/// which every row is a draft has nothing more to hold.
pub(crate) const APPROVED: u32 = 1 << 31;
/// The bit of a row's line that says that the code is a heading.
pub(crate) const HEADING: u32 = 1 << 30;
/// The bit of a row's line that says that the code is retired.
pub(crate) const RETIRED: u32 = 1 << 29;

/// The line of a row in its file, with the bits of what else is known of it: approved, a heading, retired.
pub(crate) fn marked(line: u32, known: [bool; 3]) -> u32 {
    let bits = [APPROVED, HEADING, RETIRED].into_iter().zip(known);
    bits.filter(|(_, is_so)| *is_so).fold(line & !(APPROVED | HEADING | RETIRED), |line, (bit, _)| line | bit)
}

/// One part of what a code means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    /// The concept with this index in its standard.
    Concept(u16),
    /// A further one that the code does not name.
    NotFurtherStated,
}

/// What a code means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// The person is recorded as all of these together.
    Stated(&'static [Slot]),
    /// There is no answer, for these reasons.
    Absent(Absence),
    /// Recorded, meaning not known: no source for its label was found.
    NotKnown,
}

/// What a code means, as its list's table holds it.
#[derive(Clone, Copy, Debug)]
enum PackedMeaning {
    Stated(Span),
    Absent(Absence),
    NotKnown,
}

/// One code of a code system, as its list's table holds it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PackedRow {
    code: Span,
    label: Span,
    /// Empty where the code stands under no heading.
    group: Span,
    meaning: PackedMeaning,
    adds: Span,
    same_category: Span,
    line: u32,
    relationship: Relationship,
    observed: bool,
}

impl PackedRow {
    const BLANK: Self = Self {
        code: Span::EMPTY,
        label: Span::EMPTY,
        group: Span::EMPTY,
        meaning: PackedMeaning::NotKnown,
        adds: Span::EMPTY,
        same_category: Span::EMPTY,
        line: 0,
        relationship: Relationship::NotRelatedTo,
        observed: false,
    };
}

/// The codes of a code system, in the order of the official list.
///
/// # Example
///
/// ```
/// use ownwords::bridge::systems;
///
/// let rows = systems::NHS_ETHNIC_CATEGORY_2001.rows();
/// assert_eq!(rows.len(), 18);
/// assert_eq!(rows.get(0).unwrap().code(), "A");
/// assert!(rows.iter().any(|row| row.label() == "Pakistani"));
/// ```
#[derive(Clone, Copy)]
pub struct Rows {
    pub(crate) rows: &'static [PackedRow],
    /// What the spans point into.
    pub(crate) text: &'static str,
    pub(crate) slots: &'static [Slot],
    pub(crate) adds: &'static [&'static str],
    pub(crate) same_category: &'static [(Span, Span)],
    /// What codes meant in earlier editions of the mapping.
    pub(crate) earlier: &'static [Earlier],
}

impl Rows {
    /// No codes.
    pub(crate) const NONE: &'static Self =
        &Self { rows: &[], text: "", slots: &[], adds: &[], same_category: &[], earlier: &[] };

    /// How many codes there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The code at a place of the list, from 0.
    #[inline]
    pub fn get(&'static self, place: usize) -> Option<Row> {
        self.rows.get(place).map(|row| Row { row, of: self })
    }

    /// The row with exactly this code, by the list's index.
    #[inline]
    pub(super) fn with_code(&'static self, code: &[u8], index: CodeIndex) -> Option<Row> {
        index.places_of(code).filter_map(|place| self.get(place)).find(|row| row.has_the_rest_of(code))
    }

    /// Each code.
    pub fn iter(
        &'static self,
    ) -> impl ExactSizeIterator<Item = Row> + DoubleEndedIterator + Clone + fmt::Debug {
        self.rows.iter().map(move |row| Row { row, of: self })
    }
}

impl fmt::Debug for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rows({})", self.len())
    }
}

/// One code of a code system.
#[derive(Clone, Copy)]
pub struct Row {
    row: &'static PackedRow,
    of: &'static Rows,
}

impl Row {
    /// The code, exactly as its owner writes it.
    #[inline]
    pub fn code(self) -> &'static str {
        self.row.code.of_text(self.of.text)
    }

    /// Whether the row's code is this one, of which the first eight bytes are known to be the same as its own, or to end
    /// in zero bytes where its own end.
    #[inline]
    fn has_the_rest_of(self, code: &[u8]) -> bool {
        self.row.code.len() == code.len() && (code.len() <= 8 || self.code().as_bytes() == code)
    }

    /// The official label, word for word; empty when no source for it was found.
    pub fn label(self) -> &'static str {
        self.row.label.of_text(self.of.text)
    }

    /// The official heading that the code stands under.
    pub fn group(self) -> Option<&'static str> {
        Some(self.row.group.of_text(self.of.text)).filter(|group| !group.is_empty())
    }

    /// How the code's meaning relates to the concepts it decodes to.
    pub fn relationship(self) -> Relationship {
        self.row.relationship
    }

    /// The line of the row in the mapping's file, from 1: where a steward would look for it.
    pub fn line(self) -> u32 {
        self.row.line & !(APPROVED | HEADING | RETIRED)
    }

    /// Whether nobody has approved the row yet: what it says of its code is one reading of the published list, which a
    /// second person may still correct. Its file says how far its review has come.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    ///
    /// // No row of this release is approved yet.
    /// assert!(systems::NHS_ETHNIC_CATEGORY_2001.rows().iter().all(|row| row.is_provisional()));
    /// ```
    pub fn is_provisional(self) -> bool {
        self.row.line & APPROVED == 0
    }

    /// Whether the code is a heading of its list: there for counting the codes below it, one of which was meant to be
    /// recorded. It is a code of the list all the same, and decodes as any other.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    ///
    /// let is_heading = |code: &[u8]| systems::NZ_ETHNICITY_2005.decode(code).row().unwrap().is_heading();
    /// assert!(is_heading(b"4")); // Asian, which has codes for Indian, Chinese and others below it
    /// assert!(!is_heading(b"43100")); // Indian nfd
    /// ```
    pub fn is_heading(self) -> bool {
        self.row.line & HEADING != 0
    }

    /// Whether a source says that the list's owner has retired the code, or that only an earlier edition has it. Its file
    /// says when, where that is known. What was recorded with it keeps its meaning.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    ///
    /// let is_retired = |code: &[u8]| systems::HES_ETHNOS_1995.decode(code).row().unwrap().is_retired();
    /// assert!(is_retired(b"9")); // withdrawn on 22 July 2004
    /// assert!(!is_retired(b"4"));
    /// ```
    pub fn is_retired(self) -> bool {
        self.row.line & RETIRED != 0
    }

    /// What the code adds that the person was not asked, in one word each, for example `colour`.
    pub fn adds(self) -> &'static [&'static str] {
        self.row.adds.of_list(self.of.adds)
    }

    /// Whether the code records what somebody else observed of the person, for example a police officer. Such a code is
    /// nobody's own answer: it decodes to *not asked* with an [`Observation`](crate::Observation) beside it, and nothing
    /// that a person states is ever sent as it.
    pub fn is_observed(self) -> bool {
        self.row.observed
    }

    #[inline]
    pub(crate) fn meaning(self) -> Meaning {
        match self.row.meaning {
            PackedMeaning::Stated(slots) => Meaning::Stated(slots.of_list(self.of.slots)),
            PackedMeaning::Absent(absence) => Meaning::Absent(absence),
            PackedMeaning::NotKnown => Meaning::NotKnown,
        }
    }

    /// Codes of other lists recorded, with a source, as the same category: (system key, code).
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    ///
    /// let row = systems::NHS_ETHNIC_CATEGORY_2001.decode(b"D").row().unwrap();
    /// assert!(row.same_category().any(|same| same == ("ukcore-ethnic-category-england", "D")));
    /// ```
    pub fn same_category(self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        let of = self.of;
        let same = self.row.same_category.of_list(of.same_category).iter();
        same.map(|(system, code)| (system.of_text(of.text), code.of_text(of.text)))
    }
}

impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Row")
            .field("code", &self.code())
            .field("label", &self.label())
            .field("group", &self.group())
            .field("meaning", &self.meaning())
            .field("relationship", &self.relationship())
            .field("adds", &self.adds())
            .field("observed", &self.is_observed())
            .field("heading", &self.is_heading())
            .field("retired", &self.is_retired())
            .field("line", &self.line())
            .finish_non_exhaustive()
    }
}

/// A row as a generated file, or an overlay, writes it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RowEntry<'a> {
    pub(crate) code: &'a str,
    pub(crate) label: &'a str,
    pub(crate) group: Option<&'a str>,
    pub(crate) meaning: Meaning,
    pub(crate) relationship: Relationship,
    /// What the code adds that the person was not asked, in one word each (`colour`).
    pub(crate) adds: &'a [&'static str],
    /// Whether the code records what somebody else observed.
    pub(crate) observed: bool,
    /// Codes of other lists recorded, with a source, as the same category: (system key, code).
    pub(crate) same_category: &'a [(&'a str, &'a str)],
    /// Where the row is, [`marked`].
    pub(crate) line: u32,
}

/// A packed list. With no room for any row it counts what room they need.
pub(crate) struct Packed<
    const TEXT: usize,
    const SLOTS: usize,
    const ADDS: usize,
    const SAME: usize,
    const ROWS: usize,
> {
    pub(crate) text: Run<u8, TEXT>,
    pub(crate) slots: Run<Slot, SLOTS>,
    pub(crate) adds: Run<&'static str, ADDS>,
    pub(crate) same_category: Run<(Span, Span), SAME>,
    pub(crate) rows: [PackedRow; ROWS],
}

#[allow(
    clippy::indexing_slicing,
    reason = "called when the crate is compiled: a list that does not fit does not compile"
)]
impl<const T: usize, const S: usize, const A: usize, const C: usize, const R: usize> Packed<T, S, A, C, R> {
    pub(crate) const fn of(entries: &[RowEntry<'static>]) -> Self {
        let mut packed = Self {
            text: Run::of(0),
            slots: Run::of(Slot::NotFurtherStated),
            adds: Run::of(""),
            same_category: Run::of((Span::EMPTY, Span::EMPTY)),
            rows: [PackedRow::BLANK; R],
        };
        // Most rows stand under the same heading as the one before.
        let mut heading = ("", Span::EMPTY);
        let mut place = 0;
        while place < entries.len() {
            let entry = &entries[place];
            let group = match entry.group {
                Some(group) => {
                    if !is_same(group, heading.0) {
                        heading = (group, packed.text.add(group.as_bytes()));
                    }
                    heading.1
                }
                None => Span::EMPTY,
            };
            let row = packed.row(entry, group);
            if R > 0 {
                packed.rows[place] = row;
            }
            place += 1;
        }
        packed
    }

    const fn row(&mut self, entry: &RowEntry<'static>, group: Span) -> PackedRow {
        let start = self.same_category.len();
        let mut place = 0;
        while place < entry.same_category.len() {
            let (system, code) = entry.same_category[place];
            let same = (self.text.add(system.as_bytes()), self.text.add(code.as_bytes()));
            self.same_category.add(&[same]);
            place += 1;
        }
        PackedRow {
            code: self.text.add(entry.code.as_bytes()),
            label: self.text.add(entry.label.as_bytes()),
            group,
            meaning: match entry.meaning {
                Meaning::Stated(slots) => PackedMeaning::Stated(self.slots.add(slots)),
                Meaning::Absent(absence) => PackedMeaning::Absent(absence),
                Meaning::NotKnown => PackedMeaning::NotKnown,
            },
            adds: self.adds.add(entry.adds),
            same_category: self.same_category.since(start),
            line: entry.line,
            relationship: entry.relationship,
            observed: entry.observed,
        }
    }
}

/// The rows of a list: `rows!(ENTRIES)`.
macro_rules! rows {
    ($entries:ident) => {{
        use $crate::bridge::row::{Packed, PackedRow, Rows, Slot};
        use $crate::packed::{Span, text_of};
        const ROOM: Packed<0, 0, 0, 0, 0> = Packed::of($entries);
        #[allow(
            long_running_const_eval,
            reason = "a list's texts are copied once, when the crate is compiled"
        )]
        const PACKED: Packed<
            { ROOM.text.len() },
            { ROOM.slots.len() },
            { ROOM.adds.len() },
            { ROOM.same_category.len() },
            { $entries.len() },
        > = Packed::of($entries);
        static TEXT: [u8; ROOM.text.len()] = PACKED.text.items;
        static SLOTS: [Slot; ROOM.slots.len()] = PACKED.slots.items;
        static ADDS: [&str; ROOM.adds.len()] = PACKED.adds.items;
        static SAME: [(Span, Span); ROOM.same_category.len()] = PACKED.same_category.items;
        static ROWS: [PackedRow; $entries.len()] = PACKED.rows;
        #[allow(long_running_const_eval, reason = "as above")]
        static LIST: Rows = Rows {
            rows: &ROWS,
            text: text_of(&TEXT),
            slots: &SLOTS,
            adds: &ADDS,
            same_category: &SAME,
            earlier: &[],
        };
        &LIST
    }};
}
pub(crate) use rows;

/// The rows of an overlay's list, kept for as long as the program runs.
pub(crate) fn kept_rows(entries: &[RowEntry<'_>]) -> &'static Rows {
    kept_rows_after(entries, &[])
}

/// The same, of a list whose codes meant something else in earlier editions of its mapping.
pub(crate) fn kept_rows_after(entries: &[RowEntry<'_>], earlier: &'static [Earlier]) -> &'static Rows {
    let mut text = GrowingText::after("");
    let mut slots = Growing::after(&[]);
    let mut adds = Growing::after(&[]);
    let mut same_category = Growing::after(&[]);
    let mut rows = Vec::with_capacity(entries.len());
    for entry in entries {
        let same: Vec<(Span, Span)> =
            entry.same_category.iter().map(|(system, code)| (text.add(system), text.add(code))).collect();
        rows.push(PackedRow {
            code: text.add(entry.code),
            label: text.add(entry.label),
            group: entry.group.map_or(Span::EMPTY, |group| text.add(group)),
            meaning: match entry.meaning {
                Meaning::Stated(parts) => PackedMeaning::Stated(slots.add(parts.iter().copied())),
                Meaning::Absent(absence) => PackedMeaning::Absent(absence),
                Meaning::NotKnown => PackedMeaning::NotKnown,
            },
            adds: adds.add(entry.adds.iter().copied()),
            same_category: same_category.add(same),
            line: entry.line,
            relationship: entry.relationship,
            observed: entry.observed,
        });
    }
    Box::leak(Box::new(Rows {
        rows: rows.leak(),
        text: text.leak(),
        slots: slots.items.leak(),
        adds: adds.items.leak(),
        same_category: same_category.items.leak(),
        earlier,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_approval_is_no_part_of_the_line() {
        let entry = |code, line| RowEntry {
            code,
            label: "",
            group: None,
            meaning: Meaning::NotKnown,
            relationship: Relationship::NotRelatedTo,
            adds: &[],
            observed: false,
            same_category: &[],
            line,
        };
        let rows = kept_rows(&[entry("1", 41), entry("2", 42 | APPROVED)]);
        let said: Vec<_> = rows.iter().map(|row| (row.line(), row.is_provisional())).collect();
        assert_eq!(said, [(41, true), (42, false)]);
    }
}
