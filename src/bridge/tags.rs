//! Languages as BCP 47 tags: the code that stands for itself.

use core::fmt;

use super::loss::Stands;
use super::target::{Outcome, Target};
use super::{Ambiguity, Bridge, Candidate, Cause, Loss, Policy, Value};
use crate::answer::{Absence, Answer, Reason};
use crate::field::Field;
use crate::language::{LanguageTag, Languages};

/// Language as one BCP 47 tag.
///
/// A tag decodes to itself, held exactly as given. Two tags say that there is no answer: `und` (not known) and `zxx`
/// (not applicable). What is no tag is *recorded, meaning not known*, and still comes back byte for byte.
///
/// # Example
///
/// ```
/// use ownwords::Bridge;
/// use ownwords::bridge::{Policy, systems};
///
/// let field = systems::BCP_47.decode(b"pa-Guru-GB").to_field();
/// let (tag, loss, _) = systems::BCP_47.encode(&field, Policy::Certain).unwrap().into_parts();
/// assert_eq!(tag.to_string(), "pa-Guru-GB");
/// assert!(loss.is_nothing());
/// ```
#[derive(Debug)]
pub struct TagSystem {
    key: &'static str,
    number: u16,
    title: &'static str,
    mapping_edition: u16,
    absences: &'static [(&'static str, Reason)],
}

/// Language as a BCP 47 tag (RFC 5646). See `mappings/language/bcp-47.yaml`.
pub static BCP_47: TagSystem = TagSystem {
    key: "bcp-47",
    number: 30,
    title: "BCP 47 language tag",
    mapping_edition: 1,
    absences: &[("und", Reason::Unknown), ("zxx", Reason::NotApplicable)],
};

/// All systems of languages.
pub static LANGUAGE: &[&TagSystem] = &[&BCP_47];

/// A tag, looked at: borrowed from the input.
///
/// # Example
///
/// ```
/// use ownwords::bridge::systems;
///
/// assert!(systems::BCP_47.decode(b"bfi").tag().is_some());
/// assert!(systems::BCP_47.decode(b"und").tag().is_none());
/// ```
#[derive(Clone, Copy)]
pub struct DecodedTag<'a> {
    system: &'a TagSystem,
    raw: &'a [u8],
}

impl DecodedTag<'_> {
    /// The tag, unless the bytes are no tag or say that there is no answer.
    pub fn tag(&self) -> Option<LanguageTag> {
        match self.answer() {
            Answer::Given(languages) => languages.uses().first().map(|language| language.tag.clone()),
            Answer::Absent(_) => None,
        }
    }

    /// What the tag says.
    pub fn answer(&self) -> Answer<Languages> {
        self.system.answer_of(self.raw)
    }

    /// A field with what the tag says, and the coding beside it, byte for byte.
    pub fn to_field(&self) -> Field<Languages> {
        self.system.to_field(self.raw)
    }
}

impl fmt::Debug for DecodedTag<'_> {
    /// The system alone; never the tag.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodedTag").field("system", &self.system.key).finish_non_exhaustive()
    }
}

impl TagSystem {
    /// The system's key: `bcp-47`.
    pub fn key(&self) -> &'static str {
        self.key
    }

    /// The system's title.
    pub fn title(&self) -> &'static str {
        self.title
    }

    /// Looks at a tag. Any bytes are allowed.
    pub fn decode<'a>(&'a self, tag: &'a [u8]) -> DecodedTag<'a> {
        DecodedTag { system: self, raw: tag }
    }

    /// Why there is no answer, when the tag is one of those that say so; in either case.
    pub(crate) fn absence_of(&self, tag: &[u8]) -> Option<Reason> {
        let special = |(code, _): &&(&str, Reason)| tag.eq_ignore_ascii_case(code.as_bytes());
        self.absences.iter().find(special).map(|(_, reason)| *reason)
    }

    /// The codes that say that there is no answer, with their reasons.
    pub fn absences(&self) -> &'static [(&'static str, Reason)] {
        self.absences
    }

    /// The permanent number in residues, which no other system may have.
    #[cfg(feature = "authoring")]
    pub(crate) const fn number(&self) -> u16 {
        self.number
    }
}

impl Target for TagSystem {
    type Value = Languages;

    fn key(&self) -> &'static str {
        self.key
    }

    fn title(&self) -> &'static str {
        self.title
    }

    fn numbers(&self) -> (u16, u16) {
        (self.number, self.mapping_edition)
    }

    fn answer_of(&self, value: &[u8]) -> Answer<Languages> {
        if value.is_empty() {
            return Answer::Absent(Reason::NoInformation.into());
        }
        if let Some(reason) = self.absence_of(value) {
            return Answer::Absent(reason.into());
        }
        core::str::from_utf8(value)
            .ok()
            .and_then(|text| LanguageTag::parse(text).ok())
            .map_or(Answer::Absent(Reason::MeaningNotKnown.into()), |tag| Answer::Given(Languages::one(tag)))
    }

    fn outcome(&self, answer: &Answer<Languages>) -> Outcome {
        match answer {
            Answer::Given(languages) => self.outcome_of(languages),
            Answer::Absent(absence) => self.outcome_of_absence(*absence),
        }
    }

    fn loss(&self, value: &Value, answer: &Answer<Languages>, _policy: Policy) -> Loss {
        Loss {
            system: self.title,
            value: if value.as_bytes().is_some() { Stands::ForItself } else { Stands::ForNothing },
            statement_differs: self.implied(value) != *answer,
            own_words: false,
            left_out: value.as_bytes().is_none(),
        }
    }

    fn is_compatible(&self, value: &[u8], field: &Field<Languages>) -> bool {
        match (self.answer_of(value), field.statement()) {
            // A tag is what the person says, too, when it is one of their languages: which of several a receiver
            // holds is what its coding decides.
            (Answer::Given(said), Answer::Given(stated)) => {
                said.uses().iter().all(|one| stated.uses().iter().any(|other| other.tag == one.tag))
            }
            (said, stated) => said == *stated,
        }
    }
}

impl TagSystem {
    fn outcome_of(&self, languages: &Languages) -> Outcome {
        let tag = |place: usize| {
            languages.uses().get(place).map(|language| language.tag.as_str().as_bytes().to_vec())
        };
        let preferred: Vec<usize> = languages
            .uses()
            .iter()
            .enumerate()
            .filter(|(_, language)| language.is_preferred)
            .map(|(place, _)| place)
            .collect();
        let decided = match preferred[..] {
            [only] => tag(only),
            _ if languages.uses().len() == 1 => tag(0),
            _ => None,
        };
        if let Some(tag) = decided {
            return Outcome::Certain(tag);
        }
        let mut candidates: Vec<Candidate> = Vec::new();
        for code in (0..languages.uses().len()).filter_map(tag) {
            if !candidates.iter().any(|candidate| candidate.code == code) {
                candidates.push(Candidate { code, label: None });
            }
        }
        match &mut candidates[..] {
            [only] => Outcome::Certain(core::mem::take(&mut only.code)),
            _ => Outcome::Ambiguous(Ambiguity {
                system: self.title,
                candidates,
                causes: vec![Cause::SeveralStated],
                published: None,
                disagreements: Vec::new(),
            }),
        }
    }

    fn outcome_of_absence(&self, absence: Absence) -> Outcome {
        let covers = |(_, reason): &&(&str, Reason)| absence.is_covered_by((*reason).into());
        match self.absences.iter().find(covers) {
            Some((code, _)) => Outcome::Certain(code.as_bytes().to_vec()),
            None => Outcome::NoCode,
        }
    }
}
