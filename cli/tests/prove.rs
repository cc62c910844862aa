//! `ownwords prove`.

use std::path::Path;

use serde_json::Value;
use snapbox::cmd::{Command, OutputAssert, cargo_bin};
use snapbox::str;

fn prove(arguments: &[&str]) -> OutputAssert {
    Command::new(cargo_bin!("ownwords"))
        .arg("prove")
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
        .assert()
}

#[test]
fn a_list_is_proved_law_by_law() {
    prove(&["au-pronouns"]).success().stderr_eq("").stdout_eq(str![[r#"
au-pronouns, 7 codes, mappings/gender/au-pronouns.yaml
  holds     L1 legacy round trip      what was received is sent back byte for byte (tried 13576)
  holds     L2 own round trip         value and residue give the statement back (tried 538)
  holds     L3 update                 an unchanged value changes nothing, an accepted one is sent from then on (tried 263)
  holds     L4 coherence              a code's meaning leads back to it, candidates are what the rows allow (tried 289)
  holds     L5 monotone               a narrower concept has no code that no broader one has (tried 5)
  holds     L7 damage                 a damaged or foreign residue is an error (tried 24)
  holds     L8 loss is honest         the loss is what encoding every concept finds (tried 15)
  holds     L9 meaning                each row is supported by something outside itself (tried 7)
every law holds

"#]]);
}

#[test]
fn programs_read_the_laws_and_the_score() {
    let output = prove(&["au-pronouns", "--mutate", "--format", "json"]).success().stderr_eq("");
    let answer: Value = serde_json::from_slice(&output.get_output().stdout).unwrap();
    let laws = answer["proofs"][0]["laws"].as_array().unwrap();
    let names: Vec<&str> = laws.iter().map(|law| law["law"].as_str().unwrap()).collect();
    assert_eq!(names, ["L1", "L2", "L3", "L4", "L5", "L7", "L8", "L9"]);
    assert!(laws.iter().all(|law| law["holds"] == true && law["counter_example"].is_null()));
    let mutants = &answer["mutants"];
    assert_eq!(mutants["caught"], mutants["counted"]);
    assert!(mutants["caught"].as_u64().unwrap() > 20);
    assert!(mutants["survivors"].as_array().unwrap().is_empty());
    assert!(!mutants["equivalents"].as_array().unwrap().is_empty());
}

/// "Gypsy or Traveller", beside an older code for "Irish traveller": no source says that the two were ever in one list.
#[test]
fn what_words_alone_account_for_is_counted_and_listed() {
    let hesa = "hesa-ethnic-two-digit";
    let output = prove(&[hesa]).success();
    let text = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    let listed = "2 relationships stand on the words of a `reason`, which only people can read; for 1 of them witnesses name \
                  other codes of the list\n  mappings/ethnicity/hesa-ethnic-two-digit.yaml:";
    assert!(text.contains(listed), "{text}");
    let output = prove(&[hesa, "--format", "json"]).success();
    let answer: Value = serde_json::from_slice(&output.get_output().stdout).unwrap();
    let [first, _] = &answer["proofs"][0]["on_reasons"].as_array().unwrap()[..] else { panic!("{answer}") };
    assert_eq!((&first["code"], &first["means"][0]), (&"15".into(), &"gypsy-or-traveller".into()));
    assert_eq!(first["beside"], serde_json::json!(["14"]));
}

/// "Any other Asian background": its witness says that Indians are Asians with a code of their own.
#[test]
fn what_a_witness_accounts_for_stands_on_no_words() {
    let output = prove(&["nhs-ethnic-category-2001", "--format", "json"]).success();
    let answer: Value = serde_json::from_slice(&output.get_output().stdout).unwrap();
    assert_eq!(answer["proofs"][0]["on_reasons"], serde_json::json!([]));
}

#[test]
fn an_overlays_own_list_is_not_asked_what_it_means() {
    let output =
        prove(&["testhaven-ethnic-group", "--overlay", "examples/overlay", "--format", "json"]).success();
    let answer: Value = serde_json::from_slice(&output.get_output().stdout).unwrap();
    let of_meaning = answer["proofs"][0]["laws"].as_array().unwrap().last().unwrap();
    assert!(of_meaning["holds"].is_null() && of_meaning["skipped"].is_string());
}

#[test]
fn a_wrong_key_or_folder_is_an_error() {
    prove(&["au-pronuns"]).code(2).stdout_eq("").stderr_eq(str![[r#"
error: no file is the mapping of a list of this key; did you mean `au-pronouns`?

"#]]);
    prove(&["--root", "no/such/folder"]).code(2).stdout_eq("");
}
