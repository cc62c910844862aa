//! OW-STD-002 RetiredConcept

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-STD-002",
    name: "RetiredConcept",
    since: "0.1.0",
    summary: "a concept that is retired is still named",
    why: "A term is retired because the people it named reject it, or because it meant two things. New \
          answers must not be recorded with it.",
    failing: "`means: [example-people]`, whose status is `retired`",
    passing: "`means: [irish]`, whose status is `provisional`",
    repair: "Name the concept that took its place. Where none did, the row says that its meaning is not \
             known.",
    repair_is_safe: false,
};
