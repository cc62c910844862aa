//! OW-YML-011 UnevenIndentation

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-YML-011",
    name: "UnevenIndentation",
    since: "0.1.0",
    summary: "an entry is indented by an odd number of spaces",
    why: "What an entry belongs to is said by its indentation alone. One space too many moves a row into \
          the entry above it.",
    failing: "` - code: \"A\"`, after one space",
    passing: "`- code: \"A\"`, after two",
    repair: "Indent by two spaces for each step, as the rows around it do.",
    repair_is_safe: false,
};
