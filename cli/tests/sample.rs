//! `ownwords sample`.

use std::fs;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

fn ownwords(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ownwords"));
    command.arg("sample").args(arguments);
    command
}

fn run(arguments: &[&str]) -> Output {
    ownwords(arguments).output().unwrap()
}

/// An empty folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("sample").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn names_in(folder: &PathBuf) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_file_holds_what_standard_output_would() {
    let folder = folder("file");
    let (csv, truth) = (folder.join("a.csv"), folder.join("a.json"));
    fs::write(&csv, "what was there before").unwrap();
    let printed = run(&["--rows", "50", "--seed", "3"]);
    assert_eq!(printed.status.code(), Some(0));
    let written = ownwords(&["--rows", "50", "--seed", "3"])
        .args(["--output".as_ref(), csv.as_os_str(), "--truth".as_ref(), truth.as_os_str()])
        .output()
        .unwrap();
    assert_eq!((written.status.code(), written.stdout.len()), (Some(0), 0));
    assert_eq!(fs::read(&csv).unwrap(), printed.stdout);
    let truth: serde_json::Value = serde_json::from_slice(&fs::read(&truth).unwrap()).unwrap();
    assert_eq!(truth["rows"], 50);
    assert_eq!(names_in(&folder), ["a.csv", "a.json"]);
}

#[test]
fn a_file_that_cannot_be_written_is_an_error_and_leaves_nothing() {
    let folder = folder("error");
    let path = folder.join("no such folder").join("a.csv");
    let output = ownwords(&["--rows", "5", "--output"]).arg(&path).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.starts_with("error: ") && error.contains("a.csv"), "{error}");
    assert!(names_in(&folder).is_empty());
}

#[test]
fn impossible_shares_and_formats_are_usage_errors() {
    for arguments in [["--faults", "2"], ["--non-ascii", "-1"], ["--format", "xlsx"]] {
        let output = ownwords(&["--rows", "5"]).args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
    assert_eq!(run(&[]).status.code(), Some(2));
}

#[test]
fn a_reader_that_has_enough_is_no_error() {
    let mut child =
        ownwords(&["--rows", "1000000"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut start = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut start).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(&start, b"nhs_number");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), b"".as_slice()));
}
