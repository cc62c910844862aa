//! OW-STD-016 UnknownWord

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-STD-016",
    name: "UnknownWord",
    since: "0.1.0",
    summary: "a word is none of those that may stand here",
    why: "The list is short and fixed. A word beside it would be taken for none of them, and the entry \
          would lose its sense.",
    failing: "`status: agred`",
    passing: "`status: agreed`",
    repair: "Write one of the words that may stand here; the fault names the nearest one, or lists them.",
    repair_is_safe: false,
};
