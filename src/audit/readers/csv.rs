//! Records from CSV (RFC 4180, read leniently).

use std::io::Read;

use csv::{ByteRecord, ReaderBuilder};
use csv_core::ReadRecordResult;
use memchr::{memchr, memchr_iter, memchr2};

use super::blocks::{self, Blocks, Check, Checked, Ends};
use super::columns::{Columns, field_of};
use super::{LONGEST_RECORD, Source, rows};
use crate::audit::Options;
use crate::audit::engine::Engine;
use crate::audit::look::Look;
use crate::wire::columns::Encoding;
use crate::{Error, ErrorKind, Result};

/// Reads all records. `head` is the beginning of `input`, in UTF-8; `encoding` is what it was in.
pub(super) fn read(
    head: &[u8],
    input: impl Read + Send,
    encoding: Encoding,
    options: &Options,
    engine: &mut Engine<'_>,
) -> Result<()> {
    let map = options.columns.as_deref();
    let delimiter = map.map_or_else(|| delimiter_of(head), |map| map.shape().delimiter.byte());
    let help = "look for a quote in this line that is never closed; a `\"` within a cell is written `\"\"`";
    let mut blocks = Blocks::new(input, Ends::Rows, help);
    let columns = first_row(&mut blocks, delimiter, options)?;
    engine.summary.source = Some(Source::Csv { delimiter, encoding, other_columns: columns.others() });
    rows::begin(&columns, options, engine);
    let parts = || {
        let mut parts = Engine::of_parts(options.clone());
        rows::begin(&columns, options, &mut parts);
        parts
    };
    blocks::check(blocks, head, options, engine, parts, || checker(delimiter, &columns))
}

/// Reads the names of the columns, or how many there are.
fn first_row(blocks: &mut Blocks<impl Read>, delimiter: u8, options: &Options) -> Result<Columns> {
    let mut rows = Rows::new(delimiter);
    while let Some(block) = blocks.next(Vec::new()) {
        rows.begin();
        match rows.next(&block) {
            Next::Row(row, end) => {
                let columns = Columns::named(row.cells(), options)?;
                let is_record = options.columns.as_deref().is_some_and(|map| !map.has_header());
                let end = if is_record { 0 } else { end };
                blocks.begin_behind(block, end);
                return Ok(columns);
            }
            Next::Blank => {
                let end = block.len();
                blocks.begin_behind(block, end);
            }
            Next::Open => drop(blocks.checked(block, Checked { end: 0, lines: 0 })?),
        }
    }
    blocks.ended()?;
    Err(Error::new(ErrorKind::Format, "there is nothing in it but blank lines"))
}

/// What checks the rows of blocks.
fn checker(delimiter: u8, columns: &Columns) -> impl Check + use<'_> {
    let mut rows = Rows::new(delimiter);
    move |block, _, engine| rows.each(block, |row| engine.record(|engine| check(&row, columns, engine)))
}

fn check(row: &Row<'_>, columns: &Columns, engine: &mut Engine<'_>) -> Result<()> {
    if row.len() != columns.len() {
        engine.ragged(row.len(), columns.len())?;
    }
    // Most rows are ASCII throughout, and one look at the whole of them settles that.
    let look = Look::at_plain(row.bytes, row.delimiter.unwrap_or(b','));
    rows::check(row.cells(), look, columns, engine)
}

/// The comma, unless only with another sign a column is known.
fn delimiter_of(head: &[u8]) -> u8 {
    if knows_a_column(head, b',') {
        return b',';
    }
    let mut others = [b'\t', b';', b'|'].into_iter().filter(|&other| knows_a_column(head, other));
    match (others.next(), others.next()) {
        (Some(only), None) => only,
        _ => b',',
    }
}

fn knows_a_column(head: &[u8], delimiter: u8) -> bool {
    let mut record = ByteRecord::new();
    let mut reader = ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(head);
    let is_read = reader.read_byte_record(&mut record).unwrap_or_default();
    is_read && record.iter().any(|name| field_of(name).is_some())
}

/// A row of a block.
struct Row<'a> {
    /// All cells, and what stands between them.
    bytes: &'a [u8],
    ends: &'a [usize],
    /// What stands between two cells, if that is not gone.
    delimiter: Option<u8>,
}

impl<'a> Row<'a> {
    fn len(&self) -> usize {
        self.ends.len()
    }

    fn cells(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let (bytes, between) = (self.bytes, usize::from(self.delimiter.is_some()));
        let mut begin = 0;
        self.ends.iter().map(move |&end| {
            let cell = bytes.get(begin..end).unwrap_or_default();
            begin = end + between;
            cell
        })
    }
}

/// What comes next in a block.
enum Next<'a> {
    /// A row, and of how many bytes it is with the blank lines before it.
    Row(Row<'a>, usize),
    /// Nothing, or nothing but blank lines.
    Blank,
    /// A row that has no end in the block.
    Open,
}

/// How many bytes of a row with quotes are much.
const MUCH: usize = 1 << 16;

