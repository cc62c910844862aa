//! OW-MAP-004 UnknownSource

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-MAP-004",
    name: "UnknownSource",
    since: "0.1.0",
    summary: "a source is named that the file does not list",
    why: "Nobody can then look up whether the code means what the row says.",
    failing: "`source: dictionry`",
    passing: "`source: dictionary`, which stands under `sources`",
    repair: "Write the source's key as it stands under `sources`, or add the source there with its title \
             and licence.",
    repair_is_safe: false,
};
