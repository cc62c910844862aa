//! Languages: the tag that stands for itself, and lists whose codes stand for tags.

use core::fmt;

use super::iso639::Rule;
use super::language_rows::{LanguageRow, Meant, StatedTag, TagData};
use super::loss::Stands;
use super::target::{Outcome, Target};
use super::{Bridge, Loss, Policy, Value};
use crate::answer::{Absence, Answer, Reason};
use crate::field::Field;
use crate::language::{LanguageTag, Languages};

/// Language as BCP 47 tags, or as the codes of a list, each of which means one tag, or a language that it does not name.
///
/// A tag decodes to itself, held exactly as given; a code decodes to the tag that its list's mapping gives it. A code that
/// holds several languages, or "any other", decodes to a language that is not further stated, which is the tag `und`;
/// [`DecodedTag::may_be`] says what it may be. What is in no list is *recorded, meaning not known*, and still comes back
/// byte for byte.
///
/// A statement is encoded by the relations of the IANA registry alone, which [`LanguageTag::is_a`] explains: Cantonese
/// is certain for a code of Chinese, and loses that it is Cantonese; Chinese is ambiguous where a list has Cantonese and
/// Mandarin alone. The tag that was stated is never replaced: it is in the residue.
///
/// # Example
///
/// ```
/// use ownwords::bridge::{Policy, systems};
/// use ownwords::{Bridge, Field, LanguageTag, Languages};
///
/// let field = systems::BCP_47.decode(b"pa-Guru-GB").to_field();
/// let (tag, loss, _) = systems::BCP_47.encode(&field, Policy::Certain).unwrap().into_parts();
/// assert_eq!(tag.to_string(), "pa-Guru-GB");
/// assert!(loss.is_nothing());
///
/// let cantonese = Field::stated(Languages::one(LanguageTag::parse("yue").unwrap()));
/// let list = &systems::UKCORE_HUMAN_LANGUAGE;
/// let (code, loss, residue) = list.encode(&cantonese, Policy::Certain).unwrap().into_parts();
/// assert_eq!(code.to_string(), "zh");
/// assert!(loss.indistinguishable().contains(&"cmn"));
/// assert_eq!(&list.restore(&code, residue).unwrap(), cantonese.statement());
/// ```
#[derive(Debug)]
pub struct TagSystem {
    pub(crate) data: &'static TagData,
}

/// A tag or code, looked at: borrowed from the input.
///
/// # Example
///
/// ```
/// use ownwords::bridge::systems;
///
/// assert!(systems::BCP_47.decode(b"bfi").tag().is_some());
/// assert!(systems::BCP_47.decode(b"und").tag().is_none());
/// assert_eq!(systems::UKCORE_HUMAN_LANGUAGE.decode(b"q4").tag().unwrap().as_str(), "bfi");
/// ```
#[derive(Clone, Copy)]
pub struct DecodedTag<'a> {
    system: &'a TagSystem,
    raw: &'a [u8],
    row: Option<&'static LanguageRow>,
}

impl DecodedTag<'_> {
    /// The row of the list, where the code has one. Codes that a rule of the list covers have none.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    ///
    /// let decoded = systems::UKCORE_HUMAN_LANGUAGE.decode(b"q4");
    /// assert_eq!(decoded.row().unwrap().label(), "British Sign Language");
    /// ```
    pub fn row(&self) -> Option<&'static LanguageRow> {
        self.row
    }

    /// Whether the list has the code: in a row, or by its rule.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    ///
    /// assert!(systems::ISO_639_3.decode(b"cym").is_in_list());
    /// assert!(!systems::ISO_639_3.decode(b"cy").is_in_list());
    /// ```
    pub fn is_in_list(&self) -> bool {
        self.row.is_some() || self.system.data.rule.has(self.raw)
    }

    /// The tag, unless the bytes are in no list or say that there is no answer. A language that is not further stated is
    /// `und`.
    pub fn tag(&self) -> Option<LanguageTag> {
        match self.answer() {
            Answer::Given(languages) => languages.uses().first().map(|language| language.tag.clone()),
            Answer::Absent(_) => None,
        }
    }

    /// The tags of which the code is one and does not say which; empty where it names one, or any may be meant.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    ///
    /// // "English or Welsh in Wales"
    /// let decoded = systems::CENSUS_EW_2021_MAIN_LANGUAGE.decode(b"1");
    /// assert_eq!(decoded.tag().unwrap().as_str(), "und");
    /// assert_eq!(decoded.may_be().collect::<Vec<_>>(), ["en", "cy"]);
    /// ```
    pub fn may_be(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.row.into_iter().flat_map(LanguageRow::may_be)
    }

    /// What the tag or code says.
    pub fn answer(&self) -> Answer<Languages> {
        self.system.answer_of(self.raw)
    }

    /// What somebody else believes of the person, where the code records that; never an answer.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    ///
    /// let decoded = systems::DFE_FIRST_LANGUAGE.decode(b"ENB");
    /// assert!(decoded.tag().is_none());
    /// assert!(decoded.observation().is_some());
    /// ```
    pub fn observation(&self) -> Option<Languages> {
        self.system.observation_of(self.raw)
    }

    /// A field with what the tag says, and the coding beside it, byte for byte.
    pub fn to_field(&self) -> Field<Languages> {
        self.system.to_field(self.raw)
    }
}

impl fmt::Debug for DecodedTag<'_> {
    /// The system alone; never the tag.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodedTag").field("system", &self.system.data.key).finish_non_exhaustive()
    }
}

