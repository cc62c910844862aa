//! JSON as it was received: looked at without being changed, and changed in one place at a time.
//!
//! serde_json reads it, and never into its `Value`, which would write numbers and escapes in another way. What is not
//! asked for stays as the bytes that it was.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::value::RawValue;

use crate::error::{Error, ErrorKind, Position, Result};

/// The longest message that is read, in bytes: 16 MiB.
pub const LONGEST: usize = 16 << 20;

/// How deep objects and arrays may stand in each other. A Patient needs a dozen levels.
pub(super) const DEEPEST: usize = 64;

/// What is wrong, and at which byte of the message.
pub(super) struct Fault {
    pub(super) at: usize,
    pub(super) message: Cow<'static, str>,
}

impl Fault {
    pub(super) fn at(node: &Node<'_>, message: &'static str) -> Self {
        Self { at: node.at, message: message.into() }
    }

    /// The error of a caller who gave `source`.
    pub(super) fn of(self, source: &str) -> Error {
        let mut end = self.at.min(source.len());
        while !source.is_char_boundary(end) {
            end -= 1;
        }
        let before = source.get(..end).unwrap_or_default();
        let line = before.bytes().filter(|&byte| byte == b'\n').count() as u64 + 1;
        let column = before.chars().rev().take_while(|&sign| sign != '\n').count() as u64 + 1;
        Error::new(ErrorKind::Format, self.message)
            .at(Position::default().line(line).column(column).byte(end as u64))
            .with_help("nothing of it was taken; ask the sender for the message again")
    }
}

/// One value of the message.
pub(super) struct Node<'a> {
    /// Its bytes, from the first to the last.
    pub(super) text: &'a str,
    /// At which byte of the message it begins.
    pub(super) at: usize,
    inside: Inside<'a>,
}

enum Inside<'a> {
    Leaf,
    Array(Vec<Node<'a>>),
    Object(Vec<(Cow<'a, str>, Node<'a>)>),
}

impl<'a> Node<'a> {
    /// The whole of a message.
    pub(super) fn parse(source: &'a str) -> Result<Self, Fault> {
        if source.len() > LONGEST {
            let message = format!("this is longer than {} MiB, so it is no record", LONGEST >> 20);
            return Err(Fault { at: LONGEST, message: message.into() });
        }
        // It says whether this is JSON; what follows finds its way in what is.
        serde_json::from_str::<&RawValue>(source).map_err(|error| malformed(&error, source))?;
        Scanner { source, at: 0 }.node(DEEPEST)
    }

    /// The member of this name; what is null is not there.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        let Inside::Object(members) = &self.inside else { return None };
        members.iter().find(|(name, _)| name == key).map(|(_, node)| node).filter(|node| node.text != "null")
    }

    pub(super) fn is_object(&self) -> bool {
        matches!(self.inside, Inside::Object(_))
    }

    fn items(&self) -> &[Self] {
        match &self.inside {
            Inside::Array(items) => items,
            Inside::Leaf | Inside::Object(_) => &[],
        }
    }

    /// The items of the member of this name; none where there is no such member.
    pub(super) fn list(&self, key: &str) -> Result<&[Self], Fault> {
        match self.get(key) {
            None => Ok(&[]),
            Some(node) if matches!(node.inside, Inside::Array(_)) => Ok(node.items()),
            Some(node) => Err(node.wrong()),
        }
    }

    /// The items of the member of this name, which are objects.
    pub(super) fn objects(&self, key: &str) -> Result<&[Self], Fault> {
        let items = self.list(key)?;
        items.iter().find(|item| !item.is_object()).map_or(Ok(items), |item| Err(item.wrong()))
    }

    /// The member of this name, which is an object.
    pub(super) fn object(&self, key: &str) -> Result<Option<&Self>, Fault> {
        self.get(key).map(|node| if node.is_object() { Ok(node) } else { Err(node.wrong()) }).transpose()
    }

    /// The text of the member of this name.
    pub(super) fn string(&self, key: &str) -> Result<Option<Cow<'a, str>>, Fault> {
        self.get(key).map(Self::as_string).transpose()
    }

    /// The texts of the member of this name; a null is where an extension alone stands.
    pub(super) fn strings(&self, key: &str) -> Result<Vec<Cow<'a, str>>, Fault> {
        let items = self.list(key)?.iter().filter(|item| item.text != "null");
        items.map(Self::as_string).collect()
    }

    fn as_string(&self) -> Result<Cow<'a, str>, Fault> {
        string(self.text).ok_or_else(|| self.wrong())
    }

    /// `true` or `false`, as the member of this name has it.
    pub(super) fn boolean(&self, key: &str) -> Result<Option<bool>, Fault> {
        match self.get(key) {
            None => Ok(None),
            Some(node) => node.text.parse().map(Some).map_err(|_| node.wrong()),
        }
    }

    /// The error of whoever expected another type.
    pub(super) fn wrong(&self) -> Fault {
        Fault::at(self, "an element is not of the type that FHIR gives it")
    }

    /// Where the values in this object or array end.
    fn ends(&self) -> Vec<usize> {
        let end = |node: &Node<'_>| node.at + node.text.len() - self.at;
        match &self.inside {
            Inside::Leaf => Vec::new(),
            Inside::Array(items) => items.iter().map(end).collect(),
            Inside::Object(members) => members.iter().map(|(_, node)| end(node)).collect(),
        }
    }
}

