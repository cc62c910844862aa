//! What is told of whole columns, because no row of them could tell alone.

use ownwords::audit::{Options, audit};

use super::findings;

/// What is said of whole columns: rule, field and evidence.
fn told(file: &str) -> Vec<String> {
    let mut said = Vec::new();
    let mut take = |finding: ownwords::rules::Finding| {
        if finding.row == 0 {
            let field = finding.field.map_or("", |field| field.key());
            said.push(format!("{} {field}: {}", finding.rule.id, finding.suggestion.unwrap_or_default()));
        }
        Ok(())
    };
    audit(file.as_bytes(), "test", Options::default(), &mut take).unwrap();
    said
}

fn column<T: AsRef<str>>(name: &str, cells: impl IntoIterator<Item = T>) -> String {
    cells.into_iter().fold(format!("{name}\n"), |file, cell| file + cell.as_ref() + "\n")
}

#[test]
fn a_system_that_writes_capitals_is_told_of_its_column() {
    let of = |capitals: usize, both: usize| {
        let names = vec!["MCDONALD"; capitals].into_iter().chain(vec!["McDonald"; both]);
        told(&column("surname", names))
    };
    assert_eq!(
        of(30, 10),
        ["OW-NAM-011 family_name: 30 of 40 names of three letters or more are in capitals"]
    );
    assert_eq!(of(19, 0), [""; 0]);
    assert_eq!(of(30, 31), [""; 0]);
    // Short names tell nothing, nor do scripts without case.
    for name in ["NG", "O", "김민준", "محمد", "अमित"] {
        assert_eq!(told(&column("surname", vec![name; 100])), [""; 0], "{name}");
    }
    assert_eq!(told(&column("surname", vec!["NGUYỄN"; 20])).len(), 1);
    // What follows an apostrophe or a small first letter is looked at as well.
    assert_eq!(told(&column("surname", ["O'Brien", "dE LA CRUZ", "X Æ a-12"].repeat(20))), [""; 0]);
}

#[test]
fn names_that_end_at_a_limit_are_told_of_their_column() {
    let named = |length: usize| "Ab".to_owned() + &"c".repeat(length - 2);
    let of = |lengths: &[usize]| told(&column("given_name", lengths.iter().map(|length| named(*length))));
    for limit in [30, 35, 40, 70] {
        let cut = format!(
            "OW-NAM-012 given_name: 20 names have exactly {limit} characters, none has more, and at most 1 have any of the 3 \
             lengths below"
        );
        assert_eq!(of(&[vec![limit; 20], vec![limit - 1, 5, 8]].concat()), [cut]);
        // Fewer; a longer one; as many below; another length.
        assert_eq!(of(&[limit; 19]), [""; 0]);
        assert_eq!(of(&[vec![limit; 50], vec![limit + 1]].concat()), [""; 0]);
        assert_eq!(of(&[vec![limit; 30], vec![limit - 3; 10]].concat()), [""; 0]);
        assert_eq!(of(&[limit - 1; 50]), [""; 0]);
    }
    // Characters and not bytes are counted.
    assert_eq!(told(&column("given_name", vec!["é".repeat(35); 20])).len(), 1);
    assert_eq!(told(&column("given_name", vec!["é".repeat(15); 20])), [""; 0]);
}

#[test]
fn numbers_for_tests_are_told_where_others_are_peoples() {
    // The number of the Data Dictionary's own example.
    let people = ["4010232137"; 3];
    let file = column("nhs_number", people.into_iter().chain(["9990000018", "9990000026"]));
    assert_eq!(told(&file), ["OW-NUM-002 nhs_number: 2 of 5 sound numbers are of the range for tests"]);
    assert_eq!(told(&column("nhs_number", ["9990000018", "9990000026"])), [""; 0]);
    assert_eq!(told(&column("nhs_number", people)), [""; 0]);
    // A number that is none is found as that.
    assert_eq!(
        findings(column("nhs_number", ["4010232137", "9990000019"]).as_bytes()),
        ["OW-NUM-001 2 nhs_number"]
    );
}

