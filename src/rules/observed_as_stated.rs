//! OW-COD-014 ObservedAsStated

use super::Rule;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-COD-014",
    name: "ObservedAsStated",
    since: "0.1.0",
    summary: "a code of what somebody else saw stands where the person's own answer belongs",
    why: "A police officer's look at a person from across a street is not what the person says of themselves. Kept in this \
          field it answers for them, and nobody asks.",
    failing: "ethnic category `IC4`",
    passing: "ethnic category `K`",
    repair: "Move the code to where observations are kept, with who saw it and when, and ask the person. Until then the \
             field is empty, because they were not asked.",
    repair_is_safe: false,
};
