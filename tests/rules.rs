//! The rules: the registry keeps its promises, the examples of each page are true, and no rule finds fault with a name
//! for being what it is.

use std::collections::BTreeSet;
use std::path::Path;

use crate::clean_names::CLEAN_NAMES;
use ownwords::language::{TagCheck, TagValidity, check};
use ownwords::rules::*;
use ownwords::text::{has_hidden_characters, hidden_characters};
use proptest::prelude::*;

use crate::strategies;

/// Every check of one name, by the rule's id.
type NameCheck = (&'static str, fn(&str) -> bool);
type ValueCheck = (&'static str, fn(&[u8]) -> bool);
type LanguageCheck = (&'static Rule, fn(&TagCheck) -> bool);

const NAME_CHECKS: [NameCheck; 10] = [
    ("OW-NAM-001", mojibake_in_name::is_broken),
    ("OW-NAM-002", hidden_character_in_name::is_broken),
    ("OW-NAM-003", replacement_character_in_name::is_broken),
    ("OW-NAM-004", placeholder_name::is_broken),
    ("OW-NAM-005", |name| chosen_name_in_brackets::is_broken(name, "")),
    ("OW-NAM-006", space_around_name::is_broken),
    ("OW-NAM-007", look_alike_letter_in_name::is_broken),
    ("OW-NAM-008", title_in_name::is_broken),
    ("OW-NAM-009", two_names_in_one_field::is_broken),
    ("OW-NAM-010", number_in_name::is_broken),
];

/// Every check of one value's bytes, by the rule's id.
const VALUE_CHECKS: [ValueCheck; 11] = [
    ("OW-DAT-001", impossible_date::is_broken),
    ("OW-DAT-002", default_date::is_broken),
    ("OW-DAT-003", impossible_date_of_birth::is_broken),
    ("OW-DAT-004", two_digit_year_of_birth::is_broken),
    ("OW-DAT-005", default_date_of_birth::is_broken),
    ("OW-LNG-004", private_language_code::is_broken),
    ("OW-LNG-005", retired_language_tag::is_broken),
    ("OW-LNG-006", english_as_preferred_language::is_broken),
    ("OW-NUM-001", nhs_number_check_digit::is_broken),
    ("OW-ROW-002", undecodable_text::is_broken),
    ("OW-ROW-003", nul_in_row::is_broken),
];

/// What `language::check` says of a value that a rule of languages finds.
const LANGUAGE_CHECKS: [LanguageCheck; 4] = [
    (&malformed_language_tag::RULE, |found| matches!(found, TagCheck::Malformed)),
    (&unregistered_language_subtag::RULE, |found| {
        matches!(found, TagCheck::Tag(TagValidity::Unregistered { .. }))
    }),
    (&language_name_where_tag_belongs::RULE, |found| matches!(found, TagCheck::Name { tag: "pl" })),
    (&private_language_code::RULE, |found| matches!(found, TagCheck::NhsCode(_))),
];

fn findings(name: &str) -> Vec<&'static str> {
    NAME_CHECKS.iter().filter(|(_, is_broken)| is_broken(name)).map(|(id, _)| *id).collect()
}

/// The value in an example: what stands between the first two backticks, `<U+202E>` and `<byte FC>` as what they name.
fn example_value(example: &str) -> Vec<u8> {
    let quoted = example.split('`').nth(1).expect("an example quotes its value");
    let mut value = Vec::new();
    let mut rest = quoted;
    while let Some((before, after)) = rest.split_once('<') {
        let (named, after) = after.split_once('>').expect("a named character is closed");
        value.extend_from_slice(before.as_bytes());
        match (named.strip_prefix("U+"), named.strip_prefix("byte ")) {
            (Some(code), _) => {
                let code = u32::from_str_radix(code, 16).expect("a code point");
                let character = char::from_u32(code).expect("a character");
                value.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            }
            (_, Some(byte)) => value.push(u8::from_str_radix(byte, 16).expect("a byte")),
            _ => panic!("{quoted}"),
        }
        rest = after;
    }
    value.extend_from_slice(rest.as_bytes());
    value
}

#[test]
fn ids_are_well_formed_unique_and_in_order() {
    for rule in RULES {
        let parts: Vec<&str> = rule.id.split('-').collect();
        let [owner, area, number] = parts[..] else { panic!("{}", rule.id) };
        assert_eq!(owner, "OW", "{}", rule.id);
        assert!(area.len() == 3 && area.bytes().all(|byte| byte.is_ascii_uppercase()), "{}", rule.id);
        assert!(number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit()), "{}", rule.id);
        assert_eq!(by_id(rule.id).map(|found| found.name), Some(rule.name));
        assert_eq!(by_id(&rule.id.to_lowercase()).map(|found| found.name), Some(rule.name));
        assert_eq!(nearest(&rule.id[1..]).id, rule.id);
        assert_eq!(nearest(rule.name).id, rule.id);
    }
    assert!(RULES.is_sorted_by(|one, two| one.id < two.id), "sorted by id, none twice");
    assert_eq!(RULES.iter().map(|rule| rule.name).collect::<BTreeSet<_>>().len(), RULES.len());
    assert_eq!(RULES.len(), 145);
    assert!(by_id("").is_none() && by_id("OW-NAM-999").is_none());
}

#[test]
fn each_rule_has_one_file_of_its_name() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let mut files = BTreeSet::new();
    for entry in std::fs::read_dir(&folder).expect("src/rules") {
        let name = entry.expect("an entry").file_name().into_string().expect("a file name");
        files.insert(name.trim_end_matches(".rs").to_owned());
    }
    for rule in RULES {
        let mut snake = String::new();
        for character in rule.name.chars() {
            if character.is_ascii_uppercase() && !snake.is_empty() {
                snake.push('_');
            }
            snake.push(character.to_ascii_lowercase());
        }
        assert!(files.remove(&snake), "{}: src/rules/{snake}.rs", rule.id);
        let text = std::fs::read_to_string(folder.join(format!("{snake}.rs"))).expect("the rule's file");
        assert!(
            text.starts_with(&format!("//! {} {}\n", rule.id, rule.name)),
            "{snake}.rs names its rule first"
        );
    }
    assert_eq!(files.into_iter().collect::<Vec<_>>(), ["mod", "page", "registry"]);
}

