//! `ownwords build` and `ownwords new` as programs call them: what they answer in JSON.

#[path = "../../tests/copy/mod.rs"]
mod copy_of;

use std::fs;
use std::path::{Path, PathBuf};

use snapbox::cmd::{Command, cargo_bin};

use copy_of::copy_folder;

fn ownwords(root: &Path, arguments: &[&str]) -> Command {
    Command::new(cargo_bin!("ownwords")).args(arguments).arg("--root").arg(root)
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A copy of what is read and of what is written; nothing else of the repository.
fn copy(name: &str) -> PathBuf {
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&copy);
    for folder in [
        "standards",
        "mappings",
        "schemas",
        "src/standard/tables",
        "src/bridge/systems",
        "src/answer",
        "src/purpose",
        "src/questions",
        "src/text/transliteration",
        "src/name/format",
        "src/name/profiles",
        "src/wire/columns/header",
    ] {
        copy_folder(&repository().join(folder), &copy.join(folder));
    }
    copy
}

fn change(root: &Path, file: &str, from: &str, to: &str) {
    let text = fs::read_to_string(root.join(file)).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(root.join(file), text.replacen(from, to, 1)).unwrap();
}

const HERITAGES: &str = "standards/ethnicity/heritages.yaml";
const AFRICA_EAST: &str = "standards/ethnicity/africa-east.yaml";

#[test]
fn tables_are_listed_with_their_state() {
    let root = copy("build-change");
    change(&root, AFRICA_EAST, "label: \"Somali\"\n", "label: \"Somali people\"\n");
    let states = |arguments: &[&str], code| {
        let assert = ownwords(&root, arguments).assert().code(code).stderr_eq("");
        let answer: serde_json::Value = serde_json::from_slice(&assert.get_output().stdout).unwrap();
        let tables = answer["tables"].as_array().unwrap().clone();
        tables.iter().map(|table| table["state"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let count = |states: Vec<String>, wanted| states.iter().filter(|state| *state == wanted).count();
    assert_eq!(count(states(&["build", "--check", "--format", "json"], 1), "stale"), 2);
    assert_eq!(count(states(&["build", "--format", "json"], 0), "written"), 2);
    assert_eq!(count(states(&["build", "--check", "--format", "json"], 0), "stale"), 0);
    fs::remove_dir_all(root).unwrap();
}

#[test]
fn faults_are_listed_with_their_places() {
    let root = copy("build-faults");
    change(&root, AFRICA_EAST, "slug: somali\n", "slug: somalian\n");
    let assert = ownwords(&root, &["build", "--format", "json"]).assert().code(1);
    let answer: serde_json::Value = serde_json::from_slice(&assert.get_output().stdout).unwrap();
    let fault = &answer["faults"][0];
    assert!(fault["line"].is_u64() && fault["column"].is_u64() && fault["help"].is_string(), "{answer}");
    let assert = ownwords(&root.join("nowhere"), &["build"]).assert().code(2);
    assert.stdout_eq("");
    fs::remove_dir_all(root).unwrap();
}

#[test]
fn a_new_entry_is_added_once() {
    let root = copy("new-entry");
    let before = fs::read_to_string(root.join(HERITAGES)).unwrap();
    let new =
        ["new", "heritage", "--slug", "example-people", "--label", "Example people", "--format", "json"];
    let assert = ownwords(&root, &new).assert().success().stderr_eq("");
    let answer: serde_json::Value = serde_json::from_slice(&assert.get_output().stdout).unwrap();
    assert_eq!(answer["file"], HERITAGES);
    let id = answer["id"].as_str().unwrap();
    let after = fs::read_to_string(root.join(HERITAGES)).unwrap();
    assert!(after.starts_with(&before) && after[before.len()..].contains(&format!("id: \"{id}\"")));
    ownwords(&root, &new).assert().code(2);
    assert_eq!(fs::read_to_string(root.join(HERITAGES)).unwrap(), after);
    ownwords(&root, &["build"]).assert().success();
    fs::remove_dir_all(root).unwrap();
}

#[test]
fn a_table_holds_of_a_review_whether_it_is_an_approval() {
    const LIST: &str = "mappings/ethnicity/nhs-ethnic-category-2001.yaml";
    const REVIEWED: &str = "review: reviewed\n  reviewer: \"A made-up reviewer\"\n  date: \"2026-11-24\"\n";
    const TABLE: &str = "src/bridge/systems/tables.rs";
    let approved = |root: &Path| {
        let table = fs::read_to_string(root.join(TABLE)).unwrap();
        table.matches(" | crate::bridge::row::APPROVED,").count()
    };
    let root = copy("build-approved");
    let before = approved(&root);
    change(&root, LIST, "review: draft\n  reviewer: \"\"\n  date: \"2026-11-24\"\n", REVIEWED);
    ownwords(&root, &["build"]).assert().success();
    assert_eq!(approved(&root), before, "a reviewed row is provisional");
    // One row, then all of them.
    let approval =
        "review: approved\n    approver: \"A made-up approver\"\n    approved-on: \"2026-11-25\"\n";
    change(&root, LIST, "    means: [indian]\n", &format!("    means: [indian]\n    {approval}"));
    ownwords(&root, &["build"]).assert().success();
    assert_eq!(approved(&root), before + 1);
    change(
        &root,
        LIST,
        REVIEWED,
        &format!(
            "{}  approver: \"A made-up approver\"\n  approved-on: \"2026-11-25\"\n",
            REVIEWED.replace("review: reviewed", "review: approved")
        ),
    );
    ownwords(&root, &["build"]).assert().success();
    assert_eq!(approved(&root), before + 18);
}
