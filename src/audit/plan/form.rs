//! The plan as CSV: written, and read again with every check.

use std::collections::BTreeMap;
use std::io::{Read, Write};

use data_encoding::BASE32_NOPAD;
use sha2::{Digest, Sha256};

use super::apply::Left;
use crate::error::{Error, ErrorKind, Position, Result};
use crate::text::nearest;
use crate::wire::columns::guarded::{guarded, unguarded};
use crate::wire::columns::{Delimiter, Encoding, Row, Table};
use crate::wire::convert::Sum;

/// The name of the form, with its version.
pub const FORMAT: &str = "ownwords.plan/1";

const COLUMNS: [&str; 14] = [
    "what",
    "id",
    "apply",
    "row",
    "column",
    "field",
    "rule",
    "confidence",
    "reason",
    "now",
    "write",
    "form",
    "cell",
    "check",
];

const ABOUT: &str = "about";
const REPAIR: &str = "repair";
const END: &str = "end";
/// What the number of repairs is called in the last row.
const REPAIRS: &str = "repairs";

const NOTICE: &str = "Confidential: this plan holds values of people's records. Keep it as they are kept, and never publish it.";
const HOW: &str = "Write yes under apply in the rows to repair. Sort as you like; leave rows and other columns as they are.";

/// What a plan says of itself.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub(super) tool: String,
    /// The version of the standard, and the overlay that stood beside it.
    pub(super) standard: String,
    /// What the source is called.
    pub(super) source: String,
    pub(super) sum: Sum,
    pub(super) encoding: Encoding,
    pub(super) delimiter: Delimiter,
}

impl Head {
    /// The head of a plan that this release makes.
    pub(super) fn of(source: &str, sum: Sum, encoding: Encoding, delimiter: Delimiter) -> Self {
        Self {
            tool: concat!("ownwords ", env!("CARGO_PKG_VERSION")).to_owned(),
            standard: crate::STANDARD_VERSION.to_owned(),
            source: source.to_owned(),
            sum,
            encoding,
            delimiter,
        }
    }

    fn rows(&self) -> [(&'static str, String); 10] {
        [
            ("notice", NOTICE.to_owned()),
            ("how", HOW.to_owned()),
            ("format", FORMAT.to_owned()),
            ("tool", self.tool.clone()),
            ("standard", self.standard.clone()),
            ("source", self.source.clone()),
            ("bytes", self.sum.bytes.to_string()),
            ("sha256", self.sum.sha256.clone()),
            ("encoding", self.encoding.word().to_owned()),
            ("delimiter", self.delimiter.word().to_owned()),
        ]
    }

    /// By which the checks of the rows know the plan that they are of.
    fn key(&self) -> String {
        let mut hash = Sha256::new();
        for (_, value) in self.rows().iter().skip(2) {
            add(&mut hash, value.as_bytes());
        }
        crate::wire::convert::hex(hash)
    }

    fn from_rows(rows: &BTreeMap<String, String>) -> Result<Self> {
        let value = |key: &str| {
            rows.get(key).cloned().ok_or_else(|| {
                damaged(format!("the plan does not say its `{key}`"), "take the plan as it was written")
            })
        };
        let format = value("format")?;
        if format != FORMAT {
            return Err(Error::new(
                ErrorKind::Format,
                "this is a plan of another form than this release reads",
            )
            .with_help(format!("make the plan again; this release reads `{FORMAT}`")));
        }
        let no_number =
            |_| damaged("the plan does not say how long the source is", "take it as it was written");
        Ok(Self {
            tool: value("tool")?,
            standard: value("standard")?,
            source: value("source")?,
            sum: Sum { bytes: value("bytes")?.parse().map_err(no_number)?, sha256: value("sha256")? },
            encoding: value("encoding")?.parse()?,
            delimiter: value("delimiter")?.parse()?,
        })
    }
}

/// What is written into a cell.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Content {
    /// A text, in quotes where it has to be.
    Text(String),
    /// The bytes of the cell as they stood, quotes and all.
    Bytes(Vec<u8>),
}

impl Content {
    const TEXT: &str = "text";
    const BYTES: &str = "bytes";

