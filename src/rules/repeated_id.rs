//! OW-STD-005 RepeatedId

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-STD-005",
    name: "RepeatedId",
    since: "0.1.0",
    summary: "an id or a number stands twice",
    why: "Records hold the id alone. Two peoples with one id can never be told apart again.",
    failing: "two concepts with one and the same `id`",
    passing: "two concepts, each with an `id` of its own",
    repair: "Keep the id where it was first given, and take a new one from `ownwords new` for the other.",
    repair_is_safe: false,
};
