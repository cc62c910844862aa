//! A map laid over the columns of one file.

use core::fmt;
use std::borrow::Cow;

use super::fields::{Carrier, carrier};
use super::map::{ColumnMap, FieldWord, Holds, Of, Receiver};
use super::shape::Shape;
use super::table::{Cell, Row, put, sign};
use crate::answer::Absence;
use crate::error::{Error, ErrorKind, Position, Result};
use crate::name::PartKind;
use crate::overlay::Known;
use crate::text::nearest;

/// The columns of one file, each with what the map says of it: what rows are read, restored, written and updated with.
///
/// # Example
///
/// See [the module](super).
pub struct Columns {
    pub(super) shape: Shape,
    pub(super) record_key: Option<usize>,
    pub(super) nhs_number: Option<usize>,
    pub(super) names: Vec<NameColumn>,
    pub(super) name_residue: Option<usize>,
    pub(super) groups: Vec<Group>,
    /// The lists of ethnicity that codes may be of.
    known: Known,
    /// The names of the columns of a new file, by their places.
    header: Vec<String>,
    has_header: bool,
}

/// A column for the name or a part of it.
#[derive(Clone, Copy)]
pub(super) struct NameColumn {
    pub(super) place: usize,
    pub(super) part: Option<PartKind>,
    pub(super) receiver: Option<Receiver>,
    pub(super) empty: Option<Absence>,
}

/// The columns of one field in one system.
pub(super) struct Group {
    pub(super) field: FieldWord,
    pub(super) carrier: Box<dyn Carrier>,
    pub(super) columns: Vec<CodeColumn>,
    pub(super) residue: Option<usize>,
}

pub(super) struct CodeColumn {
    pub(super) place: usize,
    pub(super) separator: Option<String>,
    pub(super) empty: Option<Absence>,
}

/// What the cells of a field can hold of several codes.
pub(super) struct Room<'s> {
    pub(super) most: usize,
    separators: Vec<&'s [u8]>,
}

impl Room<'_> {
    /// Whether the code would be read again as it is: not as nothing, nor as the two codes between which a separator stands.
    pub(super) fn is_for(&self, code: &[u8]) -> bool {
        let holds = |separator: &&[u8]| code.windows(separator.len().max(1)).any(|part| part == *separator);
        !code.is_empty() && !self.separators.iter().any(holds)
    }
}

impl Group {
    /// Whether it can hold more than one code.
    pub(super) fn is_several(&self) -> bool {
        self.columns.len() > 1 || self.columns.iter().any(|column| column.separator.is_some())
    }

    /// What it can hold of several codes; none where it holds one.
    pub(super) fn room(&self) -> Option<Room<'_>> {
        if !self.is_several() {
            return None;
        }
        let separators = self.columns.iter().filter_map(|column| column.separator.as_deref());
        let separators: Vec<&[u8]> = separators.map(str::as_bytes).collect();
        let most = if separators.is_empty() { self.columns.len() } else { usize::MAX };
        Some(Room { most, separators })
    }

    /// The codes of a row, in order; empty cells, and nothing between two separators, hold none.
    pub(super) fn codes<'t>(&self, row: &Row<'t>) -> Vec<Cow<'t, [u8]>> {
        let mut codes = Vec::new();
        for column in &self.columns {
            let Some(cell) = row.cell(column.place) else { continue };
            let code = cell.code();
            match column.separator.as_deref().map(str::as_bytes) {
                None => codes.push(code),
                Some(separator) => {
                    codes.extend(pieces(&code, separator).map(|piece| Cow::Owned(piece.to_vec())))
                }
            }
        }
        codes.retain(|code| !code.is_empty());
        codes
    }

    /// What each of its cells holds for these codes, for which there is [room](Self::room).
    pub(super) fn cells(&self, codes: &[Vec<u8>]) -> Vec<(usize, Vec<u8>)> {
        let mut rest = codes.iter();
        let mut cells = Vec::new();
        for (number, column) in self.columns.iter().enumerate() {
            let is_last = number + 1 == self.columns.len();
            let content = match &column.separator {
                // The first column that holds several takes what the columns behind it have no room for.
                Some(separator) => {
                    let behind = self.columns.len() - number - 1;
                    let take = if is_last { rest.len() } else { rest.len().saturating_sub(behind).max(1) };
                    let taken: Vec<&[u8]> = rest.by_ref().take(take).map(Vec::as_slice).collect();
                    taken.join(separator.as_bytes())
                }
                None => rest.next().cloned().unwrap_or_default(),
            };
            cells.push((column.place, content));
        }
        cells
    }
}

