//! What an answer was before: changed, corrected, or replaced by what somebody proposed.

use crate::answer::{Absence, Answer, Reason};
use crate::error::{Error, ErrorKind, Result};
use crate::field::{Date, Field, SaidBy};
use crate::purpose::{Sealed, SealedPurpose};
use crate::stated::{Axis, Stated};

/// What the person answered before they changed it. `Debug` prints it as the value's own `Debug` does, redacted.
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

    /// Until when it held, if that is known.
    pub fn until(&self) -> Option<Date> {
        self.until
    }
}

/// That a mistake was put right: when and by whom, and not what the mistake was.
///
/// # Example
///
/// ```
/// use ownwords::Correction;
///
/// let correction = Correction { on: "2026-11-25".parse().ok(), by: Some("front desk".to_owned()) };
/// assert!(correction.on.is_some());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Correction {
    /// When.
    pub on: Option<Date>,
    /// By whom: a role or an organisation.
    pub by: Option<String>,
}

/// What becomes of a value when the person takes another one that was proposed to them.
pub trait Adopt: Sized {
    /// The value that stands then. What belongs to the person and not to the proposal is kept.
    fn adopt(self, proposed: Self) -> Self;
}

impl<A: Axis> Adopt for Stated<A> {
    fn adopt(self, proposed: Self) -> Self {
        proposed
    }
}

impl<T: Clone + PartialEq + Adopt> Field<T> {
    /// The person decides on the proposal in this place: taken, it becomes their statement, and what it was read from is
    /// what they are reported as; not taken, it is removed.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when there is no proposal in this place, or when nobody can read what it says: it can be
    /// declined, and what the person says instead be recorded.
    pub fn decide(&mut self, place: usize, taken: bool) -> Result<()> {
        if place >= self.proposals.len() {
            return Err(Error::new(ErrorKind::Usage, "no proposal waits in this place"));
        }
        let is_read = |absence: Absence| !absence.contains(Reason::MeaningNotKnown);
        if taken && !self.proposals.get(place).and_then(|one| one.answer.absence()).is_none_or(is_read) {
            return Err(Error::new(ErrorKind::Usage, "nobody can read what was proposed")
                .with_help("decline it, and record what the person says"));
        }
        let proposal = self.proposals.remove(place);
        if taken {
            for coding in self.codings.iter_mut().filter(|coding| coding.arrival == proposal.arrival) {
                coding.accepted = true;
            }
            self.withdraw_reporting(&proposal.system);
            let answer = match (self.answer.clone(), proposal.answer) {
                (Answer::Given(old), Answer::Given(proposed)) => Answer::Given(old.adopt(proposed)),
                (_, proposed) => proposed,
            };
            self.answer_is(answer, SaidBy::Person);
            self.unconfirmed.clear();
        }
        Ok(())
    }

    /// That mistakes were put right: the audit trail, without the mistakes.
    pub fn corrections(&self) -> &[Correction] {
        &self.corrections
    }
}

impl<A: Axis> Field<Stated<A>> {
    /// The person changes their answer: the old one becomes a former one, sealed, until `from`. What was only read from a
    /// coding was never theirs and leaves no former answer.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::{Field, Pronouns, Sealed, SealedPurpose};
    ///
    /// let mut pronouns = Field::stated(Pronouns::in_own_words("she").unwrap());
    /// pronouns.change(Pronouns::in_own_words("they").unwrap(), None);
    /// let purpose = SealedPurpose::because(Sealed::FormerAnswers, "the person asks what we hold").unwrap();
    /// assert_eq!(pronouns.former(&purpose).unwrap().len(), 1);
    /// ```
    pub fn change(&mut self, value: Stated<A>, from: Option<Date>) {
        if let (Answer::Given(old), true) = (&self.answer, self.provenance.said_by.is_own_statement())
            && *old != value
        {
            self.former.push(Former { value: old.clone(), until: from });
        }
        self.state(value);
    }

    /// A mistake in the answer is put right. The mistake is no former answer: only that there was one is kept.
    pub fn correct(&mut self, value: Stated<A>, correction: Correction) {
        self.corrections.push(correction);
        self.state(value);
    }

    /// What the person answered before, for a purpose that reaches it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when the purpose reaches something else.
    pub fn former(&self, purpose: &SealedPurpose) -> Result<&[Former<Stated<A>>]> {
        purpose.is_for(Sealed::FormerAnswers).map(|()| &self.former[..])
    }
}
