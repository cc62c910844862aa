//! One field of a record: its answer, and all that stands beside it.

mod date;
mod sealed;
mod seldom;

use core::fmt;

use crate::answer::{Absence, Answer, Reason};
use crate::error::{Error, ErrorKind, Result};
use crate::standard::{ConceptId, Standard};
use crate::stated::{Axis, Part, Stated};

pub use date::Date;
pub use sealed::SealedField;
pub(crate) use seldom::Seldom;

/// Who said what the answer says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SaidBy {
    /// Nobody yet: the field was never asked.
    #[default]
    Nobody,
    /// Read from a coding that another system sent.
    Coding,
    /// The person themselves.
    Person,
    /// A parent of the person.
    Parent,
    /// Somebody else who may speak for the person.
    Proxy,
}

impl SaidBy {
    /// Whether the person, or somebody who speaks for them, said it. What was only read from a coding is not a
    /// person's own statement, and a member of staff's judgement is an observation.
    pub fn is_own_statement(self) -> bool {
        matches!(self, Self::Person | Self::Parent | Self::Proxy)
    }
}

/// Who said it, when and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// Who said it.
    pub said_by: SaidBy,
    /// When.
    pub when: Option<Date>,
    /// Where, for example an organisation's ODS code.
    pub place: Option<String>,
}

/// One coding as it was received: the code system, the exact bytes, when and from where.
///
/// `Debug` prints the system and the number of bytes, never the code.
#[derive(Clone, PartialEq, Eq)]
pub struct Coding {
    /// Key of the code system, or its URI where this release does not know the system.
    pub system: String,
    /// The code, byte for byte as received.
    pub value: Vec<u8>,
    /// When it was recorded, as the sender says.
    pub date: Option<Date>,
    /// Who sent it.
    pub source: Option<String>,
    /// Codings of the same number arrived together; a higher number arrived later.
    pub arrival: u32,
    /// Whether the coding was accepted as saying something of the person. One that was only kept beside a
    /// statement, or that waits for the person's decision, was not.
    pub accepted: bool,
}

impl Coding {
    /// A coding that arrived now, and is taken as saying something of the person.
    pub(crate) fn received(system: &str, value: &[u8], arrival: u32) -> Self {
        Self {
            system: system.to_owned(),
            value: value.to_vec(),
            date: None,
            source: None,
            arrival,
            accepted: true,
        }
    }

    /// Whether both are the same code of the same system, and decide alike.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        (&self.system, &self.value, self.accepted) == (&other.system, &other.value, other.accepted)
    }
}

impl fmt::Debug for Coding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Coding")
            .field("system", &self.system)
            .field("value", &format_args!("{} bytes", self.value.len()))
            .field("arrival", &self.arrival)
            .field("accepted", &self.accepted)
            .finish_non_exhaustive()
    }
}

/// What somebody else observed or judged of the person. Never an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation<T> {
    /// What was observed.
    pub value: T,
    /// By whom: a role or an organisation.
    pub by: Option<String>,
    /// When.
    pub date: Option<Date>,
}

impl<T> Observation<T> {
    /// What a code says that somebody observed: neither by whom, nor when.
    pub(crate) fn received(value: T) -> Self {
        Self { value, by: None, date: None }
    }
}

/// Which code of one system the person wants reported for them.
///
/// `Debug` prints the system alone.
#[derive(Clone, PartialEq, Eq)]
pub struct ReportingChoice {
    /// Key of the code system.
    pub system: String,
    /// The code that the person chose.
    pub code: Vec<u8>,
    /// When they chose it.
    pub date: Option<Date>,
    /// Whether it stands. A changed statement puts it up for confirmation; until the person has confirmed it, it
    /// decides nothing.
    pub confirmed: bool,
}

impl fmt::Debug for ReportingChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReportingChoice")
            .field("system", &self.system)
            .field("confirmed", &self.confirmed)
            .finish_non_exhaustive()
    }
}