fn pieces<'c>(mut rest: &'c [u8], separator: &'c [u8]) -> impl Iterator<Item = &'c [u8]> {
    let mut is_over = separator.is_empty();
    core::iter::from_fn(move || {
        if is_over {
            return None;
        }
        let found = rest.windows(separator.len()).position(|window| window == separator);
        let piece = found.map_or(rest, |place| rest.get(..place).unwrap_or_default());
        match found {
            Some(place) => rest = rest.get(place + separator.len()..).unwrap_or_default(),
            None => is_over = true,
        }
        Some(piece)
    })
}

impl ColumnMap {
    /// The map over the columns of a file, of which `header` is the first row where the map says that it has a header, and
    /// nothing otherwise.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Format`], with the line, when the header lacks a column of the map, has its name twice, or has it in
    /// another place; [`ErrorKind::Usage`] when there is no header where the map says so.
    pub fn over(&self, header: Option<&Row<'_>>) -> Result<Columns> {
        let header = match (self.has_header, header) {
            (false, _) => None,
            (true, Some(header)) => Some(header),
            (true, None) => {
                return Err(Error::new(
                    ErrorKind::Usage,
                    "the map says that the file has a header, and there is none",
                )
                .with_help("give the first row of the file, or write `header: false` in the map"));
            }
        };
        let names: Vec<Option<String>> = header.map_or(Vec::new(), |header| {
            header.cells().map(|cell| cell.text().map(Cow::into_owned)).collect()
        });
        let at = |error: Error| error.at(header.map_or_else(Position::default, Row::position));
        let places = self.columns.iter().map(|column| match (&column.name, column.place, header) {
            (Some(name), place, Some(_)) => in_header(&names, name, place).map_err(at),
            (_, Some(place), _) => Ok(place.saturating_sub(1)),
            (_, None, _) => Err(Error::new(ErrorKind::Usage, "a column of the map has no place")
                .with_help("write its place, from 1, where the file has no header")),
        });
        let places = places.collect::<Result<Vec<usize>>>()?;
        for (number, place) in places.iter().enumerate() {
            if places.get(..number).unwrap_or_default().contains(place) {
                return Err(at(Error::new(
                    ErrorKind::Format,
                    format!("two columns of the map are column {} of the file", place + 1),
                )
                .with_help("keep one of the two in the map")));
            }
        }
        self.laid_over(&places)
    }

    /// The map over a new file, whose columns are those of the map: in their places, and those that have none behind one
    /// another where there is room.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when the places leave a column between them that the map does not have.
    pub fn over_new_file(&self) -> Result<Columns> {
        let taken: Vec<usize> = self.columns.iter().filter_map(|column| column.place).collect();
        let mut free = (1..).filter(|place| !taken.contains(place));
        let places: Vec<usize> = self
            .columns
            .iter()
            .filter_map(|column| column.place.or_else(|| free.next()))
            .map(|place| place.saturating_sub(1))
            .collect();
        if places.iter().any(|place| *place >= self.columns.len()) {
            return Err(Error::new(
                ErrorKind::Usage,
                "a new file would have columns that the map does not have",
            )
            .with_help("give the columns the places 1, 2, 3 and so on, or none"));
        }
        self.laid_over(&places)
    }

    fn laid_over(&self, places: &[usize]) -> Result<Columns> {
        let mut columns = Columns {
            shape: self.shape,
            record_key: None,
            nhs_number: None,
            names: Vec::new(),
            name_residue: None,
            groups: Vec::new(),
            known: self.known,
            header: vec![String::new(); places.iter().max().map_or(0, |last| last + 1)],
            has_header: self.has_header,
        };
        for (column, &place) in self.columns.iter().zip(places) {
            if let (Some(name), Some(header)) = (&column.name, columns.header.get_mut(place)) {
                name.clone_into(header);
            }
            match column.holds {
                Holds::RecordKey => columns.record_key = Some(place),
                Holds::NhsNumber => columns.nhs_number = Some(place),
                Holds::Name { part, receiver } => {
                    columns.names.push(NameColumn { place, part, receiver, empty: column.empty });
                }
                Holds::Codes { field, system } => {
                    let group = columns.group(field, Some(system))?;
                    let separator = column.separator.clone();
                    group.columns.push(CodeColumn { place, separator, empty: column.empty });
                }
                Holds::DateOfBirth | Holds::Residue { .. } => {}
            }
        }
        for (column, &place) in self.columns.iter().zip(places) {
            match column.holds {
                Holds::Residue { of: Of::Name, .. } => columns.name_residue = Some(place),
                Holds::Residue { of: Of::Field(field), system } => {
                    let only = columns.groups.iter().find(|group| group.field == field);
                    let system = system.or_else(|| only.and_then(|group| group.carrier.system()));
                    columns.group(field, system)?.residue = Some(place);
                }
                _ => {}
            }
        }
        Ok(columns)
    }
}

