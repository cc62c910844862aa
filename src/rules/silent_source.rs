//! OW-MAP-022 SilentSource

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-MAP-022",
    name: "SilentSource",
    since: "0.1.0",
    summary: "somebody is said to publish something, and it is not said what or who",
    why: "An authority decides how a person is counted. It must not be made to say what it does not say.",
    failing: "`codes: []` of an authority",
    passing: "`codes: [\"A\"]` of an authority",
    repair: "Copy what is published, with who says it, or take the entry out where the source is silent.",
    repair_is_safe: false,
};
