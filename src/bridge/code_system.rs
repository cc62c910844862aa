//! Decoding and encoding with a code list.

use core::fmt;

use super::earlier::Meant;
use super::loss::Stands;
use super::outcome::{SentAs, Stated as StatedPart};
use super::row::{Meaning, Row, Rows, Slot};
use super::system::{CodeSystem, SystemData};
use super::systems::DISAGREEMENTS;
use super::target::{Outcome, Target};
use super::{Authority, Bridge, Disagreement, Loss, Policy, Published, Value};
use crate::answer::{Absence, Answer, Reason};
use crate::field::{Coding, Field};
use crate::standard::{Concept, ConceptId, OdsCode, Standard};
use crate::stated::{Axis, Part, Stated};

/// A code, looked up: borrowed from the input and the table, without allocation.
///
/// # Example
///
/// ```
/// use ownwords::bridge::systems;
///
/// let decoded = systems::NHS_ETHNIC_CATEGORY_2001.decode(b"Z");
/// assert_eq!(decoded.row().unwrap().label(), "Not stated");
/// assert!(decoded.absence().is_some());
/// assert!(systems::NHS_ETHNIC_CATEGORY_2001.decode(b"nonsense").row().is_none());
/// ```
#[derive(Clone, Copy)]
pub struct Decoded<'a, A: Axis> {
    system: &'a CodeSystem<A>,
    raw: &'a [u8],
    row: Option<Row>,
}

impl<A: Axis> Decoded<'_, A> {
    /// The row of the code list, or `None` when the list does not have the code.
    pub fn row(&self) -> Option<Row> {
        self.row
    }

    /// The reasons for which there is no answer, when the code says that there is none. A code that records what somebody
    /// observed gives no answer either: the person was not asked.
    pub fn absence(&self) -> Option<Absence> {
        absence_of(self.row)
    }

    /// What somebody else observed of the person, where the code records that; never an answer. What the code leaves
    /// open is *not further stated*.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::Reason;
    /// use ownwords::bridge::systems;
    ///
    /// let decoded = systems::POLICE_OBSERVED_IC.decode(b"IC4");
    /// assert!(decoded.absence().unwrap().contains(Reason::NotAsked));
    /// assert_eq!(decoded.observation().unwrap().concepts().count(), 1);
    /// let field = decoded.to_field();
    /// assert!(field.statement().given().is_none());
    /// assert_eq!(field.observations().len(), 1);
    /// ```
    pub fn observation(&self) -> Option<Stated<A>> {
        self.system.observation_of(self.raw)
    }

    /// What the code says of the person's own answer.
    pub fn answer(&self) -> Answer<Stated<A>> {
        self.system.answer_of_row(self.row)
    }

    /// A field with what the code says, and the coding beside it, byte for byte.
    pub fn to_field(&self) -> Field<Stated<A>> {
        self.system.to_field(self.raw)
    }
}

/// Why a code gives no answer; `None` where it gives one.
fn absence_of(row: Option<Row>) -> Option<Absence> {
    match row.map(|row| (row.is_observed(), row.meaning())) {
        Some((true, _)) => Some(Reason::NotAsked.into()),
        Some((false, Meaning::Stated(_))) => None,
        Some((false, Meaning::Absent(absence))) => Some(absence),
        Some((false, Meaning::NotKnown)) | None => Some(Reason::MeaningNotKnown.into()),
    }
}

impl<A: Axis> fmt::Debug for Decoded<'_, A> {
    /// Whether the list has the code; never the code.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decoded")
            .field("system", &self.system.data.key)
            .field("in_list", &self.row.is_some())
            .finish_non_exhaustive()
    }
}

impl<A: Axis> CodeSystem<A> {
    /// Looks a code up. Any bytes are allowed; they are compared exactly, without trimming or change of case.
    pub fn decode<'a>(&'a self, code: &'a [u8]) -> Decoded<'a, A> {
        Decoded { system: self, raw: code, row: self.row(code) }
    }

