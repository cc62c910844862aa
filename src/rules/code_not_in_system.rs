//! OW-COD-001 CodeNotInSystem

use super::Rule;
use crate::bridge::Rows;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-COD-001",
    name: "CodeNotInSystem",
    since: "0.1.0",
    summary: "the code is not in its code system",
    why: "Nobody can say what the person answered. Reports count them as unknown, or leave them out, although they may \
          have told their story plainly on the day.",
    failing: "ethnic category `X9`",
    passing: "ethnic category `H`",
    repair: "Ask the person again, or look for what they said in the paper or the message that the record came from. The \
             code as it stands is kept until then: it may be another list's, and then it still means something.",
    repair_is_safe: false,
};

/// Whether none of the rows has exactly this code.
///
/// The bytes are compared as they are. Where a list lets the sender add a character of its own to a national code, ask
/// the code system itself, which knows that: `decode(value).row()`.
///
/// # Example
///
/// ```
/// use ownwords::bridge::systems;
/// use ownwords::rules::code_not_in_system;
///
/// let rows = systems::NHS_ETHNIC_CATEGORY_2001.rows();
/// assert!(code_not_in_system::is_broken(b"X9", rows));
/// assert!(!code_not_in_system::is_broken(b"H", rows));
/// ```
pub fn is_broken(value: &[u8], rows: &'static Rows) -> bool {
    !rows.iter().any(|row| row.code().as_bytes() == value)
}