/// What another system sent that differs from the person's own statement, or from their reporting choice. It waits for the
/// person, once, however often it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal<T> {
    /// Key of the code system it came from.
    pub system: String,
    /// What the statement becomes if the person takes it: what the code says; or the statement as it is, where the code fits
    /// it and differs from the reporting choice alone.
    pub answer: Answer<T>,
    /// Number of the coding's arrival; of the latest, where it was sent again.
    pub arrival: u32,
}

/// What the person said before, until they changed it. It is sealed. `Debug` prints the value's own redacted form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Former<T> {
    pub(crate) value: T,
    pub(crate) until: Option<Date>,
}

impl<T> Former<T> {
    /// What it was.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// Until when, if that is known.
    pub fn until(&self) -> Option<Date> {
        self.until
    }
}

/// What became of a value that another system sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reconciled {
    /// The statement stands. The value is the one last exchanged (the last that was received, where it is not known what was
    /// sent), or says nothing against the statement (a compatible code, or an absence, a default or somebody's observation
    /// against an answer): it is kept beside it.
    Unchanged,
    /// The value fills a field that was never asked, or updates an answer that was only ever read from codings.
    Accepted,
    /// The value differs from the person's own statement or from their reporting choice, or its meaning is not known. It
    /// waits, in view, for the person's decision.
    Proposed,
    /// As `Proposed`, and the statement has changed too since the last exchange.
    Conflict,
}

/// What a field holds, and what becomes of an earlier statement when a new one takes its place.
pub trait Statement: PartialEq + Sized {
    /// Takes the person's new statement into the field.
    #[doc(hidden)]
    fn state_in(self, field: &mut Field<Self>) {
        field.answer_is(Answer::Given(self), SaidBy::Person);
    }

    /// Takes a proposal into the field, which the person has accepted.
    ///
    /// # Errors
    ///
    /// When there is nothing in the proposal that could be an answer; it then waits on.
    #[doc(hidden)]
    fn accept_in(field: &mut Field<Self>, proposal: &Proposal<Self>) -> Result<()>
    where
        Self: Clone,
    {
        field.answer_is(proposal.answer.clone(), SaidBy::Person);
        Ok(())
    }
}

impl<A: Axis> Statement for Stated<A> {}

/// One field of a record.
///
/// The **statement** is the answer alone. Beside it, and outside it, stand every coding ever received, what others
/// observed, which codes the person wants reported, what waits for their decision, and who said the answer.
///
/// # Example
///
/// ```
/// use ownwords::bridge::systems;
/// use ownwords::{Ethnicity, Field, Reason, SaidBy};
///
/// let mut field: Field<Ethnicity> = Field::not_asked();
/// assert!(field.statement().absence().unwrap().contains(Reason::NotAsked));
///
/// field = systems::NHS_ETHNIC_CATEGORY_2001.decode(b"K").to_field();
/// assert_eq!(field.provenance().said_by, SaidBy::Coding);
/// field.decline();
/// assert!(field.statement().absence().unwrap().contains(Reason::AskedDeclined));
/// assert_eq!(field.codings().len(), 1);
/// field.erase();
/// assert!(field.codings().is_empty());
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Field<T> {
    pub(crate) answer: Answer<T>,
    pub(crate) provenance: Provenance,
    pub(crate) codings: Vec<Coding>,
    pub(crate) observations: Seldom<Observation<T>>,
    pub(crate) reporting: Seldom<ReportingChoice>,
    pub(crate) proposals: Seldom<Proposal<T>>,
    /// Parts of the answer that were only ever read from codings.
    pub(crate) unconfirmed: Vec<Part>,
    /// Concepts that the person has said are not theirs.
    pub(crate) withdrawn: Seldom<ConceptId>,
    /// What the person changed, where that is kept beside the answer: pronouns. Sealed.
    pub(crate) former: Seldom<Former<T>>,
    /// Who put a mistake right, when and where; never the mistake.
    pub(crate) corrections: Seldom<Provenance>,
}

