//! The storage form in YAML: one complete record a document, `---` before each.

use super::LONGEST;
use super::fields;
use super::format::{Choice, Format, Frame, Key, OverlayVersion, Piece, Read, Settings, Splitter, Written};
use super::settings::YAML;
use super::source::Source;
use super::storage::{NAMES, member};
use crate::authoring::record;
use crate::demographics::Demographics;
use crate::error::{Error, ErrorKind, Position, Result};
use crate::field::Reconciled;
use crate::overlay::{Known, Overlay};

/// The storage form in YAML, one document after another.
///
/// What it reads is YAML 1.2 without anchors, aliases, tags and merge keys, and with quotes where a text could be a number, true,
/// false or nothing. What it writes is quoted throughout, so that every YAML reader takes it for the same.
#[derive(Clone, Copy, Debug, Default)]
pub struct StorageDocuments {
    /// The lists of ethnicity that codes of edited records may be of.
    known: Known,
}

impl StorageDocuments {
    /// The same, with an organisation's own lists and heritages beside the national ones.
    #[must_use]
    pub fn with_overlay(self, overlay: &Overlay) -> Self {
        self.of_lists(Known::of(overlay))
    }

    pub(super) fn of_lists(self, known: Known) -> Self {
        Self { known }
    }
}

/// The line that begins a document, and the one that ends it. Whatever is written around it, no text of a record has one.
const BEGINS: &[u8] = b"---";
const ENDS: &[u8] = b"...";

/// Takes a stream apart into documents.
#[derive(Debug, Default)]
struct Documents {
    /// How far the document has been looked at: to the start of a line.
    at: usize,
    seen: Seen,
}

/// What was seen of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Seen {
    #[default]
    Nothing,
    /// What it has to say of YAML itself.
    Directive,
    /// The line that begins it.
    Beginning,
    /// Something that it says.
    Content,
}

/// What a line of a stream is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Begins,
    Ends,
    /// What a document that has not begun has to say of YAML itself.
    Directive,
    Blank,
    Says,
}

impl Line {
    fn of(line: &[u8]) -> Self {
        let is_marker = |marker: &[u8]| {
            line.strip_prefix(marker).is_some_and(|rest| rest.first().is_none_or(u8::is_ascii_whitespace))
        };
        let text = line.trim_ascii();
        match (text.first(), line.first()) {
            _ if is_marker(BEGINS) => Self::Begins,
            _ if is_marker(ENDS) => Self::Ends,
            (None | Some(b'#'), _) => Self::Blank,
            (_, Some(b'%')) => Self::Directive,
            _ => Self::Says,
        }
    }

    /// Whether a line that begins a document goes on with what it says.
    fn goes_on(line: &[u8]) -> bool {
        let rest = line.get(BEGINS.len()..).unwrap_or_default().trim_ascii_start();
        !matches!(rest.first(), None | Some(b'#'))
    }
}

/// The length of the line that begins so far behind what was taken, its end among it; a carriage return ends one too.
fn line_length(source: &mut Source<'_>, at: usize) -> Result<usize> {
    let mut seen = at;
    loop {
        let bytes = source.peek(seen + CHUNK)?;
        let rest = bytes.get(seen..).unwrap_or_default();
        let is_all = rest.len() < CHUNK;
        if let Some(end) = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')) {
            let end = seen + end + 1;
            let is_pair = bytes.get(end - 1..).is_some_and(|rest| rest.starts_with(b"\r\n"));
            // Whether a line feed stands behind a carriage return may not have been read yet.
            if is_pair || end < bytes.len() || is_all {
                return Ok(end + usize::from(is_pair) - at);
            }
            seen = end - 1;
            continue;
        }
        if is_all {
            return Ok(bytes.len().saturating_sub(at));
        }
        seen = bytes.len();
        if seen > LONGEST {
            return Err(source.too_long());
        }
    }
}

/// How much is looked at at once.
const CHUNK: usize = 1 << 14;

impl Documents {
    /// What stands before the next document, or the document, up to where the reader has come.
    fn taken(&mut self, source: &mut Source<'_>) -> Option<Piece> {
        let Self { at, seen } = core::mem::take(self);
        let place = source.place();
        let bytes = source.take(at);
        match seen {
            _ if bytes.is_empty() => None,
            Seen::Content | Seen::Directive => Some(Piece::Record(bytes, place)),
            // A document that says nothing is none.
            Seen::Nothing | Seen::Beginning => Some(Piece::Between(bytes)),
        }
    }

