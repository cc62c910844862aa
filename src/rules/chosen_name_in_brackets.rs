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
/// empty or blank.
///
/// # Example
///
/// ```
/// use ownwords::rules::chosen_name_in_brackets;
///
/// assert!(chosen_name_in_brackets::is_broken("Elizabeth (Liz)", ""));
/// assert!(!chosen_name_in_brackets::is_broken("Elizabeth (Liz)", "Liz"));
/// assert!(!chosen_name_in_brackets::is_broken("Elizabeth", ""));
/// ```
pub fn is_broken(given: &str, chosen: &str) -> bool {
    // One pass settles nearly every name: what opens a part is one of three bytes, or begins with 0xE2.
    given.bytes().any(|byte| matches!(byte, b'(' | b'[' | b'"' | 0xE2))
        && BRACKETS.iter().any(|&(open, close)| has_part(given, open, close))
        && chosen.trim().is_empty()
}

fn has_part(name: &str, open: char, close: char) -> bool {
    let Some((_, inside)) = name.split_once(open) else { return false };
    inside.split_once(close).is_some_and(|(part, _)| part.chars().any(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_needs_both_brackets_and_a_letter() {
        for given in
            ["Ann (Nan)", "Ann [Nan]", "Ann \"Nan\" May", "Ann “Nan”", "(Nan)", "민준 (MJ)", "Ann (דן)"]
        {
            assert!(is_broken(given, " "), "{given:?}");
            assert!(!is_broken(given, "Nan"), "{given:?}");
        }
        for given in
            ["Ann", "", "Ann (", "Ann )Nan(", "Ann ()", "Ann (2)", "D'Arcy O'Neil", "Ann \"", "Nan’s ‘Ann’"]
        {
            assert!(!is_broken(given, ""), "{given:?}");
        }
    }
}
