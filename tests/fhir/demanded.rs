//! An administrative gender goes to a system that demands one, and is never made out of anything else.

use ownwords::bridge::systems;
use ownwords::wire::fhir::{self, PROFILES, Profile, Resource, Sent};
use ownwords::{
    AdministrativeGender, Axis, Bridge, Demographics, Field, GenderIdentity, Genders, Name, NameText,
    PartKind, PhenotypicSexes, Policy, Purpose, Reason, Stated, TransStatus, TransStatuses,
};

use crate::laws::demand;

/// Somebody made up, of whom everything is known but what an office wrote down.
fn person() -> Demographics {
    let name =
        NameText::received("Zoë Hart").with_part(PartKind::Given, "Zoë").with_part(PartKind::Family, "Hart");
    let mut person = Demographics::not_asked();
    person.name = Name::from_text(name).into();
    let man = Genders::standard().by_slug("man").unwrap().id();
    person.gender = Field::stated(GenderIdentity::of([man]).unwrap());
    let trans = TransStatuses::standard().by_slug("trans").unwrap().id();
    person.trans_status.put(Field::stated(TransStatus::of([trans]).unwrap()));
    let sex = PhenotypicSexes::standard().concepts().next().unwrap().id();
    person.phenotypic_sex.put(Field::stated(Stated::of([sex]).unwrap()));
    person
}

fn sent_to(profile: &Profile, person: &Demographics, document: &Resource) -> (Resource, Option<Sent>) {
    let seen = person.for_purpose(Purpose::Identity).with_administrative_gender(&demand()).unwrap();
    let (sent, fields, residues) = profile.update(document, seen, Policy::Certain).unwrap().into_parts();
    let restored = profile.restore(&sent, &residues).unwrap();
    assert_eq!(restored.administrative_gender.statement(), person.administrative_gender.statement());
    let what = fields.into_iter().find(|one| one.field == "administrative-gender");
    (sent, what.map(|one| one.sent))
}

fn gender_in(document: &Resource) -> Option<String> {
    let json: serde_json::Value = serde_json::from_str(document.as_str()).unwrap();
    json.get("gender").map(|gender| gender.as_str().unwrap().to_owned())
}

/// Whatever else the record has, a gender of which no office wrote anything is not sent; whatever an office wrote is.
#[test]
fn nothing_takes_the_place_of_what_was_recorded() {
    for profile in PROFILES {
        let mut person = person();
        let (sent, _) = sent_to(profile, &person, &Resource::patient());
        assert_eq!(gender_in(&sent), None, "{}", profile.key());
        for code in ["male", "female"] {
            person.administrative_gender =
                systems::FHIR_ADMINISTRATIVE_GENDER.decode(code.as_bytes()).to_field();
            let (sent, what) = sent_to(profile, &person, &Resource::patient());
            assert_eq!(gender_in(&sent).as_deref(), Some(code), "{}", profile.key());
            assert!(matches!(what, Some(Sent::Codes(_))));
            // The same whatever is stated, known to be, or observed.
            let bare = Demographics {
                administrative_gender: person.administrative_gender.clone(),
                name: person.name.clone(),
                ..Demographics::not_asked()
            };
            assert_eq!(sent_to(profile, &bare, &Resource::patient()).0, sent);
        }
        // What the NHS recorded in its own list is the same field.
        person.administrative_gender = systems::NHS_PERSON_STATED_GENDER.decode(b"2").to_field();
        assert_eq!(gender_in(&sent_to(profile, &person, &Resource::patient()).0).as_deref(), Some("female"));
        // More exact than FHIR's list: several codes might do, or none, and nobody chooses one.
        person.administrative_gender = systems::NHS_PERSON_STATED_GENDER.decode(b"9").to_field();
        assert!(!matches!(
            gender_in(&sent_to(profile, &person, &Resource::patient()).0).as_deref(),
            Some("male" | "female")
        ));
    }
}

