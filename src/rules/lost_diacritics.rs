//! OW-NAM-013 LostDiacritics

use unicode_normalization::UnicodeNormalization;

use super::Rule;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-NAM-013",
    name: "LostDiacritics",
    since: "0.1.0",
    summary: "the name has lost marks that the same name has in the person's chosen name",
    why: "To a search, `Nguyễn` and `Nguyen` are two people. The letter goes out under the name without its \
          marks, though the record knows how it is written.",
    failing: "given name `Francois`, beside the chosen name `François`",
    passing: "given name `François`, beside the chosen name `François`",
    repair: "Ask whether both are written alike, then write the name as the chosen one is. Where a receiver cannot hold the \
             marks, let a rendering for that receiver leave them out.",
    repair_is_safe: false,
};

/// Whether the name is in ASCII, and the chosen name has a word of it with marks. The other way round nothing is told: who is
/// called without marks may have chosen that. A name that has marks elsewhere has lost none: `Đức Anh` is not called `Ánh`.
///
/// # Example
///
/// ```
/// use ownwords::rules::lost_diacritics::is_broken;
///
/// assert!(is_broken("Nguyen", "Zoë Nguyễn") && is_broken("LUKASZ", "Łukasz"));
/// assert!(!is_broken("Nguyễn", "Nguyen") && !is_broken("Ada", "Zoë"));
/// ```
pub fn is_broken(name: &str, chosen: &str) -> bool {
    if !name.is_ascii() || !may_tell(chosen.as_bytes()) {
        return false;
    }
    let marked = || words(chosen).filter(|word| !word.is_ascii());
    let lost = |word: &str| marked().any(|marked| is_without_marks(word, marked));
    // Both ways of writing may stand in the chosen name.
    words(name).any(|word| lost(word) && !words(chosen).any(|other| other.eq_ignore_ascii_case(word)))
}

/// Whether the chosen name has marks that another may have lost.
pub(crate) fn may_tell(chosen: &[u8]) -> bool {
    !chosen.is_ascii()
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| c.is_whitespace() || c == '-').filter(|word| !word.is_empty())
}

/// Whether this word in ASCII is the other one without the marks that Unicode takes apart from its letters, and without the
/// strokes that it does not.
fn is_without_marks(word: &str, marked: &str) -> bool {
    // Most words differ in their first letter, and most first letters have no mark.
    let first = marked.as_bytes().first().filter(|first| first.is_ascii());
    if first.is_some_and(|first| !word.as_bytes().first().is_some_and(|of| of.eq_ignore_ascii_case(first))) {
        return false;
    }
    let bare = marked.nfd().filter(|c| !('\u{300}'..='\u{36F}').contains(c)).map(|c| match c {
        'Đ' => 'D',
        'đ' => 'd',
        'Ł' => 'L',
        'ł' => 'l',
        'Ø' => 'O',
        'ø' => 'o',
        'Ħ' => 'H',
        'ħ' => 'h',
        'ı' => 'i',
        other => other,
    });
    bare.map(|c| c.to_ascii_lowercase()).eq(word.chars().map(|c| c.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_word_without_its_marks_is_found() {
        for (name, chosen) in [
            ("Nguyen", "Nguyễn"),
            ("Anne-Zoe", "Zoë"),
            ("JOSE", "José"),
            ("Dang", "Đặng"),
            ("Soren", "Søren"),
            ("Jose", "Jose\u{301}"),
            ("Isil", "Işıl"),
        ] {
            assert!(is_broken(name, chosen), "{name} {chosen}");
            assert!(!is_broken(chosen, name), "{name} {chosen}");
            assert!(!is_broken(chosen, chosen), "{chosen}");
        }
        for (name, chosen) in [
            ("Jose", ""),
            ("", "José"),
            ("Jose", "Jose José"),
            ("Josef", "José"),
            ("Kim", "김"),
            ("Mueller", "Müller"),
            ("Đức Anh", "Ngọc Ánh"),
            ("Maria da Assunção", "María Concepción"),
        ] {
            assert!(!is_broken(name, chosen), "{name} {chosen}");
        }
    }
}
