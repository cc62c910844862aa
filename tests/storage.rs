//! L6 for the storage form: a record is the same after it was written and read, in JSON and in YAML.

use ownwords::bridge::systems;
use ownwords::wire::{DisclosedForm, Storage};
use ownwords::{
    Coding, Date, Demographics, ErrorKind, Field, HowSaid, LanguageTag, Name, NameText, Observation,
    PartKind, Pronouns, Provenance, Purpose, SaidBy,
};
use proptest::prelude::*;

use crate::{strategies, subjects};

fn names() -> impl Strategy<Value = Name> {
    let text = prop_oneof![strategies::name_like(), strategies::hostile()];
    let kind = proptest::sample::select(PartKind::ALL.to_vec());
    (text.clone(), text.clone(), text.clone(), text, any::<[bool; 3]>(), kind).prop_map(
        |(chosen, second, third, fourth, has, kind)| {
            let part = chosen.split(' ').next().unwrap_or_default().to_owned();
            let form = NameText::received(second.clone())
                .in_language(LanguageTag::parse("und-Latn").unwrap())
                .with_part(kind, third.clone())
                .said_as(HowSaid::Respelling, fourth.clone());
            let chosen = NameText::received(chosen)
                .with_part(kind, part)
                .with_form(form)
                .said_as(HowSaid::Ipa, second.clone())
                .said_as(HowSaid::Recording, third.clone())
                .addressed_as(fourth.clone());
            let mut name = Name::from_text(chosen);
            if has[0] {
                name.agree_identity(NameText::received(second));
            }
            if has[1] {
                name.set_legal(NameText::received(third));
            }
            if has[2] && !fourth.is_empty() {
                name.change("Changed", Some("2024-02-29".parse().unwrap())).unwrap();
                let when = "2025".parse().ok();
                name.correct("Corrected", Provenance { said_by: SaidBy::Proxy, when, place: None }).unwrap();
            }
            name
        },
    )
}

fn records() -> impl Strategy<Value = Demographics> {
    let pronouns = prop_oneof![
        Just(Field::not_asked()),
        strategies::hostile().prop_map(|words| {
            Pronouns::in_own_words(words).map_or_else(|_| Field::not_asked(), Field::stated)
        }),
    ];
    let ethnicity = subjects::fields(&systems::NHS_ETHNIC_CATEGORY_2001);
    let languages = subjects::fields(&systems::BCP_47);
    let orientation = subjects::fields(&systems::NHS_PERSON_STATED_SEXUAL_ORIENTATION);
    (ethnicity, languages, orientation, pronouns, names(), strategies::hostile()).prop_map(
        |(ethnicity, languages, orientation, pronouns, name, place)| {
            let mut person = Demographics { ethnicity, languages, orientation, pronouns, name: name.into() };
            let when: Option<Date> = "2026-11".parse().ok();
            if let Ok(words) = Pronouns::in_own_words(place.clone()) {
                person.pronouns.change(words.clone(), when);
                person.pronouns.change(words.clone(), None);
                person.pronouns.correct(words, Provenance::default());
            }
            person.name.reconcile(&place, place.as_bytes(), None);
            person.name.reconcile(&place, b"Zo\xEB", None);
            person.pronouns.said(Provenance { said_by: SaidBy::Parent, when, place: Some(place.clone()) });
            if let Some(value) = person.ethnicity.statement().given().cloned() {
                person.ethnicity.observe(Observation { value, by: Some(place), date: when });
            }
            person
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn l6_wire_storage_in_json(person in records()) {
        let json = serde_json::to_string(&person.for_storage()).unwrap();
        let stored: Storage = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(stored.into_record().unwrap(), person);
    }

    #[test]
    fn l6_wire_storage_in_yaml(person in records()) {
        let yaml = serde_yaml::to_string(&person.for_storage()).unwrap();
        let stored: Storage = serde_yaml::from_str(&yaml).unwrap();
        prop_assert_eq!(stored.into_record().unwrap(), person);
    }

    #[test]
    fn what_a_purpose_may_not_see_is_not_in_its_form(person in records()) {
        for purpose in Purpose::ALL {
            let form = serde_json::to_value(DisclosedForm::from(person.for_purpose(purpose))).unwrap();
            for (key, what) in [
                ("name", ownwords::Characteristic::Name),
                ("pronouns", ownwords::Characteristic::Pronouns),
                ("languages", ownwords::Characteristic::Languages),
                ("ethnicity", ownwords::Characteristic::Ethnicity),
                ("orientation", ownwords::Characteristic::SexualOrientation),
            ] {
                prop_assert_eq!(form.get(key).is_some(), purpose.may_see(what), "{} for {:?}", key, purpose);
            }
        }
    }
}

#[test]
fn the_storage_form_refuses_what_it_would_lose() {
    let json = serde_json::to_string(&Demographics::not_asked().for_storage()).unwrap();
    assert!(serde_json::from_str::<Storage>(&json).is_ok());
    let more = json.replacen('{', r#"{"religion":"unknown to this release","#, 1);
    assert!(serde_json::from_str::<Storage>(&more).is_err());
    let newer = json.replace("ownwords.record/1", "ownwords.record/2");
    let error = serde_json::from_str::<Storage>(&newer).unwrap().into_record().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Format);
    let wrong = json.replacen("not-asked", "not-a-reason", 1);
    let error = serde_json::from_str::<Storage>(&wrong).unwrap().into_record().unwrap_err();
    assert!(error.to_string().contains("`ethnicity`"), "{error}");
}

#[test]
fn a_coding_that_is_no_text_is_stored_as_hexadecimal_digits() {
    let mut person = Demographics::not_asked();
    person.ethnicity = systems::NHS_ETHNIC_CATEGORY_2001.decode(b"\xFF\x00A").to_field();
    let json = serde_json::to_string(&person.for_storage()).unwrap();
    assert!(json.contains(r#""hex":"ff0041""#));
    let stored: Storage = serde_json::from_str(&json).unwrap();
    let codings: Vec<Coding> = stored.into_record().unwrap().ethnicity.codings().to_vec();
    assert_eq!(codings[0].value, b"\xFF\x00A");
}
