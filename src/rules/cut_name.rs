//! OW-NAM-014 CutName

use super::Rule;
use super::names_cut_at_limit::LIMITS;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-NAM-014",
    name: "CutName",
    since: "0.1.0",
    summary: "the name ends within a word, where a field of an older system ends; the chosen name goes on",
    why: "What is printed on the wristband is not the person's name: half a word of it is missing. It matches neither the \
          passport nor what they answer when they are asked.",
    failing: "given name `Wilhelmina Alexandrina Theodora Kon`, beside the chosen name `Wilhelmina Alexandrina Theodora \
              Konstantina`",
    passing: "given name `Wilhelmina Alexandrina Theodora`, beside the chosen name `Wilhelmina Alexandrina Theodora \
              Konstantina`",
    repair: "Ask the person, then write the name in full. See which field on its way was too short, and widen it.",
    repair_is_safe: false,
};

/// Whether the name has exactly as many characters as a field that names come through, and the chosen name begins with it
/// and goes on within the word.
///
/// # Example
///
/// ```
/// use ownwords::rules::cut_name::is_broken;
///
/// let chosen = "Wilhelmina Alexandrina Theodora Konstantina";
/// assert!(is_broken("Wilhelmina Alexandrina Theodora Kon", chosen));
/// assert!(!is_broken("Wilhelmina Alexandrina Theodora", chosen));
/// assert!(!is_broken("Wil", chosen));
/// ```
pub fn is_broken(name: &str, chosen: &str) -> bool {
    let Some(rest) = chosen.strip_prefix(name) else { return false };
    let is_letter_or_mark = |c: char| c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c);
    rest.starts_with(is_letter_or_mark) && LIMITS.contains(&name.chars().count())
}

/// Whether the chosen name is long enough to tell of a name that it was cut.
#[cfg(feature = "audit")]
pub(crate) fn may_tell(chosen: &[u8]) -> bool {
    LIMITS.iter().any(|limit| chosen.len() > *limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_cut_only_at_a_limit_and_within_a_word() {
        for length in 1..80 {
            let name = "é".repeat(length);
            assert_eq!(is_broken(&name, &format!("{name}e")), LIMITS.contains(&length), "{length}");
            assert_eq!(is_broken(&name, &format!("{name}\u{301}")), LIMITS.contains(&length), "{length}");
            assert!(!is_broken(&name, &format!("{name} Ada")) && !is_broken(&name, &name), "{length}");
        }
    }
}
