//! In which character set a message is, as it says and as its bytes look.

use std::borrow::Cow;

use super::Message;

/// A character set of HL7 table 0211 that is read and written here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CharacterSet {
    /// `ASCII`: what a message is in that says nothing.
    Ascii,
    /// `8859/1`: "the printable characters", so that bytes 80 to 9F (hexadecimal) are none of it.
    Iso8859Part1,
    /// `UNICODE UTF-8`, and `UNICODE` of older versions, of which HL7 says that nothing but UTF-8 is to be used.
    Utf8,
}

impl CharacterSet {
    /// The set with this code of table 0211; `None` for one that is not read here.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::wire::hl7::CharacterSet;
    ///
    /// assert_eq!(CharacterSet::of_code(b"8859/1"), Some(CharacterSet::Iso8859Part1));
    /// assert_eq!(CharacterSet::of_code(b"8859/15"), None);
    /// ```
    pub fn of_code(code: &[u8]) -> Option<Self> {
        match code {
            b"" | b"ASCII" => Some(Self::Ascii),
            b"8859/1" => Some(Self::Iso8859Part1),
            b"UNICODE UTF-8" | b"UNICODE" => Some(Self::Utf8),
            _ => None,
        }
    }

    /// The set's code in table 0211.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ascii => "ASCII",
            Self::Iso8859Part1 => "8859/1",
            Self::Utf8 => "UNICODE UTF-8",
        }
    }

    /// The text that the bytes are in this set; `None` where they are none.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::wire::hl7::CharacterSet;
    ///
    /// assert_eq!(CharacterSet::Iso8859Part1.decode(b"Zo\xEB").as_deref(), Some("Zoë"));
    /// assert_eq!(CharacterSet::Utf8.decode(b"Zo\xEB"), None);
    /// ```
    pub fn decode(self, bytes: &[u8]) -> Option<Cow<'_, str>> {
        match core::str::from_utf8(bytes) {
            Ok(text) if self == Self::Utf8 || text.is_ascii() => Some(Cow::Borrowed(text)),
            _ if self == Self::Iso8859Part1 && is_8859_1(bytes) => {
                Some(Cow::Owned(bytes.iter().copied().map(char::from).collect()))
            }
            _ => None,
        }
    }

    /// The bytes that the text is in this set; `None` where the set has not all of its characters.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::wire::hl7::CharacterSet;
    ///
    /// assert_eq!(CharacterSet::Iso8859Part1.encode("Zoë").as_deref(), Some(&b"Zo\xEB"[..]));
    /// assert_eq!(CharacterSet::Iso8859Part1.encode("Nguyễn"), None);
    /// ```
    pub fn encode(self, text: &str) -> Option<Cow<'_, [u8]>> {
        if text.is_ascii() || self == Self::Utf8 {
            return Some(Cow::Borrowed(text.as_bytes()));
        }
        if self == Self::Ascii {
            return None;
        }
        let bytes = text.chars().map(u8::try_from).collect::<Result<Vec<u8>, _>>().ok()?;
        is_8859_1(&bytes).then_some(Cow::Owned(bytes))
    }
}

fn is_8859_1(bytes: &[u8]) -> bool {
    !bytes.iter().any(|byte| (0x80..=0x9F).contains(byte))
}

/// What a message's bytes say of the character set that it declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Declaration {
    /// They are in the declared set.
    Holds(CharacterSet),
    /// They are not in the declared set, or only by accident: they look like this one. UTF-8 is told by its form; that
    /// bytes look like 8859/1 says no more than that they are not UTF-8 and may be 8859/1.
    LooksLike(CharacterSet),
    /// They are in none of the sets that are read here, or the message declares one that is not.
    NotKnown,
}

impl Declaration {
    pub(super) fn of(message: &Message<'_>) -> Self {
        let code = message.field("MSH", 18).and_then(|field| field.parts().next()).map(|first| first.bytes());
        let declared = CharacterSet::of_code(code.unwrap_or_default());
        let bytes = message.bytes();
        let fits =
            |set: CharacterSet| if declared == Some(set) { Self::Holds(set) } else { Self::LooksLike(set) };
        match declared {
            Some(set) if bytes.is_ascii() => Self::Holds(set),
            None => Self::NotKnown,
            Some(_) if core::str::from_utf8(bytes).is_ok() => fits(CharacterSet::Utf8),
            Some(_) if is_8859_1(bytes) => fits(CharacterSet::Iso8859Part1),
            Some(_) => Self::NotKnown,
        }
    }
}
