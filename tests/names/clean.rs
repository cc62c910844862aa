//! Names without a fault have no warning.

use std::collections::BTreeMap;
use std::path::PathBuf;

use ownwords::{NameText, NameWarningKind, name};
use proptest::prelude::*;

use crate::clean_names::CLEAN_NAMES;
use crate::strategies;

fn warnings(text: &str) -> Vec<NameWarningKind> {
    name::check(&NameText::received(text)).map(|warning| warning.kind()).collect()
}

#[test]
fn clean_names_of_all_scripts_have_no_warning() {
    for (script, text) in CLEAN_NAMES {
        assert_eq!(warnings(text), [], "{script}: {text:?}");
        assert_eq!(warnings(&text.to_uppercase()), [], "{script}: {text:?} in capitals");
    }
}

/// The rows of a file of the reference material, or nothing where that is not there.
#[cfg(feature = "audit")]
#[allow(clippy::print_stdout, reason = "says what was skipped")]
fn rows(file: &str) -> Vec<Vec<String>> {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "../shared/reference/names", file].iter().collect();
    let Ok(mut reader) = csv::Reader::from_path(&path) else {
        println!("skipped: {} is not there", path.display());
        return Vec::new();
    };
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Every field of every sample name of CLDR, and each sample's fields together.
#[cfg(feature = "audit")]
#[test]
fn the_sample_names_of_cldr_have_no_warning() {
    let mut whole: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    let rows = rows("cldr-sample-names.csv");
    for row in &rows {
        let [locale, sample, _, value] = &row[..] else { panic!("four cells are expected") };
        assert_eq!(warnings(value), [], "{locale}: {value:?}");
        whole.entry((locale.clone(), sample.clone())).or_default().push(value.clone());
    }
    for ((locale, _), parts) in &whole {
        assert_eq!(warnings(&parts.join(" ")), [], "{locale}: {parts:?}");
    }
    assert!(rows.is_empty() || rows.len() > 1_700, "only {} rows were read", rows.len());
}

/// Every letter and sequence of DIN 91379, alone and within a word.
#[cfg(feature = "audit")]
#[test]
fn the_letters_of_din_91379_have_no_warning() {
    let rows = rows("din91379-2022-characters.csv");
    let mut letters = 0;
    for row in rows.iter().filter(|row| ["bll", "gl", "cl", "dc"].contains(&row[2].as_str())) {
        let numbers = row[0].split_whitespace().map(|number| u32::from_str_radix(number, 16).unwrap());
        let letter: String = numbers.map(|number| char::from_u32(number).unwrap()).collect();
        let beside = match row[2].as_str() {
            "gl" => "ω",
            "cl" => "ж",
            _ => "n",
        };
        for text in [format!("{beside}{letter}"), format!("{beside}{letter}{beside}")] {
            assert_eq!(warnings(&text), [], "{text:?}");
        }
        letters += 1;
    }
    assert!(rows.is_empty() || letters == 800, "{letters} letters were read");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// The places of a warning are those of the text, and nothing of the name is in what is said of it.
    #[test]
    fn a_warning_says_where_and_shows_nothing(text in strategies::hostile()) {
        for warning in name::check(&NameText::received(text.clone())) {
            prop_assert!(text.is_char_boundary(warning.byte()));
            prop_assert_eq!(text[..warning.byte()].chars().count() + 1, warning.place());
            let original = warning.likely_original().map(str::to_owned);
            prop_assert_eq!(original.is_some(), warning.kind() == NameWarningKind::Mojibake);
            for said in [warning.to_string(), format!("{warning:?}")] {
                prop_assert!(said.is_ascii());
                prop_assert!(original.as_ref().is_none_or(|original| !said.contains(original.as_str())));
            }
        }
    }
}
