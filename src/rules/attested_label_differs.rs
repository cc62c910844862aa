//! OW-STD-021 AttestedLabelDiffers

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-STD-021",
    name: "AttestedLabelDiffers",
    since: "0.1.0",
    summary: "a label differs from the official one",
    why: "The two were copied from one source by two people. Where they differ, one of them read another \
          line, and somebody may be mapped to another people's code.",
    failing: "`label: \"Bangladesi\"` of the code K",
    passing: "`label: \"Bangladeshi\"` of the code K",
    repair: "Open the published list and mend the one that is wrong, letter for letter.",
    repair_is_safe: false,
};
