//! What became of the codes in a file: damage that spreadsheets, word processors and wrong encodings do, each with its place
//! and, where exactly one known value fits, its repair.
//!
//! [`examine`] reads CSV, TSV, YAML and Excel workbooks (XLSX). It is told which list a column is of, or finds it from what
//! the column holds and says on what evidence ([`Report::columns`]); an entry of YAML that names its `system` is of that. Of
//! a workbook each sheet is a table of its own, the line is the row's number in the sheet, and a code that the workbook holds
//! as a number or as a date is said to be. A workbook is never written: a repair must leave every other byte as it was, which
//! nothing here could promise of one. A sheet of it is given as CSV, repaired ([`Report::repaired_sheets`]).
//!
//! Nothing is changed: [`Report::repaired`] gives the bytes with the repairs made, and the caller decides where they go.
//!
//! # Example
//!
//! ```
//! use ownwords::steward::doctor::{Options, examine};
//!
//! // A made-up list, as it came out of a spreadsheet.
//! let file = b"code,note\n2028-9,first\nSep-28,second\n";
//! let options = Options::default().with_system("code=us-omb-1997")?;
//! let report = examine("codes.csv", file, &options)?;
//! let finding = &report.findings()[0];
//! assert_eq!((finding.rule().name, finding.position().line), ("CodeReadAsDate", Some(3)));
//! assert_eq!(report.repaired(file), b"code,note\n2028-9,first\n2028-9,second\n");
//! # Ok::<(), ownwords::Error>(())
//! ```

mod judged;
mod lists;
mod rows;
mod workbook;

use core::fmt;
use core::ops::Range;
use std::collections::HashMap;

use crate::error::{Error, ErrorKind, Position, Result};
use crate::overlay::Overlay;
use crate::rules::{Rule, byte_order_mark, swapped_cells};
use judged::{Judged, judge};
use lists::{Holds, Known, Tally};
use rows::{Cell, Row, Rows};

/// The largest file that is read, in bytes; it is held in memory.
pub const LARGEST: usize = 64 << 20;

/// The most findings that are listed; more of them are one fault of the whole file.
pub const MOST_FINDINGS: usize = 100_000;

/// How a file is examined.
///
/// # Example
///
/// ```
/// use ownwords::steward::doctor::Options;
///
/// assert!(Options::default().with_system("nhs-ethnic-category-2001").is_ok());
/// let error = Options::default().with_system("ethnicity=nhs-ethnic-categry-2001").unwrap_err();
/// assert!(error.help().unwrap().contains("nhs-ethnic-category-2001"));
/// ```
#[derive(Clone, Default)]
pub struct Options {
    systems: Vec<(Option<String>, Known)>,
    own: Vec<Known>,
    input: Option<Input>,
    shows_values: bool,
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// Comma-separated values, or separated by tabs, semicolons or bars, with a line that names the columns or without.
    Csv,
    /// YAML: each entry is a row, each key a column.
    Yaml,
}

impl Options {
    /// The same options, with an organisation's own lists and codes known beside those of this release. It comes before the
    /// lists that are named.
    ///
    /// # Example
    ///
    /// ```
    /// use std::path::Path;
    /// use ownwords::Overlay;
    /// use ownwords::steward::doctor::{Options, examine};
    ///
    /// let overlay = Overlay::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/overlay")).unwrap();
    /// let options = Options::default().with_overlay(&overlay).with_system("code=testhaven-ethnic-group")?;
    /// let report = examine("codes.csv", b"code\nSYL\nBSY\n", &options)?;
    /// assert!(report.findings().is_empty());
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    #[must_use]
    pub fn with_overlay(mut self, overlay: &Overlay) -> Self {
        self.own = overlay.systems().iter().map(|list| list as Known).collect();
        self
    }

