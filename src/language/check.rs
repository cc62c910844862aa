//! What stands where a language tag belongs.

use super::registered;
use super::tag::{TagPart, TagValidity, is_well_formed, validity};

/// What a value is that stands where a language tag belongs.
///
/// # Example
///
/// ```
/// use ownwords::language::{TagCheck, TagValidity, check};
///
/// assert_eq!(check(b"cy"), TagCheck::Tag(TagValidity::Registered));
/// assert_eq!(check(b"en_GB"), TagCheck::Malformed);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TagCheck {
    /// A well-formed tag, and what the registry knows of it.
    Tag(TagValidity),
    /// One of the five codes that the NHS list of language codes added to ISO 639-1, all outside BCP 47.
    NhsCode(NhsLanguageCode),
    /// The English name of a language.
    Name {
        /// The tag of the language that has this name.
        tag: &'static str,
    },
    /// Not a tag, nor any of the above.
    Malformed,
}

/// A code that the NHS list of language codes (NHS Data Dictionary, `LANGUAGE CODE`; retired UK Core `HumanLanguage`)
/// added to those of ISO 639-1. None of them is a BCP 47 tag.
///
/// # Example
///
/// ```
/// use ownwords::language::NhsLanguageCode;
///
/// assert_eq!(NhsLanguageCode::from_code(b"q4"), Some(NhsLanguageCode::BritishSignLanguage));
/// assert_eq!(NhsLanguageCode::BritishSignLanguage.tag(), Some("bfi"));
/// assert_eq!(NhsLanguageCode::Makaton.tag(), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NhsLanguageCode {
    /// `q1`. Braille is a script and not a language: in a tag it follows the language (`en-Brai`).
    Braille,
    /// `q2`, in BCP 47 `ase`.
    AmericanSignLanguage,
    /// `q3`, in BCP 47 `asf`.
    AustralianSignLanguage,
    /// `q4`, in BCP 47 `bfi`.
    BritishSignLanguage,
    /// `q5`. BCP 47 has no tag for Makaton, a way of communicating that goes with a language.
    Makaton,
}

impl NhsLanguageCode {
    /// The code that is exactly these bytes; the list writes `q` in lower case.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::language::NhsLanguageCode;
    ///
    /// assert_eq!(NhsLanguageCode::from_code(b"q1"), Some(NhsLanguageCode::Braille));
    /// assert_eq!(NhsLanguageCode::from_code(b"q6"), None);
    /// ```
    pub const fn from_code(code: &[u8]) -> Option<Self> {
        match code {
            b"q1" => Some(Self::Braille),
            b"q2" => Some(Self::AmericanSignLanguage),
            b"q3" => Some(Self::AustralianSignLanguage),
            b"q4" => Some(Self::BritishSignLanguage),
            b"q5" => Some(Self::Makaton),
            _ => None,
        }
    }

    /// The BCP 47 tag of the same language; `None` where there is no such tag.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::language::NhsLanguageCode;
    ///
    /// assert_eq!(NhsLanguageCode::AustralianSignLanguage.tag(), Some("asf"));
    /// assert_eq!(NhsLanguageCode::Braille.tag(), None);
    /// ```
    pub const fn tag(self) -> Option<&'static str> {
        match self {
            Self::AmericanSignLanguage => Some("ase"),
            Self::AustralianSignLanguage => Some("asf"),
            Self::BritishSignLanguage => Some("bfi"),
            Self::Braille | Self::Makaton => None,
        }
    }

    /// What the code stands for, in plain English.
    ///
    /// # Example
    ///
    /// ```
    /// assert_eq!(ownwords::language::NhsLanguageCode::Makaton.label(), "Makaton");
    /// ```
    pub const fn label(self) -> &'static str {
        match self {
            Self::Braille => "Braille",
            Self::AmericanSignLanguage => "American Sign Language",
            Self::AustralianSignLanguage => "Australian Sign Language",
            Self::BritishSignLanguage => "British Sign Language",
            Self::Makaton => "Makaton",
        }
    }
}

/// Says what a value is that stands where a language tag belongs, without allocating.
///
/// A valid tag is a tag, even if it is also a name. Of anything else it is first asked whether it is one of the old NHS
/// codes, then whether it is the English name of a language that this crate knows by name (whole, and whatever the case
/// of its ASCII letters); a name such as `English` would otherwise pass for an unregistered subtag. The value is taken
/// as it is: white space around it makes it malformed. An empty value is malformed; bytes that are not UTF-8 are too.
///
/// # Example
///
/// ```
/// use ownwords::language::{NhsLanguageCode, TagCheck, TagPart, TagValidity, check};
///
/// assert_eq!(check(b"pa-Arab"), TagCheck::Tag(TagValidity::Registered));
/// assert_eq!(
///     check(b"en-UK"),
///     TagCheck::Tag(TagValidity::Unregistered { part: TagPart::Region, range: 3..5 })
/// );
/// assert_eq!(check(b"q4"), TagCheck::NhsCode(NhsLanguageCode::BritishSignLanguage));
/// assert_eq!(check(b"CANTONESE"), TagCheck::Name { tag: "yue" });
/// assert_eq!(check(b"en GB"), TagCheck::Malformed);
/// ```
pub fn check(value: &[u8]) -> TagCheck {
    let verdict = match value {
        // Nearly every value of a real file is two or three letters, which need no parser.
        [_, _] | [_, _, _] if value.iter().all(u8::is_ascii_alphabetic) => TagCheck::Tag(bare_primary(value)),
        _ => match core::str::from_utf8(value) {
            Ok(text) if is_well_formed(text) => TagCheck::Tag(validity(text)),
            _ => TagCheck::Malformed,
        },
    };
    if matches!(&verdict, TagCheck::Tag(validity) if validity.is_valid()) {
        return verdict;
    }
    if let Some(code) = NhsLanguageCode::from_code(value) {
        return TagCheck::NhsCode(code);
    }
    match registered::tag_of_name(value) {
        Some(tag) => TagCheck::Name { tag },
        None => verdict,
    }
}

/// The validity of a tag that is nothing but a primary subtag of two or three letters.
fn bare_primary(subtag: &[u8]) -> TagValidity {
    if !registered::is_primary(subtag) {
        return TagValidity::Unregistered { part: TagPart::Primary, range: 0..subtag.len() };
    }
    if registered::is_private_primary(subtag) { TagValidity::Private } else { TagValidity::Registered }
}
