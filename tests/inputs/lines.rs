//! NDJSON: one flat object a line.

use ownwords::audit::{InputFormat, Options, WriteIns, audit};
use ownwords::rules::RecordField;
use ownwords::wire::columns::{Column, ColumnMap, Holds, Shape};
use ownwords::{Sealed, SealedPurpose};
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
    // A key that is missing holds nothing, as an empty cell does, whichever line it is that lacks it.
    for rotation in 0..RECORDS.len() {
        let without = |row: usize| {
            let is_there = |place: &usize| row == rotation || !RECORDS[row][*place].is_empty();
            all.iter().copied().filter(is_there).collect()
        };
        assert_same(&lines(without), Options::default());
    }
    assert_same(
        &lines(|row| all.iter().copied().filter(|place| !RECORDS[row][*place].is_empty()).collect()),
        Options::default(),
    );
}

/// What is said of an input, whose first line may lack any key, is what is said of it behind a line that has all of them.
#[test]
fn a_key_counts_by_its_name_whichever_line_has_it_first() {
    let whole = "{\"family_name\":null,\"ethnicity\":null,\"language\":null,\"updated\":null,\"ethnicity_own_words\":null,\"former_name\":null,\"known_as\":null}\n";
    let purpose = SealedPurpose::because(Sealed::Former, "names that a feed brought back").unwrap();
    let options = Options::default().with_former_names(&purpose).unwrap();
    let late = [
        r#"{"ethnicity":"B","language":"q4","ethnicity_own_words":"Somali","updated":"2026-03-01"}"#,
        r#"{"id":3,"updated":"2026-04-01","ethnicity":"L1","former_name":"Adam","known_as":"Adam"}"#,
        r#"{"ethnicity":"B","updated":"2026-03-09","family_name":"UNKNOWN"}"#,
    ];
    let late = late.join("\n");
    for first in [
        "{}",
        "{\"id\":1}",
        "{\"id\":1,\"ward\":\"Nuñez\"}",
        "{\"surname\":\"Ali\"}",
        "{\"language\":\"cy\"}",
    ] {
        let (found, counts, summary) = said(format!("{first}\n{late}\n").as_bytes(), options.clone());
        let (mut expected, _, whole) = said(format!("{whole}{first}\n{late}\n").as_bytes(), options.clone());
        // One record more, and before all.
        for one in &mut expected {
            let mut parts = one.splitn(3, ' ').map(str::to_owned).collect::<Vec<_>>();
            let row: u64 = parts[1].parse().unwrap();
            parts[1] = row.saturating_sub(1).to_string();
            *one = parts.join(" ");
        }
        assert_eq!(found, expected, "{first}");
        assert!(
            found.iter().any(|one| one.starts_with("OW-COD-010 0") || one.contains(" 0 ethnic_category")),
            "{found:?}"
        );
        assert!(found.iter().any(|one| one.starts_with("OW-NAM-015")), "{found:?}");
        for (field, [missing, answers @ ..]) in counts {
            let expected = whole.field(field);
            let [valid, declined, unknown, invalid] = answers;
            assert_eq!(
                (missing + 1, valid, declined),
                (expected.missing, expected.valid, expected.declined),
                "{field}"
            );
            assert_eq!((unknown, invalid), (expected.unknown, expected.invalid), "{field}");
            assert_eq!(summary.has_field(field), whole.has_field(field), "{first}: {field}");
        }
        assert_eq!(summary.months(), whole.months());
        assert_eq!(summary.write_ins().map(WriteIns::rows), Some(1));
        assert_eq!(summary.codes(RecordField::EthnicCategory).counts().len(), 2);
    }
}

/// Codes under a name that tells their list are of that list, beside others that are of none.
#[test]
fn a_later_name_tells_the_list_of_its_codes_too() {
    for (first, others) in [("{\"id\":1}", 1), ("{\"ethnicity\":\"ROMA\"}", 0)] {
        let input = format!(
            "{first}\n{{\"ethnic_category\":\"K\"}}\n{{\"ethnicity\":\"ROMA\"}}\n{{\"Ethnic Category\":\"h\"}}\n"
        );
        let (found, _, summary) = said(input.as_bytes(), Options::default());
        assert!(found.contains(&"OW-COD-002 4 ethnic_category".to_owned()), "{found:?}");
        let codes = summary.codes(RecordField::EthnicCategory);
        let lists: Vec<_> =
            codes.counts().iter().map(|count| (count.code().to_owned(), count.list())).collect();
        assert!(lists.contains(&("K".to_owned(), Some("nhs-ethnic-category-2001"))), "{lists:?}");
        assert_eq!(summary.source().unwrap().to_string().contains("other key"), others > 0);
        let named = Options::default().with_system("ethnicity", "nhs-ethnic-category-2001").unwrap();
        assert!(said(input.replace("ROMA", "B").as_bytes(), named).0.len() == 1);
    }
}

