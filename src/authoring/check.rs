//! What the files say, checked: every fault of every file, with its place.

use std::collections::BTreeMap;

use super::forms::{ConceptForm, MappingForm, RowForm, StandardForm};
use super::tables::{KINDS, RELATIONSHIPS, relations};
use super::yaml::Word;
use super::{Source, Sources};
use crate::error::{Error, ErrorKind};
use crate::standard::ConceptId;

/// All faults of all files, in the order of the files.
pub(super) fn faults(sources: &Sources) -> Vec<Error> {
    let mut check = Check { faults: Vec::new() };
    check.absence(sources);
    for standard in &sources.standards {
        check.standard(standard);
    }
    let mut keys = Names::new("system", "mappings/");
    let mut numbers = Names::new("system number", "mappings/");
    for mapping in &sources.mappings {
        let place = (mapping.file.as_str(), &mapping.form.system);
        check.once(&mut keys, mapping.form.system.as_str(), place);
        check.once(&mut numbers, &mapping.form.number.to_string(), place);
        check.mapping(sources, mapping);
    }
    check.authorities(sources);
    check.faults
}

/// Names that may stand once only, for finding the second of two and the nearest to a wrong one.
struct Names {
    what: &'static str,
    seen: BTreeMap<String, String>,
    listed_in: &'static str,
}

impl Names {
    fn new(what: &'static str, listed_in: &'static str) -> Self {
        Self { what, seen: BTreeMap::new(), listed_in }
    }

    fn of<'a>(what: &'static str, listed_in: &'static str, names: impl IntoIterator<Item = &'a str>) -> Self {
        let seen = names.into_iter().map(|name| (name.to_owned(), String::new())).collect();
        Self { what, seen, listed_in }
    }

    /// What to do instead of a name that is none of these.
    fn help(&self, wrong: &str) -> String {
        let nearest = self
            .seen
            .keys()
            .map(|known| (strsim::damerau_levenshtein(known, wrong), known))
            .min()
            .filter(|(distance, known)| *distance <= 1 + known.chars().count() / 4);
        match nearest {
            Some((_, known)) => format!("the nearest {} is `{known}`", self.what),
            None => format!("each {} is listed in {}", self.what, self.listed_in),
        }
    }
}

struct Check {
    faults: Vec<Error>,
}

/// A file and a word in it.
type Place<'a> = (&'a str, &'a Word);

impl Check {
    fn fault(&mut self, (file, word): Place<'_>, message: String, help: impl Into<String>) {
        self.faults.push(Error::new(ErrorKind::Data, message).at(word.place(file)).with_help(help));
    }

    fn once(&mut self, names: &mut Names, name: &str, place: Place<'_>) {
        let here = place.1.place(place.0).to_string();
        if let Some(first) = names.seen.insert(name.to_owned(), here) {
            let what = names.what;
            self.fault(
                place,
                format!("the {what} `{name}` stands twice"),
                format!("the first is in {first}"),
            );
        }
    }

    fn known(&mut self, names: &Names, place: Place<'_>) {
        let word = place.1.as_str();
        if !names.seen.contains_key(word) {
            self.fault(place, format!("`{word}` is not a known {}", names.what), names.help(word));
        }
    }

    fn absence(&mut self, sources: &Sources) {
        let Source { file, form } = &sources.absence;
        self.known(&Names::of("standard", "standards/TEMPLATE.yaml", ["absence"]), (file, &form.standard));
        let mut slugs = Names::new("reason", "standards/absence.yaml");
        let mut numbers = Names::new("number", "standards/absence.yaml");
        for reason in &form.reasons {
            self.once(&mut slugs, reason.slug.as_str(), (file, &reason.slug));
            self.once(&mut numbers, &reason.number.to_string(), (file, &reason.slug));
            if reason.number > 63 {
                self.fault(
                    (file, &reason.slug),
                    "a reason's number is at most 63".to_owned(),
                    "take a free one",
                );
            }
        }
        for broader in form.reasons.iter().filter_map(|reason| reason.broader.as_ref()) {
            self.known(&slugs, (file, broader));
        }
        for reason in &form.reasons {
            let mut above = reason.broader.as_ref();
            let mut steps = 0;
            while let Some(word) = above {
                steps += 1;
                if steps > form.reasons.len() {
                    let message = format!("`{}` is broader than itself", reason.slug.as_str());
                    self.fault((file, &reason.slug), message, "take one `broader` of the loop out");
                    break;
                }
                let next = form.reasons.iter().find(|other| other.slug.as_str() == word.as_str());
                above = next.and_then(|next| next.broader.as_ref());
            }
        }
    }

