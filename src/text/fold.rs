//! Text as a search compares it: without case, marks, apostrophes and hyphens.

use core::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

/// A text as a search compares it: its letters and digits, folded and joined, and where its words stand among them.
///
/// Folding takes case away, and the marks that a letter carries after canonical decomposition (accents, harakat, tone
/// marks). Vowel signs of Indic scripts are letters of their own (their combining class is 0) and stay. Apostrophes,
/// the ʻokina and characters that nobody sees are dropped within a word; whatever else is neither letter nor digit,
/// hyphens too, parts words. Letters that people without the keyboard for them type as others become those: `ł` is `l`.
///
/// One value is filled again and again, so that a search over thousands of labels allocates nothing for each.
#[derive(Debug, Default)]
pub(crate) struct Folded {
    letters: Vec<char>,
    words: Vec<Range<usize>>,
    /// Where the word that is being read began.
    begun: usize,
}

impl Folded {
    pub(crate) fn of(text: &str) -> Self {
        let mut folded = Self::default();
        folded.set(text);
        folded
    }

    /// Takes `text` in place of what was there.
    pub(crate) fn set(&mut self, text: &str) {
        self.letters.clear();
        self.words.clear();
        self.begun = 0;
        if text.is_ascii() {
            for byte in text.bytes() {
                match byte {
                    b'\'' | b'`' => {}
                    _ if byte.is_ascii_alphanumeric() => {
                        self.letters.push(char::from(byte.to_ascii_lowercase()));
                    }
                    _ => self.end_word(),
                }
            }
        } else {
            for character in text.nfd() {
                self.take(character);
            }
        }
        self.end_word();
    }

    /// All letters, as if the text were one word.
    pub(crate) fn letters(&self) -> &[char] {
        &self.letters
    }

    /// The words, in their order.
    pub(crate) fn words(&self) -> impl ExactSizeIterator<Item = &[char]> {
        self.words.iter().map(|word| self.letters.get(word.clone()).unwrap_or_default())
    }

    fn end_word(&mut self) {
        if self.begun < self.letters.len() {
            self.words.push(self.begun..self.letters.len());
            self.begun = self.letters.len();
        }
    }

    fn take(&mut self, character: char) {
        if is_dropped(character) || canonical_combining_class(character) != 0 {
            return;
        }
        if !character.is_alphanumeric() && !is_combining_mark(character) {
            self.end_word();
            return;
        }
        // Lower, upper, lower: so that ß and ẞ are ss, ς is σ and ı is i, as full case folding has it.
        let lower = character.to_lowercase();
        let folded = lower.flat_map(char::to_uppercase).flat_map(char::to_lowercase);
        for letter in folded.filter(|&letter| !is_dropped(letter)) {
            match in_plain_letters(letter) {
                Some(plain) => self.letters.extend(plain.chars()),
                None => self.letters.push(letter),
            }
        }
    }
}

/// Whether the character stands within words without being compared: apostrophes and what is typed for them, the
/// ʻokina, click letters (which are typed as `!` or not at all), and what nobody sees.
pub(super) fn is_dropped(character: char) -> bool {
    matches!(
        character,
        '\'' | '`' | '´' | '‘' | '’' | '‛' | '′' | '＇'
            | '\u{2B9}'..='\u{2BF}' | '\u{2C8}' | '\u{2CA}' | '\u{2CB}' | '\u{2EE}' | '\u{A78B}' | '\u{A78C}'
            | '\u{1C0}'..='\u{1C3}'
            | '\u{5F3}' | '\u{640}'
            | '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// What a letter is typed as by people whose keyboard does not have it, where decomposition does not say so.
fn in_plain_letters(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ł' => "l",
        'ø' | 'ɔ' | 'ɵ' => "o",
        'đ' | 'ð' | 'ɖ' | 'ɗ' => "d",
        'ħ' => "h",
        'ŧ' => "t",
        'ŋ' | 'ɲ' => "n",
        'ɓ' => "b",
        'ƙ' => "k",
        'ɠ' | 'ɣ' => "g",
        'ƴ' => "y",
        'ɛ' | 'ə' | 'ǝ' => "e",
        'ɩ' | 'ɨ' => "i",
        'ʉ' | 'ʊ' => "u",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        // Arabic, Persian and Urdu keyboards have different letters for what looks and reads the same.
        'ٱ' => "ا",
        'ی' | 'ى' | 'ے' => "ي",
        'ک' => "ك",
        'ة' | 'ہ' | 'ھ' | 'ە' => "ه",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        let folded = Folded::of(text);
        let words: Vec<String> = folded.words().map(|word| word.iter().collect()).collect();
        words.join(" ")
    }

    #[test]
    fn case_marks_and_apostrophes_make_no_difference() {
        for (text, expected) in [
            ("  Irish  Traveller ", "irish traveller"),
            ("Māori", "maori"),
            ("Ma\u{304}ori", "maori"),
            ("Hawaiʻi", "hawaii"),
            ("Hawai'i", "hawaii"),
            ("Côte d’Ivoire", "cote divoire"),
            ("Guinea-Bissau", "guinea bissau"),
            ("they/them", "they them"),
            ("STRASSE ẞ ß", "strasse ss ss"),
            ("Ὀδυσσεύς", "οδυσσευσ"),
            ("ΟΔΥΣΣΕΎΣ", "οδυσσευσ"),
            ("İstanbul ISPARTA ıslak", "istanbul isparta islak"),
            ("Łemko", "lemko"),
            ("ǃKung", "kung"),
            ("!Kung", "kung"),
            ("Igbo\u{200D}\u{AD}\u{FEFF}", "igbo"),
            ("فارسی", "فارسي"),
            ("हिन्दी", "हिनदी"),
            ("…!?", ""),
        ] {
            assert_eq!(folded(text), expected, "{text}");
        }
    }

    #[test]
    fn joined_letters_are_the_words_without_spaces() {
        let folded = Folded::of("Sri-Lankan");
        assert_eq!(folded.letters().iter().collect::<String>(), "srilankan");
        assert_eq!(folded.words().len(), 2);
    }

    #[test]
    fn every_ascii_character_folds_alike_beside_another_script() {
        for byte in 0..=0x7F_u8 {
            let alone = format!("a{}b", char::from(byte));
            let beside = Folded::of(&format!("{alone} д"));
            let alone = Folded::of(&alone);
            assert!(beside.words().zip(alone.words()).all(|(one, other)| one == other), "{byte:#x}");
            assert_eq!(beside.words().len(), alone.words().len() + 1);
        }
    }
}
