//! Pronouns: which a person uses, confirmed by the person.

use crate::error::Result;
use crate::field::{Date, Field, Former, Provenance};
use crate::purpose::{Sealed, SealedPurpose};
use crate::standard::Standard;
use crate::stated::{Axis, Stated};

/// The axis of [`Pronouns`]: its concepts are sets of pronouns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PronounSets;

impl Axis for PronounSets {
    fn standard() -> &'static Standard {
        Standard::pronouns()
    }
}

/// The sets of pronouns that a person uses, one or several, in their order of preference, and their own words.
///
/// # Example
///
/// ```
/// use ownwords::{Pronouns, Standard};
///
/// let they = Standard::pronouns().by_slug("they-them").unwrap().id();
/// assert_eq!(Pronouns::of([they]).unwrap().concepts().count(), 1);
/// assert!(Pronouns::in_own_words("ze, hir; or just use my name").is_ok());
/// ```
pub type Pronouns = Stated<PronounSets>;

impl Field<Pronouns> {
    /// The person changes their pronouns: the old ones become former ones, sealed, until `from`.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::{Field, Pronouns, Sealed, SealedPurpose};
    ///
    /// let mut field = Field::stated(Pronouns::in_own_words("she, they").unwrap());
    /// field.change(Pronouns::in_own_words("they").unwrap(), "2026-11-24".parse().ok());
    /// assert_eq!(field.statement().given().unwrap().own_words(), Some("they"));
    ///
    /// let purpose = SealedPurpose::because(Sealed::FormerPronouns, "the person asks for their whole record").unwrap();
    /// assert_eq!(field.former(&purpose).unwrap()[0].value().own_words(), Some("she, they"));
    /// let other = SealedPurpose::because(Sealed::Former, "tracing records").unwrap();
    /// assert!(field.former(&other).is_err());
    /// ```
    pub fn change(&mut self, pronouns: Pronouns, from: Option<Date>) {
        if let Some(value) = self.answer.given().cloned() {
            self.former.push(Former { value, until: from });
        }
        self.state(pronouns);
    }

    /// A mistake in the pronouns is put right. All that is kept is who put it right, when and where.
    pub fn correct(&mut self, pronouns: Pronouns, made: Provenance) {
        self.state(pronouns);
        self.corrections.push(made);
    }

    /// The pronouns that the person used before, for a purpose that reaches them.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`](crate::ErrorKind::Usage) when the purpose reaches something else.
    pub fn former(&self, purpose: &SealedPurpose) -> Result<&[Former<Pronouns>]> {
        purpose.check(Sealed::FormerPronouns).map(|()| &self.former[..])
    }

    /// Who put a mistake in the pronouns right, when and where, in order.
    pub fn corrections(&self) -> &[Provenance] {
        &self.corrections
    }
}
