//! OW-NAM-007 LookAlikeLetterInName

use super::Rule;
use crate::text::has_latin_and_cyrillic_alike;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-NAM-007",
    name: "LookAlikeLetterInName",
    since: "0.1.0",
    summary: "one word of the name has Latin and Cyrillic letters that look the same",
    why: "The name looks right and is found by nobody: a search for it as anybody types it does not match, and the person is \
          registered a second time.",
    failing: "given name `<U+0410>nna`, whose first letter is the Cyrillic one",
    passing: "given name `Anna`",
    repair: "Type the word again in one script, the one that the person writes it in. Ask where both would do.",
    repair_is_safe: false,
};

/// Whether some word of the name has both Latin and Cyrillic letters, and all letters of one of the two look like letters of
/// the other. Words apart may be of different scripts, and so may letters that nobody mistakes: Kurdish is written in
/// Cyrillic with `q` and `w`.
///
/// # Example
///
/// ```
/// use ownwords::rules::look_alike_letter_in_name::is_broken;
///
/// assert!(is_broken("\u{410}nna"));
/// assert!(!is_broken("Анна Anna") && !is_broken("Анна") && !is_broken("Шwан"));
/// ```
pub fn is_broken(name: &str) -> bool {
    has_latin_and_cyrillic_alike(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_that_stand_apart_or_that_nobody_mistakes_are_left_alone() {
        for name in ["Анна-Maria", "Шwан", "Иван", "Ivan", "김민준 Kim", "さくらAnna", "O Анна"]
        {
            assert!(!is_broken(name), "{name}");
        }
    }

    /// What is warned of where a name is entered is what is found in a record.
    #[test]
    fn a_name_is_checked_by_the_same_definition() {
        let letters = ["\u{410}", "w", "q", "Ш", "ан", "nna", "o", "ё", "é", "’", " ", "ж", "К"];
        for number in 0..letters.len().pow(4) {
            let places = [0, 1, 2, 3].map(|power| number / letters.len().pow(power) % letters.len());
            let name = places.map(|place| letters[place]).concat();
            let mut is_warned_of = false;
            crate::text::words_of_mixed_scripts(&name, |_, _| is_warned_of = true);
            assert_eq!(is_warned_of, is_broken(&name), "{name:?}");
        }
        assert!(is_broken("\u{41E}’Brien") && !is_broken("Шwан"));
    }
}
