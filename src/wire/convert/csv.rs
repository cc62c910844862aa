//! CSV and TSV, with a map of the columns.

use std::collections::VecDeque;

use super::fhir::{coded, purpose_of, steps, untold};
use super::fields;
use super::format::{
    Choice, FieldWritten, Format, Frame, Key, Outcome, OverlayVersion, Piece, Read, Settings, Splitter,
    Written,
};
use super::source::{Place, Source};
use crate::demographics::Demographics;
use crate::error::{Error, ErrorKind, Result};
use crate::field::Reconciled;
use crate::overlay::Overlay;
use crate::purpose::Purpose;
use crate::wire::columns::{ColumnMap, Columns, Holds, Keys, LONGEST_ROW, Row, Sent, Shape, Table};

/// What codings of names call this format.
const NAMES: &str = "columns";

/// A table, one record a row.
#[derive(Debug)]
pub struct Csv {
    map: ColumnMap,
    columns: Columns,
}

impl Csv {
    /// Tables of this map. A target has the columns of the map, and a source at least those.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when the places of the map leave a column between them that it does not have.
    pub fn of(map: ColumnMap) -> Result<Self> {
        let columns = map.over_new_file()?;
        Ok(Self { map, columns })
    }

    fn row<T>(&self, record: &[u8], read: impl FnOnce(&Row<'_>) -> Result<T>) -> Result<T> {
        let mut table = Table::open_as(record, self.map.shape())?;
        match table.next_row()? {
            Some(row) => read(&row),
            None => Err(Error::new(ErrorKind::Format, "there is no row here")
                .with_help("a record is a row with at least one cell")),
        }
    }

    fn holds(&self, what: &Holds) -> bool {
        self.map.columns().iter().any(|column| column.holds == *what)
    }
}

/// Takes a table apart into rows, as the columns do.
#[derive(Debug)]
struct Rows {
    shape: Shape,
    has_head: bool,
    is_behind_head: bool,
    /// The rows that were seen: how long each is, and whether it has any cells.
    seen: VecDeque<(usize, bool)>,
}

impl Rows {
    /// Looks for the ends of rows in what comes next.
    fn look(&mut self, source: &mut Source<'_>) -> Result<()> {
        let mut wanted = 1 << 16;
        let place = source.place();
        while self.seen.is_empty() {
            let bytes = source.peek(wanted)?;
            let is_all = bytes.len() < wanted;
            let mut table = Table::open_as(bytes, self.shape)?;
            let cut = loop {
                match table.next_row() {
                    Ok(Some(row)) => self.seen.push_back((row.bytes().len(), !row.is_empty())),
                    Ok(None) => break false,
                    Err(error) if is_all || error.kind() == ErrorKind::Io => {
                        let error = place.shift(error);
                        // What stands before it is read first.
                        return if self.seen.is_empty() { Err(error) } else { Ok(()) };
                    }
                    Err(_) => break true,
                }
            };
            if is_all {
                return Ok(());
            }
            // More may belong to the last one.
            if !cut {
                self.seen.pop_back();
            }
            if wanted > 2 * LONGEST_ROW {
                return Err(source.too_long());
            }
            wanted *= 2;
        }
        Ok(())
    }
}

impl Splitter for Rows {
    fn next(&mut self, source: &mut Source<'_>) -> Result<Option<Piece>> {
        if self.seen.is_empty() {
            self.look(source)?;
        }
        let Some((length, has_cells)) = self.seen.pop_front() else { return Ok(None) };
        let place: Place = source.place();
        if length > LONGEST_ROW {
            return Err(source.too_long());
        }
        let bytes = source.take(length);
        if self.has_head && !self.is_behind_head {
            self.is_behind_head = true;
            return Ok(Some(Piece::Head(bytes)));
        }
        Ok(Some(if has_cells { Piece::Record(bytes, place) } else { Piece::Between(bytes) }))
    }
}

impl Format for Csv {
    fn settings(&self) -> Settings {
        let (map, overlay) = (Some(self.map.to_yaml()), OverlayVersion::of(self.map.known));
        Settings { map, overlay, ..Settings::of("csv") }
    }

    fn splitter(&self) -> Box<dyn Splitter> {
        Box::new(Rows {
            shape: self.map.shape(),
            has_head: self.map.has_header(),
            is_behind_head: false,
            seen: VecDeque::new(),
        })
    }

    fn head(&mut self, head: &[u8]) -> Result<()> {
        self.columns = self.row(head, |row| self.map.over(Some(row)))?;
        Ok(())
    }

