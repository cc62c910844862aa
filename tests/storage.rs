//! L6 for the storage form: a record is the same after it was written and read, in JSON and in YAML.

use ownwords::bridge::systems;
use ownwords::wire::{DisclosedForm, Storage};
use ownwords::{Characteristic, Coding, Demographics, ErrorKind, Purpose};
use proptest::prelude::*;

use crate::people::records;

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
            for what in Characteristic::ALL {
                let key = what.word();
                prop_assert_eq!(form.get(key).is_some(), purpose.may_see(what), "{} for {:?}", key, purpose);
            }
            // A trans status, a phenotypic sex and an administrative gender have no key in it at all.
            prop_assert!(["trans", "sex", "administrative"].iter().all(|word| !form.as_object().unwrap().keys().any(|key| key.contains(word))));
        }
    }
}

#[test]
fn the_storage_form_refuses_what_it_would_lose() {
    let json = serde_json::to_string(&Demographics::not_asked().for_storage()).unwrap();
    assert!(serde_json::from_str::<Storage>(&json).is_ok());
    let more = json.replacen('{', r#"{"citizenship":"unknown to this release","#, 1);
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
