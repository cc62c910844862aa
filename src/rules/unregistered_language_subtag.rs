//! OW-LNG-002 UnregisteredLanguageSubtag

use super::Rule;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-LNG-002",
    name: "UnregisteredLanguageSubtag",
    since: "0.1.0",
    summary: "the language tag is well formed, but a part of it is not registered",
    why: "The tag looks right and passes from system to system until somebody needs to know which language it is. Then \
          nobody can say, and the person waits while an interpreter is looked for.",
    failing: "language `qe`",
    passing: "language `syl`",
    repair: "Look the language up by name in the IANA Language Subtag Registry. If it is not plain which language is \
             meant, ask the person.",
    repair_is_safe: false,
};
