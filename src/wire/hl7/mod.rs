//! HL7 v2 messages, versions 2.3 to 2.8, over their bytes.
//!
//! A [`Message`] is its input, byte for byte, until a field is set, and then every other byte is. Fields are told apart by
//! what the message itself declares; escape sequences, `""` against nothing, and the character set are read and never
//! guessed: where the bytes contradict MSH-18, that is [said](Declaration).
//!
//! # From a record to PID and back
//!
//! Which code system a field is in was agreed with whoever is at the other end, and is said once, as a [`Feed`]. What the
//! message does not say of the record comes with it, field by field, as loss, receipt and residue.
//!
//! ```
//! use ownwords::bridge::systems;
//! use ownwords::wire::hl7::{Coded, Feed, Message, PidField, Taken};
//! use ownwords::{Demographics, NameText, PartKind, Policy, Purpose, Name, Reconciled};
//!
//! # fn main() -> ownwords::Result<()> {
//! let mut feed = Feed::of("pas");
//! feed.ethnic_group = Some(Coded::of(&systems::NHS_ETHNIC_CATEGORY_2001, &["NHS"]));
//!
//! // A made-up person.
//! let mut person = Demographics::not_asked();
//! let name = NameText::entered("Zoë Nguyễn")?.with_part(PartKind::Given, "Zoë").with_part(PartKind::Family, "Nguyễn");
//! person.name = Name::from_text(name).into();
//! person.ethnicity = systems::NHS_ETHNIC_CATEGORY_2001.decode(b"K").to_field().with_own_words("Sylheti");
//!
//! let mut message = Message::parse(b"MSH|^~\\&|||||||ADT^A08|7|P|2.4\rPID|1||7^^^made-up\rPV1|1|I\r")?;
//! let written = message.write_pid(&person, Purpose::DirectCare, &feed, Policy::Certain)?;
//! let pid = message.segment("PID").unwrap();
//! assert_eq!(pid.bytes(), b"PID|1||7^^^made-up||Nguyen^Zoe^^^^^D|||||||||||||||||K^^NHS");
//!
//! // The sender keeps the residues, and has the record back whole.
//! let residues: Vec<_> = written.iter().filter_map(|(field, one)| Some((*field, one.residue()?))).collect();
//! let restored = message.restore_pid(&residues, &feed)?;
//! assert_eq!(restored.name.statement(), person.name.statement());
//! assert_eq!(restored.ethnicity.statement(), person.ethnicity.statement());
//!
//! // A system that takes capitals alone sends the name back, and clears the ethnic group: neither is a change.
//! let back = b"MSH|^~\\&|\rPID|1||7^^^made-up||NGUYEN^ZOE^^^^^L|||||||||||||||||\"\"\r";
//! let taken = Message::parse(back)?.update_from_pid(&mut person, &feed)?;
//! assert_eq!(taken[0], (PidField::Name, Taken::Reconciled(Reconciled::Unchanged)));
//! assert_eq!(taken[1], (PidField::EthnicGroup, Taken::DeletionRefused));
//! # Ok(())
//! # }
//! ```

mod character_set;
mod delimiters;
mod escape;
mod feed;
mod message;
mod names;
mod pieces;
mod reading;
mod writing;

pub use character_set::{CharacterSet, Declaration};
pub use delimiters::Delimiters;
pub use escape::{escape, unescape};
pub use feed::{Coded, Feed, PidField};
pub use message::{Element, Level, LineEnd, Message, Segment, Sent};
#[cfg(feature = "audit")]
pub(crate) use names::Names;
pub use pieces::{Piece, PieceKind, pieces};
pub use reading::Taken;
pub use writing::Written;

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
