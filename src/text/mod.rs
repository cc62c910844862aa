//! Views of a text: what can be said of it without changing it.

mod edits;
mod fold;
mod hidden;
mod mojibake;
mod script;
mod scripts;
pub mod transliteration;

pub(crate) use edits::{Pattern, nearest};
pub(crate) use fold::Folded;
pub use hidden::{Hidden, HiddenCharacters, HiddenKind, has_hidden_characters, hidden_characters};
pub use mojibake::likely_original;
#[cfg(feature = "audit")]
pub(crate) use mojibake::read_again;
pub(crate) use script::script_name;
pub(crate) use scripts::words_of_mixed_scripts;
pub use transliteration::din_search_form;
