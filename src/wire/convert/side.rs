//! The side file: what a sender keeps of a conversion, so that it can be taken back.
//!
//! One JSON object a line, in this order:
//!
//! - `{"format": "ownwords.side/1", "tool", "standard", "from", "to", "purpose", "authority", "sends_residues", "systems"}`:
//!   which conversion this is. `from` and `to` are [`Settings`], which name the overlay that they were made with; `systems` is
//!   the edition of each mapping by its key.
//! - `{"between": BYTES}`: bytes of the source that belong to no record, where there are many; `{"head": BYTES}`: those that
//!   the records behind them are read by.
//! - `{"record": 1, "before": BYTES, "key", "source": BYTES, "sent": BYTES, "storage": {…}, "residues": {…}}`: a record of the
//!   source with the bytes before it, the record of the target as it was sent, the complete record in the storage form (left
//!   out where the source is that), and what the target could not hold.
//! - `{"end": {"after": BYTES, "records", "source": {"bytes", "sha256"}, "target": {…}}, "sha256"}`: that it is complete. The
//!   last hash is of all that stands before it in the file, and so of the file as it was written.
//!
//! BYTES are text, or `{"base64": …}` where they are no UTF-8. A side file is as confidential as the source: it holds all of
//! it.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use super::format::{Key, Settings};
use super::source::{Sum, hex};
use super::{LONGEST, io_error};
use crate::error::{Error, ErrorKind, Position, Result};

/// The name of the form, with its version.
pub const FORMAT: &str = "ownwords.side/1";

/// Which conversion a side file is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// [`FORMAT`].
    pub format: String,
    /// The program, with its version.
    pub tool: String,
    /// The version of the standard.
    pub standard: String,
    /// The source.
    pub from: Settings,
    /// The target.
    pub to: Settings,
    /// The key of the purpose; none for the storage form.
    pub purpose: Option<String>,
    /// The key of the authority; none where only what is certain was sent.
    pub authority: Option<String>,
    /// Whether the residues were sent along.
    pub sends_residues: bool,
    /// The edition of the mapping of each code system, by its key.
    pub systems: BTreeMap<String, u16>,
}

/// A record as the sender keeps it. `Debug` prints its number.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// The so-manieth, from 1.
    pub record: u64,
    /// What stands before it in the source.
    pub before: Bytes,
    /// By what it is known in the target.
    pub key: Key,
    /// It, in the source.
    pub source: Bytes,
    /// It, in the target.
    pub sent: Bytes,
    /// It, in the storage form; none where the source is that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub storage: Option<Box<RawValue>>,
    /// What the target could not hold, by field.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub residues: BTreeMap<String, String>,
}

impl core::fmt::Debug for Kept {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Kept").field("record", &self.record).finish_non_exhaustive()
    }
}

/// That a side file is complete.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct End {
    /// What stands behind the last record of the source.
    pub after: Bytes,
    /// How many records there are.
    pub records: u64,
    /// The source.
    pub source: Sum,
    /// The target, as it was sent.
    pub target: Sum,
}

/// Bytes: text where they are any. `Debug` prints how many.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Bytes(pub Vec<u8>);

impl core::fmt::Debug for Bytes {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum BytesForm<'a> {
    Text(std::borrow::Cow<'a, str>),
    Base64 { base64: String },
}

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match core::str::from_utf8(&self.0) {
            Ok(text) => BytesForm::Text(text.into()),
            Err(_) => BytesForm::Base64 { base64: data_encoding::BASE64.encode(&self.0) },
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match BytesForm::deserialize(deserializer)? {
            BytesForm::Text(text) => Ok(Self(text.into_owned().into_bytes())),
            BytesForm::Base64 { base64 } => data_encoding::BASE64
                .decode(base64.as_bytes())
                .map(Self)
                .map_err(|_| serde::de::Error::custom("no base64")),
        }
    }
}

/// A line between head and end. `Debug` prints what it is.
#[derive(Clone, Debug)]
pub enum Line {
    /// Bytes of the source that belong to no record.
    Between(Bytes),
    /// Bytes of the source that the records behind them are read by.
    Head(Bytes),
    /// A record.
    Record(Box<Kept>),
    /// The end, and the hash of all before it that it says.
    End(End),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BetweenForm {
    between: Bytes,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadForm {
    head: Bytes,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EndForm<'a> {
    #[serde(borrow)]
    end: &'a RawValue,
    sha256: String,
}

/// Writes a side file.
pub(super) struct Writer<'w> {
    out: &'w mut dyn Write,
    hash: Sha256,
}

impl<'w> Writer<'w> {
    pub(super) fn begin(out: &'w mut dyn Write, head: &Head) -> Result<Self> {
        let mut writer = Self { out, hash: Sha256::new() };
        writer.line(head)?;
        Ok(writer)
    }

    fn line(&mut self, line: &impl Serialize) -> Result<()> {
        let mut text = text(line)?;
        text.push(b'\n');
        self.hash.update(&text);
        self.out.write_all(&text).map_err(|error| io_error("the side file cannot be written", error))
    }

    pub(super) fn between(&mut self, bytes: Vec<u8>) -> Result<()> {
        self.line(&BetweenForm { between: Bytes(bytes) })
    }

    pub(super) fn head(&mut self, bytes: Vec<u8>) -> Result<()> {
        self.line(&HeadForm { head: Bytes(bytes) })
    }

    pub(super) fn record(&mut self, kept: &Kept) -> Result<()> {
        self.line(kept)
    }

