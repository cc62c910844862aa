//! OW-COD-009 RoundedIdentifier

use super::Rule;

/// The rule. What finds it is [`CodeSystem::diagnose`](crate::bridge::CodeSystem::diagnose): `RoundedIdentifier`.
/// An identifier that ends in zeros and whose check digit fits is sound.
pub static RULE: Rule = Rule {
    id: "OW-COD-009",
    name: "RoundedIdentifier",
    since: "0.1.0",
    summary: "an identifier of SNOMED CT was rounded to fifteen digits",
    why: "A spreadsheet keeps fifteen digits of a number and writes zeros for the rest. What is left names \
          nothing, or, worse, something else than the person said.",
    failing: "ethnic category `1024701000000000`",
    passing: "ethnic category `1024701000000100`",
    repair: "Take the column from the file as it was before the spreadsheet, and read it as text. The lost digits \
          are not in this record, and no program can work them out.",
    repair_is_safe: false,
};
