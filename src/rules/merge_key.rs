//! OW-YML-007 MergeKey

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-YML-007",
    name: "MergeKey",
    since: "0.1.0",
    summary: "a merge key stands in the file",
    why: "Merge keys are read differently. Some programs bring the other entry in, and some leave it out \
          without a word.",
    failing: "`<<: {source: dictionary}`",
    passing: "`source: dictionary`",
    repair: "Take the line out, and write the keys that were to be merged in each entry.",
    repair_is_safe: false,
};
