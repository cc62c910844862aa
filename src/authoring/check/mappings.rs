//! What the files under `mappings/` say, checked.

use super::{Check, NOT_FURTHER_STATED, Names};
use crate::authoring::Source;
use crate::authoring::forms::{AuthorityForm, MappingForm, RowForm, SameForm};
use crate::authoring::tables::{FIELDS, KINDS, KindOf, RELATIONSHIPS};
use crate::bridge::systems::LANGUAGE;

const TEMPLATE: &str = "mappings/TEMPLATE.yaml";
const NOT_KNOWN_HELP: &str =
    "copy the label from its source; where none gives it, the row says `meaning: not-known`";

/// What the rows of a mapping may name; `None` where the file that lists it could not be read.
struct Known {
    slugs: Option<Names>,
    reasons: Option<Names>,
    sources: Names,
}

/// The name of a file without its folder and ending, and the name of its folder.
fn names_of_file(file: &str) -> Option<(&str, &str)> {
    let (path, name) = file.rsplit_once('/')?;
    Some((name.strip_suffix(".yaml")?, path.rsplit('/').next()?))
}

impl Check<'_> {
    pub(super) fn mappings(&mut self) {
        let files = self.files;
        let mut keys = Names::new("system", "mappings/");
        let mut numbers = Names::new("system number", "mappings/");
        for system in LANGUAGE {
            numbers.seen.insert(system.number().to_string(), "mappings/language/".to_owned());
        }
        for mapping in &files.mappings {
            let place = (mapping.file.as_str(), &mapping.form.system);
            self.once(&mut keys, mapping.form.system.as_str(), place);
            self.once(&mut numbers, &mapping.form.number.to_string(), place);
            self.mapping(mapping);
        }
    }

    fn mapping(&mut self, source: &Source<MappingForm>) {
        let Source { file, form } = source;
        self.slug("the key of a system", (file, &form.system));
        let fields = Names::of("field", TEMPLATE, FIELDS.map(|field| field.word));
        self.known(&fields, (file, &form.field));
        if let Some((name, folder)) = names_of_file(file) {
            if name != form.system.as_str() {
                let message =
                    format!("the file's name is not that of its system, `{}`", form.system.as_str());
                self.fault((file, &form.system), message, "give the file the name of its system");
            }
            let field = FIELDS.iter().find(|field| field.word == form.field.as_str());
            if let Some(field) = field.filter(|field| field.folder != folder) {
                let message =
                    format!("the file does not stand in the folder of its field, `{}`", field.folder);
                self.fault((file, &form.field), message, "move the file, or say the right field");
            }
        }
        let known = self.known_to(form);
        self.known(&known.sources, (file, &form.defaults.source));
        if let Some(local) = &form.local_second_character {
            self.known(&Names::of("value", TEMPLATE, ["allowed"]), (file, local));
        }
        for concept in form.may_be_nationality.iter().flat_map(|nationality| &nationality.concepts) {
            if concept.as_str() == NOT_FURTHER_STATED {
                self.fault(
                    (file, concept),
                    "this is no heritage that could be a nationality",
                    "name the heritage",
                );
            } else if let Some(slugs) = &known.slugs {
                self.known(slugs, (file, concept));
            }
        }
        let mut codes = Names::new("code", "this file");
        for row in &form.rows {
            self.once(&mut codes, row.code.as_str(), (file, &row.code));
            self.row_names(file, row, &known);
            self.row(file, row);
            if let Some(same) = &row.same_category_as {
                self.same_category(source, row, same);
            }
        }
    }

    fn known_to(&self, form: &MappingForm) -> Known {
        let field = form.field.as_str();
        let standard = KINDS.iter().find(|kind| kind.word == field);
        let slugs = match standard {
            None => Some(Names::new("slug", "standards/")),
            Some(kind) => self.slugs_of(kind).map(|mut slugs| {
                slugs.seen.insert(NOT_FURTHER_STATED.to_owned(), String::new());
                slugs
            }),
        };
        let reasons = self.files.absence.as_ref().map(|source| {
            let reasons = source.form.reasons.iter().map(|reason| reason.slug.as_str());
            Names::of("reason", "standards/absence.yaml", reasons)
        });
        let sources =
            Names::of("source", "the file's `sources`", form.sources.iter().map(|one| one.key.as_str()));
        Known { slugs, reasons, sources }
    }

    /// The slugs of a standard; `None` when not all of it could be read.
    fn slugs_of(&self, kind: &'static KindOf) -> Option<Names> {
        let standard = self.files.standards.iter().find(|standard| standard.kind.word == kind.word)?;
        let slugs = standard.concepts().into_iter().map(|(_, concept)| concept.slug.as_str());
        standard.is_whole.then(|| Names::of("slug", kind.folder, slugs))
    }

    fn row_names(&mut self, file: &str, row: &RowForm, known: &Known) {
        if let (Some(slugs), Some(means)) = (&known.slugs, &row.means) {
            for slug in means {
                self.known(slugs, (file, slug));
            }
            // Several heritages that are not named are several; the same heritage twice is one.
            let mut once = Names::new("slug", "this row");
            for slug in means.iter().filter(|slug| slug.as_str() != NOT_FURTHER_STATED) {
                self.once(&mut once, slug.as_str(), (file, slug));
            }
        }
        if let (Some(reasons), Some(absent)) = (&known.reasons, &row.absent) {
            self.known_once(reasons, file, absent);
        }
        for source in row.source.iter().chain(row.same_category_as.as_ref().map(|same| &same.source)) {
            self.known(&known.sources, (file, source));
        }
        if let Some(word) = &row.relationship {
            self.known(
                &Names::of("relationship", TEMPLATE, RELATIONSHIPS.map(|(word, _)| word)),
                (file, word),
            );
        }
        if let Some(meaning) = &row.meaning {
            self.known(&Names::of("meaning", TEMPLATE, ["not-known"]), (file, meaning));
        }
    }

    fn row(&mut self, file: &str, row: &RowForm) {
        let code = row.code.as_str();
        let place = (file, &row.code);
        if code.is_empty() {
            self.fault(place, "the code is empty", "copy the code from its source");
        }
        let said = [
            row.means.as_ref().is_some_and(|means| !means.is_empty()),
            row.absent.as_ref().is_some_and(|absent| !absent.is_empty()),
            row.meaning.is_some(),
            row.same_category_as.is_some(),
        ];
        let written = [
            row.means.is_some(),
            row.absent.is_some(),
            row.meaning.is_some(),
            row.same_category_as.is_some(),
        ];
        let help = "give it one of `means`, `absent`, `meaning: not-known` and `same-category-as`";
        if written.iter().filter(|&&one| one).count() > 1 {
            self.fault(place, format!("the code `{code}` says several things"), help);
        } else if !said.contains(&true) {
            self.fault(place, format!("the code `{code}` says nothing"), help);
        }
        if row.label.as_str().trim().is_empty() && row.meaning.is_none() {
            let message = format!("the code `{code}` has a meaning and no official label");
            self.fault((file, &row.label), message, NOT_KNOWN_HELP);
        }
        if row.means.is_some() && row.relationship.is_none() {
            let message = format!("the code `{code}` has no relationship to what it means");
            self.fault(place, message, "add `relationship`, in FHIR's words");
        }
        if row.means.is_none() && (row.relationship.is_some() || !row.adds.is_empty()) {
            let message = format!("the code `{code}` has a relationship, and no heritage to be related to");
            self.fault(place, message, "`relationship` and `adds` stand beside `means` only; take them out");
        }
    }

    fn same_category(&mut self, source: &Source<MappingForm>, row: &RowForm, same: &SameForm) {
        let files = self.files;
        let file = source.file.as_str();
        let (system, code) = (same.system.as_str(), same.code.as_str());
        if files.broken.iter().any(|file| names_of_file(file).is_some_and(|(name, _)| name == system)) {
            return;
        }
        let Some(target) = files.mappings.iter().find(|other| other.form.system.as_str() == system) else {
            let systems = files.mappings.iter().map(|other| other.form.system.as_str());
            return self.known(&Names::of("system", "mappings/", systems), (file, &same.system));
        };
        if target.form.field.as_str() != source.form.field.as_str() {
            let message = format!("`{system}` is a list for another field");
            return self.fault((file, &same.system), message, "name a list of the same field");
        }
        let codes = target.form.rows.iter().map(|other| other.code.as_str());
        match target.form.rows.iter().find(|other| other.code.as_str() == code) {
            None => self.known(&Names::of("code", "the file of that system", codes), (file, &same.code)),
            Some(found) if found.same_category_as.is_some() => {
                let message = format!(
                    "the code `{}` is the same as one that says nothing of its own",
                    row.code.as_str()
                );
                let help = "name the system and the code whose row has `means` or `absent`";
                self.fault((file, &same.code), message, help);
            }
            Some(_) => {}
        }
    }

    pub(super) fn authorities(&mut self) {
        let files = self.files;
        let slugs = KINDS.iter().find(|kind| kind.word == "ethnicity").and_then(|kind| self.slugs_of(kind));
        let systems = files.mappings.iter().map(|mapping| mapping.form.system.as_str());
        let broken = files.broken.iter().filter_map(|file| names_of_file(file)).map(|(name, _)| name);
        let systems = Names::of("system", "mappings/", systems.chain(broken));
        let mut keys = Names::new("authority", "mappings/");
        for source in &files.authorities {
            self.once(&mut keys, source.form.authority.as_str(), (&source.file, &source.form.authority));
            self.authority(source, slugs.as_ref(), &systems);
        }
    }

    fn authority(&mut self, source: &Source<AuthorityForm>, slugs: Option<&Names>, systems: &Names) {
        let Source { file, form } = source;
        self.slug("the key of an authority", (file, &form.authority));
        let name = names_of_file(file).and_then(|(name, _)| name.strip_prefix("authority-"));
        if name != Some(form.authority.as_str()) {
            let message =
                format!("the file's name is not that of its authority, `{}`", form.authority.as_str());
            self.fault(
                (file, &form.authority),
                message,
                "call the file authority-, and then the authority's key",
            );
        }
        self.known_once(systems, file, &form.letters_are_codes_of);
        let mut heritages = Names::new("heritage", "this file");
        for row in &form.publishes {
            if let Some(slugs) = slugs {
                self.known(slugs, (file, &row.heritage));
            }
            self.once(&mut heritages, row.heritage.as_str(), (file, &row.heritage));
            if row.codes.is_empty() {
                let message = format!("`{}` has no published code", row.heritage.as_str());
                self.fault((file, &row.heritage), message, "take the row out where the authority is silent");
            }
        }
    }
}
