//! `ownwords name`, as a registration clerk and a developer use it.

use serde_json::Value;
use snapbox::cmd::{Command, cargo_bin};
use snapbox::str;

/// The names that a registration desk has to be able to take.
const NAMES: [&str; 10] = [
    "Zoë",
    "Nguyễn Thị Minh Khai",
    "María José Carreño Quiñones",
    "O’Brien-Ó Súilleabháin",
    "Sukarno",
    "김민준",
    "אַבְרָהָם",
    "ஐஸ்வர்யா",
    "Ștefan",
    "X Æ A-12",
];

/// The tenth and one: 747 letters.
fn names() -> Vec<String> {
    let words = ["Wolfeschlegel", "stein", "hausen", "berger", "dorff"];
    let long = words.iter().cycle().flat_map(|word| word.chars()).take(747).collect();
    NAMES.iter().map(|name| (*name).to_owned()).chain([long]).collect()
}

fn ownwords(arguments: &[&str]) -> Command {
    Command::new(cargo_bin!("ownwords")).arg("name").args(arguments)
}

fn json(arguments: &[&str]) -> Value {
    let output = ownwords(arguments).args(["--format", "json"]).assert().success().stderr_eq("");
    serde_json::from_slice(&output.get_output().stdout).unwrap()
}

/// What each line of standard input is answered with, and the exit status.
fn lines(arguments: &[&str], input: &[u8]) -> (Vec<Value>, Option<i32>) {
    let output = ownwords(arguments).stdin(input.to_vec()).output().unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    let answers = output.stdout.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
    (answers.map(|line| serde_json::from_slice(line).unwrap()).collect(), output.status.code())
}