    /// The same options, with the list that the codes of a column are of: `COLUMN=KEY`. A `KEY` alone is of the column that
    /// holds most of its codes.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when there is no list of this key.
    pub fn with_system(mut self, named: &str) -> Result<Self> {
        let (column, key) = match named.rsplit_once('=') {
            Some((column, key)) => (Some(column.to_owned()), key),
            None => (None, named),
        };
        self.systems.push((column, lists::with_key(key, &self.own)?));
        Ok(self)
    }

    /// The same options, for a file of this kind; otherwise `.yaml` and `.yml` are YAML, and everything else is CSV.
    #[must_use]
    pub fn reading(mut self, input: Input) -> Self {
        self.input = Some(input);
        self
    }

    /// The same options, with the value in each finding, and the one that it was. Those of a record are personal.
    #[must_use]
    pub fn showing_values(mut self) -> Self {
        self.shows_values = true;
        self
    }

    fn is_yaml(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        self.input.map_or(name.ends_with(".yaml") || name.ends_with(".yml"), |input| input == Input::Yaml)
    }

    /// The list that the caller named for each column. `is_here` notes, in a workbook, which of the lists this sheet has the
    /// column of; without it each has to have one.
    fn named(
        &self,
        names: &[String],
        tallies: &[Tally],
        mut is_here: Option<&mut [bool]>,
    ) -> Result<Vec<Option<Known>>> {
        let mut named = vec![None; tallies.len()];
        for (number, (column, list)) in self.systems.iter().enumerate() {
            let place = match column {
                Some(column) => names.iter().position(|name| name == column),
                None => {
                    let fit = tallies.iter().map(|tally| (tally.held(*list), tally.fit(*list)));
                    let fit = fit.enumerate().filter(|(_, (_, fit))| *fit > 0);
                    fit.max_by_key(|(place, fit)| (*fit, core::cmp::Reverse(*place))).map(|(place, _)| place)
                }
            };
            match (place.and_then(|place| named.get_mut(place)), &mut is_here) {
                (Some(slot), is_here) => {
                    *slot = Some(*list);
                    is_here.iter_mut().filter_map(|all| all.get_mut(number)).for_each(|one| *one = true);
                }
                (None, Some(_)) => {}
                (None, None) => return Err(no_column(column.is_some())),
            }
        }
        Ok(named)
    }
}

/// A list was named, and of no column.
fn no_column(is_named: bool) -> Error {
    if is_named {
        Error::new(ErrorKind::Usage, "the file has no column of the name that a list was given for")
            .with_help("write COLUMN=KEY with the column as the first line writes it")
    } else {
        Error::new(ErrorKind::Usage, "no column holds a code of the list that was named")
            .with_help("name the column too: COLUMN=KEY")
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options").field("systems", &self.systems.len()).finish_non_exhaustive()
    }
}

/// What is wrong at one place of a file.
///
/// Neither it nor its `Debug` holds a value, unless the caller asked for it; which code was meant is what a person said.
#[derive(Clone)]
pub struct Finding {
    rule: &'static Rule,
    position: Position,
    column: Option<String>,
    what: String,
    value: Option<Box<[u8]>>,
    has_repair: bool,
    repair: Option<String>,
    edits: Vec<Edit>,
    sheet: Option<String>,
}

#[derive(Clone)]
struct Edit {
    bytes: Range<usize>,
    text: Vec<u8>,
}

impl Finding {
    /// The rule that the value breaks.
    pub fn rule(&self) -> &'static Rule {
        self.rule
    }

    /// Where it stands: file, line, column in characters, and row, where it is a value of one. In a workbook line and column
    /// are those of the sheet, counted from 1.
    pub fn position(&self) -> &Position {
        &self.position
    }

    /// The name of the column, or the key in YAML; `None` where the columns have no names.
    pub fn column_name(&self) -> Option<&str> {
        self.column.as_deref()
    }

    /// The name of the sheet, in a workbook.
    pub fn sheet(&self) -> Option<&str> {
        self.sheet.as_deref()
    }

    /// What is wrong, in plain words, without the value.
    pub fn what(&self) -> &str {
        &self.what
    }

    /// The value; only where the caller asked for it.
    pub fn value(&self) -> Option<&[u8]> {
        self.value.as_deref()
    }

    /// Whether exactly one known value fits, so that it can be repaired.
    pub fn has_repair(&self) -> bool {
        self.has_repair
    }

    /// What it would be repaired to; only where the caller asked for values. Two cells that are exchanged are shown as they
    /// stand.
    pub fn repair(&self) -> Option<&str> {
        self.repair.as_deref()
    }
}

