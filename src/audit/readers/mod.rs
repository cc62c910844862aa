//! What records are read from: one reader a format, one view of a record for all.

mod columns;
mod csv;
mod fhir;
mod guard;
mod patient;

pub(super) use self::columns::field_of;

use core::fmt;
use core::str::FromStr;
use std::io::{self, Cursor, Read};

use super::engine::{Engine, Stopped};
use super::look::Look;
use super::measures::Summary;
use super::{Options, Sink, not_read, placed};
use crate::rules::RecordField;
use crate::{Error, ErrorKind, Position, Result};

/// The longest record that is read, in bytes: 16 MiB. What is longer is damage, for example a quote that was never
/// closed, and reading on would fill the memory.
pub const LONGEST_RECORD: u64 = 16 << 20;

/// How many bytes are looked at to tell what the input is.
const HEAD: u64 = 1 << 16;

/// One cell of a record, borrowed.
#[derive(Clone, Copy)]
pub(super) struct Cell<'a> {
    pub(super) field: RecordField,
    pub(super) value: &'a [u8],
    /// The code system that the message names; CSV names none.
    pub(super) system: Option<&'a str>,
    /// What a look at the whole row told, where that says enough of each cell.
    pub(super) look: Option<Look>,
}

impl<'a> Cell<'a> {
    fn new(field: RecordField, value: &'a [u8]) -> Self {
        Self { field, value, system: None, look: None }
    }
}

/// A format that records are read from.
///
/// # Errors
///
/// Reading one from text fails, with [`ErrorKind::Usage`], when the text is neither `csv` nor `fhir`.
///
/// # Example
///
/// ```
/// use ownwords::audit::InputFormat;
///
/// assert_eq!("fhir".parse::<InputFormat>().unwrap(), InputFormat::Fhir);
/// assert!("hl7".parse::<InputFormat>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputFormat {
    /// CSV with a header.
    Csv,
    /// FHIR R4 as JSON: a Patient, a Bundle, or one resource after another.
    Fhir,
}

impl FromStr for InputFormat {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match text {
            "csv" => Ok(Self::Csv),
            "fhir" => Ok(Self::Fhir),
            _ => Err(Error::new(ErrorKind::Usage, "records are not read from this format")
                .with_help("choose `csv` or `fhir`")),
        }
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
        /// How many columns are of no field that is audited.
        other_columns: usize,
    },
    /// FHIR.
    Fhir {
        /// How many resources were no Patient; a Bundle around Patients is not counted.
        other_resources: u64,
    },
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counted = |f: &mut fmt::Formatter<'_>, count: u64, what: &str, rest: &str| match count {
            0 => Ok(()),
            1 => write!(f, "; 1 other {what} was not {rest}"),
            _ => write!(f, "; {count} other {what}s were not {rest}"),
        };
        match self {
            Self::Csv { delimiter, other_columns } => {
                let separator = match delimiter {
                    b';' => ", separated by semicolons",
                    b'|' => ", separated by bars",
                    b'\t' => ", separated by tabs",
                    _ => "",
                };
                write!(f, "CSV{separator}")?;
                counted(f, *other_columns as u64, "column", "audited")
            }
            Self::Fhir { other_resources } => {
                f.write_str("FHIR")?;
                counted(f, *other_resources, "resource", "a Patient")
            }
        }
    }
}

/// Reads the input in the format that it is in.
pub(super) fn read(
    mut input: impl Read,
    name: &str,
    options: Options,
    sink: &mut Sink<'_>,
) -> Result<Summary, Stopped> {
    let mut engine = Engine::new(options, name, sink);
    let read = read_into(&mut input, options, &mut engine);
    engine.settle();
    match read.and_then(|()| engine.whole_columns()) {
        Ok(()) => Ok(engine.summary),
        Err(error) => Err(Stopped::new(named(error, name), engine.summary)),
    }
}

/// The readers know where in the input an error is, but not what the input is called.
fn named(error: Error, name: &str) -> Error {
    let Some(position) = error.position().cloned() else { return placed(error, name) };
    error.at(Position { file: Some(name.to_owned()), ..position })
}

fn read_into(input: &mut impl Read, options: Options, engine: &mut Engine<'_>) -> Result<()> {
    let mut head = Vec::new();
    input.by_ref().take(HEAD).read_to_end(&mut head).map_err(not_read)?;
    if is_utf_16(&head) {
        return Err(Error::new(ErrorKind::Format, "this is UTF-16 text, and only UTF-8 is read")
            .with_help("save it again as UTF-8, in a spreadsheet as `CSV UTF-8`"));
    }
    let without_mark = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&head);
    let Some(first) = without_mark.iter().find(|byte| !byte.is_ascii_whitespace()) else {
        return Err(Error::new(ErrorKind::Format, "there is nothing in it")
            .with_help("see whether the export that wrote it came to its end"));
    };
    let format = match (options.format, first) {
        (Some(format), _) => format,
        (None, b'[') => return Err(array()),
        (None, b'{') => InputFormat::Fhir,
        (None, _) => InputFormat::Csv,
    };
    let head = without_mark.to_vec();
    match format {
        InputFormat::Csv => csv::read(&head, Cursor::new(&head).chain(input), options, engine),
        InputFormat::Fhir => fhir::read(&head, Cursor::new(&head).chain(input), engine),
    }
}

fn array() -> Error {
    Error::new(ErrorKind::Format, "this is a JSON array, which is not how FHIR writes several resources")
        .at(Position::default().line(1))
        .with_help("write one resource a line, or a Bundle; of an array: jq -c '.[]' FILE")
}

/// By its mark, or by the NUL that every other byte of Latin text then is.
fn is_utf_16(head: &[u8]) -> bool {
    match head {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => true,
        [a, 0, c, 0, ..] => *a != 0 && *c != 0,
        [0, b, 0, d, ..] => *b != 0 && *d != 0,
        _ => false,
    }
}

/// What an input that ends early, or a reader that fails, is said to be.
fn too_long(line: Option<u64>) -> Error {
    let error = Error::new(
        ErrorKind::Format,
        format!("this record is longer than {} MiB, so it is no record", LONGEST_RECORD >> 20),
    );
    let position = Position::default();
    error.at(line.map_or(position.clone(), |line| position.line(line)))
}

/// As [`io::Read::read`], again when a signal came between.
fn read_some(input: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match input.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}
