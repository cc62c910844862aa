//! OW-LNG-001 MalformedLanguageTag

use super::Rule;
use crate::language::{TagCheck, check};

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-LNG-001",
    name: "MalformedLanguageTag",
    since: "0.1.0",
    summary: "the language is not written as a BCP 47 tag",
    why: "The person asked for a letter or an interpreter in their language, and the system that books one cannot read \
          which. They get English, or nobody comes.",
    failing: "language `pa_Guru`",
    passing: "language `pa-Guru`",
    repair: "Write the language as a tag of RFC 5646: subtags of letters and digits, joined by hyphens. If it is not \
             plain which language is meant, ask the person.",
    repair_is_safe: false,
};

/// The tag that was meant, where it is one but for its underscores, as locales of many programs have them; `None` otherwise.
///
/// # Example
///
/// ```
/// use ownwords::rules::malformed_language_tag::tag_meant;
///
/// assert_eq!(tag_meant(b"pa_Guru").as_deref(), Some("pa-Guru"));
/// assert_eq!(tag_meant(b"pa-Guru"), None);
/// assert_eq!(tag_meant(b"Punjabi_written"), None);
/// ```
pub fn tag_meant(value: &[u8]) -> Option<String> {
    let text = core::str::from_utf8(value).ok().filter(|text| text.contains('_'))?;
    let tag = text.replace('_', "-");
    match check(tag.as_bytes()) {
        TagCheck::Tag(validity) if validity.is_valid() => Some(tag),
        _ => None,
    }
}
