//! What stewards may write, and what is said of what they may not.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ownwords::authoring::{Sources, new_concept};
use ownwords::{Error, ErrorKind, Kind};

use crate::copy::copy_folder;

/// A copy of the stewards' files in which one file has another text.
struct Copy(PathBuf);

impl Copy {
    fn with(name: &str, file: &str, change: impl FnOnce(String) -> Vec<u8>) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("authoring-{name}"));
        let _ = fs::remove_dir_all(&copy);
        for folder in ["standards", "mappings"] {
            copy_folder(&root.join(folder), &copy.join(folder));
        }
        let text = fs::read_to_string(copy.join(file)).unwrap();
        fs::write(copy.join(file), change(text)).unwrap();
        Self(copy)
    }

    fn faults(&self) -> Vec<Error> {
        Sources::read(&self.0).map(drop).expect_err("faults are found")
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const NHS: &str = "mappings/ethnicity/nhs-ethnic-category-2001.yaml";
const HERITAGES: &str = "standards/ethnicity/heritages.yaml";

fn replaced(from: &'static str, to: &'static str) -> impl FnOnce(String) -> Vec<u8> {
    move |text| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1).into_bytes()
    }
}

/// What another YAML reader could take for something else is refused, with its place.
#[test]
fn what_two_readers_could_read_differently_is_refused() {
    for (name, from, to) in [
        ("duplicate-key", "    label: \"British\"\n", "    label: \"British\"\n    label: \"Irish\"\n"),
        ("bare-letter", "code: \"N\"", "code: N"),
        ("bare-number", "code: \"99\"", "code: 99"),
        ("bare-word", "label: \"British\"", "label: no"),
        ("exponent", "code: \"B\"", "code: 1E5"),
        ("anchor", "label: \"British\"", "label: &anchor \"British\""),
        ("alias", "label: \"British\"", "label: *anchor"),
        ("tag", "label: \"British\"", "label: !odd \"British\""),
        ("merge-key", "  - code: \"B\"\n", "  - <<: {group: \"White\"}\n    code: \"B\"\n"),
        ("unknown-key", "    group: \"White\"\n", "    grouping: \"White\"\n"),
        ("second-document", "rows:\n", "---\nrows:\n"),
    ] {
        let faults = Copy::with(name, NHS, replaced(from, to)).faults();
        let [fault] = &faults[..] else { panic!("{name}: one fault is expected: {faults:?}") };
        assert_eq!(fault.kind(), ErrorKind::Format, "{name}");
        let place = fault.position().expect("a place");
        assert_eq!(place.file.as_deref(), Some(NHS), "{name}");
        assert!(place.line.is_some(), "{name}: {fault}");
        assert!(fault.help().is_some(), "{name}");
    }
}

#[test]
fn bombs_and_bytes_are_refused_quickly() {
    let deep = |_: String| "[".repeat(200_000).into_bytes();
    let bomb = |_: String| {
        let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for level in 1..10 {
            let below = format!("*a{}", level - 1);
            text.push_str(&format!("a{level}: &a{level} [{}]\n", vec![below; 9].join(", ")));
        }
        text.into_bytes()
    };
    let no_text = |_: String| b"system: \"\xFF\"\n".to_vec();
    for copy in
        [Copy::with("deep", NHS, deep), Copy::with("bomb", NHS, bomb), Copy::with("no-text", NHS, no_text)]
    {
        let name = copy.0.display();
        let start = Instant::now();
        assert!(!copy.faults().is_empty(), "{name}");
        // Far above what it takes; a bomb that goes off takes minutes.
        assert!(start.elapsed() < Duration::from_secs(20), "{name}");
    }
}

#[test]
fn line_ends_and_byte_order_marks_are_accepted() {
    let windows = |text: String| format!("\u{FEFF}{}", text.replace('\n', "\r\n")).into_bytes();
    let copy = Copy::with("windows", NHS, windows);
    assert!(Sources::read(&copy.0).is_ok());
}

