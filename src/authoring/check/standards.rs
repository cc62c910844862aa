//! What the files under `standards/` say, checked.

use std::collections::BTreeMap;

use super::{Check, Names};
use crate::authoring::forms::{AbsenceForm, ConceptForm};
use crate::authoring::tables::{KindOf, relations};
use crate::authoring::yaml::Word;
use crate::authoring::{Source, StandardFiles, purposes};
use crate::field::Date;
use crate::language::LanguageTag;
use crate::purpose::{Characteristic, Sealed};
use crate::rules::{
    empty_text, id_of_another_list, impossible_edition, loop_of_broader, malformed_id, number_out_of_range,
    overlap_contradicts_broader, overlap_on_both_sides, purpose_not_told, relation_to_itself,
    since_after_edition, standard_without_name, unknown_language_of_text,
};
use crate::standard::ConceptId;

const TEMPLATE: &str = "standards/TEMPLATE.yaml";

/// The numbers of a version.
fn numbers(version: &str) -> Option<Vec<u32>> {
    version.split('.').map(|part| part.parse().ok()).collect()
}

impl Check<'_> {
    pub(super) fn edition(&mut self) {
        if let Some(Source { file, form }) = &self.files.edition {
            self.version(file, &form.version, &form.date);
        }
    }

    pub(super) fn version(&mut self, file: &str, version: &Word, date: &Word) {
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !version.as_str().split('.').all(is_number) {
            self.fault(
                &impossible_edition::RULE,
                (file, version),
                "this is not a version",
                "write two numbers, as in \"0.1\"",
            );
        }
        let day = date.as_str();
        if day.len() != 10 || day.parse::<Date>().is_err() {
            self.fault(
                &impossible_edition::RULE,
                (file, date),
                "this is not a day of the calendar",
                "write YYYY-MM-DD",
            );
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
                self.fault(
                    &number_out_of_range::RULE,
                    (file, &reason.slug),
                    "a reason's number is at most 63",
                    "take a free one",
                );
            }
            if reason.label.as_str().trim().is_empty() {
                self.fault(
                    &empty_text::RULE,
                    (file, &reason.label),
                    "the label is empty",
                    "say the reason in plain English",
                );
            }
            self.attestations(file, &reason.attested_by);
        }
        for broader in form.reasons.iter().filter_map(|reason| reason.broader.as_ref()) {
            self.known(&slugs, (file, broader));
        }
        self.loops_of_reasons(file, form);
    }

    pub(super) fn purposes(&mut self) {
        let Some(Source { file, form }) = &self.files.purposes else { return };
        self.known(&Names::of("standard", purposes::FILE, ["purposes"]), (file, &form.standard));
        let uses = Names::of("use", purposes::FILE, ["everyday", "identity"]);
        let parts =
            Names::of("part of the record", purposes::FILE, Characteristic::ALL.map(Characteristic::word));
        let mut keys = Names::new("key", purposes::FILE);
        for purpose in &form.purposes {
            self.told(file, &mut keys, [&purpose.key, &purpose.meaning, &purpose.sentence]);
            self.known(&uses, (file, &purpose.usage));
            self.known_once(&parts, file, &purpose.sees);
            let is_identity = purpose.usage.as_str() == "identity";
            if is_identity && !purpose.sees.iter().any(|part| part.as_str() == "name") {
                let message =
                    format!("the identity purpose `{}` does not see the name", purpose.key.as_str());
                self.fault(
                    &purpose_not_told::RULE,
                    (file, &purpose.key),
                    message,
                    "add `name` to what it sees, or let its use be `everyday`",
                );
            }
        }
        let known = Names::of("sealed part", purposes::FILE, Sealed::ALL.map(Sealed::word));
        let mut keys = Names::new("key", purposes::FILE);
        for sealed in &form.sealed {
            self.told(file, &mut keys, [&sealed.key, &sealed.meaning, &sealed.sentence]);
            self.known(&known, (file, &sealed.key));
        }
        for sealed in Sealed::ALL.map(Sealed::word) {
            if !form.sealed.iter().any(|form| form.key.as_str() == sealed) {
                let message = format!("nothing is said of the sealed part `{sealed}`");
                self.fault(
                    &purpose_not_told::RULE,
                    (file, &form.standard),
                    message,
                    "add it to the list `sealed`, with its sentence",
                );
            }
        }
    }

    /// A key that stands once, and what the person is told.
    fn told(&mut self, file: &str, keys: &mut Names, [key, meaning, sentence]: [&Word; 3]) {
        self.slug("the key of a purpose", (file, key));
        self.once(keys, key.as_str(), (file, key));
        for text in [meaning, sentence] {
            if !text.as_str().ends_with('.') || text.as_str().trim().len() < 2 {
                self.fault(
                    &purpose_not_told::RULE,
                    (file, text),
                    "this is not a sentence",
                    "say it in plain words, with a full stop",
                );
            }
        }
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
                self.fault(
                    &loop_of_broader::RULE,
                    (file, &reason.slug),
                    message,
                    "take one `broader` of the loop out",
                );
            }
        }
    }

    pub(super) fn standard(&mut self, standard: &StandardFiles) {
        let word = Names::of("standard", TEMPLATE, [standard.kind.word]);
        let mut named = Names::new("name of the standard", "this folder");
        for Source { file, form } in &standard.parts {
            self.known(&word, (file, &form.standard));
            if form.name.is_some() {
                self.once(&mut named, standard.kind.word, (file, &form.standard));
            }
            self.attestations(file, &form.not_further_stated.attested_by);
        }
        if let Some(first) = standard.parts.first()
            && standard.is_whole
            && named.seen.is_empty()
            && self.files.overlay.is_none()
        {
            let help = "add `name` to one of the files of this folder";
            self.fault(
                &standard_without_name::RULE,
                (&first.file, &first.form.standard),
                "the standard has no name",
                help,
            );
        }
        let mut slugs = self.names_beside("slug", |concept| concept.slug().to_owned());
        let mut ids = self.names_beside("id", |concept| concept.id().to_string());
        let mut labels = self.names_beside("label", |concept| concept.label().to_owned());
        for (file, concept) in standard.concepts() {
            self.slug("the slug of a concept", (file, &concept.slug));
            self.once(&mut slugs, concept.slug.as_str(), (file, &concept.slug));
            self.once(&mut ids, concept.id.as_str(), (file, &concept.id));
            self.id(file, concept, standard.kind);
            if self.files.overlay.is_some() {
                self.once(&mut labels, concept.label.as_str(), (file, &concept.label));
            }
            self.concept_words(file, concept);
            self.attestations(file, &concept.attested_by);
        }
        if standard.is_whole {
            self.relations(standard);
        }
    }

    fn id(&mut self, file: &str, concept: &ConceptForm, kind: &KindOf) {
        let place = (file, &concept.id);
        match concept.id.as_str().parse::<ConceptId>() {
            Err(error) => {
                let help =
                    "ids are assigned by `ownwords new` and never typed; copy it from where it was given";
                self.fault(&malformed_id::RULE, place, error.message(), help);
            }
            Ok(id) if kind.kind != id.kind() => {
                self.fault(
                    &id_of_another_list::RULE,
                    place,
                    format!("`{id}` is an id of another standard"),
                    "take the id that the tool assigns",
                );
            }
            Ok(id) if self.owner().is_some_and(|owner| id.owner() != owner) => {
                let message = format!("`{id}` is not an id of this list's owner");
                self.fault(
                    &id_of_another_list::RULE,
                    place,
                    message,
                    "take the id that `ownwords new heritage` assigns",
                );
            }
            Ok(id) if concept.id.as_str() != id.to_string() => {
                self.fault(
                    &malformed_id::RULE,
                    place,
                    "an id is written in capitals",
                    format!("write \"{id}\""),
                );
            }
            Ok(_) => {}
        }
    }

    /// No concept is younger than the edition that holds it.
    fn since(&mut self, file: &str, since: &Word) {
        let files = self.files;
        let head = files.overlay.as_ref().and_then(|overlay| overlay.head.as_ref());
        let edition = files.edition.as_ref().map(|edition| &edition.form.version);
        let Some(edition) = edition.or(head.map(|head| &head.form.version)) else { return };
        match (numbers(since.as_str()), numbers(edition.as_str())) {
            (None, _) => {
                let help = "write two numbers, as in \"0.1\"";
                self.fault(&since_after_edition::RULE, (file, since), "this is not a version", help);
            }
            (Some(first), Some(now)) if first > now => {
                let message = format!("this is later than the edition, {}", edition.as_str());
                let help = "write the version that first had the concept, or raise that of the edition";
                self.fault(&since_after_edition::RULE, (file, since), message, help);
            }
            _ => {}
        }
    }

    fn concept_words(&mut self, file: &str, concept: &ConceptForm) {
        self.since(file, &concept.since);
        self.known(&Names::of("use", TEMPLATE, ["record", "counting"]), (file, &concept.usage));
        let status = Names::of("status", TEMPLATE, ["provisional", "agreed", "retired"]);
        self.known(&status, (file, &concept.status));
        if concept.label.as_str().trim().is_empty() {
            self.fault(
                &empty_text::RULE,
                (file, &concept.label),
                "the label is empty",
                "say in plain English who it is",
            );
        }
        let usage = Names::of("use of a label", TEMPLATE, ["label", "synonym", "search-only"]);
        for name in &concept.labels {
            self.known(&usage, (file, &name.usage));
            if name.text.as_str().trim().is_empty() {
                self.fault(
                    &empty_text::RULE,
                    (file, &name.text),
                    "the label is empty",
                    "write the name, or take the line out",
                );
            }
            let tag = name.language.as_str();
            if LanguageTag::parse(tag).is_err() {
                let message = format!("`{tag}` is not a language tag");
                self.fault(
                    &unknown_language_of_text::RULE,
                    (file, &name.language),
                    message,
                    "write a BCP 47 tag, as in \"cy\" or \"pa-Guru\"",
                );
            }
        }
    }

    fn relations(&mut self, standard: &StandardFiles) {
        let concepts = standard.concepts();
        let places = self.places(standard);
        let names = Names::of("slug", standard.kind.folder, places.keys().map(String::as_str));
        let relations = relations(standard, self.beside(), &places);
        let before = self.beside().concepts().len();
        for (place, (file, concept)) in (before..).zip(&concepts) {
            let slug = concept.slug.as_str();
            self.known_once(&names, file, &concept.broader);
            self.known_once(&names, file, &concept.overlaps);
            if concept.status.as_str() != "retired" {
                for other in concept.broader.iter().chain(&concept.overlaps) {
                    self.in_use((file, other));
                }
            }
            let is_own = |word: &&Word| places.get(word.as_str()) == Some(&place);
            if let Some(own) = concept.broader.iter().chain(&concept.overlaps).find(is_own) {
                self.fault(
                    &relation_to_itself::RULE,
                    (file, own),
                    format!("`{slug}` stands in a relation to itself"),
                    "take it out",
                );
            } else if relations.is_in_a_loop(place) {
                let message = format!("`{slug}` is broader than itself");
                self.fault(
                    &loop_of_broader::RULE,
                    (file, &concept.slug),
                    message,
                    "take one `broader` of the loop out",
                );
            }
            let others = concept.overlaps.iter().filter(|word| !is_own(word));
            for (word, other) in others.filter_map(|word| Some((word, *places.get(word.as_str())?))) {
                let name = word.as_str();
                if relations.is_a(place).contains(&other) || relations.is_a(other).contains(&place) {
                    let message = format!("`{slug}` may be `{name}`, and one of the two always is the other");
                    self.fault(
                        &overlap_contradicts_broader::RULE,
                        (file, word),
                        message,
                        "take it out of `overlaps`, or out of `broader`",
                    );
                }
                let twice = other.checked_sub(before).and_then(|other| concepts.get(other)).is_some_and(
                    |(_, other)| other.overlaps.iter().any(|word| places.get(word.as_str()) == Some(&place)),
                );
                if twice && other < place {
                    let message = format!("that `{slug}` and `{name}` overlap is written on both sides");
                    self.fault(&overlap_on_both_sides::RULE, (file, word), message, "keep one of the two");
                }
            }
        }
    }
}
