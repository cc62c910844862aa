//! Lists as their files have them now, in the form of the embedded ones, so that they can be tried before any table is
//! written. What is built lives as long as the program.

use std::collections::BTreeMap;

use super::check::NOT_FURTHER_STATED;
use super::forms::{ConceptForm, MappingForm, RowForm};
use super::languages::{LanguageRowForm, LanguagesForm, rows as rows_of_languages, rule_named};
use super::rows::{FileRow, Says};
use super::tables::{
    RELATIONSHIPS, SameCategories, certain_places, in_order, indices, indices_of, original, relations,
    same_categories,
};
use super::yaml::Word;
use super::{Source, Sources, StandardFiles};
use crate::answer::{Absence, Reason};
use crate::bridge::language_rows::{LanguageRow, Meant, Named, TagData};
use crate::bridge::row::{APPROVED, Row, RowEntry, Rows, kept_rows};
use crate::bridge::{
    Certain, CodeIndex, CodeSystem, Extension, Meaning, OwnedIndex, Relationship, Slot, SystemData, TagSystem,
};
use crate::language::Breadth;
use crate::packed::{Growing, GrowingText};
use crate::standard::packed::{PackedConcept, PackedLabel, Runs, Witnesses};
use crate::standard::{ConceptId, LabelUse, NO_CONCEPTS, Standard, Status};
use crate::stated::{AbsenceOnly, Axis};

fn kept(text: &str) -> &'static str {
    String::from(text).leak()
}

fn kept_all<T>(items: impl IntoIterator<Item = T>) -> &'static [T] {
    items.into_iter().collect::<Vec<T>>().leak()
}

/// The lists of the files, each field's over the standard of the files.
pub(crate) struct Built<'a> {
    sources: &'a Sources,
    standards: BTreeMap<&'static str, &'static Standard>,
    same: SameCategories<'a>,
    /// The index of a list whose only code is [`ALONE`].
    alone: CodeIndex,
}

/// The code of a row that is looked at by itself.
const ALONE: &str = "A";

impl<'a> Built<'a> {
    pub(crate) fn of(sources: &'a Sources) -> Self {
        let standards = sources.standards.iter().map(|files| (files.kind.word, standard(files))).collect();
        Self { sources, standards, same: same_categories(sources), alone: index_of(core::iter::once(ALONE)) }
    }

