//! OW-LNG-003 LanguageNameWhereTagBelongs

use super::Rule;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-LNG-003",
    name: "LanguageNameWhereTagBelongs",
    since: "0.1.0",
    summary: "the name of a language stands where its tag belongs",
    why: "Anybody can read which language the person asked for, but no program that receives the record can. The request \
          is lost at the next system, and the person has to make it again in a language that is not theirs.",
    failing: "language `Polish`",
    passing: "language `pl`",
    repair: "Write the tag of the language. One registered language has this name; a person checks \
             it, since several communities may share a name.",
    repair_is_safe: false,
};
