//! Names of every script come back byte for byte from storage, from a table, and from every receiver with its residue.

use ownwords::wire::Storage;
use ownwords::{Demographics, LanguageTag, Name, NameText, PartKind, Purpose, profiles};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::reference;
use crate::strategies::locales::{locales, parts_in};

const KINDS: [PartKind; 3] = [PartKind::Given, PartKind::FurtherGiven, PartKind::Family];

/// How often a receiver took a name.
fn is_carried(name: &NameText) -> usize {
    let text = name.as_str();
    let person = Demographics { name: Name::from_text(name.clone()).into(), ..Demographics::not_asked() };
    let json = serde_json::to_string(&person.for_storage()).unwrap();
    let stored: Storage = serde_json::from_str(&json).unwrap();
    assert_eq!(stored.into_record().unwrap(), person, "JSON: {text:?}");
    let yaml = serde_yaml::to_string(&person.for_storage()).unwrap();
    let stored: Storage = serde_yaml::from_str(&yaml).unwrap();
    assert_eq!(stored.into_record().unwrap(), person, "YAML: {text:?}");

    let cells: Vec<&str> = [text].into_iter().chain(name.parts().map(|(_, part)| part)).collect();
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(&cells).unwrap();
    let table = table.into_inner().unwrap();
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(&table[..]);
    assert_eq!(rows.records().next().unwrap().unwrap().iter().collect::<Vec<_>>(), cells, "CSV: {text:?}");

    let mut taken = 0;
    for profile in profiles::ALL {
        if let Ok(rendering) = profile.render_text(text, Purpose::Letter) {
            let (out, _, residue) = rendering.into_parts();
            assert_eq!(profile.restore(&out, &residue).unwrap(), text, "{}: {out:?}", profile.key());
            taken += 1;
        }
        if let Ok(rendering) = profile.render(name, Purpose::Letter) {
            let (out, _, residue) = rendering.into_parts();
            let restored = profile.restore(&out, &residue).unwrap();
            let takes = |kind| profile.parts().any(|takes| takes == kind);
            let parts: Vec<&str> =
                name.parts().filter(|(kind, _)| takes(*kind)).map(|(_, part)| part).collect();
            let parts = if parts.is_empty() { vec![text] } else { parts };
            // Some receivers want the family name first.
            assert!(parts.iter().all(|part| restored.contains(part)), "{}: {out:?}", profile.key());
            assert_eq!(restored.len(), parts.join(" ").len(), "{}: {out:?}", profile.key());
        }
    }
    taken
}

/// So many names of each of 80 locales, the same ones each time.
fn are_carried(each: usize) {
    let locales = locales();
    assert_eq!(locales.len(), 80);
    let mut runner = TestRunner::deterministic();
    let mut taken = 0;
    for locale in &locales {
        let language = LanguageTag::parse(locale.tag).unwrap();
        let parts = parts_in(locale);
        for _ in 0..each {
            let parts = parts.new_tree(&mut runner).unwrap().current();
            let mut name = NameText::entered(parts.join(" ")).unwrap().in_language(language.clone());
            for (kind, part) in KINDS.into_iter().zip(parts) {
                name = name.with_part(kind, part);
            }
            taken += is_carried(&name);
        }
    }
    // Most receivers take letters of any script.
    assert!(taken > 8 * 80 * each, "only {taken} renderings of {} names", 80 * each);
}

#[test]
fn two_thousand_names_of_eighty_locales_come_back_as_they_were_given() {
    are_carried(25);
}

/// `cargo test --release -- --ignored`
#[test]
#[ignore = "takes half a minute"]
fn twenty_thousand_names_of_eighty_locales_come_back_as_they_were_given() {
    are_carried(250);
}

#[test]
fn the_names_and_letters_of_the_reference_material_come_back_as_they_were_given() {
    let texts = [reference::sample_names(), reference::letters(), reference::sandbox_names()].concat();
    for text in texts {
        is_carried(&NameText::received(text));
    }
}
