//! Who would enter or leave a cohort when records are recoded.

use std::path::Path;

use ownwords::audit::Options;
use ownwords::audit::cohorts::{After, Cohort, Counts, Keyed, Moves, Rules, count};
use ownwords::authoring::Checked;
use ownwords::bridge::systems;
use ownwords::{Ethnicity, Field, Overlay, Standard};

use crate::copies::{COPY, copy_of};

const NHS: &str = "nhs-ethnic-category-2001";

fn id(slug: &str) -> ownwords::ConceptId {
    Standard::ethnicity().by_slug(slug).unwrap().id()
}

/// A made-up cohort.
fn cohort(codes: &[&str], after: After) -> Cohort {
    Cohort {
        key: "made-up".to_owned(),
        title: "Made up".to_owned(),
        source: "made up".to_owned(),
        codes: codes.iter().map(|code| (*code).to_owned()).collect(),
        after,
    }
}

fn heritages(slugs: &[&str]) -> After {
    After::Heritages(slugs.iter().map(|slug| id(slug)).collect())
}

/// The moves of people who have these codes and nothing else.
fn moves(rules: &Rules, codes: &[&str]) -> Moves {
    let mut counts = Counts::new(rules);
    for code in codes {
        let field = rules.system().decode(code.as_bytes()).to_field();
        counts.add(Some(code.as_bytes()), &field);
    }
    let (_, moves) = counts.cohorts().next().unwrap();
    assert_eq!(moves.total(), codes.len() as u64);
    moves
}

fn parts(moves: Moves) -> [u64; 6] {
    [moves.both, moves.enter, moves.leave, moves.neither, moves.undecidable_in, moves.undecidable_out]
}

#[test]
fn a_code_is_in_out_or_undecidable_by_what_it_means() {
    let rules =
        Rules::new("Made up", NHS, None, vec![cohort(&["H", "R"], heritages(&["indian", "caribbean"]))])
            .unwrap();
    // H is Indian, R Chinese, J Pakistani, M Caribbean, D Caribbean and another, Z not stated, C and L not further stated.
    for (code, expected) in [
        ("H", [1, 0, 0, 0, 0, 0]),
        ("R", [0, 0, 1, 0, 0, 0]),
        ("M", [0, 1, 0, 0, 0, 0]),
        ("D", [0, 1, 0, 0, 0, 0]),
        ("J", [0, 0, 0, 1, 0, 0]),
        ("Z", [0, 0, 0, 1, 0, 0]),
        ("C", [0, 0, 0, 0, 0, 1]),
        ("L", [0, 0, 0, 0, 0, 1]),
        // No code of the list may mean anybody.
        ("?", [0, 0, 0, 0, 0, 1]),
    ] {
        assert_eq!(parts(moves(&rules, &[code])), expected, "{code}");
    }
}

#[test]
fn who_may_be_of_a_heritage_is_undecidable() {
    let rules = Rules::new("Made up", NHS, None, vec![cohort(&["H"], heritages(&["indian"]))]).unwrap();
    let of = |slugs: &[&str]| {
        let mut counts = Counts::new(&rules);
        let field = Field::stated(Ethnicity::of(slugs.iter().map(|slug| id(slug))).unwrap());
        counts.add(Some(b"H"), &field);
        let (_, moves) = counts.cohorts().next().unwrap();
        parts(moves)
    };
    let (stays, leaves, may) = ([1, 0, 0, 0, 0, 0], [0, 0, 1, 0, 0, 0], [0, 0, 0, 0, 1, 0]);
    assert_eq!(of(&["indian"]), stays);
    assert_eq!(of(&["gujarati"]), if is_narrower("gujarati", "indian") { stays } else { may });
    assert_eq!(of(&["kashmiri"]), may, "Kashmiri overlaps India");
    assert_eq!(of(&["south-asian"]), may, "South Asian is broader");
    assert_eq!(of(&["irish"]), leaves);
    assert_eq!(of(&["irish", "indian"]), stays);
    let mut counts = Counts::new(&rules);
    counts.add(None, &Field::stated(Ethnicity::in_own_words("made up").unwrap()));
    assert_eq!(counts.cohorts().next().unwrap().1.undecidable_out, 1);
}

fn is_narrower(one: &str, other: &str) -> bool {
    let concept = |slug| Standard::ethnicity().by_slug(slug).unwrap();
    concept(one).is_a(concept(other))
}

#[test]
fn by_the_codes_of_another_list_what_is_ambiguous_is_undecidable() {
    let wales = "ukcore-ethnic-category-wales";
    let to = systems::ETHNICITY.iter().find(|list| list.key() == wales).unwrap();
    let indian = to.certain_code(id("indian")).unwrap();
    let after = After::Codes(vec![indian.to_owned()]);
    let rules = Rules::new("Made up", NHS, Some(wales), vec![cohort(&["J"], after)]).unwrap();
    assert_eq!(parts(moves(&rules, &["H"])), [0, 1, 0, 0, 0, 0]);
    assert_eq!(parts(moves(&rules, &["J"])), [0, 0, 1, 0, 0, 0]);
    assert_eq!(parts(moves(&rules, &["R"])), [0, 0, 0, 1, 0, 0]);
}

