//! OW-DAT-003 ImpossibleDateOfBirth

use super::{Rule, impossible_date};

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-DAT-003",
    name: "ImpossibleDateOfBirth",
    since: "0.1.0",
    summary: "the date of birth is not written as year-month-day, or there is no such day",
    why: "The date of birth is what a person is asked for at every desk and on every telephone. Where theirs cannot be read, \
          the search finds nobody, or somebody else, and they have to prove who they are.",
    failing: "date of birth `30/02/1984`",
    passing: "date of birth `1984-02-29`",
    repair: "Ask the person, or take it from the system that wrote it. A day above 12 tells day from month; otherwise the \
             order of the two is not guessed. Who knows only the year is recorded with the year.",
    repair_is_safe: false,
};

/// Whether the value is neither a day of the calendar as `YYYY-MM-DD`, which a time may follow, nor a month of one as
/// `YYYY-MM`, nor a year: as much of it as the person knows.
///
/// # Example
///
/// ```
/// use ownwords::rules::impossible_date_of_birth::is_broken;
///
/// assert!(!is_broken(b"1984-02-29") && !is_broken(b"1984-02") && !is_broken(b"1984"));
/// assert!(is_broken(b"1983-02-29") && is_broken(b"25/12/1983") && is_broken(b"1983-13"));
/// ```
pub fn is_broken(value: &[u8]) -> bool {
    let is_part = |value: &[u8]| {
        value.len() < b"YYYY-MM-DD".len() && !value.starts_with(b"0000") && {
            core::str::from_utf8(value).is_ok_and(|text| text.parse::<crate::Date>().is_ok())
        }
    };
    impossible_date::is_broken(value) && !is_part(value)
}
