//! How a file is written, told from its beginning.

use super::shape::{Delimiter, Encoding, LineEnd, Shape};
use super::table::{CHUNK, Table};

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
    pub(super) fn of_records(head: &[u8]) -> Self {
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
