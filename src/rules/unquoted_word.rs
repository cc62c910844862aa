//! OW-YML-001 UnquotedWord

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-YML-001",
    name: "UnquotedWord",
    since: "0.1.0",
    summary: "a text stands without quotes that another program takes for something else",
    why: "YAML has several readings: to one program a bare `no` is a word, to the next it is false, and \
          `1E5` is a number. The code would then mean something else, or nothing, in the next program that \
          opens the file.",
    failing: "`code: 99`",
    passing: "`code: \"99\"`",
    repair: "Put the text in double quotes, exactly as it stands. That changes what it means in no program.",
    repair_is_safe: false,
};
