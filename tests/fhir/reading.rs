//! What each element is read as.

use ownwords::wire::fhir::{self, Kind, Reading, Resource};
use ownwords::{
    Axis, Demographics, HowSaid, NameText, Part, PartKind, Policy, Purpose, Reason, Sealed, SealedPurpose,
    Stated,
};
use serde_json::{Value, json};

fn read(resource: &Value) -> Reading {
    Resource::parse(resource.to_string().as_bytes()).unwrap().read().unwrap()
}

fn patient(member: &str, value: Value) -> Reading {
    read(&json!({"resourceType": "Patient", member: value}))
}

fn extension(url: &str, value: Value) -> Value {
    let mut extension = json!({"url": url});
    extension.as_object_mut().unwrap().extend(value.as_object().unwrap().clone());
    extension
}

fn concept(system: &str, code: &str) -> Value {
    json!({"valueCodeableConcept": {"coding": [{"system": system, "code": code}]}})
}

fn slugs<A: Axis>(stated: &Stated<A>) -> Vec<&'static str> {
    let slug = |part: &Part| match part.concept() {
        Some(id) => A::standard().by_id(id).unwrap().slug(),
        None => "-",
    };
    stated.parts().iter().map(slug).collect()
}

const ETHNIC: &str = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory";
const NZ: &str = "http://hl7.org.nz/fhir/StructureDefinition/nz-ethnicity";
const NZ_CODES: &str = "https://standards.digital.health.nz/ns/ethnic-group-level-4-code";
const RACE: &str = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-race";
const CDC: &str = "urn:oid:2.16.840.1.113883.6.238";
const ABSENT: &str = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
const PRONOUNS: &str = "http://hl7.org/fhir/StructureDefinition/individual-pronouns";

#[test]
fn an_ethnic_category_is_of_the_list_that_the_message_names() {
    let of = |list: &str, code: &str| {
        let system = format!("https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategory{list}");
        patient("extension", json!([extension(ETHNIC, concept(&system, code))])).record.ethnicity
    };
    // White Irish in England, Gypsy or Irish Traveller in Wales.
    let (england, wales) = (of("England", "B"), of("Wales", "B"));
    assert_ne!(england.statement(), wales.statement());
    assert_eq!(england.codings()[0].system, "ukcore-ethnic-category-england");
    assert_eq!(wales.codings()[0].system, "ukcore-ethnic-category-wales");
    // A list that nobody knows is kept, and nothing is taken from it.
    let ours =
        patient("extension", json!([extension(ETHNIC, concept("http://example.org/own", "K"))])).record;
    assert!(ours.ethnicity.statement().absence().unwrap().contains(Reason::MeaningNotKnown));
    assert_eq!(
        (&ours.ethnicity.codings()[0].system[..], &ours.ethnicity.codings()[0].value[..]),
        ("http://example.org/own", &b"K"[..])
    );
    // A text alone is what somebody wrote, whoever it was.
    let text = json!({"valueCodeableConcept": {"text": "Sylheti"}});
    let text = patient("extension", json!([extension(ETHNIC, text)])).record.ethnicity;
    assert!(text.statement().given().is_none());
    assert_eq!(text.codings()[0].value, b"Sylheti");
    let declined = json!({"extension": [{"url": ABSENT, "valueCode": "asked-declined"}]});
    let declined = patient("extension", json!([extension(ETHNIC, declined)])).record.ethnicity;
    assert!(declined.statement().absence().unwrap().contains(Reason::AskedDeclined));
}

