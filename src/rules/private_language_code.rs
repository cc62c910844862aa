//! OW-LNG-004 PrivateLanguageCode

use super::Rule;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-LNG-004",
    name: "PrivateLanguageCode",
    since: "0.1.0",
    summary: "the language is a code of the old NHS list, in a field of BCP 47 tags",
    why: "Deaf people were recorded under `q4`, a code that no other system understands. Whoever reads the record next \
          does not learn that the person signs, and no interpreter is booked.",
    failing: "language `q4`",
    passing: "language `bfi`",
    repair: "For q2, q3 and q4, write the tag of the sign language, which is named. For q1 (Braille) record the language \
             and Braille as its script, for example `en-Brai`, or as a format; for q5 (Makaton) there is no tag: record \
             it as a communication need.",
    repair_is_safe: false,
};

/// The codes, and the tags that say the same. NHS Data Dictionary, October 2020, LANGUAGE CODE; the tags are ISO 639-3.
const CODES: [(&str, Option<&str>); 5] =
    [("q1", None), ("q2", Some("ase")), ("q3", Some("asf")), ("q4", Some("bfi")), ("q5", None)];

/// Whether the value is one of the codes `q1` to `q5`; case does not matter.
///
/// # Example
///
/// ```
/// use ownwords::rules::private_language_code;
///
/// assert!(private_language_code::is_broken(b"q4"));
/// assert!(!private_language_code::is_broken(b"bfi"));
/// ```
pub fn is_broken(value: &[u8]) -> bool {
    CODES.iter().any(|(code, _)| value.eq_ignore_ascii_case(code.as_bytes()))
}

/// The tag of the same language: American (`q2`), Australian (`q3`) and British Sign Language (`q4`). `None` for Braille,
/// which is a script, for Makaton, which has no tag, and for anything else.
///
/// # Example
///
/// ```
/// use ownwords::rules::private_language_code;
///
/// assert_eq!(private_language_code::tag_meant(b"q4"), Some("bfi"));
/// assert_eq!(private_language_code::tag_meant(b"q5"), None);
/// ```
pub fn tag_meant(value: &[u8]) -> Option<&'static str> {
    CODES.iter().find(|(code, _)| value.eq_ignore_ascii_case(code.as_bytes())).and_then(|(_, tag)| *tag)
}
