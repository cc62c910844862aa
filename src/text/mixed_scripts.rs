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
        '\u{400}'..='\u{481}' | '\u{48A}'..='\u{52F}' | '\u{1C80}'..='\u{1C8F}' | '\u{A640}'..='\u{A69F}'
            if letter.is_alphabetic() =>
        {
            Some(Script::Cyrillic)
        }
        _ => None,
    }
}

/// What one word holds of Latin and of one other script.
#[derive(Clone, Copy, Default)]
struct Word {
    latin: usize,
    /// Of these, the letters that look like one of the other script.
    latin_alike: usize,
    other: usize,
    other_alike: usize,
}

impl Word {
    fn take(&mut self, script: Script, letter: char, of: Script) {
        if script == Script::Latin {
            let is_alike = letters_like(letter).chars().any(|other| script_of(other) == Some(of));
            self.latin += 1;
            self.latin_alike += usize::from(is_alike);
        } else if script == of {
            self.other += 1;
            self.other_alike += usize::from(look_alike(letter).is_some_and(char::is_alphabetic));
        }
    }

    /// Whether all of it could be read as one script: the letters of the other one are look-alikes, or the few Latin ones
    /// are. `xʷməθkʷəy̓əm`, which has a Greek letter that looks like no other, is how its people write their name.
    fn is_mixed(self) -> bool {
        let as_latin = self.other == self.other_alike;
        let as_other = self.latin == self.latin_alike && self.latin < self.other;
        self.latin > 0 && self.other > 0 && (as_latin || as_other)
    }
}

/// Gives to `each` the byte and the number of the character, from 1, at which each word begins in which Latin letters
/// stand beside Greek or Cyrillic ones that look the same.
pub(crate) fn words_of_mixed_scripts(text: &str, mut each: impl FnMut(usize, usize)) {
    let (mut greek, mut cyrillic) = (Word::default(), Word::default());
    let mut begins = None;
    let mut end = |begins: &mut Option<(usize, usize)>, greek: &mut Word, cyrillic: &mut Word| {
        if let Some((byte, place)) = begins.take().filter(|_| greek.is_mixed() || cyrillic.is_mixed()) {
            each(byte, place);
        }
        (*greek, *cyrillic) = (Word::default(), Word::default());
    };
    for (place, (byte, character)) in text.char_indices().enumerate() {
        if !is_within_word(character) {
            end(&mut begins, &mut greek, &mut cyrillic);
            continue;
        }
        begins.get_or_insert((byte, place + 1));
        let mut letter = None;
        decompose_canonical(character, |part| letter = letter.or(Some(part)));
        let letter = letter.unwrap_or(character);
        if let Some(script) = script_of(letter) {
            greek.take(script, letter, Script::Greek);
            cyrillic.take(script, letter, Script::Cyrillic);
        }
    }
    end(&mut begins, &mut greek, &mut cyrillic);
}

/// Letters, digits, marks, and the apostrophes and joiners within words.
fn is_within_word(character: char) -> bool {
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
            "",
        ] {
            assert_eq!(mixed(text), [], "{text:?}");
        }
    }
}
