//! The form of a name that searches compare.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use super::{din_search_form, is_dropped};

/// Whose search form a text has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SearchForm {
    /// That of DIN 91379, for Latin letters: capitals from A to Z without marks; see
    /// [`din_search_form`](super::din_search_form).
    Din91379,
    /// Ours, for all other text; see [`search_form`].
    Ours,
}

/// The search form of a text, and whose it is.
///
/// Where DIN 91379 has a form for every character it is that one. Elsewhere it is ours, which keeps the letters and
/// leaves out what the same name is as often written without:
///
/// - letter case, by Unicode's mapping for no language in particular; `ı` is not `i`;
/// - the vowel signs and pauses of Arabic and Hebrew, and the kashida;
/// - apostrophes and what is typed for them, the ʻokina, and characters that nobody sees.
///
/// Marks that make another letter stay: `й` is not `и`, `が` is not `か`. Composed and decomposed text have one form, so
/// Hangul may come as jamo. Nothing is written in other letters, and no language is guessed.
///
/// # Example
///
/// ```
/// use ownwords::text::{SearchForm, search_form};
///
/// assert_eq!(search_form("Ștefan"), (SearchForm::Din91379, "STEFAN".to_owned()));
/// assert_eq!(search_form("אַבְרָהָם"), (SearchForm::Ours, "אברהם".to_owned()));
/// assert_eq!(search_form("محمّد").1, search_form("محمد").1);
/// assert_ne!(search_form("Сергей").1, search_form("Сергеи").1);
/// ```
pub fn search_form(text: &str) -> (SearchForm, String) {
    match din_search_form(text) {
        Ok(form) => (SearchForm::Din91379, form),
        Err(_) => (SearchForm::Ours, own_search_form(text)),
    }
}

/// Our search form of any text, one of Latin letters too.
pub(crate) fn own_search_form(text: &str) -> String {
    let kept = text.nfd().filter(|&character| !is_dropped(character) && !is_optional(character));
    kept.flat_map(in_one_case).nfc().collect()
}

/// The vowel signs and pauses of Arabic and Hebrew.
fn is_optional(mark: char) -> bool {
    let of_these = matches!(mark, '\u{591}'..='\u{5C7}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{652}' | '\u{656}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6ED}' | '\u{8D3}'..='\u{8FF}');
    of_these && canonical_combining_class(mark) != 0
}

/// Lower, upper, lower: so that ß is ss and ς is σ. The dotless ı has no other case that is its own.
fn in_one_case(letter: char) -> impl Iterator<Item = char> {
    let upper = |lower: char| {
        let (kept, mapped) =
            if lower == 'ı' { (Some(lower), None) } else { (None, Some(lower.to_uppercase())) };
        kept.into_iter().chain(mapped.into_iter().flatten())
    };
    letter.to_lowercase().flat_map(upper).flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_form_leaves_out_what_is_written_or_not() {
        for (one, other) in [
            ("محمّد", "محمد"),
            ("מֹשֶׁה", "משה"),
            ("Ольга", "ОЛЬГА"),
            ("김민준", "\u{1100}\u{1175}\u{11B7}\u{1106}\u{1175}\u{11AB}\u{110C}\u{116E}\u{11AB}"),
            ("Мар’яна", "Мар'яна"),
            ("Οδυσσεύς", "ΟΔΥΣΣΕΎΣ"),
            ("ß", "ẞ"),
        ] {
            assert_eq!(own_search_form(one), own_search_form(other), "{one}");
        }
        for (one, other) in [("Сергей", "Сергеи"), ("が", "か"), ("ı", "i"), ("हिन्दी", "हनद"), ("Æ", "AE")]
        {
            assert_ne!(own_search_form(one), own_search_form(other), "{one}");
        }
    }
}
