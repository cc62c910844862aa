//! Standards as code systems and value sets.

use serde_json::{Value, json};

use super::definitions::{self, LABEL_USE};
use super::{Release, Resource, State, name_of};
use crate::answer::Reason;
use crate::standard::{Concept, LabelUse, Standard, Status};
use crate::wire::CODE_SYSTEMS;

/// The code system of the reasons for having no answer.
pub const ABSENCES: &str = canonical!("CodeSystem/absence");

/// The code system whose one code is `not-further-stated`: a heritage, or whatever the field holds, that nobody has named.
pub const PARTS: &str = canonical!("CodeSystem/part");

const LICENCE: &str = "The choice of concepts, their ids and relations: MIT OR Apache-2.0 OR CC-BY-4.0. Names are quoted from \
    published lists, each with its own terms: see LICENSE-DATA.md.";

/// A standard: its code system; the value set of all that may be recorded; and the value set of what a form offers, without
/// concepts that are there for counting or are retired.
///
/// The hierarchy is in the property `parent`, since a concept may have several broader ones; what a concept only may be is
/// in `overlaps`, and no parent. The codes are the permanent ids. Names that may be shown are designations with the tag of
/// their language. A concept's place on its way to being agreed is the property `status`: `experimental` for provisional,
/// `active` for agreed, `retired`. As long as one is provisional the code system is a draft, and experimental.
///
/// # Example
///
/// ```
/// use ownwords::Standard;
/// use ownwords::wire::terminology::{Release, code_systems};
///
/// let of_ethnicity = code_systems(Standard::ethnicity(), Release::R4);
/// let kinds: Vec<&str> = of_ethnicity.iter().map(|resource| resource.kind()).collect();
/// assert_eq!(kinds, ["CodeSystem", "ValueSet", "ValueSet"]);
/// ```
pub fn code_systems(standard: &'static Standard, release: Release) -> Vec<Resource> {
    let word = standard.kind().word();
    let title = format!("ownwords: {}", standard.name());
    let state = State::of(standard);
    let system = format!("{CODE_SYSTEMS}{word}");
    let concepts: Vec<Value> = standard.concepts().map(concept).collect();
    let codes = Resource::new("CodeSystem", word, &name_of(word), &title, state)
        .with(
            "description",
            format!("{}: what people may record of themselves. Codes are permanent.", standard.name()),
        )
        .with("copyright", LICENCE)
        .with("caseSensitive", true)
        .with("valueSet", format!("{}{word}", canonical!("ValueSet/")))
        .with("hierarchyMeaning", "is-a")
        .with("compositional", false)
        .with("versionNeeded", false)
        .with("content", "complete")
        .with("count", concepts.len())
        .with("property", properties(release))
        .with("concept", concepts);
    let all = Resource::new("ValueSet", word, &name_of(&format!("{word} all")), &title, state)
        .with("description", "All that may be recorded.")
        .with("copyright", LICENCE)
        .with("compose", json!({"include": [{"system": system}]}));
    let only = |property: &str, value: &str| json!({"system": system, "filter": [{"property": property, "op": "=", "value": value}]});
    let offered_name = format!("{word} offered");
    let offered = Resource::new("ValueSet", &format!("{word}-offered"), &name_of(&offered_name), &format!("{title}, as a form offers them"), state)
        .with("description", "What a form offers. Concepts that are there for counting, and retired ones, may stand in a record and are not among these.")
        .with("copyright", LICENCE)
        .with("compose", json!({"include": [only("counting-only", "false")], "exclude": [only("status", "retired")]}));
    vec![codes, all, offered]
}

fn concept(concept: Concept) -> Value {
    let designations: Vec<Value> = concept
        .labels()
        .filter_map(|label| {
            let usage = match label.usage {
                LabelUse::Label => "label",
                LabelUse::Synonym => "synonym",
                // Never shown back, which no element of FHIR can say.
                LabelUse::SearchOnly => return None,
            };
            let usage = json!({"system": LABEL_USE, "code": usage});
            Some(json!({"language": label.language, "use": usage, "value": label.text}))
        })
        .collect();
    let mut properties = vec![
        json!({"code": "status", "valueCode": status(concept.status())}),
        json!({"code": "slug", "valueString": concept.slug()}),
        json!({"code": "counting-only", "valueBoolean": concept.is_for_counting_only()}),
    ];
    let code = |property: &str, one: Concept| json!({"code": property, "valueCode": one.id().to_string()});
    properties.extend(concept.broader().map(|one| code("parent", one)));
    properties.extend(concept.overlaps().map(|one| code("overlaps", one)));
    let mut value = json!({"code": concept.id().to_string(), "display": concept.label()});
    if let Value::Object(fields) = &mut value {
        if !designations.is_empty() {
            fields.insert("designation".to_owned(), designations.into());
        }
        fields.insert("property".to_owned(), properties.into());
    }
    value
}

