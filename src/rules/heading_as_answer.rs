//! OW-COD-020 HeadingAsAnswer

use super::Rule;
use crate::bridge::Row;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-COD-020",
    name: "HeadingAsAnswer",
    since: "0.1.0",
    summary: "the code is a heading of its list, and the list has codes below it that say more",
    why: "The system could have held who the person says they are, and holds the part of the world. People of very different \
          communities are counted as one, and none of them can be found.",
    failing: "`4` of New Zealand's list, Asian: it has codes for Indian, Chinese, Filipino and others below it",
    passing: "`43100` of the same list, Indian nfd",
    repair: "Ask the person, and record the code of what they say. Nothing narrower can be read from the heading. Where they say \
             no more, use the list's code for that, which New Zealand's calls nfd.",
    repair_is_safe: false,
};

/// Whether the code is one. It is a code of the list all the same, and is counted as valid.
///
/// # Example
///
/// ```
/// use ownwords::bridge::systems;
/// use ownwords::rules::heading_as_answer::is_broken;
///
/// let row = |code: &[u8]| systems::NZ_ETHNICITY_2005.decode(code).row().unwrap();
/// assert!(is_broken(row(b"4")));
/// assert!(!is_broken(row(b"43100")));
/// ```
pub fn is_broken(row: Row) -> bool {
    row.is_heading()
}
