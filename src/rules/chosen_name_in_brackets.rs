//! OW-NAM-005 ChosenNameInBrackets

use super::Rule;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-NAM-005",
    name: "ChosenNameInBrackets",
    since: "0.1.0",
    summary: "what the person is called stands in brackets in the given name, not in the chosen name",
    why: "Somebody asked what the person is called and had no better place to write it. So letters say the whole string, \
          call systems read the other name out, and what the person asked for is used nowhere.",
    failing: "given name `Elizabeth (Liz)`",
    passing: "given name `Elizabeth`, chosen name `Liz`",
    repair: "Ask the person whether the name in brackets is what they are called. If it is, record it as their chosen \
             name and take it out of the given name.",
    repair_is_safe: false,
};

/// What opens a part, and what closes it. Apostrophes are not among them: they are letters of names.
const BRACKETS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('"', '"'), ('\u{201C}', '\u{201D}')];

/// Whether the given name holds a part with at least one letter in `()`, `[]`, `""` or `“”`, while the chosen name is
/// empty or blank. A `"` opens a part where the name begins or after a space: within a word it is what people type for the
/// gershayim of Hebrew.
///
/// # Example
///
/// ```
/// use ownwords::rules::chosen_name_in_brackets;
///
/// assert!(chosen_name_in_brackets::is_broken("Elizabeth (Liz)", ""));
/// assert!(!chosen_name_in_brackets::is_broken("Elizabeth (Liz)", "Liz"));
/// assert!(!chosen_name_in_brackets::is_broken("Elizabeth", ""));
/// assert!(!chosen_name_in_brackets::is_broken("חז\"ל רמב\"ם", ""));
/// ```
pub fn is_broken(given: &str, chosen: &str) -> bool {
    // One pass settles nearly every name: what opens a part is one of three bytes, or begins with 0xE2.
    given.bytes().any(|byte| matches!(byte, b'(' | b'[' | b'"' | 0xE2))
        && BRACKETS.iter().any(|&(open, close)| has_part(given, open, close))
        && chosen.trim().is_empty()
}

fn has_part(name: &str, open: char, close: char) -> bool {
    let Some(inside) = after_opening(name, open) else { return false };
    inside.split_once(close).is_some_and(|(part, _)| part.chars().any(char::is_alphabetic))
}

/// What follows the first sign that opens a part.
fn after_opening(name: &str, open: char) -> Option<&str> {
    let mut signs = name.match_indices(open).filter_map(|(start, sign)| {
        let (before, after) = name.split_at_checked(start)?;
        let opens = open != '"' || before.chars().next_back().is_none_or(char::is_whitespace);
        if opens { after.strip_prefix(sign) } else { None }
    });
    signs.next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_needs_both_brackets_and_a_letter() {
        for given in [
            "Ann (Nan)",
            "Ann [Nan]",
            "Ann \"Nan\" May",
            "Ann “Nan”",
            "(Nan)",
            "민준 (MJ)",
            "Ann (דן)",
            "חז\"ל \"דן\"",
        ] {
            assert!(is_broken(given, " "), "{given:?}");
            assert!(!is_broken(given, "Nan"), "{given:?}");
        }
        for given in [
            "Ann",
            "",
            "Ann (",
            "Ann )Nan(",
            "Ann ()",
            "Ann (2)",
            "D'Arcy O'Neil",
            "Ann \"",
            "Nan’s ‘Ann’",
            "שמואל יו\"ט ב\"ר משה",
            "חז\"ל רמב\"ם",
        ] {
            assert!(!is_broken(given, ""), "{given:?}");
        }
    }
}
