//! OW-FIL-002 MisreadText

use super::Rule;
use crate::text::likely_original;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-FIL-002",
    name: "MisreadText",
    since: "0.1.0",
    summary: "the text was written as UTF-8 and read as another encoding",
    why: "A label or a code came out as other signs. Whoever looks for the one that its owner wrote does not \
          find it, and what a person chose under it is not known any more.",
    failing: "label `QuÃ©bÃ©cois`",
    passing: "label `Québécois`",
    repair: "Read the file again as UTF-8, or write the official text, where exactly one is this.",
    repair_is_safe: false,
};

/// Whether the text is UTF-8 that was read as Windows-1252 or Latin-1; see [`likely_original`].
///
/// # Example
///
/// ```
/// use ownwords::rules::misread_text;
///
/// assert!(misread_text::is_broken("MÄ\u{81}ori"));
/// assert!(!misread_text::is_broken("Māori"));
/// ```
pub fn is_broken(text: &str) -> bool {
    likely_original(text).is_some()
}
