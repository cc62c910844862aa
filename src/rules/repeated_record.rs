//! OW-NUM-004 RepeatedRecord

use super::Rule;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-NUM-004",
    name: "RepeatedRecord",
    since: "0.1.0",
    summary: "another record has the same NHS number, and says the same of the person",
    why: "The person is counted twice and written to twice. What they change in one of the records stays as it was in the \
          other, and from then on nobody knows which of the two holds.",
    failing: "NHS number `9991234551`, of `Ada Okonkwo` in two rows",
    passing: "NHS number `9991234551`, in one row and in no other",
    repair: "See whether the file lists people or events. Where it lists people, merge the records in the system that they \
             came from, so that nothing that only one of them holds is lost.",
    repair_is_safe: false,
};
