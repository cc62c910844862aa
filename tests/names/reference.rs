//! The reference material's names and letters have no warning, where it is there.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde_json::Value;

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
pub(super) fn sample_names() -> Vec<String> {
    let mut whole: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    let mut names = Vec::new();
    for row in rows("cldr-sample-names.csv") {
        let [locale, sample, _, value] = &row[..] else { panic!("four cells are expected") };
        whole.entry((locale.clone(), sample.clone())).or_default().push(value.clone());
        names.push(value.clone());
    }
    assert!(names.is_empty() || names.len() > 1_700, "only {} rows were read", names.len());
    names.extend(whole.values().map(|parts| parts.join(" ")));
    names
}

/// Every letter and sequence of DIN 91379, at the end of a word and within one.
pub(super) fn letters() -> Vec<String> {
    let rows = rows("din91379-2022-characters.csv");
    let mut texts = Vec::new();
    for row in rows.iter().filter(|row| ["bll", "gl", "cl", "dc"].contains(&row[2].as_str())) {
        let numbers = row[0].split_whitespace().map(|number| u32::from_str_radix(number, 16).unwrap());
        let letter: String = numbers.map(|number| char::from_u32(number).unwrap()).collect();
        let beside = match row[2].as_str() {
            "gl" => "ω",
            "cl" => "ж",
            _ => "n",
        };
        texts.extend([format!("{beside}{letter}"), format!("{beside}{letter}{beside}")]);
    }
    assert!(rows.is_empty() || texts.len() == 1_600, "{} letters were read", texts.len() / 2);
    texts
}

/// What stands in the names of the sandbox of the Personal Demographics Service.
#[allow(clippy::print_stdout, reason = "says what it skips")]
pub(super) fn sandbox_names() -> Vec<String> {
    let folder: PathBuf = [env!("CARGO_MANIFEST_DIR"), "../shared/records/pds"].iter().collect();
    let Ok(files) = fs::read_dir(&folder) else {
        println!("skipped: {} is not there", folder.display());
        return Vec::new();
    };
    let mut names = Vec::new();
    for file in files.map(|file| file.unwrap().path()) {
        let record: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
        texts_of(&record, false, &mut names);
    }
    assert!(names.len() > 10, "only {} names were read", names.len());
    names
}

/// Every text that stands under the key `name`.
fn texts_of(value: &Value, is_name: bool, texts: &mut Vec<String>) {
    match value {
        Value::String(text) if is_name => texts.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|value| texts_of(value, is_name, texts)),
        Value::Object(fields) => {
            fields.iter().for_each(|(key, value)| texts_of(value, is_name || key == "name", texts));
        }
        _ => {}
    }
}

#[test]
fn the_sample_names_of_cldr_have_no_warning() {
    for name in sample_names() {
        assert_eq!(warnings(&name), [], "{name:?}");
    }
}

#[test]
fn the_letters_of_din_91379_have_no_warning() {
    for text in letters() {
        assert_eq!(warnings(&text), [], "{text:?}");
    }
}
