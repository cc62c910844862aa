//! The schemas of the files that stewards write.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use ownwords::Error;
use ownwords::authoring::Checked;
use serde_json::Value;

use crate::copy::copy_folder;
use crate::{faults, root, schema};

const COMMENT: &str = "# yaml-language-server: $schema=";

/// All YAML files of a folder and of those within it.
fn yaml_files(folder: &Path, all: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            yaml_files(&path, all);
        } else if path.extension().is_some_and(|ending| ending == "yaml") {
            all.push(path);
        }
    }
}

fn stewards_files(root: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for folder in ["standards", "mappings", "examples/overlay"] {
        yaml_files(&root.join(folder), &mut all);
    }
    all.push(root.join("examples/cohorts.yaml"));
    all
}

/// The schema that a file names in its first line. A template names the one of the files that are copied from it, which
/// stand in a folder more.
fn named_schema(file: &Path, text: &str) -> PathBuf {
    let named = text.lines().next().and_then(|line| line.strip_prefix(COMMENT));
    let named = named.unwrap_or_else(|| panic!("{} names no schema in its first line", file.display()));
    let folder = file.parent().unwrap();
    let is_above = file.ends_with("mappings/TEMPLATE.yaml") || file.ends_with("standards/TEMPLATE.yaml");
    let folder = if is_above { folder.join("field") } else { folder.to_owned() };
    let (mut path, mut rest) = (folder, named);
    while let Some(after) = rest.strip_prefix("../") {
        assert!(path.pop());
        rest = after;
    }
    path.join(rest)
}

fn value(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap()
}

#[test]
fn every_file_is_valid_against_the_schema_it_names() {
    let mut schemas: BTreeMap<PathBuf, Validator> = BTreeMap::new();
    let files = stewards_files(&root());
    assert!(files.len() > 150, "{}", files.len());
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let named = named_schema(&file, &text);
        let schema = schemas.entry(named.clone()).or_insert_with(|| schema(&named));
        assert_eq!(faults(schema, &value(&text)), [""; 0], "{}", file.display());
    }
    // Every schema but the record's is of some file.
    let there = fs::read_dir(root().join("schemas")).unwrap().map(|entry| entry.unwrap().file_name());
    let used: BTreeSet<_> = schemas.keys().map(|path| path.file_name().unwrap().to_owned()).collect();
    let unused: Vec<_> = there.filter(|name| !used.contains(name)).collect();
    assert_eq!(unused, ["record.json"]);
}

/// A change of one file that neither its schema nor the reader takes.
struct Fault {
    file: &'static str,
    from: &'static str,
    to: &'static str,
}

const fn fault(file: &'static str, from: &'static str, to: &'static str) -> Fault {
    Fault { file, from, to }
}

/// One of each kind of file in a round, so that the reader reads each round's copy once.
const ROUNDS: [&[Fault]; 5] = [
    // Keys that nothing reads.
    &[
        fault("standards/standard.yaml", "\nversion:", "\ncolour: \"x\"\nversion:"),
        fault("standards/absence.yaml", "    slug: no-information", "    slugg: no-information"),
        fault("standards/purposes.yaml", "standard: purposes", "standard: purposes\nowner: \"x\""),
        fault("standards/questions/ethnicity.yaml", "\ntype-ahead:", "\ntype_ahead:"),
        fault("standards/gender/genders.yaml", "    status: provisional", "    state: provisional"),
        fault("mappings/ethnicity/nhs-ethnic-category-2001.yaml", "    relationship:", "    relation:"),
        fault("mappings/language/dfe-first-language.yaml", "\njurisdiction:", "\nwhere:"),
        fault("mappings/ethnicity/authority-gdppr.yaml", ", evidence:", ", because:"),
        fault("mappings/ethnicity/disagreements.yaml", "\ncomparison:", "\ncompared:"),
        fault("mappings/names/vision.yaml", "    quality:", "    qualities:"),
        fault("examples/overlay/overlay.yaml", "\nowner:", "\nods:"),
        fault(
            "examples/overlay/mappings/ethnicity/local-codes-nhs-ethnic-category-2001.yaml",
            "local-codes-of:",
            "local-codes:",
        ),
    ],
    // Other types.
    &[
        fault("standards/standard.yaml", "date: \"", "date:\n  day: \""),
        fault("standards/absence.yaml", "number: 0\n", "number: \"zero\"\n"),
        fault("standards/purposes.yaml", "    sees: [", "    sees:\n      all: ["),
        fault("standards/questions/ethnicity.yaml", "options: []", "options: none"),
        fault("standards/gender/genders.yaml", "broader: []", "broader: everybody"),
        fault("mappings/ethnicity/nhs-ethnic-category-2001.yaml", "means: [british]", "means: british"),
        fault("mappings/language/dfe-first-language.yaml", "mapping-edition: 1", "mapping-edition: 70000"),
        fault("mappings/names/vision.yaml", "number: 2023", "number: -1"),
        fault(
            "mappings/ethnicity/authority-gdppr.yaml",
            "letters-are-codes-of: [",
            "letters-are-codes-of: all # [",
        ),
    ],
    // What nothing can do without.
    &[
        fault("standards/standard.yaml", "\nversion:", "\n#"),
        fault("standards/absence.yaml", "    meaning:", "    #"),
        fault("standards/purposes.yaml", "    sentence:", "    #"),
        fault("standards/questions/ethnicity.yaml", "\nseveral:", "\n#"),
        fault("standards/gender/genders.yaml", "    since:", "    #"),
        fault("mappings/ethnicity/nhs-ethnic-category-2001.yaml", "\nowner:", "\n#"),
        fault("mappings/language/dfe-first-language.yaml", "\ntitle:", "\n#"),
        fault("mappings/ethnicity/authority-gdppr.yaml", "\nedition:", "\n#"),
        fault("mappings/names/vision.yaml", "    title:", "    #"),
        fault("examples/overlay/overlay.yaml", "\nname:", "\n#"),
    ],
    // Words that a closed list does not have.
    &[
        fault("standards/gender/genders.yaml", "status: provisional", "status: settled"),
        fault("standards/questions/ethnicity.yaml", "several: \"yes\"", "several: \"often\""),
        fault("standards/purposes.yaml", "use: everyday", "use: always"),
        fault(
            "mappings/ethnicity/nhs-ethnic-category-2001.yaml",
            "local-second-character: allowed",
            "local-second-character: perhaps",
        ),
        fault("mappings/ethnicity/census-ew-2021.yaml", "relationship: equivalent", "relationship: exact"),
        fault("mappings/language/dfe-first-language.yaml", "review: draft", "review: started"),
        fault("mappings/names/vision.yaml", "unit: ", "unit: letters # "),
        fault("mappings/ethnicity/disagreements.yaml", "disagreements: ethnicity", "disagreements: religion"),
    ],
    // Sets of characters alone: with a fault in them no receiver is read.
    &[fault("mappings/names/repertoires.yaml", "    characters:", "    character:")],
];

