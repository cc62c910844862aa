//! OW-NAM-001 MojibakeInName

use super::Rule;
use crate::text::{likely_original, read_again};

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

/// Whether the name is UTF-8 that was read as Windows-1252 or Latin-1; see [`likely_original`].
///
/// # Example
///
/// ```
/// use ownwords::rules::mojibake_in_name;
///
/// assert!(mojibake_in_name::is_broken("JosÃ©"));
/// for name in ["José", "São", "Conceição", "Ærø", "Ñandú", "Ça", "Müller", "Łukasz", "Ã"] {
///     assert!(!mojibake_in_name::is_broken(name));
/// }
/// ```
pub fn is_broken(name: &str) -> bool {
    read_again(name, |_| ())
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
    let mut characters = 0_usize;
    read_again(name, |_| characters += 1).then(|| {
        format!(
            "this text was UTF-8 read as Windows-1252; reading it again the right way round gives {characters} \
             character{}",
            if characters == 1 { "" } else { "s" }
        )
    })
}

/// The name read again the right way round, once; `None` when it is not broken. This is a person's name: ask for it only
/// where it may be shown.
///
/// A name that went wrong twice comes out as one that went wrong once: it is broken still, and can be read again.
///
/// # Example
///
/// ```
/// use ownwords::rules::mojibake_in_name;
///
/// assert_eq!(mojibake_in_name::repaired("JosÃ©").as_deref(), Some("José"));
/// assert_eq!(mojibake_in_name::repaired("José"), None);
/// ```
pub fn repaired(name: &str) -> Option<String> {
    likely_original(name)
}
