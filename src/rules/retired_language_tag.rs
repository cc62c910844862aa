//! OW-LNG-005 RetiredLanguageTag

use super::Rule;
use crate::language::LanguageTag;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-LNG-005",
    name: "RetiredLanguageTag",
    since: "0.1.0",
    summary: "the registry of language tags has retired the tag's language",
    why: "An interpreter is looked for by today's tag. Who speaks Hebrew and is recorded under the tag of 1988 is counted \
          apart from everybody else who does, and the booking finds nobody.",
    failing: "language `iw`, which was retired for `he`",
    passing: "language `he`",
    repair: "Record today's tag beside the old one. Where the registry names none, a language was divided or given up: ask \
             the person which they mean.",
    repair_is_safe: false,
};

/// Whether the registry has retired the language of the tag (RFC 5646, section 3.1.6: `Deprecated`).
///
/// # Example
///
/// ```
/// use ownwords::rules::retired_language_tag::is_broken;
///
/// assert!(is_broken(b"iw-IL") && !is_broken(b"he-IL"));
/// ```
pub fn is_broken(tag: &[u8]) -> bool {
    deprecation(tag).is_some()
}

/// The language subtag that the registry prefers today, where it names one (`Preferred-Value`).
///
/// # Example
///
/// ```
/// use ownwords::rules::retired_language_tag::subtag_meant;
///
/// assert_eq!(subtag_meant(b"iw"), Some("he"));
/// assert_eq!(subtag_meant(b"cy"), None);
/// ```
pub fn subtag_meant(tag: &[u8]) -> Option<&'static str> {
    deprecation(tag)?.instead()
}

fn deprecation(tag: &[u8]) -> Option<crate::language::Deprecation> {
    LanguageTag::parse(core::str::from_utf8(tag).ok()?).ok()?.deprecation()
}
