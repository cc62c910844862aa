//! The generators of `tests/strategies` reach what they promise; each class is counted.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::strategies;

const SAMPLES: usize = 4000;

fn sample<T: std::fmt::Debug>(strategy: impl Strategy<Value = T>) -> Vec<T> {
    let mut runner = TestRunner::deterministic();
    (0..SAMPLES)
        .map(|_| strategy.new_tree(&mut runner).expect("the strategy rejects nothing").current())
        .collect()
}

/// What a class is called, and whether a sample is of it.
type Class<'a, T> = (&'a str, &'a dyn Fn(&T) -> bool);

/// Fails with all counts when a class is met fewer than `least` times.
fn reach<T: AsRef<[u8]>>(samples: &[T], least: usize, classes: &[Class<'_, T>]) {
    let counts: Vec<_> = classes
        .iter()
        .map(|(class, holds)| (*class, samples.iter().filter(|text| holds(text)).count()))
        .collect();
    assert!(counts.iter().all(|(_, count)| *count >= least), "of {} samples: {counts:#?}", samples.len());
}

fn has(text: &str, ranges: &[(char, char)]) -> bool {
    text.chars().any(|c| ranges.iter().any(|&(first, last)| (first..=last).contains(&c)))
}

const MARKS: &[(char, char)] = &[('\u{300}', '\u{36F}'), ('\u{5B0}', '\u{5BD}'), ('\u{64B}', '\u{652}')];
const RIGHT_TO_LEFT: &[(char, char)] =
    &[('\u{5D0}', '\u{5EA}'), ('\u{620}', '\u{64A}'), ('\u{1E900}', '\u{1E943}')];
const HAN: &[(char, char)] = &[('\u{4E00}', '\u{9FFF}'), ('\u{20000}', '\u{2A6DF}')];

#[test]
fn hostile_texts_reach_every_class() {
    let samples = sample(strategies::hostile());
    reach(
        &samples,
        40,
        &[
            ("empty", &|text| text.is_empty()),
            ("NUL", &|text| text.contains('\0')),
            ("line break", &|text| text.contains(['\n', '\r'])),
            ("other C0 control", &|text| has(text, &[('\u{1}', '\u{8}'), ('\u{E}', '\u{1F}')])),
            ("C1 control", &|text| has(text, &[('\u{80}', '\u{9F}')])),
            ("direction override", &|text| has(text, &[('\u{202A}', '\u{202E}')])),
            ("direction isolate", &|text| has(text, &[('\u{2066}', '\u{2069}')])),
            ("direction mark", &|text| has(text, &[('\u{200E}', '\u{200F}')])),
            ("joiner", &|text| text.contains('\u{200D}')),
            ("non-joiner", &|text| text.contains('\u{200C}')),
            ("byte order mark", &|text| text.contains('\u{FEFF}')),
            ("tag", &|text| has(text, &[('\u{E0000}', '\u{E007F}')])),
            ("variation selector", &|text| {
                has(text, &[('\u{FE00}', '\u{FE0F}'), ('\u{E0100}', '\u{E01EF}')])
            }),
            ("combining mark", &|text| has(text, MARKS)),
            ("marks out of canonical order", &|text| text.contains("\u{301}\u{323}")),
            ("letter that NFC changes", &|text| text.contains(['\u{212B}', '\u{FA19}', '\u{1F71}'])),
            ("right-to-left letter", &|text| has(text, RIGHT_TO_LEFT)),
            ("Han", &|text| has(text, HAN)),
            ("supplementary plane", &|text| has(text, &[('\u{10000}', '\u{10FFFF}')])),
            ("private use", &|text| has(text, &[('\u{E000}', '\u{F8FF}'), ('\u{F0000}', '\u{10FFFD}')])),
            ("noncharacter", &|text| has(text, &[('\u{FFFE}', '\u{FFFF}'), ('\u{FDD0}', '\u{FDEF}')])),
            ("replacement character", &|text| text.contains('\u{FFFD}')),
            ("separator of CSV or HL7", &|text| text.contains([',', '"', '|', '^', '~', '&', '\\'])),
            ("space at an end", &|text| text.trim().len() < text.len()),
        ],
    );
}

#[test]
fn names_reach_every_script_and_hold_nothing_hostile() {
    let samples = sample(strategies::name_like());
    for script in strategies::SCRIPTS {
        let is_met =
            |text: &String| text.chars().any(|c| script.letters.iter().any(|range| range.contains(&c)));
        let count = samples.iter().filter(|text| is_met(text)).count();
        assert!(count >= 20, "{}: {count} of {SAMPLES}", script.name);
    }
    reach(
        &samples,
        40,
        &[
            ("one word", &|text| !text.contains(' ')),
            ("four words or more", &|text| text.split(' ').count() >= 4),
            ("combining mark", &|text| has(text, MARKS)),
            ("right-to-left letter", &|text| has(text, RIGHT_TO_LEFT)),
            ("supplementary plane", &|text| has(text, &[('\u{10000}', '\u{10FFFF}')])),
            ("joiner or non-joiner", &|text| text.contains(['\u{200C}', '\u{200D}'])),
            ("direction mark", &|text| text.contains(['\u{200E}', '\u{200F}'])),
            ("single letter", &|text| text.chars().count() == 1),
        ],
    );
    for name in &samples {
        assert!(!name.is_empty() && name.trim() == name && !name.chars().any(char::is_control), "{name:?}");
    }
}

#[test]
fn every_letter_of_the_scripts_is_alphabetic() {
    for script in strategies::SCRIPTS {
        for letter in script.letters.iter().cloned().flatten() {
            assert!(letter.is_alphabetic(), "{}: U+{:04X}", script.name, u32::from(letter));
        }
    }
}

#[test]
fn bytes_reach_every_class() {
    let samples = sample(strategies::arbitrary_bytes());
    reach(
        &samples,
        40,
        &[
            ("empty", &|bytes| bytes.is_empty()),
            ("valid UTF-8 beyond ASCII", &|bytes| !bytes.is_ascii() && str::from_utf8(bytes).is_ok()),
            ("invalid UTF-8", &|bytes| str::from_utf8(bytes).is_err()),
            ("cut inside a character", &|bytes| {
                str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
            }),
            ("NUL", &|bytes| bytes.contains(&0)),
            ("line break", &|bytes| bytes.contains(&b'\n') || bytes.contains(&b'\r')),
            ("surrogate", &|bytes| bytes.windows(3).any(|three| three == b"\xED\xA0\x80")),
            ("overlong", &|bytes| bytes.windows(2).any(|two| two == b"\xC0\xAF")),
            ("byte order mark", &|bytes| bytes.windows(3).any(|three| three == b"\xEF\xBB\xBF")),
            ("short ASCII", &|bytes| (1..=4).contains(&bytes.len()) && bytes.is_ascii()),
            ("byte that UTF-8 never has", &|bytes| bytes.iter().any(|byte| *byte >= 0xF5)),
        ],
    );
}
