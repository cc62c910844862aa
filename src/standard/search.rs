//! Type-ahead: which concepts somebody may mean by what they have typed so far.

use core::cmp::Reverse;
use core::fmt;

use super::{Concept, Label, LabelUse, Standard, Status};
use crate::text::{Folded, Pattern};

/// How what was typed matches a label; the better first.
///
/// # Example
///
/// ```
/// use ownwords::Standard;
/// use ownwords::standard::MatchKind;
///
/// let kind = |query| Standard::ethnicity().search(query, 1).first().unwrap().kind();
/// assert_eq!(kind("Bangladeshi"), MatchKind::Exact);
/// assert_eq!(kind("bangl"), MatchKind::Prefix);
/// assert_eq!(kind("bnagladeshi"), MatchKind::Misspelt);
/// assert!(MatchKind::Exact < MatchKind::Misspelt);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum MatchKind {
    /// All words of the label were typed, in any order.
    Exact,
    /// The label begins with what was typed.
    Prefix,
    /// Each word that was typed begins another word of the label, in any order.
    WordPrefix,
    /// The first letters of the label's words were typed, as for a language of several words.
    Initials,
    /// As one of the others, but for a few letters missing, doubled, swapped or wrong.
    Misspelt,
}

impl MatchKind {
    /// The kind in one word, for output: `exact`, `prefix`, `word-prefix`, `initials` or `misspelt`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Prefix => "prefix",
            Self::WordPrefix => "word-prefix",
            Self::Initials => "initials",
            Self::Misspelt => "misspelt",
        }
    }
}

/// One suggestion of [`Standard::search`]. What is meant is for the person to say.
///
/// # Example
///
/// ```
/// use ownwords::Standard;
/// use ownwords::standard::LabelUse;
///
/// for suggestion in Standard::ethnicity().search("somal", 5) {
///     let shown = suggestion.shown();
///     assert!(shown.usage != LabelUse::SearchOnly);
///     println!("{}: {} [{}]", suggestion.concept().slug(), shown.text, suggestion.kind().word());
/// }
/// ```
#[derive(Clone, Copy)]
pub struct Match {
    concept: Concept,
    matched: Label,
    rank: Rank,
}

impl Match {
    /// The concept.
    pub fn concept(&self) -> Concept {
        self.concept
    }

    /// The name that matched, its language, and whether it may be shown. Show [`shown`](Self::shown) instead.
    pub fn matched(&self) -> Label {
        self.matched
    }

    /// What may be shown: the name that matched, or the concept's own where that one is only for searching.
    pub fn shown(&self) -> Label {
        if self.matched.usage == LabelUse::SearchOnly { main_label(self.concept) } else { self.matched }
    }

    /// How it matched.
    pub fn kind(&self) -> MatchKind {
        self.rank.kind
    }

    /// How many letters had to be put in, left out, replaced or swapped.
    pub fn edits(&self) -> u32 {
        self.rank.edits
    }

    /// Whether the concept exists for counting alone and cannot be recorded. Such suggestions stand last.
    pub fn is_for_counting_only(&self) -> bool {
        self.concept.is_for_counting_only()
    }
}

impl fmt::Debug for Match {
    /// The concept's slug and how it matched; not the name that matched, which may not be for showing.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Match")
            .field("concept", &self.concept.slug())
            .field("kind", &self.rank.kind)
            .field("edits", &self.rank.edits)
            .finish_non_exhaustive()
    }
}

/// How good a match is: fields in the order of their weight, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rank {
    pub(crate) kind: MatchKind,
    edits: u32,
    /// Whether the edits are within a word that was typed in part.
    is_part: bool,
    /// Whether a word's first letter is wrong, which is rare.
    is_other_initial: bool,
    usage: u8,
    /// Letters of the label that were not typed.
    untyped: usize,
}

