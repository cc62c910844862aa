//! What a format has to say of itself for records to be converted from it and to it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::source::{Place, Source};
use crate::bridge::{Loss, Policy};
use crate::demographics::Demographics;
use crate::error::Result;
use crate::field::Reconciled;
use crate::name::StepKind;
use crate::overlay::{Known, Overlay};
use crate::purpose::Purpose;

/// A piece of an input. All pieces together are the input, byte for byte. `Debug` prints what it is and its length.
pub enum Piece {
    /// What stands between records: line ends, the frame of a Bundle or of a transport.
    Between(Vec<u8>),
    /// What is needed to read the records behind it: the header of a table.
    Head(Vec<u8>),
    /// Something whole that is about nobody.
    Other(Vec<u8>),
    /// A record, and where it begins.
    Record(Vec<u8>, Place),
}

impl core::fmt::Debug for Piece {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let (word, bytes) = match self {
            Self::Between(bytes) => ("Between", bytes),
            Self::Head(bytes) => ("Head", bytes),
            Self::Other(bytes) => ("Other", bytes),
            Self::Record(bytes, _) => ("Record", bytes),
        };
        write!(f, "{word}({} bytes)", bytes.len())
    }
}

/// Takes an input apart.
pub trait Splitter: core::fmt::Debug {
    /// The next piece; `None` at the end.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Format`](crate::ErrorKind::Format) with its place, where no piece of this format begins or one does not
    /// end; [`ErrorKind::Io`](crate::ErrorKind::Io) when the input cannot be read.
    fn next(&mut self, source: &mut Source<'_>) -> Result<Option<Piece>>;
}

/// By what a record is known in two formats: nothing of the person but what a message has to say to be about somebody.
/// `Debug` prints no key.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Key {
    /// What the source calls the record: the id of a resource, the first identifier of PID-3, a column.
    Given(String),
    /// The source calls it nothing: it is the so-manieth, from 1.
    Position(u64),
}

impl core::fmt::Debug for Key {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::Given(_) => "Key::Given",
            Self::Position(_) => "Key::Position",
        })
    }
}

/// What stands around the records of a target.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// Before the first record.
    pub first: Vec<u8>,
    /// Between two.
    pub between: Vec<u8>,
    /// Behind the last.
    pub last: Vec<u8>,
    /// Where there are no records.
    pub none: Vec<u8>,
}

/// A record as it was read from a format.
#[derive(Clone, Debug)]
pub struct Read {
    /// What it says of the person.
    pub person: Demographics,
    /// What it is called, the first of [`Format::keys`]; `None` where it says nothing of this.
    pub key: Option<Key>,
    /// How many elements have no place in a record. They stay in the source.
    pub not_read: u64,
    /// Whether residues came along, and were refused: they are damaged, or the record was changed since.
    pub refused_residues: bool,
}

/// What goes out, and how it is decided: the caller's choice.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// Why it is sent. `None` is for the storage form alone, which holds everything.
    pub purpose: Option<Purpose>,
    /// What becomes of what fits several codes.
    pub policy: Policy,
    /// Whether the residues are sent along.
    pub sends_residues: bool,
}

/// A record as it was written in a format.
///
/// `Debug` prints no value.
#[derive(Clone)]
pub struct Written {
    /// It.
    pub bytes: Vec<u8>,
    /// What became of each field of which something was said.
    pub fields: Vec<FieldWritten>,
    /// What it could not hold, by field.
    pub residues: BTreeMap<String, String>,
}

impl core::fmt::Debug for Written {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Written").field("fields", &self.fields).finish_non_exhaustive()
    }
}

/// What became of one field in a target.
#[derive(Clone, Debug)]
pub struct FieldWritten {
    /// The field, as the storage form names it.
    pub field: &'static str,
    /// The key of the code system, where there is one.
    pub system: Option<&'static str>,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of one field in a target.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It is there as a code or several, of which nothing decides but the list itself.
    Certain(Vec<Loss>),
    /// The same, where the authority decided.
    ByAuthority(Vec<Loss>),
    /// Several codes fit, and nothing says which. It is left out.
    Ambiguous,
    /// The list has no code for it, or its owner does not take that code. It is left out.
    NoCode,
    /// The target has no place for it.
    NotHeld,
    /// The purpose may not see it.
    Withheld,
    /// A name, and what was changed in its renderings.
    Name(Vec<StepKind>),
    /// A name that the target cannot hold. It is left out.
    NameNotWritten,
}

