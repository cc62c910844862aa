//! OW-MAP-023 AgreedTerm

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-MAP-023",
    name: "AgreedTerm",
    since: "0.1.0",
    summary: "a term is listed as one about which sources disagree, and they do not",
    why: "People would be shown a doubt that there is not, and would look for it.",
    failing: "one code with `by: [one, two]` and no other",
    passing: "two codes, one with `by: [one]` and one with `by: [two]`",
    repair: "Give the code that another source has for the same meaning, or take the term out.",
    repair_is_safe: false,
};