impl fmt::Debug for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Finding({}, {})", self.rule.id, self.position)
    }
}

/// Which lists the values of a column were held against, and why.
#[derive(Clone, Debug)]
pub struct ColumnLists {
    /// Which column it is, from 1.
    pub number: usize,
    /// Its name; `None` where the columns have none.
    pub name: Option<String>,
    /// The lists' keys, several where the contents do not tell them apart; none where these are identifiers of SNOMED CT of
    /// no list that is known here.
    pub lists: Vec<&'static str>,
    /// Whether the caller named the list.
    pub is_named: bool,
    /// How many different values the column has.
    pub different: usize,
    /// How many of them the first list has.
    pub held: usize,
    /// The name of the sheet, in a workbook.
    pub sheet: Option<String>,
}

/// A sheet of a workbook with every proposed repair made. `Debug` prints its name alone.
#[derive(Clone)]
pub struct RepairedSheet {
    name: String,
    csv: Option<Vec<u8>>,
}

impl RepairedSheet {
    /// The name of the sheet.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The sheet as CSV in UTF-8, each cell as its text; rows without a cell are left out. `None` where its cells stand so far
    /// from one another that the file would be larger than is read.
    pub fn csv(&self) -> Option<&[u8]> {
        self.csv.as_deref()
    }
}

impl fmt::Debug for RepairedSheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RepairedSheet({:?})", self.name)
    }
}

/// What was found in a file.
#[derive(Clone, Debug, Default)]
pub struct Report {
    findings: Vec<Finding>,
    columns: Vec<ColumnLists>,
    has_more: bool,
    has_told_lists: bool,
    is_workbook: bool,
    rows: u64,
    sheets: Vec<RepairedSheet>,
}

impl Report {
    /// The findings, in the order of the file.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The columns that hold codes, with the evidence.
    pub fn columns(&self) -> &[ColumnLists] {
        &self.columns
    }

    /// Whether there are more than [`MOST_FINDINGS`]; those are not listed.
    pub fn has_more(&self) -> bool {
        self.has_more
    }

    /// Whether entries of the file say themselves which list their code is of.
    pub fn has_told_lists(&self) -> bool {
        self.has_told_lists
    }

    /// The sheets of a workbook that have repairs, with the repairs made; none of any other file.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::steward::doctor::{Options, examine};
    ///
    /// let report = examine("codes.csv", b"code\nA\n", &Options::default())?;
    /// assert!(report.repaired_sheets().is_empty());
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    pub fn repaired_sheets(&self) -> &[RepairedSheet] {
        &self.sheets
    }

    /// Whether the file is a workbook, so that [`repaired`](Self::repaired) changes nothing: its repairs are for a person to
    /// make, in the program that wrote it, or in [a copy of the sheet](Self::repaired_sheets).
    pub fn is_workbook(&self) -> bool {
        self.is_workbook
    }

    /// How many rows were read: lines of CSV but for the header, entries of YAML, rows of all sheets but for their headers.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// The bytes of the file that was examined with every proposed repair made, and every other byte as it was.
    pub fn repaired(&self, bytes: &[u8]) -> Vec<u8> {
        let mut edits: Vec<&Edit> = self.findings.iter().flat_map(|finding| &finding.edits).collect();
        edits.sort_by_key(|edit| edit.bytes.start);
        let mut repaired = Vec::with_capacity(bytes.len());
        let mut done = 0;
        for edit in edits {
            // Two repairs of one place do not come out of a row; if they did, the first would stand.
            if let Some(before) = bytes.get(done..edit.bytes.start) {
                repaired.extend_from_slice(before);
                repaired.extend_from_slice(&edit.text);
                done = edit.bytes.end;
            }
        }
        repaired.extend_from_slice(bytes.get(done..).unwrap_or_default());
        repaired
    }
}

