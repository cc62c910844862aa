//! The rows of a file, with the place of every value, byte for byte: of CSV, and of YAML, where each entry is a row and
//! each key a column.

use core::ops::Range;
use std::borrow::Cow;
use std::collections::HashMap;

use super::workbook::{Held, Sheet};
use super::{MOST_COLUMNS, Options, lists};
use crate::authoring::tree::{self, Node, Style, Value};
use crate::error::{Error, ErrorKind, Position, Result};
use crate::text::quoted;

/// A value and where it stands.
pub(super) struct Cell<'a> {
    pub(super) column: usize,
    pub(super) value: Cow<'a, [u8]>,
    /// The bytes that it is written in, quotes among them; in a workbook its number among the cells of the sheet.
    pub(super) bytes: Range<usize>,
    pub(super) line: u64,
    pub(super) place: u64,
    pub(super) written: Written,
}

/// How a value is written, so that another can be written in its place.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Written {
    Csv { delimiter: u8, in_quotes: bool },
    Yaml(Style),
    Workbook(Held),
}

impl Written {
    /// The text as it is written here.
    pub(super) fn write(self, text: &str) -> Vec<u8> {
        match self {
            Self::Csv { delimiter, in_quotes } => {
                let needs = |byte: u8| byte == delimiter || matches!(byte, b'"' | b'\r' | b'\n');
                if in_quotes || text.bytes().any(needs) {
                    format!("\"{}\"", text.replace('"', "\"\"")).into_bytes()
                } else {
                    text.as_bytes().to_vec()
                }
            }
            Self::Yaml(_) => quoted(text).into_bytes(),
            Self::Workbook(_) => text.as_bytes().to_vec(),
        }
    }

    /// What of a code cannot be kept as it is written here.
    pub(super) fn loses(self) -> Option<&'static str> {
        match self {
            Self::Workbook(held) => held.loses(),
            Self::Csv { .. } | Self::Yaml(_) => None,
        }
    }
}

/// A row: its number, from 1 without the header, and its cells.
pub(super) struct Row<'a> {
    pub(super) number: u64,
    pub(super) cells: Vec<Cell<'a>>,
    pub(super) system: Option<System<'a>>,
}

/// The list that an entry says its code is of.
#[derive(Clone, Copy)]
pub(super) struct System<'a> {
    pub(super) key: &'a str,
    /// Whether the file is this list's own, so that a code that nobody knows may be a new one.
    pub(super) is_own: bool,
}

