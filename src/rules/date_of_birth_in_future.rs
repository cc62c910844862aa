//! OW-DAT-006 DateOfBirthInFuture

use super::Rule;
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
    let today = today.to_string();
    let known = date.len().min(today.len());
    date.get(..known) > today.as_bytes().get(..known)
}
