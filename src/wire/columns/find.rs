//! A map, found from the names and the contents of a file's columns.

use std::borrow::Cow;
use std::io::Read;

use super::evidence::Evidence;
use super::fields::{Kept, carrier, systems_of};
use super::header::{self, Called};
use super::map::{Column, ColumnMap, FieldWord, Holds, Of};
use super::shape::Shape;
use super::sniff::of_table;
use super::table::{Cell, Table};
use super::tally::{Tally, is_token};
use crate::demographics::Demographics;
use crate::error::{Error, ErrorKind, Result};
use crate::overlay::{Known, Overlay};

/// How many rows are looked at where nothing else is asked for.
pub const ROWS: u64 = 10_000;

/// How many rows are kept to see beside which codes residues open.
const KEPT_ROWS: usize = 32;

/// Of a hundred cells so many have to fit.
const NEARLY_ALL: u64 = 95;

/// Where only the contents speak: so many cells, and so many different ones, have to be there before a list is named.
const ENOUGH: (u64, usize) = (10, 3);

/// What was found in a file: how it is written, and of each column what it may hold, with what speaks for it.
///
/// # Example
///
/// ```
/// use ownwords::wire::columns::Found;
///
/// // Made up.
/// let file = "PAS ID;ETHNIC CATEGORY;KNOWN AS;WARD\n1;A;Zo;7\n2;K;;7\n3;Z;Min-jun;8\n";
/// let found = Found::of(file.as_bytes(), ownwords::wire::columns::ROWS)?;
/// let evidence: Vec<String> = found.columns()[1].guesses[0].evidence.iter().map(ToString::to_string).collect();
/// assert_eq!(evidence, [
///     "columns with this list's codes are called so",
///     "3 of 3 cells are codes of `nhs-ethnic-category-2001`",
/// ]);
/// assert!(found.columns()[2].settled().is_none()); // a whole name, or what of it the person is called by
/// assert!(found.columns()[3].guesses.is_empty());
/// assert_eq!(found.map()?.columns().len(), 2);
/// # Ok::<(), ownwords::Error>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Found {
    shape: Shape,
    header: Header,
    rows: u64,
    ragged: u64,
    columns: Vec<FoundColumn>,
    known: Known,
}

/// Whether the first row names the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Header {
    /// It does: so many of the names are known.
    Known(usize),
    /// It does not: it is a record as the others are.
    None,
    /// Nothing says whether it does. Its cells may be the first person's, and are not shown.
    NotKnown,
}

/// One column, and what it may hold.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FoundColumn {
    /// Its place, from 1.
    pub place: usize,
    /// Its name, where the file has a header.
    pub name: Option<String>,
    /// What it may hold: nothing, one thing, or several between which nothing decides.
    pub guesses: Vec<Guess>,
    /// Whether its name, and not its contents alone, says what it holds, or its contents cannot be anything else.
    is_certain: bool,
}

/// One thing that a column may hold.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Guess {
    /// What.
    pub holds: Holds,
    /// What speaks for it.
    pub evidence: Vec<Evidence>,
}

impl FoundColumn {
    /// What the column holds, where there is one answer alone and more than a likeness speaks for it. Titles of receivers'
    /// fields beside it are no other answer, where those hold the same: they say how long the field is there.
    pub fn settled(&self) -> Option<&Guess> {
        let limits = |guess: &Guess| match guess.holds {
            Holds::Name { part, receiver } => Some((part, receiver.is_some())),
            _ => None,
        };
        let settled = match &self.guesses[..] {
            [only] => only,
            several => several.iter().find(|guess| {
                let Some((part, false)) = limits(guess) else { return false };
                let mut others = several.iter().filter(|other| other != guess);
                others.all(|other| limits(other) == Some((part, true)))
            })?,
        };
        self.is_certain.then_some(settled)
    }
}

/// A row that was kept: its cells.
type KeptRow = Vec<Vec<u8>>;

impl Found {
    /// Looks at a file: at its header, and at so many rows.
    ///
    /// A column is taken for something where its name says so and its contents do not speak against it, or where its contents
    /// can be nothing else: NHS numbers have a check digit, and a residue opens beside its own code alone. Where several lists
    /// fit the codes equally, or a name means several things, all are given, and nothing is chosen.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Format`] when there is nothing in the file, it is neither CSV nor TSV, or its rows cannot be read;
    /// [`ErrorKind::Io`].
    pub fn of(input: impl Read, rows: u64) -> Result<Self> {
        Self::of_known(input, rows, Known::NATIONAL)
    }