    fn cells(&self) -> (String, &'static str) {
        match self {
            Self::Text(text) => (text.clone(), Self::TEXT),
            Self::Bytes(bytes) => (format!("B{}", BASE32_NOPAD.encode(bytes)), Self::BYTES),
        }
    }

    fn read(written: &str, form: &str) -> Option<Self> {
        match form {
            Self::TEXT => Some(Self::Text(written.to_owned())),
            Self::BYTES => BASE32_NOPAD.decode(written.strip_prefix('B')?.as_bytes()).ok().map(Self::Bytes),
            _ => None,
        }
    }
}

/// One repair, as a row of a plan.
pub(super) struct Entry<'a> {
    pub(super) id: String,
    pub(super) apply: &'static str,
    pub(super) row: u64,
    /// From 1.
    pub(super) column: usize,
    pub(super) field: &'a str,
    pub(super) rule: &'a str,
    pub(super) confidence: &'a str,
    pub(super) reason: &'a str,
    pub(super) now: &'a str,
    pub(super) content: &'a Content,
    /// The [sign](cell_sign) of the cell as it is.
    pub(super) was: String,
}

/// Writes a plan.
pub(super) struct Writer<'w> {
    out: csv::Writer<&'w mut dyn Write>,
    key: String,
    repairs: u64,
}

impl<'w> Writer<'w> {
    pub(super) fn begin(out: &'w mut dyn Write, head: &Head) -> Result<Self> {
        // Without a byte order mark a spreadsheet reads another encoding.
        out.write_all("\u{FEFF}".as_bytes()).map_err(not_written)?;
        let mut writer = Self { out: csv::Writer::from_writer(out), key: head.key(), repairs: 0 };
        writer.out.write_record(COLUMNS).map_err(|error| not_written(error.into()))?;
        for (key, value) in head.rows() {
            writer.row("", &[ABOUT, key, "", "", "", "", "", "", &value, "", "", "", ""])?;
        }
        Ok(writer)
    }

    pub(super) fn repair(&mut self, entry: &Entry<'_>) -> Result<()> {
        self.repairs += 1;
        let (row, column) = (entry.row.to_string(), entry.column.to_string());
        let (written, form) = entry.content.cells();
        let key = core::mem::take(&mut self.key);
        let cells = [
            REPAIR,
            &entry.id,
            entry.apply,
            &row,
            &column,
            entry.field,
            entry.rule,
            entry.confidence,
            entry.reason,
            entry.now,
            &written,
            form,
            &entry.was,
        ];
        let done = self.row(&key, &cells);
        self.key = key;
        done
    }

    pub(super) fn end(mut self) -> Result<()> {
        let (key, repairs) = (core::mem::take(&mut self.key), self.repairs.to_string());
        self.row(&key, &[END, REPAIRS, "", "", "", "", "", "", &repairs, "", "", "", ""])?;
        self.out.flush().map_err(not_written)
    }

    /// All cells of a row but the last, which is their check.
    fn row(&mut self, key: &str, cells: &[&str; 13]) -> Result<()> {
        let check = check(key, cells);
        let last = check.as_str();
        let places = COLUMNS.iter().zip(cells.iter().chain([&last]));
        let written = places.map(|(column, cell)| match *column {
            // Numbers that a spreadsheet may as well take for numbers, and words of our own that it takes for words.
            "row" | "column" | "rule" | "cell" | "check" | "id" | "apply" => (*cell).into(),
            _ => guarded(cell),
        });
        let written: Vec<_> = written.collect();
        let record = written.iter().map(|cell| cell.as_bytes());
        self.out.write_record(record).map_err(|error| not_written(error.into()))
    }
}

fn not_written(error: std::io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("the plan cannot be written ({})", error.kind()))
        .with_help("see that there is room where it is written to")
        .with_source(error)
}

fn add(hash: &mut Sha256, bytes: &[u8]) {
    hash.update((bytes.len() as u64).to_be_bytes());
    hash.update(bytes);
}

/// A letter and so many bytes of the hash, in letters and digits that no spreadsheet takes for anything else.
fn sign(letter: char, hash: Sha256, bytes: usize) -> String {
    let hash = hash.finalize();
    format!("{letter}{}", BASE32_NOPAD.encode(hash.get(..bytes).unwrap_or_default()))
}

