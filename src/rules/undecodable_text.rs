//! OW-ROW-002 UndecodableText

use super::Rule;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-ROW-002",
    name: "UndecodableText",
    since: "0.1.0",
    summary: "the cell is not UTF-8 text",
    why: "The cell holds a name or an answer in an encoding that nobody named. Programs that read it anyway put question \
          marks where the person's letters were, and save that.",
    failing: "family name `M<byte FC>ller`, as Windows-1252 writes it",
    passing: "family name `Müller`, as UTF-8 writes it",
    repair: "Export the file again as UTF-8. Do that before anything else writes to it: the letters are still there. Where \
             all of the file is in Windows-1252, `ownwords audit --encoding windows-1252` reads it as it is.",
    repair_is_safe: false,
};

/// Whether the bytes are not UTF-8.
///
/// # Example
///
/// ```
/// use ownwords::rules::undecodable_text;
///
/// assert!(undecodable_text::is_broken(b"M\xFCller"));
/// assert!(!undecodable_text::is_broken("Müller".as_bytes()));
/// ```
pub fn is_broken(value: &[u8]) -> bool {
    core::str::from_utf8(value).is_err()
}
