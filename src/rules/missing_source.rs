//! OW-MAP-005 MissingSource

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-MAP-005",
    name: "MissingSource",
    since: "0.1.0",
    summary: "a source has no title, or no licence is said",
    why: "Codes and labels belong to somebody. Without title and licence nobody can check a row, or knows \
          whether it may be used.",
    failing: "`title: \"\"` under `sources`",
    passing: "`title: \"NHS Data Dictionary\"` under `sources`",
    repair: "Say where the list was read, with its edition, and on what terms; \"not stated\" where its \
             owner does not say.",
    repair_is_safe: false,
};
