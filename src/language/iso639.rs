//! The codes of ISO 639, by what the IANA registry and CLDR know of them.

use super::registered;

/// A part of ISO 639 whose codes are understood by a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// ISO 639-1: two letters.
    One,
    /// ISO 639-2/B: three letters, some after the language's name in English.
    TwoB,
    /// ISO 639-2/T: three letters.
    TwoT,
    /// ISO 639-3: three letters, one for each language, and none for groups of languages.
    Three,
}

impl Part {
    /// The tag that a code means; none where the part does not have the code. Case matters: ISO 639 writes lower case.
    pub(crate) fn tag_of(self, code: &[u8]) -> Option<&str> {
        if !code.iter().all(u8::is_ascii_lowercase) {
            return None;
        }
        let itself = core::str::from_utf8(code).ok()?;
        let is_own_code = match (self, code.len()) {
            (Self::One, 2) => registered::is_primary(code),
            (Self::One, _) => false,
            (_, 3) if registered::is_private_primary(code) => true,
            (Self::Three, 3) => registered::is_primary(code) && !registered::is_collection(code),
            (_, 3) => registered::is_primary_of_iso_639_2(code),
            _ => false,
        };
        if is_own_code {
            return Some(itself);
        }
        match self {
            Self::One => None,
            Self::Three => registered::subtag_of_overlong(code)
                .filter(|subtag| !registered::is_collection(subtag.as_bytes())),
            Self::TwoT => registered::subtag_of_overlong(code),
            Self::TwoB => registered::subtag_of_bibliographic(code).or_else(|| {
                registered::subtag_of_overlong(code)
                    .filter(|subtag| registered::bibliographic_of(subtag).is_none())
            }),
        }
    }

    /// The code of a primary subtag; none where the part has none for it.
    pub(crate) fn code_of(self, subtag: &str) -> Option<&'static str> {
        let own = registered::primary(subtag.as_bytes())?;
        let code = match self {
            _ if own.len() == 3 || self == Self::One => own,
            Self::TwoB => registered::bibliographic_of(own).or_else(|| registered::overlong_of(own))?,
            Self::One | Self::TwoT | Self::Three => registered::overlong_of(own)?,
        };
        self.tag_of(code.as_bytes()).is_some().then_some(code)
    }

    /// All codes, those for private use left out, by the order of their subtags.
    pub(crate) fn codes(self) -> impl Iterator<Item = &'static str> {
        registered::primaries().filter_map(move |subtag| self.code_of(subtag))
    }
}
