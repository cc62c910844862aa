//! OW-FIL-001 ByteOrderMark

use super::Rule;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-FIL-001",
    name: "ByteOrderMark",
    since: "0.1.0",
    summary: "a file of records or codes begins with a byte order mark",
    why: "Many programs take the mark for a part of the first column's name. They then do not know the column, \
          and what the people of the file said in it is not read.",
    failing: "the first column `<U+FEFF>code`",
    passing: "the first column `code`",
    repair: "Save the file as UTF-8 without a byte order mark. Nothing else of it changes. Whoever reads the file \
             may wait for the mark, as some spreadsheets do, so ask first. In the files under standards/ and \
             mappings/, which nobody else reads, it is OW-YML-015.",
    repair_is_safe: false,
};

/// How long the mark is that the bytes begin with; 0 where there is none.
///
/// # Example
///
/// ```
/// use ownwords::rules::byte_order_mark;
///
/// assert_eq!(byte_order_mark::length("\u{FEFF}code".as_bytes()), 3);
/// assert_eq!(byte_order_mark::length(b"code"), 0);
/// ```
pub fn length(bytes: &[u8]) -> usize {
    const MARK: &[u8] = "\u{FEFF}".as_bytes();
    if bytes.starts_with(MARK) { MARK.len() } else { 0 }
}
