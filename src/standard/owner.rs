//! Who mints local ids: an organisation, by its ODS code.

use core::fmt;
use core::str::FromStr;

use crate::error::{Error, ErrorKind, Result};

const SHORTEST: usize = 3;
const LONGEST: usize = 6;
const BASE: u32 = 36;
const FIRST: u32 = packed_of_repeated(0, SHORTEST);
const LAST: u32 = packed_of_repeated(BASE - 1, LONGEST);

const fn packed_of_repeated(digit: u32, length: usize) -> u32 {
    let (mut packed, mut place) = (0, 0);
    while place < length {
        packed = packed * BASE + digit + 1;
        place += 1;
    }
    packed
}

/// The ODS code of an organisation, for example a trust: what tells its own ids and code lists from everybody else's.
///
/// Three to six letters and digits; letter case is not significant. Whether the organisation exists is not known here:
/// the codes are given out by NHS England's Organisation Data Service.
///
/// # Errors
///
/// Parsing fails with [`ErrorKind::Id`] when the text has another length, or holds anything but ASCII letters and
/// digits.
///
/// # Example
///
/// ```
/// use ownwords::OdsCode;
///
/// let owner: OdsCode = "test9".parse().unwrap();
/// assert_eq!(owner.to_string(), "TEST9");
/// assert!("Testhaven NHS Trust".parse::<OdsCode>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OdsCode(u32);

impl OdsCode {
    /// The code as a number, from 1: shorter codes are smaller, so that they cost less in a residue.
    pub(crate) const fn packed(self) -> u32 {
        self.0
    }

    /// The code behind a number, or `None` when it is none.
    pub(super) const fn from_packed(packed: u32) -> Option<Self> {
        if packed < FIRST || packed > LAST { None } else { Some(Self(packed)) }
    }
}

impl FromStr for OdsCode {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let digits: Option<Vec<u32>> = text.chars().map(|sign| sign.to_digit(BASE)).collect();
        match digits {
            Some(digits) if (SHORTEST..=LONGEST).contains(&digits.len()) => {
                Ok(Self(digits.into_iter().fold(0, |packed, digit| packed * BASE + digit + 1)))
            }
            _ => Err(Error::new(ErrorKind::Id, "this is not an ODS code")
                .with_help("an ODS code here has three to six letters and digits")),
        }
    }
}

impl fmt::Display for OdsCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut signs = Vec::with_capacity(LONGEST);
        let mut rest = self.0;
        while rest > 0 {
            rest -= 1;
            signs.extend(char::from_digit(rest % BASE, BASE));
            rest /= BASE;
        }
        signs.iter().rev().try_for_each(|sign| fmt::Write::write_char(f, sign.to_ascii_uppercase()))
    }
}

impl fmt::Debug for OdsCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OdsCode({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_comes_back_in_capitals_and_is_a_number_of_its_own() {
        let mut seen = std::collections::BTreeSet::new();
        for text in ["000", "0000", "00000", "000000", "RX1", "rx1A", "TEST9", "ZZZ", "ZZZZZZ", "001"] {
            let code: OdsCode = text.parse().unwrap();
            assert_eq!(code.to_string(), text.to_uppercase());
            assert_eq!(OdsCode::from_packed(code.packed()), Some(code));
            assert!(seen.insert(code.packed()));
        }
        for wrong in ["", "AB", "ABCDEFG", "AB-", "AB ", "ÄBC", "A\u{661}B"] {
            assert_eq!(wrong.parse::<OdsCode>().unwrap_err().kind(), ErrorKind::Id, "{wrong:?}");
        }
        assert_eq!(OdsCode::from_packed(FIRST - 1), None);
        assert_eq!(OdsCode::from_packed(LAST + 1), None);
    }
}
