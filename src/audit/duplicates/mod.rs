//! People with the same NHS number in several records, of one file or of several.
//!
//! What is compared are sound NHS numbers; of a record without one nothing is said. Records of one number are compared in
//! their names, date of birth, ethnic category, language and sexual orientation, byte for byte as these stand there: `KHAN` and `Khan`
//! differ, and so do an answer and none. Of a code that is what it says, whatever list a message names for it.
//!
//! The files are read several times, so that memory does not grow with them. How often depends on what is in them: once to
//! see which numbers there are, once for each 128 million numbers that may be there, and twice for each 262,144 that stand in
//! more than one record; all again for each further million of records that are told of.

mod person;
mod search;

use std::fs::{self, File, Metadata};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use self::person::{Differing, FIELDS};
pub(super) use self::person::{Numbers, Person};
pub(super) use self::search::Trace;
use self::search::{Known, Place, Records, Search, Sizes, Window};
use super::engine::Engine;
use super::{Options, not_read, placed, read_file};
use crate::rules::{RecordField, Rule, repeated_record, shared_nhs_number};
use crate::{Error, ErrorKind, Position, Result};

/// Files in which the records of one NHS number are compared, for [`Options::with_duplicates`]. Clones are of the same files.
///
/// Nothing is read before the audit of one of them begins.
///
/// # Example
///
/// ```
/// use ownwords::audit::{Duplicates, Options, audit_file};
///
/// let folder = std::env::temp_dir().join(format!("ownwords-duplicates-{}", std::process::id()));
/// std::fs::create_dir_all(&folder)?;
/// let file = folder.join("made-up.csv");
/// std::fs::write(&file, "nhs_number,surname\n9991234551,Okonkwo\n9990000018,Khan\n9991234551,Hart\n")?;
///
/// let options = Options::default();
/// let duplicates = Duplicates::among([&file], &options)?;
/// let mut rows = Vec::new();
/// let summary = audit_file(&file, options.with_duplicates(&duplicates), &mut |finding| {
///     rows.extend((finding.rule.name == "SharedNhsNumber").then_some(finding.row));
///     Ok(())
/// })?;
/// assert_eq!((rows, summary.compared()), (vec![1, 3], Some(3)));
/// std::fs::remove_dir_all(&folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Duplicates(Arc<Compared>);

impl core::fmt::Debug for Duplicates {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Duplicates({} files)", self.0.files.sources())
    }
}

struct Compared {
    files: Files,
    state: Mutex<State>,
}

/// What is known until now.
#[derive(Default)]
struct State {
    known: Option<Known>,
    window: Option<Arc<Window>>,
}

impl Duplicates {
    /// Of these files, read as the options say.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when one of them is no file that can be read several times (standard input, a pipe), or is named
    /// twice; [`ErrorKind::Io`] when one is not there or may not be read.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::audit::{Duplicates, Options};
    ///
    /// let error = Duplicates::among(["no/such/file.csv"], &Options::default()).unwrap_err();
    /// assert!(error.to_string().contains("there is no such file"));
    /// ```
    pub fn among(files: impl IntoIterator<Item = impl AsRef<Path>>, options: &Options) -> Result<Self> {
        let mut options = options.clone();
        (options.identify, options.show_values, options.duplicates) = (false, false, None);
        options.watch = options.watch.map(|watch| watch.before());
        let mut all = Files { files: Vec::new(), options };
        for path in files {
            all.add(path.as_ref()).map_err(|error| placed(error, &path.as_ref().display().to_string()))?;
        }
        Ok(Self(Arc::new(Compared { files: all, state: Mutex::default() })))
    }

    /// What is told of the records of a file, while it is audited.
    pub(super) fn of_file(&self, path: &Path) -> Result<Verdicts> {
        let source = self.0.files.files.iter().position(|file| file.path == path).ok_or_else(|| {
            Error::new(ErrorKind::Usage, "this file is not one of those in which NHS numbers are compared")
                .with_help("name it among them")
        })?;
        let window = self.window(Place::of(source, 1))?;
        Ok(Verdicts {
            duplicates: self.clone(),
            source,
            window,
            numbers: Numbers::default(),
            trace: Trace::default(),
            compared: 0,
            value: None,
        })
    }

    /// The window that holds the place.
    fn window(&self, place: Place) -> Result<Arc<Window>> {
        let mut state = self.0.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(window) = state.window.as_ref().filter(|window| window.holds(place)) {
            return Ok(window.clone());
        }
        // Before the next is made, so that there is room for it.
        state.window = None;
        let sizes = Sizes::default();
        let known = match state.known.take() {
            Some(known) => known,
            None => Known::by_reading(&self.0.files, sizes)?,
        };
        let window = Arc::new(Search::of(&self.0.files, sizes, &known).window(place)?);
        *state = State { known: Some(known), window: Some(window.clone()) };
        Ok(window)
    }

    fn trace(&self, source: usize) -> Option<Trace> {
        let state = self.0.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.known.as_ref()?.traces.get(source).copied()
    }
}

/// A file, and by what it is known again: a change of its length or time is a change of the file.
struct OneFile {
    path: PathBuf,
    /// Where it is, whatever it was called.
    whole_path: PathBuf,
    seen: (u64, Option<SystemTime>),
}

