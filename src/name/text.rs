//! One name, held exactly as given.

use core::fmt;

use crate::error::{Error, ErrorKind, Result};
use crate::text::hidden_characters;

/// Which part of a name its bearer marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PartKind {
    /// A given name.
    Given,
    /// A family name.
    Family,
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
