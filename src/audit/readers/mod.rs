//! What records are read from: one reader a format, one view of a record for all.

#[cfg(feature = "parquet")]
mod arrow;
pub(super) mod batch;
mod blocks;
mod columns;
mod csv;
mod encoded;
mod fhir;
mod foreign;
mod hl7;
mod lines;
mod packed;
mod patient;
mod rows;
mod threads;

#[cfg(feature = "parquet")]
pub(super) use self::arrow::read_file as read_arrow_file;
pub(super) use self::columns::{Use, field_of};
pub(super) use self::csv::names_delimiter;
pub(super) use self::packed::not_unpacked;

pub use self::packed::Packing;

use self::encoded::Decoded;

use core::fmt;
use core::str::FromStr;
use std::io::{self, Cursor, Read};
use std::sync::Arc;

use super::engine::Engine;
use super::identity::Identity;
use super::look::Look;
use super::measures::Summary;
use super::stopped::Stopped;
use super::{Options, Sink, not_read, placed};
use crate::rules::RecordField;
use crate::wire::columns::Encoding;
use crate::wire::convert::Summed;
use crate::{Error, ErrorKind, Position, Result};

/// The longest record that is read, in bytes: 16 MiB. What is longer is damage, for example a quote that was never
/// closed, and reading on would fill the memory.
pub const LONGEST_RECORD: u64 = 16 << 20;

/// How many bytes are looked at to tell what the input is.
const HEAD: u64 = 1 << 16;

/// Whether nothing stands in a cell but white space, which says nothing.
pub(super) fn is_blank(value: &[u8]) -> bool {
    core::str::from_utf8(value).is_ok_and(|text| text.trim_start().is_empty())
}

/// One cell of a record, borrowed.
#[derive(Clone, Copy)]
pub(super) struct Cell<'a> {
    pub(super) field: RecordField,
    pub(super) value: &'a [u8],
    /// The code system that the message names; CSV names none.
    pub(super) system: Option<&'a str>,
    /// What a look at the whole row told, where that says enough of each cell.
    pub(super) look: Option<Look>,
    /// The value as text, where it is known to be that.
    pub(super) text: Option<&'a str>,
}

impl<'a> Cell<'a> {
    pub(super) fn new(field: RecordField, value: &'a [u8]) -> Self {
        Self { field, value, system: None, look: None, text: None }
    }

    /// The value as text, if it is that.
    pub(super) fn text(&self) -> Option<&'a str> {
        self.text.or_else(|| core::str::from_utf8(self.value).ok())
    }
}

/// A format that records are read from.
///
/// # Errors
///
/// Reading one from text fails, with [`ErrorKind::Usage`], when the text is none of the words that `Display` writes.
///
/// # Example
///
/// ```
/// use ownwords::audit::InputFormat;
///
/// assert_eq!("hl7".parse::<InputFormat>().unwrap(), InputFormat::Hl7);
/// assert!("sql".parse::<InputFormat>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InputFormat {
    /// CSV with a header, or whatever a column map says.
    Csv,
    /// FHIR R4 as JSON: a Patient, a Bundle, or one resource after another.
    Fhir,
    /// HL7 v2: messages, one after another, with or without the segments of batches around them.
    Hl7,
    /// NDJSON: one flat JSON object a line, whose keys are the names of columns.
    Lines,
    /// Parquet; read from files alone, and only with the feature `parquet`.
    Parquet,
    /// Arrow IPC, as a file or a stream; only with the feature `parquet`.
    Arrow,
}

impl InputFormat {
    /// All formats.
    pub const ALL: [Self; 6] = [Self::Csv, Self::Fhir, Self::Hl7, Self::Lines, Self::Parquet, Self::Arrow];

    /// It in one word: `csv`, `fhir`, `hl7`, `ndjson`, `parquet`, `arrow`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Fhir => "fhir",
            Self::Hl7 => "hl7",
            Self::Lines => "ndjson",
            Self::Parquet => "parquet",
            Self::Arrow => "arrow",
        }
    }

    /// As it is called in a sentence.
    const fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Fhir => "FHIR",
            Self::Hl7 => "HL7 v2",
            Self::Lines => "JSON, an object a line",
            Self::Parquet => "Parquet",
            Self::Arrow => "Arrow",
        }
    }
}

