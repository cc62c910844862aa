//! L6 and L7 for messages, over any record.

use ownwords::bridge::systems;
use ownwords::wire::fhir::{self, Message, PROFILES, Profile, Resource, Sent, Written};
use ownwords::{
    Axis, Field, HowSaid, LanguageTag, LanguageUse, Languages, Mode, Modes, Pronouns, SealedPurpose,
};
use ownwords::{Demographics, Disclosed, ErrorKind, Name, NameText, PartKind, Policy, Purpose, Sealed};
use ownwords::{TransStatus, TransStatuses};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use crate::everywhere::records;
use crate::strategies;

/// What a purpose sees, and the same for a system that demands an administrative gender.
pub fn views(person: &Demographics, purpose: Purpose) -> [Disclosed<'_>; 2] {
    let seen = person.for_purpose(purpose);
    [seen, seen.with_administrative_gender(&demand()).unwrap()]
}

pub fn demand() -> SealedPurpose {
    SealedPurpose::because(Sealed::AdministrativeGender, "a test").unwrap()
}

/// All that two purposes' views hold is the same.
fn assert_same(now: Disclosed<'_>, before: Disclosed<'_>) {
    macro_rules! each {
        ($($field:ident),*) => {
            $(assert!(now.$field() == before.$field(), "{}: {:?}", stringify!($field), before.purpose());)*
        };
    }
    each!(name, pronouns, languages, ethnicity, orientation, gender, religion, disability, impairment);
    each!(partnership, care, armed_forces, accommodation, communication, formats, contact);
    each!(interpreter, interpreter_languages, administrative_gender);
}

/// What goes out; `None` where the name cannot.
pub fn written(seen: Disclosed<'_>, profile: &Profile) -> Option<Written> {
    match profile.write(seen, Policy::Certain) {
        Ok(written) => Some(written),
        Err(error) => {
            assert!(
                matches!(error.kind(), ErrorKind::Text | ErrorKind::Unmarked | ErrorKind::Usage),
                "{error}"
            );
            None
        }
    }
}