const fn status(status: Status) -> &'static str {
    match status {
        Status::Provisional => "experimental",
        Status::Agreed => "active",
        Status::Retired => "retired",
    }
}

fn properties(release: Release) -> Value {
    // R4's concept-properties have no `status` yet.
    let status = match release {
        Release::R4 => canonical!("CodeSystem/concept-properties#status"),
        Release::R5 => "http://hl7.org/fhir/concept-properties#status",
    };
    json!([
        {"code": "status", "uri": status, "description": "experimental until the people it names have agreed to it, then active; retired when it is no longer offered.", "type": "code"},
        {"code": "slug", "uri": canonical!("CodeSystem/concept-properties#slug"), "description": "The readable key in the files of the standard. It may change; the code does not.", "type": "string"},
        {"code": "counting-only", "uri": canonical!("CodeSystem/concept-properties#counting-only"), "description": "True where the concept is there for counting, and is not what a form offers.", "type": "boolean"},
        {"code": "parent", "uri": "http://hl7.org/fhir/concept-properties#parent", "description": "A concept that this one always is. There may be several.", "type": "code"},
        {"code": "overlaps", "uri": canonical!("CodeSystem/concept-properties#overlaps"), "description": "A concept that somebody of this one may be, and need not be. It says so in both directions, is no hierarchy, and is counted under a named rule alone.", "type": "code"},
    ])
}

/// The code systems that the others lean on: reasons for having no answer, the part that is not further stated, and uses of
/// labels.
pub(super) fn shared() -> Vec<Resource> {
    let agreed = State { is_agreed: true };
    let draft = State { is_agreed: false };
    let complete = |id: &str, title: &str, description: &str, state: State, concepts: Vec<Value>| {
        Resource::new("CodeSystem", id, &name_of(id), title, state)
            .with("description", description)
            .with("copyright", LICENCE)
            .with("caseSensitive", true)
            .with("compositional", false)
            .with("versionNeeded", false)
            .with("content", "complete")
            .with("count", concepts.len())
            .with("concept", concepts)
    };
    let reason = |reason: &Reason| {
        let mut properties = vec![json!({"code": "number", "valueInteger": reason.number()})];
        properties.extend(reason.broader().map(|one| json!({"code": "parent", "valueCode": one.slug()})));
        json!({
            "code": reason.slug(),
            "display": reason.label(),
            "definition": reason.meaning(),
            "property": properties,
        })
    };
    let absences = complete(
        "absence",
        "ownwords: reasons for having no answer",
        "Why there is no answer. Where a record does not say which of several reasons holds, it has all of them.",
        draft,
        Reason::ALL.iter().map(reason).collect(),
    )
    .with("hierarchyMeaning", "is-a")
    .with("property", json!([
        {"code": "number", "uri": canonical!("CodeSystem/concept-properties#number"), "description": "The permanent number of the reason.", "type": "integer"},
        {"code": "parent", "uri": "http://hl7.org/fhir/concept-properties#parent", "description": "The reason that this one is a case of.", "type": "code"},
    ]));
    let parts = complete(
        "part",
        "ownwords: parts that are not stated further",
        "Stands in the place of a concept that a code does not name.",
        agreed,
        vec![json!({
            "code": definitions::NOT_FURTHER_STATED,
            "display": "Not further stated",
            "definition": "One more of whatever the field holds, which nobody has named: not the same as no answer.",
        })],
    );
    let uses = complete(
        "label-use",
        "ownwords: uses of a concept's names",
        "What a name of a concept is for.",
        agreed,
        vec![
            json!({"code": "label", "display": "Label", "definition": "The concept's name in this language."}),
            json!({"code": "synonym", "display": "Synonym", "definition": "Another name of the same concept, that may be shown."}),
        ],
    );
    vec![absences, parts, uses]
}
