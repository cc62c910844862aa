//! The codes of ISO 639, by what the IANA registry and CLDR know of them.

use super::registered::{self, Known, Overlong};

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

/// What a code stands for.
enum Found {
    /// The subtag that is the code.
    Itself,
    /// The subtag of two letters of its language.
    For(Overlong),
}

impl Part {
    /// Whether the part has the code. Case matters: ISO 639 writes lower case.
    #[inline]
    pub(crate) fn has(self, code: &[u8]) -> bool {
        self.find(code).is_some()
    }

    /// The tag that a code means; none where the part does not have the code.
    pub(crate) fn tag_of(self, code: &[u8]) -> Option<&str> {
        match self.find(code)? {
            Found::Itself => core::str::from_utf8(code).ok(),
            Found::For(overlong) => overlong.subtag(),
        }
    }

    #[inline]
    fn find(self, code: &[u8]) -> Option<Found> {
        let known = Known::of_lower_case(code);
        let is_own_code = match (self, code.len()) {
            (Self::One, 2) => known.is_primary(),
            (Self::One, _) => false,
            (Self::Three, 3) => known.is_primary() && !known.is_collection(),
            (_, 3) => known.is_private_primary() || known.is_primary_of_iso_639_2(),
            _ => false,
        };
        if is_own_code {
            return Some(Found::Itself);
        }
        let found = match self {
            Self::One => None,
            Self::Three => known.overlong().filter(|overlong| !overlong.known_subtag().is_collection()),
            Self::TwoT => known.overlong(),
            Self::TwoB => known
                .bibliographic()
                .or_else(|| known.overlong().filter(|overlong| !overlong.known_subtag().has_bibliographic())),
        };
        found.map(Found::For)
    }

    /// The code of a primary subtag; none where the part has none for it.
    pub(crate) fn code_of(self, subtag: &str) -> Option<&'static str> {
        let own = registered::primary(subtag.as_bytes())?;
        let code = match self {
            _ if own.len() == 3 || self == Self::One => own,
            Self::TwoB => registered::bibliographic_of(own).or_else(|| registered::overlong_of(own))?,
            Self::One | Self::TwoT | Self::Three => registered::overlong_of(own)?,
        };
        self.has(code.as_bytes()).then_some(code)
    }

    /// All codes, those for private use left out, by the order of their subtags.
    pub(crate) fn codes(self) -> impl Iterator<Item = &'static str> {
        registered::primaries().filter_map(move |subtag| self.code_of(subtag))
    }
}
