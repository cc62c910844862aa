//! OW-YML-004 MissingKey

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-YML-004",
    name: "MissingKey",
    since: "0.1.0",
    summary: "an entry lacks a key that it must have",
    why: "What is left out would have to be guessed, and nothing is guessed about people.",
    failing: "a row with `code: \"A\"` and no `label`",
    passing: "a row with `code: \"A\"` and `label: \"British\"`",
    repair: "Add the key. The TEMPLATE.yaml of the folder says what belongs there, and how to say that it \
             is not known.",
    repair_is_safe: false,
};
