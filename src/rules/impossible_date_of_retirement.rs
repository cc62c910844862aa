//! OW-MAP-033 ImpossibleDateOfRetirement

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-MAP-033",
    name: "ImpossibleDateOfRetirement",
    since: "0.1.0",
    summary: "the day on which a code was retired is no day of the calendar",
    why: "Whoever puts old records right asks whether a code was still in force when it was recorded. A day that never was \
          answers nothing.",
    failing: "`retired: \"1 April 2012\"`",
    passing: "`retired: \"2012-04-01\"`",
    repair: "Write the day that the source gives, as YYYY-MM-DD. Where it gives none, write \"yes\": a day is never made up.",
    repair_is_safe: false,
};
