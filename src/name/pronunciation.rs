//! How a name is said.

use core::fmt;

/// How a [`Pronunciation`] is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PronunciationKind {
    /// Spelt so that a reader of the local language says it about right: `SHIV-awn`.
    Respelling,
    /// In the International Phonetic Alphabet.
    Ipa,
    /// Where a recording of the bearer saying it is kept: a URL or a document id.
    Recording,
}

impl PronunciationKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Respelling, Self::Ipa, Self::Recording];

    /// The kind in one word, as the storage form writes it: `respelling`, `ipa` or `recording`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Respelling => "respelling",
            Self::Ipa => "ipa",
            Self::Recording => "recording",
        }
    }

    /// The kind with this word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// How a name is said, as its bearer gave it; never worked out by us. `Debug` prints the kind alone.
///
/// # Example
///
/// ```
/// use ownwords::{Pronunciation, PronunciationKind};
///
/// let said = Pronunciation::respelling("SHIV-awn");
/// assert_eq!((said.kind(), said.as_str()), (PronunciationKind::Respelling, "SHIV-awn"));
/// assert_eq!(format!("{said:?}"), "Pronunciation(Respelling)");
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Pronunciation {
    kind: PronunciationKind,
    text: String,
}

impl Pronunciation {
    /// A pronunciation of this kind.
    pub fn new(kind: PronunciationKind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into() }
    }

    /// One spelt for readers of the local language.
    pub fn respelling(text: impl Into<String>) -> Self {
        Self::new(PronunciationKind::Respelling, text)
    }

    /// One in the International Phonetic Alphabet.
    pub fn ipa(text: impl Into<String>) -> Self {
        Self::new(PronunciationKind::Ipa, text)
    }

    /// One that is a recording, kept there.
    pub fn recording(reference: impl Into<String>) -> Self {
        Self::new(PronunciationKind::Recording, reference)
    }

    /// How it is written down.
    pub fn kind(&self) -> PronunciationKind {
        self.kind
    }

    /// The text, or where the recording is kept.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for Pronunciation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pronunciation({:?})", self.kind)
    }
}
