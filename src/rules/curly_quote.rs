//! OW-FIL-004 CurlyQuote

use super::Rule;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-FIL-004",
    name: "CurlyQuote",
    since: "0.1.0",
    summary: "quotes stand in the value that its owner did not write there",
    why: "A word processor makes curly quotes of straight ones, and a spreadsheet keeps the sign by which it \
          was told that a number is text. The code then is in no list, and the answer under it is dropped.",
    failing: "code `“01”`",
    passing: "code `01`",
    repair: "Take the quotes out, or write straight ones. Exactly one code or label is then left.",
    repair_is_safe: false,
};
