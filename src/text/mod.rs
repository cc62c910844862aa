//! Views of a text: what can be said of it without changing it.

mod edits;
mod fold;
mod hidden;
mod look_alikes;
mod mojibake;
mod reading;
mod script;
mod scripts;
mod search_form;
pub mod transliteration;

pub(crate) use edits::{Pattern, is_one_edit_apart, nearest};
pub(crate) use fold::Folded;
use fold::is_dropped;
pub use hidden::{Hidden, HiddenCharacters, HiddenKind, has_hidden_characters, hidden_characters};
pub(crate) use look_alikes::as_it_looks;
pub use mojibake::likely_original;
#[cfg(feature = "audit")]
pub(crate) use mojibake::read_again;
pub use reading::readability_index;
pub(crate) use script::script_name;
pub(crate) use scripts::words_of_mixed_scripts;
pub(crate) use search_form::own_search_form;
pub use search_form::{SearchForm, search_form};
pub use transliteration::din_search_form;
