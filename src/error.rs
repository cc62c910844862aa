//! The one error type of the crate.

use core::fmt;

/// Where in an input something is wrong. Lines, columns, rows and entries count from 1; bytes from 0.
///
/// # Example
///
/// ```
/// use ownwords::Position;
///
/// let place = Position::in_file("mappings/ethnicity/local.yaml").line(12).column(5);
/// assert_eq!(place.to_string(), "mappings/ethnicity/local.yaml, line 12, column 5");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Position {
    /// The file's name as it was given.
    pub file: Option<String>,
    /// Line, from 1.
    pub line: Option<u64>,
    /// Column in characters, from 1.
    pub column: Option<u64>,
    /// Record of the input, from 1; a header is not a record.
    pub row: Option<u64>,
    /// Byte offset, from 0.
    pub byte: Option<u64>,
}

impl Position {
    /// A place in the named file.
    pub fn in_file(file: impl Into<String>) -> Self {
        Self { file: Some(file.into()), ..Self::default() }
    }

    /// The same place with its line, from 1.
    #[must_use]
    pub fn line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    /// The same place with its column in characters, from 1.
    #[must_use]
    pub fn column(mut self, column: u64) -> Self {
        self.column = Some(column);
        self
    }

    /// The same place with its record, from 1.
    #[must_use]
    pub fn row(mut self, row: u64) -> Self {
        self.row = Some(row);
        self
    }

    /// The same place with its byte offset, from 0.
    #[must_use]
    pub fn byte(mut self, byte: u64) -> Self {
        self.byte = Some(byte);
        self
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = 0;
        let mut part = |f: &mut fmt::Formatter<'_>, name: &str, value: Option<u64>| -> fmt::Result {
            let Some(value) = value else { return Ok(()) };
            if parts > 0 {
                f.write_str(", ")?;
            }
            parts += 1;
            write!(f, "{name} {value}")
        };
        if let Some(file) = &self.file {
            f.write_str(file)?;
            if self.row.is_some() || self.line.is_some() || self.byte.is_some() {
                f.write_str(", ")?;
            }
        }
        part(f, "row", self.row)?;
        part(f, "line", self.line)?;
        part(f, "column", self.column)?;
        if self.line.is_none() {
            part(f, "byte", self.byte)?;
        }
        Ok(())
    }
}

/// What kind of thing went wrong.
///
/// # Example
///
/// ```
/// use ownwords::{ConceptId, ErrorKind};
///
/// let error = "H2222X".parse::<ConceptId>().unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Id);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A concept id is malformed or its check character is wrong.
    Id,
    /// A residue is damaged, or belongs to another value, record or system.
    Residue,
    /// The value to encode fits several codes, and no policy said which.
    Ambiguous,
    /// Text that a person newly enters holds a character that no name or tag may carry.
    Text,
    /// An input file or message cannot be read as what it should be.
    Format,
    /// Reading or writing failed.
    Io,
    /// A file under `standards/` or `mappings/` says something that cannot hold.
    Data,
    /// The bearer of a name has marked none of the parts that were asked for.
    Unmarked,
    /// The call itself asks for something impossible.
    Usage,
}

/// What went wrong, where, and what to do about it.
///
/// An error never holds a name, an NHS number or any other value of a person's record.
///
/// # Example
///
/// ```
/// use ownwords::Bridge;
/// use ownwords::bridge::systems;
///
/// let error = systems::NHS_ETHNIC_CATEGORY_2001.restore(&"K".into(), "RDAMAGED").unwrap_err();
/// assert_eq!(error.kind(), ownwords::ErrorKind::Residue);
/// assert!(error.help().is_some());
/// ```
#[derive(Clone, Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(Box<Inner>);

#[derive(Clone, Debug, thiserror::Error)]
#[error("{}{message}{}", before(position.as_ref()), after(help.as_deref()))]
struct Inner {
    kind: ErrorKind,
    message: String,
    position: Option<Position>,
    help: Option<String>,
    rule: Option<&'static str>,
    #[source]
    source: Option<std::sync::Arc<dyn core::error::Error + Send + Sync>>,
}

impl Error {
    /// An error of `kind`; the message is lower case, without a final stop.
    #[cold]
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            position: None,
            help: None,
            rule: None,
            source: None,
        }))
    }

    /// The same error with its place.
    #[must_use]
    pub fn at(mut self, position: Position) -> Self {
        self.0.position = Some(position);
        self
    }

    /// The same error with one next step for the reader.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    /// The same error with the id of the rule that the input breaks.
    #[cfg(feature = "authoring")]
    #[must_use]
    pub(crate) fn of_rule(mut self, id: &'static str) -> Self {
        self.0.rule = Some(id);
        self
    }

    /// The same error with the error that caused it.
    #[must_use]
    pub fn with_source(mut self, source: impl core::error::Error + Send + Sync + 'static) -> Self {
        self.0.source = Some(std::sync::Arc::new(source));
        self
    }

    /// What kind of thing went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The plain sentence, without place and help.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Where it went wrong, if the input has places.
    pub fn position(&self) -> Option<&Position> {
        self.0.position.as_ref()
    }

    /// The id of the rule that the input breaks, where it is one of [`rules`](crate::rules): the faults of stewards'
    /// files have one.
    pub fn rule(&self) -> Option<&'static str> {
        self.0.rule
    }

    /// What to do next.
    pub fn help(&self) -> Option<&str> {
        self.0.help.as_deref()
    }
}

fn before(position: Option<&Position>) -> String {
    position.map(|position| format!("{position}: ")).unwrap_or_default()
}

fn after(help: Option<&str>) -> String {
    help.map(|help| format!("; {help}")).unwrap_or_default()
}

/// The result of every function of this crate that can fail.
pub type Result<T, E = Error> = core::result::Result<T, E>;
