//! Several codes fit, and nothing says which.

use core::fmt;

use super::{Authority, Disagreement};
use crate::error::{Error, ErrorKind};

/// One code that could hold the statement.
///
/// `Debug` prints neither code nor label: they are part of a person's record.
#[derive(Clone, PartialEq, Eq)]
pub struct Candidate {
    pub(crate) code: Vec<u8>,
    pub(crate) label: Option<&'static str>,
}

impl Candidate {
    /// The code.
    pub fn code(&self) -> &[u8] {
        &self.code
    }

    /// The official label, word for word.
    pub fn label(&self) -> Option<&'static str> {
        self.label
    }
}

impl fmt::Debug for Candidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Candidate")
    }
}

/// Why a statement fits several codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Cause {
    /// A category adds something that the person was not asked, for example a colour.
    CategoryAddsUnasked(&'static str),
    /// The list has no category of its own for what was stated, only ones for "any other".
    NoCategoryOfItsOwn,
    /// The list divides what was stated between several categories of their own.
    DividedByTheList,
    /// One part may be meant as a nationality rather than as a further heritage.
    MayBeNationality,
    /// Several were stated, and the list has no category for them together.
    SeveralStated,
    /// Nothing was stated that the list could be searched for.
    NothingFurtherStated,
    /// Codings that arrived together disagree.
    CodingsDisagree,
    /// The person chose a code before they changed their statement, and has not yet confirmed the choice.
    ChoiceAwaitsConfirmation,
}

impl Cause {
    /// The cause in one word, for programs: `adds-unasked`, `no-category`, `divided`, `may-be-nationality`, `several`,
    /// `nothing-further-stated`, `codings-disagree` or `choice-awaits-confirmation`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::CategoryAddsUnasked(_) => "adds-unasked",
            Self::NoCategoryOfItsOwn => "no-category",
            Self::DividedByTheList => "divided",
            Self::MayBeNationality => "may-be-nationality",
            Self::SeveralStated => "several",
            Self::NothingFurtherStated => "nothing-further-stated",
            Self::CodingsDisagree => "codings-disagree",
            Self::ChoiceAwaitsConfirmation => "choice-awaits-confirmation",
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CategoryAddsUnasked(what) => write!(f, "the category adds a {what} that was not asked"),
            Self::NoCategoryOfItsOwn => f.write_str("the list has no category of its own for it"),
            Self::DividedByTheList => f.write_str("the list divides it between categories"),
            Self::MayBeNationality => f.write_str("one part may be a nationality rather than a heritage"),
            Self::SeveralStated => f.write_str("several were stated, and the list holds one category"),
            Self::NothingFurtherStated => f.write_str("nothing was stated further"),
            Self::CodingsDisagree => f.write_str("codings that arrived together disagree"),
            Self::ChoiceAwaitsConfirmation => {
                f.write_str("an earlier reporting choice waits for confirmation")
            }
        }
    }
}

/// What an authority publishes for a statement.
///
/// `Debug` prints the authority and how many codes it publishes.
#[derive(Clone, PartialEq, Eq)]
pub struct Published {
    pub(crate) authority: &'static str,
    pub(crate) codes: &'static [&'static str],
}

impl Published {
    pub(crate) fn silent(authority: &'static Authority) -> Self {
        Self { authority: authority.key(), codes: &[] }
    }

    /// The authority's key.
    pub fn authority(&self) -> &'static str {
        self.authority
    }

    /// The codes that it publishes, in its own list; none when it is silent, several when it disagrees with itself.
    pub fn codes(&self) -> &'static [&'static str] {
        self.codes
    }
}

impl fmt::Debug for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Published({} codes by {})", self.codes.len(), self.authority)
    }
}

/// A statement fits several codes of a system, and nothing says which.
///
/// It is an answer, not a failure: ask the person which code they want reported, or name an authority. The candidates
/// stand in the order of the official list, unranked. Neither `Display` nor `Debug` prints them, because they tell
/// what was stated; [`candidates`](Self::candidates) does.
///
/// # Example
///
/// ```
/// use ownwords::bridge::{Policy, systems};
/// use ownwords::{Bridge, Ethnicity, Field, Standard};
///
/// let kashmiri = Standard::ethnicity().by_slug("kashmiri").unwrap().id();
/// let field = Field::stated(Ethnicity::of([kashmiri]).unwrap());
/// let ambiguity = systems::NHS_ETHNIC_CATEGORY_2001.encode(&field, Policy::Certain).unwrap_err();
/// let codes: Vec<_> = ambiguity.candidates().iter().map(|candidate| candidate.code()).collect();
/// assert!(codes.contains(&&b"H"[..]) && codes.contains(&&b"J"[..]));
/// assert!(!ambiguity.to_string().contains("Kashmiri"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ambiguity {
    pub(crate) system: &'static str,
    pub(crate) candidates: Vec<Candidate>,
    pub(crate) causes: Vec<Cause>,
    pub(crate) published: Option<Published>,
    pub(crate) disagreements: Vec<&'static Disagreement>,
}

impl Ambiguity {
    /// The system's official title.
    pub fn system(&self) -> &'static str {
        self.system
    }

    /// The codes that could hold the statement, in the order of the official list, unranked.
    pub fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }

    /// Why there are several.
    pub fn causes(&self) -> &[Cause] {
        &self.causes
    }

    /// What the authority of the policy publishes; `None` under [`Policy::Certain`](super::Policy::Certain).
    pub fn published(&self) -> Option<&Published> {
        self.published.as_ref()
    }

    /// What published crosswalks say of exactly this statement, where they disagree about it.
    pub fn disagreements(&self) -> &[&'static Disagreement] {
        &self.disagreements
    }
}

impl fmt::Display for Ambiguity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} codes of {} could hold this statement", self.candidates.len(), self.system)?;
        for (place, cause) in self.causes.iter().enumerate() {
            write!(f, "{} {cause}", if place == 0 { ":" } else { ";" })?;
        }
        if let Some(published) = &self.published {
            match published.codes {
                [] => write!(f, "; {} publishes nothing for it", published.authority)?,
                _ => write!(f, "; what {} publishes is not one code of this list", published.authority)?,
            }
        }
        f.write_str("; ask the person which code they want reported")
    }
}

impl core::error::Error for Ambiguity {}

impl From<Ambiguity> for Error {
    fn from(ambiguity: Ambiguity) -> Self {
        Self::new(ErrorKind::Ambiguous, ambiguity.to_string()).with_source(ambiguity)
    }
}
