//! One name, held exactly as given.

use core::fmt;

use crate::error::{Error, ErrorKind, Result};
use crate::text::hidden_characters;

/// Which part of a name its bearer marked, in the words of the fields of CLDR's person names (UTS #35, part 8) and of
/// FHIR's `HumanName` and its extensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PartKind {
    /// A title before the name: `Dr`. Never inferred. CLDR `title`, FHIR `prefix`.
    Title,
    /// A given name. CLDR and FHIR `given`.
    Given,
    /// A given name in the form that the bearer is called by: `Kim`. CLDR `given-informal`.
    GivenInformal,
    /// A further given name, or a middle name. CLDR `given2`; in FHIR a further `given`.
    FurtherGiven,
    /// A patronymic. CLDR has it in `given2`.
    Patronymic,
    /// A particle that belongs to the family name and that some lists sort without: `van der`. CLDR `surname-prefix`, FHIR
    /// `own-prefix`.
    FamilyPrefix,
    /// A family name, or the first of two; without the particle, where that is marked on its own. CLDR `surname-core`, or
    /// `surname` with no particle; FHIR `family`.
    Family,
    /// The second of two family names, as in Spanish. CLDR `surname2`, FHIR `mothers-family`.
    SecondFamily,
    /// What tells generations of one name apart: `Jr`. CLDR `generation`, in FHIR a `suffix`.
    Generation,
    /// Letters after the name: `OBE`. CLDR `credentials`, in FHIR a `suffix`.
    Credentials,
}

impl PartKind {
    /// Every kind, in the order of its declaration.
    pub const ALL: [Self; 10] = [
        Self::Title,
        Self::Given,
        Self::GivenInformal,
        Self::FurtherGiven,
        Self::Patronymic,
        Self::FamilyPrefix,
        Self::Family,
        Self::SecondFamily,
        Self::Generation,
        Self::Credentials,
    ];

    /// The kind in one word, as the storage form and the files write it: `further-given`.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::PartKind;
    ///
    /// assert_eq!(PartKind::FamilyPrefix.word(), "family-prefix");
    /// assert_eq!(PartKind::of_word("second-family"), Some(PartKind::SecondFamily));
    /// ```
    pub const fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Given => "given",
            Self::GivenInformal => "given-informal",
            Self::FurtherGiven => "further-given",
            Self::Patronymic => "patronymic",
            Self::FamilyPrefix => "family-prefix",
            Self::Family => "family",
            Self::SecondFamily => "second-family",
            Self::Generation => "generation",
            Self::Credentials => "credentials",
        }
    }

    /// The kind with this word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// One name: the text exactly as given, and the parts that its bearer marked. No part is ever found by us.
///
/// The text is not trimmed, not normalised, and not changed in case. `Debug` prints its length alone; there is no
/// `Display`.
///
/// # Example
///
/// ```
/// use ownwords::{NameText, PartKind};
///
/// let name = NameText::entered("Nguyễn Thị Minh Khai").unwrap().with_part(PartKind::Family, "Nguyễn");
/// assert_eq!(name.as_str(), "Nguyễn Thị Minh Khai");
/// assert_eq!(name.parts().next(), Some((PartKind::Family, "Nguyễn")));
/// assert_eq!(format!("{name:?}"), "NameText(20 characters, 1 parts)");
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct NameText {
    text: String,
    parts: Vec<(PartKind, String)>,
}

impl NameText {
    /// A name that is newly entered.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Text`] when it is empty or holds a hidden character; see
    /// [`Name::chosen`](super::Name::chosen).
    pub fn entered(text: impl Into<String>) -> Result<Self> {
        let text = text.into();
        if text.is_empty() {
            return Err(Error::new(ErrorKind::Text, "the name is empty")
                .with_help("where a name is not known, record why: an absence"));
        }
        if let Some(hidden) = hidden_characters(&text).next() {
            return Err(Error::new(ErrorKind::Text, format!("a name cannot hold {hidden}"))
                .with_help("remove the character, which nobody can see, and enter the name again"));
        }
        Ok(Self::received(text))
    }

    /// A name as a record holds it, whatever it contains.
    pub fn received(text: impl Into<String>) -> Self {
        Self { text: text.into(), parts: Vec::new() }
    }

    /// The same name with a part that its bearer marked, in the bearer's order.
    #[must_use]
    pub fn with_part(mut self, kind: PartKind, text: impl Into<String>) -> Self {
        self.parts.push((kind, text.into()));
        self
    }

    /// The text, exactly as given.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The parts that the bearer marked, in the bearer's order.
    pub fn parts(&self) -> impl Iterator<Item = (PartKind, &str)> {
        self.parts.iter().map(|(kind, text)| (*kind, text.as_str()))
    }
}

impl fmt::Debug for NameText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NameText({} characters, {} parts)", self.text.chars().count(), self.parts.len())
    }
}
