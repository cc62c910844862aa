//! OW-NAM-007 LookAlikeLetterInName

use super::Rule;

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

/// Cyrillic letters that look like Latin ones, of the confusables of Unicode Technical Standard 39; only letters that some
/// living alphabet has.
const CYRILLIC: &str = "АВЕЅІЈКМНОРСТУХаеѕіјорсух";
/// The letters that they look like.
const LATIN: &str = "ABESIJKMHOPCTYXaesijopcyx";

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
    // An apostrophe is a letter in some alphabets (U+02BC), and joins two words nonetheless.
    name.split(|c: char| !c.is_alphabetic() || ('\u{2B0}'..='\u{2FF}').contains(&c)).any(|word| {
        let latin = || word.chars().filter(char::is_ascii_alphabetic);
        let cyrillic = || word.chars().filter(|c| ('\u{400}'..='\u{52F}').contains(c));
        let has_both = latin().next().is_some() && cyrillic().next().is_some();
        has_both && (latin().all(|c| LATIN.contains(c)) || cyrillic().all(|c| CYRILLIC.contains(c)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_letter_is_one_that_unicode_calls_confusable() {
        assert_eq!(CYRILLIC.chars().count(), LATIN.len());
        for (cyrillic, latin) in CYRILLIC.chars().zip(LATIN.chars()) {
            assert!(('\u{400}'..='\u{52F}').contains(&cyrillic) && latin.is_ascii_alphabetic());
            let skeleton = |letter: char| {
                unicode_security::skeleton(letter.encode_utf8(&mut [0; 4])).collect::<String>()
            };
            assert_eq!(skeleton(cyrillic), skeleton(latin), "{cyrillic} {latin}");
        }
    }

    #[test]
    fn scripts_that_stand_apart_or_that_nobody_mistakes_are_left_alone() {
        for name in ["Анна-Maria", "Шwан", "Иван", "Ivan", "김민준 Kim", "さくらAnna", "O Анна"]
        {
            assert!(!is_broken(name), "{name}");
        }
    }
}
