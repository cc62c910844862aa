//! OW-STD-022 PurposeNotTold

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-STD-022",
    name: "PurposeNotTold",
    since: "0.1.0",
    summary: "a purpose is not told in a sentence, or does not see what it is for",
    why: "People are told who sees what of their record before they answer. A purpose without a sentence is \
          one that nobody was told of.",
    failing: "`sentence: \"treatment\"`",
    passing: "`sentence: \"The staff who treat you see it.\"`",
    repair: "Say it in a plain sentence with a full stop; let each identity purpose see the name, and say \
             something of each sealed part.",
    repair_is_safe: false,
};
