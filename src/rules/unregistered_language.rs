//! OW-MAP-026 UnregisteredLanguage

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-MAP-026",
    name: "UnregisteredLanguage",
    since: "0.1.0",
    summary: "a row means a language that is not registered",
    why: "A person's language goes out as a tag that no other program knows, and no interpreter is found.",
    failing: "`means: [\"xx-Nowhere\"]`",
    passing: "`means: [\"cy\"]`",
    repair: "Write a tag whose parts are all in the IANA registry, or `not-further-stated` alone.",
    repair_is_safe: false,
};
