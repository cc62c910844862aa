//! Language tags are held as given, and judged by the grammar of RFC 5646 and the IANA registry.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use ownwords::ErrorKind;
use ownwords::language::{LanguageTag, NhsLanguageCode, TagCheck, TagPart, TagValidity, check};
use proptest::prelude::*;

/// The pinned registry, read here without the crate: type to subtags, and extended languages to their prefixes.
struct Registry {
    subtags: BTreeMap<String, BTreeSet<String>>,
    prefixes: BTreeMap<String, String>,
}

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("standards/language/iana-language-subtag-registry.txt");
    let text = fs::read_to_string(file).unwrap();
    let mut registry = Registry { subtags: BTreeMap::new(), prefixes: BTreeMap::new() };
    for record in text.split("%%\n").skip(1) {
        let field = |name: &str| record.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        let kind = field("Type").unwrap();
        let key = field("Subtag").or_else(|| field("Tag")).unwrap();
        let keys = match key.split_once("..") {
            Some((from, to)) => between(from, to),
            None => vec![key.to_owned()],
        };
        registry.subtags.entry(kind.to_owned()).or_default().extend(keys);
        if kind == "extlang" {
            registry.prefixes.insert(key.to_owned(), field("Prefix").unwrap().to_owned());
        }
    }
    registry
});

/// Every subtag of the registry's range, ends included.
fn between(from: &str, to: &str) -> Vec<String> {
    let mut all = vec![from.to_owned()];
    while all.last().unwrap() != to {
        let mut next = all.last().unwrap().clone().into_bytes();
        for byte in next.iter_mut().rev() {
            if !byte.eq_ignore_ascii_case(&b'z') {
                *byte += 1;
                break;
            }
            *byte -= 25;
        }
        all.push(String::from_utf8(next).unwrap());
    }
    all
}

fn registered(kind: &str) -> &'static BTreeSet<String> {
    &REGISTRY.subtags[kind]
}

fn is_registered(kind: &str, subtag: &str) -> bool {
    let (first, rest) = subtag.split_at(1);
    registered(kind).contains(&match kind {
        "region" => subtag.to_ascii_uppercase(),
        "script" => first.to_ascii_uppercase() + &rest.to_ascii_lowercase(),
        _ => subtag.to_ascii_lowercase(),
    })
}

/// Asserts that the tag is held as given and that every way of asking gives the same answer.
#[track_caller]
fn judged(tag: &str) -> TagValidity {
    let held = LanguageTag::parse(tag).unwrap_or_else(|error| panic!("{tag}: {error}"));
    assert_eq!(held.as_str(), tag);
    assert_eq!(held.to_string(), tag);
    let validity = held.validity();
    if validity.is_valid() {
        assert_eq!(check(tag.as_bytes()), TagCheck::Tag(validity.clone()), "{tag}");
    }
    validity
}

#[test]
fn every_registered_subtag_is_registered() {
    let mut seen = 0;
    for language in registered("language") {
        let private = ("qaa"..="qtz").contains(&language.as_str());
        let expected = if private { TagValidity::Private } else { TagValidity::Registered };
        assert_eq!(judged(language), expected, "{language}");
        assert_eq!(judged(&language.to_uppercase()), expected, "{language}");
        seen += 1;
    }
    for (extlang, prefix) in &REGISTRY.prefixes {
        assert_eq!(judged(&format!("{prefix}-{extlang}")), TagValidity::Registered, "{extlang}");
        let range = 3..3 + extlang.len();
        let elsewhere = TagValidity::Unregistered { part: TagPart::Extlang, range };
        assert_eq!(judged(&format!("cy-{extlang}")), elsewhere);
        seen += 1;
    }
    for kind in ["script", "region", "variant"] {
        for subtag in registered(kind) {
            for subtag in [subtag.clone(), subtag.to_lowercase(), subtag.to_uppercase()] {
                assert_eq!(judged(&format!("cy-{subtag}")), TagValidity::Registered, "{subtag}");
            }
            seen += 1;
        }
    }
    for tag in registered("grandfathered") {
        assert_eq!(judged(tag), TagValidity::Grandfathered);
        let held = LanguageTag::parse(tag).unwrap();
        assert_eq!((held.primary(), held.script(), held.region()), (None, None, None));
        seen += 1;
    }
    for tag in registered("redundant") {
        assert_eq!(judged(tag), TagValidity::Registered);
        seen += 1;
    }
    assert!(seen > 9_000, "only {seen} records were tried");
}

