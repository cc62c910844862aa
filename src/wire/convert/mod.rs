//! Records from one format to another and back, without losing a byte.
//!
//! A [`Conversion`] reads records from a source as they come, whatever the source's length, and writes each into a target
//! of another format: what the purpose may see, and nothing else. The [report](Report) says, field by field, what became of
//! it. What no field of the target holds (white space, order, content that nobody here knows, and everything that the purpose
//! does not see) goes into a [side file](side), which the sender keeps. With it, [`back`](back()) gives the source again: byte
//! for byte where the target was not edited, and with what was edited reconciled where it was.
//!
//! ```
//! use ownwords::wire::convert::{Conversion, Choice, Fhir, Hl7, StorageLines, back};
//! use ownwords::wire::fhir;
//! use ownwords::wire::hl7::Feed;
//! use ownwords::{Policy, Purpose};
//! use std::io::Cursor;
//!
//! # fn main() -> ownwords::Result<()> {
//! // Somebody made up, as a server wrote it; HL7 v2 has no place for what we do not know of.
//! let source = r#"{ "resourceType":"Patient", "id":"7", "weight": 1.10,
//!   "name": [{"use":"usual", "given": ["Zoë"], "family": "Nguyễn"}] }"#;
//!
//! let feed = Hl7::of(Feed::of("pas")).with_system("PID-22", "nhs-ethnic-category-2001")?;
//! let choice = Choice { purpose: Some(Purpose::Letter), policy: Policy::Certain, sends_residues: false };
//! let mut conversion = Conversion::new(Fhir::lines(&fhir::UKCORE_ENGLAND), feed, choice);
//! let (mut target, mut side) = (Vec::new(), Vec::new());
//! let report = conversion.run(&mut source.as_bytes(), &mut target, Some(&mut side))?;
//! assert_eq!(report.records, 1);
//! assert!(target.ends_with("\rPID|1||7||Nguyễn^Zoë^^^^^D\r".as_bytes()));
//!
//! let mut again = Vec::new();
//! let report = back(&mut Cursor::new(&side), &mut Cursor::new(&target), &mut again)?;
//! assert_eq!((report.untouched, again), (1, source.as_bytes().to_vec()));
//! # Ok(())
//! # }
//! ```
//!
//! # What is not preserved
//!
//! - The source is, with the side file: each byte of it. Without the side file, the target alone has what it says.
//! - An edit of a target that its format does not read (a telephone number, say) is not taken over. It is counted, as the
//!   record is then not as it was sent.
//! - Records that were edited in the storage form, which names nobody, are told apart by their places, and only while as
//!   many records came back as were sent.

mod back;
mod csv;
#[cfg(feature = "authoring")]
mod documents;
mod fhir;
mod fields;
mod format;
mod hl7;
mod matching;
mod report;
mod settings;
pub mod side;
mod source;
mod storage;
mod values;

use std::collections::BTreeMap;
use std::io::{Read, Write};

pub use self::back::{Back, back, back_with};
pub use self::csv::Csv;
#[cfg(feature = "authoring")]
pub use self::documents::StorageDocuments;
pub use self::fhir::Fhir;
pub use self::format::{
    Choice, FieldWritten, Format, Frame, Key, Outcome, OverlayVersion, Piece, Read as ReadRecord, Settings,
    Splitter, Written,
};
pub use self::hl7::Hl7;
pub use self::report::{Counts, Report};
pub use self::source::{Place, Source, Sum};
pub(crate) use self::source::{Summed, hex};
pub use self::storage::StorageLines;

use self::side::{Bytes, End, Head, Kept};
use crate::bridge::Policy;
use crate::demographics::Demographics;
use crate::error::{Error, ErrorKind, Position, Result};
use crate::overlay::{Known, Overlay};
use sha2::{Digest, Sha256};

/// The longest record that is read, in bytes: 16 MiB.
pub const LONGEST: usize = crate::wire::fhir::LONGEST;

/// From how many bytes what stands between records has a line of its own in a side file, so that memory stays flat.
const MANY: usize = 1 << 16;

/// A source format, a target format, and what the caller chose.
#[derive(Debug)]
pub struct Conversion {
    from: Box<dyn Format>,
    to: Box<dyn Format>,
    choice: Choice,
}

impl Conversion {
    /// A conversion from one format to another.
    pub fn new(from: impl Format + 'static, to: impl Format + 'static, choice: Choice) -> Self {
        Self { from: Box::new(from), to: Box::new(to), choice }
    }

