//! Names: held exactly, the chosen one first.
//!
//! A name is the text that its bearer gave, in any script and of any length. Nothing is trimmed, normalised, changed in case
//! or taken apart; parts, other scripts, how it is said and how to address the person are there where the bearer added them.
//! What is refused where a name is newly entered, and held and reported where it is received, are characters that nobody
//! sees and that turn or hide what others read ([`crate::text::hidden_characters`]). Everything else that may be a fault is a
//! warning ([`check`]).
//!
//! # What a registration system does with names
//!
//! ```
//! use ownwords::{
//!     Demographics, HowSaid, LanguageTag, NameText, PartKind, Provenance, Purpose, Reason, Reconciled, SaidBy, Sealed,
//!     SealedPurpose, name,
//! };
//!
//! # fn main() -> ownwords::Result<()> {
//! // A feed's message comes first: the record takes its name, and keeps its bytes.
//! let mut person = Demographics::not_asked();
//! assert_eq!(person.name.reconcile("pds", "Min-jun Kim".as_bytes(), None), Reconciled::Accepted);
//! assert_eq!(person.name.provenance().said_by, SaidBy::Coding);
//!
//! // At the desk the person gives their name as they write it, and what belongs to it.
//! let entered = NameText::entered("김민준")?
//!     .with_part(PartKind::Family, "김")
//!     .with_part(PartKind::Given, "민준")
//!     .with_form(NameText::entered("Kim Min-jun")?.in_language(LanguageTag::parse("ko-Latn")?))
//!     .said_as(HowSaid::Respelling, "kim min-joon")
//!     .addressed_as("Min-jun");
//! assert_eq!(name::check(&entered).count(), 0); // what is shown to the clerk before it is saved
//! let clerk = Provenance { said_by: SaidBy::Person, when: "2026-11-24".parse().ok(), place: Some("RXX".into()) };
//! person.name.correct(entered, clerk)?;
//!
//! // Everywhere the chosen name; on the wristband the one that was agreed for it.
//! person.name.agree_identity(NameText::entered("Kim Min-jun")?)?;
//! assert_eq!(person.for_purpose(Purpose::Letter).name().map(NameText::as_str), Some("김민준"));
//! assert_eq!(person.for_purpose(Purpose::Wristband).name().map(NameText::as_str), Some("Kim Min-jun"));
//!
//! // They take another name. The old one is sealed; a feed that goes on sending it waits without showing it.
//! person.name.change(NameText::entered("이민준")?, "2026-12-01".parse().ok())?;
//! assert_eq!(person.name.reconcile("gp", "김민준".as_bytes(), None), Reconciled::Proposed);
//! let waiting = &person.name.proposals()[0];
//! assert!(waiting.answer.absence().is_some_and(|why| why.contains(Reason::Masked)));
//! person.name.decide(0, false)?; // the person says no
//! let tracing = SealedPurpose::because(Sealed::Former, "a paper record kept under it")?;
//! let former = person.name.statement().given().map(|name| name.former(&tracing)).transpose()?;
//! assert_eq!(former.map(<[_]>::len), Some(1));
//! # Ok(())
//! # }
//! ```

mod changing;
mod check;
#[cfg(feature = "collation")]
mod collation;
mod collisions;
mod compare;
mod cut;
mod format;
#[cfg(feature = "wire")]
mod kept;
mod profile;
pub mod profiles;
mod read_back;
mod receipt;
mod reconcile;
mod render;
mod restore;
mod spelling;
mod text;
mod unmarked;

use core::fmt;

use crate::error::Result;
use crate::field::{Date, Field, Former, Provenance};
use crate::purpose::{Purpose, Sealed, SealedPurpose};

pub use check::{NamePlace, NameWarning, NameWarningKind, check};
#[cfg(feature = "collation")]
pub use collation::{Collation, Particle};
pub use collisions::{Collisions, collisions};
pub use compare::{Comparison, Likeness, compare};
#[cfg(feature = "authoring")]
pub(crate) use format::is_name_pattern;
pub use format::{Formality, FormatOptions, Formatted, NameLength, NameOrder, NameUsage, format};
pub(crate) use profile::{Beyond, Repertoire};
pub use profile::{Case, FieldProfile, Limit, Unit};
pub use read_back::ReadBack;
pub use receipt::{Receipt, Step, StepKind};
pub use render::Rendering;
pub use text::{HowSaid, NameText, PartKind};

