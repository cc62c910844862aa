//! OW-DAT-006 DateOfBirthInFuture

use super::{Rule, impossible_date};
use crate::Date;

/// The rule. It is asked only in a run that is told what day it is.
pub static RULE: Rule = Rule {
    id: "OW-DAT-006",
    name: "DateOfBirthInFuture",
    since: "0.1.0",
    summary: "the person would be born after the day of the audit",
    why: "Two digits changed places, or a century was guessed. Whoever is not born yet has no age: they are in no invitation, \
          and no dose can be worked out for them.",
    failing: "date of birth `2084-02-29`, in a run as of 2026-11-27",
    passing: "date of birth `1984-02-29`, in a run as of 2026-11-27",
    repair: "Ask the person, or take the date from the system that wrote it. Which digit is wrong cannot be told from the date.",
    repair_is_safe: false,
};

/// Whether a date of birth, or as much as is known of it, is wholly after this day.
///
/// # Example
///
/// ```
/// use ownwords::{Date, rules::date_of_birth_in_future::is_broken};
///
/// let today = Date::day(2026, 11, 27).unwrap();
/// assert!(is_broken(b"2026-11-28", today) && is_broken(b"2026-12", today) && is_broken(b"2027", today));
/// assert!(!is_broken(b"2026-11-27", today) && !is_broken(b"2026-11", today) && !is_broken(b"2026", today));
/// ```
pub fn is_broken(date: &[u8], today: Date) -> bool {
    let part = || core::str::from_utf8(date).ok()?.parse().ok();
    impossible_date::day_of(date).or_else(part).is_some_and(|born| is_later(born, today))
}

/// The same of a date, as far as both are known.
pub(crate) fn is_later(born: Date, today: Date) -> bool {
    let ((year, month, day), (this_year, this_month, today)) = (born.parts(), today.parts());
    let are_known = |one: u8, other: u8| one > 0 && other > 0;
    year > this_year
        || (year == this_year && are_known(month, this_month) && month > this_month)
        || ((year, month) == (this_year, this_month) && are_known(day, today) && day > today)
}
