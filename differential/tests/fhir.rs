//! What fhirbolt, whose tables of elements and types are generated from FHIR's own definitions of R4, R4B and R5, reads from
//! our messages, and what we do.
//!
//! Three things are compared: that it takes every document in its strict mode, and writes all of it again, so that nothing stands
//! where FHIR has no element, or one of another type; what it reads of names, languages, extensions and gender; and what we
//! read of what it has written.

#[path = "../../tests/fhir/everywhere.rs"]
#[allow(dead_code, reason = "the crate's own tests use the rest")]
mod everywhere;
#[path = "../../tests/people/mod.rs"]
#[allow(dead_code, reason = "the crate's own tests use the rest")]
mod people;
#[path = "../../tests/strategies/mod.rs"]
mod strategies;
#[path = "../../tests/subjects/mod.rs"]
#[allow(dead_code, reason = "the crate's own tests use the rest")]
mod subjects;

use fhirbolt_element::{Element, FhirRelease, FhirReleases, Primitive, Value};
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

/// The elements that stand under a name, be they one or many.
fn all<'e, const R: FhirRelease>(element: &'e Element<R>, name: &str) -> &'e [Element<R>] {
    match element.get(name) {
        Some(Value::Sequence(elements)) => elements,
        Some(Value::Element(element)) => std::slice::from_ref(element),
        _ => &[],
    }
}

/// A primitive, which is an element with a value.
fn primitive<'e, const R: FhirRelease>(element: &'e Element<R>, name: &str) -> Option<&'e Primitive> {
    match element.get(name)? {
        Value::Primitive(primitive) => Some(primitive),
        Value::Element(element) => match element.get("value")? {
            Value::Primitive(primitive) => Some(primitive),
            _ => None,
        },
        Value::Sequence(_) => None,
    }
}

fn text<const R: FhirRelease>(element: &Element<R>, name: &str) -> Option<String> {
    match primitive(element, name)? {
        Primitive::String(text) => Some(text.clone()),
        _ => None,
    }
}

fn is_so<const R: FhirRelease>(element: &Element<R>, name: &str) -> Option<bool> {
    match primitive(element, name)? {
        Primitive::Bool(is_so) => Some(*is_so),
        _ => None,
    }
}

/// The texts of a list of primitives.
fn texts<const R: FhirRelease>(element: &Element<R>, name: &str) -> Vec<String> {
    all(element, name).iter().filter_map(|one| text(one, "value")).collect()
}

fn of_concept<const R: FhirRelease>(concept: &Element<R>, found: &mut Vec<(String, String)>) {
    all(concept, "coding").iter().for_each(|coding| pair(coding, found));
}

fn pair<const R: FhirRelease>(coding: &Element<R>, found: &mut Vec<(String, String)>) {
    found.extend(text(coding, "code").map(|code| (text(coding, "system").unwrap_or_default(), code)));
}

fn of_extension<const R: FhirRelease>(extension: &Element<R>, found: &mut Vec<(String, String)>) {
    all(extension, "valueCodeableConcept").iter().for_each(|concept| of_concept(concept, found));
    all(extension, "valueCoding").iter().for_each(|coding| pair(coding, found));
    all(extension, "extension").iter().for_each(|part| of_extension(part, found));
}

fn called<'e, const R: FhirRelease>(element: &'e Element<R>, urls: &[&str]) -> Vec<&'e Element<R>> {
    let is_called = |one: &&Element<R>| text(one, "url").is_some_and(|url| urls.contains(&url.as_str()));
    all(element, "extension").iter().filter(is_called).collect()
}

fn coded<const R: FhirRelease>(patient: &Element<R>, urls: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    called(patient, urls).into_iter().for_each(|one| of_extension(one, &mut found));
    found
}

fn of_human_name<const R: FhirRelease>(name: &Element<R>) -> ReadName {
    let (given, family) = (texts(name, "given"), text(name, "family"));
    let built = given.iter().chain(&family).map(String::as_str).collect::<Vec<_>>().join(" ");
    ReadName {
        is_nickname: text(name, "use").as_deref() == Some("nickname"),
        text: text(name, "text").unwrap_or(built),
        prefix: texts(name, "prefix"),
        family,
        given,
    }
}

/// What the other reader reads, and what it writes of it.
fn theirs<const R: FhirRelease>(document: &Resource) -> (Read, String) {
    let patient: Element<R> = fhirbolt_serde::json::from_str(document.as_str(), None)
        .unwrap_or_else(|error| panic!("{error}: {}", document.as_str()));
    let mut marital = Vec::new();
    all(&patient, "maritalStatus").iter().for_each(|status| of_concept(status, &mut marital));
    // A language that stands twice is one language, with all that is said of it.
    let mut languages: Vec<(String, bool, usize)> = Vec::new();
    for one in all(&patient, "communication") {
        let mut codes = Vec::new();
        all(one, "language").iter().for_each(|language| of_concept(language, &mut codes));
        let Some((_, tag)) = codes.pop() else { continue };
        let (is_preferred, able) = (is_so(one, "preferred").unwrap_or_default(), called(one, &[PROFICIENCY]).len());
        match languages.iter_mut().find(|(known, ..)| *known == tag) {
            Some((_, preferred, abilities)) => {
                *preferred |= is_preferred;
                *abilities += able;
            }
            None => languages.push((tag, is_preferred, able)),
        }
    }
    let nhs = called(&patient, &[NHS]);
    let nhs = nhs.into_iter().flat_map(|nhs| called(nhs, &["interpreterRequired"]));
    let needs =
        called(&patient, &[INTERPRETER]).into_iter().chain(nhs).find_map(|one| is_so(one, "valueBoolean"));
    let read = Read {
        names: all(&patient, "name").iter().map(of_human_name).collect(),
        languages,
        ethnicity: coded(&patient, &ETHNICITY),
        pronouns: coded(&patient, &PRONOUNS),
        gender_identity: coded(&patient, &IDENTITY),
        interpreter: needs,
        gender: text(&patient, "gender"),
        marital,
    };
    (read, fhirbolt_serde::json::to_string(&patient, None).unwrap())
}

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
        gender: record
            .administrative_gender
            .codings()
            .first()
            .map(|one| String::from_utf8(one.value.clone()).unwrap()),
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
            let releases = [
                theirs::<{ FhirReleases::R4 }>(&document),
                theirs::<{ FhirReleases::R4B }>(&document),
                theirs::<{ FhirReleases::R5 }>(&document),
            ];
            for (mut theirs, again) in releases {
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
            let (_, again) = theirs::<{ FhirReleases::R5 }>(&along);
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
                let (read, _) = theirs::<{ FhirReleases::R4 }>(&document);
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
