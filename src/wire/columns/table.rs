//! A file of columns, row by row, each byte of it in its place.
//!
//! The csv crate reads cells and forgets where they stood, so that what it writes is another file. What is read here is the
//! same (RFC 4180, leniently: the tests compare each row with that crate's), with the place of each cell beside it.

use core::fmt;
use core::ops::Range;
use std::borrow::Cow;
use std::io::Read;

use super::shape::{Encoding, LineEnd, Shape};
use crate::error::{Error, ErrorKind, Position, Result};

/// The longest row that is read, in bytes: 16 MiB. What is longer is damage, for example a quote that was never closed.
pub const LONGEST_ROW: usize = 16 << 20;

/// How many bytes are read at once, and how many are looked at to tell how a file is written.
pub(super) const CHUNK: usize = 1 << 16;

const QUOTE: u16 = b'"' as u16;
const CR: u16 = b'\r' as u16;
const LF: u16 = b'\n' as u16;

/// The rows of a file, one at a time, in as much memory as the longest row takes.
///
/// The bytes of all rows, one after the other, are the file: its byte order mark stands in the first, blank lines are
/// rows without cells, and the last one may have no line end.
///
/// # Example
///
/// ```
/// use ownwords::wire::columns::Table;
///
/// let file = b"\xEF\xBB\xBFid,name\r\n1,\"Hart, Zo\xC3\xAB\"\r\n"; // made up
/// let mut table = Table::open(&file[..])?;
/// let mut copy = Vec::new();
/// while let Some(row) = table.next_row()? {
///     copy.extend_from_slice(row.bytes());
///     if row.line() == 2 {
///         let name = row.cell(1).unwrap();
///         assert_eq!(name.text().as_deref(), Some("Hart, Zoë"));
///         assert_eq!(&row.bytes()[name.range()], "\"Hart, Zoë\"".as_bytes());
///     }
/// }
/// assert_eq!(copy, file);
/// # Ok::<(), ownwords::Error>(())
/// ```
pub struct Table<R> {
    input: R,
    shape: Shape,
    buffer: Vec<u8>,
    /// Where the present row begins in the buffer.
    start: usize,
    /// What has been scanned of the present row.
    scan: Scan,
    is_at_end: bool,
    line: u64,
    byte: u64,
}

/// One cell within a row.
#[derive(Clone, Copy, Debug, Default)]
struct Span {
    start: usize,
    end: usize,
    is_quoted: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum At {
    #[default]
    CellStart,
    Plain,
    Quoted,
    /// Behind a quote within a quoted cell: its end, or the first of two.
    QuoteInQuoted,
}

/// How far a row has been scanned. Places count from the row's start.
#[derive(Debug, Default)]
struct Scan {
    at: At,
    place: usize,
    cell: Span,
    cells: Vec<Span>,
    /// Line ends within the row, its own among them.
    lines: u64,
    before_was_cr: bool,
    /// Whether the input ended within a quoted cell.
    is_open: bool,
    content_end: usize,
}

impl Scan {
    fn begin(&mut self, at: usize) {
        self.cells.clear();
        let cells = core::mem::take(&mut self.cells);
        *self = Self {
            cells,
            place: at,
            cell: Span { start: at, end: at, is_quoted: false },
            content_end: at,
            ..Self::default()
        };
    }

    fn end_cell(&mut self, width: usize) {
        self.cell.end = self.place;
        self.cells.push(self.cell);
        let start = self.place + width;
        self.cell = Span { start, end: start, is_quoted: false };
        self.at = At::CellStart;
    }

    /// Goes on to the row's end: where it is in `bytes`; `None` where more of the input is needed.
    fn run(&mut self, bytes: &[u8], shape: &Shape, is_all: bool) -> Option<usize> {
        let width = shape.encoding.width();
        let delimiter = u16::from(shape.delimiter.byte());
        while let Some(unit) = sign_at(bytes, self.place, shape.encoding) {
            match (self.at, unit) {
                (At::CellStart, QUOTE) => {
                    self.cell.is_quoted = true;
                    self.at = At::Quoted;
                }
                (At::Quoted, QUOTE) => self.at = At::QuoteInQuoted,
                (At::QuoteInQuoted, QUOTE) => self.at = At::Quoted,
                (At::Quoted, _) => self.count_line(unit),
                (_, LF) => return Some(self.end_row(width)),
                (_, CR) => match sign_at(bytes, self.place + width, shape.encoding) {
                    None if !is_all => return None,
                    Some(LF) => return Some(self.end_row(2 * width)),
                    _ => return Some(self.end_row(width)),
                },
                (_, sign) if sign == delimiter => self.end_cell(width),
                _ => self.at = At::Plain,
            }
            self.before_was_cr = unit == CR;
            self.place += width;
        }
        if !is_all {
            return None;
        }
        self.is_open = self.at == At::Quoted;
        // A byte that is half of a sign belongs to the last cell.
        self.place = bytes.len();
        Some(self.end_row(0))
    }

