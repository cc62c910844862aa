//! What the laws need to know of languages, from the pinned registry's text and from witnesses written apart from the
//! mappings.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use ownwords::bridge::TagSystem;
use ownwords::{LanguageTag, Languages};

/// The records of the pinned registry: name of a field to its first value.
static REGISTRY: LazyLock<Vec<BTreeMap<&'static str, &'static str>>> = LazyLock::new(|| {
    let text = include_str!("../../standards/language/iana-language-subtag-registry.txt");
    let record = |record: &'static str| {
        let fields = record.lines().filter_map(|line| line.split_once(": "));
        fields.rev().collect::<BTreeMap<_, _>>()
    };
    text.split("%%\n").skip(1).map(record).collect()
});

fn of_kind(kind: &'static str) -> impl Iterator<Item = &'static BTreeMap<&'static str, &'static str>> {
    REGISTRY.iter().filter(move |record| record["Type"] == kind)
}

/// The languages that somebody may state alone: not deprecated, one language or a macrolanguage.
pub fn current() -> &'static [&'static str] {
    static CURRENT: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
        let scopes = |scope: Option<&&str>| scope.is_none_or(|scope| *scope == "macrolanguage");
        let mut all: Vec<&str> = of_kind("language")
            .filter(|record| scopes(record.get("Scope")) && !record.contains_key("Deprecated"))
            .map(|record| record["Subtag"])
            .collect();
        all.sort_by_key(|tag| (tag.len(), *tag));
        all
    });
    &CURRENT
}

/// What a tag of one or two parts is, by the registry's records alone: each step up in turn.
fn above(tag: &str) -> Option<&'static str> {
    static ABOVE: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
        let mut above = BTreeMap::new();
        for record in of_kind("extlang").filter(|record| !record.contains_key("Macrolanguage")) {
            above.insert(record["Subtag"], record["Prefix"]);
        }
        for record in of_kind("language") {
            for field in ["Macrolanguage", "Preferred-Value"] {
                if let Some(other) = record.get(field) {
                    above.insert(record["Subtag"], other);
                }
            }
        }
        for record in of_kind("grandfathered").chain(of_kind("redundant")) {
            if let Some(other) = record.get("Preferred-Value") {
                above.insert(record["Tag"], other);
            }
        }
        above
    });
    ABOVE.get(tag).copied()
}

/// All that a tag is, itself first; the slow way, for the tags of these tests.
fn chain(tag: &str) -> Vec<String> {
    static WHOLE: LazyLock<BTreeSet<&'static str>> =
        LazyLock::new(|| of_kind("grandfathered").map(|record| record["Tag"]).collect());
    let mut chain = vec![tag.to_owned()];
    loop {
        let last = chain.last().unwrap().clone();
        let is_whole = WHOLE.contains(&last[..]);
        let next = match above(&last) {
            Some(next) => next.to_owned(),
            None if is_whole || last.starts_with("x-") => return chain,
            None => match last.rsplit_once('-') {
                Some((before, _)) => before.trim_end_matches("-x").to_owned(),
                None => return chain,
            },
        };
        if matches!(next.as_str(), "und" | "mis" | "mul" | "zxx") {
            return chain;
        }
        chain.push(next);
    }
}

/// Each language alone, with its broader one: every one that has one, and some of several parts.
pub fn singles() -> Vec<(Languages, Vec<Languages>)> {
    let one = |tag: &str| Languages::one(LanguageTag::parse(tag).unwrap());
    let made = ["pa-Guru", "yue-Hant", "zh-yue", "sgn-GB", "sco-ulster", "i-klingon", "en-x-home", "en-Brai"];
    let tags = current().iter().copied().chain(made);
    tags.map(|tag| (one(tag), chain(tag).get(1).map(|broader| one(broader)).into_iter().collect())).collect()
}

/// The witnesses: (system, code, label), and what the code means. They were joined from the published labels and the names
/// of the registry, and where no name fits, written by hand; never from the mappings.
static WITNESSES: LazyLock<BTreeMap<[&'static str; 3], &'static str>> = LazyLock::new(|| {
    let text = include_str!("../../standards/language/attestations.tsv");
    let row = |line: &'static str| {
        let mut cells = line.split('\t');
        let mut cell = || cells.next().expect("a cell");
        ([cell(), cell(), cell()], cell())
    };
    text.lines().skip(1).map(row).collect()
});

/// Whether a witness gives the code with this label this meaning: its tag, and what `und` may be.
pub fn is_attested(list: &TagSystem, code: &str, label: &str, meaning: &Languages) -> bool {
    let witness = WITNESSES.get(&[list.key(), code, label]);
    // A meaning that is handed in has the tag alone; what `und` may be is asked of the list itself.
    let may_be: Vec<&str> = list.decode(code.as_bytes()).may_be().collect();
    let tag = meaning.uses()[0].tag.as_str();
    let said =
        if may_be.is_empty() || tag != "und" { tag.to_owned() } else { format!("und: {}", may_be.join(" ")) };
    witness.is_some_and(|witness| *witness == said)
}

/// How many codes have a witness, and for how many it is the registry's name rather than a reason in words.
#[test]
fn witnesses_are_counted() {
    let text = include_str!("../../standards/language/attestations.tsv");
    let by_name = text.lines().filter(|line| line.ends_with("\tregistry name")).count();
    assert_eq!((WITNESSES.len(), by_name), (1966, 1862), "count the witnesses anew");
}
