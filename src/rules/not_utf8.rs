//! OW-YML-014 NotUtf8

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-YML-014",
    name: "NotUtf8",
    since: "0.1.0",
    summary: "the file is not text in UTF-8",
    why: "Letters outside of English are then other letters, and people find their own language's name for \
          themselves destroyed.",
    failing: "`Gaelg` with a byte that is no UTF-8 behind it",
    passing: "`Gaelg` in UTF-8",
    repair: "Open the file in the encoding that it was written in, and save it as UTF-8.",
    repair_is_safe: false,
};
