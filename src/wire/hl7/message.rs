//! A message over its bytes: taken apart where it declares, edited field by field, written as it was.

use core::fmt;
use core::ops::Range;
use std::borrow::Cow;

use super::{Delimiters, unescape};
use crate::error::{Error, ErrorKind, Position, Result};

/// How a segment ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineEnd {
    /// By a carriage return, as the standard has it.
    Cr,
    /// By a line feed alone.
    Lf,
    /// By both.
    CrLf,
    /// Not at all: the last segment of a message that lacks its end.
    Missing,
}

/// One HL7 v2 message, over its bytes.
///
/// Nothing is changed that is not [set](Self::set_field): an unedited message is its input, byte for byte. Segments end with
/// a carriage return; a line feed, alone or behind one, is tolerated and told ([`Segment::line_end`]). A line feed ends a
/// segment only where another one, or nothing, follows; anywhere else it is a byte of the field that it stands in.
///
/// `Debug` prints the number of segments and bytes.
///
/// # Example
///
/// ```
/// use ownwords::wire::hl7::{LineEnd, Message};
///
/// let mut message = Message::parse(b"MSH|^~\\&|pas|RXX\rPID|1||7^^^made-up||Hart^Zoe\nPV1|1|I\r\n")?;
/// assert_eq!(message.field("PID", 5).unwrap().bytes(), b"Hart^Zoe");
/// let ends: Vec<LineEnd> = message.segments().map(|segment| segment.line_end()).collect();
/// assert_eq!(ends, [LineEnd::Cr, LineEnd::Lf, LineEnd::CrLf]);
///
/// message.set_field("PID", 8, b"F")?;
/// assert_eq!(message.bytes(), b"MSH|^~\\&|pas|RXX\rPID|1||7^^^made-up||Hart^Zoe|||F\nPV1|1|I\r\n");
/// # Ok::<(), ownwords::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Message<'a> {
    bytes: Cow<'a, [u8]>,
    delimiters: Delimiters,
    lines: Vec<Line>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Line {
    start: usize,
    end: usize,
    line_end: LineEnd,
}

impl<'a> Message<'a> {
    /// Takes the bytes of one message apart.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Format`], with the byte at which it is: no MSH segment at the beginning, encoding characters that are
    /// none, a second MSH segment, or a line that is no segment. Files, batches and transport frames are taken apart by
    /// [`pieces`](super::pieces).
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::wire::hl7::Message;
    ///
    /// let error = Message::parse(b"MSH|^~\\&|pas\rleft over\r").unwrap_err();
    /// assert!(error.to_string().starts_with("byte 13: this line is no segment"));
    /// ```
    pub fn parse(bytes: &'a [u8]) -> Result<Self> {
        let delimiters = Delimiters::declared(bytes)?;
        let lines = lines(bytes, delimiters.field)?;
        Ok(Self { bytes: Cow::Borrowed(bytes), delimiters, lines })
    }

