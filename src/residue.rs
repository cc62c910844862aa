//! The residue: what an encoding could not hold, as one token.
//!
//! A token is the letter `R` and Crockford base 32. It holds, in this order: a head (format and kind), the mapping's
//! edition, the part of the statement that value and edition do not imply, and a 32-bit check over all of this, the
//! system, the value, and the record's key when the caller gives one. A CRC-32 finds every fault that lies within 32
//! neighbouring bits, so one wrong character is always found.

use core::fmt;
use std::sync::LazyLock;

use data_encoding::{Encoding, Specification};

use crate::answer::{Absence, Answer};
use crate::error::{Error, ErrorKind, Result};
use crate::field::Statement;
use crate::standard::OdsCode;

const FIRST: char = 'R';
const CROCKFORD: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const FORMAT: u8 = 1 << 4;
const IMPLIED: u8 = 0;
const ABSENT: u8 = 1;
const GIVEN: u8 = 2;
const CHECK: usize = 4;

/// What an encoding could not hold, as one token of upper-case letters and digits.
///
/// It begins with a letter and never reads as a number or a date, so it survives upper-casing, HL7 v2 and spreadsheets.
/// It is personal data, opaque but not secret: whoever sends the value keeps the residue with the record, unless they
/// choose to send it along. With a single heritage and nothing else it has at most 24 characters.
///
/// # Example
///
/// ```
/// use ownwords::bridge::{Policy, systems};
/// use ownwords::Bridge;
///
/// let system = &systems::NHS_ETHNIC_CATEGORY_2001;
/// let field = system.decode(b"K").to_field().with_own_words("Sylheti");
/// let (code, _, residue) = system.encode(&field, Policy::Certain).unwrap().into_parts();
/// assert!(residue.as_str().starts_with('R'));
/// // The residue of one record does not fit another value.
/// assert!(system.restore(&"H".into(), residue.as_str()).is_err());
/// assert_eq!(&system.restore(&code, residue.as_str()).unwrap(), field.statement());
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Residue(String);

impl Residue {
    /// The token.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn seal(bytes: &mut Vec<u8>, place: &Place<'_>) -> Self {
        bytes.extend_from_slice(&place.check(bytes).to_be_bytes());
        // Eight bits in every five are written.
        let mut token = String::with_capacity(2 + bytes.len() * 8 / 5);
        token.push(FIRST);
        if let Some(base32) = base32() {
            base32.encode_append(bytes, &mut token);
        }
        Self(token)
    }

    fn open(token: &str, place: &Place<'_>) -> Result<Vec<u8>> {
        let damaged = |what: &str| {
            Error::new(ErrorKind::Residue, format!("the residue cannot be read: {what}"))
                .with_help("take the value and its residue from the same record, as they were written")
        };
        let Some(body) = token.strip_prefix(|first: char| first.eq_ignore_ascii_case(&FIRST)) else {
            return Err(damaged(if token.is_empty() { "it is missing" } else { "it does not begin with R" }));
        };
        let bytes = base32().and_then(|base32| base32.decode(body.to_ascii_uppercase().as_bytes()).ok());
        let mut bytes = bytes.ok_or_else(|| damaged("a character is wrong or missing"))?;
        let check = bytes.len().checked_sub(CHECK).map(|start| bytes.split_off(start));
        if check.as_deref() != Some(&place.check(&bytes).to_be_bytes()) {
            return Err(damaged("it is damaged, or belongs to another value, record or system"));
        }
        Ok(bytes)
    }
}

/// Crockford's alphabet; built once, when the first residue is written or read.
fn base32() -> Option<&'static Encoding> {
    static BASE32: LazyLock<Option<Encoding>> = LazyLock::new(|| {
        let mut specification = Specification::new();
        specification.symbols.push_str(CROCKFORD);
        specification.encoding().ok()
    });
    BASE32.as_ref()
}

impl AsRef<str> for Residue {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Residue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Residue {
    /// The length alone: a residue is personal data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Residue({} characters)", self.0.len())
    }
}

/// What a residue belongs to: the check covers it.
#[derive(Clone, Copy)]
#[expect(missing_debug_implementations, reason = "it holds a value and a key, and is never printed")]
pub struct Place<'a> {
    /// Whose own system it is; each owner gives out the same numbers.
    pub(crate) owner: Option<OdsCode>,
    /// Permanent number of the system or profile.
    pub(crate) system: u16,
    /// Edition of its mapping.
    pub(crate) edition: u16,
    /// The value beside the residue; `None` when it was left out.
    pub(crate) value: Option<&'a [u8]>,
    /// What tells this record from others, if the caller gave it.
    pub(crate) key: Option<&'a [u8]>,
}

