//! Bad input: an error with its place, and never a panic.

use ownwords::ErrorKind;
use ownwords::wire::fhir::{LONGEST, Message, Resource};
use proptest::prelude::*;

use crate::strategies;

/// Made up.
pub const PATIENT: &str = r#"{
  "resourceType": "Patient",
  "id": "1",
  "extension": [
    {
      "url": "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory",
      "valueCodeableConcept": {
        "coding": [
          { "system": "https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryEngland", "code": "K", "display": "x" }
        ]
      }
    }
  ],
  "name": [ { "id": "n1", "use": "usual", "family": "Hart", "given": [ "Zo\u00eb" ], "prefix": [ "Dr" ] } ],
  "gender": "female",
  "multipleBirthInteger": 1.10,
  "communication": [ { "language": { "coding": [ { "system": "urn:ietf:bcp:47", "code": "bfi" } ] } } ]
}"#;

/// The error of a text that cannot be read, with its place.
fn error(json: &[u8]) -> ownwords::Error {
    let read = Resource::parse(json).and_then(|resource| resource.read().map(|_| ()));
    let error = read.expect_err("it cannot be read");
    assert_eq!(error.kind(), ErrorKind::Format);
    assert!(error.position().is_some_and(|place| place.line.is_some()), "{error}");
    assert!(error.help().is_some());
    error
}

#[test]
fn a_message_cut_off_anywhere_is_an_error() {
    for end in 0..PATIENT.len() {
        let cut = &PATIENT.as_bytes()[..end];
        let error = error(cut);
        assert!(Message::parse(cut).is_err());
        let lines = PATIENT[..end].matches('\n').count() as u64 + 1;
        assert!(error.position().unwrap().line <= Some(lines), "{error}");
    }
    assert!(Resource::parse(PATIENT.as_bytes()).unwrap().read().is_ok());
}

#[test]
fn each_fault_has_its_own_words_and_its_place() {
    let cases: &[(&str, &str, u64, u64)] = &[
        (
            "{\"resourceType\":\"Patient\",\n \"x\": {\"a\":1,\"b\":2,\n\"a\":3}}",
            "an element stands twice",
            3,
            1,
        ),
        ("{\"resourceType\":\"Observation\"}", "this resource is none about a person", 1, 17),
        ("{\n\"id\":\"1\"}", "this has no `resourceType`", 1, 1),
        ("[]", "this has no `resourceType`", 1, 1),
        ("{\"resourceType\":\"Patient\",\"name\":\"Zoë\"}", "an element is not of the type", 1, 34),
        ("{\"resourceType\":\"Patient\",\"name\":[{\"family\":7}]}", "an element is not of the type", 1, 45),
        ("{\"resourceType\":\"Patient\",\"gender\":{}}", "an element is not of the type", 1, 36),
        ("{\"resourceType\":\"Patient\",\n\"id\":\"\\ud800\"}", "this is no text", 2, 6),
        ("{\"resourceType\":\"Patient\"} {}", "this is not JSON", 1, 28),
        ("{\"resourceType\":\"Patient\",}", "this is not JSON", 1, 27),
    ];
    for (json, message, line, column) in cases {
        let error = error(json.as_bytes());
        assert!(error.message().starts_with(message), "{json}: {error}");
        let place = error.position().unwrap();
        assert_eq!((place.line, place.column), (Some(*line), Some(*column)), "{json}: {error}");
    }
    assert!(
        error(b"{\"resourceType\":\"Patient\",\n\"id\":\"\xFF\"}").message().starts_with("this is not UTF-8")
    );
}

#[test]
fn what_is_too_deep_or_too_long_is_refused() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        for levels in [63, 64, 1_000, 100_000] {
            let deep = format!("{}1{}", open.repeat(levels), close.repeat(levels));
            let json = format!("{{\"resourceType\":\"Patient\",\"x\":{deep}}}");
            match Resource::parse(json.as_bytes()) {
                Ok(_) => assert_eq!(levels, 63),
                Err(_) if levels > 63 => assert!(error(json.as_bytes()).message().contains("deeper")),
                Err(error) => panic!("{levels}: {error}"),
            }
        }
        let unclosed = format!("{{\"resourceType\":\"Patient\",\"x\":{}", open.repeat(1 << 20));
        error(unclosed.as_bytes());
    }
    let long = format!("{{\"resourceType\":\"Patient\",\"id\":\"{}\"}}", "x".repeat(LONGEST));
    assert!(error(long.as_bytes()).message().contains("longer than 16 MiB"));
    let many: String = (0..200_000).map(|number| format!(",\"x{number}\":{number}")).collect();
    let json = format!("{{\"resourceType\":\"Patient\"{many}}}");
    assert!(Resource::parse(json.as_bytes()).unwrap().read().is_ok());
    let twice = format!("{{\"resourceType\":\"Patient\"{many},\"x77\":1}}");
    assert_eq!(error(twice.as_bytes()).message(), "an element stands twice");
}

