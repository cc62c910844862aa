//! `--cohorts` of `audit`, `convert` and `check`.

use std::path::{Path, PathBuf};

use serde_json::Value;
use snapbox::cmd::{Command, cargo_bin};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn ownwords(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(cargo_bin!("ownwords")).current_dir(root()).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

const AUDIT: [&str; 4] = ["audit", "examples/registrations.csv", "--cohorts", "examples/cohorts.yaml"];

#[test]
fn the_counts_say_that_they_are_not_for_publication() {
    let (status, text, _) = ownwords(&AUDIT);
    assert_eq!(status, 0);
    assert!(text.contains("not for publication"), "{text}");
    let (_, json, _) = ownwords(&[&AUDIT[..], &["--format", "json"]].concat());
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["is_for_publication"], false);
}

#[test]
fn each_cohort_is_said_with_its_source_and_by_code() {
    let (_, text, _) = ownwords(&AUDIT);
    for part in [
        "examples/registrations.csv: 200 records, keyed by nhs-ethnic-category-2001 before and by heritages after\n",
        "Lower BMI thresholds for people of South Asian family origin (south-asian-bmi)\n  source: NICE",
        "A made-up earlier invitation (earlier-invitation)\n  source: Made up",
        "  would enter: ",
        "  would leave: ",
        "  undecidable: ",
        "\nBefore, by code:\n",
        "After, by heritage (several count in each):\n",
        "  not further stated: ",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn the_answer_for_programs_adds_up() {
    let (_, json, _) = ownwords(&[&AUDIT[..], &["--format", "json"]].concat());
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["format"], &json["complete"]), (&"ownwords.cohorts/1".into(), &true.into()));
    let sum = |moves: &Value| -> u64 {
        let undecidable = &moves["undecidable"];
        let parts =
            [&moves["both"], &moves["enter"], &moves["leave"], &moves["neither"], &undecidable["were_in"]];
        parts.iter().chain([&&undecidable["were_out"]]).map(|part| part.as_u64().unwrap()).sum()
    };
    for cohort in json["cohorts"].as_array().unwrap() {
        assert_eq!(sum(cohort), 200);
        assert_eq!(cohort["codes"].as_array().unwrap().iter().map(sum).sum::<u64>(), 200);
    }
    let people = json["codes"].as_array().unwrap().iter().map(|code| code["people"].as_u64().unwrap());
    assert_eq!(people.sum::<u64>(), 200);
}

#[test]
fn a_conversion_counts_what_it_reads() {
    let arguments = [
        "convert",
        "examples/convert/people.csv",
        "--map",
        "examples/convert/columns.yaml",
        "--to",
        "storage",
        "--no-side",
        "--from",
        "csv",
    ];
    let (_, _, without) = ownwords(&arguments);
    let (status, _, report) = ownwords(&[&arguments[..], &["--cohorts", "examples/cohorts.yaml"]].concat());
    assert!(status < 2, "{report}");
    assert!(!without.contains("Cohorts"), "{without}");
    assert!(report.contains("Cohorts: 3 records, keyed by nhs-ethnic-category-2001"), "{report}");
}

#[test]
fn check_knows_a_file_of_cohorts() {
    let (status, text, _) = ownwords(&["check", "--cohorts", "examples/cohorts.yaml"]);
    assert_eq!((status, text.as_str()), (0, "1 file is sound\n"));
    let broken = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cohorts-broken.yaml");
    let sound = std::fs::read_to_string(root().join("examples/cohorts.yaml")).unwrap();
    std::fs::write(&broken, sound.replace("\"H\"", "\"Q\"").replace("- nepali", "- nepall")).unwrap();
    let broken = broken.display().to_string();
    let (status, text, _) = ownwords(&["check", "--cohorts", &broken]);
    assert_eq!(status, 1);
    assert!(
        text.contains("no code `Q`") && text.contains("no heritage `nepall`") && text.contains("2 faults"),
        "{text}"
    );
    let (status, _, error) = ownwords(&["audit", "examples/registrations.csv", "--cohorts", &broken]);
    assert_eq!(status, 2);
    assert!(error.contains("no code `Q`") && error.contains("1 fault more"), "{error}");
}
