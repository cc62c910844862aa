//! OW-DAT-005 DefaultDateOfBirth

use super::{Rule, default_date, impossible_date};
use crate::Date;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-DAT-005",
    name: "DefaultDateOfBirth",
    since: "0.1.0",
    summary: "the date of birth is one that a program writes where it knows none",
    why: "The field looks full, so nobody asks. At the desk the person's own date of birth is then the wrong one, and what \
          depends on age is worked out for somebody of more than a hundred.",
    failing: "date of birth `1900-01-01`",
    passing: "date of birth `1970-01-01`",
    repair: "Ask the person. Where nobody knows, leave the field empty. The record of somebody who died long ago may hold such \
             a day rightly: see before anything is changed.",
    repair_is_safe: false,
};

/// A default of programs on which many people were born.
const UNIX: (u16, u8, u8) = (1970, 1, 1);

/// Whether the day is such a default.
///
/// # Example
///
/// ```
/// use ownwords::rules::default_date_of_birth::is_broken;
///
/// assert!(is_broken(b"1900-01-01 00:00:00"));
/// assert!(!is_broken(b"1970-01-01") && !is_broken(b"1900-01-02"));
/// ```
pub fn is_broken(date: &[u8]) -> bool {
    impossible_date::day_of(date).is_some_and(is_default)
}

/// The same of a day.
#[inline]
pub(crate) fn is_default(day: Date) -> bool {
    default_date::is_default(day) && day.parts() != UNIX
}
