//! One name, held exactly as given.

use core::fmt;

use super::{PartKind, Pronunciation};
use crate::error::{Error, ErrorKind, Result};
use crate::language::LanguageTag;
use crate::text::hidden_characters;

/// One name: the text exactly as given, and what its bearer said of it: its parts, its language, its forms in other
/// scripts, how it is said, and how its bearer is addressed. Nothing of this is ever found by us.
///
/// The text is not trimmed, not normalised, and not changed in case. `Debug` prints its length alone; there is no
/// `Display`.
///
/// # Example
///
/// ```
/// use ownwords::{LanguageTag, NameText, PartKind, Pronunciation};
///
/// let name = NameText::entered("Nguyễn Thị Minh Khai").unwrap().with_part(PartKind::Family, "Nguyễn");
/// assert_eq!(name.as_str(), "Nguyễn Thị Minh Khai");
/// assert_eq!(name.parts().next(), Some((PartKind::Family, "Nguyễn")));
/// assert_eq!(format!("{name:?}"), "NameText(20 characters, 1 parts)");
///
/// let name = NameText::entered("김민준")
///     .unwrap()
///     .with_language(LanguageTag::parse("ko").unwrap())
///     .with_form(NameText::entered("Kim Min-jun").unwrap())
///     .said(Pronunciation::respelling("kim min joon"))
///     .addressed_as("Min-jun");
/// assert_eq!(name.forms()[0].as_str(), "Kim Min-jun");
/// assert_eq!(name.address(), "Min-jun");
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct NameText {
    text: String,
    parts: Vec<(PartKind, String)>,
    pub(crate) language: Option<LanguageTag>,
    pub(crate) forms: Vec<NameText>,
    pub(crate) pronunciations: Vec<Pronunciation>,
    pub(crate) address: Option<String>,
}

impl NameText {
    /// A name that is newly entered.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Text`] when it is empty or holds a hidden character; see
    /// [`Name::chosen`](super::Name::chosen). The message names the character and says which of the text it is, and
    /// nothing else of the name.
    pub fn entered(text: impl Into<String>) -> Result<Self> {
        let text = text.into();
        if text.is_empty() {
            return Err(Error::new(ErrorKind::Text, "the name is empty")
                .with_help("where a name is not known, record why: an absence"));
        }
        if let Some(hidden) = hidden_characters(&text).next() {
            let place = hidden.place();
            return Err(Error::new(
                ErrorKind::Text,
                format!("a name cannot hold {hidden}, which stands as character {place}"),
            )
            .with_help("remove the character, which nobody can see, and enter the name again"));
        }
        Ok(Self::received(text))
    }

    /// A name as a record holds it, whatever it contains; [`warnings`](Self::warnings) says what is odd in it.
    pub fn received(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            parts: Vec::new(),
            language: None,
            forms: Vec::new(),
            pronunciations: Vec::new(),
            address: None,
        }
    }

    /// The same name with a part that its bearer marked, in the bearer's order.
    #[must_use]
    pub fn with_part(mut self, kind: PartKind, text: impl Into<String>) -> Self {
        self.parts.push((kind, text.into()));
        self
    }

    /// The same name, as one of this language, in this script if the tag has one: `ja-Kana`.
    #[must_use]
    pub fn with_language(mut self, language: LanguageTag) -> Self {
        self.language = Some(language);
        self
    }

    /// The same name with its form in another script, as the bearer writes it there.
    #[must_use]
    pub fn with_form(mut self, form: Self) -> Self {
        self.forms.push(form);
        self
    }

    /// The same name with how it is said. What is already there stays.
    #[must_use]
    pub fn said(mut self, pronunciation: Pronunciation) -> Self {
        self.pronunciations.push(pronunciation);
        self
    }

    /// The same name with how its bearer wants to be addressed, in speech and at the head of a letter: `Mrs Khan`, `Zoë`.
    #[must_use]
    pub fn addressed_as(mut self, address: impl Into<String>) -> Self {
        self.address = Some(address.into());
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

    /// The language that the bearer said the name is of, as the tag was given.
    pub fn language(&self) -> Option<&LanguageTag> {
        self.language.as_ref()
    }

    /// The forms of the name in other scripts.
    pub fn forms(&self) -> &[Self] {
        &self.forms
    }

    /// How the name is said.
    pub fn pronunciations(&self) -> &[Pronunciation] {
        &self.pronunciations
    }

    /// How the bearer is addressed: as they asked, or else by the whole name. No title is ever added.
    pub fn address(&self) -> &str {
        self.address.as_deref().unwrap_or(&self.text)
    }
}

impl fmt::Debug for NameText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NameText({} characters, {} parts)", self.text.chars().count(), self.parts.len())
    }
}
