//! A conversion by an organisation's own list is a conversion as by a national one.
//!
//! The law: records by a list that copies a national list row by row become what records by the national list become, from
//! every format and to every format, and edits of them are taken back as the same edits.

use std::collections::BTreeSet;
use std::io::Cursor;

use ownwords::bridge::{Bridge, CodeSystem, systems};
use ownwords::wire::convert::{Back, Choice, Conversion, Key, Report, Settings, back, back_with};
use ownwords::wire::fhir::Reading;
use ownwords::{Demographics, Heritages, Overlay, Policy, Purpose};
use serde_json::{Value, json};

use crate::copies::{COPY, URI, copy_of};
use crate::formats::Slowly;

const ETHNIC_CATEGORY: &str = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory";

/// A list, and how records by it are written.
#[derive(Clone, Copy)]
struct By {
    list: &'static CodeSystem<Heritages>,
    overlay: Option<Overlay>,
}

impl By {
    fn copy_of(list: &'static CodeSystem<Heritages>) -> Option<Self> {
        let overlay = copy_of(list)?;
        Some(Self { list: overlay.system(COPY).unwrap(), overlay: Some(overlay) })
    }

    /// Each format, with this list where a list can be chosen. To a profile of `national` itself even what is no code goes as it
    /// came, so that another profile is taken.
    fn formats(&self, national: &CodeSystem<Heritages>) -> Vec<Settings> {
        let key = self.list.key();
        let is_england = national.key() == systems::UKCORE_ETHNIC_CATEGORY_ENGLAND.key();
        let uk_core = if is_england { "ukcore-wales" } else { "ukcore-england" };
        let map = format!(
            "delimiter: tab\nheader: true\ncolumns:\n  - column: ID\n    holds: record-key\n  \
             - column: ETHNICITY\n    holds: ethnicity\n    system: {key}\n"
        );
        let systems = [("PID-22".to_owned(), key.to_owned())].into();
        vec![
            Settings::of("storage"),
            Settings::of("storage-yaml"),
            Settings { map: Some(map), ..Settings::of("csv") },
            Settings { systems, ..Settings::of("hl7") },
            Settings { profile: Some(uk_core.to_owned()), ..Settings::of("fhir") },
            Settings { profile: Some("new-zealand".to_owned()), ..Settings::of("fhir-bundle") },
        ]
    }

    fn conversion(&self, from: &Settings, to: &Settings) -> Conversion {
        let choice = choice(to);
        match &self.overlay {
            Some(overlay) => Conversion::between_with(from, to, choice, overlay).unwrap(),
            None => Conversion::between(from, to, choice).unwrap(),
        }
    }

    /// Records with these codes, one each; `None` where the format cannot say whose codes they are.
    fn source(&self, of: &Settings, codes: &[String]) -> Option<Vec<u8>> {
        if of.format.starts_with("fhir") {
            let uri = self.list.uri()?;
            let lines = (1..).zip(codes).map(|(place, code)| patient(place, uri, code).to_string() + "\n");
            return Some(lines.collect::<String>().into_bytes());
        }
        let format = match &self.overlay {
            Some(overlay) => of.format_with(overlay).unwrap(),
            None => of.format().unwrap(),
        };
        let (frame, mut source) = (format.frame(), Vec::new());
        for (place, code) in (1..).zip(codes) {
            let mut person = Demographics::not_asked();
            person.ethnicity = self.list.to_field(code.as_bytes());
            source.extend_from_slice(if place == 1 { &frame.first } else { &frame.between });
            let key = Key::Given(place.to_string());
            source.extend(format.write(&person, &key, choice(of)).unwrap().bytes);
        }
        source.extend_from_slice(&frame.last);
        Some(source)
    }

    fn run(&self, from: &Settings, to: &Settings, source: &[u8]) -> (Vec<u8>, Vec<u8>, Report) {
        let (mut target, mut side) = (Vec::new(), Vec::new());
        let mut conversion = self.conversion(from, to);
        let report = conversion.run(&mut Slowly(source), &mut target, Some(&mut side)).unwrap();
        (target, side, report)
    }

    fn back(&self, side: &[u8], target: &[u8]) -> (Vec<u8>, Back) {
        let (mut side, mut target, mut source) = (Cursor::new(side), Cursor::new(target), Vec::new());
        let report = match &self.overlay {
            Some(overlay) => back_with(&mut side, &mut target, &mut source, overlay),
            None => back(&mut side, &mut target, &mut source),
        };
        (source, report.unwrap())
    }

    /// The text, with the names of the copy as those of the list itself.
    fn named(&self, bytes: &[u8], national: &CodeSystem<Heritages>) -> String {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        text.replace(COPY, national.key()).replace(URI, national.uri().unwrap_or_default())
    }