/// The check of a row: of all its cells but the mark, which is the person's.
fn check(key: &str, cells: &[&str; 13]) -> String {
    let mut hash = Sha256::new();
    add(&mut hash, key.as_bytes());
    for (cell, _) in cells.iter().zip(COLUMNS).filter(|(_, column)| *column != "apply") {
        add(&mut hash, cell.as_bytes());
    }
    sign('K', hash, 5)
}

/// By which a cell is known again without its value: the hash of its bytes, keyed by the source and its place.
pub(super) fn cell_sign(source: &Sum, row: u64, column: usize, raw: &[u8]) -> String {
    let mut hash = Sha256::new();
    add(&mut hash, source.sha256.as_bytes());
    add(&mut hash, &row.to_be_bytes());
    add(&mut hash, &(column as u64).to_be_bytes());
    add(&mut hash, raw);
    sign('C', hash, 10)
}

/// A repair that a person marked.
pub(super) struct Marked {
    pub(super) line: u64,
    pub(super) row: u64,
    pub(super) column: usize,
    pub(super) field: String,
    pub(super) rule: String,
    pub(super) content: Content,
    pub(super) was: String,
}

/// A plan that was read: what is marked in it, and how much is not. `Debug` prints how many.
///
/// # Example
///
/// See [the module](super).
pub struct Plan {
    pub(super) head: Head,
    /// In the order of the source.
    pub(super) marked: Vec<Marked>,
    pub(super) left: BTreeMap<String, Left>,
    repairs: u64,
}

impl core::fmt::Debug for Plan {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Plan({} repairs, {} marked)", self.repairs, self.marked.len())
    }
}

impl Plan {
    /// Reads a plan, with whatever a person marked in it. What separates its cells and in what they are written is told from
    /// the plan, since a spreadsheet saves as it likes. As many repairs as are marked are held in memory.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] when the input cannot be read; [`ErrorKind::Format`], with the line:
    ///
    /// - it is no plan, or one of another form;
    /// - a row of it is not as it was written (its check does not fit), is there twice, or was taken out;
    /// - a mark is neither `yes`, `no` (in capitals or small letters) nor empty;
    /// - two marks are of one cell.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::audit::plan::Plan;
    ///
    /// let error = Plan::read(&b"surname\nOkonkwo\n"[..]).unwrap_err();
    /// assert!(error.message().contains("no plan"));
    /// ```
    pub fn read(input: impl Read) -> Result<Self> {
        let mut table = Table::open(input)?;
        let places = loop {
            match table.next_row()? {
                None => return Err(no_plan()),
                Some(row) if row.is_empty() => {}
                Some(row) => break places(&row)?,
            }
        };
        let mut reading = Reading::default();
        while let Some(row) = table.next_row()? {
            let line = row.position().line;
            let at = |error: Error| match line {
                Some(line) => error.at(Position::default().line(line)),
                None => error,
            };
            reading.row(&row, &places).map_err(at)?;
        }
        reading.end()
    }

    /// What the source is called.
    pub fn source(&self) -> &str {
        &self.head.source
    }

    /// By which the source is known.
    pub fn sum(&self) -> &Sum {
        &self.head.sum
    }

    /// How many repairs it has.
    pub fn repairs(&self) -> u64 {
        self.repairs
    }

    /// How many of them are marked.
    pub fn marked(&self) -> u64 {
        self.marked.len() as u64
    }
}

fn no_plan() -> Error {
    Error::new(ErrorKind::Format, "this is no plan of repairs")
        .at(Position::default().line(1))
        .with_help("make one with `ownwords audit FILE --plan PLAN.csv`")
}

fn damaged(message: impl Into<String>, help: &str) -> Error {
    Error::new(ErrorKind::Format, message).with_help(help)
}