    /// The same, with an organisation's own lists among those that codes may be of.
    ///
    /// # Errors
    ///
    /// As [`of`](Self::of).
    ///
    /// # Example
    ///
    /// ```
    /// use std::path::Path;
    /// use ownwords::Overlay;
    /// use ownwords::wire::columns::{Found, ROWS};
    ///
    /// let overlay = Overlay::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/overlay")).unwrap();
    /// let found = Found::with_overlay("ETHNIC GROUP\nSYL\nBSY\n".as_bytes(), ROWS, &overlay)?;
    /// assert!(found.map()?.to_yaml().contains("system: testhaven-ethnic-group\n"));
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    pub fn with_overlay(input: impl Read, rows: u64, overlay: &Overlay) -> Result<Self> {
        Self::of_known(input, rows, Known::of(overlay))
    }

    fn of_known(input: impl Read, rows: u64, known: Known) -> Result<Self> {
        let mut table = Table::open_told(input, of_table)?;
        let shape = table.shape();
        let (names, first) = loop {
            let Some(row) = table.next_row()? else {
                return Err(Error::new(ErrorKind::Format, "there is nothing in it but blank lines")
                    .with_help("see whether the export that wrote it came to its end"));
            };
            if !row.is_empty() {
                // What is no text is no name: a map could not say it.
                let name = |cell: &Cell<'_>| cell.text().unwrap_or_default().into_owned().into_bytes();
                break row
                    .cells()
                    .map(|cell| (name(&cell), cell.code().into_owned()))
                    .unzip::<_, _, KeptRow, KeptRow>();
            }
        };
        let width = first.len();
        let mut tallies: Vec<Tally> = first.iter().map(|_| Tally::default()).collect();
        let mut kept: Vec<KeptRow> = Vec::new();
        let (mut looked_at, mut ragged) = (0, 0);
        while looked_at < rows
            && let Some(row) = table.next_row()?
        {
            if row.is_empty() {
                continue;
            }
            looked_at += 1;
            ragged += u64::from(row.len() != width);
            for (cell, tally) in row.cells().zip(&mut tallies) {
                tally.take(&cell.code());
            }
            if kept.len() < KEPT_ROWS && row.cells().any(|cell| is_token(&cell.code())) {
                kept.push(row.cells().map(|cell| cell.code().into_owned()).collect());
            }
        }
        let header = header_of(&names, &tallies);
        if header == Header::None {
            looked_at += 1;
            for (cell, tally) in first.iter().zip(&mut tallies) {
                tally.take(cell);
            }
            if first.iter().any(|cell| is_token(cell)) {
                kept.insert(0, first.clone());
            }
        }
        let mut columns: Vec<FoundColumn> = Vec::new();
        for (place, (tally, name)) in tallies.iter().zip(&names).enumerate() {
            let name: &[u8] = if matches!(header, Header::Known(_)) { name } else { b"" };
            let (guesses, is_certain) = guesses(known, name, tally);
            let shown = core::str::from_utf8(name).ok().filter(|name| !name.is_empty()).map(str::to_owned);
            columns.push(FoundColumn { place: place + 1, name: shown, guesses, is_certain });
        }
        let mut found = Self { shape, header, rows: looked_at, ragged, columns, known };
        found.open_residues(&tallies, &kept);
        Ok(found)
    }

    /// How the file is written.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// Whether the first row names the columns.
    pub fn header(&self) -> Header {
        self.header
    }

    /// How many rows were looked at, and how many of them have another number of cells than the first row.
    pub fn rows(&self) -> (u64, u64) {
        (self.rows, self.ragged)
    }

    /// The columns, in order.
    pub fn columns(&self) -> &[FoundColumn] {
        &self.columns
    }

    /// Whether every column that may hold something is settled, and whether the file has a header too.
    pub fn is_settled(&self) -> bool {
        let is_open = |column: &FoundColumn| !column.guesses.is_empty() && column.settled().is_none();
        self.header != Header::NotKnown && !self.columns.iter().any(is_open)
    }

    /// Whether nothing was recognised: a map of the file would have no columns, and none to choose.
    pub fn is_nothing(&self) -> bool {
        self.columns.iter().all(|column| column.guesses.is_empty())
    }

