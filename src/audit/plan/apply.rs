//! Makes what a person marked, in a new file, and tells how to undo it.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};

use sha2::{Digest, Sha256};

use super::form::{Content, Entry, Head, Marked, Plan, Writer, cell_sign};
use super::sum_of;
use crate::audit::not_read;
use crate::audit::table::names_delimiter;
use crate::error::{Error, ErrorKind, Position, Result};
use crate::wire::columns::{Encoding, Row, Shape, Table};
use crate::wire::convert::{Sum, Summed, hex};

/// How many repairs of one rule were left, and why.
///
/// # Example
///
/// See [`Applied::left`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Left {
    /// Nobody marked them.
    pub unmarked: u64,
    /// They were marked with `no`.
    pub refused: u64,
}

/// A repair that was made, and what stood there before.
struct Made {
    row: u64,
    column: usize,
    field: String,
    rule: String,
    /// The new bytes of the cell.
    raw: Vec<u8>,
    before: Content,
}

/// What was made of a plan, what was left, and how it is undone. `Debug` prints how many.
///
/// # Example
///
/// See [the module](super).
#[must_use = "it holds how the repairs are undone"]
pub struct Applied {
    source: Sum,
    target: Sum,
    shape: Shape,
    made: Vec<Made>,
    left: BTreeMap<String, Left>,
}

impl core::fmt::Debug for Applied {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Applied({} made)", self.made.len())
    }
}

impl Applied {
    /// By which the source is known.
    pub fn source(&self) -> &Sum {
        &self.source
    }

    /// By which the new file is known.
    pub fn target(&self) -> &Sum {
        &self.target
    }

    /// The repairs that were made: row, field and rule.
    pub fn made(&self) -> impl ExactSizeIterator<Item = (u64, &str, &str)> {
        self.made.iter().map(|made| (made.row, made.field.as_str(), made.rule.as_str()))
    }

    /// The repairs that were not made, by the id of their rule.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::audit::Options;
    /// use ownwords::audit::plan::{Plan, apply, propose};
    ///
    /// let source = b"language\nq4\n";
    /// let mut plan = Vec::new();
    /// propose(|| Ok(&source[..]), "made-up.csv", Options::default(), &mut plan)?;
    /// let applied = apply(&Plan::read(&plan[..])?, || Ok(&source[..]), &mut Vec::new())?;
    /// assert!(applied.left().map(|(rule, left)| (rule, left.unmarked)).eq([("OW-LNG-004", 1)]));
    /// assert_eq!(applied.source(), applied.target()); // nothing was marked
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    pub fn left(&self) -> impl Iterator<Item = (&str, Left)> {
        self.left.iter().map(|(rule, left)| (rule.as_str(), *left))
    }

    /// Writes the plan that gives the source again: every row of it is marked. `name` is what the new file is called.
    ///
    /// It holds what stood in the cells before, and is as confidential as the records.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] when it cannot be written.
    pub fn write_undo(&self, name: &str, out: &mut dyn Write) -> Result<()> {
        let head = Head::of(name, self.target.clone(), self.shape.encoding, self.shape.delimiter);
        let mut writer = Writer::begin(out, &head)?;
        for (number, made) in self.made.iter().enumerate() {
            writer.repair(&Entry {
                id: format!("U{}", number + 1),
                apply: "yes",
                row: made.row,
                column: made.column,
                field: &made.field,
                rule: &made.rule,
                confidence: "certain",
                reason: "undoes the repair: this is what stood there before",
                now: "",
                content: &made.before,
                was: cell_sign(&self.target, made.row, made.column, &made.raw),
            })?;
        }
        writer.end()
    }
}

