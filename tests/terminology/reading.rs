//! Reading resources back as a receiver would that has the definitions and nothing else of this crate.

use std::collections::BTreeMap;

use ownwords::bridge::Relationship;
use ownwords::wire::terminology::{Release, relationship};
use serde_json::Value;

pub const OURS: &str = "https://ownwords.example/fhir/";

pub fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

pub fn text(value: &Value) -> Option<&str> {
    value.as_str()
}

/// A code of a code system: (system, code).
pub type Code = (String, String);

/// What a concept map says a code means.
#[derive(Debug, PartialEq)]
pub enum Meaning {
    /// One thing.
    One(Code),
    /// All of these, in this order.
    Together(Vec<Code>),
    /// One of these.
    OneOf(Vec<Code>),
    /// No map.
    NotKnown,
}

/// A row of a mapping.
#[derive(Debug, PartialEq)]
pub struct ReadRow {
    pub source: String,
    pub code: String,
    pub label: String,
    pub heading: Option<String>,
    pub adds: Vec<String>,
    pub same_category: Vec<Code>,
    pub may_hold: Vec<String>,
    pub all_but: Vec<String>,
    pub refused: Option<String>,
    pub is_observed: bool,
    pub relationship: Option<Relationship>,
    pub meaning: Meaning,
}

fn coding(value: &Value) -> Code {
    (text(&value["system"]).unwrap().to_owned(), text(&value["code"]).unwrap().to_owned())
}

fn word(relationship: &str) -> Relationship {
    use Relationship::{
        Equivalent, NotRelatedTo, RelatedTo, SourceIsBroaderThanTarget, SourceIsNarrowerThanTarget,
    };
    let all = [Equivalent, SourceIsNarrowerThanTarget, SourceIsBroaderThanTarget, RelatedTo, NotRelatedTo];
    all.into_iter().find(|one| one.word() == relationship).unwrap()
}

/// The rows of a concept map, in the order in which its codes first come, with the relationship of each target alone.
pub fn rows(map: &Value, release: Release) -> Vec<(ReadRow, Vec<Relationship>)> {
    let mut order: Vec<(String, String)> = Vec::new();
    let mut elements: BTreeMap<(String, String), Vec<(&Value, &str)>> = BTreeMap::new();
    for group in list(&map["group"]) {
        for element in list(&group["element"]) {
            let key =
                (text(&group["source"]).unwrap().to_owned(), text(&element["code"]).unwrap().to_owned());
            if !elements.contains_key(&key) {
                order.push(key.clone());
            }
            elements.entry(key).or_default().push((element, text(&group["target"]).unwrap()));
        }
    }
    order.into_iter().map(|key| row(&elements[&key], key, release)).collect()
}

fn row(elements: &[(&Value, &str)], key: (String, String), release: Release) -> (ReadRow, Vec<Relationship>) {
    let (first, _) = elements[0];
    // Whatever is said of a code is said wherever it stands.
    for (element, _) in elements {
        for key in ["extension", "modifierExtension", "display"] {
            assert_eq!(element.get(key), first.get(key), "{element}");
        }
    }
    let extensions = |name: &str| {
        let url = format!("{OURS}StructureDefinition/{name}");
        list(&first["extension"]).iter().filter(move |one| one["url"] == url.as_str())
    };
    let codes = |name| extensions(name).map(|one| text(&one["valueCode"]).unwrap().to_owned()).collect();
    let one_text = |name| extensions(name).next().map(|one| text(&one["valueString"]).unwrap().to_owned());
    let mut targets: Vec<(Code, Relationship)> = Vec::new();
    for (element, system) in elements {
        for target in list(&element["target"]) {
            let said = match release {
                Release::R4 => relationship(text(&target["equivalence"]).unwrap()),
                Release::R5 => Some(word(text(&target["relationship"]).unwrap())),
            };
            match (said, text(&target["code"])) {
                (Some(said), Some(code)) => targets.push((((*system).to_owned(), code.to_owned()), said)),
                (None, None) => {}
                _ => panic!("a target without a code has no relationship: {element}"),
            }
        }
        let has_no_map = match release {
            Release::R4 => list(&element["target"]).iter().any(|one| one["equivalence"] == "unmatched"),
            Release::R5 => element["noMap"] == true,
        };
        let has_target = list(&element["target"]).iter().any(|one| one.get("code").is_some());
        assert!(has_no_map != has_target, "{element}");
    }
    let parts = |extension: &Value| {
        let inner = list(&extension["extension"]);
        let said = inner.iter().find(|one| one["url"] == "relationship").unwrap();
        let parts = inner.iter().filter(|one| one["url"] == "part").map(|one| coding(&one["valueCoding"]));
        (word(text(&said["valueCode"]).unwrap()), parts.collect::<Vec<Code>>())
    };
    let alone: Vec<Relationship> = targets.iter().map(|(_, said)| *said).collect();
    let (meaning, relationship) =
        match (extensions("meant-together").next(), extensions("meant-one-of").next()) {
            (Some(together), None) => {
                let (said, parts) = parts(together);
                (Meaning::Together(parts), Some(said))
            }
            (None, Some(one_of)) => {
                let (said, parts) = parts(one_of);
                (Meaning::OneOf(parts), Some(said))
            }
            (None, None) => match targets.len() {
                0 => (Meaning::NotKnown, None),
                1 => {
                    let (code, said) = targets.swap_remove(0);
                    (Meaning::One(code), Some(said))
                }
                _ => panic!("several targets and nobody says whether together: {first}"),
            },
            _ => panic!("both together and one of: {first}"),
        };
    if let Meaning::Together(parts) | Meaning::OneOf(parts) = &meaning {
        // The targets are the parts, each once.
        assert!(targets.iter().all(|(code, _)| parts.contains(code)), "{first}");
        assert!(
            parts.iter().all(|part| targets.iter().filter(|(code, _)| code == part).count() == 1),
            "{first}"
        );
    }
    let read = ReadRow {
        source: key.0,
        code: key.1,
        label: text(&first["display"]).unwrap_or_default().to_owned(),
        heading: one_text("heading"),
        adds: codes("adds"),
        same_category: extensions("same-category").map(|one| coding(&one["valueCoding"])).collect(),
        may_hold: codes("may-hold"),
        all_but: codes("all-but"),
        refused: one_text("refused"),
        is_observed: list(&first["modifierExtension"]).iter().any(|one| one["valueBoolean"] == true),
        relationship,
        meaning,
    };
    (read, alone)
}
