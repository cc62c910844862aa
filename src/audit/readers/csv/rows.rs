//! The rows of blocks, and where their cells end.

use csv_core::ReadRecordResult;
use fearless_simd::{Level, Simd, dispatch};
use memchr::memchr3;

use super::window::{self, Kinds, Window};
use crate::Result;
use crate::audit::look::Look;
use crate::audit::readers::LONGEST_RECORD;
use crate::audit::readers::batch::{Batch, Found, MOST, Piece, Row};
use crate::audit::readers::blocks::Checked;

/// How many bytes of rows with quotes are much.
const MUCH: usize = 1 << 16;

/// Finds the rows of blocks.
pub(super) struct Rows {
    delimiter: u8,
    /// How many cells each row has at least, be they there or not.
    columns: usize,
    rows: Vec<Found>,
    index: Index,
    unquoted: Unquoted,
}

/// What comes behind the rows that were found.
enum Next {
    /// Perhaps more of them.
    More,
    /// A row with a quote.
    Quoted,
    /// Nothing, or a row that has no end in the block, or not for long: it is said to be too long, as one without an end is.
    End,
}

impl Rows {
    pub(super) fn new(delimiter: u8) -> Self {
        let unquoted = Unquoted::new(delimiter);
        Self { delimiter, columns: 0, rows: Vec::new(), index: Index::default(), unquoted }
    }

    /// Those of so many columns: what a shorter row has not is no cell.
    pub(super) fn of(columns: usize, delimiter: u8) -> Self {
        Self { columns, ..Self::new(delimiter) }
    }

