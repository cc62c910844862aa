//! The questions as a FHIR R4 Questionnaire: its shape, by the resource's own rules.

use std::collections::BTreeSet;

use ownwords::questions::{About, Question};
use ownwords::wire::{CODE_SYSTEMS, questionnaire};
use ownwords::{ConceptId, Standard};
use serde_json::Value;

const ABSENT: &str = "http://terminology.hl7.org/CodeSystem/data-absent-reason";

fn form() -> Value {
    serde_json::from_str(&questionnaire(Question::all())).unwrap()
}

/// The elements that R4 has for each part; anything else would be refused by a server.
fn only(object: &Value, known: &[&str]) {
    for key in object.as_object().unwrap().keys() {
        assert!(known.contains(&key.as_str()), "{key}");
    }
}

fn translations_are_sound(object: &Value) {
    match object {
        Value::Object(fields) => {
            for (key, value) in fields {
                if let Some(of) = key.strip_prefix('_') {
                    assert!(fields[of].is_string(), "{key} stands beside no text");
                    for extension in value["extension"].as_array().unwrap() {
                        assert_eq!(extension["url"], "http://hl7.org/fhir/StructureDefinition/translation");
                        let parts = extension["extension"].as_array().unwrap();
                        assert_eq!((&parts[0]["url"], &parts[1]["url"]), (&"lang".into(), &"content".into()));
                        assert_eq!(parts[0]["valueCode"], "cy");
                        assert!(!parts[1]["valueString"].as_str().unwrap().is_empty());
                    }
                }
                translations_are_sound(value);
            }
        }
        Value::Array(values) => values.iter().for_each(translations_are_sound),
        Value::String(text) => assert!(!text.trim().is_empty(), "FHIR has no empty text"),
        _ => {}
    }
}

#[test]
fn the_questionnaire_keeps_the_rules_of_the_resource() {
    let form = form();
    only(
        &form,
        &[
            "resourceType",
            "id",
            "language",
            "contained",
            "url",
            "version",
            "name",
            "title",
            "status",
            "date",
            "item",
        ],
    );
    assert_eq!(form["resourceType"], "Questionnaire");
    assert!(["draft", "active"].contains(&form["status"].as_str().unwrap()));
    let is_id = |sign: char| sign.is_ascii_alphanumeric() || "-.".contains(sign);
    assert!(form["id"].as_str().unwrap().chars().all(is_id));
    translations_are_sound(&form);
    let mut link_ids = BTreeSet::new();
    let items = form["item"].as_array().unwrap();
    assert_eq!(items.len(), Question::all().len());
    for (item, question) in items.iter().zip(Question::all()) {
        only(
            item,
            &[
                "extension",
                "linkId",
                "text",
                "_text",
                "type",
                "required",
                "repeats",
                "answerOption",
                "answerValueSet",
                "item",
            ],
        );
        assert_eq!(item["linkId"], question.field());
        assert_eq!(item["type"], "open-choice");
        assert_eq!((&item["required"], &item["repeats"]), (&false.into(), &question.takes_several().into()));
        // que-4: options or a value set, never both.
        assert_ne!(item["answerOption"].is_array(), item["answerValueSet"].is_string());
        assert!(link_ids.insert(item["linkId"].to_string()), "que-2: {}", item["linkId"]);
        for told in item["item"].as_array().unwrap() {
            // que-1 and que-6: what is shown alone has no items, and is neither required nor repeated.
            only(told, &["linkId", "text", "_text", "type"]);
            assert_eq!(told["type"], "display");
            assert!(link_ids.insert(told["linkId"].to_string()), "que-2: {}", told["linkId"]);
        }
    }
}

/// The codings that an item offers, wherever they stand, as (system, code).
fn offered(form: &Value, item: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    if let Some(options) = item["answerOption"].as_array() {
        let codings = options.iter().map(|option| &option["valueCoding"]);
        return codings.map(|coding| (text(&coding["system"]), text(&coding["code"]))).collect();
    }
    let id = item["answerValueSet"].as_str().unwrap().strip_prefix('#').unwrap();
    let set =
        form["contained"].as_array().unwrap().iter().find(|set| set["id"] == id).expect("it is contained");
    only(set, &["resourceType", "id", "status", "compose"]);
    let includes = set["compose"]["include"].as_array().unwrap();
    let coded = |include: &Value| {
        let system = text(&include["system"]);
        let concepts = include["concept"].as_array().unwrap().clone();
        concepts.into_iter().map(move |concept| {
            only(&concept, &["code", "display", "_display"]);
            (system.clone(), text(&concept["code"]))
        })
    };
    includes.iter().flat_map(coded).collect()
}

#[test]
fn every_option_is_there_and_not_saying_always_is() {
    let form = form();
    for (item, question) in form["item"].as_array().unwrap().iter().zip(Question::all()) {
        let mut offered = offered(&form, item);
        let all: BTreeSet<_> = offered.iter().cloned().collect();
        assert_eq!(all.len(), offered.len(), "{} offers something twice", question.field());
        let absent = offered.split_off(offered.len() - 2);
        let absent: Vec<&str> =
            absent.iter().filter(|(system, _)| system == ABSENT).map(|(_, code)| code.as_str()).collect();
        assert_eq!(absent, ["asked-declined", "asked-unknown"]);
        match question.about() {
            About::Concepts(kind) => {
                let standard = Standard::of(kind).unwrap();
                for (system, code) in &offered {
                    assert_eq!(system.strip_prefix(CODE_SYSTEMS), Some(kind.word()));
                    let id: ConceptId = code.parse().unwrap();
                    assert!(!standard.by_id(id).unwrap().is_for_counting_only(), "{code}");
                }
                let for_counting = standard.concepts().filter(|one| one.is_for_counting_only()).count();
                let wanted = match question.is_type_ahead() {
                    true => standard.concepts().len() - for_counting,
                    false => question.options().count(),
                };
                assert_eq!(offered.len(), wanted, "{}", question.field());
            }
            _ => assert_eq!(offered.len(), question.options().count()),
        }
    }
}

#[test]
fn the_same_questions_give_the_same_bytes() {
    assert_eq!(questionnaire(Question::all()), questionnaire(Question::all()));
    let one = questionnaire(Question::of("gender"));
    let one: Value = serde_json::from_str(&one).unwrap();
    assert_eq!(one["item"].as_array().unwrap().len(), 1);
    assert!(one.get("contained").is_none());
}
