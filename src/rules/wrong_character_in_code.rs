//! OW-COD-011 WrongCharacterInCode

use super::Rule;

/// The rule. What finds it is [`CodeSystem::diagnose`](crate::bridge::CodeSystem::diagnose): `OneCharacterWrong`.
pub static RULE: Rule = Rule {
    id: "OW-COD-011",
    name: "WrongCharacterInCode",
    since: "0.1.0",
    summary: "one character of the code is wrong, missing or too many",
    why: "The person gave an answer and a slip of the hand lost it. A receiver drops the code, and the person \
          is counted among those who were never asked.",
    failing: "ethnic category `2028-8`",
    passing: "ethnic category `2028-9`",
    repair: "Look for the code in the message or the paper that the record came from. Where one code of the list \
          is a character away, a run that shows values names it; a person decides whether it was meant.",
    repair_is_safe: false,
};
