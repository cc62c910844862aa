//! OW-STD-009 LoopOfBroader

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-STD-009",
    name: "LoopOfBroader",
    since: "0.1.0",
    summary: "a concept is broader than itself",
    why: "Whoever states one heritage of the loop would be counted under all of them, each being always the \
          other.",
    failing: "A with `broader: [b]`, and B with `broader: [a]`",
    passing: "A with `broader: [b]`, and B with `broader: []`",
    repair: "Take one `broader` of the loop out: the one that is not true of everybody.",
    repair_is_safe: false,
};
