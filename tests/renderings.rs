//! The laws of renderings, for every profile there is, and what is promised of each rendering.

use std::collections::BTreeMap;

use ownwords::{
    ErrorKind, FieldProfile, NameText, PartKind, Purpose, ReadBack, Result, StepKind, Unit, collisions,
    profiles,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use unicode_segmentation::UnicodeSegmentation;

use crate::clean_names::CLEAN_NAMES;
use crate::strategies;

const NAMED: [&str; 10] = [
    "Zoë",
    "Nguyễn Thị Minh Khai",
    "María José Carreño Quiñones",
    "O’Brien-Ó Súilleabháin",
    "Sukarno",
    "김민준",
    "אַבְרָהָם",
    "ஐஸ்வர்யா",
    "Ștefan",
    "X Æ A-12",
];

/// A name of 747 letters.
fn long() -> String {
    let words = ["Wolfeschlegel", "stein", "hausen", "berger", "dorff"];
    words.iter().cycle().flat_map(|word| word.chars()).take(747).collect()
}

fn rendered(profile: &FieldProfile, text: &str) -> Result<(String, String, String)> {
    let (rendered, receipt, residue) = profile.render_text(text, Purpose::Letter)?.into_parts();
    Ok((rendered, receipt.to_string(), residue.to_string()))
}

fn property<T: std::fmt::Debug>(
    name: &str,
    strategy: impl Strategy<Value = T>,
    test: impl Fn(T) -> std::result::Result<(), TestCaseError>,
) {
    let cases = if std::env::var_os("OWNWORDS_SOAK").is_some() { 20_000 } else { 192 };
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    if let Err(error) = TestRunner::new(config).run(&strategy, test) {
        panic!("{name}: {error}");
    }
}

fn any_text() -> BoxedStrategy<String> {
    let latin =
        prop_oneof!["[ -~]{1,60}", "[A-Za-zÀ-ſẠ-ỹ' -]{1,80}", "[a-zß-ÿ]{1,12}( [A-ZÀ-Þ<-]{0,14}){0,9}"];
    prop_oneof![3 => strategies::name_like(), 3 => strategies::hostile(), 3 => latin].boxed()
}

/// Every text that is tried besides the generated ones.
fn known_texts() -> Vec<String> {
    let clean = CLEAN_NAMES.iter().map(|(_, name)| (*name).to_owned());
    let named = NAMED.iter().map(|name| (*name).to_owned());
    named.chain(clean).chain([long(), "a ".repeat(300)]).chain(shared_names()).collect()
}

/// The names of CLDR's samples and of the PDS sandbox, when the folder beside the repository is there.
fn shared_names() -> Vec<String> {
    let shared = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let mut names = Vec::new();
    match std::fs::read_to_string(shared.join("reference/names/cldr-sample-names.csv")) {
        Ok(text) => {
            // A row a field; the fields of one sample are a name.
            let mut samples: BTreeMap<String, String> = BTreeMap::new();
            for row in text.lines().skip(1) {
                let cells: Vec<&str> = row.splitn(4, ',').collect();
                let &[locale, sample, _, value] = &cells[..] else { panic!("not four cells: {row}") };
                let value = value.trim_matches('"');
                names.push(value.to_owned());
                let name = samples.entry(format!("{locale} {sample}")).or_default();
                name.push_str(if name.is_empty() { "" } else { " " });
                name.push_str(value);
            }
            names.extend(samples.into_values());
        }
        Err(_) => skipped("CLDR's sample names"),
    }
    match std::fs::read_dir(shared.join("records/pds")) {
        Ok(files) => {
            for file in files.map(|file| file.unwrap().path()) {
                let Ok(text) = std::fs::read_to_string(file) else { continue };
                // Every quoted string of a sandbox record is as good a text as its names.
                names.extend(text.split('"').skip(1).step_by(2).map(str::to_owned));
            }
        }
        Err(_) => skipped("the names of the PDS sandbox"),
    }
    names.retain(|name| !name.trim().is_empty());
    names.sort_unstable();
    names.dedup();
    names
}

#[allow(clippy::print_stdout, reason = "a test says what it skipped")]
fn skipped(what: &str) {
    println!("skipped: {what}, which are not beside the repository");
}

/// The size of a text, counted here and not by the crate.
fn size(unit: Unit, text: &str) -> usize {
    match unit {
        Unit::Bytes => text.len(),
        Unit::Utf16 => text.chars().map(char::len_utf16).sum(),
        Unit::CodePoints | Unit::MrzCells => text.chars().count(),
        Unit::Graphemes => text.graphemes(true).count(),
    }
}

/// What is promised of a rendering of any text for any profile.
fn keeps_its_promises(profile: &FieldProfile, text: &str) -> std::result::Result<(), TestCaseError> {
    let key = profile.key();
    let Ok(rendering) = profile.render_text(text, Purpose::Letter) else {
        let again = profile.render_text(text, Purpose::Letter);
        prop_assert!(again.is_err_and(|error| error.kind() == ErrorKind::Text && error.help().is_some()));
        return Ok(());
    };
    let (out, receipt, residue) = rendering.into_parts();
    // Never empty, within the limit, in the repertoire.
    prop_assert!(!out.trim().is_empty(), "{key}: nothing is left");
    if let Some(limit) = profile.maximum() {
        for item in profile.items(&out) {
            prop_assert!(size(limit.unit(), item) <= limit.count(), "{key}: too long");
        }
    }
    prop_assert!(profile.holds(&out), "{key}: the field does not hold it");
    // The receipt is empty just where nothing was changed.
    prop_assert_eq!(receipt.is_empty(), out == text, "{}: {}", key, receipt);
    let clusters = text.graphemes(true).count();
    for step in receipt.steps() {
        prop_assert!(
            step.count() >= 1 && step.places().all(|places| *places.end() <= clusters),
            "{key}: {step}"
        );
    }
    // Idempotent, and the same each time.
    let (again, nothing, _) = profile.render_text(&out, Purpose::Letter).unwrap().into_parts();
    prop_assert!(nothing.is_empty(), "{key}: {nothing}");
    prop_assert_eq!(&again, &out);
    prop_assert_eq!(
        &rendered(profile, text).unwrap(),
        &(out.clone(), receipt.to_string(), residue.to_string())
    );
    // Cut only between clusters: what was kept is whole clusters of the text where nothing else was done.
    if receipt.steps().all(|step| step.kind() == StepKind::Cut) {
        let ends = text.grapheme_indices(true).map(|(start, _)| start).chain([text.len()]);
        prop_assert!(
            text.starts_with(&out) && ends.into_iter().any(|end| end == out.len()),
            "{key}: half a letter"
        );
    }
    // No mark without its letter, unless it came so.
    let alone = |text: &str| {
        let mut clusters = text.graphemes(true);
        clusters.any(|cluster| cluster.starts_with(unicode_normalization::char::is_combining_mark))
    };
    prop_assert!(!alone(&out) || alone(text), "{key}: a mark alone");
    // L2.
    prop_assert_eq!(&profile.restore(&out, &residue).unwrap(), text, "{}", key);
    Ok(())
}

#[test]
fn l1_legacy_round_trip_of_names() {
    for profile in profiles::ALL {
        property(profile.key(), any_text(), |text| {
            // What a receiver sends is held as it came, and what it can hold goes back as it came.
            let received = NameText::received(text.as_str());
            prop_assert_eq!(received.as_str(), &text);
            if profile.holds(&text)
                && let Ok((again, receipt, _)) = rendered(profile, &text)
            {
                prop_assert_eq!((again, receipt.as_str()), (text, "unchanged"));
            }
            Ok(())
        });
    }
}

#[test]
fn l2_own_round_trip_of_names() {
    for profile in profiles::ALL {
        for text in known_texts() {
            keeps_its_promises(profile, &text).unwrap_or_else(|error| panic!("{}: {error}", profile.key()));
        }
        property(profile.key(), any_text(), |text| keeps_its_promises(profile, &text));
    }
}

#[test]
fn l2_own_round_trip_of_marked_parts() {
    let parts = proptest::collection::vec((0..PartKind::ALL.len(), any_text()), 1..5);
    property("parts", parts, |parts| {
        let whole: Vec<&str> = parts.iter().map(|(_, text)| text.as_str()).collect();
        let mut name = NameText::received(whole.join(" "));
        for (kind, text) in &parts {
            name = name.with_part(PartKind::ALL[*kind], text.as_str());
        }
        for profile in profiles::ALL {
            let Ok(rendering) = profile.render(&name, Purpose::Letter) else { continue };
            let (out, _, residue) = rendering.into_parts();
            prop_assert!(profile.holds(&out), "{}", profile.key());
            let restored = profile.restore(&out, &residue).unwrap();
            let kinds: Vec<PartKind> = profile.parts().collect();
            if kinds.is_empty() {
                prop_assert_eq!(&restored, name.as_str());
            } else {
                let held = name.parts().filter(|(kind, _)| kinds.contains(kind)).map(|(_, text)| text);
                // A field of two groups holds them in its own order.
                let (mut held, mut restored): (String, String) = (held.collect(), restored);
                held.retain(|letter| letter != ' ');
                restored.retain(|letter| letter != ' ');
                let sorted =
                    |text: &str| text.chars().collect::<std::collections::BinaryHeap<_>>().into_sorted_vec();
                prop_assert_eq!(sorted(&held), sorted(&restored), "{}", profile.key());
            }
        }
        Ok(())
    });
}

#[test]
fn l3_update_of_names() {
    for profile in profiles::ALL {
        property(profile.key(), (any_text(), any_text()), |(text, other)| {
            let Ok((sent, _, residue)) = rendered(profile, &text) else { return Ok(()) };
            // GetPut: what comes back unchanged is the name that was rendered.
            prop_assert_eq!(profile.read_back_text(&sent, &residue, &sent).unwrap(), ReadBack::SameRendering);
            prop_assert_eq!(&profile.restore(&sent, &residue).unwrap(), &text);
            // A person's change: what is then rendered is the new name, and its residue gives that one.
            if let Ok((sent, _, residue)) = rendered(profile, &other) {
                prop_assert_eq!(profile.restore(&sent, &residue).unwrap(), other);
            }
            Ok(())
        });
    }
}

#[test]
fn l7_damage_to_renderings() {
    for (place, profile) in profiles::ALL.iter().enumerate() {
        let other = profiles::ALL[(place + 1) % profiles::ALL.len()];
        let input = (any_text(), any::<prop::sample::Index>(), "[0-9A-Z!é]");
        property(profile.key(), input, |(text, index, sign)| {
            let Ok((sent, _, residue)) = rendered(profile, &text) else { return Ok(()) };
            let mut signs: Vec<char> = residue.chars().collect();
            let place = index.index(signs.len());
            let cut: String = signs.iter().take(place).collect();
            signs[place] = sign.chars().next().unwrap();
            let changed: String = signs.into_iter().collect();
            prop_assert_eq!(profile.restore(&sent, residue.to_ascii_lowercase()).unwrap(), text);
            prop_assert!(profile.restore(&sent, cut).is_err());
            prop_assert!(changed == residue || profile.restore(&sent, changed).is_err());
            prop_assert!(other.restore(&sent, &residue).is_err());
            let longer = [sent.as_str(), " "].concat();
            prop_assert!(profile.restore(&longer, &residue).is_err());
            prop_assert!(profile.restore_keyed(&sent, &residue, Some(b"row 1")).is_err());
            Ok(())
        });
    }
}

#[test]
fn an_unchanged_text_costs_eleven_characters() {
    for (profile, text) in [(&profiles::NHS_FULL_NAME, "김민준"), (&profiles::PDS_FAMILY, "Zoë")] {
        let (out, receipt, residue) = rendered(profile, text).unwrap();
        assert_eq!((out.as_str(), receipt.as_str(), residue.len()), (text, "unchanged", 11));
    }
}

#[test]
fn names_as_each_receiver_has_them() {
    type Expected<'a> = (&'a str, Option<&'a str>);
    let cases: [(&FieldProfile, &[Expected]); 4] = [
        (
            &profiles::VISION_SURNAME,
            &[
                ("Zoë", Some("ZOE")),
                ("Nguyễn Thị Minh Khai", Some("NGUYEN THI MINH KHAI")),
                ("María José Carreño Quiñones", Some("MARIA JOSE CARRENO QUINONES")),
                ("O’Brien-Ó Súilleabháin", Some("O'BRIEN-O SUILLEABHAIN")),
                ("Sukarno", Some("SUKARNO")),
                ("김민준", None),
                ("אַבְרָהָם", None),
                ("ஐஸ்வர்யா", None),
                ("Ștefan", Some("STEFAN")),
                ("X Æ A-12", Some("X AE A-")),
                ("12", None),
            ],
        ),
        (
            &profiles::PDS_FAMILY,
            &[
                ("Zoë", Some("Zoë")),
                ("Nguyễn Thị Minh Khai", Some("Nguyen Thi Minh Khai")),
                ("O’Brien-Ó Súilleabháin", Some("O'Brien-Ó Súilleabháin")),
                ("Ștefan", Some("Stefan")),
                ("ȘTEFAN", Some("STEFAN")),
                ("Jose\u{301}", Some("José")),
                ("X Æ A-12", Some("X Æ A-12")),
                ("Ольга", None),
            ],
        ),
        (
            &profiles::MRZ_TD3,
            &[
                ("Zoë", Some("ZOE")),
                ("O’Brien-Ó Súilleabháin", Some("OBRIEN<O<SUILLEABHAIN")),
                ("Åse Müller-Weiß", Some("AASE<MUELLER<WEISS")),
                ("محمد", Some("MXHMD")),
                ("مُحَمَّد", None),
                ("X Æ A-12", Some("X<AE<A")),
            ],
        ),
        (
            &profiles::WINDOWS_1252,
            &[("Zoë ’Öß", Some("Zoë ’Öß")), ("Łukasz", Some("Lukasz")), ("Ṣọlá", Some("Solá"))],
        ),
    ];
    for (profile, names) in cases {
        for (name, expected) in names {
            let out = rendered(profile, name).map(|(out, ..)| out);
            assert_eq!(out.as_deref().ok(), *expected, "{} of {name}", profile.key());
        }
    }
    let (out, receipt, _) = rendered(&profiles::NHS_FAMILY_NAME, &long()).unwrap();
    assert_eq!(out.len(), 35);
    assert_eq!(receipt, "712 characters cut off at the end (36-747)");
}

#[test]
fn cuts_prefer_whole_parts_then_whole_words_then_whole_letters() {
    let name = NameText::received("x")
        .with_part(PartKind::Family, "Featherstonehaugh")
        .with_part(PartKind::SecondFamily, "Cholmondeley Majoribanks");
    let (out, receipt, _) = profiles::NHS_FAMILY_NAME.render(&name, Purpose::Letter).unwrap().into_parts();
    assert_eq!(out, "Featherstonehaugh");
    assert_eq!(receipt.to_string(), "25 characters cut off at the end (18-42)");
    let (out, ..) =
        rendered(&profiles::NHS_FAMILY_NAME, "Featherstonehaugh Cholmondeley Majoribanks").unwrap();
    assert_eq!(out, "Featherstonehaugh Cholmondeley");
    let (out, ..) = rendered(&profiles::NHS_FAMILY_NAME, &"e\u{301}".repeat(20)).unwrap();
    assert_eq!(out, "e\u{301}".repeat(17));
    assert!(rendered(&profiles::NHS_FAMILY_NAME, &format!("a{}", "\u{301}".repeat(40))).is_err());
}

#[test]
fn given_names_of_pds_are_items() {
    let (out, ..) = rendered(&profiles::PDS_GIVEN, "Anna Maria Luise Eva Sofia Klara").unwrap();
    assert_eq!(out, "Anna Maria Luise Eva Sofia Klara");
    let many = ["Wilhelmina"; 9].join(" ");
    let (out, receipt, _) = rendered(&profiles::PDS_GIVEN, &many).unwrap();
    assert_eq!(profiles::PDS_GIVEN.items(&out)[0], "Wilhelmina Wilhelmina Wilhelmina");
    assert_eq!(profiles::PDS_GIVEN.items(&out).len(), 5);
    assert!(receipt.contains("cut off"));
}

#[test]
fn an_identity_name_goes_out_as_it_is_or_not_at_all() {
    for profile in profiles::ALL {
        property(profile.key(), any_text(), |text| {
            if let Ok(rendering) = profile.render_text(&text, Purpose::Identity) {
                let (out, receipt, _) = rendering.into_parts();
                prop_assert!(receipt.is_empty());
                prop_assert_eq!(out, text);
            }
            Ok(())
        });
    }
    let error = profiles::VISION_SURNAME.render_text("Zoë", Purpose::Identity).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Usage);
    assert!(!error.to_string().contains("Zo"), "{error}");
    assert!(profiles::ASCII.render_text("Zoë", Purpose::EqualityMonitoring).is_err());
}

