//! OW-YML-013 TooLargeOrTooDeep

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-YML-013",
    name: "TooLargeOrTooDeep",
    since: "0.1.0",
    summary: "the file is too large, or nested too deeply",
    why: "A file that no person can read cannot be checked by a person, and it can be made to fill the \
          memory of whoever opens it.",
    failing: "a file with `[[[[[[[[[[[[[[[[[` in it",
    passing: "a file with `[irish, british]` in it",
    repair: "Divide the file into several, each of which a person can read; take out what nests deeper than \
             sixteen steps.",
    repair_is_safe: false,
};