struct Files {
    files: Vec<OneFile>,
    options: Options,
}

fn seen(metadata: &Metadata) -> (u64, Option<SystemTime>) {
    (metadata.len(), metadata.modified().ok())
}

impl Files {
    fn add(&mut self, path: &Path) -> Result<()> {
        let usage = |message: &str, help: &str| Err(Error::new(ErrorKind::Usage, message).with_help(help));
        let metadata = fs::metadata(path).map_err(not_read)?;
        if metadata.is_dir() {
            return Err(super::directory());
        }
        if !metadata.is_file() {
            return usage(
                "records of one NHS number are found by reading several times, and this can be read once",
                "write it to a file first, and give that file's name",
            );
        }
        let whole_path = fs::canonicalize(path).map_err(not_read)?;
        if self.files.iter().any(|known| known.whole_path == whole_path) {
            return usage(
                "this file is named twice, so every record of it would be one of two",
                "name each file once",
            );
        }
        if self.files.len() >= Place::SOURCES {
            return usage("these are more files than are compared", "compare them in parts");
        }
        self.files.push(OneFile { path: path.to_owned(), whole_path, seen: seen(&metadata) });
        Ok(())
    }

    fn is_as_before(&self, source: usize, file: &File) -> Result<()> {
        let known = self.files.get(source).map(|known| known.seen);
        if Some(seen(&file.metadata().map_err(not_read)?)) == known {
            Ok(())
        } else {
            Err(self.changed(source))
        }
    }
}

impl Records for Files {
    fn sources(&self) -> usize {
        self.files.len()
    }

    fn each(
        &self,
        source: usize,
        wants_fields: bool,
        take: &mut dyn FnMut(u64, &Person) -> Result<()>,
    ) -> Result<()> {
        let Some(OneFile { path, .. }) = self.files.get(source) else { return Ok(()) };
        let name = path.display().to_string();
        let in_file = |error: Error| placed(error, &name);
        let file = File::open(path).map_err(|error| in_file(not_read(error)))?;
        self.is_as_before(source, &file)?;
        let again = file.try_clone().map_err(|error| in_file(not_read(error)))?;
        let person = Person { wants_fields, ..Person::default() };
        let mut nobody = |_| Ok(());
        let mut engine = Engine::gathering(self.options.clone(), &name, &mut nobody, person, take);
        match read_file(file, &self.options, &mut engine) {
            // The audit of the file ends there too, and says so; what stands before is compared.
            Err(error) if error.kind() == ErrorKind::Format => {}
            read => read.map_err(in_file)?,
        }
        self.is_as_before(source, &again)
    }

    fn changed(&self, source: usize) -> Error {
        let error = Error::new(ErrorKind::Format, "the file changed while its NHS numbers were compared")
            .with_help("see that nothing writes to it, and try again");
        match self.files.get(source) {
            Some(file) => error.at(Position::in_file(file.path.display().to_string())),
            None => error,
        }
    }
}

/// What is told of the records of one file, in their order.
pub(super) struct Verdicts {
    duplicates: Duplicates,
    source: usize,
    window: Arc<Window>,
    numbers: Numbers,
    trace: Trace,
    compared: u64,
    /// The present record's number, in a run that shows values. Of several nobody can say here which one is shared.
    value: Option<Box<[u8]>>,
}

/// What is told of one record: the rule, what more can be said, and the number where values are shown.
pub(super) type Verdict = (&'static Rule, Option<String>, Option<Box<[u8]>>);

impl Verdicts {
    /// Begins a record.
    pub(super) fn begin(&mut self) {
        self.numbers.clear();
        self.value = None;
    }

    /// Takes what stands where the NHS number belongs.
    pub(super) fn takes(&mut self, value: &[u8], shows_values: bool) {
        if self.numbers.takes(value) && shows_values {
            self.value = (self.numbers.iter().count() == 1).then(|| value.into());
        }
    }

    /// Ends the record of this row.
    pub(super) fn of(&mut self, row: u64) -> Result<Option<Verdict>> {
        self.trace.takes(row, &self.numbers);
        if self.numbers.is_empty() {
            return Ok(None);
        }
        self.compared += 1;
        let place = Place::of(self.source, row);
        if !self.window.holds(place) {
            self.window = Arc::default();
            self.window = self.duplicates.window(place)?;
        }
        Ok(self.window.of(place).map(|differing| {
            let rule = if differing == 0 { &repeated_record::RULE } else { &shared_nhs_number::RULE };
            (rule, shared_nhs_number::evidence(fields(differing)), self.value.take())
        }))
    }

    /// Ends the file: how many records were compared. What was told of it is of no use where it has changed since.
    pub(super) fn end(&self) -> Result<u64> {
        if self.duplicates.trace(self.source) == Some(self.trace) {
            Ok(self.compared)
        } else {
            Err(self.duplicates.0.files.changed(self.source))
        }
    }

    /// Whether the file is still what it was when it was first looked at.
    pub(super) fn is_of(&self, file: &File) -> Result<()> {
        self.duplicates.0.files.is_as_before(self.source, file)
    }
}

fn fields(differing: Differing) -> impl Iterator<Item = RecordField> {
    FIELDS.into_iter().enumerate().filter(move |(bit, _)| differing & (1 << bit) != 0).map(|(_, field)| field)
}
