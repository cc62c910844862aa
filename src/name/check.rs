//! What a name holds that may be a fault: reported, and never a reason to refuse it.

use core::fmt;

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use super::text::{HowSaid, NameText, PartKind};
use crate::error::{Error, ErrorKind, Result};
use crate::text::{Hidden, hidden_characters, is_plain, likely_original, words_of_mixed_scripts};

/// What a [`NameWarning`] is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NameWarningKind {
    /// A character that is refused where a name is newly entered; see [`hidden_characters`].
    Hidden(Hidden),
    /// A code point that Unicode 18 has assigned to no character. A newer Unicode may have.
    Unassigned,
    /// A code point of private use. Rare Han names are written with them; another system may show something else.
    PrivateUse,
    /// A word with Latin letters beside Greek or Cyrillic ones that look the same. The place is that of the word.
    MixedScripts,
    /// White space before the name.
    LeadingSpace,
    /// White space after the name.
    TrailingSpace,
    /// UTF-8 that was read as another encoding; see [`NameWarning::likely_original`].
    Mojibake,
}

/// Which of the texts of a name something stands in. Numbers count from 0, in the bearer's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NamePlace {
    /// The name itself.
    Name,
    /// The part of this number, of this kind.
    Part(usize, PartKind),
    /// The form of this number, itself.
    Form(usize),
    /// A part of the form of this number.
    PartOfForm(usize, PartKind),
    /// How the name is said, or one of its forms.
    Said(HowSaid),
    /// How to address the person.
    AddressedAs,
}

impl fmt::Display for NamePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name => f.write_str("the name"),
            Self::Part(_, kind) => write!(f, "the part `{}`", kind.word()),
            Self::Form(number) => write!(f, "form {} of the name", number + 1),
            Self::PartOfForm(number, kind) => {
                write!(f, "the part `{}` of form {} of the name", kind.word(), number + 1)
            }
            Self::Said(how) => write!(f, "how the name is said (`{}`)", how.word()),
            Self::AddressedAs => f.write_str("how to address the person"),
        }
    }
}

/// Something in a name that may be a fault. The name is held all the same.
///
/// Neither `Debug` nor `Display` prints anything of the name.
#[derive(Clone, PartialEq, Eq)]
pub struct NameWarning {
    kind: NameWarningKind,
    within: NamePlace,
    byte: usize,
    place: usize,
    original: Option<String>,
}

impl NameWarning {
    /// What it is about.
    pub fn kind(&self) -> NameWarningKind {
        self.kind
    }

    /// Which of the texts it stands in.
    pub fn within(&self) -> NamePlace {
        self.within
    }

    /// The byte of that text, from 0.
    pub fn byte(&self) -> usize {
        self.byte
    }

    /// The character of that text, from 1.
    pub fn place(&self) -> usize {
        self.place
    }

    /// For mojibake, what was most likely written. It is a person's name: ask for it only where it may be shown.
    pub fn likely_original(&self) -> Option<&str> {
        self.original.as_deref()
    }
}

impl fmt::Display for NameWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { within, place, .. } = self;
        match self.kind {
            NameWarningKind::Hidden(hidden) => {
                write!(f, "{within} holds {hidden}, character {place}; nobody can see it")
            }
            NameWarningKind::Unassigned => {
                write!(f, "character {place} of {within} is none that Unicode knows; ask how it is written")
            }
            NameWarningKind::PrivateUse => {
                write!(
                    f,
                    "character {place} of {within} is of private use; another system may show another one"
                )
            }
            NameWarningKind::MixedScripts => write!(
                f,
                "the word at character {place} of {within} has letters of two scripts that look the same; type it again"
            ),
            NameWarningKind::LeadingSpace => {
                write!(f, "{within} begins with a space; ask whether it belongs there")
            }
            NameWarningKind::TrailingSpace => {
                write!(f, "{within} ends with a space; ask whether it belongs there")
            }
            NameWarningKind::Mojibake => {
                write!(
                    f,
                    "{within} is UTF-8 that was read as another encoding; show the person the likely original"
                )
            }
        }
    }
}

impl fmt::Debug for NameWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NameWarning({self})")
    }
}

/// What may be a fault in a name, in its parts and forms, in how it is said and in how to address the person.
///
/// Joiners, direction marks, variation selectors, marks in any order, digits, signs and names of one letter are no
/// faults, and neither are several scripts in one name: a word alone is looked at, and only where letters that look the
/// same stand in it side by side. Nothing is allocated for a name without warnings.
///
/// # Example
///
/// ```
/// use ownwords::{NameText, NameWarningKind, name};
///
/// for text in ["ʻOkina", "محمّد", "O’Brien", "علی\u{200C}رضا", "X Æ A-12", "김민준"] {
///     assert_eq!(name::check(&NameText::received(text)).count(), 0);
/// }
/// let warning = name::check(&NameText::received("JosÃ©")).next().unwrap();
/// assert_eq!(warning.kind(), NameWarningKind::Mojibake);
/// assert_eq!(warning.likely_original(), Some("José"));
/// assert_eq!(
///     warning.to_string(),
///     "the name is UTF-8 that was read as another encoding; show the person the likely original"
/// );
/// ```
pub fn check(name: &NameText) -> impl Iterator<Item = NameWarning> {
    // Most names are one text, and have no fault.
    let is_plain = name.is_text_alone() && is_plain(name.as_str());
    if is_plain { Vec::new().into_iter() } else { warnings(name).into_iter() }
}

