//! The audit of existing records, and made-up records to try it on.
//!
//! [`audit()`] reads records from any reader, one at a time, and hands each [`Finding`] to the caller as it is found; what
//! it returns is a [`Summary`]: how many records have what in each field, and how often each rule was broken. Memory stays
//! the same for twenty records and for a nation's: nothing is kept of a record once it has been read.
//!
//! # What can be read
//!
//! - **CSV** with a header. Columns are known by their names ([`RecordField::key`](crate::rules::RecordField::key) and
//!   the plain ways of saying the same: `surname`, `Known As`, `ethnicity`), whatever their order and case. A comma
//!   separates; a tab, a semicolon or a bar does when only with it a column is known.
//! - **FHIR R4** as JSON: one Patient, a Bundle, or resources one after another (NDJSON). Resources that are no Patient
//!   are counted and said.
//! - **HL7 v2**: messages one after another, also in batches. What is audited is the PID segment; messages without one are
//!   counted and said.
//! - **NDJSON**: a flat JSON object a line, whose keys are the names of columns. A line may lack any of them.
//! - **Parquet** and **Arrow** IPC, with the feature `parquet`.
//!
//! What has parts of its own, such as a list, is not read in NDJSON, Parquet and Arrow, and is counted and said.
//!
//! Each also compressed, with gzip or Zstandard; Parquet compresses itself. Text is UTF-8, UTF-16 or Windows-1252, and what it
//! was taken for is said. A [column map](Options::with_columns) says what names alone do not.
//!
//! # What is never said
//!
//! Neither a finding, a summary, an error nor the `Debug` of any of them holds a value of a record, unless the caller
//! asked for it with [`Options::showing_values`].

mod bare;
mod codes;
pub mod cohorts;
mod column;
mod contradictions;
mod duplicates;
mod engine;
mod identity;
mod look;
mod lumped;
mod measures;
mod memo;
mod names;
pub mod plan;
pub mod published;
mod readers;
pub mod report;
pub mod sample;
mod short;
mod stopped;
mod table;
mod watch;

use std::fs::File;
use std::io::{self, Cursor, Read, Seek};
use std::path::Path;
use std::sync::Arc;

use crate::bridge::{Target, systems};
use crate::overlay::{Known, Overlay};
use crate::rules::{Finding, RecordField};
use crate::text::nearest;
use crate::wire::columns::{ColumnMap, Encoding};

use self::engine::Engine;
use self::watch::EndedEarly;
use crate::{Date, Error, ErrorKind, Position, Result, Sealed, SealedPurpose};

pub use self::duplicates::Duplicates;
pub use self::identity::Identity;
pub use self::lumped::Lumped;
pub use self::measures::{CodeCount, Codes, Example, FieldCounts, Month, RuleCount, Summary, WriteIns};
pub use self::readers::{InputFormat, LONGEST_RECORD, Packing, Source};
pub use self::stopped::Stopped;
pub use self::watch::Watch;

/// How an audit is made.
///
/// # Example
///
/// ```
/// use ownwords::audit::{InputFormat, Options};
///
/// let options = Options::default().reading(InputFormat::Csv);
/// assert!(!options.shows_values());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Options {
    format: Option<InputFormat>,
    show_values: bool,
    identify: bool,
    /// Keys of the lists that the codes of a CSV file are of.
    ethnicity: Option<&'static str>,
    orientation: Option<&'static str>,
    language: Option<&'static str>,
    columns: Option<Arc<ColumnMap>>,
    encoding: Option<Encoding>,
    /// How many threads work on one input; 0 and 1 are the same.
    threads: usize,
    watch: Option<Watch>,
    duplicates: Option<Duplicates>,
    as_of: Option<Date>,
    former_names: bool,
    /// The lists of ethnicity that codes can be of.
    known: Known,
}

impl Options {
    /// The same options, for input of this format. Without it the beginning of the input decides.
    #[must_use]
    pub fn reading(mut self, format: InputFormat) -> Self {
        self.format = Some(format);
        self
    }

