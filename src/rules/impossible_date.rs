//! OW-DAT-001 ImpossibleDate

use super::Rule;
use crate::Date;
use crate::eight::{BEYOND_NINE, in_each, stay_below};

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-DAT-001",
    name: "ImpossibleDate",
    since: "0.1.0",
    summary: "the date is not written as year-month-day, or there is no such day",
    why: "Which of two answers is the person's latest is told by its date. When the date cannot be read, an old answer may \
          stay in force over what they said since.",
    failing: "last updated `30/02/2024`",
    passing: "last updated `2024-02-29`",
    repair: "Take the date from the system that wrote it. A day above 12 tells day from month; otherwise the order of the \
             two is not guessed.",
    repair_is_safe: false,
};

/// Whether the value is not a day of the Gregorian calendar as `YYYY-MM-DD`, from the year 1.
///
/// A time may follow after `T` or a space: `HH:MM`, `HH:MM:SS`, `HH:MM:SS.s…`, then nothing, `Z`, or an offset as
/// `+HH:MM`.
///
/// # Example
///
/// ```
/// use ownwords::rules::impossible_date;
///
/// assert!(!impossible_date::is_broken(b"2024-02-29"));
/// assert!(!impossible_date::is_broken(b"2024-02-29T23:59:07+01:00"));
/// assert!(impossible_date::is_broken(b"2023-02-29"));
/// assert!(impossible_date::is_broken(b"25/12/2023"));
/// ```
pub fn is_broken(value: &[u8]) -> bool {
    day_of(value).is_none()
}

/// The same day as `YYYY-MM-DD`, when the value is `DD/MM/YYYY` with a day above 12, so that day and month cannot be
/// mistaken for each other.
///
/// # Example
///
/// ```
/// use ownwords::rules::impossible_date;
///
/// assert_eq!(impossible_date::day_meant(b"25/12/2023").as_deref(), Some("2023-12-25"));
/// assert_eq!(impossible_date::day_meant(b"05/12/2023"), None);
/// ```
pub fn day_meant(value: &[u8]) -> Option<String> {
    let [d1, d2, b'/', m1, m2, b'/', y1, y2, y3, y4] = *value else { return None };
    let day = day_of(&[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2])?;
    (number([d1, d2])? > 12).then(|| day.to_string())
}

/// The day, which a time may follow; `None` where the value is broken.
#[inline(always)]
pub(crate) fn day_of(value: &[u8]) -> Option<Date> {
    let (day, time) = value.split_first_chunk()?;
    let day = day_of_ten(*day)?;
    (time.is_empty() || is_behind_day(time)).then_some(day)
}

/// All ten bytes together, as nearly all values are days and many: a way out for each byte would cost more than the rest.
#[inline(always)]
fn day_of_ten([y1, y2, y3, y4, h1, m1, m2, h2, d1, d2]: [u8; 10]) -> Option<Date> {
    const DIGITS: u64 = u64::from_le_bytes(*b"0000-00-");
    // Of a digit its value, which is 9 at most, and of a hyphen 0.
    const MORE: u64 = in_each(BEYOND_NINE) | u64::from_le_bytes([0, 0, 0, 0, 0x7F, 0, 0, 0x7F]);
    let values = u64::from_le_bytes([y1, y2, y3, y4, h1, m1, m2, h2]) ^ DIGITS;
    let day = number([d1, d2])?;
    if !stay_below(values, MORE) {
        return None;
    }
    // In each byte the number of two digits that begins there.
    let [century, _, year, _, _, month, ..] = values.wrapping_mul(10).wrapping_add(values >> 8).to_le_bytes();
    let year = u16::from(century) * 100 + u16::from(year);
    Date::day(year, month, day).filter(|_| year >= 1)
}

#[inline(never)]
fn is_behind_day(time: &[u8]) -> bool {
    matches!(time, [b'T' | b' ', time @ ..] if is_time(time))
}

