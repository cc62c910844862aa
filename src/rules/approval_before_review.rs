//! OW-MAP-031 ApprovalBeforeReview

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-MAP-031",
    name: "ApprovalBeforeReview",
    since: "0.1.0",
    summary: "a row was approved before it was reviewed",
    why: "An approval holds for what was there on its day. A row that was reviewed later may say something else.",
    failing: "`date: \"2026-11-26\"` and `approved-on: \"2026-11-25\"`",
    passing: "`date: \"2026-11-26\"` and `approved-on: \"2026-11-26\"`",
    repair: "Let the row be approved anew, and write that day. Until then let `review` be reviewed.",
    repair_is_safe: false,
};
