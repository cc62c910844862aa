//! What a language always is: the registry's relations between tags.
//!
//! A tag is narrower than itself with a subtag less (RFC 4647, section 3.4), than the tag that the registry prefers to
//! it, than its macrolanguage, and, a sign language, than `sgn`, its prefix as an extended language (RFC 5646, sections
//! 3.1.7, 3.1.8 and 3.1.10). Nothing else is: the registry has no relation between Sylheti and Bengali, or between
//! Western Panjabi and Panjabi, and so they are two languages each.

use super::{LanguageTag, registered};

pub(crate) use registered::{is_language, languages, members};

/// What a tag always is: itself first, then each broader tag.
#[derive(Clone, Debug)]
pub(crate) struct Breadth<'a> {
    tags: Vec<&'a str>,
}

impl<'a> Breadth<'a> {
    /// The tags that `tag` always is.
    pub(crate) fn of(tag: &'a str) -> Self {
        let mut tags = vec![tag];
        let mut last = tag;
        // The registry's relations make no circles; the bound holds whatever a newer registry says.
        while let Some(next) = next_broader(last).filter(|_| tags.len() < 64) {
            if registered::is_special(next.as_bytes()) {
                break;
            }
            tags.push(next);
            last = next;
        }
        Self { tags }
    }

    /// How far above the tag another stands: 0 for itself; `None` where it is not that.
    pub(crate) fn steps_to(&self, other: &str) -> Option<usize> {
        self.tags.iter().position(|tag| tag.eq_ignore_ascii_case(other))
    }

    /// Whether the tag names a language that the registry knows: otherwise it may be any.
    pub(crate) fn is_known(&self) -> bool {
        let last = self.tags.last().map_or(&[][..], |tag| tag.as_bytes());
        registered::is_primary(last) && !registered::is_special(last) && !registered::is_private_primary(last)
    }

    /// The tag itself, then each broader one.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'a str> {
        self.tags.iter().copied()
    }

    /// The same, for as long as the tag is there.
    pub(crate) fn into_tags(self) -> Vec<&'a str> {
        self.tags
    }
}

/// All registered languages that always are this one, itself left out; in no order.
pub(crate) fn narrower(tag: &str) -> Vec<&'static str> {
    let direct = |of: &str| -> Vec<&'static str> { members(of).chain(registered::replaced_by(of)).collect() };
    let mut found = direct(tag);
    let mut place = 0;
    while let Some(next) = found.get(place) {
        let new = direct(next).into_iter().filter(|one| !found.contains(one));
        let new: Vec<&'static str> = new.collect();
        found.extend(new);
        place += 1;
    }
    found
}

/// What a primary subtag is a member of, though the registry may prefer another to it: its macrolanguage, and what it is
/// written after as an extended language.
pub(crate) fn wholes(member: &str) -> impl Iterator<Item = &'static str> {
    let member = member.as_bytes();
    registered::macrolanguage(member).into_iter().chain(registered::prefix_of_extlang(member))
}

/// The next broader tag.
fn next_broader(tag: &str) -> Option<&str> {
    if let Some(preferred) = registered::preferred_to_whole(tag) {
        return Some(preferred);
    }
    let Some((before, last)) = tag.rsplit_once('-') else {
        let primary = tag.as_bytes();
        return match registered::deprecated(primary) {
            Some(instead) => instead,
            None => registered::macrolanguage(primary).or_else(|| registered::prefix_of_extlang(primary)),
        };
    };
    if registered::is_grandfathered(tag.as_bytes())
        || tag.starts_with(['x', 'X']) && tag.get(1..2) == Some("-")
    {
        return None;
    }
    if registered::is_extlang_after(last.as_bytes(), before.as_bytes()) {
        return Some(last);
    }
    // A single character that opens an extension goes with what it opened.
    match before.rsplit_once('-') {
        Some((rest, single)) if single.len() == 1 => Some(rest),
        _ => Some(before),
    }
}

impl LanguageTag {
    /// Whether whoever uses this language always uses the other: they are the same tag, the other has fewer subtags, is
    /// the one that the registry prefers, the macrolanguage, or, for a sign language, `sgn`.
    ///
    /// Neither tag is changed, and case has no meaning. Relations are those of the IANA registry of
    /// [`REGISTRY_DATE`](super::REGISTRY_DATE) alone.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::language::LanguageTag;
    ///
    /// let is_a = |one, other| LanguageTag::parse(one).unwrap().is_a(&LanguageTag::parse(other).unwrap());
    /// assert!(is_a("yue", "zh") && is_a("kmr", "ku") && is_a("prs", "fa") && is_a("bfi", "sgn"));
    /// assert!(is_a("pa-Guru", "pa") && is_a("zh-yue", "yue") && is_a("sgn-GB", "bfi"));
    /// assert!(!is_a("zh", "yue") && !is_a("syl", "bn") && !is_a("cmn", "yue") && !is_a("sco", "en"));
    /// ```
    pub fn is_a(&self, other: &Self) -> bool {
        Breadth::of(self.as_str()).steps_to(other.as_str()).is_some()
    }
}
