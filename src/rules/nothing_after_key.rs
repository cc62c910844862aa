//! OW-YML-009 NothingAfterKey

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-YML-009",
    name: "NothingAfterKey",
    since: "0.1.0",
    summary: "there is nothing after a key",
    why: "Nobody can tell whether the value was forgotten or whether there is none, and each program takes \
          it for something else.",
    failing: "`label:`",
    passing: "`label: \"\"`",
    repair: "Write the value. Where no source gives a label, write \"\" and let the row say that its \
             meaning is not known.",
    repair_is_safe: false,
};
