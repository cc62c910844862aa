//! OW-STD-007 RepeatedInList

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-STD-007",
    name: "RepeatedInList",
    since: "0.1.0",
    summary: "a word stands twice in one list",
    why: "The second says nothing, and most often another word was meant, which is now missing.",
    failing: "`broader: [african, african]`",
    passing: "`broader: [african]`",
    repair: "Take the second out, or write the word that was meant in its place.",
    repair_is_safe: false,
};
