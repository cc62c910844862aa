//! OW-LNG-001 MalformedLanguageTag

use super::Rule;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-LNG-001",
    name: "MalformedLanguageTag",
    since: "0.1.0",
    summary: "the language is not written as a BCP 47 tag",
    why: "The person asked for a letter or an interpreter in their language, and the system that books one cannot read \
          which. They get English, or nobody comes.",
    failing: "language `pa_Guru`",
    passing: "language `pa-Guru`",
    repair: "Write the language as a tag of RFC 5646: subtags of letters and digits, joined by hyphens. If it is not \
             plain which language is meant, ask the person.",
    repair_is_safe: false,
};
