//! Rows of named columns, whatever they are read from.

use super::batch::{Batch, Found, MOST, Piece};
use super::columns::{Columns, Use};
use super::{Cell, LONGEST_RECORD, too_long};
use crate::audit::Options;
use crate::audit::engine::Engine;
use crate::audit::look::Look;
use crate::rules::RecordField;
use crate::{Position, Result};

/// How many bytes of rows are many.
const LONG: usize = 1 << 16;

/// Rows that come cell by cell, and are checked many at a time.
pub(super) struct Gathered<'a> {
    columns: &'a Columns,
    bytes: Vec<u8>,
    /// 0, and where each cell ends.
    ends: Vec<u32>,
    rows: Vec<Found>,
}

impl<'a> Gathered<'a> {
    pub(super) fn new(columns: &'a Columns) -> Self {
        Self { columns, bytes: Vec::new(), ends: vec![0], rows: Vec::with_capacity(MOST) }
    }

    /// Takes a row. It is checked with those before it as soon as these are many, or long.
    pub(super) fn take<'c>(
        &mut self,
        cells: impl Iterator<Item = &'c [u8]>,
        engine: &mut Engine<'_>,
    ) -> Result<()> {
        let (begin, before) = (self.bytes.len(), self.ends.len() - 1);
        for cell in cells {
            if (self.bytes.len() - begin + cell.len()) as u64 > LONGEST_RECORD {
                self.check(engine)?;
                let row = engine.summary.rows() + 1;
                return Err(too_long(Position::default().row(row)).with_help(
                    "look in its longest cell for what is no value of one person, such as a document",
                ));
            }
            self.bytes.extend_from_slice(cell);
            self.ends.push(self.bytes.len() as u32);
        }
        self.rows.push(Found { before, cells: self.ends.len() - 1 - before, look: None });
        if self.rows.len() == MOST || self.bytes.len() > LONG { self.check(engine) } else { Ok(()) }
    }

    /// Checks the rows that were taken and are not checked yet.
    pub(super) fn check(&mut self, engine: &mut Engine<'_>) -> Result<()> {
        let Self { columns, bytes, ends, rows } = self;
        // Nearly always all of it is text.
        let text = simdutf8::basic::from_utf8(bytes).ok().map(|text| Piece { begin: 0, text });
        let batch = Batch { bytes, rows, ends, between: 0, texts: text.as_slice() };
        let checked = check_batch(&batch, columns, engine);
        self.bytes.clear();
        // The room of a long row is not kept.
        self.bytes.shrink_to(2 * LONG);
        self.ends.truncate(1);
        self.rows.clear();
        checked
    }
}

/// Checks the rows of a batch, if it has any.
pub(super) fn check_batch(batch: &Batch<'_>, columns: &Columns, engine: &mut Engine<'_>) -> Result<()> {
    if batch.len() == 0 {
        return Ok(());
    }
    let chosen = columns.place_of(RecordField::ChosenName);
    engine.batch(batch, columns.uses(), |engine, row| {
        if row.len() != columns.len() {
            engine.ragged(row.len(), columns.len())?;
        }
        let chosen = chosen.and_then(|place| row.cell(place));
        engine.expects_chosen(chosen.is_some_and(|name| !name.is_empty()));
        check(row.cells(), row.look(), columns, engine)
    })
}

/// Checks a row: its cells in the order of the columns. `look` is what one look at the whole row told, if it settles it.
pub(super) fn check<'a>(
    cells: impl Iterator<Item = &'a [u8]>,
    look: Option<Look>,
    columns: &Columns,
    engine: &mut Engine<'_>,
) -> Result<()> {
    let (mut code, mut second): (&[u8], Option<(&str, &[u8])>) = (b"", None);
    for (value, column) in cells.zip(columns.uses()) {
        match *column {
            Use::Field(field, system) => engine.cell(&Cell { system, look, ..Cell::new(field, value) })?,
            Use::First => {
                code = value;
                let field = RecordField::EthnicCategory;
                engine.cell(&Cell { look, ..Cell::new(field, value) })?;
            }
            Use::Second(list) => second = Some((list, value)),
            Use::OwnWords => {
                engine.own_words(value);
                if look.is_none() {
                    engine.other_cell(value)?;
                }
            }
            Use::Former => engine.former_name(value),
            Use::Other if look.is_some() => {}
            Use::Other => engine.other_cell(value)?,
        }
    }
    if let (Some(second), [Some(first), ..]) = (second, columns.lists()) {
        engine.two_codes((first, code), second)?;
    }
    Ok(())
}

/// An engine for parts of an input with these columns.
pub(super) fn parts(columns: &Columns, options: &Options) -> Engine<'static> {
    Engine::of_parts(options, |parts| begin(columns, options, parts))
}

/// Tells the engine which fields the columns hold, and of which lists their codes are. Where nobody names that of ethnicity,
/// the codes are compared with every list.
pub(super) fn begin(columns: &Columns, options: &Options, engine: &mut Engine<'_>) {
    engine.hold_against(options.named_lists(columns.lists()));
    for (held, field) in engine.summary.held.iter_mut().zip(RecordField::ALL) {
        *held = columns.has(field);
    }
    if columns.has_own_words() {
        engine.summary.tally.has_own_words();
    }
    expect_bare_codes(columns, options, engine);
}

/// Has the codes compared with every list, where these columns may have some that are of no list that anybody names.
pub(super) fn expect_bare_codes(columns: &Columns, options: &Options, engine: &mut Engine<'_>) {
    let [ethnicity, ..] = options.named_lists(columns.lists());
    if columns.has_bare_codes() && ethnicity.is_none() {
        engine.bare = Some(crate::audit::bare::Bare::of(engine.known()));
    }
}