    /// The same options, with the value in each finding. The findings are then personal data.
    #[must_use]
    pub fn showing_values(mut self) -> Self {
        self.show_values = true;
        self
    }

    /// The same options, with the size of the input and its SHA-256 in the summary. To hash costs about as much time as to
    /// find the cells.
    #[must_use]
    pub fn identifying(mut self) -> Self {
        self.identify = true;
        self
    }

    /// The same options, with the list that the codes of a column of a CSV file are of, by its key. A code means nothing
    /// without its list, and most files do not name it: where nobody does, the audit says of the whole column which lists
    /// its codes can be of, and judges a code only where these agree. A language is a tag of BCP 47 where nobody names a list.
    ///
    /// `column` is any name by which the column is known; a message that names its lists itself keeps them.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when the column is of no field with codes of a list, or there is no such list for it.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::audit::{Options, audit};
    ///
    /// let file = "ethnicity\nB\n";
    /// let rules = |options| {
    ///     let summary = audit(file.as_bytes(), "example", options, &mut |_| Ok(())).unwrap();
    ///     summary.rules().iter().map(|rule| rule.rule().name).collect::<Vec<_>>()
    /// };
    /// assert_eq!(rules(Options::default()), ["BareCode"]);
    /// let named = Options::default().with_system("ethnicity", "ukcore-ethnic-category-wales")?;
    /// assert_eq!(rules(named), [""; 0]);
    /// assert!(Options::default().with_system("ethnicity", "wales").is_err());
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    pub fn with_system(mut self, column: &str, key: &str) -> Result<Self, Error> {
        let usage = |message: String| Error::new(ErrorKind::Usage, message);
        let field = readers::field_of(column.as_bytes())
            .filter(|field| measures::CODED.contains(field))
            .ok_or_else(|| {
                usage("this is no column with codes of a list".to_owned()).with_help(
                    "name the column of the ethnic category, the language or the sexual orientation",
                )
            })?;
        let Some(known) = codes::key_for(self.known, field, key) else {
            let error = usage(format!("this release knows no list of this key for the {field}"));
            let own = self.known.lists().iter().filter(|list| list.local_to().is_some());
            let near = nearest(key, own.map(|list| list.key())).or_else(|| systems::nearest_key(key));
            return Err(match near {
                Some(nearest) => error.with_help(format!("did you mean `{nearest}`?")),
                None => error,
            });
        };
        match field {
            RecordField::EthnicCategory => self.ethnicity = Some(known),
            RecordField::Language => self.language = Some(known),
            _ => self.orientation = Some(known),
        }
        Ok(self)
    }

    /// The same options, with an organisation's own lists and heritages beside the national ones. Say it before a list is named:
    /// [`with_system`](Self::with_system) then knows the own ones too, as do the codings of FHIR that have an own list's URI, and
    /// columns that name no list.
    ///
    /// # Example
    ///
    /// ```
    /// use std::path::Path;
    /// use ownwords::Overlay;
    /// use ownwords::audit::{Options, audit};
    /// use ownwords::rules::RecordField;
    ///
    /// let overlay = Overlay::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/overlay")).unwrap();
    /// let options = Options::default().with_overlay(&overlay).with_system("ethnicity", "testhaven-ethnic-group")?;
    /// let mut found = Vec::new();
    /// let summary = audit("ethnicity\nSYL\nbsy\n".as_bytes(), "example", options, &mut |finding| {
    ///     found.push((finding.row, finding.rule.name));
    ///     Ok(())
    /// })?;
    /// assert_eq!(found, [(2, "CodeWithStrayCaseOrSpace")]);
    /// assert_eq!(summary.codes(RecordField::EthnicCategory).counts()[0].label(), Some("Sylheti"));
    /// assert_eq!(summary.overlay().unwrap().version(), "1.0");
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    #[must_use]
    pub fn with_overlay(mut self, overlay: &Overlay) -> Self {
        self.known = Known::of(overlay);
        self
    }

