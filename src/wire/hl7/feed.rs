//! Which code system each coded field of a feed is in: the caller's choice.

use core::fmt;

use super::CharacterSet;
use crate::bridge::{Bridge, CodeSystem, TagSystem};
use crate::circumstances::{Partnerships, Religions};
use crate::ethnicity::Heritages;
use crate::gender::AdministrativeGenders;

/// The code system of one coded field.
#[derive(Debug)]
pub struct Coded<S: 'static> {
    pub(super) system: &'static S,
    named: &'static [&'static str],
    further: Vec<String>,
}

impl<S> Clone for Coded<S> {
    fn clone(&self) -> Self {
        Self { further: self.further.clone(), ..*self }
    }
}

impl<S> Coded<S> {
    /// The field is in this system. `named` is what the feed may call it in the element's own coding system component; a code
    /// that comes under another name is kept and not read as one of this system. One that comes under no name is. The
    /// first name, if there is one, is written beside the codes that are sent.
    pub const fn of(system: &'static S, named: &'static [&'static str]) -> Self {
        Self { system, named, further: Vec::new() }
    }

    /// The same, where the feed may call the system this too.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    /// use ownwords::wire::hl7::Coded;
    ///
    /// let coded = Coded::of(&systems::NHS_ETHNIC_CATEGORY_2001, &[]).called("NHS");
    /// assert_eq!(coded.names().collect::<Vec<_>>(), ["NHS"]);
    /// ```
    #[must_use]
    pub fn called(mut self, name: impl Into<String>) -> Self {
        self.further.push(name.into());
        self
    }

    /// What the feed may call the system, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.named.iter().copied().chain(self.further.iter().map(String::as_str))
    }
}

impl<S: Bridge> Coded<S> {
    /// The system's key.
    pub fn key(&self) -> &'static str {
        self.system.key()
    }

    /// The edition of the system's mapping.
    pub fn edition(&self) -> u16 {
        self.system.numbers().1
    }
}

/// What was agreed with the sender or receiver of messages.
///
/// A field of PID that has no system here is neither read nor written. PID-26, citizenship, never is: it is no heritage.
///
/// # Example
///
/// ```
/// use ownwords::bridge::systems;
/// use ownwords::wire::hl7::{Coded, Feed};
///
/// let mut feed = Feed::of("pas");
/// feed.ethnic_group = Some(Coded::of(&systems::NHS_ETHNIC_CATEGORY_2001, &["NHS"]));
/// feed.language = Some(Coded::of(&systems::NHS_LANGUAGE, &[]));
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Feed {
    /// Under which name the codings of names are kept.
    pub name: &'static str,
    /// The set in which the bytes are read, where the sender is known to declare a wrong one; otherwise what MSH-18 says,
    /// as far as the bytes do not contradict it.
    pub read_as: Option<CharacterSet>,
    /// PID-8, administrative sex. It is read, and [written](super::Message::write_seen) where the receiver demands it.
    pub administrative_gender: Option<Coded<CodeSystem<AdministrativeGenders>>>,
    /// PID-10, race.
    pub race: Option<Coded<CodeSystem<Heritages>>>,
    /// PID-15, primary language.
    pub language: Option<Coded<TagSystem>>,
    /// PID-16, marital status.
    pub partnership: Option<Coded<CodeSystem<Partnerships>>>,
    /// PID-17, religion.
    pub religion: Option<Coded<CodeSystem<Religions>>>,
    /// PID-22, ethnic group.
    pub ethnic_group: Option<Coded<CodeSystem<Heritages>>>,
}

impl Feed {
    /// A feed of which names are read and written, and no codes.
    pub const fn of(name: &'static str) -> Self {
        Self {
            name,
            read_as: None,
            administrative_gender: None,
            race: None,
            language: None,
            partnership: None,
            religion: None,
            ethnic_group: None,
        }
    }
}

/// A field of PID that is read and written here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PidField {
    /// PID-5.
    Name,
    /// PID-8.
    AdministrativeGender,
    /// PID-10.
    Race,
    /// PID-15.
    Language,
    /// PID-16.
    Partnership,
    /// PID-17.
    Religion,
    /// PID-22.
    EthnicGroup,
}

impl PidField {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Name,
        Self::AdministrativeGender,
        Self::Race,
        Self::Language,
        Self::Partnership,
        Self::Religion,
        Self::EthnicGroup,
    ];

    /// The field's number in PID.
    pub const fn number(self) -> usize {
        match self {
            Self::Name => 5,
            Self::AdministrativeGender => 8,
            Self::Race => 10,
            Self::Language => 15,
            Self::Partnership => 16,
            Self::Religion => 17,
            Self::EthnicGroup => 22,
        }
    }
}

impl fmt::Display for PidField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PID-{}", self.number())
    }
}
