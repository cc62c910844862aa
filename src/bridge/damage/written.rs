//! Codes as people write them: with spaces, in another case or script, or as their labels.

/// Without white space at the ends, with one plain space for each run of it within, and without the characters of no
/// width that exports leave: the zero-width space, the byte order mark and the soft hyphen.
pub(super) fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    let seen = |character: &char| !matches!(character, '\u{200B}' | '\u{FEFF}' | '\u{AD}');
    for character in text.chars().filter(seen) {
        match character {
            _ if !character.is_whitespace() => spaced.push(character),
            _ if spaced.is_empty() || spaced.ends_with(' ') => {}
            _ => spaced.push(' '),
        }
    }
    if spaced.ends_with(' ') {
        spaced.pop();
    }
    spaced
}

pub(super) fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the text is the official label, alone or after its heading: `heading - label`, `heading: label`. Case and the
/// length of a dash make no difference.
pub(super) fn is_label_of(text: &str, label: &str, heading: Option<&str>) -> bool {
    if label.is_empty() {
        return false;
    }
    let with_heading = |heading: &str, joint: &str| {
        folded(text).eq(folded(heading).chain(folded(joint)).chain(folded(label)))
    };
    folded(text).eq(folded(label))
        || heading.is_some_and(|heading| with_heading(heading, " - ") || with_heading(heading, ": "))
}

/// Small letters, every white space as a plain space, every dash as a hyphen.
fn folded(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase).map(|character| match character {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        _ if character.is_whitespace() => ' ',
        _ => character,
    })
}
