//! An input of any length, read in flat memory: where it is; and, where that is asked, what it was.

use std::io::Read;

use sha2::{Digest, Sha256};

use super::LONGEST;
use crate::error::{Error, ErrorKind, Position, Result};

/// How many bytes are read at once.
const CHUNK: usize = 1 << 16;

/// Where something stands in an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The byte, from 0.
    pub byte: u64,
    /// The line, from 1.
    pub line: u64,
    /// The column in characters, from 1.
    pub column: u64,
}

impl Place {
    /// Where an input begins.
    pub const START: Self = Self { byte: 0, line: 1, column: 1 };

    /// The place behind these bytes.
    fn behind(mut self, bytes: &[u8]) -> Self {
        self.byte += bytes.len() as u64;
        let mut line = bytes;
        if let Some(last) = bytes.iter().rposition(|byte| *byte == b'\n') {
            self.line += bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
            self.column = 1;
            line = bytes.get(last + 1..).unwrap_or_default();
        }
        // Bytes that continue a character of UTF-8 are none of their own.
        self.column += line.iter().filter(|byte| **byte & 0xC0 != 0x80).count() as u64;
        self
    }

    pub(super) fn position(self) -> Position {
        Position::default().line(self.line).column(self.column).byte(self.byte)
    }

    /// The error of a reader who was given the bytes from here on alone, with its place in the whole input.
    pub(crate) fn shift(self, error: Error) -> Error {
        let within = error.position().cloned().unwrap_or_default();
        let mut position = Position { file: None, ..within.clone() };
        position.byte = Some(self.byte + within.byte.unwrap_or_default());
        position.line = within.line.map(|line| self.line + line - 1);
        position.column = match (within.line, within.column) {
            (Some(1), Some(column)) => Some(self.column + column - 1),
            (_, column) => column,
        };
        error.at(position)
    }
}

/// An input, as far as it has been read and not yet taken. `Debug` prints where it is.
pub struct Source<'r> {
    input: &'r mut dyn Read,
    buffer: Vec<u8>,
    /// Where in the buffer what is not yet taken begins, and where it ends.
    start: usize,
    end: usize,
    is_at_end: bool,
    place: Place,
}

impl core::fmt::Debug for Source<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Source").field("place", &self.place).finish_non_exhaustive()
    }
}

impl<'r> Source<'r> {
    /// An input, from where it stands.
    pub fn new(input: &'r mut dyn Read) -> Self {
        Self { input, buffer: Vec::new(), start: 0, end: 0, is_at_end: false, place: Place::START }
    }

    /// Where what is not yet taken begins.
    pub fn place(&self) -> Place {
        self.place
    }

    /// What is not yet taken: at least so many bytes, unless the input ends before.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] when the input cannot be read.
    pub fn peek(&mut self, at_least: usize) -> Result<&[u8]> {
        while self.end - self.start < at_least && !self.is_at_end {
            self.fill()?;
        }
        Ok(self.held())
    }

    fn held(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }

    /// The byte so far behind what was taken; `None` behind the end.
    ///
    /// # Errors
    ///
    /// As [`peek`](Self::peek).
    pub fn byte(&mut self, at: usize) -> Result<Option<u8>> {
        if let Some(byte) = self.held().get(at) {
            return Ok(Some(*byte));
        }
        Ok(self.peek(at + 1)?.get(at).copied())
    }

    /// Reads once. However little comes at a time, each byte is moved a few times at most.
    fn fill(&mut self) -> Result<()> {
        if self.buffer.len() - self.end < CHUNK {
            if self.start > self.buffer.len() / 2 {
                self.buffer.copy_within(self.start..self.end, 0);
                (self.start, self.end) = (0, self.end - self.start);
            } else {
                self.buffer.resize(CHUNK.max(self.buffer.len()) * 2, 0);
            }
        }
        let count = loop {
            match self.input.read(self.buffer.get_mut(self.end..).unwrap_or_default()) {
                Ok(count) => break count,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => {
                    let kind = error.kind();
                    return Err(Error::new(ErrorKind::Io, format!("the input cannot be read ({kind})"))
                        .at(self.place.position())
                        .with_help("see that it is there, is a file or a pipe, and may be read")
                        .with_source(error));
                }
            }
        };
        self.end += count;
        self.is_at_end = count == 0;
        Ok(())
    }

    /// Takes so many bytes of what was read.
    pub fn take(&mut self, count: usize) -> Vec<u8> {
        let rest = self.held();
        let taken = rest.get(..count).unwrap_or(rest).to_vec();
        self.start += taken.len();
        self.place = self.place.behind(&taken);
        taken
    }

    /// The place so many bytes behind what was taken.
    pub(super) fn place_at(&self, at: usize) -> Place {
        let rest = self.held();
        self.place.behind(rest.get(..at).unwrap_or(rest))
    }

    /// An error of the format, so many bytes behind what was taken.
    #[cold]
    pub(super) fn error(&mut self, at: usize, message: &str, help: &str) -> Error {
        Error::new(ErrorKind::Format, message).at(self.place_at(at).position()).with_help(help)
    }

    /// How long the byte order mark is with which the input begins; 0 where it has none, or has been read from.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Format`] when it is that of UTF-16; as [`peek`](Self::peek).
    pub(super) fn byte_order_mark(&mut self) -> Result<usize> {
        if self.place != Place::START {
            return Ok(0);
        }
        let head = self.peek(3)?;
        if head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]) {
            return Err(self.error(
                0,
                "this is UTF-16 text, and only UTF-8 is read",
                "ask the sender for UTF-8; nothing of it was taken",
            ));
        }
        Ok(if head.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 })
    }

    /// The error of a record that is none because of its length, which would fill the memory.
    #[cold]
    pub(super) fn too_long(&self) -> Error {
        Error::new(
            ErrorKind::Format,
            format!("this is longer than {} MiB, so it is no record", LONGEST >> 20),
        )
        .at(self.place.position())
        .with_help("look for a quote or bracket in it that is never closed; nothing of it was taken")
    }
}

/// Hands on what it reads, and knows at the end what that was.
pub(crate) struct Summed<R> {
    input: R,
    bytes: u64,
    hash: Sha256,
}

impl<R: Read> Summed<R> {
    pub(crate) fn new(input: R) -> Self {
        Self { input, bytes: 0, hash: Sha256::new() }
    }

    /// How many bytes were read until now.
    #[cfg(feature = "audit")]
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Their SHA-256.
    #[cfg(feature = "audit")]
    pub(crate) fn sha256(&self) -> [u8; 32] {
        self.hash.clone().finalize().into()
    }

    /// Both, as they are written.
    pub(crate) fn sum(&self) -> Sum {
        Sum { bytes: self.bytes, sha256: hex(self.hash.clone()) }
    }
}

impl<R: Read> Read for Summed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.bytes += count as u64;
        self.hash.update(buffer.get(..count).unwrap_or_default());
        Ok(count)
    }
}

/// By what a file is known again.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Sum {
    /// How many bytes.
    pub bytes: u64,
    /// Their SHA-256, in hexadecimal digits.
    pub sha256: String,
}

pub(crate) fn hex(hash: Sha256) -> String {
    data_encoding::HEXLOWER.encode(&hash.finalize())
}
