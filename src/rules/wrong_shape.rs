//! OW-YML-018 WrongShape

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-YML-018",
    name: "WrongShape",
    since: "0.1.0",
    summary: "a value has another shape than its key asks for",
    why: "A list was written where one text belongs, or a text where a list does. One program makes a list \
          of one of it, another drops it.",
    failing: "`means: irish`",
    passing: "`means: [irish]`",
    repair: "Compare the entry with the TEMPLATE.yaml of its folder: a list stands in square brackets, or \
             has a hyphen before each of its lines.",
    repair_is_safe: false,
};