/// A name that every profile takes, beside the parts of one that has any.
pub fn with_plain_name(mut person: Demographics) -> Demographics {
    let name =
        NameText::received("Zoë Hart").with_part(PartKind::Given, "Zoë").with_part(PartKind::Family, "Hart");
    person.name = Name::from_text(name).into();
    person
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn l6_wire_fhir(person in records(), place in 0..PROFILES.len(), has_plain_name in any::<bool>()) {
        let person = if has_plain_name { with_plain_name(person) } else { person };
        let profile = PROFILES[place];
        for purpose in Purpose::ALL {
            for (is_demanded, seen) in [false, true].into_iter().zip(views(&person, purpose)) {
                let Some(written) = written(seen, profile) else { continue };
                let (sent, _, residues) = written.clone().into_parts();
                // Kept by the sender, or sent along.
                let received = Resource::parse(sent.as_str().as_bytes()).unwrap();
                let record = profile.restore(&received, &residues).unwrap();
                assert_same(views(&record, purpose)[usize::from(is_demanded)], seen);
                let (sent, _, _) = written.with_residues().unwrap().into_parts();
                let received = Resource::parse(sent.as_str().as_bytes()).unwrap();
                prop_assert_eq!(received.residues().unwrap(), residues);
                let record = profile.restore(&received, &received.residues().unwrap()).unwrap();
                assert_same(views(&record, purpose)[usize::from(is_demanded)], seen);
            }
        }
    }

    /// A document into which nothing new is put is not touched (GetPut).
    #[test]
    fn l3_a_document_that_says_it_already_stays_byte_for_byte(person in records(), place in 0..PROFILES.len()) {
        let profile = PROFILES[place];
        let [_, seen] = views(&person, Purpose::DirectCare);
        let Some(written) = written(seen, profile) else { return Ok(()) };
        let (document, _, _) = written.into_parts();
        let read = document.read().unwrap().record;
        for seen in Purpose::ALL.into_iter().flat_map(|purpose| views(&read, purpose)) {
            let again = profile.update(&document, seen, Policy::Certain).unwrap();
            let (same, fields, residues) = again.into_parts();
            prop_assert_eq!(same.as_str(), document.as_str());
            prop_assert!(residues.is_empty());
            prop_assert!(fields.iter().all(|one| matches!(one.sent, Sent::AsItStood)));
        }
    }

    /// What was put into a receiver's own document comes back from there too, whatever it said before.
    #[test]
    fn l6_wire_fhir_in_a_document_of_another(
        before in records(), person in records(), from in 0..PROFILES.len(), to in 0..PROFILES.len(),
    ) {
        let (before, person) = (with_plain_name(before), with_plain_name(person));
        let [_, seen] = views(&before, Purpose::DirectCare);
        let Some(document) = written(seen, PROFILES[from]) else { return Ok(()) };
        let (document, _, _) = document.into_parts();
        for purpose in [Purpose::DirectCare, Purpose::EqualityMonitoring, Purpose::Letter] {
            for (is_demanded, seen) in [false, true].into_iter().zip(views(&person, purpose)) {
                let updated = PROFILES[to].update(&document, seen, Policy::Certain).unwrap();
                let (sent, _, residues) = updated.into_parts();
                let received = Resource::parse(sent.as_str().as_bytes()).unwrap();
                let record = PROFILES[to].restore(&received, &residues).unwrap();
                assert_same(views(&record, purpose)[usize::from(is_demanded)], seen);
            }
        }
    }

    /// A residue beside anything else than what it was sealed for is an error.
    #[test]
    fn l7_a_residue_beside_another_document_gives_no_other_statement(
        one in records(), two in records(), place in 0..PROFILES.len(),
    ) {
        let (one, two) = (with_plain_name(one), with_plain_name(two));
        let purpose = Purpose::DirectCare;
        let profile = PROFILES[place];
        let [_, of_one] = views(&one, purpose);
        let [_, of_two] = views(&two, purpose);
        let (_, _, residues) = written(of_one, profile).unwrap().into_parts();
        let (document, _, _) = written(of_two, profile).unwrap().into_parts();
        for (field, token) in residues.iter() {
            let alone = [(field.to_owned(), token.to_owned())].into_iter().collect();
            match profile.restore(&document, &alone) {
                Err(error) => prop_assert_eq!(error.kind(), ErrorKind::Residue),
                // Two documents that say the same of the field are the same beside the residue.
                Ok(record) => {
                    let restored = fhir::PDS.write(record.for_purpose(purpose), Policy::Certain);
                    prop_assert!(restored.is_ok());
                    let said = |record: &Demographics| match field {
                        "ethnicity" => record.ethnicity.statement() == one.ethnicity.statement(),
                        "languages" => record.languages.statement() == one.languages.statement(),
                        "pronouns" => record.pronouns.statement() == one.pronouns.statement(),
                        "administrative-gender" => {
                            record.administrative_gender.statement() == one.administrative_gender.statement()
                        }
                        _ => true,
                    };
                    prop_assert!(said(&record), "{}", field);
                }
            }
        }
        // One character changed.
        let (sent, _, residues) = written(of_one, profile).unwrap().into_parts();
        for (field, token) in residues.iter() {
            let last = token.chars().next_back().unwrap();
            let changed = format!("{}{}", &token[..token.len() - 1], if last == '0' { '1' } else { '0' });
            let alone = [(field.to_owned(), changed)].into_iter().collect();
            prop_assert_eq!(profile.restore(&sent, &alone).unwrap_err().kind(), ErrorKind::Residue);
        }
    }

    /// Nothing sealed is in any purpose's message, its residues included.
    #[test]
    fn no_sealed_name_and_no_trans_status_goes_out(person in records(), canary in strategies::name_like()) {
        let canary = format!("canary{canary}");
        let mut person = with_plain_name(person);
        let trans = TransStatuses::standard().by_slug("trans").unwrap().id();
        person.trans_status.put(Field::stated(TransStatus::of([trans]).unwrap().with_own_words(canary.clone())));
        let plain = person.name.statement().given().unwrap().name_for(Purpose::Letter).clone();
        let mut name = Name::received(canary.clone());
        name.set_legal(NameText::received(canary.clone()));
        person.name = name.into();
        person.name.change(plain, None).unwrap();
        for profile in PROFILES {
            for purpose in Purpose::ALL {
                for (is_demanded, seen) in [false, true].into_iter().zip(views(&person, purpose)) {
                    let Some(written) = written(seen, profile) else { continue };
                    let (sent, fields, residues) = written.with_residues().unwrap().into_parts();
                    prop_assert!(!sent.as_str().contains("canary") && !sent.as_str().contains(&trans.to_string()));
                    let has_gender = sent.as_str().contains("\"gender\":") || sent.as_str().contains("\"_gender\":");
                    prop_assert!(is_demanded || !has_gender, "no purpose sees an administrative gender");
                    let said: String = fields.iter().map(ToString::to_string).collect();
                    let debug = format!("{fields:?}{residues:?}{sent:?}{said}");
                    prop_assert!(!debug.contains("canary"));
                    prop_assert!(residues.get("trans-status").is_none());
                    prop_assert!(is_demanded || residues.get("administrative-gender").is_none());
                    let record = profile.restore(&sent, &residues).unwrap();
                    let stored = serde_json::to_string(&record.for_storage()).unwrap();
                    prop_assert!(!stored.contains("canary") && !stored.contains(&trans.to_string()));
                }
            }
        }
    }
}

