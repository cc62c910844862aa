//! OW-MAP-012 MissingRelationship

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-MAP-012",
    name: "MissingRelationship",
    since: "0.1.0",
    summary: "a code has no relationship to what it means",
    why: "Without it nobody can say whether the code is sure to be right for everybody with the heritage. \
          That is how people are given a colour they never stated.",
    failing: "`means: [irish]` alone",
    passing: "`means: [irish]` and `relationship: equivalent`",
    repair: "Add `relationship`, in FHIR's words. Equivalent is a promise that the code says no more and no \
             less.",
    repair_is_safe: false,
};