    /// Gives each row that has its end in the block to `take`, many at a time.
    pub(super) fn each(
        &mut self,
        block: &[u8],
        mut take: impl FnMut(&Batch<'_>) -> Result<()>,
    ) -> Result<Checked> {
        self.unquoted.begin();
        let mut end = 0;
        loop {
            let rest = block.get(end..).unwrap_or_default();
            let (length, mut next) = self.plain(rest, MOST);
            self.index.pad(&mut self.rows, self.columns);
            take(&self.index.batch(rest, &self.rows, &self.index.texts(rest, &self.rows)))?;
            end += length;
            if let Next::Quoted = next {
                let rest = rest.get(length..).unwrap_or_default();
                let (length, behind) = self.quoted(rest, MOST);
                pad(&mut self.unquoted.ends, &mut self.rows, self.columns);
                take(&self.unquoted.batch(&self.rows))?;
                (end, next) = (end + length, behind);
            }
            if let Next::End = next {
                break;
            }
        }
        self.unquoted.end();
        Ok(Checked::of(block, end))
    }

    /// The cells of the first row of a block, and the byte behind it; or behind which there is no whole row.
    pub(super) fn first(&mut self, block: &[u8]) -> core::result::Result<(Vec<Vec<u8>>, usize), usize> {
        self.unquoted.begin();
        let mut end = 0;
        loop {
            let rest = block.get(end..).unwrap_or_default();
            let (length, next) = self.plain(rest, 1);
            end += length;
            match next {
                Next::More if self.rows.is_empty() => {}
                Next::More => {
                    let batch = self.index.batch(rest, &self.rows, &[]);
                    return Ok((cells_of(&batch), end));
                }
                Next::Quoted => {
                    let (length, _) = self.quoted(rest.get(length..).unwrap_or_default(), 1);
                    if self.rows.is_empty() {
                        return Err(end);
                    }
                    let batch = self.unquoted.batch(&self.rows);
                    return Ok((cells_of(&batch), end + length));
                }
                Next::End => return Err(end),
            }
        }
    }

    /// Finds so many rows without quotes; how many bytes these are, with blank lines, and what comes behind.
    fn plain(&mut self, bytes: &[u8], most: usize) -> (usize, Next) {
        self.rows.clear();
        self.index.look(bytes, self.delimiter, most);
        let ends = self.index.ends();
        // As many as the row before had, which most rows have.
        let (mut before, mut cells, mut begin) = (0, 1, 0);
        for &line in &self.index.lines {
            let end = line as usize;
            if begin == end {
                before += 1;
                begin += 1;
                continue;
            }
            let kinds = Kinds::between(&self.index.windows, begin, end);
            if kinds.has_quote() {
                return (begin, Next::Quoted);
            }
            if is_too_long(begin, end) {
                return (begin, Next::End);
            }
            if ends.get(before + cells) != Some(&line) {
                let among = ends.get(before + 1..).unwrap_or_default().binary_search(&line);
                cells = 1 + among.unwrap_or_else(|place| place);
            }
            self.rows.push(Found { before, cells, look: kinds.look() });
            before += cells;
            begin = end + 1;
            if self.rows.len() == most {
                return (begin, Next::More);
            }
        }
        let covered = self.index.covered(bytes);
        let next = if Kinds::between(&self.index.windows, begin, covered).has_quote() {
            Next::Quoted
        } else if covered == bytes.len() {
            Next::End
        } else {
            Next::More
        };
        (begin, next)
    }

    /// The same of rows with quotes, of which the first is one. Blank lines behind the last stay.
    fn quoted(&mut self, bytes: &[u8], most: usize) -> (usize, Next) {
        self.rows.clear();
        self.unquoted.clear();
        let mut end = 0;
        loop {
            let rest = bytes.get(end..).unwrap_or_default();
            let Some((length, found)) = self.unquoted.read(rest) else { return (end, Next::End) };
            if is_too_long(0, length) {
                return (end, Next::End);
            }
            self.rows.push(found);
            end += length;
            let rest = bytes.get(end..).unwrap_or_default().trim_ascii_start();
            let sign = memchr3(b'"', b'\n', b'\r', rest).and_then(|place| rest.get(place));
            if self.rows.len() == most || sign != Some(&b'"') {
                return (end, Next::More);
            }
        }
    }
}

fn cells_of(batch: &Batch<'_>) -> Vec<Vec<u8>> {
    batch.rows().flat_map(Row::cells).map(<[u8]>::to_vec).collect()
}

/// Whether a row between these bytes is too long.
fn is_too_long(begin: usize, end: usize) -> bool {
    (end - begin) as u64 > LONGEST_RECORD
}

/// Gives each row with fewer cells than these ends of its own, behind all others: those that it has, and nothing for the rest.
fn pad(ends: &mut Vec<u32>, rows: &mut [Found], columns: usize) {
    for row in rows.iter_mut().filter(|row| row.cells < columns) {
        let before = core::mem::replace(&mut row.before, ends.len());
        ends.extend_from_within(before..=before + row.cells);
        let last = ends.last().copied().unwrap_or_default();
        ends.resize(row.before + columns + 1, last);
    }
}

/// Where cells without quotes end, and of what kind their bytes are.
#[derive(Default)]
struct Index {
    /// What is before the first cell, then each delimiter and each end of a line. More are written than there are.
    ends: Vec<u32>,
    count: usize,
    /// The ends of lines among them.
    lines: Vec<u32>,
    windows: Vec<Kinds>,
}

impl Index {
    /// Looks at bytes until so many lines have ended, or there is a quote; with the instructions that this machine has.
    fn look(&mut self, bytes: &[u8], delimiter: u8, lines: usize) {
        dispatch!(Level::new(), simd => self.look_with(simd, bytes, delimiter, lines));
    }

    #[inline(always)]
    fn look_with(&mut self, simd: impl Simd, bytes: &[u8], delimiter: u8, lines: usize) {
        self.lines.clear();
        self.windows.clear();
        self.count = 0;
        // One byte before the first.
        self.put(1, u32::MAX);
        let mut rest = bytes;
        while self.lines.len() < lines && !rest.is_empty() {
            let first = (self.windows.len() * window::SIZE) as u32;
            let window = Window::at(simd, rest, delimiter);
            self.put(window.delimiters | window.ends, first);
            let mut ends = window.ends;
            while ends != 0 {
                self.lines.push(first + ends.trailing_zeros());
                ends &= ends - 1;
            }
            self.windows.push(window.kinds);
            if window.kinds.has_quote() {
                break;
            }
            rest = rest.get(window::SIZE..).unwrap_or_default();
        }
    }