impl<T: PartialEq> Field<T> {
    /// A field that was never asked.
    #[inline]
    pub fn not_asked() -> Self {
        Self::new(Answer::Absent(Reason::NotAsked.into()), SaidBy::Nobody)
    }

    /// A field with the person's own statement.
    pub fn stated(value: T) -> Self {
        Self::new(Answer::Given(value), SaidBy::Person)
    }

    #[inline]
    pub(crate) fn new(answer: Answer<T>, said_by: SaidBy) -> Self {
        Self {
            answer,
            provenance: Provenance { said_by, ..Provenance::default() },
            codings: Vec::new(),
            observations: Seldom::EMPTY,
            reporting: Seldom::EMPTY,
            proposals: Seldom::EMPTY,
            unconfirmed: Vec::new(),
            withdrawn: Seldom::EMPTY,
            former: Seldom::EMPTY,
            corrections: Seldom::EMPTY,
        }
    }

    /// The statement: the answer alone.
    pub fn statement(&self) -> &Answer<T> {
        &self.answer
    }

    /// Who said the answer, when and where.
    pub fn provenance(&self) -> &Provenance {
        &self.provenance
    }

    /// Every coding ever received, in the order of arrival.
    pub fn codings(&self) -> &[Coding] {
        &self.codings
    }

    /// What others observed or judged.
    pub fn observations(&self) -> &[Observation<T>] {
        &self.observations
    }

    /// Which codes the person wants reported, by system.
    pub fn reporting_choices(&self) -> &[ReportingChoice] {
        &self.reporting
    }

    /// What waits for the person's decision.
    pub fn proposals(&self) -> &[Proposal<T>] {
        &self.proposals
    }

    /// Records that the person was asked and declined.
    pub fn decline(&mut self) {
        self.absent(Reason::AskedDeclined.into());
    }

    /// Records why there is no answer, as the person or the conversation with them gave it.
    pub fn absent(&mut self, absence: Absence) {
        self.answer_is(Answer::Absent(absence), SaidBy::Person);
        self.unconfirmed.clear();
    }

    /// Records who said the answer, when and where.
    pub fn said(&mut self, provenance: Provenance) {
        self.provenance = provenance;
    }

    /// Records what somebody else observed. It never becomes an answer.
    pub fn observe(&mut self, observation: Observation<T>) {
        self.observations.push(observation);
    }

    /// Records which code of a system the person wants reported; it replaces an earlier choice for that system.
    pub fn report_as(&mut self, system: &str, code: &[u8]) {
        self.reporting.retain(|choice| choice.system != system);
        self.reporting.push(ReportingChoice {
            system: system.to_owned(),
            code: code.to_vec(),
            date: None,
            confirmed: true,
        });
    }

    /// The person confirms their reporting choice for a system after a change of their statement.
    pub fn confirm_reporting(&mut self, system: &str) {
        for choice in self.reporting.iter_mut().filter(|choice| choice.system == system) {
            choice.confirmed = true;
        }
    }

    /// The person takes back their reporting choice for a system.
    pub fn withdraw_reporting(&mut self, system: &str) {
        self.reporting.retain(|choice| choice.system != system);
    }

    /// Takes the whole answer back: the field stands as not asked. Codings and observations stay beside it, and decide
    /// nothing.
    pub fn withdraw(&mut self) {
        self.answer_is(Answer::Absent(Reason::NotAsked.into()), SaidBy::Nobody);
        self.unconfirmed.clear();
        for coding in &mut self.codings {
            coding.accepted = false;
        }
    }

    /// Erases all that the field holds, codings and observations too. Residues that were stored elsewhere have to be
    /// deleted there.
    pub fn erase(&mut self) {
        *self = Self::not_asked();
    }

