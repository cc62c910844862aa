//! A reader that knows where its input ends, and when a record is too long.

use std::io::{self, Read};

use super::{LONGEST_RECORD, read_some};

/// What is read after the end of a CSV file. If it comes out as a record of its own, no quote was open at the end.
pub(super) const END: &[u8] = b"\x1Eend of the input\x1E";
const AFTER: &[u8] = b"\n\x1Eend of the input\x1E\n";

/// Reads the input and, after it, [`END`] on a line of its own.
pub(super) struct Guard<R> {
    input: R,
    /// Bytes of the input read so far.
    given: u64,
    /// Where the present record began.
    record: u64,
    after: &'static [u8],
    is_at_end: bool,
    is_too_long: bool,
}

impl<R: Read> Guard<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, given: 0, record: 0, after: AFTER, is_at_end: false, is_too_long: false }
    }

    /// Says that a record ended before this byte.
    pub(super) fn record_ends(&mut self, byte: u64) {
        self.record = byte;
    }

    /// Whether a record that ends before this byte has taken more from behind the input than the line end there, which
    /// ends a last line that has none.
    pub(super) fn is_behind_input(&self, byte: u64) -> bool {
        self.is_at_end && byte > self.given + 1
    }

    /// Whether reading ended because the record was too long.
    pub(super) fn is_too_long(&self) -> bool {
        self.is_too_long
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if !self.is_at_end {
            if self.given.saturating_sub(self.record) > LONGEST_RECORD {
                self.is_too_long = true;
                return Err(io::Error::from(io::ErrorKind::InvalidData));
            }
            let count = read_some(&mut self.input, buffer)?;
            self.given += count as u64;
            if count > 0 || buffer.is_empty() {
                return Ok(count);
            }
            self.is_at_end = true;
        }
        self.after.read(buffer)
    }
}
