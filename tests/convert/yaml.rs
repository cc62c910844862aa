//! The storage form in YAML: the same law as in JSON, whatever a text has in it, and nothing of YAML that readers differ about.

use ownwords::wire::Storage;
use ownwords::wire::convert::{Choice, Format, Key, LONGEST, Settings, StorageDocuments};
use ownwords::{Demographics, ErrorKind, Field, Name, NameText, Policy, Pronouns, Provenance, SaidBy};
use proptest::prelude::*;

use crate::formats::{choice, records as pieces, run, source};
use crate::people::records;

/// What YAML readers take for something else, drop or refuse, when it is written as it is.
const HARD: [&str; 43] = [
    "no",
    "Yes",
    "off",
    "y",
    "~",
    "null",
    "1E5",
    "0x1F",
    "0o7",
    "1_000",
    "12:30:45",
    "2024-02-29",
    ".inf",
    "<<",
    "=",
    "---",
    "...",
    "--- a",
    "%YAML 1.1",
    "\0",
    "\u{7f}",
    "\u{85}",
    "\u{9b}",
    "\u{a0}",
    "\u{200b}",
    "\u{202e}",
    "\u{2028}",
    "\u{2029}",
    "\u{feff}",
    "\u{fffe}",
    "\r",
    "\r\n",
    "\n",
    "\n\n",
    "\t",
    " ",
    "  a",
    "a ",
    ": ",
    " #",
    "- ",
    "'\"\\",
    "&a *a !b",
];

fn hard_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => proptest::sample::select(HARD.to_vec()).prop_map(str::to_owned),
        1 => "[a-zà-ž字🏳️‍🌈]{0,3}",
        1 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

/// A record that has the text wherever a text may stand.
fn with_text(mut person: Demographics, text: &str) -> Demographics {
    person.name = Field::from(Name::from_text(NameText::received(text).addressed_as(text)));
    person.name.reconcile(text, text.as_bytes(), None);
    if let Ok(pronouns) = Pronouns::in_own_words(text) {
        person.pronouns = Field::stated(pronouns);
    }
    person.pronouns.said(Provenance { said_by: SaidBy::Proxy, when: None, place: Some(text.to_owned()) });
    person
}

const CHOICE: Choice = Choice { purpose: None, policy: Policy::Certain, sends_residues: false };

fn written(person: &Demographics) -> Vec<u8> {
    StorageDocuments::default().write(person, &Key::Position(1), CHOICE).unwrap().bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the texts are, the document is one, and says the record.
    #[test]
    fn l6_wire_storage_documents(person in records(), text in hard_text(), other in hard_text()) {
        let people = [with_text(person.clone(), &text), with_text(person, &other)];
        let both = people.each_ref().map(written).concat();
        let pieces = pieces(&Settings::of("storage-yaml"), &both);
        prop_assert_eq!(pieces.concat(), both);
        let read: Vec<_> = pieces.iter().map(|one| StorageDocuments::default().read(one).unwrap().person).collect();
        prop_assert!(read == people);
        // Another reader of YAML takes it for the same.
        let other: Storage = serde_yaml::from_slice(&pieces[0]).unwrap();
        prop_assert!(other.into_record().unwrap() == people[0]);
    }

}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    /// A field is put into a document and every other field stays, also in the words of another writer.
    #[test]
    fn an_update_changes_one_field(one in records(), two in records(), text in hard_text(), ends in any::<bool>()) {
        let (one, two) = (with_text(one, &text), with_text(two, "other"));
        let ours = String::from_utf8(written(&one)).unwrap();
        let others = format!("# kept\n--- # by hand\n{}\n# last", serde_yaml::to_string(&one.for_storage()).unwrap());
        for (document, is_ours) in [(ours, true), (others, false)] {
            let document = if ends { document.replace('\n', "\r\n") } else { document };
            let held = match StorageDocuments::default().read(document.as_bytes()) {
                Ok(read) => read.person,
                // Another writer leaves out quotes that are asked for here.
                Err(error) if !is_ours && error.message().contains("needs quotes") => continue,
                // It also has texts of which lines end as in YAML 1.1, and what is behind such an end is not indented.
                Err(_) if !is_ours && document.contains(['\u{2028}', '\u{2029}']) => continue,
                Err(error) => panic!("{error}"),
            };
            for (field, is_there) in [
                ("ethnicity", Demographics { ethnicity: two.ethnicity.clone(), ..held.clone() }),
                ("name", Demographics { name: two.name.clone(), ..held.clone() }),
                ("interpreter", Demographics { interpreter: two.interpreter.clone(), ..held.clone() }),
                ("religion", Demographics { religion: Field::not_asked(), ..held.clone() }),
            ] {
                let updated = StorageDocuments::default().update(document.as_bytes(), &is_there, field, CHOICE).unwrap().unwrap();
                prop_assert!(StorageDocuments::default().read(&updated).unwrap().person == is_there, "{}", field);
                let updated = String::from_utf8(updated).unwrap();
                for comment in ["# kept", "# by hand", "# last"] {
                    prop_assert_eq!(document.contains(comment), updated.contains(comment));
                }
                let again = StorageDocuments::default().update(updated.as_bytes(), &held, field, CHOICE).unwrap().unwrap();
                prop_assert!(StorageDocuments::default().read(&again).unwrap().person == held, "{}", field);
            }
        }
    }
}

