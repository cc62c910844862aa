//! OW-COD-010 IdentifierCheckDigit

use super::Rule;

/// The rule. What finds it is [`CodeSystem::diagnose`](crate::bridge::CodeSystem::diagnose): `WrongCheckDigit`.
pub static RULE: Rule = Rule {
    id: "OW-COD-010",
    name: "IdentifierCheckDigit",
    since: "0.1.0",
    summary: "the check digit of an identifier of SNOMED CT does not fit",
    why: "A digit was mistyped or lost on the way. The identifier names nothing, so what the person answered \
          reaches nobody.",
    failing: "ethnic category `1024701000000101`",
    passing: "ethnic category `1024701000000100`",
    repair: "Look for the identifier in the message or the paper that the record came from. Where one identifier \
          of the list is a digit away, a run that shows values names it.",
    repair_is_safe: false,
};
