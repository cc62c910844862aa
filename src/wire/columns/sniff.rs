//! How a file is written, told from its beginning.

use super::shape::{Delimiter, Encoding, LineEnd, Shape};
use super::table::Table;

/// How many rows are compared to tell what separates the cells.
const ROWS: usize = 50;

impl Shape {
    /// How the file is written that begins so: 64 KiB of it are enough.
    ///
    /// The encoding is what a byte order mark says; UTF-16 without one where every other byte is NUL; UTF-8 where the bytes
    /// are that; otherwise Windows-1252. The delimiter is the one that makes the most rows have as many cells as the first,
    /// the comma where that decides nothing.
    pub fn of(head: &[u8]) -> Self {
        let (encoding, byte_order_mark) = encoding_of(head);
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

fn encoding_of(head: &[u8]) -> (Encoding, bool) {
    for encoding in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be] {
        if head.starts_with(encoding.mark()) {
            return (encoding, true);
        }
    }
    let encoding = match head {
        [a, 0, c, 0, ..] if *a != 0 && *c != 0 => Encoding::Utf16Le,
        [0, b, 0, d, ..] if *b != 0 && *d != 0 => Encoding::Utf16Be,
        _ => match core::str::from_utf8(head) {
            Ok(_) => Encoding::Utf8,
            // The head may end within a character.
            Err(error) if error.error_len().is_none() => Encoding::Utf8,
            Err(_) => Encoding::Windows1252,
        },
    };
    (encoding, false)
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
