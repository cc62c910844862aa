//! OW-QUE-001 OptionNotOffered

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-QUE-001",
    name: "OptionNotOffered",
    since: "0.1.0",
    summary: "a question offers what nobody may be offered",
    why: "Broad terms are there for counting and retired ones for old records. Whoever chooses one is \
          recorded with less than they could have said.",
    failing: "`options: [european]`, which is for counting",
    passing: "`options: [irish]`",
    repair: "Offer concepts in use whose `use` is `record`; for languages write tags, and for a name leave \
             `options` empty.",
    repair_is_safe: false,
};