    /// Line ends within a quoted cell: CR, LF, or both.
    fn count_line(&mut self, unit: u16) {
        self.lines += u64::from(unit == CR || (unit == LF && !self.before_was_cr));
    }

    fn end_row(&mut self, line_end: usize) -> usize {
        self.content_end = self.place;
        let is_blank = self.cells.is_empty() && self.cell.start == self.place;
        if !is_blank {
            self.end_cell(0);
        }
        self.lines += u64::from(line_end > 0);
        self.place + line_end
    }
}

#[inline]
pub(super) fn sign_at(bytes: &[u8], place: usize, encoding: Encoding) -> Option<u16> {
    match encoding {
        Encoding::Utf8 | Encoding::Windows1252 => bytes.get(place).map(|byte| u16::from(*byte)),
        Encoding::Utf16Le => pair(bytes, place).map(u16::from_le_bytes),
        Encoding::Utf16Be => pair(bytes, place).map(u16::from_be_bytes),
    }
}

fn pair(bytes: &[u8], place: usize) -> Option<[u8; 2]> {
    bytes.get(place..)?.first_chunk().copied()
}

impl<R: Read> Table<R> {
    /// A file whose encoding, delimiter and line end are told from its beginning ([`Shape::of`]).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] when the input cannot be read.
    pub fn open(input: R) -> Result<Self> {
        Self::open_told(input, |head| Ok(Shape::of(head)))
    }

    /// A file that is written as `tell` says of its beginning.
    pub(super) fn open_told(input: R, tell: impl FnOnce(&[u8]) -> Result<Shape>) -> Result<Self> {
        let mut table = Self::open_as(input, Shape::default())?;
        table.shape = tell(&table.buffer)?;
        Ok(table)
    }

    /// A file that is written so. Whether it begins with a byte order mark is told from the file.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] when the input cannot be read.
    pub fn open_as(input: R, shape: Shape) -> Result<Self> {
        let mut table = Self {
            input,
            shape,
            buffer: Vec::new(),
            start: 0,
            scan: Scan::default(),
            is_at_end: false,
            line: 1,
            byte: 0,
        };
        while !table.is_at_end && table.buffer.len() < CHUNK {
            table.fill()?;
        }
        let mark = shape.encoding.mark();
        table.shape.byte_order_mark = !mark.is_empty() && table.buffer.starts_with(mark);
        Ok(table)
    }

    /// How the file is written.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// The next row; `None` behind the last one.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] when the input cannot be read; [`ErrorKind::Format`], with the line, when a quote is opened in the
    /// row and never closed, or the row is longer than [`LONGEST_ROW`].
    pub fn next_row(&mut self) -> Result<Option<Row<'_>>> {
        let is_first = self.byte == 0;
        let mark = if is_first && self.shape.byte_order_mark { self.shape.encoding.mark().len() } else { 0 };
        self.scan.begin(mark);
        let end = loop {
            let bytes = self.buffer.get(self.start..).unwrap_or_default();
            if bytes.is_empty() && self.is_at_end {
                return Ok(None);
            }
            if let Some(end) = self.scan.run(bytes, &self.shape, self.is_at_end) {
                break end;
            }
            if bytes.len() > LONGEST_ROW {
                return Err(self.wrong(
                    format!("this row is longer than {} MiB, so it is no row", LONGEST_ROW >> 20),
                    "look for a quote in this line that is never closed; a `\"` within a cell is written `\"\"`",
                ));
            }
            self.fill()?;
        };
        if self.scan.is_open {
            return Err(self.wrong(
                "a quote is opened in this row and never closed",
                "see the cell that begins with `\"`; whatever follows it was not read as rows",
            ));
        }
        let start = self.start;
        let (line, byte) = (self.line, self.byte);
        self.start += end;
        self.line += self.scan.lines;
        self.byte += end as u64;
        let bytes = self.buffer.get(start..start + end).unwrap_or_default();
        let (cells, content_end) = (&self.scan.cells[..], self.scan.content_end);
        Ok(Some(Row { bytes, cells, content_end, shape: self.shape, line, byte }))
    }

    fn wrong(&self, message: impl Into<String>, help: &str) -> Error {
        let place = Position::default().line(self.line).byte(self.byte);
        Error::new(ErrorKind::Format, message).at(place).with_help(help)
    }

