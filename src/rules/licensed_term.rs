//! OW-MAP-016 LicensedTerm

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-MAP-016",
    name: "LicensedTerm",
    since: "0.1.0",
    summary: "a term stands in a list whose terms need a licence",
    why: "Whoever takes this library would be made to break a licence that they never saw.",
    failing: "`label: \"Irish\"` in a list behind the feature `snomed`",
    passing: "`label: \"\"` in a list behind the feature `snomed`",
    repair: "Leave the label empty; of such a list identifiers alone are written down.",
    repair_is_safe: false,
};
