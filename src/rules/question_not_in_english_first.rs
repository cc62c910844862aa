//! OW-QUE-003 QuestionNotInEnglishFirst

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-QUE-003",
    name: "QuestionNotInEnglishFirst",
    since: "0.1.0",
    summary: "the first wording of a question is not in English",
    why: "The English wording is the one that all others are compared with.",
    failing: "`language: \"cy\"` in the first wording",
    passing: "`language: \"en\"` in the first wording",
    repair: "Let the wording in English stand first; every other language follows.",
    repair_is_safe: false,
};
