//! OW-STD-018 SinceAfterEdition

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-STD-018",
    name: "SinceAfterEdition",
    since: "0.1.0",
    summary: "a concept is younger than the edition that holds it",
    why: "Its history is out of order: whoever asks whether people could choose it at the time of a record \
          is told the wrong thing.",
    failing: "`since: \"9.0\"` in edition 0.1",
    passing: "`since: \"0.1\"` in edition 0.1",
    repair: "Write the version that first had the concept, or raise the version of the edition.",
    repair_is_safe: false,
};
