//! The reference material's names and letters have no warning, where it is there.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::clean::warnings;

/// The rows of a file of the reference material, or nothing where that is not there.
#[allow(clippy::print_stdout, reason = "says what it skips")]
fn rows(file: &str) -> Vec<Vec<String>> {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "../shared/reference/names", file].iter().collect();
    let Ok(mut reader) = csv::Reader::from_path(&path) else {
        println!("skipped: {} is not there", path.display());
        return Vec::new();
    };
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Every field of every sample name of CLDR, and each sample's fields together.
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
