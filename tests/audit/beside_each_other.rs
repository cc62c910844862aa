//! What two cells of one record tell beside each other: former names, and two codes of one ethnicity.

use ownwords::audit::{Options, audit};
use ownwords::wire::columns::{Column, ColumnMap, Holds, Shape};
use ownwords::{Error, ErrorKind, Sealed, SealedPurpose};

fn found(file: &str, options: Options) -> Vec<String> {
    let mut found = Vec::new();
    audit(file.as_bytes(), "test", options, &mut |finding| {
        found.push(format!("{} {}", finding.rule.name, finding.row));
        Ok(())
    })
    .unwrap();
    found
}

fn with_former_names() -> Options {
    let purpose = SealedPurpose::because(Sealed::Former, "a test").unwrap();
    Options::default().with_former_names(&purpose).unwrap()
}

#[test]
fn a_former_name_as_chosen_is_found_only_with_a_purpose_for_it() {
    let file = "given_name,known_as,previous_forename\n\
                Ada,Adam,Adam\nAda,ADAM ,Adam\nAda,Ada,Adam\nAda Grace,Ada,Ada\nAda,Addie,\nAda,,Adam\n";
    let patient = |chosen: &str, former: &str| {
        format!(
            "{{\"resourceType\":\"Patient\",\"name\":[{{\"use\":\"usual\",\"family\":\"Hart\",\"given\":[\"Ada\"]}},\
             {{\"use\":\"nickname\",\"given\":[\"{chosen}\"]}},{{\"use\":\"{former}\",\"given\":[\"Adam\"]}}]}}\n"
        )
    };
    let fhir = [patient("Adam", "old"), patient("Addie", "old"), patient("Adam", "maiden")].concat();
    let message = |chosen: &str, former: &str| {
        format!(
            "MSH|^~\\&|||||20261126||ADT^A31|1|P|2.5\rPID|||||Hart^Ada^^^^^D~^{chosen}^^^^^N~Hart^Adam^^^^^{former}\r"
        )
    };
    let hl7 = [message("Adam", "NOUSE"), message("Addie", "NOUSE"), message("Adam", "M")].concat();
    assert_eq!(found(file, Options::default()), ["SpaceAroundName 2"]);
    for messages in [&fhir, &hl7] {
        assert_eq!(found(messages, Options::default()), [""; 0]);
        let expected = ["FormerNameAsChosen 1", "FormerNameAsChosen 3"];
        assert_eq!(found(messages, with_former_names()), expected);
    }
    let expected = ["FormerNameAsChosen 1", "SpaceAroundName 2", "FormerNameAsChosen 2"];
    assert_eq!(found(file, with_former_names()), expected);
    // No other sealed purpose will do.
    let purpose = SealedPurpose::because(Sealed::Legal, "a test").unwrap();
    let error = Options::default().with_former_names(&purpose).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Usage);
}

#[test]
fn a_run_with_former_names_finds_nothing_in_clean_names() {
    let rows = crate::clean_names::CLEAN_NAMES.iter().map(|(_, name)| format!("\"{name}\",,\"{name}\"\n"));
    let file = format!("given_name,known_as,former_given_name\n{}", rows.collect::<String>());
    assert_eq!(found(&file, with_former_names()), [""; 0]);
}

#[test]
fn codes_of_two_lists_contradict_where_no_heritage_fits_both() -> Result<(), Error> {
    let holds = |list| Holds::of("ethnicity", Some(list), None, None);
    let map = |lists: [&'static str; 2]| {
        let columns = vec![Column::named("A", holds(lists[0])?), Column::named("B", holds(lists[1])?)];
        ColumnMap::of(Shape::default(), true, columns)
    };
    let file = "A,B\nK,R\nK,K\nN,K\nZ,K\nK,99\nK,\n,K\nK,X9\nL,L\nR,R\n";
    let options = Options::default().with_columns(map(["nhs-ethnic-category-2001", "hes-ethnos"])?);
    assert_eq!(found(file, options), ["ContradictingCodes 1", "ContradictingCodes 3"]);
    // Two columns of one list are not told apart.
    let twice = map(["nhs-ethnic-category-2001", "nhs-ethnic-category-2001"]);
    let refused = twice.map(|map| {
        audit(file.as_bytes(), "test", Options::default().with_columns(map), &mut |_| Ok(())).is_err()
    });
    assert!(refused.unwrap_or(true));
    // In FHIR each coding names its list.
    let patient = |one: &str, other: &str| {
        let of = |nation: &str, code: &str| {
            format!(
                "{{\"system\":\"https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategory{nation}\",\"code\":\"{code}\"}}"
            )
        };
        format!(
            "{{\"resourceType\":\"Patient\",\"extension\":[{{\"url\":\"https://fhir.hl7.org.uk/StructureDefinition/\
             Extension-UKCore-EthnicCategory\",\"valueCodeableConcept\":{{\"coding\":[{},{}]}}}}]}}\n",
            of("England", one),
            of("Wales", other)
        )
    };
    let fhir = [patient("K", "K"), patient("K", "R")].concat();
    assert_eq!(found(&fhir, Options::default()), ["ContradictingCodes 2"]);
    Ok(())
}
