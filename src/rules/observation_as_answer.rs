//! OW-MAP-017 ObservationAsAnswer

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-MAP-017",
    name: "ObservationAsAnswer",
    since: "0.1.0",
    summary: "what somebody observed is taken for what the person answered",
    why: "What a member of staff saw is not what a person said, and says nothing of why somebody did not \
          answer.",
    failing: "`observed: \"yes\"` and `absent: [asked-declined]`",
    passing: "`observed: \"yes\"` and `means: [not-further-stated]`",
    repair: "Say with `means` what was observed, `not-further-stated` where that is nothing, and name no \
             category that people state.",
    repair_is_safe: false,
};
