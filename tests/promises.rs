//! The five promises, each with a test of its name. Promise 4 is `tests/words.rs`, whole.

use ownwords::bridge::{CodeSystem, Policy, systems};
use ownwords::{
    AdministrativeGender, Bridge, Demographics, Ethnicity, Field, GenderIdentity, Heritages, LanguageTag,
    Languages, Name, NameText, Part, PhenotypicSex, Purpose, Sealed, SealedPurpose, SexualOrientation,
    Standard, TransStatus,
};
use proptest::prelude::*;

use crate::strategies;

const NHS: &CodeSystem<Heritages> = &systems::NHS_ETHNIC_CATEGORY_2001;

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every code with any own words comes back whole from code and residue. The laws L1 and L2 say the same of every
    /// system and every statement.
    #[test]
    fn promise_1_nothing_is_lost(place in 0_usize..18, words in strategies::hostile()) {
        let code = NHS.rows().get(place).unwrap().code();
        let field = NHS.decode(code.as_bytes()).to_field().with_own_words(words);
        if let Ok(encoded) = NHS.encode(&field, Policy::Certain) {
            let (value, _, residue) = encoded.into_parts();
            prop_assert_eq!(&NHS.restore(&value, residue.as_str()).unwrap(), field.statement());
        }
    }

    /// Where the value says less than the statement, the loss says so; where it says the same, it does not.
    #[test]
    fn promise_2_nothing_is_lost_silently(place in 0_usize..18, words in strategies::hostile()) {
        let code = NHS.rows().get(place).unwrap().code();
        let field = NHS.decode(code.as_bytes()).to_field().with_own_words(words);
        if let Ok(encoded) = NHS.encode(&field, Policy::Certain) {
            let (value, loss, _) = encoded.into_parts();
            let alone = NHS.decode(value.as_bytes().unwrap_or_default()).answer();
            prop_assert_eq!(loss.is_nothing(), alone == *field.statement());
        }
    }

    /// A name comes back byte for byte, and nothing about it is trimmed, normalised or changed in case.
    #[test]
    fn promise_5_names_are_never_altered(text in prop_oneof![strategies::name_like(), strategies::hostile()]) {
        let received = NameText::received(text.clone());
        prop_assert_eq!(received.as_str(), &text);
        if let Ok(entered) = NameText::entered(text.clone()) {
            prop_assert_eq!(entered.as_str(), &text);
        }
    }

    /// `Debug` of a person, and of every part of one, holds none of their words.
    #[test]
    fn debug_prints_the_shape_alone(words in "[\\p{Lu}][\\p{Ll}\\p{M}]{7,12}") {
        let mut person = Demographics::not_asked();
        person.ethnicity = NHS.decode(b"K").to_field().with_own_words(words.clone());
        person.ethnicity.report_as(NHS.key(), words.as_bytes());
        person.orientation = Field::stated(SexualOrientation::in_own_words(words.clone()).unwrap());
        person.languages = Field::stated(Languages::one(LanguageTag::parse("x-ownword").unwrap()));
        let mut name = Name::chosen(words.clone()).unwrap();
        name.set_legal(NameText::received(words.clone()));
        name.change(format!("{words} {words}"), None).unwrap();
        person.name = name.into();
        for text in [format!("{person:?}"), format!("{person:#?}"), format!("{:?}", person.for_purpose(Purpose::Letter))] {
            prop_assert!(!text.contains(&words), "{}", text);
            prop_assert!(!text.contains("ownword"), "{}", text);
        }
    }
}

