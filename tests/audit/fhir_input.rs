//! FHIR R4 JSON in every state that it arrives in.

use std::fs;
use std::path::Path;

use ownwords::audit::{Options, Source, audit, audit_file};
use ownwords::rules::RecordField;
use serde_json::{Value, json};

use super::{findings, line, stopped, summary};

const ENGLAND: &str = "https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryEngland";

fn ethnic(system: &str, code: &str) -> Value {
    json!({
        "url": "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory",
        "valueCodeableConcept": {"coding": [{"system": system, "code": code}]}
    })
}

fn patient() -> Value {
    json!({
        "resourceType": "Patient",
        "meta": {"lastUpdated": "2026-03-01T09:30:00Z"},
        "birthDate": "1984-02-29",
        "extension": [ethnic(ENGLAND, "K")],
        "identifier": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990000018"}],
        "name": [{"use": "usual", "family": "Nguyễn", "given": ["Zoë"]}],
        "communication": [{"language": {"coding": [{"system": "urn:ietf:bcp:47", "code": "vi"}]}}]
    })
}

fn with(element: &str, value: Value) -> Value {
    let mut patient = patient();
    patient[element] = value;
    patient
}

/// A resource as a line among others, which are read in another way than one that stands alone.
fn as_line(resource: &str) -> String {
    format!("{{\"resourceType\":\"Organization\"}}\n{resource}\n")
}

fn found(value: &Value) -> Vec<String> {
    let alone = findings(value.to_string().as_bytes());
    assert_eq!(findings(as_line(&value.to_string()).as_bytes()), alone, "{value}");
    alone
}

/// What is found, or why the audit stops.
fn outcome(input: &str) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    let outcome = audit(input.as_bytes(), "test", Options::default(), &mut |finding| {
        found.push(format!("{} {} {:?}", finding.rule.id, finding.row, finding.field));
        Ok(())
    });
    outcome.map(|_| found).map_err(|stopped| stopped.error().message().to_owned())
}

/// The places of all values in a value.
fn places(value: &Value, at: &str, all: &mut Vec<String>) {
    all.push(at.to_owned());
    let items = value.as_array().into_iter().flatten().enumerate();
    items.for_each(|(place, item)| places(item, &format!("{at}/{place}"), all));
    let members = value.as_object().into_iter().flatten();
    members.for_each(|(name, member)| places(member, &format!("{at}/{name}"), all));
}

/// Whatever stands in the place of any value, and wherever a name stands twice: what a line gives is what the same gives alone.
#[test]
fn a_line_is_read_as_the_stream_reads_it() {
    let mut patient = patient();
    patient["name"][0]["period"] = json!({"end": "2020-01-01"});
    let nhs = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSCommunication";
    let coding = json!({"system": "https://fhir.hl7.org.uk/CodeSystem/UKCore-HumanLanguage", "code": "xx"});
    let language = json!({"url": "language", "valueCodeableConcept": {"coding": [coding]}});
    patient["extension"].as_array_mut().unwrap().push(json!({"url": nhs, "extension": [language]}));
    let mut all = Vec::new();
    places(&patient, "", &mut all);
    assert!(all.len() > 30);
    let (mut read, mut stopped) = (0, 0);
    let others = [
        "null",
        "7",
        "\"x\"",
        "\"UNKNOWN\"",
        "[]",
        "{}",
        "[null]",
        "[[\"x\"]]",
        "[{}]",
        "\"\\ud800\"",
        "\"Bundle\"",
    ];
    for place in all.iter().filter(|place| !place.is_empty()) {
        for other in others {
            let mut changed = patient.clone();
            *changed.pointer_mut(place).unwrap() = json!("THIS");
            let changed = changed.to_string().replace("\"THIS\"", other);
            let alone = outcome(&changed);
            assert_eq!(outcome(&as_line(&changed)), alone, "{place} {changed}");
            if alone.is_ok() { read += 1 } else { stopped += 1 }
        }
        let name = place.rsplit('/').next().unwrap();
        let twice =
            patient.to_string().replace(&format!("\"{name}\":"), &format!("\"{name}\":null,\"{name}\":"));
        assert_eq!(outcome(&as_line(&twice)), outcome(&twice), "{twice}");
    }
    assert!(read > 50 && stopped > 50, "{read} {stopped}");
}

