//! OW-STD-010 RelationToItself

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-STD-010",
    name: "RelationToItself",
    since: "0.1.0",
    summary: "a concept stands in a relation to itself",
    why: "It says nothing, and most often another concept was meant, without which people are counted \
          wrongly.",
    failing: "`overlaps: [kurdish]` in the entry of `kurdish`",
    passing: "`overlaps: [iranian]` in the entry of `kurdish`",
    repair: "Take it out, or write the slug of the concept that was meant in its place.",
    repair_is_safe: false,
};
