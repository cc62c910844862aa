//! Records from CSV (RFC 4180, read leniently).

mod rows;
mod window;

use std::io::Read;

use csv::{ByteRecord, ReaderBuilder};

use self::rows::Rows;
use super::Source;
use super::blocks::{self, Blocks, Check, Checked, Ends};
use super::columns::{Columns, NamesIn, field_of};
use super::rows::{begin, check_batch, parts};
use crate::audit::Options;
use crate::audit::engine::Engine;
use crate::wire::columns::Encoding;
use crate::{Error, ErrorKind, Result};

/// Reads all records. `head` is the beginning of `input`, in UTF-8; `encoding` is what it was in.
pub(super) fn read(
    head: &[u8],
    input: impl Read + Send,
    encoding: Encoding,
    options: &Options,
    engine: &mut Engine<'_>,
) -> Result<()> {
    let map = options.columns.as_deref();
    let delimiter = map.map_or_else(|| delimiter_of(head), |map| map.shape().delimiter.byte());
    let help = "look for a quote in this line that is never closed; a `\"` within a cell is written `\"\"`";
    let mut blocks = Blocks::new(input, Ends::Rows, help);
    let columns = first_row(&mut blocks, delimiter, options)?;
    engine.summary.source = Some(Source::Csv { delimiter, encoding, other_columns: columns.others() });
    begin(&columns, options, engine);
    let parts = || parts(&columns, options);
    blocks::check(blocks, head, options, engine, parts, || checker(delimiter, &columns))
}

/// Reads the names of the columns, or how many there are.
fn first_row(blocks: &mut Blocks<impl Read>, delimiter: u8, options: &Options) -> Result<Columns> {
    let mut rows = Rows::new(delimiter);
    let mut may_name_delimiter = true;
    while let Some(block) = blocks.next(Vec::new()) {
        let none = match rows.first(&block) {
            Ok((cells, behind)) if may_name_delimiter && names_delimiter(&cells) => {
                may_name_delimiter = false;
                blocks.begin_behind(block, behind);
                continue;
            }
            Ok((cells, behind)) => {
                let names_in = NamesIn::Line(1 + u64::from(!may_name_delimiter));
                let columns = Columns::named(cells.iter().map(Vec::as_slice), names_in, options)?;
                let is_record = options.columns.as_deref().is_some_and(|map| !map.has_header());
                let end = if is_record { 0 } else { behind };
                blocks.begin_behind(block, end);
                return Ok(columns);
            }
            Err(end) => Checked::of(&block, end),
        };
        blocks.checked(block, none)?;
    }
    blocks.ended()?;
    Err(Error::new(ErrorKind::Format, "there is nothing in it but blank lines"))
}

/// What checks the rows of blocks.
fn checker(delimiter: u8, columns: &Columns) -> impl Check + use<'_> {
    let mut rows = Rows::of(columns.len(), delimiter);
    move |block, _, engine| rows.each(block, |batch| check_batch(batch, columns, engine))
}

/// Whether the row is the line `sep=;`, before that of the names: Excel writes and reads it, and it names the delimiter.
pub(in crate::audit) fn names_delimiter(cells: &[impl AsRef<[u8]>]) -> bool {
    match cells {
        [sign, rest] => rest.as_ref().is_empty() && sign.as_ref().eq_ignore_ascii_case(SEPARATOR),
        // Where a column map says another one.
        [sign] => matches!(sign.as_ref().split_at_checked(SEPARATOR.len()),
            Some((sign, [_])) if sign.eq_ignore_ascii_case(SEPARATOR)),
        _ => false,
    }
}

const SEPARATOR: &[u8] = b"sep=";

/// The delimiter that the first line names, if it does.
fn named_delimiter(head: &[u8]) -> Option<u8> {
    let line = head.trim_ascii_start().split(|byte| matches!(byte, b'\n' | b'\r')).next()?;
    let (sign, rest) = line.split_at_checked(SEPARATOR.len())?;
    match rest {
        [delimiter @ (b',' | b';' | b'|' | b'\t')] if sign.eq_ignore_ascii_case(SEPARATOR) => {
            Some(*delimiter)
        }
        _ => None,
    }
}

/// The one that the first line names; otherwise the comma, unless only with another sign a column is known.
fn delimiter_of(head: &[u8]) -> u8 {
    if let Some(named) = named_delimiter(head) {
        return named;
    }
    if knows_a_column(head, b',') {
        return b',';
    }
    let mut others = [b'\t', b';', b'|'].into_iter().filter(|&other| knows_a_column(head, other));
    match (others.next(), others.next()) {
        (Some(only), None) => only,
        _ => b',',
    }
}

fn knows_a_column(head: &[u8], delimiter: u8) -> bool {
    let mut record = ByteRecord::new();
    let mut reader = ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(head);
    let is_read = reader.read_byte_record(&mut record).unwrap_or_default();
    is_read && record.iter().any(|name| field_of(name).is_some())
}
