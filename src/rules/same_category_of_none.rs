//! OW-MAP-018 SameCategoryOfNone

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-MAP-018",
    name: "SameCategoryOfNone",
    since: "0.1.0",
    summary: "a row is the same as a row that cannot stand for it",
    why: "The code would go out as a code of another field, or as one that says nothing of its own.",
    failing: "`same-category-as` a row that itself has `same-category-as`",
    passing: "`same-category-as` a row that has `means`",
    repair: "Name a list of the same field, and a code whose row has `means` or `absent`.",
    repair_is_safe: false,
};
