//! Views of a text: what can be said of it without changing it.

mod edits;
mod fold;
mod hidden;
mod look_alikes;

pub(crate) use edits::{Pattern, is_one_edit_apart, nearest};
pub(crate) use fold::Folded;
pub use hidden::{Hidden, HiddenCharacters, HiddenKind, has_hidden_characters, hidden_characters};
pub(crate) use look_alikes::as_it_looks;
