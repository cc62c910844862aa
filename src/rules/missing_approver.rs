//! OW-MAP-029 MissingApprover

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-MAP-029",
    name: "MissingApprover",
    since: "0.1.0",
    summary: "a row counts as approved, and does not say by whom and when",
    why: "Two people stand behind what is approved. Where the second is not named, nobody knows that there was one.",
    failing: "`review: approved` and no `approver`",
    passing: "`review: approved`, `approver: \"A made-up approver\"` and `approved-on: \"2026-11-26\"`",
    repair: "Name whoever approved it in `approver` and the day in `approved-on`, or let `review` be reviewed until somebody has.",
    repair_is_safe: false,
};
