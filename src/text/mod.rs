//! Views of a text: what can be said of it without changing it.

mod edits;
mod fold;
mod hidden;
mod look_alikes;
mod mixed_scripts;
mod mojibake;
mod plain;
#[cfg(any(feature = "wire", feature = "authoring"))]
mod quoted;
mod reading;
mod script_names;
mod search_form;
pub mod transliteration;

pub(crate) use edits::{Pattern, is_one_edit_apart, nearest};
pub(crate) use fold::Folded;
use fold::is_dropped;
pub use hidden::{Hidden, HiddenCharacters, HiddenKind, has_hidden_characters, hidden_characters};
pub(crate) use look_alikes::as_it_looks;
#[cfg(any(feature = "wire", feature = "authoring"))]
pub(crate) use mixed_scripts::has_latin_and_cyrillic_alike;
pub(crate) use mixed_scripts::{is_within_word, words_of_mixed_scripts};
pub use mojibake::likely_original;
#[cfg(any(feature = "wire", feature = "authoring"))]
pub(crate) use mojibake::read_again;
pub(crate) use plain::is_plain;
#[cfg(any(feature = "wire", feature = "authoring"))]
pub(crate) use quoted::quoted;
pub use reading::readability_index;
pub(crate) use script_names::script_name;
pub(crate) use search_form::own_search_form;
pub use search_form::{SearchForm, search_form};
pub use transliteration::din_search_form;
