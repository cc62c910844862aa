//! OW-MAP-019 UnknownCode

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-MAP-019",
    name: "UnknownCode",
    since: "0.1.0",
    summary: "a code is named that its list does not have",
    why: "What was to be said of the code is said of nobody, and nobody notices what is missing.",
    failing: "`code: \"ZZ\"` of the NHS list",
    passing: "`code: \"Z\"` of the NHS list",
    repair: "Write the code as its list has it; the fault names the nearest one.",
    repair_is_safe: false,
};
