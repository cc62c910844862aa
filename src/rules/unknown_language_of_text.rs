//! OW-STD-014 UnknownLanguageOfText

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-STD-014",
    name: "UnknownLanguageOfText",
    since: "0.1.0",
    summary: "a text is marked with what is no language tag",
    why: "A screen reader reads it aloud in another language, and people do not find their own.",
    failing: "`language: \"welsh!\"`",
    passing: "`language: \"cy\"`",
    repair: "Write a BCP 47 tag, as in \"cy\" or \"pa-Guru\"; the registry of languages has all of them.",
    repair_is_safe: false,
};
