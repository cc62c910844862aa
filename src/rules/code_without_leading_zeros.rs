//! OW-COD-006 CodeWithoutLeadingZeros

use super::Rule;

/// The rule. What finds it is [`CodeSystem::diagnose`](crate::bridge::CodeSystem::diagnose): `LeadingZerosLost`.
pub static RULE: Rule = Rule {
    id: "OW-COD-006",
    name: "CodeWithoutLeadingZeros",
    since: "0.1.0",
    summary: "the code has lost its leading zeros",
    why: "A spreadsheet took the code for a number. In some lists the shorter number is a code too, of another \
          people, so a person can be counted as somebody they are not.",
    failing: "ethnic category `1` of a list that has `01`",
    passing: "ethnic category `01`",
    repair: "See in the column before the spreadsheet whether the code had its zeros, and read that column as \
          text. Where every code of the list has the same length, the zeros can be put back.",
    repair_is_safe: false,
};
