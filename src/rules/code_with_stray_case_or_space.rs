//! OW-COD-002 CodeWithStrayCaseOrSpace

use super::Rule;
use crate::bridge::{Damage, Rows, diagnose};

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-COD-002",
    name: "CodeWithStrayCaseOrSpace",
    since: "0.1.0",
    summary: "the code is in its code system but for its case, or a space beside it",
    why: "The person gave an answer and somebody recorded it, but a strict receiver does not know the code and drops it. \
          The person is then counted among those who were never asked.",
    failing: "ethnic category ` h`",
    passing: "ethnic category `H`",
    repair: "Write the code as its owner writes it. Exactly one code fits.",
    repair_is_safe: true,
};

/// The one code that the value is, but for case and white space; `None` when the value is a code as it stands, when none
/// fits, and when several do.
///
/// # Example
///
/// ```
/// use ownwords::bridge::systems;
/// use ownwords::rules::code_with_stray_case_or_space;
///
/// let rows = systems::NHS_ETHNIC_CATEGORY_2001.rows();
/// assert_eq!(code_with_stray_case_or_space::code_meant(b" h\n", rows), Some("H"));
/// assert_eq!(code_with_stray_case_or_space::code_meant(b"H", rows), None);
/// assert_eq!(code_with_stray_case_or_space::code_meant(b"X9", rows), None);
/// ```
pub fn code_meant(value: &[u8], rows: &'static Rows) -> Option<&'static str> {
    diagnose(value, rows)
        .filter(|found| matches!(found.damage(), Damage::StraySpace | Damage::StrayCase))?
        .likely()
}
