//! The languages a person uses, and how.

use core::fmt;

use super::LanguageTag;
use crate::error::{Error, ErrorKind, Result};
use crate::field::Statement;
use crate::residue::{FieldValue, Reader, write_number, write_text};

/// How a person uses a language. Each is a fact of its own; none implies another.
///
/// # Example
///
/// ```
/// use ownwords::{Mode, Modes};
///
/// let modes = Modes::from(Mode::Signed).and(Mode::Read);
/// assert!(modes.contains(Mode::Read) && !modes.contains(Mode::Spoken));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Speaks it and understands it spoken.
    Spoken,
    /// Signs it.
    Signed,
    /// Reads it.
    Read,
    /// Writes it.
    Written,
}

impl Mode {
    /// All modes.
    pub const ALL: [Self; 4] = [Self::Spoken, Self::Signed, Self::Read, Self::Written];

    const fn bit(self) -> u8 {
        match self {
            Self::Spoken => 1,
            Self::Signed => 2,
            Self::Read => 4,
            Self::Written => 8,
        }
    }
}

/// A set of [`Mode`]s; empty where nobody said how the language is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Modes(u8);

impl Modes {
    /// The set with one more.
    #[must_use]
    pub const fn and(self, mode: Mode) -> Self {
        Self(self.0 | mode.bit())
    }

    /// Whether the mode is in the set.
    pub const fn contains(self, mode: Mode) -> bool {
        self.0 & mode.bit() != 0
    }

    /// The modes of the set.
    pub fn iter(self) -> impl Iterator<Item = Mode> {
        Mode::ALL.into_iter().filter(move |&mode| self.contains(mode))
    }
}

impl From<Mode> for Modes {
    fn from(mode: Mode) -> Self {
        Self(mode.bit())
    }
}

/// One language and how the person uses it. `Debug` does not print the language.
///
/// # Example
///
/// ```
/// use ownwords::{LanguageUse, LanguageTag, Mode, Modes};
///
/// let mut bsl = LanguageUse::of(LanguageTag::parse("bfi").unwrap());
/// bsl.modes = Modes::from(Mode::Signed);
/// bsl.is_preferred = true;
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct LanguageUse {
    /// The language, as a BCP 47 tag exactly as given.
    pub tag: LanguageTag,
    /// How the person uses it.
    pub modes: Modes,
    /// Whether the person prefers it to their other languages.
    pub is_preferred: bool,
}

impl LanguageUse {
    /// The language, with nothing said of how it is used.
    pub fn of(tag: LanguageTag) -> Self {
        Self { tag, modes: Modes::default(), is_preferred: false }
    }
}

impl fmt::Debug for LanguageUse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LanguageUse({:?}, {} modes)", self.tag, self.modes.iter().count())
    }
}

/// The languages a person uses, in their order; at least one.
///
/// # Example
///
/// ```
/// use ownwords::{LanguageTag, LanguageUse, Languages};
///
/// let tag = |text| LanguageTag::parse(text).unwrap();
/// let languages = Languages::of([LanguageUse::of(tag("syl")), LanguageUse::of(tag("bfi"))]).unwrap();
/// assert_eq!(languages.uses().len(), 2);
/// assert!(Languages::of([]).is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Languages {
    uses: Vec<LanguageUse>,
}

impl Statement for Languages {}

impl Languages {
    /// These languages, in this order.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when there is none.
    pub fn of(uses: impl IntoIterator<Item = LanguageUse>) -> Result<Self> {
        let uses: Vec<LanguageUse> = uses.into_iter().collect();
        if uses.is_empty() {
            return Err(Error::new(ErrorKind::Usage, "a statement needs at least one language")
                .with_help("where there is no answer, record why: an absence"));
        }
        Ok(Self { uses })
    }

    /// One language, with nothing said of how it is used.
    pub fn one(tag: LanguageTag) -> Self {
        Self { uses: vec![LanguageUse::of(tag)] }
    }

    /// The languages, in the person's order.
    pub fn uses(&self) -> &[LanguageUse] {
        &self.uses
    }
}

const PREFERRED: u64 = 1 << 4;

impl FieldValue for Languages {
    fn write(&self, _implied: Option<&Self>, out: &mut Vec<u8>) {
        write_number(self.uses.len() as u64, out);
        for language in &self.uses {
            let preferred = if language.is_preferred { PREFERRED } else { 0 };
            write_number(u64::from(language.modes.0) | preferred, out);
            write_text(language.tag.as_str(), out);
        }
    }

    fn read(reader: &mut Reader<'_>, _implied: Option<&Self>) -> Option<Self> {
        let mut uses = Vec::new();
        for _ in 0..reader.number()? {
            let flags = reader.number()?;
            uses.push(LanguageUse {
                modes: Modes((flags & 0x0F) as u8),
                is_preferred: flags & PREFERRED != 0,
                tag: LanguageTag::parse(&reader.text()?).ok()?,
            });
        }
        Self::of(uses).ok()
    }
}
