//! OW-YML-008 SecondDocument

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-YML-008",
    name: "SecondDocument",
    since: "0.1.0",
    summary: "a second document begins within the file",
    why: "Many programs read the first document alone; all rows after the line would be lost to them.",
    failing: "`---` above `rows:`",
    passing: "`rows:`, with nothing above it but the head",
    repair: "Take the line out, or put what follows into a file of its own.",
    repair_is_safe: false,
};
