//! OW-YML-017 NotYaml

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-YML-017",
    name: "NotYaml",
    since: "0.1.0",
    summary: "the text is no YAML",
    why: "The file cannot be read, so that nothing in it is checked, and no table can be made.",
    failing: "`label: \"British`, which no quote closes",
    passing: "`label: \"British\"`",
    repair: "Look at the line, and at the one above it: a quote, a bracket or a colon is missing, or one is \
             too many.",
    repair_is_safe: false,
};
