//! OW-QUE-005 TextTooHardToRead

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-QUE-005",
    name: "TextTooHardToRead",
    since: "0.1.0",
    summary: "a wording is too hard to read",
    why: "Not everybody reads easily, and not everybody's first language is English. Whoever does not \
          understand a question cannot answer it, or answers another.",
    failing: "`form: \"Kindly indicate the classification with which you predominantly identify.\"`",
    passing: "`form: \"Which of these words fits you best?\"`",
    repair: "Write shorter sentences with shorter words, until the index is at most the one that the fault \
             names.",
    repair_is_safe: false,
};
