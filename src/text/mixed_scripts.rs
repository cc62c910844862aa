//! Words in which letters of two scripts stand side by side and look the same.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use super::look_alikes::{letters_like, look_alike};

/// Scripts whose letters are taken for one another's.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
}

/// The script of a letter, by its block; none of a letter of another script, and of what is no letter.
fn script_of(letter: char) -> Option<Script> {
    match letter {
        'A'..='Z' | 'a'..='z' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{24F}' => Some(Script::Latin),
        '\u{1E00}'..='\u{1EFF}' => Some(Script::Latin),
        '\u{370}'..='\u{373}' | '\u{376}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFE}' if letter.is_alphabetic() => {
            Some(Script::Greek)
        }
        '\u{400}'..='\u{481}' | '\u{48A}'..='\u{52F}' => Some(Script::Cyrillic),
        _ => None,
    }
}

/// Cyrillic letters that are taken for Latin ones, of the confusables of Unicode Technical Standard 39; only letters that some
/// living alphabet has. `w` is none of them, although `ш` looks like it: Kurdish is written in Cyrillic with `q` and `w`.
const CYRILLIC: &str = "АВЕЅІЈКМНОРСТУХаеѕіјорсух";
/// The letters that they look like.
const LATIN: &str = "ABESIJKMHOPCTYXaesijopcyx";

/// Whether a Latin letter is taken for one of the other script.
fn is_like_one_of(latin: char, other: Script) -> bool {
    match other {
        Script::Cyrillic => LATIN.contains(latin),
        _ => letters_like(latin).chars().any(|letter| script_of(letter) == Some(other)),
    }
}

/// Whether a letter of another script is taken for a Latin one.
fn is_like_latin(letter: char, of: Script) -> bool {
    match of {
        Script::Cyrillic => CYRILLIC.contains(letter),
        _ => look_alike(letter).is_some_and(char::is_alphabetic),
    }
}

/// What one word holds of Latin and of one other script.
#[derive(Clone, Copy)]
struct Word {
    of: Script,
    latin: usize,
    /// Of these, the letters that look like one of the other script.
    latin_alike: usize,
    /// Whether one of these is in ASCII: where none is, the word has letters that nobody mistakes.
    has_ascii: bool,
    other: usize,
    other_alike: usize,
}

impl Word {
    const fn beside(of: Script) -> Self {
        Self { of, latin: 0, latin_alike: 0, has_ascii: false, other: 0, other_alike: 0 }
    }

    /// `letter` without its marks, and whether it has none and is in ASCII.
    fn take(&mut self, script: Script, letter: char, is_ascii: bool) {
        if script == Script::Latin {
            self.latin += 1;
            self.latin_alike += usize::from(is_like_one_of(letter, self.of));
            self.has_ascii |= is_ascii;
        } else if script == self.of {
            self.other += 1;
            self.other_alike += usize::from(is_like_latin(letter, script));
        }
    }

    /// Whether all of it could be read as one script: the letters of the other one are look-alikes, or the Latin ones are.
    /// Beside Greek, these have to be few: `xʷməθkʷəy̓əm`, which has a Greek letter that looks like no other, is how its people
    /// write their name.
    fn is_mixed(self) -> bool {
        let is_of_cyrillic = self.of == Script::Cyrillic;
        let as_latin = self.other == self.other_alike;
        let as_other = self.latin == self.latin_alike && (is_of_cyrillic || self.latin < self.other);
        let has_both = self.latin > 0 && self.other > 0 && (self.has_ascii || !is_of_cyrillic);
        has_both && (as_latin || as_other)
    }
}

/// Gives to `each` the byte and the number of the character, from 1, at which each word begins in which Latin letters
/// stand beside Greek or Cyrillic ones that look the same.
pub(crate) fn words_of_mixed_scripts(text: &str, mut each: impl FnMut(usize, usize)) {
    each_word(text, |byte, place, [greek, cyrillic]| {
        if greek.is_mixed() || cyrillic.is_mixed() {
            each(byte, place);
        }
    });
}

/// Whether in some word Latin letters stand beside Cyrillic ones that look the same.
#[cfg(any(feature = "wire", feature = "authoring"))]
pub(crate) fn has_latin_and_cyrillic_alike(text: &str) -> bool {
    let mut is_found = false;
    each_word(text, |_, _, [_, cyrillic]| is_found |= cyrillic.is_mixed());
    is_found
}

/// Gives to `each` where each word begins, and what it holds of Latin beside Greek, and beside Cyrillic.
fn each_word(text: &str, mut each: impl FnMut(usize, usize, [Word; 2])) {
    const EMPTY: [Word; 2] = [Word::beside(Script::Greek), Word::beside(Script::Cyrillic)];
    let (mut words, mut begins) = (EMPTY, None);
    for (place, (byte, character)) in text.char_indices().enumerate() {
        if !is_within_word(character) {
            if let Some((byte, place)) = begins.take() {
                each(byte, place, core::mem::replace(&mut words, EMPTY));
            }
            continue;
        }
        begins.get_or_insert((byte, place + 1));
        let mut letter = None;
        decompose_canonical(character, |part| letter = letter.or(Some(part)));
        let letter = letter.unwrap_or(character);
        if let Some(script) = script_of(letter) {
            words.iter_mut().for_each(|word| word.take(script, letter, character.is_ascii()));
        }
    }
    if let Some((byte, place)) = begins {
        each(byte, place, words);
    }
}

/// Letters, digits, marks, and the apostrophes and joiners within words.
pub(crate) fn is_within_word(character: char) -> bool {
    character.is_alphanumeric()
        || is_combining_mark(character)
        || matches!(character, '\'' | '’' | '‘' | '\u{200C}' | '\u{200D}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mixed(text: &str) -> Vec<(usize, usize)> {
        let mut words = Vec::new();
        words_of_mixed_scripts(text, |byte, place| words.push((byte, place)));
        words
    }

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
    fn only_words_that_look_like_one_script_are_found() {
        // The first letters are Cyrillic or Greek; so is the last of Strauβ, and the Latin letter of Ивaн is within.
        for (text, expected) in [
            ("\u{410}nna", vec![(0, 1)]),
            ("Kim \u{41E}’Brien", vec![(4, 5)]),
            ("Strau\u{3B2}", vec![(0, 1)]),
            ("\u{418}\u{432}a\u{43D}", vec![(0, 1)]),
            ("Jos\u{435}\u{301} \u{39F}lga", vec![(0, 1), (8, 7)]),
        ] {
            assert_eq!(mixed(text), expected, "{text:?}");
        }
        for text in [
            "Ольга O’Connor",
            "Анна-Maria",
            "xʷməθkʷəy̓əm",
            "ʻOkina",
            "محمّد",
            "O’Brien-Ó Súilleabháin",
            "Γιώργος",
            "김민준 Kim",
            "X Æ A-12",
            "サラ・O'Connor",
            "Шwан",
            "Qедир",
            "",
        ] {
            assert_eq!(mixed(text), [], "{text:?}");
        }
    }
}
