//! Separated values of whatever make, with the line of each row.

use crate::error::{Error, ErrorKind, Position, Result};
use crate::rules::byte_order_mark;

/// A file of separated values: the names of its columns, and its rows.
pub(crate) struct Table {
    pub(crate) names: Vec<String>,
    pub(crate) rows: Vec<TableRow>,
}

pub(crate) struct TableRow {
    /// From 1.
    pub(crate) line: u64,
    pub(crate) cells: Vec<String>,
}

impl Table {
    /// Reads separated values, by commas, tabs, semicolons or bars: by whichever the first line has most of.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Format`] with the place when the text is not UTF-8, is empty, or has a quote that never ends.
    pub(crate) fn read(name: &str, bytes: &[u8]) -> Result<Self> {
        let refused = |line: u64, what: &str, help: &str| {
            Error::new(ErrorKind::Format, what).at(Position::in_file(name).line(line)).with_help(help)
        };
        let bytes = bytes.get(byte_order_mark::length(bytes)..).unwrap_or_default();
        let text = core::str::from_utf8(bytes).map_err(|error| {
            let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = 1 + good.iter().filter(|&&byte| byte == b'\n').count();
            refused(line as u64, "this is not text in UTF-8", "save the file again as CSV UTF-8")
        })?;
        let mut quotes = false;
        let first = text.chars().take_while(|&sign| {
            quotes ^= sign == '"';
            quotes || !matches!(sign, '\n' | '\r')
        });
        let first: String = first.collect();
        let count = |delimiter: &u8| first.bytes().filter(|byte| byte == delimiter).count();
        let delimiter = [b',', b'\t', b';', b'|'].into_iter().rev().max_by_key(count).unwrap_or(b',');
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| {
                let line = error.position().map_or(1, csv::Position::line);
                refused(line, "this row cannot be read", "look at the quotes of this row")
            })?;
            let line = record.position().map_or(1, csv::Position::line);
            rows.push(TableRow { line, cells: record.iter().map(str::to_owned).collect() });
        }
        // A quote that never ends takes the rest of the file into one cell.
        if text.bytes().filter(|&byte| byte == b'"').count() % 2 == 1 {
            let line = rows.last().map_or(1, |row| row.line);
            return Err(refused(
                line,
                "a quote of this row never ends",
                "close it, or write it twice within a text",
            ));
        }
        if rows.is_empty() {
            return Err(refused(
                1,
                "the file is empty",
                "its first line names the columns, the others are one row each",
            ));
        }
        let names = rows.remove(0).cells;
        Ok(Self { names, rows })
    }

    /// The place of a column.
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known == name)
    }
}

impl TableRow {
    /// The cell of a column; empty where the row has none.
    pub(crate) fn get(&self, column: Option<usize>) -> &str {
        column.and_then(|column| self.cells.get(column)).map_or("", String::as_str)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.cells.iter().all(String::is_empty)
    }
}
