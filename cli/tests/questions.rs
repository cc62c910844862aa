//! `ownwords questions`.

use serde_json::Value;
use snapbox::cmd::{Command, cargo_bin};

const NHS: &str = "nhs-ethnic-category-2001";

fn ownwords(arguments: &[&str]) -> Command {
    Command::new(cargo_bin!("ownwords")).arg("questions").args(arguments)
}

fn text(arguments: &[&str], status: i32) -> String {
    let output = ownwords(arguments).assert().code(status).stderr_eq("");
    String::from_utf8(output.get_output().stdout.clone()).unwrap()
}

#[test]
fn a_question_is_printed_as_it_is_asked() {
    let form = text(&["pronouns"], 0);
    assert!(
        form.contains("# pronouns [en; a draft, not yet reviewed]") && form.contains("[ ] they/them"),
        "{form}"
    );
    assert!(form.contains("( ) I would rather not say") && !form.contains("Do not guess"), "{form}");
    assert!(text(&["pronouns", "--spoken"], 0).contains("* Do not guess"));
    assert!(text(&["partnership"], 0).contains("( ) Single"));
    let welsh = text(&["disability", "--language", "cy"], 0);
    assert!(welsh.contains("[cy; a draft, not yet reviewed]") && welsh.contains("Rwy'n anabl"), "{welsh}");
    let all = text(&[], 0);
    for field in ["name", "languages", "trans-status", "accommodation"] {
        assert!(all.contains(&format!("# {field} [")), "{field}");
    }
    for wrong in
        [&["administrative-gender"][..], &["ethnicity", "--language", "tlh"], &["ethnicity", "--to", "nhs"]]
    {
        ownwords(wrong).assert().code(2).stdout_eq("");
    }
}

#[test]
fn an_account_is_given_before_anything_is_sent() {
    let sent = text(&["ethnicity", "--answer", "Bangladeshi", "--own-words", "Sylheti", "--to", NHS], 0);
    assert!(
        sent.contains("the code K, which it calls \"Bangladeshi\", under \"Asian or Asian British\""),
        "{sent}"
    );
    assert!(sent.contains("We keep them.") && !sent.contains("Sylheti"), "{sent}");
    let asks = text(&["ethnicity", "--answer", "irish", "--to", NHS], 1);
    assert!(asks.starts_with("We send nothing yet.") && asks.contains("\n  B: \"Irish\""), "{asks}");
    // What is no choice is the person's own words, and decides nothing.
    let own = text(&["ethnicity", "--answer", "Sylheti", "--to", NHS], 1);
    assert!(own.starts_with("We send nothing yet.") && !own.contains("Sylheti"), "{own}");
    let declined = text(&["ethnicity", "--declined", "--to", NHS], 0);
    assert!(declined.contains("the code Z"), "{declined}");
    assert!(text(&["languages", "--answer", "bfi", "--to", "bcp-47"], 0).contains("the code bfi"));
    ownwords(&["religion", "--answer", "sikh", "--to", NHS]).assert().code(2).stdout_eq("");
    let json = text(&["ethnicity", "--answer", "irish", "--to", NHS, "--format", "json"], 1);
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["kind"], &json["field"]), (&"asks".into(), &"ethnicity".into()));
    assert!(json["choices"].as_array().unwrap().len() > 1);
}

#[test]
fn questions_are_json_and_fhir_for_programs() {
    let json: Value = serde_json::from_str(&text(&["gender", "--format", "json"], 0)).unwrap();
    assert_eq!(json["options"][0]["key"], "woman");
    assert_eq!(json["wordings"][1]["reviewed_by"], Value::Null);
    let all: Value = serde_json::from_str(&text(&["--fhir"], 0)).unwrap();
    let one: Value = serde_json::from_str(&text(&["gender", "--fhir"], 0)).unwrap();
    assert!(all["item"].as_array().unwrap().contains(&one["item"][0]));
}
