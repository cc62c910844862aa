//! `ownwords fmt` as a steward runs it, on a copy of a file.

use std::fs;
use std::path::PathBuf;

use snapbox::cmd::{Command, OutputAssert, cargo_bin};

/// A folder of this test's own, with the files of two folders of stewards, removed at the end.
struct Root(PathBuf);

impl Root {
    fn new(name: &str) -> Self {
        let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&root);
        for folder in ["standards", "mappings/ethnicity"] {
            fs::create_dir_all(root.join(folder)).unwrap();
        }
        fs::write(root.join("standards/standard.yaml"), "version: \"0.1\"\ndate: \"2026-11-25\"\n").unwrap();
        fs::write(root.join(MAPPING), SOUND).unwrap();
        Self(root)
    }

    fn fmt(&self, arguments: &[&str]) -> OutputAssert {
        Command::new(cargo_bin!("ownwords")).arg("fmt").args(arguments).current_dir(&self.0).assert()
    }

    fn mapping(&self) -> String {
        fs::read_to_string(self.0.join(MAPPING)).unwrap()
    }
}

impl Drop for Root {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const MAPPING: &str = "mappings/ethnicity/example.yaml";
const SOUND: &str =
    "# Made up.\nsystem: example\nrows:\n  - code: \"01\"\n    label: \"One\" # as the source has it\n";

#[test]
fn a_file_that_is_as_it_should_be_is_left_alone() {
    let root = Root::new("fmt-sound");
    let before = fs::metadata(root.0.join(MAPPING)).unwrap().modified().unwrap();
    root.fmt(&[]).code(0).stdout_eq("all files are as they should be\n");
    root.fmt(&["--check"]).code(0);
    assert_eq!(fs::metadata(root.0.join(MAPPING)).unwrap().modified().unwrap(), before);
}

#[test]
fn check_says_which_files_and_writes_nothing() {
    let root = Root::new("fmt-check");
    let other = "# Made up.\nsystem: 'example'\nrows:\n  - label: One # as the source has it\n    code: 01\n";
    fs::write(root.0.join(MAPPING), other).unwrap();
    root.fmt(&["--check"]).code(1).stdout_eq(
        "mappings/ethnicity/example.yaml: is written in another way\n1 file to write; `ownwords fmt` does it\n",
    );
    root.fmt(&["--check", "standards"]).code(0);
    assert_eq!(root.mapping(), other);
    let assert = root.fmt(&["--format", "json", MAPPING]).code(0);
    let answer: serde_json::Value = serde_json::from_slice(&assert.get_output().stdout).unwrap();
    assert_eq!(answer["files"], serde_json::json!([{"file": MAPPING, "state": "written"}]));
    assert_eq!(root.mapping(), SOUND);
}

#[test]
fn nothing_is_written_where_a_file_has_a_fault() {
    let root = Root::new("fmt-fault");
    let other = "system: 'example'\n";
    fs::write(root.0.join(MAPPING), other).unwrap();
    fs::write(root.0.join("standards/broken.yaml"), "standard: [x\n").unwrap();
    root.fmt(&[]).code(1).stdout_eq(
        "standards/broken.yaml, line [..]: [..]\nmappings/ethnicity/example.yaml: is written in another way\nfaults in 1 \
         file; nothing was written\n",
    );
    assert_eq!(root.mapping(), other);
    root.fmt(&["nowhere.yaml"]).code(2);
    fs::write(root.0.join("standards/broken.yaml"), b"a: \xFF\n").unwrap();
    root.fmt(&["standards"])
        .code(1)
        .stdout_eq("standards/broken.yaml: the file is not UTF-8; [..]\nfaults[..]\n");
}

#[test]
fn a_file_that_is_too_large_is_no_stewards_file() {
    let root = Root::new("fmt-large");
    let large = format!("system: \"{}\"\n", "x".repeat(3 << 20));
    fs::write(root.0.join(MAPPING), &large).unwrap();
    root.fmt(&[]).code(1).stdout_eq(
        "mappings/ethnicity/example.yaml, line 1: the file is larger than 2 MiB; see whether it is the right file, and \
         split what grows beyond what a person can read\nfaults in 1 file; nothing was written\n",
    );
    assert_eq!(root.mapping(), large);
}
