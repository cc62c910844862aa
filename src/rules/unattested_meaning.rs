//! OW-MAP-025 UnattestedMeaning

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-MAP-025",
    name: "UnattestedMeaning",
    since: "0.1.0",
    summary: "a code means a concept, and nothing attests it",
    why: "The standard and the mapping are written apart, so that two people have to read a list alike. A \
          meaning without its witness was read by one alone.",
    failing: "`means: [irish]` of a code that the entry of `irish` does not attest",
    passing: "`means: [irish]` of a code that stands in its `attested-by`",
    repair: "Read the published list, and add system, code and label to `attested-by` of the concept; or \
             mend the row.",
    repair_is_safe: false,
};
