//! `ownwords loss`.

use std::fs;
use std::path::Path;

use serde_json::Value;
use snapbox::cmd::{Command, cargo_bin};
use snapbox::str;

const NHS: &str = "nhs-ethnic-category-2001";

fn ownwords(arguments: &[&str]) -> Command {
    Command::new(cargo_bin!("ownwords")).args(arguments).current_dir(env!("CARGO_TARGET_TMPDIR"))
}

fn json(arguments: &[&str]) -> Value {
    let output = ownwords(arguments).args(["--format", "json"]).assert().success().stderr_eq("");
    serde_json::from_slice(&output.get_output().stdout).unwrap()
}

/// A file of weights under its own name, where the command runs.
fn file(name: &'static str, text: &str) -> &'static str {
    fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name), text).unwrap();
    name
}

#[test]
fn a_list_says_what_it_cannot_tell_apart() {
    ownwords(&["loss", NHS]).assert().success().stderr_eq("").stdout_eq(str![[r#"
ETHNIC CATEGORY CODE 2001, NHS England (England)
  loses [..] of [..] bits, uniform over heritages, not people ([..] in all)
...
  J (1): Pakistani
...
  ambiguous ([..]): British, English, [..] and [..] more

"#]]);
    let answer = json(&["loss", NHS]);
    assert_eq!((&answer["system"], &answer["policy"]), (&NHS.into(), &"certain".into()));
    assert_eq!(answer["weighted_by"], Value::Null);
    let outcomes = answer["outcomes"].as_array().unwrap();
    let sizes = outcomes.iter().map(|outcome| outcome["concepts"].as_array().unwrap().len() as u64);
    assert_eq!(sizes.sum::<u64>(), answer["concepts"].as_u64().unwrap());
    assert!(outcomes.iter().any(|outcome| outcome["outcome"] == "ambiguous" && outcome["code"].is_null()));
    let under = json(&["loss", NHS, "--authority", "gdppr"]);
    assert_eq!(under["policy"], "gdppr");
    assert!(under["bits"].as_f64() < answer["bits"].as_f64());
}

#[test]
fn weights_come_from_a_file_and_keep_its_name() {
    let weights = file("clinic.csv", "slug,weight\npakistani,2\nsomali,1\npolish,1\n");
    let answer = json(&["loss", NHS, "--weights", weights]);
    assert_eq!((&answer["bits"], &answer["bits_stated"]), (&0.5.into(), &1.5.into()));
    assert_eq!(answer["weighted_by"], weights);
    let bad = file("bad.csv", "pakistani,2\nsomalli,1\n");
    ownwords(&["loss", NHS, "--weights", bad]).assert().code(2).stdout_eq("").stderr_eq(str![[r#"
error: bad.csv, line 2: no concept of the standard has this slug or id; did you mean `somali`?

"#]]);
    ownwords(&["loss", NHS, "--weights", "no-such-file"]).assert().code(2).stderr_eq(str![[r#"
error: no-such-file: this cannot be read

"#]]);
}

#[test]
fn two_lists_say_what_becomes_of_each_code() {
    let answer = json(&["loss", NHS, "--to", "census-ew-2021"]);
    let appeared = answer["arriving"].as_array().unwrap().iter().filter(|code| code["change"] == "appeared");
    let labels: Vec<&str> = appeared.map(|code| code["label"].as_str().unwrap()).collect();
    assert_eq!(labels, ["Gypsy or Irish Traveller", "Roma", "Arab", "Does not apply"]);
    let indian = &answer["leaving"].as_array().unwrap().iter().find(|code| code["code"] == "H").unwrap();
    assert_eq!((&indian["outcome"], &indian["becomes"][0]), (&"encoded".into(), &"3".into()));
    ownwords(&["loss", NHS, "--to", "census-ew-2021"]).assert().success().stderr_eq("").stdout_eq(str![[
        r#"
from ETHNIC CATEGORY CODE 2001, NHS England (England)
  to Ethnic group, tick boxes (ethnic_group_tb_20b), Office for National Statistics (England and Wales)

kept (5): one code each, and the same
  B "Irish" +colour -> 14 "Irish" +colour
...
appeared (4): the second has a code that the first has no counterpart for
  15 "Gypsy or Irish Traveller" +colour
  16 "Roma" +colour
  18 "Arab"
  -8 "Does not apply"
...
+ what a code adds that nobody was asked; it is not compared

a value that is converted keeps its first code in its field, and goes back to it

"#
    ]]);
}

#[test]
fn what_has_nothing_to_lose_or_to_compare_says_so() {
    ownwords(&["loss", "bcp-47"]).assert().code(2).stderr_eq(str![[r#"
error: this system has no concepts to tell apart; name a list of ethnicity or sexual orientation, for example

"#]]);
    ownwords(&["loss", NHS, "--to", "bcp-47"]).assert().code(2).stderr_eq(str![[r#"
error: these two are no code lists of one field; name two lists of codes for the same field

"#]]);
}

#[test]
fn a_list_of_an_overlay_loses_too_and_becomes_codes_of_others() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/overlay");
    let own = json(&["loss", "testhaven-ethnic-group", "--overlay", folder]);
    assert!(own["concepts"].as_u64() > json(&["loss", NHS])["concepts"].as_u64());
    let to = ["--to", NHS, "--overlay", folder];
    let becomes = json(&[&["loss", "testhaven-ethnic-group"][..], &to[..]].concat());
    let bangladeshi = &becomes["leaving"][2];
    assert_eq!(
        (&bangladeshi["code"], &bangladeshi["becomes"][0]),
        (&Value::from("BAN"), &Value::from("K")),
        "{bangladeshi}"
    );
    ownwords(&["loss", "testhaven-ethnic-group"]).assert().code(2);
}
