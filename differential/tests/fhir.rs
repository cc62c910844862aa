//! What fhir-model, which is generated from FHIR's own definitions of R4B and R5, reads from our messages, and what we do.
//!
//! R4B's Patient is R4's. Three things are compared: that it takes every document, and writes all of it again, so that nothing
//! stands where FHIR has no element or of another type than FHIR's; what it reads of names, languages, extensions and gender;
//! and what we read of what it has written.

#[path = "../../tests/fhir/everywhere.rs"]
mod everywhere;
#[path = "../../tests/people/mod.rs"]
#[allow(dead_code, reason = "the crate's own tests use the rest")]
mod people;
#[path = "../../tests/strategies/mod.rs"]
mod strategies;
#[path = "../../tests/subjects/mod.rs"]
#[allow(dead_code, reason = "the crate's own tests use the rest")]
mod subjects;

use ownwords::bridge::{CodeSystem, systems};
use ownwords::wire::fhir::{PROFILES, Resource};
use ownwords::{
    Axis, Coding, Demographics, LanguageTag, Name, NameText, PartKind, Policy, Purpose, Sealed, SealedPurpose,
};
use proptest::prelude::*;

/// What a reader takes from a Patient.
#[derive(Clone, Debug, Default, PartialEq)]
struct Read {
    names: Vec<ReadName>,
    /// Tag, whether preferred, and how many abilities are said.
    languages: Vec<(String, bool, usize)>,
    ethnicity: Vec<(String, String)>,
    pronouns: Vec<(String, String)>,
    gender_identity: Vec<(String, String)>,
    interpreter: Option<bool>,
    gender: Option<String>,
    marital: Vec<(String, String)>,
}

/// The usual name, its forms, and the nickname.
#[derive(Clone, Debug, Default, PartialEq)]
struct ReadName {
    is_nickname: bool,
    text: String,
    family: Option<String>,
    given: Vec<String>,
    prefix: Vec<String>,
}

const ETHNICITY: [&str; 4] = [
    "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory",
    "http://hl7.org/fhir/us/core/StructureDefinition/us-core-race",
    "http://hl7.org/fhir/us/core/StructureDefinition/us-core-ethnicity",
    "http://hl7.org.nz/fhir/StructureDefinition/nz-ethnicity",
];
const PRONOUNS: [&str; 1] = ["http://hl7.org/fhir/StructureDefinition/individual-pronouns"];
const IDENTITY: [&str; 1] = ["http://hl7.org/fhir/StructureDefinition/individual-genderIdentity"];
const INTERPRETER: &str = "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired";
const NHS: &str = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSCommunication";
const PROFICIENCY: &str = "http://hl7.org/fhir/StructureDefinition/patient-proficiency";