#[test]
fn a_reason_is_said_where_the_receiver_takes_one() {
    let mut person = person();
    person.administrative_gender.absent(Reason::AskedDeclined.into());
    let (sent, what) = sent_to(&fhir::INTERNATIONAL, &person, &Resource::patient());
    let why = r#""gender":"unknown","_gender":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"asked-declined"}]}"#;
    assert!(sent.as_str().contains(why), "{}", sent.as_str());
    assert!(matches!(what, Some(Sent::Reason(_))));
    let read = sent.read().unwrap().record;
    assert_eq!(read.administrative_gender.statement(), person.administrative_gender.statement());
    // UK Core has no such rule here: why is in the residue alone, and that is said.
    let (sent, what) = sent_to(&fhir::UKCORE_ENGLAND, &person, &Resource::patient());
    assert!(sent.as_str().contains(r#""gender":"unknown""#) && !sent.as_str().contains("_gender"));
    assert_eq!(what.unwrap().to_string(), "sent as 1 code; what was stated is in the residue alone");
    // Nobody asked here: that takes nobody's gender away.
    person.administrative_gender = Field::not_asked();
    let document = Resource::parse(br#"{"resourceType":"Patient","gender":"male"}"#).unwrap();
    for profile in PROFILES {
        let (sent, what) = sent_to(profile, &person, &document);
        assert_eq!(gender_in(&sent).as_deref(), Some("male"), "{}", profile.key());
        assert!(what.unwrap().to_string().starts_with("left out"));
    }
    // The list's own code for unknown is one everywhere.
    person.administrative_gender.absent(Reason::Unknown.into());
    for profile in PROFILES {
        let (sent, _) = sent_to(profile, &person, &Resource::patient());
        assert_eq!(gender_in(&sent).as_deref(), Some("unknown"), "{}", profile.key());
    }
}

#[test]
fn pds_takes_no_other_and_lets_none_be_removed() {
    let held =
        br#"{"resourceType":"Patient","gender" : "female","name":[{"family":"Hart","given":["Zo\u00eb"]}]}"#;
    let held = Resource::parse(held).unwrap();
    let mut person = person();
    person.administrative_gender = systems::FHIR_ADMINISTRATIVE_GENDER.decode(b"other").to_field();
    let (sent, what) = sent_to(&fhir::PDS, &person, &held);
    assert!(sent.as_str().contains(r#""gender" : "female""#));
    assert!(matches!(what, Some(Sent::LeftOut(_))));
    assert_eq!(gender_in(&sent_to(&fhir::PDS, &person, &Resource::patient()).0), None);
    assert_eq!(gender_in(&sent_to(&fhir::UKCORE_WALES, &person, &held).0).as_deref(), Some("other"));
    // What has several codes, or none: FHIR lets the old one go, PDS does not.
    person.administrative_gender =
        Field::stated(AdministrativeGender::in_own_words("as in my passport").unwrap());
    assert!(sent_to(&fhir::PDS, &person, &held).0.as_str().contains(r#""gender" : "female""#));
    assert_eq!(gender_in(&sent_to(&fhir::UKCORE_WALES, &person, &held).0), None);
}

/// A reason beside a gender gives way to the gender, and what else stands beside it does not.
#[test]
fn what_else_stands_beside_a_gender_stays() {
    let own = r#"{"url":"http://example.org/own","valueAny":1.10}"#;
    let absent = r#"{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"asked-declined"}"#;
    let mut person = person();
    person.administrative_gender = systems::FHIR_ADMINISTRATIVE_GENDER.decode(b"male").to_field();
    for (beside, expected) in [
        (
            format!(r#"{{ "id":"g","extension":[{absent},{own}]}}"#),
            Some(format!(r#"{{ "id":"g","extension":[{own}]}}"#)),
        ),
        (format!(r#"{{"extension":[{absent}]}}"#), None),
    ] {
        let document = format!(r#"{{"resourceType":"Patient","_gender":{beside}}}"#);
        let document = Resource::parse(document.as_bytes()).unwrap();
        let (sent, _) = sent_to(&fhir::INTERNATIONAL, &person, &document);
        assert_eq!(gender_in(&sent).as_deref(), Some("male"));
        match expected {
            Some(expected) => {
                assert!(sent.as_str().contains(&format!("\"_gender\":{expected}")), "{}", sent.as_str())
            }
            None => assert!(!sent.as_str().contains("_gender"), "{}", sent.as_str()),
        }
    }
}

#[test]
fn an_odd_gender_that_was_received_cannot_stand_where_fhir_binds_its_list() {
    let mut person = person();
    person.administrative_gender = systems::FHIR_ADMINISTRATIVE_GENDER.to_field(b"Female");
    let (sent, what) = sent_to(&fhir::UKCORE_ENGLAND, &person, &Resource::patient());
    assert_eq!(gender_in(&sent), None);
    assert!(matches!(what, Some(Sent::LeftOut(_))));
}
