//! The parts of the storage form.

use serde::{Deserialize, Serialize};

use super::{Form, answer_of};
use crate::answer::Answer;
use crate::error::{Error, ErrorKind, Result};
use crate::field::{Coding, Date, Field, Former, Observation, Proposal, Provenance, ReportingChoice, SaidBy};
use crate::language::{Ability, LanguageTag, LanguageUse, Languages, Mode, Modes};
use crate::standard::ConceptId;
use crate::stated::{Axis, Part, Stated};

pub(super) const NOT_FURTHER_STATED: &str = "not-further-stated";

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct FieldForm<F> {
    answer: AnswerForm<F>,
    said_by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    when: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    codings: Vec<CodingForm>,
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    observations: Vec<ObservationForm<F>>,
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    reporting_choices: Vec<ReportingForm>,
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    proposals: Vec<ProposalForm<F>>,
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    unconfirmed: Vec<String>,
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    withdrawn: Vec<String>,
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    former: Vec<FormerForm<F>>,
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    corrections: Vec<CorrectionForm>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct AnswerForm<F> {
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub(super) given: Option<F>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) absent: Option<Vec<String>>,
}

fn none<F>() -> Option<F> {
    None
}

/// Bytes: as text where they are text, else in hexadecimal digits.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct BytesForm {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hex: Option<String>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct CodingForm {
    system: String,
    code: BytesForm,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    arrival: u32,
    accepted: bool,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct ObservationForm<F> {
    value: F,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<String>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct ReportingForm {
    system: String,
    code: BytesForm,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    confirmed: bool,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct ProposalForm<F> {
    system: String,
    answer: AnswerForm<F>,
    arrival: u32,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct StatedForm {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    parts: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    own_words: Option<String>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct LanguageForm {
    tag: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    own_words: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    modes: Vec<String>,
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    preferred: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    abilities: Vec<AbilityForm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    when: Option<String>,
}

/// What the person can do in a language, and how well: two ids.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct AbilityForm {
    what: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    how_well: Option<String>,
}

/// Who put a mistake right, when and where.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct CorrectionForm {
    said_by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    when: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<String>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct FormerForm<F> {
    value: F,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<String>,
}

/// Words of the form for values of our own closed sets.
pub(super) const SAID_BY: [(SaidBy, &str); 5] = [
    (SaidBy::Nobody, "nobody"),
    (SaidBy::Coding, "coding"),
    (SaidBy::Person, "person"),
    (SaidBy::Parent, "parent"),
    (SaidBy::Proxy, "proxy"),
];
pub(super) const MODES: [(Mode, &str); 4] =
    [(Mode::Spoken, "spoken"), (Mode::Signed, "signed"), (Mode::Read, "read"), (Mode::Written, "written")];

fn word_of<T: Copy + PartialEq>(words: &[(T, &'static str)], value: T) -> String {
    words.iter().find(|(known, _)| *known == value).map_or("", |(_, word)| word).to_owned()
}

fn value_of<T: Copy>(words: &[(T, &'static str)], word: &str) -> Result<T> {
    let found = words.iter().find(|(_, known)| *known == word).map(|(value, _)| *value);
    found.ok_or_else(unknown_word)
}

pub(super) fn unknown_word() -> Error {
    Error::new(ErrorKind::Format, "the form does not know one of its words")
}

pub(super) fn date_of(text: Option<String>) -> Result<Option<Date>> {
    text.map(|text| text.parse()).transpose()
}

pub(super) fn all<T, U>(items: Vec<T>, change: impl Fn(T) -> Result<U>) -> Result<Vec<U>> {
    items.into_iter().map(change).collect()
}

impl<F> FieldForm<F> {
    pub(super) fn of<T>(field: &Field<T>) -> Self
    where
        F: Form<T>,
    {
        Self {
            answer: AnswerForm::of(&field.answer),
            said_by: word_of(&SAID_BY, field.provenance.said_by),
            when: field.provenance.when.map(|date| date.to_string()),
            place: field.provenance.place.clone(),
            codings: field.codings.iter().map(CodingForm::of).collect(),
            observations: field.observations.iter().map(ObservationForm::of).collect(),
            reporting_choices: field.reporting.iter().map(ReportingForm::of).collect(),
            proposals: field.proposals.iter().map(ProposalForm::of).collect(),
            unconfirmed: field.unconfirmed.iter().copied().map(part_text).collect(),
            withdrawn: field.withdrawn.iter().map(ToString::to_string).collect(),
            former: field.former.iter().map(FormerForm::of).collect(),
            corrections: field.corrections.iter().map(CorrectionForm::of).collect(),
        }
    }

    pub(super) fn into_field<T>(self, name: &str) -> Result<Field<T>>
    where
        F: Form<T>,
    {
        self.read().map_err(|error| {
            Error::new(ErrorKind::Format, format!("the field `{name}` cannot be read: {}", error.message()))
                .with_source(error)
        })
    }

    fn read<T>(self) -> Result<Field<T>>
    where
        F: Form<T>,
    {
        Ok(Field {
            answer: answer_of(self.answer)?,
            provenance: Provenance {
                said_by: value_of(&SAID_BY, &self.said_by)?,
                when: date_of(self.when)?,
                place: self.place,
            },
            codings: all(self.codings, CodingForm::into_coding)?,
            observations: all(self.observations, ObservationForm::into_observation)?.into(),
            reporting: all(self.reporting_choices, ReportingForm::into_choice)?.into(),
            proposals: all(self.proposals, ProposalForm::into_proposal)?.into(),
            unconfirmed: all(self.unconfirmed, |text| part_of(&text))?,
            withdrawn: all(self.withdrawn, |text| text.parse::<ConceptId>())?.into(),
            former: all(self.former, FormerForm::into_former)?.into(),
            corrections: all(self.corrections, CorrectionForm::into_correction)?.into(),
        })
    }
}

impl<F> AnswerForm<F> {
    fn of<T>(answer: &Answer<T>) -> Self
    where
        F: Form<T>,
    {
        let reasons =
            |absence: crate::Absence| absence.reasons().map(|reason| reason.slug().to_owned()).collect();
        Self { given: answer.given().map(F::of), absent: answer.absence().map(reasons) }
    }
}

impl BytesForm {
    fn of(bytes: &[u8]) -> Self {
        match core::str::from_utf8(bytes) {
            Ok(text) => Self { text: Some(text.to_owned()), hex: None },
            Err(_) => Self { text: None, hex: Some(data_encoding::HEXLOWER.encode(bytes)) },
        }
    }

    fn into_bytes(self) -> Result<Vec<u8>> {
        let damaged = || Error::new(ErrorKind::Format, "a code is either text or hexadecimal digits");
        match (self.text, self.hex) {
            (Some(text), None) => Ok(text.into_bytes()),
            (None, Some(hex)) => data_encoding::HEXLOWER.decode(hex.as_bytes()).map_err(|_| damaged()),
            _ => Err(damaged()),
        }
    }
}

impl CodingForm {
    fn of(coding: &Coding) -> Self {
        Self {
            system: coding.system.clone(),
            code: BytesForm::of(&coding.value),
            date: coding.date.map(|date| date.to_string()),
            source: coding.source.clone(),
            arrival: coding.arrival,
            accepted: coding.accepted,
        }
    }

    fn into_coding(self) -> Result<Coding> {
        Ok(Coding {
            system: self.system,
            value: self.code.into_bytes()?,
            date: date_of(self.date)?,
            source: self.source,
            arrival: self.arrival,
            accepted: self.accepted,
        })
    }
}

impl<F> ObservationForm<F> {
    fn of<T>(observation: &Observation<T>) -> Self
    where
        F: Form<T>,
    {
        Self {
            value: F::of(&observation.value),
            by: observation.by.clone(),
            date: observation.date.map(|date| date.to_string()),
        }
    }

    fn into_observation<T>(self) -> Result<Observation<T>>
    where
        F: Form<T>,
    {
        Ok(Observation { value: self.value.into_value()?, by: self.by, date: date_of(self.date)? })
    }
}

impl<F> FormerForm<F> {
    fn of<T>(former: &Former<T>) -> Self
    where
        F: Form<T>,
    {
        Self { value: F::of(&former.value), until: former.until.map(|date| date.to_string()) }
    }

    fn into_former<T>(self) -> Result<Former<T>>
    where
        F: Form<T>,
    {
        Ok(Former { value: self.value.into_value()?, until: date_of(self.until)? })
    }
}

impl CorrectionForm {
    pub(super) fn of(made: &Provenance) -> Self {
        Self {
            said_by: word_of(&SAID_BY, made.said_by),
            when: made.when.map(|date| date.to_string()),
            place: made.place.clone(),
        }
    }

    pub(super) fn into_correction(self) -> Result<Provenance> {
        Ok(Provenance {
            said_by: value_of(&SAID_BY, &self.said_by)?,
            when: date_of(self.when)?,
            place: self.place,
        })
    }
}

impl ReportingForm {
    fn of(choice: &ReportingChoice) -> Self {
        Self {
            system: choice.system.clone(),
            code: BytesForm::of(&choice.code),
            date: choice.date.map(|date| date.to_string()),
            confirmed: choice.confirmed,
        }
    }

    fn into_choice(self) -> Result<ReportingChoice> {
        Ok(ReportingChoice {
            system: self.system,
            code: self.code.into_bytes()?,
            date: date_of(self.date)?,
            confirmed: self.confirmed,
        })
    }
}

impl<F> ProposalForm<F> {
    fn of<T>(proposal: &Proposal<T>) -> Self
    where
        F: Form<T>,
    {
        Self {
            system: proposal.system.clone(),
            answer: AnswerForm::of(&proposal.answer),
            arrival: proposal.arrival,
        }
    }

    fn into_proposal<T>(self) -> Result<Proposal<T>>
    where
        F: Form<T>,
    {
        Ok(Proposal { system: self.system, answer: answer_of(self.answer)?, arrival: self.arrival })
    }
}

fn part_text(part: Part) -> String {
    part.concept().map_or_else(|| NOT_FURTHER_STATED.to_owned(), |id| id.to_string())
}

fn part_of(text: &str) -> Result<Part> {
    if text == NOT_FURTHER_STATED { Ok(Part::NotFurtherStated) } else { text.parse().map(Part::Concept) }
}

impl<A: Axis> Form<Stated<A>> for StatedForm {
    fn of(value: &Stated<A>) -> Self {
        Self {
            parts: value.parts().iter().copied().map(part_text).collect(),
            own_words: value.own_words().map(str::to_owned),
        }
    }

    fn into_value(self) -> Result<Stated<A>> {
        Stated::new(all(self.parts, |text| part_of(&text))?, self.own_words)
    }
}

impl AbilityForm {
    fn of(ability: &Ability) -> Self {
        Self { what: ability.what().to_string(), how_well: ability.how_well().map(|level| level.to_string()) }
    }

    fn into_ability(self) -> Result<Ability> {
        let ability = Ability::of(self.what.parse()?)?;
        self.how_well.map_or(Ok(ability), |level| ability.how_well_is(level.parse()?))
    }
}

impl Form<Languages> for Vec<LanguageForm> {
    fn of(value: &Languages) -> Self {
        let form = |language: &LanguageUse| LanguageForm {
            tag: language.tag.as_str().to_owned(),
            own_words: language.own_words.clone(),
            modes: language.modes.iter().map(|mode| word_of(&MODES, mode)).collect(),
            preferred: language.is_preferred,
            abilities: language.abilities.iter().map(AbilityForm::of).collect(),
            when: language.when.map(|date| date.to_string()),
        };
        value.uses().iter().map(form).collect()
    }

    fn into_value(self) -> Result<Languages> {
        let value = |form: LanguageForm| {
            let mut modes = Modes::default();
            for word in &form.modes {
                modes = modes.and(value_of(&MODES, word)?);
            }
            Ok(LanguageUse {
                tag: LanguageTag::parse(&form.tag)?,
                own_words: form.own_words,
                modes,
                is_preferred: form.preferred,
                abilities: all(form.abilities, AbilityForm::into_ability)?,
                when: date_of(form.when)?,
            })
        };
        Languages::of(all(self, value)?)
    }
}
