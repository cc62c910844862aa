//! Calendar dates, as far as they are known.

use core::fmt;
use core::str::FromStr;

use crate::error::{Error, ErrorKind, Result};

/// A date of the Gregorian calendar: a year, a month of a year, or a day, as FHIR's `date`.
///
/// # Errors
///
/// Parsing fails with [`ErrorKind::Format`] when the text is not `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, or when there is no
/// such day.
///
/// # Example
///
/// ```
/// use ownwords::Date;
///
/// let day: Date = "2024-02-29".parse().unwrap();
/// assert_eq!(day.to_string(), "2024-02-29");
/// assert!("2024-02".parse::<Date>().is_ok());
/// assert!("2023-02-29".parse::<Date>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    /// 0 when not known.
    month: u8,
    /// 0 when not known.
    day: u8,
}

impl Date {
    /// The day, or `None` when there is no such day.
    #[inline]
    pub fn day(year: u16, month: u8, day: u8) -> Option<Self> {
        // The year matters for one day alone; which month it is cannot be foreseen, so nothing branches on it.
        let is_there =
            (1..=longest(month)).contains(&day) && (!((month == FEBRUARY) & (day == 29)) || is_leap(year));
        is_there.then_some(Self { year, month, day })
    }

    /// The year, the month and the day; 0 for what is not known.
    #[cfg(any(feature = "wire", feature = "authoring"))]
    #[inline]
    pub(crate) const fn parts(self) -> (u16, u8, u8) {
        (self.year, self.month, self.day)
    }
}

const FEBRUARY: u8 = 2;

const fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// How many days the month ever has; 0 where there is no such month.
#[inline]
fn longest(month: u8) -> u8 {
    const DAYS: [u8; 13] = [0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    DAYS.get(usize::from(month)).copied().unwrap_or_default()
}

impl FromStr for Date {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        parse(text).ok_or_else(|| {
            Error::new(ErrorKind::Format, "this is not a date of the calendar")
                .with_help("write YYYY, YYYY-MM or YYYY-MM-DD")
        })
    }
}

fn parse(text: &str) -> Option<Date> {
    let digits = |part: &str, length: usize| -> Option<u16> {
        (part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse().ok())?
    };
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4)?;
    let Some(month) = parts.next() else { return Some(Date { year, month: 0, day: 0 }) };
    let month = digits(month, 2)? as u8;
    if longest(month) == 0 {
        return None;
    }
    let Some(day) = parts.next() else { return Some(Date { year, month, day: 0 }) };
    if parts.next().is_some() {
        return None;
    }
    Date::day(year, month, digits(day, 2)? as u8)
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}
