//! The tables of an overlay, in the form of the embedded ones.

use std::collections::BTreeSet;

use super::known::Known;
use super::parts::{EarlierEdition, LocalHeritage, LocalMeaning, LocalRow, LocalSystem, OverlayParts};
use super::relations::Relations;
use crate::answer::Answer;
use crate::bridge::row::{Row, RowEntry, Rows, kept_rows, kept_rows_after, marked};
use crate::bridge::{
    Certain, CodeIndex, CodeSystem, Earlier, Extension, Meaning, OwnedIndex, Relationship, Slot, SystemData,
    systems,
};
use crate::ethnicity::Heritages;
use crate::packed::{Growing, GrowingText, Span};
use crate::standard::Standard;
use crate::standard::packed::{self, PackedAttestation, PackedConcept, PackedLabel, Witnesses};
use crate::stated::Part;

/// Keeps a text for as long as the program runs.
fn kept(text: &str) -> &'static str {
    String::from(text).leak()
}

pub(super) fn kept_all<T>(items: impl IntoIterator<Item = T>) -> &'static [T] {
    let items: Vec<T> = items.into_iter().collect();
    if items.is_empty() { &[] } else { items.leak() }
}

fn kept_texts(texts: &[String]) -> &'static [&'static str] {
    kept_all(texts.iter().map(|text| kept(text)))
}

/// The runs of the extended standard: the national ones, and what the overlay adds behind them.
struct Runs {
    text: GrowingText,
    indices: Growing<u16>,
    labels: Growing<PackedLabel>,
}

impl Runs {
    fn after(national: &packed::Runs) -> Self {
        Self {
            text: GrowingText::after(national.text),
            indices: Growing::after(national.indices),
            labels: Growing::after(national.labels),
        }
    }

    fn labels(&mut self, heritage: &LocalHeritage) -> Span {
        let packed = heritage.labels.iter().map(|label| PackedLabel {
            language: self.text.add(&label.language),
            text: self.text.add(&label.text),
            usage: label.usage,
        });
        self.labels.add(packed)
    }

    fn kept(self) -> &'static packed::Runs {
        Box::leak(Box::new(packed::Runs {
            text: self.text.leak(),
            indices: self.indices.items.leak(),
            labels: self.labels.items.leak(),
        }))
    }
}

/// The national standard with the overlay's heritages after it.
pub(super) fn standard(parts: &OverlayParts, relations: &Relations) -> &'static Standard {
    let national = Standard::ethnicity();
    let mut runs = Runs::after(national.runs);
    let all = |table: &[BTreeSet<u16>], place: usize| -> Vec<u16> {
        table.get(place).into_iter().flatten().copied().collect()
    };
    let mut concepts: Vec<PackedConcept> =
        Vec::with_capacity(national.concepts().len() + parts.heritages.len());
    for (place, concept) in national.concepts.iter().enumerate() {
        let mut extended = |table: &[BTreeSet<u16>], known: Span| {
            if table.get(place).is_some_and(|set| set.len() > known.len()) {
                runs.indices.add(all(table, place))
            } else {
                known
            }
        };
        concepts.push(PackedConcept {
            overlaps: extended(&relations.overlaps, concept.overlaps),
            may_be: extended(&relations.may_be, concept.may_be),
            ..*concept
        });
    }
    let mut heritages: Vec<&LocalHeritage> = parts.heritages.iter().collect();
    heritages.sort_by_key(|heritage| heritage.id);
    let mut by_slug: Vec<(&str, u16)> =
        national.concepts().zip(0_u16..).map(|(concept, index)| (concept.slug(), index)).collect();
    for (heritage, broader) in heritages.iter().zip(&relations.broader) {
        let place = concepts.len();
        by_slug.extend(u16::try_from(place).map(|index| (heritage.slug.as_str(), index)));
        concepts.push(PackedConcept {
            id: heritage.id,
            slug: runs.text.add(&heritage.slug),
            label: runs.text.add(&heritage.label),
            status: heritage.status,
            counting_only: heritage.counting_only,
            broader: runs.indices.add(broader.iter().copied()),
            overlaps: runs.indices.add(all(&relations.overlaps, place)),
            is_a: runs.indices.add(all(&relations.is_a, place)),
            may_be: runs.indices.add(all(&relations.may_be, place)),
            labels: runs.labels(heritage),
        });
    }
    by_slug.sort_unstable();
    Box::leak(Box::new(Standard {
        kind: national.kind,
        name: national.name,
        concepts: concepts.leak(),
        by_slug: kept_all(by_slug.into_iter().map(|(_, index)| index)),
        runs: runs.kept(),
        own_witnesses: witnesses(&heritages),
    }))
}

