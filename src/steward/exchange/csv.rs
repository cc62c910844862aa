//! A mapping as CSV that people can open in a spreadsheet, change and save.
//!
//! The first column says what a row is: `list` (what the head says: its name under `code`, its value under `label`),
//! `source` (its key under `code`, its title under `label`, its licence under `group`) or `row`, one code. Whatever a
//! spreadsheet could take for a number, a date or a formula stands in square brackets. Several slugs that a code means
//! together are joined by ` + `; several of which one holds by ` or `.

use super::columns::{HEAD, ROW, cell, head, set_cell, set_head};
use super::table::Table;
use super::{Imported, nearest_help};
use crate::authoring::{Line, Mapping, MappingRow, MappingSource};
use crate::error::{Error, ErrorKind, Position, Result};
use crate::wire::columns::guarded::{guarded, unguarded};

/// The column by which this form is told from others.
pub(super) const KIND: &str = "kind";

/// The mapping as CSV, with a byte order mark, without which a spreadsheet reads another encoding.
pub(super) fn export(mapping: &Mapping) -> Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let failed =
        |error: csv::Error| Error::new(ErrorKind::Io, "the CSV cannot be written").with_source(error);
    writer.write_record([KIND].iter().chain(ROW)).map_err(failed)?;
    let mut write = |cells: &[&str]| {
        let blank = core::iter::repeat_n("", (ROW.len() + 1).saturating_sub(cells.len()));
        let cells: Vec<_> = cells.iter().copied().chain(blank).map(guarded).collect();
        writer.write_record(cells.iter().map(|cell| cell.as_bytes())).map_err(failed)
    };
    for &name in HEAD {
        if let Some(value) = head(mapping, name) {
            write(&["list", name, &value])?;
        }
    }
    for source in &mapping.sources {
        write(&["source", &source.key, &source.title, &source.licence])?;
    }
    for row in &mapping.rows {
        let cells: Vec<String> = ROW.iter().map(|name| cell(row, name, mapping.is_of_languages())).collect();
        let cells: Vec<&str> = core::iter::once("row").chain(cells.iter().map(String::as_str)).collect();
        write(&cells)?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(error.into_error().into()))?;
    Ok(format!("\u{FEFF}{}", String::from_utf8_lossy(&bytes)))
}

/// The mapping in a CSV of this form.
pub(super) fn import(start: Mapping, name: &str, table: &Table) -> Imported {
    let mut imported = Imported { mapping: start, ..Imported::default() };
    let known = || [KIND].into_iter().chain(ROW.iter().copied());
    for (place, column) in table.names.iter().enumerate() {
        let is_used = table.rows.iter().any(|row| !row.get(Some(place)).is_empty());
        let is_known = known().any(|known| known == column);
        if is_used && (!is_known || table.column(column) != Some(place)) {
            let what = if is_known {
                "a column stands twice; this one is not read"
            } else {
                "this column is not read"
            };
            let fault = Error::new(ErrorKind::Format, what)
                .at(Position::in_file(name).line(1).column(place as u64 + 1))
                .with_help(nearest_help("column", column, known()));
            imported.refused.push(fault);
        }
    }
    // Whether a list is one of languages says how its meanings are joined, so the head is read first.
    let kind = table.column(KIND);
    let (code, label, group) = (table.column("code"), table.column("label"), table.column("group"));
    let mapping = &mut imported.mapping;
    for row in &table.rows {
        let refuse = |what: &str, help: String| {
            Error::new(ErrorKind::Format, what).at(Position::in_file(name).line(row.line)).with_help(help)
        };
        let text = |column| unguarded(row.get(column)).to_owned();
        match text(kind).as_str() {
            "list" => {
                let (key, value) = (text(code), text(label));
                if let Err(what) = set_head(mapping, &key, &value) {
                    let help = nearest_help("name", &key, HEAD.iter().copied());
                    imported.refused.push(refuse(what, help));
                }
            }
            "source" => {
                let source = MappingSource { key: text(code), title: text(label), licence: text(group) };
                mapping.sources.push(source);
            }
            "row" => {}
            "" if row.is_empty() => {}
            other => {
                let help = nearest_help("word", other, ["list", "source", "row"]);
                imported.refused.push(refuse("the column `kind` does not say what this row is", help));
            }
        }
    }
    let is_of_languages = mapping.is_of_languages();
    for row in table.rows.iter().filter(|row| unguarded(row.get(kind)) == "row") {
        let mut read = MappingRow { line: Line(row.line), ..MappingRow::default() };
        for &column in ROW {
            set_cell(&mut read, column, unguarded(row.get(table.column(column))), is_of_languages);
        }
        mapping.rows.push(read);
    }
    imported
}
