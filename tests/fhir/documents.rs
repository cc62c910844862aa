//! A document stays what it is, wherever nothing is asked for.

use std::path::{Path, PathBuf};

use ownwords::bridge::systems;
use ownwords::wire::fhir::{self, Message, Profile, Resource};
use ownwords::{Bridge, Demographics, LanguageTag, Languages, NameText, PartKind, Policy, Purpose};
use proptest::prelude::*;

use crate::everywhere::records;
use crate::hostile::PATIENT;
use crate::laws::{views, with_plain_name};
use crate::strategies;

/// JSON as nobody writes it, and as servers do.
fn any_json() -> impl Strategy<Value = String> {
    let number =
        prop::sample::select(vec!["0", "-0", "1.10", "1e400", "1E+2", "12345678901234567890123", "0.000"]);
    let text = strategies::hostile().prop_map(|text| serde_json::to_string(&text).unwrap());
    let escaped = prop::sample::select(vec![r#""\u0041""#, r#""\/""#, r#""\ud83d\ude00""#, r#""a\tb""#]);
    let leaf = prop_oneof![
        number.prop_map(str::to_owned),
        escaped.prop_map(str::to_owned),
        text.clone(),
        prop::sample::select(vec!["null", "true", "false", "{}", "[]", "[ ]"]).prop_map(str::to_owned),
    ];
    let space = prop::sample::select(vec!["", " ", "\n  ", "\t"]);
    leaf.prop_recursive(4, 24, 4, move |inner| {
        let items = (prop::collection::vec(inner.clone(), 0..4), space.clone()).prop_map(|(items, space)| {
            format!("[{space}{}{space}]", items.join(&format!("{space},{space}")))
        });
        let members = (prop::collection::vec(inner, 0..4), space.clone()).prop_map(|(values, space)| {
            let members =
                values.iter().enumerate().map(|(place, value)| format!("\"k{place}\"{space}:{space}{value}"));
            format!("{{{}{space}}}", members.collect::<Vec<_>>().join(","))
        });
        prop_oneof![items, members]
    })
}

/// Places in a Patient where an extension may stand.
const PLACES: [(&str, &str); 7] = [
    ("\"extension\": [", "{\"url\":\"http://example.org/own\",\"x\":@},"),
    (
        "  \"name\": [",
        "\"_birthDate\":{\"extension\":[{\"url\":\"http://example.org/own\",\"valueAny\":@}]},\n",
    ),
    (" \"id\": \"n1\",", "\"unknown\":@,"),
    ("      \"valueCodeableConcept\"", "\"unknown\":@,"),
    (" \"gender\"", "\"contained\":[@],"),
    (" \"multipleBirthInteger\"", "\"unknown\": @ ,"),
    ("{ \"language\"", "{\"unknown\":[@]},"),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_stands_where_an_extension_may_survives(json in any_json(), place in 0..PLACES.len(), name in "[A-Z][a-z]{1,9}", other in records()) {
        let other = with_plain_name(other);
        let (before, with) = PLACES[place];
        let inserted = with.replace('@', &json);
        let at = PATIENT.find(before).expect("the place is there");
        let at = if before.ends_with('[') && before.contains("extension") { at + before.len() } else { at };
        let source = format!("{}{inserted}{}", &PATIENT[..at], &PATIENT[at..]);
        let patient = Resource::parse(source.as_bytes()).unwrap();
        prop_assert_eq!(patient.as_str(), &source);
        let mut person = patient.read().unwrap().record;

        // Nothing new, nothing changed.
        for purpose in Purpose::ALL {
            for profile in fhir::PROFILES {
                for seen in views(&person, purpose) {
                    let same = profile.update(&patient, seen, Policy::Certain).unwrap();
                    let (same, _, _) = same.into_parts();
                    prop_assert_eq!(same.as_str(), &source);
                }
            }
        }

        // A new name: all else, to the byte.
        let new = NameText::entered(format!("Zo {name}x")).unwrap();
        let new = new.with_part(PartKind::Given, "Zo").with_part(PartKind::Family, format!("{name}x"));
        person.name.change(new, None).unwrap();
        let changed = fhir::PDS.update(&patient, person.for_purpose(Purpose::Letter), Policy::Certain).unwrap();
        let (changed, _, _) = changed.into_parts();
        let expected = source
            .replace("\"family\": \"Hart\"", &format!("\"family\": \"{name}x\""))
            .replace("[ \"Zo\\u00eb\" ]", "[\"Zo\"]")
            .replace(", \"prefix\": [ \"Dr\" ]", "");
        prop_assert_eq!(changed.as_str(), expected);

        // A new ethnicity: the rest of the document is still there.
        person.ethnicity = systems::UKCORE_ETHNIC_CATEGORY_ENGLAND.decode(b"H").to_field();
        let changed = fhir::UKCORE_ENGLAND.update(&patient, person.for_purpose(Purpose::EqualityMonitoring), Policy::Certain);
        let (changed, _, _) = changed.unwrap().into_parts();
        if !before.contains("valueCodeableConcept") {
            prop_assert!(changed.as_str().contains(&inserted));
        }
        let at = changed.read().unwrap().record;
        prop_assert_eq!(at.ethnicity.statement(), person.ethnicity.statement());

        // Everything new at once, by each profile: what is unknown stands there still, and the record comes back.
        let [_, seen] = views(&other, Purpose::DirectCare);
        for profile in fhir::PROFILES {
            let (changed, _, residues) = profile.update(&patient, seen, Policy::Certain).unwrap().into_parts();
            // What stands inside an element that is replaced goes with it, and so does its language.
            if !before.contains("valueCodeableConcept") && !before.contains("language") {
                let inserted = inserted.trim_end_matches([',', '\n']);
                prop_assert!(changed.as_str().contains(inserted), "{}", profile.key());
            }
            let record = profile.restore(&changed, &residues).unwrap();
            let (back, sent) = (views(&record, Purpose::DirectCare)[1], seen);
            prop_assert!(back.ethnicity() == sent.ethnicity() && back.gender() == sent.gender());
            prop_assert!(back.administrative_gender() == sent.administrative_gender());
        }
    }
}

/// The published records of a folder, where it is there.
fn published(folder: &str, least: usize) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/records").join(folder);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        #[allow(clippy::print_stderr, reason = "what is skipped is said")]
        {
            eprintln!("skipped: there is no {}", folder.display());
        }
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= least, "{}", files.len());
    files
}