    /// The message as it is now.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The message as it is now, given away.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes.into_owned()
    }

    /// What MSH-1 and MSH-2 declare.
    pub fn delimiters(&self) -> &Delimiters {
        &self.delimiters
    }

    /// The segments, in order. Empty lines are none.
    pub fn segments(&self) -> impl Iterator<Item = Segment<'_>> {
        self.lines.iter().filter(|line| line.start < line.end).map(|line| self.segment_of(*line))
    }

    /// The first segment with this name.
    pub fn segment(&self, name: &str) -> Option<Segment<'_>> {
        self.segments().find(|segment| segment.name() == name.as_bytes())
    }

    /// A field of the first segment with this name, by its number in the standard: `PID`, 5. `None` where the segment is not
    /// there, or ends before it.
    pub fn field(&self, segment: &str, number: usize) -> Option<Element<'_>> {
        self.segment(segment)?.field(number)
    }

    /// Puts these bytes, escaped where they have to be, in the place of a field of the first segment with this name. Every
    /// other byte stays; a segment that ends before the field is made longer.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when there is no such segment, when the field is one of those that declare the delimiters, or
    /// when the bytes hold something that would end the field.
    pub fn set_field(&mut self, segment: &str, number: usize, field: &[u8]) -> Result<()> {
        let separator = self.delimiters.field;
        if field.contains(&separator) || has_line_end(field) {
            return Err(Error::new(ErrorKind::Usage, "the bytes would end the field in which they stand")
                .with_help("escape the text with `hl7::escape`"));
        }
        let Some(found) = self.segment(segment) else {
            return Err(Error::new(ErrorKind::Usage, format!("the message has no segment `{segment}`"))
                .with_help("begin with a message that has it, as every ADT message has MSH and PID"));
        };
        if number == 0 || (found.is_header() && number < 3) {
            return Err(Error::new(ErrorKind::Usage, format!("field {number} of `{segment}` cannot be set"))
                .with_help("MSH-1 and MSH-2 say how the whole message is written; fields count from 1"));
        }
        if let Some(old) = found.field(number) {
            let range = old.range();
            if old.bytes() != field {
                self.replace(range, field)?;
            }
            return Ok(());
        }
        if field.is_empty() {
            return Ok(());
        }
        let (end, last) = (found.range().end, found.count());
        let mut added = vec![separator; number.saturating_sub(last)];
        added.extend_from_slice(field);
        self.replace(end..end, &added)
    }

    /// Puts a segment, without its end, in the place of the first one with the same name, or behind the segment `after`. It
    /// ends as the segment before it does.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when the bytes are not one segment, or there is no segment `after`.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::wire::hl7::Message;
    ///
    /// let mut message = Message::parse(b"MSH|^~\\&|pas\nPID|1\nPV1|1\n")?;
    /// message.put_segment(b"ZZZ|ours", "PID")?;
    /// assert_eq!(message.bytes(), b"MSH|^~\\&|pas\nPID|1\nZZZ|ours\nPV1|1\n");
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    pub fn put_segment(&mut self, segment: &[u8], after: &str) -> Result<()> {
        if has_line_end(segment) || segment.starts_with(b"MSH") || !is_segment(segment, self.delimiters.field)
        {
            return Err(Error::new(ErrorKind::Usage, "these bytes are not one segment").with_help(
                "a segment is a name of three capitals or digits, and its fields, without a line end",
            ));
        }
        let name = segment.get(..3).unwrap_or_default();
        let old = self.segments().find(|old| old.name() == name).map(|old| old.range());
        if let Some(range) = old {
            return self.replace(range, segment);
        }
        let Some(line) = self.lines.iter().find(|line| self.segment_of(**line).name() == after.as_bytes())
        else {
            return Err(Error::new(ErrorKind::Usage, format!("the message has no segment `{after}`"))
                .with_help("name a segment behind which the new one stands, as MSH or PID"));
        };
        let (at, end) = match line.line_end {
            LineEnd::Missing => (line.end, &b"\r"[..]),
            LineEnd::Cr => (line.end, &b"\r"[..]),
            LineEnd::Lf => (line.end, &b"\n"[..]),
            LineEnd::CrLf => (line.end, &b"\r\n"[..]),
        };
        self.replace(at..at, &[end, segment].concat())
    }

    fn replace(&mut self, range: Range<usize>, by: &[u8]) -> Result<()> {
        let mut bytes = self.bytes.to_vec();
        bytes.splice(range, by.iter().copied());
        self.lines = lines(&bytes, self.delimiters.field)?;
        self.bytes = Cow::Owned(bytes);
        Ok(())
    }

    fn segment_of(&self, line: Line) -> Segment<'_> {
        let bytes = self.bytes.get(line.start..line.end).unwrap_or_default();
        Segment { bytes, start: line.start, line_end: line.line_end, delimiters: &self.delimiters }
    }
}

impl fmt::Debug for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Message({} segments, {} bytes)", self.segments().count(), self.bytes.len())
    }
}

fn has_line_end(bytes: &[u8]) -> bool {
    bytes.iter().any(|byte| matches!(byte, b'\r' | b'\n' | 0x0B | 0x1C))
}

