//! OW-COD-018 ContradictingCodes

use super::Rule;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-COD-018",
    name: "ContradictingCodes",
    since: "0.1.0",
    summary: "two codes of one ethnicity stand in the record, and no heritage that one of them can mean is one that the other can",
    why: "Which of the two counts depends on who asks. The person is in one community for the screening programme and in \
          another for the commissioner, and neither knows of it.",
    failing: "ethnic category `R`, beside a finer code of another list for Bangladeshi",
    passing: "ethnic category `K`, beside a finer code of another list for Bangladeshi",
    repair: "Ask the person, and record what they say. Somebody of two heritages may have named one in each place: then both \
             belong to the record.",
    repair_is_safe: false,
};