    /// The map of the columns that are settled.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when no column is settled.
    pub fn map(&self) -> Result<ColumnMap> {
        let columns =
            self.columns.iter().filter_map(|column| Some(self.column(column, column.settled()?.holds)));
        let mut kept: Vec<Column> = Vec::new();
        for column in columns {
            // Two columns for one thing: neither is chosen, as `settle` has seen to.
            kept.push(column);
        }
        ColumnMap::of(self.shape, self.has_header(), kept).map(|map| map.of_lists(self.known))
    }

    fn has_header(&self) -> bool {
        !matches!(self.header, Header::None)
    }

    fn column(&self, found: &FoundColumn, holds: Holds) -> Column {
        match &found.name {
            Some(name) => {
                let is_twice =
                    self.columns.iter().filter(|other| other.name.as_ref() == Some(name)).count() > 1;
                let mut column = Column::named(name.clone(), holds);
                column.place = is_twice.then_some(found.place);
                column
            }
            None => Column::at(found.place, holds),
        }
    }

    /// The map in YAML, with what speaks for each column as a comment, and what is not settled as comments too: one of the
    /// candidates is chosen by taking its `#` away.
    pub fn to_yaml(&self) -> String {
        let head = ColumnMap::unchecked(self.shape, self.has_header(), Vec::new()).to_yaml();
        let mut text = head;
        if self.header == Header::NotKnown {
            text.push_str("  # Whether the first row is a header is not known: see to `header` above.\n");
        }
        for found in &self.columns {
            let settled = found.settled();
            if let Some(guess) = settled {
                self.write_guess(found, guess, true, &mut text);
            }
            let others = found.guesses.iter().filter(|guess| Some(*guess) != settled);
            let heading = match (settled, found.guesses.len()) {
                (Some(_), _) => "Where one of these takes it, put that in its place:",
                (None, 1) => "Not settled. Take the `#` away if it is so:",
                (None, _) => "Not settled. Take the `#` away from one of these:",
            };
            for (number, guess) in others.enumerate() {
                if number == 0 {
                    text.push_str(&format!("  # {heading}\n"));
                }
                self.write_guess(found, guess, false, &mut text);
            }
        }
        if self.is_nothing() {
            text.push_str("  # Nothing was recognised: name the columns here, and what each holds.\n");
        }
        text
    }

    /// The column that a guess makes, or as a comment what it would make.
    fn write_guess(&self, found: &FoundColumn, guess: &Guess, is_settled: bool, text: &mut String) {
        for evidence in &guess.evidence {
            text.push_str(&format!("  # - {evidence}\n"));
        }
        for line in self.column(found, guess.holds).to_yaml().lines() {
            if is_settled {
                text.push_str(line);
            } else {
                text.push_str(&format!("  #{}", line.get(2..).unwrap_or_default()));
            }
            text.push('\n');
        }
    }

    /// Sees beside which codes the residues open, which tells their field, and settles its list.
    fn open_residues(&mut self, tallies: &[Tally], kept: &[KeptRow]) {
        let keys: Vec<usize> = self
            .columns
            .iter()
            .filter(|column| {
                column.guesses.iter().any(|guess| matches!(guess.holds, Holds::RecordKey | Holds::NhsNumber))
            })
            .map(|column| column.place - 1)
            .collect();
        for (place, tally) in tallies.iter().enumerate() {
            if tally.tokens == 0 || !is_nearly_all(tally.tokens, tally.cells) {
                continue;
            }
            let tokens = Evidence::Tokens { fitting: tally.tokens, cells: tally.cells };
            let mut opened = Vec::new();
            for codes in self.columns.iter().filter(|column| column.place != place + 1) {
                for guess in &codes.guesses {
                    let Holds::Codes { field, system } = guess.holds else { continue };
                    if let Some(evidence) =
                        opens(self.known, kept, place, codes.place - 1, field, system, &keys)
                    {
                        opened.push((codes.place, field, system, evidence));
                    }
                }
            }
            let guesses: Vec<Guess> = opened
                .iter()
                .map(|(_, field, system, evidence)| Guess {
                    holds: Holds::Residue { of: Of::Field(*field), system: Some(system) },
                    evidence: vec![tokens.clone(), evidence.clone()],
                })
                .collect();
            if let [(beside, _, system, evidence)] = &opened[..] {
                let settled = |column: &&mut FoundColumn| column.place == *beside;
                if let Some(column) = self.columns.iter_mut().find(settled) {
                    column.guesses.retain(
                        |guess| matches!(guess.holds, Holds::Codes { system: of, .. } if of == *system),
                    );
                    for guess in &mut column.guesses {
                        guess.evidence.push(evidence.clone());
                    }
                    column.is_certain = true;
                }
            }
            if let Some(column) = self.columns.get_mut(place) {
                column.is_certain = guesses.len() == 1;
                if !guesses.is_empty() {
                    column.guesses = guesses;
                }
            }
        }
        self.settle();
    }