    /// The same options, with a map that says which column is which field, and of which list its codes are. Columns that it
    /// does not name are not audited. Without it columns are known by their names.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::audit::{Options, audit};
    /// use ownwords::wire::columns::{Column, ColumnMap, Holds, Shape};
    ///
    /// let codes = Holds::of("ethnicity", Some("ukcore-ethnic-category-wales"), None, None)?;
    /// let map = ColumnMap::of(Shape::default(), true, vec![Column::named("ETH_CD", codes)])?;
    /// let options = Options::default().with_columns(map);
    /// let summary = audit("ID,ETH_CD\n7,B\n".as_bytes(), "example", options, &mut |_| Ok(())).unwrap();
    /// assert_eq!(summary.findings(), 0);
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    #[must_use]
    pub fn with_columns(mut self, map: ColumnMap) -> Self {
        self.columns = Some(Arc::new(map));
        self
    }

    /// The same options, for input in this encoding. Without it UTF-16 is known by its mark, and Windows-1252 where much of
    /// the input is no UTF-8 and none of it is.
    #[must_use]
    pub fn in_encoding(mut self, encoding: Encoding) -> Self {
        self.encoding = Some(encoding);
        self
    }

    /// The same options, with so many threads for one input, 16 at most, on which its records are checked side by side. How many
    /// there are changes nothing that is said.
    #[must_use]
    pub fn on_threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// The same options, for an audit that somebody watches.
    #[must_use]
    pub fn watched_by(mut self, watch: &Watch) -> Self {
        self.watch = Some(watch.clone());
        self
    }

    /// The same options, with the records of one NHS number compared, in this file and in the others that are named there. Only
    /// for [`audit_file`], since the files are read several times.
    #[must_use]
    pub fn with_duplicates(mut self, duplicates: &Duplicates) -> Self {
        self.duplicates = Some(duplicates.clone());
        self
    }

    /// The same options, for a run that may see former names: whether the chosen name is one of them. In every other run a former
    /// name is not looked at.
    ///
    /// In tables a former name is known by its column (`former given name`, `previous forename`), in FHIR by its use (`old`,
    /// `maiden`), in HL7 v2 by its type in PID-5 or PID-9 (`M`, `NOUSE`, `BAD`).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when the purpose reaches something else than former names.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::audit::{Options, audit};
    /// use ownwords::{Sealed, SealedPurpose};
    ///
    /// let file = "given_name,known_as,former_given_name\nAda,Adam,Adam\n";
    /// let count = |options| audit(file.as_bytes(), "example", options, &mut |_| Ok(())).unwrap().findings();
    /// assert_eq!(count(Options::default()), 0);
    /// let purpose = SealedPurpose::because(Sealed::Former, "names that a feed brought back")?;
    /// assert_eq!(count(Options::default().with_former_names(&purpose)?), 1);
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    pub fn with_former_names(mut self, purpose: &SealedPurpose) -> Result<Self> {
        if purpose.reaches() != Sealed::Former {
            return Err(Error::new(ErrorKind::Usage, "this purpose does not reach former names")
                .with_help("say for what former names are looked at"));
        }
        self.former_names = true;
        Ok(self)
    }

    /// The same options, with the day of the audit: a date of birth after it is a finding. Without it none is, since the library
    /// has no clock, and the same input always gives the same report.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::audit::{Options, audit};
    ///
    /// let file = "date_of_birth\n2084-02-29\n1984-02-29\n";
    /// let options = Options::default().as_of(ownwords::Date::day(2026, 11, 27).unwrap());
    /// let summary = audit(file.as_bytes(), "example", options, &mut |_| Ok(())).unwrap();
    /// assert_eq!(summary.rules()[0].rule().name, "DateOfBirthInFuture");
    /// assert_eq!(summary.rules()[0].count(), 1);
    /// ```
    #[must_use]
    pub fn as_of(mut self, day: Date) -> Self {
        self.as_of = Some(day);
        self
    }

    /// The lists of codes: what the caller named goes before what a column map names.
    fn named_lists(&self, [ethnicity, orientation, language]: codes::Keys) -> codes::Keys {
        [self.ethnicity.or(ethnicity), self.orientation.or(orientation), self.language.or(language)]
    }