fn bundle(resources: &[Value]) -> Value {
    let entries: Vec<_> =
        resources.iter().map(|resource| json!({"fullUrl": "urn:x", "resource": resource})).collect();
    json!({"resourceType": "Bundle", "type": "searchset", "total": entries.len(), "entry": entries})
}

#[test]
fn a_patient_is_read_however_it_is_laid_out() {
    let patient = patient();
    let pretty = serde_json::to_string_pretty(&patient).unwrap();
    let lines = format!("{patient}\n\n{patient}\r\n{patient}");
    let bundle = bundle(&[patient.clone(), json!({"resourceType": "Practitioner"}), patient.clone()]);
    for (input, rows, others) in [
        (patient.to_string(), 1, 0),
        (format!("\u{FEFF}\n{patient}\n"), 1, 0),
        (pretty.clone(), 1, 0),
        (format!("{pretty}\n{pretty}"), 2, 0),
        (lines, 3, 0),
        (format!("{patient}\n{{\"resourceType\":\"Organization\",\"name\":\"x\"}}\n"), 1, 1),
        (bundle.to_string(), 2, 1),
        (serde_json::to_string_pretty(&bundle).unwrap(), 2, 1),
        (format!("{bundle}\n{bundle}\n"), 4, 2),
        (json!({"entry": [{"resource": patient}, {"link": []}], "resourceType": "Bundle"}).to_string(), 1, 0),
        (json!({"resourceType": "Bundle"}).to_string(), 0, 0),
    ] {
        let summary = summary(input.as_bytes());
        assert_eq!(summary.rows(), rows, "{input}");
        assert_eq!(summary.findings(), 0);
        assert_eq!(summary.source(), Some(&Source::Fhir { other_resources: others }).cloned().as_ref());
        for field in RecordField::ALL {
            let is_read = !matches!(field, RecordField::ChosenName | RecordField::SexualOrientation);
            assert_eq!(summary.field(field).valid, if is_read { rows } else { 0 }, "{field}");
        }
        assert!(!summary.has_field(RecordField::SexualOrientation));
    }
}

#[test]
fn the_type_may_come_last() {
    let mut patient = patient();
    patient.as_object_mut().unwrap().shift_remove("resourceType");
    patient["extension"] = json!([ethnic(ENGLAND, "a")]);
    patient["resourceType"] = json!("Patient");
    assert!(patient.to_string().ends_with("\"Patient\"}"));
    assert_eq!(found(&patient), ["OW-COD-002 1 ethnic_category"]);
    assert_eq!(found(&bundle(&[patient])), ["OW-COD-002 1 ethnic_category"]);
    // What is no Patient may have a name of another type.
    let other = json!({"name": "x", "extension": 7, "resourceType": "Organization"});
    assert_eq!(found(&bundle(&[other])), [""; 0]);
}

#[test]
fn names_are_chosen_by_their_use() {
    let faulty = |used: &str| json!({"use": used, "family": "UNKNOWN"});
    let sound = |used: &str| json!({"use": used, "family": "Khan", "given": ["Ann", null, "May"]});
    for (names, expected) in [
        (json!([sound("usual"), faulty("official")]), None),
        (json!([faulty("usual"), sound("official")]), Some("OW-NAM-004 1 family_name")),
        (json!([sound("temp"), faulty("official")]), Some("OW-NAM-004 1 family_name")),
        (json!([{"family": "UNKNOWN"}]), Some("OW-NAM-004 1 family_name")),
        (json!([faulty("temp")]), Some("OW-NAM-004 1 family_name")),
        // A former name is sealed, even when there is no other.
        (json!([faulty("old")]), None),
        (json!([faulty("maiden"), sound("usual")]), None),
        // Of two usual names the one without an end.
        (
            json!([{"use": "usual", "family": "UNKNOWN", "period": {"end": "2020-01-01"}}, sound("usual")]),
            None,
        ),
        (json!([{"use": "usual", "text": "김민준"}]), None),
        (json!([{"use": "usual", "text": "N?me"}]), Some("OW-NAM-003 1 given_name")),
        (json!([sound("usual"), {"use": "nickname", "given": ["Ann "]}]), Some("OW-NAM-006 1 chosen_name")),
        (json!([sound("usual"), {"use": "nickname", "text": "Ann "}]), Some("OW-NAM-006 1 chosen_name")),
        (json!([{"use": "usual", "given": ["Ann", "(Nan)"]}]), Some("OW-NAM-005 1 given_name")),
        (json!([{"use": "usual", "given": ["Ann (Nan)"]}, {"use": "nickname", "given": ["Nan"]}]), None),
        (json!([]), None),
    ] {
        assert_eq!(found(&with("name", names.clone())), expected.into_iter().collect::<Vec<_>>(), "{names}");
    }
}