impl fmt::Display for InputFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for InputFormat {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|format| format.word() == text).ok_or_else(|| {
            let words = Self::ALL.map(Self::word).join("`, `");
            Error::new(ErrorKind::Usage, "records are not read from this format")
                .with_help(format!("choose one of `{words}`"))
        })
    }
}

/// As what the input was read, and what of it was left aside.
///
/// # Example
///
/// ```
/// use ownwords::audit::{Options, audit};
///
/// let file = "surname;ward\nKhan;7\n";
/// let summary = audit(file.as_bytes(), "example", Options::default(), &mut |_| Ok(())).unwrap();
/// assert_eq!(
///     summary.source().unwrap().to_string(),
///     "CSV, separated by semicolons; 1 other column was not audited"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Source {
    /// CSV.
    Csv {
        /// What separates the cells: `,`, `;`, `|` or a tab.
        delimiter: u8,
        /// In what its characters are written.
        encoding: Encoding,
        /// How many columns are of no field that is audited.
        other_columns: usize,
    },
    /// FHIR.
    Fhir {
        /// How many resources were no Patient; a Bundle around Patients is not counted.
        other_resources: u64,
    },
    /// HL7 v2.
    Hl7 {
        /// How many messages have no PID segment.
        other_messages: u64,
    },
    /// NDJSON.
    Lines {
        /// How many keys are of no field that is audited.
        other_keys: usize,
        /// How many values under keys that are known were not read, because they are objects or arrays.
        values_with_parts: u64,
    },
    /// Parquet or Arrow.
    Arrow {
        /// Which of the two.
        format: InputFormat,
        /// How many columns are of no field that is audited.
        other_columns: usize,
        /// How many columns that are known were not read, because their values have parts of their own.
        columns_with_parts: usize,
    },
}

impl Source {
    /// The format.
    pub const fn format(&self) -> InputFormat {
        match self {
            Self::Csv { .. } => InputFormat::Csv,
            Self::Fhir { .. } => InputFormat::Fhir,
            Self::Hl7 { .. } => InputFormat::Hl7,
            Self::Lines { .. } => InputFormat::Lines,
            Self::Arrow { format, .. } => *format,
        }
    }

    /// Tells the engine what a record, or a part of the input, says of this beside all before it.
    fn add_to(self, engine: &mut Engine<'_>) {
        let source = &mut engine.summary.source;
        match (source, self) {
            (
                Some(Self::Lines { other_keys, values_with_parts }),
                Self::Lines { other_keys: others, values_with_parts: with_parts },
            ) => {
                *other_keys = others.max(*other_keys);
                *values_with_parts += with_parts;
            }
            (source, new) => *source = Some(new),
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counted = |f: &mut fmt::Formatter<'_>, count: u64, what: &str, rest: &str| match count {
            0 => Ok(()),
            1 => write!(f, "; 1 other {what} was not {rest}"),
            _ => write!(f, "; {count} other {what}s were not {rest}"),
        };
        f.write_str(self.format().name())?;
        match self {
            Self::Csv { delimiter, encoding, other_columns } => {
                f.write_str(match delimiter {
                    b';' => ", separated by semicolons",
                    b'|' => ", separated by bars",
                    b'\t' => ", separated by tabs",
                    _ => "",
                })?;
                if *encoding != Encoding::Utf8 {
                    write!(f, ", in {encoding}")?;
                }
                counted(f, *other_columns as u64, "column", "audited")
            }
            Self::Fhir { other_resources } => counted(f, *other_resources, "resource", "a Patient"),
            Self::Hl7 { other_messages } => counted(f, *other_messages, "message", "about a person"),
            Self::Lines { other_keys, values_with_parts } => {
                counted(f, *other_keys as u64, "key", "audited")?;
                with_parts(
                    f,
                    *values_with_parts,
                    "value",
                    ["it has parts of its own", "they have parts of their own"],
                )
            }
            Self::Arrow { other_columns, columns_with_parts, .. } => {
                counted(f, *other_columns as u64, "column", "audited")?;
                with_parts(
                    f,
                    *columns_with_parts as u64,
                    "column",
                    ["its values have parts of their own", "their values have parts of their own"],
                )
            }
        }
    }
}