#[test]
fn counts_by_code_stay_beside_counts_by_heritage() {
    let rules = Rules::new("Made up", NHS, None, vec![cohort(&["H"], heritages(&["indian"]))]).unwrap();
    let file = b"ethnic_category;note\r\nH;\r\nC;\r\nP;\r\nP;\r\n\"S\";\r\n\r\nZ;\r\n;x\r\nsecret;\r\n";
    let counts = count(|| Ok(&file[..]), "made-up.csv", Options::default(), &rules).unwrap();
    assert_eq!(counts.people(), 8);
    // C, P and S are all not further stated, and can still be told apart.
    assert_eq!((counts.not_further_stated(), counts.no_answer()), (4, 3));
    let codes: Vec<_> = counts.codes().map(|(keyed, people, _)| (keyed, people)).collect();
    assert_eq!(
        codes,
        [
            (Keyed::Code("C"), 1),
            (Keyed::Code("H"), 1),
            (Keyed::Code("P"), 2),
            (Keyed::Code("S"), 1),
            (Keyed::Code("Z"), 1),
            (Keyed::Other, 1),
            (Keyed::Nothing, 1),
        ]
    );
    // What each code comes to adds up to what all do.
    let (_, all) = counts.cohorts().next().unwrap();
    let mut sum = [0; 6];
    for (_, people, of_code) in counts.codes() {
        assert_eq!(of_code[0].total(), people);
        sum.iter_mut().zip(parts(of_code[0])).for_each(|(sum, part)| *sum += part);
    }
    assert_eq!(sum, parts(all));
    assert!(!format!("{counts:?}").contains("secret"));
}

#[test]
fn a_column_of_another_list_is_refused() {
    let rules = Rules::new("Made up", NHS, None, vec![cohort(&["H"], heritages(&["indian"]))]).unwrap();
    let refused =
        |file: &'static [u8], options| count(|| Ok(file), "made-up.csv", options, &rules).unwrap_err();
    let wales = Options::default().with_system("ethnicity", "ukcore-ethnic-category-wales").unwrap();
    assert!(refused(b"ethnicity\nH\n", wales).message().contains("keyed by"));
    assert!(refused(b"surname\nKhan\n", Options::default()).message().contains("of ethnicity"));
    let open = refused(b"ethnic_category\nH\n\"J\n", Options::default());
    assert!(open.message().contains("never closed") && open.position().unwrap().file.is_some());
}

#[test]
fn rules_name_what_there_is() {
    let refused = |system, to, cohorts| Rules::new("Made up", system, to, cohorts).unwrap_err();
    let sound = || cohort(&["H"], heritages(&["indian"]));
    assert!(refused("nhs-ethnic-category-2002", None, vec![sound()]).help().unwrap().contains(NHS));
    assert!(refused(NHS, None, vec![sound(), sound()]).message().contains("two cohorts"));
    assert!(
        refused(NHS, None, vec![cohort(&["Q"], heritages(&["indian"]))]).message().contains("no code `Q`")
    );
    assert!(
        refused(NHS, None, vec![cohort(&["H"], After::Codes(vec!["H".to_owned()]))])
            .message()
            .contains("no list")
    );
    assert!(refused(NHS, None, vec![cohort(&[], heritages(&[]))]).message().contains("nobody"));
}

const YAML: &str = r#"title: "Made up"
system: nhs-ethnic-category-2001
sources:
  - key: made-up
    title: "Made up"
cohorts:
  - key: one
    title: "One"
    source: made-up
    codes: ["H", "J"]
    heritages: [indian]
"#;

#[test]
fn every_fault_of_a_file_is_said_with_its_place() {
    assert!(Rules::from_yaml("made-up.yaml", YAML).is_ok());
    for (from, to, rule, line) in [
        ("nhs-ethnic-category-2001", "nhs-ethnic-category-2011", "UnknownSystem", 2),
        ("source: made-up", "source: mad-up", "UnknownSource", 9),
        ("\"J\"", "\"Q\"", "UnknownCode", 10),
        ("\"J\"", "\"H\"", "RepeatedInList", 10),
        ("\"J\"", "J", "", 0),
        ("\"J\"", "N", "UnquotedWord", 10),
        ("[indian]", "[indain]", "UnknownConcept", 11),
        ("[indian]", "[indian, indian]", "RepeatedInList", 11),
        ("heritages: [indian]", "to-codes: [\"H\"]", "WrongShape", 7),
        ("    heritages: [indian]\n", "", "WrongShape", 7),
        ("title: \"One\"", "title: \"\"", "EmptyText", 8),
        ("key: one", "key: One", "MalformedKey", 7),
        ("source:", "sauce:", "UnknownKey", 9),
        ("title: \"One\"\n    ", "", "MissingKey", 10),
    ] {
        let text = YAML.replacen(from, to, 1);
        assert_ne!(text, YAML, "{from}");
        match Rules::from_yaml("made-up.yaml", &text) {
            Ok(_) => assert_eq!(rule, "", "{to:?} is taken"),
            Err(faults) => {
                let name = faults[0].rule().and_then(ownwords::rules::by_id).map_or("", |rule| rule.name);
                assert_eq!(name, rule, "{to:?}: {}", faults[0]);
                let place = faults[0].position().unwrap();
                assert_eq!(place.file.as_deref(), Some("made-up.yaml"));
                assert_eq!(place.line, Some(line), "{to:?}: {}", faults[0]);
            }
        }
    }
}

