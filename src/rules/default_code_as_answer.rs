//! OW-COD-015 DefaultCodeAsAnswer

use super::{RecordField, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-COD-015",
    name: "DefaultCodeAsAnswer",
    since: "0.1.0",
    summary: "a quarter of the column or more holds the default code of its data element, which is nobody's answer",
    why: "The field looks full, so nobody asks. The reports that are made from it say that a quarter of the people could not \
          be known, when they were not asked.",
    failing: "ethnic category `99`, in every third row of the column",
    passing: "ethnic category `99`, in every thirtieth row of the column",
    repair: "See whether the system fills the code in by itself, and stop it: a field that nobody filled stays empty. Then ask \
             at the next visit.",
    repair_is_safe: false,
};

/// Fewer rows say nothing of a system.
const FEWEST: u64 = 30;

/// Whether the code is the default that the NHS Data Dictionary gives the data element: 99 of ETHNIC CATEGORY, 9 of PERSON
/// STATED SEXUAL ORIENTATION CODE. A default belongs to the element, and not to the list of answers.
///
/// # Example
///
/// ```
/// use ownwords::rules::{RecordField, default_code_as_answer::is_one};
///
/// assert!(is_one(RecordField::EthnicCategory, b"99") && is_one(RecordField::SexualOrientation, b"9"));
/// assert!(!is_one(RecordField::EthnicCategory, b"Z"));
/// ```
pub fn is_one(field: RecordField, code: &[u8]) -> bool {
    match field {
        RecordField::EthnicCategory => code == b"99",
        RecordField::SexualOrientation => code == b"9",
        _ => false,
    }
}

/// What a column's counts tell: of the rows with any code, how many hold the default, where these are at least thirty and a
/// quarter. The share is our own; that defaults are counted apart from valid values is the NHS Data Quality Maturity Index's.
///
/// # Example
///
/// ```
/// use ownwords::rules::default_code_as_answer::evidence;
///
/// assert_eq!(evidence(40, 100).unwrap(), "40 of 100 rows with a code hold the default");
/// assert_eq!(evidence(40, 1000), None);
/// ```
pub fn evidence(defaults: u64, complete: u64) -> Option<String> {
    (defaults >= FEWEST && defaults >= complete.div_ceil(4))
        .then(|| format!("{defaults} of {complete} rows with a code hold the default"))
}