/// Finds the rows of blocks, one at a time.
struct Rows {
    delimiter: u8,
    /// Reads the rows with quotes in them.
    reader: csv_core::Reader,
    /// Room for the bytes of all cells of such a row, and for where each cell of any row ends.
    bytes: Vec<u8>,
    ends: Vec<usize>,
    /// How many of the next bytes are known to be no quotes.
    unquoted: usize,
}

impl Rows {
    fn new(delimiter: u8) -> Self {
        let reader = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
        Self { delimiter, reader, bytes: vec![0; 1 << 10], ends: vec![0; 1 << 5], unquoted: 0 }
    }

    /// Begins a block, in which a row begins.
    fn begin(&mut self) {
        self.unquoted = 0;
        self.reader.reset();
        // A blank line, so that a byte order mark is none in the middle of the input; that at its beginning is gone.
        self.reader.read_record(b"\n", &mut self.bytes, &mut self.ends);
    }

    /// Gives each row that has its end in the block to `take`.
    fn each(&mut self, block: &[u8], mut take: impl FnMut(Row<'_>) -> Result<()>) -> Result<Checked> {
        self.begin();
        let mut end = 0;
        loop {
            match self.next(block.get(end..).unwrap_or_default()) {
                // It is said to be too long, as one without an end is.
                Next::Row(_, length) if length as u64 > LONGEST_RECORD => break,
                Next::Row(row, length) => {
                    take(row)?;
                    end += length;
                }
                Next::Blank => {
                    end = block.len();
                    break;
                }
                Next::Open => break,
            }
        }
        Ok(Checked::of(block, end))
    }

    #[inline]
    fn next<'a>(&'a mut self, bytes: &'a [u8]) -> Next<'a> {
        let blank = bytes.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        self.unquoted = self.unquoted.saturating_sub(blank);
        let bytes = bytes.get(blank..).unwrap_or_default();
        let Some(end) = memchr2(b'\n', b'\r', bytes) else {
            return if bytes.is_empty() { Next::Blank } else { Next::Open };
        };
        if self.unquoted < end {
            self.unquoted = memchr(b'"', bytes).unwrap_or(bytes.len());
            if self.unquoted < end {
                return self.next_quoted(bytes, blank);
            }
        }
        self.unquoted = self.unquoted.saturating_sub(end + 1);
        let row = bytes.get(..end).unwrap_or_default();
        self.ends.clear();
        self.ends.extend(memchr_iter(self.delimiter, row));
        self.ends.push(end);
        let row = Row { bytes: row, ends: &self.ends, delimiter: Some(self.delimiter) };
        Next::Row(row, blank + end + 1)
    }

    /// The same where the row has a quote.
    fn next_quoted<'a>(&'a mut self, bytes: &'a [u8], blank: usize) -> Next<'a> {
        let (mut read, mut length, mut count) = (0, 0, 0);
        self.unquoted = 0;
        self.ends.resize(self.ends.capacity().max(1 << 5), 0);
        loop {
            let Some(rest @ [_, ..]) = bytes.get(read..) else { return Next::Open };
            let room = self.bytes.get_mut(length..).unwrap_or_default();
            let ends = self.ends.get_mut(count..).unwrap_or_default();
            let (result, taken, written, ended) = self.reader.read_record(rest, room, ends);
            read += taken;
            length += written;
            count += ended;
            match result {
                ReadRecordResult::Record => break,
                // The cells have no more bytes than the block; with room for one more it is never full again.
                ReadRecordResult::OutputFull => self.bytes.resize(bytes.len() + 1, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::InputEmpty | ReadRecordResult::End => {
                    // The room of a long record is not kept: another thread may need as much for the rest of it.
                    if self.bytes.len() > MUCH {
                        self.bytes = vec![0; MUCH];
                    }
                    return Next::Open;
                }
            }
        }
        let bytes = self.bytes.get(..length).unwrap_or_default();
        let ends = self.ends.get(..count).unwrap_or_default();
        Next::Row(Row { bytes, ends, delimiter: None }, blank + read)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Record = Vec<Vec<u8>>;

    /// The rows of an input in blocks of so many bytes, and the line of a quote that is never closed.
    fn in_blocks(input: &[u8], size: usize) -> (Vec<Record>, Option<u64>) {
        let mut blocks = Blocks::new(input, Ends::Rows, "").of_size(size);
        let (mut rows, mut found) = (Rows::new(b','), Vec::new());
        while let Some(block) = blocks.next(Vec::new()) {
            let checked = rows.each(&block, |row| {
                found.push(row.cells().map(<[u8]>::to_vec).collect());
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
                proptest::sample::select(
                    &["a", ",", "\"", "\"\"", "\n", "\r\n", "\r", "\"b\nc\"", "\u{feff}", "é", "\"\n\n\n", "\0"][..],
                ),
                0..40,
            ),
            size in 1_usize..24,
        ) {
            // A mark at the very beginning is gone before rows are looked for.
            let input = format!("x{}", pieces.concat());
            let (expected, is_closed) = by_csv(input.as_bytes());
            let (rows, unclosed) = in_blocks(input.as_bytes(), size);
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
