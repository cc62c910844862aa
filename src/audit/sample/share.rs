//! A share of the rows.

use core::fmt;
use core::str::FromStr;

use crate::{Error, ErrorKind};

/// A share of the rows: from none to all.
///
/// Held as a whole number of parts, so that the same share chooses the same rows on every machine.
///
/// # Errors
///
/// Reading one from text fails, with [`ErrorKind::Usage`], when the text is not a number from 0 to 1.
///
/// # Example
///
/// ```
/// use ownwords::audit::sample::Share;
///
/// assert_eq!("0.1".parse::<Share>()?, Share::one_in(10));
/// assert!("ten".parse::<Share>().is_err());
/// # Ok::<(), ownwords::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share(u64);

const WHOLE: u64 = 1 << 32;

impl Share {
    /// No row.
    pub const NONE: Self = Self(0);
    /// Every row.
    pub const ALL: Self = Self(WHOLE);

    /// One row in `n`; every row when `n` is 0 or 1.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::audit::sample::Share;
    ///
    /// assert_eq!(Share::one_in(4).to_string(), "0.25");
    /// ```
    pub const fn one_in(n: u32) -> Self {
        let n = if n == 0 { 1 } else { n as u64 };
        // Rounded up, so that n shares of one in n are at least the whole.
        Self(WHOLE.div_ceil(n))
    }

    /// The share as a number from 0 to 1.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when the number is below 0, above 1 or not a number.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::audit::sample::Share;
    ///
    /// assert_eq!(Share::new(0.0)?, Share::NONE);
    /// assert!(Share::new(1.5).is_err());
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    pub fn new(share: f64) -> crate::Result<Self> {
        if (0.0..=1.0).contains(&share) {
            // Exact: a double holds every product of a number up to 1 with a power of two.
            Ok(Self((share * WHOLE as f64).ceil() as u64))
        } else {
            Err(Error::new(ErrorKind::Usage, "a share is a number from 0 to 1")
                .with_help("write one in ten as `0.1`"))
        }
    }

    /// How many parts of 2³² the share is.
    pub(super) const fn of_two_to_32(self) -> u64 {
        self.0
    }

    /// How many of the first `rows` rows the share is, were it spread evenly.
    pub(super) const fn of(self, rows: u64) -> u64 {
        ((rows as u128 * self.0 as u128) >> 32) as u64
    }
}

impl FromStr for Share {
    type Err = Error;

    fn from_str(text: &str) -> crate::Result<Self> {
        Self::new(text.parse().unwrap_or(f64::NAN))
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millionths = (self.0 * 1_000_000 + WHOLE / 2) / WHOLE;
        write!(f, "{}", millionths as f64 / 1e6)
    }
}
