//! OW-COD-019 RetiredCode

use super::Rule;
use crate::bridge::Row;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-COD-019",
    name: "RetiredCode",
    since: "0.1.0",
    summary: "the list's owner has retired this code, or only an earlier edition of the list has it",
    why: "A receiver that checks against the present list refuses the record, or counts the person as not known, though they \
          answered.",
    failing: "`9` of HES ethnic characters: withdrawn on 22 July 2004",
    passing: "`4` of the same list",
    repair: "Keep the code with the day it was recorded: its meaning has not changed. Ask the person at the next visit, and send \
             what they say in a code that is in force.",
    repair_is_safe: false,
};

/// Whether a source says so of the code. Nothing is known from the age of a record.
///
/// # Example
///
/// ```
/// use ownwords::bridge::systems;
/// use ownwords::rules::retired_code::is_broken;
///
/// let row = |code: &[u8]| systems::HES_ETHNOS_1995.decode(code).row().unwrap();
/// assert!(is_broken(row(b"9")));
/// assert!(!is_broken(row(b"4")));
/// ```
pub fn is_broken(row: Row) -> bool {
    row.is_retired()
}
