//! OW-YML-006 AnchorOrAlias

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-YML-006",
    name: "AnchorOrAlias",
    since: "0.1.0",
    summary: "an anchor or an alias stands in the file",
    why: "An alias repeats a text from elsewhere, so that whoever mends one entry changes another unseen. A \
          few lines of them can also fill the memory of any machine.",
    failing: "`means: *same`",
    passing: "`means: [irish]`",
    repair: "Take the `&` and `*` out, and write out what is meant in each place.",
    repair_is_safe: false,
};