#[cold]
fn warnings(name: &NameText) -> Vec<NameWarning> {
    let mut warnings = Vec::new();
    name.each_text(|within, text| {
        if !is_plain(text) {
            look_closely(within, text, &mut warnings);
        }
    });
    warnings
}

/// The first hidden character of all texts of a name, as an error.
pub(super) fn refuse_hidden(name: &NameText) -> Result<()> {
    let mut refused = Ok(());
    name.each_text(|within, text| {
        if let (true, Some(hidden)) = (refused.is_ok(), hidden_characters(text).next()) {
            let message = format!("{within} cannot hold {hidden}, character {}", hidden.place());
            refused = Err(Error::new(ErrorKind::Text, message)
                .with_help("remove the character, which nobody can see, and enter the name again"));
        }
    });
    refused
}

fn look_closely(within: NamePlace, text: &str, warnings: &mut Vec<NameWarning>) {
    let mut warn = |kind, byte, place| {
        warnings.push(NameWarning { kind, within, byte, place, original: None });
    };
    for hidden in hidden_characters(text) {
        warn(NameWarningKind::Hidden(hidden), hidden.byte(), hidden.place());
    }
    // White space that is a control is reported as one.
    let is_space = |character: char| character.is_whitespace() && !character.is_control();
    if text.starts_with(is_space) {
        warn(NameWarningKind::LeadingSpace, 0, 1);
    }
    if let Some((byte, _)) =
        text.char_indices().next_back().filter(|&(byte, last)| byte > 0 && is_space(last))
    {
        warn(NameWarningKind::TrailingSpace, byte, text.chars().count());
    }
    if text.is_ascii() {
        return;
    }
    for (place, (byte, character)) in text.char_indices().enumerate() {
        if let Some(kind) = outside_unicode(character) {
            warn(kind, byte, place + 1);
        }
    }
    words_of_mixed_scripts(text, |byte, place| warn(NameWarningKind::MixedScripts, byte, place));
    if let Some(original) = likely_original(text) {
        let (kind, original) = (NameWarningKind::Mojibake, Some(original));
        warnings.push(NameWarning { kind, within, byte: 0, place: 1, original });
    }
}

/// Of private use, or assigned to nothing. Tags are hidden characters, and some of their block are unassigned.
fn outside_unicode(character: char) -> Option<NameWarningKind> {
    // All assigned, and what most names beyond ASCII are written with: no need to look them up.
    if matches!(character, '\0'..='\u{377}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{E0000}'..='\u{E007F}')
    {
        return None;
    }
    match character.general_category() {
        GeneralCategory::PrivateUse => Some(NameWarningKind::PrivateUse),
        GeneralCategory::Unassigned => Some(NameWarningKind::Unassigned),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<NameWarningKind> {
        check(&NameText::received(text)).map(|warning| warning.kind()).collect()
    }

    #[test]
    fn each_kind_is_found_and_nothing_else() {
        use NameWarningKind::{LeadingSpace, MixedScripts, Mojibake, PrivateUse, TrailingSpace, Unassigned};
        for (text, expected) in [
            ("Ada\u{E000}", vec![PrivateUse]),
            ("Ada\u{F0000}", vec![PrivateUse]),
            ("Ada\u{378}", vec![Unassigned]),
            ("Ada\u{FFFE}", vec![Unassigned]),
            (" Ada", vec![LeadingSpace]),
            ("Ada\u{A0}", vec![TrailingSpace]),
            ("\u{3000}Ada ", vec![LeadingSpace, TrailingSpace]),
            (" ", vec![LeadingSpace]),
            ("\u{410}da", vec![MixedScripts]),
            ("ZoÃ«", vec![Mojibake]),
            ("Шwан", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(kinds(text), expected, "{text:?}");
        }
        assert!(matches!(kinds("Ada\n")[..], [NameWarningKind::Hidden(_)]));
        assert!(matches!(kinds("A\u{E0001}da")[..], [NameWarningKind::Hidden(_)]));
    }

    /// The versions of Unicode in one build differ unless somebody looks: an update is a decision.
    #[test]
    fn what_is_assigned_and_what_is_a_mark_come_from_one_version_of_unicode() {
        assert_eq!(unicode_properties::UNICODE_VERSION, (18, 0, 0));
        assert_eq!(unicode_normalization::UNICODE_VERSION, (18, 0, 0));
        for character in ('\0'..='\u{377}').chain('\u{4E00}'..='\u{9FFF}').chain('\u{AC00}'..='\u{D7A3}') {
            assert_ne!(character.general_category(), GeneralCategory::Unassigned, "{character:?}");
        }
    }
}
