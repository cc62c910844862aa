//! What names stand on, by Unicode's own tests: the normal forms of UAX #15 and the clusters of UAX #29.

use std::collections::BTreeSet;

use ownwords::NameText;
use ownwords::name::{Likeness, compare};
use unicode_normalization::{UnicodeNormalization, is_nfc};
use unicode_segmentation::UnicodeSegmentation;

const NORMALIZATION: &str = include_str!("fixtures/unicode/normalization.txt");
const GRAPHEME_BREAKS: &str = include_str!("fixtures/unicode/grapheme-breaks.txt");

fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.starts_with('#'))
}

fn text(numbers: &str) -> String {
    let numbers = numbers.split_whitespace().map(|number| u32::from_str_radix(number, 16).unwrap());
    numbers.map(|number| char::from_u32(number).unwrap()).collect()
}

/// A source and its forms NFC, NFD, NFKC, NFKD; an empty one is as the one that it is made of.
fn forms(line: &str) -> [String; 5] {
    let mut cells = line.split(';').map(text);
    let [source, nfc, nfd, nfkc, nfkd] = std::array::from_fn(|_| cells.next().unwrap_or_default());
    let or = |form: String, other: &String| if form.is_empty() { other.clone() } else { form };
    let nfc = or(nfc, &source);
    let nfd = or(nfd, &nfc);
    let nfkc = or(nfkc, &nfc);
    let nfkd = or(nfkd, &nfd);
    [source, nfc, nfd, nfkc, nfkd]
}

fn are_the_forms(forms: &[String; 5]) {
    let [source, nfc, nfd, nfkc, nfkd] = forms;
    for one in [source, nfc, nfd] {
        assert_eq!(
            (one.nfc().collect::<String>(), one.nfd().collect::<String>()),
            (nfc.clone(), nfd.clone())
        );
        let likeness = compare(&NameText::received(one.as_str()), &NameText::received(source.as_str()));
        assert!(likeness.is(Likeness::CanonicallyEqual), "{one:?}");
        assert_eq!(is_nfc(one), one == nfc, "{one:?}");
    }
    for one in forms {
        assert_eq!(one.nfkc().collect::<String>(), *nfkc);
        assert_eq!(one.nfkd().collect::<String>(), *nfkd);
    }
    for one in [nfkc, nfkd] {
        assert_eq!(
            (one.nfc().collect::<String>(), one.nfd().collect::<String>()),
            (nfkc.clone(), nfkd.clone())
        );
    }
}

/// NormalizationTest.txt of Unicode 18, and that every character which it does not list is its own form.
#[test]
fn normal_forms_pass_the_test_of_unicode() {
    let mut listed = BTreeSet::new();
    let mut rows = 0;
    for line in lines(NORMALIZATION) {
        let forms = forms(line);
        are_the_forms(&forms);
        listed.insert(forms[0].clone());
        rows += 1;
    }
    assert_eq!(rows, 8_999);
    for character in ('\0'..=char::MAX).filter(|one| !('\u{AC00}'..='\u{D7A3}').contains(one)) {
        let mut bytes = [0; 4];
        let own: &str = character.encode_utf8(&mut bytes);
        if !listed.contains(own) {
            let forms = [own.nfc().eq([character]), own.nfd().eq([character]), is_nfc(own)];
            assert!(forms == [true; 3], "{character:?}");
            assert!(own.nfkc().eq([character]) && own.nfkd().eq([character]), "{character:?}");
        }
    }
}

/// Core specification, section 3.12: a syllable is made of a leading consonant, a vowel, and perhaps a trailing consonant.
#[test]
fn normal_forms_of_hangul_are_those_of_the_formula() {
    for (number, syllable) in (0..).zip('\u{AC00}'..='\u{D7A3}') {
        let jamo = |first: u32, place: u32| char::from_u32(first + place).unwrap();
        let trailing = (number % 28 > 0).then(|| jamo(0x11A7, number % 28));
        let apart = [jamo(0x1100, number / 588), jamo(0x1161, number % 588 / 28)];
        let apart: String = apart.into_iter().chain(trailing).collect();
        let whole = syllable.to_string();
        are_the_forms(&[whole.clone(), whole.clone(), apart.clone(), whole, apart]);
    }
}

/// GraphemeBreakTest.txt of Unicode 17, the version of unicode-segmentation.
#[test]
fn clusters_pass_the_test_of_unicode() {
    assert_eq!(lines(GRAPHEME_BREAKS).count(), 766);
    for line in lines(GRAPHEME_BREAKS) {
        let clusters: Vec<String> = line.split('|').map(text).collect();
        assert_eq!(clusters.concat().graphemes(true).collect::<Vec<_>>(), clusters, "{line}");
    }
}
