//! Excel workbooks (XLSX): each sheet is a table, and of each cell it is told what the workbook holds it as. Cells are read
//! one after the other, so that a sheet with one cell in its last corner is no larger than its one cell.

use core::fmt::Write as _;
use std::collections::HashMap;
use std::io::Cursor;

use calamine::{DataRef, DataType, Reader, Xlsx, XlsxError};

use crate::error::{Error, ErrorKind, Position, Result};

/// The most bytes that a workbook may unpack to, as it says itself.
const MOST_UNPACKED: u64 = 256 << 20;

/// The most cells that are read of a workbook.
const MOST_CELLS: usize = 4_000_000;

/// A sheet that has cells.
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) rows: Vec<SheetRow>,
}

/// A row that has cells.
pub(super) struct SheetRow {
    /// The row's number in the sheet, from 1.
    pub(super) number: u64,
    pub(super) cells: Vec<SheetCell>,
}

/// A cell that is not empty.
pub(super) struct SheetCell {
    /// The column in the sheet, from 0.
    pub(super) column: usize,
    pub(super) text: String,
    pub(super) held: Held,
}

/// What a workbook holds a cell as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Held {
    Text,
    Number,
    Date,
}

impl Held {
    /// What of a code cannot be kept so; `None` of text, which is kept as it was typed.
    pub(super) fn loses(self) -> Option<&'static str> {
        match self {
            Self::Text => None,
            Self::Number => Some(
                "the workbook holds it as a number, without zeros in front, and with no more than fifteen digits",
            ),
            Self::Date => Some("the workbook holds it as a date, and what was typed is gone"),
        }
    }
}

/// Whether these bytes are a workbook that [`sheets`] reads.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The sheets of a workbook, in its order, those without cells left out.
///
/// # Errors
///
/// [`ErrorKind::Format`] when it is no XLSX, is locked with a password, or holds more than can be read.
pub(super) fn sheets(name: &str, bytes: &[u8]) -> Result<Vec<Sheet>> {
    let refused = |what: &str, help: &str| {
        Error::new(ErrorKind::Format, what).at(Position::in_file(name)).with_help(help)
    };
    let too_large = || {
        refused(
            "the workbook unpacks to more than is read",
            "save the sheet that matters as CSV UTF-8, and examine that",
        )
    };
    let broken = || {
        refused(
            "this is no workbook that can be read",
            "open it in the program that wrote it, and save it again as .xlsx",
        )
    };
    if unpacked(bytes).ok_or_else(broken)? > MOST_UNPACKED {
        return Err(too_large());
    }
    let broken = |error: XlsxError| broken().with_source(error);
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let mut sheets = Vec::new();
    let mut left = MOST_CELLS;
    for sheet in workbook.sheet_names() {
        let mut cells = match workbook.worksheet_cells_reader(&sheet) {
            Ok(cells) => cells,
            // A sheet of charts alone has no cells.
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(broken(error)),
        };
        let mut rows: Vec<SheetRow> = Vec::new();
        while let Some(cell) = cells.next_cell().map_err(broken)? {
            let Some((text, held)) = read(cell.get_value()) else { continue };
            left = left.checked_sub(1).ok_or_else(too_large)?;
            let (row, column) = cell.get_position();
            let (number, column) = (u64::from(row) + 1, column as usize);
            if rows.last().is_none_or(|last| last.number != number) {
                rows.push(SheetRow { number, cells: Vec::new() });
            }
            if let Some(last) = rows.last_mut() {
                last.cells.push(SheetCell { column, text, held });
            }
        }
        if !rows.is_empty() {
            sheets.push(Sheet { name: sheet, rows });
        }
    }
    if sheets.is_empty() {
        return Err(refused(
            "there is nothing in the workbook",
            "see that the name is spelt right, and that it was saved",
        ));
    }
    Ok(sheets)
}

/// A sheet as CSV in UTF-8, each cell as it is read, and the one with a number among the cells of the sheet as `repaired` has
/// it. Rows without a cell are left out. `None` where empty cells would make it larger than what is read.
pub(super) fn as_csv(sheet: &Sheet, repaired: &HashMap<usize, &[u8]>) -> Option<Vec<u8>> {
    let width = sheet.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.column + 1).max()?;
    sheet.rows.len().checked_mul(width).filter(|cells| *cells <= MOST_CELLS)?;
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let mut place = 0;
    for row in &sheet.rows {
        let mut record: Vec<&[u8]> = vec![b""; width];
        for cell in &row.cells {
            let text = repaired.get(&place).copied().unwrap_or(cell.text.as_bytes());
            record.iter_mut().skip(cell.column).take(1).for_each(|field| *field = text);
            place += 1;
        }
        writer.write_record(record).ok()?;
    }
    writer.into_inner().ok()
}

/// A cell as its text; `None` where it is empty or holds the error of a formula.
fn read(value: &DataRef<'_>) -> Option<(String, Held)> {
    let read = match value {
        DataRef::Empty | DataRef::Error(_) => return None,
        DataRef::String(text) => (text.clone(), Held::Text),
        DataRef::SharedString(text) => ((*text).to_owned(), Held::Text),
        DataRef::Bool(true) => ("TRUE".to_owned(), Held::Text),
        DataRef::Bool(false) => ("FALSE".to_owned(), Held::Text),
        DataRef::Int(number) => (number.to_string(), Held::Number),
        // A whole number is written with all its digits, and not as `9E+17`.
        DataRef::Float(number) => (number.to_string(), Held::Number),
        DataRef::DateTime(date) if date.is_datetime() => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            let mut text = String::new();
            let _ = write!(text, "{year:04}-{month:02}-{day:02}");
            (text, Held::Date)
        }
        DataRef::DateTimeIso(text) => (text.clone(), Held::Date),
        DataRef::DateTime(_) | DataRef::DurationIso(_) => (value.as_string()?, Held::Date),
    };
    Some(read).filter(|(text, _)| !text.is_empty())
}

/// How many bytes the parts of a ZIP file say that they unpack to (APPNOTE.TXT, 4.3.12); `None` where its list of parts is
/// not found.
fn unpacked(bytes: &[u8]) -> Option<u64> {
    let number = |at: usize, length: usize| {
        let bytes = bytes.get(at..at + length)?;
        Some(bytes.iter().rev().fold(0_u64, |number, &byte| number << 8 | u64::from(byte)))
    };
    // The record of the end stands behind the list, with a comment of at most 65,535 bytes after it.
    let first = bytes.len().saturating_sub(22 + 65_535);
    let end = (first..=bytes.len().checked_sub(22)?)
        .rev()
        .find(|&at| bytes.get(at..at + 4) == Some(b"PK\x05\x06"))?;
    let mut at = usize::try_from(number(end + 16, 4)?).ok()?;
    let mut sum = 0_u64;
    while bytes.get(at..at + 4) == Some(b"PK\x01\x02") {
        sum = sum.checked_add(number(at + 24, 4)?)?;
        let rest = number(at + 28, 2)? + number(at + 30, 2)? + number(at + 32, 2)?;
        at += 46 + usize::try_from(rest).ok()?;
    }
    Some(sum)
}
