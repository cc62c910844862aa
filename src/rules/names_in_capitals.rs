//! OW-NAM-011 NamesInCapitals

use super::Rule;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-NAM-011",
    name: "NamesInCapitals",
    since: "0.1.0",
    summary: "most names of the column are in capitals: a system changed them",
    why: "MCDONALD, MACDONALD and O'BRIEN do not say how their bearers write them, VAN DER BERG sorts anywhere, and a letter \
          in capitals reads as a demand. What was lost cannot be worked out: only the person knows.",
    failing: "family name `MCDONALD`, as every other of the column",
    passing: "family name `McDonald`",
    repair: "Take the names from where they were written before, or ask people at their next visit. Never let a program \
             guess the small letters. Stop the system that changes them.",
    repair_is_safe: false,
};

/// Fewer names in capitals say nothing of a system.
const FEWEST: u64 = 20;
/// How many cased letters tell how a name is written: `NG`, `AJ` and `O` tell nothing.
const LETTERS: usize = 3;

/// Whether the name is in capitals throughout; `None` where that cannot be told, since it has fewer than three letters of a
/// script with case. A name alone is never at fault for it.
///
/// # Example
///
/// ```
/// use ownwords::rules::names_in_capitals::is_in_capitals;
///
/// assert_eq!(is_in_capitals("NGUYỄN"), Some(true));
/// assert_eq!(is_in_capitals("McDonald"), Some(false));
/// assert_eq!(is_in_capitals("NG"), None);
/// assert_eq!(is_in_capitals("김민준"), None);
/// ```
pub fn is_in_capitals(name: &str) -> Option<bool> {
    if !name.bytes().any(|byte| MAY_BEGIN_CASED.get(usize::from(byte)) == Some(&true)) {
        return None;
    }
    let (mut capital, mut small) = (0, 0);
    for c in name.chars() {
        if c.is_lowercase() {
            small += 1;
        } else if c.is_uppercase() {
            capital += 1;
        }
        if small > 0 && capital + small >= LETTERS {
            return Some(false);
        }
    }
    (capital >= LETTERS).then_some(true)
}

/// Of each byte whether a letter of a script with case may begin with it in UTF-8. Most scripts have none.
static MAY_BEGIN_CASED: [bool; 256] = {
    let mut may = [false; 256];
    let mut rest: &mut [bool] = &mut may;
    let mut byte = 0_u8;
    while let [one, after @ ..] = rest {
        *one = matches!(byte, b'A'..=b'Z' | b'a'..=b'z' | 0xC2..=0xD6 | 0xE1 | 0xE2 | 0xEA | 0xEF | 0xF0);
        byte = byte.wrapping_add(1);
        rest = after;
    }
    may
};

/// What a column's counts tell: that a system writes names in capitals, where at least twenty are so written and these are
/// at least half of those that tell. Our own measure.
///
/// # Example
///
/// ```
/// use ownwords::rules::names_in_capitals::evidence;
///
/// assert!(evidence(500, 12).unwrap().starts_with("500 of 512 names"));
/// assert_eq!(evidence(19, 0), None);
/// assert_eq!(evidence(40, 60), None);
/// ```
pub fn evidence(in_capitals: u64, in_both: u64) -> Option<String> {
    (in_capitals >= FEWEST && in_capitals >= in_both).then(|| {
        format!("{in_capitals} of {} names of three letters or more are in capitals", in_capitals + in_both)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cased_letter_begins_as_one_may() {
        for letter in ('\0'..=char::MAX).filter(|c| c.is_uppercase() || c.is_lowercase()) {
            assert!(MAY_BEGIN_CASED[usize::from(letter.to_string().as_bytes()[0])], "{letter}");
        }
    }
}