/// A record as somebody may write it by hand.
const BY_HAND: &str = "\
format: ownwords.record/1
standard: '0.1'
ethnicity: {answer: {absent: [not-asked]}, said-by: nobody}
languages:
  answer:
    absent: [not-asked]
  said-by: nobody
orientation: {answer: {absent: [not-asked]}, said-by: nobody}
pronouns: {answer: {absent: [not-asked]}, said-by: nobody}
name: # made up
  answer: {given: {chosen: {text: \"Zoë\"}}}
  said-by: person
";

/// Reads an input, and gives its error; there is one.
fn error(input: &[u8]) -> String {
    let from = Settings::of("storage-yaml");
    let error = run(&from, &from, choice(&from, ownwords::Purpose::Letter), input).err();
    let error = error.unwrap_or_else(|| {
        panic!("it was read: {}", String::from_utf8_lossy(&input[..input.len().min(200)]))
    });
    assert_eq!(error.kind(), ErrorKind::Format, "{error}");
    let place = error.position().unwrap_or_else(|| panic!("without a place: {error}"));
    assert!(place.line.is_some() || place.byte.is_some(), "{error}");
    let all = format!("{error} {:?} {error:?}", error.help());
    assert!(!all.contains("Zo") && !all.contains("Hart"), "{all}");
    error.to_string()
}

#[test]
fn documents_are_told_apart_by_their_lines() {
    let two = format!(
        "\u{feff}# a list\n\n%YAML 1.2\n---\n{BY_HAND}# behind\n...\n\n# before\n--- # second\r\n{}---\n--- # none\n...\n",
        BY_HAND.replace('\n', "\r\n")
    );
    let from = Settings::of("storage-yaml");
    let found = pieces(&from, two.as_bytes());
    let found: Vec<&str> = found.iter().map(|one| core::str::from_utf8(one).unwrap()).collect();
    assert_eq!(found.len(), 2);
    assert!(
        found[0].starts_with("%YAML 1.2\n---\nformat") && found[0].ends_with("# behind\n"),
        "{}",
        found[0]
    );
    assert!(
        found[1].starts_with("--- # second\r\nformat") && found[1].ends_with("person\r\n"),
        "{}",
        found[1]
    );
    let done = run(&from, &from, choice(&from, ownwords::Purpose::Letter), two.as_bytes()).unwrap();
    assert_eq!(done.report.records, 2);
    let again = crate::formats::taken_back(&done.side, &done.target).unwrap().0;
    assert_eq!(again, two.as_bytes());
}

#[test]
fn what_is_no_record_in_yaml_is_an_error_with_its_place() {
    let (hand, mut wrong) = (BY_HAND, Vec::new());
    for (input, starts, says) in [
        (hand.replace("}}}", "}}"), "row 1, line", "not YAML"),
        (format!("{hand}{hand}"), "row 1, line 13, column 1", "stands twice"),
        (
            format!("{hand}---\n{}", hand.replace("languages:", "tongues:")),
            "row 2, line",
            "no record in the storage form",
        ),
        (hand.replace("\"Zoë\"", "true"), "row 1, line 11", "needs quotes"),
        (hand.replace("\"Zoë\"", "1E5"), "row 1, line 11", "needs quotes"),
        (hand.replace("\"Zoë\"", "~"), "row 1, line 11", ""),
        (hand.replace("\"Zoë\"", "\"Zoë"), "row 1, line", "not YAML"),
        (hand.replace("\"Zoë\"", "\"Zoë\n---\nHart\""), "row 1, line", "not YAML"),
        (hand.replace("\"Zoë\"", "&a \"Zoë\""), "row 1, line 11", "anchors"),
        (hand.replace("\"Zoë\"", "*a"), "row 1, line 11", "anchors"),
        (hand.replace("\"Zoë\"", "!secret \"Zoë\""), "row 1, line 11", "anchors"),
        (hand.replace("said-by: person", "<<: {said-by: person}"), "row 1, line 12", "anchors"),
        (hand.replace("record/1", "record/9"), "row 1, line 1", "record in the form"),
        (format!("{hand}place: Zoë\n"), "row 1, line 13", "no record in the storage form"),
        ("- Zoë\n".to_owned(), "row 1, line 1", "no record in the storage form"),
        ("Zoë\n".to_owned(), "row 1, line 1", "no record in the storage form"),
        ("%YAML 1.2\n".to_owned(), "row 1, line", ""),
        (format!("ethnicity: {}", "[".repeat(1_000)), "row 1, line 1", "no record in the storage form"),
        (format!("ethnicity: {}", "{a: ".repeat(1_000)), "row 1, line 1", "no record in the storage form"),
        (
            format!("ethnicity:\n{}", (1..1_000).map(|deep| " ".repeat(deep) + "a:\n").collect::<String>()),
            "row 1, line 2",
            "no record in the storage form",
        ),
        (hand.replace("\"Zoë\"", &"a, forms: [{text: ".repeat(1_000)), "row 1, line 11", "nested deeper"),
        (
            hand.replace(
                "{answer: {absent: [not-asked]}",
                &format!("{{answer: {{absent: [{}]}}", "a, ".repeat(1_500_000)),
            ),
            "row 1, line 3",
            "than any record",
        ),
        (format!("name: \"{}\"", "x".repeat(LONGEST)), "line 1, column 1", "longer than 16 MiB"),
    ] {
        let said = error(input.as_bytes());
        if !said.starts_with(starts) || !said.contains(says) {
            wrong.push(format!("{starts} {says}: {said}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(error(b"\xFF\xFE-\0").contains("UTF-16"));
    assert!(error(&[hand.as_bytes(), b"# \xEB\n"].concat()).contains("not UTF-8"));
}

/// Each anchor ten times the one before it.
#[test]
fn a_bomb_of_aliases_is_refused() {
    let mut bomb = "format: &a0 [x]\n".to_owned();
    for step in 1..12 {
        let all = vec![format!("*a{}", step - 1); 10].join(", ");
        bomb.push_str(&format!("a{step}: &a{step} [{all}]\n"));
    }
    assert!(error(bomb.as_bytes()).contains("anchors"));
}

#[test]
fn a_document_in_brackets_is_read_and_not_changed() {
    let json = String::from_utf8(source(&Settings::of("storage"), &[Demographics::not_asked()])).unwrap();
    let document = format!("--- {json}");
    let person = StorageDocuments::default().read(document.as_bytes()).unwrap().person;
    assert!(person == Demographics::not_asked());
    let other = with_text(Demographics::not_asked(), "other");
    assert_eq!(
        StorageDocuments::default().update(document.as_bytes(), &other, "name", CHOICE).unwrap(),
        None
    );
}

/// A long text is one, wherever it stands.
#[test]
fn a_long_text_comes_back() {
    let long = "a \u{202e}\"': # ".repeat(50_000);
    let person = with_text(Demographics::not_asked(), &long);
    assert!(StorageDocuments::default().read(&written(&person)).unwrap().person == person);
}