/// Examines a file. `name` is what messages call it, and its ending says what it is.
///
/// # Errors
///
/// - [`ErrorKind::Format`] with the place when the file is empty, larger than [`LARGEST`], in UTF-16, no YAML, YAML that is
///   not UTF-8 or is larger or deeper than stewards' files may be ([`authoring::LARGEST`](crate::authoring::LARGEST)), a
///   workbook of Excel before 2007 or one that cannot be read, when a quote is never closed, or when it has more than a
///   thousand columns;
/// - [`ErrorKind::Usage`] when the column that a list was named for is not there.
pub fn examine(name: &str, bytes: &[u8], options: &Options) -> Result<Report> {
    refuse(name, bytes)?;
    if workbook::is_workbook(bytes) {
        return of_workbook(name, bytes, options);
    }
    let start = byte_order_mark::length(bytes);
    of_rows(name, Rows::of(name, bytes, start, options)?, start, options, None)
}

/// Of a workbook each sheet for itself. A list that was named for a column is of the sheets that have the column.
fn of_workbook(name: &str, bytes: &[u8], options: &Options) -> Result<Report> {
    let mut whole = Report { is_workbook: true, ..Report::default() };
    let mut is_here = vec![false; options.systems.len()];
    for sheet in &workbook::sheets(name, bytes)? {
        let (rows, names) = Rows::of_sheet(sheet);
        let mut report = of_rows(name, (rows, names), 0, options, Some(&mut is_here))?;
        report.findings.iter_mut().for_each(|finding| finding.sheet = Some(sheet.name.clone()));
        report.columns.iter_mut().for_each(|column| column.sheet = Some(sheet.name.clone()));
        whole.sheets.extend(repaired_sheet(sheet, &mut report.findings));
        whole.findings.append(&mut report.findings);
        whole.columns.append(&mut report.columns);
        whole.has_more |= report.has_more || whole.findings.len() > MOST_FINDINGS;
        whole.findings.truncate(MOST_FINDINGS);
        whole.rows += report.rows;
    }
    match options.systems.iter().zip(&is_here).find(|(_, is_here)| !**is_here) {
        Some(((column, _), _)) => Err(no_column(column.is_some())),
        None => Ok(whole),
    }
}

/// The sheet with the repairs made; `None` where there is none to make. The findings have none after it, because the workbook
/// itself is not written.
fn repaired_sheet(sheet: &workbook::Sheet, findings: &mut [Finding]) -> Option<RepairedSheet> {
    let edits: Vec<Edit> =
        findings.iter_mut().flat_map(|finding| core::mem::take(&mut finding.edits)).collect();
    let repaired: HashMap<usize, &[u8]> =
        edits.iter().map(|edit| (edit.bytes.start, edit.text.as_slice())).collect();
    (!repaired.is_empty())
        .then(|| RepairedSheet { name: sheet.name.clone(), csv: workbook::as_csv(sheet, &repaired) })
}

