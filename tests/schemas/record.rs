//! The schema of the storage form.

use std::fs;
use std::sync::LazyLock;

use jsonschema::Validator;
use ownwords::wire::Storage;
use ownwords::{Demographics, Name};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::people::records;
use crate::{faults, root, schema};

static SCHEMA: LazyLock<Validator> = LazyLock::new(|| schema(&root().join("schemas/record.json")));

/// Whether the reader takes the form.
fn is_read(form: &Value) -> bool {
    serde_json::from_value::<Storage>(form.clone()).is_ok_and(|stored| stored.into_record().is_ok())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever record there is, its form is valid: in JSON, and in YAML as any reader of YAML sees it.
    #[test]
    fn every_record_is_valid(person in records()) {
        let form = serde_json::to_value(person.for_storage()).unwrap();
        let against = faults(&SCHEMA, &form);
        prop_assert!(against.is_empty(), "{:?}", against);
        let yaml = serde_yaml::to_string(&person.for_storage()).unwrap();
        let form: Value = serde_yaml::from_str(&yaml).unwrap();
        let against = faults(&SCHEMA, &form);
        prop_assert!(against.is_empty(), "{:?}", against);
    }
}

/// The forms that each release wrote, which are read for ever.
fn released() -> Vec<(String, Value)> {
    let mut all = Vec::new();
    for release in fs::read_dir(root().join("tests/fixtures")).unwrap() {
        let folder = release.unwrap().path();
        let is_release = |name: &str| name.starts_with(|sign: char| sign.is_ascii_digit());
        if !folder.file_name().and_then(|name| name.to_str()).is_some_and(is_release) {
            continue;
        }
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if name.starts_with("record") && name.ends_with(".json") {
                all.push((
                    path.display().to_string(),
                    serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap(),
                ));
            }
        }
    }
    all
}

#[test]
fn released_records_are_valid_and_read() {
    let released = released();
    assert!(released.len() >= 2);
    for (file, form) in released {
        assert_eq!(faults(&SCHEMA, &form), [""; 0], "{file}");
        assert!(is_read(&form), "{file}");
        // As YAML it is the same record.
        let yaml = serde_yaml::to_string(&form).unwrap();
        let from_yaml: Storage = serde_yaml::from_str(&yaml).unwrap();
        let from_json: Storage = serde_json::from_value(form).unwrap();
        assert_eq!(from_yaml.into_record().unwrap(), from_json.into_record().unwrap(), "{file}");
    }
}

/// A form with everything that the mutations below change.
fn whole() -> Value {
    let (_, mut form) = released().into_iter().find(|(file, _)| file.ends_with("0.1/record.json")).unwrap();
    form["ethnicity"]["observations"] =
        json!([{"value": {"parts": ["HSSPC8"]}, "by": "an observer", "date": "2026"}]);
    form["ethnicity"]["former"] = json!([{"value": {"own-words": "x"}, "until": "2025-02"}]);
    form["ethnicity"]["corrections"] = json!([{"said-by": "proxy", "when": "2025-02-03", "place": "y"}]);
    form["name"]["answer"]["given"]["chosen"]["said"] = json!([{"kind": "ipa", "text": "z"}]);
    form
}

