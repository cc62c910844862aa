//! Whether two names may be the same: in grades, each said on its own.

use core::fmt;

use unicode_normalization::UnicodeNormalization;

use super::text::NameText;
use crate::text::{Folded, SearchForm, own_search_form, search_form};

/// How two names may be alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Likeness {
    /// They are the same characters in the same order.
    Identical,
    /// They are the same once composed (NFC): for Unicode they are one text.
    CanonicallyEqual,
    /// Their search forms are the same: see [`search_form`].
    SameSearchForm,
    /// Their words have the same letters and digits, without case, marks and apostrophes, hyphens and spaces alike; letters
    /// that people without the keyboard for them type as others count as those (`ø` as `o`, `ß` as `ss`, `ی` as `ي`).
    SameLetters,
}

impl Likeness {
    /// Every grade, the strictest first.
    pub const ALL: [Self; 4] =
        [Self::Identical, Self::CanonicallyEqual, Self::SameSearchForm, Self::SameLetters];

    /// The grade in one word.
    ///
    /// # Example
    ///
    /// ```
    /// assert_eq!(ownwords::name::Likeness::SameLetters.word(), "same-letters");
    /// ```
    pub const fn word(self) -> &'static str {
        match self {
            Self::Identical => "identical",
            Self::CanonicallyEqual => "canonically-equal",
            Self::SameSearchForm => "same-search-form",
            Self::SameLetters => "same-letters",
        }
    }
}

/// What two names have in common, grade by grade. `Display` says it in plain words, without the names.
///
/// There is no single answer, and no `==`, because being alike does not carry on: `Mueller` is like `Müller`, which is like
/// `Muller`, and `Mueller` and `Muller` have no grade in common. Whether two names are one person's is for a person to
/// say.
#[derive(Clone, Copy)]
pub struct Comparison {
    holds: [bool; 4],
    form: SearchForm,
}

impl Comparison {
    /// Whether the names are alike in this grade.
    pub fn is(self, likeness: Likeness) -> bool {
        Likeness::ALL.into_iter().zip(self.holds).any(|(grade, holds)| grade == likeness && holds)
    }

    /// Every grade, the strictest first, and whether the names are alike in it.
    pub fn grades(self) -> impl ExactSizeIterator<Item = (Likeness, bool)> {
        Likeness::ALL.into_iter().zip(self.holds)
    }

    /// The strictest grade in which the names are alike; `None` where they are different in all.
    pub fn strictest(self) -> Option<Likeness> {
        self.grades().find(|(_, holds)| *holds).map(|(grade, _)| grade)
    }

    /// Whose search form was compared: that of DIN 91379 where both names have it.
    pub fn search_form(self) -> SearchForm {
        self.form
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let form = match self.form {
            SearchForm::Din91379 => "search form of DIN 91379",
            _ => "search form of ownwords",
        };
        let steps = ["characters", "characters once composed", form, "letters without marks"];
        for (place, (step, holds)) in steps.into_iter().zip(self.holds).enumerate() {
            let comma = if place == 0 { "" } else { ", " };
            let same = if holds { "same" } else { "different" };
            write!(f, "{comma}{same} {step}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Comparison({self})")
    }
}

/// What the texts of two names have in common. Their parts, forms and languages are not looked at.
///
/// Where nothing is left of a name in a grade, as of `!` without what is no letter, it is like another only if they are
/// canonically equal.
///
/// # Example
///
/// ```
/// use ownwords::NameText;
/// use ownwords::name::{self, Likeness};
///
/// let stefan = NameText::entered("Ștefan")?; // with a comma below, as in Romanian
/// let turkish = NameText::entered("Ştefan")?; // with a cedilla
/// let comparison = name::compare(&stefan, &turkish);
/// assert_eq!(comparison.strictest(), Some(Likeness::SameSearchForm));
/// assert_eq!(
///     comparison.to_string(),
///     "different characters, different characters once composed, same search form of DIN 91379, \
///      same letters without marks"
/// );
/// # Ok::<(), ownwords::Error>(())
/// ```
pub fn compare(one: &NameText, other: &NameText) -> Comparison {
    let (one, other) = (one.as_str(), other.as_str());
    let identical = one == other;
    let canonical = identical || one.nfc().eq(other.nfc());
    let ((form, first), (other_form, second)) = (search_form(one), search_form(other));
    let (form, same_form) = if form == other_form {
        (form, first == second && !first.is_empty())
    } else {
        let first = own_search_form(one);
        (SearchForm::Ours, first == own_search_form(other) && !first.is_empty())
    };
    let (first, second) = (Folded::of(one), Folded::of(other));
    let same_letters = first.words().eq(second.words()) && !first.letters().is_empty();
    Comparison { holds: [identical, canonical, canonical || same_form, canonical || same_letters], form }
}
