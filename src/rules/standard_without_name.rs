//! OW-STD-023 StandardWithoutName

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-STD-023",
    name: "StandardWithoutName",
    since: "0.1.0",
    summary: "no file of a standard says its name",
    why: "Pages and reports then have no word for what people are asked in this list.",
    failing: "a folder in which no file has `name:`",
    passing: "a folder in which one file has `name: \"Religion\"`",
    repair: "Add the key `name` to one of the files of the folder, with what the list is of in plain \
             English.",
    repair_is_safe: false,
};
