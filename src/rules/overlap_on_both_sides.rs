//! OW-STD-012 OverlapOnBothSides

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-STD-012",
    name: "OverlapOnBothSides",
    since: "0.1.0",
    summary: "an overlap is written in both entries",
    why: "Whoever takes it back in one place leaves it standing in the other.",
    failing: "`overlaps: [b]` in the entry of A, and `overlaps: [a]` in that of B",
    passing: "`overlaps: [b]` in the entry of A alone",
    repair: "Keep one of the two and take the other out; an overlap holds in both directions.",
    repair_is_safe: false,
};
