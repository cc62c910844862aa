//! OW-STD-019 NumberOutOfRange

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-STD-019",
    name: "NumberOutOfRange",
    since: "0.1.0",
    summary: "a number is outside of its range",
    why: "Numbers are written into residues, in a place of fixed width, and those of overlays are kept for \
          overlays. Another number there restores another statement.",
    failing: "`number: 64` of a reason",
    passing: "`number: 63` of a reason",
    repair: "Take the next free number of the range that the fault names; a number once released is never \
             changed.",
    repair_is_safe: false,
};
