//! How a file is written, told from its beginning.

use super::shape::{Delimiter, Encoding, LineEnd, Shape};
use super::table::{CHUNK, Table, sign_at};
use crate::error::{Error, ErrorKind, Result};

/// How many rows are compared to tell what separates the cells.
const ROWS: usize = 50;

/// How many lines without UTF-8 say that a file of records is in Windows-1252, where none has any.
const LINES: usize = 8;

impl Shape {
    /// How the file is written that begins so: 64 KiB of it are enough.
    ///
    /// The encoding is what a byte order mark says; UTF-16 without one where every other byte is NUL; Windows-1252 where some
    /// lines are no UTF-8 and none of the others has letters beyond ASCII; otherwise UTF-8, in which single cells may be
    /// damaged. The delimiter is the one that makes the most rows have as many cells as the first, the comma where that
    /// decides nothing.
    pub fn of(head: &[u8]) -> Self {
        Self::in_encoding(head, told(head, 1))
    }

    /// How a file of records is written that begins so: its encoding is told as the audit tells it.
    fn of_records(head: &[u8]) -> Self {
        Self::in_encoding(head, encoding_of(head))
    }

    fn in_encoding(head: &[u8], encoding: Encoding) -> Self {
        let mark = encoding.mark();
        let byte_order_mark = !mark.is_empty() && head.starts_with(mark);
        let mut shape = Self { encoding, byte_order_mark, ..Self::default() };
        let mut best = (0, 0);
        for delimiter in Delimiter::ALL {
            let rated = rate(head, Self { delimiter, ..shape });
            if rated > best {
                best = rated;
                shape.delimiter = delimiter;
            }
        }
        shape.line_end = line_end_of(head, shape);
        shape
    }
}

/// In which encoding records are that begin so.
///
/// UTF-16 by its mark, or by the NUL that every other byte of Latin text then is. Windows-1252 only where several lines hold
/// bytes that are no UTF-8 and none holds letters beyond ASCII that are: single cells in another encoding than the rest of a
/// file are faults of those cells, and are found as such.
pub(crate) fn encoding_of(head: &[u8]) -> Encoding {
    told(head, LINES)
}

/// The same, where so many lines without UTF-8 are enough.
fn told(head: &[u8], enough: usize) -> Encoding {
    match head {
        [0xFF, 0xFE, ..] => return Encoding::Utf16Le,
        [0xFE, 0xFF, ..] => return Encoding::Utf16Be,
        [a, 0, c, 0, ..] if *a != 0 && *c != 0 => return Encoding::Utf16Le,
        [0, b, 0, d, ..] if *b != 0 && *d != 0 => return Encoding::Utf16Be,
        _ => {}
    }
    let mut without = 0;
    for line in whole_lines(head).split(ends_line).filter(|line| !line.is_ascii()) {
        // Of Windows-1252 no two letters together are UTF-8, but for pairs like `Ã¼` that nobody writes.
        if line.utf8_chunks().any(|chunk| !chunk.valid().is_ascii()) {
            return Encoding::Utf8;
        }
        without += 1;
    }
    if without >= enough { Encoding::Windows1252 } else { Encoding::Utf8 }
}

/// The lines that the head has to their ends: where there is more behind it, the last may end within a character.
fn whole_lines(head: &[u8]) -> &[u8] {
    if head.len() < CHUNK {
        return head;
    }
    head.iter().rposition(ends_line).and_then(|end| head.get(..end)).unwrap_or_default()
}

