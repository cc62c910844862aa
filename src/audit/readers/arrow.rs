//! Records from Parquet and Arrow IPC: tables whose columns have names.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use arrow_array::types::{
    BinaryType, BinaryViewType, ByteArrayType, ByteViewType, LargeBinaryType, LargeUtf8Type, StringViewType,
    Utf8Type,
};
use arrow_array::{Array, GenericByteArray, GenericByteViewArray, RecordBatch};
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use arrow_ipc::reader::{FileReader, StreamReader};
use arrow_schema::{ArrowError, DataType, Schema};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use parquet::errors::ParquetError;

use super::columns::{Columns, NamesIn, Use};
use super::rows::{self, Gathered};
use super::{ARROW, InputFormat, Source, threads};
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
        let builder = guarded(format, || {
            let known = ArrowReaderMetadata::load(&file, ArrowReaderOptions::new()).map_err(parquet)?;
            let in_place = ArrowReaderOptions::new().with_schema(Arc::new(in_place(known.schema())));
            let known = ArrowReaderMetadata::try_new(known.metadata().clone(), in_place).map_err(parquet)?;
            Ok(ParquetRecordBatchReaderBuilder::new_with_metadata(file, known))
        })?;
        let all = Table::of(&builder.schema().clone(), format, options, engine)?;
        // What is not audited is not read; where nothing can be left out, all is.
        let roots = all.audited();
        let mask = ProjectionMask::roots(builder.parquet_schema(), roots.iter().copied());
        let table = all.only(&roots);
        let builder = builder.with_batch_size(PIECE).with_projection(mask);
        return table.read(guarded(format, || builder.build().map_err(parquet))?, options, engine);
    }
    let batches = guarded(format, || FileReader::try_new(BufReader::new(file), None).map_err(arrow))?;
    let table = Table::of(&batches.schema(), format, options, engine)?;
    table.read(batches, options, engine)
}

/// The same columns, with texts and bytes seen where they stand in the file. A long one that all records share is then not repeated
/// for each, which would fill the memory.
fn in_place(schema: &Schema) -> Schema {
    let columns = schema.fields().iter().map(|column| {
        let seen = match column.data_type() {
            DataType::Dictionary(_, value) => value,
            other => other,
        };
        let seen = match seen {
            DataType::Utf8 | DataType::LargeUtf8 => DataType::Utf8View,
            DataType::Binary | DataType::LargeBinary => DataType::BinaryView,
            _ => column.data_type().clone(),
        };
        column.as_ref().clone().with_data_type(seen)
    });
    Schema::new_with_metadata(columns.collect::<Vec<_>>(), schema.metadata().clone())
}

/// Reads a stream of Arrow, or a file from its beginning; `head` is the beginning of `input`.
pub(super) fn read_stream(
    head: &[u8],
    mut input: impl Read,
    options: &Options,
    engine: &mut Engine<'_>,
) -> Result<()> {
    if head.starts_with(ARROW) {
        // A file is a stream behind its mark, which fills eight bytes or more of them, and before its table of contents.
        let mark = 1 + head.chunks(8).skip(1).take_while(|eight| *eight == [0; 8]).count() as u64;
        io::copy(&mut input.by_ref().take(8 * mark), &mut io::sink()).map_err(not_read)?;
    }
    let format = InputFormat::Arrow;
    let batches = guarded(format, || StreamReader::try_new(input, None).map_err(arrow))?;
    let table = Table::of(&batches.schema(), format, options, engine)?;
    table.read(batches, options, engine)
}

/// A table whose columns are known.
struct Table {
    columns: Columns,
    format: InputFormat,
}

impl Table {
    fn of(schema: &Schema, format: InputFormat, options: &Options, engine: &mut Engine<'_>) -> Result<Self> {
        let names = schema.fields().iter().map(|field| field.name().as_bytes());
        let mut columns = Columns::named(names, NamesIn::Table, options)?;
        let with_parts =
            schema.fields().iter().enumerate().filter(|(_, field)| field.data_type().is_nested());
        let columns_with_parts = columns.leave_out(with_parts.map(|(place, _)| place))?;
        let other_columns = columns.others() - columns_with_parts;
        engine.summary.source = Some(Source::Arrow { format, other_columns, columns_with_parts });
        rows::begin(&columns, options, engine);
        Ok(Self { columns, format })
    }

    /// The places of the columns that are audited.
    fn audited(&self) -> Vec<usize> {
        let columns = self.columns.uses().iter().enumerate();
        columns.filter(|(_, column)| **column != Use::Other).map(|(place, _)| place).collect()
    }

    fn only(self, places: &[usize]) -> Self {
        Self { columns: self.columns.only(places), ..self }
    }