#[test]
fn codings_are_held_against_their_own_system() {
    let other = json!({"system": "https://other.example/codes", "code": "7"});
    for (system, code, expected) in [
        (ENGLAND, "A", None),
        (ENGLAND, "a", Some("OW-COD-002 1 ethnic_category")),
        (ENGLAND, "Chinese", Some("OW-COD-003 1 ethnic_category")),
        (ENGLAND, "X9", Some("OW-COD-001 1 ethnic_category")),
        ("https://hospital.example/codes", "A", Some("OW-COD-004 1 ethnic_category")),
    ] {
        let mut extension = ethnic(system, code);
        assert_eq!(found(&with("extension", json!([extension]))), expected.into_iter().collect::<Vec<_>>());
        // Beside a coding of a system that is held, another says the same again.
        extension["valueCodeableConcept"]["coding"].as_array_mut().unwrap().push(other.clone());
        assert_eq!(found(&with("extension", json!([extension]))), expected.into_iter().collect::<Vec<_>>());
    }
    // The same extension as CareConnect wrote it, and without a system.
    let mut extension = ethnic(ENGLAND, "a");
    extension["url"] =
        json!("https://fhir.hl7.org.uk/STU3/StructureDefinition/Extension-CareConnect-EthnicCategory-1");
    assert_eq!(found(&with("extension", json!([extension]))), ["OW-COD-002 1 ethnic_category"]);
    extension["valueCodeableConcept"]["coding"][0].as_object_mut().unwrap().remove("system");
    assert_eq!(found(&with("extension", json!([extension]))), ["OW-COD-004 1 ethnic_category"]);
    for extension in [
        json!({}),
        json!({"url": extension["url"]}),
        json!({"url": extension["url"], "valueCodeableConcept": {}}),
    ] {
        assert_eq!(found(&with("extension", json!([extension]))), [""; 0]);
    }
}

#[test]
fn several_cells_of_a_field_count_once() {
    let two = json!([ethnic(ENGLAND, "A"), ethnic(ENGLAND, "Z"), ethnic(ENGLAND, "x9")]);
    let summary = summary(with("extension", two).to_string().as_bytes());
    let counts = summary.field(RecordField::EthnicCategory);
    assert_eq!((counts.invalid, counts.total()), (1, 1));
}

#[test]
fn the_old_codes_are_valid_in_their_own_list_alone() {
    let list = "https://fhir.hl7.org.uk/CodeSystem/UKCore-HumanLanguage";
    let communication = |system: &str, code: &str| {
        json!([{
            "url": "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSCommunication",
            "extension": [{"url": "language", "valueCodeableConcept": {"coding": [{"system": system, "code": code}]}}]
        }])
    };
    assert_eq!(found(&with("extension", communication(list, "q4"))), [""; 0]);
    assert_eq!(found(&with("extension", communication(list, "fr"))), [""; 0]);
    // PDS, which checks against this list, takes no English.
    assert_eq!(found(&with("extension", communication(list, "en"))), ["OW-LNG-006 1 language"]);
    assert_eq!(found(&with("extension", communication("urn:ietf:bcp:47", "en"))), [""; 0]);
    assert_eq!(found(&with("extension", communication("urn:ietf:bcp:47", "q4"))), ["OW-LNG-004 1 language"]);
    let plain = |coding: Value| with("communication", json!([{"language": {"coding": [coding]}}]));
    assert_eq!(found(&plain(json!({"code": "q4"}))), ["OW-LNG-004 1 language"]);
    assert_eq!(found(&plain(json!({"system": "urn:x", "code": "en"}))), ["OW-COD-004 1 language"]);
}

