//! Records from Parquet and Arrow IPC: tables whose columns have names.

use std::fs::File;
use std::io::{self, BufReader, Read};

use arrow_array::{Array, LargeStringArray, RecordBatch, StringArray, StringViewArray};
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use arrow_ipc::reader::{FileReader, StreamReader};
use arrow_schema::{ArrowError, DataType, Schema};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::errors::ParquetError;

use super::columns::{Columns, Use};
use super::rows::{self, Gathered};
use super::{InputFormat, Source, threads};
use crate::audit::engine::Engine;
use crate::audit::watch::{EndedEarly, Watch};
use crate::audit::{Options, not_read};
use crate::{Error, ErrorKind, Position, Result};

/// How many records are checked at once, and read at once of a Parquet file.
const PIECE: usize = 1024;

/// Reads a file of Parquet or Arrow.
pub(in crate::audit) fn read_file(
    file: File,
    format: InputFormat,
    options: &Options,
    engine: &mut Engine<'_>,
) -> Result<()> {
    if format == InputFormat::Parquet {
        let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(parquet)?;
        let all = Table::of(&builder.schema().clone(), format, options, engine)?;
        // What is not audited is not read; where nothing can be left out, all is.
        let roots = all.audited();
        let mask = ProjectionMask::roots(builder.parquet_schema(), roots.iter().copied());
        let table = all.only(&roots);
        let batches = builder.with_batch_size(PIECE).with_projection(mask).build().map_err(parquet)?;
        return table.read(batches, options, engine);
    }
    let batches = FileReader::try_new(BufReader::new(file), None).map_err(arrow)?;
    let table = Table::of(&batches.schema(), format, options, engine)?;
    table.read(batches, options, engine)
}

/// Reads a stream of Arrow.
pub(super) fn read_stream(input: impl Read, options: &Options, engine: &mut Engine<'_>) -> Result<()> {
    let batches = StreamReader::try_new(input, None).map_err(arrow)?;
    let table = Table::of(&batches.schema(), InputFormat::Arrow, options, engine)?;
    table.read(batches, options, engine)
}

/// A table whose columns are known.
struct Table {
    columns: Columns,
}

impl Table {
    fn of(schema: &Schema, format: InputFormat, options: &Options, engine: &mut Engine<'_>) -> Result<Self> {
        let names = schema.fields().iter().map(|field| field.name().as_bytes());
        let columns = Columns::named(names, options)?;
        engine.summary.source = Some(Source::Arrow { format, other_columns: columns.others() });
        rows::begin(&columns, options, engine);
        Ok(Self { columns })
    }

    /// The places of the columns that are audited.
    fn audited(&self) -> Vec<usize> {
        let columns = self.columns.uses().iter().enumerate();
        columns.filter(|(_, column)| **column != Use::Other).map(|(place, _)| place).collect()
    }

    fn only(self, places: &[usize]) -> Self {
        Self { columns: self.columns.only(places) }
    }

    /// Checks all records.
    fn read(
        &self,
        batches: impl Iterator<Item = Result<RecordBatch, ArrowError>>,
        options: &Options,
        engine: &mut Engine<'_>,
    ) -> Result<()> {
        let is_to_end = || options.watch.as_ref().is_some_and(Watch::is_to_end);
        let pieces = batches.flat_map(pieces).map(|piece| match piece {
            Ok(_) if is_to_end() => Err(not_read(io::Error::other(EndedEarly))),
            piece => piece,
        });
        let parts = || rows::parts(&self.columns, options);
        threads::check(pieces, options, engine, parts, || {
            let mut rows = Gathered::new(&self.columns);
            move |piece, engine| check(piece, &mut rows, engine)
        })
    }
}

/// The records of a batch, as many at a time as are checked at once.
fn pieces(batch: Result<RecordBatch, ArrowError>) -> impl Iterator<Item = Result<RecordBatch>> {
    let (batch, error) = match batch {
        Ok(batch) => (Some(batch), None),
        Err(error) => (None, Some(arrow(error))),
    };
    let pieces = batch.into_iter().flat_map(|batch| {
        let rows = batch.num_rows();
        (0..rows).step_by(PIECE).map(move |begin| batch.slice(begin, PIECE.min(rows - begin)))
    });
    pieces.map(Ok).chain(error.map(Err))
}

