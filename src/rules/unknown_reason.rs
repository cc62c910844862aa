//! OW-MAP-021 UnknownReason

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-MAP-021",
    name: "UnknownReason",
    since: "0.1.0",
    summary: "a row names a reason for having no answer that there is not",
    why: "Not asked, asked and declined, and unknown are different things to have happened to a person.",
    failing: "`absent: [asked-declned]`",
    passing: "`absent: [asked-declined]`",
    repair: "Write the slug of a reason in standards/absence.yaml; the fault names the nearest one.",
    repair_is_safe: false,
};
