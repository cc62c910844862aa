//! The languages a person uses, and how.

use core::fmt;

use super::LanguageTag;
use crate::error::{Error, ErrorKind, Result};
use crate::field::{Date, Statement};
use crate::residue::{FieldValue, Reader, write_number, write_text};
use crate::standard::{ConceptId, Kind};

/// How a person uses a language. Each is a fact of its own; none implies another.
///
/// # Example
///
/// ```
/// use ownwords::{Mode, Modes};
///
/// let modes = Modes::from(Mode::Signed).and(Mode::Read);
/// assert!(modes.contains(Mode::Read) && !modes.contains(Mode::Spoken));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Speaks it and understands it spoken.
    Spoken,
    /// Signs it.
    Signed,
    /// Reads it.
    Read,
    /// Writes it.
    Written,
}

impl Mode {
    /// All modes.
    pub const ALL: [Self; 4] = [Self::Spoken, Self::Signed, Self::Read, Self::Written];

    const fn bit(self) -> u8 {
        match self {
            Self::Spoken => 1,
            Self::Signed => 2,
            Self::Read => 4,
            Self::Written => 8,
        }
    }
}

/// A set of [`Mode`]s; empty where nobody said how the language is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Modes(u8);

impl Modes {
    /// The set with one more.
    #[must_use]
    pub const fn and(self, mode: Mode) -> Self {
        Self(self.0 | mode.bit())
    }

    /// Whether the mode is in the set.
    pub const fn contains(self, mode: Mode) -> bool {
        self.0 & mode.bit() != 0
    }

    /// The modes of the set.
    pub fn iter(self) -> impl Iterator<Item = Mode> {
        Mode::ALL.into_iter().filter(move |&mode| self.contains(mode))
    }
}

impl From<Mode> for Modes {
    fn from(mode: Mode) -> Self {
        Self(mode.bit())
    }
}

/// What a person can do in a language, and how well: concepts of two standards, since the words of one ladder are no step
/// of another. `Debug` prints neither.
///
/// HL7's LanguageAbilityMode tells what a person expresses (speaks, signs, writes) from what they receive, and FHIR's
/// `patient-proficiency` puts a proficiency beside it.
///
/// # Example
///
/// ```
/// use ownwords::{Ability, Kind, Standard};
///
/// let id = |kind, slug| Standard::of(kind).unwrap().by_slug(slug).unwrap().id();
/// let signs = Ability::of(id(Kind::LanguageAbility, "signs")).unwrap();
/// let well = signs.how_well_is(id(Kind::Proficiency, "excellent")).unwrap();
/// assert_eq!(well.what(), signs.what());
/// assert!(Ability::of(id(Kind::Proficiency, "excellent")).is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ability {
    what: ConceptId,
    how_well: Option<ConceptId>,
}

impl Ability {
    /// This ability, with nothing said of how well.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when the id is none of a [`Kind::LanguageAbility`].
    pub fn of(what: ConceptId) -> Result<Self> {
        expect(what, Kind::LanguageAbility)?;
        Ok(Self { what, how_well: None })
    }

    /// The same, so well.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when the id is none of a [`Kind::Proficiency`].
    pub fn how_well_is(self, level: ConceptId) -> Result<Self> {
        expect(level, Kind::Proficiency)?;
        Ok(Self { how_well: Some(level), ..self })
    }

    /// What the person can do.
    pub fn what(self) -> ConceptId {
        self.what
    }

    /// How well; `None` where nobody said.
    pub fn how_well(self) -> Option<ConceptId> {
        self.how_well
    }
}

fn expect(id: ConceptId, kind: Kind) -> Result<()> {
    if id.kind() == kind {
        return Ok(());
    }
    let message = format!("an ability in a language takes a concept of the standard `{}` here", kind.word());
    Err(Error::new(ErrorKind::Usage, message).with_help("take the id from that standard"))
}

impl fmt::Debug for Ability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ability").finish_non_exhaustive()
    }
}

/// One language and how the person uses it. `Debug` does not print the language.
///
/// # Example
///
/// ```
/// use ownwords::{LanguageUse, LanguageTag, Mode, Modes};
///
/// let mut bsl = LanguageUse::of(LanguageTag::parse("bfi").unwrap());
/// bsl.modes = Modes::from(Mode::Signed);
/// bsl.is_preferred = true;
///
/// // What nobody has found a tag for yet is kept as the person said it.
/// let named = LanguageUse::in_own_words("the language of Kofyar");
/// assert_eq!(named.tag.as_str(), "und");
/// assert_eq!(format!("{named:?}"), "LanguageUse(LanguageTag(3 characters), 0 modes, own words)");
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct LanguageUse {
    /// The language, as a BCP 47 tag exactly as given.
    pub tag: LanguageTag,
    /// What the person calls it, exactly as given; `None` where they chose it from what was offered.
    pub own_words: Option<String>,
    /// How the person uses it.
    pub modes: Modes,
    /// Whether the person prefers it to their other languages.
    pub is_preferred: bool,
    /// What the person can do in it, and how well. None follows from the modes, nor they from it.
    pub abilities: Vec<Ability>,
    /// When the person said so: what somebody can do in a language changes. The field has a date of its own, for all of
    /// its languages together.
    pub when: Option<Date>,
}

