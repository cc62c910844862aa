//! OW-NAM-009 TwoNamesInOneField

use super::Rule;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-NAM-009",
    name: "TwoNamesInOneField",
    since: "0.1.0",
    summary: "the field may hold two names: a slash, or words such as `known as`, stand between them",
    why: "Both names are printed on every wristband and letter. Where one is a name that the person has left behind, \
          everybody who reads the record is told it.",
    failing: "given name `Ada / Adaeze`",
    passing: "given name `Ada Adaeze`",
    repair: "Ask the person which name they go by, and put the other where it belongs: a chosen name, a legal name, or a \
             former name, which is sealed.",
    repair_is_safe: false,
};

/// What stands between two names; small letters where the word is somebody's name as well (`Aka`, `Nee`).
const BETWEEN: &[&str] = &[" aka ", " a.k.a. ", " née ", " nee "];
/// The same in any case.
const BETWEEN_IN_ANY_CASE: &[&str] = &[" known as ", " formerly ", " also called ", " previously "];

/// Whether the name has a slash, or words that stand between two names, with two letters or more on each side: `s/o`,
/// `d/o` and `a/l` are how names in Malaysia and Singapore say whose child somebody is.
///
/// # Example
///
/// ```
/// use ownwords::rules::two_names_in_one_field::is_broken;
///
/// assert!(is_broken("Ada / Adaeze") && is_broken("Smith née Jones") && is_broken("ADA KNOWN AS LIZ"));
/// assert!(!is_broken("Kumar s/o Raj") && !is_broken("Marie Aka Kouassi") && !is_broken("N/A"));
/// ```
pub fn is_broken(name: &str) -> bool {
    if let Some((before, after)) = name.split_once('/')
        && ends_in_a_name(before)
        && begins_with_a_name(after)
    {
        return true;
    }
    if !may_have_words_between(name.as_bytes()) {
        return false;
    }
    name.match_indices(' ').any(|(at, _)| {
        let (before, rest) = name.split_at(at);
        length_between(rest).is_some_and(|length| {
            ends_in_a_name(before) && rest.get(length..).is_some_and(begins_with_a_name)
        })
    })
}

/// How long the words are that stand between two names, where the text begins with such.
fn length_between(text: &str) -> Option<usize> {
    if !matches!(text.as_bytes(), [_, letter, ..] if may_begin(*letter)) {
        return None;
    }
    let begins_with =
        |between: &str| text.get(..between.len()).is_some_and(|start| start.eq_ignore_ascii_case(between));
    let exactly = BETWEEN.iter().find(|between| text.starts_with(**between));
    let in_any_case = || BETWEEN_IN_ANY_CASE.iter().find(|between| begins_with(between));
    exactly.or_else(in_any_case).map(|between| between.len())
}

/// Whether the name is long enough for two with a word between, and has a word that begins as one between them and is not its last:
/// nearly every name is settled here.
#[inline]
pub(crate) fn may_have_words_between(name: &[u8]) -> bool {
    let last = name.iter().rposition(|&byte| byte == b' ').filter(|_| name.len() >= SHORTEST);
    let before = last.and_then(|last| name.get(..last)).unwrap_or_default();
    before.windows(2).any(|two| matches!(two, [b' ', letter] if may_begin(*letter)))
}

/// Whether one of the words that stand between two names begins with this.
const fn may_begin(byte: u8) -> bool {
    matches!(byte, b'a' | b'k' | b'f' | b'p' | b'n' | b'A' | b'K' | b'F' | b'P')
}

/// Two letters, ` aka `, two letters.
const SHORTEST: usize = 9;

fn begins_with_a_name(text: &str) -> bool {
    text.trim_start().chars().take(2).filter(|c| c.is_alphabetic()).count() == 2
}

fn ends_in_a_name(text: &str) -> bool {
    text.trim_end().chars().rev().take(2).filter(|c| c.is_alphabetic()).count() == 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_between_is_found() {
        for between in BETWEEN.iter().chain(BETWEEN_IN_ANY_CASE) {
            assert!(is_broken(&format!("Bo{between}Li")), "{between}");
            assert!(!is_broken(&format!("B{between}L")), "{between}");
            assert!(!is_broken(between.trim()), "{between}");
        }
    }

    #[test]
    fn what_is_part_of_names_is_left_alone() {
        for name in
            ["Kumar s/o Raj", "Devi a/p Raman", "Marie Aka Kouassi", "Nee Soon Tan", "N/A", "c/o Ada", "/"]
        {
            assert!(!is_broken(name), "{name}");
        }
    }
}
