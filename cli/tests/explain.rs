//! The command `ownwords explain`.

use snapbox::cmd::{Command, cargo_bin};
use snapbox::str;

fn explain(arguments: &[&str]) -> Command {
    Command::new(cargo_bin!("ownwords")).arg("explain").args(arguments)
}

#[test]
fn a_rule_has_a_page() {
    explain(&["ow-nam-006"]).assert().success().stderr_eq("").stdout_eq(str![[r#"
OW-NAM-006 SpaceAroundName

  the name begins or ends with a space

Why it matters
  Nobody sees the space, but a search does: the person is not found at the
  desk, a second record is made, and their allergies stay in the first.

With the fault
  family name `Okonkwo `

Without it
  family name `Okonkwo`

Repair
  Take the space at the end away. Spaces within the name are the name's own
  and stay.
  A program may make this repair without asking anybody.

Since version 0.1.0

"#]]);
}

#[test]
fn a_rule_is_an_object() {
    explain(&["OW-NAM-006", "--format", "json"]).assert().success().stderr_eq("").stdout_eq(str![[r#"
{
  "id": "OW-NAM-006",
  "name": "SpaceAroundName",
  "summary": "the name begins or ends with a space",
  "why": "Nobody sees the space, but a search does: the person is not found at the desk, a second record is made, and their allergies stay in the first.",
  "failing": "family name `Okonkwo `",
  "passing": "family name `Okonkwo`",
  "repair": "Take the space at the end away. Spaces within the name are the name's own and stay.",
  "repair_is_safe": true,
  "since": "0.1.0"
}

"#]]);
}

#[test]
fn all_rules_are_listed_in_the_order_of_their_ids() {
    explain(&["--all"]).assert().success().stderr_eq("").stdout_eq(str![[r#"
OW-COD-001  CodeNotInSystem: the code is not in its code system
OW-COD-002  CodeWithStrayCaseOrSpace: the code is in its code system but for its case, or a space beside it
OW-COD-003  LabelWhereCodeBelongs: an official label stands where its code belongs
OW-COD-004  UnknownCodeSystem: the message names a code system that this release does not hold
OW-COD-005  LookAlikeInCode: letters or digits of another width or script stand for those of the code
OW-COD-006  CodeWithoutLeadingZeros: the code has lost its leading zeros
OW-COD-007  CodeReadAsNumber: a spreadsheet has made a number with an exponent of the code
OW-COD-008  CodeReadAsDate: a spreadsheet has made a date of the code
OW-COD-009  RoundedIdentifier: an identifier of SNOMED CT was rounded to fifteen digits
OW-COD-010  IdentifierCheckDigit: the check digit of an identifier of SNOMED CT does not fit
OW-COD-011  WrongCharacterInCode: one character of the code is wrong, missing or too many
OW-COD-012  BareCode: the codes of a column stand without the list that they are of
OW-DAT-001  ImpossibleDate: the date is not written as year-month-day, or there is no such day
OW-LNG-001  MalformedLanguageTag: the language is not written as a BCP 47 tag
OW-LNG-002  UnregisteredLanguageSubtag: the language tag is well formed, but a part of it is not registered
OW-LNG-003  LanguageNameWhereTagBelongs: the name of a language stands where its tag belongs
OW-LNG-004  PrivateLanguageCode: the language is a code of the old NHS list, in a field of BCP 47 tags
OW-NAM-001  MojibakeInName: the name was written as UTF-8 and read as another encoding
OW-NAM-002  HiddenCharacterInName: the name holds a character that nobody sees
OW-NAM-003  ReplacementCharacterInName: a letter of the name was lost and a replacement put in its place
OW-NAM-004  PlaceholderName: a placeholder stands where a name belongs
OW-NAM-005  ChosenNameInBrackets: what the person is called stands in brackets in the given name, not in the chosen name
OW-NAM-006  SpaceAroundName: the name begins or ends with a space
OW-NUM-001  NhsNumberCheckDigit: the value is no NHS number: it has not ten digits, or its check digit is wrong
OW-ROW-001  RaggedRow: the row has more or fewer cells than the header
OW-ROW-002  UndecodableText: the cell is not UTF-8 text
OW-ROW-003  NulInRow: the row holds a NUL byte

"#]]);
    let output = explain(&["--all", "--format", "json"]).output().expect("the command starts");
    let rules: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).expect("an array");
    assert_eq!(rules.len(), ownwords::rules::RULES.len());
    assert!(rules.is_sorted_by_key(|rule| rule["id"].as_str()));
}

#[test]
fn an_unknown_id_is_answered_with_the_nearest() {
    explain(&["OW-NAM-O02"]).assert().code(2).stdout_eq("").stderr_eq(str![[r#"
error: there is no rule with this id; the nearest is OW-NAM-002 HiddenCharacterInName; `ownwords explain --all` lists them

"#]]);
    explain(&[]).assert().code(2);
    explain(&["OW-NAM-001", "--all"]).assert().code(2);
}

#[test]
fn each_line_of_standard_input_has_a_line_of_json() {
    let output =
        explain(&["-"]).stdin("OW-ROW-001\nmojibake\r\n\nOW-NAM-004").output().expect("the command starts");
    assert_eq!(output.status.code(), Some(2), "two lines are no rule's id");
    let text = String::from_utf8(output.stdout).expect("text");
    let lines: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let [ragged, mojibake, empty, placeholder] = &lines[..] else { panic!("{text}") };
    assert_eq!(ragged["name"], "RaggedRow");
    assert_eq!(mojibake["nearest"], "OW-NAM-001");
    assert!(empty["error"].is_string());
    assert_eq!(placeholder["id"], "OW-NAM-004");
}

#[test]
fn a_concept_has_a_page() {
    let output = explain(&["nobody-of-nowhere"]).output().expect("the command starts");
    assert_eq!(output.status.code(), Some(2));
    let text = |arguments: &[&str]| {
        let output = explain(arguments).output().expect("the command starts");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        String::from_utf8(output.stdout).expect("text")
    };
    let page = text(&["jamaican"]);
    assert!(page.starts_with("Jamaican (jamaican, H6L8XG)\n  provisional: "), "{page}");
    assert!(page.contains("\n  always: Jamaican < Caribbean\n"), "{page}");
    assert!(page.contains("\n    nz-ethnicity-2005: 53113\n"), "{page}");
    assert_eq!(page, text(&["H6L8XG"]));

    let json: serde_json::Value =
        serde_json::from_str(&text(&["kashmiri", "--format", "json"])).expect("JSON");
    assert_eq!(json["status"], "provisional");
    assert!(json["may_be"].as_array().is_some_and(|others| others.contains(&"indian".into())));
    assert_eq!(json["attested_by"]["pds-ethnic-category"][0], "LC");
}

#[test]
fn what_is_only_recognised_is_never_shown() {
    for concept in ownwords::Standard::ethnicity().concepts() {
        let hidden: Vec<&str> = concept
            .labels()
            .filter(|label| label.usage == ownwords::standard::LabelUse::SearchOnly)
            .map(|label| label.text)
            .collect();
        if hidden.len() < 6 {
            continue;
        }
        let output = explain(&[concept.slug(), "--format", "json"]).output().expect("the command starts");
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(json["search_only"], hidden.len());
        let names = json["names"].as_array().expect("an array");
        assert!(names.iter().all(|name| !hidden.contains(&name["text"].as_str().expect("text"))));
    }
}

#[test]
fn a_code_system_and_an_authority_have_a_page() {
    explain(&["hes-ethnos-1995"]).assert().success().stderr_eq("").stdout_eq(str![[r#"
HES ethnic character, digits (hes-ethnos-1995)
  owner: NHS Digital
  where: England
  edition: used from 1995-96 to 2000-01; 9 withdrawn on 22 July 2004
  codes: 10
  of these say that there is no answer: 1
  of these have a meaning that nobody could source: 4
  read from: Crosswalk of census, GDPPR and HES ethnicity, PMC10883937, Table 1
  licence: not stated
  mapping: mappings/ethnicity/hes-ethnos-1995.yaml

"#]]);
    explain(&["gdppr"]).assert().success().stdout_eq(str![[r#"
GDPPR ethnicity crosswalk (gdppr)
  owner: NHS Digital
  edition: 2021
...
  It decides nothing unless a caller names it.

"#]]);
    explain(&["nhs-ethnic-categry-2001"]).assert().code(2).stderr_eq(str![[r#"
error: no rule, concept, code system or authority has this name; the nearest code system is `nhs-ethnic-category-2001`; `ownwords search` finds concepts by what people call them

"#]]);
    for key in ownwords::bridge::systems::keys() {
        explain(&[key, "--format", "json"]).assert().success();
    }
}
