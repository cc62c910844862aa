//! JSON as it was received: looked at without being changed, and changed in one place at a time.
//!
//! It is never read into serde_json's `Value`, which would write numbers and escapes in another way: where the values stand
//! is [found](super::tape) once, and what is not asked for stays as the bytes that it was.

use core::cell::Cell;
use std::borrow::Cow;

use super::tape::{NOTHING, Shape, Value, tag_of, unescaped, values};
use crate::error::{Error, ErrorKind, Position, Result};

/// The longest message that is read, in bytes: 16 MiB.
pub const LONGEST: usize = 16 << 20;

/// How deep objects and arrays may stand in each other. A Patient needs a dozen levels.
pub(super) const DEEPEST: usize = 64;

/// What is wrong, and at which byte of the message.
pub(crate) struct Fault {
    pub(super) at: usize,
    pub(super) message: Cow<'static, str>,
}

impl Fault {
    pub(super) fn at(node: &Node<'_>, message: &'static str) -> Self {
        Self { at: node.at(), message: message.into() }
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

/// A message, and where each of its values stands.
pub(crate) struct Document<'a> {
    source: &'a str,
    values: Vec<Value>,
}

thread_local! {
    /// Room for where the values stand, which each message leaves to the next: it is most of the memory that reading one takes.
    static ROOM: Cell<Vec<Value>> = const { Cell::new(Vec::new()) };
}

/// No more room than for so many values is left to the next message: a record has some hundreds.
const ROOM_LEFT: usize = 4096;

impl<'a> Document<'a> {
    /// Finds its way through a message once.
    pub(crate) fn parse(source: &'a str) -> Result<Self, Fault> {
        let mut room = ROOM.try_with(Cell::take).unwrap_or_default();
        let found = values(&mut room, source);
        let document = Self { source, values: room };
        found.map(|()| document)
    }

    /// The whole of it.
    pub(crate) fn root(&self) -> Node<'_> {
        let (value, inside) = self.values.split_first().unwrap_or((&NOTHING, &[]));
        Node { source: self.source, value, inside }
    }
}

impl Drop for Document<'_> {
    fn drop(&mut self) {
        if self.values.capacity() <= ROOM_LEFT {
            // Where the thread is at its end, there is no next.
            let _ = ROOM.try_with(|room| room.set(core::mem::take(&mut self.values)));
        }
    }
}

/// One value of the message.
#[derive(Clone, Copy)]
pub(crate) struct Node<'a> {
    source: &'a str,
    value: &'a Value,
    inside: &'a [Value],
}

/// The values in an object or array.
#[derive(Clone, Copy)]
pub(crate) struct Items<'a> {
    source: &'a str,
    values: &'a [Value],
}

impl<'a> Items<'a> {
    pub(crate) fn iter(self) -> Each<'a> {
        Each(self)
    }

    pub(super) fn get(self, place: usize) -> Option<Node<'a>> {
        self.iter().nth(place)
    }
}

impl<'a> IntoIterator for Items<'a> {
    type Item = Node<'a>;
    type IntoIter = Each<'a>;

    fn into_iter(self) -> Each<'a> {
        Each(self)
    }
}

/// Goes through [`Items`].
#[derive(Clone)]
pub(crate) struct Each<'a>(Items<'a>);

impl<'a> Iterator for Each<'a> {
    type Item = Node<'a>;

    #[inline]
    fn next(&mut self) -> Option<Node<'a>> {
        let Self(Items { source, values }) = self;
        let (value, rest) = values.split_first()?;
        let (inside, rest) = rest.split_at_checked(value.inside())?;
        *values = rest;
        Some(Node { source, value, inside })
    }
}

