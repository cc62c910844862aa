//! Which bytes were read: how many, and their SHA-256.

use core::fmt;
use std::io::Read;

use crate::wire::convert::Summed;

/// By which a file is known again: how many bytes it has, and their SHA-256 (FIPS 180-4).
///
/// `Display` gives the hash in hexadecimal, as `sha256sum` prints it.
///
/// # Example
///
/// ```
/// use ownwords::audit::{Options, audit};
///
/// let file = "language\ncy\n";
/// let options = Options::default().identifying();
/// let summary = audit(file.as_bytes(), "example", options, &mut |_| Ok(())).unwrap();
/// let identity = summary.identity().unwrap();
/// assert_eq!(identity.bytes(), 12);
/// assert!(identity.to_string().starts_with("1e3868f9"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    bytes: u64,
    sha256: [u8; 32],
}

impl Identity {
    /// What was read until now.
    pub(super) fn of<R: Read>(read: &Summed<R>) -> Self {
        Self { bytes: read.bytes(), sha256: read.sha256() }
    }

    /// How many bytes were read.
    pub const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Their SHA-256.
    pub const fn sha256(&self) -> &[u8; 32] {
        &self.sha256
    }
}

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.sha256.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
