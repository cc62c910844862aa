//! What the lists of languages say, checked.

use super::{Check, NOT_FURTHER_STATED, Names, mappings::names_of_file};
use crate::authoring::Source;
use crate::authoring::languages::{LanguageRowForm, LanguagesForm, RULES};
use crate::authoring::tables::{FEATURES, RELATIONSHIPS};
use crate::language::LanguageTag;
use crate::rules::{
    misnamed_file, missing_relationship, no_meaning, relationship_to_nothing, several_meanings,
    unregistered_language,
};

const PLACE: &str = "another file of mappings/language/";

impl Check<'_> {
    pub(super) fn languages(&mut self) {
        let files = self.files;
        for source in &files.languages {
            let Source { file, form } = source;
            self.slug("the key of a system", (file, &form.system));
            if names_of_file(file).is_some_and(|(name, _)| name != form.system.as_str()) {
                let message =
                    format!("the file's name is not that of its system, `{}`", form.system.as_str());
                self.fault(
                    &misnamed_file::RULE,
                    (file, &form.system),
                    message,
                    "give the file the name of its system",
                );
            }
            if let Some(rule) = &form.rule {
                self.known(&Names::of("rule", PLACE, RULES.map(|(rule, ..)| rule)), (file, rule));
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
            if let Some(feature) = &form.feature {
                self.known(&Names::of("feature", "Cargo.toml", FEATURES), (file, feature));
            }
            let known = self.known_to("language", &form.sources);
            self.known(&known.sources, (file, &form.defaults.source));
            self.sources(file, &form.sources);
            self.defaults(file, &form.defaults);
            let mut codes = Names::new("code", "this file");
            for row in &form.rows {
                self.once(&mut codes, row.code.as_str(), (file, &row.code));
                if let Some(source) = &row.source {
                    self.known(&known.sources, (file, source));
                }
                if let (Some(reasons), Some(absent)) = (known.reasons(), &row.absent) {
                    self.known_once(reasons, file, absent);
                }
                self.language_row(file, row);
                self.language_label(form, file, row);
            }
            self.codes_of(source);
        }
    }

    /// A list that has the codes of another says so of codes that are there.
    fn codes_of(&mut self, Source { file, form }: &Source<LanguagesForm>) {
        let files = self.files;
        let Some(other) = &form.codes_of else { return };
        let Some(list) = files.languages.iter().find(|list| list.form.system.as_str() == other.as_str())
        else {
            let lists = files.languages.iter().map(|list| list.form.system.as_str());
            return self.known(&Names::of("system", "mappings/language/", lists), (file, other));
        };
        let codes = Names::of("code", "the other file", list.form.rows.iter().map(|row| row.code.as_str()));
        for row in &form.rows {
            self.known(&codes, (file, &row.code));
        }
    }

    /// As the labels of other lists: a meaning needs one, and terms that need a licence are written down nowhere.
    fn language_label(&mut self, form: &LanguagesForm, file: &str, row: &LanguageRowForm) {
        self.label((row.code.as_str(), &row.label), form.feature.is_some(), row.meaning.is_some(), file);
    }

    fn language_row(&mut self, file: &str, row: &LanguageRowForm) {
        let code = row.code.as_str();
        let said = [row.means.is_some(), row.all_but.is_some(), row.absent.is_some(), row.meaning.is_some()];
        if said.iter().filter(|&&said| said).count() != 1 {
            let help = "give it one of `means`, `all-but`, `absent` and `meaning: not-known`";
            self.fault(
                if said.contains(&true) { &several_meanings::RULE } else { &no_meaning::RULE },
                (file, &row.code),
                format!("the code `{code}` does not say one thing"),
                help,
            );
        }
        if row.means.is_some() != row.relationship.is_some() {
            let help = "add `relationship` beside `means`, in FHIR's words, and nowhere else";
            self.fault(
                if row.means.is_some() {
                    &missing_relationship::RULE
                } else {
                    &relationship_to_nothing::RULE
                },
                (file, &row.code),
                format!("the code `{code}` and its relationship do not go together"),
                help,
            );
        }
        if let Some(word) = &row.relationship {
            let words = RELATIONSHIPS.map(|(word, ..)| word);
            self.known(&Names::of("relationship", "mappings/TEMPLATE.yaml", words), (file, word));
        }
        if let Some(word) = &row.observed {
            self.known(&Names::of("value", "mappings/TEMPLATE.yaml", ["yes", "no"]), (file, word));
        }
        if let Some(word) = &row.meaning {
            self.known(&Names::of("meaning", "mappings/TEMPLATE.yaml", ["not-known"]), (file, word));
        }
        for tag in row.tags() {
            let is_valid = LanguageTag::parse(tag.as_str()).is_ok_and(|tag| tag.validity().is_valid());
            if !is_valid {
                let help = "write a tag whose parts are all in the IANA registry";
                self.fault(
                    &unregistered_language::RULE,
                    (file, tag),
                    format!("`{}` is no registered tag", tag.as_str()),
                    help,
                );
            }
        }
        let words = row.means.iter().chain(&row.all_but).flatten();
        if words.clone().count() > 1 && words.clone().any(|word| word.as_str() == NOT_FURTHER_STATED) {
            let help = "name the tags that it may be, or say `not-further-stated` alone";
            self.fault(
                &several_meanings::RULE,
                (file, &row.code),
                format!("the code `{code}` names a language and does not"),
                help,
            );
        }
    }
}
