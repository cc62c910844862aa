//! OW-COD-017 MixedCodeSystems

use super::Rule;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-COD-017",
    name: "MixedCodeSystems",
    since: "0.1.0",
    summary: "the column holds codes of more than one list: no list has all of them",
    why: "A letter that both lists have says two things in one column. Half of the people are read by the other half's list, \
          and no row shows which half it is in.",
    failing: "ethnicity `WBRI`, in a column that also has `B`",
    passing: "ethnicity `A`, in a column that also has `B`",
    repair: "Find out which systems or years the rows came from, divide the column by them, and name the list of each part \
             with `--system`.",
    repair_is_safe: false,
};
