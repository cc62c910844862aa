//! The elements of a message, put in their place or taken out.

use core::borrow::Borrow;

use serde_json::{Map, Value, json};

use super::json::{Document, Fault, Node, with_items, with_member};
use super::urls;
use crate::bridge::systems;
use crate::language::{Ability, LanguageUse};
use crate::standard::ConceptId;

/// Where one code stands.
pub(super) enum Element {
    /// In a CodeableConcept that is the value of the first of these extensions; the others say the same elsewhere.
    Concept(&'static [&'static str]),
    /// In a part of an extension.
    Part(&'static str, &'static str),
    /// In a boolean extension; of the other extension this part says the same.
    Boolean(&'static str, &'static str),
    /// In a boolean part of an extension; the other extension says the same.
    BooleanPart(&'static str, &'static str),
    /// In the part `language` of NHSCommunication, which stands and falls with it; `communication` says the same.
    NhsLanguage,
    /// In a CodeableConcept that is a member of the resource.
    Member(&'static str),
}

/// One language as an item of `communication`.
pub(super) fn communication(tag: &str, language: &LanguageUse) -> Value {
    let mut item = Map::new();
    let abilities: Vec<Value> = language.abilities.iter().filter_map(proficiency).collect();
    if !abilities.is_empty() {
        item.insert("extension".to_owned(), abilities.into());
    }
    let coding = json!([{"system": systems::BCP_47.uri(), "code": tag}]);
    item.insert("language".to_owned(), json!({"coding": coding}));
    if language.is_preferred {
        item.insert("preferred".to_owned(), true.into());
    }
    item.into()
}

/// No language, and why.
pub(super) fn communication_of_none(code: &str) -> Value {
    json!({"language": reason(code)})
}

/// What somebody can do in a language, in the codes of HL7.
fn proficiency(ability: &Ability) -> Option<Value> {
    let mode = systems::HL7_V3_LANGUAGE_ABILITY_MODE.certain_code(ability.what())?;
    let level = |level: ConceptId| systems::HL7_V3_LANGUAGE_ABILITY_PROFICIENCY.certain_code(level);
    let part =
        |url: &str, uri: Option<&str>, code: &str| json!({"url": url, "valueCoding": coding(uri, code)});
    let mut parts = vec![part("type", systems::HL7_V3_LANGUAGE_ABILITY_MODE.uri_of(mode), mode)];
    let level = ability.how_well().and_then(level);
    let uri = |level| systems::HL7_V3_LANGUAGE_ABILITY_PROFICIENCY.uri_of(level);
    parts.extend(level.map(|level| part("level", uri(level), level)));
    Some(json!({"url": urls::PROFICIENCY, "extension": parts}))
}

/// A Coding. Where nobody has named the list, it has no system: FHIR has no empty value.
pub(super) fn coding(uri: Option<&str>, code: &str) -> Value {
    match uri {
        Some(uri) => json!({"system": uri, "code": code}),
        None => json!({"code": code}),
    }
}

/// A CodeableConcept of one code.
pub(super) fn concept(uri: Option<&str>, code: &str) -> Value {
    json!({"coding": [coding(uri, code)]})
}

/// What stands in the place of a value that is not there, and says why.
pub(super) fn reason(code: &str) -> Value {
    json!({"extension": [{"url": urls::DATA_ABSENT, "valueCode": code}]})
}

/// The resource with why a primitive member has no value beside it, or without; what else stands beside it stays.
pub(super) fn with_reason(resource: &str, beside: &str, code: Option<&str>) -> Result<String, Fault> {
    let document = Document::parse(resource)?;
    let before = document.root().object(beside)?.map_or("{}", |node| node.text());
    let new = code.map(|code| json!({"url": urls::DATA_ABSENT, "valueCode": code}).to_string());
    let after =
        with_items(before, "extension", |node| is_called(node, &[urls::DATA_ABSENT]), new.as_slice())?;
    if after == before {
        return Ok(resource.to_owned());
    }
    let is_empty = after.chars().all(|sign| matches!(sign, '{' | '}') || sign.is_whitespace());
    with_member(resource, beside, Some(&*after).filter(|_| !is_empty))
}