/// Says what was not read because it has parts of its own.
fn with_parts(f: &mut fmt::Formatter<'_>, count: u64, what: &str, [it, they]: [&str; 2]) -> fmt::Result {
    match count {
        0 => Ok(()),
        1 => write!(f, "; 1 {what} was not read, because {it}"),
        _ => write!(f, "; {count} {what}s were not read, because {they}"),
    }
}

/// Reads the input in the format that it is in.
pub(super) fn read(input: impl Read + Send, options: &Options, engine: &mut Engine<'_>) -> Result<()> {
    match &options.watch {
        Some(watch) => read_identified(watch.over(input), options, engine),
        None => read_identified(input, options, engine),
    }
}

/// Reads the input, and takes its hash where that was asked for: of all of it, also of what no reader needs.
fn read_identified(input: impl Read + Send, options: &Options, engine: &mut Engine<'_>) -> Result<()> {
    if !options.identify {
        return read_into(input, options, engine);
    }
    let mut input = Summed::new(input);
    read_into(&mut input, options, engine)?;
    io::copy(&mut input, &mut io::sink()).map_err(not_read)?;
    engine.summary.identity = Some(Identity::of(&input));
    Ok(())
}

/// Takes the hash of a file that was not read from its beginning to its end, where that was asked for.
#[cfg(feature = "parquet")]
pub(super) fn identify(mut file: std::fs::File, options: &Options, engine: &mut Engine<'_>) -> Result<()> {
    use std::io::Seek as _;
    if options.identify {
        file.rewind().map_err(not_read)?;
        let mut input = Summed::new(file);
        io::copy(&mut input, &mut io::sink()).map_err(not_read)?;
        engine.summary.identity = Some(Identity::of(&input));
    }
    Ok(())
}

/// What an engine makes of the records that `read` gives it.
pub(super) fn audited(
    name: &str,
    options: &Options,
    sink: &mut Sink<'_>,
    read: impl FnOnce(&mut Engine<'_>) -> Result<()>,
) -> Result<Summary, Stopped> {
    let mut engine = Engine::new(options.clone(), name, sink);
    let read = read(&mut engine);
    engine.settle();
    match read.and_then(|()| engine.whole_columns()) {
        Ok(()) => Ok(engine.summary),
        Err(error) => Err(Stopped::new(named(error, name), engine.summary)),
    }
}

/// The readers know where in the input an error is, but not what the input is called.
fn named(error: Error, name: &str) -> Error {
    let Some(position) = error.position().cloned() else { return placed(error, name) };
    let file = position.file.or_else(|| Some(name.to_owned()));
    error.at(Position { file, ..position })
}

fn read_into(input: impl Read + Send, options: &Options, engine: &mut Engine<'_>) -> Result<()> {
    let (packing, input) = packed::unpacked(input)?;
    engine.summary.packing = packing;
    let (head, input) = begun(input);
    if let Some(refused) = foreign::refused(&head) {
        return Err(refused);
    }
    let encoding = match options.format {
        // No text, whatever the numbers in it look like.
        Some(InputFormat::Arrow) => Encoding::Utf8,
        None if head.starts_with(ARROW) || is_arrow_stream(&head) => Encoding::Utf8,
        _ => options.encoding().unwrap_or_else(|| encoded::encoding_of(&head)),
    };
    let input = Cursor::new(head).chain(input);
    match Decoded::of(input, encoding) {
        Ok(decoded) => read_text(decoded, encoding, options, engine),
        Err(input) => read_text(input, encoding, options, engine),
    }
}

/// Reads text, or what tells itself to be none.
fn read_text(
    input: impl Read + Send,
    encoding: Encoding,
    options: &Options,
    engine: &mut Engine<'_>,
) -> Result<()> {
    let (head, input) = begun(input);
    let without_mark = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&head);
    let Some(first) = without_mark.iter().find(|byte| !byte.is_ascii_whitespace()) else {
        return Err(input.fault.map_or_else(nothing, not_read));
    };
    let format = match (options.format, first) {
        (Some(format), _) => format,
        (None, b'[') => return Err(array(without_mark)),
        (None, b'{') if lines::begins_so(without_mark) => InputFormat::Lines,
        (None, b'{') => InputFormat::Fhir,
        (None, b'P') if without_mark.starts_with(PARQUET) => InputFormat::Parquet,
        (None, b'A') if without_mark.starts_with(ARROW) => InputFormat::Arrow,
        (None, _) if is_arrow_stream(&head) => InputFormat::Arrow,
        (None, _) if hl7::begins_so(without_mark.trim_ascii_start()) => InputFormat::Hl7,
        (None, _) => InputFormat::Csv,
    };
    let head = without_mark.to_vec();
    let input = Cursor::new(&head).chain(input);
    match format {
        InputFormat::Csv => csv::read(&head, input, encoding, options, engine),
        InputFormat::Fhir => fhir::read(&head, input, options, engine),
        InputFormat::Hl7 => hl7::read(input, options, engine).map_err(unpacking),
        InputFormat::Lines => lines::read(&head, input, options, engine),
        InputFormat::Parquet => Err(Error::new(ErrorKind::Format, "Parquet is read from its end").with_help(
            "give the file by its name, as it is: it cannot be read from standard input or when compressed",
        )),
        #[cfg(feature = "parquet")]
        InputFormat::Arrow => arrow::read_stream(&head, input, options, engine),
        #[cfg(not(feature = "parquet"))]
        InputFormat::Arrow => Err(without_feature(format)),
    }
}

