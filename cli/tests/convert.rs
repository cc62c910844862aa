//! `ownwords convert`.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const PATIENT: &str = r#"{ "resourceType":"Patient", "id":"made-up", "weight": 1.10,
 "name":[{"use":"usual","given":["Zoë"],"family":"Hart"}] }"#;

fn ownwords(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ownwords"));
    command.arg("convert").args(arguments).current_dir(folder);
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    ownwords(folder, arguments).output().unwrap()
}

/// A folder for one test, with these files in it.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("convert").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in files {
        fs::write(folder.join(name), text).unwrap();
    }
    folder
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

#[test]
fn records_go_there_and_come_back_byte_for_byte() {
    let folder = folder("there-and-back", &[("a.json", PATIENT)]);
    let there = ["a.json", "--to", "hl7", "--purpose", "letter", "--side", "a.side", "-o", "a.hl7"];
    let output = run(&folder, &there);
    assert_eq!((output.status.code(), text(output.stderr)), (Some(0), String::new()));
    assert_eq!(text(output.stdout), "1 record read, 1 written\n  name: 1 certain\ncomplete\n");
    let message = fs::read_to_string(folder.join("a.hl7")).unwrap();
    assert!(message.ends_with("\rPID|1||made-up||Hart^Zoë^^^^^D\r"), "{message}");
    let output = run(&folder, &["--back", "a.hl7", "--side", "a.side"]);
    assert_eq!((output.status.code(), text(output.stdout)), (Some(0), PATIENT.to_owned()));
    assert_eq!(text(output.stderr), "1 record given back: 1 untouched, 0 edited, 0 missing\ncomplete\n");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(folder.join("a.side")).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "others may read the side file");
    }
}

#[test]
fn the_report_of_an_edited_target_says_what_became_of_each_field() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/convert");
    let read = |name: &str| fs::read_to_string(example.join(name)).unwrap();
    let (people, map) = (read("people.csv"), read("columns.yaml"));
    let folder = folder("report", &[("people.csv", &people), ("columns.yaml", &map)]);
    let there = ["people.csv", "--map", "columns.yaml", "--to", "fhir", "--purpose", "direct-care"];
    let output = run(
        &folder,
        &[&there[..], &["--side", "people.side", "-o", "people.ndjson", "--format", "json"]].concat(),
    );
    assert_eq!(output.status.code(), Some(0));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&report["records_read"], &report["complete"]), (&3.into(), &true.into()));
    let target = fs::read_to_string(folder.join("people.ndjson")).unwrap();
    let edited = target.replace("\"code\":\"H\"", "\"code\":\"J\"").replace("Briain", "Brien");
    fs::write(folder.join("people.ndjson"), edited).unwrap();
    let back = ["--back", "people.ndjson", "--side", "people.side", "-o", "back.csv", "--format", "json"];
    let output = run(&folder, &back);
    assert_eq!(output.status.code(), Some(1), "a name waits for its bearer");
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&report["untouched"], &report["edited"]), (&1.into(), &2.into()));
    assert_eq!(report["found"], serde_json::json!([{"record": 2, "field": "name", "what": "proposed"}]));
    assert_eq!(fs::read_to_string(folder.join("back.csv")).unwrap(), people.replace(",H,", ",J,"));
}