#[test]
fn names_say_the_fault_and_never_the_remedy() {
    for rule in RULES {
        assert!(
            rule.name.chars().all(|c| c.is_ascii_alphanumeric())
                && rule.name.starts_with(|c: char| c.is_uppercase())
        );
        for remedy in ["Use", "Fix", "Add", "Remove", "Repair", "Correct", "Should", "Must", "Replace"] {
            let is_word = |name: &str| {
                name.split(remedy).nth(1).is_some_and(|rest| !rest.starts_with(|c: char| c.is_lowercase()))
            };
            assert!(
                !rule.name.starts_with(remedy) && !is_word(rule.name) || rule.name.contains("Replacement"),
                "{}",
                rule.name
            );
        }
    }
}

#[test]
fn each_rule_has_all_its_texts_in_the_house_style() {
    for rule in RULES {
        let id = rule.id;
        assert!(
            rule.summary.starts_with(|c: char| c.is_lowercase()) && !rule.summary.ends_with('.'),
            "{id}: summary"
        );
        for text in [rule.why, rule.repair] {
            assert!(text.len() > 60 && text.ends_with('.'), "{id}: {text}");
            assert!(text.starts_with(|c: char| c.is_uppercase()), "{id}: {text}");
        }
        for text in [rule.summary, rule.why, rule.repair, rule.failing, rule.passing, rule.name] {
            assert!(
                !text.contains("  ") && !text.contains('\n') && !has_hidden_characters(text),
                "{id}: {text}"
            );
        }
        for example in [rule.failing, rule.passing] {
            assert!(example.matches('`').count() >= 2 && !example.ends_with('.'), "{id}: {example}");
        }
        let since: Vec<u32> = rule.since.split('.').map(|part| part.parse().expect("a version")).collect();
        assert_eq!(since.len(), 3, "{id}: since");
    }
}

#[test]
fn a_page_says_everything_in_lines_that_fit_a_terminal() {
    for rule in RULES {
        let page = rule.page();
        let words = page.split_whitespace().collect::<Vec<_>>().join(" ");
        for text in [rule.id, rule.name, rule.summary, rule.why, rule.repair, rule.since] {
            assert!(words.contains(text), "{}: {text}", rule.id);
        }
        for example in [rule.failing, rule.passing] {
            assert!(words.contains(&example.split_whitespace().collect::<Vec<_>>().join(" ")), "{}", rule.id);
        }
        assert!(page.lines().all(|line| line.chars().count() <= 78), "{page}");
        assert!(page.ends_with('\n') && !page.ends_with("\n\n"));
        assert_eq!(page.contains("A person decides"), !rule.repair_is_safe);
    }
}