#[test]
fn no_other_short_primary_subtag_is_registered() {
    let letters = || b'a'..=b'z';
    let two = letters().flat_map(|a| letters().map(move |b| vec![a, b]));
    let three = letters().flat_map(|a| letters().flat_map(move |b| letters().map(move |c| vec![a, b, c])));
    for subtag in two.chain(three) {
        let text = String::from_utf8(subtag).unwrap();
        let valid = LanguageTag::parse(&text).unwrap().validity().is_valid();
        assert_eq!(valid, registered("language").contains(&text), "{text}");
        assert_eq!(
            matches!(check(text.as_bytes()), TagCheck::Tag(found) if found.is_valid()),
            valid,
            "{text}"
        );
    }
}

/// RFC 5646, appendix A.
#[test]
fn the_examples_of_the_rfc_are_read_as_it_reads_them() {
    let registered = [
        "de",
        "fr",
        "ja",
        "zh-Hant",
        "zh-Hans",
        "sr-Cyrl",
        "sr-Latn",
        "zh-cmn-Hans-CN",
        "cmn-Hans-CN",
        "zh-yue-HK",
        "yue-HK",
        "zh-Hans-CN",
        "sr-Latn-RS",
        "sl-rozaj",
        "sl-rozaj-biske",
        "sl-nedis",
        "de-CH-1901",
        "sl-IT-nedis",
        "hy-Latn-IT-arevela",
        "de-DE",
        "en-US",
        "es-419",
        "de-CH-x-phonebk",
        "az-Arab-x-AZE-derbend",
        "de-Qaaa",
        "sr-Latn-QM",
        "sr-Qaaa-RS",
        "en-US-u-islamcal",
        "zh-CN-a-myext-x-private",
        "en-a-myext-b-another",
    ];
    for tag in registered {
        assert_eq!(judged(tag), TagValidity::Registered, "{tag}");
    }
    assert_eq!(judged("i-enochian"), TagValidity::Grandfathered);
    assert_eq!(judged("x-whatever"), TagValidity::Private);
    assert_eq!(judged("qaa-Qaaa-QM-x-southern"), TagValidity::Private);
    assert_eq!(judged("ar-a-aaa-b-bbb-a-ccc"), TagValidity::Repeated { range: 15..16 });
    for malformed in ["de-419-DE", "a-DE"] {
        assert_eq!(LanguageTag::parse(malformed).unwrap_err().kind(), ErrorKind::Text);
        assert_eq!(check(malformed.as_bytes()), TagCheck::Malformed);
    }
}

#[test]
fn tags_are_held_byte_for_byte_and_never_merged() {
    let tags = [
        "cmn",
        "zh",
        "zh-cmn",
        "zh-guoyu",
        "yue",
        "zh-yue",
        "zh-Hant",
        "zh-Hant-HK",
        "prs",
        "fa-AF",
        "fa",
        "pes",
        "bfi",
        "sgn-GB",
        "sgn-bfi",
        "BFI",
        "pa",
        "pa-Guru",
        "pa-Arab",
        "pnb",
        "en",
        "EN",
        "en-Brai",
        "en-GB",
        "en-gb",
        "en-GB-oed",
        "en-GB-oxendict",
        "iw",
        "he",
        "mo",
        "ro",
        "ro-MD",
        "sco-ulster",
        "sco",
        "no",
        "nb",
        "i-klingon",
        "tlh",
        "x-home",
        "X-HOME",
        "und",
        "zxx",
        "mul",
        "sr-Latn",
        "sh",
        "de-1901-1996",
        "de-1996-1901",
    ];
    let held: Vec<LanguageTag> = tags.iter().map(|tag| tag.parse().unwrap()).collect();
    for (i, tag) in held.iter().enumerate() {
        assert_eq!(tag.as_str().as_bytes(), tags[i].as_bytes());
        assert_eq!(held.iter().filter(|other| *other == tag).count(), 1, "{tag}");
    }
    let same = |a: &str, b: &str| {
        LanguageTag::parse(a).unwrap().is_same_language_tag(&LanguageTag::parse(b).unwrap())
    };
    assert!(same("EN-gb", "en-GB"));
    assert!(!same("cmn", "zh-cmn"));
}