/// YAML is told by the file's name, by its word and by how it begins.
#[test]
fn records_in_yaml_go_there_and_come_back() {
    let folder = folder("yaml", &[("a.json", PATIENT)]);
    for (to, name) in [("storage", "a.yaml"), ("storage", "a.YML"), ("storage-yaml", "a.txt")] {
        let output = run(&folder, &["a.json", "--to", to, "--side", "a.side", "-o", name]);
        assert_eq!((output.status.code(), text(output.stderr)), (Some(0), String::new()));
        let yaml = fs::read_to_string(folder.join(name)).unwrap();
        assert!(yaml.starts_with("---\nformat: 'ownwords.record/1'\n"), "{yaml}");
        let output = run(&folder, &["--back", name, "--side", "a.side"]);
        assert_eq!((output.status.code(), text(output.stdout)), (Some(0), PATIENT.to_owned()));
        for (more, file) in [(&[][..], "b.ndjson"), (&["--from", "storage-yaml"], "c.ndjson")] {
            let output = run(&folder, &[&[name, "--to", "storage", "--no-side", "-o", file], more].concat());
            assert_eq!((output.status.code(), text(output.stderr)), (Some(0), String::new()));
        }
        let json = fs::read_to_string(folder.join("b.ndjson")).unwrap();
        assert!(json.starts_with("{\"format\":\"ownwords.record/1\""), "{json}");
        assert_eq!(json, fs::read_to_string(folder.join("c.ndjson")).unwrap());
    }
    // Keys in another order say no format; the name does.
    let yaml = fs::read_to_string(folder.join("a.yaml")).unwrap();
    let (first, rest) = yaml.trim_start_matches("---\n").split_once('\n').unwrap();
    fs::write(folder.join("turned.yaml"), format!("{rest}{first}\n")).unwrap();
    let output = run(&folder, &["turned.yaml", "--to", "storage", "--no-side"]);
    assert_eq!(text(output.stdout), fs::read_to_string(folder.join("b.ndjson")).unwrap());
    fs::write(folder.join("bad.yaml"), yaml.replace("'Zoë", "*Zoë")).unwrap();
    let output = run(&folder, &["bad.yaml", "--to", "storage", "--no-side", "-o", "x"]);
    let error = text(output.stderr);
    assert!(error.starts_with("error: bad.yaml, row 1, line") && !error.contains("Zo"), "{error}");
    assert!(!folder.join("x").exists());
}

/// What a feed calls a code list is agreed too: its codes are read under that name, and sent under it.
#[test]
fn a_coding_system_has_the_name_that_was_agreed() {
    let message = "MSH|^~\\&|pas|||||ADT^A08||7|P|2.4\rPID|1||7|||||||||||||||||||K^^NHS\r";
    let folder = folder("named", &[("a.hl7", message)]);
    let code = |system: &str| {
        let arguments =
            ["a.hl7", "--from-system", system, "--to", "hl7", "--purpose", "direct-care", "--no-side"];
        let output = run(
            &folder,
            &[&arguments[..], &["--system", "PID-22=nhs-ethnic-category-2001,UK|2001,x"]].concat(),
        );
        let message = text(output.stdout);
        let pid = message.trim_end().rsplit('\r').next().unwrap();
        pid.split('|').nth(22).unwrap_or_default().to_owned()
    };
    assert_eq!(code("PID-22=nhs-ethnic-category-2001"), "");
    assert_eq!(code("PID-22=nhs-ethnic-category-2001,HES"), "");
    assert_eq!(code("PID-22=nhs-ethnic-category-2001,HES,NHS"), "K^^UK\\F\\2001");
}

