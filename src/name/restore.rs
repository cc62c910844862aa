//! The residue of a rendering: what the text in the receiver's hands does not say of the name.
//!
//! A residue holds edits to what can be told from the text alone: the text itself, or, for a receiver that takes
//! capitals, the text with a capital at the beginning of each word; or the whole name, where that is shorter.

use super::profile::{Case, FieldProfile};
use super::spelling::Piece;
use crate::error::{Error, ErrorKind, Result};
use crate::residue::{Place, Reader, Residue, open_text, seal_text, write_number};

const UNCHANGED: u8 = 0;
const EDITS: u8 = 3;
const EDITS_OF_WORDS: u8 = 4;
const WHOLE: u8 = 5;

impl FieldProfile {
    pub(super) fn residue(&self, source: &str, text: &str, pieces: &[Piece], key: Option<&[u8]>) -> Residue {
        let place = self.place(text, key);
        if source == text {
            return seal_text(UNCHANGED, &[], &place);
        }
        let mut best = (EDITS, edits(source, text, pieces));
        if self.case == Case::Upper {
            let of_words = edits(source, &in_words(text), pieces);
            if of_words.len() < best.1.len() {
                best = (EDITS_OF_WORDS, of_words);
            }
        }
        if source.len() <= best.1.len() {
            return seal_text(WHOLE, source.as_bytes(), &place);
        }
        seal_text(best.0, &best.1, &place)
    }

    /// Of a rendering that is made of some words of a name alone: the name.
    pub(super) fn residue_of_whole(&self, name: &str, text: &str, key: Option<&[u8]>) -> Residue {
        seal_text(WHOLE, name.as_bytes(), &self.place(text, key))
    }

    fn place<'a>(&self, text: &'a str, key: Option<&'a [u8]>) -> Place<'a> {
        Place { owner: None, system: self.number, edition: self.edition, value: Some(text.as_bytes()), key }
    }

    /// The text that was rendered, from what the receiver holds and its residue; the whole name, where words of it are in no
    /// part that its bearer marked.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Residue`] when the residue is missing or damaged, or belongs to another text, record or profile.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::{Purpose, profiles};
    ///
    /// let profile = &profiles::MRZ_TD3;
    /// let (text, _, residue) = profile.render_text("Åse O’Brien-Ó Súilleabháin", Purpose::Letter)?.into_parts();
    /// assert_eq!(text, "AASE<OBRIEN<O<SUILLEABHAIN");
    /// assert_eq!(profile.restore(&text, &residue)?, "Åse O’Brien-Ó Súilleabháin");
    /// assert!(profile.restore("AASE<OBRIEN", &residue).is_err());
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    pub fn restore(&self, text: &str, residue: impl AsRef<str>) -> Result<String> {
        self.restore_keyed(text, residue, None)
    }

    /// The same as [`restore`](Self::restore), where the rendering was made for a record's key.
    ///
    /// # Errors
    ///
    /// As [`restore`](Self::restore); another key too.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::{NameText, Purpose, profiles};
    ///
    /// let name = NameText::entered("Zoë")?;
    /// let rendering = profiles::ASCII.render_keyed(&name, Purpose::Letter, Some(b"row 7"))?;
    /// let (text, _, residue) = rendering.into_parts();
    /// assert_eq!(profiles::ASCII.restore_keyed(&text, &residue, Some(b"row 7"))?, "Zoë");
    /// assert!(profiles::ASCII.restore_keyed(&text, &residue, Some(b"row 8")).is_err());
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    pub fn restore_keyed(&self, text: &str, residue: impl AsRef<str>, key: Option<&[u8]>) -> Result<String> {
        let (kind, body) = open_text(residue.as_ref(), &self.place(text, key))?;
        let restored = match kind {
            UNCHANGED => body.is_empty().then(|| text.to_owned()),
            EDITS => apply(text, &body),
            EDITS_OF_WORDS => apply(&in_words(text), &body),
            WHOLE => String::from_utf8(body).ok(),
            _ => None,
        };
        restored.ok_or_else(|| {
            Error::new(
                ErrorKind::Residue,
                "the residue was written by another release, in a form unknown here",
            )
            .with_help("restore it with a release that is at least as new")
        })
    }
}

