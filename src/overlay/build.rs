//! The tables of an overlay, in the form of the embedded ones.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::check::national_system;
use super::parts::{LocalHeritage, LocalMeaning, LocalRow, LocalSystem, OverlayParts};
use super::relations::Relations;
use crate::bridge::{
    Certain, CodeSystem, Extension, Meaning, Relationship, Row, Slot, SystemData, key_of, systems,
};
use crate::ethnicity::Heritages;
use crate::standard::{Attestation, Concept, Home, Label, Standard};
use crate::stated::Part;

/// Keeps a text for as long as the program runs.
fn kept(text: &str) -> &'static str {
    String::from(text).leak()
}

fn kept_all<T>(items: impl IntoIterator<Item = T>) -> &'static [T] {
    let items: Vec<T> = items.into_iter().collect();
    if items.is_empty() { &[] } else { items.leak() }
}

fn kept_texts(texts: &[String]) -> &'static [&'static str] {
    kept_all(texts.iter().map(|text| kept(text)))
}

/// The national standard with the overlay's heritages after it.
pub(super) fn standard(parts: &OverlayParts, relations: &Relations) -> &'static Standard {
    let national = Standard::ethnicity();
    let whole: &'static OnceLock<Standard> = Box::leak(Box::new(OnceLock::new()));
    let home = Home::extended(whole);
    let list =
        |table: &[BTreeSet<u16>], place: usize| kept_all(table.get(place).into_iter().flatten().copied());
    let mut concepts: Vec<Concept> = Vec::with_capacity(national.concepts().len() + parts.heritages.len());
    for (place, concept) in national.concepts().iter().enumerate() {
        let extended = |table: &[BTreeSet<u16>], known: &'static [u16]| {
            if table.get(place).is_some_and(|set| set.len() > known.len()) {
                list(table, place)
            } else {
                known
            }
        };
        concepts.push(Concept {
            home,
            overlaps: extended(&relations.overlaps, concept.overlaps),
            may_be: extended(&relations.may_be, concept.may_be),
            ..*concept
        });
    }
    let mut heritages: Vec<&LocalHeritage> = parts.heritages.iter().collect();
    heritages.sort_by_key(|heritage| heritage.id);
    for (heritage, broader) in heritages.into_iter().zip(&relations.broader) {
        let place = concepts.len();
        concepts.push(Concept {
            home,
            id: heritage.id,
            slug: kept(&heritage.slug),
            label: kept(&heritage.label),
            status: heritage.status,
            counting_only: heritage.counting_only,
            broader: kept_all(broader.iter().copied()),
            overlaps: list(&relations.overlaps, place),
            is_a: list(&relations.is_a, place),
            may_be: list(&relations.may_be, place),
            labels: labels(heritage),
            attested_by: attestations(heritage),
        });
    }
    let mut by_slug: Vec<(&str, u16)> =
        concepts.iter().zip(0_u16..).map(|(concept, index)| (concept.slug, index)).collect();
    by_slug.sort_unstable();
    let by_slug = kept_all(by_slug.into_iter().map(|(_, index)| index));
    let standard = Standard {
        kind: national.kind,
        name: national.name,
        concepts: concepts.leak(),
        by_slug,
        not_further_stated: national.not_further_stated,
    };
    whole.get_or_init(|| standard)
}

fn labels(heritage: &LocalHeritage) -> &'static [Label] {
    kept_all(heritage.labels.iter().map(|label| Label {
        language: kept(&label.language),
        text: kept(&label.text),
        usage: label.usage,
    }))
}

fn attestations(heritage: &LocalHeritage) -> &'static [Attestation] {
    kept_all(heritage.attested_by.iter().map(|witness| Attestation {
        system: kept(&witness.system),
        code: kept(&witness.code),
        label: kept(&witness.label),
    }))
}

