//! NDJSON: one flat object a line.

use ownwords::audit::{InputFormat, Options, audit};
use serde_json::{Map, Value};

use super::{NAMES, RECORDS, assert_same, said};

fn lines(order: impl Fn(usize) -> Vec<usize>) -> Vec<u8> {
    let mut text = Vec::new();
    for (row, record) in RECORDS.iter().enumerate() {
        let members =
            order(row).into_iter().map(|place| (NAMES[place].to_owned(), Value::from(record[place])));
        text.extend(serde_json::to_vec(&members.collect::<Map<_, _>>()).unwrap());
        text.push(b'\n');
    }
    text
}

#[test]
fn objects_say_what_rows_say_in_any_order_of_keys() {
    let all: Vec<usize> = (0..NAMES.len()).collect();
    let summary = assert_same(&lines(|_| all.clone()), Options::default());
    assert_eq!(summary.source().unwrap().to_string(), "JSON, an object a line");
    let turned = |row: usize| all.iter().map(|place| (place + row) % NAMES.len()).collect();
    assert_same(&lines(turned), Options::default());
    // A key that is missing holds nothing, as an empty cell does.
    let without = |row: usize| {
        all.iter().copied().filter(|place| row == 0 || !RECORDS[row][*place].is_empty()).collect()
    };
    assert_same(&lines(without), Options::default());
}

#[test]
fn numbers_are_as_they_are_written_and_parts_are_of_no_field() {
    let input =
        b"{\"nhs_number\": 9990000018, \"surname\": null, \"language\": [\"q4\"], \"ward\": {\"a\": 1}}\n\n\
                  {\"nhs_number\": 9990000019, \"more\": true, \"surname\": \"Nguy\\u1EC5n\"}\n";
    let (found, _, summary) = said(input, Options::default());
    assert_eq!(found, ["OW-NUM-001 2 nhs_number"]);
    assert_eq!(
        summary.source().unwrap().to_string(),
        "JSON, an object a line; 2 other keys were not audited"
    );
}

#[test]
fn damage_is_an_error_with_its_line() {
    for (line, expected) in [
        ("{\"surname\": \"Khan\"", "ends before"),
        ("{\"surname\": \"Khan\", \"surname\": \"Ali\"}", "stands twice"),
        ("[1, 2]", "no JSON object"),
        ("{\"surname\": Khan}", "not JSON"),
        ("{\"surname\": \"Khan\"} {}", "not JSON"),
        ("{\"surname\": \"\\uD800\"}", "not JSON"),
    ] {
        let input = format!("{{\"surname\": \"Ali\"}}\n{line}\n");
        let stopped = audit(input.as_bytes(), "test", Options::default(), &mut |_| Ok(())).unwrap_err();
        assert!(stopped.error().message().contains(expected), "{line}: {stopped}");
        assert_eq!(stopped.error().position().and_then(|place| place.line), Some(2), "{stopped}");
        assert_eq!(stopped.so_far().rows(), 1);
        assert!(!stopped.to_string().contains("Khan"), "{stopped}");
    }
}

#[test]
fn fhir_is_told_from_other_objects_by_its_type() {
    let fhir = b"{\"resourceType\": \"Patient\"}\n{\"resourceType\": \"Patient\"}\n";
    assert_eq!(said(fhir, Options::default()).2.source().unwrap().format(), InputFormat::Fhir);
}

#[test]
fn what_is_no_object_a_line_is_told_how_to_become_one() {
    let pretty = "{\n  \"surname\": \"Khan\",\n  \"language\": \"ur\"\n}\n";
    let refused = |input: &str, options: Options| {
        let stopped = audit(input.as_bytes(), "test", options, &mut |_| Ok(())).unwrap_err();
        assert!(!stopped.to_string().contains("Khan"), "{stopped}");
        stopped.to_string()
    };
    let said = refused(pretty, Options::default());
    assert!(
        said.contains("no FHIR resource") && said.contains("flat JSON is read one object a line"),
        "{said}"
    );
    let said = refused(pretty, Options::default().reading(InputFormat::Fhir));
    assert!(said.contains("no FHIR resource") && !said.contains("flat JSON"), "{said}");
    let said = refused("{\"resourceType\":\"Patient\"}\n{\"surname\":\"Khan\"}\n", Options::default());
    assert!(said.contains("line 2") && !said.contains("flat JSON"), "{said}");
    let said = refused("{\"surname\":\"Ali\",\"surname\":\"Khan\"}\n", Options::default());
    assert!(said.contains("line 1") && said.contains("a key stands twice"), "{said}");
    let said = refused("[{\"surname\":\"Khan\"}]", Options::default());
    assert!(said.contains("flat JSON") && said.contains("write one object a line"), "{said}");
    let said = refused("[{\"resourceType\":\"Patient\"}]", Options::default());
    assert!(said.contains("write one resource a line"), "{said}");
}
