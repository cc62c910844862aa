//! An organisation's own heritages and codes through every format and back, and what is said where nobody knows them.

use std::path::Path;

use ownwords::bridge::Bridge;
use ownwords::wire::convert::{Choice, Conversion, Format, Key, Report, Settings, back, back_with};
use ownwords::{Answer, ConceptId, Demographics, Ethnicity, Field, Overlay, Policy, Purpose};
use serde_json::{Value, json};
use std::io::Cursor;

const NHS: &str = "nhs-ethnic-category-2001";
const OWN: &str = "testhaven-ethnic-group";

fn example() -> Overlay {
    Overlay::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/overlay")).unwrap()
}

fn id(slug: &str) -> ConceptId {
    example().standard().by_slug(slug).unwrap().id()
}

/// A table with room for several codes, and for what they cannot hold.
fn table(system: &str) -> Settings {
    let map = format!(
        "header: true\ncolumns:\n  - column: ID\n    holds: record-key\n  - column: ETHNICITY\n    holds: ethnicity\n    \
         system: {system}\n    separator: \";\"\n  - column: RESIDUE\n    holds: residue\n    of: ethnicity\n"
    );
    Settings { map: Some(map), ..Settings::of("csv") }
}

fn feed(system: &str) -> Settings {
    Settings { systems: [("PID-22".to_owned(), system.to_owned())].into(), ..Settings::of("hl7") }
}

fn profile(format: &str, key: &str) -> Settings {
    Settings { profile: Some(key.to_owned()), ..Settings::of(format) }
}

/// Every format, by national lists alone.
fn by_national_lists() -> Vec<Settings> {
    vec![
        Settings::of("storage"),
        Settings::of("storage-yaml"),
        table(NHS),
        feed(NHS),
        profile("fhir", "ukcore-england"),
        profile("fhir-bundle", "pds"),
        profile("fhir", "new-zealand"),
        profile("fhir", "international"),
    ]
}

fn all() -> Vec<Settings> {
    [by_national_lists(), vec![table(OWN), feed(OWN)]].concat()
}

fn choice(to: &Settings) -> Choice {
    let purpose = (!to.format.starts_with("storage")).then_some(Purpose::DirectCare);
    Choice { purpose, policy: Policy::Certain, sends_residues: true }
}

/// Made-up people: what they state, and what was received of them.
fn people() -> Vec<Demographics> {
    let stated = |slugs: &[&str]| Field::stated(Ethnicity::of(slugs.iter().map(|slug| id(slug))).unwrap());
    let mut fields = vec![
        stated(&["sylheti"]),
        stated(&["bangladeshi-sylheti"]),
        stated(&["bangladeshi-sylheti", "pakistani"]),
        stated(&["sylheti", "somali"]).with_own_words("from Sylhet"),
        stated(&["bangladeshi"]),
        Field::not_asked(),
    ];
    let overlay = example();
    let (own, nhs) = (overlay.system(OWN).unwrap(), overlay.system(NHS).unwrap());
    let codes = own.rows().iter().map(|row| row.code().as_bytes());
    fields.extend(codes.chain([&b"syl"[..], b"none"]).map(|code| own.to_field(code)));
    fields.extend([&b"K"[..], b"K1", b"K9", b"Z"].map(|code| nhs.to_field(code)));
    // Recorded with a code of the trust's own, and more stated since.
    let mut both = nhs.to_field(b"K1");
    both.state(Ethnicity::of([id("bangladeshi-sylheti"), id("pakistani")]).unwrap());
    fields.push(both);
    let person = |ethnicity| {
        let mut person = Demographics::not_asked();
        person.ethnicity = ethnicity;
        person
    };
    fields.into_iter().map(person).collect()
}

