//! OW-YML-020 UnreadableFile

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-YML-020",
    name: "UnreadableFile",
    since: "0.1.0",
    summary: "a file or folder that must be there cannot be read",
    why: "What it says would be missing from every table, and nobody would notice but the people it is \
          about.",
    failing: "a repository without `standards/absence.yaml`",
    passing: "a repository with `standards/absence.yaml`",
    repair: "Run the command at the root of the repository, and look at the permissions of the file that is \
             named.",
    repair_is_safe: false,
};
