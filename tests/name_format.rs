//! Names by CLDR's patterns: a few dozen of our own choosing, and CLDR's own cases where they are at hand.

#[cfg(feature = "wire")]
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use ownwords::name::{self, Formality, FormatOptions, NameLength, NameOrder, NameUsage};
use ownwords::{LanguageTag, NameText, PartKind};

fn fixture(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/names").join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn options(order: &str, length: &str, usage: &str, formality: &str) -> FormatOptions {
    FormatOptions {
        length: match length {
            "long" => Some(NameLength::Long),
            "medium" => Some(NameLength::Medium),
            "short" => Some(NameLength::Short),
            _ => None,
        },
        usage: match usage {
            "addressing" => NameUsage::Addressing,
            "monogram" => NameUsage::Monogram,
            _ => NameUsage::Referring,
        },
        formality: match formality {
            "formal" => Some(Formality::Formal),
            "informal" => Some(Formality::Informal),
            _ => None,
        },
        order: match order {
            "givenFirst" => NameOrder::GivenFirst,
            "surnameFirst" => NameOrder::FamilyFirst,
            "sorting" => NameOrder::Sorting,
            _ => NameOrder::OfLanguage,
        },
    }
}

/// CLDR's fields and the kinds of parts that they are.
const FIELDS: [(&str, PartKind); 10] = [
    ("title", PartKind::Title),
    ("given", PartKind::Given),
    ("given-informal", PartKind::GivenInformal),
    ("given2", PartKind::FurtherGiven),
    ("surname", PartKind::Family),
    ("surname-prefix", PartKind::FamilyPrefix),
    ("surname-core", PartKind::Family),
    ("surname2", PartKind::SecondFamily),
    ("generation", PartKind::Generation),
    ("credentials", PartKind::Credentials),
];

/// A name from `field=value|…`, its text being the parts with spaces between.
fn name_of(fields: &str) -> NameText {
    let fields: Vec<(&str, &str)> = fields.split('|').map(|field| field.split_once('=').unwrap()).collect();
    let parts: Vec<(PartKind, &str)> = fields
        .iter()
        .filter_map(|(field, value)| Some((FIELDS.iter().find(|(name, _)| name == field)?.1, *value)))
        .collect();
    let text: Vec<&str> = parts.iter().map(|(_, value)| *value).collect();
    let mut name = NameText::received(text.join(" "));
    for (kind, value) in parts {
        name = name.with_part(kind, value);
    }
    match fields.iter().find(|(field, _)| *field == "locale") {
        Some((_, locale)) => name.in_language(LanguageTag::parse(&locale.replace('_', "-")).unwrap()),
        None => name,
    }
}

#[test]
fn names_are_shown_as_their_languages_have_them() {
    let mut count = 0;
    for line in fixture("formats.tsv").lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [locale, fields, asked, expected] = cells[..] else { panic!("not four cells: {line}") };
        let asked: Vec<&str> = asked.split(' ').collect();
        let [order, length, usage, formality] = asked[..] else { panic!("not four words: {line}") };
        let options = options(order, length, usage, formality);
        let shown = name::format(&name_of(fields), options, &LanguageTag::parse(locale).unwrap());
        assert_eq!(shown.as_str(), expected, "{line}");
        count += 1;
    }
    assert!(count >= 40, "{count}");
}

