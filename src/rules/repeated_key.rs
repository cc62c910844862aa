//! OW-YML-002 RepeatedKey

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-YML-002",
    name: "RepeatedKey",
    since: "0.1.0",
    summary: "a key stands twice in one entry",
    why: "Most programs keep the last of the two and say nothing, so that what somebody wrote first is lost \
          without a trace.",
    failing: "`label: \"British\"`, and in the next line of the same entry `label: \"Irish\"`",
    passing: "`label: \"British\"`, once in its entry",
    repair: "Find out which of the two is meant, keep that line, and take the other out.",
    repair_is_safe: false,
};