#[test]
fn xml_becomes_the_json_of_the_same_or_an_error_with_its_place() {
    let of = |inside: &str| {
        let xml = format!(
            "<?xml version=\"1.0\"?>\n<Patient xmlns=\"http://hl7.org/fhir\">{inside}</Patient>\n<!-- end -->"
        );
        Resource::from_xml(xml.as_bytes()).map(|read| read.as_str().to_owned())
    };
    let cases = [
        (
            "<birthDate value=\"2021\"><extension url=\"x\"><valueDecimal value=\"1.10\"/></extension></birthDate>",
            r#""birthDate":"2021","_birthDate":{"extension":[{"url":"x","valueDecimal":1.10}]}"#,
        ),
        (
            "<name><given value=\"A\"/><given><extension url=\"x\"/></given><given value=\"&amp;&#x41;\"/></name>",
            r#""name":[{"given":["A",null,"&A"],"_given":[null,{"extension":[{"url":"x"}]},null]}]"#,
        ),
        (
            "<contact><name><family value=\"Hart\"/></name></contact><active value=\"true\"/>",
            r#""contact":[{"name":{"family":"Hart"}}],"active":true"#,
        ),
        (
            "<text><status value=\"x\"/><div xmlns=\"y\"><b>Zo</b>&#160;</div></text>",
            r#""text":{"status":"x","div":"<div xmlns=\"y\"><b>Zo</b>&#160;</div>"}"#,
        ),
        (
            "<contained><Patient><active value=\"maybe\"/></Patient></contained>",
            r#""contained":[{"resourceType":"Patient","active":"maybe"}]"#,
        ),
    ];
    for (xml, json) in cases {
        assert_eq!(of(xml).unwrap(), format!("{{\"resourceType\":\"Patient\",{json}}}"));
    }
    for broken in [
        "<a>",
        "</a>",
        "text",
        "<a b=\"1\"/>",
        "<f:a/>",
        "<a value=\"1\" value=\"2\"/>",
        "&x;",
        "<a value=\"&x;\"/>",
        "<![CDATA[x]]>",
    ] {
        let error = of(broken).unwrap_err();
        assert!(error.position().is_some() && error.kind() == ErrorKind::Format, "{broken}: {error}");
    }
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><Patient xmlns=\"http://hl7.org/fhir\"/>";
    assert!(Resource::from_xml(bomb.as_bytes()).unwrap_err().message().contains("document type"));
    assert!(of(&"<a>".repeat(100_000)).unwrap_err().message().contains("deeper"));
    let many: String = (0..100_000).map(|number| format!("<x{number} value=\"1\"/>")).collect();
    assert!(of(&many).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any bytes, and a record with some of its bytes changed.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in strategies::arbitrary_bytes(), place in any::<prop::sample::Index>()) {
        let place = place.index(PATIENT.len());
        let mut damaged = PATIENT.as_bytes().to_vec();
        damaged.splice(place..(place + bytes.len()).min(PATIENT.len()), bytes.iter().copied());
        for input in [bytes, damaged] {
            if let Err(error) = Resource::from_xml(&input) {
                prop_assert!(error.position().is_some());
            }
            match Message::parse(&input) {
                Err(error) => prop_assert!(error.position().is_some()),
                Ok(message) => for person in message.people {
                    if let Err(error) = person.read() {
                        prop_assert!(error.position().is_some());
                    }
                },
            }
        }
    }

    /// No error quotes a value.
    #[test]
    fn no_error_tells_a_name(name in strategies::name_like(), place in any::<prop::sample::Index>()) {
        let canary = format!("canary{name}");
        let json = PATIENT.replace("Hart", &canary);
        let mut end = place.index(json.len());
        while !json.is_char_boundary(end) {
            end -= 1;
        }
        let error = error(&json.as_bytes()[..end]);
        let debug = format!("{error:?}");
        prop_assert!(!error.to_string().contains("canary") && !debug.contains("canary"));
    }
}