impl Place<'_> {
    fn check(&self, bytes: &[u8]) -> u32 {
        let mut hasher = crc32fast::Hasher::new();
        hasher.update(&self.system.to_be_bytes());
        // A burst of 32 bits, which the check always finds. No system with an owner has the number of one without.
        if let Some(owner) = self.owner {
            hasher.update(&owner.packed().to_be_bytes());
        }
        // A length before each part, so that no value and key together read as another value and key.
        for part in [self.value, self.key] {
            match part {
                None => hasher.update(&[0]),
                Some(part) => {
                    hasher.update(&[1]);
                    hasher.update(&(part.len() as u64).to_be_bytes());
                    hasher.update(part);
                }
            }
        }
        hasher.update(bytes);
        hasher.finalize()
    }
}

/// What a field can hold, as residues need it.
pub trait FieldValue: Clone + fmt::Debug + Statement {
    /// Appends the value; `implied` is what the code beside the residue already says.
    #[doc(hidden)]
    fn write(&self, implied: Option<&Self>, out: &mut Vec<u8>);

    /// Reads what `write` wrote; `None` when it is not that.
    #[doc(hidden)]
    fn read(reader: &mut Reader<'_>, implied: Option<&Self>) -> Option<Self>;
}

/// The residue of `answer` beside a value that by itself says `implied`.
pub(crate) fn seal<T: FieldValue>(answer: &Answer<T>, implied: &Answer<T>, place: &Place<'_>) -> Residue {
    let mut bytes = Vec::with_capacity(16);
    let kind = match answer {
        _ if answer == implied => IMPLIED,
        Answer::Absent(_) => ABSENT,
        Answer::Given(_) => GIVEN,
    };
    bytes.push(FORMAT | kind);
    write_number(u64::from(place.edition), &mut bytes);
    match answer {
        _ if kind == IMPLIED => {}
        Answer::Absent(absence) => write_number(absence.bits(), &mut bytes),
        Answer::Given(value) => value.write(implied.given(), &mut bytes),
    }
    Residue::seal(&mut bytes, place)
}

/// The answer that was sealed into `token` beside a value that by itself says `implied`, in the place's edition.
#[cfg(feature = "wire")]
pub(crate) fn open<T: FieldValue>(token: &str, implied: Answer<T>, place: &Place<'_>) -> Result<Answer<T>> {
    open_of_any(token, |edition| (edition == place.edition).then_some(implied), place)
}

/// The answer that was sealed into `token` in whichever edition. `implied` is what the value by itself said in an edition,
/// where that is known; a residue that holds the whole answer does without.
pub(crate) fn open_of_any<T: FieldValue>(
    token: &str,
    implied: impl FnOnce(u16) -> Option<Answer<T>>,
    place: &Place<'_>,
) -> Result<Answer<T>> {
    let bytes = Residue::open(token, place)?;
    let mut reader = Reader { rest: &bytes };
    let head = reader.byte().filter(|head| head & 0xF0 == FORMAT).ok_or_else(newer)?;
    let edition = reader.number().and_then(|edition| u16::try_from(edition).ok()).ok_or_else(newer)?;
    let implied = implied(edition);
    let answer = match head & 0x0F {
        IMPLIED => implied,
        ABSENT => reader.number().and_then(Absence::from_bits).map(Answer::Absent),
        GIVEN => T::read(&mut reader, implied.as_ref().and_then(Answer::given)).map(Answer::Given),
        _ => None,
    };
    answer.filter(|_| reader.rest.is_empty()).ok_or_else(newer)
}

/// The residue of a text: `kind` says how `body` gives the text back, and is neither of those above.
pub(crate) fn seal_text(kind: u8, body: &[u8], place: &Place<'_>) -> Residue {
    let mut bytes = Vec::with_capacity(body.len() + 8);
    bytes.push(FORMAT | kind);
    write_number(u64::from(place.edition), &mut bytes);
    bytes.extend_from_slice(body);
    Residue::seal(&mut bytes, place)
}

/// What `seal_text` sealed. The body says the whole text by itself, so that any edition's can be read.
pub(crate) fn open_text(token: &str, place: &Place<'_>) -> Result<(u8, Vec<u8>)> {
    let bytes = Residue::open(token, place)?;
    let mut reader = Reader { rest: &bytes };
    let head = reader.byte().filter(|head| head & 0xF0 == FORMAT);
    let head = head.filter(|_| reader.number().is_some()).ok_or_else(newer)?;
    Ok((head & 0x0F, reader.rest.to_vec()))
}

fn newer() -> Error {
    Error::new(ErrorKind::Residue, "the residue was written by another release of the mapping")
        .with_help("restore it with a release that knows this edition")
}

/// Appends a number in as few bytes as it needs (LEB128).
pub(crate) fn write_number(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Appends a text with its length.
pub(crate) fn write_text(text: &str, out: &mut Vec<u8>) {
    write_number(text.len() as u64, out);
    out.extend_from_slice(text.as_bytes());
}

/// Reads what `write_number` and `write_text` wrote.
#[derive(Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// What is left to read.
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    pub(crate) fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first)
    }

    pub(crate) fn number(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    pub(crate) fn bytes(&mut self, length: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(bytes)
    }

    pub(crate) fn text(&mut self) -> Option<String> {
        let length = usize::try_from(self.number()?).ok()?;
        String::from_utf8(self.bytes(length)?.to_vec()).ok()
    }
}
