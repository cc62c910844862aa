//! OW-MAP-028 ContradictionOfNationalList

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-MAP-028",
    name: "ContradictionOfNationalList",
    since: "0.1.0",
    summary: "an overlay says something that the national lists contradict",
    why: "What one organisation records must be read by every other one as what the person said. An overlay \
          adds, and changes nothing.",
    failing: "a local code `A1` that means a heritage outside of what `A` can mean",
    passing: "a local code `A1` that means a heritage that `A` can mean",
    repair: "Compare the entry with the national list that the fault names, and say what is particular to \
             your own organisation beside it.",
    repair_is_safe: false,
};
