//! The name in columns: whole, or by the parts that its bearer marked.

use super::columns::{Columns, NameColumn};
use super::fields::numbers;
use super::shape::{Encoding, Shape};
use super::table::{Row, not_in};
use crate::answer::{Answer, Reason};
use crate::error::{Error, ErrorKind, Result};
use crate::field::{Field, SaidBy};
use crate::name::{Name, NameText, PartKind, Receipt, profiles};
use crate::purpose::Purpose;
use crate::residue::{self, Place, Residue, open_text, seal_text};
use crate::wire::storage::{name_from_json, name_to_json};

/// A whole name, in its storage form; and that there was none, with the reasons.
const WHOLE_NAME: u8 = 6;
const NO_NAME: u8 = 7;

/// Under which name codings of names from columns are kept.
const SOURCE: &str = "columns";

/// In which order parts make a whole name where no column holds it: as table 0444 of HL7 v2 has its first code.
const ORDER: [PartKind; 9] = [
    PartKind::Title,
    PartKind::Given,
    PartKind::FurtherGiven,
    PartKind::Patronymic,
    PartKind::FamilyPrefix,
    PartKind::Family,
    PartKind::SecondFamily,
    PartKind::Generation,
    PartKind::Credentials,
];

/// The field that the row's columns give, and whether all of them are text.
pub(super) fn read(columns: &Columns, row: &Row<'_>) -> (Field<Name>, bool) {
    let mut texts: Vec<(Option<PartKind>, String)> = Vec::new();
    for column in &columns.names {
        let Some(cell) = row.cell(column.place) else { continue };
        match cell.text() {
            None => {
                // Kept, byte for byte, beside an answer that says so.
                let mut field = Field::<Name>::received(SOURCE, &cell.code());
                field.answer = Answer::Absent(Reason::MeaningNotKnown.into());
                return (field, false);
            }
            Some(text) if text.trim().is_empty() => {}
            Some(text) => texts.push((column.part, text.into_owned())),
        }
    }
    let whole = texts.iter().find(|(part, _)| part.is_none()).map(|(_, text)| text.clone());
    let whole = whole.unwrap_or_else(|| {
        let of = |kind: &PartKind| texts.iter().find(|(part, _)| *part == Some(*kind));
        let parts: Vec<&str> = ORDER.iter().filter_map(of).map(|(_, text)| text.as_str()).collect();
        match parts[..] {
            // What somebody is called by is their name where it is all that there is.
            [] => texts.first().map(|(_, text)| text.clone()).unwrap_or_default(),
            _ => parts.join(" "),
        }
    });
    if whole.is_empty() {
        let empty = columns.names.iter().find_map(|column| column.empty);
        return match empty {
            Some(absence) => (Field::new(Answer::Absent(absence), SaidBy::Coding), true),
            None => (Field::not_asked(), true),
        };
    }
    let mut field = Field::<Name>::received(SOURCE, whole.as_bytes());
    let mut name = NameText::received(whole);
    for kind in PartKind::ALL {
        if let Some((_, text)) = texts.iter().find(|(part, _)| *part == Some(kind)) {
            name = name.with_part(kind, text.clone());
        }
    }
    field.answer = Answer::Given(Name::from_text(name));
    (field, true)
}

/// What was written of a name: each column's content, and what was changed in it.
pub(super) struct Cells {
    pub(super) cells: Vec<(usize, Vec<u8>)>,
    pub(super) receipts: Vec<(usize, Receipt)>,
    /// Parts that the bearer marked and no column takes.
    pub(super) left_out: Vec<PartKind>,
}

impl Cells {
    /// No content in any of the columns.
    pub(super) fn none(columns: &Columns) -> Self {
        let cells = columns.names.iter().map(|column| (column.place, Vec::new())).collect();
        Self { cells, receipts: Vec::new(), left_out: Vec::new() }
    }