    /// Reads more, behind what has not been given out yet.
    fn fill(&mut self) -> Result<()> {
        self.buffer.drain(..self.start);
        self.start = 0;
        let before = self.buffer.len();
        let wanted = CHUNK.max(before) as u64;
        let read = self.input.by_ref().take(wanted).read_to_end(&mut self.buffer);
        let read = read.map_err(|error| {
            Error::new(ErrorKind::Io, "the input cannot be read to its end").with_source(error)
        })?;
        self.is_at_end = (read as u64) < wanted;
        Ok(())
    }
}

impl<R> fmt::Debug for Table<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Table").field("shape", &self.shape).field("line", &self.line).finish_non_exhaustive()
    }
}

/// One row. `Debug` prints where it is, and its number of cells.
#[derive(Clone, Copy)]
pub struct Row<'t> {
    bytes: &'t [u8],
    cells: &'t [Span],
    content_end: usize,
    shape: Shape,
    line: u64,
    byte: u64,
}

impl<'t> Row<'t> {
    /// All of its bytes, with its line end, and in the first row the byte order mark.
    pub fn bytes(&self) -> &'t [u8] {
        self.bytes
    }

    /// How many cells it has. A blank line has none.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether it is a blank line, which is no record.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// In what its characters are written.
    pub fn encoding(&self) -> Encoding {
        self.shape.encoding
    }

    /// The line on which it begins, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Where it is in the file.
    pub fn position(&self) -> Position {
        Position::default().line(self.line).byte(self.byte)
    }

    /// The cell in this place, from 0.
    pub fn cell(&self, place: usize) -> Option<Cell<'t>> {
        let span = *self.cells.get(place)?;
        Some(Cell { row: self.bytes, span, encoding: self.shape.encoding })
    }

    /// The cells, in order.
    pub fn cells(&self) -> impl Iterator<Item = Cell<'t>> + use<'t> {
        let Self { bytes, cells, shape, .. } = *self;
        cells.iter().map(move |span| Cell { row: bytes, span: *span, encoding: shape.encoding })
    }

    /// The row with other contents in some of its cells, and every other byte as it was. A cell that was in quotes is in quotes
    /// again; one that was not is where it has to be. A row that ends before the place of a content that is not empty is made
    /// longer.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Text`] when a content has a character that the file's encoding has not.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::wire::columns::Table;
    ///
    /// let mut table = Table::open(&b"7; \"a\" ;\"b\"\r\n"[..])?; // spaces are part of a cell
    /// let row = table.next_row()?.unwrap();
    /// assert_eq!(row.with(&[(2, b"c;\"")])?, b"7; \"a\" ;\"c;\"\"\"\r\n");
    /// assert_eq!(row.with(&[(4, b"x")])?, b"7; \"a\" ;\"b\";;x\r\n");
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    pub fn with(&self, contents: &[(usize, &[u8])]) -> Result<Vec<u8>> {
        let mut contents: Vec<(usize, &[u8])> = contents
            .iter()
            .copied()
            .filter(|(place, content)| *place < self.len() || !content.is_empty())
            .collect();
        contents.sort_by_key(|(place, _)| *place);
        let mut out = Vec::with_capacity(self.bytes.len() + 16);
        let mut copied = 0;
        let mut copy_to = |end: usize, next: usize, out: &mut Vec<u8>| {
            out.extend_from_slice(self.bytes.get(copied..end).unwrap_or_default());
            copied = next;
        };
        let mut added = self.len().max(1);
        for (place, content) in contents {
            let is_alone = self.len().max(place + 1) == 1;
            let at = |error: Error| error.at(self.position());
            if let Some(span) = self.cells.get(place) {
                copy_to(span.start, span.end, &mut out);
                put(&mut out, content, &self.shape, span.is_quoted, is_alone).map_err(at)?;
            } else {
                copy_to(self.content_end, self.content_end, &mut out);
                while added <= place {
                    sign(&mut out, self.shape.delimiter.byte(), self.shape.encoding);
                    added += 1;
                }
                put(&mut out, content, &self.shape, false, is_alone).map_err(at)?;
            }
        }
        copy_to(self.bytes.len(), self.bytes.len(), &mut out);
        Ok(out)
    }

    /// How it ends; `None` where the file does.
    pub(super) fn line_end(&self) -> Option<LineEnd> {
        let end = self.shape.encoding.decode(self.bytes.get(self.content_end..)?)?;
        LineEnd::ALL.into_iter().find(|known| known.bytes() == end.as_bytes())
    }
}

