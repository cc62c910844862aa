//! `ownwords doctor` as a steward runs it: what it says, what it writes, and what it leaves alone.

use std::fs;
use std::path::PathBuf;

use snapbox::cmd::{Command, OutputAssert, cargo_bin};

#[path = "../../tests/workbook/mod.rs"]
mod workbook;

/// A folder of this test's own, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn write(&self, file: &str, text: &str) {
        fs::write(self.0.join(file), text).unwrap();
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.0.join(file)).unwrap()
    }

    fn doctor(&self, arguments: &[&str]) -> OutputAssert {
        Command::new(cargo_bin!("ownwords")).arg("doctor").args(arguments).current_dir(&self.0).assert()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const SYSTEM: [&str; 2] = ["--system", "code=nhs-ethnic-category-2001"];
/// Made up, as it may come out of a spreadsheet.
const DAMAGED: &str = "code,label\r\nA,British\r\n k,Bangladeshi\r\nIrish,B\r\nQ,?\r\n";

#[test]
fn it_says_what_is_wrong_where_and_shows_no_value() {
    let folder = Folder::new("doctor-says");
    folder.write("codes.csv", DAMAGED);
    folder.doctor(&[&["codes.csv"], &SYSTEM[..]].concat()).code(1).stderr_eq("").stdout_eq(
        "codes.csv: 4 rows\n  \
         column 1 `code`: 1 of 4 different values are codes of nhs-ethnic-category-2001, as you say\n\
         row 2, line 3, column 1, `code`: capitals and small letters are not those of the code; one code fits [OW-COD-002]\n\
         row 3, line 4, column 1, `code`: two cells of the row stand in one another's columns: this one and the one of \
         `label` [OW-FIL-005]\n\
         row 4, line 5, column 1, `code`: the list does not have the code [OW-COD-001]\n\
         3 findings, 2 with a repair; --write makes it and keeps the file as it was beside it\n",
    );
    assert_eq!(folder.read("codes.csv"), DAMAGED);
    let shown = folder.doctor(&[&["codes.csv", "--show-values"], &SYSTEM[..]].concat()).code(1);
    let text = String::from_utf8(shown.get_output().stdout.clone()).unwrap();
    assert!(text.contains("  it is ` k`; the repair: `K`\n"), "{text}");
}

#[test]
fn it_writes_when_told_to_and_keeps_the_original() {
    let folder = Folder::new("doctor-writes");
    let damaged = DAMAGED.replace("Q,?\r\n", "");
    folder.write("codes.csv", &damaged);
    let write = [&["codes.csv", "--write", "--format", "json"], &SYSTEM[..]].concat();
    let assert = folder.doctor(&write).code(0);
    let answer: serde_json::Value = serde_json::from_slice(&assert.get_output().stdout).unwrap();
    assert_eq!(answer["format"], "ownwords.doctor/1");
    assert_eq!(answer["original"], "codes.csv.orig");
    assert_eq!(answer["findings"][0]["line"], 3);
    assert!(answer["findings"][0]["value"].is_null() && answer["findings"][0]["repair"].is_null());
    assert_eq!(folder.read("codes.csv.orig"), damaged);
    let repaired = folder.read("codes.csv");
    assert!(repaired.starts_with("code,label\r\nA,British\r\nK,Bangladeshi\r\n"), "{repaired}");
    folder.doctor(&write).code(0).stdout_eq("{\n...\n  \"findings\": [],\n...\n}\n");
    // What is kept is never written over, and then nothing is.
    folder.write("codes.csv", &damaged);
    folder.write("codes.csv.orig", "kept");
    folder.doctor(&write).code(2).stdout_eq("").stderr_eq(
        "error: codes.csv.orig: an original is kept there already; nothing was written; see which of the two files you \
         need, and move the original away\n",
    );
    assert_eq!((folder.read("codes.csv"), folder.read("codes.csv.orig")), (damaged, "kept".to_owned()));
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 2);
}

#[cfg(unix)]
#[test]
fn who_may_read_the_file_may_read_the_repaired_one() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("doctor-permissions");
    folder.write("codes.csv", "code\nA\n k\n");
    fs::set_permissions(folder.0.join("codes.csv"), fs::Permissions::from_mode(0o600)).unwrap();
    folder.doctor(&[&["codes.csv", "--write"], &SYSTEM[..]].concat()).code(0);
    for file in ["codes.csv", "codes.csv.orig"] {
        assert_eq!(fs::metadata(folder.0.join(file)).unwrap().permissions().mode() & 0o777, 0o600, "{file}");
    }
}

#[test]
fn what_cannot_be_read_is_said_with_a_way_out() {
    let folder = Folder::new("doctor-refuses");
    folder.write("codes.xlsx", "PK\u{3}\u{4}");
    folder.doctor(&["codes.xlsx"]).code(2).stdout_eq("").stderr_eq(
        "error: codes.xlsx: this is no workbook that can be read; open it in the program that wrote it, and save it again as \
         .xlsx\n",
    );
    folder.doctor(&["nowhere.csv"]).code(2).stdout_eq("");
    folder.write("codes.csv", "code\nA\n");
    let wrong = ["codes.csv", "--system", "code=nhs-ethnic-categry-2001"];
    folder.doctor(&wrong).code(2).stderr_eq("error: [..]; did you mean `nhs-ethnic-category-2001`?\n");
    folder.doctor(&["codes.csv", "--system", "kode=nhs-ethnic-category-2001"]).code(2);
    folder.doctor(&["codes.csv"]).code(0).stdout_eq(
        "codes.csv: 1 row\n  no column looks like the codes of one list; --system COLUMN=KEY says which list one is of\n\
         0 findings\n",
    );
}

#[test]
fn a_workbook_is_examined_sheet_by_sheet_and_repaired_in_a_copy() {
    let folder = Folder::new("doctor-workbook");
    let rows = [
        workbook::row(1, &[workbook::text("A1", "code"), workbook::text("B1", "note")]),
        workbook::row(2, &[workbook::text("A2", "2028-9"), workbook::number("B2", "1")]),
        workbook::row(7, &[workbook::date("A7", 46_997)]),
    ];
    let file = workbook::workbook(&[("Codes", &rows.concat())]);
    fs::write(folder.0.join("codes.xlsx"), &file).unwrap();
    let call = ["codes.xlsx", "--system", "code=us-omb-1997"];
    folder.doctor(&call).code(1).stdout_eq(
        "codes.xlsx: 2 rows\n  sheet `Codes`, column 1 `code`: 1 of 2 different values are codes of us-omb-1997, as you say\n\
         sheet `Codes`, row 2, line 7, column 1, `code`: [..]; the workbook holds it as a date, and what was typed is gone \
         [OW-COD-008]\n1 finding, 1 with a repair, to be made in the program that wrote the workbook; --write makes it in a copy\n",
    );
    let write = [&call[..], &["--write"]].concat();
    folder.doctor(&write).code(1).stdout_eq("[..]\n...\n1 finding, 1 repaired in a copy; the workbook is as it was\n  sheet `Codes`: codes.xlsx.1.csv\n");
    assert_eq!(folder.read("codes.xlsx.1.csv"), "code,note\r\n2028-9,1\r\n2028-9,\r\n");
    folder.doctor(&write).code(2).stdout_eq("").stderr_eq(
        "error: codes.xlsx.1.csv: a copy is there already; nothing was written; move it away, and see whether you need it\n",
    );
    assert_eq!(fs::read(folder.0.join("codes.xlsx")).unwrap(), file);
    assert!(!folder.0.join("codes.xlsx.orig").exists());
}
