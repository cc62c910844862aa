//! Letters in the letters of another table: published transliterations, and nothing beyond them.

#[rustfmt::skip]
mod tables;

use core::fmt;

use unicode_normalization::UnicodeNormalization;

use super::script_name;
use crate::error::{Error, ErrorKind, Result};

pub use tables::*;

/// A published table: what each letter, or sequence of a letter and its marks, is written as.
///
/// What a table does not have is not guessed.
///
/// # Example
///
/// ```
/// use ownwords::text::transliteration;
///
/// let table = transliteration::by_key("icao-9303-latin").unwrap();
/// assert_eq!(table.form_of("Ø"), Some("OE"));
/// assert_eq!(table.form_of("Ж"), None);
/// ```
#[derive(Clone, Copy)]
pub struct Transliteration {
    pub(super) key: &'static str,
    pub(super) title: &'static str,
    pub(super) owner: &'static str,
    pub(super) source: &'static str,
    pub(super) quality: &'static str,
    /// In the order of their bytes.
    pub(super) forms: &'static [(&'static str, &'static str)],
}

/// The longest sequence that a table has, in characters; the tables' test holds it.
const LONGEST: usize = 3;

impl Transliteration {
    /// The readable key.
    pub fn key(&self) -> &'static str {
        self.key
    }

    /// What the table is called.
    pub fn title(&self) -> &'static str {
        self.title
    }

    /// Whose table it is.
    pub fn owner(&self) -> &'static str {
        self.owner
    }

    /// Where it was read.
    pub fn source(&self) -> &'static str {
        self.source
    }

    /// How good that source is: `A` the owner's, `B` several that agree, `C` one other, `ours`.
    pub fn quality(&self) -> &'static str {
        self.quality
    }

    /// What a letter or sequence in its composed form (NFC) is written as; nothing (`""`) where the table leaves it out.
    pub fn form_of(&self, letter: &str) -> Option<&'static str> {
        let place = self.forms.binary_search_by_key(&letter, |(letter, _)| letter).ok()?;
        self.forms.get(place).map(|(_, form)| *form)
    }

    /// Every letter, sequence and sign of the table with its form.
    pub fn forms(&self) -> impl ExactSizeIterator<Item = (&'static str, &'static str)> + use<> {
        self.forms.iter().copied()
    }

    /// The longest beginning of `text` that the table has: its bytes, and its form.
    pub(crate) fn longest(&self, text: &str) -> Option<(usize, &'static str)> {
        let ends = text.char_indices().map(|(start, letter)| start + letter.len_utf8()).take(LONGEST);
        let mut found = None;
        for end in ends {
            if let Some(form) = text.get(..end).and_then(|letter| self.form_of(letter)) {
                found = Some((end, form));
            }
        }
        found
    }
}

impl fmt::Debug for Transliteration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Transliteration({})", self.key)
    }
}

/// The table with this key.
///
/// # Example
///
/// ```
/// use ownwords::text::transliteration;
///
/// assert_eq!(transliteration::by_key("din-91379-search").unwrap().forms().len(), 733);
/// ```
pub fn by_key(key: &str) -> Option<&'static Transliteration> {
    ALL.iter().copied().find(|table| table.key == key)
}

/// The search form of DIN 91379 for a text in Latin letters: capitals from A to Z, without marks, the letters of German
/// and the Nordic languages in two (`Ö` is `OE`, `å` is `AA`); signs stand for themselves, but for ten of which the
/// typographic apostrophe is one: it is left out.
///
/// The text is composed (NFC) first. From String.Latin+ 1.3, the 2022 edition, and for signs String.Latin+ 1.2.
///
/// # Errors
///
/// [`ErrorKind::Text`] at the first letter for which DIN 91379 has none; other scripts have no search form there.
///
/// # Example
///
/// ```
/// use ownwords::text::din_search_form;
///
/// assert_eq!(din_search_form("Nguyễn Ștefan Åse Müller")?, "NGUYEN STEFAN AASE MUELLER");
/// assert_eq!(din_search_form("Mu\u{308}ller")?, "MUELLER");
/// assert!(din_search_form("김민준").is_err());
/// # Ok::<(), ownwords::Error>(())
/// ```
pub fn din_search_form(text: &str) -> Result<String> {
    let composed: String = text.nfc().collect();
    let mut form = String::with_capacity(composed.len());
    let mut rest = composed.as_str();
    while let Some(first) = rest.chars().next() {
        let Some((length, letters)) = DIN_91379_SEARCH.longest(rest) else {
            let place = composed.chars().count() - rest.chars().count() + 1;
            return Err(no_form(&DIN_91379_SEARCH, first, place));
        };
        form.push_str(letters);
        rest = rest.get(length..).unwrap_or_default();
    }
    Ok(form)
}

/// The error for a letter that a table does not have.
fn no_form(table: &Transliteration, letter: char, place: usize) -> Error {
    let script = script_name(letter).map(|script| format!(" ({script})")).unwrap_or_default();
    Error::new(
        ErrorKind::Text,
        format!("the table `{}` has no form for character {place}{script}", table.key),
    )
    .with_help("ask the person how their name is written in the letters of that table")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_in_order_and_their_forms_are_ascii() {
        for table in ALL {
            assert!(table.forms.is_sorted_by(|(one, _), (next, _)| one < next), "{table:?}");
            for (letter, form) in table.forms() {
                assert!((1..=LONGEST).contains(&letter.chars().count()), "{table:?} {letter}");
                assert!(form.is_ascii() || form == letter, "{table:?} {letter}");
                assert!(letter.nfc().eq(letter.chars()), "{table:?}: {letter} is not composed");
            }
        }
    }

    #[test]
    fn every_letter_of_din_91379_has_a_search_form_and_so_has_its_decomposed_form() {
        let letters = DIN_91379_SEARCH.forms().filter(|(letter, _)| letter.chars().any(char::is_alphabetic));
        let mut count = 0;
        for (letter, form) in letters {
            count += 1;
            assert_eq!(din_search_form(letter).unwrap(), form);
            assert_eq!(din_search_form(&letter.nfd().collect::<String>()).unwrap(), form);
        }
        assert!(count >= 649, "{count}");
    }

    #[test]
    fn where_icao_has_a_letter_din_agrees() {
        let letters = ICAO_9303_LATIN.forms().filter(|(letter, _)| letter.chars().any(char::is_alphabetic));
        for (letter, form) in letters {
            assert_eq!(DIN_91379_SEARCH.form_of(letter), Some(form), "{letter}");
        }
    }

    #[test]
    fn what_has_no_form_is_said_without_the_letter() {
        let error = din_search_form("Ab Ж").unwrap_err();
        assert_eq!(error.message(), "the table `din-91379-search` has no form for character 4 (Cyrillic)");
        assert_eq!(din_search_form("").unwrap(), "");
        assert_eq!(din_search_form("O’Brien-Ó").unwrap(), "OBRIEN-O");
    }
}