    /// The standard of a field; one of no concepts, where the field has none.
    pub(crate) fn standard(&self, field: &str) -> &'static Standard {
        self.standards.get(field).copied().unwrap_or(&NO_CONCEPTS)
    }

    /// The lists of a field, or the one with a key, in the order of the files.
    pub(crate) fn lists<A: Axis>(&self, field: &str, only: Option<&str>) -> Vec<&'static CodeSystem<A>> {
        let of_field = |mapping: &&Source<MappingForm>| {
            let key = mapping.form.system.as_str();
            mapping.form.field.as_str() == field && only.is_none_or(|only| only == key)
        };
        let build = |mapping| -> &'static CodeSystem<A> {
            let data: &'static SystemData = Box::leak(Box::new(self.data(mapping)));
            let extension = Extension {
                standard: self.standard(field),
                owner: None,
                codes: Rows::NONE,
                index: OwnedIndex::of(core::iter::empty()).leak(),
                same_category: &[],
            };
            Box::leak(Box::new(CodeSystem::extended(data, Box::leak(Box::new(extension)))))
        };
        self.sources.mappings.iter().filter(of_field).map(build).collect()
    }

    /// The lists of languages, or the one with a key.
    pub(crate) fn languages(&self, only: Option<&str>) -> Vec<&'static TagSystem> {
        let lists = &self.sources.languages;
        let asked = lists.iter().filter(|list| only.is_none_or(|only| only == list.form.system.as_str()));
        asked
            .map(|list| {
                let data: &'static TagData = Box::leak(Box::new(languages(lists, list)));
                &*Box::leak(Box::new(TagSystem { data }))
            })
            .collect()
    }

    /// A list of one row, whose code is `A` there: for asking about a row by itself.
    pub(crate) fn alone(&self, field: &str, row: &FileRow) -> CodeSystem<AbsenceOnly> {
        let standard = self.standard(field);
        let slot = |part: &String| match part.as_str() {
            NOT_FURTHER_STATED => Some(Slot::NotFurtherStated),
            slug => standard.by_slug(slug).and_then(|one| standard.index(one.id())).map(Slot::Concept),
        };
        let meaning = match &row.says {
            Says::Means(parts) => Meaning::Stated(kept_all(parts.iter().filter_map(slot))),
            _ => Meaning::NotKnown,
        };
        let rows = kept_rows(&[RowEntry {
            code: ALONE,
            label: "",
            group: None,
            meaning,
            relationship: row.relationship,
            adds: &[],
            observed: row.is_observed,
            same_category: &[],
            line: 0,
        }]);
        let data = SystemData { rows, index: self.alone, ..SystemData::BLANK };
        let extension =
            Extension { standard, owner: None, codes: Rows::NONE, index: self.alone, same_category: &[] };
        CodeSystem::extended(Box::leak(Box::new(data)), Box::leak(Box::new(extension)))
    }

    /// The same for a row of a list of languages.
    pub(crate) fn alone_of_languages(&self, row: &FileRow) -> TagSystem {
        let named = |tags: &[String]| named(tags.iter().map(String::as_str));
        let (meaning, may_hold) = match &row.says {
            Says::Means(tags) => (Meant::Languages(named(tags)), &[][..]),
            Says::MayHold(tags, others) => (Meant::Languages(named(tags)), named(others)),
            _ => (Meant::NotKnown, &[][..]),
        };
        let row = LanguageRow {
            code: ALONE,
            label: "",
            meaning,
            may_hold,
            relationship: row.relationship,
            observed: row.is_observed,
            refused: None,
            line: 0,
        };
        let data = TagData { rows: kept_all([row]), index: self.alone, ..TagData::BLANK };
        TagSystem { data: Box::leak(Box::new(data)) }
    }

    fn data(&self, mapping: &Source<MappingForm>) -> SystemData {
        let form = &mapping.form;
        let indices = indices_of(self.sources, form.field.as_str());
        let source = form.sources.iter().find(|source| source.key.as_str() == form.defaults.source.as_str());
        let nationality = form.may_be_nationality.iter().flat_map(|nationality| &nationality.concepts);
        let index = |word: &Word| indices.get(word.as_str()).and_then(|&index| u16::try_from(index).ok());
        let rows = self.rows(form, &index);
        SystemData {
            key: kept(form.system.as_str()),
            number: form.number,
            title: kept(&form.title),
            owner: kept(&form.owner),
            list_edition: kept(&form.list_edition),
            jurisdiction: kept(&form.jurisdiction),
            uri: form.uri.as_deref().map(kept),
            also_called: kept_all(form.also_called.iter().map(|uri| kept(uri.as_str()))),
            codes_under: kept_all(form.codes_under.iter().map(|under| {
                (kept(under.uri.as_str()), kept_all(under.codes.iter().map(|code| kept(code.as_str()))))
            })),
            source: source.map_or("", |source| kept(&source.title)),
            licence: source.map_or("", |source| kept(&source.licence)),
            file: kept(&mapping.file),
            mapping_edition: form.mapping_edition,
            local_second_character: form.local_second_character.is_some(),
            may_be_nationality: kept_all(nationality.filter_map(index)),
            rows,
            index: index_of(rows.iter().map(Row::code)),
            certain: certain(certain_places(self.sources, form, &indices), form.rows.len()),
        }
    }

    fn rows(&self, form: &MappingForm, index: &impl Fn(&Word) -> Option<u16>) -> &'static Rows {
        let adds: Vec<Vec<&'static str>> = form
            .rows
            .iter()
            .map(|row| original(self.sources, row).adds.iter().map(|word| kept(word)).collect())
            .collect();
        let same: Vec<Vec<(&str, &str)>> = form
            .rows
            .iter()
            .map(|row| {
                let others = self.same.get(&(form.system.as_str(), row.code.as_str()));
                others.into_iter().flatten().copied().collect()
            })
            .collect();
        let all = form.rows.iter().zip(&adds).zip(&same);
        let entries: Vec<RowEntry<'_>> =
            all.map(|((row, adds), same)| self.entry(form, row, index, adds, same)).collect();
        kept_rows(&entries)
    }

    fn entry<'r>(
        &self,
        form: &MappingForm,
        row: &'r RowForm,
        index: &impl Fn(&Word) -> Option<u16>,
        adds: &'r [&'static str],
        same_category: &'r [(&'r str, &'r str)],
    ) -> RowEntry<'r> {
        let meant = original(self.sources, row);
        let slot = |word: &Word| match word.as_str() {
            NOT_FURTHER_STATED => Some(Slot::NotFurtherStated),
            _ => index(word).map(Slot::Concept),
        };
        let meaning = match (&meant.means, &meant.absent) {
            (Some(means), _) => Meaning::Stated(kept_all(means.iter().filter_map(slot))),
            (None, Some(reasons)) => absence(reasons).map_or(Meaning::NotKnown, Meaning::Absent),
            (None, None) => Meaning::NotKnown,
        };
        RowEntry {
            code: row.code.as_str(),
            label: row.label.as_str(),
            group: row.group.as_deref(),
            meaning,
            relationship: relationship(meant.relationship.as_ref()),
            adds,
            observed: form.is_observed(row),
            same_category,
            line: form.line(row),
        }
    }
}

