//! OW-LNG-004 PrivateLanguageCode

use super::Rule;
use crate::language::NhsLanguageCode;

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
    repair: "For q2, q3 and q4, write the tag of the sign language: `ase`, `asf`, `bfi`. For q1 (Braille) record the language \
             and Braille as its script, for example `en-Brai`, or as a format; for q5 (Makaton) there is no tag: record \
             it as a communication need.",
    repair_is_safe: false,
};

/// Whether the value is one of the codes `q1` to `q5`; `Q1` to `Q5` are too.
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
    code(value).is_some()
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
    code(value).and_then(NhsLanguageCode::tag)
}

/// The list writes `q` in lower case; systems that hold capitals only made it `Q4`.
fn code(value: &[u8]) -> Option<NhsLanguageCode> {
    let [letter, digit] = value else { return None };
    NhsLanguageCode::from_code(&[letter.to_ascii_lowercase(), *digit])
}
