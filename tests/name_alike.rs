//! Whether two names may be the same.

use ownwords::NameText;
use ownwords::name::{Comparison, Likeness, compare};
use proptest::prelude::*;

use crate::strategies::{hostile, name_like};

fn compared(one: &str, other: &str) -> Comparison {
    compare(&NameText::received(one), &NameText::received(other))
}

fn grades(comparison: Comparison) -> Vec<bool> {
    comparison.grades().map(|(_, holds)| holds).collect()
}

#[test]
fn known_pairs_are_alike_in_the_grades_that_hold() {
    for (one, other, expected) in [
        ("Zoë", "Zoë", [true; 4]),
        ("Zoë", "Zoe\u{308}", [false, true, true, true]),
        ("Zoë", "ZOE", [false, false, true, true]),
        (
            "김민준",
            "\u{1100}\u{1175}\u{11B7}\u{1106}\u{1175}\u{11AB}\u{110C}\u{116E}\u{11AB}",
            [false, true, true, true],
        ),
        // Apostrophes: DIN 91379 leaves out the curly one, and keeps the straight one.
        ("O’Brien", "OBrien", [false, false, true, true]),
        ("O’Brien", "O'Brien", [false, false, false, true]),
        ("O\u{2BC}Brien", "O’Brien", [false, false, true, true]),
        ("\u{2BB}Okina", "Okina", [false, false, true, true]),
        ("محمّد", "محمد", [false, false, true, true]),
        ("אַבְרָהָם", "אברהם", [false, false, true, true]),
        ("Weiß", "Weiss", [false, false, true, true]),
        ("Müller", "Mueller", [false, false, true, false]),
        ("Müller", "Muller", [false, false, false, true]),
        ("Mueller", "Muller", [false; 4]),
        // Nobody's language is guessed: what is i in Turkish and in English is for them to say.
        ("Işık", "ISIK", [false, false, true, true]),
        ("Ştefan", "Ștefan", [false, false, true, true]),
        ("Сергей", "Сергеи", [false, false, false, true]),
        ("Mary Ann", "Maryann", [false; 4]),
        ("Anne-Marie", "Anne Marie", [false, false, false, true]),
        ("김민준", "Kim Min-jun", [false; 4]),
        ("!", "?", [false; 4]),
        ("’", "ʼ", [false; 4]),
        ("", "", [true; 4]),
    ] {
        assert_eq!(grades(compared(one, other)), expected, "{one} and {other}");
    }
}

#[test]
fn what_it_says_holds_no_name() {
    let comparison = compared("Abcdefg", "Abcdéfg");
    assert_eq!(
        comparison.to_string(),
        "different characters, different characters once composed, same search form of DIN 91379, \
         same letters without marks"
    );
    assert!(compared("김민준", "김민준").to_string().contains("search form of ownwords"));
    assert_eq!(compared("김", "이").strictest(), None);
    assert!(compared("Zoë", "Zoe").is(Likeness::SameLetters));
    assert!(!format!("{comparison:?}").contains("bcd"));
}

proptest! {
    #[test]
    fn alike_both_ways(one in prop_oneof![name_like(), hostile()], other in name_like()) {
        prop_assert_eq!(grades(compared(&one, &other)), grades(compared(&other, &one)));
    }

    #[test]
    fn a_name_is_like_itself_in_every_grade(one in prop_oneof![name_like(), hostile()]) {
        prop_assert_eq!(grades(compared(&one, &one)), vec![true; 4]);
    }

    #[test]
    fn what_is_canonically_equal_is_alike_in_every_weaker_grade(one in prop_oneof![name_like(), hostile()]) {
        use unicode_normalization::UnicodeNormalization;
        for other in [one.nfc().collect::<String>(), one.nfd().collect()] {
            let holds = grades(compared(&one, &other));
            prop_assert_eq!(&holds[1..], [true; 3]);
        }
    }
}
