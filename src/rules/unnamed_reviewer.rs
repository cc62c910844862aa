//! OW-QUE-004 UnnamedReviewer

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-QUE-004",
    name: "UnnamedReviewer",
    since: "0.1.0",
    summary: "nobody is named who reviewed a wording",
    why: "A wording that no speaker of the language has read can hurt, and people must be shown that it is \
          a draft.",
    failing: "`reviewed-by: \"reviewed\"`",
    passing: "`reviewed-by: \"not yet reviewed\"`",
    repair: "Say who reviewed the wording, or write \"not yet reviewed\": it is then shown as a draft.",
    repair_is_safe: false,
};