/// Every fault of a file is said, each at its own line, with the nearest right word where there is one.
#[test]
fn all_faults_are_said_together() {
    let copy = Copy::with("many", NHS, |text| {
        let text = text.replacen("means: [irish]", "means: [irihs]", 1);
        let text = text.replacen("absent: [unknown]", "absent: [unknwon]", 1);
        let text = text.replacen("relationship: equivalent", "relationship: equal", 1);
        let text = text.replacen("code: \"K\"", "code: \"J\"", 1);
        let text = text.replacen("label: \"Chinese\"", "label: \"\"", 1);
        text.replacen("  source: dd", "  source: dead", 1).into_bytes()
    });
    let faults = copy.faults();
    let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
    for expected in [
        "`irihs` is not a known slug; the nearest slug is `irish`",
        "`unknwon` is not a known reason; the nearest reason is `unknown`",
        "`equal` is not a known relationship",
        "the code `J` stands twice",
        "the code `R` has a meaning and no official label",
        "`dead` is not a known source",
    ] {
        assert!(said.iter().any(|fault| fault.contains(expected)), "{expected} is not among {said:#?}");
    }
    assert!(faults.iter().all(|fault| fault.position().is_some_and(|place| place.line.is_some())));
    let lines: Vec<u64> = faults.iter().filter_map(|fault| fault.position()?.line).collect();
    assert!(lines.iter().collect::<std::collections::BTreeSet<_>>().len() >= 5, "{lines:?}");
}

#[test]
fn relations_that_cannot_hold_are_found() {
    let copy = Copy::with("relations", HERITAGES, |text| {
        // The first entry is broader than the second; now it is narrower too.
        let text = text.replacen("    broader: []\n", "    broader: [british]\n", 1);
        text.replacen(
            "broader: [british]\n    attested-by",
            "broader: [british]\n    overlaps: [english]\n    attested-by",
            1,
        )
        .into_bytes()
    });
    let said: Vec<String> = copy.faults().iter().map(ToString::to_string).collect();
    assert!(said.iter().any(|fault| fault.contains("`european` is broader than itself")), "{said:#?}");
}

#[test]
fn an_id_with_one_wrong_character_is_found() {
    let copy = Copy::with("id", HERITAGES, replaced("id: \"HD99YF\"", "id: \"HD99YG\""));
    let faults = copy.faults();
    assert!(faults[0].to_string().contains("check character"), "{faults:?}");
}

/// `new` adds the entry with the next id and leaves every other byte alone; the file is sound afterwards.
#[test]
fn a_new_heritage_gets_the_next_id() {
    let copy = Copy::with("new", HERITAGES, String::into_bytes);
    let before = fs::read_to_string(copy.0.join(HERITAGES)).unwrap();
    let (first, file, text) =
        new_concept(&copy.0, Kind::Heritage, "example-people", "Example \"people\"").unwrap();
    assert_eq!(file, HERITAGES);
    assert!(text.starts_with(&before));
    fs::write(copy.0.join(file), &text).unwrap();
    assert!(Sources::read(&copy.0).is_ok());
    let (second, _, _) = new_concept(&copy.0, Kind::Heritage, "more-people", "More people").unwrap();
    assert_eq!(second.number(), first.number() + 1);
    for (slug, label) in [("example-people", "Again"), ("Bad Slug", "Bad"), ("good-slug", " ")] {
        let error = new_concept(&copy.0, Kind::Heritage, slug, label).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Usage, "{slug}");
    }
}

