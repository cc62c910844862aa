//! Type-ahead over the standards: what is found, and what makes no difference to it.
//!
//! # Recall
//!
//! A concept counts as found when it is among the first five suggestions. Misspellings are made by six stated rules, one
//! edit each, with a seeded generator, of every label in Latin letters with a word of at least four. The search was tuned on the
//! concepts whose slug has an odd CRC-32; what is asserted is the recall over the others, which were held out.

use std::collections::BTreeMap;

use ownwords::standard::{Concept, LabelUse, MatchKind, Status};
use ownwords::{Kind, Standard};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use crate::strategies;

const FIRST: usize = 5;

fn standards() -> Vec<&'static Standard> {
    Kind::all().filter_map(Standard::of).collect()
}

/// Every label of every concept that may still be suggested, with its standard.
fn labels() -> impl Iterator<Item = (&'static Standard, Concept, &'static str)> {
    let concepts = standards()
        .into_iter()
        .flat_map(|standard| standard.concepts().map(move |concept| (standard, concept)));
    concepts.filter(|(_, concept)| concept.status() != Status::Retired).flat_map(|(standard, concept)| {
        let further = concept.labels().map(|label| label.text);
        std::iter::once(concept.label()).chain(further).map(move |text| (standard, concept, text))
    })
}

fn finds(standard: &'static Standard, query: &str, concept: Concept) -> bool {
    standard.search(query, FIRST).iter().any(|one| one.concept().id() == concept.id())
}

#[test]
#[allow(clippy::print_stdout, reason = "the figures are for whoever asks with --nocapture")]
fn every_label_finds_its_concept() {
    let (mut all, mut missed) = (0, Vec::new());
    for (standard, concept, text) in labels() {
        all += 1;
        if !finds(standard, text, concept) {
            missed.push(format!("{text} ({})", concept.slug()));
        }
    }
    println!("{} of {all} labels find their concept; not: {missed:?}", all - missed.len());
    assert!(
        missed.len() * 100 <= all,
        "{} of {all} labels do not find their concept: {missed:?}",
        missed.len()
    );
}

/// A generator with a stated sequence: the same misspellings on every machine.
struct Draw(u64);

impl Draw {
    /// A number below `end` (SplitMix64).
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }

    fn of(&mut self, letters: &str) -> Option<char> {
        let letters: Vec<char> = letters.chars().collect();
        (!letters.is_empty()).then(|| letters[self.below(letters.len())])
    }
}

const KEYBOARD: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// The letters beside and diagonally next to a key of the British keyboard, each row half a key further right.
fn neighbours(letter: char) -> String {
    let mut found = String::new();
    for (row, keys) in KEYBOARD.iter().enumerate() {
        let Some(place) = keys.find(letter) else { continue };
        for (other_row, other_keys) in KEYBOARD.iter().enumerate() {
            let places: &[usize] = match row as isize - other_row as isize {
                1 => &[place, place + 1],
                0 => &[place.wrapping_sub(1), place + 1],
                -1 => &[place.wrapping_sub(1), place],
                _ => &[],
            };
            found.extend(places.iter().filter_map(|&place| other_keys.chars().nth(place)));
        }
    }
    found
}

#[test]
fn keys_have_their_neighbours() {
    for (key, expected) in [('q', "wa"), ('s', "weadzx"), ('m', "jkn"), ('p', "ol")] {
        let mut found: Vec<char> = neighbours(key).chars().collect();
        let mut expected: Vec<char> = expected.chars().collect();
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "{key}");
    }
}

/// The word with one edit of this rule, or `None` where the rule has nothing to do.
fn misspelt(rule: &str, word: &str, draw: &mut Draw) -> Option<String> {
    let mut letters: Vec<char> = word.chars().collect();
    let place = draw.below(letters.len());
    match rule {
        "drop" => {
            letters.remove(place);
        }
        "double" => letters.insert(place, letters[place]),
        "swap" => {
            let place = place.min(letters.len() - 2);
            letters.swap(place, place + 1);
        }
        "neighbouring key" => letters[place] = draw.of(&neighbours(letters[place].to_ascii_lowercase()))?,
        "wrong vowel" => {
            let vowels: Vec<usize> = (0..letters.len()).filter(|&at| "aeiou".contains(letters[at])).collect();
            let place = *vowels.get(draw.below(vowels.len().max(1)))?;
            letters[place] = draw.of("aeiou")?;
        }
        "wrong first letter" => letters[0] = draw.of("abcdefghijklmnopqrstuvwxyz")?,
        _ => unreachable!("there is no such rule"),
    }
    let text: String = letters.into_iter().collect();
    (text.to_lowercase() != word.to_lowercase()).then_some(text)
}

const RULES: [&str; 6] = ["drop", "double", "swap", "neighbouring key", "wrong vowel", "wrong first letter"];

/// The label with one edit in one of its words of at least four letters.
fn misspelt_label(rule: &str, label: &str, draw: &mut Draw) -> Option<String> {
    let words: Vec<&str> = label.split(' ').collect();
    let long =
        |word: &&str| word.chars().count() >= 4 && word.chars().all(|letter| letter.is_ascii_alphabetic());
    let places: Vec<usize> = (0..words.len()).filter(|&place| long(&words[place])).collect();
    let place = *places.get(draw.below(places.len().max(1)))?;
    let slip = misspelt(rule, words[place], draw)?;
    let with_slip = |(at, word): (usize, &&str)| if at == place { slip.clone() } else { (*word).to_owned() };
    Some(words.iter().enumerate().map(with_slip).collect::<Vec<_>>().join(" "))
}

fn is_held_out(concept: Concept) -> bool {
    crc32fast::hash(concept.slug().as_bytes()).is_multiple_of(2)
}

