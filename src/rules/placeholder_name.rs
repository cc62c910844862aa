//! OW-NAM-004 PlaceholderName

use super::Rule;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-NAM-004",
    name: "PlaceholderName",
    since: "0.1.0",
    summary: "a placeholder stands where a name belongs",
    why: "Everybody whose name was not known that night becomes the same person: results are filed together, and the real \
          name is never asked for, because the field looks full. A person with one name has an empty field filled with \
          `UNKNOWN`, and is called so in the waiting room.",
    failing: "family name `UNKNOWN`",
    passing: "family name ``, for a person with one name",
    repair: "Ask the person their name. Where there is none to record, leave the field empty and record why.",
    repair_is_safe: false,
};

/// What no one is called; whole fields, compared without regard to ASCII case and to white space around them. Our own
/// list.
///
/// Only what cannot be a name is in it, since this rule makes a name count as invalid:
/// - `Null`, `Test`, `Nil`, `Na`, `Nan`, `None`, `Anon`, `Dummy`: surnames or given names of living people;
/// - `Baby`, `Baby Girl`, `Baby of Ada`: how newborns are registered until they are named, rightly;
/// - `FNU`, `LNU`, `TBC`, `N.A.`, `X`, `XX`: stand in passports, or are initials;
/// - `Anonymous`, `Male`, `Female`: may be what a clinic agreed with the person, or a name.
const PLACEHOLDERS: &[&str] = &[
    "UNKNOWN",
    "NAME UNKNOWN",
    "UNKNOWN NAME",
    "UNKNOWN MALE",
    "UNKNOWN FEMALE",
    "UNKNOWN PATIENT",
    "UNKNOWN PERSON",
    "NOT KNOWN",
    "NAME NOT KNOWN",
    "NOT STATED",
    "NOT GIVEN",
    "NAME NOT GIVEN",
    "NOT RECORDED",
    "NOT SUPPLIED",
    "NOT PROVIDED",
    "NOT SPECIFIED",
    "NOT AVAILABLE",
    "NOT APPLICABLE",
    "NOT DISCLOSED",
    "N/A",
    "N/K",
    "U/K",
    "NO NAME",
    "NO NAME GIVEN",
    "NO SURNAME",
    "NO FAMILY NAME",
    "NO FIRST NAME",
    "NO FORENAME",
    "NO GIVEN NAME",
    "TO BE CONFIRMED",
    "TO BE ADVISED",
    "DO NOT USE",
    "DO NOT USE THIS RECORD",
    "TEST PATIENT",
    "TEST RECORD",
    "DUMMY PATIENT",
    "DUMMY RECORD",
    "DUPLICATE RECORD",
    "XXX",
    "XXXX",
    "XXXXX",
    "XXXXXX",
    ".",
    "..",
    "...",
    "-",
    "--",
    "---",
    "?",
    "*",
    "**",
    "***",
    "_",
    "/",
];

/// The longest of the list, in bytes: any longer value is settled by its length.
const LONGEST: usize = 22;

/// Whether the whole field is a placeholder.
///
/// # Example
///
/// ```
/// use ownwords::rules::placeholder_name;
///
/// assert!(placeholder_name::is_broken("Not known"));
/// for name in ["Null", "Test", "Na", "X", "O", "Baby"] {
///     assert!(!placeholder_name::is_broken(name));
/// }
/// ```
pub fn is_broken(name: &str) -> bool {
    let name = name.trim();
    may_be_one(name.as_bytes())
        && PLACEHOLDERS.iter().any(|placeholder| {
            // The lengths differ for nearly all, which costs one comparison.
            placeholder.len() == name.len() && placeholder.eq_ignore_ascii_case(name)
        })
}

/// Whether a placeholder has the name's first two letters and is as long; the name must not begin or end with a space. Nearly every
/// name is settled here.
#[inline]
pub(crate) fn may_be_one(name: &[u8]) -> bool {
    let lengths = |letters: &[u32; 128], place: usize| {
        let letter = name.get(place).and_then(|&letter| letters.get(usize::from(letter)));
        letter.copied().unwrap_or_default()
    };
    let lengths = match name.len() {
        1 => lengths(&FIRST, 0),
        2..=LONGEST => lengths(&FIRST, 0) & lengths(&SECOND, 1),
        _ => 0,
    };
    lengths >> (name.len() % 32) & 1 == 1
}

/// By a letter, in capitals or small: a bit for each length that a placeholder has with that as its first, or its second. As tables,
/// because which names come by cannot be foreseen, and a branch for each letter would guess.
static FIRST: [u32; 128] = lengths(0);
static SECOND: [u32; 128] = lengths(1);

const fn lengths(place: usize) -> [u32; 128] {
    let mut lengths = [0; 128];
    let mut rest: &mut [u32] = &mut lengths;
    let mut byte = 0_u8;
    while let [lengths, after @ ..] = rest {
        let mut placeholders = PLACEHOLDERS;
        while let [placeholder, others @ ..] = placeholders {
            let letters = placeholder.as_bytes();
            if let Some((_, [letter, ..])) = letters.split_at_checked(place)
                && letter.eq_ignore_ascii_case(&byte)
            {
                *lengths |= 1 << placeholder.len();
            }
            placeholders = others;
        }
        byte += 1;
        rest = after;
    }
    lengths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_placeholder_is_still_found() {
        assert_eq!(PLACEHOLDERS.iter().map(|placeholder| placeholder.len()).max(), Some(LONGEST));
        for placeholder in PLACEHOLDERS {
            assert!(is_broken(&format!(" {}\u{A0}", placeholder.to_lowercase())), "{placeholder}");
        }
    }

    #[test]
    fn what_may_be_somebodys_name_is_left_alone() {
        for name in [
            "",
            "Null",
            "Test",
            "Nil",
            "Na",
            "NA",
            "Nan",
            "None",
            "Anon",
            "Dummy",
            "Baby",
            "Baby Girl",
            "Baby of Ada",
            "FNU",
            "TBC",
            "X",
            "XX",
            "N.A.",
            "Anonymous",
            "Unknowne",
            "O",
            "Ng",
            "Male",
            "Nobody",
            "Mystery",
        ] {
            assert!(!is_broken(name), "{name}");
        }
    }
}
