//! What stewards' files become in the formats of others, and back.

#[path = "exchange/spreadsheet.rs"]
mod spreadsheet;

use std::path::Path;
use std::sync::LazyLock;

use ownwords::authoring::{Lists, Mapping};
use ownwords::steward::exchange::{Format, export, export_standard, import};

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists::read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap());

/// Every list of codes, each with its file, as it is written and without what rows repeat.
fn mappings() -> impl Iterator<Item = (&'static str, Mapping)> {
    assert!(LISTS.mappings.len() > 100);
    LISTS.mappings.iter().map(|(file, mapping)| (file.as_str(), mapping.clone().without_repetition()))
}

/// The mapping that comes back; nothing may be refused.
fn back(file: &str, text: &str) -> Mapping {
    let imported = import(file, text.as_bytes(), &LISTS).unwrap_or_else(|error| panic!("{file}: {error}"));
    assert!(imported.refused.is_empty(), "{file}: {:?}", imported.refused.first().map(ToString::to_string));
    imported.mapping
}

#[test]
fn every_mapping_is_the_same_after_sssom() {
    for (file, mapping) in mappings() {
        let text = export(&mapping, &LISTS, Format::Sssom).unwrap();
        assert_eq!(back(file, &text), mapping, "{file}");
    }
}

#[test]
fn every_mapping_is_the_same_after_csv() {
    for (file, mapping) in mappings() {
        assert_eq!(back(file, &export(&mapping, &LISTS, Format::Csv).unwrap()), mapping, "{file}");
    }
}

#[test]
fn every_mapping_is_the_same_after_yaml() {
    for (file, mapping) in mappings() {
        assert_eq!(Mapping::read(file, &mapping.to_yaml().unwrap()).unwrap(), mapping, "{file}");
    }
}

#[test]
fn every_mapping_is_the_same_after_a_spreadsheet_has_saved_its_csv() {
    for (file, mapping) in mappings() {
        let text = export(&mapping, &LISTS, Format::Csv).unwrap();
        for delimiter in [b',', b';', b'\t'] {
            assert_eq!(back(file, &spreadsheet::saved(&text, delimiter)), mapping, "{file}");
        }
    }
}

#[test]
fn every_list_and_standard_has_a_form_in_skos_and_opencodelists() {
    for (file, mapping) in mappings() {
        let text = export(&mapping, &LISTS, Format::Skos).unwrap();
        let codes = text.matches(" a skos:Concept ;").count();
        assert_eq!(codes, mapping.rows.len(), "{file}");
        let list = export(&mapping, &LISTS, Format::OpenCodelists).unwrap();
        let read = import(file, list.as_bytes(), &LISTS).unwrap();
        let codes = |mapping: &Mapping| mapping.rows.iter().map(|row| row.code.clone()).collect::<Vec<_>>();
        assert_eq!((codes(&read.mapping), read.refused.len()), (codes(&mapping), 0), "{file}");
    }
    for standard in &LISTS.standards {
        let text = export_standard(standard, &LISTS, Format::Skos).unwrap();
        assert_eq!(text.matches(" a skos:Concept ;").count(), standard.concepts.len());
        export_standard(standard, &LISTS, Format::Csv).unwrap();
    }
}
