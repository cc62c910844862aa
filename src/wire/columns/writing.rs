//! From a record to a row: a new one, or one that was read.

use std::collections::BTreeMap;

use super::columns::{Columns, Group};
use super::names::{self, Cells};
use super::table::Row;
use crate::answer::Answer;
use crate::bridge::{Ambiguity, Loss, Policy};
use crate::demographics::Demographics;
use crate::error::{Error, Result};
use crate::name::{Name, NameText, PartKind, Receipt};
use crate::purpose::{Characteristic, Purpose};
use crate::residue::Residue;

/// What tells a record from all others, for the columns of a new row that hold it.
#[derive(Clone, Copy, Default)]
#[non_exhaustive]
pub struct Keys<'a> {
    /// The record key.
    pub record_key: Option<&'a str>,
    /// The NHS number.
    pub nhs_number: Option<&'a str>,
}

impl<'a> Keys<'a> {
    /// This record key, and no NHS number.
    pub fn record_key(key: &'a str) -> Self {
        Self { record_key: Some(key), nhs_number: None }
    }

    /// The same with this NHS number.
    #[must_use]
    pub fn with_nhs_number(mut self, number: &'a str) -> Self {
        self.nhs_number = Some(number);
        self
    }
}

impl core::fmt::Debug for Keys<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Keys").finish_non_exhaustive()
    }
}

/// What became of one field.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Sent {
    /// The row said it already, and was left as it was.
    AsItStood,
    /// Codes: what each makes indistinguishable, and how many there was no room for. Without any, the system has no code for
    /// the absence, and the cells are empty.
    Codes {
        /// The losses, one a code.
        losses: Vec<Loss>,
        /// How many codes there was no room for.
        left_out: usize,
    },
    /// The name: what was changed in each column, by its place from 0, and which marked parts no column takes.
    Name {
        /// The receipts.
        receipts: Vec<(usize, Receipt)>,
        /// The parts.
        left_out: Vec<PartKind>,
    },
    /// Several codes fit, and nothing says which: the cells are empty.
    Ambiguous(Ambiguity),
    /// The name cannot be written into these columns: the cells are empty. The error says what to do.
    NotWritten(Error),
    /// There is no name: the cells are empty.
    NoName,
    /// A residue alone: no other column holds the field.
    ResidueAlone,
    /// The purpose may not see the field. Of a new row the cells are empty; of one that was read they are as they were.
    Withheld,
}

/// What became of one field, which is named as in the storage form.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FieldSent {
    /// The field.
    pub field: &'static str,
    /// The system whose codes were written, where it is a coded field.
    pub system: Option<&'static str>,
    /// What became of it.
    pub sent: Sent,
}

/// The residues of a row that no column of it holds, each with its field and system.
pub type Residues = BTreeMap<(&'static str, Option<&'static str>), Residue>;

/// A row, what it cannot tell apart, and what it could not hold. The row is reached by taking all three.
#[derive(Clone, Debug)]
#[must_use = "the row, the losses and the residues belong together"]
pub struct Written {
    row: Vec<u8>,
    fields: Vec<FieldSent>,
    residues: Residues,
}

impl Written {
    /// The bytes of the row with its line end; what became of each field; and the residues that no column of the row holds,
    /// which the sender keeps. There is no other way to the row.
    pub fn into_parts(self) -> (Vec<u8>, Vec<FieldSent>, Residues) {
        (self.row, self.fields, self.residues)
    }
}

impl Columns {
    /// A new row with what this purpose may see of the record, in the columns that the map has: each field as its system or
    /// receiver can hold it, and what it cannot in the column of its residue.
    ///
    /// An administrative gender is written where the map has a column for it; no purpose shows it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Text`](crate::ErrorKind::Text) when a key, or a code as it was received, has a character that the file's
    /// encoding has not.
    ///
    /// # Example
    ///
    /// See [the module](super).
    pub fn write(
        &self,
        person: &Demographics,
        purpose: Purpose,
        policy: Policy,
        keys: Keys<'_>,
    ) -> Result<Written> {
        let key = keys.record_key.or(keys.nhs_number).filter(|key| !key.is_empty()).map(str::as_bytes);
        let key = match (self.record_key, self.nhs_number) {
            (None, None) => None,
            (None, Some(_)) => keys.nhs_number.filter(|key| !key.is_empty()).map(str::as_bytes),
            (Some(_), None) => keys.record_key.filter(|key| !key.is_empty()).map(str::as_bytes),
            (Some(_), Some(_)) => key,
        };
        let writing = Writing { columns: self, person, purpose, policy, key, before: None };
        let (mut contents, fields, residues) = writing.all();
        for (place, key) in [(self.record_key, keys.record_key), (self.nhs_number, keys.nhs_number)] {
            if let (Some(place), Some(key)) = (place, key) {
                contents.push((place, key.as_bytes().to_vec()));
            }
        }
        let mut cells: Vec<&[u8]> = vec![b""; self.width()];
        for (place, content) in &contents {
            if let Some(cell) = cells.get_mut(*place) {
                *cell = content;
            }
        }
        let mut row = Vec::new();
        self.put_line(&mut row, &cells)?;
        Ok(Written { row, fields, residues })
    }

