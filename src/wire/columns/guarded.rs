//! Cells that a spreadsheet leaves alone.
//!
//! A spreadsheet reads `01` as one, `1E5` as a hundred thousand, `Sep-28` as a day, `=A1` as a formula and `TRUE` as yes,
//! and writes back what it made of them. A text in square brackets is a text to all of them, so whatever could be taken for
//! something else stands in brackets here, and so does what begins with one.

use std::borrow::Cow;

/// The longest text that could be a date with the day of the week, in bytes, with room to spare.
const LONGEST_DATE: usize = 40;

/// The cell as it is written.
pub(crate) fn guarded(text: &str) -> Cow<'_, str> {
    if is_left_alone(text) { Cow::Borrowed(text) } else { Cow::Owned(format!("[{text}]")) }
}

/// The text of a cell; also of one in which somebody wrote a formula to keep a text a text: `="01"`.
pub(crate) fn unguarded(cell: &str) -> &str {
    let within = |start: &str, end: &str| cell.strip_prefix(start).and_then(|rest| rest.strip_suffix(end));
    within("[", "]").or_else(|| within("=\"", "\"")).unwrap_or(cell)
}

/// Whether every spreadsheet, in whatever language, takes the text for a text.
fn is_left_alone(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return true };
    // Yes and no, and what some programs take for nothing at all. Those of other languages are no codes or labels here.
    const WORDS: [&str; 12] =
        ["true", "false", "yes", "no", "null", "none", "nan", "na", "n/a", "inf", "infinity", "t"];
    let could_be_date = text.len() <= LONGEST_DATE && text.bytes().any(|byte| byte.is_ascii_digit());
    first.is_alphabetic()
        && !could_be_date
        && !text.ends_with(char::is_whitespace)
        && !WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_be_something_else_stands_in_brackets() {
        for text in [
            "01", "1E5", "2028-9", "Sep-28", "=A1", "+1", "-1", "@a", "TRUE", "'a", " a", "a ", "[a]",
            "1 May", "½", "#N/A",
        ] {
            assert_eq!(guarded(text), format!("[{text}]"));
            assert_eq!(unguarded(&guarded(text)), text);
        }
        for text in ["", "A", "Irish", "not-further-stated + asian", "État"] {
            assert_eq!(guarded(text), text);
        }
        assert_eq!(unguarded("=\"01\""), "01");
        assert_eq!(unguarded("["), "[");
    }
}