#[test]
fn what_cannot_be_converted_is_an_error_and_leaves_nothing() {
    let cut = &PATIENT[..80];
    let files = [("cut.json", cut), ("good.json", PATIENT), ("no.hl7", "PID|1||7\r"), ("bad.side", "{}\n")];
    let folder = folder("errors", &files);
    let before = names_in(&folder);
    let letter = ["--purpose", "letter", "--side", "x.side", "-o", "x"];
    for (arguments, says) in [
        (
            &["cut.json", "--to", "hl7"][..],
            "cut.json, line 2, column 21: the JSON ends before it is complete",
        ),
        (
            &["no.hl7", "--from", "hl7", "--to", "fhir"],
            "no.hl7, line 1, column 1: these bytes belong to no message",
        ),
        (&["good.json", "--to", "fhri"], "the nearest is `fhir`"),
        (&["good.json", "--to", "storage"], "the storage form holds everything, for no purpose"),
        (
            &["good.json", "--to", "hl7", "--system", "PID-22=nhs-ethnic-categry-2001"],
            "the nearest is `nhs-ethnic-category-2001`",
        ),
        (
            &["good.json", "--to", "hl7", "--system", "PID-22=nhs-ethnic-category-2001,"],
            "a coding system has a name of no letters",
        ),
        (&["good.json", "--to", "hl7", "--system", "PID-26=hl7-v2-0001"], "the coded fields are PID-8"),
        (&["good.json", "--to", "fhir", "--system", "PID-22=x"], "those of FHIR in its profile"),
        (&["good.json", "--to", "fhir", "--profile", "pdss"], "choose one of ukcore-england"),
        (&["good.json", "--to", "csv"], "without a map"),
        (&["nowhere.json", "--to", "fhir"], "nowhere.json: the file cannot be read"),
    ] {
        let output = run(&folder, &[arguments, &letter].concat());
        let error = text(output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(error.starts_with("error: ") && error.contains(says), "{arguments:?}: {error}");
        assert_eq!(names_in(&folder), before, "{arguments:?}");
    }
    let output = run(&folder, &["--back", "good.json", "--side", "bad.side", "-o", "x"]);
    assert!(text(output.stderr).starts_with("error: bad.side, line 1: this is no side file"));
    assert_eq!((output.status.code(), names_in(&folder)), (Some(2), before.clone()));
    let output = run(&folder, &["good.json", "--to", "fhir", "--no-side"]);
    assert!(text(output.stderr).contains("for a purpose"));
    // Keeping nothing has to be said.
    assert_eq!(run(&folder, &["good.json", "--to", "storage"]).status.code(), Some(2));
}

/// A conversion that is ended in the middle, by whatever means, leaves no file behind.
#[test]
fn a_conversion_that_is_killed_leaves_nothing() {
    let folder = folder("killed", &[]);
    let arguments = ["-", "--from", "fhir", "--to", "storage", "--side", "a.side", "-o", "a.ndjson"];
    let mut child = ownwords(&folder, &arguments).stdin(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    for _ in 0..2_000 {
        input.write_all(PATIENT.as_bytes()).unwrap();
    }
    assert!(child.try_wait().unwrap().is_none(), "it still reads");
    child.kill().unwrap();
    child.wait().unwrap();
    let left = names_in(&folder);
    if cfg!(target_os = "linux") {
        assert!(left.is_empty(), "{left:?}");
    }
    assert!(!left.iter().any(|name| name == "a.side" || name == "a.ndjson"), "{left:?}");
}

#[test]
fn whoever_reads_may_stop_reading() {
    let folder = folder("pipe", &[("many.ndjson", &format!("{PATIENT}\n").repeat(3_000))]);
    let arguments = ["many.ndjson", "--to", "storage", "--side", "a.side"];
    let mut command = ownwords(&folder, &arguments);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 40];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    assert!(first.starts_with(b"{\"format\":\"ownwords.record/1\""));
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), text(output.stderr)), (Some(0), String::new()));
    assert_eq!(names_in(&folder), ["many.ndjson"]);
}

/// A hundred times as many records take no more memory.
#[test]
#[cfg(target_os = "linux")]
#[ignore = "two hundred thousand records: for a release build"]
fn memory_is_flat() {
    let folder = folder("memory", &[]);
    let mut most = Vec::new();
    for rows in ["2000", "200000"] {
        let sample = ["sample", "--rows", rows, "--format", "fhir", "--output", "a.ndjson"];
        let mut command = Command::new(env!("CARGO_BIN_EXE_ownwords"));
        assert!(command.args(sample).current_dir(&folder).status().unwrap().success());
        let to = ["--to", "hl7", "--purpose", "direct-care", "--system", "PID-22=nhs-ethnic-category-2001"];
        let there = [&["a.ndjson"], &to[..], &["--side", "a.side", "-o", "a.hl7"]].concat();
        most.push(peak(&mut ownwords(&folder, &there)));
        most.push(peak(&mut ownwords(&folder, &["--back", "a.hl7", "--side", "a.side", "-o", "b.ndjson"])));
        assert_eq!(
            fs::read(folder.join("a.ndjson")).unwrap(),
            fs::read(folder.join("b.ndjson")).unwrap(),
            "the source did not come back"
        );
    }
    let [there, back, there_of_many, back_of_many] = most[..] else { panic!("four runs") };
    let room = 8 << 10;
    assert!(there_of_many < there + room && back_of_many < back + room, "{most:?} KiB");
}

/// The most memory that a command has held, in KiB.
#[cfg(target_os = "linux")]
fn peak(command: &mut Command) -> u64 {
    let mut child = command.stdout(Stdio::null()).spawn().unwrap();
    let mut most = 0;
    loop {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let held = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let held = held.and_then(|held| held.trim().strip_suffix(" kB")?.parse().ok());
        most = most.max(held.unwrap_or(0));
        if let Some(status) = child.try_wait().unwrap() {
            assert_ne!(status.code(), Some(2));
            return most;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}
