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
OW-COD-013  CodeOfAnotherList: the code is not in its list, but it is one of another nation's, owner's or edition's
OW-COD-014  ObservedAsStated: a code of what somebody else saw stands where the person's own answer belongs
OW-COD-015  DefaultCodeAsAnswer: a quarter of the column or more holds the default code of its data element, which is nobody's answer
OW-COD-016  AbsenceCodesConflated: the list tells people who declined from people who are not known, and the column holds only one of the two
OW-COD-017  MixedCodeSystems: the column holds codes of more than one list: no list has all of them
OW-COD-018  ContradictingCodes: two codes of one ethnicity stand in the record, and no heritage that one of them can mean is one that the other can
OW-COD-019  RetiredCode: the list's owner has retired this code, or only an earlier edition of the list has it
OW-COD-020  HeadingAsAnswer: the code is a heading of its list, and the list has codes below it that say more
OW-DAT-001  ImpossibleDate: the date is not written as year-month-day, or there is no such day
OW-DAT-002  DefaultDate: the date is the one that a program writes where it knows none
OW-DAT-003  ImpossibleDateOfBirth: the date of birth is not written as year-month-day, or there is no such day
OW-DAT-004  TwoDigitYearOfBirth: the year of birth has two digits, so that its century is anybody's guess
OW-DAT-005  DefaultDateOfBirth: the date of birth is one that a program writes where it knows none
OW-DAT-006  DateOfBirthInFuture: the person would be born after the day of the audit
OW-DAT-007  DayAndMonthSwapped: the dates of the column have the day where the month belongs
OW-FIL-001  ByteOrderMark: a file of records or codes begins with a byte order mark
OW-FIL-002  MisreadText: the text was written as UTF-8 and read as another encoding
OW-FIL-003  HiddenCharacter: the value holds a character that nobody sees
OW-FIL-004  CurlyQuote: quotes stand in the value that its owner did not write there
OW-FIL-005  SwappedCells: two cells of the row stand in one another's columns
OW-LNG-001  MalformedLanguageTag: the language is not written as a BCP 47 tag
OW-LNG-002  UnregisteredLanguageSubtag: the language tag is well formed, but a part of it is not registered
OW-LNG-003  LanguageNameWhereTagBelongs: the name of a language stands where its tag belongs
OW-LNG-004  PrivateLanguageCode: the language is a code of the old NHS list, in a field of BCP 47 tags
OW-LNG-005  RetiredLanguageTag: the registry of language tags has retired the tag's language
OW-LNG-006  EnglishAsPreferredLanguage: a preferred language of English, for which PDS refuses the whole update
OW-MAP-001  MisnamedFile: a file has not the name, or stands not in the folder, that its content asks for
OW-MAP-002  RepeatedCode: a code stands twice in a list
OW-MAP-003  RepeatedSystem: two lists have one key or one number
OW-MAP-004  UnknownSource: a source is named that the file does not list
OW-MAP-005  MissingSource: a source has no title, or no licence is said
OW-MAP-006  MissingJustification: nothing says on what ground a row was written
OW-MAP-007  MissingReviewer: a row counts as reviewed, and nobody is named who reviewed it
OW-MAP-008  ImpossibleDateOfReview: the date of a row is no day of the calendar
OW-MAP-009  EmptyCode: a row has an empty code
OW-MAP-010  SeveralMeanings: a row says several different things
OW-MAP-011  NoMeaning: a row does not say what its code means
OW-MAP-012  MissingRelationship: a code has no relationship to what it means
OW-MAP-013  RelationshipToNothing: a code has a relationship, and nothing that it is related to
OW-MAP-014  RelationshipContradictsHierarchy: what a code means contradicts how the standard orders the concepts
OW-MAP-015  MissingOfficialLabel: a code has a meaning and no official label
OW-MAP-016  LicensedTerm: a term stands in a list whose terms need a licence
OW-MAP-017  ObservationAsAnswer: what somebody observed is taken for what the person answered
OW-MAP-018  SameCategoryOfNone: a row is the same as a row that cannot stand for it
OW-MAP-019  UnknownCode: a code is named that its list does not have
OW-MAP-020  UnknownSystem: a list of codes is named that is not there
OW-MAP-021  UnknownReason: a row names a reason for having no answer that there is not
OW-MAP-022  SilentSource: somebody is said to publish something, and it is not said what or who
OW-MAP-023  AgreedTerm: a term is listed as one about which sources disagree, and they do not
OW-MAP-024  LocalCodeOfNone: a local code does not divide a code of its national list
OW-MAP-025  UnattestedMeaning: a code means a concept, and nothing attests it
OW-MAP-026  UnregisteredLanguage: a row means a language that is not registered
OW-MAP-027  ImpossibleReceiver: what is said of a receiver of names cannot hold
OW-MAP-028  ContradictionOfNationalList: an overlay says something that the national lists contradict
OW-MAP-029  MissingApprover: a row counts as approved, and does not say by whom and when
OW-MAP-030  ApprovedByReviewer: one person both reviewed and approved a row
OW-MAP-031  ApprovalBeforeReview: a row was approved before it was reviewed
OW-MAP-032  ApproverOfNone: a row that is not approved names an approval
OW-MAP-033  ImpossibleDateOfRetirement: the day on which a code was retired is no day of the calendar
OW-NAM-001  MojibakeInName: the name was written as UTF-8 and read as another encoding
OW-NAM-002  HiddenCharacterInName: the name holds a character that nobody sees
OW-NAM-003  ReplacementCharacterInName: a letter of the name was lost and a replacement put in its place
OW-NAM-004  PlaceholderName: a placeholder stands where a name belongs
OW-NAM-005  ChosenNameInBrackets: what the person is called stands in brackets in the given name, not in the chosen name
OW-NAM-006  SpaceAroundName: the name begins or ends with a space
OW-NAM-007  LookAlikeLetterInName: one word of the name has Latin and Cyrillic letters that look the same
OW-NAM-008  TitleInName: the name begins with what may be a title
OW-NAM-009  TwoNamesInOneField: the field may hold two names: a slash, or words such as `known as`, stand between them
OW-NAM-010  NumberInName: the name begins or ends with six digits or more: an identifier or a telephone number
OW-NAM-011  NamesInCapitals: most names of the column are in capitals: a system changed them
OW-NAM-012  NamesCutAtLimit: many names of the column end exactly where a field of an older system ends, and none is longer
OW-NAM-013  LostDiacritics: the name has lost marks that the same name has in the person's chosen name
OW-NAM-014  CutName: the name ends within a word, where a field of an older system ends; the chosen name goes on
OW-NAM-015  FormerNameAsChosen: the chosen name is a former name of the person, and not the one that they have now
OW-NUM-001  NhsNumberCheckDigit: the value is no NHS number: it has not ten digits, or its check digit is wrong
OW-NUM-002  TestNhsNumbers: numbers of the range that is kept for tests stand among the numbers of people
OW-NUM-003  SharedNhsNumber: another record has the same NHS number, and says something else of the person
OW-NUM-004  RepeatedRecord: another record has the same NHS number, and says the same of the person
OW-QUE-001  OptionNotOffered: a question offers what nobody may be offered
OW-QUE-002  QuestionOffersNothing: a question has nothing to choose and nothing to type
OW-QUE-003  QuestionNotInEnglishFirst: the first wording of a question is not in English
OW-QUE-004  UnnamedReviewer: nobody is named who reviewed a wording
OW-QUE-005  TextTooHardToRead: a wording is too hard to read
OW-QUE-006  WhoSeesDiffers: a question tells people other than the truth of who sees the answer
OW-QUE-007  QuestionWithoutGuide: nothing says how to ask face to face, or what an option is called
OW-ROW-001  RaggedRow: the row has more or fewer cells than the header
OW-ROW-002  UndecodableText: the cell is not UTF-8 text
OW-ROW-003  NulInRow: the row holds a NUL byte
OW-STD-001  UnknownConcept: a slug or id names no concept of the standard
OW-STD-002  RetiredConcept: a concept that is retired is still named
OW-STD-003  MalformedId: an id is damaged, or was not given by the tool
OW-STD-004  IdOfAnotherList: an id belongs to another standard or to another owner
OW-STD-005  RepeatedId: an id or a number stands twice
OW-STD-006  RepeatedName: a slug, label, key or other name stands twice
OW-STD-007  RepeatedInList: a word stands twice in one list
OW-STD-008  MalformedKey: a slug or key has a character that none may have
OW-STD-009  LoopOfBroader: a concept is broader than itself
OW-STD-010  RelationToItself: a concept stands in a relation to itself
OW-STD-011  OverlapContradictsBroader: two concepts may be one another, and one always is the other
OW-STD-012  OverlapOnBothSides: an overlap is written in both entries
OW-STD-013  EmptyText: there is no text where people read one
OW-STD-014  UnknownLanguageOfText: a text is marked with what is no language tag
OW-STD-015  ColourWord: a text of ours speaks of skin colour
OW-STD-016  UnknownWord: a word is none of those that may stand here
OW-STD-017  ImpossibleEdition: the version or the date of an edition is none
OW-STD-018  SinceAfterEdition: a concept is younger than the edition that holds it
OW-STD-019  NumberOutOfRange: a number is outside of its range
OW-STD-020  AttestedCodeNotInList: an attestation names a code that its list does not have
OW-STD-021  AttestedLabelDiffers: a label differs from the official one
OW-STD-022  PurposeNotTold: a purpose is not told in a sentence, or does not see what it is for
OW-STD-023  StandardWithoutName: no file of a standard says its name
OW-STD-024  UnknownOwner: the owner of an overlay is no ODS code
OW-YML-001  UnquotedWord: a text stands without quotes that another program takes for something else
OW-YML-002  RepeatedKey: a key stands twice in one entry
OW-YML-003  UnknownKey: an entry has a key that nothing reads
OW-YML-004  MissingKey: an entry lacks a key that it must have
OW-YML-005  YamlTag: a tag stands before a value
OW-YML-006  AnchorOrAlias: an anchor or an alias stands in the file
OW-YML-007  MergeKey: a merge key stands in the file
OW-YML-008  SecondDocument: a second document begins within the file
OW-YML-009  NothingAfterKey: there is nothing after a key
OW-YML-010  NotAWholeNumber: a number is not written as one
OW-YML-011  UnevenIndentation: an entry is indented by an odd number of spaces
OW-YML-012  TabCharacter: a tab stands where the line is indented
OW-YML-013  TooLargeOrTooDeep: the file is too large, or nested too deeply
OW-YML-014  NotUtf8: the file is not text in UTF-8
OW-YML-015  ByteOrderMarkInYaml: a file under standards/ or mappings/ begins with a byte order mark
OW-YML-016  CarriageReturn: lines end in a carriage return
OW-YML-017  NotYaml: the text is no YAML
OW-YML-018  WrongShape: a value has another shape than its key asks for
OW-YML-019  UnreadFile: nothing reads a file that stands among those that are read
OW-YML-020  UnreadableFile: a file or folder that must be there cannot be read
OW-YML-021  DamagedCopy: the pinned copy of a published list is damaged

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
  provisional: nobody has approved 10 of its rows yet
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
