//! OW-MAP-011 NoMeaning

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-MAP-011",
    name: "NoMeaning",
    since: "0.1.0",
    summary: "a row does not say what its code means",
    why: "Records with this code would be read as nothing at all, and the people in them would not be \
          counted.",
    failing: "`means: []`",
    passing: "`meaning: not-known`",
    repair: "Give it one of `means`, `absent`, `meaning: not-known` and `same-category-as`.",
    repair_is_safe: false,
};
