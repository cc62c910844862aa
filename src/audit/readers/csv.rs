//! Records from CSV (RFC 4180, read leniently).

use std::io::Read;
use std::sync::mpsc;
use std::thread;

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::columns::{Columns, field_of};
use super::guard::{END, Guard};
use super::{Source, rows, too_long};
use crate::audit::engine::Engine;
use crate::audit::look::Look;
use crate::audit::{Options, not_read};
use crate::wire::columns::Encoding;
use crate::{Error, ErrorKind, Position, Result};

/// How many bytes the csv crate reads at once.
const BUFFER: usize = 1 << 16;

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
    let mut rows = Rows::new(input, delimiter, ends_in_two(head));
    if !rows.next()? {
        return Err(Error::new(ErrorKind::Format, "there is nothing in it but blank lines"));
    }
    let columns = Columns::named(rows.record.iter(), options)?;
    engine.summary.source = Some(Source::Csv { delimiter, encoding, other_columns: columns.others() });
    rows::begin(&columns, options, engine);
    if map.is_some_and(|map| !map.has_header()) {
        engine.record(|engine| check(&rows.record, &columns, engine))?;
    }
    let check = |record: &ByteRecord, engine: &mut Engine<'_>| {
        engine.record(|engine| check(record, &columns, engine))
    };
    if options.threads > 1 {
        return read_ahead(rows, |record| check(record, engine));
    }
    while rows.next()? {
        check(&rows.record, engine)?;
    }
    Ok(())
}

/// How many bytes of records go to the other thread together, and how many such batches may wait.
const BATCH: usize = 1 << 16;
const WAITING: usize = 4;

/// Records that were read ahead, in the order of the file.
#[derive(Default)]
struct Batch {
    records: Vec<ByteRecord>,
    /// How many of them are of this batch; the others keep their room for the next.
    count: usize,
    /// How the file ended behind them, if it did.
    end: Option<Result<()>>,
}

impl Batch {
    /// Reads as many rows as make a batch.
    fn fill(&mut self, rows: &mut Rows<impl Read>) {
        (self.count, self.end) = (0, None);
        let mut bytes = 0;
        while bytes < BATCH {
            match rows.next() {
                Ok(true) => {}
                Ok(false) => return self.end = Some(Ok(())),
                Err(error) => return self.end = Some(Err(error)),
            }
            bytes += rows.record.as_slice().len();
            match self.records.get_mut(self.count) {
                Some(room) => core::mem::swap(room, &mut rows.record),
                None => self.records.push(core::mem::take(&mut rows.record)),
            }
            self.count += 1;
        }
    }
}

/// Takes the file apart on a thread of its own, while this one checks what came before. Records are checked here alone and in
/// their order, so that nothing that is said depends on how many threads there are.
fn read_ahead(
    mut rows: Rows<impl Read + Send>,
    mut check: impl FnMut(&ByteRecord) -> Result<()>,
) -> Result<()> {
    thread::scope(|scope| {
        let (send, batches) = mpsc::sync_channel::<Batch>(WAITING);
        let (give_back, used) = mpsc::channel::<Batch>();
        let reader = move || {
            loop {
                let mut batch = used.try_recv().unwrap_or_default();
                batch.fill(&mut rows);
                let is_last = batch.end.is_some();
                // Nobody takes it where the audit has ended before the file.
                if send.send(batch).is_err() || is_last {
                    return;
                }
            }
        };
        thread::Builder::new().name("rows".to_owned()).spawn_scoped(scope, reader).map_err(not_read)?;
        for mut batch in batches {
            for record in batch.records.iter().take(batch.count) {
                check(record)?;
            }
            if let Some(end) = batch.end.take() {
                return end;
            }
            // The reader may have ended meanwhile.
            let _ = give_back.send(batch);
        }
        Ok(())
    })
}

fn check(record: &ByteRecord, columns: &Columns, engine: &mut Engine<'_>) -> Result<()> {
    if record.len() != columns.len() {
        engine.ragged(record.len(), columns.len())?;
    }
    // Most rows are ASCII throughout, and one look at the whole of them settles that.
    let look = Look::at_plain(record.as_slice());
    rows::check(record.iter(), look, columns, engine)
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
