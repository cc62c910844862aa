//! Views of a text: what can be said of it without changing it.

mod edits;
mod fold;
mod hidden;

pub(crate) use edits::{Pattern, nearest};
pub(crate) use fold::Folded;
pub use hidden::{Hidden, HiddenCharacters, HiddenKind, has_hidden_characters, hidden_characters};