    /// Puts the places of these bits behind the others. A few are put whether they are there or not: how many there are cannot be
    /// foreseen, and a branch for each would guess.
    #[inline(always)]
    fn put(&mut self, mut bits: u64, first: u32) {
        const FEW: usize = 12;
        if self.ends.len() < self.count + window::SIZE {
            self.ends.resize(2 * (self.count + window::SIZE), 0);
        }
        let count = bits.count_ones() as usize;
        let room = self.ends.get_mut(self.count..).unwrap_or_default();
        let mut next = || {
            let place = first.wrapping_add(bits.trailing_zeros());
            bits &= bits.wrapping_sub(1);
            place
        };
        if let Some((few, more)) = room.split_first_chunk_mut::<FEW>() {
            few.iter_mut().for_each(|end| *end = next());
            more.iter_mut().take(count.saturating_sub(FEW)).for_each(|end| *end = next());
        }
        self.count += count;
    }

    fn ends(&self) -> &[u32] {
        self.ends.get(..self.count).unwrap_or_default()
    }

    /// Sees to it that each row has so many cells.
    fn pad(&mut self, rows: &mut [Found], columns: usize) {
        if rows.iter().any(|row| row.cells < columns) {
            self.ends.truncate(self.count);
            pad(&mut self.ends, rows, columns);
            self.count = self.ends.len();
        }
    }

    /// How many of the bytes were looked at.
    fn covered(&self, bytes: &[u8]) -> usize {
        bytes.len().min(self.windows.len() * window::SIZE)
    }

    fn batch<'a>(&'a self, bytes: &'a [u8], rows: &'a [Found], texts: &'a [Piece<'a>]) -> Batch<'a> {
        Batch { bytes, rows, ends: self.ends(), between: 1, texts }
    }

    /// What of the bytes of these rows is text.
    fn texts<'a>(&self, bytes: &'a [u8], rows: &[Found]) -> Vec<Piece<'a>> {
        let end = rows.last().and_then(|last| self.ends().get(last.before + last.cells));
        let mut rest = end.and_then(|end| bytes.get(..*end as usize)).unwrap_or_default();
        let (mut texts, mut begin) = (Vec::new(), 0);
        while !rest.is_empty() {
            let (text, length) = match simdutf8::compat::from_utf8(rest) {
                Ok(text) => (Some(text), text.len()),
                Err(error) => {
                    let known = rest.get(..error.valid_up_to()).unwrap_or_default();
                    (simdutf8::basic::from_utf8(known).ok(), known.len() + error.error_len().unwrap_or(1))
                }
            };
            texts.extend(text.map(|text| Piece { begin, text }));
            begin += length;
            rest = rest.get(length..).unwrap_or_default();
        }
        texts
    }
}

/// The cells of rows with quotes, without these.
struct Unquoted {
    reader: csv_core::Reader,
    bytes: Vec<u8>,
    /// 0, and where each cell ends.
    ends: Vec<u32>,
    /// Room for the same of one row.
    row: Vec<usize>,
}

impl Unquoted {
    fn new(delimiter: u8) -> Self {
        let reader = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
        Self { reader, bytes: vec![0; 1 << 10], ends: vec![0], row: vec![0; 1 << 5] }
    }

    /// Begins a block, in which a row begins.
    fn begin(&mut self) {
        self.reader.reset();
        // A blank line, so that a byte order mark is none in the middle of the input; that at its beginning is gone.
        self.reader.read_record(b"\n", &mut self.bytes, &mut self.row);
    }

    /// Ends a block. The room of a long record is not kept: another thread may need as much for the rest of it.
    fn end(&mut self) {
        if self.bytes.len() > MUCH {
            self.bytes = vec![0; MUCH];
        }
    }

    fn clear(&mut self) {
        self.ends.truncate(1);
    }

