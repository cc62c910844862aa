//! Words in which letters of two scripts stand side by side and look the same.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// The letters of Greek that look like a letter from `A` to `Z` or `a` to `z`, or like `ß`, each with that letter: those
/// that have the same skeleton in Unicode's `confusables.txt` (UTS #39, section 4), accents apart. A test holds the list
/// against those data.
const GREEK: &[(char, char)] = &[
    ('Ϳ', 'J'),
    ('Α', 'A'),
    ('Β', 'B'),
    ('Ε', 'E'),
    ('Ζ', 'Z'),
    ('Η', 'H'),
    ('Ι', 'I'),
    ('Κ', 'K'),
    ('Μ', 'M'),
    ('Ν', 'N'),
    ('Ο', 'O'),
    ('Ρ', 'P'),
    ('Τ', 'T'),
    ('Υ', 'Y'),
    ('Χ', 'X'),
    ('α', 'a'),
    ('β', 'ß'),
    ('γ', 'y'),
    ('ι', 'i'),
    ('ν', 'v'),
    ('ο', 'o'),
    ('ρ', 'p'),
    ('σ', 'o'),
    ('υ', 'u'),
    ('ϐ', 'ß'),
    ('ϒ', 'Y'),
    ('Ϝ', 'F'),
    ('ϭ', 'o'),
    ('ϱ', 'p'),
    ('ϲ', 'c'),
    ('ϳ', 'j'),
    ('ϸ', 'p'),
    ('Ϲ', 'C'),
    ('Ϻ', 'M'),
];

/// The same of Cyrillic.
const CYRILLIC: &[(char, char)] = &[
    ('Ѕ', 'S'),
    ('І', 'I'),
    ('Ј', 'J'),
    ('А', 'A'),
    ('В', 'B'),
    ('Е', 'E'),
    ('К', 'K'),
    ('М', 'M'),
    ('Н', 'H'),
    ('О', 'O'),
    ('Р', 'P'),
    ('С', 'C'),
    ('Т', 'T'),
    ('У', 'Y'),
    ('Х', 'X'),
    ('Ь', 'b'),
    ('а', 'a'),
    ('г', 'r'),
    ('е', 'e'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('у', 'y'),
    ('х', 'x'),
    ('ш', 'w'),
    ('ѕ', 's'),
    ('і', 'i'),
    ('ј', 'j'),
    ('ѡ', 'w'),
    ('Ѵ', 'V'),
    ('ѵ', 'v'),
    ('Ү', 'Y'),
    ('ү', 'y'),
    ('Һ', 'h'),
    ('һ', 'h'),
    ('ҽ', 'e'),
    ('Ӏ', 'I'),
    ('ӏ', 'I'),
    ('ԁ', 'd'),
    ('Ԍ', 'G'),
    ('Ԛ', 'Q'),
    ('ԛ', 'q'),
    ('Ԝ', 'W'),
    ('ԝ', 'w'),
    ('ᲂ', 'o'),
    ('ᲃ', 'c'),
    ('ꙇ', 'i'),
];

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
    fn take(&mut self, script: Script, letter: char, table: &[(char, char)], of: Script) {
        if script == Script::Latin {
            self.latin += 1;
            self.latin_alike += usize::from(table.iter().any(|&(_, latin)| latin == letter));
        } else if script == of {
            self.other += 1;
            self.other_alike += usize::from(table.iter().any(|&(other, _)| other == letter));
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
            greek.take(script, letter, GREEK, Script::Greek);
            cyrillic.take(script, letter, CYRILLIC, Script::Cyrillic);
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
    use unicode_security::confusable_detection::skeleton;

    use super::*;

    fn mixed(text: &str) -> Vec<(usize, usize)> {
        let mut words = Vec::new();
        words_of_mixed_scripts(text, |byte, place| words.push((byte, place)));
        words
    }

    #[test]
    fn the_look_alikes_are_those_of_unicode() {
        let skeleton = |letter: char| skeleton(&letter.to_string()).collect::<String>();
        let is_whole = |letter: char| {
            let mut parts = Vec::new();
            decompose_canonical(letter, |part| parts.push(part));
            parts == [letter]
        };
        let latin: Vec<char> = ('A'..='Z').chain('a'..='z').chain(['ß']).collect();
        for (table, script) in [(GREEK, Script::Greek), (CYRILLIC, Script::Cyrillic)] {
            let letters = ('\u{370}'..='\u{A69F}').filter(|&letter| script_of(letter) == Some(script));
            let alike = letters.filter(|&letter| is_whole(letter)).filter_map(|letter| {
                let latin = latin.iter().find(|&&latin| skeleton(latin) == skeleton(letter))?;
                Some((letter, *latin))
            });
            assert_eq!(alike.collect::<Vec<_>>(), table);
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
            "",
        ] {
            assert_eq!(mixed(text), [], "{text:?}");
        }
    }
}