#[test]
fn two_keys_of_one_line_for_one_field_are_an_error_with_the_line() {
    for (first, line) in [
        ("{\"id\":1}", "{\"surname\":\"Khan\",\"id\":2,\"Last Name\":\"Khan\"}"),
        ("{\"surname\":\"Ali\"}", "{\"family_name\":\"Khan\",\"surname\":\"Khan\"}"),
        ("{\"id\":1}", "{\"ethnicity\":\"B\",\"ethnic_category\":\"Khan\"}"),
        ("{\"ethnic_category\":\"B\"}", "{\"ethnicity\":\"Khan\"}"),
    ] {
        let input = format!("{first}\n\n{line}\n{line}\n");
        let stopped = audit(input.as_bytes(), "test", Options::default(), &mut |_| Ok(())).unwrap_err();
        assert!(stopped.error().message().contains("two columns are both the"), "{stopped}");
        assert_eq!(stopped.error().position().and_then(|place| place.line), Some(3), "{stopped}");
        assert_eq!(stopped.so_far().rows(), 1);
        assert!(!stopped.to_string().contains("Khan"), "{stopped}");
    }
    // One or the other is the same.
    let input = b"{\"surname\":\"Ali\"}\n{\"family_name\":\"UNKNOWN\"}\n";
    assert_eq!(said(input, Options::default()).0, ["OW-NAM-004 2 family_name"]);
}

#[test]
fn keys_of_a_column_map_may_come_later() {
    let columns = vec![
        Column::named("sn", Holds::of("name.chosen.family", None, None, None).unwrap()),
        Column::named("eth", Holds::of("ethnicity", Some("nhs-ethnic-category-2001"), None, None).unwrap()),
    ];
    let options = Options::default().with_columns(ColumnMap::of(Shape::default(), true, columns).unwrap());
    let input =
        b"{\"id\":1}\n{\"eth\":\"h\",\"surname\":\"UNKNOWN\"}\n{\"id\":2,\"updated\":\"2026-02-30\"}\n";
    let (found, _, summary) = said(input, options.clone());
    assert_eq!(found, ["OW-COD-002 2 ethnic_category", "OW-DAT-001 3 updated"]);
    let held = |field| summary.has_field(field);
    assert!(
        held(RecordField::EthnicCategory) && held(RecordField::Updated) && !held(RecordField::FamilyName)
    );
    assert_eq!(
        summary.source().unwrap().to_string(),
        "JSON, an object a line; 2 other keys were not audited"
    );
    let stopped =
        audit(&b"{\"id\":1}\n{\"surname\":\"Khan\"}\n"[..], "test", options, &mut |_| Ok(())).unwrap_err();
    assert!(stopped.error().message().contains("no object has a key that the column map names"), "{stopped}");
}

#[test]
fn an_input_without_a_known_key_is_told_so_at_its_end() {
    let stopped =
        audit(&b"{\"id\":1}\n{\"ward\":2}\n"[..], "test", Options::default(), &mut |_| Ok(())).unwrap_err();
    let (said, help) = (stopped.error().message(), stopped.error().help().unwrap());
    assert!(
        said.contains("no object has a key with a known name") && help.contains("column map"),
        "{stopped}"
    );
    assert!(stopped.error().position().unwrap().line.is_none(), "{stopped}");
    let stopped =
        audit(&b"{\"language\":[\"en\"]}\n"[..], "test", Options::default(), &mut |_| Ok(())).unwrap_err();
    assert!(stopped.error().message().contains("parts of their own"), "{stopped}");
}

#[test]
fn numbers_are_as_they_are_written_and_what_has_parts_is_not_read() {
    let input: &[u8] =
        b"{\"nhs_number\": 9990000018, \"surname\": null, \"language\": [\"q4\"], \"ward\": {\"a\": 1}}\n\n\
                  {\"nhs_number\": 9990000019, \"more\": true, \"surname\": \"Nguy\\u1EC5n\"}\n";
    let (found, _, summary) = said(input, Options::default());
    assert_eq!(found, ["OW-NUM-001 2 nhs_number"]);
    assert_eq!(
        summary.source().unwrap().to_string(),
        "JSON, an object a line; 2 other keys were not audited; 1 value was not read, because it has parts of its own"
    );
    // The field is in the file once something can be read of it.
    assert!(!summary.has_field(RecordField::Language) && summary.has_field(RecordField::FamilyName));
    let more =
        [input, &b"{\"language\":{\"code\":\"cy\"},\"known_as\":[]}\n{\"language\":null}\n"[..]].concat();
    let (_, _, summary) = said(&more, Options::default());
    assert!(summary.has_field(RecordField::Language) && !summary.has_field(RecordField::ChosenName));
    assert!(
        summary.source().unwrap().to_string().contains("3 values were not read, because they have parts")
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