    fn read(&self, record: &[u8]) -> Result<Read> {
        let key = self.keys(record)?.into_iter().next();
        self.row(record, |row| {
            let (reading, refused_residues) = match self.columns.restore(row) {
                Ok(reading) => (reading, false),
                Err(error) if error.kind() == ErrorKind::Residue => (self.columns.read(row), true),
                Err(error) => return Err(error),
            };
            let not_read = reading.remarks.len() as u64;
            Ok(Read { person: reading.record, key, not_read, refused_residues })
        })
    }

    fn keys(&self, record: &[u8]) -> Result<Vec<Key>> {
        self.row(record, |row| {
            let key = self.columns.key(row).map(|key| String::from_utf8_lossy(&key).into_owned());
            let position = key.as_deref().and_then(|key| key.parse().ok()).map(Key::Position);
            Ok(key.map(Key::Given).into_iter().chain(position).collect())
        })
    }

    fn frame(&self) -> Frame {
        let header = self.columns.header().unwrap_or_default();
        Frame { first: header.clone(), none: header, ..Frame::default() }
    }

    fn write(&self, person: &Demographics, key: &Key, choice: Choice) -> Result<Written> {
        let purpose = purpose_of(choice)?;
        let key = match key {
            Key::Given(key) => key.clone(),
            Key::Position(place) => place.to_string(),
        };
        // An NHS number is none because somebody is called so in another system.
        let keys = if self.has_keys() { Keys::record_key(&key) } else { Keys::default() };
        let (bytes, sent, residues) = self.columns.write(person, purpose, choice.policy, keys)?.into_parts();
        let said = fields::said(person, purpose);
        let is_said = |field: &str| said.iter().any(|(word, _)| *word == field);
        let mut told = Vec::new();
        for one in sent.iter().filter(|one| is_said(one.field)) {
            let outcome = match &one.sent {
                Sent::AsItStood | Sent::NoName => continue,
                Sent::Codes { losses, left_out: 0 } => coded(losses),
                // What there is no room for is not there, though the first of it is.
                Sent::Codes { .. } | Sent::ResidueAlone => Outcome::NotHeld,
                Sent::Name { receipts, .. } => {
                    Outcome::Name(steps(receipts.iter().map(|(_, receipt)| receipt)))
                }
                Sent::Ambiguous(_) => Outcome::Ambiguous,
                Sent::NotWritten(_) => Outcome::NameNotWritten,
                Sent::Withheld => Outcome::Withheld,
            };
            told.push(FieldWritten { field: one.field, system: one.system, outcome });
        }
        told.extend(untold(&said, |word| sent.iter().any(|one| one.field == word)));
        let name = |field: &str, system: Option<&str>| match system {
            Some(system) => format!("{field} {system}"),
            None => field.to_owned(),
        };
        let residues = residues.iter().map(|((field, system), one)| (name(field, *system), one.to_string()));
        Ok(Written { bytes, fields: told, residues: residues.collect() })
    }

    fn update(
        &self,
        record: &[u8],
        person: &Demographics,
        field: &'static str,
        choice: Choice,
    ) -> Result<Option<Vec<u8>>> {
        let mut one = self.read(record)?.person;
        fields::put(&mut one, person, field);
        let purpose = choice.purpose.unwrap_or(Purpose::DirectCare);
        self.row(record, |row| {
            let written = self.columns.update(row, &one, purpose, choice.policy);
            let (row, sent, _) = written?.into_parts();
            let is_there = |sent: &Sent| match sent {
                Sent::Codes { losses, left_out } => {
                    *left_out == 0
                        && !losses.is_empty()
                        && !losses.iter().any(crate::bridge::Loss::is_left_out)
                }
                Sent::Name { .. } | Sent::AsItStood => true,
                _ => false,
            };
            let mut of_field = sent.iter().filter(|one| one.field == field).peekable();
            let is_held = of_field.peek().is_some() && of_field.all(|one| is_there(&one.sent));
            Ok(is_held.then_some(row))
        })
    }

    fn reconcile(
        &self,
        person: &mut Demographics,
        sent: &[u8],
        edited: &[u8],
    ) -> Result<Vec<(&'static str, Reconciled)>> {
        let read = |record: &[u8]| self.row(record, |row| Ok(self.columns.read(row).record));
        Ok(fields::reconcile(self.map.known, person, &read(sent)?, &read(edited)?, NAMES))
    }

    fn systems(&self) -> Vec<(&'static str, &'static str, u16)> {
        self.columns.systems()
    }

    fn overlay(&self) -> Option<Overlay> {
        self.map.known.overlay().copied()
    }

    fn has_keys(&self) -> bool {
        self.holds(&Holds::RecordKey)
    }
}
