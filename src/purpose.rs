//! Why something is about to be shown, and who may then see what: `standards/purposes.yaml`.

#[rustfmt::skip]
mod table;

use crate::error::{Error, ErrorKind, Result};

pub use table::Purpose;

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
    /// How the person communicates, and with whose or what help.
    Communication,
    /// The forms in which the person can take in what is written.
    Formats,
    /// How the person wants to be reached.
    Contact,
    /// Whether the person needs an interpreter, and into which languages.
    Interpreter,
}

impl Characteristic {
    /// All characteristics.
    pub const ALL: [Self; 17] = [
        Self::Name,
        Self::Pronouns,
        Self::Languages,
        Self::Ethnicity,
        Self::SexualOrientation,
        Self::Gender,
        Self::Religion,
        Self::Disability,
        Self::Impairment,
        Self::Partnership,
        Self::Care,
        Self::ArmedForces,
        Self::Accommodation,
        Self::Communication,
        Self::Formats,
        Self::Contact,
        Self::Interpreter,
    ];

    /// The characteristic in one word, as `standards/purposes.yaml` and the disclosed form write it.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::Characteristic;
    ///
    /// assert_eq!(Characteristic::SexualOrientation.word(), "orientation");
    /// assert_eq!(Characteristic::of_word("name"), Some(Characteristic::Name));
    /// ```
    pub const fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Pronouns => "pronouns",
            Self::Languages => "languages",
            Self::Ethnicity => "ethnicity",
            Self::SexualOrientation => "orientation",
            Self::Gender => "gender",
            Self::Religion => "religion",
            Self::Disability => "disability",
            Self::Impairment => "impairment",
            Self::Partnership => "partnership",
            Self::Care => "care",
            Self::ArmedForces => "armed-forces",
            Self::Accommodation => "accommodation",
            Self::Communication => "communication",
            Self::Formats => "formats",
            Self::Contact => "contact",
            Self::Interpreter => "interpreter",
        }
    }

    /// The characteristic with this word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.word() == word)
    }
}

impl Purpose {
    /// Whether this purpose may see the characteristic.
    pub fn may_see(self, characteristic: Characteristic) -> bool {
        self.sees().contains(&characteristic)
    }

    /// The purpose with this key.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::Purpose;
    ///
    /// assert_eq!(Purpose::of_key("ward-board"), Some(Purpose::WardBoard));
    /// for purpose in Purpose::ALL {
    ///     println!("{}: {}", purpose.key(), purpose.sentence());
    /// }
    /// ```
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.key() == key)
    }
}

/// A purpose that reaches what is sealed: a legal name, former names, former pronouns. It cannot be made without saying
/// why.
///
/// # Example
///
/// ```
/// use ownwords::{Sealed, SealedPurpose};
///
/// assert!(SealedPurpose::because(Sealed::Legal, "").is_err());
/// let purpose = SealedPurpose::because(Sealed::Legal, "statutory notification of a birth").unwrap();
/// assert_eq!(purpose.reason(), "statutory notification of a birth");
/// ```
#[derive(Clone, Debug)]
pub struct SealedPurpose {
    sealed: Sealed,
    reason: String,
}

/// Which sealed part of a record a [`SealedPurpose`] reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sealed {
    /// The name that a law requires in this place.
    Legal,
    /// The names that the person had before.
    Former,
    /// The pronouns that the person used before.
    FormerPronouns,
    /// The gender that the person stated before.
    FormerGenders,
    /// Whether the person is trans or has a trans history.
    TransStatus,
    /// The phenotypic sex that somebody observed.
    PhenotypicSex,
    /// What offices hold as the person's gender or sex, in a message to a system that demands it.
    AdministrativeGender,
}

impl Sealed {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Legal,
        Self::Former,
        Self::FormerPronouns,
        Self::FormerGenders,
        Self::TransStatus,
        Self::PhenotypicSex,
        Self::AdministrativeGender,
    ];

    /// It in one word, as `standards/purposes.yaml` writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Legal => "legal",
            Self::Former => "former",
            Self::FormerPronouns => "former-pronouns",
            Self::FormerGenders => "former-genders",
            Self::TransStatus => "trans-status",
            Self::PhenotypicSex => "phenotypic-sex",
            Self::AdministrativeGender => "administrative-gender",
        }
    }
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
                .with_help("say which law or duty asks for it; use the chosen name everywhere else"));
        }
        Ok(Self { sealed, reason })
    }

    /// What it reaches.
    pub fn reaches(&self) -> Sealed {
        self.sealed
    }

    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when it reaches something else.
    pub(crate) fn check(&self, sealed: Sealed) -> Result<()> {
        if self.sealed == sealed {
            return Ok(());
        }
        Err(Error::new(ErrorKind::Usage, "this purpose does not reach that part of the record")
            .with_help("make a sealed purpose for the part that is needed, with its own reason"))
    }

    /// The stated reason.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}
