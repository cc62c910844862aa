//! The storage form in JSON: one complete record a line.

use serde_json::Value;
use serde_json::value::RawValue;

use super::fields;
use super::format::{Choice, Format, Frame, Key, OverlayVersion, Read, Settings, Splitter, Written};
use super::values::Values;
use crate::demographics::Demographics;
use crate::error::{Error, ErrorKind, Position, Result};
use crate::field::Reconciled;
use crate::overlay::{Known, Overlay};
use crate::wire::Storage;
use crate::wire::fhir::{has_member, put_member};

/// The storage form, one record after another.
#[derive(Clone, Copy, Debug, Default)]
pub struct StorageLines {
    /// The lists of ethnicity that codes of edited records may be of.
    known: Known,
}

impl StorageLines {
    /// The same, with an organisation's own lists and heritages beside the national ones.
    #[must_use]
    pub fn with_overlay(self, overlay: &Overlay) -> Self {
        self.of_lists(Known::of(overlay))
    }

    pub(super) fn of_lists(self, known: Known) -> Self {
        Self { known }
    }
}

/// What codings of names call this format.
pub(super) const NAMES: &str = "ownwords-record";

pub(super) fn to_json(person: &Demographics) -> Result<Vec<u8>> {
    serde_json::to_vec(&person.for_storage()).map_err(not_written)
}

/// The same, to stand in a line of a side file.
pub(super) fn to_raw(person: &Demographics) -> Result<Box<RawValue>> {
    serde_json::value::to_raw_value(&person.for_storage()).map_err(not_written)
}

/// What the storage form holds of one field; `None` where it holds nothing.
pub(super) fn member(person: &Demographics, field: &str) -> Result<Option<Value>> {
    let mut all: serde_json::Map<String, Value> = serde_json::from_slice(&to_json(person)?)
        .map_err(|error| Error::new(ErrorKind::Format, "the record is no object").with_source(error))?;
    Ok(all.swap_remove(field))
}

#[cold]
fn not_written(error: serde_json::Error) -> Error {
    Error::new(ErrorKind::Format, "the record cannot be written in the storage form").with_source(error)
}

/// The record of a storage form in JSON.
pub(super) fn from_json(record: &[u8]) -> Result<Demographics> {
    // First as JSON alone, so that an error has its place and quotes nothing.
    has_member(record, "format")?;
    let stored: Storage = serde_json::from_slice(record).map_err(|error| {
        let place = Position::default().line(error.line() as u64).column(error.column() as u64);
        Error::new(ErrorKind::Format, "this is no record in the storage form: a key or value is not of it")
            .at(place)
            .with_help(
                "`ownwords convert … --to storage` writes it; a record of a newer release is read with that",
            )
    })?;
    stored.into_record().map_err(|error| {
        let position = error.position().cloned().unwrap_or_else(|| Position::default().line(1).column(1));
        error.at(position)
    })
}

impl Format for StorageLines {
    fn settings(&self) -> Settings {
        Settings { overlay: OverlayVersion::of(self.known), ..Settings::of("storage") }
    }

    fn splitter(&self) -> Box<dyn Splitter> {
        Box::new(Values::of_storage())
    }

    fn read(&self, record: &[u8]) -> Result<Read> {
        Ok(Read { person: from_json(record)?, key: None, not_read: 0, refused_residues: false })
    }

    fn frame(&self) -> Frame {
        Frame { between: b"\n".to_vec(), last: b"\n".to_vec(), ..Frame::default() }
    }

    fn write(&self, person: &Demographics, _: &Key, _: Choice) -> Result<Written> {
        Ok(Written { bytes: to_json(person)?, fields: Vec::new(), residues: Default::default() })
    }

    fn update(
        &self,
        record: &[u8],
        person: &Demographics,
        field: &'static str,
        _: Choice,
    ) -> Result<Option<Vec<u8>>> {
        let value = member(person, field)?.map(|value| value.to_string());
        Ok(Some(put_member(record, field, value.as_deref())?.into_bytes()))
    }

    fn reconcile(
        &self,
        person: &mut Demographics,
        sent: &[u8],
        edited: &[u8],
    ) -> Result<Vec<(&'static str, Reconciled)>> {
        Ok(fields::reconcile(self.known, person, &from_json(sent)?, &from_json(edited)?, NAMES))
    }

    fn overlay(&self) -> Option<Overlay> {
        self.known.overlay().copied()
    }

    fn has_keys(&self) -> bool {
        false
    }

    fn holds_everything(&self) -> bool {
        true
    }
}
