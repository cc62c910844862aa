//! From a row to a record.

use std::borrow::Cow;

use super::columns::Columns;
use super::fields::Kept;
use super::map::FieldWord;
use super::names;
use super::table::Row;
use crate::answer::Answer;
use crate::demographics::Demographics;
use crate::error::{Error, ErrorKind, Result};
use crate::field::SaidBy;

/// What a row says of a person, and what of it could not be taken.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Reading {
    /// The record.
    pub record: Demographics,
    /// What was not taken into it, or is to be looked at. None of it holds a value.
    pub remarks: Vec<Remark>,
}

/// Something about the columns of one field in one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Remark {
    /// The field, as the storage form names it: `name`, `ethnicity`.
    pub field: &'static str,
    /// What is the matter.
    pub what: Remarked,
}

/// What is the matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Remarked {
    /// A code is none of the list: it is kept as recorded, meaning not known.
    NotInList,
    /// The codes of two systems in one row do not say the same. The answer is that of the column which the map names first;
    /// both codings stand beside it.
    Contradiction,
    /// The bytes are no text in the file's encoding.
    NotText,
    /// The row ends before the column.
    RowTooShort,
}

impl Remarked {
    /// It in a sentence without a stop.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::NotInList => "the code is none of the list; it is kept, and its meaning is not known",
            Self::Contradiction => {
                "the codes of two systems do not say the same; the map's first column was followed"
            }
            Self::NotText => "the bytes are no text in the file's encoding",
            Self::RowTooShort => "the row ends before this column",
        }
    }
}

impl Columns {
    /// What the row says by itself. Its residues are left alone.
    ///
    /// # Example
    ///
    /// See [the module](super).
    pub fn read(&self, row: &Row<'_>) -> Reading {
        let mut record = Demographics::not_asked();
        let mut remarks = Vec::new();
        let mut remark = |field, what| {
            let remark = Remark { field, what };
            if !remarks.contains(&remark) {
                remarks.push(remark);
            }
        };
        let (name, is_text) = names::read(self, row);
        record.name = name;
        if !is_text {
            remark("name", Remarked::NotText);
        }
        let name_ends = self.names.iter().map(|column| column.place).max();
        if name_ends.is_some_and(|place| place >= row.len()) {
            remark("name", Remarked::RowTooShort);
        }
        for group in &self.groups {
            let word = group.field.word();
            let codes = group.codes(row);
            let codes: Vec<&[u8]> = codes.iter().map(|code| code.as_ref()).collect();
            if codes.iter().any(|code| !group.carrier.has(code)) {
                remark(word, Remarked::NotInList);
            }
            if group.columns.iter().any(|column| column.place >= row.len()) {
                remark(word, Remarked::RowTooShort);
            }
            if group.carrier.read(&codes, &mut record) {
                remark(word, Remarked::Contradiction);
            }
            if codes.is_empty()
                && let Some(absence) = group.columns.iter().find_map(|column| column.empty)
            {
                group.carrier.absent(absence, &mut record);
            }
        }
        Reading { record, remarks }
    }

    /// What the row says, with what its residues keep: the record that was written into it, as far as its columns go. A field
    /// without a residue is as it is [read](Self::read).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Residue`], with the row's line and the field, when a residue is damaged, or belongs to other codes, another
    /// name or another record: the cells were changed since, or the column was sorted without the others. Then
    /// [read](Self::read) the row and [reconcile](crate::Bridge::reconcile) that field.
    ///
    /// # Example
    ///
    /// See [the module](super).
    pub fn restore(&self, row: &Row<'_>) -> Result<Reading> {
        let mut reading = self.read(row);
        let key = self.key(row);
        let key = key.as_deref();
        let wrong = |field: &str, error: &Error| {
            Error::new(error.kind(), format!("`{field}`: {}", error.message())).at(row.position()).with_help(
                "read the row without its residues and reconcile this field; see whether a column was sorted or changed",
            )
        };
        if let Some(token) = Self::token(row, self.name_residue) {
            let restored = names::restore(self, row, &token, key).map_err(|error| wrong("name", &error))?;
            let asked = reading.record.name.statement().clone();
            let name = &mut reading.record.name;
            match (asked, restored) {
                (Answer::Given(mut name_read), Answer::Given(text)) => {
                    name_read.chosen = text;
                    name.answer = Answer::Given(name_read);
                }
                (_, restored) => name.answer = restored.map(crate::name::Name::from_text),
            }
            name.provenance.said_by = SaidBy::Coding;
        }
        let mut restored: Vec<FieldWord> = Vec::new();
        for group in &self.groups {
            let Some(token) = Self::token(row, group.residue) else { continue };
            let codes = group.codes(row);
            let codes: Vec<&[u8]> = codes.iter().map(Cow::as_ref).collect();
            let is_second = restored.contains(&group.field);
            let kept = Kept { token: &token, key, is_several: group.is_several(), is_second };
            group
                .carrier
                .restore(&codes, &kept, &mut reading.record)
                .map_err(|error| wrong(group.field.word(), &error))?;
            restored.push(group.field);
        }
        reading.remarks.retain(|remark| {
            remark.what != Remarked::Contradiction
                || !restored.iter().any(|field| field.word() == remark.field)
        });
        Ok(reading)
    }

    /// Whether the row has a residue for any of its fields.
    pub fn has_residues(&self, row: &Row<'_>) -> bool {
        let places = self.groups.iter().map(|group| group.residue).chain([self.name_residue]);
        places.flatten().any(|place| Self::token(row, Some(place)).is_some())
    }
}

impl Reading {
    /// The remarks as one error where a caller wants none of them.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Format`] with the first remark.
    pub fn without_remarks(self) -> Result<Demographics> {
        match self.remarks.first() {
            None => Ok(self.record),
            Some(remark) => {
                Err(Error::new(ErrorKind::Format, format!("`{}`: {}", remark.field, remark.what.sentence()))
                    .with_help("see the column map, or take the record with its remarks"))
            }
        }
    }
}