fn ends_line(byte: &u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// What a file begins with that is no text, what that is, and what to do with it.
const NO_TEXT: [(&[u8], &str, &str); 5] = [
    (b"\x1F\x8B", "compressed with gzip", UNPACK),
    (b"\x28\xB5\x2F\xFD", "compressed with Zstandard", UNPACK),
    (
        b"PK\x03\x04",
        "a ZIP archive, as workbooks are too",
        "unpack it first, or save the sheet of the workbook as CSV",
    ),
    (b"PAR1", "Parquet", KEYS),
    (b"ARROW1", "Arrow", KEYS),
];

const UNPACK: &str = "unpack it first; the map is then good for the compressed file too";
const KEYS: &str = "audit it without a map: its columns are known by their names";
const ELEMENTS: &str = "audit it without a map: it says itself what each of its elements is";

/// How far a file is looked into to tell what it is.
const START: usize = 1 << 10;

/// As what a file begins that is neither CSV nor TSV, and what to do with it; `None` where it may be one of these.
fn other_than_table(head: &[u8], shape: Shape) -> Option<(&'static str, &'static str)> {
    if let Some((_, what, help)) = NO_TEXT.iter().find(|(magic, ..)| head.starts_with(magic)) {
        return Some((what, help));
    }
    let Shape { encoding, .. } = shape;
    let mark = if shape.byte_order_mark { encoding.mark().len() } else { 0 };
    let signs = (0..START).map_while(|place| sign_at(head, mark + place * encoding.width(), encoding));
    // Whatever is beyond ASCII says nothing here.
    let text: Vec<u8> = signs.map(|sign| u8::try_from(sign).unwrap_or(b'?')).collect();
    let text = text.trim_ascii_start();
    let next = |behind: &[u8]| behind.trim_ascii_start().first().copied();
    match text {
        [b'{', behind @ ..] if matches!(next(behind), None | Some(b'"' | b'}')) => {
            let is_fhir = text.windows(TYPE.len()).any(|part| part == TYPE);
            Some(if is_fhir { ("FHIR", ELEMENTS) } else { ("JSON", KEYS_OF_JSON) })
        }
        [b'[', behind @ ..] if matches!(next(behind), None | Some(b'{' | b'[' | b']')) => {
            Some(("a JSON array", "write one object a line, and audit it without a map"))
        }
        [b'M', b'S', b'H', signs @ ..] | [b'F' | b'B', b'H', b'S', signs @ ..]
            if signs.len() > 2 && signs.iter().take(3).all(u8::is_ascii_punctuation) =>
        {
            Some(("HL7 v2", ELEMENTS))
        }
        _ => None,
    }
}

/// The key that every resource of FHIR has.
const TYPE: &[u8] = b"\"resourceType\"";
const KEYS_OF_JSON: &str = "audit it without a map: its keys are known by their names";

/// How a file of records is written that begins so.
///
/// # Errors
///
/// [`ErrorKind::Format`] when it is neither CSV nor TSV.
pub(super) fn of_table(head: &[u8]) -> Result<Shape> {
    let shape = Shape::of_records(head);
    match other_than_table(head, shape) {
        None => Ok(shape),
        Some((what, help)) => {
            let message = format!("this seems to be {what}, and a column map is of CSV or TSV");
            Err(Error::new(ErrorKind::Format, message).with_help(help))
        }
    }
}

/// How many of the first rows have as many cells as the first one, and how many those are; nothing where that is one.
fn rate(head: &[u8], shape: Shape) -> (usize, usize) {
    let Ok(mut table) = Table::open_as(head, shape) else { return (0, 0) };
    let (mut first, mut alike, mut rows) = (0, 0, 0);
    // A quote that is open at the end of the head ends the comparison.
    while let Ok(Some(row)) = table.next_row() {
        if row.is_empty() {
            continue;
        }
        if rows == 0 {
            first = row.len();
        }
        alike += usize::from(row.len() == first);
        rows += 1;
        if rows == ROWS {
            break;
        }
    }
    if first < 2 { (0, 0) } else { (alike, first) }
}

fn line_end_of(head: &[u8], shape: Shape) -> LineEnd {
    let Ok(mut table) = Table::open_as(head, shape) else { return LineEnd::default() };
    let Ok(Some(row)) = table.next_row() else { return LineEnd::default() };
    row.line_end().unwrap_or_default()
}