fn source(format: &dyn Format, of: &Settings, people: &[Demographics]) -> Vec<u8> {
    let (frame, mut source) = (format.frame(), Vec::new());
    for (place, person) in (1..).zip(people) {
        source.extend_from_slice(if place == 1 { &frame.first } else { &frame.between });
        source
            .extend(format.write(person, &Key::Given(format!("made-up-{place}")), choice(of)).unwrap().bytes);
    }
    source.extend_from_slice(&frame.last);
    source
}

/// The target, the side file and the report.
fn run(
    from: &Settings,
    to: &Settings,
    overlay: Option<&Overlay>,
    mut source: &[u8],
) -> (Vec<u8>, Vec<u8>, Report) {
    let conversion = match overlay {
        Some(overlay) => Conversion::between_with(from, to, choice(to), overlay),
        None => Conversion::between(from, to, choice(to)),
    };
    let (mut target, mut side) = (Vec::new(), Vec::new());
    let report = conversion.unwrap().run(&mut source, &mut target, Some(&mut side)).unwrap();
    (target, side, report)
}

#[test]
fn own_heritages_and_codes_go_to_every_format_and_back() {
    let (overlay, people) = (example(), people());
    for from in all() {
        let format = from.format_with(&overlay).unwrap();
        let sent = source(&*format, &from, &people);
        for to in all() {
            let what = format!("{} to {}", from.format, to.format);
            let (target, side, report) = run(&from, &to, Some(&overlay), &sent);
            assert_eq!(report.records, people.len() as u64);
            assert!(report.not_known.is_empty() && report.refused_residues == 0, "{what}: {report}");
            let mut again = Vec::new();
            let taken =
                back_with(&mut Cursor::new(side), &mut Cursor::new(target), &mut again, &overlay).unwrap();
            assert!(again == sent, "{what}");
            assert_eq!((taken.untouched, taken.has_findings()), (people.len() as u64, false), "{what}");
            assert_eq!(taken.overlay(), Some(&overlay));
        }
    }
}

#[test]
fn a_record_in_every_format_with_its_residue_states_the_own_heritages() {
    let overlay = example();
    for of in all() {
        let format = of.format_with(&overlay).unwrap();
        let mut stated = 0;
        for person in people() {
            let written = format.write(&person, &Key::Given("made-up".to_owned()), choice(&of)).unwrap();
            let read = format.read(&written.bytes).unwrap();
            // Of what is ambiguous, a feed has nothing that could be restored.
            if of.format == "hl7" && written.residues.is_empty() {
                continue;
            }
            assert!(!read.refused_residues);
            assert_eq!(read.person.ethnicity.statement(), person.ethnicity.statement(), "{of:?}");
            stated += usize::from(is_own(person.ethnicity.statement()));
        }
        assert!(stated > 2, "{of:?}: {stated}");
    }
}

#[test]
fn a_residue_of_a_national_list_states_the_own_heritages_without_the_overlay_too() {
    let overlay = example();
    for of in by_national_lists() {
        let (with, without) = (of.format_with(&overlay).unwrap(), of.format().unwrap());
        for person in people() {
            let written = with.write(&person, &Key::Given("made-up".to_owned()), choice(&of)).unwrap();
            if of.format == "hl7" && written.residues.is_empty() {
                continue;
            }
            let read = without.read(&written.bytes).unwrap();
            assert!(!read.refused_residues, "{of:?}");
            assert_eq!(read.person.ethnicity.statement(), person.ethnicity.statement(), "{of:?}");
        }
    }
}

fn is_own(statement: &Answer<Ethnicity>) -> bool {
    statement.given().is_some_and(|stated| stated.concepts().any(|id| id.owner().is_some()))
}

