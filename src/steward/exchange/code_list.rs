//! Lists of codes as OpenCodelists has them, and any other CSV with a column of codes.
//!
//! What OpenCodelists calls its columns depends on who made a list: `code`, `Code`, `snomedcode` or `id` for the code;
//! `term`, `Description`, `name` or `Ethnicity` for the label; `category`, `Grouping_16` and more for what a code is counted
//! as. None of them says what a code means here, so nothing is guessed: a row that is imported is `meaning: not-known`.

use super::Imported;
use super::table::Table;
use crate::authoring::{Line, Mapping, MappingRow};
use crate::bridge::sctid;
use crate::error::{Error, ErrorKind, Position, Result};

/// What a column of codes may be called, in small letters, the surest first.
const CODES: &[&str] = &[
    "code",
    "snomedcode",
    "snomed_code",
    "snomedctconceptid",
    "snomed ct code",
    "conceptid",
    "concept_id",
    "ctv3id",
    "ctv3",
    "readcode",
    "read_code",
    "medcode",
    "nationalcode",
    "national code",
    "value",
    "id",
];
const LABELS: &[&str] =
    &["label", "term", "description", "name", "display", "title", "ctv3preferredtermdesc", "ethnicity"];
/// Columns of what a code is counted as.
const CATEGORIES: &[&str] =
    &["category", "group", "grouping_16", "grouping_6", "label_16", "label_6", "grouping"];

/// The columns of a list of codes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Columns {
    pub(crate) code: Option<usize>,
    pub(crate) label: Option<usize>,
    pub(crate) category: Option<usize>,
}

impl Columns {
    /// The columns of a file, by their names.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Format`] when none has a name that codes are known by.
    pub(crate) fn of(name: &str, table: &Table) -> Result<Self> {
        let names: Vec<String> = table.names.iter().map(|name| name.trim().to_ascii_lowercase()).collect();
        let find =
            |known: &[&str]| known.iter().find_map(|known| names.iter().position(|name| name == known));
        let code = find(CODES);
        if code.is_none() {
            return Err(Error::new(ErrorKind::Format, "no column is called what codes are known by")
                .at(Position::in_file(name).line(1))
                .with_help("call the column of the codes `code`, and that of their labels `label`"));
        }
        Ok(Self { code, label: find(LABELS), category: find(CATEGORIES) })
    }
}

/// The rows of such a list. Identifiers of SNOMED CT come without their terms, which need a licence.
pub(super) fn import(start: Mapping, name: &str, table: &Table) -> Result<Imported> {
    let columns = Columns::of(name, table)?;
    let mut imported = Imported { mapping: start, ..Imported::default() };
    let mut seen = std::collections::HashSet::new();
    // One that was damaged on the way must not bring the terms of all others in.
    let is_snomed = {
        let codes = table.rows.iter().map(|row| row.get(columns.code)).filter(|code| !code.is_empty());
        let is_identifier = |code: &&str| code.len() >= 6 && sctid::is_valid(code.as_bytes());
        codes.clone().filter(is_identifier).count() * 2 > codes.count()
    };
    for row in table.rows.iter().filter(|row| !row.is_empty()) {
        let place = Position::in_file(name).line(row.line);
        let code = row.get(columns.code);
        let mut refuse = |what: &str, help: &str| {
            imported.refused.push(Error::new(ErrorKind::Format, what).at(place.clone()).with_help(help));
        };
        if code.is_empty() {
            refuse("the row has no code", "write the code, or take the row out");
        } else if !seen.insert(code) {
            refuse("the code stands in an earlier row already", "keep one of the two");
        } else {
            let text = |column: Option<usize>| row.get(column).to_owned();
            let label = if is_snomed { String::new() } else { text(columns.label) };
            imported.mapping.rows.push(MappingRow {
                code: code.to_owned(),
                label,
                group: Some(text(columns.category)).filter(|group| !group.is_empty()),
                meaning: Some("not-known".to_owned()),
                line: Line(row.line),
                ..MappingRow::default()
            });
        }
    }
    if is_snomed && columns.label.is_some() {
        imported
            .notes
            .push("the codes are identifiers of SNOMED CT; their terms need a licence and were left out");
    }
    Ok(imported)
}

/// The mapping as OpenCodelists takes a list: `code` and `term`, and the heading as `category` where there are headings.
pub(super) fn export(mapping: &Mapping) -> Result<String> {
    let has_groups = mapping.rows.iter().any(|row| row.group.is_some());
    let mut writer = csv::Writer::from_writer(Vec::new());
    let failed =
        |error: csv::Error| Error::new(ErrorKind::Io, "the CSV cannot be written").with_source(error);
    let mut write = |cells: [&str; 3]| {
        let cells = cells.iter().take(if has_groups { 3 } else { 2 });
        writer.write_record(cells.map(|cell| cell.as_bytes())).map_err(failed)
    };
    write(["code", "term", "category"])?;
    for row in &mapping.rows {
        write([&row.code, &row.label, row.group.as_deref().unwrap_or_default()])?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(error.into_error().into()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