    pub(crate) fn answer_is(&mut self, answer: Answer<T>, said_by: SaidBy) {
        if self.answer != answer {
            for choice in self.reporting.iter_mut() {
                choice.confirmed = false;
            }
        }
        self.answer = answer;
        self.provenance = Provenance { said_by, ..Provenance::default() };
    }

    /// The coding that a system sent last.
    pub(crate) fn latest_of(&self, system: &str) -> Option<&Coding> {
        self.codings.iter().rev().find(|coding| coding.system == system)
    }

    /// Whether what a system sent last waits for the person.
    pub(crate) fn waits(&self, system: &str) -> bool {
        let arrival = self.latest_of(system).map(|latest| latest.arrival);
        self.proposals.iter().any(|proposal| Some(proposal.arrival) == arrival)
    }

    /// Lets what a system sent wait for the person: once, by its latest coding, however often it is sent.
    pub(crate) fn propose(&mut self, coding: Coding, answer: Answer<T>) {
        let is_it = |sent: &&Coding| (&sent.system, &sent.value) == (&coding.system, &coding.value);
        let arrived: Vec<u32> = self.codings.iter().filter(is_it).map(|sent| sent.arrival).collect();
        let proposal = Proposal { system: coding.system.clone(), answer, arrival: coding.arrival };
        let waits = |waiting: &&mut Proposal<T>| {
            waiting.system == proposal.system && arrived.contains(&waiting.arrival)
        };
        match self.proposals.iter_mut().find(waits) {
            Some(waiting) => *waiting = proposal,
            None => self.proposals.push(proposal),
        }
        self.codings.push(Coding { accepted: false, ..coding });
    }

    /// The number of the next arrival.
    pub(crate) fn next_arrival(&self) -> u32 {
        self.codings.iter().map(|coding| coding.arrival.saturating_add(1)).max().unwrap_or(0)
    }
}

impl<T: Statement + Clone> Field<T> {
    /// Records the person's statement, in place of the answer. Codings stay beside it. Reporting choices are put up for
    /// confirmation when the statement changes.
    pub fn state(&mut self, value: T) {
        value.state_in(self);
        self.unconfirmed.clear();
    }

    /// The person decides on the proposal in this place: taken, it becomes their statement, and what it was read from is
    /// what they are reported as; not taken, it is removed.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when there is no proposal in this place, or when a name is taken that cannot be read: it then
    /// waits on.
    pub fn decide(&mut self, place: usize, taken: bool) -> Result<()> {
        let Some(proposal) = self.proposals.get(place).cloned() else {
            return Err(Error::new(ErrorKind::Usage, "no proposal waits in this place"));
        };
        if taken {
            T::accept_in(self, &proposal)?;
            for coding in self.codings.iter_mut().filter(|coding| coding.arrival == proposal.arrival) {
                coding.accepted = true;
            }
            self.withdraw_reporting(&proposal.system);
            self.unconfirmed.clear();
        }
        self.proposals.retain(|waiting| waiting.arrival != proposal.arrival);
        Ok(())
    }
}

impl<A: Axis> Field<Stated<A>> {
    /// The field with the person's own words, exactly as given. What was read from a coding stays beside the words. Reporting
    /// choices are put up for confirmation, as by any other change of the statement.
    #[must_use]
    pub fn with_own_words(mut self, words: impl Into<String>) -> Self {
        let words = words.into();
        if words.is_empty() {
            return self;
        }
        let stated = match &self.answer {
            Answer::Given(stated) => Ok(stated.clone().with_own_words(words)),
            Answer::Absent(_) => Stated::in_own_words(words),
        };
        if let Ok(stated) = stated {
            self.answer_is(Answer::Given(stated), SaidBy::Person);
        }
        self
    }