    /// The code that is certain for this concept alone; `None` where there are candidates, or none.
    ///
    /// It is what [`encode`](Bridge::encode) gives under [`Policy::Certain`] for a statement of the concept and nothing
    /// else, and nothing received or chosen beside it: looked up, without allocation, loss or residue. For counting and
    /// for previews; what is sent is encoded, so that nothing is lost.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::Standard;
    /// use ownwords::bridge::systems;
    ///
    /// let id = |slug| Standard::ethnicity().by_slug(slug).unwrap().id();
    /// let system = &systems::NHS_ETHNIC_CATEGORY_2001;
    /// assert_eq!(system.certain_code(id("indian")), Some("H"));
    /// assert_eq!(system.certain_code(id("irish")), None);
    /// ```
    #[inline]
    pub fn certain_code(&self, concept: ConceptId) -> Option<&'static str> {
        let index = self.standard().index(concept)?;
        if self.data.certain.covers(index) {
            return self.data.certain_row(index).map(|row| row.code());
        }
        // An overlay's own lists and heritages have no place in the table.
        match self.data.sent_as(&[Part::Concept(concept)], Policy::Certain, self.standard()) {
            SentAs::Code(code) => Some(code),
            SentAs::Ambiguous | SentAs::LeftOut => None,
        }
    }

    /// The system's key, for example `nhs-ethnic-category-2001`.
    pub fn key(&self) -> &'static str {
        self.data.key
    }

    /// The official title of the list.
    pub fn title(&self) -> &'static str {
        self.data.title
    }

    /// The body that owns the list.
    pub fn owner(&self) -> &'static str {
        self.data.owner
    }

    /// Which edition of the list this is.
    pub fn list_edition(&self) -> &'static str {
        self.data.list_edition
    }

    /// The edition of our mapping of the list, which a residue names too.
    pub fn mapping_edition(&self) -> u16 {
        self.data.mapping_edition
    }

    /// Where the list is in force.
    pub fn jurisdiction(&self) -> &'static str {
        self.data.jurisdiction
    }

    /// The URI by which messages name the list.
    pub fn uri(&self) -> Option<&'static str> {
        self.data.uri
    }

    /// The URI under which messages write a code of the list: the list's own, or that of the list from which its owner took
    /// this code. `None` where no owner has published one. That the list has the code is not asked.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    ///
    /// let list = &systems::AU_PRONOUNS; // answers of LOINC, and FHIR's reasons for having none
    /// assert_eq!(list.uri_of("LA29518-0"), Some("http://loinc.org"));
    /// assert_eq!(list.uri_of("not-asked"), systems::FHIR_DATA_ABSENT_REASON.uri());
    /// ```
    pub fn uri_of(&self, code: &str) -> Option<&'static str> {
        self.data.uri_of(code)
    }

    /// Whether messages name the list so.
    #[cfg(feature = "wire")]
    pub(crate) fn is_called(&self, uri: &str) -> bool {
        self.data.uri == Some(uri) || self.data.also_called.contains(&uri)
    }

    /// Every URI by which messages name the list: that of [`uri`](Self::uri) first.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    ///
    /// // The number and the address of the CDC's codes, of which the categories of 1997 are some.
    /// assert_eq!(systems::US_OMB_1997.uris().count(), 2);
    /// assert_eq!(systems::NHS_ETHNIC_CATEGORY_2001.uris().count(), 0);
    /// ```
    pub fn uris(&self) -> impl Iterator<Item = &'static str> {
        self.data.uri.into_iter().chain(self.data.also_called.iter().copied())
    }

    /// Where the list was read.
    pub fn source(&self) -> &'static str {
        self.data.source
    }

    /// On what terms it was published there, as the source says them; `not stated` where it says none.
    pub fn licence(&self) -> &'static str {
        self.data.licence
    }

    /// The mapping's file in the repository.
    pub fn file(&self) -> &'static str {
        self.data.file
    }

    /// All codes, in the order of the official list.
    pub fn rows(&self) -> &'static Rows {
        self.data.rows
    }

    /// The concepts that the list's own headings use as a nationality beside a heritage.
    pub fn may_be_nationality(&self) -> impl Iterator<Item = Concept> {
        self.data.may_be_nationality.iter().filter_map(|&index| self.standard().at(index))
    }

    /// The row that everybody reads the code as, with an overlay or without.
    fn shared_row(&self, code: &[u8]) -> Option<Row> {
        self.data.row(code).or_else(|| self.data.divided_row(code))
    }

    #[inline]
    fn row(&self, code: &[u8]) -> Option<Row> {
        // An overlay's codes come last: none is a code of the list itself.
        self.data.row(code).or_else(|| self.local_row(code)).or_else(|| self.data.divided_row(code))
    }

    /// The code of the same category as a code of one of the overlay's own lists.
    fn same_as_local(&self, coding: &Coding) -> Option<&'static str> {
        let same = self.extension?.same_category.iter();
        let mut same =
            same.filter(|(system, code, _)| *system == coding.system && code.as_bytes() == coding.value);
        same.next().map(|&(_, _, own)| own)
    }

    fn local_row(&self, code: &[u8]) -> Option<Row> {
        let extension = self.extension?;
        extension.codes.with_code(code, extension.index)
    }

    fn answer_of_row(&self, row: Option<Row>) -> Answer<Stated<A>> {
        match absence_of(row) {
            Some(absence) => Answer::Absent(absence),
            None => Answer::Given(Stated::from_table(self.parts_of_slots(row.map_or(&[], Row::slots)))),
        }
    }

    fn answer_of_meaning(&self, meaning: Meaning) -> Answer<Stated<A>> {
        match meaning {
            Meaning::Stated(slots) => Answer::Given(Stated::from_table(self.parts_of_slots(slots))),
            Meaning::Absent(absence) => Answer::Absent(absence),
            Meaning::NotKnown => Answer::Absent(Reason::MeaningNotKnown.into()),
        }
    }

    fn part_of(&self, slot: Slot) -> Option<Part> {
        match slot {
            Slot::NotFurtherStated => Some(Part::NotFurtherStated),
            Slot::Concept(index) => self.standard().at(index).map(|concept| Part::Concept(concept.id())),
        }
    }

    fn parts_of_slots(&self, slots: &[Slot]) -> Vec<Part> {
        slots.iter().filter_map(|&slot| self.part_of(slot)).collect()
    }
}

