//! OW-YML-003 UnknownKey

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-YML-003",
    name: "UnknownKey",
    since: "0.1.0",
    summary: "an entry has a key that nothing reads",
    why: "Whoever wrote it believes that it is in force. A slip in the spelling of a key would take a \
          person's heritage out of the list without a word.",
    failing: "`overlap: [india]`",
    passing: "`overlaps: [india]`",
    repair: "Write the key as the TEMPLATE.yaml of the folder has it; the fault names the nearest one. What \
             no key is for can stand in a comment.",
    repair_is_safe: false,
};