/// The error, in its own words where the input could not be unpacked: what takes messages apart knows of none that are compressed.
fn unpacking(error: Error) -> Error {
    let shared = core::error::Error::source(&error);
    let fault = shared
        .and_then(|shared| shared.downcast_ref::<Arc<dyn core::error::Error + Send + Sync>>())
        .and_then(|fault| fault.downcast_ref::<io::Error>());
    let damaged = fault.and_then(io::Error::get_ref).and_then(|inner| inner.downcast_ref());
    damaged.map(not_unpacked).unwrap_or(error)
}

fn nothing() -> Error {
    Error::new(ErrorKind::Format, "there is nothing in it")
        .with_help("see whether the export that wrote it came to its end")
}

/// The beginning of an input, and what comes behind it.
fn begun<R: Read>(mut input: R) -> (Vec<u8>, Behind<R>) {
    let mut head = Vec::new();
    let fault = input.by_ref().take(HEAD).read_to_end(&mut head).err();
    (head, Behind { input, fault })
}

/// What comes behind the beginning of an input: at first what ended the beginning early, so that what stands before is read.
struct Behind<R> {
    input: R,
    fault: Option<io::Error>,
}

impl<R: Read> Read for Behind<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.fault.take().map_or_else(|| self.input.read(buffer), Err)
    }
}

/// What files of Parquet and of Arrow begin with.
pub(super) const PARQUET: &[u8] = b"PAR1";
pub(super) const ARROW: &[u8] = b"ARROW1";

/// Whether an input is a stream of Arrow, which has no mark of its own: it begins with the sign of a message and how many bytes
/// tell of it, a multiple of eight. Four letters in the place of that number would be more than any message has.
fn is_arrow_stream(head: &[u8]) -> bool {
    let [0xFF, 0xFF, 0xFF, 0xFF, a, b, c, d, ..] = *head else { return false };
    let length = u32::from_le_bytes([a, b, c, d]);
    length > 0 && length % 8 == 0 && u64::from(length) <= LONGEST_RECORD
}

/// The error of a format that this build does not read.
#[cfg(not(feature = "parquet"))]
pub(super) fn without_feature(format: InputFormat) -> Error {
    Error::new(ErrorKind::Usage, format!("{} is not read by this build", format.name()))
        .with_help("build with the feature `parquet`: cargo install … --features parquet")
}

/// The error of a JSON array that begins so.
fn array(head: &[u8]) -> Error {
    let (message, help) = if memchr::memmem::find(head, b"\"resourceType\"").is_some() {
        (
            "this is a JSON array, which is not how FHIR writes several resources",
            "write one resource a line, or a Bundle",
        )
    } else {
        ("this is a JSON array, and flat JSON is read one object a line", "write one object a line")
    };
    Error::new(ErrorKind::Format, message)
        .at(Position::default().line(1))
        .with_help(format!("{help}; of an array: jq -c '.[]' FILE"))
}

/// The error of a record at this place that is too long to be one.
fn too_long(position: Position) -> Error {
    let longest = LONGEST_RECORD >> 20;
    let message = format!("this record is longer than {longest} MiB, so it is no record");
    Error::new(ErrorKind::Format, message).at(position)
}

/// As [`io::Read::read`], again when a signal came between.
pub(super) fn read_some(input: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match input.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}
