//! OW-DAT-002 DefaultDate

use super::{Rule, impossible_date};
use crate::Date;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-DAT-002",
    name: "DefaultDate",
    since: "0.1.0",
    summary: "the date is the one that a program writes where it knows none",
    why: "Which of two answers is the person's latest is told by its date. An answer of today that is dated 1900 loses \
          against every older one, and one of the year 9999 can never be put right.",
    failing: "last updated `1900-01-01`",
    passing: "last updated `2024-02-29`",
    repair: "Take the date from the system that wrote it. Where nobody knows it, leave the field empty.",
    repair_is_safe: false,
};

/// The days with which the calendars of programs begin or end: SQL Server's two, those of Windows, of spreadsheets and of
/// Unix, and the last day that four digits write. No record was changed on any of them.
const DEFAULTS: [(u16, u8, u8); 8] = [
    (1, 1, 1),
    (1601, 1, 1),
    (1753, 1, 1),
    (1899, 12, 30),
    (1899, 12, 31),
    (1900, 1, 1),
    (1970, 1, 1),
    (9999, 12, 31),
];

/// Whether the day of a date on which a record was changed is such a default. A date of birth may be one of them rightly.
///
/// # Example
///
/// ```
/// use ownwords::rules::default_date::is_broken;
///
/// assert!(is_broken(b"1970-01-01T00:00:00Z"));
/// assert!(!is_broken(b"2024-02-29"));
/// ```
pub fn is_broken(date: &[u8]) -> bool {
    impossible_date::day_of(date).is_some_and(is_default)
}

/// The same of a day.
#[inline]
pub(crate) fn is_default(day: Date) -> bool {
    let parts @ (_, month, day) = day.parts();
    // Nearly no day is the first of a year, or one of its last. Which month it is cannot be foreseen, so nothing branches on it.
    let may_be_one = (month == 1) & (day == 1) | (month == 12) & (day >= 30);
    may_be_one && DEFAULTS.contains(&parts)
}
