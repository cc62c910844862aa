//! A file or a stream of messages, taken apart without losing a byte.

/// One piece of a file or stream.
///
/// `Debug` prints what it is and its length.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Piece<'a> {
    kind: PieceKind,
    bytes: &'a [u8],
    start: usize,
}

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PieceKind {
    /// A message, from its MSH segment to the next piece.
    Message,
    /// The header of a file (FHS) or batch (BHS), with its line end.
    Header,
    /// The trailer of a batch (BTS) or file (FTS), with its line end.
    Trailer,
    /// The transport's own bytes: the start of a block (0B) or its end (1C, with the 0D behind it).
    Frame,
    /// Bytes that belong to no message.
    Stray,
}

impl<'a> Piece<'a> {
    /// What it is.
    pub fn kind(&self) -> PieceKind {
        self.kind
    }

    /// Its bytes.
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Where it begins, in bytes from 0.
    pub fn start(&self) -> usize {
        self.start
    }
}

impl core::fmt::Debug for Piece<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Piece({:?}, {} bytes)", self.kind, self.bytes.len())
    }
}

/// The pieces of a file or stream, in order: batches, transport frames (MLLP), messages. Together they are the input, byte
/// for byte.
///
/// # Example
///
/// ```
/// use ownwords::wire::hl7::{Message, PieceKind, pieces};
///
/// let stream = b"\x0BMSH|^~\\&|a\rPID|1\r\x1C\r\x0BMSH|^~\\&|b\r\x1C\r";
/// let all: Vec<u8> = pieces(stream).flat_map(|piece| piece.bytes()).copied().collect();
/// assert_eq!(all, stream);
/// let messages = pieces(stream).filter(|piece| piece.kind() == PieceKind::Message);
/// let messages: Result<Vec<_>, _> = messages.map(|piece| Message::parse(piece.bytes())).collect();
/// assert_eq!(messages?.len(), 2);
/// # Ok::<(), ownwords::Error>(())
/// ```
pub fn pieces(bytes: &[u8]) -> impl Iterator<Item = Piece<'_>> {
    let mut start = 0;
    core::iter::from_fn(move || {
        let rest = bytes.get(start..).filter(|rest| !rest.is_empty())?;
        let (kind, length) = first_of(rest);
        let piece = Piece { kind, bytes: rest.get(..length)?, start };
        start += length;
        Some(piece)
    })
}

/// What the first piece is, and its length, which is never nothing.
fn first_of(bytes: &[u8]) -> (PieceKind, usize) {
    let kind = match bytes {
        [0x0B, ..] => return (PieceKind::Frame, 1),
        [0x1C, b'\r', ..] => return (PieceKind::Frame, 2),
        [0x1C, ..] => return (PieceKind::Frame, 1),
        _ => kind_of_line(bytes).unwrap_or(PieceKind::Stray),
    };
    let mut length = line(bytes);
    if matches!(kind, PieceKind::Message | PieceKind::Stray) {
        while let Some(rest) = bytes.get(length..).filter(|rest| !rest.is_empty()) {
            if matches!(rest, [0x0B | 0x1C, ..]) || kind_of_line(rest).is_some() {
                break;
            }
            length += line(rest);
        }
    }
    (kind, length)
}

/// What begins with this line, where it begins a piece.
fn kind_of_line(line: &[u8]) -> Option<PieceKind> {
    let (name, rest) = line.split_first_chunk::<3>()?;
    let begins = rest.first().is_some_and(u8::is_ascii_punctuation);
    let ends = begins || rest.first().is_none_or(|byte| matches!(byte, b'\r' | b'\n'));
    match name {
        b"MSH" if begins => Some(PieceKind::Message),
        b"FHS" | b"BHS" if begins => Some(PieceKind::Header),
        b"FTS" | b"BTS" if ends => Some(PieceKind::Trailer),
        _ => None,
    }
}

/// The length of the first line with its end; a byte of the transport ends it too.
fn line(bytes: &[u8]) -> usize {
    let end = bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n' | 0x0B | 0x1C));
    match end {
        None => bytes.len(),
        Some(end) => match bytes.get(end..) {
            Some([b'\r', b'\n', ..]) => end + 2,
            Some([b'\r' | b'\n', ..]) => end + 1,
            _ => end.max(1),
        },
    }
}