#[test]
fn what_was_converted_with_an_overlay_is_not_taken_back_without_it() {
    let overlay = example();
    let from = Settings::of("storage");
    let sent = source(&*from.format().unwrap(), &from, &people());
    for to in all() {
        let (target, side, _) = run(&from, &to, Some(&overlay), &sent);
        let mut written = Vec::new();
        let (mut side, mut target) = (Cursor::new(side), Cursor::new(target));
        let error = back(&mut side, &mut target, &mut written).unwrap_err();
        assert_eq!(
            error.message(),
            "this was made with the overlay of TEST9, version 1.0, and none is named"
        );
        assert!(error.help().unwrap().contains("--overlay") && written.is_empty());
        let mut parts =
            ownwords::overlay::OverlayParts::of("TEST8".parse().unwrap(), "Another made-up trust");
        parts.version = "1.0".to_owned();
        let other = Overlay::build(&parts).unwrap();
        let error = back_with(&mut side, &mut target, &mut written, &other).unwrap_err();
        assert!(error.message().ends_with("the one that is named is of TEST8"), "{error}");
        back_with(&mut side, &mut target, &mut written, &overlay).unwrap();
        assert!(written == sent);
    }
}

#[test]
fn heritages_of_an_overlay_that_was_not_named_are_kept_and_told() {
    let from = Settings::of("storage");
    let sent = source(&*from.format().unwrap(), &from, &people());
    let own = people().iter().filter(|one| is_own(one.ethnicity.statement())).count();
    for to in by_national_lists() {
        let (target, side, report) = run(&from, &to, None, &sent);
        assert!(report.has_findings());
        let told = json!([{"owner": "TEST9", "records": own}]);
        assert_eq!(report.to_json()["not_known"], told);
        assert!(report.to_string().contains(&format!("heritages of TEST9 in {own} records")), "{report}");
        assert_eq!(report.to_json().get("overlay"), None);
        let mut again = Vec::new();
        back(&mut Cursor::new(side), &mut Cursor::new(target), &mut again).unwrap();
        assert!(again == sent);
    }
}

#[test]
fn a_report_and_a_side_file_name_the_overlay() {
    let overlay = example();
    let sent = source(&*table(OWN).format_with(&overlay).unwrap(), &table(OWN), &people());
    let (_, side, report) = run(&table(OWN), &feed(NHS), Some(&overlay), &sent);
    let named = json!({
        "owner": "TEST9",
        "name": "Testhaven Hospitals, a made-up trust",
        "version": "1.0",
        "date": "2026-11-25",
    });
    assert_eq!(report.to_json()["overlay"], named);
    let said =
        "with the overlay of TEST9 (Testhaven Hospitals, a made-up trust), version 1.0 of 2026-11-25\n";
    assert!(report.to_string().contains(said), "{report}");
    let head: Value = serde_json::from_slice(side.split(|byte| *byte == b'\n').next().unwrap()).unwrap();
    for end in ["from", "to"] {
        assert_eq!(head[end]["overlay"], json!({"owner": "TEST9", "version": "1.0"}));
    }
    assert_eq!((&head["systems"][OWN], &head["systems"][NHS]), (&json!(1), &json!(1)));
    // Without one nothing of it is there.
    let sent = source(&*table(NHS).format().unwrap(), &table(NHS), &people());
    let (_, side, _) = run(&table(NHS), &feed(NHS), None, &sent);
    assert!(!String::from_utf8(side).unwrap().contains("overlay"));
}

/// What a colleague enters in a target by the own list comes back as that, and never over what a person said.
#[test]
fn an_edit_by_an_own_code_is_reconciled() {
    let overlay = example();
    let nobody = "ID,ETHNICITY,RESIDUE\n1,,\n2,BAN,\n";
    let (target, side, _) = run(&table(OWN), &feed(OWN), Some(&overlay), nobody.as_bytes());
    let edited = String::from_utf8(target).unwrap().replace("|BAN\r", "|SYL\r");
    let mut again = Vec::new();
    let (mut side, mut target) = (Cursor::new(side), Cursor::new(edited));
    let report = back_with(&mut side, &mut target, &mut again, &overlay).unwrap();
    assert_eq!(report.fields["ethnicity"].accepted, 1);
    assert!(String::from_utf8(again).unwrap().contains("2,SYL,"));
}
