//! OW-NAM-001 MojibakeInName

use super::Rule;
use crate::text::{is_mojibake, mojibake_original};

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-NAM-001",
    name: "MojibakeInName",
    since: "0.1.0",
    summary: "the name was written as UTF-8 and read as another encoding",
    why: "The person's letters came out as signs that nobody can say. They are called by a noise, or not called, and \
          cannot be found under the name that they give.",
    failing: "given name `JosÃ©`",
    passing: "given name `José`",
    repair: "Read the file again the right way round, as UTF-8, or let the name be read again from its own bytes; then \
             show it to the person, since a name that looks right may still be another's.",
    repair_is_safe: false,
};

/// Whether the name has the fault; see [`is_mojibake`].
///
/// # Example
///
/// ```
/// use ownwords::rules::mojibake_in_name;
///
/// assert!(mojibake_in_name::is_broken("JosÃ©"));
/// assert!(!mojibake_in_name::is_broken("José"));
/// ```
pub fn is_broken(name: &str) -> bool {
    is_mojibake(name)
}

/// What can be said of the name without showing it; `None` when it is not broken.
///
/// # Example
///
/// ```
/// use ownwords::rules::mojibake_in_name;
///
/// assert_eq!(
///     mojibake_in_name::suggestion("JosÃ©").as_deref(),
///     Some("this text was UTF-8 read as Windows-1252; reading it again the right way round gives 4 characters")
/// );
/// ```
pub fn suggestion(name: &str) -> Option<String> {
    let characters = mojibake_original(name)?.chars().count();
    Some(format!(
        "this text was UTF-8 read as Windows-1252; reading it again the right way round gives {characters} character{}",
        if characters == 1 { "" } else { "s" }
    ))
}
