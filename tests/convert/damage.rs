//! What is no record, or no side file: an error with its place, and nothing that could be taken for a whole file.

use ownwords::wire::convert::side::Reader;
use ownwords::wire::convert::{LONGEST, Settings};
use ownwords::{ErrorKind, Purpose};

use crate::formats::{all, choice, run, source, taken_back};

const PATIENT: &str = r#"{"resourceType":"Patient","id":"1","name":[{"use":"usual","text":"Zoë Hart"}]}"#;
const MESSAGE: &str = "MSH|^~\\&|pas|||||ADT^A08||7|P|2.4\rPID|1||7||Hart^Zoe\r";

/// Reads an input in a format, and gives its error; there is one.
fn error(format: &str, input: &[u8]) -> String {
    let from = all().into_iter().find(|one| one.format == format).unwrap();
    let to = Settings::of("storage");
    let error = run(&from, &to, choice(&to, Purpose::Letter), input).err();
    let error = error.unwrap_or_else(|| panic!("{format}: it was read"));
    assert_eq!(error.kind(), ErrorKind::Format, "{error}");
    let position = error.position().unwrap_or_else(|| panic!("{format}: without a place: {error}"));
    assert!(position.line.is_some() || position.byte.is_some(), "{error}");
    for name in ["Zoë", "Zoe", "Hart"] {
        assert!(!error.to_string().contains(name), "{error}");
    }
    error.to_string()
}

#[test]
fn json_that_is_none_is_an_error_with_its_place() {
    let two = format!("{PATIENT}\n\n {PATIENT}\n");
    for (input, starts, says) in [
        (two[..two.len() - 10].to_owned(), "line 3, column", "ends before it is complete"),
        (
            two.replacen("\"id\":\"1\"", "\"id\":\"1\",\"id\":\"2\"", 2),
            "line 1, column 36",
            "an element stands twice",
        ),
        (format!("{PATIENT}\n[{PATIENT}]\n"), "line 2, column 1", "a JSON array"),
        (format!("{PATIENT}\nPatient\n"), "line 2, column 1", "no record begins here"),
        (
            format!("{PATIENT}\n{{\"resourceType\":\"Observation\"}}\n"),
            "row 2, line 2, column 17",
            "none about a person",
        ),
        (format!("{PATIENT}\n{{\"id\":\"1\"}}\n"), "row 2, line 2, column 1", "no `resourceType`"),
        (format!("{PATIENT}\n{{\"resourceType\":\"Patient\",}}\n"), "line 2", "this is not JSON"),
        (
            format!("{PATIENT}\n{{\"resourceType\":\"Patient\",\"name\":{{}}}}\n"),
            "row 2, line 2, column 34",
            "type that FHIR gives",
        ),
        (
            format!("{{\"a\":{}1{}}}", "[".repeat(100), "]".repeat(100)),
            "line 1, column",
            "deeper in each other",
        ),
        ("{\"a\":".repeat(100_000), "line 1, column 500001", "ends before it is complete"),
        (format!("{{\"a\":\"{}\"}}", "x".repeat(LONGEST)), "line 1, column 1", "longer than 16 MiB"),
        ("\u{feff}".to_owned() + "x", "line 1, column 2", "no record begins here"),
    ] {
        let said = error("fhir", input.as_bytes());
        let shown: String = input.chars().take(60).collect();
        assert!(said.starts_with(starts) && said.contains(says), "{shown}: {said}");
    }
    assert!(error("fhir", b"\xFF\xFE{\0").contains("UTF-16"));
    let latin = [&PATIENT.as_bytes()[..60], b"\xEB\"}]}"].concat();
    assert!(error("fhir", &latin).contains("not UTF-8"));
}

#[test]
fn a_bundle_that_is_none_is_an_error_with_its_place() {
    let entry = format!("{{\"resource\":{PATIENT}}}");
    for (input, starts, says) in [
        (
            format!("{{\"resourceType\":\"Bundle\",\"entry\":[{entry},"),
            "line 1",
            "ends before it is complete",
        ),
        (format!("{{\"resourceType\":\"Bundle\",\"entry\":[{entry}{entry}]}}"), "line 1", "this is not JSON"),
        (format!("{{\"resourceType\":\"Bundle\",\"entry\":[{entry},]}}"), "line 1", "this is not JSON"),
        ("{\"resourceType\":\"Bundle\",\n\"entry\":[7]}".to_owned(), "line 2, column 10", "this is not JSON"),
        (format!("{{\"resourceType\":\"List\",\"entry\":[{entry}]}}"), "line 1, column 1", "only a Bundle"),
        (
            format!("{{\"resourceType\":\"Bundle\",\"entry\":[{entry}],\"entry\":[]}}"),
            "line 1",
            "stands twice",
        ),
        (
            format!(
                "{{\"resourceType\":\"Bundle\",\"entry\":[{{\"resource\":{PATIENT},\"resource\":{PATIENT}}}]}}"
            ),
            "line 1",
            "stands twice",
        ),
        (
            format!("{{\"resourceType\":\"Bundle\",\"entry\":[{{\"re\\u0073ource\":{PATIENT}}}]}}"),
            "line 1",
            "with escapes",
        ),
        (format!("{{\"resourceType\":\"Bundle\",\"ent\\u0072y\":[{entry}]}}"), "line 1", "with escapes"),
        (
            "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{}}]}".to_owned(),
            "line 1, column 47",
            "no `resourceType`",
        ),
    ] {
        let said = error("fhir", input.as_bytes());
        assert!(said.starts_with(starts) && said.contains(says), "{input}: {said}");
    }
}

