//! Made-up texts for property tests, shared by every test file: `mod strategies;`.
//!
//! proptest's own `any::<String>()` is nearly all unassigned code points: it hardly ever makes a control character, a
//! joiner or a mark after the letter it belongs to, which are what damages records. `tests/strategies_reach.rs` counts
//! that these generators do reach them.

// Each test file is compiled on its own and uses some of this.
#![allow(dead_code)]

use std::borrow::Cow;
use std::ops::RangeInclusive;

use proptest::collection::vec;
use proptest::prelude::*;

mod letters;
pub mod locales;

pub use letters::{SCRIPTS, Script};

/// A character of the ranges, each range as likely as the others.
fn of(ranges: &'static [RangeInclusive<char>]) -> BoxedStrategy<char> {
    proptest::char::ranges(Cow::Borrowed(ranges)).boxed()
}

/// One letter, with none to two marks of its script.
fn letter_of(script: &'static Script) -> BoxedStrategy<String> {
    let letter = of(script.letters);
    if script.marks.is_empty() {
        return letter.prop_map(String::from).boxed();
    }
    (letter, prop_oneof![3 => Just(0_usize), 2 => Just(1), 1 => Just(2)])
        .prop_flat_map(|(letter, marks)| {
            vec(of(script.marks), marks).prop_map(move |marks| std::iter::once(letter).chain(marks).collect())
        })
        .boxed()
}

/// A word of letters and marks of one script, now and then with a joiner between two letters as Persian, Sinhala and
/// Bengali spelling has it.
fn word_of(script: &'static Script) -> BoxedStrategy<String> {
    let joiner = prop_oneof![20 => Just(""), 1 => Just("\u{200C}"), 1 => Just("\u{200D}")];
    (vec((letter_of(script), joiner), 0..8), letter_of(script))
        .prop_map(|(parts, last)| {
            let mut word: String =
                parts.iter().flat_map(|(letter, joiner)| [letter.as_str(), joiner]).collect();
            word.push_str(&last);
            word
        })
        .boxed()
}

/// A word of letters and marks of any script.
pub fn word() -> BoxedStrategy<String> {
    (0..SCRIPTS.len()).prop_flat_map(|index| word_of(&SCRIPTS[index])).boxed()
}

/// What may stand between two words of one name.
fn joint() -> BoxedStrategy<&'static str> {
    prop_oneof![
        6 => Just(" "),
        2 => Just("-"),
        1 => Just("'"),
        1 => Just("\u{2019}"),
        1 => Just("\u{2BB}"),
        1 => Just("\u{B7}"),
        1 => Just(" \u{200E}"),
        1 => Just(" \u{200F}"),
        1 => Just("\u{30FB}"),
        1 => Just(". "),
    ]
    .boxed()
}

/// A text such as a person may give as a name: one to nine words of letters and marks, of one script or of several.
///
/// It holds letters, marks, joiners, direction marks and the signs that stand in names; never a control character, a
/// placeholder, a title before the rest, a bracket, or a space at either end.
pub fn name_like() -> BoxedStrategy<String> {
    let words = prop_oneof![
        8 => (0..SCRIPTS.len()).prop_flat_map(|index| vec((joint(), word_of(&SCRIPTS[index])), 1..4)),
        2 => vec((joint(), word()), 1..9),
        1 => vec((joint(), letter_of(&SCRIPTS[0])), 1..2),
    ];
    words
        .prop_map(|words| {
            let mut name = String::new();
            for (place, (joint, word)) in words.iter().enumerate() {
                if place > 0 {
                    name.push_str(joint);
                }
                name.push_str(word);
            }
            name
        })
        .prop_filter("letters may make a title, or what stands for no name", |name| !is_another_word(name))
        .boxed()
}

fn is_another_word(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let titles = ["mr", "mrs", "ms", "miss", "mx", "dr", "prof"];
    name.split_once([' ', '.']).is_some_and(|(first, _)| titles.contains(&first)) || name == "xxx"
}

