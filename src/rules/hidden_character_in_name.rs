//! OW-NAM-002 HiddenCharacterInName

use super::Rule;
use crate::text::{has_hidden_characters, hidden_characters};

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-NAM-002",
    name: "HiddenCharacterInName",
    since: "0.1.0",
    summary: "the name holds a character that nobody sees",
    why: "Two records that look the same are not found together, so the person's history is split in two; and a character \
          that turns the direction of text makes a wristband show another name than the one that is stored.",
    failing: "given name `Ada<U+202E>`",
    passing: "given name `Ada`",
    repair: "Take the character out, and check the name against what the person wrote. Joiners, direction marks and \
             combining marks are part of many names and are never reported.",
    repair_is_safe: false,
};

/// Whether the name holds a hidden character; see [`hidden_characters`].
///
/// # Example
///
/// ```
/// use ownwords::rules::hidden_character_in_name;
///
/// assert!(hidden_character_in_name::is_broken("Ada\u{202E}"));
/// assert!(!hidden_character_in_name::is_broken("علی\u{200C}رضا"));
/// ```
pub fn is_broken(name: &str) -> bool {
    has_hidden_characters(name)
}

/// Which character it is and where, without the name; `None` when there is no hidden character.
///
/// # Example
///
/// ```
/// use ownwords::rules::hidden_character_in_name;
///
/// let said = hidden_character_in_name::suggestion("Ada\u{202E}\n").unwrap();
/// assert_eq!(said, "take out U+202E right-to-left override, character 4, and 1 more");
/// ```
pub fn suggestion(name: &str) -> Option<String> {
    let mut found = hidden_characters(name);
    let first = found.next()?;
    let more = match found.count() {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    Some(format!("take out {first}, character {}{more}", first.place()))
}