#[test]
fn damaged_json_is_an_error_with_its_place() {
    let patient = patient().to_string();
    for (input, said, at, rows) in [
        (patient[..patient.len() - 9].to_owned(), "ends before", 1, 0),
        (format!("{patient}\n{patient}\n{{\"resourceType\":\n{patient}\n"), "ends before", 3, 2),
        (format!("{patient}\n\n{{\"resourceType\":\"Patient\",}}\n"), "not JSON", 3, 1),
        (format!("{patient}\n{patient}{patient}\n"), "not JSON", 2, 2),
        (
            "{\n\"resourceType\":\"Patient\",\n\"name\":\n[{\"family\":\"\u{1}\"}]}".to_owned(),
            "not JSON",
            4,
            0,
        ),
        ("{\"resourceType\":\"Patient\",\"name\":\"Ann\"}".to_owned(), "type that FHIR gives", 1, 0),
        ("{\"name\":\"Ann\",\"resourceType\":\"Patient\"}".to_owned(), "type that FHIR gives", 1, 0),
        ("{\"resourceType\":\"Patient\",\"communication\":[null]}".to_owned(), "type that FHIR gives", 1, 0),
        ("{\"resourceType\":\"Patient\",\"name\":[],\"name\":[]}".to_owned(), "twice", 1, 0),
        ("{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"\\ud800\"}]}".to_owned(), "", 1, 0),
        ("{}".to_owned(), "no `resourceType`", 1, 0),
        ("{\"a\":\n1}".to_owned(), "no `resourceType`", 2, 0),
        ("[]".to_owned(), "array", 1, 0),
        (format!("[{patient}]"), "array", 1, 0),
        (
            format!("{{\"resourceType\":\"Patient\",{}", "\"extension\":[{".repeat(500)),
            "recursion limit",
            1,
            0,
        ),
    ] {
        if !input.contains('\n') && input.starts_with('{') && input.ends_with(['{', '}']) {
            let stopped = stopped(as_line(&input).as_bytes());
            assert!(stopped.error().message().contains(said), "{stopped}");
            assert_eq!((line(&stopped), stopped.so_far().rows()), (Some(2), rows), "{stopped}");
        }
        let stopped = stopped(input.as_bytes());
        assert!(stopped.error().message().contains(said), "{stopped}");
        assert_eq!(line(&stopped), Some(at), "{stopped}");
        assert_eq!(stopped.so_far().rows(), rows, "{input}");
        assert!(stopped.error().help().is_some());
    }
    let not_utf8 = b"{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"M\xFCller\"}]}";
    assert_eq!(line(&stopped(not_utf8)), Some(1));
}

#[test]
fn resources_without_a_patient_are_refused() {
    for input in
        ["{\"resourceType\":\"Practitioner\"}", "{\"resourceType\":\"OperationOutcome\",\"issue\":[]}\n"]
    {
        let stopped = stopped(input.as_bytes());
        assert!(stopped.error().message().contains("no Patient"), "{stopped}");
    }
    let list = json!({"entry": [{"resource": patient()}], "resourceType": "List"});
    assert!(stopped(list.to_string().as_bytes()).error().message().contains("no Bundle"));
}

/// The published examples of the NHS Personal Demographics Service, where they are at hand.
#[test]
#[allow(clippy::print_stdout, reason = "says what it skips")]
fn the_examples_of_the_demographics_service_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/records/pds");
    let Ok(entries) = fs::read_dir(&folder) else {
        println!("skipped: {} is not there", folder.display());
        return;
    };
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut found = Vec::new();
    let mut rows = 0;
    for file in &files {
        let summary = audit_file(file, Options::default(), &mut |finding| {
            let name = file.file_stem().unwrap().to_string_lossy();
            found.push(format!("{name} {} {}", finding.row, finding.rule.id));
            Ok(())
        })
        .unwrap_or_else(|stopped| panic!("{stopped}"));
        super::assert_adds_up(&summary);
        rows += summary.rows();
    }
    assert!(rows >= files.len() as u64, "{rows} records in {} files", files.len());
    // 9000000015, which the record calls verified: 9 times 10 and 1 times 2 leave 4 modulo 11, so its check digit
    // would be 7.
    assert_eq!(found, ["PatientCompoundName 1 OW-NUM-001"]);
}
