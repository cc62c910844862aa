//! JSON Schemas of the stewards' files, made from the types that read them, so that an editor offers and refuses what the
//! reader does.
//!
//! A schema knows the keys, their types and the words of closed lists. What depends on other files, such as whether a slug is
//! there, is for `ownwords check`.

use std::path::PathBuf;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value};

use super::Table;
use super::cohorts::CohortsForm;
use super::columns::NamesForm;
use super::forms::{
    AbsenceForm, AuthorityForm, DisagreementsForm, EditionForm, LocalCodesForm, MappingForm, OverlayForm,
    PurposesForm, StandardForm,
};
use super::languages::{LanguagesForm, RULES};
use super::questions::QuestionForm;
use super::receivers::{ReceiverForm, RepertoiresForm};
use super::tables::{FIELDS, KINDS, RELATIONSHIPS};
use crate::purpose::Sealed;
use crate::wire::canonical_root;

/// Where the schemas stand.
const FOLDER: &str = "schemas";

/// What `retired` may say: a day, or `yes`.
pub(super) const RETIRED: &str = "^([0-9]{4}-[0-9]{2}-[0-9]{2}|yes)$";

/// The words of relationships.
pub(super) fn relationships() -> Vec<&'static str> {
    RELATIONSHIPS.iter().map(|(word, ..)| *word).collect()
}

/// The fields that a list can be of.
pub(super) fn fields() -> Vec<&'static str> {
    FIELDS.iter().map(|field| field.word).collect()
}

/// The standards that are made of concepts.
pub(super) fn standards() -> Vec<&'static str> {
    KINDS.iter().map(|kind| kind.word).collect()
}

/// What is sealed.
pub(super) fn sealed() -> Vec<&'static str> {
    Sealed::ALL.map(Sealed::word).to_vec()
}

/// The rules of lists without a row for each code.
pub(super) fn rules() -> Vec<&'static str> {
    RULES.iter().map(|(rule, ..)| *rule).collect()
}

/// All schemas: of the storage form of a record, and of each kind of file.
pub(super) fn tables() -> Vec<Table> {
    vec![
        table("record", crate::wire::record_schema()),
        of::<EditionForm>(
            "edition",
            "The edition of the standards",
            "standards/standard.yaml: the version of the standards, and its day.",
        ),
        of::<StandardForm>(
            "standard",
            "A list of what may be recorded",
            "A file of concepts under standards/: what people may say of themselves in one field.",
        ),
        of::<AbsenceForm>(
            "absence",
            "Reasons for having no answer",
            "standards/absence.yaml: why there is no answer.",
        ),
        of::<PurposesForm>(
            "purposes",
            "Purposes",
            "standards/purposes.yaml: why a record is about to be shown, and what may be seen for it.",
        ),
        of::<QuestionForm>(
            "question",
            "A question",
            "A file under standards/questions/: how one field is asked for.",
        ),
        of::<MappingForm>(
            "mapping",
            "What a list's codes mean",
            "A file under mappings/: one list of codes, one row a code.",
        ),
        of::<LanguagesForm>(
            "languages",
            "Which languages a list's codes mean",
            "A file under mappings/language/: one list of codes, one row a code.",
        ),
        of::<AuthorityForm>(
            "authority",
            "What an authority publishes",
            "A file mappings/ethnicity/authority-….yaml: a crosswalk that a caller may choose to follow.",
        ),
        of::<DisagreementsForm>(
            "disagreements",
            "Where sources disagree",
            "mappings/ethnicity/disagreements.yaml: terms that published sources code differently.",
        ),
        of::<ReceiverForm>(
            "receiver",
            "The name fields of a receiver",
            "A file under mappings/names/: what a system can hold of a name.",
        ),
        of::<RepertoiresForm>(
            "repertoires",
            "Sets of characters",
            "mappings/names/repertoires.yaml: sets of characters that name fields can hold.",
        ),
        of::<NamesForm>(
            "columns",
            "Names of columns",
            "mappings/columns.yaml: what people call the columns of their files.",
        ),
        of::<CohortsForm>(
            "cohorts",
            "Cohorts",
            "A file for `audit --cohorts`: whom a threshold or an invitation is for, before a recoding and after.",
        ),
        of::<OverlayForm>("overlay", "An overlay", "overlay.yaml: whose the overlay is."),
        of::<LocalCodesForm>(
            "local-codes",
            "Local codes",
            "A file local-codes-….yaml of an overlay: the owner's own subdivisions of a national list's codes.",
        ),
    ]
}

fn table(name: &str, schema: Value) -> Table {
    Table { path: PathBuf::from(FOLDER).join(format!("{name}.json")), text: format!("{schema:#}\n") }
}

/// The schema of a kind of file.
fn of<T: JsonSchema>(name: &str, title: &str, what: &str) -> Table {
    let generator = SchemaGenerator::new(SchemaSettings::draft2020_12());
    let generated = generator.into_root_schema_for::<T>().to_value();
    let mut schema = Map::new();
    for (key, value) in [
        ("$schema", "https://json-schema.org/draft/2020-12/schema".to_owned()),
        ("$id", format!("{}{FOLDER}/{name}.json", canonical_root!())),
        (
            "$comment",
            "@generated by `ownwords build` from the types that read the files; do not edit.".to_owned(),
        ),
        ("title", title.to_owned()),
        ("description", what.to_owned()),
    ] {
        schema.insert(key.to_owned(), value.into());
    }
    if let Value::Object(fields) = plain(generated) {
        let new = fields
            .into_iter()
            .filter(|(key, _)| !["$schema", "title", "description"].contains(&key.as_str()));
        schema.extend(new.collect::<Map<_, _>>());
    }
    table(name, Value::Object(schema))
}

/// What the generator wrote, as the reader reads: nothing after a key is a fault, so that no value is ever null. Names of
/// types lose the ending that they have in the program, and defaults, which are for programs, go.
fn plain(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let fields = fields.into_iter().filter(|(key, value)| {
                key != "default" || !(value.is_null() || value.is_array() || value.is_object())
            });
            let fields = fields.map(|(key, value)| match (key.as_str(), value) {
                ("type", Value::Array(types)) => {
                    let mut types = types.into_iter().filter(|one| one != "null");
                    (key, types.next().unwrap_or_default())
                }
                // Where a comment of the program begins a new line says nothing to a person who reads it in an editor.
                ("description", Value::String(what)) => (key, what.replace('\n', " ").into()),
                ("$ref", Value::String(to)) => {
                    (key, to.strip_suffix("Form").unwrap_or(&to).to_owned().into())
                }
                ("$defs", Value::Object(definitions)) => {
                    let definitions = definitions.into_iter().map(|(name, definition)| {
                        (name.strip_suffix("Form").unwrap_or(&name).to_owned(), plain(definition))
                    });
                    (key, Value::Object(definitions.collect()))
                }
                ("enum", Value::Array(words)) => {
                    (key, words.into_iter().filter(|one| !one.is_null()).collect::<Vec<_>>().into())
                }
                (_, value) => (key, plain(value)),
            });
            let mut fields: Map<String, Value> = fields.collect();
            // An entry that may be left out: `anyOf` of its type and null.
            if let Some(Value::Array(either)) = fields.get("anyOf")
                && let [only, null] = &either[..]
                && null.get("type").is_some_and(|one| one == "null")
            {
                let only = only.clone();
                fields.shift_remove("anyOf");
                if let Value::Object(only) = only {
                    fields.extend(only);
                }
            }
            Value::Object(fields)
        }
        Value::Array(values) => values.into_iter().map(plain).collect(),
        other => other,
    }
}