    /// A conversion between formats that [settings](Settings) describe.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when the settings describe no format; what they could be is said.
    pub fn between(from: &Settings, to: &Settings, choice: Choice) -> Result<Self> {
        Self::of_lists(from, to, choice, Known::NATIONAL)
    }

    /// A conversion between formats that [settings](Settings) describe, with an organisation's own lists and heritages beside
    /// the national ones. The report and the side file name the overlay.
    ///
    /// # Errors
    ///
    /// As [`between`](Self::between).
    ///
    /// # Example
    ///
    /// See [`back_with`].
    pub fn between_with(from: &Settings, to: &Settings, choice: Choice, overlay: &Overlay) -> Result<Self> {
        Self::of_lists(from, to, choice, Known::of(overlay))
    }

    fn of_lists(from: &Settings, to: &Settings, choice: Choice, known: Known) -> Result<Self> {
        Ok(Self { from: from.of_lists(known)?, to: to.of_lists(known)?, choice })
    }

    /// The lists and heritages that one of the formats knows.
    fn known(&self) -> Known {
        let overlay = self.from.overlay().or_else(|| self.to.overlay());
        overlay.map_or(Known::NATIONAL, |overlay| Known::of(&overlay))
    }

    /// Reads all records of the source and writes each into the target, and what the target cannot hold into the side file.
    ///
    /// The target is not complete before this returns without an error: give it a file that is kept only then.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Format`], with record, line and byte, when a record cannot be read; [`ErrorKind::Usage`] when a message is
    /// to be written and no purpose is named; [`ErrorKind::Io`] when a file cannot be read or written.
    pub fn run(
        &mut self,
        source: &mut dyn Read,
        target: &mut dyn Write,
        side: Option<&mut dyn Write>,
    ) -> Result<Report> {
        self.run_seeing(source, target, side, &mut |_| {})
    }

    /// As [`run`](Self::run), and shows each record to `see` as it was read, for counts that are taken on the way. It sees the
    /// whole record, whatever the purpose is.
    ///
    /// # Errors
    ///
    /// As [`run`](Self::run).
    pub fn run_seeing(
        &mut self,
        source: &mut dyn Read,
        target: &mut dyn Write,
        side: Option<&mut dyn Write>,
        see: &mut dyn FnMut(&Demographics),
    ) -> Result<Report> {
        self.check_purpose()?;
        let mut running = Running {
            side: side.map(|out| side::Writer::begin(out, &self.head())).transpose()?,
            out: Out::new(target),
            frame: self.to.frame(),
            before: Vec::new(),
            report: Report::of(self.known()),
        };
        let mut summed = Summed::new(source);
        let mut source = Source::new(&mut summed);
        let mut splitter = self.from.splitter();
        while let Some(piece) = splitter.next(&mut source)? {
            match piece {
                Piece::Record(record, place) => running.record(self, record, place, see)?,
                Piece::Between(bytes) => running.between(&bytes)?,
                Piece::Other(bytes) => {
                    running.report.others += 1;
                    running.between(&bytes)?;
                }
                Piece::Head(bytes) => {
                    self.from.head(&bytes)?;
                    running.head(bytes)?;
                }
            }
        }
        running.end(summed.sum())
    }

    fn check_purpose(&self) -> Result<()> {
        match (self.choice.purpose.is_some(), self.to.holds_everything()) {
            (true, true) => {
                Err(Error::new(ErrorKind::Usage, "the storage form holds everything, for no purpose")
                    .with_help("leave the purpose out; for a receiver choose a message"))
            }
            (false, false) => {
                Err(Error::new(ErrorKind::Usage, "a message is written for a purpose, and none is named")
                    .with_help("name why it is sent: what may come out depends on it"))
            }
            _ => Ok(()),
        }
    }

    /// What was certain without the authority was not decided by it.
    fn tell_authority(&self, person: &Demographics, key: &Key, written: &mut Written) -> Result<()> {
        let Policy::Authority(_) = self.choice.policy else { return Ok(()) };
        let certain = self.to.write(person, key, Choice { policy: Policy::Certain, ..self.choice })?;
        for field in &mut written.fields {
            let was_ambiguous = certain.fields.iter().any(|one| {
                one.field == field.field
                    && one.system == field.system
                    && matches!(one.outcome, Outcome::Ambiguous)
            });
            if let (true, Outcome::Certain(losses)) = (was_ambiguous, &mut field.outcome) {
                field.outcome = Outcome::ByAuthority(core::mem::take(losses));
            }
        }
        Ok(())
    }