/// One change to one file, and the one sentence that it has to bring, at the line that was changed.
#[test]
fn each_fault_is_said_where_it_stands() {
    const UKCORE: &str = "mappings/ethnicity/ukcore-ethnic-category-england.yaml";
    const GDPPR: &str = "mappings/ethnicity/authority-gdppr.yaml";
    const ABSENCE: &str = "standards/absence.yaml";
    const PURPOSES: &str = "standards/purposes.yaml";
    const DISAGREEMENTS: &str = "mappings/ethnicity/disagreements.yaml";
    let same = "same-category-as: {system: nhs-ethnic-category-2001, code: \"A\"";
    let cases = [
        (NHS, "code: \"N\"", "code: N", "`N` needs quotes; write \"N\""),
        (
            NHS,
            "group: \"White\"",
            "grop: \"White\"",
            "`grop` is not a key of this entry; the nearest key is `group`",
        ),
        (NHS, "number: 1\n", "number: 30\n", "the system number `30` stands twice"),
        (NHS, "number: 1\n", "number: one\n", "this is not a whole number"),
        (
            NHS,
            "field: ethnicity",
            "field: ethnicty",
            "`ethnicty` is not a known field; the nearest field is `ethnicity`",
        ),
        (
            NHS,
            "concepts: [british]",
            "concepts: [not-further-stated]",
            "this is no heritage that could be a nationality",
        ),
        (NHS, "means: [indian]", "means: [indian, indian]", "the slug `indian` stands twice"),
        (NHS, "means: [indian]", "means: []", "the code `H` says nothing; give it one of"),
        (NHS, "absent: [unknown]", "adds: [colour]", "the code `99` says nothing"),
        (
            NHS,
            "absent: [unknown]",
            "meaning: unknown",
            "`unknown` is not a known meaning; the list is `not-known`",
        ),
        (NHS, "code: \"R\"", "code: \"\"", "the code is empty"),
        (UKCORE, same, &same.replace("2001", "2002"), "`nhs-ethnic-category-2002` is not a known system"),
        (UKCORE, same, &same.replace("\"A\"", "\"a\""), "`a` is not a known code; the nearest code is `A`"),
        (
            UKCORE,
            same,
            &format!("relationship: equivalent\n    {same}"),
            "has a relationship, and no heritage",
        ),
        (GDPPR, "heritage: polish", "heritage: pollish", "the nearest slug is `polish`"),
        (GDPPR, "authority: gdppr", "authority: gdpr", "the file's name is not that of its authority"),
        (DISAGREEMENTS, "means: [turkish]", "means: [turksh]", "the nearest slug is `turkish`"),
        (DISAGREEMENTS, "means: [turkish]", "means: []", "the term `Turkish` has no meaning or no code"),
        (DISAGREEMENTS, "term: \"Turkish\"", "term: \"English\"", "the term `English` stands twice"),
        (DISAGREEMENTS, "{code: \"WROM\"", "{code: \"WRON\"", "the nearest code is `WRO"),
        (
            DISAGREEMENTS,
            "by: [gdppr, pds]",
            "by: [gdppr, psd]",
            "`psd` is not a known source; the nearest source is `pds`",
        ),
        (DISAGREEMENTS, "by: [gdppr, pds]", "by: []", "nobody is named who says this"),
        (DISAGREEMENTS, "{code: \"W\", by: [gdppr]}, ", "", "nobody disagrees about `Arab`"),
        (
            DISAGREEMENTS,
            "codes-are-of: [gdppr-ethnic",
            "codes-are-of: [gdpr-ethnic",
            "the nearest system is `gdppr-ethnic-category`",
        ),
        (ABSENCE, "slug: not-asked", "slug: not_asked", "`not_asked` cannot be the slug of a reason"),
        (ABSENCE, "number: 4\n", "number: 3\n", "the number `3` stands twice"),
        (
            ABSENCE,
            "code: \"NASK\"",
            "code: \"NSAK\"",
            "`hl7-v3-null-flavor` has no code `NSAK`; the nearest code is `NASK`",
        ),
        (HERITAGES, "slug: african\n", "slug: not-further-stated\n", "cannot be the slug of a concept"),
        (HERITAGES, "id: \"HD99YF\"", "id: \"hd99yf\"", "an id is written in capitals; write \"HD99YF\""),
        (HERITAGES, "standard: ethnicity", "standard: orientation", "`orientation` is not a known standard"),
        (
            "standards/ethnicity/british-isles.yaml",
            "broader: [european]",
            "broader: [european, european]",
            "the slug `european` stands twice",
        ),
        (HERITAGES, "    use: counting", "    use: count", "the nearest use is `counting`"),
        (PURPOSES, "sees: [name]", "sees: [nmae]", "the nearest part of the record is `name`"),
        (PURPOSES, "use: everyday", "use: everday", "the nearest use is `everyday`"),
        (PURPOSES, "key: sample", "key: wristband", "the key `wristband` stands twice"),
        (PURPOSES, "without your name.\"", "\"", "this is not a sentence"),
        (
            PURPOSES,
            "key: former-pronouns",
            "key: former-pronuns",
            "the nearest sealed part is `former-pronouns`",
        ),
        ("standards/standard.yaml", "-24\"", "-31\"", "this is not a day of the calendar; write YYYY-MM-DD"),
    ];
    for (file, from, to, expected) in cases {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let before = fs::read_to_string(root.join(file)).unwrap();
        let start = before.find(from).unwrap_or_else(|| panic!("{file} has no {from}"));
        let line = 1 + before[..start].matches('\n').count() as u64;
        let copy = Copy::with("each", file, |text| text.replacen(from, to, 1).into_bytes());
        let faults = Sources::read(&copy.0).map(drop).err().unwrap_or_else(|| panic!("{to}: no fault"));
        let found = faults.iter().find(|fault| fault.to_string().contains(expected));
        let found = found.unwrap_or_else(|| panic!("{to}: {faults:#?}"));
        let place = found.position().expect("a place");
        assert_eq!(place.file.as_deref(), Some(file), "{to}");
        // A row's fault stands at its code, which may be some lines above.
        assert!(place.line.is_some_and(|said| said <= line + 1 && said + 4 >= line), "{to}: {found}");
        assert!(place.column.is_some() && found.help().is_some(), "{to}: {found}");
        let message = found.message();
        assert!(
            !message.ends_with('.') && !message.starts_with(|first: char| first.is_ascii_uppercase()),
            "{message}"
        );
    }
}