    /// Checks all records.
    fn read(
        &self,
        mut batches: impl Iterator<Item = Result<RecordBatch, ArrowError>>,
        options: &Options,
        engine: &mut Engine<'_>,
    ) -> Result<()> {
        let batches = core::iter::from_fn(|| {
            guarded(self.format, || batches.next().transpose().map_err(arrow)).transpose()
        });
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
fn pieces(batch: Result<RecordBatch>) -> impl Iterator<Item = Result<RecordBatch>> {
    let (batch, error) = match batch {
        Ok(batch) => (Some(batch), None),
        Err(error) => (None, Some(error)),
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
        piece.columns().iter().map(|column| Values::of(column)).collect::<Result<_>>()?;
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

/// The values of a column.
struct Values<'a> {
    array: &'a dyn Array,
    cells: Cells<'a>,
}

/// Texts and bytes as they stand there, or anything else as it is written. Programs that know of no text write it as bytes.
enum Cells<'a> {
    Bytes(Box<dyn Fn(usize) -> &'a [u8] + 'a>),
    Written(ArrayFormatter<'a>),
}

impl<'a> Values<'a> {
    fn of(array: &'a dyn Array) -> Result<Self> {
        let bytes = match array.data_type() {
            DataType::Utf8 => bytes::<Utf8Type>(array),
            DataType::LargeUtf8 => bytes::<LargeUtf8Type>(array),
            DataType::Utf8View => bytes_seen::<StringViewType>(array),
            DataType::Binary => bytes::<BinaryType>(array),
            DataType::LargeBinary => bytes::<LargeBinaryType>(array),
            DataType::BinaryView => bytes_seen::<BinaryViewType>(array),
            // How a library writes such a value is none that anybody wrote.
            nested if nested.is_nested() => Some(Cells::Bytes(Box::new(|_| b""))),
            _ => None,
        };
        let cells = match bytes {
            Some(bytes) => bytes,
            None => Cells::Written(ArrayFormatter::try_new(array, &FormatOptions::new()).map_err(arrow)?),
        };
        Ok(Self { array, cells })
    }

    /// Writes what is neither text nor bytes.
    fn write(&self, row: usize, written: &mut String) -> Result<()> {
        written.clear();
        if let Cells::Written(formatter) = &self.cells
            && !self.array.is_null(row)
        {
            use core::fmt::Write as _;
            write!(written, "{}", formatter.value(row)).map_err(|_| {
                Error::new(ErrorKind::Format, "a value cannot be written as text")
                    .with_help("give its column as text, or leave it out of the column map")
            })?;
            // Where a value is missing, pandas makes numbers with a fraction of all others of its column.
            if self.array.data_type().is_floating()
                && let Some(whole) = written.strip_suffix(".0")
            {
                written.truncate(whole.len());
            }
        }
        Ok(())
    }

    /// What stands in a record; nothing where there is no value.
    fn cell<'c>(&self, row: usize, written: &'c str) -> &'c [u8]
    where
        'a: 'c,
    {
        match &self.cells {
            _ if self.array.is_null(row) => b"",
            Cells::Bytes(bytes) => bytes(row),
            Cells::Written(_) => written.as_bytes(),
        }
    }
}

fn bytes<T: ByteArrayType>(array: &dyn Array) -> Option<Cells<'_>> {
    let array: &GenericByteArray<T> = array.as_any().downcast_ref()?;
    Some(Cells::Bytes(Box::new(|row| array.value(row).as_ref())))
}

/// The same of an array that says where its values stand.
fn bytes_seen<T: ByteViewType>(array: &dyn Array) -> Option<Cells<'_>> {
    let array: &GenericByteViewArray<T> = array.as_any().downcast_ref()?;
    Some(Cells::Bytes(Box::new(|row| array.value(row).as_ref())))
}

/// What `read` gives. The libraries panic where damage is of a kind that they do not foresee.
fn guarded<T>(format: InputFormat, read: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(damaged(format)))
}

/// What the libraries say may quote a value; what they are about is said in our words.
fn arrow(error: ArrowError) -> Error {
    match error {
        ArrowError::IoError(_, error) => not_read_as(InputFormat::Arrow, error),
        ArrowError::ExternalError(error) => match error.downcast::<ParquetError>() {
            Ok(error) => parquet(*error),
            Err(_) => damaged(InputFormat::Arrow),
        },
        ArrowError::ParquetError(_) => damaged(InputFormat::Parquet),
        // As Feather files are unless it is asked otherwise. How long their parts claim to be is reserved before it is known to be so.
        ArrowError::InvalidArgumentError(said) if said.contains("IPC decompression") => {
            Error::new(ErrorKind::Format, "this is Arrow with compressed parts, which are not read")
                .with_help("ask the sender for it without compression, or as Parquet")
        }
        _ => damaged(InputFormat::Arrow),
    }
}

fn parquet(error: ParquetError) -> Error {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => not_read_as(InputFormat::Parquet, *error),
            Err(_) => damaged(InputFormat::Parquet),
        },
        _ => damaged(InputFormat::Parquet),
    }
}

/// Where what a table says of itself leads to no place in it, the table is damaged, and not the disk.
fn not_read_as(format: InputFormat, error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidInput => damaged(format),
        _ => not_read(error),
    }
}

fn damaged(format: InputFormat) -> Error {
    let message =
        format!("this cannot be read as {}: it is damaged, or of a kind that is not read", format.name());
    Error::new(ErrorKind::Format, message)
        .with_help("ask the sender for the file again; what was read before is reported")
}
