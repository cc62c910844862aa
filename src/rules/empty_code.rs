//! OW-MAP-009 EmptyCode

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-MAP-009",
    name: "EmptyCode",
    since: "0.1.0",
    summary: "a row has an empty code",
    why: "Every record with an empty field would then be read as having given this answer.",
    failing: "`code: \"\"`",
    passing: "`code: \"9\"`",
    repair: "Copy the code from its source. A field that is empty is an absence and has no row.",
    repair_is_safe: false,
};