fn same_view(one: &Demographics, two: &Demographics, purpose: Purpose) -> bool {
    let (one, two) = (one.for_purpose(purpose), two.for_purpose(purpose));
    let form = |view| serde_json::to_value(ownwords::wire::DisclosedForm::from(view)).unwrap();
    one.name() == two.name() && form(one) == form(two)
}

#[test]
fn published_records_are_read_written_and_read_again() {
    let (mut people, mut named) = (0, 0);
    for file in published("pds", 9).into_iter().chain(published("ukcore", 6)) {
        let mut json = std::fs::read(&file).unwrap();
        if file.extension().is_some_and(|extension| extension == "xml") {
            let read =
                Resource::from_xml(&json).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            json = read.as_str().as_bytes().to_vec();
        }
        let message = Message::parse(&json).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        assert_eq!(message.others, 0, "{}", file.display());
        for person in &message.people {
            people += 1;
            assert!(std::str::from_utf8(&json).unwrap().contains(person.as_str()));
            let record = person.read().unwrap_or_else(|error| panic!("{}: {error}", file.display())).record;
            for purpose in Purpose::ALL {
                for profile in fhir::PROFILES {
                    let same = profile.update(person, record.for_purpose(purpose), Policy::Certain).unwrap();
                    assert_eq!(same.into_parts().0.as_str(), person.as_str(), "{}", file.display());
                    let written = profile.write(record.for_purpose(purpose), Policy::Certain).unwrap();
                    let (new, _, residues) = written.into_parts();
                    let back = profile.restore(&Resource::parse(new.as_str().as_bytes()).unwrap(), &residues);
                    assert!(same_view(&back.unwrap(), &record, purpose), "{} {purpose:?}", file.display());
                }
            }
            named += usize::from(record.for_purpose(Purpose::Letter).name().is_some());
        }
    }
    assert!(people == 0 || people >= 15 && named >= 13, "{people} {named}");
}

/// A value that another system changed is not taken for what was sent.
#[test]
fn a_changed_value_is_not_restored() {
    let mut person = Demographics::not_asked();
    person.ethnicity = systems::NHS_ETHNIC_CATEGORY_2001.decode(b"K").to_field().with_own_words("Sylheti");
    let written =
        fhir::UKCORE_ENGLAND.write(person.for_purpose(Purpose::DirectCare), Policy::Certain).unwrap();
    let (sent, _, residues) = written.into_parts();
    let changed = sent.as_str().replace("\"code\":\"K\"", "\"code\":\"H\"");
    let changed = Resource::parse(changed.as_bytes()).unwrap();
    let error = fhir::UKCORE_ENGLAND.restore(&changed, &residues).unwrap_err();
    assert!(error.message().contains("`ethnicity`") && error.help().is_some(), "{error}");
    // Then it is read, and put to the person.
    let read = changed.read().unwrap().record;
    let code = read.ethnicity.codings()[0].value.clone();
    let system = fhir::UKCORE_ENGLAND.ethnic_list().unwrap();
    let outcome = system.reconcile(&mut person.ethnicity, &code, None).unwrap();
    assert_eq!(outcome, ownwords::Reconciled::Proposed);
}

/// A document that PDS sent, with all that it has beside the person's statements.
const OF_PDS: &str = r#"{"resourceType":"Patient","extension":[
  {"url":"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSCommunication","extension":[
    {"url":"language","valueCodeableConcept":{"coding":[{"system":"https://fhir.hl7.org.uk/CodeSystem/UKCore-HumanLanguage","code":"fr"}]}},
    {"url":"interpreterRequired","valueBoolean":true}]},
  {"url":"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-ContactPreference","extension":[
    {"url":"PreferredContactMethod","valueCodeableConcept":{"coding":[{"system":"https://fhir.hl7.org.uk/CodeSystem/UKCore-PreferredContactMethod","code":"1"}]}},
    {"url":"PreferredContactTimes","valueString":"Not after 7pm"}]}],
  "maritalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-MaritalStatus","code":"M"}]}}"#;

