//! Text of which one quick look says that nothing in it can be a fault.

use super::hidden::is_plain_ascii;
use super::mojibake::may_be_misread;

/// Stretches of characters below U+2000 that are all assigned and seen, beyond ASCII. What lies between them is looked up
/// one by one; a test holds them against the Unicode Character Database.
const KNOWN: &[(u32, u32)] = &[
    (0xA0, 0x377),
    (0x384, 0x38A),
    (0x38E, 0x3A1),
    (0x3A3, 0x52F),
    (0x531, 0x556),
    (0x559, 0x58A),
    (0x591, 0x5C7),
    (0x5D0, 0x5EA),
    (0x600, 0x70D),
    (0x710, 0x74A),
    (0x74D, 0x7B1),
    (0x7C0, 0x7FA),
    (0x900, 0x983),
    (0x985, 0x98C),
    (0x993, 0x9A8),
    (0x9AA, 0x9B0),
    (0x9B6, 0x9B9),
    (0x9BC, 0x9C4),
    (0x9CB, 0x9CE),
    (0xA13, 0xA28),
    (0xA2A, 0xA30),
    (0xA3E, 0xA42),
    (0xA93, 0xAA8),
    (0xAAA, 0xAB0),
    (0xABC, 0xAC5),
    (0xB85, 0xB8A),
    (0xB8E, 0xB90),
    (0xB92, 0xB95),
    (0xBAE, 0xBB9),
    (0xBBE, 0xBC2),
    (0xBC6, 0xBC8),
    (0xBCA, 0xBCD),
    (0xC0E, 0xC10),
    (0xC12, 0xC28),
    (0xC2A, 0xC39),
    (0xC3C, 0xC44),
    (0xC8E, 0xC90),
    (0xC92, 0xCA8),
    (0xCAA, 0xCB3),
    (0xCB5, 0xCB9),
    (0xCBC, 0xCC4),
    (0xD0E, 0xD10),
    (0xD12, 0xD44),
    (0xD9A, 0xDB1),
    (0xE01, 0xE3A),
    (0xE3F, 0xE5B),
    (0x1000, 0x10C5),
    (0x10D0, 0x1248),
    (0x1E00, 0x1F15),
];

/// One bit for each character below U+2000: whether it is in a stretch.
#[expect(
    clippy::indexing_slicing,
    reason = "done by the compiler, for which an index out of range is an error"
)]
const BITS: [u64; 128] = {
    let mut bits = [0; 128];
    let mut rest = KNOWN;
    while let [(first, last), after @ ..] = rest {
        let mut character = *first;
        while character <= *last {
            bits[(character / 64) as usize] |= 1 << (character % 64);
            character += 1;
        }
        rest = after;
    }
    bits
};

/// Whether nothing in the text can be a fault: no hidden, unassigned or private character, no space at either end, no
/// word that Greek or Cyrillic letters share with those of Latin, no UTF-8 that was read as another encoding.
///
/// `false` says only that a closer look is needed.
pub(crate) fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.first() == Some(&b' ') || bytes.last() == Some(&b' ') {
        return false;
    }
    if is_plain_ascii(text) {
        return true;
    }
    let (mut latin, mut greek_or_cyrillic) = (false, false);
    let mut before = ' ';
    for character in text.chars() {
        let code = u32::from(character);
        if code < 0x80 {
            if !(0x20..0x7F).contains(&code) {
                return false;
            }
            latin |= character.is_ascii_alphabetic();
        } else {
            if !is_known(code) || may_be_misread(before, character) {
                return false;
            }
            let is_latin = code < 0x370 || matches!(code, 0x1E00..=0x1EFF);
            latin |= is_latin;
            greek_or_cyrillic |= !is_latin && (code < 0x530 || matches!(code, 0x1F00..=0x1FFF));
        }
        before = character;
    }
    let is_space = |end: Option<char>| end.is_some_and(|end| end > '\u{7F}' && end.is_whitespace());
    let is_mixed = latin && greek_or_cyrillic;
    !(is_mixed || is_space(text.chars().next()) || is_space(Some(before)))
}

fn is_known(code: u32) -> bool {
    match BITS.get((code / 64) as usize) {
        Some(bits) => bits >> (code % 64) & 1 == 1,
        // The quotation marks and dashes that names hold, kana, Han and Hangul.
        None => matches!(code,
            0x2010..=0x2015 | 0x2018..=0x201F | 0x3000..=0x303F | 0x3041..=0x3096 | 0x3099..=0x30FF
                | 0x3400..=0x9FFF | 0xAC00..=0xD7A3 | 0x20000..=0x2A6DF),
    }
}

#[cfg(test)]
mod tests {
    use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

    use super::super::{has_hidden_characters, likely_original, words_of_mixed_scripts};
    use super::*;

    fn has_fault(text: &str) -> bool {
        let mut is_mixed = false;
        words_of_mixed_scripts(text, |_, _| is_mixed = true);
        let is_outside = |letter: char| {
            matches!(letter.general_category(), GeneralCategory::PrivateUse | GeneralCategory::Unassigned)
        };
        is_mixed
            || has_hidden_characters(text)
            || likely_original(text).is_some()
            || text.starts_with(char::is_whitespace)
            || text.ends_with(char::is_whitespace)
            || text.chars().any(is_outside)
    }

    /// Each character alone, and beside letters of each kind that a fault may need.
    #[test]
    fn what_a_quick_look_passes_has_no_fault() {
        for character in '\0'..=char::MAX {
            for (before, after) in [
                ("", ""),
                ("a", "a"),
                ("ж", "ж"),
                ("α", "α"),
                ("\u{C3}", "a"),
                ("\u{E2}\u{80}", ""),
                ("", "\u{A9}"),
            ] {
                let text = format!("{before}{character}{after}");
                assert!(!is_plain(&text) || !has_fault(&text), "{text:?}");
            }
        }
    }

    #[test]
    fn most_names_need_no_closer_look() {
        for name in [
            "Ada Hart",
            "Zoë",
            "Nguyễn Thị Minh Khai",
            "O’Brien-Ó Súilleabháin",
            "김민준",
            "Ольга",
            "ஐஸ்வர்யா",
            "אַבְרָהָם",
            "محمد",
            "李小龙",
        ] {
            assert!(is_plain(name), "{name:?}");
        }
        for text in [" Ada", "Ada ", "Ada\u{A0}", "\u{3000}Ada", "\u{410}da", "JosÃ©", "Ada\u{378}", "Ada\n"]
        {
            assert!(!is_plain(text), "{text:?}");
        }
    }
}