/// The witnesses of the overlay's own heritages, in their order.
fn witnesses(heritages: &[&LocalHeritage]) -> &'static Witnesses {
    let (mut text, mut attestations, mut of) = (GrowingText::after(""), Growing::after(&[]), Vec::new());
    for heritage in heritages {
        let packed: Vec<PackedAttestation> = heritage
            .attested_by
            .iter()
            .map(|witness| PackedAttestation {
                system: text.add(&witness.system),
                code: text.add(&witness.code),
                label: text.add(&witness.label),
            })
            .collect();
        of.push(attestations.add(packed));
    }
    Box::leak(Box::new(Witnesses {
        text: text.leak(),
        attestations: attestations.items.leak(),
        of: of.leak(),
        not_further_stated: Span::EMPTY,
    }))
}

/// All national lists of ethnicity over the extended standard, then the overlay's own.
pub(super) fn systems(parts: &OverlayParts, standard: &'static Standard) -> &'static [CodeSystem<Heritages>] {
    let own: Vec<&'static SystemData> =
        parts.systems.iter().map(|system| &*Box::leak(Box::new(data(system, standard)))).collect();
    let extension = |codes, same_category| -> &'static Extension {
        let index = index_of(codes);
        Box::leak(Box::new(Extension { standard, owner: Some(parts.owner), codes, index, same_category }))
    };
    let mut all = Vec::new();
    for national in systems::ETHNICITY {
        let codes = parts.codes.iter().filter(|codes| codes.of == national.key());
        let own_codes = rows(codes.flat_map(|codes| &codes.rows), standard);
        let extension = extension(own_codes, same_categories(&own, national.key()));
        all.push(CodeSystem::extended(national.data, extension));
    }
    all.extend(own.iter().map(|data| CodeSystem::extended(data, extension(Rows::NONE, &[]))));
    all.leak()
}

/// The codes of the overlay's own lists that are the same category as one of the national list.
fn same_categories(
    own: &[&'static SystemData],
    national: &str,
) -> &'static [(&'static str, &'static str, &'static str)] {
    let rows = own.iter().flat_map(|data| data.rows.iter().map(|row| (data.key, row)));
    kept_all(rows.filter_map(|(key, row)| {
        let same = row.same_category().find(|(system, _)| *system == national);
        same.map(|(_, code)| (key, row.code(), code))
    }))
}

fn data(system: &LocalSystem, standard: &'static Standard) -> SystemData {
    let rows = rows_of_list(system, standard);
    SystemData {
        key: kept(&system.key),
        number: system.number,
        title: kept(&system.title),
        owner: kept(&system.owner),
        list_edition: kept(&system.list_edition),
        jurisdiction: kept(&system.jurisdiction),
        uri: system.uri.as_deref().map(kept),
        also_called: kept_all(system.also_called.iter().map(|uri| kept(uri))),
        codes_under: kept_all(
            system
                .codes_under
                .iter()
                .map(|(uri, codes)| (kept(uri), kept_all(codes.iter().map(|code| kept(code))))),
        ),
        source: kept(&system.source),
        licence: "",
        file: kept(&system.file),
        mapping_edition: system.mapping_edition,
        local_second_character: system.local_second_character,
        may_be_nationality: kept_all(system.may_be_nationality.iter().filter_map(|&id| standard.index(id))),
        rows,
        index: index_of(rows),
        certain: Certain::Narrow(&[]),
    }
}