#[test]
fn a_field_of_the_whole_name_says_which_words_are_in_no_part() {
    let name = |parts: &[(PartKind, &str)]| {
        parts
            .iter()
            .fold(NameText::received("ADA GRACE HART"), |name, (kind, part)| name.with_part(*kind, *part))
    };
    let (family, given) = ((PartKind::Family, "HART"), (PartKind::Given, "ADA GRACE"));
    let mrz = [&profiles::MRZ_TD1, &profiles::MRZ_TD2, &profiles::MRZ_TD3];
    for profile in mrz {
        let some = name(&[family]);
        let (out, receipt, residue) = profile.render(&some, Purpose::Letter).unwrap().into_parts();
        let said = "8 characters of the whole name left out, in no marked part (1-3, 5-9)";
        assert_eq!((out.as_str(), receipt.to_string().as_str()), ("HART", said));
        assert!(receipt.lost_something() && !receipt.is_empty());
        assert_eq!(profile.restore(&out, &residue).unwrap(), "ADA GRACE HART");
        let error = profile.render(&some, Purpose::Identity).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Usage);
        assert!(error.help().is_some() && !error.to_string().contains("GRACE"));
        // All words are in a part: nothing is left out but by the joint.
        let (_, receipt, _) = profile.render(&name(&[given, family]), Purpose::Letter).unwrap().into_parts();
        assert!(receipt.steps().all(|step| step.kind() != StepKind::Unmarked));
    }
    // A field of the family name alone drops nothing.
    assert!(profiles::NHS_FAMILY_NAME.render(&name(&[family]), Purpose::Identity).is_ok());
}

