//! A standard as CSV that people can open in a spreadsheet: one concept a row. Nothing reads it back, since ids are given
//! by the tool; whoever changes a standard changes its file.

use crate::authoring::StandardList;
use crate::error::{Error, ErrorKind, Result};
use crate::wire::columns::guarded::guarded;

const COLUMNS: [&str; 8] = ["id", "slug", "label", "use", "status", "broader", "overlaps", "other-labels"];

/// The standard as CSV. Names that are recognised and never shown are left out.
pub(super) fn export(standard: &StandardList) -> Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let failed =
        |error: csv::Error| Error::new(ErrorKind::Io, "the CSV cannot be written").with_source(error);
    writer.write_record(COLUMNS).map_err(failed)?;
    for concept in &standard.concepts {
        let shown = concept.labels.iter().filter(|(.., usage)| usage != "search-only");
        let labels: Vec<String> = shown.map(|(language, text, _)| format!("{text} ({language})")).collect();
        let cells = [
            &concept.id,
            &concept.slug,
            &concept.label,
            &concept.usage,
            &concept.status,
            &concept.broader.join(" + "),
            &concept.overlaps.join(" + "),
            &labels.join("; "),
        ];
        writer.write_record(cells.map(|cell| guarded(cell).into_owned())).map_err(failed)?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(error.into_error().into()))?;
    Ok(format!("\u{FEFF}{}", String::from_utf8_lossy(&bytes)))
}
