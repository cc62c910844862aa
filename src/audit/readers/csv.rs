//! Records from CSV (RFC 4180, read leniently).

use std::io::Read;

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::columns::{Columns, field_of};
use super::guard::{END, Guard};
use super::{Cell, Source, too_long};
use crate::audit::bare::Bare;
use crate::audit::engine::Engine;
use crate::audit::look::Look;
use crate::audit::{Options, not_read};
use crate::rules::RecordField;
use crate::{Error, ErrorKind, Position, Result};

/// How many bytes the csv crate reads at once.
const BUFFER: usize = 1 << 16;

/// Reads all records. `head` is the beginning of `input`.
pub(super) fn read(head: &[u8], input: impl Read, options: Options, engine: &mut Engine<'_>) -> Result<()> {
    let delimiter = delimiter_of(head);
    let mut rows = Rows::new(input, delimiter, ends_in_two(head));
    if !rows.next()? {
        return Err(Error::new(ErrorKind::Format, "there is nothing in it but blank lines"));
    }
    let columns = Columns::of(rows.record.iter(), options.shows_values())?;
    engine.summary.source = Some(Source::Csv { delimiter, other_columns: columns.others() });
    for (held, field) in engine.summary.held.iter_mut().zip(RecordField::ALL) {
        *held = columns.has(field);
    }
    if columns.own_words().is_some() {
        engine.summary.tally.has_own_words();
    }
    if columns.has_bare_codes() && options.ethnicity.is_none() {
        engine.bare = Some(Bare::default());
    }
    while rows.next()? {
        engine.record(|engine| check(&rows.record, &columns, engine))?;
    }
    Ok(())
}

fn check(record: &ByteRecord, columns: &Columns, engine: &mut Engine<'_>) -> Result<()> {
    if record.len() != columns.len() {
        engine.ragged(record.len(), columns.len())?;
    }
    // Most rows are ASCII throughout, and one look at the whole of them settles that.
    let look = Look::at_plain(record.as_slice());
    for (value, field) in record.iter().zip(columns.fields()) {
        match field {
            Some(field) => engine.cell(&Cell { field, value, system: None, look })?,
            None if look.is_some() => {}
            None => engine.other_cell(value)?,
        }
    }
    if let Some(words) = columns.own_words().and_then(|place| record.get(place)) {
        engine.summary.tally.own_words(words);
    }
    Ok(())
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

fn ends_in_two(head: &[u8]) -> bool {
    head.iter()
        .position(|&byte| byte == b'\n')
        .and_then(|place| head.get(..place))
        .is_some_and(|line| line.ends_with(b"\r"))
}

/// The rows of the file, the header among them, one at a time.
struct Rows<R: Read> {
    reader: Reader<Guard<R>>,
    record: ByteRecord,
    /// Where lines end in CR and LF, the csv crate counts the line only with the next record.
    lines_end_in_two: bool,
}

impl<R: Read> Rows<R> {
    fn new(input: R, delimiter: u8, lines_end_in_two: bool) -> Self {
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .buffer_capacity(BUFFER)
            .from_reader(Guard::new(input));
        Self { reader, record: ByteRecord::new(), lines_end_in_two }
    }

    /// Reads the next row; `false` at the end.
    fn next(&mut self) -> Result<bool> {
        let position = self.reader.position();
        let before = position.line() + u64::from(self.lines_end_in_two && position.byte() > 0);
        match self.reader.read_byte_record(&mut self.record) {
            Ok(true) => {}
            // What stands behind the input is always read, so its end is never met before.
            Ok(false) => return Err(unclosed(before)),
            Err(_) if self.reader.get_ref().is_too_long() => {
                return Err(too_long(Some(before)).with_help(
                    "look for a quote in this line that is never closed; a `\"` within a cell is written `\"\"`",
                ));
            }
            Err(error) => return Err(failed(error)),
        }
        let end = self.reader.position().byte();
        if self.reader.get_ref().is_behind_input(end) {
            if self.record.len() == 1 && self.record.get(0) == Some(END) {
                return Ok(false);
            }
            // From where the quote opened every line end is part of a cell.
            let within = self.record.as_slice().iter().filter(|&&byte| byte == b'\n').count() as u64;
            return Err(unclosed(self.reader.position().line().saturating_sub(within)));
        }
        self.reader.get_mut().record_ends(end);
        Ok(true)
    }
}

fn unclosed(line: u64) -> Error {
    Error::new(ErrorKind::Format, "a quote is opened in this record and never closed")
        .at(Position::default().line(line))
        .with_help("see the cell that begins with `\"`; whatever follows it was not read as records")
}

fn failed(error: csv::Error) -> Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => not_read(error),
        // Nothing else can go wrong with bytes of which any number of cells is allowed.
        _ => Error::new(ErrorKind::Format, "the input cannot be read as CSV"),
    }
}
