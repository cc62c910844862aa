//! `ownwords audit`, as its users meet it.

use std::path::{Path, PathBuf};

use snapbox::cmd::{Command, cargo_bin};
use snapbox::{file, str};

fn audit() -> Command {
    Command::new(cargo_bin!("ownwords")).arg("audit")
}

/// A file that is there for one test.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, contents: &[u8]) -> Self {
        let path =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("audit-{}-{name}", std::process::id()));
        std::fs::write(&path, contents).unwrap();
        Self(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

const CLEAN: &str = "surname,language\nOkonkwo,ig\n";
const FAULTY: &str = "surname,ethnicity,language\nOkonkwo,a,q4\nKhan,J,ur\nUNKNOWN,a,Polish\n";
const CUT_OFF: &str = "surname,language\nOkonkwo,q4\n\"Khan,ur\n";

#[test]
fn the_exit_status_says_what_was_found() {
    for (input, status) in [(CLEAN, 0), (FAULTY, 1), (CUT_OFF, 2), ("", 2), ("a,b\n", 2)] {
        for format in ["text", "json"] {
            audit().args(["-", "--format", format]).stdin(input).assert().code(status);
        }
    }
    audit().assert().code(2);
    audit().args(["-", "--input", "hl7"]).assert().code(2);
}

#[test]
fn the_report_for_people() {
    audit().arg("-").stdin(FAULTY).assert().code(1).stdout_eq(file!["audit/report.txt"]).stderr_eq("");
}

#[test]
fn the_list_of_a_column_can_be_named() {
    let bare = "ethnicity\nA\nB\n";
    let output = audit().arg("-").stdin(bare).output().unwrap();
    let report = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(report.contains("OW-COD-012 BareCode: 1 finding") && report.contains("The whole column: ethnic"));
    assert!(report.contains("hold all of 2 different codes in 2 rows: `"), "{report}");
    let output = audit().args(["-", "--format", "json"]).stdin(bare).output().unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let finding = &report["files"][0]["findings"][0];
    assert_eq!((&finding["rule"], finding.get("row")), (&"OW-COD-012".into(), None));
    let named = ["-", "--system", "ethnicity=ukcore-ethnic-category-wales"];
    audit().args(named).stdin(bare).assert().success();
    audit().args(["-", "--system", "ethnicity"]).stdin(bare).assert().code(2);
    audit().args(["-", "--system", "ethnicity=wales"]).stdin(bare).assert().code(2).stdout_eq("");
}

#[test]
fn values_are_shown_when_they_are_asked_for() {
    let output = audit().args(["-", "--show-values"]).stdin(FAULTY).output().unwrap();
    let report = String::from_utf8(output.stdout).unwrap();
    assert!(report.contains("Row 3, family name: `UNKNOWN`"), "{report}");
}

#[test]
fn the_report_for_programs() {
    audit().args(["-", "--format", "json", "--input", "csv"]).stdin(CUT_OFF).assert().code(2).stdout_eq(str![[r#"
{"format":"ownwords.audit/1","ownwords":"0.1.0","standard":"0.1","files":[
{"file":"standard input","findings":[
{"rule":"OW-LNG-004","name":"PrivateLanguageCode","row":1,"field":"language","suggestion":"one tag fits; a run that shows values names it"}],
"summary":{"source":{"format":"csv","delimiter":",","encoding":"utf-8","other_columns":0},"rows":1,"rows_with_findings":1,"findings":1,"fields":{"nhs_number":{"in_input":false,"complete":0,"valid":0,"declined":0,"unknown":0,"invalid":0,"missing":1},"family_name":{"in_input":true,"complete":1,"valid":1,"declined":0,"unknown":0,"invalid":0,"missing":0},"given_name":{"in_input":false,"complete":0,"valid":0,"declined":0,"unknown":0,"invalid":0,"missing":1},"chosen_name":{"in_input":false,"complete":0,"valid":0,"declined":0,"unknown":0,"invalid":0,"missing":1},"date_of_birth":{"in_input":false,"complete":0,"valid":0,"declined":0,"unknown":0,"invalid":0,"missing":1},"ethnic_category":{"in_input":false,"complete":0,"valid":0,"declined":0,"unknown":0,"invalid":0,"missing":1},"language":{"in_input":true,"complete":1,"valid":0,"declined":0,"unknown":0,"invalid":1,"missing":0},"sexual_orientation":{"in_input":false,"complete":0,"valid":0,"declined":0,"unknown":0,"invalid":0,"missing":1},"updated":{"in_input":false,"complete":0,"valid":0,"declined":0,"unknown":0,"invalid":0,"missing":1}},"rules":[{"rule":"OW-LNG-004","name":"PrivateLanguageCode","count":1,"suggestions":[{"suggestion":"one tag fits; a run that shows values names it","count":1}]}],"input":null,"mappings":{},"codes":{"language":{"counts":[],"other":1,"further":0}},"months":[],"in_other_months":0},
"error":{"message":"a quote is opened in this record and never closed","line":3,"help":"[..]"},
"complete":false}],
"complete":false}

"#]]);
}

#[test]
fn a_fault_in_one_file_does_not_lose_the_others() {
    let (faulty, cut_off, clean) = (
        Scratch::new("faulty.csv", FAULTY.as_bytes()),
        Scratch::new("cut-off.csv", CUT_OFF.as_bytes()),
        Scratch::new("clean.csv", CLEAN.as_bytes()),
    );
    let files = [&cut_off.0, Path::new("no-such-file.csv"), &faulty.0, Path::new("."), &clean.0];
    let output = audit().args(files).args(["--format", "json"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let complete: Vec<_> =
        report["files"].as_array().unwrap().iter().map(|file| file["complete"].as_bool()).collect();
    assert_eq!(complete, [Some(false), Some(false), Some(true), Some(false), Some(true)]);
    assert_eq!(report["files"][2]["summary"]["rows"], 3);
    assert_eq!(report["complete"], false);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(errors.lines().count(), 3, "{errors}");

    let output = audit().args(files).output().unwrap();
    let report = String::from_utf8(output.stdout).unwrap();
    assert_eq!(report.matches("input ended as it should").count(), 2, "{report}");
    assert_eq!(report.matches("INCOMPLETE").count(), 3, "{report}");
}

#[test]
fn a_reader_that_has_read_enough_ends_it_quietly() {
    let many = format!("language\n{}", "q4\n".repeat(200_000));
    let file = Scratch::new("many.csv", many.as_bytes());
    let mut child = std::process::Command::new(cargo_bin!("ownwords"))
        .args(["audit", "--format", "json"])
        .arg(&file.0)
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn every_format_is_written_whole_and_a_page_is_publishable() {
    for (format, begins) in [
        ("html", "<!DOCTYPE html>"),
        ("jsonl", "{\"file\":\"standard input\""),
        ("csv", "file,row,field,rule,name,suggestion,value"),
        ("sarif", "{\"$schema\""),
        ("junit", "<?xml"),
    ] {
        let output = audit().args(["-", "--format", format]).stdin(FAULTY).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{format}");
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.starts_with(begins), "{format}: {text}");
        // Pages of rules speak of placeholders, so no value that is one can be looked for.
        assert!(!text.contains("Okonkwo") && !text.contains("Khan"), "{format}");
    }
    let page = Scratch::new("page.html", b"before");
    audit().args(["-", "--format", "html", "-o"]).arg(&page.0).stdin(FAULTY).assert().code(1).stdout_eq("");
    let text = std::fs::read_to_string(&page.0).unwrap();
    assert!(text.contains("This report may be published") && text.ends_with("</html>\n"));
    for refused in [
        &["--format", "html", "--show-values"][..],
        &["--tier", "publishable"],
        &["--format", "html", "--threshold", "2"],
        &["--format", "json", "--earlier", "none.json"],
        &["--format", "html", "--earlier", "no-such-file.json"],
    ] {
        audit().arg("-").args(refused).stdin(FAULTY).assert().code(2).stdout_eq("");
    }
}

#[test]
fn a_later_run_reads_what_an_earlier_one_published() {
    let rows = format!("language\n{}", "cy\n".repeat(500));
    let args = ["-", "--tier", "publishable", "--format", "json"];
    let output = audit().args(args).stdin(&rows).output().unwrap();
    let earlier = Scratch::new("earlier.json", &output.stdout);
    let output =
        audit().args(["-", "--format", "html", "--earlier"]).arg(&earlier.0).stdin(&rows).output().unwrap();
    let page = String::from_utf8(output.stdout).unwrap();
    assert!(page.contains("Against the earlier run") && page.contains("about 500"), "{page}");
}

#[test]
fn nothing_that_is_read_is_written_over() {
    let records = Scratch::new("kept.csv", FAULTY.as_bytes());
    let map = Scratch::new("kept.yaml", b"");
    let (file, map_file) = (records.0.to_str().unwrap(), map.0.to_str().unwrap());
    let link = Scratch(records.0.with_extension("link"));
    #[cfg(unix)]
    std::os::unix::fs::symlink(&records.0, &link.0).unwrap();
    let link = if cfg!(unix) { link.0.to_str().unwrap() } else { file };
    audit().args(["--init", map_file, file]).assert().code(1);
    for written in [
        &["audit", file, "-o", file][..],
        &["audit", link, "--format", "json", "-o", file],
        &["audit", file, "--format", "html", "-o", link],
        &["audit", file, "--columns", map_file, "-o", map_file],
        &["audit", "--init", file, file],
        &["columns", file, "--write", link],
        &["convert", file, "--map", map_file, "--to", "storage", "--no-side", "-o", file],
        &["convert", file, "--map", map_file, "--to", "storage", "--side", link],
        &["convert", file, "--map", map_file, "--to", "storage", "--no-side", "-o", map_file],
    ] {
        let before = std::fs::read(map_file).unwrap();
        let output = Command::new(cargo_bin!("ownwords")).args(written).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("what is written would take its place"), "{written:?}: {said}");
        assert_eq!(output.status.code(), Some(2), "{written:?}");
        assert_eq!(std::fs::read(file).unwrap(), FAULTY.as_bytes(), "{written:?}");
        assert_eq!(std::fs::read(map_file).unwrap(), before, "{written:?}");
    }
}

#[test]
fn what_cannot_be_done_together_is_refused() {
    let records = Scratch::new("together.csv", FAULTY.as_bytes());
    let file = records.0.to_str().unwrap();
    for asked in [
        &["--plan", "plan.csv", "-o", "out.txt"][..],
        &["--plan", "plan.csv", "--tier", "publishable"],
        &["--cohorts", "cohorts.yaml", "-o", "out.txt"],
        &["--cohorts", "cohorts.yaml", "--tier", "publishable"],
        &["--init", "map.yaml", "-o", "out.txt"],
        &["--init", "map.yaml", "--format", "json"],
        &["--init", "map.yaml", "--encoding", "utf-8"],
        &["--init", "map.yaml", "--plan", "plan.csv"],
    ] {
        let output = audit().arg(file).args(asked).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && said.contains("cannot be used with"), "{asked:?}: {said}");
    }
}

#[test]
fn an_earlier_run_that_was_cut_off_is_refused() {
    let earlier = Scratch::new(
        "cut-off.json",
        br#"{"format":"ownwords.audit.published/1","threshold":10,"rounding":5,"files":[{"counts":{},"months":[],"complete":false}],"complete":false}"#,
    );
    let earlier = earlier.0.to_str().unwrap();
    let asked = audit().args(["-", "--format", "html", "--earlier", earlier]).stdin(CLEAN).output().unwrap();
    let said = String::from_utf8(asked.stderr).unwrap();
    assert!(asked.status.code() == Some(2) && said.contains("did not read its input to the end"), "{said}");
}
