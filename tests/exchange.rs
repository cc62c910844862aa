//! What stewards' files become in the formats of others, and back.

#[path = "exchange/changes.rs"]
mod changes;
#[path = "exchange/foreign.rs"]
mod foreign;
#[path = "../fuzz/exchange.rs"]
mod law;
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

#[test]
fn codes_of_every_kind_survive_a_spreadsheet_and_sssom() {
    let mut mapping = LISTS.mapping("nhs-ethnic-category-2001").unwrap().clone();
    let row = mapping.rows[0].clone();
    let codes = [
        "01",
        "1E5",
        "2028-9",
        "Sep-28",
        "1 May",
        "=1+1",
        "+4",
        "-4",
        "@a",
        "TRUE",
        "'a",
        " a",
        "a ",
        "[a]",
        "[",
        "#N/A",
        "1.10",
        "12345678901234567",
        "a\tb",
        "a\nb",
        "a\"b",
        "a,b;c",
        "%41",
        "a:b",
        "N/A",
        "no",
        "état",
        "山",
    ];
    mapping.rows = codes
        .iter()
        .map(|code| {
            let mut row = row.clone();
            row.code = (*code).to_owned();
            row.label = (*code).to_owned();
            row
        })
        .collect();
    let text = export(&mapping, &LISTS, Format::Csv).unwrap();
    assert_eq!(back("made-up.csv", &spreadsheet::saved(&text, b',')), mapping);
    let text = export(&mapping, &LISTS, Format::Sssom).unwrap();
    assert_eq!(back("made-up.sssom.tsv", &text), mapping);
    assert_eq!(Mapping::read("made-up.yaml", &mapping.to_yaml().unwrap()).unwrap(), mapping);
}

#[test]
fn the_model_of_a_spreadsheet_would_damage_bare_codes() {
    let text = export(LISTS.mapping("us-omb-1997").unwrap(), &LISTS, Format::OpenCodelists).unwrap();
    assert_ne!(spreadsheet::saved(&text, b',').replace("\r\n", "\n"), text, "the model changes nothing");
}

#[test]
fn names_that_are_never_shown_are_in_no_export() {
    let standard = LISTS.standard("ethnicity").unwrap();
    let mut hidden = 0;
    let text = [Format::Skos, Format::Csv].map(|format| export_standard(standard, &LISTS, format).unwrap());
    for (concept, (_, label, usage)) in
        standard.concepts.iter().flat_map(|one| one.labels.iter().map(move |label| (one, label)))
    {
        let is_shown_too = standard.concepts.iter().any(|one| {
            one.label.contains(label.as_str())
                || one
                    .labels
                    .iter()
                    .any(|(_, other, usage)| usage != "search-only" && other.contains(label.as_str()))
        });
        if usage == "search-only" && !is_shown_too {
            hidden += 1;
            assert!(!text.iter().any(|text| text.contains(&format!("\"{label}\"@"))), "{}", concept.slug);
        }
    }
    assert!(hidden > 100);
}

#[test]
fn seeds_keep_the_law_of_the_readers() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds/exchange");
    let seeds: Vec<_> = std::fs::read_dir(folder).unwrap().map(|seed| seed.unwrap().path()).collect();
    assert!(seeds.len() >= 12);
    for seed in seeds {
        // The file's name is in the captured output, which is shown when the law fails.
        #[allow(clippy::print_stdout, reason = "only a failing test prints")]
        {
            println!("{}", seed.display());
        }
        law::exchange(&std::fs::read(seed).unwrap());
    }
}
