//! `ownwords decode` and `ownwords encode`.

use serde_json::Value;
use snapbox::cmd::{Command, cargo_bin};
use snapbox::str;

const NHS: &str = "nhs-ethnic-category-2001";

fn ownwords(arguments: &[&str]) -> Command {
    Command::new(cargo_bin!("ownwords")).args(arguments)
}

fn json(arguments: &[&str], status: i32) -> Value {
    let output = ownwords(arguments).args(["--format", "json"]).assert().code(status).stderr_eq("");
    serde_json::from_slice(&output.get_output().stdout).unwrap()
}

/// One answer a line of the input.
fn lines(arguments: &[&str], input: impl Into<Vec<u8>>, status: i32) -> Vec<Value> {
    let output = ownwords(arguments).stdin(input.into()).assert().code(status).stderr_eq("");
    let text = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_code_says_what_it_says() {
    ownwords(&["decode", NHS, "K"]).assert().success().stderr_eq("").stdout_eq(str![[r#"
K of ETHNIC CATEGORY CODE 2001, NHS England (England)
  official label: "Bangladeshi"
  under: "Asian or Asian British"
  means: Bangladeshi
  relationship: equivalent
  provisional: nobody has approved this row yet

"#]]);
    ownwords(&["decode", NHS, "Z"]).assert().success().stderr_eq("").stdout_eq(str![[r#"
Z of ETHNIC CATEGORY CODE 2001, NHS England (England)
  official label: "Not stated"
  no answer: Asked and declined, or: Unable to choose
  provisional: nobody has approved this row yet

"#]]);
}

#[test]
fn every_field_is_decoded_encoded_and_explained() {
    let means = |system: &str, code: &str| json(&["decode", system, code], 0)["means"][0]["slug"].clone();
    // The NHS and the census number the two the other way round; one letter is two things in England and in HL7.
    assert_eq!(means("nhs-person-stated-gender", "1"), "recorded-male");
    assert_eq!(means("census-ew-2021-sex", "1"), "recorded-female");
    assert_eq!(means("nhs-marital-status", "P"), "separated");
    assert_eq!(means("hl7-v3-marital-status", "P"), "several-spouses");
    assert_eq!(means("nhs-religion", "C67"), "roman-catholic");
    for (system, slug, code) in [
        ("nhs-gender-identity", "woman", "2"),
        ("census-ew-2021-gender-identity-8a", "trans-man", "4"),
        ("hl7-gender-harmony-pronouns", "they-them", "LA29520-6"),
        ("nhs-religion-group", "greek-orthodox", "C"),
        ("nhs-disability-code", "hearing", "02"),
        ("nhs-young-carer", "young-carer", "Y"),
        ("nhs-ex-armed-forces", "served-in-the-reserves", "02"),
        ("nhs-accommodation", "sofa-surfing", "14"),
        ("ukcore-written-communication-format", "braille-grade-2", "12"),
        ("ukcore-preferred-contact-method", "sms", "9"),
        ("fhir-interpreter-required", "interpreter-needed", "true"),
        ("hl7-v3-language-ability-mode", "signs", "ESGN"),
        ("census-ew-2021-english-proficiency", "speaks-well", "3"),
    ] {
        assert_eq!(json(&["encode", system, slug], 0)["code"], code, "{system}");
        assert_eq!(json(&["explain", system], 0)["system"], system);
    }
    assert_eq!(json(&["search", "braille", "--in", "formats"], 0)["matches"][0]["slug"], "braille");
    assert_eq!(
        json(&["search", "hearing loop", "--in", "communication"], 0)["matches"][0]["slug"],
        "hearing-loop"
    );
    // Quakers may be Christian, and may not: the group is theirs to say.
    let quaker = json(&["encode", "nhs-religion-group", "quaker"], 1);
    assert_eq!(quaker["candidates"].as_array().unwrap().len(), 2);
    assert_eq!(
        json(&["search", "wheelchair", "--in", "impairment"], 0)["matches"][0]["slug"],
        "uses-wheelchair"
    );
}

#[test]
fn an_observation_is_said_to_be_one() {
    ownwords(&["decode", "police-observed-ic", "IC4"]).assert().success().stderr_eq("").stdout_eq(str![[
        r#"
IC4 of Officer-observed IC codes, Home Office; National Police Chiefs' Council (United Kingdom)
  official label: "Asian - Indian subcontinent"
  somebody else's observation, and not what the person says of themselves
  observed: South Asian
  relationship: source-is-narrower-than-target
  no answer: Not asked
  provisional: nobody has approved this row yet

"#
    ]]);
    let answer = json(&["decode", "police-observed-ic", "IC4"], 0);
    assert_eq!(answer["means"], serde_json::json!([]));
    assert_eq!(answer["observed"][0]["slug"], "south-asian");
    assert_eq!(answer["absent"], serde_json::json!(["not-asked"]));
    let answer = json(&["decode", NHS, "K"], 0);
    assert_eq!(answer["observed"], serde_json::json!([]));
}

#[cfg(not(feature = "snomed"))]
#[test]
fn a_list_behind_a_feature_is_said_to_be_there() {
    ownwords(&["decode", "gdppr-snomed", "46110004"]).assert().code(2).stdout_eq("").stderr_eq(str![[r#"
error: this program was built without the code system of this key; build it with `--features snomed`, and read in Cargo.toml what licence it needs

"#]]);
}

#[cfg(feature = "snomed")]
#[test]
fn an_identifier_of_snomed_ct_has_a_meaning_and_no_label() {
    let answer = json(&["decode", "gdppr-snomed", "46110004"], 0);
    assert_eq!((&answer["label"], &answer["means"][0]["slug"]), (&Value::Null, &"somali".into()));
}

#[cfg(feature = "snomed")]
#[test]
fn an_identifier_that_fails_its_check_is_read_as_it_was_published() {
    let answer = json(&["decode", "ra-flag-formats", "1082551000000100"], 0);
    assert_eq!((&answer["label"], &answer["means"][0]["slug"]), (&Value::Null, &"aphasia-format".into()));
}

#[test]
fn a_code_is_an_object() {
    let answer = json(&["decode", NHS, "D"], 0);
    assert_eq!(
        (&answer["system"], &answer["code"], &answer["in_list"]),
        (&NHS.into(), &"D".into(), &true.into())
    );
    assert_eq!(answer["means"][0], serde_json::json!({"not_further_stated": true}));
    assert_eq!(answer["means"][1]["slug"], "caribbean");
    assert_eq!(answer["adds"], serde_json::json!(["colour"]));
    assert_eq!(answer["absent"], serde_json::json!([]));
    let answer = json(&["decode", NHS, "Z"], 0);
    assert_eq!(answer["absent"], serde_json::json!(["asked-declined", "unable-to-choose"]));
}

#[test]
fn a_code_that_the_list_does_not_have_is_said() {
    let answer = json(&["decode", NHS, "k"], 1);
    assert_eq!((&answer["in_list"], &answer["label"]), (&false.into(), &Value::Null));
    assert_eq!(answer["damage"], serde_json::json!({"damage": "stray-case", "likely": "K", "fits": ["K"]}));
    assert_eq!(json(&["decode", NHS, "K"], 0)["damage"], Value::Null);
    ownwords(&["decode", "us-omb-1997", "Sep-28"]).assert().code(1).stderr_eq("").stdout_eq(str![[r#"
Sep-28 of SPD 15 minimum categories for race and ethnicity, US Office of Management and Budget (United States)
  this list does not have the code
  a spreadsheet has made a date of the code
  did you mean 2028-9?

"#]]);
}

#[test]
fn a_code_needs_its_system() {
    ownwords(&["decode", "K"]).assert().code(2);
    ownwords(&["decode", "nhs-ethnic-categry-2001", "K"]).assert().code(2).stdout_eq("").stderr_eq(str![[
        r#"
error: this release knows no code system of this key; did you mean `nhs-ethnic-category-2001`?

"#
    ]]);
}

#[test]
fn each_line_of_codes_is_answered() {
    let answers = lines(&["decode", NHS, "-"], b"K\nZ\r\n\xFF\n\n".to_vec(), 1);
    let codes: Vec<&str> = answers.iter().map(|answer| answer["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["K", "Z", "\\xff", ""]);
}

#[test]
fn a_tag_stands_for_itself() {
    assert_eq!(json(&["decode", "bcp-47", "bfi"], 0)["tag"], "bfi");
    assert_eq!(json(&["decode", "bcp-47", "und"], 0)["absent"], serde_json::json!(["unknown"]));
    assert_eq!(json(&["decode", "bcp-47", "q4!"], 1)["in_list"], false);
    assert_eq!(json(&["encode", "bcp-47", "bfi"], 0)["code"], "bfi");
}

#[test]
fn what_is_certain_has_a_code_a_loss_and_a_residue() {
    let answer = json(&["encode", NHS, "bangladeshi", "--own-words", "Sylheti"], 0);
    assert_eq!((&answer["outcome"], &answer["code"]), (&"encoded".into(), &"K".into()));
    assert_eq!(answer["loss"]["own_words_stay_behind"], true);
    assert!(answer["residue"].as_str().unwrap().starts_with('R'));
    assert!(!answer.to_string().contains("Sylheti"), "own words are in the residue alone");
    let page = ownwords(&["encode", NHS, "bangladeshi"]).assert().success();
    assert!(page.get_output().stdout.starts_with(b"K of ETHNIC CATEGORY CODE 2001"));
}

#[test]
fn what_is_ambiguous_has_candidates_and_causes() {
    let answer = json(&["encode", NHS, "kashmiri"], 1);
    assert_eq!(answer["outcome"], "ambiguous");
    let codes: Vec<&str> =
        answer["candidates"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert!(codes.contains(&"H") && codes.contains(&"J"), "{codes:?}");
    let causes = answer["causes"].as_array().unwrap();
    assert!(causes.iter().any(|one| one["cause"] == "divided"), "{causes:?}");
    assert_eq!(answer["published"], Value::Null);
    ownwords(&["encode", NHS, "kashmiri"]).assert().code(1).stderr_eq("");
}

#[test]
fn an_authority_decides_when_it_is_named() {
    assert_eq!(json(&["encode", NHS, "polish"], 1)["outcome"], "ambiguous");
    assert_eq!(json(&["encode", NHS, "polish", "--authority", "gdppr"], 0)["code"], "C");
    ownwords(&["encode", NHS, "polish", "--authority", "nobody"]).assert().code(2).stderr_eq(str![[r#"
error: this release knows no authority of this key; it knows gdppr, school-census

"#]]);
}

#[test]
fn an_absence_is_encoded_too() {
    assert_eq!(json(&["encode", NHS, "asked-declined", "unable-to-choose"], 0)["code"], "Z");
    assert_eq!(json(&["encode", "fhir-data-absent-reason", "asked-declined"], 0)["code"], "asked-declined");
    ownwords(&["encode", NHS, "asked-declined", "somali"]).assert().code(2);
}

#[test]
fn each_line_of_statements_is_answered() {
    let answers = lines(&["encode", NHS, "-"], "indian\nkashmiri\npakistani british\nno-such-slug\n", 2);
    let outcomes: Vec<&Value> = answers.iter().map(|answer| &answer["outcome"]).collect();
    assert_eq!(outcomes, [&Value::from("encoded"), &"ambiguous".into(), &"ambiguous".into(), &Value::Null]);
    assert!(answers[3]["error"].is_string());
    ownwords(&["encode", NHS, "-", "--own-words", "Sylheti"]).assert().code(2);
}

#[test]
fn published_disagreements_are_shown_and_decide_nothing() {
    let answer = json(&["encode", NHS, "turkish"], 1);
    let [disagreement] = &answer["disagreements"].as_array().unwrap()[..] else { panic!("{answer}") };
    assert_eq!((&disagreement["term"], &disagreement["said"][0]["code"]), (&"Turkish".into(), &"S".into()));
    let page = ownwords(&["encode", NHS, "turkish"]).assert().code(1);
    let page = String::from_utf8(page.get_output().stdout.clone()).unwrap();
    let line =
        "published crosswalks disagree on \"Turkish\": S (GDPPR), C (OpenSAFELY, PRIMIS, pstone22, PDS, DfE)";
    assert!(page.contains(line), "{page}");
    assert_eq!(json(&["encode", NHS, "polish"], 1)["disagreements"], serde_json::json!([]));
    // The school census has main codes of its own, which are no letters of this list.
    let answer = json(&["encode", NHS, "turkish", "--authority", "school-census"], 1);
    assert_eq!(answer["published"]["codes"], serde_json::json!(["WOTH"]));
    assert_eq!(
        json(&["encode", "dfe-school-census", "turkish", "--authority", "school-census"], 0)["code"],
        "WOTH"
    );
}

/// The overlay of the examples, from the folder that the command's tests run in.
const OVERLAY: [&str; 2] = ["--overlay", "../examples/overlay"];

fn with_overlay(arguments: &[&str], status: i32) -> Value {
    json(&[arguments, &OVERLAY[..]].concat(), status)
}

#[test]
fn an_overlay_is_known_beside_the_national_lists() {
    let decoded = with_overlay(&["decode", NHS, "K1"], 0);
    assert_eq!(decoded["means"][0]["slug"], "bangladeshi-sylheti");
    assert_eq!(json(&["decode", NHS, "K1"], 0)["means"][0]["slug"], "bangladeshi");
    assert_eq!(with_overlay(&["decode", "testhaven-ethnic-group", "SYL"], 0)["means"][0]["slug"], "sylheti");
    let encoded = with_overlay(&["encode", NHS, "bangladeshi-sylheti"], 0);
    assert_eq!(encoded["code"], "K");
    assert_eq!(with_overlay(&["encode", "testhaven-ethnic-group", "sylheti"], 0)["code"], "SYL");
    assert_eq!(with_overlay(&["search", "sylhet"], 0)["matches"][0]["slug"], "sylheti");
    let rolled_up = with_overlay(&["rollup", "bangladeshi-sylheti", "--to", "south-asian"], 0);
    assert_eq!(rolled_up["counted_in"][0]["slug"], "south-asian");
    ownwords(&["encode", NHS, "bangladeshi-sylheti"]).assert().code(2);
    ownwords(&["decode", "testhaven-ethnic-group", "SYL"]).assert().code(2);
}

#[test]
fn an_overlay_with_faults_answers_nothing() {
    ownwords(&["decode", NHS, "K", "--overlay", "no-such-folder"]).assert().code(2).stdout_eq("").stderr_eq(str![[r#"
no-such-folder/overlay.yaml: this cannot be read (entity not found); name the overlay's folder, which holds overlay.yaml
error: the overlay has a fault; nothing is answered until it is sound

"#]]);
}
