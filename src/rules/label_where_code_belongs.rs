//! OW-COD-003 LabelWhereCodeBelongs

use super::Rule;
use crate::bridge::{Damage, Rows, diagnose};

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-COD-003",
    name: "LabelWhereCodeBelongs",
    since: "0.1.0",
    summary: "an official label stands where its code belongs",
    why: "Anybody can read what the person answered, but no program that receives the record can. The answer is thrown \
          away at the next system, and the person is asked again, or counted as unknown.",
    failing: "ethnic category `Chinese`",
    passing: "ethnic category `R`",
    repair: "Write the code of the label. Exactly one label of the list is this one.",
    repair_is_safe: true,
};

/// The code of the one row whose official label the value is; `None` when the value is a code, when no label or more than
/// one is this one.
///
/// Compared without regard to case, to white space around it, and to how long a dash is. The label may stand alone or
/// after its heading: `heading - label`, `heading: label`.
///
/// # Example
///
/// ```
/// use ownwords::bridge::systems;
/// use ownwords::rules::label_where_code_belongs;
///
/// let rows = systems::NHS_ETHNIC_CATEGORY_2001.rows();
/// assert_eq!(label_where_code_belongs::code_meant(b"chinese", rows), Some("R"));
/// assert_eq!(label_where_code_belongs::code_meant(b"R", rows), None);
/// ```
pub fn code_meant(value: &[u8], rows: &'static Rows) -> Option<&'static str> {
    diagnose(value, rows).filter(|found| found.damage() == Damage::Label)?.likely()
}
