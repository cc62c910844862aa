//! Views of a text: what can be said of it without changing it.

mod edits;
mod fold;
mod hidden;
mod script;
pub mod transliteration;

pub(crate) use edits::{Pattern, nearest};
pub(crate) use fold::Folded;
pub use hidden::{Hidden, HiddenCharacters, HiddenKind, has_hidden_characters, hidden_characters};
pub(crate) use script::script_name;
pub use transliteration::din_search_form;