#[test]
fn every_name_can_be_entered_without_a_warning() {
    for name in names() {
        let answer = json(&["check", &name]);
        assert_eq!(answer["name"], *name);
        assert_eq!((&answer["accepted"], &answer["warnings"]), (&true.into(), &Value::Array(Vec::new())));
    }
    let (answers, status) = lines(&["check", "-"], names().join("\n").as_bytes());
    assert_eq!((answers.len(), status), (11, Some(0)));
    ownwords(&["check", "X Æ A-12"]).assert().success().stdout_eq(str![[r#"
can be entered exactly as it is

"#]]);
}

#[test]
fn words_in_no_marked_part_are_told() {
    let render = ["render", "ADA GRACE HART", "--part", "family=HART", "--for", "mrz-td3"];
    let answer = json(&render);
    let receipt = &answer["receipt"];
    assert_eq!((&receipt["unchanged"], &receipt["lost_something"]), (&false.into(), &true.into()));
    let step = serde_json::json!({"kind": "unmarked", "table": null, "count": 8, "places": [[1, 3], [5, 9]]});
    assert_eq!(receipt["steps"], Value::Array(vec![step]));
    ownwords(&render).args(["--purpose", "wristband"]).assert().code(1);
}

#[test]
fn what_is_refused_and_what_is_asked_is_said_with_its_place() {
    ownwords(&["check", "Anna\u{202E}"]).assert().code(1).stderr_eq("").stdout_eq(str![[r#"
cannot be entered: the name cannot hold U+202E right-to-left override, character 5
  remove the character, which nobody can see, and enter the name again
  the name holds U+202E right-to-left override, character 5; nobody can see it

"#]]);
    ownwords(&["check", "JosÃ©"]).assert().code(1).stderr_eq("").stdout_eq(str![[r#"
can be entered exactly as it is
  the name is UTF-8 that was read as another encoding; show the person the likely original
    perhaps: José

"#]]);
    let (answers, status) = lines(&["check", "-"], b"Zo\xEB\n Ada\nZoe\tgiven=Zoe\n");
    assert_eq!((answers.len(), status), (3, Some(2)));
    assert_eq!(answers[0]["error"], "this line is not in UTF-8");
    assert_eq!(answers[1]["warnings"][0]["kind"], "leading-space");
    assert_eq!(answers[2]["accepted"], true);
}

#[test]
fn every_name_is_like_itself_and_no_other() {
    let names = names();
    for (place, one) in names.iter().enumerate() {
        for (other_place, other) in names.iter().enumerate() {
            let (answers, status) = lines(&["compare", "-"], format!("{one}\t{other}").as_bytes());
            let alike = place == other_place;
            assert_eq!(status, Some(i32::from(!alike)));
            assert_eq!(answers[0]["grades"]["identical"], alike);
        }
    }
}

#[test]
fn names_are_compared_grade_by_grade() {
    ownwords(&["compare", "Ștefan", "stefan"]).assert().success().stderr_eq("").stdout_eq(str![[r#"
different characters
different characters once composed
same search form of DIN 91379
same letters without marks

"#]]);
    let answer = json(&["compare", "אַבְרָהָם", "אברהם"]);
    assert_eq!(
        (&answer["strictest"], &answer["search_form"]),
        (&"same-search-form".into(), &"ownwords".into())
    );
    ownwords(&["compare", "김민준", "Kim Min-jun"]).assert().code(1);
    ownwords(&["compare", "Zoë"]).assert().code(2).stdout_eq("").stderr_eq(str![[r#"
error: two names are needed; in a line, put a tab between them

"#]]);
}

#[test]
fn a_name_without_marked_parts_is_shown_as_it_was_given() {
    for name in names() {
        for locale in ["en-GB", "ja", "hu", "xh"] {
            let answer = json(&["format", &name, "--locale", locale, "--length", "short"]);
            assert_eq!((&answer["shown"], &answer["as_given"]), (&Value::from(&*name), &true.into()));
        }
    }
}

#[test]
fn a_name_with_marked_parts_is_shown_as_its_language_has_it() {
    let marked = ["Nguyễn Thị Minh Khai", "--language", "vi", "--part", "family=Nguyễn", "--part"];
    let marked = [&marked[..], &["further-given=Thị Minh", "--part", "given=Khai"]].concat();
    for (asked, expected) in [
        (&["--locale", "vi"][..], "Nguyễn Thị Minh Khai"),
        (&["--order", "sorting"], "Nguyễn, Khai"),
        (&["--order", "given-first"], "Khai Nguyễn"),
        (&["--usage", "monogram", "--formality", "formal"], "N"),
    ] {
        let arguments = [&["format"], &marked[..], asked].concat();
        assert_eq!(json(&arguments)["shown"], expected, "{asked:?}");
    }
    let line = "김민준\tlanguage=ko\tfamily=김\tgiven=민준\nZoë\tlanguage=e_n\n";
    let (answers, status) = lines(&["format", "-"], line.as_bytes());
    assert_eq!((&answers[0]["shown"], &answers[0]["locale"]), (&"김민준".into(), &"ko".into()));
    assert!(answers[1]["error"].is_string() && status == Some(2));
}

#[test]
fn errors_do_not_repeat_a_name() {
    for arguments in [
        &["format", "Zoë", "--part", "Zoë"][..],
        &["format", "Zoë", "--part", "Zoë=Hart"],
        &["format", "-", "--part", "given=Zoë"],
        &["render", "Zoë", "--for", "nobody"],
        &["render", "Zoë", "--for", "ascii", "--purpose", "gossip"],
    ] {
        let output = ownwords(arguments).assert().code(2).stdout_eq("");
        let stderr = String::from_utf8_lossy(&output.get_output().stderr).into_owned();
        assert!(stderr.starts_with("error: ") && !stderr.contains("Zoë"), "{stderr}");
    }
}

#[test]
fn names_are_rendered_with_a_receipt_and_a_residue_or_it_is_said_why_not() {
    let answer = json(&["render", "Ștefan", "--for", "ascii"]);
    assert_eq!((&answer["text"], &answer["receipt"]["unchanged"]), (&"Stefan".into(), &false.into()));
    assert_eq!(answer["receipt"]["steps"][0]["kind"], "transliterated");
    assert_eq!(answer["receipt"]["steps"][0]["places"], serde_json::json!([[1, 1]]));
    assert!(answer["residue"].as_str().unwrap().starts_with('R'));

    for name in names() {
        let output = ownwords(&["render", &name, "--for", "ascii", "--format", "json"]).output().unwrap();
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
        let no_table = ["김민준", "אַבְרָהָם", "ஐஸ்வர்யா"].contains(&name.as_str());
        assert_eq!(output.status.code(), Some(i32::from(no_table)), "{answer}");
        assert_eq!(answer["error"].is_string(), no_table, "{answer}");
        assert_ne!(answer["text"].is_string(), no_table, "{answer}");
    }
    // A name for a wristband goes out as it is, or not at all.
    let refused = ownwords(&["render", "Zoë", "--for", "ascii", "--purpose", "wristband"]);
    refused.assert().code(1).stderr_eq("");
    let (answers, status) =
        lines(&["render", "-", "--for", "vision-surname"], "Zoë Hart\tfamily=Hart\nZoë".as_bytes());
    assert_eq!((&answers[0]["text"], status), (&"HART".into(), Some(1)));
}

/// The example is the part that most people have for such a field, and not the first that it takes.
#[test]
fn which_words_go_into_a_field_is_asked_with_an_example_that_can_be_typed() {
    for (profile, part) in [("vision-surname", "family"), ("pds-given", "given"), ("nhs-title", "title")] {
        let output = ownwords(&["render", "Sukarno", "--for", profile]).assert().code(1).stderr_eq("");
        let page = String::from_utf8_lossy(&output.get_output().stdout).into_owned();
        let hint = format!("  to mark words here: --part {part}=WORDS, in the bearer's order\n");
        assert!(page.ends_with(&hint), "{page}");
        ownwords(&["render", "Sukarno", "--for", profile, "--part", &format!("{part}=Sukarno")])
            .assert()
            .success();
    }
    // Marks are there, and it is something else that is wrong.
    let marked = ["render", "Zoë", "--part", "family=Zoë", "--for", "vision-surname", "--purpose"];
    for purpose in ["wristband", "equality-monitoring"] {
        let output = ownwords(&[&marked[..], &[purpose]].concat()).assert().code(1);
        assert!(!String::from_utf8_lossy(&output.get_output().stdout).contains("--part"), "{purpose}");
    }
}

#[test]
fn each_receiver_is_listed_with_its_source_and_how_good_that_is() {
    let answer = json(&["receivers"]);
    let receivers = answer.as_array().unwrap();
    for receiver in receivers {
        for what in ["key", "owner", "title", "source", "quality"] {
            assert!(receiver[what].as_str().is_some_and(|text| !text.is_empty()), "{receiver}");
        }
    }
    let vision = receivers.iter().find(|one| one["key"] == "vision-surname").unwrap();
    assert_eq!((&vision["maximum"], &vision["capitals"]), (&35.into(), &true.into()));
    assert_eq!(vision["parts"], serde_json::json!(["family-prefix", "family", "second-family"]));
    let page = ownwords(&["receivers"]).assert().success().stderr_eq("");
    let lines = String::from_utf8_lossy(&page.get_output().stdout).lines().count();
    assert_eq!(lines, receivers.len());
    ownwords(&["render", "Zoë", "--for", "vision-surnam"]).assert().code(2).stdout_eq("").stderr_eq(str![[r#"
error: there is no receiver `vision-surnam`; the nearest key is `vision-surname`; `ownwords name receivers` lists all

"#]]);
}

#[test]
fn names_of_one_file_that_render_alike_are_reported_by_their_lines() {
    let ascii = ["collisions", "--for", "ascii"];
    let collisions = ownwords(&ascii).stdin("Zoë\nAda\nZoe\nAda\n김민준\n");
    collisions.assert().code(1).stderr_eq("").stdout_eq(str![[r#"
alike though they differ: lines 1, 3
cannot be rendered: lines 5

"#]]);
    let names = "Zo Zoë\tgiven=Zoë\r\n\r\nZo Zoe\tgiven=Zoe\r\n";
    let output = ownwords(&["collisions", "--for", "vision-forename", "--format", "json"]).stdin(names);
    let answer: Value = serde_json::from_slice(&output.assert().code(1).get_output().stdout).unwrap();
    assert_eq!(answer["groups"], serde_json::json!([[1, 3]]));
    ownwords(&ascii).stdin("Zoë\nAda\n").assert().success().stdout_eq(str![[r#"
no two names that differ are alike

"#]]);
    ownwords(&ascii).stdin("Ada\nZoë\tZoë\n").assert().code(2).stdout_eq("").stderr_eq(str![[r#"
error: standard input, line 2: a part has no known kind before a `=`; write it as family=WORDS; the kinds are title, given, given-informal, further-given, patronymic, family-prefix, family, second-family, generation, credentials

"#]]);
}

#[test]
fn purposes_are_said_in_sentences() {
    let answer = json(&["purposes"]);
    let purposes = answer.as_array().unwrap();
    let letter = purposes.iter().find(|one| one["key"] == "letter").unwrap();
    assert!(letter["sentence"].as_str().unwrap().len() > 20 && letter["identity"] == false);
    assert!(purposes.iter().any(|one| one["key"] == "wristband" && one["identity"] == true));
}
