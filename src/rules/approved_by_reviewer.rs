//! OW-MAP-030 ApprovedByReviewer

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-MAP-030",
    name: "ApprovedByReviewer",
    since: "0.1.0",
    summary: "one person both reviewed and approved a row",
    why: "Whoever reads a row a second time sees what they saw the first time. Approval is another person's look.",
    failing: "`reviewer: \"A made-up person\"` and `approver: \"A made-up person\"`",
    passing: "`reviewer: \"A made-up person\"` and `approver: \"Another made-up person\"`",
    repair: "Let somebody else approve it. Until they have, let `review` be reviewed.",
    repair_is_safe: false,
};