/// The other reader, of one release.
macro_rules! other {
    ($release:ident) => {
        mod $release {
            use fhir_model::$release::resources::Patient;
            use fhir_model::$release::types::{CodeableConcept, Coding, Extension, ExtensionValue, HumanName};

            use super::*;

            fn pair(coding: &Coding, found: &mut Vec<(String, String)>) {
                let code = coding.code.clone();
                found.extend(code.map(|code| (coding.system.clone().unwrap_or_default(), code)));
            }

            fn of_concept(concept: &CodeableConcept, found: &mut Vec<(String, String)>) {
                concept.coding.iter().flatten().for_each(|coding| pair(coding, found));
            }

            fn of_extension(extension: &Extension, found: &mut Vec<(String, String)>) {
                match &extension.value {
                    Some(ExtensionValue::CodeableConcept(concept)) => of_concept(concept, found),
                    Some(ExtensionValue::Coding(coding)) => pair(coding, found),
                    _ => {}
                }
                extension.extension.iter().for_each(|part| of_extension(part, found));
            }

            fn coded(extensions: &[Extension], urls: &[&str]) -> Vec<(String, String)> {
                let mut found = Vec::new();
                let called = |extension: &&Extension| urls.contains(&extension.url.as_str());
                extensions.iter().filter(called).for_each(|one| of_extension(one, &mut found));
                found
            }

            fn boolean(extensions: &[Extension], url: &str) -> Option<bool> {
                let extension = extensions.iter().find(|extension| extension.url == url)?;
                match &extension.value {
                    Some(ExtensionValue::Boolean(is_so)) => Some(*is_so),
                    _ => None,
                }
            }

            fn name(name: &HumanName) -> ReadName {
                let given: Vec<String> = name.given.iter().flatten().cloned().collect();
                let built = given.iter().chain(&name.family).map(String::as_str).collect::<Vec<_>>().join(" ");
                ReadName {
                    is_nickname: name.r#use.as_ref().is_some_and(|word| word.as_ref() == "nickname"),
                    text: name.text.clone().unwrap_or(built),
                    family: name.family.clone(),
                    given,
                    prefix: name.prefix.iter().flatten().cloned().collect(),
                }
            }

            pub fn read(document: &Resource) -> (Read, String) {
                let patient: Patient = serde_json::from_str(document.as_str())
                    .unwrap_or_else(|error| panic!("{error}: {}", document.as_str()));
                let mut marital = Vec::new();
                patient.marital_status.iter().for_each(|status| of_concept(status, &mut marital));
                let languages = patient.communication.iter().flatten().filter_map(|one| {
                    let mut tag = Vec::new();
                    of_concept(&one.language, &mut tag);
                    let able = one.extension.iter().filter(|extension| extension.url == PROFICIENCY).count();
                    Some((tag.pop()?.1, one.preferred.unwrap_or_default(), able))
                });
                let nhs = patient.extension.iter().find(|extension| extension.url == NHS);
                let nhs = nhs.and_then(|nhs| boolean(&nhs.extension, "interpreterRequired"));
                let read = Read {
                    names: patient.name.iter().flatten().map(name).collect(),
                    languages: languages.collect(),
                    ethnicity: coded(&patient.extension, &ETHNICITY),
                    pronouns: coded(&patient.extension, &PRONOUNS),
                    gender_identity: coded(&patient.extension, &IDENTITY),
                    interpreter: boolean(&patient.extension, INTERPRETER).or(nhs),
                    gender: patient.gender.as_ref().map(|gender| gender.as_ref().to_owned()),
                    marital,
                };
                (read, serde_json::to_string(&patient).unwrap())
            }
        }
    };
}

other!(r4b);
other!(r5);

/// The name by which messages call the list of a coding: where it is of no list that is held, the coding has it itself.
fn uri_of(coding: &Coding) -> Option<String> {
    struct Find<'c>(&'c Coding, Option<String>);
    impl systems::Lists for Find<'_> {
        fn list<A: Axis>(&mut self, _: &'static str, lists: &'static [&'static CodeSystem<A>]) {
            if let Some(list) = lists.iter().find(|list| list.key() == self.0.system) {
                let code = String::from_utf8_lossy(&self.0.value);
                self.1 = list.uri_of(&code).map(str::to_owned);
            }
        }
    }
    let mut find = Find(coding, Some(coding.system.clone()));
    systems::each_list(&mut find);
    find.1
}

fn codings(codings: &[Coding]) -> Vec<(String, String)> {
    let code = |coding: &Coding| String::from_utf8(coding.value.clone()).unwrap();
    codings.iter().map(|coding| (uri_of(coding).unwrap_or_default(), code(coding))).collect()
}

fn of_name(name: &NameText) -> ReadName {
    let parts = |kinds: &[PartKind]| -> Vec<String> {
        name.parts().filter(|(kind, _)| kinds.contains(kind)).map(|(_, text)| text.to_owned()).collect()
    };
    let family = parts(&[PartKind::FamilyPrefix, PartKind::Family, PartKind::SecondFamily]);
    ReadName {
        is_nickname: false,
        text: name.as_str().to_owned(),
        family: (!family.is_empty()).then(|| family.join(" ")),
        given: parts(&[PartKind::Given, PartKind::FurtherGiven]),
        prefix: parts(&[PartKind::Title]),
    }
}

/// What we read.
fn ours(document: &Resource) -> Read {
    let record = document.read().unwrap().record;
    let seen = record.for_purpose(Purpose::DirectCare);
    let mut names = Vec::new();
    if let Some(name) = seen.name() {
        names.push(of_name(name));
        names.extend(name.forms().iter().map(of_name));
    }
    let languages = seen.languages().and_then(|answer| answer.given());
    let uses = languages.map_or(&[][..], |languages| languages.uses());
    let boolean = |coding: &Coding| coding.value == b"true";
    Read {
        names,
        languages: uses
            .iter()
            .map(|one| (one.tag.as_str().to_owned(), one.is_preferred, one.abilities.len()))
            .collect(),
        ethnicity: codings(record.ethnicity.codings()),
        pronouns: codings(record.pronouns.codings()),
        gender_identity: codings(record.gender.codings()),
        interpreter: record.interpreter.codings().last().map(boolean),
        gender: record.administrative_gender.codings().first().map(|one| String::from_utf8(one.value.clone()).unwrap()),
        marital: codings(record.partnership.codings()),
    }
}