/// Each profile and purpose has been seen to send.
#[test]
fn records_do_go_out() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut ambiguous, mut codes) = ([0; PROFILES.len()], [0; PROFILES.len()]);
    for _ in 0..64 {
        let person = with_plain_name(records().new_tree(&mut runner).unwrap().current());
        for (place, profile) in PROFILES.into_iter().enumerate() {
            let [_, seen] = views(&person, Purpose::DirectCare);
            let (_, fields, _) = written(seen, profile).unwrap().into_parts();
            ambiguous[place] += fields.iter().filter(|one| matches!(one.sent, Sent::Ambiguous(_))).count();
            codes[place] += fields.iter().filter(|one| matches!(one.sent, Sent::Codes(_))).count();
        }
    }
    assert!(ambiguous.iter().all(|count| *count > 5), "{ambiguous:?}");
    assert!(codes.iter().all(|count| *count > 50), "{codes:?}");
}

/// A former name that a receiver's document holds is read as sealed, and is in no new document.
#[test]
fn a_former_name_that_was_read_does_not_go_on() {
    let json = r#"{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","name":[
        {"use":"old","text":"Canary Hart","period":{"end":"2021-05-01T00:00:00Z"}},
        {"use":"usual","given":["Zoë"],"family":"Hart"},
        {"use":"official","text":"Canary Nguyễn"}]}}]}"#;
    let message = Message::parse(json.as_bytes()).unwrap();
    let record = message.people[0].read().unwrap().record;
    let name = record.name.statement().given().unwrap();
    let tracing = SealedPurpose::because(Sealed::Former, "a test").unwrap();
    let former = name.former(&tracing).unwrap();
    assert_eq!((former.len(), former[0].until().unwrap().to_string()), (1, "2021-05-01".to_owned()));
    let law = SealedPurpose::because(Sealed::Legal, "a test").unwrap();
    assert_eq!(name.legal(&law).unwrap().unwrap().as_str(), "Canary Nguyễn");
    for profile in PROFILES {
        for purpose in Purpose::ALL {
            let [_, seen] = views(&record, purpose);
            let Some(written) = written(seen, profile) else { continue };
            let (sent, _, _) = written.with_residues().unwrap().into_parts();
            assert!(!sent.as_str().contains("Canary"));
        }
    }
}

/// What the first release wrote is read for ever.
#[test]
fn a_message_of_the_first_release_gives_its_record_back() {
    let document = Resource::parse(include_bytes!("../fixtures/0.1/fhir-patient.json")).unwrap();
    let record = fhir::UKCORE_ENGLAND.restore(&document, &document.residues().unwrap()).unwrap();
    assert_same(record.for_purpose(Purpose::DirectCare), made_up().for_purpose(Purpose::DirectCare));
}

/// Somebody made up: their name has forms and a way to be said, and much of them has no code.
fn made_up() -> Demographics {
    let tag = |tag: &str| LanguageTag::parse(tag).unwrap();
    let name = NameText::entered("김민준")
        .unwrap()
        .in_language(tag("ko-Kore"))
        .with_part(PartKind::Family, "김")
        .with_part(PartKind::Given, "민준")
        .with_form(NameText::entered("Kim Min-jun").unwrap().in_language(tag("ko-Latn")))
        .said_as(HowSaid::Respelling, "kim min-joon")
        .addressed_as("Min-jun");
    let mut person = Demographics::not_asked();
    person.name = Name::from_text(name).into();
    person.ethnicity = systems::NHS_ETHNIC_CATEGORY_2001.decode(b"K").to_field().with_own_words("Sylheti");
    let mut signs = LanguageUse::of(tag("bfi"));
    signs.is_preferred = true;
    signs.modes = Modes::from(Mode::Signed);
    person.languages = Field::stated(Languages::of([LanguageUse::of(tag("ko")), signs]).unwrap());
    person.pronouns = Field::stated(Pronouns::in_own_words("they").unwrap());
    person.interpreter = systems::FHIR_INTERPRETER_REQUIRED.decode(b"true").to_field();
    person.formats = systems::UKCORE_WRITTEN_COMMUNICATION_FORMAT.decode(b"11").to_field();
    person
}