/// An observation is neither an absence nor the category that somebody states; and no term of a licensed list is written
/// down.
#[test]
fn observations_and_licensed_terms_are_kept_apart() {
    const IC: &str = "mappings/ethnicity/police-observed-ic.yaml";
    const SNOMED: &str = "mappings/ethnicity/gdppr-snomed.yaml";
    const POLICE: &str = "mappings/ethnicity/police-self-defined.yaml";
    let observed = "records what somebody observed";
    for (file, from, to, expected) in [
        (IC, "observed: \"yes\"", "observed: \"maybe\"", "`maybe` is not a known value"),
        (IC, "observed: \"yes\"", "observed: yes", "`yes` needs quotes"),
        (
            IC,
            "means: [south-asian]\n    relationship: source-is-narrower-than-target",
            "absent: [unknown]",
            observed,
        ),
        (
            POLICE,
            "{system: nhs-ethnic-category-2001, code: \"H\"",
            "{system: police-observed-ic, code: \"IC4\"",
            observed,
        ),
        (
            SNOMED,
            "label: \"\"",
            "label: \"Any term\"",
            "the terms of this list need a licence; leave the label empty",
        ),
        (
            SNOMED,
            "feature: snomed",
            "feature: snomd",
            "`snomd` is not a known feature; the nearest feature is `snomed`",
        ),
    ] {
        let faults = Copy::with("observed", file, replaced(from, to)).faults();
        assert!(faults.iter().any(|fault| fault.to_string().contains(expected)), "{to}: {faults:#?}");
    }
}

/// A file that is no YAML stops the reading of itself alone: what refers to it is not blamed, and the faults of others
/// are said with it.
#[test]
fn a_broken_file_is_said_once_and_does_not_hide_the_faults_of_others() {
    for broken in [HERITAGES, "standards/absence.yaml", "standards/purposes.yaml", NHS] {
        let copy = Copy::with("broken", broken, |_| b"nothing: \"of this\"\n".to_vec());
        let orientations = copy.0.join("standards/orientation/orientations.yaml");
        let text = fs::read_to_string(&orientations).unwrap();
        fs::write(&orientations, text.replacen("status: provisional", "status: provisonal", 1)).unwrap();
        let faults = copy.faults();
        let [one, other] = &faults[..] else { panic!("{broken}: two faults are expected: {faults:#?}") };
        let kinds = [one.kind(), other.kind()];
        assert!(
            kinds.contains(&ErrorKind::Format) && kinds.contains(&ErrorKind::Data),
            "{broken}: {faults:#?}"
        );
    }
}