#[test]
fn what_is_left_of_a_letter_and_what_is_left_out_are_both_said() {
    let (out, receipt, residue) =
        profiles::MRZ_TD3.render_text("\u{149}daba", Purpose::Letter).unwrap().into_parts();
    assert_eq!(out, "NDABA");
    let first: Vec<StepKind> = receipt
        .steps()
        .filter(|step| step.places().any(|places| places.contains(&1)))
        .map(|step| step.kind())
        .collect();
    assert!(first.contains(&StepKind::Dropped), "{receipt}");
    assert!(first.iter().any(|kind| matches!(kind, StepKind::Transliterated { .. })), "{receipt}");
    assert_eq!(profiles::MRZ_TD3.restore(&out, &residue).unwrap(), "\u{149}daba");
}

#[test]
fn nothing_printed_holds_the_name() {
    let name = NameText::received("Zuleika Dobson").with_part(PartKind::Family, "Dobson");
    let rendering = profiles::VISION_SURNAME.render(&name, Purpose::Letter).unwrap();
    let printed = format!("{rendering:?}");
    let (_, receipt, _) = rendering.into_parts();
    let error = profiles::VISION_FORENAME.render(&name, Purpose::Letter).unwrap_err();
    let hangul = profiles::ASCII.render_text("Zuleika 김", Purpose::Letter).unwrap_err();
    for printed in
        [printed, receipt.to_string(), format!("{receipt:?}"), error.to_string(), hangul.to_string()]
    {
        assert!(!printed.to_uppercase().contains("DOBSON") && !printed.contains("Zuleika"), "{printed}");
    }
}

