//! What the files under `mappings/` say, checked.

use super::provenance::is_day;
use super::{Check, NOT_FURTHER_STATED, Names, Place};
use crate::answer::Reason;
use crate::authoring::Source;
use crate::authoring::forms::{AuthorityForm, MappingForm, RowForm, SameForm, SourceForm};
use crate::authoring::tables::{FEATURES, FIELDS, KINDS, KindOf, RELATIONSHIPS};
use crate::authoring::yaml::Word;
use crate::bridge::LOCAL_NUMBERS;
use crate::bridge::systems::{self, LANGUAGE};
use crate::rules::{
    empty_code, empty_text, impossible_date_of_retirement, licensed_term, misnamed_file,
    missing_official_label, missing_relationship, no_meaning, number_out_of_range, observation_as_answer,
    relationship_to_nothing, same_category_of_none, several_meanings, silent_source, unknown_concept,
};

const TEMPLATE: &str = "mappings/TEMPLATE.yaml";
const NOT_KNOWN_HELP: &str =
    "copy the label from its source; where none gives it, the row says `meaning: not-known`";

const YES_OR_NO: [&str; 2] = ["yes", "no"];

/// What the rows of a mapping may name; `None` where the file that lists it could not be read.
pub(super) struct Known {
    slugs: Option<Names>,
    reasons: Option<Names>,
    pub(super) sources: Names,
}

impl Known {
    pub(super) fn reasons(&self) -> Option<&Names> {
        self.reasons.as_ref()
    }
}

/// The name of a file without its folder and ending, and the name of its folder.
pub(super) fn names_of_file(file: &str) -> Option<(&str, &str)> {
    let (path, name) = file.rsplit_once('/')?;
    Some((name.strip_suffix(".yaml")?, path.rsplit('/').next()?))
}