    fn encoding(&self) -> Option<Encoding> {
        // A map is for files that are written so; one that was found in UTF-8 does not say that a mark is wrong.
        let mapped = self
            .columns
            .as_ref()
            .map(|map| map.shape().encoding)
            .filter(|encoding| *encoding != Encoding::Utf8);
        self.encoding.or(mapped)
    }

    /// Whether findings hold the value that they are about.
    pub const fn shows_values(&self) -> bool {
        self.show_values
    }
}

/// Where findings go, one by one, in the order of the records. An error ends the audit.
pub type Sink<'a> = dyn FnMut(Finding) -> io::Result<()> + 'a;

/// Reads all records of `input` and checks them.
///
/// `name` is what messages call the input, for example the file's name. Each finding goes to `sink` as soon as it is
/// found.
///
/// # Errors
///
/// [`Stopped`] holds the error and the summary of what was read before it:
///
/// - [`ErrorKind::Io`] when reading fails, or the sink does;
/// - [`ErrorKind::Usage`] when records of one NHS number are to be compared, for which a file is needed;
/// - [`ErrorKind::Format`] when the input is empty, neither CSV with a known column nor FHIR, when two columns
///   are for one field, when a quote is never closed, when a record is longer than [`LONGEST_RECORD`], or when JSON is
///   malformed.
///
/// # Example
///
/// ```
/// use ownwords::audit::{Options, audit};
///
/// let file = "nhs_number,ethnic_category\n9990000018,a\n9990000026,\n";
/// let mut found = Vec::new();
/// let summary = audit(file.as_bytes(), "example", Options::default(), &mut |finding| {
///     found.push((finding.row, finding.rule.id));
///     Ok(())
/// })
/// .unwrap();
/// assert_eq!(summary.rows(), 2);
/// assert!(found.contains(&(1, "OW-COD-002")));
/// ```
///
/// What cannot be read to its end says what it was, and how far it came:
///
/// ```
/// use ownwords::audit::{Options, audit};
///
/// let file = "surname,known_as\nOkonkwo,Ada\nKhan,\"A\n";
/// let stopped = audit(file.as_bytes(), "example", Options::default(), &mut |_| Ok(())).unwrap_err();
/// assert_eq!(stopped.so_far().rows(), 1);
/// assert!(stopped.error().message().contains("quote"));
/// assert_eq!(stopped.error().position().unwrap().line, Some(3));
/// ```
pub fn audit(
    input: impl Read + Send,
    name: &str,
    options: Options,
    sink: &mut Sink<'_>,
) -> Result<Summary, Stopped> {
    readers::audited(name, &options, sink, |engine| match options.duplicates {
        Some(_) => Err(read_once()),
        None => readers::read(input, &options, engine),
    })
}

/// Opens the file and audits it.
///
/// # Errors
///
/// As [`audit()`], and [`ErrorKind::Io`] when the file is not there, is a directory or may not be read.
///
/// # Example
///
/// ```
/// use ownwords::audit::{Options, audit_file};
///
/// let stopped = audit_file("no/such/file.csv", Options::default(), &mut |_| Ok(())).unwrap_err();
/// assert!(stopped.error().to_string().contains("there is no such file"));
/// ```
pub fn audit_file(path: impl AsRef<Path>, options: Options, sink: &mut Sink<'_>) -> Result<Summary, Stopped> {
    let path = path.as_ref();
    let name = path.display().to_string();
    readers::audited(&name, &options, sink, |engine| {
        let file = File::open(path).map_err(not_read)?;
        if file.metadata().map_err(not_read)?.is_dir() {
            return Err(directory());
        }
        let Some(duplicates) = &options.duplicates else { return read_file(file, &options, engine) };
        let again = file.try_clone().map_err(not_read)?;
        let verdicts = duplicates.of_file(path)?;
        verdicts.is_of(&again)?;
        engine.verdicts = Some(verdicts);
        read_file(file, &options, engine)?;
        engine.verdicts.as_ref().map_or(Ok(()), |verdicts| verdicts.is_of(&again))
    })
}

