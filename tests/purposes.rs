//! Who may see what, and whether the person can read what they are told of it.

use ownwords::{Characteristic, Purpose, Sealed};

/// Vowels that stand apart, which is near enough to syllables for English.
fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let is_vowel = |letter: char| "aeiouy".contains(letter);
    let groups = word.split(|letter| !is_vowel(letter)).filter(|group| !group.is_empty()).count();
    let silent = word.ends_with('e') && !word.ends_with("le") || word.ends_with("ed");
    (groups - usize::from(silent && groups > 1)).max(1)
}

/// The school grade of J. P. Kincaid and others (1975) that a reader needs.
fn grade(text: &str) -> f64 {
    let sentences = text.matches('.').count() as f64;
    let words: Vec<&str> = text.split([' ', ',', '.', '-']).filter(|word| !word.is_empty()).collect();
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    0.39 * words.len() as f64 / sentences + 11.8 * syllables as f64 / words.len() as f64 - 15.59
}

/// A grade of 9 is read at the age of 14 or 15; the words for the parts of a record weigh most in it.
#[test]
fn each_purpose_has_a_sentence_that_people_can_read() {
    let said = Purpose::ALL.map(Purpose::sentence).into_iter().chain(Sealed::ALL.map(Sealed::sentence));
    for sentence in said {
        let grade = grade(sentence);
        assert!(grade <= 9.0, "grade {grade:.1}: {sentence}");
        assert!(sentence.split('.').all(|one| one.split(' ').count() <= 22), "too long: {sentence}");
        let to_the_person =
            sentence.to_lowercase().split([' ', '.', ',']).any(|word| matches!(word, "you" | "your"));
        assert!(to_the_person, "it does not speak to the person: {sentence}");
    }
    // The measure measures.
    assert!(
        grade("Statutory notification obligations necessitate disclosure of historical appellations.") > 20.0
    );
}

#[test]
fn every_purpose_is_found_by_its_key_and_tells_what_it_sees() {
    for purpose in Purpose::ALL {
        assert_eq!(Purpose::of_key(purpose.key()), Some(purpose));
        for part in Characteristic::ALL {
            assert_eq!(purpose.may_see(part), purpose.sees().contains(&part));
            assert_eq!(Characteristic::of_word(part.word()), Some(part));
        }
        let told = purpose.sentence();
        for (part, word) in [(Characteristic::Pronouns, "pronouns"), (Characteristic::Ethnicity, "ethnicity")]
        {
            let is_count = purpose == Purpose::EqualityMonitoring;
            assert!(is_count || purpose.may_see(part) == told.contains(word), "{told}");
        }
    }
    let identity = Purpose::ALL.into_iter().filter(|purpose| purpose.is_identity());
    let keys: Vec<&str> = identity.map(Purpose::key).collect();
    assert_eq!(keys, ["identity", "wristband", "sample", "transfusion", "prescription", "tracing"]);
}