/// Every heritage, told alone under `Certain`, gives a code only where the mapping calls the code equivalent to it, or
/// broader; everything else is said to be ambiguous.
#[test]
fn promise_3_nothing_is_guessed() {
    use ownwords::bridge::Relationship::{Equivalent, SourceIsBroaderThanTarget};
    for concept in Standard::ethnicity().concepts() {
        let field = Field::stated(Ethnicity::of([concept.id()]).unwrap());
        let Ok(encoded) = NHS.encode(&field, Policy::Certain) else { continue };
        let code = encoded.into_parts().0;
        let decoded = NHS.decode(code.as_bytes().unwrap());
        assert!(matches!(decoded.row().unwrap().relationship(), Equivalent | SourceIsBroaderThanTarget));
        let answer = decoded.answer();
        let [Part::Concept(meant)] = answer.given().unwrap().parts() else { panic!("one heritage is meant") };
        assert!(concept.is_a(Standard::ethnicity().by_id(*meant).unwrap()), "{}", concept.slug());
    }
}

#[test]
fn a_sealed_name_comes_out_for_its_own_purpose_alone() {
    let mut name = Name::chosen("Formerly").unwrap();
    name.change("Presently", None).unwrap();
    name.set_legal(NameText::received("Legally"));
    let former = SealedPurpose::because(Sealed::Former, "tracing").unwrap();
    let legal = SealedPurpose::because(Sealed::Legal, "statutory register").unwrap();
    assert_eq!(name.former(&former).unwrap()[0].name().as_str(), "Formerly");
    assert_eq!(name.legal(&legal).unwrap().unwrap().as_str(), "Legally");
    assert!(name.former(&legal).is_err() && name.legal(&former).is_err());
    let mut person = Demographics::not_asked();
    person.name = name.into();
    for purpose in Purpose::ALL {
        let shown = person.for_purpose(purpose).name().map(NameText::as_str);
        assert!(shown.is_none() || shown == Some("Presently"));
    }
}

/// What would tell that somebody is trans comes out for its own purpose alone: in no purpose's form, in no `Debug`.
#[test]
fn what_is_sealed_comes_out_for_its_own_purpose_alone() {
    const PLANTED: &str = "planted words";
    let mut person = Demographics::not_asked();
    person.trans_status.put(Field::stated(TransStatus::in_own_words(PLANTED).unwrap()));
    person.phenotypic_sex.put(Field::stated(PhenotypicSex::in_own_words(PLANTED).unwrap()));
    person.administrative_gender = Field::stated(AdministrativeGender::in_own_words(PLANTED).unwrap());
    person.gender = Field::stated(GenderIdentity::in_own_words(PLANTED).unwrap());
    person.gender.change(GenderIdentity::in_own_words("present words").unwrap(), None);
    let reaches = |sealed| SealedPurpose::because(sealed, "the person asks for their whole record").unwrap();
    for sealed in Sealed::ALL {
        let purpose = reaches(sealed);
        assert_eq!(person.trans_status.open(&purpose).is_ok(), sealed == Sealed::TransStatus);
        assert_eq!(person.trans_status.open_mut(&purpose).is_ok(), sealed == Sealed::TransStatus);
        assert_eq!(person.phenotypic_sex.open(&purpose).is_ok(), sealed == Sealed::PhenotypicSex);
        assert_eq!(person.gender.former(&purpose).is_ok(), sealed == Sealed::FormerGenders);
    }
    let trans = person.trans_status.open(&reaches(Sealed::TransStatus)).unwrap().statement().clone();
    assert_eq!(trans.given().unwrap().own_words(), Some(PLANTED));
    assert!(!format!("{person:#?}").contains(PLANTED));
    #[cfg(feature = "serde")]
    for purpose in Purpose::ALL {
        let form = ownwords::wire::DisclosedForm::from(person.for_purpose(purpose));
        assert!(!serde_json::to_string(&form).unwrap().contains(PLANTED), "{purpose:?}");
    }
}

#[test]
fn correcting_a_name_leaves_no_former_one() {
    let mut name = Name::chosen("Zoe").unwrap();
    name.correct("Zoë", ownwords::Provenance::default()).unwrap();
    let purpose = SealedPurpose::because(Sealed::Former, "tracing").unwrap();
    assert_eq!(name.former(&purpose).unwrap().len(), 0);
    assert!(name.correct("Zo\u{0}ë", ownwords::Provenance::default()).is_err());
    assert_eq!(name.name_for(Purpose::Address).as_str(), "Zoë");
}