    /// Two columns for one thing that only one can hold: neither is settled.
    fn settle(&mut self) {
        let settled: Vec<Holds> =
            self.columns.iter().filter_map(|column| Some(column.settled()?.holds)).collect();
        for column in &mut self.columns {
            let Some(guess) = column.settled() else { continue };
            let is_one = !matches!(guess.holds, Holds::Codes { .. });
            let same = settled.iter().filter(|other| is_same_place(other, &guess.holds)).count();
            if is_one && same > 1 {
                column.is_certain = false;
            }
        }
        // A residue of codes that are not settled cannot be in the map without them.
        let is_in = |field: FieldWord, system: Option<&str>, columns: &[FoundColumn]| {
            columns.iter().filter_map(FoundColumn::settled).any(|guess| {
                matches!(guess.holds, Holds::Codes { field: of, system: key } if of == field && system.is_none_or(|system| system == key))
            })
        };
        let columns = self.columns.clone();
        for column in &mut self.columns {
            if let Some(Guess { holds: Holds::Residue { of: Of::Field(field), system }, .. }) =
                column.settled()
                && !is_in(*field, *system, &columns)
            {
                column.is_certain = false;
            }
        }
    }
}

fn is_same_place(one: &Holds, other: &Holds) -> bool {
    match (one, other) {
        (Holds::Name { part, .. }, Holds::Name { part: other, .. }) => part == other,
        _ => one == other,
    }
}

fn is_nearly_all(some: u64, all: u64) -> bool {
    all > 0 && some.saturating_mul(100) >= all.saturating_mul(NEARLY_ALL)
}

fn header_of(first: &[Vec<u8>], tallies: &[Tally]) -> Header {
    let is_known = |name: &&Vec<u8>| {
        header::known(name).next().is_some() || (!name.is_empty() && !header::titled(name).is_empty())
    };
    let known = first.iter().filter(is_known).count();
    // A list's title that is a code of it (`Sex`) would be the exception; a name that stands again below is no name.
    let is_data = first.iter().zip(tallies).any(|(cell, tally)| {
        is_nearly_all(tally.nhs_numbers, tally.cells)
            && !crate::rules::nhs_number_check_digit::is_broken(cell)
    });
    if is_data {
        return Header::None;
    }
    if known > 0 {
        return Header::Known(known);
    }
    let is_above_numbers = tallies.iter().any(|tally| is_nearly_all(tally.nhs_numbers, tally.cells));
    let is_repeated =
        first.iter().zip(tallies).filter(|(cell, _)| !cell.is_empty()).any(|(cell, tally)| tally.holds(cell));
    match (is_above_numbers, is_repeated) {
        (true, false) => Header::Known(0),
        _ => Header::NotKnown,
    }
}

/// What a column may hold, and whether that is more than a likeness.
fn guesses(known: Known, name: &[u8], tally: &Tally) -> (Vec<Guess>, bool) {
    let mut called: Vec<Called> = header::titled(name);
    for one in header::known(name) {
        let says_it = |other: &&Called| {
            other.holds == one.holds && (one.system.is_none() || other.system == one.system)
        };
        // The title of one receiver's field says it, and the limits too; that of several says nothing of limits.
        let are_receivers =
            called.iter().filter(says_it).filter(|other| other.receiver.is_some()).count() > 1;
        if are_receivers || !called.iter().any(|other| says_it(&other)) {
            called.push(one);
        }
    }
    let mut guesses: Vec<Guess> = Vec::new();
    for called in &called {
        for guess in by_name(known, called, tally) {
            match guesses.iter_mut().find(|known| known.holds == guess.holds) {
                None => guesses.push(guess),
                Some(known) => known.evidence.extend(guess.evidence),
            }
        }
    }
    if !guesses.is_empty() {
        return (guesses, true);
    }
    if is_nearly_all(tally.nhs_numbers, tally.cells) {
        let evidence = vec![Evidence::NhsNumbers { right: tally.nhs_numbers, cells: tally.cells }];
        return (vec![Guess { holds: Holds::NhsNumber, evidence }], true);
    }
    (by_contents(known, tally), false)
}

