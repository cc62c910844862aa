//! Where each value of a JSON text stands, found in one pass.
//!
//! The values stand in one list, each before what is inside it, with the bytes that it begins and ends at. Nothing is copied
//! and nothing is decoded: whoever asks for a text borrows it, and what nobody asks for costs its bytes alone. The same list
//! serves reading, and changing one place of a document.
//!
//! The pass is written out here because of what a record has to be refused for, and where: an element that stands twice
//! anywhere in it, half of a surrogate pair in any text, too many levels, each with its byte. serde_json streams give neither
//! the place of a value nor the text of a number (only `RawValue` does, by a second pass), and to pass over a document by them
//! costs half of parsing it into structs before anything is looked at. What a text that is refused is refused for, serde_json
//! says; and that both take the same texts is a test (`tests/fhir/one_pass.rs`).

use std::borrow::Cow;

use fearless_simd::prelude::*;
use fearless_simd::{Level, dispatch, u8x16};
use serde_json::value::RawValue;

use super::json::{DEEPEST, Fault, LONGEST, malformed};

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Null,
    True,
    False,
    Number,
    /// A text without escapes.
    Plain,
    /// A text with escapes.
    Escaped,
    Array,
    Object,
}

/// A value, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Value {
    /// Where its name begins and ends inside the quotes; the same where it has none.
    key_at: u32,
    key_end: u32,
    at: u32,
    end: u32,
    /// Of an object: a bit for each name in it, shared by some others, so that most names that it has not are known at once.
    names: u64,
    /// How many values are inside it, at any depth.
    inside: u32,
    /// Of its name, so that most others are told from it at a glance.
    tag: u16,
    pub(super) shape: Shape,
    has_escape_in_key: bool,
}

/// What the length and the last letters of a name come to: few others have the same of sixteen bits.
#[inline]
pub(super) const fn tag_of(name: &[u8]) -> u16 {
    let last = match *name {
        [.., a, b, c, d] => u32::from_le_bytes([a, b, c, d]),
        [a, b, c] => u32::from_le_bytes([0, a, b, c]),
        [a, ..] => a as u32,
        [] => 0,
    };
    tag_of_end(last, name.len() as u32)
}

#[inline]
const fn tag_of_end(last: u32, length: u32) -> u16 {
    (last.wrapping_add(length).wrapping_mul(0x9E37_79B9) >> 16) as u16
}

/// One of 64 bits for the names of this tag.
#[inline]
const fn bit_of(tag: u16) -> u64 {
    1 << (tag >> 10)
}

/// What stands where there is nothing.
pub(super) static NOTHING: Value = Value {
    key_at: 0,
    key_end: 0,
    at: 0,
    end: 0,
    names: 0,
    inside: 0,
    tag: 0,
    shape: Shape::Null,
    has_escape_in_key: false,
};

impl Value {
    #[inline]
    pub(super) fn at(&self) -> usize {
        self.at as usize
    }

    #[inline]
    pub(super) fn end(&self) -> usize {
        self.end as usize
    }

    #[inline]
    pub(super) fn inside(&self) -> usize {
        self.inside as usize
    }

    /// Whether a name with this tag may be in it. In what is no object there is none.
    #[inline]
    pub(super) fn may_have(&self, tag: u16) -> bool {
        self.names & bit_of(tag) != 0
    }

    /// Whether this is its name, and this the tag of it.
    #[inline(always)] // Most names are others, which the tag tells.
    pub(super) fn is_called(&self, source: &str, key: &str, tag: u16) -> bool {
        self.tag == tag && self.is_named(source, key)
    }

    #[inline]
    fn is_named(&self, source: &str, key: &str) -> bool {
        let (at, end) = (self.key_at as usize, self.key_end as usize);
        if self.has_escape_in_key {
            return self.key(source) == key;
        }
        end - at == key.len() && source.as_bytes().get(at..end) == Some(key.as_bytes())
    }

    /// Its name.
    fn key<'a>(&self, source: &'a str) -> Cow<'a, str> {
        name_in(source, self.key_at, self.key_end, self.has_escape_in_key)
    }
}

/// The name that begins and ends at these places, inside its quotes.
fn name_in(source: &str, at: u32, end: u32, has_escape: bool) -> Cow<'_, str> {
    let (at, end) = (at as usize, end as usize);
    match has_escape {
        false => source.get(at..end).unwrap_or_default().into(),
        true => unescaped(source.get(at.saturating_sub(1)..end + 1).unwrap_or_default()),
    }
}

/// What a text of JSON says, which has been found to be one.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    serde_json::from_str::<String>(text).unwrap_or_default().into()
}

