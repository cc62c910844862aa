//! OW-COD-007 CodeReadAsNumber

use super::Rule;

/// The rule. What finds it is [`CodeSystem::diagnose`](crate::bridge::CodeSystem::diagnose): `ScientificNotation`.
pub static RULE: Rule = Rule {
    id: "OW-COD-007",
    name: "CodeReadAsNumber",
    since: "0.1.0",
    summary: "a spreadsheet has made a number with an exponent of the code",
    why: "What the person answered can no longer be read: of a long code the last digits are gone, and nobody \
          can say from the record whose answer it was.",
    failing: "ethnic category `1.02E+15`",
    passing: "ethnic category `1024701000000100`",
    repair: "Take the column from the file as it was before the spreadsheet, and read it as text. Where one code \
          of the list fits, a run that shows values names it.",
    repair_is_safe: false,
};