impl LanguageUse {
    /// The language, with nothing said of how it is used.
    pub fn of(tag: LanguageTag) -> Self {
        Self {
            tag,
            own_words: None,
            modes: Modes::default(),
            is_preferred: false,
            abilities: Vec::new(),
            when: None,
        }
    }

    /// The language that the person calls so, with nothing said of how it is used. Its tag is `und`, *undetermined*, until
    /// somebody has found out with the person which it is.
    pub fn in_own_words(words: impl Into<String>) -> Self {
        Self { own_words: Some(words.into()), ..Self::of(LanguageTag::undetermined()) }
    }
}

impl fmt::Debug for LanguageUse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = if self.own_words.is_some() { ", own words" } else { "" };
        write!(f, "LanguageUse({:?}, {} modes{words})", self.tag, self.modes.iter().count())
    }
}

/// The languages a person uses, in their order; at least one.
///
/// # Example
///
/// ```
/// use ownwords::{LanguageTag, LanguageUse, Languages};
///
/// let tag = |text| LanguageTag::parse(text).unwrap();
/// let languages = Languages::of([LanguageUse::of(tag("syl")), LanguageUse::of(tag("bfi"))]).unwrap();
/// assert_eq!(languages.uses().len(), 2);
/// assert!(Languages::of([]).is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Languages {
    uses: Vec<LanguageUse>,
}

impl Statement for Languages {}

impl Languages {
    /// These languages, in this order.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when there is none.
    pub fn of(uses: impl IntoIterator<Item = LanguageUse>) -> Result<Self> {
        let uses: Vec<LanguageUse> = uses.into_iter().collect();
        if uses.is_empty() {
            return Err(Error::new(ErrorKind::Usage, "a statement needs at least one language")
                .with_help("where there is no answer, record why: an absence"));
        }
        Ok(Self { uses })
    }

    /// One language, with nothing said of how it is used.
    pub fn one(tag: LanguageTag) -> Self {
        Self { uses: vec![LanguageUse::of(tag)] }
    }

    /// The languages, in the person's order.
    pub fn uses(&self) -> &[LanguageUse] {
        &self.uses
    }
}

/// What follows of a language beside its modes, in the number that holds these.
const PREFERRED: u64 = 1 << 4;
const HAS_ABILITIES: u64 = 1 << 5;
const HAS_DATE: u64 = 1 << 6;
const HAS_OWN_WORDS: u64 = 1 << 7;

impl LanguageUse {
    fn flags(&self) -> u64 {
        let flag = |is_set: bool, flag: u64| if is_set { flag } else { 0 };
        u64::from(self.modes.0)
            | flag(self.is_preferred, PREFERRED)
            | flag(!self.abilities.is_empty(), HAS_ABILITIES)
            | flag(self.when.is_some(), HAS_DATE)
            | flag(self.own_words.is_some(), HAS_OWN_WORDS)
    }
}

fn write_abilities(abilities: &[Ability], out: &mut Vec<u8>) {
    write_number(abilities.len() as u64, out);
    for ability in abilities {
        write_number(ability.what.packed(), out);
        write_number(ability.how_well.map_or(0, ConceptId::packed), out);
    }
}

fn read_abilities(reader: &mut Reader<'_>) -> Option<Vec<Ability>> {
    let mut abilities = Vec::new();
    for _ in 0..reader.number()? {
        let what = ConceptId::from_packed(Kind::LanguageAbility, reader.number()?)?;
        let how_well = match reader.number()? {
            0 => None,
            level => Some(ConceptId::from_packed(Kind::Proficiency, level)?),
        };
        abilities.push(Ability { what, how_well });
    }
    Some(abilities)
}

impl FieldValue for Languages {
    fn write(&self, _implied: Option<&Self>, out: &mut Vec<u8>) {
        write_number(self.uses.len() as u64, out);
        for language in &self.uses {
            write_number(language.flags(), out);
            write_text(language.tag.as_str(), out);
            if !language.abilities.is_empty() {
                write_abilities(&language.abilities, out);
            }
            if let Some(when) = language.when {
                write_text(&when.to_string(), out);
            }
            if let Some(words) = &language.own_words {
                write_text(words, out);
            }
        }
    }

    fn read(reader: &mut Reader<'_>, _implied: Option<&Self>) -> Option<Self> {
        let mut uses = Vec::new();
        for _ in 0..reader.number()? {
            let flags = reader.number()?;
            let tag = LanguageTag::parse(&reader.text()?).ok()?;
            let abilities = if flags & HAS_ABILITIES == 0 { Vec::new() } else { read_abilities(reader)? };
            let when = if flags & HAS_DATE == 0 { None } else { Some(reader.text()?.parse().ok()?) };
            let own_words = if flags & HAS_OWN_WORDS == 0 { None } else { Some(reader.text()?) };
            let modes = Modes((flags & 0x0F) as u8);
            let is_preferred = flags & PREFERRED != 0;
            uses.push(LanguageUse { tag, own_words, modes, is_preferred, abilities, when });
        }
        Self::of(uses).ok()
    }
}