#[test]
fn the_example_is_sound_and_counts() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let path = examples.join("cohorts.yaml");
    let checked = Checked::cohorts(&path);
    assert!(checked.faults.is_empty(), "{:?}", checked.faults);
    assert_eq!(checked.files, ["cohorts.yaml"]);
    let rules = Rules::load(&path).unwrap();
    let open = || std::fs::File::open(examples.join("registrations.csv"));
    let counts = count(open, "registrations.csv", Options::default(), &rules).unwrap();
    assert_eq!(counts.people(), 200);
    for (cohort, moves) in counts.cohorts() {
        assert_eq!(moves.total(), 200, "{}", cohort.key);
        assert!(moves.both > 0 && moves.undecidable() > 0, "{}: {moves:?}", cohort.key);
    }
}

/// The law of copied lists, for cohorts: by a copy of a list as many people move as by the list itself.
#[test]
fn cohorts_by_a_copy_of_a_list_are_those_by_the_list_itself() {
    let mut moved = 0;
    for list in systems::ETHNICITY {
        let Some(overlay) = copy_of(list) else { continue };
        let codes: Vec<&str> = list.rows().iter().map(|row| row.code()).collect();
        let some: Vec<&str> = codes.iter().copied().step_by(3).collect();
        let after = [
            (None, heritages(&["indian", "caribbean", "irish", "chinese"])),
            (Some(list.key()), After::Codes(some.iter().map(|code| (*code).to_owned()).collect())),
        ];
        for (to, after) in after {
            let national = Rules::new("Made up", list.key(), to, vec![cohort(&some, after.clone())]).unwrap();
            let to = to.map(|_| COPY);
            let own = Rules::with_overlay(&overlay, "Made up", COPY, to, vec![cohort(&some, after)]).unwrap();
            for code in codes.iter().chain(&["?"]) {
                let parts_of = |rules: &Rules| parts(moves(rules, &[code]));
                assert_eq!(parts_of(&own), parts_of(&national), "{} {code}", list.key());
                moved += u64::from(parts_of(&own)[1] + parts_of(&own)[2] > 0);
            }
        }
    }
    assert!(moved > 100, "{moved}");
}

#[test]
fn rules_may_name_what_an_overlay_adds() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let overlay = Overlay::load(&examples.join("overlay")).unwrap();
    let file = std::env::temp_dir().join(format!("ownwords-cohorts-{}.yaml", std::process::id()));
    let text = "title: \"Made up\"\nsystem: testhaven-ethnic-group\nsources:\n  - key: made-up\n    title: \"Made up\"\n\
                cohorts:\n  - key: made-up\n    title: \"Made up\"\n    source: made-up\n    codes: [\"BSY\", \"OTH\"]\n    \
                heritages: [sylheti]\n";
    std::fs::write(&file, text).unwrap();
    let rules = Rules::load_with(&file, &overlay).unwrap();
    assert!(Checked::cohorts_with(&file, &overlay).faults.is_empty());
    let without = Rules::load(&file).unwrap_err();
    assert_eq!(Checked::cohorts(&file).faults.len(), without.len());
    std::fs::remove_file(&file).unwrap();
    let faults: Vec<_> = without.iter().map(|fault| fault.rule().unwrap()).collect();
    assert_eq!(faults, ["OW-MAP-020", "OW-STD-001"]);
    // BSY is Bangladeshi Sylheti, which is Sylheti; SYL is Sylheti; who is Bangladeshi may be; OTH is nothing further.
    for (code, expected) in [
        ("BSY", [1, 0, 0, 0, 0, 0]),
        ("SYL", [0, 1, 0, 0, 0, 0]),
        ("BAN", [0, 0, 0, 0, 0, 1]),
        ("OTH", [0, 0, 0, 0, 1, 0]),
        ("REF", [0, 0, 0, 1, 0, 0]),
    ] {
        assert_eq!(parts(moves(&rules, &[code])), expected, "{code}");
    }
    let column = format!("ethnic_category\n{}", "SYL\n".repeat(3));
    let options = Options::default().with_overlay(&overlay);
    let options = options.with_system("ethnic_category", "testhaven-ethnic-group").unwrap();
    let counts = count(|| Ok(column.as_bytes()), "made-up.csv", options, &rules).unwrap();
    assert_eq!(counts.cohorts().next().unwrap().1.enter, 3);
}