/// Each place with a value that neither the schema nor the reader takes.
fn mutations() -> Vec<(&'static str, Value)> {
    vec![
        // What is no form of ours.
        ("/format", json!("ownwords.record/2")),
        ("/format", json!(1)),
        ("/standard", json!(0.1)),
        ("/ethnicity", json!(null)),
        ("/ethnicity", json!("HSSPC8")),
        ("/languages", json!({})),
        // Keys that nothing reads.
        ("/citizenship", json!("x")),
        ("/ethnicity/colour", json!("x")),
        ("/ethnicity/answer/given/colour", json!("x")),
        ("/ethnicity/codings/0/note", json!("x")),
        ("/ethnicity/codings/0/code/base64", json!("x")),
        ("/languages/answer/given/0/dialect", json!("x")),
        ("/name/answer/given/chosen/short", json!("x")),
        ("/name/answer/given/title", json!("x")),
        // Answers.
        ("/ethnicity/answer", json!({})),
        ("/ethnicity/answer", json!({"given": {"own-words": "x"}, "absent": ["not-asked"]})),
        ("/ethnicity/answer", json!({"absent": ["no-such-reason"]})),
        ("/ethnicity/answer", json!({"absent": "not-asked"})),
        ("/ethnicity/answer", json!({"absent": []})),
        ("/ethnicity/answer/given", json!({})),
        ("/ethnicity/answer/given/own-words", json!("")),
        ("/ethnicity/answer/given/parts/0", json!("HSSPC")),
        ("/ethnicity/answer/given/parts/0", json!("H0SPC8")),
        ("/ethnicity/answer/given/parts/0", json!("P3RTTY")),
        ("/ethnicity/answer/given/parts/0", json!(7)),
        ("/pronouns/answer/given/parts/0", json!("HSSPC8")),
        ("/languages/answer/given", json!([])),
        ("/languages/answer/given/0/tag", json!("not a tag")),
        ("/languages/answer/given/0/tag", json!("")),
        ("/languages/answer/given/0/modes/0", json!("sung")),
        ("/languages/answer/given/0/preferred", json!("yes")),
        // What stands beside them.
        ("/ethnicity/said-by", json!("nobody-knows")),
        ("/ethnicity/when", json!("24 November 2026")),
        ("/ethnicity/when", json!("2026-13")),
        ("/ethnicity/when", json!("2026-1-2")),
        ("/ethnicity/when", json!(2026)),
        ("/ethnicity/place", json!(["A81001"])),
        ("/ethnicity/codings", json!({})),
        ("/ethnicity/codings/0/arrival", json!(-1)),
        ("/ethnicity/codings/0/arrival", json!(4_294_967_296_u64)),
        ("/ethnicity/codings/0/arrival", json!("0")),
        ("/ethnicity/codings/0/accepted", json!(1)),
        ("/ethnicity/codings/0/code", json!("K")),
        ("/ethnicity/codings/0/code", json!({})),
        ("/ethnicity/codings/0/code", json!({"text": "K", "hex": "4b"})),
        ("/ethnicity/codings/1/code/hex", json!("FF4B")),
        ("/ethnicity/codings/1/code/hex", json!("ff4")),
        ("/ethnicity/reporting-choices/0/confirmed", json!("true")),
        ("/ethnicity/proposals/0/answer", json!({})),
        ("/ethnicity/unconfirmed/0", json!("bangladeshi")),
        ("/ethnicity/withdrawn/0", json!("not-further-stated")),
        ("/ethnicity/observations/0/value", json!({})),
        ("/ethnicity/former/0/until", json!("yesterday")),
        ("/ethnicity/corrections/0/said-by", json!("somebody")),
        // Names.
        ("/name/answer/given/chosen", json!("Zoë")),
        ("/name/answer/given/chosen/text", json!(null)),
        ("/name/answer/given/chosen/said/0/kind", json!("sung")),
        ("/name/answer/given/former/0/name/parts/0/kind", json!("first")),
        ("/name/answer/given/former/0/until", json!("2024-02-30T00:00")),
        ("/name/answer/given/former/0/name", json!({})),
    ]
}

/// Places that nothing can do without.
const NEEDED: [&str; 14] = [
    "/format",
    "/standard",
    "/ethnicity",
    "/name",
    "/ethnicity/answer",
    "/ethnicity/said-by",
    "/ethnicity/codings/0/system",
    "/ethnicity/codings/0/code",
    "/ethnicity/codings/0/arrival",
    "/ethnicity/codings/0/accepted",
    "/ethnicity/proposals/0/system",
    "/languages/answer/given/0/tag",
    "/name/answer/given/chosen",
    "/name/answer/given/chosen/text",
];

fn split(place: &str) -> (&str, &str) {
    place.rsplit_once('/').unwrap()
}

#[test]
fn what_the_schema_refuses_the_reader_refuses() {
    let whole = whole();
    assert_eq!(faults(&SCHEMA, &whole), [""; 0]);
    assert!(is_read(&whole));
    for (place, value) in mutations() {
        let mut form = whole.clone();
        let (within, key) = split(place);
        match form.pointer_mut(within).unwrap() {
            Value::Object(fields) => {
                fields.insert(key.to_owned(), value.clone());
            }
            Value::Array(items) => items[key.parse::<usize>().unwrap()] = value.clone(),
            other => panic!("{place}: {other}"),
        }
        assert_ne!(form, whole, "{place} {value}");
        assert!(!SCHEMA.is_valid(&form), "the schema takes {value} in {place}");
        assert!(!is_read(&form), "the reader takes {value} in {place}");
    }
    for place in NEEDED {
        let mut form = whole.clone();
        let (within, key) = split(place);
        assert!(form.pointer_mut(within).unwrap().as_object_mut().unwrap().remove(key).is_some(), "{place}");
        assert!(!SCHEMA.is_valid(&form), "the schema does without {place}");
        assert!(!is_read(&form), "the reader does without {place}");
    }
}

/// For a person who looks at a record: each field says what it is.
#[test]
fn every_field_is_described() {
    let text = fs::read_to_string(root().join("schemas/record.json")).unwrap();
    let schema: Value = serde_json::from_str(&text).unwrap();
    let properties = schema["properties"].as_object().unwrap();
    for (key, property) in properties {
        assert!(property["description"].as_str().is_some_and(|what| what.ends_with('.')), "{key}");
    }
    let mut person = Demographics::not_asked();
    person.name = Name::chosen("Made Up").unwrap().into();
    let form = serde_json::to_value(person.for_storage()).unwrap();
    assert!(form.as_object().unwrap().keys().all(|key| properties.contains_key(key)));
    assert_eq!(properties.len(), 23);
}