/// Finds the values of a text, the whole of it first; what the list had is forgotten.
pub(super) fn values(values: &mut Vec<Value>, source: &str) -> Result<(), Fault> {
    values.clear();
    if source.len() > LONGEST {
        let message = format!("this is longer than {} MiB, so it is no record", LONGEST >> 20);
        return Err(Fault { at: LONGEST, message: message.into() });
    }
    let bytes = source.as_bytes();
    let mut scanner = Scanner { source, bytes, values, refused: Refused::NoJson(0) };
    let end = scanner.value(next(bytes, 0), DEEPEST, Key::default());
    match end.map(|end| next(bytes, end)) {
        Some(end) if end as usize == source.len() => Ok(()),
        Some(end) => Err(Refused::NoJson(end).fault(source)),
        None => Err(scanner.refused.fault(source)),
    }
}

/// Why a text is refused, and at which byte.
#[derive(Clone, Copy)]
enum Refused {
    NoJson(u32),
    Twice(u32),
    Deep(u32),
    Half(u32),
}

impl Refused {
    /// Not being JSON, wherever, comes before the rest.
    #[cold]
    fn fault(self, source: &str) -> Fault {
        if let Err(error) = serde_json::from_str::<&RawValue>(source) {
            return malformed(&error, source);
        }
        let (at, message) = match self {
            Self::NoJson(at) => (at, "this is not JSON"),
            Self::Twice(at) => (at, "an element stands twice"),
            Self::Deep(at) => (at, "objects and arrays stand deeper in each other than in any record"),
            Self::Half(at) => (at, "this is no text: an escape in it is half of a character"),
        };
        Fault { at: at as usize, message: message.into() }
    }
}

/// The name of a member.
#[derive(Clone, Copy, Default)]
struct Key {
    at: u32,
    end: u32,
    tag: u16,
    has_escape: bool,
}

/// Up to so many members each name is looked for among those before it; beyond, all are sorted.
const FEW: usize = 64;

struct Scanner<'a> {
    source: &'a str,
    bytes: &'a [u8],
    values: &'a mut Vec<Value>,
    /// Why there was no place to go on from.
    refused: Refused,
}

/// The byte at a place; behind the text a zero, with which nothing goes on.
#[inline]
fn byte(bytes: &[u8], at: u32) -> u8 {
    bytes.get(at as usize).copied().unwrap_or_default()
}

/// As many bytes as are asked for, from a place on. Places are of 32 bits, of which [`LONGEST`] has need of 24: so none of the
/// sums below can run over.
#[inline]
fn some<const COUNT: usize>(bytes: &[u8], at: u32) -> Option<[u8; COUNT]> {
    let at = at as usize;
    bytes.get(at..at + COUNT)?.try_into().ok()
}

/// The next place of a byte that is no white space.
#[inline]
fn next(bytes: &[u8], mut at: u32) -> u32 {
    while let b' ' | b'\n' | b'\r' | b'\t' = byte(bytes, at) {
        at += 1;
    }
    at
}

/// The tag of a name between these quotes.
#[inline(always)] // As the texts.
fn tag_in(bytes: &[u8], at: u32, end: u32) -> u16 {
    let last = some(bytes, end.wrapping_sub(4)).map_or(0, u32::from_le_bytes);
    match end - at - 1 {
        // The quote before a name of three letters is none of it.
        3 => tag_of_end(last & !0xFF, 3),
        length @ 4.. => tag_of_end(last, length),
        _ => tag_of(bytes.get(at as usize + 1..end as usize).unwrap_or_default()),
    }
}