/// What a file is.
pub(super) enum Rows<'a> {
    Csv { bytes: &'a [u8], start: usize, delimiter: u8, has_header: bool },
    Yaml { root: Box<Node>, start: usize, keys: HashMap<String, usize> },
    Sheet { sheet: &'a Sheet, has_header: bool },
}

impl<'a> Rows<'a> {
    /// The file as what it is, and the names of its columns. `start` is where it begins, after a byte order mark.
    pub(super) fn of(
        name: &str,
        bytes: &'a [u8],
        start: usize,
        options: &Options,
    ) -> Result<(Self, Vec<String>)> {
        if options.is_yaml(name) {
            let text = core::str::from_utf8(bytes.get(start..).unwrap_or_default()).map_err(|error| {
                let before = bytes.get(..start + error.valid_up_to()).unwrap_or_default();
                let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count() as u64;
                Error::new(ErrorKind::Format, "the file is not UTF-8")
                    .at(Position::in_file(name).line(line))
                    .with_help("save it again as UTF-8 from the program that wrote it")
            })?;
            let Some(root) = tree::read(name, text)? else { return Err(nothing(name)) };
            let mut keys = HashMap::new();
            let mut names = Vec::new();
            keys_of(&root, &mut keys, &mut names);
            if names.len() > MOST_COLUMNS {
                return Err(Error::new(
                    ErrorKind::Format,
                    "the file has more than a thousand different keys",
                )
                .at(Position::in_file(name))
                .with_help("a value may stand where a key belongs; compare it with a file that is sound"));
            }
            return Ok((Self::Yaml { root: Box::new(root), start, keys }, names));
        }
        let delimiter = delimiter_of(name, bytes.get(start..).unwrap_or_default());
        let mut reader = Csv { bytes, at: start, line: 1, counted: (start, 1), delimiter };
        let Some(first) = reader.row(name, 0)? else { return Err(nothing(name)) };
        if first.cells.len() > MOST_COLUMNS {
            return Err(Error::new(ErrorKind::Format, "the first line has more than a thousand columns")
                .at(Position::in_file(name).line(1))
                .with_help("see that the file is CSV, and that each record stands in a line of its own"));
        }
        let has_header = first.cells.iter().all(|cell| lists::may_be_heading(&cell.value));
        let names = first.cells.iter().map(|cell| String::from_utf8_lossy(&cell.value).into_owned());
        let names = if has_header { names.collect() } else { Vec::new() };
        Ok((Self::Csv { bytes, start, delimiter, has_header }, names))
    }

    /// A sheet of a workbook, and the names of its columns, which stand in its first row that has a cell. A column without a
    /// name in it has the empty name.
    pub(super) fn of_sheet(sheet: &'a Sheet) -> (Self, Vec<String>) {
        let first = sheet.rows.first().map_or(&[][..], |row| &row.cells);
        let first = || first.iter().filter(|cell| cell.column < MOST_COLUMNS);
        let has_header =
            first().all(|cell| cell.held == Held::Text && lists::may_be_heading(cell.text.as_bytes()));
        let mut names = vec![String::new(); first().map(|cell| cell.column + 1).max().unwrap_or(0)];
        for cell in first().filter(|_| has_header) {
            if let Some(name) = names.get_mut(cell.column) {
                name.clone_from(&cell.text);
            }
        }
        (Self::Sheet { sheet, has_header }, if has_header { names } else { Vec::new() })
    }

    /// Whether what a column of this name holds may say which list it is of. In YAML only where the key speaks of codes: the
    /// words of our own files are often the codes of others.
    pub(super) fn may_tell(&self, name: &str) -> bool {
        !matches!(self, Self::Yaml { .. }) || name.contains("code")
    }

    /// Takes the first row for one like the others; `false` where there is no such row.
    pub(super) fn has_no_header(&mut self) -> bool {
        match self {
            Self::Csv { has_header, .. } | Self::Sheet { has_header, .. } => core::mem::take(has_header),
            Self::Yaml { .. } => false,
        }
    }

    /// Gives each row to `each`, the header among them as number 0, until it says `false`.
    pub(super) fn each(&self, name: &str, each: &mut dyn FnMut(Row<'_>) -> bool) -> Result<()> {
        match self {
            Self::Csv { bytes, start, delimiter, has_header } => {
                let mut reader =
                    Csv { bytes, at: *start, line: 1, counted: (*start, 1), delimiter: *delimiter };
                let mut number = u64::from(!has_header);
                while let Some(row) = reader.row(name, number)? {
                    if !each(row) {
                        break;
                    }
                    number += 1;
                }
            }
            Self::Yaml { root, start, keys } => {
                let system = root.get("system").and_then(Node::text).map(|key| System { key, is_own: true });
                let mut number = 1;
                entries(root, &Keys { keys, start: *start }, system, &mut number, each);
            }
            Self::Sheet { sheet, has_header } => {
                let mut places = 0..;
                for (row, number) in sheet.rows.iter().zip(u64::from(!has_header)..) {
                    let cells = row.cells.iter().zip(&mut places).map(|(cell, place)| Cell {
                        column: cell.column,
                        value: Cow::Borrowed(cell.text.as_bytes()),
                        bytes: place..place + 1,
                        line: row.number,
                        place: cell.column as u64 + 1,
                        written: Written::Workbook(cell.held),
                    });
                    if !each(Row { number, cells: cells.collect(), system: None }) {
                        break;
                    }
                }
            }
        }
        Ok(())
    }
}

fn nothing(name: &str) -> Error {
    Error::new(ErrorKind::Format, "there is nothing in the file")
        .at(Position::in_file(name))
        .with_help("see that the name is spelt right, and that the file was saved")
}

/// A tab where the file's name says so; otherwise the sign that the first line has most of, the comma where none has more.
fn delimiter_of(name: &str, bytes: &[u8]) -> u8 {
    let ends = |ending: &str| name.len() > ending.len() && name.to_ascii_lowercase().ends_with(ending);
    if ends(".tsv") || ends(".tab") {
        return b'\t';
    }
    let line = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let count = |sign: u8| {
        let quotes = line.iter().scan(false, |within, &byte| {
            *within ^= byte == b'"';
            Some((*within, byte))
        });
        quotes.filter(|(within, byte)| !within && *byte == sign).count()
    };
    [b';', b'\t', b'|', b','].into_iter().max_by_key(|&sign| count(sign)).unwrap_or(b',')
}

/// Reads CSV (RFC 4180) leniently, as the csv crate does, and says where each cell stands, which that does not.
struct Csv<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
    /// A byte of the line, and which character it is, from 1.
    counted: (usize, u64),
    delimiter: u8,
}

impl<'a> Csv<'a> {
    /// The next row; blank lines are none.
    fn row(&mut self, name: &str, number: u64) -> Result<Option<Row<'a>>> {
        while let Some(b'\r' | b'\n') = self.peek() {
            self.end_line();
        }
        if self.peek().is_none() {
            return Ok(None);
        }
        let mut cells = Vec::new();
        loop {
            cells.push(self.cell(name, cells.len())?);
            match self.peek() {
                Some(byte) if byte == self.delimiter => self.at += 1,
                _ => break,
            }
        }
        self.end_line();
        Ok(Some(Row { number, cells, system: None }))
    }

    fn cell(&mut self, name: &str, column: usize) -> Result<Cell<'a>> {
        let start = self.at;
        let line = self.line;
        let (counted, before) = self.counted;
        let since = self.bytes.get(counted..start).unwrap_or_default();
        // A character begins where no byte of UTF-8 goes on with one.
        let place = before + since.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u64;
        self.counted = (start, place);
        let in_quotes = self.peek() == Some(b'"');
        let mut value = Vec::new();
        if in_quotes {
            self.at += 1;
            loop {
                match (self.peek(), self.bytes.get(self.at + 1)) {
                    (None, _) => {
                        return Err(Error::new(ErrorKind::Format, "a quote is opened here and never closed")
                            .at(Position::in_file(name).line(line).column(place))
                            .with_help("close it; a `\"` within a cell is written `\"\"`"));
                    }
                    (Some(b'"'), Some(b'"')) => self.at += 1,
                    (Some(b'"'), _) => break,
                    (Some(b'\n'), _) => {
                        self.line += 1;
                        self.counted = (self.at + 1, 1);
                    }
                    _ => {}
                }
                value.extend(self.peek());
                self.at += 1;
            }
            self.at += 1;
        }
        let rest = self.at;
        while self.peek().is_some_and(|byte| byte != self.delimiter && !matches!(byte, b'\r' | b'\n')) {
            self.at += 1;
        }
        let rest = self.bytes.get(rest..self.at).unwrap_or_default();
        let value = if in_quotes {
            value.extend_from_slice(rest);
            Cow::Owned(value)
        } else {
            Cow::Borrowed(rest)
        };
        let written = Written::Csv { delimiter: self.delimiter, in_quotes };
        Ok(Cell { column, value, bytes: start..self.at, line, place, written })
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn end_line(&mut self) {
        let is_two = self.peek() == Some(b'\r') && self.bytes.get(self.at + 1) == Some(&b'\n');
        self.at += if is_two { 2 } else { 1 };
        self.line += 1;
        self.counted = (self.at, 1);
    }
}