/// All national lists of ethnicity over the extended standard, then the overlay's own.
pub(super) fn systems(parts: &OverlayParts, standard: &'static Standard) -> &'static [CodeSystem<Heritages>] {
    let own: Vec<&'static SystemData> =
        parts.systems.iter().map(|system| &*Box::leak(Box::new(data(system, standard)))).collect();
    let extension = |codes, same_category| -> &'static Extension {
        Box::leak(Box::new(Extension { standard, owner: parts.owner, codes, same_category }))
    };
    let mut all = Vec::new();
    for national in systems::ETHNICITY {
        let codes = parts.codes.iter().filter(|codes| codes.of == national.key());
        let mut rows: Vec<Row> = codes.flat_map(|codes| &codes.rows).map(|one| row(one, standard)).collect();
        rows.sort_unstable_by_key(|row| row.code);
        let extension = extension(kept_all(rows), same_categories(&own, national.key()));
        all.push(CodeSystem::extended(national.data, extension));
    }
    all.extend(own.iter().map(|data| CodeSystem::extended(data, extension(&[], &[]))));
    all.leak()
}

/// The codes of the overlay's own lists that are the same category as one of the national list.
fn same_categories(
    own: &[&'static SystemData],
    national: &str,
) -> &'static [(&'static str, &'static str, &'static str)] {
    let rows = own.iter().flat_map(|data| data.rows.iter().map(|row| (data.key, row)));
    kept_all(rows.filter_map(|(key, row)| {
        let same = row.same_category.iter().find(|(system, _)| *system == national);
        same.map(|&(_, code)| (key, row.code, code))
    }))
}

fn data(system: &LocalSystem, standard: &'static Standard) -> SystemData {
    let rows = kept_all(system.rows.iter().map(|one| row(one, standard)));
    let mut by_code: Vec<(&str, u16)> =
        rows.iter().zip(0_u16..).map(|(row, place)| (row.code, place)).collect();
    by_code.sort_unstable();
    SystemData {
        key: kept(&system.key),
        number: system.number,
        title: kept(&system.title),
        owner: kept(&system.owner),
        list_edition: kept(&system.list_edition),
        jurisdiction: kept(&system.jurisdiction),
        uri: system.uri.as_deref().map(kept),
        source: kept(&system.source),
        licence: "",
        file: kept(&system.file),
        mapping_edition: system.mapping_edition,
        local_second_character: system.local_second_character,
        may_be_nationality: kept_all(system.may_be_nationality.iter().filter_map(|&id| standard.index(id))),
        rows,
        keys: kept_all(by_code.iter().map(|(code, _)| key_of(code.as_bytes()))),
        by_code: kept_all(by_code.iter().map(|&(_, place)| place)),
        certain: Certain::Narrow(&[]),
    }
}

fn row(row: &LocalRow, standard: &'static Standard) -> Row {
    let shared = match &row.meaning {
        LocalMeaning::SameCategory { system, code } => {
            national_system(system).and_then(|list| Some((list, list.data.row(code.as_bytes())?)))
        }
        _ => None,
    };
    let same = shared.into_iter().flat_map(|(list, same)| {
        core::iter::once((list.key(), same.code)).chain(same.same_category.iter().copied())
    });
    let slot = |part: &Part| match part.concept() {
        Some(id) => standard.index(id).map(Slot::Concept),
        None => Some(Slot::NotFurtherStated),
    };
    let (meaning, relationship) = match &row.meaning {
        LocalMeaning::Stated { parts, relationship } => {
            (Meaning::Stated(kept_all(parts.iter().filter_map(slot))), *relationship)
        }
        LocalMeaning::Absent(absence) => (Meaning::Absent(*absence), Relationship::Equivalent),
        LocalMeaning::NotKnown => (Meaning::NotKnown, Relationship::Equivalent),
        LocalMeaning::SameCategory { .. } => shared
            .map_or((Meaning::NotKnown, Relationship::Equivalent), |(_, same)| {
                (same.meaning, same.relationship)
            }),
    };
    Row {
        code: kept(&row.code),
        label: kept(&row.label),
        group: row.group.as_deref().map(kept),
        meaning,
        relationship,
        adds: shared.map_or_else(|| kept_texts(&row.adds), |(_, same)| same.adds),
        same_category: kept_all(same),
        observed: false,
        line: row.line,
    }
}
