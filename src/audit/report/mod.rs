//! What an audit found, for people and for programs.
//!
//! Both reports write to any [`std::io::Write`], and nothing else. They show values only where a finding holds one.

pub mod json;
pub mod terminal;

use crate::text::hidden_characters;

/// Whether a terminal would act on the character, or show nothing, instead of showing it: hidden characters, and the
/// marks and separators that are sound in a name but turn a line of a report around or break it.
fn is_unseen(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{061C}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}')
        || hidden_characters(character.encode_utf8(&mut [0; 4])).next().is_some()
}
