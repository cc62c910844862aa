//! Views of a text: what can be said of it without changing it.

mod hidden;

pub use hidden::{Hidden, HiddenCharacters, HiddenKind, has_hidden_characters, hidden_characters};
