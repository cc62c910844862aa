//! Answers, and the reasons why there is none.

#[rustfmt::skip]
mod reasons;

use core::fmt;
use core::str::FromStr;

use crate::error::{Error, ErrorKind, Result};

pub use reasons::Reason;

/// What a person answered, or why there is no answer.
///
/// There is no `Option`: a field without an answer always says why.
///
/// # Example
///
/// ```
/// use ownwords::{Answer, Reason};
///
/// let answer: Answer<u8> = Answer::Absent(Reason::AskedDeclined.into());
/// assert!(answer.given().is_none());
/// assert!(answer.absence().unwrap().contains(Reason::AskedDeclined));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Answer<T> {
    /// The answer.
    Given(T),
    /// There is none, for these reasons.
    Absent(Absence),
}

impl<T> Answer<T> {
    /// The answer, if there is one.
    pub fn given(&self) -> Option<&T> {
        match self {
            Self::Given(value) => Some(value),
            Self::Absent(_) => None,
        }
    }

    /// Why there is no answer, if there is none.
    pub fn absence(&self) -> Option<Absence> {
        match self {
            Self::Given(_) => None,
            Self::Absent(absence) => Some(*absence),
        }
    }

    /// The same answer in another form; an absence stays as it is.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Answer<U> {
        match self {
            Self::Given(value) => Answer::Given(change(value)),
            Self::Absent(absence) => Answer::Absent(absence),
        }
    }
}

/// Why there is no answer: one reason, or a set of which one holds and the record does not say which.
///
/// The NHS code `Z` is such a set: its owner defines it as declined *or* unable to choose. Reasons stand in a
/// hierarchy (`not-asked` is a kind of `unknown`), so that a receiver's coarser code can be found without pretending
/// that it says as much.
///
/// # Example
///
/// ```
/// use ownwords::{Absence, Reason};
///
/// let stated: Absence = "asked-declined+unable-to-choose".parse().unwrap();
/// assert!(stated.contains(Reason::AskedDeclined));
/// let declined = Absence::from(Reason::AskedDeclined);
/// assert!(declined.is_covered_by(stated));
/// assert!(!stated.is_covered_by(declined));
/// assert!(Absence::from(Reason::NotAsked).is_covered_by(Reason::Unknown.into()));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Absence {
    /// One bit a reason; never empty.
    bits: u64,
}

impl Absence {
    /// The set of these reasons, or `None` when there are none.
    pub const fn of(reasons: &[Reason]) -> Option<Self> {
        let mut bits = 0;
        let mut rest = reasons;
        while let [first, others @ ..] = rest {
            bits |= 1 << first.number();
            rest = others;
        }
        if bits == 0 { None } else { Some(Self { bits }) }
    }

    /// The set with these bits; for the generated tables, whose bits are never zero.
    pub(crate) const fn from_table(bits: u64) -> Self {
        Self { bits }
    }

    /// The set with these bits, or `None` when a bit stands for no reason or none is set.
    pub(crate) fn from_bits(bits: u64) -> Option<Self> {
        let known = Reason::ALL.iter().fold(0, |known, reason| known | 1 << reason.number());
        (bits != 0 && bits & !known == 0).then_some(Self { bits })
    }

    pub(crate) const fn bits(self) -> u64 {
        self.bits
    }

    /// Whether `reason` is one of the set.
    pub const fn contains(self, reason: Reason) -> bool {
        self.bits & (1 << reason.number()) != 0
    }

    /// The reasons of the set, in the order of the standard.
    pub fn reasons(self) -> impl Iterator<Item = Reason> {
        Reason::ALL.iter().copied().filter(move |&reason| self.contains(reason))
    }

    /// Both sets together: one of either holds.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self { bits: self.bits | other.bits }
    }

    /// Whether every reason of this set is one of `wider`'s, or a kind of one of them.
    pub fn is_covered_by(self, wider: Self) -> bool {
        self.reasons().all(|reason| reason.and_broader().any(|broader| wider.contains(broader)))
    }
}

impl From<Reason> for Absence {
    fn from(reason: Reason) -> Self {
        Self { bits: 1 << reason.number() }
    }
}

impl fmt::Display for Absence {
    /// The reasons' slugs, with `+` between them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, reason) in self.reasons().enumerate() {
            if place > 0 {
                f.write_str("+")?;
            }
            f.write_str(reason.slug())?;
        }
        Ok(())
    }
}

impl FromStr for Absence {
    type Err = Error;

    /// Reads what `Display` writes; the order of the reasons does not matter.
    fn from_str(text: &str) -> Result<Self> {
        let mut bits = 0;
        for slug in text.split('+') {
            let reason = Reason::from_slug(slug).ok_or_else(|| {
                Error::new(ErrorKind::Data, "this names a reason for absence that the standard does not have")
                    .with_help("the reasons are listed in standards/absence.yaml")
            })?;
            bits |= 1 << reason.number();
        }
        Self::from_bits(bits)
            .ok_or_else(|| Error::new(ErrorKind::Data, "an absence needs at least one reason"))
    }
}

impl Reason {
    /// The reason with this slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|reason| reason.slug() == slug)
    }

    /// This reason and all that it is a kind of, nearest first.
    pub fn and_broader(self) -> impl Iterator<Item = Self> {
        core::iter::successors(Some(self), |reason| reason.broader())
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}
