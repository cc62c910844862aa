//! OW-QUE-007 QuestionWithoutGuide

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-QUE-007",
    name: "QuestionWithoutGuide",
    since: "0.1.0",
    summary: "nothing says how to ask face to face, or what an option is called",
    why: "Staff who are given no words find their own, and people are asked in a way that they would not \
          wish.",
    failing: "`guide: []`",
    passing: "`guide: [\"Ask everybody.\"]`",
    repair: "Say in a few sentences how to have the conversation, and name each language that is offered.",
    repair_is_safe: false,
};
