//! Views of a text: what can be said of it without changing it.

mod edits;
mod fold;
mod hidden;
mod look_alikes;
mod mojibake;
mod script;
mod scripts;
pub mod transliteration;

pub(crate) use edits::{Pattern, is_one_edit_apart, nearest};
pub(crate) use fold::Folded;
pub use hidden::{Hidden, HiddenCharacters, HiddenKind, has_hidden_characters, hidden_characters};
pub(crate) use look_alikes::as_it_looks;
pub use mojibake::likely_original;
#[cfg(feature = "audit")]
pub(crate) use mojibake::read_again;
pub(crate) use script::script_name;
pub(crate) use scripts::words_of_mixed_scripts;
pub use transliteration::din_search_form;
