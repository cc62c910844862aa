//! OW-STD-003 MalformedId

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-STD-003",
    name: "MalformedId",
    since: "0.1.0",
    summary: "an id is damaged, or was not given by the tool",
    why: "An id is what records hold for ever. Its check character shows that a digit was mistyped before \
          the record becomes somebody else's.",
    failing: "`id: \"H2222X\"`",
    passing: "an `id` that `ownwords new` gave, with its own check character",
    repair: "Copy the id from where it was given. A new one comes from `ownwords new` and is never typed.",
    repair_is_safe: false,
};
