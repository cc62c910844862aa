//! A sample as CSV (RFC 4180, with line feeds).

use super::record::{Record, Shape};
use crate::rules::RecordField;

/// The header: the keys of the fields.
pub(super) fn push_header(out: &mut Vec<u8>) {
    for (place, field) in RecordField::ALL.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        out.extend_from_slice(field.key().as_bytes());
    }
    out.push(b'\n');
}

/// One record and its line break.
pub(super) fn push_record(out: &mut Vec<u8>, record: &Record) {
    let cells = record.cells();
    let count = if let Shape::Short(count) = record.shape { count } else { cells.len() };
    for (place, cell) in cells.into_iter().take(count).enumerate() {
        if place > 0 {
            out.push(b',');
        }
        push_cell(out, &cell.bytes);
    }
    if let Shape::Long(surplus) = record.shape {
        out.push(b',');
        push_cell(out, surplus.as_bytes());
    }
    out.push(b'\n');
}

/// The csv crate's writer is not used because it holds a row against its header, and a sample has ragged rows.
fn push_cell(out: &mut Vec<u8>, bytes: &[u8]) {
    let needs_quotes = bytes.iter().any(|byte| matches!(byte, b'"' | b',' | b'\n' | b'\r'));
    if !needs_quotes {
        out.extend_from_slice(bytes);
        return;
    }
    out.push(b'"');
    for &byte in bytes {
        if byte == b'"' {
            out.push(b'"');
        }
        out.push(byte);
    }
    out.push(b'"');
}