/// A name that every profile takes, now and then with what makes names long.
fn named(mut person: Demographics, has_more: bool) -> Demographics {
    let mut name = NameText::received("Dr Zoë Ann van der Berg")
        .with_part(PartKind::Title, "Dr")
        .with_part(PartKind::Given, "Zoë")
        .with_part(PartKind::FurtherGiven, "Ann");
    if has_more {
        name = name
            .with_part(PartKind::FamilyPrefix, "van der")
            .with_form(NameText::received("ゾーイ").in_language(LanguageTag::parse("ja-Kana").unwrap()))
            .addressed_as("Zo");
    }
    person.name = Name::from_text(name.with_part(PartKind::Family, "Berg")).into();
    person
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn another_reader_reads_what_we_read(person in everywhere::records(), place in 0..PROFILES.len(), naming in 0..3) {
        let person = match naming {
            0 => person,
            _ => named(person, naming == 1),
        };
        let profile = PROFILES[place];
        let demand = SealedPurpose::because(Sealed::AdministrativeGender, "a test").unwrap();
        for purpose in [Purpose::DirectCare, Purpose::EqualityMonitoring, Purpose::Letter] {
            let seen = person.for_purpose(purpose).with_administrative_gender(&demand).unwrap();
            let Ok(written) = profile.write(seen, Policy::Certain) else { continue };
            let (document, _, residues) = written.clone().into_parts();
            let ours = ours(&document);
            for (mut theirs, again) in [r4b::read(&document), r5::read(&document)] {
                // A nickname is how our reader addresses the person, and no name of its own.
                let nicknames: Vec<String> =
                    theirs.names.iter().filter(|name| name.is_nickname).map(|name| name.text.clone()).collect();
                let record = document.read().unwrap().record;
                let addressed = record.for_purpose(Purpose::Address).name().and_then(|name| name.addressed());
                prop_assert_eq!(nicknames.first().map(String::as_str), addressed);
                theirs.names.retain(|name| !name.is_nickname);
                if profile.key() == "pds" {
                    // What is put together of parts that have a space at an end is another question than what the parts are.
                    theirs.names.iter_mut().zip(&ours.names).for_each(|(name, own)| name.text.clone_from(&own.text));
                    // PDS has its languages in its own extension.
                    theirs.languages.clone_from(&ours.languages);
                }
                prop_assert_eq!(&theirs, &ours, "{}", document.as_str());

                // All of the document is FHIR's: nothing was dropped, and nothing is read otherwise.
                let before: serde_json::Value = serde_json::from_str(document.as_str()).unwrap();
                let after: serde_json::Value = serde_json::from_str(&again).unwrap();
                prop_assert_eq!(&after, &before);
                let again = Resource::parse(again.as_bytes()).unwrap();
                prop_assert_eq!(again.read().unwrap().record, document.read().unwrap().record);
                prop_assert!(profile.restore(&again, &residues).is_ok());
            }
            let (along, _, _) = written.with_residues().unwrap().into_parts();
            let (_, again) = r5::read(&along);
            let again = Resource::parse(again.as_bytes()).unwrap();
            prop_assert_eq!(again.residues().unwrap(), residues);
        }
    }
}

/// The comparison sees something: each part that is compared has been there.
#[test]
fn everything_that_is_compared_has_been_compared() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut seen = [0_usize; 8];
    for _ in 0..200 {
        let person = named(everywhere::records().new_tree(&mut runner).unwrap().current(), true);
        for profile in PROFILES {
            let demand = SealedPurpose::because(Sealed::AdministrativeGender, "a test").unwrap();
            for purpose in [Purpose::DirectCare, Purpose::EqualityMonitoring] {
                let view = person.for_purpose(purpose).with_administrative_gender(&demand).unwrap();
                let (document, _, _) = profile.write(view, Policy::Certain).unwrap().into_parts();
                let (read, _) = r5::read(&document);
                let counts = [
                    read.names.len(),
                    read.languages.len(),
                    read.ethnicity.len(),
                    read.pronouns.len(),
                    usize::from(read.gender.is_some()),
                    usize::from(read.interpreter.is_some()),
                    read.marital.len(),
                    read.names.iter().filter(|name| name.is_nickname).count(),
                ];
                seen.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
            }
        }
    }
    assert!(seen.iter().all(|count| *count > 50), "{seen:?}");
}
