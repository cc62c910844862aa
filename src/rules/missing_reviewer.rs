//! OW-MAP-007 MissingReviewer

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-MAP-007",
    name: "MissingReviewer",
    since: "0.1.0",
    summary: "a row counts as reviewed, and nobody is named who reviewed it",
    why: "What two people have looked at is trusted more. Where nobody is named, nobody can be asked.",
    failing: "`review: reviewed` and `reviewer: \"\"`",
    passing: "`review: draft` and `reviewer: \"\"`",
    repair: "Name the person who reviewed it in `reviewer`, or let `review` be draft until somebody has.",
    repair_is_safe: false,
};
