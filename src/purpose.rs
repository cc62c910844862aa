//! Why something is about to be shown.

#[rustfmt::skip]
mod purposes;

use core::fmt;
use core::str::FromStr;

use crate::error::{Error, ErrorKind, Result};
use crate::text::nearest;

pub use purposes::Purpose;

/// One characteristic of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Characteristic {
    /// The name.
    Name,
    /// The pronouns.
    Pronouns,
    /// The languages.
    Languages,
    /// The ethnicity.
    Ethnicity,
    /// The sexual orientation.
    SexualOrientation,
    /// The gender identity.
    Gender,
    /// The religion or belief.
    Religion,
    /// Whether the person is disabled, and how much that limits them.
    Disability,
    /// What the person finds hard, or needs.
    Impairment,
    /// The marital or partnership status.
    Partnership,
    /// The part in unpaid care.
    Care,
    /// The tie to the armed forces.
    ArmedForces,
    /// Where the person lives, and how.
    Accommodation,
}

impl Purpose {
    /// Whether this purpose may see the characteristic.
    pub fn may_see(self, characteristic: Characteristic) -> bool {
        self.sees().contains(&characteristic)
    }
}

impl fmt::Display for Purpose {
    /// The slug, for example `ward-board`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}

impl FromStr for Purpose {
    type Err = Error;

    /// The purpose with this slug.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when there is none; the nearest is named.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::Purpose;
    ///
    /// assert_eq!("ward-board".parse::<Purpose>().unwrap(), Purpose::WardBoard);
    /// assert!("ward-bord".parse::<Purpose>().unwrap_err().to_string().contains("ward-board"));
    /// ```
    fn from_str(slug: &str) -> Result<Self> {
        let all = Self::ALL.iter().copied();
        all.clone().find(|purpose| purpose.slug() == slug).ok_or_else(|| {
            let error = Error::new(ErrorKind::Usage, "there is no such purpose");
            match nearest(slug, all.map(Self::slug)) {
                Some(near) => error.with_help(format!("the nearest is `{near}`")),
                None => error,
            }
        })
    }
}

/// A purpose that reaches what is sealed. It cannot be made without saying why.
///
/// # Example
///
/// ```
/// use ownwords::{Sealed, SealedPurpose};
///
/// assert!(SealedPurpose::because(Sealed::LegalName, "").is_err());
/// let purpose = SealedPurpose::because(Sealed::LegalName, "statutory notification of a birth").unwrap();
/// assert_eq!(purpose.reason(), "statutory notification of a birth");
/// ```
#[derive(Clone, Debug)]
pub struct SealedPurpose {
    sealed: Sealed,
    reason: String,
}

/// What is sealed, and which of it a [`SealedPurpose`] reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Sealed {
    /// The name that a law requires in some places.
    LegalName,
    /// The names that the person had before.
    FormerNames,
    /// What the person answered before they changed it: a former gender or former pronouns, for example.
    FormerAnswers,
    /// Whether the person is trans or has a trans history.
    TransStatus,
    /// The phenotypic sex that somebody observed.
    PhenotypicSex,
}

impl SealedPurpose {
    /// A purpose that reaches this, for a reason that goes into the caller's own audit trail.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when the reason is empty or blank.
    pub fn because(sealed: Sealed, reason: impl Into<String>) -> Result<Self> {
        let reason = reason.into();
        if reason.trim().is_empty() {
            return Err(Error::new(ErrorKind::Usage, "what is sealed is reached for a stated reason alone")
                .with_help("say which law or duty asks for it; use the chosen name and the present answer everywhere else"));
        }
        Ok(Self { sealed, reason })
    }

    /// What it reaches.
    pub fn reaches(&self) -> Sealed {
        self.sealed
    }

    /// The stated reason.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// Whether it reaches this; an error otherwise, which says what to do.
    pub(crate) fn is_for(&self, sealed: Sealed) -> Result<()> {
        if self.sealed == sealed {
            return Ok(());
        }
        Err(Error::new(ErrorKind::Usage, "this purpose does not reach what is asked for")
            .with_help("make a sealed purpose for exactly what is needed, with its own reason"))
    }
}
