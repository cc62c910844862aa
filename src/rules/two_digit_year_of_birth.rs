//! OW-DAT-004 TwoDigitYearOfBirth

use super::Rule;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-DAT-004",
    name: "TwoDigitYearOfBirth",
    since: "0.1.0",
    summary: "the year of birth has two digits, so that its century is anybody's guess",
    why: "Each program guesses the century in its own way. Somebody of ninety becomes a child, and is called for the wrong \
          test, given the wrong dose, or found by nobody.",
    failing: "date of birth `29/02/24`",
    passing: "date of birth `1924-02-29`",
    repair: "Ask the person, or take the date from a system that has all four digits.",
    repair_is_safe: false,
};

/// Whether the value is a date of three parts, of which none has more than two digits: `29/02/24`, `24-02-29`, `29 Feb 24`.
///
/// # Example
///
/// ```
/// use ownwords::rules::two_digit_year_of_birth::is_broken;
///
/// assert!(is_broken(b"29/02/24") && is_broken(b"1.3.85") && is_broken(b"29-Feb-24"));
/// assert!(!is_broken(b"29/02/1924") && !is_broken(b"1924-02-29") && !is_broken(b"29/02"));
/// ```
pub fn is_broken(value: &[u8]) -> bool {
    let Some(sign) = value.iter().find(|byte| matches!(byte, b'/' | b'-' | b'.' | b' ')) else {
        return false;
    };
    let mut parts = value.split(|byte| byte == sign);
    let (Some(first), Some(month), Some(last), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let is_number = |part: &[u8]| matches!(part.len(), 1 | 2) && part.iter().all(u8::is_ascii_digit);
    let is_month = is_number(month) || (month.len() >= 3 && month.iter().all(u8::is_ascii_alphabetic));
    // A year of one digit nobody writes.
    is_number(first) && is_month && is_number(last) && (first.len() == 2 || last.len() == 2)
}
