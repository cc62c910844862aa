//! What `ownwords check` says: every rule for stewards' files finds the fault that it is of, and finds none in the same
//! place once it is mended.
#![cfg(feature = "authoring")]

#[path = "copy/mod.rs"]
mod copy;
#[path = "steward/examples.rs"]
mod examples;
#[path = "steward/faults.rs"]
mod faults;
#[path = "steward/torture.rs"]
mod torture;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use ownwords::Error;
use ownwords::authoring::Checked;
use ownwords::rules::{RULES, by_id};

use faults::{FAULTS, Fault, Folder};

/// A copy of the stewards' files, and of the example of an overlay, removed at the end.
struct Copy(PathBuf);

impl Copy {
    fn new(name: &str) -> Self {
        let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("steward-{name}"));
        let _ = fs::remove_dir_all(&copy);
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        for folder in ["standards", "mappings", "examples/overlay"] {
            copy::copy_folder(&root.join(folder), &copy.join(folder));
        }
        Self(copy)
    }

    fn check(&self, folder: Folder) -> Vec<Error> {
        match folder {
            Folder::National => Checked::national(&self.0).faults,
            Folder::Overlay => Checked::overlay(&self.0.join("examples/overlay")).faults,
        }
    }

    fn path(&self, fault: &Fault) -> PathBuf {
        self.path_of(fault.folder, fault.file)
    }

    fn path_of(&self, folder: Folder, file: &str) -> PathBuf {
        match folder {
            Folder::National => self.0.join(file),
            Folder::Overlay => self.0.join("examples/overlay").join(file),
        }
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn changed(text: &str, from: &str, to: &str, file: &str) -> String {
    assert!(text.contains(from), "{file} has no {from:?}");
    text.replacen(from, to, 1)
}

/// The rules that files break; a fault of no rule would not be said at all.
fn rules_of(faults: &[Error]) -> BTreeSet<&'static str> {
    faults.iter().map(|fault| fault.rule().unwrap_or_else(|| panic!("{fault} is of no rule"))).collect()
}

/// The stewards' rules, which are all that are no rules of records.
fn stewards_rules() -> impl Iterator<Item = &'static str> {
    let groups = ["OW-MAP-", "OW-QUE-", "OW-STD-", "OW-YML-"];
    RULES.iter().map(|rule| rule.id).filter(move |id| groups.iter().any(|group| id.starts_with(group)))
}

#[test]
fn every_rule_finds_its_fault_and_not_what_is_sound() {
    let copy = Copy::new("rules");
    for folder in [Folder::National, Folder::Overlay] {
        assert!(copy.check(folder).is_empty(), "{:#?}", copy.check(folder));
    }
    let mut wrong = Vec::new();
    for fault in FAULTS {
        let path = copy.path(fault);
        let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", fault.file));
        let text = String::from_utf8(bytes).unwrap();
        fs::write(&path, changed(&text, fault.from, fault.failing, fault.file)).unwrap();
        let failing = copy.check(fault.folder);
        let of_rule: Vec<&Error> = failing.iter().filter(|found| found.rule() == Some(fault.rule)).collect();
        let others: Vec<String> = failing.iter().map(|found| format!("{:?} {found}", found.rule())).collect();
        if of_rule.is_empty() {
            wrong.push(format!("{} is not found: {others:#?}", fault.rule));
        } else if rules_of(&failing).into_iter().any(|id| id != fault.rule && !fault.beside.contains(&id)) {
            wrong.push(format!("{}: others are found too: {others:#?}", fault.rule));
        }
        for found in of_rule {
            let place = found.position().unwrap_or_else(|| panic!("{found} has no place"));
            assert!(place.file.is_some() && found.help().is_some(), "{found}");
        }
        // What stood there before is sound, which was seen above.
        if fault.passing != fault.from {
            fs::write(&path, changed(&text, fault.from, fault.passing, fault.file)).unwrap();
            let passing = copy.check(fault.folder);
            if !passing.is_empty() {
                wrong.push(format!("{}: the sound one is not: {passing:#?}", fault.rule));
            }
        }
        fs::write(&path, text).unwrap();
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Those whose fault is no change of a text have a test of their own in `torture.rs`.
#[test]
fn every_rule_has_a_fault_to_find() {
    let mut seeded: BTreeSet<&str> = FAULTS.iter().map(|fault| fault.rule).collect();
    assert!(seeded.iter().all(|id| by_id(id).is_some()));
    seeded.extend(torture::RULES);
    let missing: Vec<&str> = stewards_rules().filter(|id| !seeded.contains(id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert!(stewards_rules().count() >= 30);
}

/// All faults that can stand together in one file are said together.
#[test]
fn one_file_with_many_faults_shows_all() {
    const FILE: &str = "mappings/ethnicity/nhs-ethnic-category-2001.yaml";
    let copy = Copy::new("all");
    let path = copy.0.join(FILE);
    let mut text = fs::read_to_string(&path).unwrap();
    let mut expected = BTreeSet::new();
    for fault in FAULTS.iter().filter(|fault| fault.file == FILE && !fault.rule.starts_with("OW-YML-")) {
        // Where two change one place, the first stands for both.
        if text.contains(fault.from) {
            text = text.replacen(fault.from, fault.failing, 1);
            expected.insert(fault.rule);
        }
    }
    fs::write(&path, text).unwrap();
    let found = copy.check(Folder::National);
    let found = rules_of(&found);
    assert!(expected.len() >= 15, "{expected:?}");
    assert!(expected.is_subset(&found), "{:?} is missing", expected.difference(&found).collect::<Vec<_>>());
}
