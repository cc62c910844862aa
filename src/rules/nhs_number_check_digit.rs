//! OW-NUM-001 NhsNumberCheckDigit

use super::Rule;
use crate::eight::{BEYOND_NINE, in_each, stay_below};

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-NUM-001",
    name: "NhsNumberCheckDigit",
    since: "0.1.0",
    summary: "the value is no NHS number: it has not ten digits, or its check digit is wrong",
    why: "The number is how every other system finds the person. A wrong digit finds nobody, or somebody else, whose \
          results then arrive under this name.",
    failing: "NHS number `9991234552`",
    passing: "NHS number `9991234551`",
    repair: "Trace the person again. A digit is never changed to make the check come right: that gives a number which \
             may be another person's.",
    repair_is_safe: false,
};

/// What is wrong with a value that is no NHS number. Holds none of its digits.
///
/// # Example
///
/// ```
/// use ownwords::rules::nhs_number_check_digit::{NumberFault, fault};
///
/// assert_eq!(fault(b"0000000000"), Some(NumberFault::OneDigitRepeated));
/// assert_eq!(NumberFault::OneDigitRepeated.reason(), "one digit ten times over is a placeholder, not a number");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberFault {
    /// It is not ten digits, in one or as `NNN NNN NNNN`.
    NotTenDigits,
    /// It has ten digits, and something else stands beside or between them.
    TenDigitsAndMore,
    /// The tenth digit is not the check digit of the nine before it, or those nine have none.
    CheckDigit,
    /// One digit ten times. All ten such numbers pass the check, and stand where somebody had to type something.
    OneDigitRepeated,
}

impl NumberFault {
    /// What is wrong, in plain English.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::NotTenDigits => "an NHS number has ten digits",
            Self::TenDigitsAndMore => {
                "there are ten digits, but something else stands beside or between them"
            }
            Self::CheckDigit => "a digit is wrong or two have changed places: the check digit does not fit",
            Self::OneDigitRepeated => "one digit ten times over is a placeholder, not a number",
        }
    }
}

/// Whether the value is no NHS number.
///
/// Right are ten ASCII digits, and the same as `NNN NNN NNNN` with one space at each place, which is how the NHS prints
/// the number for people; numbers that begin with 999 are for testing and are right here. Any other writing, a hyphen
/// included, is wrong: receivers compare numbers as text.
///
/// The check is modulus 11 with the weights 10 down to 2 (NHS Data Dictionary, NHS NUMBER): eleven less the remainder is
/// the check digit, where 11 counts as 0, and with 10 there is no such number.
///
/// # Example
///
/// ```
/// use ownwords::rules::nhs_number_check_digit;
///
/// assert!(!nhs_number_check_digit::is_broken(b"9991234551"));
/// assert!(!nhs_number_check_digit::is_broken(b"999 123 4551"));
/// assert!(nhs_number_check_digit::is_broken(b"9991234552"));
/// ```
#[inline]
pub fn is_broken(value: &[u8]) -> bool {
    // What nearly all values are, before anything else is asked.
    value.try_into().ok().and_then(fault_of_ten) != Some(None) && fault(value).is_some()
}

/// What is wrong with the value; `None` when it is an NHS number. See [`is_broken`].
///
/// # Example
///
/// ```
/// use ownwords::rules::nhs_number_check_digit::{NumberFault, fault};
///
/// assert_eq!(fault(b"999-123-4551"), Some(NumberFault::TenDigitsAndMore));
/// assert_eq!(fault(b"9991234551"), None);
/// ```
pub fn fault(value: &[u8]) -> Option<NumberFault> {
    let spaced = || match *value {
        [a, b, c, b' ', d, e, f, b' ', g, h, i, j] => Some([a, b, c, d, e, f, g, h, i, j]),
        _ => None,
    };
    let found = match value.try_into() {
        Ok(number) => fault_of_ten(number),
        Err(_) => spaced().and_then(|number| fault_of_ten(&number)),
    };
    match found {
        Some(fault) => fault,
        None if value.iter().filter(|byte| byte.is_ascii_digit()).count() == 10 => {
            Some(NumberFault::TenDigitsAndMore)
        }
        None => Some(NumberFault::NotTenDigits),
    }
}

