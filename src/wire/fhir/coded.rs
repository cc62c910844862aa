//! Codes of one field, gathered from the elements of a message.

use std::borrow::Cow;

use super::json::{Fault, Node};
use super::urls;
use crate::answer::{Absence, Answer, Reason};
use crate::bridge::{Bridge, CodeSystem, TagSystem, Target, systems};
use crate::field::{Coding, Field, Observation, SaidBy};
use crate::language::{LanguageTag, LanguageUse, Languages};
use crate::standard::{ConceptId, Standard};
use crate::stated::{Axis, Part, Stated};

/// The system and code of a Coding, and whether a person chose it.
pub(super) struct Code<'a> {
    pub(super) system: Cow<'a, str>,
    pub(super) code: Cow<'a, str>,
    chosen: bool,
}

impl<'a> Code<'a> {
    /// A Coding; `None` where it has no code.
    fn of(coding: &Node<'a>) -> Result<Option<Self>, Fault> {
        let Some(code) = coding.string("code")? else { return Ok(None) };
        let system = coding.string("system")?.unwrap_or_default();
        Ok(Some(Self { system, code, chosen: coding.boolean("userSelected")?.unwrap_or_default() }))
    }

    pub(super) fn plain(system: &'a str, code: impl Into<Cow<'a, str>>) -> Self {
        Self { system: system.into(), code: code.into(), chosen: false }
    }

    /// The Coding that is the value of an extension.
    pub(super) fn of_value(extension: &Node<'a>) -> Result<Vec<Self>, Fault> {
        let coding = extension.object("valueCoding")?.map(|coding| Self::of(&coding));
        Ok(coding.transpose()?.flatten().into_iter().collect())
    }

    /// The Codings of a CodeableConcept, the one that a person chose first. One without any, but with a text, is that
    /// text, as the text of `element`: what it means is not known.
    pub(super) fn of_concept(concept: &Node<'a>, element: &str) -> Result<Vec<Self>, Fault> {
        let mut codes = Vec::new();
        for coding in concept.objects("coding")? {
            codes.extend(Self::of(&coding)?);
        }
        codes.sort_by_key(|code| !code.chosen);
        if codes.is_empty()
            && let Some(text) = concept.string("text")?
        {
            codes.push(Self { system: format!("{element}#text").into(), code: text, chosen: false });
        }
        Ok(codes)
    }

    fn as_coding(&self, system: &str) -> Coding {
        Coding::received(system, self.code.as_bytes(), 0)
    }
}

/// One field as far as it has been read.
pub(super) struct Gathered<A: Axis> {
    lists: &'static [&'static CodeSystem<A>],
    pub(super) field: Field<Stated<A>>,
    is_read: bool,
}