/// A name that the person had before. `Debug` does not print it.
pub type FormerName = Former<NameText>;

impl FormerName {
    /// The name.
    pub fn name(&self) -> &NameText {
        &self.value
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for crate::purpose::Purpose {}
    impl Sealed for &crate::purpose::SealedPurpose {}
}

/// What a name is wanted for: a [`Purpose`], or a [`SealedPurpose`].
pub trait NamePurpose: sealed::Sealed {
    /// The one of a person's names that this purpose uses.
    #[doc(hidden)]
    fn choose(self, name: &Name) -> &NameText;
}

impl NamePurpose for Purpose {
    fn choose(self, name: &Name) -> &NameText {
        name.identity.as_deref().filter(|_| self.is_identity()).unwrap_or(&name.chosen)
    }
}

impl NamePurpose for &SealedPurpose {
    fn choose(self, name: &Name) -> &NameText {
        name.legal.as_deref().filter(|_| self.reaches() == Sealed::Legal).unwrap_or(&name.chosen)
    }
}

/// The names of one person: the one they chose, the one agreed for identity checks, and, sealed, a legal name and former
/// ones.
///
/// `Debug` prints how many there are and their lengths, never a name; there is no `Display`.
///
/// # Example
///
/// ```
/// use ownwords::{Name, Purpose, Sealed, SealedPurpose};
///
/// let mut name = Name::chosen("Zoë Nguyễn").unwrap();
/// name.change("Zoë Nguyễn-Hart", None).unwrap();
/// assert_eq!(name.name_for(Purpose::Letter).as_str(), "Zoë Nguyễn-Hart");
///
/// // A former name comes out for a stated reason alone.
/// let purpose = SealedPurpose::because(Sealed::Former, "tracing records kept under it").unwrap();
/// assert_eq!(name.former(&purpose).unwrap().len(), 1);
/// let other = SealedPurpose::because(Sealed::Legal, "statutory register").unwrap();
/// assert!(name.former(&other).is_err());
/// ```
///
/// A name cannot be printed, and a sealed one cannot be reached, by accident:
///
/// ```compile_fail,E0277
/// let name = ownwords::Name::chosen("Zoë").unwrap();
/// println!("{name}");
/// ```
///
/// ```compile_fail,E0616
/// let name = ownwords::Name::chosen("Zoë").unwrap();
/// let former = name.former;
/// ```
///
/// ```compile_fail,E0451
/// use ownwords::{Sealed, SealedPurpose};
///
/// let purpose = SealedPurpose { sealed: Sealed::Former, reason: String::new() };
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Name {
    pub(crate) chosen: NameText,
    // Few names have these two, and all would be as long as with them.
    pub(crate) identity: Option<Box<NameText>>,
    pub(crate) legal: Option<Box<NameText>>,
    pub(crate) former: Vec<FormerName>,
    /// Who put a mistake right, when and where; never the mistake.
    pub(crate) corrections: Vec<Provenance>,
}

impl Name {
    /// The name that a person newly enters, exactly as they write it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Text`](crate::ErrorKind::Text) when the text is empty, or holds a character that no name needs and that hides or turns
    /// what others read: controls, bidirectional overrides and isolates, tags. Nothing else is refused.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::{ErrorKind, Name};
    ///
    /// for name in ["김민준", "X Æ A-12", "ʻAukai", "أ", "O’Brien-Ó Súilleabháin"] {
    ///     assert!(Name::chosen(name).is_ok());
    /// }
    /// assert_eq!(Name::chosen("Anna\u{202E}").unwrap_err().kind(), ErrorKind::Text);
    /// ```
    pub fn chosen(text: impl Into<String>) -> Result<Self> {
        Ok(Self::from_text(NameText::entered(text)?))
    }

