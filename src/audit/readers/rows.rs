//! Rows of named columns, whatever they are read from.

use super::Cell;
use super::columns::{Columns, Use};
use crate::Result;
use crate::audit::Options;
use crate::audit::engine::Engine;
use crate::audit::look::Look;
use crate::rules::RecordField;

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
    if let (Some(second), [Some(first), _]) = (second, columns.lists()) {
        engine.two_codes((first, code), second)?;
    }
    Ok(())
}

/// Tells the engine which fields the columns hold, and of which lists their codes are. What the caller named goes before what
/// a column map names; where neither does, the codes are compared with every list.
pub(super) fn begin(columns: &Columns, options: &Options, engine: &mut Engine<'_>) {
    let [ethnicity, orientation] = columns.lists();
    engine.hold_against(options.ethnicity.or(ethnicity), options.orientation.or(orientation));
    for (held, field) in engine.summary.held.iter_mut().zip(RecordField::ALL) {
        *held = columns.has(field);
    }
    if columns.has_own_words() {
        engine.summary.tally.has_own_words();
    }
    if columns.has_bare_codes() && options.ethnicity.or(ethnicity).is_none() {
        engine.bare = Some(crate::audit::bare::Bare::of(engine.known()));
    }
}