fn of_rows(
    name: &str,
    (mut rows, mut names): (Rows<'_>, Vec<String>),
    start: usize,
    options: &Options,
    is_here: Option<&mut [bool]>,
) -> Result<Report> {
    let mut tallies: Vec<Tally> = Vec::new();
    tallies.resize_with(names.len(), Tally::default);
    rows.each(name, &mut |row| {
        for cell in row.cells.iter().filter(|_| row.number > 0) {
            let name = names.get(cell.column).map_or("", String::as_str);
            let is_told = row.system.is_some() && name == "code";
            if cell.column >= tallies.len() && cell.column < MOST_COLUMNS {
                tallies.resize_with(cell.column + 1, Tally::default);
            }
            if let Some(tally) = tallies.get_mut(cell.column).filter(|_| !is_told && rows.may_tell(name)) {
                tally.add(&cell.value);
            }
        }
        true
    })?;
    let named = options.named(&names, &tallies, is_here)?;
    let holds = lists::found(&names, &tallies, &named, &options.own);
    // A first line that has a code where the others have one is no header.
    if names.iter().zip(&holds).any(|(name, holds)| holds.fits(name.as_bytes())) && rows.has_no_header() {
        names.clear();
    }
    let columns = columns(&names, &tallies, &holds, &named);
    let report = Report { columns, ..Report::default() };
    let mut examination = Examination { name, names: &names, holds, judged: HashMap::new(), options, report };
    if start > 0 {
        let position = Position::in_file(name).line(1).column(1);
        let edits = vec![Edit { bytes: 0..start, text: Vec::new() }];
        let rule = &byte_order_mark::RULE;
        examination.report.findings.push(Finding {
            rule,
            position,
            column: None,
            what: rule.summary.to_owned(),
            value: None,
            has_repair: true,
            repair: None,
            edits,
            sheet: None,
        });
    }
    rows.each(name, &mut |row| examination.row(&row))?;
    Ok(examination.report)
}

/// More columns than any list or extract has.
const MOST_COLUMNS: usize = 1_000;

fn refuse(name: &str, bytes: &[u8]) -> Result<()> {
    let (what, help) = if bytes.len() > LARGEST {
        ("the file is larger than 64 MiB", "examine it in parts, each with the first line")
    } else if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        (
            "this is a workbook of Excel before 2007, or one with a password",
            "save it as .xlsx without a password, or the sheet as CSV UTF-8, its columns of codes as text, and examine that",
        )
    } else if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") || bytes.get(1) == Some(&0) {
        ("the file is in UTF-16", "save it again as UTF-8")
    } else {
        return Ok(());
    };
    Err(Error::new(ErrorKind::Format, what).at(Position::in_file(name)).with_help(help))
}

fn columns(
    names: &[String],
    tallies: &[Tally],
    holds: &[Holds],
    named: &[Option<Known>],
) -> Vec<ColumnLists> {
    let mut columns = Vec::new();
    for (place, (tally, holds)) in tallies.iter().zip(holds).enumerate() {
        if !matches!(holds, Holds::Codes(_) | Holds::Identifiers) {
            continue;
        }
        columns.push(ColumnLists {
            number: place + 1,
            name: names.get(place).cloned(),
            lists: holds.lists().iter().map(|list| list.key()).collect(),
            is_named: named.get(place).is_some_and(Option::is_some),
            different: tally.different(),
            held: tally.count(|value| holds.fits(value)),
            sheet: None,
        });
    }
    columns
}

/// Which list's code a value was judged as, and where: the same value is judged once.
type Judgements = HashMap<(Option<String>, usize), HashMap<Vec<u8>, Option<Judged>>>;

struct Examination<'a> {
    name: &'a str,
    names: &'a [String],
    holds: Vec<Holds>,
    judged: Judgements,
    options: &'a Options,
    report: Report,
}

