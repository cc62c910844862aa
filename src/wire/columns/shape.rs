//! How a file of columns is written: its encoding, what separates its cells, how its lines end.

use core::fmt;
use core::str::FromStr;
use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::error::{Error, ErrorKind, Result};
use crate::text::nearest;

/// In what a file's characters are written.
///
/// # Errors
///
/// Reading one from text fails, with [`ErrorKind::Usage`], when it is none of the words; the nearest one is offered.
///
/// # Example
///
/// ```
/// use ownwords::wire::columns::Encoding;
///
/// assert_eq!("windows-1252".parse::<Encoding>().unwrap(), Encoding::Windows1252);
/// let error = "utf8".parse::<Encoding>().unwrap_err();
/// assert!(error.help().unwrap().contains("`utf-8`"));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Encoding {
    /// UTF-8.
    #[default]
    Utf8,
    /// UTF-16, the lower byte first, as spreadsheets write "Unicode text".
    Utf16Le,
    /// UTF-16, the higher byte first.
    Utf16Be,
    /// Windows-1252, as the Encoding Standard of the WHATWG has it: every byte is a character.
    Windows1252,
}

impl Encoding {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Utf8, Self::Utf16Le, Self::Utf16Be, Self::Windows1252];

    /// It in one word, as a column map writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1252 => "windows-1252",
        }
    }

    /// The mark that a file in it may begin with.
    pub(super) const fn mark(self) -> &'static [u8] {
        match self {
            Self::Utf8 => b"\xEF\xBB\xBF",
            Self::Utf16Le => b"\xFF\xFE",
            Self::Utf16Be => b"\xFE\xFF",
            Self::Windows1252 => b"",
        }
    }

    /// How many bytes a sign of the file's own structure takes.
    pub(super) const fn width(self) -> usize {
        match self {
            Self::Utf8 | Self::Windows1252 => 1,
            Self::Utf16Le | Self::Utf16Be => 2,
        }
    }

    /// The text; `None` where the bytes are none.
    pub(super) fn decode(self, bytes: &[u8]) -> Option<Cow<'_, str>> {
        match self {
            Self::Utf8 => core::str::from_utf8(bytes).ok().map(Cow::Borrowed),
            Self::Utf16Le => UTF_16LE.decode_without_bom_handling_and_without_replacement(bytes),
            Self::Utf16Be => UTF_16BE.decode_without_bom_handling_and_without_replacement(bytes),
            Self::Windows1252 => WINDOWS_1252.decode_without_bom_handling_and_without_replacement(bytes),
        }
    }

    /// The bytes; `None` where a character of the text is not in it.
    pub(super) fn encode(self, text: &str) -> Option<Cow<'_, [u8]>> {
        match self {
            Self::Utf8 => Some(Cow::Borrowed(text.as_bytes())),
            Self::Utf16Le => Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            Self::Utf16Be => Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            Self::Windows1252 => {
                let (bytes, _, has_others) = WINDOWS_1252.encode(text);
                (!has_others).then_some(bytes)
            }
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Encoding {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|encoding| encoding.word() == text);
        found.ok_or_else(|| {
            let error = unknown("encoding", text, Self::ALL.map(Self::word));
            if is_latin_1(text) {
                let all = Self::ALL.map(Self::word).join("`, `");
                return error.with_help(format!(
                    "choose `windows-1252`, which has every character of it; there are `{all}`"
                ));
            }
            error
        })
    }
}

/// Whether it is another name of Windows-1252, or of ISO 8859-1, whose characters that has all.
fn is_latin_1(text: &str) -> bool {
    const NAMES: [&str; 10] =
        ["latin", "latin1", "l1", "iso88591", "88591", "ansi", "cp1252", "windows1252", "win1252", "1252"];
    let sign = |sign: &char| sign.is_ascii_alphanumeric();
    let text: String = text.chars().filter(sign).map(|sign| sign.to_ascii_lowercase()).collect();
    NAMES.contains(&text.as_str())
}

/// What separates the cells of a row.
///
/// # Errors
///
/// Reading one from text fails, with [`ErrorKind::Usage`], when it is none of the words; the nearest one is offered.
///
/// # Example
///
/// ```
/// use ownwords::wire::columns::Delimiter;
///
/// assert_eq!("tab".parse::<Delimiter>().unwrap().byte(), b'\t');
/// assert!("tabs".parse::<Delimiter>().unwrap_err().help().unwrap().contains("`tab`"));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Delimiter {
    /// `,`
    #[default]
    Comma,
    /// A tab.
    Tab,
    /// `;`
    Semicolon,
    /// `|`
    Bar,
}

impl Delimiter {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Comma, Self::Tab, Self::Semicolon, Self::Bar];

    /// It in one word, as a column map writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Comma => "comma",
            Self::Tab => "tab",
            Self::Semicolon => "semicolon",
            Self::Bar => "bar",
        }
    }

    /// The sign itself.
    pub const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Tab => b'\t',
            Self::Semicolon => b';',
            Self::Bar => b'|',
        }
    }
}

impl fmt::Display for Delimiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Delimiter {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|delimiter| delimiter.word() == text);
        found.ok_or_else(|| unknown("delimiter", text, Self::ALL.map(Self::word)))
    }
}

/// How lines that are newly written end. Those of a file that is rewritten end as they did.
///
/// # Errors
///
/// Reading one from text fails, with [`ErrorKind::Usage`], when it is none of the words.
///
/// # Example
///
/// ```
/// use ownwords::wire::columns::LineEnd;
///
/// assert_eq!("lf".parse::<LineEnd>().unwrap().bytes(), b"\n");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LineEnd {
    /// A carriage return and a line feed, as RFC 4180 has it.
    #[default]
    CrLf,
    /// A line feed.
    Lf,
    /// A carriage return.
    Cr,
}

impl LineEnd {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::CrLf, Self::Lf, Self::Cr];

    /// It in one word, as a column map writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::CrLf => "crlf",
            Self::Lf => "lf",
            Self::Cr => "cr",
        }
    }

    /// The signs themselves, in ASCII.
    pub const fn bytes(self) -> &'static [u8] {
        match self {
            Self::CrLf => b"\r\n",
            Self::Lf => b"\n",
            Self::Cr => b"\r",
        }
    }
}

impl fmt::Display for LineEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for LineEnd {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|end| end.word() == text);
        found.ok_or_else(|| unknown("line end", text, Self::ALL.map(Self::word)))
    }
}

pub(super) fn unknown<const N: usize>(what: &str, text: &str, known: [&'static str; N]) -> Error {
    let help = match nearest(text, known) {
        Some(nearest) => format!("the nearest one is `{nearest}`; there are `{}`", known.join("`, `")),
        None => format!("choose one of `{}`", known.join("`, `")),
    };
    Error::new(ErrorKind::Usage, format!("`{}` is no {what} that is known here", text.escape_debug()))
        .with_help(help)
}

/// How a file is written: what is needed to take it apart into rows and cells.
///
/// # Example
///
/// ```
/// use ownwords::wire::columns::{Delimiter, Encoding, Shape};
///
/// let shape = Shape::of(b"NHS_NUMBER;SURNAME\r\n9991234551;N\xFA\xF1ez\r\n"); // made up
/// assert_eq!((shape.encoding, shape.delimiter), (Encoding::Windows1252, Delimiter::Semicolon));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Shape {
    /// In what its characters are written.
    pub encoding: Encoding,
    /// Whether it begins with a byte order mark.
    pub byte_order_mark: bool,
    /// What separates its cells.
    pub delimiter: Delimiter,
    /// How its first line ends.
    pub line_end: LineEnd,
}
