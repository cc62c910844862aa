//! OW-MAP-002 RepeatedCode

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-MAP-002",
    name: "RepeatedCode",
    since: "0.1.0",
    summary: "a code stands twice in a list",
    why: "A record with this code would be read by one row or by the other, and the people of the second \
          are lost.",
    failing: "`code: \"A\"` in two rows",
    passing: "`code: \"A\"` in one row",
    repair: "Compare both rows with the published list: one of them has the wrong code, or is the same row \
             again.",
    repair_is_safe: false,
};
