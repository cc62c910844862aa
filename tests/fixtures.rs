//! What a release wrote is read for ever: residues restore, and stored records are read.
//!
//! `tests/fixtures/<release>/` is written once, when a release is made, and never changed after it.

use ownwords::bridge::{CodeSystem, Value, systems};
use ownwords::{Answer, Axis, Bridge, Part, Stated};

/// A statement in words that do not depend on a release: ids, own words, reasons for absence.
fn written<A: Axis>(answer: &Answer<Stated<A>>) -> String {
    match answer {
        Answer::Absent(absence) => format!("absent {absence}"),
        Answer::Given(stated) => {
            let part =
                |part: &Part| part.concept().map_or("not-further-stated".to_owned(), |id| id.to_string());
            let parts: Vec<String> = stated.parts().iter().map(part).collect();
            format!("given {} {:?}", parts.join("+"), stated.own_words().unwrap_or_default())
        }
    }
}

/// A line of the fixtures, and what it restores to.
struct Line<'a> {
    key: &'a str,
    value: &'a Value,
    residue: &'a str,
    record: Option<&'a [u8]>,
    restored: Option<String>,
}

impl systems::Lists for Line<'_> {
    fn list<A: Axis>(&mut self, _: &'static str, systems: &'static [&'static CodeSystem<A>]) {
        let Some(system) = systems.iter().find(|system| system.key() == self.key) else { return };
        let answer = system.restore_keyed(self.value, self.residue, self.record);
        self.restored =
            Some(written(&answer.unwrap_or_else(|error| panic!("{} {}: {error}", self.key, self.residue))));
    }
}

#[test]
fn released_residues_restore() {
    let rows = include_str!("fixtures/0.1/residues.tsv").lines().skip(1);
    let mut read = 0;
    for row in rows {
        let [key, value, record, residue, expected] = row.split('\t').collect::<Vec<_>>()[..] else {
            panic!("five cells are expected: {row}")
        };
        let value = if value == "(left out)" { Value::left_out() } else { Value::from(value) };
        let record = Some(record.as_bytes()).filter(|record| !record.is_empty());
        let mut line = Line { key, value: &value, residue, record, restored: None };
        systems::each_list(&mut line);
        assert_eq!(line.restored.as_deref(), Some(expected), "{key} {residue}");
        read += 1;
    }
    assert!(read >= 14, "only {read} residues were read");
}

#[cfg(feature = "serde")]
#[test]
fn stored_records_are_read() {
    use ownwords::wire::Storage;
    use ownwords::{NameText, Purpose, Reason, SaidBy, Sealed, SealedPurpose};

    let stored: Storage = serde_json::from_str(include_str!("fixtures/0.1/record.json")).unwrap();
    let person = stored.into_record().unwrap();
    assert_eq!(person.ethnicity.codings().len(), 2);
    assert_eq!(person.ethnicity.codings()[1].value, b"\xFFK");
    assert_eq!(person.ethnicity.statement().given().unwrap().own_words(), Some("Sylheti"));
    assert_eq!(person.ethnicity.reporting_choices().len(), 1);
    assert_eq!(person.ethnicity.proposals().len(), 1);
    assert_eq!(person.ethnicity.provenance().said_by, SaidBy::Person);
    assert_eq!(person.languages.statement().given().unwrap().uses().len(), 2);
    assert!(person.orientation.statement().absence().unwrap().contains(Reason::AskedDeclined));
    let shown = person.for_purpose(Purpose::Letter).name().map(NameText::as_str);
    assert_eq!(shown, Some("Zoë Nguyễn-Hart"));
    let purpose = SealedPurpose::because(Sealed::Former, "reading back").unwrap();
    let name = person.name.statement().given().unwrap();
    assert_eq!(name.former(&purpose).unwrap()[0].name().as_str(), "Zoë Nguyễn");
    // What is written again is what was read.
    let again = serde_json::to_value(person.for_storage()).unwrap();
    let before: serde_json::Value = serde_json::from_str(include_str!("fixtures/0.1/record.json")).unwrap();
    assert_eq!(again["ethnicity"], before["ethnicity"]);
    assert_eq!(again["name"], before["name"]);
}

/// A record with the fields of communication reads as what it says, and is written again as it was.
#[cfg(feature = "serde")]
#[test]
fn a_stored_record_of_communication_is_read() {
    let text = include_str!("fixtures/0.1/record-communication.json");
    let stored: ownwords::wire::Storage = serde_json::from_str(text).unwrap();
    let person = stored.into_record().unwrap();
    assert_eq!(person, crate::whole_record::person());
    let again: serde_json::Value = serde_json::to_value(person.for_storage()).unwrap();
    let before: serde_json::Value = serde_json::from_str(text).unwrap();
    assert_eq!(again, before);
}