#[test]
fn known_edits_are_read_back_for_what_they_are() {
    use ReadBack::{Changed, SameRendering, Unclear};

    type Returned<'a> = (&'a str, ReadBack);
    let cases: [(&FieldProfile, &str, &[Returned]); 4] = [
        (
            &profiles::PDS_FAMILY,
            "O’Brien-Ó Súilleabháin",
            &[
                ("O'BRIEN-Ó SÚILLEABHÁIN", SameRendering),
                ("OBrien O Suilleabhain", SameRendering),
                ("O'Brien-Ó Súilleabhá", SameRendering),
                ("O'Brien", Unclear),
                ("O'Brien-Ó Súilleabháìn", Unclear),
                ("Murphy", Changed),
                ("", Unclear),
            ],
        ),
        (&profiles::PDS_FAMILY, "Zoe", &[("Zoë", Unclear), ("ZOE", SameRendering), ("Zoé-Marie", Changed)]),
        (&profiles::VISION_SURNAME, "Nguyễn", &[("Nguyễn", SameRendering), ("Hart", Changed)]),
        (&profiles::NHS_FULL_NAME, "Ada Lovelace", &[("Ada King", Changed), ("Ada Lovelac", Unclear)]),
    ];
    for (profile, name, back) in cases {
        let name = NameText::received(name).with_part(PartKind::Family, name);
        for (returned, expected) in back {
            assert_eq!(
                profile.read_back(&name, returned).unwrap(),
                *expected,
                "{} {returned}",
                profile.key()
            );
        }
    }
    property("case", any_text(), |text| {
        let Ok((sent, _, residue)) = rendered(&profiles::PDS_FAMILY, &text) else { return Ok(()) };
        let back = profiles::PDS_FAMILY.read_back_text(&sent, &residue, &sent.to_uppercase()).unwrap();
        prop_assert!(back == SameRendering || !sent.chars().any(char::is_alphabetic), "{:?}", back);
        Ok(())
    });
}

#[test]
fn collisions_are_of_different_names_alone() {
    let names = ["Müller", "Mueller", "Muller", "Müller", "MUELLER"].map(NameText::received);
    let names = names.map(|name| {
        let family = name.as_str().to_owned();
        name.with_part(PartKind::Family, family)
    });
    let alike = collisions(&names, &profiles::VISION_SURNAME);
    assert_eq!(alike.groups().collect::<Vec<_>>(), [[0, 1, 3, 4]]);
    assert_eq!(collisions(&names, &profiles::NHS_FAMILY_NAME).groups().len(), 0);
}