/// One piece of a hostile text; each kind is a way in which records and messages have been damaged.
fn hostile_piece() -> BoxedStrategy<String> {
    let character = |ranges: &'static [RangeInclusive<char>]| of(ranges).prop_map(String::from).boxed();
    let controls = prop_oneof![
        character(&['\0'..='\0']),
        character(&['\n'..='\n', '\r'..='\r', '\t'..='\t', '\u{B}'..='\u{C}', '\u{2028}'..='\u{2029}']),
        Just("\r\n".to_owned()),
        character(&['\u{1}'..='\u{1F}', '\u{7F}'..='\u{7F}']),
        character(&['\u{80}'..='\u{9F}']),
    ];
    let unseen = prop_oneof![
        character(&['\u{202A}'..='\u{202E}']),
        character(&['\u{2066}'..='\u{2069}']),
        character(&['\u{200E}'..='\u{200F}', '\u{61C}'..='\u{61C}']),
        character(&['\u{200C}'..='\u{200D}']),
        character(&[
            '\u{200B}'..='\u{200B}',
            '\u{FEFF}'..='\u{FEFF}',
            '\u{AD}'..='\u{AD}',
            '\u{34F}'..='\u{34F}'
        ]),
        character(&['\u{E0000}'..='\u{E007F}']),
        character(&['\u{FE00}'..='\u{FE0F}', '\u{E0100}'..='\u{E01EF}']),
        character(&[
            '\u{A0}'..='\u{A0}',
            '\u{2000}'..='\u{200A}',
            '\u{3000}'..='\u{3000}',
            '\u{202F}'..='\u{202F}'
        ]),
    ];
    let marks = prop_oneof![
        character(&[
            '\u{300}'..='\u{36F}',
            '\u{591}'..='\u{5BD}',
            '\u{64B}'..='\u{652}',
            '\u{93C}'..='\u{94D}'
        ]),
        // Above before below: not the canonical order, so every normal form changes it.
        of(&['A'..='Z', 'a'..='z']).prop_map(|letter| format!("{letter}\u{301}\u{323}")),
        // Composed and decomposed forms of the same letter, and letters that no normal form keeps.
        prop_oneof![Just("\u{E9}"), Just("e\u{301}"), Just("\u{212B}"), Just("\u{FA19}"), Just("\u{1F71}")]
            .prop_map(str::to_owned),
    ];
    let letters = prop_oneof![
        word(),
        character(&['\u{5D0}'..='\u{5EA}', '\u{620}'..='\u{64A}', '\u{1E900}'..='\u{1E943}']),
        character(&['\u{4E00}'..='\u{9FFF}', '\u{20000}'..='\u{2A6DF}', '\u{30000}'..='\u{3134A}']),
        character(&['\u{10400}'..='\u{1044F}', '\u{1D400}'..='\u{1D454}', '\u{1F600}'..='\u{1F64F}']),
        // Letters whose case forms differ in length or in kind, and forms as wide as Han.
        prop_oneof![
            Just("\u{DF}"),
            Just("\u{130}"),
            Just("\u{131}"),
            Just("\u{17F}"),
            Just("\u{FB03}"),
            Just("\u{3A3}")
        ]
        .prop_map(str::to_owned),
        character(&['\u{FF01}'..='\u{FF5E}']),
    ];
    let outside = prop_oneof![
        character(&['\u{E000}'..='\u{F8FF}', '\u{F0000}'..='\u{FFFFD}', '\u{100000}'..='\u{10FFFD}']),
        character(&['\u{FFFE}'..='\u{FFFF}', '\u{FDD0}'..='\u{FDEF}', '\u{10FFFE}'..='\u{10FFFF}']),
        character(&['\u{FFFD}'..='\u{FFFD}']),
        any::<char>().prop_map(String::from),
    ];
    let structure = prop_oneof![
        character(&[' '..='/', ':'..='@', '['..='`', '{'..='~']),
        "[0-9A-Z]{1,4}",
        prop_oneof![
            Just("\\X0D\\"),
            Just("\\F\\"),
            Just("\"\""),
            Just("&#0;"),
            Just("\\u0000"),
            Just("=1+1"),
            Just("1E5"),
            Just("NULL"),
            Just("R-"),
        ]
        .prop_map(str::to_owned),
    ];
    prop_oneof![
        3 => controls,
        4 => unseen,
        2 => marks,
        3 => letters,
        2 => outside,
        3 => structure,
    ]
    .boxed()
}

/// Any text, dense in what damages records: controls and NUL, direction overrides and isolates, joiners, marks in an
/// order that is not canonical, tags, private use, unassigned and supplementary characters, separators, every script.
/// One in twenty is empty.
pub fn hostile() -> BoxedStrategy<String> {
    prop_oneof![
        1 => Just(String::new()),
        15 => vec(hostile_piece(), 1..16).prop_map(|pieces| pieces.concat()),
        4 => (name_like(), hostile_piece(), name_like()).prop_map(|(before, piece, after)| before + &piece + &after),
    ]
    .boxed()
}

/// Any bytes: texts as [`hostile`] makes them, the same with a byte changed, lost or put in, texts in the wrong
/// encoding, short codes, and noise.
pub fn arbitrary_bytes() -> BoxedStrategy<Vec<u8>> {
    let text = || hostile().prop_map(String::into_bytes);
    let changed = (text(), any::<prop::sample::Index>(), any::<u8>()).prop_map(|(mut bytes, place, byte)| {
        if !bytes.is_empty() {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        bytes
    });
    let cut = (text(), any::<prop::sample::Index>()).prop_map(|(mut bytes, place)| {
        bytes.truncate(place.index(bytes.len() + 1));
        bytes
    });
    let broken = prop_oneof![
        Just(b"\xC0\xAF".to_vec()),
        Just(b"\xED\xA0\x80".to_vec()),
        Just(b"\xF4\x90\x80\x80".to_vec()),
        Just(b"\xE2\x82".to_vec()),
        Just(b"Zo\xEB".to_vec()),
        Just(b"\x80\x81\xFE\xFF".to_vec()),
        Just(b"\xFF\xFEZ\0o\0".to_vec()),
        Just(b"\xEF\xBB\xBFZo\xC3\xAB".to_vec()),
    ];
    let inside =
        (text(), broken.clone(), text()).prop_map(|(before, broken, after)| [before, broken, after].concat());
    prop_oneof![
        4 => text(),
        3 => changed,
        2 => cut,
        1 => broken,
        2 => inside,
        2 => vec(any::<u8>(), 0..24),
        2 => "[ -~]{0,4}".prop_map(String::into_bytes),
        1 => vec(0_u8..32, 1..4),
    ]
    .boxed()
}
