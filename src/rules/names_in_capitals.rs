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

/// Whether the name is in capitals throughout; `None` where that cannot be told: it has fewer than three letters of a
/// script with case, or is no UTF-8. A name alone is never at fault for it.
///
/// # Example
///
/// ```
/// use ownwords::rules::names_in_capitals::is_in_capitals;
///
/// assert_eq!(is_in_capitals("NGUYỄN".as_bytes()), Some(true));
/// assert_eq!(is_in_capitals("McDonald".as_bytes()), Some(false));
/// assert_eq!(is_in_capitals("NG".as_bytes()), None);
/// assert_eq!(is_in_capitals("김민준".as_bytes()), None);
/// ```
pub fn is_in_capitals(name: &[u8]) -> Option<bool> {
    let name = core::str::from_utf8(name).ok()?;
    let (mut capital, mut small) = (0, 0);
    for c in name.chars() {
        capital += usize::from(c.is_uppercase());
        small += usize::from(c.is_lowercase());
        if small > 0 && capital + small >= LETTERS {
            return Some(false);
        }
    }
    (capital >= LETTERS).then_some(true)
}

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
