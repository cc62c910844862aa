//! OW-YML-012 TabCharacter

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-YML-012",
    name: "TabCharacter",
    since: "0.1.0",
    summary: "a tab stands where the line is indented",
    why: "How wide a tab is differs from editor to editor, so that two people see two different lists; YAML \
          does not allow it.",
    failing: "`<tab>label: \"British\"`",
    passing: "`label: \"British\"`, after spaces",
    repair: "Let the editor write spaces instead of tabs, two for each step.",
    repair_is_safe: false,
};