fn reader_faults(root: &Path) -> Vec<Error> {
    let mut all = Checked::national(root).faults;
    all.extend(Checked::overlay(&root.join("examples/overlay")).faults);
    all
}

#[test]
fn what_the_reader_refuses_the_schemas_refuse() {
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("schemas-faults");
    for round in ROUNDS {
        let _ = fs::remove_dir_all(&copy);
        for folder in ["standards", "mappings", "examples/overlay"] {
            copy_folder(&root().join(folder), &copy.join(folder));
        }
        for fault in round {
            let text = fs::read_to_string(root().join(fault.file)).unwrap();
            assert!(text.contains(fault.from), "{} has no {:?}", fault.file, fault.from);
            let text = text.replacen(fault.from, fault.to, 1);
            let named = named_schema(&root().join(fault.file), &text);
            // What is no YAML any more an editor shows without a schema.
            if let Ok(value) = serde_yaml::from_str::<Value>(&text) {
                assert!(
                    !schema(&named).is_valid(&value),
                    "the schema takes {:?} in {}",
                    fault.to,
                    fault.file
                );
            } else {
                panic!("{:?} makes {} no YAML: choose another change", fault.to, fault.file);
            }
            fs::write(copy.join(fault.file), text).unwrap();
        }
        let faults = reader_faults(&copy);
        for fault in round {
            let name = fault.file.rsplit('/').next().unwrap();
            let is_of_it = |error: &Error| {
                error
                    .position()
                    .and_then(|place| place.file.as_deref())
                    .is_some_and(|file| file.ends_with(name))
            };
            assert!(faults.iter().any(is_of_it), "the reader takes {:?} in {}", fault.to, fault.file);
        }
    }
    let _ = fs::remove_dir_all(&copy);
}

/// Whoever hovers over a key in an editor reads what it is for.
#[test]
fn every_key_is_described() {
    fn described(value: &Value, name: &str, keys: &mut usize) {
        if let Some(properties) = value["properties"].as_object() {
            for (key, property) in properties {
                let what = property["description"].as_str().unwrap_or_default();
                assert!(
                    what.ends_with('.') && what.is_ascii() | what.contains('…'),
                    "{key} in {name}: {what:?}"
                );
                *keys += 1;
            }
        }
        for definition in value["$defs"].as_object().into_iter().flat_map(|all| all.values()) {
            described(definition, name, keys);
        }
    }
    let mut keys = 0;
    for entry in fs::read_dir(root().join("schemas")).unwrap() {
        let path = entry.unwrap().path();
        if path.ends_with("record.json") {
            continue;
        }
        let schema: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let text = schema.to_string();
        assert!(!text.contains("null") && !text.contains("Form"), "{}", path.display());
        described(&schema, &path.display().to_string(), &mut keys);
    }
    assert!(keys > 120, "{keys}");
}
