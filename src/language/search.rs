//! Languages by what people call them, as somebody types.

use crate::standard::search::{Query, Rank};
use crate::standard::tables::language_names::{ENGLISH_NAMES, OWN_NAMES};
use crate::standard::tables::language_subtags::NAMES;
use crate::standard::{LabelUse, MatchKind};
use crate::text::Folded;

/// A language that somebody may mean by what they have typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LanguageMatch {
    tag: &'static str,
    name: &'static str,
    rank: Rank,
}

impl LanguageMatch {
    /// The BCP 47 tag, for [`LanguageTag::parse`](super::LanguageTag::parse).
    pub fn tag(&self) -> &'static str {
        self.tag
    }

    /// The name that matched, in the language itself or in English.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// How it matched.
    pub fn kind(&self) -> MatchKind {
        self.rank.kind
    }
}

/// The languages that somebody may mean by what they have typed so far, the likeliest first, at most `limit`.
///
/// A suggestion, never an answer, and never made from anything but what was typed here. The names are those that CLDR has
/// for a language in the language itself and in English, and the IANA registry's; their sources are named in
/// `standards/language/`. Letter case and marks make no difference; a word may be typed in part, or with a slip, and of
/// three words or more the initials. A language has one match, by the name that fits best.
///
/// # Example
///
/// ```
/// use ownwords::language::search;
///
/// let tags = |typed| search(typed, 3).iter().map(|found| found.tag()).collect::<Vec<_>>();
/// assert_eq!(tags("cymr")[0], "cy");
/// assert_eq!(tags("ਪੰਜਾਬੀ")[0], "pa");
/// assert_eq!(tags("British Sign")[0], "bfi");
/// assert_eq!(tags("Welhs")[0], "cy");
/// assert_eq!(tags("BSL")[0], "bfi");
/// assert!(search("", 3).is_empty());
/// ```
pub fn search(query: &str, limit: usize) -> Vec<LanguageMatch> {
    let typed = Folded::of(query);
    if typed.letters().is_empty() {
        return Vec::new();
    }
    let query = Query::of(&typed);
    let mut folded = Folded::default();
    let mut found: Vec<LanguageMatch> = Vec::new();
    let names = [(OWN_NAMES, LabelUse::Label), (ENGLISH_NAMES, LabelUse::Label), (NAMES, LabelUse::Synonym)];
    for (tag, name, usage) in
        names.into_iter().flat_map(|(names, usage)| names.iter().map(move |&(tag, name)| (tag, name, usage)))
    {
        folded.set(name);
        found.extend(query.rank_with_initials(&folded, usage).map(|rank| LanguageMatch { tag, name, rank }));
    }
    if found.iter().any(|one| one.kind() == MatchKind::Exact) {
        found.retain(|one| one.kind() != MatchKind::Misspelt);
    }
    // Of a language's names the best comes first, and the others go.
    found.sort_by_key(|one| (one.tag, one.rank));
    found.dedup_by_key(|one| one.tag);
    found.sort_by_key(|one| one.rank);
    found.truncate(limit);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_finds_its_language() {
        for &(tag, name) in OWN_NAMES.iter().chain(ENGLISH_NAMES) {
            let found = search(name, 5);
            assert!(found.iter().any(|one| one.tag() == tag), "{name:?} does not find {tag}");
            assert_eq!(found[0].kind(), MatchKind::Exact, "{name:?}");
        }
    }

    #[test]
    fn languages_that_lists_lump_together_are_found_apart() {
        for (typed, tag) in [("Cantonese", "yue"), ("Scots", "sco"), ("Manx", "gv"), ("Cornish", "kw")] {
            assert_eq!(search(typed, 5)[0].tag(), tag, "{typed}");
        }
    }
}
