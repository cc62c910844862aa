//! OW-YML-019 UnreadFile

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-YML-019",
    name: "UnreadFile",
    since: "0.1.0",
    summary: "nothing reads a file that stands among those that are read",
    why: "Whoever put it there believes that what it says is in force, and people are recorded without it.",
    failing: "a file called `local.yml`",
    passing: "a file called `local.yaml`",
    repair: "Let its name end in .yaml, and let it stand in the folder of its field; move anything else \
             elsewhere.",
    repair_is_safe: false,
};
