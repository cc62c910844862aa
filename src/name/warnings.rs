//! What is odd in a name, and never a reason to refuse it.

use core::fmt;

use unicode_script::{Script, UnicodeScript};

use super::NameText;
use crate::text::{Hidden, hidden_characters, is_mojibake, mojibake_original};

/// What is odd in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NameWarningKind {
    /// A character that nobody sees and that changes what others see; a newly entered name with one is refused.
    Hidden(Hidden),
    /// The name begins with a space.
    LeadingSpace,
    /// The name ends with a space.
    TrailingSpace,
    /// A character that Unicode has not assigned: a newer one than this release knows, or a damaged one.
    Unassigned,
    /// A character of private use. Rare Han names are written with such; another system may show another character.
    PrivateUse,
    /// A word has letters of Latin beside letters of Greek or Cyrillic, which can look the same: a search finds neither.
    MixedScript,
    /// The name was written as UTF-8 and read as another encoding: `JosÃ©`.
    Mojibake,
}

/// Something odd in a name, and where it stands. Neither `Debug` nor `Display` prints anything of the name but the number
/// of a hidden character.
///
/// # Example
///
/// ```
/// use ownwords::{NameText, NameWarningKind};
///
/// let name = NameText::received("JosÃ© ");
/// let kinds: Vec<NameWarningKind> = name.warnings().iter().map(|warning| warning.kind()).collect();
/// assert_eq!(kinds, [NameWarningKind::TrailingSpace]);
///
/// let name = NameText::received("JosÃ©");
/// assert_eq!(name.warnings()[0].kind(), NameWarningKind::Mojibake);
/// assert_eq!(name.likely_original().as_deref(), Some("José"));
///
/// for clean in ["ʻOkina", "O’Brien-Ó Súilleabháin", "محمّد", "אַבְרָהָם", "علی\u{200C}رضا", "X Æ A-12"] {
///     assert!(NameText::entered(clean).unwrap().warnings().is_empty());
/// }
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct NameWarning {
    kind: NameWarningKind,
    place: usize,
}

impl NameWarning {
    /// What it is.
    pub fn kind(self) -> NameWarningKind {
        self.kind
    }

    /// Which character of the text it begins at, from 1.
    pub fn place(self) -> usize {
        self.place
    }
}

impl fmt::Display for NameWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.place;
        match self.kind {
            NameWarningKind::Hidden(hidden) => write!(f, "character {place} is {hidden}, which nobody sees"),
            NameWarningKind::LeadingSpace => f.write_str("the name begins with a space"),
            NameWarningKind::TrailingSpace => f.write_str("the name ends with a space"),
            NameWarningKind::Unassigned => {
                write!(f, "character {place} is not assigned in this release's Unicode")
            }
            NameWarningKind::PrivateUse => {
                write!(f, "character {place} is of private use, and may look different elsewhere")
            }
            NameWarningKind::MixedScript => write!(
                f,
                "the word at character {place} mixes letters of scripts that look alike; one of them may be a slip"
            ),
            NameWarningKind::Mojibake => f.write_str("the name was UTF-8 and read as another encoding"),
        }
    }
}

impl fmt::Debug for NameWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NameWarning({self})")
    }
}

impl NameText {
    /// What is odd in the name's text, in the order of the text; nothing of it is a reason to refuse a name, hidden
    /// characters apart, which [`entered`](Self::entered) refuses.
    ///
    /// Joiners and non-joiners, direction marks and variation selectors are never odd: names need them. Scripts and
    /// unassigned characters are those of the crate `unicode-script` (Unicode Standard Annex #24).
    pub fn warnings(&self) -> Vec<NameWarning> {
        let text = self.as_str();
        let mut warnings = Vec::new();
        let mut warn = |kind, place| warnings.push(NameWarning { kind, place });
        if text.starts_with(char::is_whitespace) {
            warn(NameWarningKind::LeadingSpace, 1);
        }
        for hidden in hidden_characters(text) {
            warn(NameWarningKind::Hidden(hidden), hidden.place());
        }
        for (place, character) in (1..).zip(text.chars()) {
            match character {
                _ if character.is_ascii() => {}
                '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' => {
                    warn(NameWarningKind::PrivateUse, place);
                }
                _ if character.script() == Script::Unknown => warn(NameWarningKind::Unassigned, place),
                _ => {}
            }
        }
        for place in words_of_mixed_script(text) {
            warn(NameWarningKind::MixedScript, place);
        }
        if is_mojibake(text) {
            warn(NameWarningKind::Mojibake, 1);
        }
        if text.ends_with(char::is_whitespace) {
            warn(NameWarningKind::TrailingSpace, text.chars().count());
        }
        warnings.sort_by_key(|warning| warning.place);
        warnings
    }

    /// The name read again the right way round, where it was UTF-8 and read as another encoding. It is a guess at the
    /// person's name: show it to them, and let them say.
    pub fn likely_original(&self) -> Option<String> {
        mojibake_original(self.as_str())
    }
}

/// Where the words begin that have letters of Latin beside letters of Greek or Cyrillic.
fn words_of_mixed_script(text: &str) -> impl Iterator<Item = usize> {
    // Most names are of Latin letters alone, and settled at sight: Greek and Cyrillic begin at U+0370.
    let text = if text.chars().any(|character| character >= '\u{370}') { text } else { "" };
    let mut words = Vec::new();
    let mut word: Option<Word> = None;
    for (place, character) in (1..).zip(text.chars()) {
        if !character.is_alphabetic() && character.script() != Script::Inherited {
            words.extend(word.take());
            continue;
        }
        let word = word.get_or_insert(Word { place, has_latin: false, has_look_alike: false });
        match character.script() {
            Script::Latin => word.has_latin = true,
            Script::Greek | Script::Cyrillic => word.has_look_alike = true,
            _ => {}
        }
    }
    words.extend(word);
    words.into_iter().filter(|word| word.has_latin && word.has_look_alike).map(|word| word.place)
}

struct Word {
    place: usize,
    has_latin: bool,
    has_look_alike: bool,
}