fn relationship(word: Option<&Word>) -> Relationship {
    let known = word.and_then(|word| RELATIONSHIPS.iter().find(|(known, ..)| *known == word.as_str()));
    known.map_or(Relationship::Equivalent, |(_, _, relationship)| *relationship)
}

/// The reasons that this program knows: one that is new in the files is known once the tables are built.
fn absence(reasons: &[Word]) -> Option<Absence> {
    let reasons: Vec<Reason> = reasons.iter().filter_map(|word| Reason::from_slug(word.as_str())).collect();
    Absence::of(&reasons)
}

fn index_of<'a>(codes: impl Iterator<Item = &'a str>) -> CodeIndex {
    OwnedIndex::of(codes).leak()
}

fn certain(places: Vec<usize>, rows: usize) -> Certain {
    if rows < usize::from(u8::MAX) {
        Certain::Narrow(kept_all(places.into_iter().map(|place| place as u8)))
    } else {
        Certain::Wide(kept_all(places.into_iter().map(|place| place as u16)))
    }
}

/// A standard as its files have it. Its witnesses stay in the files: those that the crate embeds are of its own tables.
fn standard(files: &StandardFiles) -> &'static Standard {
    let indices = indices(files);
    let relations = relations(files, &NO_CONCEPTS, &indices);
    let (mut text, mut runs, mut labels) = (GrowingText::after(""), Growing::after(&[]), Growing::after(&[]));
    let number = |index: usize| u16::try_from(index).unwrap_or(u16::MAX);
    let mut concepts: Vec<PackedConcept> = Vec::with_capacity(indices.len());
    for (index, (id, form)) in in_order(files).into_iter().enumerate() {
        concepts.push(concept(id, form, &mut text, &mut labels));
        let broader = relations.broader.get(index).into_iter().flatten().copied();
        let overlaps = relations.overlaps.get(index).into_iter().flatten().copied();
        if let Some(concept) = concepts.last_mut() {
            concept.broader = runs.add(broader.map(number));
            concept.overlaps = runs.add(overlaps.map(number));
            concept.is_a = runs.add(relations.is_a(index).into_iter().map(number));
            concept.may_be = runs.add(relations.may_be(index).into_iter().map(number));
        }
    }
    let runs = Runs { text: text.leak(), indices: runs.items.leak(), labels: labels.items.leak() };
    let name = files.parts.iter().find_map(|part| part.form.name.as_deref()).unwrap_or_default();
    Box::leak(Box::new(Standard {
        kind: files.kind.kind,
        name: kept(name),
        concepts: concepts.leak(),
        by_slug: kept_all(indices.into_values().map(number)),
        runs: Box::leak(Box::new(runs)),
        own_witnesses: Witnesses::NONE,
    }))
}

