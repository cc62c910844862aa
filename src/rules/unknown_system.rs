//! OW-MAP-020 UnknownSystem

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-MAP-020",
    name: "UnknownSystem",
    since: "0.1.0",
    summary: "a list of codes is named that is not there",
    why: "A code without its list means nothing: the same letter is one people here and another there.",
    failing: "`system: nhs-ethnic-category`",
    passing: "`system: nhs-ethnic-category-2001`",
    repair: "Write the key of the list as its file has it; the fault names the nearest one.",
    repair_is_safe: false,
};
