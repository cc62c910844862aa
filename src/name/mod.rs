//! Names: held exactly, the chosen one first.

mod collisions;
mod profile;
pub mod profiles;
mod read_back;
mod receipt;
mod render;
mod restore;
mod spelling;
mod text;

use core::fmt;

use crate::error::{Error, ErrorKind, Result};
use crate::field::{Date, Field};
use crate::purpose::{Purpose, SealedName, SealedPurpose};

pub use collisions::{Collisions, collisions};
pub(crate) use profile::{Beyond, Repertoire};
pub use profile::{Case, FieldProfile, Limit, Unit};
pub use read_back::ReadBack;
pub use receipt::{Receipt, Step, StepKind};
pub use render::Rendering;
pub use text::{NameText, PartKind};

/// The names of one person: the one they chose, the one agreed for identity checks, and, sealed, a legal name and former
/// ones.
///
/// `Debug` prints how many there are and their lengths, never a name; there is no `Display`.
///
/// # Example
///
/// ```
/// use ownwords::{Name, Purpose, SealedName, SealedPurpose};
///
/// let mut name = Name::chosen("Zoë Nguyễn").unwrap();
/// name.change("Zoë Nguyễn-Hart", None).unwrap();
/// assert_eq!(name.name_for(Purpose::Letter).as_str(), "Zoë Nguyễn-Hart");
///
/// // A former name comes out for a stated reason alone.
/// let purpose = SealedPurpose::because(SealedName::Former, "tracing records kept under it").unwrap();
/// assert_eq!(name.former(&purpose).unwrap().len(), 1);
/// let other = SealedPurpose::because(SealedName::Legal, "statutory register").unwrap();
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
/// use ownwords::{SealedName, SealedPurpose};
///
/// let purpose = SealedPurpose { name: SealedName::Former, reason: String::new() };
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Name {
    pub(crate) chosen: NameText,
    pub(crate) identity: Option<NameText>,
    pub(crate) legal: Option<NameText>,
    pub(crate) former: Vec<FormerName>,
}

/// A name that the person had before. `Debug` does not print it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerName {
    pub(crate) name: NameText,
    pub(crate) until: Option<Date>,
}

impl FormerName {
    /// The name.
    pub fn name(&self) -> &NameText {
        &self.name
    }

    /// Until when it was the person's name, if that is known.
    pub fn until(&self) -> Option<Date> {
        self.until
    }
}

impl Name {
    /// The name that a person newly enters, exactly as they write it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Text`] when the text is empty, or holds a character that no name needs and that hides or turns
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
        Self { chosen, identity: None, legal: None, former: Vec::new() }
    }

    /// The name for this purpose: the chosen one; for [`Purpose::Identity`], the one agreed for identity checks, where
    /// there is one.
    pub fn name_for(&self, purpose: Purpose) -> &NameText {
        let agreed = self.identity.as_ref().filter(|_| purpose.is_identity());
        agreed.unwrap_or(&self.chosen)
    }

    /// Records the one name that the person and the organisation agreed to use for identity checks.
    pub fn agree_identity(&mut self, name: NameText) {
        self.identity = Some(name);
    }

    /// Records a legal name. It is sealed.
    pub fn set_legal(&mut self, name: NameText) {
        self.legal = Some(name);
    }

    /// The legal name, for a purpose that reaches it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when the purpose reaches another sealed name.
    pub fn legal(&self, purpose: &SealedPurpose) -> Result<Option<&NameText>> {
        reaches(purpose, SealedName::Legal).map(|()| self.legal.as_ref())
    }

    /// The former names, for a purpose that reaches them.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when the purpose reaches another sealed name.
    pub fn former(&self, purpose: &SealedPurpose) -> Result<&[FormerName]> {
        reaches(purpose, SealedName::Former).map(|()| &self.former[..])
    }

    /// The person changes their name: the old one becomes a former name, sealed, until `from`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Text`] as in [`Name::chosen`]; the name then stays as it is.
    pub fn change(&mut self, text: impl Into<String>, from: Option<Date>) -> Result<()> {
        let new = NameText::entered(text)?;
        let old = core::mem::replace(&mut self.chosen, new);
        self.former.push(FormerName { name: old, until: from });
        Ok(())
    }

    /// A mistake in the name is put right. The mistake is not a former name; it leaves no trace here.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Text`] as in [`Name::chosen`]; the name then stays as it is.
    pub fn correct(&mut self, text: impl Into<String>) -> Result<()> {
        self.chosen = NameText::entered(text)?;
        Ok(())
    }
}

fn reaches(purpose: &SealedPurpose, name: SealedName) -> Result<()> {
    if purpose.reaches() == name {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Usage, "this purpose does not reach that name")
        .with_help("make a sealed purpose for the name that is needed, with its own reason"))
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
