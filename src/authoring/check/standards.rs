//! What the files under `standards/` say, checked.

use std::collections::{BTreeMap, BTreeSet};

use super::{Check, Names};
use crate::authoring::Source;
use crate::authoring::forms::{AbsenceForm, ConceptForm, StandardForm};
use crate::authoring::tables::{KINDS, KindOf, relations};
use crate::field::Date;
use crate::language::LanguageTag;
use crate::standard::ConceptId;

const TEMPLATE: &str = "standards/TEMPLATE.yaml";

impl Check<'_> {
    pub(super) fn edition(&mut self) {
        let Some(Source { file, form }) = &self.files.edition else { return };
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !form.version.as_str().split('.').all(is_number) {
            self.fault((file, &form.version), "this is not a version", "write two numbers, as in \"0.1\"");
        }
        let date = form.date.as_str();
        if date.len() != 10 || date.parse::<Date>().is_err() {
            self.fault((file, &form.date), "this is not a day of the calendar", "write YYYY-MM-DD");
        }
    }

    pub(super) fn absence(&mut self) {
        let Some(Source { file, form }) = &self.files.absence else { return };
        self.known(&Names::of("standard", TEMPLATE, ["absence"]), (file, &form.standard));
        let mut slugs = Names::new("reason", "standards/absence.yaml");
        let mut numbers = Names::new("number", "standards/absence.yaml");
        for reason in &form.reasons {
            self.slug("the slug of a reason", (file, &reason.slug));
            self.once(&mut slugs, reason.slug.as_str(), (file, &reason.slug));
            self.once(&mut numbers, &reason.number.to_string(), (file, &reason.slug));
            if reason.number > 63 {
                self.fault((file, &reason.slug), "a reason's number is at most 63", "take a free one");
            }
            if reason.label.as_str().trim().is_empty() {
                self.fault((file, &reason.label), "the label is empty", "say the reason in plain English");
            }
            self.attestations(file, &reason.attested_by);
        }
        for broader in form.reasons.iter().filter_map(|reason| reason.broader.as_ref()) {
            self.known(&slugs, (file, broader));
        }
        self.loops_of_reasons(file, form);
    }

    fn loops_of_reasons(&mut self, file: &str, form: &AbsenceForm) {
        let above: BTreeMap<&str, &str> = form
            .reasons
            .iter()
            .filter_map(|reason| Some((reason.slug.as_str(), reason.broader.as_ref()?.as_str())))
            .collect();
        for reason in &form.reasons {
            let slug = reason.slug.as_str();
            let chain = core::iter::successors(above.get(slug), |next| above.get(*next));
            if chain.take(form.reasons.len()).any(|next| *next == slug) {
                let message = format!("`{slug}` is broader than itself");
                self.fault((file, &reason.slug), message, "take one `broader` of the loop out");
            }
        }
    }

    pub(super) fn standard(&mut self, source: &Source<StandardForm>) {
        let Source { file, form } = source;
        let kind = KINDS.iter().find(|kind| kind.file == file);
        self.known(&Names::of("standard", TEMPLATE, kind.map(|kind| kind.word)), (file, &form.standard));
        self.attestations(file, &form.not_further_stated.attested_by);
        let mut slugs = Names::new("slug", "this file");
        let mut ids = Names::new("id", "this file");
        for concept in &form.concepts {
            self.slug("the slug of a concept", (file, &concept.slug));
            self.once(&mut slugs, concept.slug.as_str(), (file, &concept.slug));
            self.once(&mut ids, concept.id.as_str(), (file, &concept.id));
            self.id(file, concept, kind);
            self.concept_words(file, concept);
            self.attestations(file, &concept.attested_by);
        }
        self.relations(file, form, &slugs);
    }

    fn id(&mut self, file: &str, concept: &ConceptForm, kind: Option<&KindOf>) {
        let place = (file, &concept.id);
        match concept.id.as_str().parse::<ConceptId>() {
            Err(error) => {
                let help =
                    "ids are assigned by `ownwords new` and never typed; copy it from where it was given";
                self.fault(place, error.message(), help);
            }
            Ok(id) if kind.is_some_and(|kind| kind.kind != id.kind()) => {
                self.fault(
                    place,
                    format!("`{id}` is an id of another standard"),
                    "take the id that the tool assigns",
                );
            }
            Ok(id) if concept.id.as_str() != id.to_string() => {
                self.fault(place, "an id is written in capitals", format!("write \"{id}\""));
            }
            Ok(_) => {}
        }
    }

    fn concept_words(&mut self, file: &str, concept: &ConceptForm) {
        self.known(&Names::of("use", TEMPLATE, ["record", "counting"]), (file, &concept.usage));
        let status = Names::of("status", TEMPLATE, ["provisional", "agreed", "retired"]);
        self.known(&status, (file, &concept.status));
        if concept.label.as_str().trim().is_empty() {
            self.fault((file, &concept.label), "the label is empty", "say in plain English who it is");
        }
        let usage = Names::of("use of a label", TEMPLATE, ["label", "synonym", "search-only"]);
        for name in &concept.labels {
            self.known(&usage, (file, &name.usage));
            if name.text.as_str().trim().is_empty() {
                self.fault((file, &name.text), "the label is empty", "write the name, or take the line out");
            }
            let tag = name.language.as_str();
            if LanguageTag::parse(tag).is_err() {
                let message = format!("`{tag}` is not a language tag");
                self.fault(
                    (file, &name.language),
                    message,
                    "write a BCP 47 tag, as in \"cy\" or \"pa-Guru\"",
                );
            }
        }
    }

    fn relations(&mut self, file: &str, form: &StandardForm, slugs: &Names) {
        let by_slug = form.concepts.iter().enumerate().map(|(place, concept)| (concept.slug.as_str(), place));
        let relations = relations(form, &by_slug.collect());
        let overlaps =
            |one: &ConceptForm, other: &str| one.overlaps.iter().any(|word| word.as_str() == other);
        for (place, concept) in form.concepts.iter().enumerate() {
            let slug = concept.slug.as_str();
            self.known_once(slugs, file, &concept.broader);
            self.known_once(slugs, file, &concept.overlaps);
            let own = concept.broader.iter().chain(&concept.overlaps).find(|other| other.as_str() == slug);
            if let Some(own) = own {
                self.fault((file, own), format!("`{slug}` stands in a relation to itself"), "take it out");
            } else if relations.is_in_a_loop(place) {
                let message = format!("`{slug}` is broader than itself");
                self.fault((file, &concept.slug), message, "take one `broader` of the loop out");
            }
            let above: BTreeSet<usize> = relations.is_a(place);
            for word in &concept.overlaps {
                let other = form.concepts.iter().position(|other| other.slug.as_str() == word.as_str());
                let Some(other) = other.filter(|&other| other != place) else { continue };
                if above.contains(&other) || relations.is_a(other).contains(&place) {
                    let message = format!(
                        "`{slug}` may be `{}`, and one of the two always is the other",
                        word.as_str()
                    );
                    self.fault((file, word), message, "take it out of `overlaps`, or out of `broader`");
                }
                let twice = form.concepts.get(other).is_some_and(|other| overlaps(other, slug));
                if twice && other < place {
                    let message =
                        format!("that `{slug}` and `{}` overlap is written on both sides", word.as_str());
                    self.fault((file, word), message, "keep one of the two");
                }
            }
        }
    }
}
