//! A YAML file as a tree in which every value knows where it stands, byte for byte: for whatever changes a file and has to
//! leave the rest of it as it was.

use core::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, StructureStyle};

use super::limit::{self, Limit, OF_STEWARDS};
use super::yaml;
use crate::error::{Error, ErrorKind, Position, Result};

/// A value, with its place.
#[derive(Clone)]
pub(crate) struct Node {
    /// The bytes that it is written in, quotes and brackets among them; of lists and entries in block style, to the end of
    /// their last value.
    pub(crate) bytes: Range<usize>,
    /// From 1.
    pub(crate) line: u64,
    /// In characters, from 1.
    pub(crate) column: u64,
    pub(crate) value: Value,
}

#[derive(Clone)]
pub(crate) enum Value {
    Text { text: String, style: Style },
    List(Vec<Node>),
    Entry(Vec<(Node, Node)>),
}

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Plain,
    Quoted,
    /// A text in lines of its own, after `|` or `>`.
    Block,
}

impl Node {
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The value of a key, where this is an entry that has it.
    #[cfg(any(test, feature = "steward"))]
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        match &self.value {
            Value::Entry(pairs) => {
                pairs.iter().find(|(name, _)| name.text() == Some(key)).map(|(_, value)| value)
            }
            _ => None,
        }
    }
}

impl core::fmt::Debug for Node {
    /// Where it stands; what stands there may be a person's.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Node(line {}, column {})", self.line, self.column)
    }
}

/// The one value that a stewards' file is; `None` where it has nothing but comments.
///
/// # Errors
///
/// [`ErrorKind::Format`], with the place, when the text is no YAML, has anchors, aliases or tags or a second document, or is
/// too large or nested too deeply.
pub(crate) fn read(file: &str, text: &str) -> Result<Option<Node>> {
    read_within(OF_STEWARDS, file, text)
}

/// The same of a file that may be larger, or deeper, than those that stewards write.
///
/// # Errors
///
/// As [`read`] has them.
pub(crate) fn read_within(limit: Limit, file: &str, text: &str) -> Result<Option<Node>> {
    if text.len() as u64 > limit.bytes {
        return Err(limit::exceeded(Position::in_file(file).line(1).column(1)));
    }
    let mut reader = Reader { file, text, parser: Parser::new_from_str(text), limit, values: 0 };
    let mut root = None;
    while let Some((event, span)) = reader.next()? {
        match event {
            Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd | Event::StreamEnd => {}
            _ if root.is_some() => return Err(reader.refused(&span, "a second document begins here")),
            event => root = Some(reader.node(event, span, 0)?),
        }
    }
    Ok(root)
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    parser: Parser<'a, granit_parser::StrInput<'a>>,
    limit: Limit,
    values: usize,
}

