//! Made-up names as the languages of the world write them: made of letters, with marked parts, and of no real person.

use proptest::collection::vec;
use proptest::prelude::*;

use super::{SCRIPTS, Script, word_of};

/// CLDR's locales for names, with the scripts of each.
const CLDR: &str = include_str!("../../standards/names/cldr-person-names.txt");

/// Languages written in scripts that no locale of CLDR has names in.
const FURTHER: [(&str, &str); 17] = [
    ("nqo", "Nko"),
    ("dv", "Thaana"),
    ("syc", "Syriac"),
    ("dz", "Tibetan"),
    ("chr", "Cherokee"),
    ("iu", "Canadian Aboriginal"),
    ("mn-Mong", "Mongolian"),
    ("zgh", "Tifinagh"),
    ("cmn-Bopo", "Bopomofo"),
    ("zh-Hani", "Han, supplementary plane"),
    ("ko-Kore", "Hangul jamo"),
    ("ii", "Yi"),
    ("jv-Java", "Javanese"),
    ("osa", "Osage"),
    ("rhg", "Hanifi Rohingya"),
    ("ccp", "Chakma"),
    ("ff-Adlm", "Adlam"),
];

/// A locale, and what its names are written in.
#[derive(Debug)]
pub struct Locale {
    pub tag: &'static str,
    scripts: Vec<&'static Script>,
}

/// Eighty locales.
pub fn locales() -> Vec<Locale> {
    let script = |name: &str| {
        let found = SCRIPTS.iter().find(|script| script.name == name);
        found.unwrap_or_else(|| panic!("no letters of {name}"))
    };
    let mut locales: Vec<Locale> = Vec::new();
    for line in CLDR.lines() {
        if let Some(tag) = line.strip_prefix("locale: ") {
            locales.push(Locale { tag, scripts: Vec::new() });
        } else if let (Some(names), Some(locale)) = (line.strip_prefix("scripts: "), locales.last_mut()) {
            locale.scripts = names.split_whitespace().map(script).collect();
        }
    }
    locales.extend(FURTHER.map(|(tag, name)| Locale { tag, scripts: vec![script(name)] }));
    locales
}

/// Names of a locale: one to three words in each of one to three parts, which stand in the name one after another.
pub fn parts_in(locale: &Locale) -> BoxedStrategy<Vec<String>> {
    let words = proptest::sample::select(locale.scripts.clone()).prop_flat_map(|script| {
        let joint = prop_oneof![4 => Just(" "), 1 => Just("-"), 1 => Just("\u{2019}")];
        vec((joint, word_of(script)), 1..=3)
    });
    let part = words.prop_map(|words| {
        let joined = words.iter().flat_map(|(joint, word)| [*joint, word.as_str()]);
        joined.skip(1).collect::<String>()
    });
    vec(part, 1..=3).boxed()
}
