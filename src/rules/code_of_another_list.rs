//! OW-COD-013 CodeOfAnotherList

use super::Rule;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-COD-013",
    name: "CodeOfAnotherList",
    since: "0.1.0",
    summary: "the code is not in its list, but it is one of another nation's, owner's or edition's",
    why: "The same letter says one thing in England and another in Wales. A code that was sent under the wrong list is read \
          as somebody else's answer, or as none at all.",
    failing: "ethnic category `3C` in a column of the NHS categories of 2001: Scotland's list has it",
    passing: "ethnic category `3C` in a column of Scotland's list",
    repair: "Find out which system wrote the record, name its list, and let `ownwords convert` carry the answer over. The \
             code is not to be replaced by the one that looks nearest.",
    repair_is_safe: false,
};
