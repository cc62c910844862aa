//! OW-FIL-003 HiddenCharacter

use super::Rule;
use crate::text::{has_hidden_characters, hidden_characters};

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-FIL-003",
    name: "HiddenCharacter",
    since: "0.1.0",
    summary: "the value holds a character that nobody sees",
    why: "The value looks like one that is known and is another. A program that compares it finds nothing, and \
          nobody who looks at it can see why.",
    failing: "code `A<U+202E>`",
    passing: "code `A`",
    repair: "Take the character out. Where the column is of a known list, exactly one of its codes or labels \
             is then left.",
    repair_is_safe: false,
};

/// Whether the text holds a hidden character that is no white space; see [`hidden_characters`]. A cell may have several
/// lines.
///
/// # Example
///
/// ```
/// use ownwords::rules::hidden_character;
///
/// assert!(hidden_character::is_broken("A\u{202E}"));
/// assert!(!hidden_character::is_broken("first line\nsecond line"));
/// ```
pub fn is_broken(text: &str) -> bool {
    has_hidden_characters(text) && hidden_characters(text).any(|hidden| !hidden.character().is_whitespace())
}