impl Examination<'_> {
    /// Examines a row; `false` where no more can be listed.
    fn row(&mut self, row: &Row<'_>) -> bool {
        self.report.rows += u64::from(row.number > 0);
        self.report.has_told_lists |= row.system.is_some();
        let swapped = if row.number > 0 { self.swapped(row) } else { None };
        if let Some((one, other)) = swapped {
            let edit = |to: &Cell<'_>, from: &Cell<'_>| {
                let text = core::str::from_utf8(&from.value).ok()?;
                Some(Edit { bytes: to.bytes.clone(), text: to.written.write(text) })
            };
            let edits = [edit(one, other), edit(other, one)].into_iter().flatten().collect();
            let is_text = [one, other].iter().all(|cell| core::str::from_utf8(&cell.value).is_ok());
            let other = match self.names.get(other.column) {
                Some(name) => format!("the one of `{name}`"),
                None => format!("the one of column {}", other.column + 1),
            };
            let what = format!("{}: this one and {other}", swapped_cells::RULE.summary);
            self.add(row, one, (&swapped_cells::RULE, what), (is_text, None), edits);
        }
        for cell in &row.cells {
            let is_swapped =
                swapped.is_some_and(|(one, other)| [one.column, other.column].contains(&cell.column));
            if let Some(judged) = self.judged(row, cell).filter(|_| !is_swapped) {
                let text = judged.repair.as_deref().map(|repair| cell.written.write(repair));
                let edits = text.map(|text| Edit { bytes: cell.bytes.clone(), text });
                let what = match cell.written.loses() {
                    Some(loses) => format!("{}; {loses}", judged.what),
                    None => judged.what,
                };
                let repair = (judged.repair.is_some(), judged.repair);
                self.add(row, cell, (judged.rule, what), repair, edits.into_iter().collect());
            }
            if self.report.has_more {
                return false;
            }
        }
        true
    }

    fn judged(&mut self, row: &Row<'_>, cell: &Cell<'_>) -> Option<Judged> {
        let is_code = self.names.get(cell.column).is_some_and(|name| name == "code");
        let system = row.system.filter(|_| is_code);
        let named;
        let holds = match system {
            Some(system) => {
                // Of a list that this release does not know nothing can be said.
                let list = lists::with_key(system.key, &self.options.own);
                named = list.map_or(Holds::Text, |list| Holds::Codes(vec![list]));
                &named
            }
            None if row.number == 0 => &Holds::Text,
            None => self.holds.get(cell.column).unwrap_or(&Holds::Text),
        };
        let is_own = system.is_some_and(|system| system.is_own);
        if matches!(holds, Holds::Text) {
            return judge(holds, &cell.value, cell.written, is_own);
        }
        let key = (system.map(|system| system.key.to_owned()), cell.column);
        let known = self.judged.entry(key).or_default();
        if let Some(judged) = known.get(&*cell.value) {
            return judged.clone();
        }
        let judged = judge(holds, &cell.value, cell.written, is_own);
        if known.len() < MOST_COLUMNS {
            known.insert(cell.value.to_vec(), judged.clone());
        }
        judged
    }

    /// The only two cells of a row of which neither is what its column holds, and each is what the other's holds.
    fn swapped<'a>(&self, row: &'a Row<'a>) -> Option<(&'a Cell<'a>, &'a Cell<'a>)> {
        let holds =
            |cell: &Cell<'_>| self.holds.get(cell.column).filter(|holds| !matches!(holds, Holds::Text));
        let fits =
            |cell: &Cell<'_>, value: &Cell<'_>| holds(cell).is_some_and(|holds| holds.fits(&value.value));
        let astray = |cell: &&Cell<'_>| !cell.value.is_empty() && holds(cell).is_some() && !fits(cell, cell);
        let astray: Vec<&Cell<'_>> = row.cells.iter().filter(astray).collect();
        let mut pairs = astray.iter().enumerate().flat_map(|(place, one)| {
            let others = astray.iter().skip(place + 1);
            others.filter(|other| fits(one, other) && fits(other, one)).map(|other| (*one, *other))
        });
        let first = pairs.next()?;
        pairs.next().is_none().then_some(first)
    }

    fn add(
        &mut self,
        row: &Row<'_>,
        cell: &Cell<'_>,
        (rule, what): (&'static Rule, String),
        (has_repair, repair): (bool, Option<String>),
        edits: Vec<Edit>,
    ) {
        if self.report.findings.len() == MOST_FINDINGS {
            self.report.has_more = true;
            return;
        }
        let shows = self.options.shows_values;
        self.report.findings.push(Finding {
            rule,
            position: Position::in_file(self.name).row(row.number).line(cell.line).column(cell.place),
            column: self.names.get(cell.column).cloned(),
            what,
            value: shows.then(|| cell.value.to_vec().into_boxed_slice()),
            has_repair,
            repair: repair.filter(|_| shows),
            edits,
            sheet: None,
        });
    }
}
