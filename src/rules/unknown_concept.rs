//! OW-STD-001 UnknownConcept

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-STD-001",
    name: "UnknownConcept",
    since: "0.1.0",
    summary: "a slug or id names no concept of the standard",
    why: "The row, question or relation means nobody, and the people whom it was written for are left out \
          of it.",
    failing: "`means: [irihs]`",
    passing: "`means: [irish]`",
    repair: "Write the slug as the standard has it; the fault names the nearest one. A concept that is \
             missing is added with `ownwords new`.",
    repair_is_safe: false,
};