/// A format that records are read from and written to. A new format is one implementation.
pub trait Format: core::fmt::Debug {
    /// How it is written in a side file, and read again from there.
    fn settings(&self) -> Settings;

    /// Takes an input apart.
    fn splitter(&self) -> Box<dyn Splitter>;

    /// Takes note of a [head](Piece::Head), before the records that stand under it are read.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Format`](crate::ErrorKind::Format) when the head is none that the settings are for.
    fn head(&mut self, _head: &[u8]) -> Result<()> {
        Ok(())
    }

    /// Reads a record; `place` is a place for errors alone.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Format`](crate::ErrorKind::Format), with its place within the record, when it is none.
    fn read(&self, record: &[u8]) -> Result<Read>;

    /// All that a record is called: who edits a target may add to it.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    fn keys(&self, _record: &[u8]) -> Result<Vec<Key>> {
        Ok(Vec::new())
    }

    /// What stands around the records of a target.
    fn frame(&self) -> Frame;

    /// Writes a record.
    ///
    /// # Errors
    ///
    /// Where the record cannot be written at all. What a field cannot hold is no error but an [`Outcome`].
    fn write(&self, person: &Demographics, key: &Key, choice: Choice) -> Result<Written>;

    /// The record of a source with one field put to what the person's record says now, and every other byte as it was.
    /// `None` where the source cannot say it; it then stays as it was.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    fn update(
        &self,
        record: &[u8],
        person: &Demographics,
        field: &'static str,
        choice: Choice,
    ) -> Result<Option<Vec<u8>>>;

    /// Takes what was edited in a target into the record that was sent, and says what became of each field that is not as
    /// it was sent. What the person stated is never replaced.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    fn reconcile(
        &self,
        person: &mut Demographics,
        sent: &[u8],
        edited: &[u8],
    ) -> Result<Vec<(&'static str, Reconciled)>>;

    /// The code systems that fields are written in: the field, the system's key, and the edition of its mapping.
    fn systems(&self) -> Vec<(&'static str, &'static str, u16)> {
        Vec::new()
    }

    /// The overlay whose lists and heritages it knows beside the national ones.
    fn overlay(&self) -> Option<Overlay> {
        None
    }

    /// Whether each record of a target carries its key.
    fn has_keys(&self) -> bool {
        true
    }

    /// Whether it holds everything, so that no purpose is asked for.
    fn holds_everything(&self) -> bool {
        false
    }
}

/// A format with what was agreed about it, as a side file keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Settings {
    /// The format's word: `storage`, `storage-yaml`, `fhir`, `fhir-bundle`, `hl7`, `csv`.
    pub format: String,
    /// Of FHIR: the key of the profile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// Of HL7 v2: the code system of each field of PID, by its key; behind it, with commas between, what the feed calls it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub systems: BTreeMap<String, String>,
    /// Of HL7 v2: the set in which the bytes are read, where the sender is known to declare a wrong one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_as: Option<String>,
    /// Of HL7 v2: the message that records are written into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// Of tables: the map of the columns, in YAML.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub map: Option<String>,
    /// The overlay that it was made with: without it, its own lists and heritages are not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overlay: Option<OverlayVersion>,
}

/// Which overlay, as a side file keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OverlayVersion {
    /// The ODS code of its owner.
    pub owner: String,
    /// The owner's own version of it.
    pub version: String,
}

impl OverlayVersion {
    pub(super) fn of(known: Known) -> Option<Self> {
        let overlay = known.overlay()?;
        Some(Self { owner: overlay.owner().to_string(), version: overlay.version().to_owned() })
    }
}
