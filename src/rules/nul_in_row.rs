//! OW-ROW-003 NulInRow

use super::Rule;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-ROW-003",
    name: "NulInRow",
    since: "0.1.0",
    summary: "the row holds a NUL byte",
    why: "Many programs take NUL for the end of a text. Whatever stands after it, a family name or an answer, is there for \
          one reader of the record and gone for the next.",
    failing: "family name `Adeyemi<U+0000>`",
    passing: "family name `Adeyemi`",
    repair: "Export the row again from its source, and compare: something between the two wrote the byte, and may have \
             written over letters.",
    repair_is_safe: false,
};

/// Whether a cell, or a whole row, holds a NUL byte.
///
/// # Example
///
/// ```
/// use ownwords::rules::nul_in_row;
///
/// assert!(nul_in_row::is_broken(b"Adeyemi\0"));
/// assert!(!nul_in_row::is_broken(b"Adeyemi"));
/// ```
pub fn is_broken(row: &[u8]) -> bool {
    row.contains(&0)
}