#[test]
#[allow(clippy::print_stdout, reason = "the figures are for whoever asks with --nocapture")]
fn misspellings_of_held_out_labels_find_their_concept() {
    let mut draw = Draw(2026);
    let mut tally: BTreeMap<(bool, &str), (usize, usize)> = BTreeMap::new();
    let mut missed = Vec::new();
    for (place, (standard, concept, text)) in labels().enumerate() {
        for (at, rule) in RULES.into_iter().enumerate() {
            // Without optimisation all six would take half a minute: one rule a label, in turn.
            if cfg!(debug_assertions) && place % RULES.len() != at {
                continue;
            }
            let Some(query) = misspelt_label(rule, text, &mut draw) else { continue };
            let (found, all) = tally.entry((is_held_out(concept), rule)).or_default();
            *all += 1;
            if finds(standard, &query, concept) {
                *found += 1;
            } else if !is_held_out(concept) {
                missed.push(format!("{text}: {query}"));
            }
        }
    }
    println!("{tally:#?}\nnot found, of those that the search was tuned on: {missed:?}");
    let held_out = tally.iter().filter(|((held_out, _), _)| *held_out);
    let (found, all) = held_out.fold((0, 0), |sum, (_, one)| (sum.0 + one.0, sum.1 + one.1));
    println!("{found} of {all} misspellings of held-out labels found");
    assert!(all > 40 && found * 100 >= all * 95, "{found} of {all} misspellings found: {tally:?}");
}

/// Answers, as far as they can be compared.
fn answers(standard: &'static Standard, query: &str) -> Vec<(String, MatchKind, &'static str)> {
    let found = standard.search(query, 10);
    found.iter().map(|one| (one.concept().id().to_string(), one.kind(), one.matched().text)).collect()
}

#[test]
fn the_order_of_words_makes_no_difference_to_what_is_found() {
    for (standard, concept, text) in labels() {
        let reversed: Vec<&str> = text.split(' ').rev().collect();
        assert!(finds(standard, &reversed.join(" "), concept), "{text}");
    }
}

#[test]
fn what_is_typed_in_part_finds_the_whole() {
    let first = |query| {
        Standard::ethnicity().search(query, FIRST).iter().any(|one| one.concept().slug() == "bangladeshi")
    };
    assert!(first("bang") && first("banglad") && first("bangaldes"));
    assert!(Standard::pronouns().search("them", 1)[0].concept().slug() == "they-them");
    assert!(Standard::orientation().search("lesb", 1)[0].concept().slug() == "lesbian");
}

#[test]
fn nothing_typed_suggests_nothing_and_the_limit_holds() {
    for standard in standards() {
        for query in ["", " ", "'", "\u{200B}", "—", "\u{301}"] {
            assert!(standard.search(query, 10).is_empty(), "{query:?}");
        }
        for limit in [0, 1, 3] {
            assert!(standard.search("e", limit).len() <= limit);
        }
    }
}

#[test]
fn what_is_for_counting_alone_stands_last() {
    for (standard, _, text) in labels() {
        for limit in [1, FIRST, 50] {
            let found = standard.search(text, limit);
            let counting: Vec<bool> = found.iter().map(|one| one.is_for_counting_only()).collect();
            assert!(counting.is_sorted(), "{text}: {counting:?}");
        }
    }
}

#[test]
fn what_is_shown_may_be_shown() {
    for (standard, concept, text) in labels() {
        for one in standard.search(text, 20) {
            assert_ne!(one.shown().usage, LabelUse::SearchOnly, "{text}");
            let hidden = one.concept().labels().filter(|label| label.usage == LabelUse::SearchOnly);
            assert!(hidden.into_iter().all(|label| label.text != one.shown().text), "{text}");
            assert!(!format!("{one:?}").contains("text: "), "{}", concept.slug());
        }
    }
}

/// What somebody may type: a label or a part of one, now and then with other letters behind it.
fn typed() -> impl Strategy<Value = String> {
    let texts: Vec<&'static str> = labels().map(|(_, _, text)| text).collect();
    (
        proptest::sample::select(texts),
        1_usize..30,
        prop_oneof![4 => Just(String::new()), 1 => strategies::word()],
    )
        .prop_map(|(text, length, more)| text.chars().take(length).chain(more.chars()).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_is_too_hostile(query in strategies::hostile()) {
        for standard in standards() {
            prop_assert!(standard.search(&query, FIRST).len() <= FIRST);
        }
    }

    #[test]
    fn case_makes_no_difference(query in typed()) {
        // ᾳ, ΐ and their kind aside, whose capitals are other letters.
        prop_assume!(query.nfd().all(|letter| letter != '\u{345}'));
        for standard in standards() {
            let expected = answers(standard, &query);
            prop_assert_eq!(&answers(standard, &query.to_uppercase()), &expected);
            prop_assert_eq!(&answers(standard, &query.to_lowercase()), &expected);
        }
    }

    #[test]
    fn marks_and_normal_forms_make_no_difference(query in typed()) {
        let bare: String = query.nfd().filter(|&letter| canonical_combining_class(letter) == 0).collect();
        for standard in standards() {
            let expected = answers(standard, &query);
            prop_assert_eq!(&answers(standard, &query.nfc().collect::<String>()), &expected);
            prop_assert_eq!(&answers(standard, &query.nfd().collect::<String>()), &expected);
            prop_assert_eq!(&answers(standard, &bare), &expected);
        }
    }
}

#[test]
fn a_very_long_text_is_answered() {
    for text in ["a".repeat(1 << 20), "a ".repeat(1 << 19), "\u{301}".repeat(1 << 16), "人".repeat(1 << 16)]
    {
        for standard in standards() {
            assert!(standard.search(&text, FIRST).is_empty());
        }
    }
}