fn concept(
    id: ConceptId,
    form: &ConceptForm,
    text: &mut GrowingText,
    labels: &mut Growing<PackedLabel>,
) -> PackedConcept {
    let names = form.labels.iter().map(|label| PackedLabel {
        language: text.add(label.language.as_str()),
        text: text.add(label.text.as_str()),
        usage: match label.usage.as_str() {
            "label" => LabelUse::Label,
            "synonym" => LabelUse::Synonym,
            _ => LabelUse::SearchOnly,
        },
    });
    let names: Vec<PackedLabel> = names.collect();
    PackedConcept {
        slug: text.add(form.slug.as_str()),
        label: text.add(form.label.as_str()),
        status: match form.status.as_str() {
            "agreed" => Status::Agreed,
            "retired" => Status::Retired,
            _ => Status::Provisional,
        },
        counting_only: form.usage.as_str() == "counting",
        labels: labels.add(names),
        ..PackedConcept::blank(id)
    }
}

fn languages(lists: &[Source<LanguagesForm>], list: &Source<LanguagesForm>) -> TagData {
    let form = &list.form;
    let source = form.sources.iter().find(|source| source.key.as_str() == form.defaults.source.as_str());
    let rows = rows_of_languages(lists, form);
    TagData {
        key: kept(form.system.as_str()),
        number: form.number,
        title: kept(&form.title),
        owner: kept(&form.owner),
        list_edition: kept(&form.list_edition),
        jurisdiction: kept(&form.jurisdiction),
        uri: form.uri.as_deref().map(kept),
        source: source.map_or("", |source| kept(&source.title)),
        licence: source.map_or("", |source| kept(&source.licence)),
        file: kept(&list.file),
        mapping_edition: form.mapping_edition,
        rule: rule_named(form.rule.as_ref().map(|word| word.as_str())),
        index: index_of(rows.iter().map(|row| row.code.as_str())),
        rows: kept_all(rows.iter().map(|row| language_row(form, row))),
    }
}

fn language_row(form: &LanguagesForm, row: &LanguageRowForm) -> LanguageRow {
    let meaning = match (&row.means, &row.all_but, &row.absent) {
        (Some(means), ..) => Meant::Languages(named(words(means))),
        (_, Some(tags), _) => Meant::AllBut(named(words(tags))),
        (.., Some(reasons)) => absence(reasons).map_or(Meant::NotKnown, Meant::Absent),
        _ => Meant::NotKnown,
    };
    let observed = row.observed.as_ref().or(form.defaults.observed.as_ref());
    LanguageRow {
        code: kept(row.code.as_str()),
        label: kept(row.label.as_str()),
        meaning,
        may_hold: named(words(&row.may_hold)),
        relationship: relationship(row.relationship.as_ref()),
        observed: observed.is_some_and(|word| word.as_str() == "yes"),
        refused: row.refused.as_deref().map(kept),
        line: line(row.code.line(), form.is_approved()),
    }
}

/// The line of a row, with the bit of an approved one.
fn line(line: u64, is_approved: bool) -> u32 {
    u32::try_from(line).unwrap_or_default() | if is_approved { APPROVED } else { 0 }
}

fn words(words: &[Word]) -> impl Iterator<Item = &str> {
    words.iter().map(Word::as_str)
}

fn named<'t>(tags: impl Iterator<Item = &'t str>) -> &'static [Named] {
    kept_all(
        tags.filter(|tag| *tag != NOT_FURTHER_STATED)
            .map(|tag| -> Named { kept_all(Breadth::of(tag).iter().map(kept)) }),
    )
}