impl<A: Axis> Target for CodeSystem<A> {
    type Value = Stated<A>;

    fn key(&self) -> &'static str {
        self.data.key
    }

    fn title(&self) -> &'static str {
        self.data.title
    }

    fn numbers(&self) -> (u16, u16) {
        (self.data.number, self.data.mapping_edition)
    }

    fn local_to(&self) -> Option<OdsCode> {
        self.local_to()
    }

    fn answer_of(&self, value: &[u8]) -> Answer<Stated<A>> {
        self.answer_of_row(self.row(value))
    }

    /// As everybody reads it: a residue that was made with an overlay restores without it, and the other way round.
    fn implied(&self, value: &Value) -> Answer<Stated<A>> {
        self.answer_of_row(self.shared_row(value.as_bytes().unwrap_or_default()))
    }

    fn implied_in(&self, edition: u16, value: &Value) -> Option<Answer<Stated<A>>> {
        let code = value.as_bytes().unwrap_or_default();
        match self.data.meant_in(edition, code) {
            Meant::Then(meaning) => Some(self.answer_of_meaning(meaning)),
            Meant::AsNow => Some(self.implied(value)),
            Meant::NotKnown => None,
        }
    }

    fn observation_of(&self, value: &[u8]) -> Option<Stated<A>> {
        let row = self.row(value).filter(|row| row.is_observed())?;
        let parts: Vec<Part> = row.says().iter().filter_map(|&slot| self.part_of(slot)).collect();
        Some(Stated::from_table(if parts.is_empty() { vec![Part::NotFurtherStated] } else { parts }))
    }

    fn parts_of(&self, value: &[u8]) -> Vec<Part> {
        self.parts_of_slots(self.row(value).map_or(&[][..], Row::slots))
    }

    fn outcome(&self, answer: &Answer<Stated<A>>) -> Outcome {
        match answer {
            Answer::Given(stated) => self.data.outcome_of_parts(stated.parts(), self.standard()),
            Answer::Absent(absence) => self.data.outcome_of_absence(*absence),
        }
    }

    fn published(
        &self,
        answer: &Answer<Stated<A>>,
        authority: &'static Authority,
    ) -> (Published, Option<Vec<u8>>) {
        let parts = answer.given().map_or(&[][..], Stated::parts);
        let codes = published_for(authority, parts, self.standard());
        let code = self.data.code_by_authority(Policy::Authority(authority), parts, self.standard());
        (Published { authority: authority.key(), codes }, code.map(|code| code.as_bytes().to_vec()))
    }

    fn disagreements(&self, answer: &Answer<Stated<A>>) -> Vec<&'static Disagreement> {
        let parts = answer.given().map_or(&[][..], Stated::parts);
        DISAGREEMENTS.iter().filter(|one| one.is_about(self.data.key, parts)).collect()
    }

    fn own_code(&self, coding: &Coding) -> Option<Vec<u8>> {
        if coding.system == self.data.key {
            return Some(coding.value.clone());
        }
        let same = |row: &Row| {
            row.same_category()
                .any(|(system, code)| system == coding.system && code.as_bytes() == coding.value)
        };
        let own = self.data.rows.iter().find(same).map(|row| row.code());
        own.or_else(|| self.same_as_local(coding)).map(|code| code.as_bytes().to_vec())
    }

    fn is_compatible(&self, value: &[u8], field: &Field<Stated<A>>) -> bool {
        let said = self.answer_of(value);
        let Some(row) = self.row(value) else { return said == *field.statement() };
        let withdrawn = |slot: &Slot| {
            self.part_of(*slot).and_then(Part::concept).is_some_and(|id| field.withdrawn.contains(&id))
        };
        if row.slots().iter().any(withdrawn) {
            return false;
        }
        if said == *field.statement() {
            return true;
        }
        let covered = match field.statement() {
            // Own words alone state no part: whether a code fits them only the person can say.
            Answer::Given(stated) if stated.parts().is_empty() => false,
            Answer::Given(stated) => stated.parts().iter().all(|&part| {
                let part = StatedPart::of(part, self.standard());
                row.slots().iter().any(|&slot| slot == Slot::NotFurtherStated || part.is(slot))
            }),
            Answer::Absent(_) => true,
        };
        let sent = self.shared_row(value).map_or(value, |row| row.code().as_bytes());
        covered && self.outcome(field.statement()).allows(sent)
    }

    fn loss(&self, value: &Value, answer: &Answer<Stated<A>>, policy: Policy) -> Loss {
        let has_words = |stated: &Stated<A>| stated.own_words().is_some();
        Loss {
            system: self.data.title,
            value: match value.as_bytes().and_then(|code| self.shared_row(code)) {
                Some(row) => Stands::For(row, self.data, self.standard(), policy),
                None => Stands::ForNothing,
            },
            statement_differs: self.implied(value) != *answer,
            own_words: answer.given().is_some_and(has_words),
            left_out: value.as_bytes().is_none(),
            refused: None,
        }
    }
}

/// What an authority publishes for a statement: for one concept alone, or nothing.
fn published_for(
    authority: &'static Authority,
    parts: &[Part],
    standard: &'static Standard,
) -> &'static [&'static str] {
    match parts {
        [Part::Concept(only)] => standard.index(*only).map_or(&[], |index| authority.codes_for(index)),
        _ => &[],
    }
}

impl SystemData {
    /// The code of this system that the policy's authority publishes for a statement: one code alone, and one that the
    /// system has.
    pub(super) fn code_by_authority(
        &self,
        policy: Policy,
        parts: &[Part],
        standard: &'static Standard,
    ) -> Option<&'static str> {
        let Policy::Authority(authority) = policy else { return None };
        match published_for(authority, parts, standard) {
            [code] if authority.targets.contains(&self.key) => {
                self.row(code.as_bytes()).filter(|row| !row.is_observed()).map(|row| row.code())
            }
            _ => None,
        }
    }
}