    /// Reads the first row of these bytes; how many they are, and the row. `None` where it has no end among them.
    fn read(&mut self, bytes: &[u8]) -> Option<(usize, Found)> {
        let base = self.ends.last().copied().unwrap_or_default();
        let (mut end, mut length, mut cells) = (0, base as usize, 0);
        loop {
            let rest = bytes.get(end..).filter(|rest| !rest.is_empty())?;
            let room = self.bytes.get_mut(length..).unwrap_or_default();
            let ends = self.row.get_mut(cells..).unwrap_or_default();
            let (result, read, written, ended) = self.reader.read_record(rest, room, ends);
            end += read;
            length += written;
            cells += ended;
            match result {
                ReadRecordResult::Record => break,
                ReadRecordResult::OutputFull => self.bytes.resize(self.bytes.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.row.resize(self.row.len() * 2, 0),
                ReadRecordResult::InputEmpty | ReadRecordResult::End => return None,
            }
        }
        let before = self.ends.len() - 1;
        self.ends.extend(self.row.iter().take(cells).map(|end| base + *end as u32));
        // Ends of lines and delimiters that stand in cells are seen as well.
        let look = Look::at(self.bytes.get(base as usize..length).unwrap_or_default());
        Some((end, Found { before, cells, look: Some(look).filter(|look| look.is_plain()) }))
    }

    fn batch<'a>(&'a self, rows: &'a [Found]) -> Batch<'a> {
        Batch { bytes: &self.bytes, rows, ends: &self.ends, between: 0, texts: &[] }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::audit::readers::blocks::{Blocks, Ends};
    use csv::ReaderBuilder;

    type Record = Vec<Vec<u8>>;

    /// Some rows have more cells, and most have fewer.
    const COLUMNS: usize = 4;

    /// The rows of an input in blocks of so many bytes, and the line of a quote that is never closed.
    fn in_blocks(input: &[u8], size: usize) -> (Vec<Record>, Option<u64>) {
        let mut blocks = Blocks::new(input, Ends::Rows, "").of_size(size);
        let (mut rows, mut found) = (Rows::of(COLUMNS, b','), Vec::new());
        while let Some(block) = blocks.next(Vec::new()) {
            let checked = rows.each(&block, |batch| {
                for row in batch.rows() {
                    for column in row.len()..COLUMNS {
                        assert_eq!(row.cell(column).unwrap_or_default(), b"");
                        assert_eq!(row.text(column).unwrap_or_default(), "");
                    }
                    for (column, cell) in row.cells().enumerate() {
                        assert_eq!(row.text(column), core::str::from_utf8(cell).ok());
                    }
                    found.push(row.cells().map(<[u8]>::to_vec).collect::<Record>());
                }
                Ok(())
            });
            if let Err(error) = blocks.checked(block, checked.unwrap()) {
                return (found, error.position().and_then(|position| position.line));
            }
        }
        blocks.ended().unwrap();
        (found, None)
    }

    /// The rows as the csv crate reads them, and whether all quotes were closed: what stands on a line of its own behind the input is
    /// then a row of its own.
    fn by_csv(input: &[u8]) -> (Vec<Record>, bool) {
        let behind = [input, b"\n\x1E\n"].concat();
        let mut reader =
            ReaderBuilder::new().has_headers(false).flexible(true).from_reader(behind.as_slice());
        let mut rows: Vec<Record> =
            reader.byte_records().map(|row| row.unwrap().iter().map(<[u8]>::to_vec).collect()).collect();
        let last = rows.pop();
        (rows, last == Some(vec![b"\x1E".to_vec()]))
    }

    proptest! {
        #[test]
        fn rows_are_those_of_the_csv_crate_wherever_blocks_end(
            pieces in proptest::collection::vec(
                prop_oneof![
                    20 => proptest::sample::select(
                        &["a", ",", "\"", "\"\"", "\n", "\r\n", "\r", "\"b\nc\"", "\u{feff}", "é", "\"\n\n\n", "\0"][..],
                    ).prop_map(|text| text.as_bytes().to_vec()),
                    1 => proptest::sample::select(&[b"\xE9", b"\xC3"][..]).prop_map(|byte| byte.to_vec()),
                ],
                0..40,
            ),
            size in 1_usize..24,
        ) {
            // A mark at the very beginning is gone before rows are looked for.
            let input = [b"x".to_vec(), pieces.concat()].concat();
            let (expected, is_closed) = by_csv(&input);
            let (rows, unclosed) = in_blocks(&input, size);
            prop_assert_eq!(unclosed.is_none(), is_closed);
            prop_assert_eq!(rows, expected);
        }
    }

    #[test]
    fn a_quote_that_is_never_closed_is_told_in_its_line() {
        for (input, line) in
            [("a,b\n1,\"2\n3\n", 2), ("a\r\n\r\n\"b\r\n\r\n", 3), ("a\n\"b\nc\"\n\"d", 4), ("a\n,\"", 2)]
        {
            for size in [1, 2, 3, 5, 100] {
                assert_eq!(in_blocks(input.as_bytes(), size).1, Some(line), "{input:?} {size}");
            }
        }
    }
}
