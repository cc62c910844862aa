//! OW-MAP-010 SeveralMeanings

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-MAP-010",
    name: "SeveralMeanings",
    since: "0.1.0",
    summary: "a row says several different things",
    why: "A code cannot be an answer and the absence of one. Each program would take another half of it for \
          the truth.",
    failing: "`means: [irish]` and `absent: [asked-declined]` in one row",
    passing: "`means: [irish]` in one row",
    repair: "Keep one of `means`, `absent`, `meaning: not-known` and `same-category-as`.",
    repair_is_safe: false,
};
