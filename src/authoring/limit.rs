//! How large the files are that are read here, in one place for whatever reads them.
//!
//! A file that no person can read cannot be checked by a person, and it can be made to fill the memory of whoever opens it. It
//! is refused as soon as it is seen to be one, before any more of it is held.

use crate::error::{Error, ErrorKind, Position};
use crate::rules::too_large_or_too_deep;

/// The largest stewards' file that is read, in bytes: more than ten times the largest there is.
pub const LARGEST: u64 = 2 << 20;

/// How much of a file is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit {
    pub(crate) bytes: u64,
    /// How deep lists and entries may stand within one another.
    pub(crate) deepest: usize,
    /// How many lists, entries and texts there may be, keys among them.
    pub(crate) values: usize,
}

/// Of the files that stewards write: as many values as so large a file has that is written as they write.
pub(crate) const OF_STEWARDS: Limit = Limit { bytes: LARGEST, deepest: 16, values: 200_000 };

/// Of a record, whose size is bounded by whoever reads it; as deep as JSON readers go.
#[cfg(feature = "wire")]
pub(crate) const OF_A_RECORD: Limit = Limit { bytes: u64::MAX, deepest: 64, values: 1_000_000 };

/// What there is to do about it; the rule says what is wrong.
pub(crate) const HELP: &str = "divide it into several files, each of at most 2 MiB and 200,000 values, and take out what nests deeper than sixteen steps";

/// What is said of a file beyond the limit of stewards' files.
pub(crate) fn exceeded(place: Position) -> Error {
    Error::new(ErrorKind::Format, too_large_or_too_deep::RULE.summary)
        .at(place)
        .with_help(HELP)
        .of_rule(too_large_or_too_deep::RULE.id)
}
