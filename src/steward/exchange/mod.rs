//! Mappings and standards in the formats of others, and back: SSSOM, CSV for spreadsheets, SKOS, OpenCodelists.
//!
//! [`Format::Sssom`] and [`Format::Csv`] hold everything: what [`import`] reads of what [`export`] wrote is the same
//! mapping. [`Format::Skos`] and [`Format::OpenCodelists`] hold a part of it. A file of another maker is read as far as it
//! says what a mapping says; every row that cannot be taken is said with its place and the reason, and nothing is guessed.
//!
//! # Example
//!
//! ```
//! use std::path::Path;
//! use ownwords::authoring::Lists;
//! use ownwords::steward::exchange::{Format, export, import};
//!
//! let lists = Lists::read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
//! let mapping = lists.mapping("nhs-ethnic-category-2001").unwrap();
//! let text = export(mapping, &lists, Format::Sssom)?;
//! assert!(text.contains("nhs-ethnic-category-2001:H\tIndian\tskos:exactMatch"));
//! let imported = import("nhs.sssom.tsv", text.as_bytes(), &lists)?;
//! assert_eq!(imported.mapping, *mapping);
//! assert!(imported.refused.is_empty());
//! # Ok::<(), ownwords::Error>(())
//! ```

pub(crate) mod code_list;
mod columns;
mod csv;
mod skos;
mod sssom;
mod standard;
pub(crate) mod table;

use crate::authoring::{Lists, Mapping, StandardList};
use crate::error::{Error, ErrorKind, Position, Result};
use crate::text::nearest;
use table::Table;

/// The largest file that is imported, in bytes.
pub const LARGEST: usize = 16 << 20;

/// A format of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// SSSOM TSV.
    Sssom,
    /// CSV that a spreadsheet can open and save.
    Csv,
    /// SKOS in Turtle.
    Skos,
    /// The CSV of OpenCodelists: codes and terms.
    OpenCodelists,
}

/// A mapping that was read, as far as it could be.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Imported {
    /// The mapping. What the file does not say is empty, and 0 where it is a number.
    pub mapping: Mapping,
    /// What could not be taken, each with its place and the reason.
    pub refused: Vec<Error>,
    /// What was left out of every row, and why.
    pub notes: Vec<&'static str>,
}

/// A mapping in a format.
///
/// # Errors
///
/// [`ErrorKind::Data`] when it names a concept that the lists have not.
pub fn export(mapping: &Mapping, lists: &Lists, format: Format) -> Result<String> {
    match format {
        Format::Sssom => sssom::export(mapping, lists),
        Format::Csv => csv::export(mapping),
        Format::Skos => skos::mapping(mapping, lists),
        Format::OpenCodelists => code_list::export(mapping),
    }
}

/// A standard in a format: as SKOS, or as CSV for a spreadsheet.
///
/// # Errors
///
/// [`ErrorKind::Usage`] for formats that hold mappings alone; [`ErrorKind::Data`] when a relation leads to no concept.
///
/// # Example
///
/// ```
/// use ownwords::authoring::Lists;
/// use ownwords::steward::exchange::{Format, export_standard};
///
/// let lists = Lists::embedded();
/// let turtle = export_standard(lists.standard("ethnicity").unwrap(), &lists, Format::Skos)?;
/// assert!(turtle.contains("skos:prefLabel \"Irish\"@en"));
/// assert!(export_standard(lists.standard("ethnicity").unwrap(), &lists, Format::Sssom).is_err());
/// # Ok::<(), ownwords::Error>(())
/// ```
pub fn export_standard(standard: &StandardList, lists: &Lists, format: Format) -> Result<String> {
    match format {
        Format::Skos => skos::standard(standard, lists),
        Format::Csv => standard::export(standard),
        Format::Sssom | Format::OpenCodelists => {
            Err(Error::new(ErrorKind::Usage, "this format holds mappings, and a standard is none")
                .with_help("name a list of codes, or write the standard as skos or csv"))
        }
    }
}

/// Reads a mapping from a file of any of the formats, which it is told by. `name` is what messages call it.
///
/// # Errors
///
/// [`ErrorKind::Format`] with the place when the file is none of the formats, is larger than [`LARGEST`], is a workbook, or
/// cannot be read to its end. What is wrong with single rows is in [`Imported::refused`].
pub fn import(name: &str, bytes: &[u8], lists: &Lists) -> Result<Imported> {
    import_into(Mapping::default(), name, bytes, lists)
}

/// Reads a mapping as [`import`] does. What the file's head does not say is as in `start`: its system, field or number, which
/// lists of other makers do not have.
///
/// # Errors
///
/// Those of [`import`].
///
/// # Example
///
/// ```
/// use ownwords::authoring::{Lists, Mapping};
/// use ownwords::steward::exchange::import_into;
///
/// // A made-up list, as OpenCodelists has them.
/// let file = b"code,term\nX1,First\nX2,Second\n";
/// let mut start = Mapping::default();
/// start.system = "example-list".to_owned();
/// let imported = import_into(start, "example.csv", file, &Lists::embedded())?;
/// assert_eq!(imported.mapping.system, "example-list");
/// assert_eq!(imported.mapping.rows[1].label, "Second");
/// // Nothing is guessed.
/// assert_eq!(imported.mapping.rows[1].meaning.as_deref(), Some("not-known"));
/// # Ok::<(), ownwords::Error>(())
/// ```
pub fn import_into(start: Mapping, name: &str, bytes: &[u8], lists: &Lists) -> Result<Imported> {
    let refused = |what: &str, help: &str| {
        Err(Error::new(ErrorKind::Format, what).at(Position::in_file(name)).with_help(help))
    };
    if bytes.len() > LARGEST {
        return refused(
            "the file is larger than 16 MiB",
            "a mapping is smaller: see whether it is the right file",
        );
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return refused(
            "this is a workbook of a spreadsheet",
            "save the sheet as CSV UTF-8, and import that",
        );
    }
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") || bytes.get(1) == Some(&0) {
        return refused("the file is in UTF-16", "save it again as UTF-8");
    }
    if bytes.trim_ascii_start().starts_with(b"@prefix") {
        return refused(
            "SKOS does not hold all that a mapping says, so it is not read",
            "export SSSOM or CSV instead",
        );
    }
    if let Ok(text) = core::str::from_utf8(bytes)
        && sssom::is_sssom(text)
    {
        return sssom::import(start, name, text, lists);
    }
    let table = Table::read(name, bytes)?;
    if table.column(csv::KIND).is_some() && table.column("code").is_some() {
        Ok(csv::import(start, name, &table))
    } else {
        code_list::import(start, name, &table)
    }
}

/// What to do about a word that is none of the known ones.
fn nearest_help<'a>(what: &str, word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    match nearest(word, known) {
        Some(known) => format!("the nearest {what} is `{known}`"),
        None => format!("see how the exported file writes its {what}s"),
    }
}
