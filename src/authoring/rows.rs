//! The rows of the mappings as their files have them, and the witnesses that the standards hold, as plain data: for what
//! changes rows in memory and looks what becomes of them.

use std::collections::BTreeMap;

use super::check::NOT_FURTHER_STATED;
use super::forms::{AttestationForm, MappingForm, RowForm};
use super::languages::{LanguageRowForm, LanguagesForm, rows as rows_of_languages};
use super::tables::RELATIONSHIPS;
use super::yaml::Word;
use super::{Source, Sources};
use crate::bridge::Relationship;

/// A list, as its file has it.
#[derive(Clone, Debug)]
pub(crate) struct FileList {
    pub(crate) key: String,
    pub(crate) file: String,
    pub(crate) field: String,
    pub(crate) rows: Vec<FileRow>,
    /// Rows of another list whose codes this one has too; they are that list's to change.
    pub(crate) borrowed: Vec<FileRow>,
}

/// A row, as its file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FileRow {
    pub(crate) code: String,
    pub(crate) label: String,
    pub(crate) line: u64,
    pub(crate) says: Says,
    pub(crate) relationship: Relationship,
    pub(crate) adds: bool,
    pub(crate) is_observed: bool,
    /// Why it relates so, in words.
    pub(crate) reason: Option<String>,
}

/// What a row says that its code means.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Says {
    /// Slugs; of a list of languages tags, of which it is one.
    Means(Vec<String>),
    /// Tags of which it is one, and tags that it may be too.
    MayHold(Vec<String>, Vec<String>),
    /// Tags of which it is none.
    AllBut(Vec<String>),
    /// Reasons.
    Absent(Vec<String>),
    /// The category of another list's code.
    Same {
        system: String,
        code: String,
    },
    NotKnown,
}

/// What is not named further.
pub(crate) const UNNAMED: &str = NOT_FURTHER_STATED;

/// A witness of a part of a meaning: the list, the code, the label, and the slug or reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Witness {
    pub(crate) system: String,
    pub(crate) code: String,
    pub(crate) label: String,
    pub(crate) part: String,
    /// Whether the owner's list of synonyms leads there, and not the label.
    pub(crate) is_synonym: bool,
    /// Codes of the list that others of the part have.
    pub(crate) elsewhere: Vec<String>,
    /// Where it stands.
    pub(crate) file: String,
    pub(crate) line: u64,
}

fn words(words: &[Word]) -> Vec<String> {
    words.iter().map(|word| word.as_str().to_owned()).collect()
}

fn relationship(word: Option<&Word>) -> Relationship {
    let known = word.and_then(|word| RELATIONSHIPS.iter().find(|(known, ..)| *known == word.as_str()));
    known.map_or(Relationship::Equivalent, |(_, _, relationship)| *relationship)
}

impl FileRow {
    fn of(form: &MappingForm, row: &RowForm) -> Self {
        let says = match (&row.means, &row.absent, &row.same_category_as) {
            (Some(means), ..) => Says::Means(words(means)),
            (_, Some(absent), _) => Says::Absent(words(absent)),
            (.., Some(same)) => {
                Says::Same { system: same.system.as_str().to_owned(), code: same.code.as_str().to_owned() }
            }
            _ => Says::NotKnown,
        };
        Self {
            code: row.code.as_str().to_owned(),
            label: row.label.as_str().to_owned(),
            line: row.code.line(),
            says,
            relationship: relationship(row.relationship.as_ref()),
            adds: !row.adds.is_empty(),
            is_observed: form.is_observed(row),
            reason: row.reason.clone(),
        }
    }

    fn of_language(form: &LanguagesForm, row: &LanguageRowForm) -> Self {
        let says = match (&row.means, &row.all_but, &row.absent) {
            (Some(means), ..) if row.may_hold.is_empty() => Says::Means(words(means)),
            (Some(means), ..) => Says::MayHold(words(means), words(&row.may_hold)),
            (_, Some(tags), _) => Says::AllBut(words(tags)),
            (.., Some(absent)) => Says::Absent(words(absent)),
            _ => Says::NotKnown,
        };
        let observed = row.observed.as_ref().or(form.defaults.observed.as_ref());
        Self {
            code: row.code.as_str().to_owned(),
            label: row.label.as_str().to_owned(),
            line: row.code.line(),
            says,
            relationship: relationship(row.relationship.as_ref()),
            adds: false,
            is_observed: observed.is_some_and(|word| word.as_str() == "yes"),
            reason: row.reason.clone(),
        }
    }
}

