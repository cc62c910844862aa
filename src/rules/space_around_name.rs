//! OW-NAM-006 SpaceAroundName

use super::Rule;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-NAM-006",
    name: "SpaceAroundName",
    since: "0.1.0",
    summary: "the name begins or ends with a space",
    why: "Nobody sees the space, but a search does: the person is not found at the desk, a second record is made, and \
          their allergies stay in the first.",
    failing: "family name `Okonkwo `",
    passing: "family name `Okonkwo`",
    repair: "Take the space at the end away. Spaces within the name are the name's own and stay.",
    repair_is_safe: true,
};

/// Whether the name begins or ends with white space of any kind that Unicode knows. A field of nothing but white space
/// holds no name, and is missing rather than broken.
///
/// # Example
///
/// ```
/// use ownwords::rules::space_around_name;
///
/// assert!(space_around_name::is_broken("Okonkwo\u{A0}"));
/// assert!(!space_around_name::is_broken("van der Berg"));
/// assert!(!space_around_name::is_broken("  "));
/// ```
pub fn is_broken(name: &str) -> bool {
    let trimmed = name.trim();
    trimmed.len() < name.len() && !trimmed.is_empty()
}