    /// The name in each column that takes something of it.
    pub(super) fn of(columns: &Columns, name: &NameText, purpose: Purpose, shape: &Shape) -> Result<Self> {
        let mut written = Self::none(columns);
        let mut is_held = false;
        for (column, (place, content)) in columns.names.iter().zip(&mut written.cells) {
            let Some((text, receipt)) = column.written(name, purpose, shape)? else { continue };
            if shape.encoding.encode(&text).is_none() {
                return Err(not_in(shape.encoding));
            }
            is_held = true;
            *content = text.into_bytes();
            if let Some(receipt) = receipt {
                written.receipts.push((*place, receipt));
            }
        }
        if !is_held {
            return Err(Error::new(
                ErrorKind::Unmarked,
                "no column takes the whole name, and its bearer has marked none of the parts that the columns take",
            )
            .with_help("ask the person which part of their name is which, or map a column to `name.chosen`"));
        }
        let takes = |kind: PartKind| columns.names.iter().any(|column| column.takes(kind));
        for (kind, _) in name.parts() {
            if !takes(kind) && !written.left_out.contains(&kind) {
                written.left_out.push(kind);
            }
        }
        Ok(written)
    }

    /// All that the columns say, so that the residue fits no other name.
    fn value(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for (_, content) in &self.cells {
            residue::write_number(content.len() as u64, &mut bytes);
            bytes.extend_from_slice(content);
        }
        bytes
    }
}

impl NameColumn {
    fn takes(&self, kind: PartKind) -> bool {
        match (self.part, self.receiver) {
            (Some(part), _) => part == kind,
            (None, None) => true,
            (None, Some(receiver)) => {
                let mut parts = receiver.profile().parts().peekable();
                parts.peek().is_none() || parts.any(|part| part == kind)
            }
        }
    }

    /// The text for this column; `None` where the name has nothing for it.
    fn written(
        &self,
        name: &NameText,
        purpose: Purpose,
        shape: &Shape,
    ) -> Result<Option<(String, Option<Receipt>)>> {
        let of_part = |part| {
            let texts: Vec<&str> = name
                .parts()
                .filter(|(kind, text)| *kind == part && !text.is_empty())
                .map(|(_, text)| text)
                .collect();
            (!texts.is_empty()).then(|| texts.join(" "))
        };
        let text = match self.part {
            None => Some(name.as_str().to_owned()),
            Some(part) => of_part(part),
        };
        let Some(text) = text else { return Ok(None) };
        let rendering = match (self.receiver, self.part) {
            // A receiver that takes parts chooses them, as its own page says.
            (Some(receiver), None) => receiver.profile().render(name, purpose)?,
            (Some(receiver), Some(_)) => receiver.profile().render_text(&text, purpose)?,
            (None, _) if shape.encoding == Encoding::Windows1252 => {
                profiles::WINDOWS_1252.render_text(&text, purpose)?
            }
            (None, _) => return Ok(Some((text, None))),
        };
        let (text, receipt, _) = rendering.into_parts();
        Ok(Some((text, Some(receipt))))
    }
}

fn place<'a>(value: &'a [u8], key: Option<&'a [u8]>) -> Place<'a> {
    Place { owner: None, system: numbers::NAME, edition: 1, value: Some(value), key }
}

/// The residue of a name, or of there being none, beside what was written.
pub(super) fn seal(
    name: Result<&NameText, crate::Absence>,
    written: &Cells,
    key: Option<&[u8]>,
) -> Result<Residue> {
    let value = written.value();
    Ok(match name {
        Ok(name) => seal_text(WHOLE_NAME, &name_to_json(name)?, &place(&value, key)),
        Err(absence) => seal_text(NO_NAME, absence.to_string().as_bytes(), &place(&value, key)),
    })
}

/// The name that was written into the row with this residue.
pub(super) fn restore(
    columns: &Columns,
    row: &Row<'_>,
    token: &str,
    key: Option<&[u8]>,
) -> Result<Answer<NameText>> {
    let held = |column: &NameColumn| {
        let content = row.cell(column.place).map(|cell| cell.code().into_owned());
        (column.place, content.unwrap_or_default())
    };
    let cells =
        Cells { cells: columns.names.iter().map(held).collect(), receipts: Vec::new(), left_out: Vec::new() };
    let value = cells.value();
    let unknown = || {
        Error::new(ErrorKind::Residue, "the residue is not that of a name in columns")
            .with_help("restore it with a release that is at least as new")
    };
    match open_text(token, &place(&value, key))? {
        (WHOLE_NAME, body) => name_from_json(&body).map(Answer::Given),
        (NO_NAME, body) => {
            let absence = core::str::from_utf8(&body).ok().and_then(|text| text.parse().ok());
            absence.map(Answer::Absent).ok_or_else(unknown)
        }
        _ => Err(unknown()),
    }
}
