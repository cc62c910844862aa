//! Why something is about to be shown.

use crate::error::{Error, ErrorKind, Result};

/// Why a record is about to be shown. Each purpose sees only what it needs; none of these sees a legal or a former
/// name.
///
/// # Example
///
/// ```
/// use ownwords::{Characteristic, Purpose};
///
/// assert!(Purpose::Letter.may_see(Characteristic::Name));
/// assert!(!Purpose::Letter.may_see(Characteristic::SexualOrientation));
/// assert!(!Purpose::EqualityMonitoring.may_see(Characteristic::Name));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Purpose {
    /// To speak to the person, or to call them.
    Address,
    /// A letter or message to the person.
    Letter,
    /// A board or screen that other people can read.
    WardBoard,
    /// The care of the person by those who treat them.
    DirectCare,
    /// To make sure that this is the right person: wristband, sample, transfusion, prescription, tracing.
    Identity,
    /// Counting, without names.
    EqualityMonitoring,
}

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
}

impl Purpose {
    /// All purposes.
    pub const ALL: [Self; 6] = [
        Self::Address,
        Self::Letter,
        Self::WardBoard,
        Self::DirectCare,
        Self::Identity,
        Self::EqualityMonitoring,
    ];

    /// Whether this purpose makes sure that this is the right person. It then uses the one name agreed for identity
    /// checks, and a rendering that changes the name is an error to resolve, not a receipt to file.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::Purpose;
    ///
    /// assert!(Purpose::Identity.is_identity() && !Purpose::Letter.is_identity());
    /// ```
    pub const fn is_identity(self) -> bool {
        matches!(self, Self::Identity)
    }

    /// Whether this purpose may see the characteristic.
    pub const fn may_see(self, characteristic: Characteristic) -> bool {
        use Characteristic::{Ethnicity, Languages, Name, Pronouns, SexualOrientation};
        matches!(
            (self, characteristic),
            (Self::Address, Name | Pronouns | Languages)
                | (Self::Letter, Name | Languages)
                | (Self::WardBoard | Self::Identity, Name)
                | (Self::DirectCare, Name | Pronouns | Languages | Ethnicity)
                | (Self::EqualityMonitoring, Languages | Ethnicity | SexualOrientation)
        )
    }

    /// What this purpose is, in a sentence for the person whose record it is.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Address => {
                "Staff who speak to you see the name you chose, your pronouns and your languages."
            }
            Self::Letter => "Letters to you carry the name you chose, in a language you read.",
            Self::WardBoard => {
                "Boards and screens that others can read show the name you chose, and nothing else."
            }
            Self::DirectCare => {
                "Those who treat you see the name you chose, your pronouns, your languages and your ethnicity."
            }
            Self::Identity => {
                "To be sure that it is you, staff check the one name that you agreed with us for this."
            }
            Self::EqualityMonitoring => "Counts of whom we serve use what you told us, without your name.",
        }
    }
}

/// A purpose that reaches a sealed name: a legal name or a former one. It cannot be made without saying why.
///
/// # Example
///
/// ```
/// use ownwords::{SealedName, SealedPurpose};
///
/// assert!(SealedPurpose::because(SealedName::Legal, "").is_err());
/// let purpose = SealedPurpose::because(SealedName::Legal, "statutory notification of a birth").unwrap();
/// assert_eq!(purpose.reason(), "statutory notification of a birth");
/// ```
#[derive(Clone, Debug)]
pub struct SealedPurpose {
    name: SealedName,
    reason: String,
}

/// Which sealed name a [`SealedPurpose`] reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealedName {
    /// The name that a law requires in this place.
    Legal,
    /// The names that the person had before.
    Former,
}

impl SealedPurpose {
    /// A purpose that reaches this name, for a reason that goes into the caller's own audit trail.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when the reason is empty or blank.
    pub fn because(name: SealedName, reason: impl Into<String>) -> Result<Self> {
        let reason = reason.into();
        if reason.trim().is_empty() {
            return Err(Error::new(ErrorKind::Usage, "a sealed name is reached for a stated reason alone")
                .with_help("say which law or duty asks for it; use the chosen name everywhere else"));
        }
        Ok(Self { name, reason })
    }

    /// Which name it reaches.
    pub fn reaches(&self) -> SealedName {
        self.name
    }

    /// The stated reason.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}