    /// The report, without the names and the sums of the files, which have names in them.
    fn told(&self, mut report: Value, national: &CodeSystem<Heritages>) -> Value {
        for member in ["source", "target", "overlay"] {
            report[member] = Value::Null;
        }
        serde_json::from_str(&self.named(report.to_string().as_bytes(), national)).unwrap()
    }
}

fn choice(to: &Settings) -> Choice {
    let purpose = (!to.format.starts_with("storage")).then_some(Purpose::DirectCare);
    Choice { purpose, policy: Policy::Certain, sends_residues: false }
}

fn patient(place: u64, uri: &str, code: &str) -> Value {
    let concept = json!({"coding": [{"system": uri, "code": code}]});
    let extension = json!({"url": ETHNIC_CATEGORY, "valueCodeableConcept": concept});
    json!({"resourceType": "Patient", "id": place.to_string(), "extension": [extension]})
}

/// Some codes of a list, what becomes of codes, and what is none; each once.
fn codes(list: &CodeSystem<Heritages>) -> Vec<String> {
    let step = (list.rows().len() / 8).max(1);
    let mut codes: Vec<String> = list.rows().iter().step_by(step).map(|row| row.code().to_owned()).collect();
    let absences = list.rows().iter().filter(|row| list.decode(row.code().as_bytes()).absence().is_some());
    codes.extend(absences.take(3).map(|row| row.code().to_owned()));
    let first = codes[0].clone();
    codes.extend([first.to_lowercase(), format!("{first}9"), "none".to_owned()]);
    let mut seen = BTreeSet::new();
    codes.retain(|code| seen.insert(code.clone()));
    // Of a code under a name that several lists have, a message says no more than that it is one of them.
    codes.retain(|code| list.uri().is_none_or(|uri| is_read_as(list, uri, code)));
    codes
}

fn is_read_as(list: &CodeSystem<Heritages>, uri: &str, code: &str) -> bool {
    let read = Reading::of(patient(1, uri, code).to_string().as_bytes()).unwrap();
    read.record.ethnicity.codings()[0].system == list.key()
}

/// Both are the same, said of the first line that is not.
fn same_lines(by_copy: &str, by_list: &[u8], what: &str) {
    let by_list = str::from_utf8(by_list).unwrap();
    for (one, other) in by_copy.lines().zip(by_list.lines()) {
        assert_eq!(one, other, "{what}");
    }
    assert!(by_copy == by_list, "{what}");
}

/// All lists that have copies, with these.
fn copies() -> impl Iterator<Item = (By, By)> {
    systems::ETHNICITY.iter().filter_map(|list| {
        let copy = By::copy_of(list)?;
        Some((By { list, overlay: None }, copy))
    })
}

#[test]
fn a_conversion_by_a_copy_of_a_list_gives_what_one_by_the_list_itself_gives() {
    let (mut lists, mut with_uri, mut edits) = (0, 0, 0);
    for (national, copy) in copies() {
        let (list, codes) = (national.list, codes(national.list));
        lists += 1;
        with_uri += usize::from(list.uri().is_some());
        for (place, of) in national.formats(list).iter().enumerate() {
            let of_copy = &copy.formats(list)[place];
            let Some(source) = national.source(of, &codes) else { continue };
            let source_by_copy = copy.source(of_copy, &codes).unwrap();
            assert_eq!(copy.named(&source_by_copy, list), String::from_utf8(source.clone()).unwrap());
            for (to, to_copy) in national.formats(list).iter().zip(&copy.formats(list)) {
                let what = format!("{} from {} to {}", list.key(), of.format, to.format);
                let (target, side, report) = national.run(of, to, &source);
                let (by_copy, side_by_copy, report_by_copy) = copy.run(of_copy, to_copy, &source_by_copy);
                same_lines(&copy.named(&by_copy, list), &target, &what);
                let told = national.told(report.to_json(), list);
                assert_eq!(copy.told(report_by_copy.to_json(), list), told, "{what}");

                assert_eq!(copy.back(&side_by_copy, &by_copy).0, source_by_copy, "{what}");
                // And where everybody's code was edited to be the same.
                for code in [&codes[1], &codes[codes.len() - 1]] {
                    let same = vec![code.clone(); codes.len()];
                    let edited = national.run(of, to, &national.source(of, &same).unwrap()).0;
                    let edited_by_copy = copy.run(of_copy, to_copy, &copy.source(of_copy, &same).unwrap()).0;
                    let (again, report) = national.back(&side, &edited);
                    let (again_by_copy, report_by_copy) = copy.back(&side_by_copy, &edited_by_copy);
                    edits += report.edited;
                    same_lines(&copy.named(&again_by_copy, list), &again, &format!("{what}, {code}"));
                    let told = national.told(report.to_json(), list);
                    assert_eq!(copy.told(report_by_copy.to_json(), list), told, "{what}, {code}");
                }
            }
        }
    }
    assert!(lists > 30 && with_uri > 5, "{lists} lists, {with_uri} of them with a URI");
    assert!(edits > 1_000, "{edits}");
}