#[test]
fn several_ethnicities_are_one_statement_of_several_heritages() {
    let one = |code: &str| extension(NZ, concept(NZ_CODES, code));
    let read = patient("extension", json!([one("21111"), one("43111")])).record.ethnicity;
    assert_eq!(read.statement().given().unwrap().parts().len(), 2);
    assert!(read.codings().iter().all(|coding| coding.system == "nz-ethnicity-2005"));
    let race = |parts: Value| json!([extension(RACE, json!({"extension": parts}))]);
    let part = |url: &str, code: &str| json!({"url": url, "valueCoding": {"system": CDC, "code": code}});
    // A detail says further what its category says.
    let parts = json!([part("ombCategory", "2028-9"), part("detailed", "2039-6"), {"url": "text", "valueString": "Asian"}]);
    let read = patient("extension", race(parts)).record.ethnicity;
    assert_eq!(slugs(read.statement().given().unwrap()), ["japanese"]);
    let unknown = json!([{"url": "ombCategory", "valueCoding": {
        "system": "http://terminology.hl7.org/CodeSystem/v3-NullFlavor", "code": "ASKU"}}]);
    let read = patient("extension", race(unknown)).record.ethnicity;
    assert!(read.statement().absence().unwrap().contains(Reason::AskedUnknown));
}

#[test]
fn languages_and_what_somebody_can_do_in_them() {
    let proficiency = |parts: Value| json!([{"url": "http://hl7.org/fhir/StructureDefinition/patient-proficiency", "extension": parts}]);
    let mode = json!({"url": "type", "valueCoding": {
        "system": "http://terminology.hl7.org/CodeSystem/v3-LanguageAbilityMode", "code": "ESP"}});
    let level = json!({"url": "level", "valueCoding": {
        "system": "http://terminology.hl7.org/CodeSystem/v3-LanguageAbilityProficiency", "code": "P"}});
    let language = |code: &str| {
        json!({"coding": [
        {"system": "urn:ietf:bcp:47", "code": code}, {"system": "http://snomed.info/sct", "code": "703963007"}]})
    };
    let reading = patient(
        "communication",
        json!([
            {"language": language("fr"), "extension": proficiency(json!([mode, level]))},
            {"language": language("bfi"), "preferred": true, "extension": proficiency(json!([level]))},
        ]),
    );
    let languages = reading.record.languages.statement().given().unwrap().clone();
    let [fr, bfi] = languages.uses() else { panic!("two languages") };
    assert_eq!((fr.tag.as_str(), fr.abilities.len(), fr.is_preferred), ("fr", 1, false));
    assert_eq!((bfi.tag.as_str(), bfi.abilities.len(), bfi.is_preferred), ("bfi", 0, true));
    // A level of nothing named has no place, and says so.
    assert_eq!(reading.not_read[0].element, "communication[1]");
    assert_eq!(reading.record.languages.codings().len(), 4);

    // PDS: the list of UK Core, and the interpreter beside it.
    let nhs = extension(
        "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSCommunication",
        json!({
        "extension": [
            extension("language", concept("https://fhir.hl7.org.uk/CodeSystem/UKCore-HumanLanguage", "q4")),
            {"url": "interpreterRequired", "valueBoolean": true},
        ]}),
    );
    let record = patient("extension", json!([nhs])).record;
    assert_eq!(record.languages.statement().given().unwrap().uses()[0].tag.as_str(), "bfi");
    assert_eq!(slugs(record.interpreter.statement().given().unwrap()), ["interpreter-needed"]);
    assert!(record.interpreter_languages.statement().given().is_none());

    // A Practitioner of R4 has the language itself, one of R5 as a Patient has it.
    let r4 = read(&json!({"resourceType": "Practitioner", "communication": [language("cy")]}));
    let r5 = read(&json!({"resourceType": "Practitioner", "communication": [{"language": language("cy")}]}));
    assert_eq!(r4.record.languages.statement(), r5.record.languages.statement());
    assert!(r4.record.languages.statement().given().is_some());
}