    pub(super) fn end(mut self, end: &End) -> Result<()> {
        let end = text(end)?;
        self.hash.update(&end);
        let line = [&b"{\"end\":"[..], &end, b",\"sha256\":\"", hex(self.hash).as_bytes(), b"\"}\n"].concat();
        let wrong = |error| io_error("the side file cannot be written", error);
        self.out.write_all(&line).and_then(|()| self.out.flush()).map_err(wrong)
    }
}

fn text(line: &impl Serialize) -> Result<Vec<u8>> {
    serde_json::to_vec(line).map_err(|error| {
        Error::new(ErrorKind::Format, "the side file cannot hold this record").with_source(error)
    })
}

/// Reads a side file, line by line. What is damaged, cut short or of another form is an error with its line.
///
/// # Example
///
/// ```
/// use ownwords::wire::convert::side::Reader;
///
/// let error = Reader::begin(&b"{\"format\": \"another\"}\n"[..]).unwrap_err();
/// assert!(error.to_string().starts_with("line 1"));
/// ```
pub struct Reader<R> {
    input: R,
    head: Head,
    hash: Sha256,
    line: u64,
    records: u64,
    is_at_end: bool,
}

impl<R> core::fmt::Debug for Reader<R> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Reader").field("line", &self.line).finish_non_exhaustive()
    }
}

/// The longest line. A byte of a record takes at most six in JSON, and it may stand there twice.
const LONGEST_LINE: u64 = 16 * LONGEST as u64;

impl<R: BufRead> Reader<R> {
    /// Reads which conversion the file is of.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Format`], with its line, when this is no side file or one of a newer release; [`ErrorKind::Io`] when it
    /// cannot be read.
    pub fn begin(mut input: R) -> Result<Self> {
        let mut hash = Sha256::new();
        let Some(line) = line(&mut input, 1)? else {
            return Err(wrong(1, "there is nothing in the side file"));
        };
        hash.update(&line);
        let head: Head = serde_json::from_slice(&line)
            .ok()
            .filter(|head: &Head| head.format == FORMAT)
            .ok_or_else(|| wrong(1, "this is no side file that this release can read"))?;
        Ok(Self { input, head, hash, line: 1, records: 0, is_at_end: false })
    }

    /// Which conversion it is of.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The next line; `None` behind the end.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Format`], with its line, when it is damaged, or the file ends before its end; [`ErrorKind::Io`] when it
    /// cannot be read.
    pub fn next_line(&mut self) -> Result<Option<Line>> {
        let number = self.line + 1;
        let Some(line) = line(&mut self.input, number)? else {
            return match self.is_at_end {
                true => Ok(None),
                false => Err(wrong(number, "the side file is cut short: its last line is missing")),
            };
        };
        self.line = number;
        if self.is_at_end {
            return Err(wrong(number, "something stands behind the end of the side file"));
        }
        let parsed = self.parsed(&line);
        let Some(parsed) = parsed else { return Err(wrong(number, "the side file is damaged")) };
        match &parsed {
            Line::Record(kept) => {
                self.records += 1;
                if kept.record != self.records {
                    return Err(wrong(number, "a record of the side file is missing, or stands elsewhere"));
                }
            }
            Line::End(end) if end.records != self.records => {
                return Err(wrong(number, "the side file does not hold all of its records"));
            }
            _ => {}
        }
        Ok(Some(parsed))
    }

    /// What a line is; `None` where it is damaged.
    fn parsed(&mut self, line: &[u8]) -> Option<Line> {
        if line.starts_with(b"{\"end\":") {
            let form: EndForm<'_> = serde_json::from_slice(line).ok()?;
            self.hash.update(form.end.get());
            let end = serde_json::from_str(form.end.get()).ok()?;
            // To the letter: `"sha256"` is all that a line has beside the end.
            let is_whole = line
                == [
                    b"{\"end\":",
                    form.end.get().as_bytes(),
                    b",\"sha256\":\"",
                    form.sha256.as_bytes(),
                    b"\"}\n",
                ]
                .concat();
            self.is_at_end = is_whole && form.sha256 == hex(self.hash.clone());
            return self.is_at_end.then_some(Line::End(end));
        }
        self.hash.update(line);
        if line.starts_with(b"{\"between\":") {
            return serde_json::from_slice(line).ok().map(|form: BetweenForm| Line::Between(form.between));
        }
        if line.starts_with(b"{\"head\":") {
            return serde_json::from_slice(line).ok().map(|form: HeadForm| Line::Head(form.head));
        }
        serde_json::from_slice(line).ok().map(|kept| Line::Record(Box::new(kept)))
    }

    /// Reads all, and says whether it is sound.
    ///
    /// # Errors
    ///
    /// As [`next_line`](Self::next_line).
    pub fn check(mut self) -> Result<End> {
        let mut end = None;
        while let Some(line) = self.next_line()? {
            if let Line::End(found) = line {
                end = Some(found);
            }
        }
        end.ok_or_else(|| wrong(self.line, "the side file is cut short"))
    }
}

fn line(input: &mut impl BufRead, number: u64) -> Result<Option<Vec<u8>>> {
    use std::io::Read as _;
    let mut line = Vec::new();
    let read = input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line);
    read.map_err(|error| io_error("the side file cannot be read", error))?;
    match line.last() {
        None => Ok(None),
        Some(b'\n') => Ok(Some(line)),
        Some(_) => Err(wrong(number, "the side file is cut short in this line")),
    }
}

#[cold]
pub(super) fn wrong(line: u64, message: &str) -> Error {
    Error::new(ErrorKind::Format, message)
        .at(Position::default().line(line))
        .with_help("take it from where the sender keeps it; without it nothing is converted back")
}