#[test]
fn only_repairs_that_lose_nothing_are_for_programs() {
    let safe: Vec<&str> = RULES.iter().filter(|rule| rule.repair_is_safe).map(|rule| rule.id).collect();
    assert_eq!(safe, ["OW-COD-002", "OW-COD-003", "OW-COD-005", "OW-NAM-006", "OW-YML-015", "OW-YML-016"]);
}

#[test]
fn the_failing_example_fails_and_the_passing_one_passes() {
    for (id, is_broken) in NAME_CHECKS {
        let rule = by_id(id).expect("a rule");
        let text = |example| String::from_utf8(example_value(example)).expect("a name is text");
        assert!(is_broken(&text(rule.failing)), "{id}: {}", rule.failing);
        assert!(!is_broken(&text(rule.passing)), "{id}: {}", rule.passing);
        assert_eq!(findings(&text(rule.failing)), [id], "no other rule finds it too");
    }
    for (id, is_broken) in VALUE_CHECKS {
        let rule = by_id(id).expect("a rule");
        assert!(is_broken(&example_value(rule.failing)), "{id}: {}", rule.failing);
        assert!(!is_broken(&example_value(rule.passing)), "{id}: {}", rule.passing);
    }
    for (rule, is_broken) in LANGUAGE_CHECKS {
        assert!(is_broken(&check(&example_value(rule.failing))), "{}: {}", rule.id, rule.failing);
        assert_eq!(
            check(&example_value(rule.passing)),
            TagCheck::Tag(TagValidity::Registered),
            "{}",
            rule.id
        );
    }
    let rule = &ragged_row::RULE;
    let cells = |example: &str| example.split('`').nth(1).expect("a row").split(',').count();
    let columns = rule.failing.split('`').nth(3).expect("a header").split(',').count();
    assert!(ragged_row::is_broken(cells(rule.failing), columns));
    assert!(!ragged_row::is_broken(cells(rule.passing), columns));
}

/// For every code system of this release: each of its codes is found again after capitals and spaces, each of its
/// labels leads to its code or to none, and no code of its own is ever at fault.
#[test]
fn codes_of_every_system_are_found_again() {
    for (_, rows) in crate::subjects::every_list() {
        for row in rows.iter() {
            let code = row.code();
            assert!(!code_not_in_system::is_broken(code.as_bytes(), rows));
            assert_eq!(code_with_stray_case_or_space::code_meant(code.as_bytes(), rows), None);
            assert_eq!(label_where_code_belongs::code_meant(code.as_bytes(), rows), None);
            let is_code = |text: &str| rows.iter().any(|row| row.code() == text);
            for written in
                [format!(" {code}\u{A0}"), code.to_lowercase()].iter().filter(|text| !is_code(text))
            {
                let only = rows.iter().filter(|row| row.code().eq_ignore_ascii_case(code)).count() == 1;
                let meant = code_with_stray_case_or_space::code_meant(written.as_bytes(), rows);
                assert_eq!(meant, only.then_some(code), "{written:?}");
            }
            let meant = label_where_code_belongs::code_meant(row.label().to_uppercase().as_bytes(), rows);
            assert!(meant.is_none_or(|meant| meant == code), "{:?}", row.label());
        }
    }
}

#[test]
fn clean_names_of_all_scripts_have_no_finding() {
    let scripts: BTreeSet<&str> = CLEAN_NAMES.iter().map(|(script, _)| *script).collect();
    assert!(
        CLEAN_NAMES.len() >= 120 && scripts.len() >= 12,
        "{} names, {} scripts",
        CLEAN_NAMES.len(),
        scripts.len()
    );
    for (script, name) in CLEAN_NAMES {
        assert_eq!(findings(name), [""; 0], "{script}: {name:?}");
        assert_eq!(hidden_characters(name).count(), 0, "{script}: {name:?}");
        let upper = name.to_uppercase();
        assert_eq!(findings(&upper), [""; 0], "{script}: {upper:?}");
    }
}