    fn head(&self) -> Head {
        let systems = self.from.systems().into_iter().chain(self.to.systems());
        Head {
            format: side::FORMAT.to_owned(),
            tool: concat!("ownwords ", env!("CARGO_PKG_VERSION")).to_owned(),
            standard: crate::STANDARD_VERSION.to_owned(),
            from: self.from.settings(),
            to: self.to.settings(),
            purpose: self.choice.purpose.map(|purpose| purpose.key().to_owned()),
            authority: match self.choice.policy {
                Policy::Certain => None,
                Policy::Authority(authority) => Some(authority.key().to_owned()),
            },
            sends_residues: self.choice.sends_residues,
            systems: systems.map(|(_, key, edition)| (key.to_owned(), edition)).collect::<BTreeMap<_, _>>(),
        }
    }
}

/// A conversion that runs.
struct Running<'w> {
    side: Option<side::Writer<'w>>,
    out: Out<'w>,
    frame: Frame,
    /// What stands in the source before the next record.
    before: Vec<u8>,
    report: Report,
}

impl Running<'_> {
    fn between(&mut self, bytes: &[u8]) -> Result<()> {
        self.before.extend_from_slice(bytes);
        if self.before.len() < MANY {
            return Ok(());
        }
        let bytes = core::mem::take(&mut self.before);
        self.side.as_mut().map_or(Ok(()), |side| side.between(bytes))
    }

    fn head(&mut self, bytes: Vec<u8>) -> Result<()> {
        let before = core::mem::take(&mut self.before);
        let Some(side) = &mut self.side else { return Ok(()) };
        if !before.is_empty() {
            side.between(before)?;
        }
        side.head(bytes)
    }

    fn record(
        &mut self,
        conversion: &Conversion,
        record: Vec<u8>,
        place: Place,
        see: &mut dyn FnMut(&Demographics),
    ) -> Result<()> {
        let Conversion { from, to, choice } = conversion;
        self.report.records += 1;
        let number = self.report.records;
        let at = |error| in_record(place.shift(error), number);
        let read = from.read(&record).map_err(at)?;
        let key = read.key.unwrap_or(Key::Position(number));
        let mut written = to.write(&read.person, &key, *choice).map_err(at)?;
        conversion.tell_authority(&read.person, &key, &mut written).map_err(at)?;
        see(&read.person);
        self.out.put(if number == 1 { &self.frame.first } else { &self.frame.between })?;
        self.out.put(&written.bytes)?;
        self.report.not_read += read.not_read;
        self.report.look_at(&read.person);
        self.report.refused_residues += u64::from(read.refused_residues);
        self.report.add(written.fields);
        let before = Bytes(core::mem::take(&mut self.before));
        let Some(side) = &mut self.side else { return Ok(()) };
        let storage = match from.holds_everything() {
            true => None,
            false => Some(storage::to_raw(&read.person)?),
        };
        let (source, sent) = (Bytes(record), Bytes(written.bytes));
        let residues = written.residues;
        side.record(&Kept { record: number, before, key, source, sent, storage, residues })
    }

    fn end(mut self, source: Sum) -> Result<Report> {
        self.out.put(if self.report.records > 0 { &self.frame.last } else { &self.frame.none })?;
        let Self { side, out, before, mut report, .. } = self;
        report.target = out.end()?;
        report.source = source;
        let end = End {
            after: Bytes(before),
            records: report.records,
            source: report.source.clone(),
            target: report.target.clone(),
        };
        side.map_or(Ok(()), |side| side.end(&end))?;
        Ok(report)
    }
}

/// A target, and what was written to it.
struct Out<'w> {
    target: &'w mut dyn Write,
    bytes: u64,
    hash: Sha256,
}

impl<'w> Out<'w> {
    fn new(target: &'w mut dyn Write) -> Self {
        Self { target, bytes: 0, hash: Sha256::new() }
    }

    fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.bytes += bytes.len() as u64;
        self.hash.update(bytes);
        self.target.write_all(bytes).map_err(|error| io_error("the target cannot be written", error))
    }

    fn end(self) -> Result<Sum> {
        self.target.flush().map_err(|error| io_error("the target cannot be written", error))?;
        Ok(Sum { bytes: self.bytes, sha256: hex(self.hash) })
    }
}

/// The same error, with the record's number.
fn in_record(error: Error, record: u64) -> Error {
    let position = error.position().cloned().unwrap_or_default();
    error.at(Position { row: Some(record), ..position })
}

#[cold]
fn io_error(what: &str, error: std::io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("{what} ({})", error.kind()))
        .with_help("see that the directory is there, may be written to and has room")
        .with_source(error)
}
