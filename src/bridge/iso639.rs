//! What the codes of ISO 639 mean, by a rule rather than a row each: the IANA registry takes its subtags from them.
//!
//! A subtag of two letters is the code of ISO 639-1; one of three letters is the code of ISO 639-2 or 639-3 for a language
//! that has none of two (RFC 5646, section 2.2.1). The codes of three letters of all others are those that CLDR's aliases
//! call overlong, and, for ISO 639-2/B, bibliographic.

use crate::language::{Breadth, iso639};

/// What the codes of a list mean that have no row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// Nothing: every code has its row.
    Rows,
    /// Each tag of BCP 47 means itself.
    Tags,
    /// Each code of a part of ISO 639.
    Iso639(iso639::Part),
}

impl Rule {
    /// The tag that a code means.
    pub(super) fn tag_of(self, code: &[u8]) -> Option<&str> {
        match self {
            Self::Rows => None,
            Self::Tags => core::str::from_utf8(code).ok(),
            Self::Iso639(part) => part.tag_of(code),
        }
    }

    /// Whether the rule has the code.
    pub(super) fn has(self, code: &[u8]) -> bool {
        match self {
            Self::Tags => {
                core::str::from_utf8(code).is_ok_and(|text| crate::language::LanguageTag::parse(text).is_ok())
            }
            Self::Iso639(part) => part.has(code),
            Self::Rows => false,
        }
    }

    /// The code of a language, or of the nearest broader one that has a code, and how far above that is.
    pub(super) fn code_of(self, stated: &Breadth<'_>) -> Option<(&'static str, usize)> {
        let Self::Iso639(part) = self else { return None };
        (0..).zip(stated.iter()).find_map(|(steps, tag)| Some((part.code_of(tag)?, steps)))
    }

    /// The code as the rule has it, where it can be counted.
    pub(super) fn known(self, code: &[u8]) -> Option<&'static str> {
        let Self::Iso639(part) = self else { return None };
        part.code_of(part.tag_of(code)?).filter(|known| known.as_bytes() == code)
    }

    /// All codes of the rule that can be counted.
    pub(super) fn codes(self) -> impl Iterator<Item = &'static str> {
        let part = if let Self::Iso639(part) = self { Some(part) } else { None };
        part.into_iter().flat_map(iso639::Part::codes)
    }
}