fn index_of(rows: &'static Rows) -> CodeIndex {
    OwnedIndex::of(rows.iter().map(Row::code)).leak()
}

fn rows<'a>(local: impl IntoIterator<Item = &'a LocalRow>, standard: &'static Standard) -> &'static Rows {
    let owned: Vec<OwnedRow<'a>> = local.into_iter().map(|row| OwnedRow::of(row, standard)).collect();
    kept_rows(&owned.iter().map(OwnedRow::entry).collect::<Vec<_>>())
}

fn rows_of_list(system: &LocalSystem, standard: &'static Standard) -> &'static Rows {
    let owned: Vec<OwnedRow<'_>> = system.rows.iter().map(|row| OwnedRow::of(row, standard)).collect();
    let entries: Vec<RowEntry<'_>> = owned.iter().map(OwnedRow::entry).collect();
    kept_rows_after(&entries, earlier(&system.earlier, standard))
}

fn earlier(editions: &[EarlierEdition], standard: &'static Standard) -> &'static [Earlier] {
    let meaning = |answer: &Answer<Vec<Part>>| match answer {
        Answer::Given(parts) => Meaning::Stated(slots(parts, standard)),
        Answer::Absent(absence) => Meaning::Absent(*absence),
    };
    kept_all(editions.iter().map(|earlier| Earlier {
        edition: earlier.edition,
        meant: kept_all(earlier.meant.iter().map(|(code, answer)| (kept(code), meaning(answer)))),
    }))
}

fn slots(parts: &[Part], standard: &'static Standard) -> &'static [Slot] {
    kept_all(parts.iter().filter_map(|part| match part.concept() {
        Some(id) => standard.index(id).map(Slot::Concept),
        None => Some(Slot::NotFurtherStated),
    }))
}

/// A row with all that its entry borrows.
struct OwnedRow<'a> {
    row: &'a LocalRow,
    meaning: Meaning,
    relationship: Relationship,
    adds: &'static [&'static str],
    same_category: Vec<(&'static str, &'static str)>,
}

impl<'a> OwnedRow<'a> {
    fn of(row: &'a LocalRow, standard: &'static Standard) -> Self {
        let shared = match &row.meaning {
            LocalMeaning::SameCategory { system, code } => Known::NATIONAL
                .with_key(system)
                .and_then(|list| Some((list, list.data.row(code.as_bytes())?))),
            _ => None,
        };
        let same_category = shared
            .into_iter()
            .flat_map(|(list, same)| core::iter::once((list.key(), same.code())).chain(same.same_category()));
        let (meaning, relationship) = match &row.meaning {
            LocalMeaning::Stated { parts, relationship } => {
                (Meaning::Stated(slots(parts, standard)), *relationship)
            }
            LocalMeaning::Absent(absence) => (Meaning::Absent(*absence), Relationship::Equivalent),
            LocalMeaning::NotKnown => (Meaning::NotKnown, Relationship::Equivalent),
            LocalMeaning::SameCategory { .. } => shared
                .map_or((Meaning::NotKnown, Relationship::Equivalent), |(_, same)| {
                    (same.meaning(), same.relationship())
                }),
        };
        Self {
            row,
            meaning,
            relationship,
            adds: shared.map_or_else(|| kept_texts(&row.adds), |(_, same)| same.adds()),
            same_category: same_category.collect(),
        }
    }

    fn entry(&self) -> RowEntry<'_> {
        let Self { row, meaning, relationship, adds, .. } = *self;
        RowEntry {
            code: &row.code,
            label: &row.label,
            group: row.group.as_deref(),
            meaning,
            relationship,
            adds,
            observed: false,
            same_category: &self.same_category,
            line: marked(row.line, [row.is_approved, row.is_heading, row.is_retired]),
        }
    }
}