#[test]
fn missing_and_misnamed_files_are_said() {
    let copy = Copy::with("missing", NHS, String::into_bytes);
    fs::rename(copy.0.join(HERITAGES), copy.0.join("standards/ethnicity/heritages.yml")).unwrap();
    let faults = copy.faults();
    assert!(faults.iter().any(|fault| fault.message() == "nothing reads this file"), "{faults:#?}");
    fs::remove_dir_all(copy.0.join("mappings")).unwrap();
    let faults = copy.faults();
    assert!(faults.iter().any(|fault| fault.kind() == ErrorKind::Io), "{faults:#?}");
}

/// The id after the last is not known while an id is wrong, so none is given.
#[test]
fn no_id_is_given_while_one_is_wrong() {
    let copy = Copy::with("wrong-id", HERITAGES, replaced("id: \"HD99YF\"", "id: \"HD99YG\""));
    let error = new_concept(&copy.0, Kind::Heritage, "example-people", "Example people").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Data);
    assert!(error.position().is_some_and(|place| place.line.is_some()), "{error}");
}

#[test]
fn a_new_entry_keeps_the_line_ends_of_its_file() {
    let windows = |text: String| text.replace('\n', "\r\n").into_bytes();
    let copy = Copy::with("new-windows", HERITAGES, windows);
    let before = fs::read_to_string(copy.0.join(HERITAGES)).unwrap();
    let (_, _, after) = new_concept(&copy.0, Kind::Heritage, "example-people", "Example people").unwrap();
    assert!(after.starts_with(&before));
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
    for slug in ["no", "not-further-stated", "-a", "a-", "a--b", "1st", "é"] {
        assert!(new_concept(&copy.0, Kind::Heritage, slug, "Example").is_err(), "{slug}");
    }
}

const ORIENTATION: &str = "standards/questions/orientation.yaml";

/// Every fault of a question is found, and all of them together.
#[test]
fn a_question_says_how_it_may_be_asked() {
    let changes = [
        (
            "options: [asexual, bisexual,",
            "options: [asexual, asexual, bisexul, gay-or-lesbian,",
            "`asexual` stands twice",
        ),
        ("", "", "`bisexul` is not a known slug"),
        ("", "", "`gay-or-lesbian` is not offered to anybody"),
        ("several: \"yes\"", "several: \"perhaps\"", "`perhaps` is not a known answer"),
        (
            "purposes: [equality-monitoring]",
            "purposes: [ward-board]",
            "`ward-board` does not see `orientation`",
        ),
        ("", "", "the person is not told that `equality-monitoring` sees `orientation`"),
        (
            "reviewed-by: \"not yet reviewed\"",
            "reviewed-by: \"\"",
            "this does not say who reviewed the wording",
        ),
        ("declined: \"I would rather not say\"", "declined: \"\"", "nothing is said here"),
        (
            "You can use your own words too.",
            "Additional heterogeneous characterisations are permissible.",
            "this is too hard to read",
        ),
    ];
    let copy = Copy::with("questions", ORIENTATION, |mut text| {
        for (from, to, _) in changes {
            assert!(text.contains(from), "{from}");
            text = text.replacen(from, to, 1);
        }
        text.into_bytes()
    });
    let faults = copy.faults();
    for (_, _, said) in changes {
        let fault = faults.iter().find(|fault| fault.message().contains(said));
        let place = fault.unwrap_or_else(|| panic!("{said}: {faults:?}")).position().unwrap();
        assert_eq!(place.file.as_deref(), Some(ORIENTATION));
        assert!(place.line.is_some(), "{said}");
    }
    assert_eq!(faults.len(), changes.len(), "{faults:?}");
}

/// Not saying, not being sure and own words have no default: a file without one of them is no question.
#[test]
fn a_question_without_a_way_not_to_answer_is_refused() {
    for key in ["declined", "not-sure", "own-words", "reviewed-by"] {
        let copy = Copy::with(&format!("question-without-{key}"), ORIENTATION, |text| {
            let line = text.lines().find(|line| line.trim_start().starts_with(&format!("{key}: "))).unwrap();
            text.replacen(&format!("{line}\n"), "", 1).into_bytes()
        });
        let faults = copy.faults();
        let said = format!("the key `{key}` is missing");
        assert!(faults.iter().any(|fault| fault.message().contains(&said)), "{key}: {faults:?}");
    }
}