#[test]
fn what_is_not_marked_is_not_used_and_nothing_is_dropped() {
    let english = LanguageTag::parse("en").unwrap();
    let every =
        [NameOrder::OfLanguage, NameOrder::GivenFirst, NameOrder::FamilyFirst, NameOrder::Sorting]
            .into_iter()
            .flat_map(|order| {
                [NameUsage::Referring, NameUsage::Addressing, NameUsage::Monogram]
                    .map(|usage| FormatOptions { order, usage, ..FormatOptions::default() })
            });
    let names = [
        NameText::received("Nguyễn Thị Minh Khai"),
        // One word of it is in no part.
        NameText::received("Nguyễn Thị Minh Khai").with_part(PartKind::Family, "Nguyễn"),
        NameText::received("Dr No").with_part(PartKind::Title, "Dr"),
        NameText::received("X Æ A-12").with_part(PartKind::Given, "X Æ"),
        NameText::received(""),
    ];
    for options in every {
        for name in &names {
            let shown = name::format(name, options, &english);
            assert!(shown.is_as_given());
            assert_eq!(shown.as_str(), name.as_str());
        }
    }
    let sukarno = NameText::received("Sukarno").with_part(PartKind::Family, "Sukarno");
    for locale in ["en", "id", "ja", "hu", "xh"] {
        for usage in [NameUsage::Referring, NameUsage::Addressing] {
            let options = FormatOptions { usage, ..FormatOptions::default() };
            let shown = name::format(&sukarno, options, &LanguageTag::parse(locale).unwrap());
            assert_eq!(shown.as_str(), "Sukarno", "{locale}");
        }
    }
}

#[test]
fn a_formatted_name_does_not_print_itself() {
    let name = NameText::received("Zoë").with_part(PartKind::Given, "Zoë");
    let shown = name::format(&name, FormatOptions::default(), &LanguageTag::parse("en").unwrap());
    assert_eq!(format!("{shown:?}"), "Formatted(3 characters, Some(\"en\"))");
}

#[cfg(feature = "wire")]
/// One case of CLDR's tests for names.
struct Case {
    /// Locale, number of the name, order, length, usage, formality.
    key: String,
    shown: String,
    expected: String,
}

#[cfg(feature = "wire")]
fn cldr_cases(path: &Path) -> Vec<Case> {
    let mut rows = csv::Reader::from_path(path).unwrap();
    let rows = rows.records().map(|row| row.unwrap());
    rows.map(|row| {
        let cells: Vec<&str> = row.iter().collect();
        let [locale, number, fields, order, length, usage, formality, expected] = cells[..] else {
            panic!("not eight cells: {row:?}")
        };
        let options = options(order, length, usage, formality);
        let tag = LanguageTag::parse(&locale.replace('_', "-")).unwrap();
        let shown = name::format(&name_of(fields), options, &tag).into_string();
        let key = [locale, number, order, length, usage, formality].join(" ");
        Case { key, shown, expected: expected.to_owned() }
    })
    .collect()
}

/// CLDR 47's cases against the patterns of 48.2. The differences are those of the list, each with its cause, and no others.
#[cfg(feature = "wire")]
#[test]
#[allow(clippy::print_stdout, reason = "says what was skipped, and which cases differ and why")]
fn cldr_person_name_tests() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reference/names/cldr-person-name-tests.csv");
    if !path.exists() {
        println!("skipped: CLDR's own 5376 cases are not beside this repository");
        return;
    }
    let list = fixture("cldr-47-differences.tsv");
    let mut listed: BTreeMap<&str, (&str, &str)> = BTreeMap::new();
    for line in list.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [key, cause, shown] = cells[..] else { panic!("not three cells: {line}") };
        assert!(listed.insert(key, (cause, shown)).is_none(), "listed twice: {key}");
    }
    let cases = cldr_cases(&path);
    assert_eq!(cases.len(), 5376);
    let mut by_cause: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut passed = 0;
    for Case { key, shown, expected } in &cases {
        if shown == expected {
            passed += 1;
            assert!(!listed.contains_key(key.as_str()), "no longer a difference: {key}");
            continue;
        }
        let cause = listed
            .get(key.as_str())
            .filter(|(_, ours)| ours == shown)
            .map_or("not listed", |(cause, _)| cause);
        by_cause.entry(cause).or_default().push(format!("  {key}: {shown}, CLDR 47 has {expected}"));
    }
    for (cause, differences) in &by_cause {
        println!("{cause}: {}\n{}", differences.len(), differences.join("\n"));
    }
    assert!(!by_cause.contains_key("not listed"));
    assert_eq!(passed, 5359);
    assert_eq!(listed.len(), cases.len() - passed);
}