    fn standard(&mut self, source: &Source<StandardForm>) {
        let Source { file, form } = source;
        let kinds = Names::of("standard", "DESIGN.md", KINDS.iter().map(|kind| kind.word));
        self.known(&kinds, (file, &form.standard));
        let kind = KINDS.iter().find(|kind| kind.word == form.standard.as_str());
        let mut slugs = Names::new("slug", "the files of this folder");
        let mut ids = Names::new("id", "the files of this folder");
        for concept in &form.concepts {
            let file = concept.file.as_str();
            self.once(&mut slugs, concept.slug.as_str(), (file, &concept.slug));
            self.once(&mut ids, concept.id.as_str(), (file, &concept.id));
            match concept.id.as_str().parse::<ConceptId>() {
                Err(error) => {
                    self.fault((file, &concept.id), error.message().to_owned(), error.help().unwrap_or(""));
                }
                Ok(id) if kind.is_some_and(|kind| kind.kind != id.kind()) => {
                    let message = format!("`{id}` is an id of another standard");
                    self.fault((file, &concept.id), message, "take the id that the tool assigns");
                }
                Ok(_) => {}
            }
            self.concept_words(file, concept);
        }
        let relations = relations(form);
        for (index, concept) in
            relations.order.iter().filter_map(|&place| form.concepts.get(place)).enumerate()
        {
            let file = concept.file.as_str();
            for other in concept.broader.iter().chain(&concept.overlaps) {
                self.known(&slugs, (file, other));
                if other.as_str() == concept.slug.as_str() {
                    let message = format!("`{}` stands in a relation to itself", other.as_str());
                    self.fault((file, other), message, "take it out");
                }
            }
            if relations.is_in_a_loop(index) {
                let message = format!("`{}` is broader than itself", concept.slug.as_str());
                self.fault((file, &concept.slug), message, "take one `broader` of the loop out");
            }
        }
    }

    fn concept_words(&mut self, file: &str, concept: &ConceptForm) {
        let usage = Names::of("use", "standards/TEMPLATE.yaml", ["record", "counting"]);
        self.known(&usage, (file, &concept.usage));
        let status = Names::of("status", "standards/TEMPLATE.yaml", ["provisional", "agreed", "retired"]);
        self.known(&status, (file, &concept.status));
        let label =
            Names::of("use of a label", "standards/TEMPLATE.yaml", ["label", "synonym", "search-only"]);
        for name in &concept.labels {
            self.known(&label, (file, &name.usage));
        }
        let slug = concept.slug.as_str();
        let sound = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-';
        if slug.is_empty() || !slug.chars().all(sound) {
            let message = format!("`{slug}` is not a slug");
            self.fault((file, &concept.slug), message, "use lower-case letters, digits and hyphens");
        }
        if concept.label.as_str().trim().is_empty() {
            self.fault(
                (file, &concept.label),
                "the label is empty".to_owned(),
                "say in plain English who it is",
            );
        }
    }

