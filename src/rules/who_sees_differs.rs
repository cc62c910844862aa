//! OW-QUE-006 WhoSeesDiffers

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-QUE-006",
    name: "WhoSeesDiffers",
    since: "0.1.0",
    summary: "a question tells people other than the truth of who sees the answer",
    why: "People decide by this what to say. A purpose that is left out is a promise that is broken.",
    failing: "`purposes: [letter]`, which does not see the field",
    passing: "`purposes: [direct-care]`, which sees it",
    repair: "Compare the question with standards/purposes.yaml, and name each purpose that sees the field \
             once.",
    repair_is_safe: false,
};
