//! `ownwords decode`, `encode` and `explain` for lists of languages.

use serde_json::{Value, json};
use snapbox::cmd::{Command, cargo_bin};
use snapbox::str;

fn ownwords(arguments: &[&str]) -> Command {
    Command::new(cargo_bin!("ownwords")).args(arguments)
}

fn json(arguments: &[&str], status: i32) -> Value {
    let output = ownwords(arguments).args(["--format", "json"]).assert().code(status).stderr_eq("");
    serde_json::from_slice(&output.get_output().stdout).unwrap()
}

#[test]
fn a_code_says_its_language() {
    ownwords(&["decode", "ukcore-human-language", "q4"]).assert().success().stderr_eq("").stdout_eq(str![[
        r#"
q4 of UK Core Human Language
  official label: "British Sign Language"
  means: the language bfi
  relationship: equivalent
  provisional: nobody has approved this row yet

"#
    ]]);
    ownwords(&["decode", "census-ew-2021-main-language", "1"]).assert().success().stdout_eq(str![[r#"
1 of Main language (detailed), 94 categories
  official label: "English (English or Welsh in Wales)"
  means: one of en, cy
  relationship: equivalent
  provisional: nobody has approved this row yet

"#]]);
    ownwords(&["decode", "dfe-first-language", "ENB"]).assert().success().stdout_eq(str![[r#"
ENB of First language, short list
  somebody else's observation, and not what the person says of themselves
  observed: en
  official label: "Believed to be English"
  relationship: equivalent
  no answer: Not asked
  provisional: nobody has approved this row yet

"#]]);
    let other = json(&["decode", "census-scotland-2022-main-language", "21"], 0);
    assert_eq!((&other["tag"], &other["may_be"]), (&json!("und"), &json!([])));
    assert_eq!(json(&["decode", "iso-639-3", "cym"], 0)["tag"], "cy");
    assert_eq!(json(&["decode", "iso-639-3", "cy"], 1)["in_list"], false);
}

#[test]
fn a_language_is_sent_as_its_code_and_keeps_its_tag_in_the_residue() {
    let cantonese = json(&["encode", "ukcore-human-language", "yue"], 0);
    assert_eq!(cantonese["code"], "zh");
    let lost = cantonese["loss"]["indistinguishable"].as_array().unwrap();
    assert!(lost.contains(&json!("cmn")) && lost.contains(&json!("yue")));
    let chinese = json(&["encode", "census-ew-2021-main-language", "zh"], 1);
    let codes: Vec<&Value> =
        chinese["candidates"].as_array().unwrap().iter().map(|one| &one["code"]).collect();
    assert_eq!(codes, ["62", "63", "64"]);
    assert_eq!(chinese["causes"][0]["cause"], "divided");
    let english = json(&["encode", "pds-preferred-language", "en"], 0);
    assert_eq!((&english["outcome"], &english["code"]), (&json!("left-out"), &Value::Null));
    assert_eq!(english["loss"]["refused"], "PDS does not take English as a preferred language");
}

#[test]
fn a_list_of_languages_has_a_page() {
    ownwords(&["explain", "nhs-language"]).assert().success().stdout_eq(str![[r#"
LANGUAGE CODE (nhs-language)
  owner: NHS England
  where: England
  edition: NHS Data Dictionary, October 2020
  codes: [..]
  provisional: nobody has approved 5 of its rows yet
  read from: NHSDigital/DataDictionaryPublication @6db0e367, folder DITA, October 2020
  licence: Apache-2.0
  mapping: mappings/language/nhs-language.yaml

"#]]);
}

#[test]
fn a_language_is_found_by_what_people_call_it() {
    for (typed, tag, kind) in [
        ("Welsh", "cy", "exact"),
        ("Cymraeg", "cy", "exact"),
        ("ਪੰਜਾਬੀ", "pa", "exact"),
        ("Polski", "pl", "exact"),
        ("BSL", "bfi", "initials"),
    ] {
        let found = json(&["search", typed, "--in", "language"], 0);
        assert_eq!((&found["matches"][0]["tag"], &found["matches"][0]["kind"]), (&json!(tag), &json!(kind)));
    }
    ownwords(&["search", "British Sign", "--in", "language", "--limit", "1"])
        .assert()
        .success()
        .stdout_eq("bfi: British Sign Language [prefix]\n");
    assert_eq!(json(&["search", "qqqqqqqq", "--in", "language"], 1)["matches"], json!([]));
}
