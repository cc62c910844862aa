//! Inputs that are compressed: gzip and Zstandard, unpacked as they are read.

use core::fmt;
use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::read_some;
use crate::audit::not_read;
use crate::audit::watch::EndedEarly;
use crate::{Error, ErrorKind, Result};

/// How an input was compressed.
///
/// # Example
///
/// ```
/// use ownwords::audit::{Options, Packing, audit};
///
/// // The header and one made-up record, as gzip stores what it does not compress.
/// let file = b"\x1F\x8B\x08\x00\x00\x00\x00\x00\x00\x03\x01\x0D\x00\xF2\xFFsurname\nKhan\n\xE0\xA7\x2F\x26\x0D\x00\x00\x00";
/// let summary = audit(&file[..], "example", Options::default(), &mut |_| Ok(()));
/// assert_eq!(summary.unwrap().packing(), Some(Packing::Gzip));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Packing {
    /// gzip (RFC 1952).
    Gzip,
    /// Zstandard (RFC 8878).
    Zstandard,
}

impl Packing {
    /// Its name in one word, for reports.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstandard => "zstd",
        }
    }
}

impl fmt::Display for Packing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gzip => "gzip",
            Self::Zstandard => "Zstandard",
        })
    }
}

/// What both kinds begin with, and skippable frames of Zstandard.
const GZIP: [u8; 2] = [0x1F, 0x8B];
const ZSTANDARD: [u8; 4] = [0x28, 0xB5, 0x2F, 0xFD];

/// How many times its size an input may become, once it is longer than [`SMALL`]. Records become ten times shorter, or
/// thirty; what was made to fill a disk, a thousand times and more.
const MOST: u64 = 500;
/// How much an input may become whatever its size.
const SMALL: u64 = 64 << 20;

/// The largest window of Zstandard that is kept: 8 MiB, which RFC 8878 asks every decoder to support.
const WINDOW: u64 = 8 << 20;

/// The input as it was before it was compressed, if it was.
pub(super) fn unpacked<'r>(
    mut input: impl Read + Send + 'r,
) -> Result<(Option<Packing>, Box<dyn Read + Send + 'r>)> {
    let mut head = Vec::new();
    input.by_ref().take(ZSTANDARD.len() as u64).read_to_end(&mut head).map_err(not_read)?;
    let packing = if head.starts_with(&GZIP) {
        Packing::Gzip
    } else if head == ZSTANDARD {
        Packing::Zstandard
    } else {
        return Ok((None, Box::new(Cursor::new(head).chain(input))));
    };
    let packed =
        BufReader::with_capacity(1 << 16, Counted { input: Cursor::new(head).chain(input), count: 0 });
    let unpacking = match packing {
        Packing::Gzip => Unpacking::Gzip(Box::new(MultiGzDecoder::new(packed))),
        Packing::Zstandard => Unpacking::Zstandard(Box::new(Frames::of(packed))),
    };
    Ok((Some(packing), Box::new(Unpacked { packing, unpacking, count: 0 })))
}

/// How many bytes were read of the compressed input.
struct Counted<R> {
    input: R,
    count: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = read_some(&mut self.input, buffer)?;
        self.count += count as u64;
        Ok(count)
    }
}

type Packed<R> = BufReader<Counted<Chain<Cursor<Vec<u8>>, R>>>;

enum Unpacking<R: Read> {
    Gzip(Box<MultiGzDecoder<Packed<R>>>),
    Zstandard(Box<Frames<R>>),
}

/// A file of Zstandard: one frame or several, one after another.
struct Frames<R: Read> {
    packed: Packed<R>,
    decoder: FrameDecoder,
    is_within: bool,
}

impl<R: Read> Frames<R> {
    fn of(packed: Packed<R>) -> Self {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(WINDOW);
        Self { packed, decoder, is_within: false }
    }

    /// Begins the next frame; `false` at the end of the input.
    fn next(&mut self) -> io::Result<bool> {
        loop {
            if self.packed.fill_buf()?.is_empty() {
                return Ok(false);
            }
            match self.decoder.reset(&mut self.packed) {
                Ok(()) => return Ok(true),
                // What other programs have put beside the data.
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    let length = u64::from(length);
                    if io::copy(&mut self.packed.by_ref().take(length), &mut io::sink())? < length {
                        return Err(io::ErrorKind::UnexpectedEof.into());
                    }
                }
                Err(_) => return Err(io::ErrorKind::InvalidData.into()),
            }
        }
    }
}

impl<R: Read> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while !buffer.is_empty() {
            if !self.is_within && !self.next()? {
                break;
            }
            self.is_within = true;
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let strategy = BlockDecodingStrategy::UptoBlocks(1);
                if self.decoder.decode_blocks(&mut self.packed, strategy).is_err() {
                    let is_at_end = self.packed.fill_buf().is_ok_and(<[u8]>::is_empty);
                    let kind =
                        if is_at_end { io::ErrorKind::UnexpectedEof } else { io::ErrorKind::InvalidData };
                    return Err(kind.into());
                }
            }
            match self.decoder.read(buffer)? {
                0 => {
                    let sent = self.decoder.get_checksum_from_data();
                    if sent.is_some() && sent != self.decoder.get_calculated_checksum() {
                        return Err(io::ErrorKind::InvalidData.into());
                    }
                    self.is_within = false;
                }
                count => return Ok(count),
            }
        }
        Ok(0)
    }
}

struct Unpacked<R: Read> {
    packing: Packing,
    unpacking: Unpacking<R>,
    /// How many bytes it became.
    count: u64,
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let (count, packed) = match &mut self.unpacking {
            Unpacking::Gzip(decoder) => (decoder.read(buffer), decoder.get_ref().get_ref().count),
            Unpacking::Zstandard(frames) => (frames.read(buffer), frames.packed.get_ref().count),
        };
        let count = count.map_err(|error| damaged(error, self.packing))?;
        self.count += count as u64;
        if self.count > SMALL && self.count / MOST > packed {
            return Err(refused(format!(
                "the {} data becomes more than {MOST} times its size, as no records do",
                self.packing
            )));
        }
        Ok(count)
    }
}

/// Why compressed data cannot be read, in words of our own: those of the libraries are about bits.
#[derive(Debug)]
pub(in crate::audit) struct Damaged(String);

impl fmt::Display for Damaged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl core::error::Error for Damaged {}

fn refused(message: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, Damaged(message))
}

fn damaged(error: io::Error, packing: Packing) -> io::Error {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => refused(format!("the {packing} data ends before it is complete")),
        // Whoever ended the audit early did not damage anything.
        io::ErrorKind::Other if error.get_ref().is_some_and(|inner| inner.is::<EndedEarly>()) => error,
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::Other => {
            refused(format!("the {packing} data is damaged"))
        }
        _ => error,
    }
}

/// The error of data that could not be unpacked.
pub(in crate::audit) fn not_unpacked(damaged: &Damaged) -> Error {
    Error::new(ErrorKind::Format, damaged.to_string())
        .with_help("ask the sender for the file again; what stands before was read")
}