    /// What has been seen with this line too; `None` where it belongs to what comes next.
    fn with(&self, line: &[u8]) -> Option<Seen> {
        let is_first = self.at == 0;
        match (Line::of(line), self.seen) {
            // White space and comments before a document are not of it.
            (Line::Begins | Line::Directive, Seen::Nothing) if !is_first => None,
            (Line::Begins, Seen::Nothing | Seen::Directive) => {
                Some(if Line::goes_on(line) { Seen::Content } else { Seen::Beginning })
            }
            (Line::Begins, Seen::Beginning | Seen::Content) | (Line::Ends, Seen::Content) => None,
            (Line::Directive, Seen::Nothing | Seen::Directive) => Some(Seen::Directive),
            (Line::Directive | Line::Says, _) => Some(Seen::Content),
            (Line::Ends | Line::Blank, seen) => Some(seen),
        }
    }
}

impl Splitter for Documents {
    fn next(&mut self, source: &mut Source<'_>) -> Result<Option<Piece>> {
        let mark = source.byte_order_mark()?;
        if mark > 0 {
            return Ok(Some(Piece::Between(source.take(mark))));
        }
        loop {
            let length = line_length(source, self.at)?;
            if length == 0 {
                return Ok(self.taken(source));
            }
            let bytes = source.peek(self.at + length)?;
            let line = bytes.get(self.at..self.at + length).unwrap_or_default();
            let Some(seen) = self.with(line) else { return Ok(self.taken(source)) };
            self.seen = seen;
            self.at += length;
            if self.at > LONGEST {
                return Err(source.too_long());
            }
        }
    }
}

fn text(record: &[u8]) -> Result<&str> {
    core::str::from_utf8(record).map_err(|error| {
        Error::new(ErrorKind::Format, "this is not UTF-8")
            .at(Position::default().byte(error.valid_up_to() as u64))
            .with_help("ask the sender for UTF-8; nothing of it was taken")
    })
}

fn from_yaml(document: &[u8]) -> Result<Demographics> {
    record::from_yaml(text(document)?)?.into_record().map_err(|error| {
        let position = error.position().cloned().unwrap_or_else(|| Position::default().line(1).column(1));
        error.at(position)
    })
}

impl Format for StorageDocuments {
    fn settings(&self) -> Settings {
        Settings { overlay: OverlayVersion::of(self.known), ..Settings::of(YAML) }
    }

    fn splitter(&self) -> Box<dyn Splitter> {
        Box::new(Documents::default())
    }

    fn read(&self, record: &[u8]) -> Result<Read> {
        Ok(Read { person: from_yaml(record)?, key: None, not_read: 0, refused_residues: false })
    }

    fn frame(&self) -> Frame {
        Frame::default()
    }

    fn write(&self, person: &Demographics, _: &Key, _: Choice) -> Result<Written> {
        let document = record::to_yaml(&person.for_storage())?;
        let bytes = [BEGINS, b"\n", document.as_bytes()].concat();
        Ok(Written { bytes, fields: Vec::new(), residues: Default::default() })
    }

    fn update(
        &self,
        record: &[u8],
        person: &Demographics,
        field: &'static str,
        _: Choice,
    ) -> Result<Option<Vec<u8>>> {
        let mut wanted = from_yaml(record)?;
        fields::put(&mut wanted, person, field);
        let value = member(person, field)?;
        let one = value.map(|value| record::to_yaml(&serde_json::json!({ field: value })));
        let updated = record::put(text(record)?, field, one.transpose()?.as_deref());
        // Whatever a document is written like, it is only given back when it says this and nothing else.
        let is_so = |document: &String| from_yaml(document.as_bytes()).is_ok_and(|read| read == wanted);
        Ok(updated.filter(is_so).map(String::into_bytes))
    }

    fn reconcile(
        &self,
        person: &mut Demographics,
        sent: &[u8],
        edited: &[u8],
    ) -> Result<Vec<(&'static str, Reconciled)>> {
        Ok(fields::reconcile(self.known, person, &from_yaml(sent)?, &from_yaml(edited)?, NAMES))
    }

    fn overlay(&self) -> Option<Overlay> {
        self.known.overlay().copied()
    }

    fn has_keys(&self) -> bool {
        false
    }

    fn holds_everything(&self) -> bool {
        true
    }
}