impl Sources {
    /// All lists, those of languages last.
    pub(crate) fn lists(&self) -> Vec<FileList> {
        let of_codes = self.mappings.iter().map(|Source { file, form }| FileList {
            key: form.system.as_str().to_owned(),
            file: file.clone(),
            field: form.field.as_str().to_owned(),
            rows: form.rows.iter().map(|row| FileRow::of(form, row)).collect(),
            borrowed: Vec::new(),
        });
        let of_languages = self.languages.iter().map(|Source { file, form }| {
            let is_own =
                |row: &&LanguageRowForm| form.rows.iter().any(|own| own.code.as_str() == row.code.as_str());
            let all = rows_of_languages(&self.languages, form);
            FileList {
                key: form.system.as_str().to_owned(),
                file: file.clone(),
                field: "language".to_owned(),
                rows: form.rows.iter().map(|row| FileRow::of_language(form, row)).collect(),
                borrowed: all
                    .into_iter()
                    .filter(|row| !is_own(row))
                    .map(|row| FileRow::of_language(form, row))
                    .collect(),
            }
        });
        of_codes.chain(of_languages).collect()
    }

    /// The witnesses of a field's concepts, those of what is not further stated, and those of the reasons for absence.
    pub(crate) fn witnesses(&self, field: &str) -> Vec<Witness> {
        let mut all = Vec::new();
        let mut add = |file: &str, part: &str, forms: &[AttestationForm]| {
            all.extend(forms.iter().map(|form| Witness {
                system: form.system.as_str().to_owned(),
                code: form.code.as_str().to_owned(),
                label: form.label.as_str().to_owned(),
                part: part.to_owned(),
                is_synonym: form.synonym.is_some(),
                elsewhere: words(&form.elsewhere),
                file: file.to_owned(),
                line: form.system.line(),
            }));
        };
        for standard in self.standards.iter().filter(|standard| standard.kind.word == field) {
            for (file, concept) in standard.concepts() {
                add(file, concept.slug.as_str(), &concept.attested_by);
            }
            for part in &standard.parts {
                add(&part.file, UNNAMED, &part.form.not_further_stated.attested_by);
            }
        }
        for reason in &self.absence.form.reasons {
            add(&self.absence.file, reason.slug.as_str(), &reason.attested_by);
        }
        all
    }

    /// For each concept of a field its directly broader ones, by slug.
    pub(crate) fn broader(&self, field: &str) -> BTreeMap<String, Vec<String>> {
        let of_field = self.standards.iter().filter(|standard| standard.kind.word == field);
        let concepts = of_field.flat_map(|standard| standard.concepts());
        concepts.map(|(_, one)| (one.slug.as_str().to_owned(), words(&one.broader))).collect()
    }

    /// For each concept of a field those that it may be, by slug, as they are written: on one side.
    pub(crate) fn overlaps(&self, field: &str) -> BTreeMap<String, Vec<String>> {
        let of_field = self.standards.iter().filter(|standard| standard.kind.word == field);
        let concepts = of_field.flat_map(|standard| standard.concepts());
        concepts.map(|(_, one)| (one.slug.as_str().to_owned(), words(&one.overlaps))).collect()
    }

    /// The slugs of all reasons for absence.
    pub(crate) fn reasons(&self) -> Vec<String> {
        self.absence.form.reasons.iter().map(|reason| reason.slug.as_str().to_owned()).collect()
    }

    /// The text of the pinned registry of languages.
    pub(crate) fn language_registry(&self) -> &str {
        &self.registry
    }

    /// The witnesses of the lists of languages.
    pub(crate) fn language_witnesses(&self) -> &str {
        &self.language_witnesses
    }
}