/// The keys of all entries, each once, as they come.
fn keys_of(node: &Node, keys: &mut HashMap<String, usize>, names: &mut Vec<String>) {
    match &node.value {
        Value::Text { .. } => {}
        Value::List(items) => items.iter().for_each(|item| keys_of(item, keys, names)),
        Value::Entry(pairs) => {
            for (key, value) in pairs {
                if let Some(key) = key.text().filter(|key| !keys.contains_key(*key)) {
                    keys.insert(key.to_owned(), names.len());
                    names.push(key.to_owned());
                }
                keys_of(value, keys, names);
            }
        }
    }
}

/// Which column each key is, and where the text begins in the file.
struct Keys<'a> {
    keys: &'a HashMap<String, usize>,
    start: usize,
}

/// Gives each entry to `each`; `false` when that has had enough. The codes of an entry are of the list that it names
/// itself, or of the one that the file is the mapping of.
fn entries(
    node: &Node,
    keys: &Keys<'_>,
    system: Option<System<'_>>,
    number: &mut u64,
    each: &mut dyn FnMut(Row<'_>) -> bool,
) -> bool {
    match &node.value {
        Value::Text { .. } => true,
        Value::List(items) => items.iter().all(|item| entries(item, keys, system, number, each)),
        Value::Entry(pairs) => {
            let named = node.get("system").and_then(Node::text);
            let named = named.map(|key| System { key, is_own: false }).or(system);
            let mut cells = Vec::new();
            for (key, value) in pairs {
                if let Some(&column) = key.text().and_then(|key| keys.keys.get(key)) {
                    texts(value, column, keys.start, &mut cells);
                }
            }
            let row = Row { number: *number, cells, system: named };
            *number += 1;
            each(row) && pairs.iter().all(|(_, value)| entries(value, keys, system, number, each))
        }
    }
}

fn texts<'a>(node: &'a Node, column: usize, start: usize, cells: &mut Vec<Cell<'a>>) {
    match &node.value {
        Value::Text { text, style } => cells.push(Cell {
            column,
            value: Cow::Borrowed(text.as_bytes()),
            bytes: start + node.bytes.start..start + node.bytes.end,
            line: node.line,
            place: node.column,
            written: Written::Yaml(*style),
        }),
        Value::List(items) => items.iter().for_each(|item| texts(item, column, start, cells)),
        Value::Entry(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ours(bytes: &[u8]) -> Option<Vec<Vec<Vec<u8>>>> {
        let mut reader = Csv { bytes, at: 0, line: 1, counted: (0, 1), delimiter: b',' };
        let mut rows = Vec::new();
        while let Some(row) = reader.row("test", 1).ok()? {
            rows.push(row.cells.into_iter().map(|cell| cell.value.into_owned()).collect());
        }
        Some(rows)
    }

    proptest! {
        /// But for a quote that is never closed, which is an error here.
        #[test]
        fn cells_are_those_of_the_csv_crate(bytes in prop::collection::vec(prop::sample::select(&b"ab ,,\"\"\r\n\n"[..]), 0..40)) {
            if let Some(rows) = ours(&bytes) {
                let mut theirs = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(&bytes[..]);
                let theirs: Vec<Vec<Vec<u8>>> =
                    theirs.byte_records().map(|row| row.unwrap().iter().map(<[u8]>::to_vec).collect()).collect();
                prop_assert_eq!(rows, theirs);
            }
        }
    }

    #[test]
    fn places_are_counted_in_characters() {
        let bytes = "é,\"é\nx\",b\r\nc".as_bytes();
        let mut reader = Csv { bytes, at: 0, line: 1, counted: (0, 1), delimiter: b',' };
        let mut places = Vec::new();
        while let Some(row) = reader.row("test", 1).unwrap() {
            places.extend(row.cells.iter().map(|cell| (cell.line, cell.place)));
        }
        assert_eq!(places, [(1, 1), (1, 3), (2, 4), (3, 1)]);
    }
}
