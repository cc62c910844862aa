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
    /// How many values are inside it, at any depth.
    inside: u32,
    pub(super) shape: Shape,
    has_escape_in_key: bool,
}

/// What stands where there is nothing.
pub(super) static NOTHING: Value =
    Value { key_at: 0, key_end: 0, at: 0, end: 0, inside: 0, shape: Shape::Null, has_escape_in_key: false };

impl Value {
    pub(super) fn at(&self) -> usize {
        self.at as usize
    }

    pub(super) fn end(&self) -> usize {
        self.end as usize
    }

    pub(super) fn inside(&self) -> usize {
        self.inside as usize
    }

    /// Whether this is its name.
    #[inline]
    pub(super) fn is_called(&self, source: &str, key: &str) -> bool {
        let (at, end) = (self.key_at as usize, self.key_end as usize);
        if self.has_escape_in_key {
            return self.key(source) == key;
        }
        end - at == key.len() && source.as_bytes().get(at..end) == Some(key.as_bytes())
    }

    /// Its name.
    fn key<'a>(&self, source: &'a str) -> Cow<'a, str> {
        let (at, end) = (self.key_at as usize, self.key_end as usize);
        let key = source.get(at..end).unwrap_or_default();
        match self.has_escape_in_key {
            false => key.into(),
            true => unescaped(source.get(at.saturating_sub(1)..end + 1).unwrap_or_default()),
        }
    }
}

/// What a text of JSON says, which has been found to be one.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    serde_json::from_str::<String>(text).unwrap_or_default().into()
}

/// The values of a text, the whole of it first.
pub(super) fn values(source: &str) -> Result<Vec<Value>, Fault> {
    if source.len() > LONGEST {
        let message = format!("this is longer than {} MiB, so it is no record", LONGEST >> 20);
        return Err(Fault { at: LONGEST, message: message.into() });
    }
    // A record has a value in some twenty bytes; a text of another kind need not be believed.
    let values = Vec::with_capacity((source.len() / 16).clamp(4, 4096));
    let mut scanner = Scanner { source, bytes: source.as_bytes(), at: 0, values };
    let scanned = scanner.value(DEEPEST, Key::default()).and_then(|()| match scanner.next() {
        None => Ok(()),
        Some(_) => Err(Refused::NoJson(scanner.at)),
    });
    scanned.map(|()| scanner.values).map_err(|refused| refused.fault(source))
}

/// Why a text is refused, and at which byte.
enum Refused {
    NoJson(usize),
    Twice(usize),
    Deep(usize),
    Half(usize),
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
        Fault { at, message: message.into() }
    }
}

/// The name of a member.
#[derive(Clone, Copy, Default)]
struct Key {
    at: u32,
    end: u32,
    has_escape: bool,
}

/// Up to so many members each name is looked for among those before it; beyond, all are sorted.
const FEW: usize = 64;

struct Scanner<'a> {
    source: &'a str,
    bytes: &'a [u8],
    at: usize,
    values: Vec<Value>,
}

/// A place in a text, of which none is longer than [`LONGEST`].
#[inline]
fn short(place: usize) -> u32 {
    place as u32
}