impl TagSystem {
    /// The system's key: `bcp-47`.
    pub fn key(&self) -> &'static str {
        self.data.key
    }

    /// The system's title.
    pub fn title(&self) -> &'static str {
        self.data.title
    }

    /// The body that owns the list.
    pub fn owner(&self) -> &'static str {
        self.data.owner
    }

    /// Which edition of the list this is.
    pub fn list_edition(&self) -> &'static str {
        self.data.list_edition
    }

    /// Where the list is in force.
    pub fn jurisdiction(&self) -> &'static str {
        self.data.jurisdiction
    }

    /// The URI by which messages name the list.
    pub fn uri(&self) -> Option<&'static str> {
        self.data.uri
    }

    /// Where the list was read.
    pub fn source(&self) -> &'static str {
        self.data.source
    }

    /// On what terms it was published there.
    pub fn licence(&self) -> &'static str {
        self.data.licence
    }

    /// The mapping's file in the repository.
    pub fn file(&self) -> &'static str {
        self.data.file
    }

    /// The codes that have a row, in the order of the official list.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    ///
    /// assert_eq!(systems::UKCORE_HUMAN_LANGUAGE.rows().len(), 190);
    /// ```
    pub fn rows(&self) -> &'static [LanguageRow] {
        self.data.rows
    }

    /// The codes that the list's rule has and no row: none for tags, which are without number.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    ///
    /// assert!(systems::ISO_639_3.codes_by_rule().any(|code| code == "cym"));
    /// assert_eq!(systems::BCP_47.codes_by_rule().count(), 0);
    /// ```
    pub fn codes_by_rule(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.data.rule.codes()
    }

    /// Looks at a tag or code. Any bytes are allowed.
    pub fn decode<'a>(&'a self, tag: &'a [u8]) -> DecodedTag<'a> {
        DecodedTag { system: self, raw: tag, row: self.data.row(tag) }
    }

    /// Why there is no answer, when the tag or code is one of those that say so.
    #[cfg(feature = "audit")]
    pub(crate) fn absence_of(&self, code: &[u8]) -> Option<Absence> {
        match self.data.row(code)?.meaning {
            Meant::Absent(absence) => Some(absence),
            _ => None,
        }
    }

    /// The codes that say that there is no answer, with their reasons.
    pub fn absences(&self) -> impl Iterator<Item = (&'static str, Absence)> + use<> {
        self.data.rows.iter().filter_map(|row| match row.meaning {
            Meant::Absent(absence) => Some((row.code, absence)),
            _ => None,
        })
    }

    /// The permanent number in residues, which no other system may have.
    #[cfg(feature = "authoring")]
    pub(crate) const fn number(&self) -> u16 {
        self.data.number
    }
}

impl Target for TagSystem {
    type Value = Languages;

    fn key(&self) -> &'static str {
        self.data.key
    }

    fn title(&self) -> &'static str {
        self.data.title
    }

    fn numbers(&self) -> (u16, u16) {
        (self.data.number, self.data.mapping_edition)
    }

    fn answer_of(&self, value: &[u8]) -> Answer<Languages> {
        if let Some(row) = self.data.row(value) {
            return if row.observed { Answer::Absent(Reason::NotAsked.into()) } else { row.answer() };
        }
        if value.is_empty() {
            return Answer::Absent(Reason::NoInformation.into());
        }
        let tag = self.data.rule.tag_of(value).and_then(|text| LanguageTag::parse(text).ok());
        tag.map_or(Answer::Absent(Reason::MeaningNotKnown.into()), |tag| Answer::Given(Languages::one(tag)))
    }

    fn observation_of(&self, value: &[u8]) -> Option<Languages> {
        let row = self.data.row(value).filter(|row| row.observed)?;
        row.answer().given().cloned()
    }

    fn outcome(&self, answer: &Answer<Languages>) -> Outcome {
        match answer {
            Answer::Given(languages) => self.data.outcome_of(languages),
            Answer::Absent(absence) => self.data.outcome_of_absence(*absence),
        }
    }

    fn loss(&self, value: &Value, answer: &Answer<Languages>, _policy: Policy) -> Loss {
        let stands = match value.as_bytes() {
            None => Stands::ForNothing,
            Some(_) if matches!(self.data.rule, Rule::Tags) => Stands::ForItself,
            Some(code) => {
                let by_rule = || self.data.rule.known(code);
                let code = self.data.row(code).map(|row| row.code).or_else(by_rule);
                code.map_or(Stands::ForNothing, |code| Stands::ForLanguages(code, self.data))
            }
        };
        Loss {
            system: self.data.title,
            value: stands,
            statement_differs: self.implied(value) != *answer,
            own_words: answer
                .given()
                .is_some_and(|languages| languages.uses().iter().any(|one| one.own_words.is_some())),
            left_out: value.as_bytes().is_none(),
            refused: answer
                .given()
                .filter(|_| value.as_bytes().is_none())
                .and_then(|languages| self.data.refusal_of(languages)),
        }
    }

    fn is_compatible(&self, value: &[u8], field: &Field<Languages>) -> bool {
        let said = self.answer_of(value);
        let (Answer::Given(languages), Answer::Given(stated)) = (&said, field.statement()) else {
            return said == *field.statement();
        };
        if said == *field.statement() {
            return true;
        }
        if matches!(self.data.rule, Rule::Tags) {
            // A tag is what the person says, too, when it is one of their languages: which of several a receiver
            // holds is what its coding decides.
            return languages.uses().iter().all(|one| stated.uses().iter().any(|other| other.tag == one.tag));
        }
        let covers = |tag: &LanguageTag| match self.data.row(value) {
            Some(row) => row.covers(&StatedTag::of(tag.as_str())),
            None => languages.uses().iter().all(|one| tag.is_a(&one.tag)),
        };
        stated.uses().iter().any(|language| covers(&language.tag))
            && self.outcome(field.statement()).allows(value)
    }
}
