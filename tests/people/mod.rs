//! Made-up whole records for property tests.

use ownwords::bridge::systems;
use ownwords::{
    Communication, Date, Demographics, Field, HowSaid, Kind, LanguageTag, Name, NameText, Observation,
    PartKind, Pronouns, Provenance, SaidBy, Standard,
};
use proptest::prelude::*;

use crate::{strategies, subjects};

/// A name with all that its bearer may add, of any texts.
pub fn names() -> impl Strategy<Value = Name> {
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

/// The fields that the first records did not have.
fn further() -> impl Strategy<Value = Demographics> {
    let of_gender = (
        subjects::fields(&systems::NHS_GENDER_IDENTITY),
        subjects::fields(&systems::CENSUS_EW_2021_GENDER_IDENTITY_8A),
        subjects::fields(&systems::HL7_V2_0001),
        subjects::fields(&systems::NHS_PERSON_PHENOTYPIC_SEX),
    );
    let others = (
        subjects::fields(&systems::NHS_RELIGION_GROUP),
        subjects::fields(&systems::NHS_DISABILITY_IMPACT),
        subjects::fields(&systems::NHS_DISABILITY_CODE),
        subjects::fields(&systems::NHS_MARITAL_STATUS),
        subjects::fields(&systems::NHS_YOUNG_CARER),
        subjects::fields(&systems::NHS_EX_ARMED_FORCES),
        subjects::fields(&systems::NHS_ACCOMMODATION),
    );
    let of_communication = (
        subjects::fields(&systems::UKCORE_PREFERRED_CONTACT_METHOD),
        subjects::fields(&systems::UKCORE_WRITTEN_COMMUNICATION_FORMAT),
        subjects::fields(&systems::FHIR_INTERPRETER_REQUIRED),
        subjects::fields(&systems::BCP_47),
        communication(),
    );
    (of_gender, others, of_communication).prop_map(|(of_gender, others, of_communication)| {
        let (gender, trans_status, administrative_gender, phenotypic_sex) = of_gender;
        let (contact, formats, interpreter, interpreter_languages, communication) = of_communication;
        let (religion, disability, impairment, partnership, care, armed_forces, accommodation) = others;
        let mut person = Demographics::not_asked();
        person.trans_status.put(trans_status);
        person.phenotypic_sex.put(phenotypic_sex);
        let fields = Demographics { gender, administrative_gender, religion, disability, ..person };
        let fields = Demographics { impairment, partnership, care, armed_forces, accommodation, ..fields };
        Demographics { communication, formats, contact, interpreter, interpreter_languages, ..fields }
    })
}

/// Lists of this field stand behind a feature, so that it is stated here.
fn communication() -> impl Strategy<Value = Field<Communication>> {
    let concepts = Standard::of(Kind::Communication).unwrap().concepts();
    let some = proptest::sample::subsequence(concepts.map(|one| one.id()).collect::<Vec<_>>(), 0..4);
    some.prop_map(|some| Communication::of(some).map_or_else(|_| Field::not_asked(), Field::stated))
}

/// Any record: fields that were stated, received, changed and corrected, and names that hold anything.
pub fn records() -> impl Strategy<Value = Demographics> {
    let pronouns = prop_oneof![
        Just(Field::not_asked()),
        strategies::hostile().prop_map(|words| {
            Pronouns::in_own_words(words).map_or_else(|_| Field::not_asked(), Field::stated)
        }),
    ];
    let ethnicity = subjects::fields(&systems::NHS_ETHNIC_CATEGORY_2001);
    let languages = subjects::fields(&systems::BCP_47);
    let orientation = subjects::fields(&systems::NHS_PERSON_STATED_SEXUAL_ORIENTATION);
    (ethnicity, languages, orientation, pronouns, names(), strategies::hostile(), further()).prop_map(
        |(ethnicity, languages, orientation, pronouns, name, place, further)| {
            let name = name.into();
            let mut person = Demographics { ethnicity, languages, orientation, pronouns, name, ..further };
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
