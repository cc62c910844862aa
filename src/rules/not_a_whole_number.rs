//! OW-YML-010 NotAWholeNumber

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-YML-010",
    name: "NotAWholeNumber",
    since: "0.1.0",
    summary: "a number is not written as one",
    why: "The numbers of a list are written into residues, from which a person's own statement is restored. \
          One that is read as another number gives a person somebody else's.",
    failing: "`number: \"seven\"`",
    passing: "`number: 7`",
    repair: "Write the number in digits, without quotes, and no larger than the key allows.",
    repair_is_safe: false,
};