impl Check<'_> {
    pub(super) fn mappings(&mut self) {
        let files = self.files;
        let mut keys = Names::new("system", "mappings/");
        if files.overlay.is_some() {
            keys.seen.extend(systems::keys().map(|key| (key.to_owned(), "the national lists".to_owned())));
        }
        let mut numbers = Names::new("system number", "mappings/");
        if files.overlay.is_some() {
            let national = LANGUAGE.iter().map(|system| system.number().to_string());
            numbers.seen.extend(national.map(|number| (number, "mappings/language/".to_owned())));
        }
        for Source { file, form } in &files.languages {
            self.once(&mut keys, form.system.as_str(), (file, &form.system));
            self.once(&mut numbers, &form.number.to_string(), (file, &form.system));
            self.number(form.number, (file, &form.system));
        }
        for mapping in &files.mappings {
            let place = (mapping.file.as_str(), &mapping.form.system);
            self.once(&mut keys, mapping.form.system.as_str(), place);
            self.once(&mut numbers, &mapping.form.number.to_string(), place);
            self.number(mapping.form.number, place);
            self.mapping(mapping);
        }
    }

    /// The numbers of overlays' lists are kept for them.
    fn number(&mut self, number: u16, place: Place<'_>) {
        let (first, last) = (LOCAL_NUMBERS.start(), LOCAL_NUMBERS.end());
        let is_local = LOCAL_NUMBERS.contains(&number);
        if self.files.overlay.is_some() && !is_local {
            let message = format!("the number {number} is not one of an overlay's list");
            self.fault(
                &number_out_of_range::RULE,
                place,
                message,
                format!("take the next free number of yours, from {first} to {last}"),
            );
        } else if self.files.overlay.is_none() && is_local {
            let message = format!("the number {number} is kept for overlays");
            self.fault(
                &number_out_of_range::RULE,
                place,
                message,
                format!("take the next free number below {first}"),
            );
        }
    }

    fn mapping(&mut self, source: &Source<MappingForm>) {
        let Source { file, form } = source;
        self.slug("the key of a system", (file, &form.system));
        let fields = FIELDS.map(|field| field.word).into_iter();
        let fields = fields.filter(|field| self.files.overlay.is_none() || *field == "ethnicity");
        let fields = Names::of("field", TEMPLATE, fields);
        self.known(&fields, (file, &form.field));
        if let Some((name, folder)) = names_of_file(file) {
            if name != form.system.as_str() {
                let message =
                    format!("the file's name is not that of its system, `{}`", form.system.as_str());
                self.fault(
                    &misnamed_file::RULE,
                    (file, &form.system),
                    message,
                    "give the file the name of its system",
                );
            }
            let field = FIELDS.iter().find(|field| field.word == form.field.as_str());
            if let Some(field) = field.filter(|field| field.folder != folder) {
                let message =
                    format!("the file does not stand in the folder of its field, `{}`", field.folder);
                self.fault(
                    &misnamed_file::RULE,
                    (file, &form.field),
                    message,
                    "move the file, or say the right field",
                );
            }
        }
        let known = self.known_to(form.field.as_str(), &form.sources);
        self.known(&known.sources, (file, &form.defaults.source));
        if let Some(local) = &form.local_second_character {
            self.known(&Names::of("value", TEMPLATE, ["allowed"]), (file, local));
        }
        if let Some(feature) = &form.feature {
            self.known(&Names::of("feature", "Cargo.toml", FEATURES), (file, feature));
        }
        if let Some(observed) = &form.defaults.observed {
            self.known(&Names::of("value", TEMPLATE, YES_OR_NO), (file, observed));
        }
        for concept in form.may_be_nationality.iter().flat_map(|nationality| &nationality.concepts) {
            if concept.as_str() == NOT_FURTHER_STATED {
                self.fault(
                    &unknown_concept::RULE,
                    (file, concept),
                    "this is no heritage that could be a nationality",
                    "name the heritage",
                );
            } else if let Some(slugs) = &known.slugs {
                self.known(slugs, (file, concept));
            }
        }
        self.whose(
            (file, &form.system),
            [
                ("title", &form.title),
                ("owner", &form.owner),
                ("list-edition", &form.list_edition),
                ("jurisdiction", &form.jurisdiction),
            ],
        );
        self.uris(file, form);
        self.sources(file, &form.sources);
        self.defaults(file, &form.defaults);
        self.rows(file, &form.rows, &known);
        for row in &form.rows {
            self.own_defaults(file, row, &form.defaults);
            self.label((row.code.as_str(), &row.label), form.feature.is_some(), row.meaning.is_some(), file);
            self.observed(form, file, row);
            match &row.same_category_as {
                Some(same) if self.files.overlay.is_some() => self.same_as_national(file, same),
                Some(same) => self.same_category(source, row, same),
                None => {}
            }
        }
    }

    /// What the head of a list has to say: a code alone means nothing, so whose it is, and where, is a part of it.
    pub(super) fn whose(&mut self, place: Place<'_>, says: [(&str, &String); 4]) {
        for (key, _) in says.into_iter().filter(|(_, text)| text.trim().is_empty()) {
            let message = format!("the list `{}` has no `{key}`", place.1.as_str());
            self.fault(&empty_text::RULE, place, message, "write it as its owner does");
        }
    }

    /// Each name of the list stands once, and a code that goes under another name is a code of the list.
    fn uris(&mut self, file: &str, form: &MappingForm) {
        let mut uris = Names::new("URI", "this file");
        uris.seen.extend(form.uri.iter().map(|uri| (uri.clone(), "its `uri`".to_owned())));
        for uri in form.also_called.iter().chain(form.codes_under.iter().map(|under| &under.uri)) {
            self.once(&mut uris, uri.as_str(), (file, uri));
        }
        let codes = Names::of("code", "the file's `rows`", form.rows.iter().map(|row| row.code.as_str()));
        self.known_once(&codes, file, form.codes_under.iter().flat_map(|under| &under.codes));
    }

    pub(super) fn rows(&mut self, file: &str, rows: &[RowForm], known: &Known) {
        let mut codes = Names::new("code", "this file");
        for row in rows {
            self.once(&mut codes, row.code.as_str(), (file, &row.code));
            self.row_names(file, row, known);
            self.row(file, row);
            self.standing(file, row);
        }
    }

    pub(super) fn known_to(&self, field: &str, sources: &[SourceForm]) -> Known {
        let standard = KINDS.iter().find(|kind| kind.word == field);
        let slugs = match standard {
            None => Some(Names::new("slug", "standards/")),
            Some(kind) => self.slugs_of(kind).map(|mut slugs| {
                slugs.seen.insert(NOT_FURTHER_STATED.to_owned(), String::new());
                slugs
            }),
        };
        let of_file = self.files.absence.as_ref();
        let of_file =
            of_file.map(|source| source.form.reasons.iter().map(|reason| reason.slug.as_str()).collect());
        let embedded =
            || self.files.overlay.as_ref().map(|_| Reason::ALL.iter().map(|one| one.slug()).collect());
        let reasons: Option<Vec<&str>> = of_file.or_else(embedded);
        let reasons = reasons.map(|reasons| Names::of("reason", "standards/absence.yaml", reasons));
        let sources = Names::of("source", "the file's `sources`", sources.iter().map(|one| one.key.as_str()));
        Known { slugs, reasons, sources }
    }

    /// The slugs of a standard; `None` when not all of it could be read.
    pub(super) fn slugs_of(&self, kind: &'static KindOf) -> Option<Names> {
        let standard = self.files.standards.iter().find(|standard| standard.kind.word == kind.word)?;
        let names = standard.is_whole.then(|| self.places(standard))?;
        Some(Names::of("slug", kind.folder, names.keys().map(String::as_str)))
    }

    fn row_names(&mut self, file: &str, row: &RowForm, known: &Known) {
        if let (Some(slugs), Some(means)) = (&known.slugs, &row.means) {
            for slug in means {
                self.known(slugs, (file, slug));
                self.in_use((file, slug));
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
                &Names::of("relationship", TEMPLATE, RELATIONSHIPS.map(|(word, ..)| word)),
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
            self.fault(&empty_code::RULE, place, "the code is empty", "copy the code from its source");
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
            self.fault(
                &several_meanings::RULE,
                place,
                format!("the code `{code}` says several things"),
                help,
            );
        } else if !said.contains(&true) {
            self.fault(&no_meaning::RULE, place, format!("the code `{code}` says nothing"), help);
        }
        if row.means.is_some() && row.relationship.is_none() {
            let message = format!("the code `{code}` has no relationship to what it means");
            self.fault(&missing_relationship::RULE, place, message, "add `relationship`, in FHIR's words");
        }
        if row.means.is_none() && (row.relationship.is_some() || !row.adds.is_empty()) {
            let message = format!("the code `{code}` has a relationship, and no heritage to be related to");
            self.fault(
                &relationship_to_nothing::RULE,
                place,
                message,
                "`relationship` and `adds` stand beside `means` only; take them out",
            );
        }
    }

    /// A meaning needs a label to be read from, and a list behind a feature has none: its terms need a licence, and are
    /// written down nowhere.
    pub(super) fn label(
        &mut self,
        (code, label): (&str, &Word),
        needs_licence: bool,
        is_not_known: bool,
        file: &str,
    ) {
        let place = (file, label);
        let label = label.as_str();
        if needs_licence {
            if !label.is_empty() {
                let message =
                    format!("the code `{code}` has a term, and the terms of this list need a licence");
                self.fault(&licensed_term::RULE, place, message, "leave the label empty");
            }
        } else if label.trim().is_empty() && !is_not_known {
            let message = format!("the code `{code}` has a meaning and no official label");
            self.fault(&missing_official_label::RULE, place, message, NOT_KNOWN_HELP);
        }
    }

    /// Whether the code is a heading, and whether it is retired.
    fn standing(&mut self, file: &str, row: &RowForm) {
        if let Some(heading) = row.heading.as_deref() {
            self.known(&Names::of("value", TEMPLATE, ["yes"]), (file, heading));
        }
        let Some(retired) = row.retired.as_deref().filter(|word| word.as_str() != "yes") else { return };
        if !is_day(retired.as_str()) {
            let message = format!("the code `{}` was retired on no day of the calendar", row.code.as_str());
            let help = "write YYYY-MM-DD as the source says it, or \"yes\" where it gives no day";
            self.fault(&impossible_date_of_retirement::RULE, (file, retired), message, help);
        }
    }

    /// What somebody observed says nothing of why there is no answer, and is never the category that somebody states.
    fn observed(&mut self, form: &MappingForm, file: &str, row: &RowForm) {
        if let Some(observed) = &row.observed {
            self.known(&Names::of("value", TEMPLATE, YES_OR_NO), (file, observed));
        }
        if form.is_observed(row) && (row.absent.is_some() || row.same_category_as.is_some()) {
            let message = format!("the code `{}` records what somebody observed", row.code.as_str());
            let help = "say with `means` what was observed, `not-further-stated` where that is nothing";
            self.fault(&observation_as_answer::RULE, (file, &row.code), message, help);
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
            return self.fault(
                &same_category_of_none::RULE,
                (file, &same.system),
                message,
                "name a list of the same field",
            );
        }
        let codes = target.form.rows.iter().map(|other| other.code.as_str());
        match target.form.rows.iter().find(|other| other.code.as_str() == code) {
            None => self.known(&Names::of("code", "the file of that system", codes), (file, &same.code)),
            Some(found) if target.form.is_observed(found) => {
                let message = format!("the code `{code}` of `{system}` records what somebody observed");
                let help =
                    "an observation is no category that people state; say with `means` what this code says";
                self.fault(&observation_as_answer::RULE, (file, &same.code), message, help);
            }
            Some(found) if found.same_category_as.is_some() => {
                let message = format!(
                    "the code `{}` is the same as one that says nothing of its own",
                    row.code.as_str()
                );
                let help = "name the system and the code whose row has `means` or `absent`";
                self.fault(&same_category_of_none::RULE, (file, &same.code), message, help);
            }
            Some(_) => {}
        }
    }

    /// The keys of all systems, those whose files could not be read among them.
    pub(super) fn systems(&self) -> Names {
        let systems = self.files.mappings.iter().map(|mapping| mapping.form.system.as_str());
        let broken = self.files.broken.iter().filter_map(|file| names_of_file(file)).map(|(name, _)| name);
        Names::of("system", "mappings/", systems.chain(broken))
    }

    pub(super) fn authorities(&mut self) {
        let files = self.files;
        let slugs = KINDS.iter().find(|kind| kind.word == "ethnicity").and_then(|kind| self.slugs_of(kind));
        let systems = self.systems();
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
                &misnamed_file::RULE,
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
                self.in_use((file, &row.heritage));
            }
            self.once(&mut heritages, row.heritage.as_str(), (file, &row.heritage));
            if row.codes.is_empty() {
                let message = format!("`{}` has no published code", row.heritage.as_str());
                self.fault(
                    &silent_source::RULE,
                    (file, &row.heritage),
                    message,
                    "take the row out where the authority is silent",
                );
            }
        }
    }
}
