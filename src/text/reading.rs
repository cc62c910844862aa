//! How hard an English text is to read.

/// The Automated Readability Index: the year of school in the United States, for whose pupils the text is. Pupils of year
/// *n* are *n* + 5 years old when it begins, so that 4.0 is a reading age of nine.
///
/// 4.71 × letters and digits a word + 0.5 × words a sentence − 21.43, from R. J. Senter and E. A. Smith, *Automated
/// Readability Index*, AMRL-TR-66-220, 1967. A word is what stands between spaces and dashes and has a letter or digit; a
/// sentence ends at a full stop, a question mark, an exclamation mark or the end of the text.
///
/// It counts letters and knows nothing of meaning: a short rare word passes and a long well-known one does not. It was
/// fitted to passages of English, so that it says little of a few words alone, and nothing of another language. A text
/// without a word gives 0. It shows what is surely too hard, and whether people understand a text is for people to say.
///
/// # Example
///
/// ```
/// use ownwords::text::readability_index;
///
/// assert!(readability_index("What should we call you?") < 4.0);
/// assert!(readability_index("Statutory notification obligations necessitate disclosure.") > 20.0);
/// ```
pub fn readability_index(text: &str) -> f64 {
    let is_counted = |sign: &char| sign.is_alphanumeric();
    let words = text.split(|sign: char| sign.is_whitespace() || matches!(sign, '-' | '–' | '—' | '/'));
    let words = words.filter(|word| word.chars().any(|sign| is_counted(&sign))).count();
    if words == 0 {
        return 0.0;
    }
    let letters = text.chars().filter(is_counted).count();
    let sentences = text.split(['.', '?', '!']).filter(|one| one.chars().any(|sign| is_counted(&sign)));
    let (letters, words, sentences) = (letters as f64, words as f64, sentences.count() as f64);
    4.71 * letters / words + 0.5 * words / sentences - 21.43
}

#[cfg(test)]
mod tests {
    use super::readability_index;

    /// 17 letters, 5 words, one sentence; and the same twice.
    #[test]
    fn the_index_is_that_of_its_formula() {
        let once = 4.71 * 17.0 / 5.0 + 0.5 * 5.0 - 21.43;
        assert!((readability_index("How are you all today?") - once).abs() < 1e-9);
        let twice = readability_index("How are you all today? How are you all today?");
        assert!((twice - readability_index("How are you all today?")).abs() < 1e-9);
        assert!((readability_index(" … ") - 0.0).abs() < 1e-9);
    }
}
