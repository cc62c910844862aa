//! OW-STD-004 IdOfAnotherList

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-STD-004",
    name: "IdOfAnotherList",
    since: "0.1.0",
    summary: "an id belongs to another standard or to another owner",
    why: "Two organisations could then give one id to two different peoples, and records that move between \
          them would change.",
    failing: "an id that begins with `H` in the standard of religions",
    passing: "an id that begins with `H` in the standard of heritages",
    repair: "Take the id that `ownwords new` assigns for this list, and give the other back to its own.",
    repair_is_safe: false,
};
