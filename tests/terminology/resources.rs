//! The rules of the specification that can be said of every resource, without any other's software.

use std::collections::{BTreeMap, BTreeSet};

use ownwords::wire::terminology::{Release, everything, named, nearest_name};
use serde_json::Value;

use crate::reading::{OURS, list, text};

const RELEASES: [Release; 2] = [Release::R4, Release::R5];

fn all(release: Release) -> Vec<Value> {
    everything(release).iter().map(|one| serde_json::from_str(&one.to_json()).unwrap()).collect()
}

/// The elements that either release has in each place; anything else a server would refuse.
fn known(place: &str, release: Release) -> BTreeSet<&'static str> {
    let of_place: &[&str] = match place {
        "CodeSystem" => &[
            "caseSensitive",
            "valueSet",
            "hierarchyMeaning",
            "compositional",
            "versionNeeded",
            "content",
            "count",
            "property",
            "concept",
        ],
        "CodeSystem.property" => &["code", "uri", "description", "type"],
        "CodeSystem.concept" => &["extension", "code", "display", "definition", "designation", "property"],
        "CodeSystem.concept.designation" => &["language", "use", "value"],
        "ValueSet" => &["compose"],
        "ConceptMap" => &["group"],
        "ConceptMap.group" => &["source", "target", "element", "unmapped"],
        "ConceptMap.group.element" if release == Release::R5 => {
            &["extension", "modifierExtension", "code", "display", "target", "noMap"]
        }
        "ConceptMap.group.element" => &["extension", "modifierExtension", "code", "display", "target"],
        "ConceptMap.group.element.target" if release == Release::R5 => {
            &["code", "display", "relationship", "comment"]
        }
        "ConceptMap.group.element.target" => &["code", "display", "equivalence", "comment"],
        "StructureDefinition" => &[
            "fhirVersion",
            "kind",
            "abstract",
            "context",
            "type",
            "baseDefinition",
            "derivation",
            "differential",
        ],
        _ => panic!("{place}"),
    };
    let shared = [
        "resourceType",
        "id",
        "language",
        "url",
        "version",
        "name",
        "title",
        "status",
        "experimental",
        "date",
        "publisher",
        "description",
        "copyright",
    ];
    let of_resource = if place.contains('.') { &[][..] } else { &shared[..] };
    of_place.iter().chain(of_resource).copied().collect()
}

fn only(value: &Value, place: &str, release: Release) {
    let known = known(place, release);
    for key in value.as_object().unwrap().keys() {
        assert!(known.contains(key.as_str()), "{place} has no {key}");
    }
}

/// FHIR R4 and R5, data type `code`: no white space at either end, and no two beside one another.
fn is_code(text: &str) -> bool {
    !text.is_empty() && text.split(' ').all(|word| !word.is_empty() && !word.contains(char::is_whitespace))
}