impl fmt::Debug for Row<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Row(line {}, {} cells)", self.line, self.len())
    }
}

/// One cell. `Debug` prints the number of its bytes.
#[derive(Clone, Copy)]
pub struct Cell<'t> {
    row: &'t [u8],
    span: Span,
    encoding: Encoding,
}

impl<'t> Cell<'t> {
    /// Its bytes as they stand in the file, quotes and all.
    pub fn raw(&self) -> &'t [u8] {
        self.row.get(self.range()).unwrap_or_default()
    }

    /// Where it stands among the row's bytes.
    pub fn range(&self) -> Range<usize> {
        self.span.start..self.span.end
    }

    /// Whether it is in quotes.
    pub fn is_quoted(&self) -> bool {
        self.span.is_quoted
    }

    /// What it holds, without its quotes. `None` where the bytes are no text in the file's encoding.
    pub fn text(&self) -> Option<Cow<'t, str>> {
        let raw = self.encoding.decode(self.raw())?;
        if !self.span.is_quoted {
            return Some(raw);
        }
        // Quotes are ASCII: what is left is text.
        String::from_utf8(unquoted(raw.as_bytes())).ok().map(Cow::Owned)
    }

    /// What it holds, without its quotes, as the bytes of a code: UTF-8 where it is text, whatever the file's encoding is,
    /// and otherwise as it stands.
    pub fn code(&self) -> Cow<'t, [u8]> {
        match self.text() {
            Some(Cow::Borrowed(text)) => Cow::Borrowed(text.as_bytes()),
            Some(Cow::Owned(text)) => Cow::Owned(text.into_bytes()),
            None if self.span.is_quoted && self.encoding.width() == 1 => Cow::Owned(unquoted(self.raw())),
            None => Cow::Borrowed(self.raw()),
        }
    }
}

impl fmt::Debug for Cell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cell({} bytes)", self.raw().len())
    }
}

/// What a quoted cell holds. Whatever stands behind its closing quote is part of it, as it stands.
fn unquoted(raw: &[u8]) -> Vec<u8> {
    let mut held = Vec::with_capacity(raw.len());
    let mut rest = raw.iter().copied().skip(1);
    while let Some(byte) = rest.next() {
        if byte != b'"' {
            held.push(byte);
            continue;
        }
        match rest.next() {
            Some(b'"') => held.push(b'"'),
            behind => {
                held.extend(behind);
                held.extend(rest);
                break;
            }
        }
    }
    held
}

/// A sign of the file's own structure.
pub(super) fn sign(out: &mut Vec<u8>, byte: u8, encoding: Encoding) {
    match encoding {
        Encoding::Utf8 | Encoding::Windows1252 => out.push(byte),
        Encoding::Utf16Le => out.extend_from_slice(&[byte, 0]),
        Encoding::Utf16Be => out.extend_from_slice(&[0, byte]),
    }
}

/// Writes one cell, in quotes where it was, or has to be. `content` is UTF-8, or of a file in UTF-8 any bytes.
pub(super) fn put(
    out: &mut Vec<u8>,
    content: &[u8],
    shape: &Shape,
    was_quoted: bool,
    is_alone: bool,
) -> Result<()> {
    let delimiter = shape.delimiter.byte();
    let ends_a_cell = |byte: &u8| matches!(byte, b'"' | b'\r' | b'\n') || *byte == delimiter;
    let is_quoted = was_quoted
        || content.iter().any(ends_a_cell)
        // A row of one empty cell would be a blank line, and a first cell like this would be a byte order mark.
        || (is_alone && content.is_empty())
        || content.starts_with(Encoding::Utf8.mark());
    let quoted: Cow<'_, [u8]> = if is_quoted {
        let mut quoted = Vec::with_capacity(content.len() + 2);
        quoted.push(b'"');
        for &byte in content {
            quoted.push(byte);
            if byte == b'"' {
                quoted.push(byte);
            }
        }
        quoted.push(b'"');
        quoted.into()
    } else {
        content.into()
    };
    if shape.encoding == Encoding::Utf8 {
        out.extend_from_slice(&quoted);
        return Ok(());
    }
    let text = core::str::from_utf8(&quoted).ok();
    let Some(bytes) = text.and_then(|text| shape.encoding.encode(text)) else {
        return Err(not_in(shape.encoding));
    };
    out.extend_from_slice(&bytes);
    Ok(())
}

pub(super) fn not_in(encoding: Encoding) -> Error {
    Error::new(ErrorKind::Text, format!("the file is in {encoding}, which has not all of these characters"))
        .with_help(
            "write a file in `utf-8`, or name the receiver of the column, whose tables write other letters",
        )
}
