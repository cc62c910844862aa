//! OW-NAM-008 TitleInName

use super::Rule;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-NAM-008",
    name: "TitleInName",
    since: "0.1.0",
    summary: "the name begins with what may be a title",
    why: "Letters begin with the title twice, a search by the name finds nobody, and an old title stays with the person \
          wherever the name goes.",
    failing: "given name `Mrs Ada`",
    passing: "given name `Ada`",
    repair: "If it is a title, move it to the field for titles. If the person says that it is their name, leave it.",
    repair_is_safe: false,
};

/// Titles that are hardly anybody's name. `Major`, `Dean`, `Prince`, `Sir`, `Lady` and `Md` are names, and not here.
const TITLES: &[&str] = &["Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof"];

/// Whether the name begins with a title, then a full stop or a space, and then something more.
///
/// # Example
///
/// ```
/// use ownwords::rules::title_in_name::is_broken;
///
/// assert!(is_broken("Mrs Ada") && is_broken("DR. OKONKWO"));
/// assert!(!is_broken("Major") && !is_broken("Drew") && !is_broken("Miss"));
/// ```
pub fn is_broken(name: &str) -> bool {
    may_begin_with_one(name.as_bytes())
        && TITLES.iter().any(|title| {
            let begins = name.get(..title.len()).is_some_and(|start| start.eq_ignore_ascii_case(title));
            let rest = name.get(title.len()..).unwrap_or_default();
            begins
                && rest.starts_with(['.', ' '])
                && rest.trim_start_matches(['.', ' ']).starts_with(char::is_alphabetic)
        })
}

/// Whether the first two letters are those of a title, with a separator where a title has it: nearly every name is settled here.
// Few names come here, and those that do not keep what they have in registers.
#[inline(never)]
pub(crate) fn may_begin_with_one(name: &[u8]) -> bool {
    let is_separator = |place: usize| matches!(name.get(place), Some(b'.' | b' '));
    let begins = matches!(
        name,
        [b'M' | b'm', b'r' | b's' | b'i' | b'x' | b'R' | b'S' | b'I' | b'X', ..]
            | [b'D' | b'd' | b'P' | b'p', b'r' | b'R', ..]
    );
    begins && (is_separator(2) | is_separator(3) | is_separator(4))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_title_is_found_and_no_name_that_begins_as_one() {
        for title in TITLES {
            for name in
                [format!("{title} Ada"), format!("{}. Élodie", title.to_uppercase()), format!("{title}.Ada")]
            {
                assert!(is_broken(&name), "{name}");
            }
            for name in
                [title.to_string(), format!("{title}."), format!("{title}ada Ada"), format!("Ada {title}")]
            {
                assert!(!is_broken(&name), "{name}");
            }
        }
        for name in ["Md Rahman", "Mo Salah", "Prince Ada", "Dean Ada", "Major Ada", "De Ada", "Mai Ng"] {
            assert!(!is_broken(name), "{name}");
        }
    }
}