fn updated(
    profile: &Profile,
    change: impl FnOnce(&mut Demographics),
    purpose: Purpose,
) -> (String, Demographics) {
    let document = Resource::parse(OF_PDS.as_bytes()).unwrap();
    let mut person = document.read().unwrap().record;
    change(&mut person);
    let written = profile.update(&document, person.for_purpose(purpose), Policy::Certain).unwrap();
    let (sent, _, residues) = written.into_parts();
    let back = profile.restore(&sent, &residues).unwrap();
    assert!(same_view(&back, &person, purpose));
    (sent.as_str().to_owned(), sent.read().unwrap().record)
}

fn speaks(tag: &str) -> impl FnOnce(&mut Demographics) {
    let tag = LanguageTag::parse(tag).unwrap();
    |person| person.languages.state(Languages::one(tag))
}

#[test]
fn an_interpreter_and_a_language_are_put_where_each_profile_has_them() {
    // In its place, with the interpreter beside it.
    let (sent, read) = updated(&fhir::PDS, speaks("bfi"), Purpose::Letter);
    assert_eq!(sent, OF_PDS.replace(r#""code":"fr""#, r#""code":"q4""#));
    assert!(read.interpreter.statement().given().is_some());
    // English is no preferred language there, and an interpreter stands beside one alone.
    let (sent, read) = updated(&fhir::PDS, speaks("en"), Purpose::Appointment);
    assert!(!sent.contains("NHSCommunication") && read.interpreter.statement().given().is_none());
    // UK Core has both elsewhere now.
    let (sent, read) = updated(&fhir::UKCORE_ENGLAND, speaks("syl"), Purpose::Letter);
    assert!(!sent.contains("NHSCommunication") && sent.contains(r#""code":"syl""#));
    assert!(read.interpreter.statement().given().is_some());
}

#[test]
fn the_rest_of_an_element_stays_beside_what_is_put_into_it() {
    let by_sms = |person: &mut Demographics| {
        person.contact = systems::UKCORE_PREFERRED_CONTACT_METHOD.decode(b"9").to_field();
    };
    let (sent, _) = updated(&fhir::PDS, by_sms, Purpose::DirectCare);
    let method = r#"UKCore-PreferredContactMethod","code":"1""#;
    assert_eq!(sent, OF_PDS.replace(method, &method.replace(r#":"1""#, r#":"9""#)));
    let divorced = |person: &mut Demographics| {
        person.partnership = systems::HL7_V3_MARITAL_STATUS.decode(b"D").to_field();
    };
    let (sent, _) = updated(&fhir::UKCORE_ENGLAND, divorced, Purpose::EqualityMonitoring);
    assert_eq!(sent, OF_PDS.replace(r#""code":"M""#, r#""code":"D""#));
    let declined = |person: &mut Demographics| person.partnership.decline();
    let (sent, read) = updated(&fhir::UKCORE_ENGLAND, declined, Purpose::EqualityMonitoring);
    assert!(!sent.contains("\"M\"") && read.partnership.statement().given().is_none());
}

#[test]
fn a_residue_of_an_unknown_field_is_no_silent_loss() {
    let residues = [("star-sign".to_owned(), "R20G1".to_owned())].into_iter().collect();
    let error = fhir::PDS.restore(&Resource::patient(), &residues).unwrap_err();
    assert!(error.message().contains("does not know"), "{error}");
}

/// What the six examples of UK Core say, read from XML.
#[test]
fn published_examples_in_xml_say_what_they_show() {
    let mut said = Vec::new();
    for file in published("ukcore", 6) {
        let patient = Resource::from_xml(&std::fs::read(&file).unwrap()).unwrap();
        let record = patient.read().unwrap().record;
        let tags = record.languages.statement().given().map_or(0, |languages| languages.uses().len());
        let name = record.for_purpose(Purpose::Letter).name().map(|name| name.as_str().to_owned());
        let codes =
            record.ethnicity.codings().iter().map(|coding| String::from_utf8(coding.value.clone()).unwrap());
        said.push((
            name.unwrap_or_default(),
            codes.collect::<String>(),
            tags,
            record.contact.codings().len(),
        ));
    }
    let expected = [("Melanie JONES", "A", 0, 0), ("Richard SMITH", "G", 1, 1), ("Jason JONES", "", 1, 0)];
    let expected =
        expected.into_iter().chain([("Jason JONES", "", 2, 0), ("", "", 0, 0), ("Jason JONES", "", 1, 0)]);
    let expected: Vec<_> = expected
        .map(|(name, code, tags, contact)| (name.to_owned(), code.to_owned(), tags, contact))
        .collect();
    assert!(said.is_empty() || said == expected, "{said:?}");
}
