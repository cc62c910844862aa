//! OW-FIL-005 SwappedCells

use super::Rule;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-FIL-005",
    name: "SwappedCells",
    since: "0.1.0",
    summary: "two cells of the row stand in one another's columns",
    why: "The row says in one column what belongs in another. Read as it stands, a person has an answer that \
          they never gave, or none.",
    failing: "ethnic category `Irish` beside label `B`",
    passing: "ethnic category `B` beside label `Irish`",
    repair: "Exchange the two cells. Each is then what its column holds, which neither is as they stand.",
    repair_is_safe: false,
};