impl<'a> Node<'a> {
    /// Its bytes, from the first to the last.
    pub(super) fn text(&self) -> &'a str {
        self.source.get(self.value.at()..self.value.end()).unwrap_or_default()
    }

    /// At which byte of the message it begins.
    pub(super) fn at(&self) -> usize {
        self.value.at()
    }

    /// The member of this name; what is null is not there.
    #[inline]
    pub(crate) fn get(&self, key: &str) -> Option<Self> {
        let tag = tag_of(key.as_bytes());
        if self.value.may_have(tag) { self.tagged(key, tag) } else { None }
    }

    fn tagged(&self, key: &str, tag: u16) -> Option<Self> {
        let node = self.items().iter().find(|node| node.value.is_called(self.source, key, tag))?;
        (node.value.shape != Shape::Null).then_some(node)
    }

    /// The member of this name, and its place.
    fn member(&self, key: &str) -> Option<(usize, Self)> {
        let tag = tag_of(key.as_bytes());
        self.items().iter().enumerate().find(|(_, node)| node.value.is_called(self.source, key, tag))
    }

    /// Whether it has a member of this name, be that null.
    #[cfg(feature = "audit")]
    pub(crate) fn has(&self, key: &str) -> bool {
        self.value.may_have(tag_of(key.as_bytes())) && self.member(key).is_some()
    }

    /// The members, where it is an object.
    #[cfg(feature = "audit")]
    #[inline]
    pub(crate) fn members(&self) -> Option<Each<'a>> {
        self.is_object().then(|| self.items().iter())
    }

    /// The items, where it is an array.
    #[cfg(feature = "audit")]
    #[inline]
    pub(crate) fn elements(&self) -> Option<Each<'a>> {
        (self.value.shape == Shape::Array).then(|| self.items().iter())
    }

    /// Whether it is the member of this name.
    #[cfg(feature = "audit")]
    #[inline(always)] // So that what is told of the name is told when this is compiled.
    pub(crate) fn is_named(&self, key: &str) -> bool {
        self.value.is_called(self.source, key, tag_of(key.as_bytes()))
    }

    #[cfg(feature = "audit")]
    pub(crate) fn is_null(&self) -> bool {
        self.value.shape == Shape::Null
    }

    pub(super) fn is_object(&self) -> bool {
        self.value.shape == Shape::Object
    }

    fn items(&self) -> Items<'a> {
        Items { source: self.source, values: self.inside }
    }

    /// The items of the member of this name; none where there is no such member.
    #[inline]
    pub(super) fn list(&self, key: &str) -> Result<Items<'a>, Fault> {
        match self.get(key) {
            None => Ok(Items { source: self.source, values: &[] }),
            Some(node) if node.value.shape == Shape::Array => Ok(node.items()),
            Some(node) => Err(node.wrong()),
        }
    }

    /// The items of the member of this name, which are objects.
    #[inline]
    pub(super) fn objects(&self, key: &str) -> Result<Items<'a>, Fault> {
        let items = self.list(key)?;
        items.iter().find(|item| !item.is_object()).map_or(Ok(items), |item| Err(item.wrong()))
    }

    /// The member of this name, which is an object.
    #[inline]
    pub(super) fn object(&self, key: &str) -> Result<Option<Self>, Fault> {
        self.get(key).map(|node| if node.is_object() { Ok(node) } else { Err(node.wrong()) }).transpose()
    }

    /// The text of the member of this name.
    #[inline]
    pub(crate) fn string(&self, key: &str) -> Result<Option<Cow<'a, str>>, Fault> {
        self.get(key).map(|node| node.as_string()).transpose()
    }

    /// The texts of the member of this name; a null is where an extension alone stands.
    pub(super) fn strings(
        &self,
        key: &str,
    ) -> Result<impl Iterator<Item = Result<Cow<'a, str>, Fault>>, Fault> {
        let items = self.list(key)?.iter().filter(|item| item.value.shape != Shape::Null);
        Ok(items.map(|item| item.as_string()))
    }

    pub(crate) fn as_string(&self) -> Result<Cow<'a, str>, Fault> {
        let (at, end) = (self.value.at(), self.value.end());
        match self.value.shape {
            Shape::Plain => Ok(self.source.get(at + 1..end - 1).unwrap_or_default().into()),
            Shape::Escaped => Ok(unescaped(self.text())),
            _ => Err(self.wrong()),
        }
    }

    /// `true` or `false`, as the member of this name has it.
    pub(super) fn boolean(&self, key: &str) -> Result<Option<bool>, Fault> {
        let Some(node) = self.get(key) else { return Ok(None) };
        match node.value.shape {
            Shape::True => Ok(Some(true)),
            Shape::False => Ok(Some(false)),
            _ => Err(node.wrong()),
        }
    }

    /// The error of whoever expected another type.
    #[cold]
    pub(super) fn wrong(&self) -> Fault {
        Fault::at(self, "an element is not of the type that FHIR gives it")
    }
}

/// What serde_json says, without what it would quote.
pub(super) fn malformed(error: &serde_json::Error, source: &str) -> Fault {
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
        let mut rest = node.text().get(open.len()..).unwrap_or_default();
        let mut items = Vec::new();
        for value in node.items() {
            // Where it ends in this object or array, less what has been taken off.
            let end = value.value.end() - node.at();
            let length = end.saturating_sub(node.text().len() - rest.len());
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
    let document = Document::parse(object)?;
    let node = document.root();
    if !node.is_object() {
        return Err(node.wrong());
    }
    let mut pieces = Pieces::of(&node);
    match (node.member(key), value) {
        (Some((place, old)), Some(value)) => {
            let old = old.text();
            let piece = pieces.items.get(place).map_or("", |item| &item.text);
            let name = piece.strip_suffix(old).unwrap_or_default();
            let member = format!("{name}{value}");
            pieces.replace(place, member.into());
        }
        (None, Some(value)) => pieces.push(format!("{}:{value}", json(key)).into()),
        (Some((place, _)), None) => {
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
    let document = Document::parse(object)?;
    let list = document.root().get(key);
    let Some(list) = list else {
        return match new {
            [] => Ok(object.to_owned()),
            _ => with_member(object, key, Some(&format!("[{}]", new.join(",")))),
        };
    };
    let mut pieces = Pieces::of(&list);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_leaves_its_room_to_the_next() {
        let room = || {
            let room = ROOM.take();
            let capacity = room.capacity();
            ROOM.set(room);
            capacity
        };
        let many = |count: usize| format!("[{}0]", "0,".repeat(count));
        drop(Document::parse(&many(300)).map_err(|_| ()).expect("it is JSON"));
        let left = room();
        assert!(left >= 300);
        // So does one that is refused; what the last one said is not in it.
        assert!(Document::parse("[0").is_err() && room() == left);
        let short = many(1);
        let document = Document::parse(&short).map_err(|_| ()).expect("it is JSON");
        assert!(document.values.len() == 3 && room() == 0);
        drop(document);
        assert_eq!(room(), left);
        // One that is no record leaves nothing.
        drop(Document::parse(&many(2 * ROOM_LEFT)).map_err(|_| ()).expect("it is JSON"));
        assert_eq!(room(), 0);
    }
}
