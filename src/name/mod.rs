//! Names: held exactly, the chosen one first.

mod part;
mod pronunciation;
mod reconcile;
mod text;
mod warnings;

use core::fmt;

use crate::error::Result;
use crate::field::{Adopt, Date, Field};
use crate::purpose::{Purpose, Sealed, SealedPurpose};

pub use part::PartKind;
pub use pronunciation::{Pronunciation, PronunciationKind};
pub use text::NameText;
pub use warnings::{NameWarning, NameWarningKind};

/// The names of one person: the one they chose, the one agreed for identity checks, and, sealed, a legal name and former
/// ones.
///
/// `Debug` prints how many there are and their lengths, never a name; there is no `Display`.
///
/// # Example
///
/// ```
/// use ownwords::{Name, NameText, Purpose, Sealed, SealedPurpose};
///
/// let mut name = Name::chosen("Zoë Nguyễn").unwrap();
/// name.change(NameText::entered("Zoë Nguyễn-Hart").unwrap(), None);
/// assert_eq!(name.name_for(Purpose::Letter).as_str(), "Zoë Nguyễn-Hart");
///
/// // A former name comes out for a stated reason alone.
/// let purpose = SealedPurpose::because(Sealed::FormerNames, "tracing records kept under it").unwrap();
/// assert_eq!(name.former(&purpose).unwrap().len(), 1);
/// let other = SealedPurpose::because(Sealed::LegalName, "statutory register").unwrap();
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
/// let purpose = SealedPurpose { sealed: Sealed::FormerNames, reason: String::new() };
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Name {
    pub(crate) chosen: NameText,
    pub(crate) identity: Option<NameText>,
    /// Whether the identity name was agreed while the present name was the chosen one.
    pub(crate) identity_confirmed: bool,
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
        Self { chosen, identity: None, identity_confirmed: true, legal: None, former: Vec::new() }
    }

    /// The name for this purpose: the chosen one; where it must be certain who somebody is
    /// ([`Purpose::is_identity`]), the one agreed for that, where there is one.
    pub fn name_for(&self, purpose: Purpose) -> &NameText {
        match &self.identity {
            Some(identity) if purpose.is_identity() => identity,
            _ => &self.chosen,
        }
    }

    /// Records the one name that the person and the organisation agreed to use for identity checks.
    pub fn agree_identity(&mut self, name: NameText) {
        self.identity = Some(name);
        self.identity_confirmed = true;
    }

    /// Whether an identity name was agreed before the person changed their name, and not since. It stays in use, since
    /// samples and wristbands carry it; ask the person soon, for it may be a name that they left.
    pub fn identity_awaits_confirmation(&self) -> bool {
        self.identity.is_some() && !self.identity_confirmed
    }

    /// Records a legal name. It is sealed.
    pub fn set_legal(&mut self, name: NameText) {
        self.legal = Some(name);
    }

    /// The legal name, for a purpose that reaches it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`](crate::ErrorKind::Usage) when the purpose reaches something else.
    pub fn legal(&self, purpose: &SealedPurpose) -> Result<Option<&NameText>> {
        purpose.is_for(Sealed::LegalName).map(|()| self.legal.as_ref())
    }

    /// The former names, for a purpose that reaches them.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`](crate::ErrorKind::Usage) when the purpose reaches something else.
    pub fn former(&self, purpose: &SealedPurpose) -> Result<&[FormerName]> {
        purpose.is_for(Sealed::FormerNames).map(|()| &self.former[..])
    }

    /// The person changes their name: the old one, with its forms, becomes a former name, sealed, until `from`. An agreed
    /// identity name then awaits confirmation.
    pub fn change(&mut self, new: NameText, from: Option<Date>) {
        let old = core::mem::replace(&mut self.chosen, new);
        if old.as_str() != self.chosen.as_str() {
            self.former.push(FormerName { name: old, until: from });
            self.identity_confirmed = self.identity.is_none();
        }
    }

    /// A mistake in the name is put right. The mistake is not a former name and leaves no trace here; that there was one
    /// is kept beside the field, by [`Field::correct_name`].
    pub fn correct(&mut self, right: NameText) {
        self.chosen = right;
    }
}

impl Adopt for Name {
    /// The person takes a name that was proposed to them, for example one that they changed at their GP: a change. Their
    /// identity name, legal name and former names stay.
    fn adopt(mut self, proposed: Self) -> Self {
        self.change(proposed.chosen, None);
        self
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
