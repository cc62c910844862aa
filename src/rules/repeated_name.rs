//! OW-STD-006 RepeatedName

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-STD-006",
    name: "RepeatedName",
    since: "0.1.0",
    summary: "a slug, label, key or other name stands twice",
    why: "Whoever names it means one of the two, and nobody can say which.",
    failing: "`slug: irish` in two files",
    passing: "`slug: irish` in one file",
    repair: "Keep the first, whose place the fault says, and give the other a name of its own, or take it \
             out.",
    repair_is_safe: false,
};