/// What scans takes the place where something begins, and gives the place behind it; `None` where the text is refused. What
/// most texts have is looked for first, each in one step: `:"` and `,"`, without white space.
impl Scanner<'_> {
    #[cold]
    fn refuse<T>(&mut self, why: Refused) -> Option<T> {
        self.refused = why;
        None
    }

    /// A value, at its first byte.
    #[inline(always)] // Else each object and array would be two calls.
    fn value(&mut self, at: u32, levels: usize, key: Key) -> Option<u32> {
        let place = self.values.len();
        match byte(self.bytes, at) {
            b'"' => self.string(at, key),
            b'{' => {
                self.push(key, at, at, Shape::Object);
                self.object(at, levels, place)
            }
            b'[' => {
                self.push(key, at, at, Shape::Array);
                self.array(at, levels, place)
            }
            _ => {
                let (end, shape) = self.word(at)?;
                self.push(key, at, end, shape);
                Some(end)
            }
        }
    }

    #[inline(always)] // It is most of the values.
    fn string(&mut self, at: u32, key: Key) -> Option<u32> {
        let (end, shape) = match plain(self.bytes, at + 1) {
            end if byte(self.bytes, end) == b'"' => (end + 1, Shape::Plain),
            end => (self.escapes(at, end)? + 1, Shape::Escaped),
        };
        self.push(key, at, end, shape);
        Some(end)
    }

    #[inline]
    fn push(&mut self, key: Key, at: u32, end: u32, shape: Shape) {
        let Key { at: key_at, end: key_end, tag, has_escape: has_escape_in_key } = key;
        self.values.push(Value {
            key_at,
            key_end,
            at,
            end,
            names: 0,
            inside: 0,
            tag,
            shape,
            has_escape_in_key,
        });
    }

    /// The object or array that was begun as the `place`th value has come to its end. `names` has the bits of its names.
    #[inline]
    fn close(&mut self, place: usize, end: u32, names: u64) -> Option<u32> {
        let inside = (self.values.len() - place - 1) as u32;
        if let Some(value) = self.values.get_mut(place) {
            (value.end, value.names, value.inside) = (end, names, inside);
        }
        Some(end)
    }

    fn array(&mut self, at: u32, levels: usize, place: usize) -> Option<u32> {
        let Some(levels) = levels.checked_sub(1) else { return self.refuse(Refused::Deep(at)) };
        let bytes = self.bytes;
        let mut at = next(bytes, at + 1);
        if byte(bytes, at) == b']' {
            return self.close(place, at + 1, 0);
        }
        loop {
            let end = self.value(at, levels, Key::default())?;
            at = next(bytes, end);
            match byte(bytes, at) {
                b',' => at = next(bytes, at + 1),
                b']' => return self.close(place, at + 1, 0),
                _ => return self.refuse(Refused::NoJson(at)),
            }
        }
    }

    /// An object, each name in it once.
    fn object(&mut self, at: u32, levels: usize, place: usize) -> Option<u32> {
        let Some(levels) = levels.checked_sub(1) else { return self.refuse(Refused::Deep(at)) };
        let bytes = self.bytes;
        let mut at = next(bytes, at + 1);
        if byte(bytes, at) == b'}' {
            return self.close(place, at + 1, 0);
        }
        let mut names = 0;
        loop {
            if byte(bytes, at) != b'"' {
                return self.refuse(Refused::NoJson(at));
            }
            let mut end = plain(bytes, at + 1);
            let has_escape = byte(bytes, end) != b'"';
            let tag = match has_escape {
                true => {
                    end = self.escapes(at, end)?;
                    self.escaped_tag(at, end)
                }
                false => tag_in(bytes, at, end),
            };
            let key = Key { at: at + 1, end, tag, has_escape };
            if names & bit_of(tag) != 0 && self.is_among(place + 1, key) {
                return self.refuse(Refused::Twice(at));
            }
            names |= bit_of(tag);
            let end = if some(bytes, end + 1) == Some(*b":\"") {
                self.string(end + 2, key)?
            } else {
                at = next(bytes, end + 1);
                if byte(bytes, at) != b':' {
                    return self.refuse(Refused::NoJson(at));
                }
                self.value(next(bytes, at + 1), levels, key)?
            };
            if some(bytes, end) == Some(*b",\"") {
                at = end + 1;
                continue;
            }
            at = next(bytes, end);
            match byte(bytes, at) {
                b',' => at = next(bytes, at + 1),
                b'}' => {
                    self.each_once(place + 1)?;
                    return self.close(place, at + 1, names);
                }
                _ => return self.refuse(Refused::NoJson(at)),
            }
        }
    }

    #[cold]
    fn escaped_tag(&self, at: u32, end: u32) -> u16 {
        tag_of(unescaped(self.source.get(at as usize..=end as usize).unwrap_or_default()).as_bytes())
    }

    /// Whether one of a few members from `first` on has this name.
    #[cold]
    fn is_among(&self, first: usize, key: Key) -> bool {
        let new = name_in(self.source, key.at, key.end, key.has_escape);
        let mut is_known = false;
        for (place, known) in self.members_from(first).enumerate() {
            if place + 1 == FEW {
                return false;
            }
            is_known |= known.is_called(self.source, &new, key.tag);
        }
        is_known
    }

    fn members_from(&self, first: usize) -> impl Iterator<Item = &Value> {
        let mut rest = self.values.get(first..).unwrap_or_default();
        core::iter::from_fn(move || {
            let (next, inside) = rest.split_first()?;
            rest = inside.get(next.inside()..).unwrap_or_default();
            Some(next)
        })
    }

    /// That of many members none has the name of another.
    #[inline]
    fn each_once(&mut self, first: usize) -> Option<()> {
        if self.values.len() - first > FEW { self.each_of_many_once(first) } else { Some(()) }
    }

    #[cold]
    fn each_of_many_once(&mut self, first: usize) -> Option<()> {
        // Of many values only some are members: the others are in these.
        if self.members_from(first).nth(FEW).is_none() {
            return Some(());
        }
        let mut keys: Vec<_> =
            self.members_from(first).map(|member| (member.key(self.source), member.key_at)).collect();
        keys.sort_unstable();
        let twice = keys.windows(2).filter_map(|two| match two {
            [(one, _), (other, at)] if one == other => Some(*at - 1),
            _ => None,
        });
        match twice.min() {
            Some(at) => self.refuse(Refused::Twice(at)),
            None => Some(()),
        }
    }

    /// The closing quote of a text with an escape in it, or with what may not stand in one. Half of a surrogate pair is none.
    #[cold]
    fn escapes(&mut self, start: u32, mut at: u32) -> Option<u32> {
        let bytes = self.bytes;
        loop {
            at = match byte(bytes, at) {
                b'"' => return Some(at),
                b'\\' => self.escape(start, at)?,
                _ => return self.refuse(Refused::NoJson(at)),
            };
            at = plain(bytes, at);
        }
    }

    fn escape(&mut self, start: u32, at: u32) -> Option<u32> {
        match byte(self.bytes, at + 1) {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(at + 2),
            b'u' => match self.unit(at)? {
                0xDC00..=0xDFFF => self.refuse(Refused::Half(start)),
                0xD800..=0xDBFF if some(self.bytes, at + 6) != Some(*b"\\u") => {
                    self.refuse(Refused::Half(start))
                }
                0xD800..=0xDBFF => match self.unit(at + 6)? {
                    0xDC00..=0xDFFF => Some(at + 12),
                    _ => self.refuse(Refused::Half(start)),
                },
                _ => Some(at + 6),
            },
            _ => self.refuse(Refused::NoJson(at)),
        }
    }

    /// The number of an escape.
    fn unit(&mut self, at: u32) -> Option<u32> {
        let digits: Option<[u8; 4]> = some(self.bytes, at + 2);
        let mut digits = digits.iter().flatten().map(|&digit| char::from(digit).to_digit(16));
        match digits.try_fold((0, 0), |(unit, count), digit| Some((unit << 4 | digit?, count + 1))) {
            Some((unit, 4)) => Some(unit),
            _ => self.refuse(Refused::NoJson(at)),
        }
    }

    /// A value that is no text and holds none.
    fn word(&mut self, at: u32) -> Option<(u32, Shape)> {
        let (word, shape): (&[u8], _) = match byte(self.bytes, at) {
            b'n' => (b"null", Shape::Null),
            b't' => (b"true", Shape::True),
            b'f' => (b"false", Shape::False),
            _ => return Some((self.number(at)?, Shape::Number)),
        };
        let end = at + word.len() as u32;
        let is_there = self.bytes.get(at as usize..end as usize) == Some(word);
        if is_there { Some((end, shape)) } else { self.refuse(Refused::NoJson(at)) }
    }

    fn number(&mut self, mut at: u32) -> Option<u32> {
        let bytes = self.bytes;
        at += u32::from(byte(bytes, at) == b'-');
        at = match byte(bytes, at) {
            b'0' => at + 1,
            _ => self.digits(at)?,
        };
        if byte(bytes, at) == b'.' {
            at = self.digits(at + 1)?;
        }
        if let b'e' | b'E' = byte(bytes, at) {
            at += 1;
            at += u32::from(matches!(byte(bytes, at), b'+' | b'-'));
            at = self.digits(at)?;
        }
        Some(at)
    }

    /// Digits, one at least.
    fn digits(&mut self, start: u32) -> Option<u32> {
        let mut at = start;
        while byte(self.bytes, at).is_ascii_digit() {
            at += 1;
        }
        if at == start { self.refuse(Refused::NoJson(at)) } else { Some(at) }
    }
}

/// The place from `at` on of the first byte that ends a text, begins an escape or may not stand there.
#[inline(always)]
fn plain(bytes: &[u8], at: u32) -> u32 {
    // Most texts are too short for it to be worth a look at what else the machine can do.
    dispatch!(Level::baseline(), simd => plain_with(simd, bytes, at))
}

#[inline(always)]
fn plain_with<S: Simd>(simd: S, bytes: &[u8], mut at: u32) -> u32 {
    const AT_ONCE: usize = 16;
    while let Some(bytes) = some::<AT_ONCE>(bytes, at) {
        let bytes = u8x16::simd_from(simd, bytes);
        let found = bytes.simd_eq(b'"') | bytes.simd_eq(b'\\') | bytes.simd_lt(b' ');
        let found = found.to_bitmask();
        if found != 0 {
            return at + found.trailing_zeros();
        }
        at += AT_ONCE as u32;
    }
    plain_at_the_end(bytes, at)
}

/// The same in the last bytes of a text.
#[cold]
fn plain_at_the_end(bytes: &[u8], at: u32) -> u32 {
    let rest = bytes.get(at as usize..).unwrap_or_default();
    let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | ..0x20);
    at + rest.iter().position(is_special).unwrap_or(rest.len()) as u32
}