/// The text with each word as a capital and small letters, in ASCII alone; every byte keeps its place.
fn in_words(text: &str) -> String {
    let mut within = false;
    let letters = text.chars().map(|letter| {
        let cased = if within { letter.to_ascii_lowercase() } else { letter };
        within = letter.is_alphabetic();
        cased
    });
    letters.collect()
}

/// The edits that make the source of a guess at it: bytes of the guess to keep, bytes to leave out, bytes to put in.
fn edits(source: &str, guess: &str, pieces: &[Piece]) -> Vec<u8> {
    if let Some(cut_off) = source.strip_prefix(guess) {
        let mut bytes = Vec::with_capacity(cut_off.len() + 4);
        if !cut_off.is_empty() {
            write_edit(guess.len(), 0, cut_off.as_bytes(), &mut bytes);
        }
        return bytes;
    }
    let mut edits = Edits { bytes: Vec::new(), keep: 0, leave_out: 0, put_in: Vec::new() };
    let (source, guess) = (source.as_bytes(), guess.as_bytes());
    let (mut from, mut at) = (0, 0);
    let end = Piece { source: source.len(), out: guess.len(), changes: super::spelling::Changes::NONE };
    for piece in pieces.iter().copied().chain([end]) {
        // What was cut off is in the source alone.
        let out = piece.out.min(guess.len());
        let (given, guessed) = (source.get(from..piece.source), guess.get(at..out));
        let (given, guessed) = (given.unwrap_or_default(), guessed.unwrap_or_default());
        (from, at) = (piece.source, out);
        if given == guessed {
            edits.keep(given.len());
        } else {
            edits.leave_out += guessed.len();
            edits.put_in.extend_from_slice(given);
        }
    }
    edits.flush();
    edits.bytes
}

/// Edits, as they are written: a keep, then how much to leave out and to put in, in one byte where both are small.
struct Edits {
    bytes: Vec<u8>,
    keep: usize,
    leave_out: usize,
    put_in: Vec<u8>,
}

/// Beside a small number of bytes to leave out: that the number to put in follows, and no byte holds both.
const LARGE: u8 = 0xFF;

impl Edits {
    fn keep(&mut self, length: usize) {
        if length == 0 {
            return;
        }
        self.flush();
        self.keep += length;
    }

    fn flush(&mut self) {
        if self.leave_out == 0 && self.put_in.is_empty() {
            return;
        }
        write_edit(self.keep, self.leave_out, &self.put_in, &mut self.bytes);
        self.put_in.clear();
        (self.keep, self.leave_out) = (0, 0);
    }
}

fn write_edit(keep: usize, leave_out: usize, put_in: &[u8], out: &mut Vec<u8>) {
    write_number(keep as u64, out);
    match (u8::try_from(leave_out), u8::try_from(put_in.len())) {
        (Ok(leave_out), Ok(put_in)) if leave_out < 15 && put_in < 16 => out.push(leave_out << 4 | put_in),
        _ => {
            out.push(LARGE);
            write_number(leave_out as u64, out);
            write_number(put_in.len() as u64, out);
        }
    }
    out.extend_from_slice(put_in);
}

/// Makes the source of a guess; `None` where the edits are not of it.
fn apply(guess: &str, edits: &[u8]) -> Option<String> {
    let mut reader = Reader::new(edits);
    let mut rest = guess.as_bytes();
    let mut source = Vec::with_capacity(guess.len() + edits.len());
    while !reader.rest().is_empty() {
        let keep = usize::try_from(reader.number()?).ok()?;
        let (leave_out, put_in) = match reader.byte()? {
            LARGE => (usize::try_from(reader.number()?).ok()?, usize::try_from(reader.number()?).ok()?),
            both => (usize::from(both >> 4), usize::from(both & 0x0F)),
        };
        let (kept, after) = rest.split_at_checked(keep)?;
        source.extend_from_slice(kept);
        rest = after.get(leave_out..)?;
        source.extend_from_slice(reader.bytes(put_in)?);
    }
    source.extend_from_slice(rest);
    String::from_utf8(source).ok()
}
