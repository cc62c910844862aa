//! Text in another encoding than UTF-8, read as UTF-8.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::read_some;
use crate::wire::columns::Encoding;

pub(super) use crate::wire::columns::encoding_of;

/// The input in UTF-8, without a byte order mark.
pub(super) struct Decoded<R> {
    input: R,
    decoder: Decoder,
    buffer: Box<[u8]>,
    start: usize,
    end: usize,
    is_at_end: bool,
    is_done: bool,
    /// What was decoded and not yet taken, where whoever reads has less room than a character needs.
    ready: Vec<u8>,
    taken: usize,
}

impl<R: Read> Decoded<R> {
    /// `None` for UTF-8, which is read as it is.
    pub(super) fn of(input: R, encoding: Encoding) -> Result<Self, R> {
        let encoding = match encoding {
            Encoding::Utf16Le => UTF_16LE,
            Encoding::Utf16Be => UTF_16BE,
            Encoding::Windows1252 => WINDOWS_1252,
            _ => return Err(input),
        };
        Ok(Self {
            input,
            decoder: encoding.new_decoder_with_bom_removal(),
            buffer: vec![0; 1 << 15].into_boxed_slice(),
            start: 0,
            end: 0,
            is_at_end: false,
            is_done: false,
            ready: Vec::new(),
            taken: 0,
        })
    }

    fn decode(&mut self) -> io::Result<()> {
        self.ready.resize(1 << 16, 0);
        loop {
            if self.start == self.end && !self.is_at_end {
                self.end = read_some(&mut self.input, &mut self.buffer)?;
                self.start = 0;
                self.is_at_end = self.end == 0;
            }
            let bytes = self.buffer.get(self.start..self.end).unwrap_or_default();
            let (result, read, written, _) =
                self.decoder.decode_to_utf8(bytes, &mut self.ready, self.is_at_end);
            self.start += read;
            // A decoder that was told of the end is not asked again.
            self.is_done = self.is_at_end && result == CoderResult::InputEmpty;
            if written > 0 || self.is_done {
                self.ready.truncate(written);
                self.taken = 0;
                return Ok(());
            }
        }
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.taken == self.ready.len() {
            if self.is_done {
                return Ok(0);
            }
            self.decode()?;
        }
        let mut rest = self.ready.get(self.taken..).unwrap_or_default();
        let count = rest.read(buffer)?;
        self.taken += count;
        Ok(count)
    }
}
