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
    pub fn day(year: u16, month: u8, day: u8) -> Option<Self> {
        (day >= 1 && day <= days_in(year, month)?).then_some(Self { year, month, day })
    }
}

fn days_in(year: u16, month: u8) -> Option<u8> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if leap { 29 } else { 28 }),
        _ => None,
    }
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
    days_in(year, month)?;
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