/// What is wrong with these digits; `None` where they are none.
#[inline]
fn fault_of_ten(number: &[u8; 10]) -> Option<Option<NumberFault>> {
    let [first, .., ninth, tenth] = *number;
    // Eight bytes at a time, as nearly all values are numbers: a way out for each would cost more than the rest.
    let eight = values(number.first_chunk()?);
    if !(are_digits(eight) & are_digits(values(number.last_chunk()?))) {
        return None;
    }
    let last = u64::from(ninth - b'0') * 2 + u64::from(tenth - b'0');
    // With the check digit at weight 1 the whole sum is a multiple of 11; a check of 10 has no digit that makes it so.
    if !(weighted(eight) + last).is_multiple_of(11) {
        return Some(Some(NumberFault::CheckDigit));
    }
    // All ten numbers of one digit come this far.
    let is_of_one = *number == [first; 10];
    Some(is_of_one.then_some(NumberFault::OneDigitRepeated))
}

/// Eight digits as numbers, the first in the lowest byte; of anything else 10 or more.
#[inline]
fn values(eight: &[u8; 8]) -> u64 {
    u64::from_le_bytes(*eight) ^ in_each(b'0')
}

#[inline]
fn are_digits(values: u64) -> bool {
    stay_below(values, in_each(BEYOND_NINE))
}

/// The sum of eight digits with the weights 10 down to 3.
#[inline]
fn weighted(digits: u64) -> u64 {
    const OTHER: u64 = u64::from_le_bytes([0xFF, 0, 0xFF, 0, 0xFF, 0, 0xFF, 0]);
    // Every other digit has sixteen bits to itself. The highest sixteen of the product are the sum of the products of what stands in
    // places that mirror each other, and no sum below it comes near them.
    let of = |digits: u64, weights: [u8; 4]| {
        let [a, b, c, d] = weights;
        (digits & OTHER).wrapping_mul(u64::from_le_bytes([d, 0, c, 0, b, 0, a, 0])) >> 48
    };
    of(digits, [10, 8, 6, 4]) + of(digits >> 8, [9, 7, 5, 3])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weighted_sum_says_the_same_as_the_dictionary() {
        for nine in (0..1_000_000_000_u32).step_by(7919) {
            let digits = format!("{nine:09}");
            let sum: u32 = digits
                .bytes()
                .zip((2..=10).rev())
                .map(|(byte, weight)| u32::from(byte - b'0') * weight)
                .sum();
            let check = match 11 - sum % 11 {
                11 => Some(0),
                10 => None,
                check => Some(check),
            };
            for last in 0..10 {
                let number = format!("{digits}{last}");
                let is_right = check == Some(last) && number.bytes().any(|byte| byte != number.as_bytes()[0]);
                assert_eq!(!is_broken(number.as_bytes()), is_right, "{number}");
            }
        }
    }

    #[test]
    fn any_byte_that_is_no_digit_is_found_in_any_place() {
        for (place, byte) in (0..10).flat_map(|place| (0..=u8::MAX).map(move |byte| (place, byte))) {
            let mut number = *b"9991234551";
            let is_same = number[place] == byte;
            number[place] = byte;
            let expected =
                if byte.is_ascii_digit() { NumberFault::CheckDigit } else { NumberFault::NotTenDigits };
            assert_eq!(fault(&number), Some(expected).filter(|_| !is_same), "{number:?}");
        }
    }

    #[test]
    fn each_fault_is_named() {
        for (value, expected) in [
            ("999 123 4551", None),
            ("999 123 4552", Some(NumberFault::CheckDigit)),
            ("999-123-4551", Some(NumberFault::TenDigitsAndMore)),
            (" 9991234551", Some(NumberFault::TenDigitsAndMore)),
            ("9991 234 551", Some(NumberFault::TenDigitsAndMore)),
            ("999123455", Some(NumberFault::NotTenDigits)),
            ("99912345511", Some(NumberFault::NotTenDigits)),
            ("", Some(NumberFault::NotTenDigits)),
            ("\u{FF19}991234551", Some(NumberFault::NotTenDigits)),
            ("9999999999", Some(NumberFault::OneDigitRepeated)),
            ("000 000 0000", Some(NumberFault::OneDigitRepeated)),
        ] {
            assert_eq!(fault(value.as_bytes()), expected, "{value:?}");
        }
    }
}
