//! OW-DAT-001 ImpossibleDate

use super::Rule;

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
    !is_date(value)
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
    let day = number([d1, d2])?;
    let month = number([m1, m2])?;
    let year = number([y1, y2, y3, y4])?;
    (day > 12 && is_day(year, month, day)).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

fn is_date(value: &[u8]) -> bool {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, time @ ..] = value else { return false };
    let day = number([*y1, *y2, *y3, *y4]).zip(number([*m1, *m2])).zip(number([*d1, *d2]));
    day.is_some_and(|((year, month), day)| is_day(year, month, day))
        && match time {
            [] => true,
            [b'T' | b' ', time @ ..] => is_time(time),
            _ => false,
        }
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

fn is_below(two: [u8; 2], limit: u16) -> bool {
    number(two).is_some_and(|number| number < limit)
}

/// The number that these digits are. Without a way out of the loop, as nearly all values are dates: it runs straight on.
pub(crate) fn number<const N: usize>(digits: [u8; N]) -> Option<u16> {
    let digits = digits.map(|byte| byte.wrapping_sub(b'0'));
    let are_digits = digits.iter().fold(true, |are_digits, &digit| are_digits & (digit < 10));
    are_digits.then(|| {
        digits.iter().fold(0, |number: u16, &digit| number.wrapping_mul(10).wrapping_add(u16::from(digit)))
    })
}

const fn is_day(year: u16, month: u16, day: u16) -> bool {
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    };
    year >= 1 && day >= 1 && day <= last
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
