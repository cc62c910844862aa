//! The JSON Schemas under `schemas/`: what they take is what the readers take, and what they refuse the readers refuse.

#[path = "schemas/record.rs"]
mod record;
#[path = "schemas/stewards.rs"]
mod stewards;

#[path = "copy/mod.rs"]
mod copy;
#[allow(dead_code, reason = "the other programs use the rest")]
mod people;
mod strategies;
#[allow(dead_code, reason = "the other programs use the rest")]
mod subjects;

use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use serde_json::Value;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The schema in a file of `schemas/`, which is itself a sound schema of draft 2020-12.
fn schema(path: &Path) -> Validator {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let schema: Value = serde_json::from_str(&text).unwrap();
    assert!(jsonschema::meta::is_valid(&schema), "{}", path.display());
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    jsonschema::validator_for(&schema).unwrap()
}

/// What a schema has against a value, for the message of a test.
fn faults(schema: &Validator, value: &Value) -> Vec<String> {
    schema.iter_errors(value).map(|fault| format!("{}: {fault}", fault.instance_path())).collect()
}