/// Where each column is.
fn places(header: &Row<'_>) -> Result<[usize; COLUMNS.len()]> {
    let names: Vec<String> =
        header.cells().map(|cell| cell.text().unwrap_or_default().trim().to_owned()).collect();
    let mut places = [0; COLUMNS.len()];
    for (place, column) in places.iter_mut().zip(COLUMNS) {
        let mut found = names.iter().enumerate().filter(|(_, name)| *name == column);
        *place = match (found.next(), found.next()) {
            (Some((found, _)), None) => found,
            (Some(_), Some(_)) => {
                return Err(damaged(
                    format!("the plan has the column `{column}` twice"),
                    "give yours another name",
                ));
            }
            (None, _) if names.iter().filter(|name| COLUMNS.contains(&name.as_str())).count() < 4 => {
                return Err(no_plan());
            }
            (None, _) => {
                let error =
                    damaged(format!("the plan has no column `{column}`"), "take the plan as it was written");
                let near = nearest(column, names.iter().map(String::as_str));
                return Err(match near {
                    Some(_) => error.with_help("a column was renamed; give it its name again"),
                    None => error,
                });
            }
        };
    }
    Ok(places)
}

/// The check of a row, its cells and its line: held until the head, by which they are checked, has been read.
type Held = (u64, [String; COLUMNS.len()]);

#[derive(Default)]
struct Reading {
    about: BTreeMap<String, String>,
    head: Option<(Head, String)>,
    /// Rows of a plan that was sorted, before the whole head was seen.
    held: Vec<Held>,
    repairs: u64,
    /// How many the plan itself says.
    said: Option<u64>,
    marked: Vec<Marked>,
    left: BTreeMap<String, Left>,
    /// The numbers of the repairs that were read: each there once.
    seen: Seen,
}

/// The numbers that were seen, of which most come one after another.
#[derive(Default)]
struct Seen {
    to: u64,
    beyond: std::collections::BTreeSet<u64>,
}

impl Seen {
    /// Whether it is new.
    fn add(&mut self, number: u64) -> bool {
        if number <= self.to || !self.beyond.insert(number) {
            return false;
        }
        while self.beyond.remove(&(self.to + 1)) {
            self.to += 1;
        }
        true
    }
}

impl Reading {
    fn row(&mut self, row: &Row<'_>, places: &[usize; COLUMNS.len()]) -> Result<()> {
        let mut cells: [String; COLUMNS.len()] = Default::default();
        for (cell, place) in cells.iter_mut().zip(places) {
            if let Some(read) = row.cell(*place) {
                let Some(text) = read.text() else { return Err(changed()) };
                unguarded(&text).clone_into(cell);
            }
        }
        if cells.iter().all(String::is_empty) {
            return Ok(());
        }
        if cells.first().is_some_and(|what| what == ABOUT) {
            return self.about(&cells);
        }
        if self.head.is_none() && self.about.len() == ABOUTS {
            let head = Head::from_rows(&self.about)?;
            let key = head.key();
            self.head = Some((head, key));
        }
        let line = row.line();
        if self.head.is_some() {
            return self.checked(line, &cells);
        }
        self.held.push((line, cells));
        Ok(())
    }

    fn about(&mut self, cells: &[String; COLUMNS.len()]) -> Result<()> {
        fits("", cells)?;
        let [_, id, _, _, _, _, _, _, reason, ..] = cells;
        match self.about.insert(id.clone(), reason.clone()) {
            None => Ok(()),
            Some(_) => Err(damaged("the plan says this of itself twice", "take the plan as it was written")),
        }
    }

