//! `ownwords search` and `ownwords rollup`.

use serde_json::Value;
use snapbox::cmd::{Command, cargo_bin};
use snapbox::str;

fn ownwords(arguments: &[&str]) -> Command {
    Command::new(cargo_bin!("ownwords")).args(arguments)
}

fn json(arguments: &[&str]) -> Value {
    let output = ownwords(arguments).args(["--format", "json"]).assert().success().stderr_eq("");
    serde_json::from_slice(&output.get_output().stdout).unwrap()
}

#[test]
fn the_likeliest_comes_first() {
    let answer = json(&["search", "traveller", "IRISH"]);
    let first = &answer["matches"][0];
    assert_eq!((&answer["query"], &first["slug"]), (&"traveller IRISH".into(), &"irish-traveller".into()));
    assert_eq!(
        (&first["kind"], &first["edits"], &first["counting_only"]),
        (&"exact".into(), &0.into(), &false.into())
    );
    assert_eq!(json(&["search", "pakitsani"])["matches"][0]["kind"], "misspelt");
}

#[test]
fn other_standards_are_searched_when_named() {
    assert_eq!(json(&["search", "them", "--in", "pronouns"])["matches"][0]["slug"], "they-them");
    assert_eq!(json(&["search", "lesb", "--in", "orientation"])["matches"][0]["slug"], "lesbian");
}

#[test]
fn the_limit_holds_and_counting_only_stands_last() {
    let answer = json(&["search", "asian", "--limit", "3"]);
    let matches = answer["matches"].as_array().unwrap();
    let counting: Vec<bool> = matches.iter().map(|one| one["counting_only"].as_bool().unwrap()).collect();
    assert!(matches.len() <= 3 && counting.is_sorted(), "{answer}");
    assert!(matches.iter().any(|one| one["slug"] == "asian"), "{answer}");
}

#[test]
fn nothing_found_is_said() {
    ownwords(&["search", "xqzwvk"]).assert().code(1).stderr_eq("").stdout_eq(str![[r#"
nothing found; the person's own words can be recorded as they are

"#]]);
}

#[test]
fn each_line_is_answered() {
    let output = ownwords(&["search", "-"]).stdin("somali\n\nSOMALI\r\n").assert().code(1).stderr_eq("");
    let text = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    let answers: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), 3);
    assert_eq!(answers[1]["matches"], serde_json::json!([]));
    for answer in [&answers[0], &answers[2]] {
        assert_eq!(answer["matches"][0]["slug"], "somali");
    }
}

#[test]
fn every_chain_is_said_and_overlaps_apart() {
    let answer = json(&["rollup", "kashmiri", "--to", "indian", "south-asian"]);
    let slugs = |field: &str| -> Vec<&str> {
        answer[field].as_array().unwrap().iter().map(|one| one["slug"].as_str().unwrap()).collect()
    };
    assert_eq!((slugs("counted_in"), slugs("may_be")), (vec!["south-asian"], vec!["indian"]));
    assert!(answer["chains"].as_array().unwrap().iter().all(|chain| chain[0] == "kashmiri"));

    let several = json(&["rollup", "kashmiri", "jamaican"]);
    assert_eq!(several.as_array().unwrap().len(), 2);
    let page = ownwords(&["rollup", "kashmiri"]).assert().success();
    let page = String::from_utf8_lossy(&page.get_output().stdout).into_owned();
    assert!(page.contains("always: Kashmiri < ") && page.contains("may be, not counted: "), "{page}");
}

#[test]
fn an_id_does_as_well_as_a_slug() {
    let by_slug = json(&["rollup", "jamaican"]);
    assert_eq!(json(&["rollup", by_slug["id"].as_str().unwrap()]), by_slug);
}

#[test]
fn a_slug_that_is_not_there_has_a_neighbour() {
    ownwords(&["rollup", "kashmri"]).assert().code(2).stdout_eq("").stderr_eq(str![[r#"
error: no concept of the standard has this slug or id; did you mean `kashmiri`?

"#]]);
    let output = ownwords(&["rollup", "-"]).stdin("kashmri\njamaican\n").assert().code(2).stderr_eq("");
    assert_eq!(output.get_output().stdout.iter().filter(|byte| **byte == b'\n').count(), 2);
}