fn is_time(time: &[u8]) -> bool {
    let [h1, h2, b':', m1, m2, rest @ ..] = time else { return false };
    if !(is_below([*h1, *h2], 24) && is_below([*m1, *m2], 60)) {
        return false;
    }
    let rest = match rest {
        [b':', s1, s2, rest @ ..] => {
            // A leap second is a second.
            if !is_below([*s1, *s2], 61) {
                return false;
            }
            after_fraction(rest)
        }
        rest => rest,
    };
    match rest {
        [] | [b'Z'] => true,
        [b'+' | b'-', h1, h2, b':', m1, m2] => is_below([*h1, *h2], 15) && is_below([*m1, *m2], 60),
        _ => false,
    }
}

fn after_fraction(rest: &[u8]) -> &[u8] {
    match rest {
        [b'.', digits @ ..] => {
            let end = digits.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(digits.len());
            // A point with no digit after it is no fraction; it stays, and nothing then accepts it.
            if end == 0 { rest } else { digits.get(end..).unwrap_or_default() }
        }
        _ => rest,
    }
}

fn is_below(two: [u8; 2], limit: u8) -> bool {
    number(two).is_some_and(|number| number < limit)
}

#[inline]
fn number(digits: [u8; 2]) -> Option<u8> {
    let [ten, one] = digits.map(|byte| byte.wrapping_sub(b'0'));
    ((ten < 10) & (one < 10)).then(|| ten * 10 + one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_calendar_is_gregorian() {
        for (date, is_right) in [
            ("2000-02-29", true),
            ("1900-02-29", false),
            ("2024-02-29", true),
            ("2023-02-29", false),
            ("2024-04-31", false),
            ("2024-13-01", false),
            ("2024-00-10", false),
            ("2024-01-00", false),
            ("0000-01-01", false),
            ("0001-01-01", true),
            ("9999-12-31", true),
            ("2024-1-1", false),
            ("2024-01", false),
            ("20240101", false),
            ("+024-01-01", false),
            ("2024-01-01x", false),
            ("", false),
        ] {
            assert_eq!(!is_broken(date.as_bytes()), is_right, "{date:?}");
        }
    }

    /// Each day that could be written, and each byte in each place: what reads a date in another way says the same.
    #[test]
    fn ten_bytes_at_once_tell_what_each_tells() {
        let is_day = |date: &[u8]| {
            let text = core::str::from_utf8(date).ok().filter(|text| !text.starts_with("0000"));
            text.is_some_and(|text| text.parse::<Date>().is_ok())
        };
        for year in [1, 99, 1899, 1900, 1999, 2000, 2023, 2024, 9999] {
            for (month, day) in (0..100).flat_map(|month| (0..100).map(move |day| (month, day))) {
                let date = format!("{year:04}-{month:02}-{day:02}");
                let read = day_of(date.as_bytes());
                assert_eq!(read.is_some(), is_day(date.as_bytes()), "{date}");
                assert!(read.is_none_or(|read| read.to_string() == date), "{date}");
            }
        }
        for (place, byte) in (0..10).flat_map(|place| (0..=u8::MAX).map(move |byte| (place, byte))) {
            let mut date = *b"2024-02-29";
            date[place] = byte;
            assert_eq!(!is_broken(&date), is_day(&date), "{date:?}");
        }
    }

    #[test]
    fn a_time_may_follow() {
        for (time, is_right) in [
            ("T00:00", true),
            (" 23:59", true),
            ("T23:59:60Z", true),
            ("T12:00:00.123456-05:30", true),
            ("T12:00+00:00", true),
            ("T24:00", false),
            ("T12:60", false),
            ("T12:00:61", false),
            ("T12", false),
            ("T12:00:00.", false),
            ("T12:00:00.Z", false),
            ("T12:00 Z", false),
            ("T12:00+0100", false),
            ("T", false),
            ("t12:00", false),
        ] {
            assert_eq!(!is_broken(format!("2024-05-01{time}").as_bytes()), is_right, "{time:?}");
        }
    }

    #[test]
    fn only_a_day_above_twelve_tells_day_from_month() {
        assert_eq!(day_meant(b"13/01/2024").as_deref(), Some("2024-01-13"));
        for value in ["12/01/2024", "01/13/2024", "31/04/2024", "13/01/24", "13-01-2024", "", "2024-01-13"] {
            assert_eq!(day_meant(value.as_bytes()), None, "{value:?}");
        }
    }
}
