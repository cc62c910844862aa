//! One name, held exactly as given.

use core::fmt;

use super::check::{NamePlace, refuse_hidden};
use crate::error::{Error, ErrorKind, Result};
use crate::field::Seldom;
use crate::language::LanguageTag;

/// Which part of a name its bearer marked, in the words of the fields of CLDR's person names (UTS #35, part 8) and of
/// FHIR's `HumanName` and its extensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PartKind {
    /// A title before the name: `Dr`. Never inferred. CLDR `title`, FHIR `prefix`.
    Title,
    /// A given name. CLDR and FHIR `given`.
    Given,
    /// A given name in the form that the bearer is called by: `Kim`. CLDR `given-informal`.
    GivenInformal,
    /// A further given name, or a middle name. CLDR `given2`; in FHIR a further `given`.
    FurtherGiven,
    /// A patronymic. CLDR has it in `given2`.
    Patronymic,
    /// A particle that belongs to the family name and that some lists sort without: `van der`. CLDR `surname-prefix`, FHIR
    /// `own-prefix`.
    FamilyPrefix,
    /// A family name, or the first of two; without the particle, where that is marked on its own. CLDR `surname-core`, or
    /// `surname` with no particle; FHIR `family`.
    Family,
    /// The second of two family names, as in Spanish. CLDR `surname2`, FHIR `mothers-family`.
    SecondFamily,
    /// What tells generations of one name apart: `Jr`. CLDR `generation`, in FHIR a `suffix`.
    Generation,
    /// Letters after the name: `OBE`. CLDR `credentials`, in FHIR a `suffix`.
    Credentials,
}

impl PartKind {
    /// Every kind, in the order of its declaration.
    pub const ALL: [Self; 10] = [
        Self::Title,
        Self::Given,
        Self::GivenInformal,
        Self::FurtherGiven,
        Self::Patronymic,
        Self::FamilyPrefix,
        Self::Family,
        Self::SecondFamily,
        Self::Generation,
        Self::Credentials,
    ];

    /// The kind in one word, as the storage form and the files write it: `further-given`.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::PartKind;
    ///
    /// assert_eq!(PartKind::FamilyPrefix.word(), "family-prefix");
    /// assert_eq!(PartKind::of_word("second-family"), Some(PartKind::SecondFamily));
    /// ```
    pub const fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Given => "given",
            Self::GivenInformal => "given-informal",
            Self::FurtherGiven => "further-given",
            Self::Patronymic => "patronymic",
            Self::FamilyPrefix => "family-prefix",
            Self::Family => "family",
            Self::SecondFamily => "second-family",
            Self::Generation => "generation",
            Self::Credentials => "credentials",
        }
    }

    /// The kind with this word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// In which way it is written down how a name is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HowSaid {
    /// In the letters of everyday spelling: `ZOH-ee`.
    Respelling,
    /// In the signs of the International Phonetic Alphabet.
    Ipa,
    /// A reference to a recording, for example its address.
    Recording,
}

impl HowSaid {
    /// Every way, in the order of its declaration.
    pub const ALL: [Self; 3] = [Self::Respelling, Self::Ipa, Self::Recording];

    /// The way in one word, as the storage form writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Respelling => "respelling",
            Self::Ipa => "ipa",
            Self::Recording => "recording",
        }
    }

    /// The way with this word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|how| how.word() == word)
    }
}

/// One name: the text exactly as given, and what its bearer added to it: the parts, the same name in other scripts, how it
/// is said, and how to address the person by it. No part is ever found by us.
///
/// Nothing is trimmed, normalised, or changed in case. `Debug` prints lengths alone; there is no `Display`.
///
/// # Example
///
/// ```
/// use ownwords::{HowSaid, LanguageTag, NameText, PartKind};
///
/// let name = NameText::entered("김민준")
///     .unwrap()
///     .in_language(LanguageTag::parse("ko-Kore").unwrap())
///     .with_part(PartKind::Family, "김")
///     .with_part(PartKind::Given, "민준")
///     .with_form(
///         NameText::entered("Kim Min-jun").unwrap().in_language(LanguageTag::parse("ko-Latn").unwrap()),
///     )
///     .said_as(HowSaid::Respelling, "kim min-joon")
///     .addressed_as("Min-jun");
/// assert_eq!(name.as_str(), "김민준");
/// assert_eq!(name.parts().next(), Some((PartKind::Family, "김")));
/// assert_eq!(name.in_script("Latn").unwrap().as_str(), "Kim Min-jun");
/// assert_eq!(format!("{name:?}"), "NameText(3 characters, 2 parts)");
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct NameText {
    text: String,
    parts: Vec<(PartKind, String)>,
    language: Option<LanguageTag>,
    forms: Seldom<Self>,
    said: Seldom<(HowSaid, String)>,
    addressed: Option<String>,
}

impl NameText {
    /// A name that is newly entered.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Text`] when it is empty or holds a hidden character; see
    /// [`Name::chosen`](super::Name::chosen).
    pub fn entered(text: impl Into<String>) -> Result<Self> {
        Self::received(text).newly_entered()
    }

