//! OW-STD-017 ImpossibleEdition

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-STD-017",
    name: "ImpossibleEdition",
    since: "0.1.0",
    summary: "the version or the date of an edition is none",
    why: "Records say by which edition they were written. Without it nobody can restore what a person said.",
    failing: "`date: \"2026-13-40\"`",
    passing: "`date: \"2026-11-24\"`",
    repair: "Write the version as numbers with a point between them, and the date as YYYY-MM-DD.",
    repair_is_safe: false,
};