#[test]
fn a_record_that_is_none_is_an_error_with_its_place() {
    let storage = all().into_iter().find(|one| one.format == "storage").unwrap();
    let line = source(&storage, &[ownwords::Demographics::not_asked()]);
    let line = String::from_utf8(line).unwrap();
    for (input, starts, says) in [
        (line.replace("record/1", "record/9"), "row 1, line 1", "record in the form"),
        (
            format!("{line}{}", line.replace("\"languages\"", "\"tongues\"")),
            "row 2, line 2",
            "no record in the storage form",
        ),
        (line.replace("{\"format\"", "{\"format\":\"x\",\"format\""), "row 1, line 1", "stands twice"),
    ] {
        let said = error("storage", input.as_bytes());
        assert!(said.starts_with(starts) && said.contains(says), "{said}");
    }
}

#[test]
fn a_message_that_is_none_is_an_error_with_its_place() {
    let feeds = "\n".repeat(3);
    for (input, starts, says) in [
        (b"PID|1||7||Hart^Zoe\r".to_vec(), "line 1", "belong to no message"),
        ([MESSAGE.as_bytes(), b"\x1C\rleft over\r"].concat(), "line 1", "belong to no message"),
        ([MESSAGE.as_bytes(), b"left over\r"].concat(), "row 1, byte 53", "no segment"),
        ([MESSAGE.as_bytes(), b"MSH^~\\&|\rPID|1\r"].concat(), "row 2, byte", ""),
        (b"MSH|^~\\&|pas\rEVN|A08\r".to_vec(), "row 1", "no PID segment"),
        (MESSAGE.replace("Zoe", "Zo\u{eb}").into_bytes(), "row 1, byte", "look like `UNICODE UTF-8`"),
        (
            [feeds.as_bytes(), MESSAGE.as_bytes(), &vec![b'x'; LONGEST + 1]].concat(),
            "line 4",
            "longer than 16 MiB",
        ),
    ] {
        let said = error("hl7", &input);
        let shown = String::from_utf8_lossy(&input[..input.len().min(80)]).into_owned();
        assert!(said.starts_with(starts) && said.contains(says), "{shown}: {said}");
    }
}

#[test]
fn a_table_that_is_none_is_an_error_with_its_place() {
    let head = "PAS_ID;NAME;ETHNIC_CATEGORY;RELIGION\r\n";
    for (input, says) in [
        (head.replace(';', ","), "PAS_ID"),
        (format!("{head}7;\"Zoe Hart;K;\r\n"), "never closed"),
        ("PAS_ID;NAME\r\n7;Zoe Hart\r\n".to_owned(), "ETHNIC_CATEGORY"),
        (format!("{head}7;\"{}", "x".repeat(LONGEST + 10)), "never closed"),
    ] {
        let said = error("csv", input.as_bytes());
        assert!(said.contains(says), "{said}");
    }
}

/// A side file with one byte changed or cut off anywhere, or of another run, gives an error that says so.
#[test]
fn l7_a_damaged_side_file_is_an_error() {
    let (from, to) = (Settings::of("fhir"), Settings::of("storage"));
    let done = run(&from, &to, choice(&to, Purpose::Letter), format!("{PATIENT}\n").as_bytes()).unwrap();
    assert_eq!(taken_back(&done.side, &done.target).unwrap().1.untouched, 1);
    for place in 0..done.side.len() {
        let mut changed = done.side.clone();
        changed[place] ^= 1;
        let error = taken_back(&changed, &done.target).expect_err("a changed byte");
        assert!(error.position().is_some_and(|place| place.line.is_some()), "byte {place}: {error}");
        let error = taken_back(&done.side[..place], &done.target).expect_err("cut short");
        assert!(error.message().contains("side file"), "byte {place}: {error}");
    }
    let error = Reader::begin(&b""[..]).unwrap_err();
    assert!(error.message().contains("nothing"));
    let behind = [&done.side[..], b"{}\n"].concat();
    assert!(taken_back(&behind, &done.target).unwrap_err().message().contains("behind the end"));
}

#[test]
fn a_side_file_of_another_run_is_an_error() {
    let (from, to) = (Settings::of("fhir"), Settings { ..Settings::of("hl7") });
    let one = run(&from, &to, choice(&to, Purpose::Letter), PATIENT.as_bytes()).unwrap();
    let other = PATIENT.replace("\"id\":\"1\"", "\"id\":\"2\"");
    let other = run(&from, &to, choice(&to, Purpose::Letter), other.as_bytes()).unwrap();
    let error = taken_back(&one.side, &other.target).unwrap_err();
    assert!(error.message().contains("no record of the target"), "{error}");
    let error = taken_back(&one.side, b"").unwrap_err();
    assert!(error.help().unwrap().contains("another conversion"), "{error}");
}
