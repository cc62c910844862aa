//! OW-NAM-010 NumberInName

use super::Rule;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-NAM-010",
    name: "NumberInName",
    since: "0.1.0",
    summary: "the name begins or ends with six digits or more: an identifier or a telephone number",
    why: "A number that identifies the person goes wherever the name goes: onto wristbands, letters and screens in \
          waiting rooms. And the name with a number in it is found by nobody.",
    failing: "family name `Okonkwo 9990000018`",
    passing: "family name `Okonkwo`",
    repair: "Move the number to the field where it belongs, after finding out what it is.",
    repair_is_safe: false,
};

/// Whether the name begins or ends with at least six ASCII digits. Fewer may be part of somebody's name.
///
/// # Example
///
/// ```
/// use ownwords::rules::number_in_name::is_broken;
///
/// assert!(is_broken("Okonkwo 9990000018"));
/// assert!(!is_broken("X Æ A-12") && !is_broken("1069"));
/// ```
pub fn is_broken(name: &str) -> bool {
    let are_digits = |six: Option<&[u8]>| six.is_some_and(|six| six.iter().all(u8::is_ascii_digit));
    let name = name.trim().as_bytes();
    are_digits(name.get(..6)) || are_digits(name.len().checked_sub(6).and_then(|from| name.get(from..)))
}
