//! An audit that came to no end.

use core::fmt;

use super::measures::Summary;
use crate::Error;

/// An audit that ended before its input did: why, and what was found until then.
///
/// # Example
///
/// ```
/// use ownwords::audit::{Options, audit};
///
/// let stopped = audit(&b""[..], "example", Options::default(), &mut |_| Ok(())).unwrap_err();
/// assert_eq!(stopped.error().kind(), ownwords::ErrorKind::Format);
/// assert_eq!(stopped.so_far().rows(), 0);
/// ```
#[derive(Debug)]
pub struct Stopped(Box<(Error, Summary)>);

impl Stopped {
    pub(super) fn new(error: Error, so_far: Summary) -> Self {
        Self(Box::new((error, so_far)))
    }

    /// Why the audit ended.
    pub fn error(&self) -> &Error {
        &self.0.0
    }

    /// What was read before. The record in which the audit ended is not counted.
    pub fn so_far(&self) -> &Summary {
        &self.0.1
    }

    /// The error and the summary.
    pub fn into_parts(self) -> (Error, Summary) {
        *self.0
    }
}

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.0.fmt(f)
    }
}

impl core::error::Error for Stopped {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        Some(&self.0.0)
    }
}

impl From<Stopped> for Error {
    fn from(stopped: Stopped) -> Self {
        stopped.0.0
    }
}