#[test]
fn names_and_their_uses() {
    let japanese = |code: &str, family: &str, given: &str| {
        json!({
        "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation", "valueCode": code}],
        "use": "usual", "family": family, "given": [given]})
    };
    let reading = patient(
        "name",
        json!([japanese("IDE", "山田", "太郎"), japanese("SYL", "ヤマダ", "タロウ"), {"use": "nickname", "text": "Taro"}]),
    );
    let name = reading.record.for_purpose(Purpose::Address).name().unwrap().clone();
    assert_eq!(name.as_str(), "山田 太郎");
    assert_eq!(name.forms()[0].as_str(), "ヤマダ タロウ");
    assert_eq!(name.addressed(), Some("Taro"));
    assert_eq!(name.said().count(), 0, "{:?} is nowhere", HowSaid::ALL);
    assert!(reading.not_read.is_empty());

    let family = json!({"extension": [
        {"url": "http://hl7.org/fhir/StructureDefinition/humanname-own-prefix", "valueString": "van der"},
        {"url": "http://hl7.org/fhir/StructureDefinition/humanname-own-name", "valueString": "Berg"}]});
    let reading = patient(
        "name",
        json!([
        {"use": "official", "family": "van der Berg", "_family": family, "given": ["Ann", null, "Eva"], "prefix": ["Dr"]},
        {"use": "temp", "text": "Somebody"}]),
    );
    let name = reading.record.for_purpose(Purpose::Letter).name().unwrap();
    let parts: Vec<_> = name.parts().collect();
    assert_eq!(name.as_str(), "Ann Eva van der Berg");
    assert_eq!(
        parts,
        [
            (PartKind::Title, "Dr"),
            (PartKind::Given, "Ann"),
            (PartKind::FurtherGiven, "Eva"),
            (PartKind::FamilyPrefix, "van der"),
            (PartKind::Family, "Berg")
        ]
    );
    assert_eq!(reading.not_read[0].element, "name[1]");

    // Former names are sealed, and stand beside a name alone.
    let reading = patient("name", json!([{"use": "maiden", "family": "Hart"}]));
    assert!(reading.record.name.statement().given().is_none());
    assert_eq!(reading.not_read.len(), 1);
}

/// Former names, each with the day on which it ended.
type Former = Vec<(String, Option<String>)>;

/// The chosen name, the legal one, and the former ones with their ends.
fn told(record: &Demographics) -> (String, Option<String>, Former) {
    let reach = |sealed| SealedPurpose::because(sealed, "a test").unwrap();
    let name = record.name.statement().given().unwrap();
    let former = name.former(&reach(Sealed::Former)).unwrap().iter();
    let former =
        former.map(|one| (one.name().as_str().to_owned(), one.until().map(|day| day.to_string()))).collect();
    let legal = name.legal(&reach(Sealed::Legal)).unwrap().map(|name| name.as_str().to_owned());
    (name.name_for(Purpose::Letter).as_str().to_owned(), legal, former)
}

#[test]
fn a_name_with_an_end_is_chosen_only_where_there_is_none_without() {
    let now = |word: &str, text: &str| json!({"use": word, "text": text});
    let ended = |word: &str, text: &str| json!({"use": word, "text": text, "period": {"end": "2015-01-01"}});
    let without_use = json!({"text": "Ada Hart"});
    let (former, none): (&[&str], &[&str]) = (&["Adam Hart"], &[]);
    for (names, chosen, legal, former) in [
        (json!([ended("usual", "Adam Hart"), now("official", "Ada Hart")]), "Ada Hart", None, former),
        (json!([ended("official", "Adam Hart"), without_use]), "Ada Hart", None, former),
        (json!([ended("usual", "Adam Hart"), now("temp", "Ada Hart")]), "Ada Hart", None, former),
        (json!([now("usual", "Ada Hart"), ended("official", "Adam Hart")]), "Ada Hart", None, former),
        (json!([now("official", "A. Hart"), now("usual", "Ada Hart")]), "Ada Hart", Some("A. Hart"), none),
        // There is no other, or none that is not another kind of name.
        (json!([ended("usual", "Adam Hart")]), "Adam Hart", None, none),
        (
            json!([ended("usual", "Ada Hart"), now("nickname", "Zo"), ended("official", "Adam Hart")]),
            "Ada Hart",
            None,
            former,
        ),
    ] {
        let (found, found_legal, found_former) = told(&patient("name", names.clone()).record);
        assert_eq!((found.as_str(), found_legal.as_deref()), (chosen, legal), "{names}");
        assert_eq!(found_former.iter().map(|(name, _)| name).collect::<Vec<_>>(), former, "{names}");
        assert!(found_former.iter().all(|(_, until)| until.as_deref() == Some("2015-01-01")), "{names}");
    }
}