impl Scanner<'_> {
    /// The next byte that is no white space.
    #[inline]
    fn next(&mut self) -> Option<u8> {
        loop {
            match self.bytes.get(self.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                other => return other.copied(),
            }
        }
    }

    fn value(&mut self, levels: usize, key: Key) -> Result<(), Refused> {
        let first = self.next();
        let at = self.at;
        let shape = match first {
            Some(b'"') if self.text()? => Shape::Escaped,
            Some(b'"') => Shape::Plain,
            Some(b'{') => return self.holder(Shape::Object, levels, key),
            Some(b'[') => return self.holder(Shape::Array, levels, key),
            Some(b'n') => self.word(b"null", Shape::Null)?,
            Some(b't') => self.word(b"true", Shape::True)?,
            Some(b'f') => self.word(b"false", Shape::False)?,
            _ => self.number()?,
        };
        self.push(key, at, shape);
        Ok(())
    }

    #[inline]
    fn push(&mut self, key: Key, at: usize, shape: Shape) {
        self.values.push(Value {
            key_at: key.at,
            key_end: key.end,
            at: short(at),
            end: short(self.at),
            inside: 0,
            shape,
            has_escape_in_key: key.has_escape,
        });
    }

    /// An object or an array, and what is inside.
    fn holder(&mut self, shape: Shape, levels: usize, key: Key) -> Result<(), Refused> {
        let Some(levels) = levels.checked_sub(1) else { return Err(Refused::Deep(self.at)) };
        let place = self.values.len();
        self.push(key, self.at, shape);
        self.at += 1;
        match shape {
            Shape::Object => self.members(levels)?,
            _ => self.items(levels)?,
        }
        let (end, inside) = (short(self.at), short(self.values.len() - place - 1));
        if let Some(value) = self.values.get_mut(place) {
            (value.end, value.inside) = (end, inside);
        }
        Ok(())
    }

    fn items(&mut self, levels: usize) -> Result<(), Refused> {
        if self.next() == Some(b']') {
            self.at += 1;
            return Ok(());
        }
        loop {
            self.value(levels, Key::default())?;
            if self.ends(b']')? {
                return Ok(());
            }
        }
    }

    /// Whether the object or array ends here, or else goes on behind a comma.
    #[inline]
    fn ends(&mut self, with: u8) -> Result<bool, Refused> {
        let next = self.next();
        if next != Some(b',') && next != Some(with) {
            return Err(Refused::NoJson(self.at));
        }
        self.at += 1;
        Ok(next == Some(with))
    }

    /// The members of an object, each name once.
    fn members(&mut self, levels: usize) -> Result<(), Refused> {
        let first = self.values.len();
        if self.next() == Some(b'}') {
            self.at += 1;
            return Ok(());
        }
        // A bit for each name that was there, shared by some others.
        let (mut known, mut members) = (0_u64, 0_usize);
        loop {
            if self.next() != Some(b'"') {
                return Err(Refused::NoJson(self.at));
            }
            let at = self.at;
            let has_escape = self.text()?;
            let key = Key { at: short(at + 1), end: short(self.at - 1), has_escape };
            let bits = if has_escape { u64::MAX } else { self.bit(key) };
            if known & bits != 0 && members < FEW && self.is_among(first, key) {
                return Err(Refused::Twice(at));
            }
            known |= bits;
            members += 1;
            if self.next() != Some(b':') {
                return Err(Refused::NoJson(self.at));
            }
            self.at += 1;
            self.value(levels, key)?;
            if self.ends(b'}')? {
                break;
            }
        }
        if members > FEW { self.each_once(first) } else { Ok(()) }
    }

    /// A bit that the length and both ends of a name choose.
    #[inline]
    fn bit(&self, key: Key) -> u64 {
        let name = self.bytes.get(key.at as usize..key.end as usize).unwrap_or_default();
        let ends = match name {
            [first, .., last] => u64::from(*first) << 8 | u64::from(*last),
            [only] => u64::from(*only),
            [] => 0,
        };
        let mixed = (ends << 16 | name.len() as u64 & 0xFFFF).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        1 << (mixed >> 58)
    }

    /// Whether a member from `first` on has this name.
    fn is_among(&self, first: usize, key: Key) -> bool {
        let new = Value { key_at: key.at, key_end: key.end, has_escape_in_key: key.has_escape, ..NOTHING };
        let new = new.key(self.source);
        self.members_from(first).any(|known| known.is_called(self.source, &new))
    }

    fn members_from(&self, first: usize) -> impl Iterator<Item = &Value> {
        let mut rest = self.values.get(first..).unwrap_or_default();
        core::iter::from_fn(move || {
            let (next, inside) = rest.split_first()?;
            rest = inside.get(next.inside()..).unwrap_or_default();
            Some(next)
        })
    }

    /// That none of many members has the name of another.
    fn each_once(&self, first: usize) -> Result<(), Refused> {
        let mut keys: Vec<_> =
            self.members_from(first).map(|member| (member.key(self.source), member.key_at)).collect();
        keys.sort_unstable();
        let twice = keys.windows(2).filter_map(|two| match two {
            [(one, _), (other, at)] if one == other => Some(*at as usize - 1),
            _ => None,
        });
        twice.min().map_or(Ok(()), |at| Err(Refused::Twice(at)))
    }

    /// A text; whether there are escapes in it. Half of a surrogate pair is none.
    #[inline(always)] // Two calls, both in the innermost loop: 15 % of all instructions.
    fn text(&mut self) -> Result<bool, Refused> {
        let start = self.at;
        let rest = self.bytes.get(start + 1..).unwrap_or_default();
        let length = plain(rest);
        self.at = start + 1 + length;
        if rest.get(length) == Some(&b'"') {
            self.at += 1;
            return Ok(false);
        }
        self.escapes(start)
    }

    /// The rest of a text with an escape in it, or with what may not stand in one.
    #[cold]
    fn escapes(&mut self, start: usize) -> Result<bool, Refused> {
        loop {
            match self.bytes.get(self.at) {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(true);
                }
                Some(b'\\') => self.escape(start)?,
                _ => return Err(Refused::NoJson(self.at)),
            }
            self.at += plain(self.bytes.get(self.at..).unwrap_or_default());
        }
    }

    fn escape(&mut self, start: usize) -> Result<(), Refused> {
        match self.bytes.get(self.at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
                self.at += 2;
                Ok(())
            }
            Some(b'u') => match self.unit()? {
                0xDC00..=0xDFFF => Err(Refused::Half(start)),
                0xD800..=0xDBFF if self.bytes.get(self.at..self.at + 2) != Some(b"\\u") => {
                    Err(Refused::Half(start))
                }
                0xD800..=0xDBFF => match self.unit()? {
                    0xDC00..=0xDFFF => Ok(()),
                    _ => Err(Refused::Half(start)),
                },
                _ => Ok(()),
            },
            _ => Err(Refused::NoJson(self.at)),
        }
    }

    /// The number of an escape.
    fn unit(&mut self) -> Result<u32, Refused> {
        let digits = self.bytes.get(self.at + 2..self.at + 6).unwrap_or_default();
        let unit =
            digits.iter().try_fold(0, |unit, &digit| Some(unit << 4 | char::from(digit).to_digit(16)?));
        match unit {
            Some(unit) if digits.len() == 4 => {
                self.at += 6;
                Ok(unit)
            }
            _ => Err(Refused::NoJson(self.at)),
        }
    }

    fn word(&mut self, word: &[u8], shape: Shape) -> Result<Shape, Refused> {
        if !self.bytes.get(self.at..).unwrap_or_default().starts_with(word) {
            return Err(Refused::NoJson(self.at));
        }
        self.at += word.len();
        Ok(shape)
    }

    fn number(&mut self) -> Result<Shape, Refused> {
        if self.bytes.get(self.at) == Some(&b'-') {
            self.at += 1;
        }
        match self.bytes.get(self.at) {
            Some(b'0') => self.at += 1,
            _ => self.digits()?,
        }
        if self.bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.bytes.get(self.at) {
            self.at += 1;
            if let Some(b'+' | b'-') = self.bytes.get(self.at) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(Shape::Number)
    }

    /// Digits, one at least.
    fn digits(&mut self) -> Result<(), Refused> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += count;
        if count == 0 { Err(Refused::NoJson(self.at)) } else { Ok(()) }
    }
}

/// How many bytes stand before the first that ends a text, begins an escape or may not stand there.
///
/// Eight at a time: of a byte of ASCII, what is left when the sign that is looked for is taken out of it, less one, has its
/// highest bit set where that was nothing; and so has a control character, less the first that is none. The lowest such bit
/// is always right; those above it need not be.
#[inline]
fn plain(bytes: &[u8]) -> usize {
    const EACH: u64 = u64::MAX / 255;
    let mut rest = bytes;
    while let Some((eight, after)) = rest.split_first_chunk() {
        let eight = u64::from_le_bytes(*eight);
        let quote = (eight ^ (EACH * u64::from(b'"'))).wrapping_sub(EACH);
        let backslash = (eight ^ (EACH * u64::from(b'\\'))).wrapping_sub(EACH);
        let control = eight.wrapping_sub(EACH * 0x20);
        let found = (quote | backslash | control) & !eight & (EACH << 7);
        if found != 0 {
            return bytes.len() - rest.len() + (found.trailing_zeros() / 8) as usize;
        }
        rest = after;
    }
    let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | ..0x20);
    bytes.len() - rest.len() + rest.iter().position(is_special).unwrap_or(rest.len())
}