    /// A name as a record holds it, whatever it contains.
    pub fn received(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            parts: Vec::new(),
            language: None,
            forms: Seldom::EMPTY,
            said: Seldom::EMPTY,
            addressed: None,
        }
    }

    /// The same name, if it may be newly entered: with its parts and forms, how it is said, and how to address the person.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Text`] when the name is empty, or when one of its texts holds a hidden character. The message gives the
    /// character's number and name, and its place.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::{NameText, PartKind};
    ///
    /// let name = NameText::entered("Zoë Hart").unwrap().with_part(PartKind::Given, "Zoë\u{202E}");
    /// assert_eq!(
    ///     name.newly_entered().unwrap_err().message(),
    ///     "the part `given` cannot hold U+202E right-to-left override, character 4"
    /// );
    /// ```
    pub fn newly_entered(self) -> Result<Self> {
        if self.text.is_empty() {
            return Err(Error::new(ErrorKind::Text, "the name is empty")
                .with_help("where a name is not known, record why: an absence"));
        }
        refuse_hidden(&self)?;
        Ok(self)
    }

    /// The same name with a part that its bearer marked, in the bearer's order.
    #[must_use]
    pub fn with_part(mut self, kind: PartKind, text: impl Into<String>) -> Self {
        self.add_part(kind, text);
        self
    }

    /// The same in its place.
    pub(crate) fn add_part(&mut self, kind: PartKind, text: impl Into<String>) {
        self.parts.push((kind, text.into()));
    }

    /// The same name with the language and script that its bearer says it is written in.
    #[must_use]
    pub fn in_language(mut self, tag: LanguageTag) -> Self {
        self.language = Some(tag);
        self
    }

    /// The same name with another form of it: in another script, as a rule. Forms stand side by side: those of `form` come
    /// after it.
    #[must_use]
    pub fn with_form(mut self, mut form: Self) -> Self {
        let further = core::mem::replace(&mut form.forms, Seldom::EMPTY);
        self.forms.push(form);
        self.forms.extend(further);
        self
    }

    /// The same name with how it is said.
    #[must_use]
    pub fn said_as(mut self, how: HowSaid, text: impl Into<String>) -> Self {
        self.said.push((how, text.into()));
        self
    }

    /// The same name with how its bearer wants to be addressed: `Dr Hart`, `Zo`.
    #[must_use]
    pub fn addressed_as(mut self, text: impl Into<String>) -> Self {
        self.addressed = Some(text.into());
        self
    }

    /// The text, exactly as given.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The parts that the bearer marked, in the bearer's order.
    pub fn parts(&self) -> impl Iterator<Item = (PartKind, &str)> {
        self.parts.iter().map(|(kind, text)| (*kind, text.as_str()))
    }

    /// The language and script that the name is written in, as given.
    pub fn language(&self) -> Option<&LanguageTag> {
        self.language.as_ref()
    }

    /// The other forms of the name, in the bearer's order.
    pub fn forms(&self) -> &[Self] {
        &self.forms
    }

    /// The form of which its bearer says that it is written in this script, an ISO 15924 code; this one comes first.
    pub fn in_script(&self, script: &str) -> Option<&Self> {
        let is_in = |form: &&Self| {
            let own = form.language.as_ref().and_then(|tag| tag.script());
            own.is_some_and(|own| own.eq_ignore_ascii_case(script))
        };
        core::iter::once(self).chain(self.forms.iter()).find(is_in)
    }

    /// How the name is said, in the bearer's order.
    pub fn said(&self) -> impl Iterator<Item = (HowSaid, &str)> {
        self.said.iter().map(|(how, text)| (*how, text.as_str()))
    }

    /// How the bearer wants to be addressed, where that is not the whole name.
    pub fn addressed(&self) -> Option<&str> {
        self.addressed.as_deref()
    }

    /// Whether the name is one text, with no parts, forms or ways to say it or to address the person.
    pub(super) fn is_text_alone(&self) -> bool {
        self.parts.is_empty() && self.forms.is_empty() && self.said.is_empty() && self.addressed.is_none()
    }

    /// Every text of the name, and which it is.
    pub(super) fn each_text(&self, mut each: impl FnMut(NamePlace, &str)) {
        each(NamePlace::Name, &self.text);
        for (place, (kind, text)) in self.parts.iter().enumerate() {
            each(NamePlace::Part(place, *kind), text);
        }
        for (place, form) in self.forms.iter().enumerate() {
            each(NamePlace::Form(place), &form.text);
            for (kind, text) in &form.parts {
                each(NamePlace::PartOfForm(place, *kind), text);
            }
        }
        self.each_use(&mut each);
        self.forms.iter().for_each(|form| form.each_use(&mut each));
    }

    /// How the name is said, and how it is used to address the person.
    fn each_use(&self, each: &mut impl FnMut(NamePlace, &str)) {
        for (how, text) in self.said.iter() {
            each(NamePlace::Said(*how), text);
        }
        if let Some(text) = &self.addressed {
            each(NamePlace::AddressedAs, text);
        }
    }
}

impl fmt::Debug for NameText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NameText({} characters, {} parts)", self.text.chars().count(), self.parts.len())
    }
}