    fn mapping(&mut self, sources: &Sources, source: &Source<MappingForm>) {
        let Source { file, form } = source;
        let expected = file.rsplit('/').next().and_then(|name| name.strip_suffix(".yaml"));
        if expected != Some(form.system.as_str()) {
            let message = format!("the file's name is not that of its system, `{}`", form.system.as_str());
            self.fault((file, &form.system), message, "give the file the name of its system");
        }
        let fields = Names::of("field", "mappings/TEMPLATE.yaml", ["ethnicity", "orientation", "absence"]);
        self.known(&fields, (file, &form.field));
        let standard =
            sources.standards.iter().find(|known| known.form.standard.as_str() == form.field.as_str());
        let mut slugs: Vec<&str> = vec!["not-further-stated"];
        slugs.extend(
            standard.iter().flat_map(|known| &known.form.concepts).map(|concept| concept.slug.as_str()),
        );
        let slugs = Names::of("slug", "standards/", slugs);
        let reasons = sources.absence.form.reasons.iter().map(|reason| reason.slug.as_str());
        let reasons = Names::of("reason", "standards/absence.yaml", reasons);
        let keys =
            Names::of("source", "the file's `sources`", form.sources.iter().map(|one| one.key.as_str()));
        self.known(&keys, (file, &form.defaults.source));
        if let Some(local) = &form.local_second_character {
            self.known(&Names::of("value", "mappings/TEMPLATE.yaml", ["allowed"]), (file, local));
        }
        for concept in form.may_be_nationality.iter().flat_map(|nationality| &nationality.concepts) {
            self.known(&slugs, (file, concept));
        }
        let mut codes = Names::new("code", "this file");
        for row in &form.rows {
            self.once(&mut codes, row.code.as_str(), (file, &row.code));
            for slug in row.means.iter().flatten() {
                self.known(&slugs, (file, slug));
            }
            for reason in row.absent.iter().flatten() {
                self.known(&reasons, (file, reason));
            }
            for source in row.source.iter().chain(row.same_category_as.as_ref().map(|same| &same.source)) {
                self.known(&keys, (file, source));
            }
            self.row(sources, file, row);
        }
    }

    fn row(&mut self, sources: &Sources, file: &str, row: &RowForm) {
        let code = row.code.as_str();
        let said = [
            row.means.as_ref().is_some_and(|means| !means.is_empty()),
            row.absent.as_ref().is_some_and(|absent| !absent.is_empty()),
            row.meaning.is_some(),
            row.same_category_as.is_some(),
        ];
        if said.iter().filter(|&&one| one).count() != 1 {
            let message = format!("the code `{code}` says not one thing only");
            let help = "give it one of `means`, `absent`, `meaning: not-known` and `same-category-as`";
            self.fault((file, &row.code), message, help);
        }
        if let Some(meaning) = &row.meaning {
            self.known(&Names::of("meaning", "mappings/TEMPLATE.yaml", ["not-known"]), (file, meaning));
        }
        if row.label.as_str().is_empty() && row.meaning.is_none() {
            let message = format!("the code `{code}` has a meaning and no official label");
            let help =
                "copy the label from its source; where none gives it, the row says `meaning: not-known`";
            self.fault((file, &row.label), message, help);
        }
        let words = Names::of("relationship", "mappings/TEMPLATE.yaml", RELATIONSHIPS.map(|(word, _)| word));
        match &row.relationship {
            Some(word) => self.known(&words, (file, word)),
            None if row.means.is_some() => {
                let message = format!("the code `{code}` has no relationship to what it means");
                self.fault((file, &row.code), message, "add `relationship`, in FHIR's words");
            }
            None => {}
        }
        if let Some(same) = &row.same_category_as {
            let target =
                sources.mappings.iter().find(|other| other.form.system.as_str() == same.system.as_str());
            let found = target
                .and_then(|target| target.form.rows.iter().find(|other| other.code.as_str() == same.code));
            if found.is_none_or(|found| found.same_category_as.is_some()) {
                let message = format!("the code `{code}` is the same as one that says nothing of its own");
                let help = "name the system and the code whose row has `means` or `absent`";
                self.fault((file, &same.system), message, help);
            }
        }
    }

    fn authorities(&mut self, sources: &Sources) {
        let ethnicity = sources.standards.iter().find(|known| known.form.standard.as_str() == "ethnicity");
        let concepts = ethnicity.map_or(&[][..], |known| &known.form.concepts);
        let slugs = Names::of("slug", "standards/", concepts.iter().map(|concept| concept.slug.as_str()));
        let systems = sources.mappings.iter().map(|mapping| mapping.form.system.as_str());
        let systems = Names::of("system", "mappings/", systems);
        for Source { file, form } in &sources.authorities {
            for system in &form.letters_are_codes_of {
                self.known(&systems, (file, system));
            }
            let mut heritages = Names::new("heritage", "this file");
            for row in &form.publishes {
                self.known(&slugs, (file, &row.heritage));
                self.once(&mut heritages, row.heritage.as_str(), (file, &row.heritage));
                if row.codes.is_empty() {
                    let message = format!("`{}` has no published code", row.heritage.as_str());
                    self.fault(
                        (file, &row.heritage),
                        message,
                        "take the row out where the authority is silent",
                    );
                }
            }
        }
    }
}
