//! Escape sequences: how a field holds the signs that would take it apart.

use std::borrow::Cow;

use super::Delimiters;
use crate::error::{Error, ErrorKind, Result};

/// The bytes that stand for `""`, which as it is would mean "delete".
const QUOTES: &[u8] = b"\"\"";

/// The bytes with their escape sequences read: `\F\ \S\ \T\ \R\ \E\` and hexadecimal `\Xhh…\`. Every other sequence
/// (highlighting, formatting, character sets, local ones) and everything that is none stays as it is.
///
/// The sequences are those of the standard's chapter 2, "Use of escape sequences in text fields", as version 2.3.1 has it.
///
/// # Example
///
/// ```
/// use ownwords::wire::hl7::{Delimiters, unescape};
///
/// let read = |bytes| String::from_utf8(unescape(bytes, &Delimiters::USUAL).into_owned()).unwrap();
/// assert_eq!(read(b"Marks \\T\\ Co \\X4142\\"), "Marks & Co AB");
/// assert_eq!(read(b"\\H\\Ada\\N\\ \\ \\Xq\\"), "\\H\\Ada\\N\\ \\ \\Xq\\");
/// ```
pub fn unescape<'b>(bytes: &'b [u8], delimiters: &Delimiters) -> Cow<'b, [u8]> {
    let Some(escape) = delimiters.escape.filter(|escape| bytes.contains(escape)) else {
        return Cow::Borrowed(bytes);
    };
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(start) = rest.iter().position(|byte| *byte == escape) {
        let (before, sequence) = rest.split_at(start);
        out.extend_from_slice(before);
        let inside = sequence.get(1..).unwrap_or_default();
        let length = inside.iter().position(|byte| *byte == escape);
        let inside = length.and_then(|length| inside.get(..length));
        match inside.and_then(|inside| stands_for(inside, delimiters, &mut out).then_some(inside.len())) {
            Some(length) => rest = sequence.get(length + 2..).unwrap_or_default(),
            // The whole sequence stays: its second escape character does not begin another one.
            None if inside.is_some_and(is_kept) => {
                let (kept, after) = sequence.split_at(inside.map_or(0, <[u8]>::len) + 2);
                out.extend_from_slice(kept);
                rest = after;
            }
            None => {
                out.push(escape);
                rest = sequence.get(1..).unwrap_or_default();
            }
        }
    }
    out.extend_from_slice(rest);
    Cow::Owned(out)
}

/// Whether this is a sequence of the standard that says something other than a character.
fn is_kept(inside: &[u8]) -> bool {
    matches!(inside, [b'H' | b'N'] | [b'.' | b'C' | b'M' | b'Z', ..])
}

/// Writes what a sequence stands for; `false` where it is none that stands for characters.
fn stands_for(inside: &[u8], delimiters: &Delimiters, out: &mut Vec<u8>) -> bool {
    match inside {
        [letter] => {
            let mut letters = delimiters.letters().into_iter();
            let sign = letters.find(|(_, known)| known == letter).and_then(|(sign, _)| sign);
            out.extend(sign);
            sign.is_some()
        }
        [b'X', digits @ ..] if !digits.is_empty() => {
            let Ok(bytes) = data_encoding::HEXUPPER_PERMISSIVE.decode(digits) else { return false };
            out.extend(bytes);
            true
        }
        _ => false,
    }
}

/// A text with everything escaped that a field cannot hold as it is: delimiters, control characters, and the two quotation
/// marks that alone would mean "delete".
///
/// # Errors
///
/// [`ErrorKind::Usage`] when something has to be escaped and the message declares no escape character.
///
/// # Example
///
/// ```
/// use ownwords::wire::hl7::{Delimiters, escape, unescape};
///
/// let written = escape("Ada|Bo\r".as_bytes(), &Delimiters::USUAL)?;
/// assert_eq!(written.as_ref(), b"Ada\\F\\Bo\\X0D\\");
/// assert_eq!(unescape(&written, &Delimiters::USUAL).as_ref(), b"Ada|Bo\r");
/// # Ok::<(), ownwords::Error>(())
/// ```
pub fn escape<'b>(text: &'b [u8], delimiters: &Delimiters) -> Result<Cow<'b, [u8]>> {
    let letters = delimiters.letters();
    let letter = |byte: u8| letters.iter().find(|(sign, _)| *sign == Some(byte)).map(|(_, letter)| *letter);
    let is_plain =
        |byte: u8| letter(byte).is_none() && !byte.is_ascii_control() && delimiters.truncation != Some(byte);
    if text != QUOTES && text.iter().all(|byte| is_plain(*byte)) {
        return Ok(Cow::Borrowed(text));
    }
    let Some(escape) = delimiters.escape else {
        return Err(Error::new(
            ErrorKind::Usage,
            "the text holds a delimiter, and the message has no escape character",
        )
        .with_help("write into a message whose MSH-2 declares one, as in `MSH|^~\\&|`"));
    };
    let mut out = Vec::with_capacity(text.len() + 8);
    for byte in text {
        match letter(*byte) {
            Some(letter) => out.extend([escape, letter, escape]),
            None if text == QUOTES || !is_plain(*byte) => {
                out.extend([escape, b'X']);
                out.extend_from_slice(data_encoding::HEXUPPER.encode(&[*byte]).as_bytes());
                out.push(escape);
            }
            None => out.push(*byte),
        }
    }
    Ok(Cow::Owned(out))
}
