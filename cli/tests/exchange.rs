//! `export`, `import`, `compare` and `diff`, as a steward runs them.

#[path = "../../tests/copy/mod.rs"]
mod copy_of;

use std::fs;
use std::path::{Path, PathBuf};

use snapbox::cmd::{Command, OutputAssert, cargo_bin};

use copy_of::copy_folder;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn ownwords(arguments: &[&str]) -> OutputAssert {
    Command::new(cargo_bin!("ownwords")).args(arguments).current_dir(root()).assert()
}

fn text(assert: &OutputAssert) -> String {
    String::from_utf8(assert.get_output().stdout.clone()).unwrap()
}

fn json(arguments: &[&str], code: i32) -> serde_json::Value {
    let assert = ownwords(&[arguments, &["--format", "json"]].concat()).code(code);
    serde_json::from_str(&text(&assert)).unwrap()
}

/// A folder of a test's own, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn path(&self, file: &str) -> String {
        self.0.join(file).display().to_string()
    }

    fn write(&self, file: &str, text: &str) -> String {
        fs::write(self.0.join(file), text).unwrap();
        self.path(file)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const KEY: &str = "nhs-ethnic-category-2001";

#[test]
fn what_is_exported_is_imported_and_agrees_with_ours() {
    let folder = Folder::new("exchange-back");
    for (form, ending) in [("sssom", "sssom.tsv"), ("csv", "csv")] {
        let (file, yaml) = (folder.path(&format!("nhs.{ending}")), folder.path(&format!("{form}.yaml")));
        ownwords(&["export", "--as", form, KEY, "-o", &file]).code(0).stdout_eq("").stderr_eq("");
        ownwords(&["import", &file, "-o", &yaml])
            .code(0)
            .stdout_eq("")
            .stderr_eq("18 codes taken, 0 faults\n");
        let assert = ownwords(&["compare", KEY, &yaml]).code(0);
        assert!(text(&assert).ends_with("\n18 agreed, 0 disagreements\n"), "{}", text(&assert));
        // What is there is a steward's: never written over.
        let before = fs::read(&yaml).unwrap();
        ownwords(&["import", &file, "-o", &yaml]).code(2).stdout_eq("").stderr_eq(
            "error: [..].yaml: the file is there already; nothing was written; name a new file, and compare the two with \
             `ownwords compare`\n",
        );
        assert_eq!(fs::read(&yaml).unwrap(), before);
    }
}

#[test]
fn every_row_that_is_not_taken_is_said_with_its_place() {
    let folder = Folder::new("exchange-refused");
    let file = folder.write("codes.csv", "code,term\nA,First\n,Second\nA,Third\n");
    let assert =
        ownwords(&["import", &file, "--system", "example-list", "--field", "ethnicity", "--number", "900"]);
    assert.code(1).stderr_eq(
        "not taken: [..]codes.csv, line 3: the row has no code; write the code, or take the row out\n\
         not taken: [..]codes.csv, line 4: the code stands in an earlier row already; keep one of the two\n\
         to be filled in: title, owner, list-edition, jurisdiction, source, justification, review, date, mapping-edition\n\
         1 codes taken, 2 faults\n",
    );
    let answer = json(&["import", &file], 1);
    assert_eq!((&answer["rows"], &answer["refused"][1]["line"]), (&1.into(), &4.into()));
    assert!(answer["yaml"].as_str().unwrap().contains("meaning: not-known"));
}

#[test]
fn names_that_there_are_not_are_answered_with_the_nearest() {
    ownwords(&["export", "--as", "skos", "nhs-ethnic-categry-2001"])
        .code(2)
        .stderr_eq("error: there is no list of codes and no standard of this name; did you mean `nhs-ethnic-category-2001`?\n");
    ownwords(&["export", "--as", "sssom", "ethnicity"])
        .code(2)
        .stderr_eq("error: this format holds mappings, [..]\n");
    ownwords(&["compare", "gdpr", "school-census"]).code(2).stderr_eq("error: [..]did you mean `gdppr`?\n");
    ownwords(&["compare", "gdppr", "nowhere.csv"])
        .code(2)
        .stderr_eq("error: nowhere.csv: this cannot be read [..]\n");
    ownwords(&["export", "--as", "csv", "ethnicity", "--root", "cli"])
        .code(2)
        .stderr_eq("error: cli: here are no files [..]\n");
}

#[test]
fn a_standard_is_written_as_skos() {
    let assert = ownwords(&["export", "--as", "skos", "orientation"]).code(0);
    assert!(text(&assert).starts_with("@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"));
}

#[test]
fn a_local_file_is_held_against_ours() {
    let folder = Folder::new("exchange-local");
    let file = folder.write("local.csv", "Code,Description\nH,Indian\nJ,Pakistan\nX1,Other\n");
    let assert = ownwords(&["compare", KEY, &file]).code(1);
    let text = text(&assert);
    assert!(text.contains("\nanother label: 1\n  J  Pakistani  |  Pakistan\n"), "{text}");
    assert!(text.contains("local.csv: 1\n  X1  \"Other\"\n"), "{text}");
    assert!(text.ends_with("\n1 agreed, 18 disagreements\n"), "{text}");
    let file = folder.write("twice.csv", "code,label\nH,Indian\nH,Again\n");
    assert_eq!(json(&["compare", KEY, &file], 1)["second"]["refused"][0]["line"], 3);
    let answer = json(&["compare", "gdppr", "school-census"], 1);
    assert_eq!(answer["by_meaning"], true);
    let turkish =
        answer["disagreements"].as_array().unwrap().iter().find(|one| one["subject"] == "turkish").unwrap();
    assert_eq!(turkish["about"], "meaning");
}

#[test]
fn a_change_is_told_counted_and_written_into_the_changelog() {
    let folder = Folder::new("exchange-diff");
    for part in ["standards", "mappings"] {
        copy_folder(&root().join(part), &folder.0.join(part));
    }
    ownwords(&["diff", ".", &folder.path("")]).code(0).stdout_eq("0 changes, 0 that must not be\n");
    let file = folder.path("mappings/ethnicity/hesa-ethnic-two-digit.yaml");
    let before = fs::read_to_string(&file).unwrap();
    let (row, code) = {
        let row = before.find("means: [").unwrap();
        let code = before[..row].rfind("code: \"").unwrap() + 7;
        (row, before[code..].split('"').next().unwrap().to_owned())
    };
    let end = row + before[row..].find(']').unwrap();
    fs::write(&file, format!("{}means: [roma, cornish{}", &before[..row], &before[end..])).unwrap();
    let records = folder.write("made-up.csv", &format!("id,ethnicity\n1,{code}\n2,x\n3,{code}\n"));
    let new = folder.path("");
    let system = ["--records", &records, "--system", "ethnicity=hesa-ethnic-two-digit"];
    let assert = ownwords(&[&["diff", ".", &new], &system[..]].concat()).code(1);
    let said = text(&assert);
    assert!(
        said.contains("must not be: what a code means is frozen for an edition: raise `mapping-edition`\n"),
        "{said}"
    );
    assert!(said.contains("2 of 3 records are read differently\n"), "{said}");
    let log =
        folder.write("CHANGELOG.md", "# Log\n\n## Unreleased\n\n### Data\n\n#### Added\n\n- one\n\n## 0.1\n");
    for _ in 0..2 {
        ownwords(&["diff", ".", &new, "--changelog", "--insert", &log])
            .code(1)
            .stdout_eq("#### Changed\n\n- `hesa-ethnic-two-digit`: `[..]` is read as cornish and roma[..]\n");
        let written = fs::read_to_string(&log).unwrap();
        assert_eq!(written.matches("is read as cornish and roma").count(), 1, "{written}");
        assert!(written.ends_with("\n\n## 0.1\n"), "{written}");
    }
    let misnamed = ["--records", &records, "--system", "etnicity=hesa-ethnic-two-digit"];
    ownwords(&[&["diff", ".", &new], &misnamed[..]].concat())
        .code(2)
        .stderr_eq("error: [..]did you mean `ethnicity`?\n");
}