/// Makes the marked repairs of a plan: reads the source, and writes it with other contents in those cells to `out`. `open`
/// opens the source from its beginning; it is called twice.
///
/// What was written to `out` before an error is no file to keep.
///
/// # Errors
///
/// - [`ErrorKind::Io`] when the source cannot be read or `out` not be written;
/// - [`ErrorKind::Format`] when the source is not the one that the plan is of, changes while it is read, or has no such cell
///   as the plan names, or another content in it;
/// - [`ErrorKind::Text`] when a content has a character that the source's encoding has not.
///
/// # Example
///
/// ```
/// use ownwords::audit::Options;
/// use ownwords::audit::plan::{Plan, apply, propose};
///
/// let source = b"language\nq4\n";
/// let mut plan = Vec::new();
/// propose(|| Ok(&source[..]), "made-up.csv", Options::default(), &mut plan)?;
/// let edited = b"language\nq4\nq4\n";
/// let error = apply(&Plan::read(&plan[..])?, || Ok(&edited[..]), &mut Vec::new()).unwrap_err();
/// assert!(error.message().contains("not the one"));
/// # Ok::<(), ownwords::Error>(())
/// ```
pub fn apply<R: Read>(plan: &Plan, open: impl Fn() -> io::Result<R>, out: &mut dyn Write) -> Result<Applied> {
    let sum = sum_of(open().map_err(not_read)?)?;
    if sum != plan.head.sum {
        return Err(Error::new(
            ErrorKind::Format,
            format!(
                "this source is not the one that the plan is of: it has {} bytes and the SHA-256 {}, and the plan is of {} \
                 bytes and {}",
                sum.bytes, sum.sha256, plan.head.sum.bytes, plan.head.sum.sha256
            ),
        )
        .with_help("audit the source again for a new plan, or find the file as it was"));
    }
    let shape = Shape { encoding: plan.head.encoding, delimiter: plan.head.delimiter, ..Shape::default() };
    let mut input = Summed::new(open().map_err(not_read)?);
    let mut table = Table::open_as(&mut input, shape)?;
    let mut target = Target { out, bytes: 0, hash: Sha256::new() };
    let mut marked = plan.marked.iter().peekable();
    let mut made = Vec::new();
    // The first row that is not blank is the header, unless it names the delimiter.
    let mut record: Option<u64> = None;
    let mut may_name_delimiter = true;
    while let Some(row) = table.next_row()? {
        if row.is_empty() || (core::mem::take(&mut may_name_delimiter) && names_delimiter(&row)) {
            target.write(row.bytes())?;
            continue;
        }
        let number = record.map_or(0, |before| before + 1);
        record = Some(number);
        let mut of_row = Vec::new();
        while let Some(one) = marked.next_if(|one| one.row <= number) {
            of_row.push(one);
        }
        if of_row.is_empty() {
            target.write(row.bytes())?;
            continue;
        }
        target.write(&repaired(&row, number, &of_row, &sum, &mut made)?)?;
    }
    if let Some(one) = marked.next() {
        return Err(no_such_cell(one));
    }
    drop(table);
    if input.sum() != sum {
        return Err(Error::new(ErrorKind::Format, "the source changed while it was read")
            .with_help("see that nothing writes to it, and try again"));
    }
    target.out.flush().map_err(not_written)?;
    let target = Sum { bytes: target.bytes, sha256: hex(target.hash) };
    Ok(Applied { source: sum, target, shape, made, left: plan.left.clone() })
}

/// The row with the marked contents.
fn repaired(
    row: &Row<'_>,
    number: u64,
    marked: &[&Marked],
    source: &Sum,
    made: &mut Vec<Made>,
) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(row.bytes().len() + 16);
    let mut copied = 0;
    for one in marked {
        let cell = one.column.checked_sub(1).and_then(|place| row.cell(place));
        let Some(cell) = cell.filter(|_| one.row == number) else { return Err(no_such_cell(one)) };
        if cell_sign(source, one.row, one.column, cell.raw()) != one.was {
            return Err(Error::new(
                ErrorKind::Format,
                format!("row {}, column {}, is not what it was when the plan was made", one.row, one.column),
            )
            .at(Position::default().line(row.line()))
            .with_help("audit the source again for a new plan"));
        }
        let place = one.column - 1;
        let raw = match &one.content {
            Content::Bytes(bytes) => bytes.clone(),
            Content::Text(text) => written(row, place, text.as_bytes())?,
        };
        bytes.extend_from_slice(row.bytes().get(copied..cell.range().start).unwrap_or_default());
        bytes.extend_from_slice(&raw);
        copied = cell.range().end;
        let before = before(row, place, &raw);
        made.push(Made {
            row: one.row,
            column: one.column,
            field: one.field.clone(),
            rule: one.rule.clone(),
            raw,
            before,
        });
    }
    bytes.extend_from_slice(row.bytes().get(copied..).unwrap_or_default());
    Ok(bytes)
}

/// The bytes of a cell of the row with this content in it.
pub(super) fn written(row: &Row<'_>, place: usize, content: &[u8]) -> Result<Vec<u8>> {
    let range = row.cell(place).map(|cell| cell.range()).unwrap_or_default();
    let with = row.with(&[(place, content)])?;
    let behind = row.bytes().len() - range.end;
    Ok(with.get(range.start..with.len() - behind).unwrap_or_default().to_vec())
}

/// What gives the cell again as it stands, once `raw` stands in its place: its text where that does it.
fn before(row: &Row<'_>, place: usize, raw: &[u8]) -> Content {
    let Some(cell) = row.cell(place) else { return Content::Bytes(Vec::new()) };
    let is_quoted =
        raw.starts_with(b"\"") || (row.encoding() == Encoding::Utf16Be && raw.starts_with(b"\0\""));
    let text = cell.text().filter(|_| is_quoted == cell.is_quoted());
    match text {
        Some(text) if written(row, place, text.as_bytes()).is_ok_and(|same| same == cell.raw()) => {
            Content::Text(text.into_owned())
        }
        _ => Content::Bytes(cell.raw().to_vec()),
    }
}

fn no_such_cell(one: &Marked) -> Error {
    Error::new(ErrorKind::Format, format!("the source has no row {} with a column {}", one.row, one.column))
        .with_help("audit the source again for a new plan")
}

/// The new file, as it is written.
struct Target<'w> {
    out: &'w mut dyn Write,
    bytes: u64,
    hash: Sha256,
}

impl Target<'_> {
    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.bytes += bytes.len() as u64;
        self.hash.update(bytes);
        self.out.write_all(bytes).map_err(not_written)
    }
}

fn not_written(error: io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("the new file cannot be written ({})", error.kind()))
        .with_help("see that there is room where it is written to")
        .with_source(error)
}