/// What was typed, made ready to be compared with many labels.
pub(crate) struct Query<'a> {
    folded: &'a Folded,
    words: Vec<Word<'a>>,
    /// All words joined, for a space too many or too few.
    joined: Word<'a>,
}

struct Word<'a> {
    letters: &'a [char],
    pattern: Option<Pattern<'a>>,
}

/// How one typed word matches one word of a label; the better first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    edits: u32,
    is_part: bool,
    is_other_initial: bool,
}

impl Fit {
    /// A whole word, letter for letter.
    const WHOLE: Self = Self { edits: 0, is_part: false, is_other_initial: false };
}

impl<'a> Word<'a> {
    fn of(letters: &'a [char]) -> Self {
        Self { letters, pattern: Pattern::of(letters) }
    }

    /// How many edits make a whole word of it, and how many the beginning of one.
    fn allowed(&self) -> (u32, u32) {
        match self.letters.len() {
            0 | 1 => (0, 0),
            2 | 3 => (1, 0),
            4 | 5 => (1, 1),
            6 | 7 => (2, 1),
            _ => (2, 2),
        }
    }

    fn fit_exactly(&self, word: &[char]) -> Option<Fit> {
        let is_part = word.len() > self.letters.len();
        word.starts_with(self.letters).then_some(Fit { is_part, ..Fit::WHOLE })
    }

    fn fit(&self, word: &[char]) -> Option<Fit> {
        if let Some(fit) = self.fit_exactly(word) {
            return Some(fit);
        }
        let (whole, beginning) = self.allowed();
        if word.len() as u32 + whole < self.letters.len() as u32 {
            return None;
        }
        let distance = self.pattern.as_ref()?.distance(word, whole);
        let is_other_initial = self.letters.first() != word.first();
        if distance.whole <= whole {
            Some(Fit { edits: distance.whole, is_part: false, is_other_initial })
        } else if distance.beginning <= beginning {
            Some(Fit { edits: distance.beginning, is_part: true, is_other_initial })
        } else {
            None
        }
    }
}

impl<'a> Query<'a> {
    pub(crate) fn of(folded: &'a Folded) -> Self {
        Self { folded, words: folded.words().map(Word::of).collect(), joined: Word::of(folded.letters()) }
    }

    /// How the label matches, if it does.
    pub(crate) fn rank(&self, label: &Folded, usage: LabelUse) -> Option<Rank> {
        let ranked = |kind, fit| self.ranked(kind, fit, label, usage);
        if let Some(found) = self.joined.fit_exactly(label.letters()) {
            let kind = if found.is_part { MatchKind::Prefix } else { MatchKind::Exact };
            return Some(ranked(kind, found));
        }
        let by_words = self.fit_words(label);
        let joined = match by_words {
            Some(Fit { edits: 0, .. }) => None,
            // With one word on either side, the joined words are the words.
            _ if self.words.len() == 1 && label.words().len() == 1 => None,
            _ => self.joined.fit(label.letters()),
        };
        let best = by_words.into_iter().chain(joined).min()?;
        let kind = match best {
            Fit { edits: 0, is_part: false, .. } if self.untyped(label) == 0 => MatchKind::Exact,
            Fit { edits: 0, .. } => MatchKind::WordPrefix,
            _ => MatchKind::Misspelt,
        };
        Some(ranked(kind, best))
    }

    fn ranked(&self, kind: MatchKind, fit: Fit, label: &Folded, usage: LabelUse) -> Rank {
        Rank {
            kind,
            edits: fit.edits,
            is_part: fit.is_part,
            is_other_initial: fit.is_other_initial,
            usage: match usage {
                LabelUse::Label => 0,
                LabelUse::Synonym => 1,
                LabelUse::SearchOnly => 2,
            },
            untyped: self.untyped(label),
        }
    }

    /// How many more letters the label has than were typed.
    fn untyped(&self, label: &Folded) -> usize {
        label.letters().len().saturating_sub(self.folded.letters().len())
    }

