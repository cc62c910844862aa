//! What spreadsheets make of codes: numbers without zeros, numbers with an exponent, dates, fifteen digits of sixteen.

use super::written::is_number;
use crate::bridge::sctid;

/// How many digits of a number a spreadsheet keeps.
const KEPT: usize = 15;

/// Whether the code is the text with zeros before it.
pub(super) fn has_lost_zeros(text: &str, code: &str) -> bool {
    is_number(text) && is_number(code) && code.len() > text.len() && {
        let without = code.trim_start_matches('0');
        text == if without.is_empty() { "0" } else { without }
    }
}

/// Whether the text is a number of sixteen digits or more with zeros after the fifteenth, and no identifier of SNOMED
/// CT. One that ends in zeros and whose check digit fits is sound.
pub(super) fn is_rounded(text: &str) -> bool {
    is_number(text)
        && text.len() > KEPT
        && text.get(KEPT..).is_some_and(|rest| rest.bytes().all(|digit| digit == b'0'))
        && !sctid::is_valid(text.as_bytes())
}

/// Whether the code, of which fifteen digits are kept, is this rounded number.
pub(super) fn was_rounded(text: &str, code: &str) -> bool {
    let kept = text.get(..KEPT).unwrap_or_default();
    is_number(code)
        && code.len() == text.len()
        && (code.starts_with(kept) || rounded(code, KEPT).is_some_and(|digits| digits == kept))
}

/// The first digits of a number, rounded half up; `None` where that makes one digit more.
fn rounded(number: &str, digits: usize) -> Option<String> {
    let mut kept: Vec<u8> = number.bytes().chain(core::iter::repeat(b'0')).take(digits).collect();
    if number.as_bytes().get(digits).is_some_and(|&next| next >= b'5') {
        let place = kept.iter().rposition(|&digit| digit != b'9')?;
        for (at, digit) in kept.iter_mut().enumerate().skip(place) {
            *digit = if at == place { *digit + 1 } else { b'0' };
        }
    }
    String::from_utf8(kept).ok()
}

/// A number with an exponent, as a spreadsheet shows one: `1E5`, `1.02E+15`.
pub(super) struct Scientific {
    /// The digits that are shown, without the point.
    digits: String,
    /// How many digits the whole number has.
    length: usize,
}

impl Scientific {
    pub(super) fn shown(text: &str) -> Option<Self> {
        let (mantissa, exponent) = text.split_once(['e', 'E'])?;
        let (whole, rest) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, ""));
        let is_mantissa =
            is_number(whole) && (mantissa == whole || is_number(rest)) && !whole.starts_with('0');
        let power = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        if !is_mantissa || !is_number(power) || power.len() > 3 {
            return None;
        }
        let length = if exponent.starts_with('-') { 0 } else { whole.len() + power.parse::<usize>().ok()? };
        Some(Self { digits: format!("{whole}{rest}"), length })
    }

    /// Whether the code is a number that is shown like this, or is itself written with an exponent and is this number.
    pub(super) fn was(&self, code: &str) -> bool {
        if let Some(other) = Self::shown(code) {
            let digits = |one: &Self| one.digits.trim_end_matches('0').to_owned();
            return other.length == self.length && digits(&other) == digits(self);
        }
        let number = code.trim_start_matches('0');
        is_number(code)
            && number.len() == self.length
            && rounded(number, self.digits.len()).is_some_and(|digits| digits == self.digits)
    }
}

/// A date as a spreadsheet shows one, in all ways in which it can be read.
pub(super) struct Date(Vec<Reading>);

#[derive(Clone, Copy, PartialEq)]
struct Reading {
    year: Option<u32>,
    month: u32,
    day: Option<u32>,
}

impl Date {
    /// `01-Jan`, `Jan-01`, `Sep-28`, `1 September 2028`, `01/09/2028`, `2028-09-01`, each with a time of midnight or none.
    pub(super) fn shown(text: &str) -> Option<Self> {
        let text = [" 00:00:00", "T00:00:00", " 00:00", " 0:00"]
            .into_iter()
            .find_map(|midnight| text.strip_suffix(midnight))
            .unwrap_or(text);
        let parts: Vec<&str> = parts(text);
        let all = match parts[..] {
            [one, other] if month(one).is_some() => {
                vec![reading("", one, other), reading(other, one, "")]
            }
            [one, other] if month(other).is_some() => vec![reading(one, other, ""), reading("", other, one)],
            [one, two, three] if is_named(two) => vec![reading(one, two, three)],
            [one, two, three] if is_named(one) => vec![reading(two, one, three)],
            [one, two, three] if one.len() == 4 => vec![reading(three, two, one)],
            [one, two, three] => vec![reading(one, two, three), reading(two, one, three)],
            _ => Vec::new(),
        };
        let readings: Vec<Reading> = all.into_iter().flatten().collect();
        if readings.is_empty() { None } else { Some(Self(readings)) }
    }

    /// Whether a spreadsheet takes the code for this date.
    pub(super) fn was(&self, code: &str) -> bool {
        let parts = parts(code);
        let [one, other] = parts[..] else { return false };
        // A year and a month are the first of that month; two short numbers are a day of some year.
        let first_of =
            |year: &str, month: &str| (year.len() == 4).then(|| reading("1", month, year)).flatten();
        let meant =
            [first_of(one, other), first_of(other, one), reading(one, other, ""), reading(other, one, "")];
        meant.into_iter().flatten().any(|meant| self.0.iter().any(|shown| shown.shows(meant)))
    }
}

impl Reading {
    /// Whether what is shown may be this date. A year that is shown short may be of any century.
    fn shows(self, meant: Self) -> bool {
        let year = match (self.year, meant.year) {
            (Some(shown), Some(year)) => shown == year || shown < 100 && shown == year % 100,
            (Some(_), None) => self.day.is_some(),
            (None, year) => year.is_none(),
        };
        let day = self.day.map_or(meant.year.is_some(), |day| meant.day == Some(day));
        self.month == meant.month && year && day
    }
}

fn parts(text: &str) -> Vec<&str> {
    let parts: Vec<&str> = text.split(['-', '/', ' ', '.']).filter(|part| !part.is_empty()).collect();
    let is_part = |part: &&str| part.len() <= 4 && is_number(part) || is_named(part);
    if (2..=3).contains(&parts.len()) && parts.iter().all(is_part) { parts } else { Vec::new() }
}

/// A date of these parts; an empty one is not known.
fn reading(day: &str, of: &str, year: &str) -> Option<Reading> {
    let month =
        month(of).or_else(|| of.parse().ok().filter(|month| (1..=12).contains(month) && of.len() <= 2))?;
    let day = match day {
        "" => None,
        _ => Some(day.parse().ok().filter(|number| (1..=31).contains(number) && day.len() <= 2)?),
    };
    let year = match year.len() {
        0 => None,
        2 => Some(year.parse().ok()?),
        // Before 1900 there are no dates in a spreadsheet.
        4 => Some(year.parse().ok().filter(|year| *year >= 1900)?),
        _ => return None,
    };
    Some(Reading { year, month, day })
}

fn is_named(text: &str) -> bool {
    month(text).is_some()
}

/// The number of a month that is named in English, in full or by its first three letters.
fn month(text: &str) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let is_it = |name: &&str| {
        text.eq_ignore_ascii_case(name) || name.get(..3).is_some_and(|short| text.eq_ignore_ascii_case(short))
    };
    (1..).zip(NAMES).find(|(_, name)| is_it(name)).map(|(number, _)| number)
}
