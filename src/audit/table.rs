//! The columns of a source that is a table, taken apart as the audit takes it.

use std::io::{Cursor, Read};

use super::readers::{field_of, names_delimiter as names_delimiter_in};
use super::{InputFormat, Options, Source, audit, not_read, placed};
use crate::error::{Error, ErrorKind, Result};
use crate::rules::RecordField;
use crate::wire::columns::{Delimiter, Row, Shape, Table};

/// How many bytes tell how a file is written.
const HEAD: u64 = 1 << 16;

/// How a source is written that begins so, where it is a table; `what` says in the error what is done with tables alone.
pub(super) fn shape_of(input: impl Read, name: &str, options: &Options, what: &str) -> Result<Shape> {
    if options.columns.is_some() {
        return Err(placed(
            Error::new(
                ErrorKind::Usage,
                format!("{what} whose columns are known by their names, and not by a map"),
            )
            .with_help("leave the map out, and give the columns names such as `ethnic_category`"),
            name,
        ));
    }
    let mut head = Vec::new();
    input.take(HEAD).read_to_end(&mut head).map_err(not_read)?;
    let audited = audit(Cursor::new(&head), name, options.clone().on_one_thread(), &mut |_| Ok(()));
    let source = match &audited {
        Ok(summary) => summary.source().cloned(),
        // The head may end within a quote.
        Err(stopped) => stopped.so_far().source().cloned(),
    };
    let (delimiter, encoding) = match (source, audited) {
        (Some(Source::Csv { delimiter, encoding, .. }), _) => (delimiter, encoding),
        (None, Err(stopped)) if options.format.is_none_or(|format| format == InputFormat::Csv) => {
            return Err(stopped.into());
        }
        _ => {
            return Err(placed(
                Error::new(ErrorKind::Format, format!("{what}, and this is no table"))
                    .with_help("export the records as CSV"),
                name,
            ));
        }
    };
    let delimiter = Delimiter::ALL.into_iter().find(|known| known.byte() == delimiter).unwrap_or_default();
    Ok(Shape { encoding, delimiter, ..Shape::default() })
}

/// The name of each column, and its field where it is audited.
pub(super) type Columns = Vec<(Vec<u8>, Option<RecordField>)>;

/// Whether the row is the line `sep=;` of Excel's, which stands before the header.
pub(super) fn names_delimiter(row: &Row<'_>) -> bool {
    names_delimiter_in(&row.cells().map(|cell| cell.code()).collect::<Vec<_>>())
}

/// Reads the header: the first row that is not blank, or the next where that names the delimiter.
///
/// # Errors
///
/// [`ErrorKind::Format`] where no column of it is known, as in a file that is compressed.
pub(super) fn columns_of<R: Read>(table: &mut Table<R>, name: &str) -> Result<Columns> {
    let mut columns = Columns::new();
    let mut may_name_delimiter = true;
    while let Some(row) = table.next_row()? {
        if !row.is_empty() {
            if core::mem::take(&mut may_name_delimiter) && names_delimiter(&row) {
                continue;
            }
            let names = row.cells().map(|cell| cell.code().into_owned());
            columns = names.map(|name| (name.clone(), field_of(&name))).collect();
            break;
        }
    }
    if columns.iter().all(|(_, field)| field.is_none()) {
        let error = Error::new(ErrorKind::Format, "no column of the file is known as it stands");
        return Err(placed(error.with_help("unpack it first, where it is compressed"), name));
    }
    Ok(columns)
}

impl Options {
    /// The same, for a few rows that nobody waits for.
    pub(super) fn on_one_thread(mut self) -> Self {
        (self.threads, self.watch) = (1, None);
        self
    }
}