pub(super) fn is_called<'a>(node: impl Borrow<Node<'a>>, urls: &[&str]) -> bool {
    node.borrow().string("url").ok().flatten().is_some_and(|url| urls.contains(&url.as_ref()))
}

/// The resource with what an NHSCommunication says of an interpreter in the extension that current profiles have for it,
/// and without the NHSCommunication.
pub(super) fn without_nhs_communication(resource: &str) -> Result<String, Fault> {
    let document = Document::parse(resource)?;
    let extensions = document.root().objects("extension")?;
    let mut needs = None;
    for extension in extensions.iter().filter(|node| is_called(node, &[urls::NHS_COMMUNICATION])) {
        for part in
            extension.objects("extension")?.iter().filter(|part| is_called(part, &["interpreterRequired"]))
        {
            needs = needs.or(part.boolean("valueBoolean")?);
        }
    }
    let is_said = extensions.iter().any(|node| is_called(node, &[urls::INTERPRETER]));
    let new = needs.filter(|_| !is_said).map(|needs| boolean(urls::INTERPRETER, needs));
    with_items(resource, "extension", |node| is_called(node, &[urls::NHS_COMMUNICATION]), new.as_slice())
}

fn boolean(url: &str, is_so: bool) -> String {
    json!({"url": url, "valueBoolean": is_so}).to_string()
}

/// The resource with these parts of an extension in the place of those that have these names. An extension that is left
/// with none is left out.
fn with_parts(resource: &str, url: &'static str, names: &[&str], new: &[String]) -> Result<String, Fault> {
    let document = Document::parse(resource)?;
    let extensions = document.root().objects("extension")?.iter().filter(|node| is_called(node, &[url]));
    let mut changed = Vec::new();
    let mut to_put = new;
    for extension in extensions {
        let text = with_items(extension.text(), "extension", |part| is_called(part, names), to_put)?;
        to_put = &[];
        if Document::parse(&text)?.root().get("extension").is_some() {
            changed.push(text);
        }
    }
    if !to_put.is_empty() {
        changed.push(with_items(&json!({"url": url}).to_string(), "extension", |_| false, to_put)?);
    }
    with_items(resource, "extension", |node| is_called(node, &[url]), &changed)
}

impl Element {
    /// The resource with this code in the element, or without the element.
    pub(super) fn put(&self, resource: &str, code: Option<&str>, uri: Option<&str>) -> Result<String, Fault> {
        let concept = |code: &str| concept(uri, code);
        match *self {
            Self::Concept(called) => {
                let url = called.first();
                let new = code.zip(url).map(|(code, url)| {
                    json!({"url": url, "valueCodeableConcept": concept(code)}).to_string()
                });
                with_items(resource, "extension", |node| is_called(node, called), new.as_slice())
            }
            Self::Part(of, part) => {
                let new =
                    code.map(|code| json!({"url": part, "valueCodeableConcept": concept(code)}).to_string());
                with_parts(resource, of, &[part], new.as_slice())
            }
            Self::Boolean(url, part) => {
                let resource = with_parts(resource, urls::NHS_COMMUNICATION, &[part], &[])?;
                let new = code.map(|code| boolean(url, code == "true"));
                with_items(&resource, "extension", |node| is_called(node, &[url]), new.as_slice())
            }
            Self::BooleanPart(of, part) => {
                let new = code.map(|code| boolean(part, code == "true"));
                let resource = with_parts(resource, of, &[part], new.as_slice())?;
                with_items(&resource, "extension", |node| is_called(node, &[urls::INTERPRETER]), &[])
            }
            Self::NhsLanguage => {
                let resource = with_member(resource, "communication", None)?;
                let Some(code) = code else {
                    let is_nhs = |node: &Node<'_>| is_called(node, &[urls::NHS_COMMUNICATION]);
                    return with_items(&resource, "extension", is_nhs, &[]);
                };
                let new = json!({"url": "language", "valueCodeableConcept": concept(code)}).to_string();
                let old = ["language", "preferred", "modeOfCommunication", "communicationProficiency"];
                with_parts(&resource, urls::NHS_COMMUNICATION, &old, &[new])
            }
            Self::Member(name) => {
                let new = code.map(|code| concept(code).to_string());
                with_member(resource, name, new.as_deref())
            }
        }
    }
}