/// What a column of this name may hold: of codes, the lists that fit them best.
fn by_name(known: Known, called: &Called, tally: &Tally) -> Vec<Guess> {
    let cells = tally.cells;
    let mut evidence = vec![match (called.is_title, called.system, called.receiver) {
        (true, Some(of), _) | (true, None, Some(of)) => Evidence::Title(of),
        (_, system, _) => Evidence::Name { names_list: system.is_some() },
    }];
    let Ok(field) = called.holds.parse::<FieldWord>() else {
        let Ok(holds) = Holds::of(called.holds, None, called.receiver, None) else { return Vec::new() };
        match holds {
            _ if cells == 0 => evidence.push(Evidence::NothingFilledIn),
            Holds::NhsNumber => evidence.push(Evidence::NhsNumbers { right: tally.nhs_numbers, cells }),
            Holds::RecordKey => evidence.push(Evidence::AllDifferent(!tally.has_repeated)),
            Holds::DateOfBirth => evidence.push(Evidence::Dates { dates: tally.dates, cells }),
            _ => evidence.push(Evidence::Words { words: tally.words, cells }),
        }
        return vec![Guess { holds, evidence }];
    };
    let guess = |system: &'static str, fitting: u64| {
        let mut evidence = evidence.clone();
        evidence.push(match cells {
            0 => Evidence::NothingFilledIn,
            _ => Evidence::Codes { system, fitting, cells },
        });
        Guess { holds: Holds::Codes { field, system }, evidence }
    };
    if let Some(system) = called.system
        && (cells == 0 || is_nearly_all(fitting(known, tally, field, system), cells))
    {
        return vec![guess(system, fitting(known, tally, field, system))];
    }
    let all: Vec<(&'static str, u64)> =
        systems_of(known, field).map(|system| (system, fitting(known, tally, field, system))).collect();
    let best = all.iter().map(|(_, fitting)| *fitting).max().unwrap_or_default();
    // A list that has all of the codes is told from one that has not; where none has all, those near to it are equals.
    let least = if best == cells { best } else { best.saturating_sub(cells / 100) };
    let fits = |(system, fitting): &(&'static str, u64)| {
        called.system == Some(*system) || (*fitting > 0 && *fitting >= least) || cells == 0
    };
    all.iter().filter(|one| fits(one)).map(|(system, fitting)| guess(system, *fitting)).collect()
}

/// What the contents alone may be: lists that have every one of them. Never more than candidates.
fn by_contents(known: Known, tally: &Tally) -> Vec<Guess> {
    let (cells, different) = ENOUGH;
    if tally.cells < cells || tally.different() < different {
        return Vec::new();
    }
    let mut guesses = Vec::new();
    for field in FieldWord::all() {
        for system in systems_of(known, field) {
            if fitting(known, tally, field, system) == tally.cells {
                let evidence = vec![Evidence::Codes { system, fitting: tally.cells, cells: tally.cells }];
                guesses.push(Guess { holds: Holds::Codes { field, system }, evidence });
            }
        }
    }
    guesses
}

fn fitting(known: Known, tally: &Tally, field: FieldWord, system: &str) -> u64 {
    carrier(known, field, Some(system)).map_or(0, |carrier| tally.fitting(carrier.as_ref()))
}

/// How many of the kept rows' residues open beside the codes of a column, without a key or with one of the keys.
fn opens(
    known: Known,
    kept: &[KeptRow],
    residues: usize,
    codes: usize,
    field: FieldWord,
    system: &'static str,
    keys: &[usize],
) -> Option<Evidence> {
    let carrier = carrier(known, field, Some(system))?;
    let (mut opened, mut tried) = (0, 0);
    for row in kept {
        let Some(token) = row.get(residues).filter(|token| is_token(token)) else { continue };
        let token: Cow<'_, str> = String::from_utf8_lossy(token);
        let code: Vec<&[u8]> =
            row.get(codes).filter(|code| !code.is_empty()).map(Vec::as_slice).into_iter().collect();
        let keys = keys.iter().filter_map(|key| row.get(*key)).map(|key| Some(key.as_slice()));
        tried += 1;
        opened += u64::from(keys.chain([None]).any(|key| {
            let kept = Kept { token: &token, key, is_several: false, is_second: false };
            carrier.restore(&code, &kept, &mut Demographics::not_asked()).is_ok()
        }));
    }
    (opened > 0).then_some(Evidence::Opened { opened, tried, beside: codes + 1, system })
}
