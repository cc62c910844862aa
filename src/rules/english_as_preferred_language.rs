//! OW-LNG-006 EnglishAsPreferredLanguage

use super::Rule;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-LNG-006",
    name: "EnglishAsPreferredLanguage",
    since: "0.1.0",
    summary: "a preferred language of English, for which PDS refuses the whole update",
    why: "PDS refuses a preferred language of English, and whatever else was in the same message is refused with it: a \
          new address or a chosen name never arrives, and nobody is told.",
    failing: "language `en`, of the list that PDS checks against",
    passing: "language `cy`, of the list that PDS checks against",
    repair: "Leave the element out of what is sent to PDS, and keep in your own record that the person prefers English.",
    repair_is_safe: false,
};

/// Whether the code of UK Core Human Language, the list that PDS checks a preferred language against, is one that PDS
/// refuses: as `mappings/language/pds-preferred-language.yaml` has it from the specification of the PDS FHIR API.
///
/// # Example
///
/// ```
/// use ownwords::rules::english_as_preferred_language::is_broken;
///
/// assert!(is_broken(b"en") && !is_broken(b"cy"));
/// ```
pub fn is_broken(code: &[u8]) -> bool {
    code.eq_ignore_ascii_case(b"en")
}
