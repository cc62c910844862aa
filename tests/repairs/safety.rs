//! The hazard log names tests that there are.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn rust_files(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, all);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            all.push(path);
        }
    }
}

/// The names of all tests: functions, and rules of `proptest!`, which are written the same way.
fn tests() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "tests", "cli/src", "cli/tests"] {
        rust_files(&root.join(folder), &mut files);
    }
    let mut names = BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(file).unwrap();
        let lines = text.lines().map(str::trim_start);
        let mut is_test = false;
        for line in lines {
            is_test |= line.starts_with("#[test]");
            if let Some(rest) = line.strip_prefix("fn ").filter(|_| is_test) {
                names.insert(rest.split(['(', '<']).next().unwrap().to_owned());
                is_test = false;
            }
        }
    }
    names
}

/// What is in the log's last column, in back quotes, row by row.
fn shown_by(log: &str) -> Vec<(&str, Vec<&str>)> {
    let rows = log.lines().filter(|line| line.starts_with("| H"));
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").collect();
        assert_eq!(cells.len(), 6, "{row}");
        let quoted = cells[5].split('`').skip(1).step_by(2).collect();
        (cells[0].trim(), quoted)
    })
    .collect()
}

#[test]
fn every_control_is_shown_by_a_test_that_there_is() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let log = fs::read_to_string(root.join("SAFETY.md")).unwrap();
    let tests = tests();
    let rows = shown_by(&log);
    assert!(rows.len() >= 27, "{}", rows.len());
    for (number, (hazard, names)) in rows.iter().enumerate() {
        assert_eq!(*hazard, format!("H{}", number + 1));
        assert!(!names.is_empty(), "{hazard} is shown by nothing");
        for name in names {
            let is_file = name.contains('/') && root.join(name).is_file();
            assert!(is_file || tests.contains(*name), "{hazard} names the test `{name}`, and there is none");
        }
    }
}
