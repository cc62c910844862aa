//! What stands in a record is nowhere in what is said of it, unless it was asked for.

use std::fmt::Write;

use ownwords::audit::report::{json, terminal};
use ownwords::audit::{Options, audit};

/// Stands in every cell below.
const CANARY: &str = "Zqxjcanary";

/// Everything that an audit says: its findings, its summary, its error, and both reports.
fn everything_said(input: &[u8], options: Options) -> String {
    let mut said = String::new();
    let mut report = json::Report::begin(Vec::new()).unwrap();
    report.begin_file("test").unwrap();
    let outcome = audit(input, "test", options, &mut |finding| {
        write!(said, "{finding:?}").unwrap();
        report.finding(&finding)
    });
    let (summary, error) = match outcome {
        Ok(summary) => (summary, None),
        Err(stopped) => {
            write!(said, "{stopped} {stopped:?}").unwrap();
            let (error, summary) = stopped.into_parts();
            write!(said, "{error} {error:?} {error:#?}").unwrap();
            (summary, Some(error))
        }
    };
    write!(said, "{summary:?}").unwrap();
    report.end_file(&summary, error.as_ref()).unwrap();
    said.push_str(&String::from_utf8(report.end().unwrap()).unwrap());
    let mut text = Vec::new();
    terminal::write(&mut text, &summary, error.as_ref()).unwrap();
    said.push_str(&String::from_utf8(text).unwrap());
    said
}

const HEADER: &str = "nhs_number,family_name,given_name,chosen_name,date_of_birth,ethnic_category,language,sexual_orientation,updated,ward";

/// Inputs of every kind with the canary in every value.
fn inputs() -> Vec<Vec<u8>> {
    let row = [CANARY; 10].join(",");
    let mut inputs = Vec::new();
    for cell in [
        "{}",
        " {} ",
        "{} ({})",
        "{}?a",
        "{}\u{202E}",
        "{}\0",
        "{}Ã©",
        "\u{FFFD}{}",
        "({})",
        "\"{}\n{}\"",
        "{}-{}",
        "{}_{}",
        "{} {}",
    ] {
        let cell = cell.replace("{}", CANARY);
        inputs.push(format!("{HEADER}\n{}\n{row}\n", [cell.as_str(); 10].join(",")).into_bytes());
    }
    for rows in [
        // Sound, ragged, with a quote never closed, and with bytes that are no text.
        row.clone(),
        format!("{row},{CANARY}\n{CANARY}\n"),
        format!("{row}\n\"{row}\n{row}\n"),
        format!("31/12/2020,{CANARY},,,31/12/2020,,,,31/12/2020{CANARY},\n"),
    ] {
        inputs.push(format!("{HEADER}\n{rows}").into_bytes());
    }
    inputs.push(
        [format!("{HEADER}\n{CANARY}").as_bytes(), b"\xEB,", format!("{CANARY}\n").as_bytes()].concat(),
    );
    // A file without a header, the first record of which is read as one.
    inputs.push(format!("{row}\n{row}\n").into_bytes());
    inputs.push(format!("{CANARY};{CANARY}\n\"{CANARY}\n").into_bytes());
    inputs.push(format!("surname,last_name,{CANARY}\n{CANARY},,\n").into_bytes());
    inputs.push(format!("[\"{CANARY}\"]").into_bytes());
    let sound = patient(CANARY);
    inputs.push(sound.clone().into_bytes());
    inputs.push(format!("{sound}\n{sound}\n").into_bytes());
    for cut in (10..sound.len()).step_by(3) {
        inputs.push(sound.as_bytes()[..cut].to_vec());
        inputs.push(format!("{sound}\n{}\n", &sound[..cut]).into_bytes());
    }
    // The canary where another type belongs, and in what is no element.
    for value in [
        format!("\"{CANARY}\""),
        format!("[\"{CANARY}\"]"),
        format!("{{\"{CANARY}\":\"{CANARY}\"}}"),
        format!("[{{\"{CANARY}\":1}}]"),
    ] {
        for element in [
            "meta",
            "extension",
            "identifier",
            "name",
            "communication",
            "birthDate",
            "resourceType",
            CANARY,
            "entry",
        ] {
            inputs.push(format!("{{\"resourceType\":\"Patient\",\"{element}\":{value}}}").into_bytes());
            inputs.push(format!("{{\"{element}\":{value},\"resourceType\":\"Patient\"}}").into_bytes());
            inputs.push(
                format!(
                    "{{\"resourceType\":\"Bundle\",\"entry\":[{{\"resource\":{{\"{element}\":{value}}}}}]}}"
                )
                .into_bytes(),
            );
        }
    }
    inputs
}

fn patient(value: &str) -> String {
    serde_json::json!({
        "resourceType": "Patient",
        "id": value,
        "meta": {"lastUpdated": value},
        "birthDate": value,
        "extension": [
            {"url": "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory",
             "valueCodeableConcept": {"coding": [{"system": value, "code": value, "display": value}]}},
            {"url": value, "valueString": value}
        ],
        "identifier": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": value}],
        "name": [
            {"use": "usual", "family": value, "given": [format!("{value} "), format!("({value})")], "text": value},
            {"use": "old", "family": value}, {"use": value, "family": value}
        ],
        "communication": [{"language": {"coding": [{"system": "urn:ietf:bcp:47", "code": value, "display": value}]}}]
    })
    .to_string()
}

#[test]
fn no_value_is_said() {
    for input in inputs() {
        let said = everything_said(&input, Options::default());
        let shown = String::from_utf8_lossy(&input);
        // Neither the canary nor its bytes, as `Debug` of bytes writes them.
        for canary in [
            CANARY.to_owned(),
            CANARY.to_uppercase(),
            CANARY.to_lowercase(),
            "90, 113, 120".to_owned(),
            "5a71786a".to_owned(),
        ] {
            assert!(!said.contains(&canary), "{canary} of\n{shown}\nin\n{said}");
        }
        assert!(!said.contains("31/12/2020") && !said.contains("2020-12-31"));
    }
}

#[test]
fn values_are_said_when_they_are_asked_for() {
    let input =
        format!("{HEADER}\n,,{CANARY}\u{202E}\u{1B}[2J ,,25/12/1961,,,,25/12/2020,\n,\u{80},,,,,,,,\n");
    let said = everything_said(input.as_bytes(), Options::default().showing_values());
    assert!(said.contains(CANARY) && said.contains("2020-12-25") && said.contains("1961-12-25"), "{said}");
    // On a terminal they are shown, not obeyed.
    assert!(said.contains("<U+202E><U+001B>[2J"), "{said}");
    let text_and_json = said.split_once("{\"format\"").unwrap().1;
    assert!(!text_and_json.contains(['\u{202E}', '\u{1B}']));
}