#[test]
fn clean_names_read_wrongly_are_found() {
    let mut missed = Vec::new();
    for (_, name) in CLEAN_NAMES {
        // As a reader of Latin-1 sees its UTF-8; ASCII has no other reading.
        let wrong: String = name.bytes().map(char::from).collect();
        match mojibake_in_name::repaired(&wrong) {
            Some(repaired) => assert_eq!(repaired, *name),
            None if name.is_ascii() => assert!(!mojibake_in_name::is_broken(&wrong)),
            None => missed.push(*name),
        }
    }
    // After a capital, `Ã` and a no-break space may as well be the end of one word and the space before the next.
    assert_eq!(missed, ["Màiri NicAoidh"]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_name_of_letters_and_marks_is_found_by_no_rule_but_mojibake(name in strategies::name_like()) {
        prop_assert!(findings(&name).iter().all(|id| *id == "OW-NAM-001"), "{:?}: {:?}", name, findings(&name));
    }

    #[test]
    fn a_name_read_rightly_again_is_text_with_no_control(name in strategies::hostile()) {
        if let Some(repaired) = mojibake_in_name::repaired(&name) {
            prop_assert!(repaired.chars().count() < name.chars().count());
            let wrong: Vec<u8> = repaired.into_bytes();
            prop_assert!(wrong.len() == name.chars().count(), "one character for each byte");
        }
    }

    #[test]
    fn what_is_wrongly_read_comes_back(name in strategies::name_like()) {
        let wrong: String = name.bytes().map(char::from).collect();
        if let Some(repaired) = mojibake_in_name::repaired(&wrong) {
            prop_assert_eq!(repaired, name);
        }
    }

    #[test]
    fn no_check_panics_and_a_suggestion_never_shows_the_name(name in strategies::hostile()) {
        let said: Vec<String> =
            [mojibake_in_name::suggestion(&name), hidden_character_in_name::suggestion(&name)].into_iter().flatten().collect();
        prop_assert_eq!(mojibake_in_name::suggestion(&name).is_some(), mojibake_in_name::is_broken(&name));
        prop_assert_eq!(hidden_character_in_name::suggestion(&name).is_some(), has_hidden_characters(&name));
        for said in said {
            prop_assert!(said.is_ascii() && (name.is_ascii() || !said.contains(&name)));
        }
        for hidden in hidden_characters(&name) {
            prop_assert_eq!(name[hidden.byte()..].chars().next(), Some(hidden.character()));
            prop_assert_eq!(name[..hidden.byte()].chars().count() + 1, hidden.place());
        }
        let _ = (findings(&name), nearest(&name), by_id(&name));
    }

    #[test]
    fn no_check_of_bytes_panics(value in strategies::arbitrary_bytes()) {
        for (_, is_broken) in VALUE_CHECKS {
            let _ = is_broken(&value);
        }
        if let Some(day) = impossible_date::day_meant(&value) {
            prop_assert!(impossible_date::is_broken(&value) && !impossible_date::is_broken(day.as_bytes()));
        }
        prop_assert!(private_language_code::tag_meant(&value).is_none() || private_language_code::is_broken(&value));
        prop_assert_eq!(nhs_number_check_digit::fault(&value).is_some(), nhs_number_check_digit::is_broken(&value));
    }

    #[test]
    fn one_wrong_digit_is_always_found(nine in 0_u32..1_000_000_000, place in 0_usize..10, other in 0_u8..10) {
        let digits = (0..10).map(|last| format!("{nine:09}{last}"));
        let number = digits.into_iter().find(|number| !nhs_number_check_digit::is_broken(number.as_bytes()));
        if let Some(number) = number {
            let mut wrong = number.clone().into_bytes();
            wrong[place] = b'0' + other;
            prop_assert_eq!(nhs_number_check_digit::is_broken(&wrong), wrong != number.as_bytes());
        }
    }

    #[test]
    fn two_digits_that_changed_places_are_always_found(nine in 0_u32..1_000_000_000, place in 0_usize..9) {
        let digits = (0..10).map(|last| format!("{nine:09}{last}"));
        let number = digits.into_iter().find(|number| !nhs_number_check_digit::is_broken(number.as_bytes()));
        if let Some(number) = number {
            let mut wrong = number.clone().into_bytes();
            wrong.swap(place, place + 1);
            prop_assert_eq!(nhs_number_check_digit::is_broken(&wrong), wrong != number.as_bytes());
        }
    }
}
