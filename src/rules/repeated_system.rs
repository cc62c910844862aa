//! OW-MAP-003 RepeatedSystem

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-MAP-003",
    name: "RepeatedSystem",
    since: "0.1.0",
    summary: "two lists have one key or one number",
    why: "Residues say by this number which list they are of. With two of them a person's statement is \
          restored from the wrong list.",
    failing: "`number: 7` in two files",
    passing: "`number: 7` in one file",
    repair: "Take the next free number for the newer file; the number of a released list never changes.",
    repair_is_safe: false,
};
