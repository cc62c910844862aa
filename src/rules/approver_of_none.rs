//! OW-MAP-032 ApproverOfNone

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-MAP-032",
    name: "ApproverOfNone",
    since: "0.1.0",
    summary: "a row that is not approved names an approval",
    why: "Either the approval was begun and not finished, or it was taken back and half of it stayed. A reader cannot tell which.",
    failing: "`review: draft` and `approver: \"A made-up approver\"`",
    passing: "`review: draft` and no `approver`",
    repair: "Let `review` be approved if it is, or take `approver` and `approved-on` out.",
    repair_is_safe: false,
};