#[test]
fn a_tag_keeps_its_text_out_of_debug_and_errors() {
    assert_eq!(format!("{:?}", LanguageTag::parse("bfi").unwrap()), "LanguageTag(3 characters)");
    let error = LanguageTag::parse("Sylheti, she says").unwrap_err();
    assert!(!format!("{error} {error:?}").contains("Sylheti"));
}

#[test]
fn parts_are_told_apart() {
    let parts = |tag: &str| {
        let tag = LanguageTag::parse(tag).unwrap();
        [tag.primary(), tag.script(), tag.region()].map(|part| part.map(str::to_owned))
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(parts("zh-yue-Hant-HK-x-Latn-GB"), [some("zh"), some("Hant"), some("HK")]);
    assert_eq!(parts("EN-a-latn-gb"), [some("EN"), None, None]);
    assert_eq!(parts("es-419-1994"), [some("es"), None, some("419")]);
    assert_eq!(parts("sl-1994"), [some("sl"), None, None]);
    assert_eq!(parts("en-x-gb"), [some("en"), None, None]);
    assert_eq!(parts("x-en-gb"), [None, None, None]);
    assert_eq!(parts("enochian"), [some("enochian"), None, None]);
}

#[test]
fn the_first_fault_is_the_one_given() {
    let unregistered = |part, range| TagValidity::Unregistered { part, range };
    assert_eq!(judged("xx-Xxxx-YY"), unregistered(TagPart::Primary, 0..2));
    assert_eq!(judged("enochian"), unregistered(TagPart::Primary, 0..8));
    assert_eq!(judged("en-Xxxx-YY"), unregistered(TagPart::Script, 3..7));
    assert_eq!(judged("en-Latn-YY"), unregistered(TagPart::Region, 8..10));
    assert_eq!(judged("en-UK"), unregistered(TagPart::Region, 3..5));
    assert_eq!(judged("es-999"), unregistered(TagPart::Region, 3..6));
    assert_eq!(judged("en-GB-sussex"), unregistered(TagPart::Variant, 6..12));
    assert_eq!(judged("zh-bfi"), unregistered(TagPart::Extlang, 3..6));
    assert_eq!(judged("zh-yue-cmn"), unregistered(TagPart::Extlang, 7..10));
    assert_eq!(judged("qaa-YY"), unregistered(TagPart::Region, 4..6));
    assert_eq!(judged("sl-rozaj-biske-ROZAJ"), TagValidity::Repeated { range: 15..20 });
    assert_eq!(judged("en-u-aa-U-bb"), TagValidity::Repeated { range: 8..9 });
    assert_eq!(judged("en-x-a-a-u-u"), TagValidity::Registered);
}

#[test]
fn deprecated_languages_are_registered_and_say_what_is_preferred() {
    let instead = |tag: &str| LanguageTag::parse(tag).unwrap().deprecation().map(|found| found.instead());
    assert_eq!(instead("mo"), Some(Some("ro")));
    assert_eq!(instead("JI-GB"), Some(Some("yi")));
    assert_eq!(instead("agp"), Some(None));
    for current in ["ro", "prs", "x-mo", "i-lux", "xx", "enochian"] {
        assert_eq!(instead(current), None, "{current}");
    }
    assert_eq!(judged("mo"), TagValidity::Registered);
}

#[test]
fn the_old_nhs_codes_are_recognised() {
    let codes = [("q1", None), ("q2", Some("ase")), ("q3", Some("asf")), ("q4", Some("bfi")), ("q5", None)];
    for (code, tag) in codes {
        let TagCheck::NhsCode(found) = check(code.as_bytes()) else { panic!("{code} is not recognised") };
        assert_eq!(found.tag(), tag);
        assert!(!found.label().is_empty());
        assert!(LanguageTag::parse(code).is_err());
        assert_eq!(NhsLanguageCode::from_code(code.as_bytes()), Some(found));
    }
    for other in ["q0", "q6", "Q4", "q", "q44", " q4"] {
        assert_eq!(check(other.as_bytes()), TagCheck::Malformed, "{other}");
    }
}

#[test]
fn names_of_languages_are_recognised() {
    let names = [
        ("English", "en"),
        ("english", "en"),
        ("WELSH", "cy"),
        ("Punjabi", "pa"),
        ("Panjabi", "pa"),
        ("Cantonese", "yue"),
        ("Mandarin Chinese", "cmn"),
        ("British Sign Language", "bfi"),
        ("Auslan", "asf"),
        ("Malay", "ms"),
        ("Malay (macrolanguage)", "ms"),
        ("Nepali", "ne"),
        ("Swahili", "sw"),
        ("Kiswahili", "sw"),
        ("Greek", "el"),
        ("Farsi", "fa"),
        ("Dari", "prs"),
        ("Sylheti", "syl"),
        ("Ulster Scots", "sco-ulster"),
        ("Romani", "rom"),
        ("Hebrew", "he"),
        ("Yiddish", "yi"),
        ("Ewe", "ee"),
        ("Twi", "tw"),
        ("norwegian bokmål", "nb"),
    ];
    for (name, tag) in names {
        assert_eq!(check(name.as_bytes()), TagCheck::Name { tag }, "{name}");
        let named: Vec<&str> = LanguageTag::parse(tag).unwrap().english_names().collect();
        assert!(named.iter().any(|known| known.to_lowercase() == name.to_lowercase()), "{name}");
    }
    // A registered tag is a tag, even where it is a name too: Ga is a language of Ghana, `ga` the tag of Irish.
    assert_eq!(check(b"Ga"), TagCheck::Tag(TagValidity::Registered));
    // Nothing is guessed from a part of a name.
    for other in ["Chinese Cantonese", "Engl", "English ", "Kurdish Sorani"] {
        assert!(!matches!(check(other.as_bytes()), TagCheck::Name { .. }), "{other}");
    }
}

#[test]
fn every_embedded_name_is_found() {
    let mut found = 0;
    for language in registered("language") {
        for name in LanguageTag::parse(language).unwrap().english_names() {
            match check(name.to_ascii_uppercase().as_bytes()) {
                TagCheck::Name { tag } => assert_eq!(tag, language, "{name}"),
                // The name is a tag itself.
                other => assert_eq!(other, TagCheck::Tag(TagValidity::Registered), "{name}"),
            }
            found += 1;
        }
    }
    assert!(found > 240, "only {found} names were tried");
}

#[test]
fn bytes_that_are_no_text_are_malformed() {
    for value in
        [&b""[..], b" ", b"-", b"en-", b"-en", b"en--GB", b"\xff\xfe", b"e\0", b"en\n", "cу".as_bytes()]
    {
        assert_eq!(check(value), TagCheck::Malformed);
    }
}

/// RFC 5646, section 2.1, written once more and in another way than the crate's.
fn follows_the_grammar(tag: &str) -> bool {
    const IRREGULAR: &str = "en-gb-oed i-ami i-bnn i-default i-enochian i-hak i-klingon i-lux i-mingo i-navajo i-pwn \
        i-tao i-tay i-tsu sgn-be-fr sgn-be-nl sgn-ch-de";
    let tag = tag.to_lowercase();
    if IRREGULAR.split(' ').any(|irregular| irregular == tag) {
        return true;
    }
    // The regular grandfathered tags follow the grammar. Each subtag becomes its shape: A a letter, 1 a digit.
    let shape: Vec<String> = tag
        .split('-')
        .map(|subtag| match subtag {
            "x" => "x".to_owned(),
            _ => subtag
                .chars()
                .map(|c| match c {
                    'a'..='z' => 'A',
                    '0'..='9' => '1',
                    _ => '?',
                })
                .collect(),
        })
        .collect();
    let length = |s: &String, range: core::ops::RangeInclusive<usize>| {
        range.contains(&s.chars().count()) && !s.contains('?')
    };
    let letters = |s: &String, range| length(s, range) && s.chars().all(|c| c == 'A');
    let mut rest = shape.as_slice();
    let take = |rest: &mut &[String], want: &dyn Fn(&String) -> bool| match rest.split_first() {
        Some((first, after)) if want(first) => {
            *rest = after;
            true
        }
        _ => false,
    };
    let private = |rest: &[String]| match rest.split_first() {
        Some((x, after)) => {
            x == "x" && !after.is_empty() && after.iter().all(|s| length(&s.replace('x', "A"), 1..=8))
        }
        None => false,
    };
    if private(rest) {
        return true;
    }
    if take(&mut rest, &|s| letters(s, 2..=3)) {
        for _ in 0..3 {
            take(&mut rest, &|s| letters(s, 3..=3));
        }
    } else if !take(&mut rest, &|s| letters(s, 4..=8)) {
        return false;
    }
    take(&mut rest, &|s| letters(s, 4..=4));
    take(&mut rest, &|s| letters(s, 2..=2) || s == "111");
    while take(&mut rest, &|s| length(s, 5..=8) || length(s, 4..=4) && s.starts_with('1')) {}
    while take(&mut rest, &|s| length(s, 1..=1) && s != "x") {
        if !take(&mut rest, &|s| length(s, 2..=8)) {
            return false;
        }
        while take(&mut rest, &|s| length(s, 2..=8)) {}
    }
    rest.is_empty() || private(rest)
}

#[test]
fn the_grammar_of_this_test_takes_the_regular_grandfathered_tags() {
    for tag in registered("grandfathered") {
        assert!(follows_the_grammar(tag), "{tag}");
    }
}

/// What the registry says of a well-formed tag, written once more.
fn is_valid_by_the_registry(tag: &str) -> bool {
    let lower = tag.to_ascii_lowercase();
    if registered("grandfathered").iter().any(|old| old.eq_ignore_ascii_case(tag)) || lower.starts_with("x-")
    {
        return true;
    }
    let public = lower.split("-x-").next().unwrap();
    let mut subtags = public.split('-');
    let primary = subtags.next().unwrap();
    let (mut seen, mut extlangs, mut in_extension) = (BTreeSet::new(), 0, false);
    let mut valid = is_registered("language", primary);
    for subtag in subtags {
        if subtag.len() == 1 {
            in_extension = true;
            valid &= seen.insert(subtag);
        } else if !in_extension {
            let digit = subtag.starts_with(|c: char| c.is_ascii_digit());
            valid &= match (subtag.len(), digit) {
                (2, _) | (3, true) => is_registered("region", subtag),
                (3, false) => {
                    extlangs += 1;
                    extlangs == 1 && REGISTRY.prefixes.get(subtag).is_some_and(|prefix| prefix == primary)
                }
                (4, false) => is_registered("script", subtag),
                _ => is_registered("variant", subtag) && seen.insert(subtag),
            };
        }
    }
    valid
}

fn agrees(text: &str) -> Result<(), TestCaseError> {
    let parsed = LanguageTag::parse(text);
    prop_assert_eq!(parsed.is_ok(), follows_the_grammar(text), "{:?}", text);
    let checked = check(text.as_bytes());
    let Ok(tag) = parsed else {
        prop_assert!(!matches!(checked, TagCheck::Tag(_)), "{:?}", text);
        return Ok(());
    };
    prop_assert_eq!(tag.as_str(), text);
    let validity = tag.validity();
    prop_assert_eq!(validity.is_valid(), is_valid_by_the_registry(text), "{:?}", text);
    if let TagValidity::Unregistered { range, .. } | TagValidity::Repeated { range } = &validity {
        let subtag = text.get(range.clone()).unwrap_or_default();
        prop_assert!(text.split('-').any(|each| each == subtag), "{:?}", text);
    }
    match checked {
        TagCheck::Tag(found) => prop_assert_eq!(found, validity),
        TagCheck::Name { tag } => {
            prop_assert!(!validity.is_valid());
            prop_assert!(LanguageTag::parse(tag).unwrap().validity().is_valid());
        }
        other => prop_assert!(false, "{:?} is a tag, not {:?}", text, other),
    }
    Ok(())
}

/// Subtags of every kind, registered and made up, in any case.
fn subtag() -> impl Strategy<Value = String> {
    let all: Vec<String> = REGISTRY.subtags.values().flatten().cloned().collect();
    prop_oneof![
        4 => prop::sample::select(all.clone()),
        2 => prop::sample::select(all).prop_map(|subtag| subtag.to_uppercase()),
        2 => "[a-zA-Z0-9]{1,9}",
        1 => "[a-z]{2,3}|[A-Z]{2}|[0-9]{3,4}|[Qq][a-cA-C]{2,3}",
        1 => "[xXuUtTaA0]",
    ]
}

fn tag_like() -> impl Strategy<Value = String> {
    prop::collection::vec(subtag(), 1..7).prop_map(|subtags| subtags.join("-"))
}

/// Tags in the grammar's order, of registered subtags.
fn valid_tag() -> impl Strategy<Value = String> {
    let one = |kind: &str| prop::sample::select(registered(kind).iter().cloned().collect::<Vec<_>>());
    let maybe = |kind: &str| prop::option::of(one(kind));
    let extlangs: Vec<String> =
        REGISTRY.prefixes.iter().map(|(extlang, prefix)| format!("{prefix}-{extlang}")).collect();
    let primary = prop_oneof![4 => one("language"), 1 => prop::sample::select(extlangs)];
    let extension = prop::option::of("[a-wyz0-9]-[a-z0-9]{2,8}");
    let private = prop::option::of("x(-[a-z0-9]{1,8}){1,3}");
    (primary, maybe("script"), maybe("region"), maybe("variant"), extension, private).prop_map(|parts| {
        let mut tag = parts.0;
        for part in [parts.1, parts.2, parts.3, parts.4, parts.5].into_iter().flatten() {
            tag.push('-');
            tag.push_str(&part);
        }
        tag
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_text_is_judged_alike(text in any::<String>()) {
        agrees(&text)?;
    }

    #[test]
    fn any_text_of_subtags_is_judged_alike(text in tag_like()) {
        agrees(&text)?;
    }

    #[test]
    fn any_bytes_are_judged(value in prop::collection::vec(any::<u8>(), 0..24)) {
        let checked = check(&value);
        if let Ok(text) = core::str::from_utf8(&value) {
            agrees(text)?;
        } else {
            prop_assert_eq!(checked, TagCheck::Malformed);
        }
    }

    #[test]
    fn tags_made_of_registered_subtags_are_valid(tag in valid_tag()) {
        prop_assert!(LanguageTag::parse(&tag).unwrap().validity().is_valid(), "{}", tag);
        agrees(&tag)?;
    }

    #[test]
    fn damaged_tags_are_judged_alike(tag in valid_tag(), at in any::<prop::sample::Index>(), c in "[ -~é]", how in 0..3) {
        let mut damaged: Vec<char> = tag.chars().collect();
        let at = at.index(damaged.len());
        match how {
            0 => drop(damaged.remove(at)),
            1 => damaged.insert(at, c.chars().next().unwrap()),
            _ => damaged[at] = c.chars().next().unwrap(),
        }
        agrees(&damaged.into_iter().collect::<String>())?;
    }
}