    /// Takes a row whose check fits.
    fn checked(&mut self, line: u64, cells: &[String; COLUMNS.len()]) -> Result<()> {
        let key = self.head.as_ref().map_or("", |(_, key)| key);
        fits(key, cells)?;
        let [what, id, apply, row, column, field, rule, _, reason, _, write, form, was, _] = cells;
        match what.as_str() {
            REPAIR => {}
            END => {
                let is_first = self.said.is_none();
                self.said = reason.parse().ok();
                return if is_first && self.said.is_some() { Ok(()) } else { Err(changed()) };
            }
            _ => return Err(changed()),
        }
        let number = id.get(1..).and_then(|digits| digits.parse().ok());
        if !number.is_some_and(|number| self.seen.add(number)) {
            return Err(damaged("this row is in the plan twice", "take one of the two out"));
        }
        self.repairs += 1;
        match apply.trim().to_ascii_lowercase().as_str() {
            "" => {
                self.left.entry(rule.clone()).or_default().unmarked += 1;
                return Ok(());
            }
            "no" => {
                self.left.entry(rule.clone()).or_default().refused += 1;
                return Ok(());
            }
            "yes" => {}
            _ => {
                return Err(damaged(
                    "the mark in this row is neither `yes`, `no` nor nothing",
                    "write `yes` under `apply` for a repair that is to be made, and leave the others empty",
                ));
            }
        }
        let place = row.parse().ok().zip(column.parse().ok());
        let (Some((row, column)), Some(content)) = (place, Content::read(write, form)) else {
            return Err(changed());
        };
        self.marked.push(Marked {
            line,
            row,
            column,
            field: field.clone(),
            rule: rule.clone(),
            content,
            was: was.clone(),
        });
        Ok(())
    }

    fn end(mut self) -> Result<Plan> {
        if self.head.is_none() {
            let head = Head::from_rows(&self.about)?;
            if self.about.len() != ABOUTS {
                return Err(damaged(
                    "the plan does not say all of itself",
                    "take the plan as it was written",
                ));
            }
            let key = head.key();
            self.head = Some((head, key));
        }
        for (line, cells) in core::mem::take(&mut self.held) {
            self.checked(line, &cells).map_err(|error| error.at(Position::default().line(line)))?;
        }
        if self.said != Some(self.repairs) {
            return Err(damaged(
                match self.said {
                    Some(said) => {
                        format!("the plan was written with {said} repairs and has {}", self.repairs)
                    }
                    None => "the plan ends before its last row".to_owned(),
                },
                "leave the rows of repairs that are not to be made empty under `apply`, rather than taking them out",
            ));
        }
        self.marked.sort_by_key(|marked| (marked.row, marked.column));
        let twice = self.marked.windows(2).find_map(|two| match two {
            [one, other] if (one.row, one.column) == (other.row, other.column) => Some((one, other)),
            _ => None,
        });
        if let Some((one, other)) = twice {
            let (first, second) = (one.line.min(other.line), one.line.max(other.line));
            return Err(damaged(
                format!(
                    "two marks are of one cell, row {}, column {}: in lines {first} and {second} of the plan",
                    one.row, one.column
                ),
                "mark one of them; audit the new file again for the other",
            )
            .at(Position::default().line(second)));
        }
        let Some((head, _)) = self.head else { return Err(no_plan()) };
        Ok(Plan { head, marked: self.marked, left: self.left, repairs: self.repairs })
    }
}

/// How many rows say what the plan is.
const ABOUTS: usize = 10;

/// Whether the row is as it was written, its mark aside.
fn fits(key: &str, cells: &[String; COLUMNS.len()]) -> Result<()> {
    let [all @ .., written] = cells;
    let all = all.each_ref().map(String::as_str);
    if check(key, &all) == *written { Ok(()) } else { Err(changed()) }
}

fn changed() -> Error {
    damaged(
        "this row of the plan is not as it was written",
        "a spreadsheet may have changed it: write under `apply` alone, and save as `CSV UTF-8`",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_has_as_many_rows_as_are_waited_for() {
        let head = Head::of("a.csv", Sum::default(), Encoding::Utf8, Delimiter::Comma);
        assert_eq!(head.rows().len(), ABOUTS);
    }

    #[test]
    fn a_number_is_new_once() {
        let mut seen = Seen::default();
        assert!([1, 2, 5, 3].map(|number| seen.add(number)).iter().all(|is_new| *is_new));
        assert!([1, 2, 5, 3, 0].map(|number| seen.add(number)).iter().all(|is_new| !is_new));
        assert_eq!((seen.to, seen.beyond.len()), (3, 1));
    }

    #[test]
    fn bytes_come_back_from_their_form() {
        for content in [Content::Text("=A1".to_owned()), Content::Bytes(vec![b'"', 0xFF, b'"', b' '])] {
            let (written, form) = content.cells();
            assert!(Content::read(&written, form) == Some(content));
        }
        assert!(Content::read("B1", Content::BYTES).is_none());
    }
}