    /// How the label matches where its words' first letters may have been typed: all of them, three or more.
    pub(crate) fn rank_with_initials(&self, label: &Folded, usage: LabelUse) -> Option<Rank> {
        let initials = || label.words().filter_map(|word| word.first());
        let typed = self.folded.letters();
        if typed.len() < 3 || self.words.len() != 1 || !initials().eq(typed) {
            return self.rank(label, usage);
        }
        Some(self.ranked(MatchKind::Initials, Fit::WHOLE, label, usage))
    }

    /// Each typed word beside another word of the label, the best that is left.
    fn fit_words(&self, label: &Folded) -> Option<Fit> {
        if self.words.len() > label.words().len() {
            return None;
        }
        let mut all = Fit::WHOLE;
        let mut used = 0_u64;
        for typed in &self.words {
            let free = label.words().enumerate().take(64).filter(|(place, _)| used >> place & 1 == 0);
            let fits = free.filter_map(|(place, word)| Some((typed.fit(word)?, Reverse(word.len()), place)));
            let (fit, _, place) = fits.min()?;
            used |= 1 << place;
            all.edits += fit.edits;
            all.is_part |= fit.is_part;
            all.is_other_initial |= fit.is_other_initial;
        }
        Some(all)
    }
}

/// The concept's own label, as a [`Label`].
fn main_label(concept: Concept) -> Label {
    Label { language: "en", text: concept.label(), usage: LabelUse::Label }
}

impl Standard {
    /// The concepts that somebody may mean by what they have typed so far, the likeliest first, at most `limit`.
    ///
    /// A suggestion, never an answer: nothing is recorded until the person has chosen. All labels of all languages are
    /// searched. Letter case, accents and other marks, apostrophes and hyphens make no difference, nor does the order of
    /// the words; a word may be typed in part, and with a slip (one edit in words of up to five letters, two in longer
    /// ones). Misspellings are looked for only where nothing matches exactly. Concepts that exist for counting alone
    /// stand last among what is suggested; retired ones are not suggested. Nothing typed suggests nothing.
    ///
    /// It looks at every label, without an index, and keeps nothing.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::Standard;
    /// use ownwords::standard::MatchKind;
    ///
    /// let first = |query| Standard::ethnicity().search(query, 5).first().copied().unwrap();
    /// assert_eq!(first("traveller irish").concept().slug(), "irish-traveller");
    /// assert_eq!(first("BANGLA").kind(), MatchKind::Prefix);
    /// let misspelt = first("Pakitsani");
    /// assert_eq!((misspelt.concept().slug(), misspelt.kind()), ("pakistani", MatchKind::Misspelt));
    /// assert!(Standard::ethnicity().search("…", 5).is_empty());
    /// ```
    pub fn search(&'static self, query: &str, limit: usize) -> Vec<Match> {
        let typed = Folded::of(query);
        if typed.letters().is_empty() {
            return Vec::new();
        }
        let query = Query::of(&typed);
        let mut label_folded = Folded::default();
        let mut found: Vec<Match> = Vec::new();
        for concept in self.concepts().filter(|concept| concept.status() != Status::Retired) {
            let labels = core::iter::once(main_label(concept)).chain(concept.labels());
            let ranked = labels.filter_map(|matched| {
                label_folded.set(matched.text);
                Some((query.rank(&label_folded, matched.usage)?, matched))
            });
            if let Some((rank, matched)) = ranked.min_by_key(|(rank, _)| *rank) {
                found.push(Match { concept, matched, rank });
            }
        }
        if found.iter().any(|one| one.rank.kind == MatchKind::Exact) {
            found.retain(|one| one.rank.kind != MatchKind::Misspelt);
        }
        found.sort_by_key(|one| (one.rank, one.is_for_counting_only()));
        found.truncate(limit);
        // What cannot be recorded stands last, but an exact match of it is not crowded out by worse ones.
        found.sort_by_key(Match::is_for_counting_only);
        found
    }
}
