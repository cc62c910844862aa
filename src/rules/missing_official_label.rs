//! OW-MAP-015 MissingOfficialLabel

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-MAP-015",
    name: "MissingOfficialLabel",
    since: "0.1.0",
    summary: "a code has a meaning and no official label",
    why: "A meaning has to be read from something. Without the owner's words it was filled in from memory.",
    failing: "`label: \"\"` and `means: [irish]`",
    passing: "`label: \"\"` and `meaning: not-known`",
    repair: "Copy the label from its source. Where none gives it, the row says `meaning: not-known`.",
    repair_is_safe: false,
};
