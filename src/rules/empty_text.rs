//! OW-STD-013 EmptyText

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-STD-013",
    name: "EmptyText",
    since: "0.1.0",
    summary: "there is no text where people read one",
    why: "Somebody is asked or told nothing at all at this place, and cannot know what it is about.",
    failing: "`label: \"\"` of a concept",
    passing: "`label: \"Irish\"` of a concept",
    repair: "Say it in plain words, or take the whole entry out where it may be left out.",
    repair_is_safe: false,
};