type Span = granit_parser::Span;

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<Option<(Event<'a>, Span)>> {
        self.parser.next_event().transpose().map_err(|error| {
            let place = error.marker();
            Error::new(ErrorKind::Format, "this is not YAML as these files have it")
                .at(self.place(place.line(), place.col()))
                .with_help("look at the quotes, colons and spaces of this line and of the one before it")
        })
    }

    /// The value that begins with an event, within as many others.
    fn node(&mut self, event: Event<'a>, span: Span, within: usize) -> Result<Node> {
        self.values += 1;
        let depth = within + usize::from(!matches!(event, Event::Scalar(..)));
        if depth > self.limit.deepest || self.values > self.limit.values {
            return Err(limit::exceeded(self.place(span.start.line(), span.start.col())));
        }
        let start = self.byte(span.start);
        let (value, end) = match event {
            Event::Scalar(text, style, 0, None) => {
                let style = match style {
                    ScalarStyle::Plain => Style::Plain,
                    ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
                    _ => Style::Block,
                };
                (Value::Text { text: text.into_owned(), style }, self.byte(span.end))
            }
            Event::SequenceStart(style, 0, None) => {
                let mut items: Vec<Node> = Vec::new();
                let end = loop {
                    match self.within(&span)? {
                        (Event::SequenceEnd, closed) => break closed,
                        (event, span) => items.push(self.node(event, span, depth)?),
                    }
                };
                items.shrink_to_fit();
                let in_brackets = style == StructureStyle::Flow;
                let last = items.last().map_or(start, |item| item.bytes.end);
                (Value::List(items), if in_brackets { self.byte(end.end) } else { last })
            }
            Event::MappingStart(style, 0, None) => {
                let mut pairs: Vec<(Node, Node)> = Vec::new();
                let end = loop {
                    let key = match self.within(&span)? {
                        (Event::MappingEnd, closed) => break closed,
                        (event, span) => self.node(event, span, depth)?,
                    };
                    let (event, span) = self.within(&span)?;
                    pairs.push((key, self.node(event, span, depth)?));
                };
                // Most entries have few pairs, and a file may have very many entries.
                pairs.shrink_to_fit();
                let in_braces = style == StructureStyle::Flow;
                let last = pairs.last().map_or(start, |(_, value)| value.bytes.end);
                (Value::Entry(pairs), if in_braces { self.byte(end.end) } else { last })
            }
            Event::Scalar(.., Some(tag))
            | Event::SequenceStart(.., Some(tag))
            | Event::MappingStart(.., Some(tag)) => {
                return Err(self.tagged(&tag.original(), &span));
            }
            _ => return Err(self.refused(&span, "anchors and aliases are not used here")),
        };
        let line = span.start.line() as u64;
        Ok(Node { bytes: start..end.max(start), line, column: span.start.col() as u64 + 1, value })
    }

    /// The next event of a list or an entry, which is not the end of the file.
    fn within(&mut self, opened: &Span) -> Result<(Event<'a>, Span)> {
        let next = self.next()?;
        next.ok_or_else(|| self.refused(opened, "what begins here never ends"))
    }

    fn byte(&self, marker: granit_parser::Marker) -> usize {
        marker.byte_offset().unwrap_or(self.text.len())
    }

    fn place(&self, line: usize, column: usize) -> Position {
        Position::in_file(self.file).line(line as u64).column(column as u64 + 1)
    }

    /// At the tag, which stands before what it is of, perhaps a line above.
    fn tagged(&self, tag: &str, span: &Span) -> Error {
        let before = self.text.get(..self.byte(span.start)).unwrap_or_default();
        let place = match before.rfind(tag).and_then(|byte| before.get(..byte)) {
            Some(before) => {
                let line = before.rsplit('\n').next().unwrap_or_default();
                self.place(1 + before.matches('\n').count(), line.chars().count())
            }
            None => self.place(span.start.line(), span.start.col()),
        };
        yaml::tag(tag, place)
    }

    fn refused(&self, span: &Span, what: &str) -> Error {
        Error::new(ErrorKind::Format, what).at(self.place(span.start.line(), span.start.col())).with_help(
            "write out what is meant, in one document, as the TEMPLATE.yaml of the folder shows it",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts<'a>(node: &'a Node, source: &'a str, all: &mut Vec<(&'a str, &'a str)>) {
        match &node.value {
            Value::Text { text, .. } => all.push((text, &source[node.bytes.clone()])),
            Value::List(items) => items.iter().for_each(|item| texts(item, source, all)),
            Value::Entry(pairs) => pairs.iter().for_each(|(key, value)| {
                texts(key, source, all);
                texts(value, source, all);
            }),
        }
    }

    #[test]
    fn each_value_knows_its_bytes() {
        let source = "# é\na: \"b \\\" é\" # c\nd:\n  - {e: [f, 'g # h'], i: \"\"}\n  - j\n";
        let root = read("test", source).unwrap().unwrap();
        let mut all = Vec::new();
        texts(&root, source, &mut all);
        let written = all.iter().map(|(_, written)| *written).collect::<Vec<_>>();
        assert_eq!(written, ["a", "\"b \\\" é\"", "d", "e", "f", "'g # h'", "i", "\"\"", "j"]);
        assert_eq!(all[1].0, "b \" é");
        let list = root.get("d").unwrap();
        assert_eq!((list.line, list.column), (4, 3));
        assert_eq!(&source[list.bytes.clone()], "- {e: [f, 'g # h'], i: \"\"}\n  - j");
    }

    #[test]
    fn what_is_not_used_here_is_refused_with_its_place() {
        for (text, line) in [
            ("a: &b c\n", 1),
            ("a: !b c\n", 1),
            ("a: !!str c\n", 1),
            ("a: !!binary \"QQ==\"\n", 1),
            ("a: ! c\n", 1),
            ("a:\n  !!map\n  b: c\n", 2),
            ("a: !!seq [b]\n", 1),
            ("a: b\n---\nc: d\n", 3),
            ("a: [b\n", 1),
            ("a: b\n  c: d\n", 2),
        ] {
            let error = read("test", text).unwrap_err();
            assert_eq!(error.position().unwrap().line, Some(line), "{text:?}: {error}");
        }
        assert!(read("test", &"[".repeat(100_000)).is_err());
        assert!(read("test", "# nothing\n").unwrap().is_none());
    }
}