fn lines(bytes: &[u8], separator: u8) -> Result<Vec<Line>> {
    let wrong = |what: &str, start: usize, help: &str| {
        Err(Error::new(ErrorKind::Format, what).at(Position::default().byte(start as u64)).with_help(help))
    };
    let mut lines = Vec::new();
    let (mut start, mut from) = (0, 0);
    while start < bytes.len() {
        let rest = bytes.get(from..).unwrap_or_default();
        let place = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
        let (end, line_end) = match place.map(|place| (from + place, rest.get(place..).unwrap_or_default())) {
            None => (bytes.len(), LineEnd::Missing),
            Some((end, [b'\r', b'\n', ..])) => (end, LineEnd::CrLf),
            Some((end, [b'\r', ..])) => (end, LineEnd::Cr),
            Some((end, [_, after @ ..])) if after.is_empty() || begins_line(after, separator) => {
                (end, LineEnd::Lf)
            }
            // A line feed within a field.
            Some((end, _)) => {
                from = end + 1;
                continue;
            }
        };
        let line = bytes.get(start..end).unwrap_or_default();
        if !line.is_empty() && !is_segment(line, separator) {
            let help = "a line end within a field is written `\\X0D\\`; what belongs to no segment is to be left out";
            return wrong(
                "this line is no segment: it does not begin with a name of three capitals or digits",
                start,
                help,
            );
        }
        if start > 0 && line.starts_with(b"MSH") {
            return wrong("a second message begins here", start, "take messages apart with `pieces`");
        }
        lines.push(Line { start, end, line_end });
        start = end
            + match line_end {
                LineEnd::Missing => 0,
                LineEnd::Cr | LineEnd::Lf => 1,
                LineEnd::CrLf => 2,
            };
        if line_end == LineEnd::Missing {
            break;
        }
        from = start;
    }
    Ok(lines)
}

/// Whether a line feed before these bytes ends a segment.
fn begins_line(bytes: &[u8], separator: u8) -> bool {
    matches!(bytes, [b'\r' | b'\n', ..]) || is_segment(bytes, separator)
}

/// Whether these bytes begin with a segment's name: a capital, and two capitals or digits.
fn is_segment(bytes: &[u8], separator: u8) -> bool {
    let Some((name, rest)) = bytes.split_first_chunk::<3>() else { return false };
    let [first, others @ ..] = name;
    first.is_ascii_uppercase()
        && others.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && rest.first().is_none_or(|byte| *byte == separator || matches!(byte, b'\r' | b'\n'))
}

/// One segment. `Debug` prints its name, and where it is.
#[derive(Clone, Copy)]
pub struct Segment<'m> {
    bytes: &'m [u8],
    start: usize,
    line_end: LineEnd,
    delimiters: &'m Delimiters,
}

impl<'m> Segment<'m> {
    /// Its name, as `PID`.
    pub fn name(&self) -> &'m [u8] {
        self.bytes.get(..3).unwrap_or(self.bytes)
    }

    /// Its bytes, without its end.
    pub fn bytes(&self) -> &'m [u8] {
        self.bytes
    }

    /// Where it is in the message, in bytes from 0.
    pub fn range(&self) -> Range<usize> {
        self.start..self.start + self.bytes.len()
    }

    /// How it ends.
    pub fn line_end(&self) -> LineEnd {
        self.line_end
    }

    /// A field by its number in the standard, from 1; `None` where the segment ends before it.
    pub fn field(&self, number: usize) -> Option<Element<'m>> {
        let place = match (self.is_header(), number) {
            (_, 0) => return None,
            (true, 1) => return self.element(3, self.bytes.get(3..4)?, Level::Whole),
            (true, number) => number - 1,
            (false, number) => number,
        };
        let level = if self.is_header() && number == 2 { Level::Whole } else { Level::Field };
        let (start, bytes) = Parts::of(self.bytes, Some(self.delimiters.field)).nth(place)?;
        self.element(start, bytes, level)
    }

    /// How many fields it has, by the numbers of the standard.
    pub fn count(&self) -> usize {
        let separators = self.bytes.iter().filter(|byte| **byte == self.delimiters.field).count();
        separators + usize::from(self.is_header())
    }

    /// Whether the first two fields declare the delimiters.
    fn is_header(&self) -> bool {
        matches!(self.name(), b"MSH" | b"FHS" | b"BHS")
    }

    fn element(&self, start: usize, bytes: &'m [u8], level: Level) -> Option<Element<'m>> {
        Some(Element { bytes, start: self.start + start, level, delimiters: self.delimiters })
    }
}

impl fmt::Debug for Segment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = String::from_utf8_lossy(self.name());
        write!(f, "Segment({name}, {} bytes, {:?})", self.bytes.len(), self.line_end)
    }
}

/// What an element of a segment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// A field, all its repetitions together.
    Field,
    /// One repetition of a field.
    Repetition,
    /// A component.
    Component,
    /// A sub-component.
    Subcomponent,
    /// One of the fields that declare the delimiters: it has no parts.
    Whole,
}