    /// The name as a record holds it, whatever it contains.
    pub fn received(text: impl Into<String>) -> Self {
        Self::from_text(NameText::received(text))
    }

    /// A name with this text as the chosen one.
    pub fn from_text(chosen: NameText) -> Self {
        Self { chosen, identity: None, legal: None, former: Vec::new(), corrections: Vec::new() }
    }

    /// The name for this purpose: the chosen one, unless the purpose is one of identity ([`Purpose::is_identity`]) and a
    /// name was agreed for it, or a sealed one that reaches the legal name and there is one.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::{Name, NameText, Purpose, Sealed, SealedPurpose};
    ///
    /// let mut name = Name::chosen("Zo Hart").unwrap();
    /// name.agree_identity(NameText::entered("Zoë Hart").unwrap());
    /// name.set_legal(NameText::entered("Zoë Nguyễn-Hart").unwrap());
    /// assert_eq!(name.name_for(Purpose::Letter).as_str(), "Zo Hart");
    /// assert_eq!(name.name_for(Purpose::Wristband).as_str(), "Zoë Hart");
    /// let passport = SealedPurpose::because(Sealed::Legal, "a document that a border control reads").unwrap();
    /// assert_eq!(name.name_for(&passport).as_str(), "Zoë Nguyễn-Hart");
    /// ```
    pub fn name_for(&self, purpose: impl NamePurpose) -> &NameText {
        purpose.choose(self)
    }

    /// Records the one name that the person and the organisation agreed to use for identity checks.
    pub fn agree_identity(&mut self, name: NameText) {
        self.identity = Some(Box::new(name));
    }

    /// Records a legal name. It is sealed.
    pub fn set_legal(&mut self, name: NameText) {
        self.legal = Some(Box::new(name));
    }

    /// The legal name, for a purpose that reaches it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`](crate::ErrorKind::Usage) when the purpose reaches another sealed name.
    pub fn legal(&self, purpose: &SealedPurpose) -> Result<Option<&NameText>> {
        purpose.check(Sealed::Legal).map(|()| self.legal.as_deref())
    }

    /// The former names, for a purpose that reaches them.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`](crate::ErrorKind::Usage) when the purpose reaches another sealed name.
    pub fn former(&self, purpose: &SealedPurpose) -> Result<&[FormerName]> {
        purpose.check(Sealed::Former).map(|()| &self.former[..])
    }

    /// Who put a mistake in the name right, when and where, in order. The mistake itself is gone.
    pub fn corrections(&self) -> &[Provenance] {
        &self.corrections
    }

    /// The person changes their name: the old one becomes a former name, sealed, until `from`. A record's name is changed
    /// with [`Field::change`], which also looks at what waits for the person's decision.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Text`](crate::ErrorKind::Text) as in [`Name::chosen`]; the name then stays as it is.
    pub fn change(&mut self, text: impl Into<String>, from: Option<Date>) -> Result<()> {
        self.change_to(NameText::entered(text)?, from);
        Ok(())
    }

    /// A mistake in the name is put right. The mistake is not a former name: all that is kept is who put it right, when and
    /// where. A record's name is corrected with [`Field::correct`].
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Text`](crate::ErrorKind::Text) as in [`Name::chosen`]; the name then stays as it is.
    pub fn correct(&mut self, text: impl Into<String>, made: Provenance) -> Result<()> {
        self.correct_to(NameText::entered(text)?, made);
        Ok(())
    }

    fn change_to(&mut self, name: NameText, from: Option<Date>) {
        let value = core::mem::replace(&mut self.chosen, name);
        self.former.push(Former { value, until: from });
    }

    fn correct_to(&mut self, name: NameText, made: Provenance) {
        self.chosen = name;
        self.corrections.push(made);
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Name")
            .field("chosen", &self.chosen)
            .field("identity", &self.identity)
            .finish_non_exhaustive()
    }
}

impl From<Name> for Field<Name> {
    /// The person's own statement of their name.
    fn from(name: Name) -> Self {
        Self::stated(name)
    }
}