fn read_once() -> Error {
    Error::new(
        ErrorKind::Usage,
        "records of one NHS number are found by reading several times, and this is read once",
    )
    .with_help("write it to a file, and give that file's name")
}

/// The mappings that codes of this input were read with: the key of each list, and the edition of its mapping.
fn mappings_of(summary: &Summary) -> Vec<(&'static str, u16)> {
    let lists = RecordField::ALL.into_iter().flat_map(|field| {
        let keys = summary.codes(field).counts().iter().filter_map(CodeCount::list).collect::<Vec<_>>();
        keys.into_iter().map(move |key| (field, key))
    });
    let mut mappings: Vec<(&str, u16)> = lists
        .filter_map(|(field, key)| match field {
            RecordField::EthnicCategory => Some((key, summary.known().with_key(key)?.mapping_edition())),
            RecordField::Language => Some((key, codes::language_list(key)?.numbers().1)),
            _ => Some((key, codes::with_key(systems::ORIENTATION, key)?.mapping_edition())),
        })
        .collect();
    mappings.sort_unstable();
    mappings.dedup();
    mappings
}

/// What is read from its end, or in two ways, needs the file itself.
fn read_file(mut file: File, options: &Options, engine: &mut Engine<'_>) -> Result<()> {
    let mut head = Vec::new();
    file.by_ref().take(readers::ARROW.len() as u64).read_to_end(&mut head).map_err(not_read)?;
    if file.rewind().is_err() {
        // A pipe: what was read of it is not read twice.
        return readers::read(Cursor::new(head).chain(file), options, engine);
    }
    let is_arrow = head.starts_with(readers::ARROW);
    let format = options.format.or_else(|| {
        let is_parquet = head.starts_with(readers::PARQUET);
        is_parquet.then_some(InputFormat::Parquet).or(is_arrow.then_some(InputFormat::Arrow))
    });
    match format {
        // A stream of Arrow is read from its beginning, as from standard input.
        #[cfg(feature = "parquet")]
        Some(InputFormat::Arrow) if !is_arrow => readers::read(file, options, engine),
        #[cfg(feature = "parquet")]
        Some(format @ (InputFormat::Parquet | InputFormat::Arrow)) => {
            let again = file.try_clone().map_err(not_read)?;
            readers::read_arrow_file(file, format, options, engine)?;
            readers::identify(again, options, engine)
        }
        #[cfg(not(feature = "parquet"))]
        Some(format @ InputFormat::Parquet) => Err(readers::without_feature(format)),
        _ => readers::read(file, options, engine),
    }
}

fn directory() -> Error {
    Error::new(ErrorKind::Io, "this is a directory, not a file").with_help("name the files in it one by one")
}

fn not_read(error: io::Error) -> Error {
    if let Some(damaged) = error.get_ref().and_then(|inner| inner.downcast_ref()) {
        return readers::not_unpacked(damaged);
    }
    if error.get_ref().is_some_and(|inner| inner.is::<EndedEarly>()) {
        return Error::new(ErrorKind::Io, EndedEarly.to_string())
            .with_help("what was found before is reported; run it again for the whole");
    }
    match error.kind() {
        io::ErrorKind::NotFound => {
            Error::new(ErrorKind::Io, "there is no such file").with_help("see that the name is spelt right")
        }
        io::ErrorKind::PermissionDenied => Error::new(ErrorKind::Io, "the file may not be read by this user")
            .with_help("ask whoever keeps the file"),
        io::ErrorKind::IsADirectory => directory(),
        kind => Error::new(ErrorKind::Io, format!("the input cannot be read ({kind})"))
            .with_help("see that the disk or the connection is there, then try again"),
    }
    .with_source(error)
}

/// The error with its file, if it has no place yet.
fn placed(error: Error, name: &str) -> Error {
    if error.position().is_some() { error } else { error.at(Position::in_file(name)) }
}
