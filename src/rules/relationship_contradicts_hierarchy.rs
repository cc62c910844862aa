//! OW-MAP-014 RelationshipContradictsHierarchy

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-MAP-014",
    name: "RelationshipContradictsHierarchy",
    since: "0.1.0",
    summary: "what a code means contradicts how the standard orders the concepts",
    why: "A code that means a people, and beside it the broader people that they always belong to, reads \
          everybody with this code as having two heritages.",
    failing: "`means: [irish, european]` and `relationship: equivalent`",
    passing: "`means: [irish]` and `relationship: equivalent`",
    repair: "Keep the narrower of the two. Where the broader one stands for a people that is not named, or \
             the code adds something, the relationship is `source-is-narrower-than-target`.",
    repair_is_safe: false,
};
