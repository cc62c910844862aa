//! Pronouns: which a person uses, confirmed by the person.

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
