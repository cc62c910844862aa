//! OW-COD-002 CodeWithStrayCaseOrSpace

use super::Rule;
use crate::bridge::Row;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-COD-002",
    name: "CodeWithStrayCaseOrSpace",
    since: "0.1.0",
    summary: "the code is in its code system but for its case, or a space beside it",
    why: "The person gave an answer and somebody recorded it, but a strict receiver does not know the code and drops it. \
          The person is then counted among those who were never asked.",
    failing: "ethnic category ` h`",
    passing: "ethnic category `H`",
    repair: "Write the code as its owner writes it. Exactly one code fits.",
    repair_is_safe: true,
};

/// The one code that the value is, but for case, white space around it, or full-width letters and digits; `None` when the
/// value is a code as it stands, when none fits, and when several do.
///
/// # Example
///
/// ```
/// use ownwords::bridge::systems;
/// use ownwords::rules::code_with_stray_case_or_space;
///
/// let rows = systems::NHS_ETHNIC_CATEGORY_2001.rows();
/// assert_eq!(code_with_stray_case_or_space::code_meant(b" h\n", rows), Some("H"));
/// assert_eq!(code_with_stray_case_or_space::code_meant(b"H", rows), None);
/// assert_eq!(code_with_stray_case_or_space::code_meant(b"X9", rows), None);
/// ```
pub fn code_meant(value: &[u8], rows: &[Row]) -> Option<&'static str> {
    meant_among(value, rows.iter().map(Row::code))
}

fn meant_among(value: &[u8], codes: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let text = trimmed(core::str::from_utf8(value).ok()?);
    if text.is_empty() {
        return None;
    }
    let mut meant = None;
    for code in codes {
        if code.as_bytes() == value {
            return None;
        }
        if folded(text).eq(folded(code)) && meant.replace(code).is_some() {
            return None;
        }
    }
    meant
}

/// Without Unicode white space at the ends, and without the two characters of no width that exports leave there: the
/// zero-width space and the byte order mark.
pub(super) fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}'))
}

/// Each character in ASCII upper case; the full-width forms of ASCII (U+FF01 to U+FF5E) as ASCII.
fn folded(text: &str) -> impl Iterator<Item = char> {
    text.chars().map(|c| {
        let narrow = match u32::from(c) {
            wide @ 0xFF01..=0xFF5E => char::from_u32(wide - 0xFEE0).unwrap_or(c),
            _ => c,
        };
        narrow.to_ascii_uppercase()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_code_fits_after_trimming_and_folding() {
        let code_meant = |value: &str| meant_among(value.as_bytes(), ["A", "AB", "99"].into_iter());
        for (value, code) in [
            (" A", "A"),
            ("a", "A"),
            ("\u{A0}ab\t", "AB"),
            ("\u{FF19}\u{FF19}", "99"),
            ("\u{FEFF}\u{FF41}", "A"),
        ] {
            assert_eq!(code_meant(value), Some(code), "{value:?}");
        }
        for value in ["", " ", "A", "99", "9 9", "B", "AA", "\u{3B1}"] {
            assert_eq!(code_meant(value), None, "{value:?}");
        }
        assert_eq!(meant_among(b"\xFFA", ["A"].into_iter()), None);
    }

    #[test]
    fn codes_that_differ_in_case_alone_are_not_chosen_between() {
        assert_eq!(meant_among(b"ab", ["aB", "Ab"].into_iter()), None);
        assert_eq!(meant_among(b"aB", ["aB", "Ab"].into_iter()), None);
    }
}
