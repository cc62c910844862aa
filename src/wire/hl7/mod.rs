//! HL7 v2 messages, versions 2.3 to 2.8, over their bytes.
//!
//! A [`Message`] is its input, byte for byte, until a field is set, and then every other byte is. Fields are told apart by
//! what the message itself declares; escape sequences, `""` against nothing, and the character set are read and never
//! guessed: where the bytes contradict MSH-18, that is [said](Declaration).

mod character_set;
mod delimiters;
mod escape;
mod message;
mod pieces;

pub use character_set::{CharacterSet, Declaration};
pub use delimiters::Delimiters;
pub use escape::{escape, unescape};
pub use message::{Element, Level, LineEnd, Message, Segment, Sent};
pub use pieces::{Piece, PieceKind, pieces};

impl Message<'_> {
    /// What the bytes say of the character set that MSH-18 declares. A message that declares none is in ASCII.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::wire::hl7::{CharacterSet, Declaration, Message};
    ///
    /// let wrong = "MSH|^~\\&|||||||ADT^A08|7|P|2.4||||||8859/1\rPID|1||||Nguyễn\r";
    /// let message = Message::parse(wrong.as_bytes())?;
    /// assert_eq!(message.declaration(), Declaration::LooksLike(CharacterSet::Utf8));
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    pub fn declaration(&self) -> Declaration {
        Declaration::of(self)
    }
}
