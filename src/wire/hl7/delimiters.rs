//! The signs that a message declares for taking it apart.

use crate::error::{Error, ErrorKind, Position, Result};

/// The delimiters of one message, as MSH-1 and MSH-2 declare them. A sign that is not declared is `None`: nothing is split
/// by it.
///
/// # Example
///
/// ```
/// use ownwords::wire::hl7::{Delimiters, Message};
///
/// let message = Message::parse(b"MSH$%~\\&$feed\r")?;
/// assert_eq!(message.delimiters().field, b'$');
/// assert_eq!(message.delimiters().component, Some(b'%'));
/// assert_eq!(Delimiters::USUAL.truncation, None);
/// # Ok::<(), ownwords::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Delimiters {
    /// Between fields: MSH-1.
    pub field: u8,
    /// Between components: the first sign of MSH-2.
    pub component: Option<u8>,
    /// Between repetitions of a field: the second.
    pub repetition: Option<u8>,
    /// Around escape sequences: the third.
    pub escape: Option<u8>,
    /// Between sub-components: the fourth.
    pub subcomponent: Option<u8>,
    /// At the end of a value that was cut off: the fifth, from version 2.7.
    pub truncation: Option<u8>,
}

impl Delimiters {
    /// The ones that nearly every message has: `|^~\&`.
    pub const USUAL: Self = Self {
        field: b'|',
        component: Some(b'^'),
        repetition: Some(b'~'),
        escape: Some(b'\\'),
        subcomponent: Some(b'&'),
        truncation: None,
    };

    /// What the header segment at the beginning of these bytes declares.
    pub(super) fn declared(bytes: &[u8]) -> Result<Self> {
        let wrong = |what: &str, byte: u64| {
            Error::new(ErrorKind::Format, what).at(Position::default().byte(byte)).with_help(
                "a message begins with `MSH`, the field separator and the encoding characters, as in `MSH|^~\\&|`",
            )
        };
        let Some(&[b'M', b'S', b'H', field]) = bytes.first_chunk() else {
            return Err(match bytes {
                [b'F' | b'B', b'H', b'S', ..] => wrong("this is a batch, not one message", 0)
                    .with_help("take it apart with `pieces`, and read each message"),
                [0x0B, ..] => wrong("this is still in its transport frame", 0)
                    .with_help("take it apart with `pieces`, and read each message"),
                [0xEF, 0xBB, 0xBF, ..] => wrong("a byte order mark stands before the message", 0)
                    .with_help("leave the first three bytes out: a message says its character set in MSH-18"),
                _ => wrong("the message does not begin with an MSH segment", 0),
            });
        };
        if !is_sign(field) {
            return Err(wrong("the field separator is no sign", 3));
        }
        let rest = bytes.get(4..).unwrap_or_default();
        let is_over = |byte: &u8| *byte == field || matches!(byte, b'\r' | b'\n');
        let length = rest.iter().position(is_over).unwrap_or(rest.len());
        let signs = rest.get(..length).unwrap_or_default();
        if signs.is_empty() {
            return Err(wrong("the message declares no encoding characters", 4));
        }
        for (place, sign) in (4..).zip(signs) {
            let before = signs.get(..place - 4).unwrap_or_default();
            if !is_sign(*sign) || before.contains(sign) || place > 8 {
                return Err(wrong(
                    "an encoding character is no sign, stands there twice, or is one too many",
                    place as u64,
                ));
            }
        }
        let sign = |place: usize| signs.get(place).copied();
        Ok(Self {
            field,
            component: sign(0),
            repetition: sign(1),
            escape: sign(2),
            subcomponent: sign(3),
            truncation: sign(4),
        })
    }

    /// Each sign that a text has to be escaped for, and the letter that stands for it between two escape characters. The
    /// truncation character has none that we could verify, and is written in hexadecimal.
    pub(super) fn letters(&self) -> [(Option<u8>, u8); 5] {
        [
            (Some(self.field), b'F'),
            (self.component, b'S'),
            (self.repetition, b'R'),
            (self.escape, b'E'),
            (self.subcomponent, b'T'),
        ]
    }
}

/// Whether a byte can be a delimiter: printable ASCII, and neither a letter nor a digit, a space or the quotation mark.
fn is_sign(byte: u8) -> bool {
    byte.is_ascii_punctuation() && byte != b'"'
}
