//! What was edited in a target is reconciled with what was sent, and nothing else changes.

use ownwords::Purpose;
use ownwords::wire::convert::{Choice, Settings};

use crate::formats::{all, choice, run, taken_back};

fn settings(format: &str) -> Settings {
    all().into_iter().find(|one| one.format == format).unwrap()
}

fn edited(
    from: &Settings,
    to: &Settings,
    source: &str,
    edits: &[(&str, &str)],
) -> (String, ownwords::wire::convert::Back) {
    let choice = Choice { sends_residues: false, ..choice(to, Purpose::DirectCare) };
    let done = run(from, to, choice, source.as_bytes()).unwrap();
    let mut target = String::from_utf8(done.target).unwrap();
    for (old, new) in edits {
        assert!(target.contains(old), "{old} is not in {target}");
        target = target.replacen(old, new, 1);
    }
    let (again, report) = taken_back(&done.side, target.as_bytes()).unwrap();
    (String::from_utf8(again).unwrap(), report)
}

/// Two made-up people as a server may write them, with what nobody here knows of.
const PEOPLE: &str = concat!(
    r#"{ "resourceType":"Patient", "id":"a-1", "weight": 1.10, "gender":"unknown",
   "name": [{"use":"usual", "given": ["Zoë"], "family": "Hart"}],
   "extension": [{"url":"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory","#,
    r#""valueCodeableConcept":{"coding":[{"system":"https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryEngland","code":"Z"}]}}] }"#,
    "\r\n\n",
    r#"{"resourceType":"Patient","id":"a-2","name":[{"use":"usual","text":"Ali Khan","given":["Ali"],"family":"Khan"}]}"#,
    "\n",
);

#[test]
fn an_accepted_code_is_put_into_the_source_and_every_other_byte_stays() {
    let (again, report) = edited(&settings("fhir"), &settings("hl7"), PEOPLE, &[("|||Z\r", "|||H\r")]);
    assert_eq!(again, PEOPLE.replace(r#""code":"Z""#, r#""code":"H""#));
    assert_eq!((report.edited, report.untouched, report.fields["ethnicity"].accepted), (1, 1, 1));
    assert!(!report.has_findings());
}

#[test]
fn an_edited_table_changes_the_cell_of_a_table_and_a_message_alike() {
    let message = "\x0BMSH|^~\\&|pas|||||ADT^A08||7|P|2.4\rPID|1||7^^^X~8||Hart^Zoe^^^^^L|M|1990||Alias||||||S|||||||Z||||GBR\rPV1|1|I\r\x1C\r";
    let (again, report) = edited(&settings("hl7"), &settings("csv"), message, &[(";Z;", ";H;")]);
    assert_eq!(again, message.replace("|Z|", "|H|"));
    assert_eq!(report.fields["ethnicity"].accepted, 1);
    let table = "\u{feff}OTHER;PAS_ID; NAME ;NAME;ETHNIC_CATEGORY;RELIGION\r\nx;7;\"a;b\";Zoe Hart;\"Z\";\r\n\r\ny;8;;Ali Khan;;\n";
    let (again, report) =
        edited(&settings("csv"), &settings("fhir"), table, &[(r#""code":"Z""#, r#""code":"H""#)]);
    assert_eq!(again, table.replace("\"Z\"", "\"H\""));
    assert_eq!((report.records, report.fields["ethnicity"].accepted), (2, 1));
}

#[test]
fn a_name_that_differs_waits_and_a_rendering_of_it_is_no_change() {
    let (again, report) = edited(&settings("fhir"), &settings("hl7"), PEOPLE, &[("Khan^Ali", "Okafor^Ali")]);
    assert_eq!((again.as_str(), report.fields["name"].proposed), (PEOPLE, 1));
    assert_eq!((report.found[0].record, report.found[0].field), (2, Some("name")));
    let (again, report) = edited(
        &settings("fhir"),
        &settings("fhir"),
        PEOPLE,
        &[(r#""family":"Khan""#, r#""family":"Okafor""#)],
    );
    assert_eq!((again.as_str(), report.fields["name"].proposed), (PEOPLE, 1));
}

#[test]
fn what_the_person_said_is_never_replaced() {
    let mut person = ownwords::Demographics::not_asked();
    let id = |slug| ownwords::Standard::ethnicity().by_slug(slug).unwrap().id();
    person.ethnicity = ownwords::Field::stated(ownwords::Ethnicity::of([id("indian")]).unwrap());
    let storage = settings("storage");
    let source = String::from_utf8(crate::formats::source(&storage, &[person])).unwrap();
    let (again, report) = edited(&storage, &settings("hl7"), &source, &[("|||H\r", "|||J\r")]);
    assert_eq!((&again, report.fields["ethnicity"].proposed), (&source, 1));
    assert!(report.has_findings());
    // An emptied field says nothing against a statement.
    let (again, report) = edited(&storage, &settings("hl7"), &source, &[("|||H\r", "|||\r")]);
    assert_eq!((&again, report.fields["ethnicity"].unchanged), (&source, 1));
    let (again, report) = edited(&storage, &settings("fhir"), &source, &[("H\"", "J\"")]);
    assert_eq!((&again, report.fields["ethnicity"].proposed), (&source, 1));
}

/// The same edit of one made-up person's record, as an exchange of the storage form with a table makes it.
fn edited_code(
    mut person: ownwords::Demographics,
    old: &str,
    new: &str,
) -> (bool, ownwords::wire::convert::Back) {
    person.name = ownwords::Name::chosen("Ada").unwrap().into();
    let storage = settings("storage");
    let source = String::from_utf8(crate::formats::source(&storage, &[person])).unwrap();
    let (old, new) = (format!(";{old};"), format!(";{new};"));
    let (again, report) = edited(&storage, &settings("csv"), &source, &[(old.as_str(), new.as_str())]);
    (again == source, report)
}

#[test]
fn a_code_beside_own_words_alone_waits() {
    for code in ["A", "H"] {
        let mut person = ownwords::Demographics::not_asked();
        person.ethnicity = ownwords::Field::not_asked().with_own_words("Somali");
        let (is_same, report) = edited_code(person, "", code);
        assert_eq!((is_same, report.fields["ethnicity"].proposed), (true, 1), "{code}");
    }
}

#[test]
fn an_edit_back_to_an_earlier_value_is_no_old_news() {
    use ownwords::Bridge;
    use ownwords::bridge::systems::{NHS_ETHNIC_CATEGORY_2001, UKCORE_ETHNIC_CATEGORY_ENGLAND};

    let id = |slug| ownwords::Standard::ethnicity().by_slug(slug).unwrap().id();
    let mut person = ownwords::Demographics::not_asked();
    person.ethnicity = NHS_ETHNIC_CATEGORY_2001.decode(b"A").to_field();
    let mut read = person.clone();
    person.ethnicity.state(ownwords::Ethnicity::of([id("indian")]).unwrap());
    let (is_same, report) = edited_code(person, "H", "A");
    assert_eq!((is_same, report.fields["ethnicity"].proposed), (true, 1));

    UKCORE_ETHNIC_CATEGORY_ENGLAND.reconcile(&mut read.ethnicity, b"H", None).unwrap();
    let (is_same, report) = edited_code(read, "H", "A");
    assert_eq!((is_same, report.fields["ethnicity"].accepted), (false, 1));

    let mut named = ownwords::Demographics::not_asked();
    named.name = ownwords::Name::chosen("Ada").unwrap().into();
    named.name.reconcile("fhir", b"Bea Hart", None);
    named.name.decide(0, false).unwrap();
    let storage = settings("storage");
    let source = String::from_utf8(crate::formats::source(&storage, &[named])).unwrap();
    let edit = (r#""text":"Ada""#, r#""text":"Bea Hart""#);
    let (again, report) = edited(&storage, &settings("fhir"), &source, &[edit]);
    assert_eq!((&again, report.fields["name"].proposed), (&source, 1));
}

#[test]
fn a_code_that_differs_from_the_reporting_choice_waits() {
    for code in ["M", "A"] {
        let mut person = ownwords::Demographics::not_asked();
        let jamaican = ownwords::Standard::ethnicity().by_slug("jamaican").unwrap().id();
        person.ethnicity = ownwords::Field::stated(ownwords::Ethnicity::of([jamaican]).unwrap());
        person.ethnicity.report_as("nhs-ethnic-category-2001", b"D");
        let (is_same, report) = edited_code(person, "D", code);
        assert_eq!((is_same, report.fields["ethnicity"].proposed), (true, 1), "{code}");
    }
}

#[test]
fn records_that_moved_are_found_by_their_keys() {
    let (fhir, csv) = (settings("fhir"), settings("csv"));
    let done = run(&fhir, &csv, choice(&csv, Purpose::DirectCare), PEOPLE.as_bytes()).unwrap();
    let target = String::from_utf8(done.target).unwrap();
    let mut lines: Vec<&str> = target.split_inclusive("\r\n").collect();
    lines.swap(1, 2);
    let moved = lines.concat().replace(";Z;", ";H;");
    let (again, report) = taken_back(&done.side, moved.as_bytes()).unwrap();
    assert_eq!(String::from_utf8(again).unwrap(), PEOPLE.replace(r#""code":"Z""#, r#""code":"H""#));
    assert_eq!((report.untouched, report.edited, report.missing), (1, 1, 0));

    let fewer = [lines[0], lines[1], "new;Somebody;;\r\n"].concat();
    let (again, report) = taken_back(&done.side, fewer.as_bytes()).unwrap();
    assert_eq!(String::from_utf8(again).unwrap(), PEOPLE);
    assert_eq!((report.missing, report.additional), (1, 1));
    let told: Vec<_> = report.found.iter().map(|one| (one.record, one.what)).collect();
    assert_eq!(told, [(1, "missing"), (2, "additional")]);
}

#[test]
fn a_storage_form_that_was_edited_is_known_by_its_place_while_nothing_moved() {
    let (fhir, storage) = (settings("fhir"), settings("storage"));
    let done = run(&fhir, &storage, choice(&storage, Purpose::DirectCare), PEOPLE.as_bytes()).unwrap();
    let target = String::from_utf8(done.target).unwrap();
    let other = target.replacen("\"not-asked\"", "\"asked-declined\"", 1);
    let (_, report) = taken_back(&done.side, other.as_bytes()).unwrap();
    assert_eq!((report.edited, report.untouched), (1, 1));
    let lines: Vec<&str> = target.lines().collect();
    let swapped = [lines[1], lines[0]].join("\n") + "\n";
    let (again, report) = taken_back(&done.side, swapped.as_bytes()).unwrap();
    assert_eq!((report.untouched, again), (2, PEOPLE.as_bytes().to_vec()));
}

#[test]
fn an_edit_of_what_is_not_read_is_counted() {
    let (again, report) =
        edited(&settings("fhir"), &settings("hl7"), PEOPLE, &[("\rPID|1||a-1", "\rPID|1|x|a-1")]);
    assert_eq!((again.as_str(), report.unread, report.edited), (PEOPLE, 1, 1));
}

/// A Bundle gives back its frame, its other resources and its white space.
#[test]
fn a_bundle_comes_back_whole() {
    let bundle = format!(
        "{{\"resourceType\": \"Bundle\", \"type\":\"searchset\",\n \"entry\" : [ {{\"fullUrl\":\"x\",\"resource\": {{\"resourceType\":\"OperationOutcome\"}} }},{}\n ], \"total\": 2 }}\n",
        PEOPLE
            .trim()
            .split("\r\n\n")
            .map(|one| format!("{{ \"resource\":{one} ,\"search\":{{}} }}"))
            .collect::<Vec<_>>()
            .join(" , ")
    );
    let (again, report) = edited(&settings("fhir"), &settings("hl7"), &bundle, &[("|||Z\r", "|||H\r")]);
    assert_eq!((report.records, report.fields["ethnicity"].accepted), (2, 1));
    assert_eq!(again, bundle.replace(r#""code":"Z""#, r#""code":"H""#));
}
