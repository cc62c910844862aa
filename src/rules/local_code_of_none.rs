//! OW-MAP-024 LocalCodeOfNone

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-MAP-024",
    name: "LocalCodeOfNone",
    since: "0.1.0",
    summary: "a local code does not divide a code of its national list",
    why: "All others read the first character alone. A local code that is none of these, or a national one, \
          reaches them as another answer.",
    failing: "`code: \"A\"`, which is national, among local codes",
    passing: "`code: \"A1\"` among local codes",
    repair: "Write a code of the list that has a meaning and one letter or digit more, and say in `means` \
             what is particular to it.",
    repair_is_safe: false,
};
