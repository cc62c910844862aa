//! OW-COD-005 LookAlikeInCode

use super::Rule;

/// The rule. What finds it is [`CodeSystem::diagnose`](crate::bridge::CodeSystem::diagnose): `LookAlike`.
pub static RULE: Rule = Rule {
    id: "OW-COD-005",
    name: "LookAlikeInCode",
    since: "0.1.0",
    summary: "letters or digits of another width or script stand for those of the code",
    why: "Everybody who looks at the record sees the person's code, and no program does: to it the letter is \
          another one. Whoever would put it right by looking at it finds nothing wrong.",
    failing: "ethnic category `<U+041A>`, which is Cyrillic",
    passing: "ethnic category `K`",
    repair: "Write the code with the letters and digits of ASCII. Exactly one code looks like this.",
    repair_is_safe: true,
};