#[test]
fn a_default_that_fills_the_column_is_told() {
    let of = |field: &str, default: &str, count: usize, other: &str, others: usize| {
        told(&column(field, vec![default; count].into_iter().chain(vec![other; others])))
    };
    let both = |said: &[String]| said.iter().filter(|said| said.starts_with("OW-COD-015")).count();
    assert_eq!(both(&of("ethnic_category", "99", 30, "A", 90)), 1);
    assert_eq!(both(&of("ethnic_category", "99", 30, "A", 91)), 0);
    assert_eq!(both(&of("ethnic_category", "99", 29, "A", 10)), 0);
    assert_eq!(both(&of("ethnic_category", "Z", 300, "A", 10)), 0);
    assert_eq!(both(&of("sexual_orientation", "9", 30, "1", 10)), 1);
    assert_eq!(both(&of("sexual_orientation", "U", 30, "1", 10)), 0);
    // Of another list, nothing is known of its element's default.
    let options = Options::default().with_system("ethnicity", "hes-ethnos").unwrap();
    let file = column("ethnic_category", vec!["99"; 60]);
    audit(file.as_bytes(), "test", options, &mut |finding| {
        assert_ne!(finding.rule.id, "OW-COD-015");
        Ok(())
    })
    .unwrap();
}

#[test]
fn one_absence_code_for_all_is_told() {
    let of = |declined: usize, not_known: usize| {
        let codes = vec!["Z"; declined].into_iter().chain(vec!["99"; not_known]).chain(vec!["A"; 500]);
        told(&column("ethnic_category", codes))
    };
    assert_eq!(
        of(30, 0),
        [
            "OW-COD-016 ethnic_category: 30 rows hold the code of who declined, and none one of who is not known"
        ]
    );
    assert_eq!(of(0, 30).len(), 1);
    assert_eq!(of(29, 0), [""; 0]);
    assert_eq!(of(400, 1), [""; 0]);
}

#[test]
fn a_column_of_two_lists_is_told() {
    let said = told(&column("ethnicity", ["A", "B", "K", "WBRI"]));
    assert_eq!(said.len(), 2, "{said:?}");
    let mixed = "OW-COD-017 ethnic_category: two lists together hold all of the codes: `";
    assert!(said[1].starts_with(mixed), "{said:?}");
    assert!(!said.concat().contains("WBRI"), "{said:?}");
    assert!(told(&column("ethnicity", ["A", "B", "K"])).iter().all(|said| said.starts_with("OW-COD-012")));
}

#[test]
fn a_column_of_observations_is_told() {
    let said = told(&column("ethnicity", ["IC1", "IC4", "IC4"]));
    assert!(
        said.contains(
            &"OW-COD-014 ethnic_category: 3 rows hold codes that only lists of observations have".to_owned()
        ),
        "{said:?}"
    );
}

/// A message names the list of each code, or its segment does; what its codes tell together is told of it as of a table.
#[test]
fn messages_are_told_of_as_tables_are() {
    let patients = |codes: &[&str], system: &str| {
        let one = |code: &&str| {
            format!(
                "{{\"resourceType\":\"Patient\",\"extension\":[{{\"url\":\"https://fhir.hl7.org.uk/StructureDefinition/\
                 Extension-UKCore-EthnicCategory\",\"valueCodeableConcept\":{{\"coding\":[{{\"system\":\"{system}\",\
                 \"code\":\"{code}\"}}]}}}}],\"name\":[{{\"use\":\"usual\",\"family\":\"KHAN\"}}]}}\n"
            )
        };
        codes.iter().map(one).collect::<String>()
    };
    let messages = |codes: &[&str]| {
        let one = |code: &&str| {
            format!("MSH|^~\\&|||||20260301||ADT^A28|1|P|2.4\rPID|1||||KHAN^A|||||||||||||||||{code}\r")
        };
        codes.iter().map(one).collect::<String>()
    };
    let england = "https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryEngland";
    let declined =
        "OW-COD-016 ethnic_category: 40 rows hold the code of who declined, and none one of who is not known";
    let capitals = "OW-NAM-011 family_name: 60 of 60 names of three letters or more are in capitals";
    let codes = [vec!["Z"; 40], vec!["A"; 20]].concat();
    assert_eq!(told(&patients(&codes, england)), [declined, capitals]);
    assert_eq!(told(&messages(&codes)), [declined, capitals]);
    let codes = [vec!["99"; 20], vec!["Z"; 1], vec!["99"; 20], vec!["A"; 19]].concat();
    let default = "OW-COD-015 ethnic_category: 40 of 60 rows with a code hold the default";
    assert_eq!(told(&messages(&codes)), [default, capitals]);
}
