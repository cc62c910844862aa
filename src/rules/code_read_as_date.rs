//! OW-COD-008 CodeReadAsDate

use super::Rule;

/// The rule. What finds it is [`CodeSystem::diagnose`](crate::bridge::CodeSystem::diagnose): `DateShape`.
pub static RULE: Rule = Rule {
    id: "OW-COD-008",
    name: "CodeReadAsDate",
    since: "0.1.0",
    summary: "a spreadsheet has made a date of the code",
    why: "The person's answer has become a day in a calendar. Reports drop it, and the person is counted among \
          those who were never asked.",
    failing: "race `Sep-28`",
    passing: "race `2028-9`",
    repair: "Take the column from the file as it was before the spreadsheet, and read it as text. Where one code \
          of the list fits, a run that shows values names it.",
    repair_is_safe: false,
};
