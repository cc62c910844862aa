//! What each profile holds, and that it holds no more.

use ownwords::bridge::systems;
use ownwords::wire::fhir::{self, Held, PROFILES, Profile, Resource, Sent};
use ownwords::{
    Bridge, Demographics, ErrorKind, Ethnicity, Field, LanguageTag, Languages, Name, NameText, Part,
    PartKind, Policy, Purpose, Reason, Stated, StepKind,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use serde_json::Value;

use crate::everywhere::{heritage, records};
use crate::laws::{demand, views, with_plain_name, written};

fn json(document: &Resource) -> Value {
    serde_json::from_str(document.as_str()).unwrap()
}

/// Each extension, or each item of a member, that stands for this element.
fn standing<'d>(document: &'d Value, element: &str) -> Vec<&'d Value> {
    if element.contains(':') {
        let extensions = document["extension"].as_array().map_or(&[][..], |list| list);
        return extensions.iter().filter(|extension| extension["url"] == element).collect();
    }
    match document.get(element) {
        Some(Value::Array(items)) => items.iter().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    }
}

/// Every system and code in an element.
fn codes(element: &Value, found: &mut Vec<(String, String)>) {
    match element {
        Value::Object(members) => {
            if let (Some(Value::String(system)), Some(Value::String(code))) =
                (members.get("system"), members.get("code"))
            {
                found.push((system.clone(), code.clone()));
            }
            members.values().for_each(|member| codes(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| codes(item, found)),
        _ => {}
    }
}

/// Nothing stands anywhere that the profile does not tell of, and nothing more often than it tells.
fn holds_to(profile: &Profile, held: &[Held], document: &Value) {
    let urls: Vec<&str> = held.iter().filter_map(|one| one.element).collect();
    for (member, value) in document.as_object().unwrap() {
        match member.as_str() {
            "resourceType" => {}
            "extension" => {
                for extension in value.as_array().unwrap() {
                    let url = extension["url"].as_str().unwrap();
                    assert!(urls.contains(&url), "{} tells nothing of {url}", profile.key());
                }
            }
            other => assert!(
                urls.contains(&other.trim_start_matches('_')),
                "{} tells nothing of {other}",
                profile.key()
            ),
        }
    }
    for one in held.iter().filter(|one| one.list.is_some()) {
        let Some(element) = one.element else { continue };
        let standing = standing(document, element);
        if let Some(at_most) = one.at_most {
            let is_shared = held.iter().filter(|other| other.element == Some(element)).count();
            assert!(standing.len() <= at_most.max(is_shared), "{} {element}", profile.key());
        }
    }
    // No empty element, which FHIR has none of.
    assert!(!document.to_string().contains("null") || document.to_string().contains("\"null\""));
    assert!(!document.to_string().contains(":[]") && !document.to_string().contains(":{}"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_message_has_what_its_profile_tells_of_and_nothing_else(person in records(), place in 0..PROFILES.len()) {
        let (person, profile) = (with_plain_name(person), PROFILES[place]);
        let held = profile.elements();
        for purpose in [Purpose::DirectCare, Purpose::EqualityMonitoring] {
            for seen in views(&person, purpose) {
                let (sent, fields, _) = written(seen, profile).unwrap().into_parts();
                holds_to(profile, &held, &json(&sent));
                for one in &fields {
                    prop_assert!(held.iter().any(|held| held.field == one.field), "{}", one.field);
                    let is_held = held.iter().any(|held| held.field == one.field && held.element.is_some());
                    prop_assert_eq!(matches!(one.sent, Sent::NotHeld), !is_held && !matches!(one.sent, Sent::AsItStood));
                }
            }
        }
    }

    /// What is said of a field tells nothing of the person: no label of what they stated, no code, none of their words.
    #[test]
    fn what_became_of_a_field_is_said_without_what_it_says(person in records(), place in 0..PROFILES.len()) {
        let (mut person, profile) = (with_plain_name(person), PROFILES[place]);
        let parts = [heritage("somali"), heritage("jamaican")];
        person.ethnicity = Field::stated(Stated::new(parts.to_vec(), Some("Qwords".to_owned())).unwrap());
        let [_, seen] = views(&person, Purpose::DirectCare);
        let (_, fields, _) = written(seen, profile).unwrap().into_parts();
        for one in &fields {
            let said = one.to_string();
            let start = format!("{}: ", one.field);
            prop_assert!(said.starts_with(&start));
            prop_assert!(!["Somali", "Jamaican", "Qwords", "Zoë", "Hart"].iter().any(|told| said.contains(told)), "{}", said);
            // Whatever is not whole says where it is.
            let is_left = matches!(one.sent, Sent::NotHeld | Sent::Ambiguous(_) | Sent::LeftOut(_));
            prop_assert_eq!(is_left && !said.contains("the residue has it"), false, "{}", said);
        }
    }
}

/// Each way of being sent has been seen, and has words of its own.
#[test]
fn everything_that_can_become_of_a_field_has_words() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut said = std::collections::BTreeSet::new();
    for _ in 0..96 {
        let person = with_plain_name(records().new_tree(&mut runner).unwrap().current());
        for profile in PROFILES {
            let [_, seen] = views(&person, Purpose::DirectCare);
            let (_, fields, _) = written(seen, profile).unwrap().into_parts();
            said.extend(fields.iter().map(|one| one.sent.to_string()));
        }
    }
    for words in [
        "left as it stood, because the document says it already",
        "sent as 1 code",
        "sent as 2 codes",
        "sent as why there is no answer",
        "left out, because the list has no code for it; the residue has it",
        "left out, because this profile has no place for it; the residue has it",
        "left out, because the receiver does not take this code; the residue has it",
    ] {
        assert!(said.contains(words), "{words}: {said:#?}");
    }
    assert!(said.iter().any(|words| words.contains("could hold this statement")), "{said:#?}");
}

/// Somebody made up, of whose name these parts are marked.
fn called(name: &str, parts: &[(PartKind, &str)]) -> Demographics {
    let name = parts.iter().fold(NameText::received(name), |name, (kind, part)| name.with_part(*kind, *part));
    let mut person = Demographics::not_asked();
    person.name = Name::from_text(name).into();
    person
}

#[test]
fn a_title_goes_to_pds_as_the_other_parts_do() {
    let of = |title: &str| {
        called("Ada Hart", &[(PartKind::Title, title), (PartKind::Given, "Ada"), (PartKind::Family, "Hart")])
    };
    let sent = |title: &str, purpose| fhir::PDS.write(of(title).for_purpose(purpose), Policy::Certain);
    for purpose in [Purpose::Letter, Purpose::Identity] {
        let error = sent("Д-р \u{202E}", purpose).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Text);
        let (patient, ..) = sent("Dr", purpose).unwrap().into_parts();
        assert!(patient.as_str().contains(r#""prefix":["Dr"]"#));
    }
    assert_eq!(sent("Dr\u{202E}", Purpose::Identity).unwrap_err().kind(), ErrorKind::Usage);
    let (patient, fields, _) = sent("Dr\u{202E}", Purpose::Letter).unwrap().into_parts();
    assert!(patient.as_str().contains(r#""prefix":["Dr"]"#));
    let Sent::Name(receipts) = &fields[0].sent else { panic!("no name was sent") };
    let (_, receipt) = receipts.iter().find(|(element, _)| *element == "prefix").unwrap();
    assert!(receipt.steps().any(|step| step.kind() == StepKind::Dropped));
}

#[test]
fn pds_is_not_sent_some_words_of_a_name_silently() {
    let parts = [(PartKind::Family, "Nguyen"), (PartKind::Given, "An")];
    let person = called("Nguyen Van An", &parts);
    let error = fhir::PDS.write(person.for_purpose(Purpose::Identity), Policy::Certain).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Usage);
    let (sent, fields, residues) =
        fhir::PDS.write(person.for_purpose(Purpose::Letter), Policy::Certain).unwrap().into_parts();
    let Sent::Name(receipts) = &fields[0].sent else { panic!("no name was sent") };
    let (_, receipt) = receipts.iter().find(|(element, _)| *element == "name").unwrap();
    assert!(receipt.lost_something());
    assert_eq!(fhir::PDS.restore(&sent, &residues).unwrap().name.statement(), person.name.statement());
    // UK Core has the whole text beside the parts.
    assert!(fhir::UKCORE_ENGLAND.write(person.for_purpose(Purpose::Identity), Policy::Certain).is_ok());
    let whole = called("Nguyen Van An", &[(PartKind::Family, "Nguyen"), (PartKind::Given, "Van An")]);
    assert!(fhir::PDS.write(whole.for_purpose(Purpose::Identity), Policy::Certain).is_ok());
}

fn of(parts: &[Part]) -> Demographics {
    let mut person = Demographics::not_asked();
    person.ethnicity = Field::stated(Ethnicity::new(parts.to_vec(), None).unwrap());
    person
}

fn sent(profile: &Profile, person: &Demographics) -> (Resource, Sent) {
    let seen = person.for_purpose(Purpose::DirectCare);
    let (sent, fields, residues) = profile.write(seen, Policy::Certain).unwrap().into_parts();
    let record = profile.restore(&sent, &residues).unwrap();
    assert_eq!(record.ethnicity.statement(), person.ethnicity.statement(), "{}", profile.key());
    let what = fields.into_iter().find(|one| one.field == "ethnicity").unwrap();
    (sent, what.sent)
}

fn found(document: &Resource, element: &str) -> Vec<(String, String)> {
    let document = json(document);
    let mut found = Vec::new();
    standing(&document, element).into_iter().for_each(|one| codes(one, &mut found));
    found
}

const RACE: &str = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-race";
const US_ETHNICITY: &str = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-ethnicity";
const NZ: &str = "http://hl7.org.nz/fhir/StructureDefinition/nz-ethnicity";
const UK: &str = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory";

fn pair(system: &str, code: &str) -> (String, String) {
    (system.to_owned(), code.to_owned())
}

#[test]
fn us_core_asks_two_questions_and_each_heritage_answers_its_own() {
    const CDC: &str = "urn:oid:2.16.840.1.113883.6.238";
    let (document, what) =
        sent(&fhir::US_CORE, &of(&[heritage("pacific-peoples"), heritage("hispanic-or-latino")]));
    assert!(matches!(&what, Sent::Codes(losses) if losses.len() == 2), "{what}");
    assert_eq!(found(&document, RACE), [pair(CDC, "2076-8")]);
    assert_eq!(found(&document, US_ETHNICITY), [pair(CDC, "2135-2")]);
    // The label is the list's own.
    assert!(
        document
            .as_str()
            .contains(r#"{"url":"text","valueString":"Native Hawaiian or Other Pacific Islander"}"#)
    );
    // What the list may hold under several categories is not sent, and nor is the other half of the statement.
    let (document, what) = sent(&fhir::US_CORE, &of(&[heritage("somali"), heritage("hispanic-or-latino")]));
    assert!(matches!(what, Sent::Ambiguous(_)));
    assert!(found(&document, RACE).is_empty() && found(&document, US_ETHNICITY).is_empty());
    // A received code is sent back as it came.
    let mut person = Demographics::not_asked();
    person.ethnicity = systems::US_OMB_1997.decode(b"2186-5").to_field();
    assert_eq!(found(&sent(&fhir::US_CORE, &person).0, US_ETHNICITY), [pair(CDC, "2186-5")]);
    // One that is not of the list answers neither question.
    person.ethnicity = systems::US_OMB_1997.to_field(b"2118-8");
    let (document, what) = sent(&fhir::US_CORE, &person);
    assert!(matches!(what, Sent::LeftOut(_)) && document.as_str() == Resource::patient().as_str());
}

#[test]
fn new_zealand_has_each_ethnicity_at_the_level_that_has_a_name() {
    const LEVEL_4: &str = "https://standards.digital.health.nz/ns/ethnic-group-level-4-code";
    // Four levels have the category, and level 4 alone is taken.
    let (document, what) = sent(&fhir::NEW_ZEALAND, &of(&[heritage("maori"), heritage("samoan")]));
    assert!(matches!(&what, Sent::Codes(losses) if losses.len() == 2), "{what}");
    assert_eq!(found(&document, NZ), [pair(LEVEL_4, "21111"), pair(LEVEL_4, "31111")]);
    assert_eq!(json(&document)["extension"].as_array().unwrap().len(), 2);
    // Received at another level, it is the same category; and a choice of the person's is theirs to change.
    let mut person = Demographics::not_asked();
    person.ethnicity = systems::NZ_ETHNICITY_2005.decode(b"2").to_field();
    assert_eq!(found(&sent(&fhir::NEW_ZEALAND, &person).0, NZ), [pair(LEVEL_4, "21111")]);
    person.ethnicity.report_as("nz-ethnicity-2005", b"2");
    assert!(matches!(sent(&fhir::NEW_ZEALAND, &person).1, Sent::LeftOut(_)));
    // Every category that is the whole of a heritage at level 4 is sent so, whatever else has it.
    let rows = systems::NZ_ETHNICITY_2005.rows().iter().filter(|row| row.code().len() == 5);
    let mut certain = 0;
    for row in rows {
        let field = systems::NZ_ETHNICITY_2005.decode(row.code().as_bytes()).to_field();
        let parts = field.statement().given().map_or(&[][..], |stated| stated.parts()).to_vec();
        let [Part::Concept(_)] = parts[..] else { continue };
        if let (document, Sent::Codes(_)) = sent(&fhir::NEW_ZEALAND, &of(&parts)) {
            let found = found(&document, NZ);
            assert_eq!(found.len(), 1);
            let meant = systems::NZ_ETHNICITY_2005.decode(found[0].1.as_bytes()).answer();
            assert_eq!(meant.given().unwrap().parts(), parts, "{}", row.code());
            certain += 1;
        }
    }
    assert!(certain > 60, "{certain}");
}

#[test]
fn each_country_of_the_united_kingdom_has_its_list_or_none() {
    let chinese = of(&[heritage("chinese")]);
    let lists = [
        (&fhir::UKCORE_ENGLAND, Some(&systems::UKCORE_ETHNIC_CATEGORY_ENGLAND)),
        (&fhir::UKCORE_WALES, Some(&systems::UKCORE_ETHNIC_CATEGORY_WALES)),
        (&fhir::UKCORE_SCOTLAND, Some(&systems::UKCORE_ETHNIC_CATEGORY_SCOTLAND)),
        (&fhir::UKCORE_NORTHERN_IRELAND, None),
    ];
    for (profile, list) in lists {
        assert_eq!(profile.ethnic_list().map(|list| list.key()), list.map(|list| list.key()));
        let (document, what) = sent(profile, &chinese);
        match list {
            Some(list) => {
                let [(uri, code)] = &found(&document, UK)[..] else { panic!("{}: {what}", profile.key()) };
                assert_eq!(Some(uri.as_str()), list.uri());
                assert!(list.decode(code.as_bytes()).row().is_some());
            }
            None => {
                assert!(matches!(what, Sent::NotHeld) && document.as_str() == Resource::patient().as_str())
            }
        }
    }
}

/// A message of one country goes into the document of another: nothing of the old answer stays beside the new one.
#[test]
fn an_ethnicity_makes_room_wherever_it_stood() {
    let before = of(&[heritage("pacific-peoples"), heritage("hispanic-or-latino")]);
    let now = of(&[heritage("maori")]);
    for (from, to) in [(&fhir::US_CORE, &fhir::NEW_ZEALAND), (&fhir::NEW_ZEALAND, &fhir::US_CORE)] {
        let (document, _) = sent(from, &before);
        let seen = now.for_purpose(Purpose::DirectCare);
        let (changed, _, residues) = to.update(&document, seen, Policy::Certain).unwrap().into_parts();
        let record = to.restore(&changed, &residues).unwrap();
        assert_eq!(record.ethnicity.statement(), now.ethnicity.statement());
        for url in from.elements().iter().filter(|one| one.field == "ethnicity").filter_map(|one| one.element)
        {
            assert!(found(&changed, url).is_empty());
        }
    }
}

/// Why there is no answer, in the place of each value that may be missing.
#[test]
fn a_reason_goes_out_where_there_is_no_answer() {
    let mut person = Demographics::not_asked();
    person.pronouns.decline();
    person.gender.decline();
    person.ethnicity.decline();
    person.languages.absent(Reason::AskedUnknown.into());
    for profile in [&fhir::INTERNATIONAL, &fhir::NEW_ZEALAND, &fhir::AUSTRALIA, &fhir::US_CORE] {
        let seen = person.for_purpose(Purpose::DirectCare).with_administrative_gender(&demand()).unwrap();
        let (document, fields, _) = profile.write(seen, Policy::Certain).unwrap().into_parts();
        // What a reader without our residues takes from it.
        let read = Resource::parse(document.as_str().as_bytes()).unwrap().read().unwrap().record;
        assert_eq!(read.pronouns.statement(), person.pronouns.statement(), "{}", profile.key());
        assert_eq!(read.languages.statement(), person.languages.statement(), "{}", profile.key());
        let is_nz = profile.key() == "new-zealand";
        assert_eq!(read.ethnicity.statement() == person.ethnicity.statement(), is_nz, "{}", profile.key());
        // Australia's list of pronouns has a code for it, under FHIR's name.
        let pronouns = fields.iter().find(|one| one.field == "pronouns").unwrap();
        assert_eq!(matches!(pronouns.sent, Sent::Codes(_)), profile.key() == "australia");
        let system = "http://terminology.hl7.org/CodeSystem/data-absent-reason";
        let coded =
            document.as_str().contains(&format!(r#"{{"system":"{system}","code":"asked-declined"}}"#));
        assert_eq!(coded, profile.key() == "australia" || cfg!(feature = "snomed"));
    }
    // A language that is stated leaves no reason.
    person.languages = Field::stated(Languages::one(LanguageTag::parse("mi").unwrap()));
    let (document, _) = sent(&fhir::NEW_ZEALAND, &person);
    assert_eq!(found(&document, "communication"), [pair("urn:ietf:bcp:47", "mi")]);
}

/// The profiles are what a table of them says, so that a change of one is seen.
#[test]
fn every_profile_tells_what_it_holds() {
    let fields: std::collections::BTreeSet<&str> =
        fhir::UKCORE_ENGLAND.elements().iter().map(|one| one.field).collect();
    assert!(fields.len() >= 19, "{fields:?}");
    for profile in PROFILES {
        let held = profile.elements();
        let told: std::collections::BTreeSet<&str> = held.iter().map(|one| one.field).collect();
        assert_eq!(told, fields, "{}", profile.key());
        assert_eq!(Profile::of_key(profile.key()).unwrap().key(), profile.key());
        for one in &held {
            assert_eq!(one.element.is_none(), one.at_most == Some(0), "{} {}", profile.key(), one.field);
        }
        assert!(held.iter().any(|one| one.element == Some("gender")));
    }
    let mut keys: Vec<&str> = PROFILES.iter().map(|profile| profile.key()).collect();
    keys.dedup();
    assert_eq!(keys.len(), PROFILES.len());
}