/// What a sender says of an element: a value, that it is to be deleted, or nothing.
///
/// Version 2.5 says so in section 2.5.3 of chapter 2: a field that is left out leaves the old value unchanged, and one that
/// holds two quotation marks sets it to null.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sent<T> {
    /// Nothing was sent: what is held stays.
    Unchanged,
    /// `""`: what is held is to be deleted.
    Delete,
    /// A value.
    Value(T),
}

impl<T> fmt::Debug for Sent<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unchanged => "Unchanged",
            Self::Delete => "Delete",
            Self::Value(_) => "Value",
        })
    }
}

/// A field, a repetition, a component or a sub-component, as it stands in the message. `Debug` prints its length.
///
/// # Example
///
/// ```
/// use ownwords::wire::hl7::{Message, Sent};
///
/// let message = Message::parse(b"MSH|^~\\&|pas\rPID|1||||O\\T\\A&van~Kim|\"\"||\r")?;
/// let names = message.field("PID", 5).unwrap();
/// let first = names.part(1).unwrap().part(1).unwrap().part(1).unwrap();
/// assert_eq!((first.bytes(), first.unescaped().as_ref()), (&b"O\\T\\A"[..], &b"O&A"[..]));
/// assert_eq!(&message.bytes()[first.range()], b"O\\T\\A");
/// assert!(message.field("PID", 6).unwrap().sent() == Sent::Delete);
/// assert!(message.field("PID", 7).unwrap().sent() == Sent::Unchanged);
/// # Ok::<(), ownwords::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Element<'m> {
    bytes: &'m [u8],
    start: usize,
    level: Level,
    delimiters: &'m Delimiters,
}

impl<'m> Element<'m> {
    /// Its bytes as they stand there, escaped.
    pub fn bytes(&self) -> &'m [u8] {
        self.bytes
    }

    /// Where it is in the message, in bytes from 0.
    pub fn range(&self) -> Range<usize> {
        self.start..self.start + self.bytes.len()
    }

    /// What it is.
    pub fn level(&self) -> Level {
        self.level
    }

    /// Its bytes with the escape sequences read; in the character set of the message.
    pub fn unescaped(&self) -> Cow<'m, [u8]> {
        if self.level == Level::Whole {
            Cow::Borrowed(self.bytes)
        } else {
            unescape(self.bytes, self.delimiters)
        }
    }

    /// What the sender says of it.
    pub fn sent(&self) -> Sent<&'m [u8]> {
        match self.bytes {
            b"" => Sent::Unchanged,
            b"\"\"" => Sent::Delete,
            bytes => Sent::Value(bytes),
        }
    }

    /// What it is made of: a field of repetitions, a repetition of components, a component of sub-components. There is
    /// always one at least; what has no parts is its own.
    pub fn parts(&self) -> impl Iterator<Item = Self> + use<'m> {
        let delimiters = self.delimiters;
        let (level, separator) = match self.level {
            Level::Field => (Level::Repetition, delimiters.repetition),
            Level::Repetition => (Level::Component, delimiters.component),
            Level::Component => (Level::Subcomponent, delimiters.subcomponent),
            Level::Subcomponent | Level::Whole => (self.level, None),
        };
        let base = self.start;
        Parts::of(self.bytes, separator).map(move |(start, bytes)| Self {
            bytes,
            start: base + start,
            level,
            delimiters,
        })
    }

    /// The part with this number, from 1.
    pub fn part(&self, number: usize) -> Option<Self> {
        self.parts().nth(number.checked_sub(1)?)
    }
}

impl fmt::Debug for Element<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Element({:?}, {} bytes)", self.level, self.bytes.len())
    }
}

/// Bytes between separators, each with the place where it begins.
struct Parts<'b> {
    rest: Option<&'b [u8]>,
    start: usize,
    separator: Option<u8>,
}

impl<'b> Parts<'b> {
    fn of(bytes: &'b [u8], separator: Option<u8>) -> Self {
        Self { rest: Some(bytes), start: 0, separator }
    }
}

impl<'b> Iterator for Parts<'b> {
    type Item = (usize, &'b [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest.take()?;
        let place = self.separator.and_then(|separator| rest.iter().position(|byte| *byte == separator));
        let start = self.start;
        let Some((part, after)) = place.and_then(|place| rest.split_at_checked(place)) else {
            return Some((start, rest));
        };
        self.rest = after.get(1..);
        self.start = start + part.len() + 1;
        Some((start, part))
    }
}
