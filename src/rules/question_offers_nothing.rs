//! OW-QUE-002 QuestionOffersNothing

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-QUE-002",
    name: "QuestionOffersNothing",
    since: "0.1.0",
    summary: "a question has nothing to choose and nothing to type",
    why: "Nobody can answer it, and whoever must fill in the form will make something up.",
    failing: "`options: []` and `type-ahead: \"no\"`",
    passing: "`options: []` and `type-ahead: \"yes\"`",
    repair: "List the options, or let people type what they are: `type-ahead: \"yes\"`.",
    repair_is_safe: false,
};
