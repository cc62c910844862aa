//! The columns of a source that is a table, taken apart as the audit takes it.

use std::io::{Cursor, Read};

use super::readers::field_of;
use super::{InputFormat, Options, Source, audit, not_read, placed};
use crate::error::{Error, ErrorKind, Result};
use crate::rules::RecordField;
use crate::wire::columns::{Delimiter, Encoding, Shape, Table};

/// How many bytes tell how a file is written.
const HEAD: u64 = 1 << 16;

/// How a source is written that begins so, where it is a table; `what` says in the error what is done with tables alone.
pub(super) fn shape_of(input: impl Read, name: &str, options: Options, what: &str) -> Result<Shape> {
    let mut head = Vec::new();
    input.take(HEAD).read_to_end(&mut head).map_err(not_read)?;
    let audited = audit(Cursor::new(&head), name, options, &mut |_| Ok(()));
    let source = match &audited {
        Ok(summary) => summary.source().cloned(),
        // The head may end within a quote.
        Err(stopped) => stopped.so_far().source().cloned(),
    };
    let delimiter = match (source, audited) {
        (Some(Source::Csv { delimiter, .. }), _) => delimiter,
        (None, Err(stopped)) if options.format != Some(InputFormat::Fhir) => return Err(stopped.into()),
        _ => {
            return Err(placed(
                Error::new(ErrorKind::Format, format!("{what}, and this is no table"))
                    .with_help("export the records as CSV"),
                name,
            ));
        }
    };
    let encoding = match Shape::of(&head).encoding {
        // Bytes that are no text in UTF-8 are findings of their own; the rest is read as UTF-8.
        Encoding::Windows1252 => Encoding::Utf8,
        other => other,
    };
    let delimiter = Delimiter::ALL.into_iter().find(|known| known.byte() == delimiter).unwrap_or_default();
    Ok(Shape { encoding, delimiter, ..Shape::default() })
}

/// The name of each column, and its field where it is audited.
pub(super) type Columns = Vec<(Vec<u8>, Option<RecordField>)>;

/// Reads the header: the first row that is not blank.
pub(super) fn columns_of<R: Read>(table: &mut Table<R>) -> Result<Columns> {
    while let Some(row) = table.next_row()? {
        if !row.is_empty() {
            let names = row.cells().map(|cell| cell.code().into_owned());
            return Ok(names.map(|name| (name.clone(), field_of(&name))).collect());
        }
    }
    Ok(Vec::new())
}
