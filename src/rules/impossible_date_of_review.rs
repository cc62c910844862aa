//! OW-MAP-008 ImpossibleDateOfReview

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-MAP-008",
    name: "ImpossibleDateOfReview",
    since: "0.1.0",
    summary: "the date of a row is no day of the calendar",
    why: "The date says against which edition of the published list a row was checked, and whether it is \
          older than a change there.",
    failing: "`date: \"2026-02-30\"`",
    passing: "`date: \"2026-02-28\"`",
    repair: "Write the day on which somebody last compared the row with its source, as YYYY-MM-DD.",
    repair_is_safe: false,
};