/// The place of the column with this name, from 0.
fn in_header(names: &[Option<String>], name: &str, place: Option<usize>) -> Result<usize> {
    let wrong = |message: String| Error::new(ErrorKind::Format, message);
    let mut found = names.iter().enumerate().filter(|(_, known)| known.as_deref() == Some(name));
    let called = name.escape_debug();
    match (found.next(), found.next()) {
        (Some((found, _)), None) => match place {
            Some(place) if place != found + 1 => Err(wrong(format!(
                "`{called}` is column {} of the file, and the map has it as {place}",
                found + 1
            ))
            .with_help("put the place right in the map, or leave it out")),
            _ => Ok(found),
        },
        (Some(_), Some(_)) => match place.and_then(|place| place.checked_sub(1)) {
            Some(place) if names.get(place).is_some_and(|known| known.as_deref() == Some(name)) => Ok(place),
            _ => Err(wrong(format!("the header has the column `{called}` twice"))
                .with_help("say in the map which one is meant: `place:`, from 1")),
        },
        (None, _) => {
            let error = wrong(format!("the header has no column `{called}`"));
            Err(match nearest(name, names.iter().flatten().map(String::as_str)) {
                Some(near) => error.with_help(format!("the nearest one is `{}`", near.escape_debug())),
                None => error.with_help("write the name as it stands in the file's first line"),
            })
        }
    }
}

impl Columns {
    /// The systems that columns hold codes of: the field, the system's key, and the edition of its mapping.
    pub(in crate::wire) fn systems(&self) -> Vec<(&'static str, &'static str, u16)> {
        let system =
            |group: &Group| Some((group.field.word(), group.carrier.system()?, group.carrier.edition()?));
        self.groups.iter().filter_map(system).collect()
    }

    fn group(&mut self, field: FieldWord, system: Option<&'static str>) -> Result<&mut Group> {
        let found =
            self.groups.iter().position(|group| group.field == field && group.carrier.system() == system);
        let place = match found {
            Some(place) => place,
            None => {
                let carrier = carrier(self.known, field, system).ok_or_else(|| {
                    Error::new(ErrorKind::Usage, format!("there is no such code system for `{field}`"))
                        .with_help("make the map with `Holds::of`, which knows those that there are")
                })?;
                self.groups.push(Group { field, carrier, columns: Vec::new(), residue: None });
                self.groups.len() - 1
            }
        };
        self.groups
            .get_mut(place)
            .ok_or_else(|| Error::new(ErrorKind::Usage, format!("there is no column for `{field}`")))
    }

    /// The first line of a new file; nothing where the map says that there is no header.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Text`] when a name has a character that the file's encoding has not.
    pub fn header(&self) -> Result<Vec<u8>> {
        let mut line = Vec::new();
        if self.shape.byte_order_mark {
            line.extend_from_slice(self.shape.encoding.mark());
        }
        if self.has_header {
            let cells: Vec<&[u8]> = self.header.iter().map(String::as_bytes).collect();
            self.put_line(&mut line, &cells)?;
        }
        Ok(line)
    }

    /// How many columns a new file has.
    pub(super) fn width(&self) -> usize {
        self.header.len()
    }

    pub(super) fn put_line(&self, line: &mut Vec<u8>, cells: &[&[u8]]) -> Result<()> {
        for (place, cell) in cells.iter().enumerate() {
            if place > 0 {
                sign(line, self.shape.delimiter.byte(), self.shape.encoding);
            }
            put(line, cell, &self.shape, false, cells.len() == 1)?;
        }
        for &byte in self.shape.line_end.bytes() {
            sign(line, byte, self.shape.encoding);
        }
        Ok(())
    }

    /// What tells this row's record from others: its record key, or its NHS number.
    ///
    /// # Example
    ///
    /// See [the module](super).
    pub fn key<'t>(&self, row: &Row<'t>) -> Option<Cow<'t, [u8]>> {
        let held = |place: Option<usize>| {
            place.and_then(|place| row.cell(place)).map(|cell| cell.code()).filter(|code| !code.is_empty())
        };
        held(self.record_key).or_else(|| held(self.nhs_number))
    }

    /// The token of a residue column; nothing where the cell is empty.
    pub(super) fn token<'t>(row: &Row<'t>, place: Option<usize>) -> Option<Cow<'t, str>> {
        let cell: Cell<'t> = row.cell(place?)?;
        let token = cell.code();
        if token.is_empty() {
            return None;
        }
        // What is no text is no residue either, and is told when it is opened.
        Some(match token {
            Cow::Borrowed(token) => String::from_utf8_lossy(token),
            Cow::Owned(token) => Cow::Owned(String::from_utf8_lossy(&token).into_owned()),
        })
    }
}

impl fmt::Debug for Columns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Columns")
            .field("shape", &self.shape)
            .field("header", &self.header)
            .finish_non_exhaustive()
    }
}