/// No empty object, array or text: json.html of either release.
fn nothing_is_empty(value: &Value, place: &str) {
    match value {
        Value::Object(fields) => {
            assert!(!fields.is_empty(), "{place}");
            fields.iter().for_each(|(key, value)| nothing_is_empty(value, &format!("{place}.{key}")));
        }
        Value::Array(values) => {
            assert!(!values.is_empty(), "{place}");
            values.iter().for_each(|value| nothing_is_empty(value, place));
        }
        Value::String(text) => assert!(!text.trim().is_empty(), "{place}"),
        Value::Null => panic!("{place}"),
        Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn every_resource_has_what_all_of_them_need() {
    for release in RELEASES {
        let (mut urls, mut ids, mut names) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for resource in all(release) {
            let get = |key: &str| {
                text(&resource[key]).unwrap_or_else(|| panic!("{key} of {}", resource["id"])).to_owned()
            };
            let kind = get("resourceType");
            assert!(urls.insert(get("url")), "{} twice", get("url"));
            assert!(ids.insert((kind.clone(), get("id"))), "{kind} {} twice", get("id"));
            let id = get("id");
            assert!(
                id.len() <= 64 && id.chars().all(|sign| sign.is_ascii_alphanumeric() || "-.".contains(sign)),
                "{id}"
            );
            assert!(get("url").starts_with(OURS) && !get("url").contains(['|', '#', ' ']));
            assert!(!get("version").is_empty() && !get("title").is_empty() && get("date").len() == 10);
            assert!(["draft", "active"].contains(&get("status").as_str()));
            // Invariant cnl-0 of R5: a name that programs can use.
            let name = get("name");
            assert!(name.len() <= 255 && name.starts_with(|sign: char| sign.is_ascii_uppercase()));
            assert!(name.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '_'), "{name}");
            assert!(names.insert((kind.clone(), name.clone())), "{kind} {name} twice");
            nothing_is_empty(&resource, &format!("{kind} {id}"));
            if kind != "Questionnaire" {
                only(&resource, &kind, release);
                assert!(get("url").ends_with(&format!("{kind}/{id}")));
            }
        }
        assert!(urls.len() > 200, "{}", urls.len());
    }
}

#[test]
fn code_systems_keep_their_rules() {
    for release in RELEASES {
        for system in all(release).iter().filter(|one| one["resourceType"] == "CodeSystem") {
            let declared: BTreeMap<&str, &str> = list(&system["property"])
                .iter()
                .map(|one| (text(&one["code"]).unwrap(), text(&one["type"]).unwrap()))
                .collect();
            let concepts = list(&system["concept"]);
            let codes: BTreeSet<&str> = concepts.iter().map(|one| text(&one["code"]).unwrap()).collect();
            // Invariant csd-1: within a code system defining concepts all codes are unique.
            assert_eq!(codes.len(), concepts.len(), "{}", system["id"]);
            match text(&system["content"]).unwrap() {
                "complete" => assert_eq!(system["count"], concepts.len()),
                "fragment" => assert!(system.get("count").is_none()),
                other => panic!("{other}"),
            }
            for property in list(&system["property"]) {
                only(property, "CodeSystem.property", release);
            }
            for concept in concepts {
                only(concept, "CodeSystem.concept", release);
                assert!(is_code(text(&concept["code"]).unwrap()), "{}", concept["code"]);
                for designation in list(&concept["designation"]) {
                    only(designation, "CodeSystem.concept.designation", release);
                    assert!(ownwords::LanguageTag::parse(text(&designation["language"]).unwrap()).is_ok());
                }
                for property in list(&concept["property"]) {
                    let kind = declared[text(&property["code"]).unwrap()];
                    let key = format!("value{}{}", kind[..1].to_uppercase(), &kind[1..]);
                    let value = property.get(&key).unwrap_or_else(|| panic!("{property} is no {kind}"));
                    if ["parent", "overlaps"].contains(&text(&property["code"]).unwrap()) {
                        assert!(codes.contains(text(value).unwrap()), "{value} leads nowhere");
                    }
                }
            }
        }
    }
}

#[test]
fn value_sets_are_of_code_systems_that_there_are() {
    for release in RELEASES {
        let all = all(release);
        let of_kind = |kind: &'static str| all.iter().filter(move |one| one["resourceType"] == kind);
        let systems: BTreeMap<&str, &Value> =
            of_kind("CodeSystem").map(|one| (text(&one["url"]).unwrap(), one)).collect();
        for set in of_kind("ValueSet") {
            for part in list(&set["compose"]["include"]).iter().chain(list(&set["compose"]["exclude"])) {
                let system = systems[text(&part["system"]).unwrap()];
                for filter in list(&part["filter"]) {
                    let declared =
                        list(&system["property"]).iter().any(|one| one["code"] == filter["property"]);
                    assert!(declared && filter["op"] == "=" && filter["value"].is_string(), "{filter}");
                }
            }
        }
        let sets: BTreeSet<&str> = of_kind("ValueSet").map(|one| text(&one["url"]).unwrap()).collect();
        for system in of_kind("CodeSystem").filter_map(|one| text(&one["valueSet"])) {
            assert!(sets.contains(system), "{system}");
        }
    }
}

#[test]
fn concept_maps_keep_their_rules() {
    for release in RELEASES {
        let all = all(release);
        let codes = |system: &Value| -> BTreeSet<String> {
            list(&system["concept"]).iter().map(|one| text(&one["code"]).unwrap().to_owned()).collect()
        };
        let systems: BTreeMap<String, BTreeSet<String>> = all
            .iter()
            .filter(|one| one["resourceType"] == "CodeSystem")
            .map(|one| (text(&one["url"]).unwrap().to_owned(), codes(one)))
            .collect();
        let is_there = |system: &Value, code: &Value| {
            let system = text(system).unwrap();
            match systems.get(system) {
                Some(codes) => assert!(codes.contains(text(code).unwrap()), "{code} is not in {system}"),
                None => assert!(!system.starts_with(OURS), "{system} is nowhere"),
            }
        };
        let words: &[&str] = match release {
            Release::R4 => &[
                "relatedto",
                "equivalent",
                "equal",
                "wider",
                "subsumes",
                "narrower",
                "specializes",
                "inexact",
                "unmatched",
                "disjoint",
            ],
            Release::R5 => &[
                "related-to",
                "equivalent",
                "source-is-narrower-than-target",
                "source-is-broader-than-target",
                "not-related-to",
            ],
        };
        for map in all.iter().filter(|one| one["resourceType"] == "ConceptMap") {
            let mut pairs = BTreeSet::new();
            for group in list(&map["group"]) {
                only(group, "ConceptMap.group", release);
                assert!(
                    pairs.insert((text(&group["source"]), text(&group["target"]))),
                    "two groups of one pair"
                );
                let mut codes = BTreeSet::new();
                for element in list(&group["element"]) {
                    only(element, "ConceptMap.group.element", release);
                    assert!(is_code(text(&element["code"]).unwrap()), "{}", element["code"]);
                    assert!(codes.insert(text(&element["code"])), "{} twice in a group", element["code"]);
                    is_there(&group["source"], &element["code"]);
                    // Invariant cmd-4 of R5.
                    assert!(element.get("noMap").is_none() || element.get("target").is_none(), "{element}");
                    for target in list(&element["target"]) {
                        only(target, "ConceptMap.group.element.target", release);
                        let word = if release == Release::R4 {
                            &target["equivalence"]
                        } else {
                            &target["relationship"]
                        };
                        let word = text(word).unwrap();
                        assert!(words.contains(&word), "{word}");
                        // Invariant cmd-1 of either release: narrower and inexact in R4; broader and not related in R5.
                        let wants =
                            ["narrower", "inexact", "source-is-broader-than-target", "not-related-to"];
                        assert!(!wants.contains(&word) || target["comment"].is_string(), "{target}");
                        match target.get("code") {
                            Some(code) => is_there(&group["target"], code),
                            None => assert_eq!(word, "unmatched"),
                        }
                    }
                }
            }
        }
    }
}

/// Every extension that is used has a definition, is where the definition says, and has a value of its type; what modifies
/// is in `modifierExtension` and nothing else is.
#[test]
fn extensions_are_as_they_are_defined() {
    for release in RELEASES {
        let all = all(release);
        let defined: BTreeMap<&str, &Value> = all
            .iter()
            .filter(|one| one["resourceType"] == "StructureDefinition")
            .map(|one| (text(&one["url"]).unwrap(), one))
            .collect();
        let mut used = BTreeSet::new();
        let mut check = |extension: &Value, place: &str, modifies: bool| {
            let definition = defined[text(&extension["url"]).unwrap()];
            used.insert(text(&extension["url"]).unwrap().to_owned());
            assert!(list(&definition["context"]).iter().any(|one| one["expression"] == place), "{extension}");
            assert_eq!(
                definition["differential"]["element"][0]["isModifier"] == true,
                modifies,
                "{extension}"
            );
            let elements = list(&definition["differential"]["element"]);
            let of_value = |id: &str, value: &Value| {
                let kind = elements.iter().find(|one| one["id"] == id).unwrap();
                let key = text(&kind["type"][0]["code"]).unwrap();
                let key = format!("value{}{}", key[..1].to_uppercase(), &key[1..]);
                assert!(value.get(&key).is_some(), "{value} has no {key}");
            };
            match extension.get("extension") {
                None => of_value("Extension.value[x]", extension),
                Some(inner) => {
                    for one in list(inner) {
                        of_value(
                            &format!("Extension.extension:{}.value[x]", text(&one["url"]).unwrap()),
                            one,
                        );
                    }
                    assert!(list(inner).len() >= 3, "{extension}");
                }
            }
        };
        for resource in &all {
            for element in list(&resource["group"]).iter().flat_map(|group| list(&group["element"])) {
                list(&element["extension"])
                    .iter()
                    .for_each(|one| check(one, "ConceptMap.group.element", false));
                list(&element["modifierExtension"])
                    .iter()
                    .for_each(|one| check(one, "ConceptMap.group.element", true));
            }
            for concept in list(&resource["concept"]) {
                list(&concept["extension"]).iter().for_each(|one| check(one, "CodeSystem.concept", false));
            }
        }
        assert_eq!(used, defined.keys().map(|url| (*url).to_owned()).collect(), "defined and not used");
        for (url, definition) in defined {
            assert_eq!(text(&definition["fhirVersion"]), Some(release.version()));
            let elements = list(&definition["differential"]["element"]);
            assert_eq!(elements[0]["path"], "Extension");
            let fixed = elements.iter().find(|one| one["id"] == "Extension.url").unwrap();
            assert_eq!(fixed["fixedUri"], url);
        }
    }
}

#[test]
fn the_questions_are_in_the_words_of_their_release() {
    for (release, kind) in [(Release::R4, "open-choice"), (Release::R5, "coding")] {
        let form: Value = serde_json::from_str(&named("questions", release).unwrap()[0].to_json()).unwrap();
        for item in list(&form["item"]) {
            assert_eq!(item["type"], kind);
            assert_eq!(item.get("answerConstraint").is_some(), release == Release::R5);
            assert!(item.get("answerOption").is_some() || item.get("answerValueSet").is_some());
        }
    }
}

#[test]
fn what_is_written_is_the_same_each_time() {
    for release in RELEASES {
        let written = || everything(release).iter().map(|one| one.to_json()).collect::<Vec<_>>();
        assert_eq!(written(), written());
    }
}

#[test]
fn resources_are_found_by_the_names_that_people_know() {
    let found = |name: &str| {
        named(name, Release::R5).map(|all| all.iter().map(|one| one.file_name()).collect::<Vec<_>>())
    };
    assert_eq!(found("ethnicity"), found("heritage"));
    assert_eq!(
        found("orientation").unwrap(),
        ["CodeSystem-orientation.json", "ValueSet-orientation.json", "ValueSet-orientation-offered.json"]
    );
    assert_eq!(found("ukcore-human-language").unwrap()[0], "ConceptMap-ukcore-human-language.json");
    assert_eq!(found("absence"), None);
    assert_eq!(nearest_name("nhs-ethnic-categry-2001"), Some("nhs-ethnic-category-2001"));
    let by_name: usize = ownwords::bridge::systems::keys().map(|key| found(key).unwrap().len()).sum();
    assert!(by_name > 100, "{by_name}");
}