/// Checks the records of a piece.
fn check(piece: &RecordBatch, rows: &mut Gathered<'_>, engine: &mut Engine<'_>) -> Result<()> {
    let columns: Vec<Values<'_>> =
        piece.columns().iter().map(|column| Values::of(column.as_ref())).collect::<Result<_>>()?;
    let mut written = vec![String::new(); columns.len()];
    let first = engine.summary.rows() + 1;
    let read = (0..piece.num_rows()).try_for_each(|row| {
        for (column, written) in columns.iter().zip(&mut written) {
            let place = Position::default().row(first + row as u64);
            column.write(row, written).map_err(|error| error.at(place))?;
        }
        let cells = columns.iter().zip(&written).map(|(column, written)| column.cell(row, written));
        rows.take(cells, engine)
    });
    // What stands before a fault is checked.
    rows.check(engine).and(read)
}

/// The values of a column: text as it stands there, or anything else as it is written.
enum Values<'a> {
    Text(&'a StringArray),
    LargeText(&'a LargeStringArray),
    TextView(&'a StringViewArray),
    Written(&'a dyn Array, ArrayFormatter<'a>),
}

impl<'a> Values<'a> {
    fn of(array: &'a dyn Array) -> Result<Self> {
        let any = array.as_any();
        let text = match array.data_type() {
            DataType::Utf8 => any.downcast_ref().map(Self::Text),
            DataType::LargeUtf8 => any.downcast_ref().map(Self::LargeText),
            DataType::Utf8View => any.downcast_ref().map(Self::TextView),
            _ => None,
        };
        if let Some(text) = text {
            return Ok(text);
        }
        let formatter = ArrayFormatter::try_new(array, &FormatOptions::new()).map_err(arrow)?;
        Ok(Self::Written(array, formatter))
    }

    /// Writes what is no text; nothing where there is no value.
    fn write(&self, row: usize, written: &mut String) -> Result<()> {
        written.clear();
        if let Self::Written(array, formatter) = self
            && !array.is_null(row)
        {
            use core::fmt::Write as _;
            write!(written, "{}", formatter.value(row)).map_err(|_| {
                Error::new(ErrorKind::Format, "a value cannot be written as text")
                    .with_help("give its column as text, or leave it out of the column map")
            })?;
        }
        Ok(())
    }

    fn cell<'c>(&'c self, row: usize, written: &'c str) -> &'c str {
        let text = match self {
            Self::Text(array) => (!array.is_null(row)).then(|| array.value(row)),
            Self::LargeText(array) => (!array.is_null(row)).then(|| array.value(row)),
            Self::TextView(array) => (!array.is_null(row)).then(|| array.value(row)),
            Self::Written(..) => Some(written),
        };
        text.unwrap_or_default()
    }
}

/// What the libraries say may quote a value; what they are about is said in our words.
fn arrow(error: ArrowError) -> Error {
    match error {
        ArrowError::IoError(_, error) => not_read(error),
        ArrowError::ExternalError(error) => match error.downcast::<ParquetError>() {
            Ok(error) => parquet(*error),
            Err(_) => damaged("Arrow"),
        },
        ArrowError::ParquetError(_) => damaged("Parquet"),
        _ => damaged("Arrow"),
    }
}

fn parquet(error: ParquetError) -> Error {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) if error.kind() != io::ErrorKind::UnexpectedEof => not_read(*error),
            _ => damaged("Parquet"),
        },
        _ => damaged("Parquet"),
    }
}

fn damaged(format: &str) -> Error {
    Error::new(
        ErrorKind::Format,
        format!("this cannot be read as {format}: it is damaged, or of a kind that is not read"),
    )
    .with_help("ask the sender for the file again; what was read before is reported")
}
