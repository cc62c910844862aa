//! OW-NAM-003 ReplacementCharacterInName

use super::Rule;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-NAM-003",
    name: "ReplacementCharacterInName",
    since: "0.1.0",
    summary: "a letter of the name was lost and a replacement put in its place",
    why: "A system on the way could not hold a letter of the person's name and wrote a question mark instead. The letter \
          is gone from this record: every list that the person is called from gets their name wrong.",
    failing: "family name `Nguy?n`",
    passing: "family name `Nguyễn`",
    repair: "The letter cannot be worked out from what is left. Take the name from the person, or from the system that \
             sent it.",
    repair_is_safe: false,
};

/// Whether the name holds U+FFFD, one or more question marks between two letters, or nothing but question marks, two or
/// more of them: a name in a script of which the system held no letter. A single `?` is a
/// [placeholder](super::placeholder_name).
///
/// # Example
///
/// ```
/// use ownwords::rules::replacement_character_in_name;
///
/// assert!(replacement_character_in_name::is_broken("Nguy?n"));
/// assert!(replacement_character_in_name::is_broken("???"));
/// assert!(!replacement_character_in_name::is_broken("Nguyễn"));
/// ```
pub fn is_broken(name: &str) -> bool {
    // U+FFFD begins with 0xEF, as hardly a letter does: a name without that and without the mark is settled here.
    if !name.bytes().any(|byte| matches!(byte, b'?' | 0xEF)) {
        return false;
    }
    name.contains('\u{FFFD}') || has_mark_between_letters(name) || is_all_marks(name)
}

fn has_mark_between_letters(name: &str) -> bool {
    let mut after_letter = false;
    let mut in_marks = false;
    for character in name.chars() {
        if character == '?' {
            in_marks = after_letter;
            continue;
        }
        after_letter = character.is_alphabetic();
        if in_marks && after_letter {
            return true;
        }
        in_marks = false;
    }
    false
}

fn is_all_marks(name: &str) -> bool {
    let mut marks = 0;
    for character in name.chars() {
        match character {
            '?' => marks += 1,
            c if c.is_whitespace() => {}
            _ => return false,
        }
    }
    marks > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lost_letters_are_told_from_question_marks() {
        for name in ["Nguy?n", "Nguy??n", "Zo\u{FFFD}", "??", "?? ???", "\u{FFFD}", "A?b?"] {
            assert!(is_broken(name), "{name:?}");
        }
        // At an end it may be a note to self; between digits, or after a space, it stands for no letter.
        for name in ["", "?", "Ada?", "?Ada", "Ada ?", "Ada ? Bee", "1?2", "Ada?-Bee", " ? "] {
            assert!(!is_broken(name), "{name:?}");
        }
    }
}
