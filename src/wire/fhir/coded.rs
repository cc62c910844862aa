//! Codes of one field, gathered from the elements of a message.

use core::ops::Deref;
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
    pub(super) fn of_value(extension: &Node<'a>) -> Result<Codes<'a>, Fault> {
        let coding = extension.object("valueCoding")?.map(|coding| Self::of(&coding));
        Ok(Codes { first: coding.transpose()?.flatten(), all: Vec::new() })
    }

    /// The Codings of a CodeableConcept, the one that a person chose first. One without any, but with a text, is that
    /// text, as the text of `element`: what it means is not known.
    pub(super) fn of_concept(concept: &Node<'a>, element: &str) -> Result<Codes<'a>, Fault> {
        let mut codes = Codes::default();
        for coding in concept.objects("coding")? {
            if let Some(code) = Self::of(&coding)? {
                codes.push(code);
            }
        }
        codes.all.sort_by_key(|code| !code.chosen);
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

/// Codes that stand together; mostly one, for which no list has to be made.
#[derive(Default)]
pub(super) struct Codes<'a> {
    /// The only one.
    first: Option<Code<'a>>,
    /// All of them, where they are several.
    all: Vec<Code<'a>>,
}

impl<'a> Codes<'a> {
    fn push(&mut self, code: Code<'a>) {
        if self.is_empty() {
            self.first = Some(code);
        } else {
            self.all.extend(self.first.take());
            self.all.push(code);
        }
    }
}

impl<'a> Deref for Codes<'a> {
    type Target = [Code<'a>];

    fn deref(&self) -> &[Code<'a>] {
        if self.first.is_some() { self.first.as_slice() } else { &self.all }
    }
}

impl<'a> IntoIterator for Codes<'a> {
    type Item = Code<'a>;
    type IntoIter = core::iter::Chain<core::option::IntoIter<Code<'a>>, std::vec::IntoIter<Code<'a>>>;

    fn into_iter(self) -> Self::IntoIter {
        self.first.into_iter().chain(self.all)
    }
}

/// One field of the record as far as it has been read, and the lists of its codes.
pub(super) struct Gathered<'f, A: Axis> {
    lists: &'static [&'static CodeSystem<A>],
    field: &'f mut Field<Stated<A>>,
}

impl<'f, A: Axis> Gathered<'f, A> {
    pub(super) fn into(field: &'f mut Field<Stated<A>>, lists: &'static [&'static CodeSystem<A>]) -> Self {
        Self { lists, field }
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
            let known = urls::list_of(self.lists, &code.system, &code.code);
            let system = known.map_or(&*code.system, |(list, _)| list.key());
            self.field.codings.push(code.as_coding(system));
            if let Some((_, decoded)) = known {
                if decoded.row().is_some_and(|row| row.is_observed()) {
                    self.field.observations.extend(decoded.observation().map(Observation::received));
                }
                answer = answer.or_else(|| Some(decoded.answer()));
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

    /// Whether nothing has been received.
    pub(super) fn is_without(&self) -> bool {
        self.field.codings.is_empty()
    }

    /// What was received, beside what is said.
    pub(super) fn keep(
        &mut self,
        codings: Vec<Coding>,
        observations: impl IntoIterator<Item = Observation<Stated<A>>>,
    ) {
        self.field.codings.extend(codings);
        self.field.observations.extend(observations);
    }

    /// Several statements are one of all their parts, and a reason for absence gives way to any of them.
    pub(super) fn say(&mut self, said: Answer<Stated<A>>) {
        let is_read = self.field.provenance.said_by == SaidBy::Coding;
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
            (Answer::Absent(before), Answer::Absent(said)) if is_read => Answer::Absent(before.or(said)),
            (_, said) => said,
        };
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
    pub(super) fn detail(
        &mut self,
        standard: &'static Standard,
        broad: Vec<Part>,
        details: Vec<Part>,
        is_of_one: bool,
    ) {
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

    pub(super) fn put_into(self, field: &mut Field<Languages>) {
        field.answer = match (Languages::of(self.uses), self.absence) {
            (Ok(languages), _) => Answer::Given(languages),
            (Err(_), Some(absence)) => Answer::Absent(absence),
            (Err(_), None) => return,
        };
        field.provenance.said_by = SaidBy::Coding;
        field.codings = self.codings;
    }
}

/// The field that one code of a list alone gives.
pub(super) fn field_of<S: Bridge>(system: &S, code: &str) -> Field<S::Value> {
    system.to_field(code.as_bytes())
}
