//! `ownwords check`, in each of its formats.

#[path = "../../tests/copy/mod.rs"]
mod copy_of;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use snapbox::cmd::{Command, OutputAssert, cargo_bin};
use snapbox::str;

use copy_of::copy_folder;

const LIST: &str = "mappings/ethnicity/testhaven-ethnic-group.yaml";

/// A copy of the example of an overlay, which is small, with some faults in it.
struct Overlay(PathBuf);

impl Overlay {
    fn new(name: &str) -> Self {
        let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("check-{name}"));
        let _ = fs::remove_dir_all(&copy);
        copy_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/overlay"), &copy.join("own"));
        Self(copy)
    }

    fn with(self, file: &str, from: &str, to: &str) -> Self {
        let path = self.0.join("own").join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{from}");
        fs::write(path, text.replacen(from, to, 1)).unwrap();
        self
    }

    fn check(&self, arguments: &[&str]) -> OutputAssert {
        Command::new(cargo_bin!("ownwords"))
            .args(["check", "--overlay", "own"])
            .args(arguments)
            .current_dir(&self.0)
            .assert()
            .stderr_eq("")
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_slice(&self.check(arguments).code(1).get_output().stdout).unwrap()
    }
}

impl Drop for Overlay {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn faulty(name: &str) -> Overlay {
    Overlay::new(name)
        .with(LIST, "means: [sylheti]", "means: [syhleti]")
        .with(LIST, "absent: [asked-declined]", "absent: [asked-declned]")
        .with(LIST, "title: \"TESTHAVEN ETHNIC GROUP\"", "title: \"100 % of: Testhaven, made up\"")
        .with(
            "standards/ethnicity/heritages.yaml",
            "{language: en, text: \"Sylheti Bangladeshi\", use: synonym}",
            "{language: syl, text: \"ছিলটি\u{9C0}\", use: synonim}",
        )
}

#[test]
fn what_is_sound_is_said_to_be() {
    Overlay::new("sound").check(&[]).code(0).stdout_eq("4 files are sound\n");
}

#[test]
fn people_see_the_line_and_the_place() {
    faulty("text").check(&[]).code(1).stdout_eq(str![[r#"
OW-STD-016 UnknownWord: `synonim` is not a known use of a label
  --> own/standards/ethnicity/heritages.yaml:28:46
   |
28 |       - {language: syl, text: "ছিলটিী", use: synonim}
   |                                              ^^^^^^^
   = help: the nearest use of a label is `synonym`
   = why: The list is short and fixed. A word beside it would be taken for none of them, and the entry would lose its sense.

OW-STD-001 UnknownConcept: `syhleti` is not a known slug
  --> own/mappings/ethnicity/testhaven-ethnic-group.yaml:23:13
   |
23 |     means: [syhleti]
   |             ^^^^^^^
   = help: the nearest slug is `sylheti`
   = why: The row, question or relation means nobody, and the people whom it was written for are left out of it.

OW-MAP-021 UnknownReason: `asked-declned` is not a known reason
  --> own/mappings/ethnicity/testhaven-ethnic-group.yaml:40:14
   |
40 |     absent: [asked-declned]
   |              ^^^^^^^^^^^^^
   = help: the nearest reason is `asked-declined`
   = why: Not asked, asked and declined, and unknown are different things to have happened to a person.

3 faults

"#]]);
}

#[test]
fn programs_get_each_fault_with_its_place() {
    let answer = faulty("json").json(&["--format", "json"]);
    let faults = answer["faults"].as_array().unwrap();
    assert_eq!((answer["files"].as_u64(), faults.len()), (Some(4), 3));
    let fault = &faults[1];
    assert_eq!((&fault["rule"], &fault["name"]), (&"OW-STD-001".into(), &"UnknownConcept".into()));
    assert_eq!(fault["file"], format!("own/{LIST}"));
    assert!(fault["line"].is_u64() && fault["column"].is_u64() && fault["why"].is_string());
    assert_eq!(fault["help"], "the nearest slug is `sylheti`");
}

/// Each result names a rule of the log, and its region is the word that is wrong.
#[test]
fn a_sarif_log_has_its_rules_and_regions() {
    let log = faulty("sarif").json(&["--format", "sarif"]);
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(run["tool"]["driver"]["name"], "ownwords");
    for result in run["results"].as_array().unwrap() {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(rule["shortDescription"]["text"].is_string() && rule["help"]["text"].is_string());
        assert!(result["message"]["text"].is_string());
        let place = &result["locations"][0]["physicalLocation"];
        assert!(place["artifactLocation"]["uri"].as_str().unwrap().starts_with("own/"));
        let region = &place["region"];
        let columns = [&region["startColumn"], &region["endColumn"]].map(|column| column.as_u64().unwrap());
        assert!(region["startLine"].as_u64().unwrap() > 0 && columns[0] < columns[1]);
        let marked: String = region["snippet"]["text"]
            .as_str()
            .unwrap()
            .chars()
            .skip(columns[0] as usize - 1)
            .take((columns[1] - columns[0]) as usize)
            .collect();
        assert!(["syhleti", "asked-declned", "synonim"].contains(&marked.as_str()), "{marked}");
    }
}

#[test]
fn a_workflow_gets_one_line_for_each_fault() {
    faulty("github").check(&["--format", "github"]).code(1).stdout_eq(str![[r#"
::error file=own/standards/ethnicity/heritages.yaml,line=28,col=46,title=OW-STD-016 UnknownWord::`synonim` is not a known use of a label; the nearest use of a label is `synonym`%0AThe list is short and fixed. A word beside it would be taken for none of them, and the entry would lose its sense.
::error file=own/mappings/ethnicity/testhaven-ethnic-group.yaml,line=23,col=13,title=OW-STD-001 UnknownConcept::`syhleti` is not a known slug; the nearest slug is `sylheti`%0AThe row, question or relation means nobody, and the people whom it was written for are left out of it.
::error file=own/mappings/ethnicity/testhaven-ethnic-group.yaml,line=40,col=14,title=OW-MAP-021 UnknownReason::`asked-declned` is not a known reason; the nearest reason is `asked-declined`%0ANot asked, asked and declined, and unknown are different things to have happened to a person.

"#]]);
}

#[test]
fn files_narrow_what_is_said() {
    let overlay = faulty("files");
    let faults = |of: &str| overlay.json(&[of, "--format", "json"])["faults"].as_array().unwrap().len();
    assert_eq!(faults("own/standards"), 1);
    assert_eq!(faults(&format!("own/{LIST}")), 2);
    overlay.check(&["own/overlay.yaml"]).code(0);
    Command::new(cargo_bin!("ownwords"))
        .args(["check", "--overlay", "own", "no-such.yaml"])
        .current_dir(&overlay.0)
        .assert()
        .code(2)
        .stdout_eq("")
        .stderr_eq("error: no-such.yaml: this is no file that is checked, and no folder with one; name a file under standards/ or mappings/, and the root with --root\n");
}

#[test]
fn what_cannot_be_read_is_no_finding() {
    let overlay = Overlay::new("unreadable");
    fs::remove_file(overlay.0.join("own/overlay.yaml")).unwrap();
    overlay.check(&[]).code(2).stdout_eq(str![[r#"
OW-YML-020 UnreadableFile: this cannot be read (entity not found)
--> own/overlay.yaml
 = help: name the overlay's folder, which holds overlay.yaml
 = why: What it says would be missing from every table, and nobody would notice but the people it is about.

1 fault

"#]]);
}

#[test]
fn the_repository_is_sound() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    Command::new(cargo_bin!("ownwords"))
        .args(["check", "mappings/ethnicity"])
        .current_dir(root)
        .assert()
        .code(0)
        .stdout_eq("[..] files are sound\n");
}

/// Files that people write are refused by their size, whichever verb reads them, before any more of them is held: this one is of
/// a size that no memory has.
#[test]
fn a_file_that_no_person_can_read_is_refused_by_its_size() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("too-large.yaml");
    fs::File::create(&path).unwrap().set_len(1 << 40).unwrap();
    let file = path.to_str().unwrap();
    let cases = [
        &["audit", "README.md", "--columns", file][..],
        &["audit", "README.md", "--cohorts", file],
        &["check", "--cohorts", file],
        &["convert", "README.md", "--from", "csv", "--map", file, "--to", "storage", "--no-side"],
        &["export", "--as", "csv", file],
    ];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for case in cases {
        let output = Command::new(cargo_bin!("ownwords")).args(case).current_dir(&root).output().unwrap();
        let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        assert!(said.contains("the file is too large, or nested too deeply"), "{case:?}: {said}");
        assert!(!output.status.success(), "{case:?}");
    }
    fs::remove_file(path).unwrap();
}