/// What serde_json says, without what it would quote.
fn malformed(error: &serde_json::Error, source: &str) -> Fault {
    let lines_before = source.split_inclusive('\n').take(error.line().saturating_sub(1));
    let at = lines_before.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or_default();
    let message = match error.is_eof() {
        true => "the JSON ends before it is complete".into(),
        false => format!("this is not JSON: {said}").into(),
    };
    Fault { at, message }
}

/// Finds the values in what is known to be JSON.
struct Scanner<'a> {
    source: &'a str,
    at: usize,
}

/// Beyond so many members a set is asked whether a name has been there.
const FEW: usize = 16;

impl<'a> Scanner<'a> {
    fn byte(&self) -> Option<u8> {
        self.source.as_bytes().get(self.at).copied()
    }

    fn next_of_value(&mut self) -> Option<u8> {
        while self.byte().is_some_and(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b',' | b':')) {
            self.at += 1;
        }
        self.byte()
    }

    fn text_from(&self, start: usize) -> &'a str {
        self.source.get(start..self.at).unwrap_or_default()
    }

    fn node(&mut self, levels: usize) -> Result<Node<'a>, Fault> {
        let first = self.next_of_value();
        let at = self.at;
        let fewer = levels.checked_sub(1);
        let inside = match (first, fewer) {
            (Some(b'{' | b'['), None) => {
                let message = "objects and arrays stand deeper in each other than in any record".into();
                return Err(Fault { at, message });
            }
            (Some(b'{'), Some(levels)) => Inside::Object(self.members(levels)?),
            (Some(b'['), Some(levels)) => {
                self.at += 1;
                let mut items = Vec::new();
                while self.next_of_value().is_some_and(|byte| byte != b']') {
                    items.push(self.node(levels)?);
                }
                self.at += 1;
                Inside::Array(items)
            }
            (Some(b'"'), _) => {
                self.string()?;
                Inside::Leaf
            }
            _ => {
                let rest = self.source.get(at..).unwrap_or_default();
                let ends = |sign: char| matches!(sign, ',' | ']' | '}') || sign.is_ascii_whitespace();
                self.at += rest.find(ends).unwrap_or(rest.len());
                Inside::Leaf
            }
        };
        Ok(Node { text: self.text_from(at), at, inside })
    }

    /// The members of an object, each name once.
    fn members(&mut self, levels: usize) -> Result<Vec<(Cow<'a, str>, Node<'a>)>, Fault> {
        self.at += 1;
        let mut members: Vec<(Cow<'a, str>, Node<'a>)> = Vec::new();
        let mut many = HashSet::new();
        while self.next_of_value().is_some_and(|byte| byte != b'}') {
            let at = self.at;
            let key = self.string()?;
            if members.len() == FEW {
                many.extend(members.iter().map(|(key, _)| key.clone()));
            }
            let is_known = match members.len() {
                ..FEW => members.iter().any(|(known, _)| *known == key),
                _ => !many.insert(key.clone()),
            };
            if is_known {
                return Err(Fault { at, message: "an element stands twice".into() });
            }
            members.push((key, self.node(levels)?));
        }
        self.at += 1;
        Ok(members)
    }

    /// A text; half of a surrogate pair is none.
    fn string(&mut self) -> Result<Cow<'a, str>, Fault> {
        let start = self.at;
        self.at += 1;
        loop {
            let rest = self.source.as_bytes().get(self.at..).unwrap_or_default();
            let Some(length) = rest.iter().position(|byte| matches!(byte, b'"' | b'\\')) else { break };
            self.at += length + 1;
            match rest.get(length) {
                Some(b'\\') => self.at += 1,
                _ => break,
            }
        }
        string(self.text_from(start)).ok_or_else(|| {
            let message = "this is no text: an escape in it is half of a character".into();
            Fault { at: start, message }
        })
    }
}