    /// A row that was read, with what this purpose may see of the record put in: a cell that says it already is left as it
    /// stands, and every other byte of the row too. What the purpose may not see is left as well.
    ///
    /// # Errors
    ///
    /// As [`write`](Self::write), with the row's place.
    ///
    /// # Example
    ///
    /// See [the module](super).
    pub fn update(
        &self,
        row: &Row<'_>,
        person: &Demographics,
        purpose: Purpose,
        policy: Policy,
    ) -> Result<Written> {
        let key = self.key(row);
        let restored = self.restore(row);
        let before = Before {
            read: self.read(row).record,
            restored: restored.ok().map(|reading| reading.record),
            row,
        };
        let writing =
            Writing { columns: self, person, purpose, policy, key: key.as_deref(), before: Some(before) };
        let (contents, fields, residues) = writing.all();
        let is_other = |(place, content): &&(usize, Vec<u8>)| match row.cell(*place) {
            None => !content.is_empty(),
            Some(cell) => cell.code().as_ref() != content.as_slice(),
        };
        let changed: Vec<(usize, &[u8])> =
            contents.iter().filter(is_other).map(|(place, content)| (*place, content.as_slice())).collect();
        let row = if changed.is_empty() { row.bytes().to_vec() } else { row.with(&changed)? };
        Ok(Written { row, fields, residues })
    }
}

/// What a row said before it is updated.
struct Before<'a> {
    read: Demographics,
    /// Nothing where a residue does not restore: the row is then written anew.
    restored: Option<Demographics>,
    row: &'a Row<'a>,
}

struct Writing<'a> {
    columns: &'a Columns,
    person: &'a Demographics,
    purpose: Purpose,
    policy: Policy,
    key: Option<&'a [u8]>,
    before: Option<Before<'a>>,
}

type All = (Vec<(usize, Vec<u8>)>, Vec<FieldSent>, Residues);

impl Writing<'_> {
    fn sees(&self, what: Option<Characteristic>) -> bool {
        what.is_none_or(|what| self.purpose.may_see(what))
    }

    /// What the row says of a field whose residue may be in this column: with the residue where it is there.
    fn said(&self, residue: Option<usize>) -> Option<&Demographics> {
        let before = self.before.as_ref()?;
        match Columns::token(before.row, residue) {
            None => Some(&before.read),
            Some(_) => before.restored.as_ref(),
        }
    }

    fn all(&self) -> All {
        let mut all: All = (Vec::new(), Vec::new(), Residues::new());
        if !self.columns.names.is_empty() || self.columns.name_residue.is_some() {
            self.name(&mut all);
        }
        for group in &self.columns.groups {
            self.group(group, &mut all);
        }
        all
    }

    fn name(&self, all: &mut All) {
        let mut sent = |sent| all.1.push(FieldSent { field: "name", system: None, sent });
        if !self.sees(Some(Characteristic::Name)) {
            return sent(Sent::Withheld);
        }
        let name = self.person.for_purpose(self.purpose).name();
        let absence = self.person.name.statement().absence();
        let chosen = |person: &Demographics| person.name.statement().clone().map(|name: Name| name.chosen);
        let now: Option<Answer<NameText>> = name.cloned().map(Answer::Given).or(absence.map(Answer::Absent));
        if self.said(self.columns.name_residue).map(chosen) == now {
            return sent(Sent::AsItStood);
        }
        let cells = match name.map(|name| Cells::of(self.columns, name, self.purpose, &self.columns.shape)) {
            None => {
                sent(Sent::NoName);
                Cells::none(self.columns)
            }
            Some(Err(error)) => {
                sent(Sent::NotWritten(error));
                Cells::none(self.columns)
            }
            Some(Ok(mut cells)) => {
                let receipts = core::mem::take(&mut cells.receipts);
                let left_out = core::mem::take(&mut cells.left_out);
                sent(Sent::Name { receipts, left_out });
                cells
            }
        };
        let of = match (name, absence) {
            (Some(name), _) => Ok(name),
            (None, absence) => Err(absence.unwrap_or(crate::Reason::NotAsked.into())),
        };
        match names::seal(of, &cells, self.key) {
            Ok(residue) => self.keep(residue, "name", None, self.columns.name_residue, all),
            Err(error) => {
                all.1.push(FieldSent { field: "name", system: None, sent: Sent::NotWritten(error) })
            }
        }
        all.0.extend(cells.cells);
    }

    fn keep(
        &self,
        residue: Residue,
        field: &'static str,
        system: Option<&'static str>,
        column: Option<usize>,
        all: &mut All,
    ) {
        match column {
            Some(place) => all.0.push((place, residue.as_str().as_bytes().to_vec())),
            None => {
                all.2.insert((field, system), residue);
            }
        }
    }

    fn group(&self, group: &Group, all: &mut All) {
        let (field, system) = (group.field.word(), group.carrier.system());
        let mut sent = |sent| all.1.push(FieldSent { field, system, sent });
        if !self.sees(group.carrier.what()) {
            return sent(Sent::Withheld);
        }
        if self.said(group.residue).is_some_and(|before| group.carrier.is_same(before, self.person)) {
            return sent(Sent::AsItStood);
        }
        let coded = group.carrier.encode(self.person, self.policy, group.room(), self.key);
        sent(match coded.ambiguity {
            Some(ambiguity) => Sent::Ambiguous(ambiguity),
            None if group.columns.is_empty() => Sent::ResidueAlone,
            None => Sent::Codes { losses: coded.losses, left_out: coded.left_out },
        });
        all.0.extend(group.cells(&coded.codes));
        self.keep(coded.residue, field, system, group.residue, all);
    }
}
