//! OW-STD-011 OverlapContradictsBroader

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-STD-011",
    name: "OverlapContradictsBroader",
    since: "0.1.0",
    summary: "two concepts may be one another, and one always is the other",
    why: "What `broader` says is always so, and what `overlaps` says is sometimes so. Where both stand, a \
          person is counted with certainty and with doubt at once.",
    failing: "`broader: [european]` and `overlaps: [european]` in one entry",
    passing: "`broader: [european]` alone",
    repair: "Take it out of `overlaps` where it is always so, and out of `broader` where it is sometimes so.",
    repair_is_safe: false,
};
