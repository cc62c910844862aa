//! OW-MAP-013 RelationshipToNothing

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-MAP-013",
    name: "RelationshipToNothing",
    since: "0.1.0",
    summary: "a code has a relationship, and nothing that it is related to",
    why: "The row was changed and a part of it left behind: what the relationship was true of stands there \
          no more.",
    failing: "`absent: [asked-declined]` and `relationship: equivalent`",
    passing: "`absent: [asked-declined]`",
    repair: "Take `relationship` and `adds` out; they stand beside `means` only.",
    repair_is_safe: false,
};