/// What is then written is put beside the name with the end, which stays what it is.
#[test]
fn a_name_with_an_end_is_sent_to_nobody_and_not_written_over() {
    let sent = r#"{"resourceType":"Patient","name":[{"use":"usual","text":"Adam Hart","period":{"end":"2015-01-01"}},{"use":"official","text":"Ada Hart"}]}"#;
    let document = Resource::parse(sent.as_bytes()).unwrap();
    let mut record = document.read().unwrap().record;
    for purpose in Purpose::ALL {
        let seen = record.for_purpose(purpose);
        let written = fhir::UKCORE_ENGLAND.write(seen, Policy::Certain).unwrap().with_residues().unwrap();
        assert!(!written.into_parts().0.as_str().contains("Adam"), "{purpose:?}");
        let same = fhir::UKCORE_ENGLAND.update(&document, seen, Policy::Certain).unwrap();
        assert_eq!(same.into_parts().0.as_str(), sent, "{purpose:?}");
    }
    record.name.change(NameText::entered("Zoë Hart").unwrap(), None).unwrap();
    for sent in [
        sent,
        r#"{"resourceType":"Patient","name":[{"use":"usual","text":"Adam Hart","period":{"end":"2015-01-01"}}]}"#,
    ] {
        let document = Resource::parse(sent.as_bytes()).unwrap();
        let seen = record.for_purpose(Purpose::Letter);
        let (changed, _, residues) =
            fhir::UKCORE_ENGLAND.update(&document, seen, Policy::Certain).unwrap().into_parts();
        let (chosen, _, former) = told(&changed.read().unwrap().record);
        assert_eq!((chosen.as_str(), former[0].0.as_str()), ("Zoë Hart", "Adam Hart"));
        let restored = fhir::UKCORE_ENGLAND.restore(&changed, &residues).unwrap();
        assert_eq!(told(&restored).0, "Zoë Hart");
    }
}

#[test]
fn pronouns_gender_and_what_is_sealed() {
    let value = |system: &str, code: &str| json!({"extension": [extension("value", concept(system, code))]});
    let ended = json!({"extension": [
        extension("value", concept("http://hl7.org/fhir/pronouns", "he-him")),
        {"url": "period", "valuePeriod": {"end": "2020"}}]});
    let recorded = "http://hl7.org/fhir/StructureDefinition/individual-recordedSexOrGender";
    let reading = read(&json!({"resourceType": "RelatedPerson", "gender": "unknown", "extension": [
        extension(PRONOUNS, value("http://hl7.org/fhir/pronouns", "she-her")),
        extension(PRONOUNS, value("http://loinc.org", "LA29520-6")),
        extension(PRONOUNS, ended),
        extension(recorded, value("http://hl7.org/fhir/administrative-gender", "male")),
    ]}));
    let record = reading.record;
    assert_eq!(slugs(record.pronouns.statement().given().unwrap()), ["she-her", "they-them"]);
    assert_eq!(reading.not_read.len(), 1);
    assert!(record.administrative_gender.statement().absence().unwrap().contains(Reason::Unknown));
    let purpose = SealedPurpose::because(Sealed::PhenotypicSex, "a test").unwrap();
    let sealed = record.phenotypic_sex.open(&purpose).unwrap();
    assert!(sealed.statement().given().is_none() && !sealed.codings()[0].accepted);
    assert!(!format!("{record:?}").contains("male"));
}

#[test]
fn every_kind_of_resource_is_read() {
    for kind in Kind::ALL {
        let json = json!({"resourceType": kind.word(), "name": [{"text": "Zoë Hart"}]});
        let resource = Resource::parse(json.to_string().as_bytes()).unwrap();
        assert_eq!(resource.kind(), kind);
        let record = resource.read().unwrap().record;
        assert_eq!(record.for_purpose(Purpose::Letter).name().unwrap().as_str(), "Zoë Hart");
    }
}
