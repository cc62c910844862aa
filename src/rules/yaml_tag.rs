//! OW-YML-005 YamlTag

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-YML-005",
    name: "YamlTag",
    since: "0.1.0",
    summary: "a tag stands before a value",
    why: "A tag such as `!!binary` tells one program to read the text as something else, and the next one \
          does not know it. People would then see two different lists.",
    failing: "`label: !!str \"British\"`",
    passing: "`label: \"British\"`",
    repair: "Take the tag out, and put the text in double quotes where it has none.",
    repair_is_safe: false,
};
