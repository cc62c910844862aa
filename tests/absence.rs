//! The algebra of absence: reasons, sets of reasons, and the published codes for them.

use ownwords::bridge::CodeSystem;
use ownwords::bridge::systems::{self, Lists};
use ownwords::{Absence, Answer, Axis, Bridge, Ethnicity, Field, Policy, Reason};
use proptest::prelude::*;

use crate::subjects;

#[test]
fn reasons_have_permanent_numbers_and_slugs() {
    let numbers: Vec<u8> = Reason::ALL.iter().map(|reason| reason.number()).collect();
    assert!(numbers.is_sorted_by(|a, b| a < b) && numbers.last() < Some(&64));
    for &reason in Reason::ALL {
        assert_eq!(Reason::from_slug(reason.slug()), Some(reason));
        assert!(reason.and_broader().count() < 8, "{reason}: the hierarchy has a loop");
    }
    // Numbers stand in residues for ever.
    let known = [
        (Reason::Unknown, 1),
        (Reason::NotAsked, 3),
        (Reason::AskedDeclined, 5),
        (Reason::MeaningNotKnown, 27),
    ];
    assert!(known.iter().all(|(reason, number)| reason.number() == *number));
}

#[test]
fn every_code_for_absence_has_reasons_of_its_own() {
    for system in systems::ABSENCE {
        let answers: Vec<_> =
            system.rows().iter().map(|row| system.decode(row.code().as_bytes()).answer()).collect();
        for (place, one) in answers.iter().enumerate() {
            assert!(one.absence().is_some());
            assert!(!answers[place + 1..].contains(one), "{}: two codes share their reasons", system.key());
        }
    }
}

#[test]
fn look_alike_codes_are_told_apart() {
    let nhs = &systems::NHS_ETHNIC_CATEGORY_2001;
    let absent = |raw: &[u8]| nhs.decode(raw).absence().unwrap();
    let declined_or_unable = Absence::of(&[Reason::AskedDeclined, Reason::UnableToChoose]).unwrap();
    assert_eq!(absent(b"Z"), declined_or_unable);
    assert_eq!(absent(b"99"), Reason::Unknown.into());
    assert_eq!(absent(b"X"), Reason::MeaningNotKnown.into());
    let orientation = &systems::NHS_PERSON_STATED_SEXUAL_ORIENTATION;
    let absent = |raw: &[u8]| orientation.decode(raw).absence().unwrap();
    assert_eq!(absent(b"U"), Reason::AskedUnknown.into());
    assert_eq!(absent(b"Z"), Reason::AskedDeclined.into());
    assert_eq!(absent(b"9"), Reason::Unknown.into());
}

/// What a reason for absence is sent as, to a list that has few codes for it.
#[test]
fn an_absence_is_sent_as_the_narrowest_code_that_covers_it_or_left_out() {
    let nhs = &systems::NHS_ETHNIC_CATEGORY_2001;
    let sent = |reason: Reason| {
        let mut field: Field<Ethnicity> = Field::not_asked();
        field.absent(reason.into());
        let (value, loss, residue) = nhs.encode(&field, Policy::Certain).unwrap().into_parts();
        assert_eq!(&nhs.restore(&value, residue.as_str()).unwrap(), field.statement());
        assert_eq!(loss.is_left_out(), value.as_bytes().is_none());
        value.to_string()
    };
    assert_eq!(sent(Reason::AskedDeclined), "Z");
    assert_eq!(sent(Reason::UnableToChoose), "Z");
    assert_eq!(sent(Reason::NotAsked), "99");
    assert_eq!(sent(Reason::AskedUnknown), "99");
    assert_eq!(sent(Reason::Masked), "(left out)");
    assert_eq!(sent(Reason::NoInformation), "(left out)");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn covering_is_an_order(a in subjects::absences(), b in subjects::absences(), c in subjects::absences()) {
        prop_assert!(a.is_covered_by(a));
        prop_assert!(a.is_covered_by(a.or(b)) && b.is_covered_by(a.or(b)));
        if a.is_covered_by(b) && b.is_covered_by(c) {
            prop_assert!(a.is_covered_by(c));
        }
        prop_assert_eq!(a.or(b), b.or(a));
    }

    #[test]
    fn absences_are_written_and_read(a in subjects::absences()) {
        prop_assert_eq!(a.to_string().parse::<Absence>().unwrap(), a);
    }

    /// To every list of every field: an absence comes back whole, is never sent as a code for an answer, and a code that
    /// says more reasons is never taken for fewer. Where no code fits, nothing is sent, and the loss says so.
    #[test]
    fn an_absence_goes_through_every_code_list(a in subjects::absences()) {
        for system in systems::LANGUAGE {
            through(*system, system.key(), a);
        }
        let mut all = All { absence: a, lists: 0 };
        systems::each_list(&mut all);
        prop_assert!(all.lists + systems::LANGUAGE.len() == systems::keys().count());
    }
}

/// All lists of all fields but languages, and how many they are.
struct All {
    absence: Absence,
    lists: usize,
}

impl Lists for All {
    fn list<A: Axis>(&mut self, _: &'static str, systems: &'static [&'static CodeSystem<A>]) {
        self.lists += systems.len();
        systems.iter().for_each(|system| through(*system, system.key(), self.absence));
    }
}

fn through<S: Bridge>(system: &S, key: &str, absence: Absence)
where
    Answer<S::Value>: core::fmt::Debug + PartialEq,
{
    let mut field: Field<S::Value> = Field::not_asked();
    field.absent(absence);
    let sent = match system.encode(&field, Policy::Certain) {
        Ok(encoded) => {
            let (value, loss, residue) = encoded.into_parts();
            let back = system.restore(&value, residue.as_str()).unwrap();
            assert_eq!(back, Answer::Absent(absence), "{key}");
            assert_eq!(loss.is_left_out(), value.as_bytes().is_none(), "{key}");
            value.as_bytes().map(<[u8]>::to_vec).into_iter().collect()
        }
        // A list of several levels has the same reasons at each of them.
        Err(ambiguity) => ambiguity.candidates().iter().map(|one| one.code().to_vec()).collect::<Vec<_>>(),
    };
    for code in sent {
        let said = system.to_field(&code);
        let said = said.statement().absence().expect("a code for an absence");
        assert!(absence.is_covered_by(said), "{key}");
    }
}