impl<A: Axis> Gathered<A> {
    pub(super) fn of(lists: &'static [&'static CodeSystem<A>]) -> Self {
        Self { lists, field: Field::not_asked(), is_read: false }
    }

    /// Codes that say the same in several systems. The first of a list that is held says what was stated; the others stand
    /// beside it. A code of a list that is not held is kept, and nothing is taken from it.
    pub(super) fn add(&mut self, codes: &[Code<'_>]) {
        if !codes.is_empty() {
            let said = self.gather(codes);
            self.say(said.unwrap_or(Answer::Absent(Reason::MeaningNotKnown.into())));
        }
    }

    /// What codes say that say the same, as [`add`](Self::add); they stand in the field then, and it does not say it yet.
    pub(super) fn gather(&mut self, codes: &[Code<'_>]) -> Option<Answer<Stated<A>>> {
        let mut answer = None;
        for code in codes {
            let bytes = code.code.as_bytes();
            let list = urls::list_of(self.lists, &code.system, &code.code);
            self.field.codings.push(code.as_coding(list.map_or(&code.system, |list| list.key())));
            if let Some(list) = list {
                self.field.observations.extend(list.observation_of(bytes).map(Observation::received));
                answer = answer.or_else(|| Some(list.answer_of(bytes)));
            } else if let Some(absence) = urls::absence_of(&code.system, &code.code) {
                answer = answer.or(Some(Answer::Absent(absence)));
            }
        }
        answer
    }

    /// A CodeableConcept.
    pub(super) fn concept(&mut self, concept: &Node<'_>, element: &str) -> Result<(), Fault> {
        self.add(&Code::of_concept(concept, element)?);
        Ok(())
    }

    /// Several statements are one of all their parts, and a reason for absence gives way to any of them.
    pub(super) fn say(&mut self, said: Answer<Stated<A>>) {
        let before = core::mem::replace(&mut self.field.answer, Answer::Absent(Reason::NotAsked.into()));
        let answer = match (before, said) {
            (Answer::Given(before), Answer::Given(said)) => {
                let mut parts = before.parts().to_vec();
                let is_new = |part: &Part| *part == Part::NotFurtherStated || !parts.contains(part);
                let more: Vec<Part> = said.parts().iter().copied().filter(is_new).collect();
                parts.extend(more);
                Answer::Given(Stated::from_table(parts))
            }
            (before @ Answer::Given(_), Answer::Absent(_)) => before,
            (Answer::Absent(before), Answer::Absent(said)) if self.is_read => Answer::Absent(before.or(said)),
            (_, said) => said,
        };
        self.is_read = true;
        self.field.answer = answer;
        self.field.provenance.said_by = SaidBy::Coding;
        self.field.unconfirmed =
            self.field.answer.given().map_or(Vec::new(), |stated| stated.parts().to_vec());
    }

    /// Why there is no answer, as a data-absent-reason in the place of a value says.
    pub(super) fn absent(&mut self, element: &Node<'_>) -> Result<(), Fault> {
        if let Some(absence) = data_absent(element)? {
            self.say(Answer::Absent(absence));
        }
        Ok(())
    }

    /// What is broader gives way to what is narrower, and what was not stated further to the only thing that was, where
    /// `details` says further what `broad` says.
    pub(super) fn detail(&mut self, broad: Vec<Part>, details: Vec<Part>, is_of_one: bool) {
        let standard = A::standard();
        let is_said = |part: &Part| match part {
            Part::NotFurtherStated => is_of_one && !details.is_empty(),
            Part::Concept(id) => details.iter().any(|detail| is_narrower(standard, *detail, *id)),
        };
        let mut parts: Vec<Part> = broad.into_iter().filter(|part| !is_said(part)).collect();
        for detail in details {
            if detail == Part::NotFurtherStated || !parts.contains(&detail) {
                parts.push(detail);
            }
        }
        if !parts.is_empty() {
            self.say(Answer::Given(Stated::from_table(parts)));
        }
    }
}

fn is_narrower(standard: &'static Standard, detail: Part, broad: ConceptId) -> bool {
    let detail = detail.concept().and_then(|id| standard.by_id(id));
    detail.zip(standard.by_id(broad)).is_some_and(|(detail, broad)| detail.is_a(broad))
}

/// The reason that stands in the place of a value.
pub(super) fn data_absent(element: &Node<'_>) -> Result<Option<Absence>, Fault> {
    for extension in element.objects("extension")? {
        if extension.string("url")?.as_deref() == Some(urls::DATA_ABSENT)
            && let Some(code) = extension.string("valueCode")?
        {
            return Ok(systems::FHIR_DATA_ABSENT_REASON.decode(code.as_bytes()).absence());
        }
    }
    Ok(None)
}

/// The languages as far as they have been read.
pub(super) struct GatheredLanguages {
    uses: Vec<LanguageUse>,
    pub(super) codings: Vec<Coding>,
    absence: Option<Absence>,
}

impl GatheredLanguages {
    pub(super) fn none() -> Self {
        Self { uses: Vec::new(), codings: Vec::new(), absence: None }
    }

    /// One language, and what is said of it. A code of a list that is not held is kept, and nothing is taken from it.
    pub(super) fn add(&mut self, codes: &[Code<'_>], more: impl FnOnce(&mut LanguageUse)) {
        let mut tag: Option<LanguageTag> = None;
        for code in codes {
            let uri = Some(code.system.as_ref());
            let list: Option<&TagSystem> = systems::LANGUAGE.iter().copied().find(|list| list.uri() == uri);
            self.codings.push(code.as_coding(list.map_or(&code.system, |list| list.key())));
            match list.map(|list| list.answer_of(code.code.as_bytes())) {
                Some(Answer::Given(languages)) => {
                    tag = tag.or_else(|| languages.uses().first().map(|one| one.tag.clone()));
                }
                Some(Answer::Absent(absence)) => self.absent(absence),
                None => {
                    let reason = Reason::MeaningNotKnown.into();
                    self.absent(urls::absence_of(&code.system, &code.code).unwrap_or(reason));
                }
            }
        }
        let Some(tag) = tag else { return };
        let known = self.uses.iter().position(|known| known.tag == tag);
        let place = known.unwrap_or_else(|| {
            self.uses.push(LanguageUse::of(tag));
            self.uses.len() - 1
        });
        if let Some(language) = self.uses.get_mut(place) {
            more(language);
        }
    }

    pub(super) fn absent(&mut self, absence: Absence) {
        self.absence = Some(self.absence.map_or(absence, |before| before.or(absence)));
    }

    pub(super) fn into_field(self) -> Field<Languages> {
        let answer = match Languages::of(self.uses) {
            Ok(languages) => Answer::Given(languages),
            Err(_) => match self.absence {
                Some(absence) => Answer::Absent(absence),
                None => return Field::not_asked(),
            },
        };
        let mut field = Field::new(answer, SaidBy::Coding);
        field.codings = self.codings;
        field
    }
}

/// The field that one code of a list alone gives.
pub(super) fn field_of<S: Bridge>(system: &S, code: &str) -> Field<S::Value> {
    system.to_field(code.as_bytes())
}