    /// The person states one concept more. A broader one that was only read from a coding gives way to it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when the concept belongs to another standard.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::{Policy, systems};
    /// use ownwords::{Bridge, Standard};
    ///
    /// let system = &systems::NHS_ETHNIC_CATEGORY_2001;
    /// let mut field = system.decode(b"D").to_field();
    /// field.state_further(Standard::ethnicity().by_slug("jamaican").unwrap().id()).unwrap();
    /// let (code, _, _) = system.encode(&field, Policy::Certain).unwrap().into_parts();
    /// assert_eq!(code.as_bytes(), Some(&b"D"[..]));
    /// ```
    pub fn state_further(&mut self, concept: ConceptId) -> Result<()> {
        self.state_further_of(A::standard(), concept)
    }

    /// As [`state_further`](Self::state_further), for a concept of a standard that an overlay
    /// [extends](crate::Overlay::standard): what is broader is looked up there.
    ///
    /// # Errors
    ///
    /// As [`state_further`](Self::state_further).
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    /// use ownwords::overlay::{LocalHeritage, Overlay, OverlayParts};
    /// use ownwords::{ConceptId, Kind, Standard};
    ///
    /// let mut parts = OverlayParts::of("TEST9".parse().unwrap(), "Testhaven, a made-up trust");
    /// let id = ConceptId::local(Kind::Heritage, parts.owner, 1).unwrap();
    /// let mut heritage = LocalHeritage::of(id, "bangladeshi-sylheti", "Bangladeshi Sylheti");
    /// heritage.broader.push(Standard::ethnicity().by_slug("bangladeshi").unwrap().id());
    /// parts.heritages.push(heritage);
    /// let overlay = Overlay::build(&parts).unwrap();
    ///
    /// let mut field = systems::NHS_ETHNIC_CATEGORY_2001.decode(b"K").to_field();
    /// field.state_further_of(overlay.standard(), id).unwrap();
    /// assert!(field.statement().given().unwrap().concepts().eq([id]));
    /// ```
    pub fn state_further_of(&mut self, standard: &'static Standard, concept: ConceptId) -> Result<()> {
        let answer = match &self.answer {
            Answer::Given(stated) => {
                Stated::<A>::of([concept])?;
                stated.clone().with_concept(concept, &self.unconfirmed, standard)
            }
            Answer::Absent(_) => Stated::of([concept])?,
        };
        self.unconfirmed.retain(|part| answer.parts().contains(part) && *part != Part::Concept(concept));
        self.withdrawn.retain(|withdrawn| *withdrawn != concept);
        self.answer_is(Answer::Given(answer), SaidBy::Person);
        Ok(())
    }

    /// The person says that a concept is not theirs. It leaves the answer, and no coding that means it decides
    /// anything from now on. With nothing left, the field stands as not asked.
    pub fn withdraw_concept(&mut self, concept: ConceptId) {
        if !self.withdrawn.contains(&concept) {
            self.withdrawn.push(concept);
        }
        self.unconfirmed.retain(|part| *part != Part::Concept(concept));
        let Answer::Given(stated) = &self.answer else { return };
        if stated.parts().contains(&Part::Concept(concept)) {
            let left = stated.clone().without(concept);
            let said_by = if left.is_some() { SaidBy::Person } else { SaidBy::Nobody };
            self.answer_is(left.map_or(Answer::Absent(Reason::NotAsked.into()), Answer::Given), said_by);
        }
    }

    /// The concepts that the person has said are not theirs.
    pub fn withdrawn_concepts(&self) -> &[ConceptId] {
        &self.withdrawn
    }
}

impl<T: fmt::Debug> fmt::Debug for Field<T> {
    /// The shape of the field: the answer's own redacted form, and how many of everything stand beside it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Field")
            .field("answer", &self.answer)
            .field("said_by", &self.provenance.said_by)
            .field("codings", &self.codings)
            .field("observations", &self.observations.len())
            .field("reporting", &self.reporting)
            .field("proposals", &self.proposals.len())
            .field("unconfirmed", &self.unconfirmed.len())
            .field("withdrawn", &self.withdrawn.len())
            // That there are former pronouns says something of a person, too.
            .finish_non_exhaustive()
    }
}
