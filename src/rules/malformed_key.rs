//! OW-STD-008 MalformedKey

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-STD-008",
    name: "MalformedKey",
    since: "0.1.0",
    summary: "a slug or key has a character that none may have",
    why: "Keys stand in file names, commands and addresses. Capitals, spaces and accents are changed on the \
          way, and then it is another key.",
    failing: "`slug: Irish Traveller`",
    passing: "`slug: irish-traveller`",
    repair: "Begin with a letter; use lower-case letters, digits and single hyphens. The label says the \
             name in full.",
    repair_is_safe: false,
};