/// What a text of JSON says.
fn string(text: &str) -> Option<Cow<'_, str>> {
    let inside = text.strip_prefix('"')?.strip_suffix('"')?;
    if inside.contains('\\') { serde_json::from_str(text).ok().map(Cow::Owned) } else { Some(inside.into()) }
}

/// The pieces of an object's or array's text: its items, and what stands behind the last.
struct Pieces<'t> {
    open: &'static str,
    items: Vec<Piece<'t>>,
    close: &'t str,
}

/// An item, with the white space before it and between it and its comma.
struct Piece<'t> {
    before: &'t str,
    text: Cow<'t, str>,
    after: &'t str,
}

impl<'t> Pieces<'t> {
    fn of(node: &Node<'t>) -> Self {
        let open = if node.is_object() { "{" } else { "[" };
        let mut rest = node.text.get(open.len()..).unwrap_or_default();
        let mut items = Vec::new();
        for end in node.ends() {
            let length = end.saturating_sub(node.text.len() - rest.len());
            let (item, behind) = rest.split_at_checked(length).unwrap_or_default();
            let text = item.trim_start();
            let before = item.get(..item.len() - text.len()).unwrap_or_default();
            // Behind each item but the last stands a comma.
            let (after, next) = match behind.split_once(',') {
                Some((after, next)) if after.trim().is_empty() => (after, next),
                _ => ("", behind),
            };
            items.push(Piece { before, text: text.into(), after });
            rest = next;
        }
        Self { open, items, close: rest }
    }

    fn replace(&mut self, place: usize, with: Cow<'t, str>) {
        if let Some(item) = self.items.get_mut(place) {
            item.text = with;
        }
    }

    /// Adds an item behind the last, after the same white space.
    fn push(&mut self, text: Cow<'t, str>) {
        let before = self.items.last().map_or("", |last| last.before);
        self.items.push(Piece { before, text, after: "" });
    }

    fn text(&self) -> String {
        let mut text = self.open.to_owned();
        for (place, item) in self.items.iter().enumerate() {
            let comma = if place == 0 { "" } else { "," };
            for piece in [comma, item.before, &item.text, item.after] {
                text.push_str(piece);
            }
        }
        text + self.close
    }
}

/// The object with a member set to this JSON, in its place or behind the last; or without it.
pub(super) fn with_member(object: &str, key: &str, value: Option<&str>) -> Result<String, Fault> {
    let node = Node::parse(object)?;
    let Inside::Object(members) = &node.inside else { return Err(node.wrong()) };
    let mut pieces = Pieces::of(&node);
    let place = members.iter().position(|(name, _)| name == key);
    match (place, value) {
        (Some(place), Some(value)) => {
            let old = members.get(place).map_or("", |(_, node)| node.text);
            let piece = pieces.items.get(place).map_or("", |item| &item.text);
            let name = piece.strip_suffix(old).unwrap_or_default();
            let member = format!("{name}{value}");
            pieces.replace(place, member.into());
        }
        (None, Some(value)) => pieces.push(format!("{}:{value}", json(key)).into()),
        (Some(place), None) => {
            pieces.items.remove(place);
        }
        (None, None) => return Ok(object.to_owned()),
    }
    Ok(pieces.text())
}

/// The object with the items of a list that `is_old` gives way to these: the first in the place of the first, and so on,
/// the others behind the last item. A list that is left with nothing is left out.
pub(super) fn with_items(
    object: &str,
    key: &str,
    is_old: impl Fn(&Node<'_>) -> bool,
    new: &[String],
) -> Result<String, Fault> {
    let node = Node::parse(object)?;
    let list = node.get(key);
    let Some(list) = list else {
        return match new {
            [] => Ok(object.to_owned()),
            _ => with_member(object, key, Some(&format!("[{}]", new.join(",")))),
        };
    };
    let mut pieces = Pieces::of(list);
    let mut new = new.iter();
    let mut gone = Vec::new();
    for (place, _) in list.items().iter().enumerate().filter(|(_, item)| is_old(item)) {
        match new.next() {
            Some(item) => pieces.replace(place, item.into()),
            None => gone.push(place),
        }
    }
    for place in gone.into_iter().rev() {
        pieces.items.remove(place);
    }
    new.for_each(|item| pieces.push(item.into()));
    let is_empty = pieces.items.is_empty();
    let text = pieces.text();
    with_member(object, key, Some(text.as_str()).filter(|_| !is_empty))
}

/// A text as JSON.
pub(super) fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
