//! Overlays: what they cannot break, and what they bring.

mod editions;
mod files;
mod made_up;

use ownwords::bridge::{CodeSystem, Policy, Value, systems};
use ownwords::overlay::{LocalMeaning, LocalRow, OverlayParts};
use ownwords::standard::Concept;
use ownwords::{
    Answer, Bridge, ConceptId, ErrorKind, Ethnicity, Field, Heritages, Kind, OdsCode, Overlay, Part, Standard,
};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::TestCaseError;

use ownwords::steward::prove::{Subject, laws};

use crate::subjects::{fields, policies, raw_codes};
use crate::{
    L1LegacyRoundTrip, L2OwnRoundTrip, L3Update, L4Coherence, L5Monotone, L7Damage, L8LossIsHonest, Law,
    property, tried,
};

const NHS: &str = "nhs-ethnic-category-2001";

fn owner() -> OdsCode {
    "TEST9".parse().unwrap()
}

fn id(slug: &str) -> ConceptId {
    Standard::ethnicity().by_slug(slug).unwrap().id()
}

/// The overlay of `examples/overlay/`, in short, built without files.
fn example() -> Overlay {
    Overlay::build(&made_up::example(owner())).unwrap()
}

/// A national statement comes to the same in a national list, whether the overlay is there or not.
fn is_the_same(
    system: &CodeSystem<Heritages>,
    extended: &CodeSystem<Heritages>,
    field: &Field<Ethnicity>,
) -> Result<(), TestCaseError> {
    for policy in policies() {
        match (system.encode(field, policy), extended.encode(field, policy)) {
            (Ok(one), Ok(other)) => {
                let ((code, loss, residue), (same, same_loss, same_residue)) =
                    (one.into_parts(), other.into_parts());
                prop_assert_eq!(&code, &same);
                prop_assert_eq!(residue.as_str(), same_residue.as_str());
                prop_assert_eq!(loss.is_nothing(), same_loss.is_nothing());
                prop_assert!(system.restore(&code, &residue).unwrap() == *field.statement());
            }
            (Err(one), Err(other)) => prop_assert_eq!(one, other),
            (one, other) => prop_assert!(false, "{}: {:?} and {:?}", system.key(), one, other),
        }
    }
    Ok(())
}

fn twins(overlay: &Overlay) -> Vec<(&'static CodeSystem<Heritages>, &'static CodeSystem<Heritages>)> {
    let twin = |system: &&'static CodeSystem<Heritages>| (*system, overlay.system(system.key()).unwrap());
    systems::ETHNICITY.iter().map(twin).collect()
}

/// Every heritage, and every code, in every national list, with one overlay; then arbitrary statements with arbitrary
/// overlays, whose own heritages keep L1, L2 and L3 beside national ones.
#[test]
fn overlay_cannot_break_a_national_law() {
    let overlay = example();
    for (system, extended) in twins(&overlay) {
        for concept in Standard::ethnicity().concepts() {
            let field = Field::stated(Ethnicity::of([concept.id()]).unwrap());
            is_the_same(system, extended, &field).unwrap();
        }
        for row in system.rows().iter() {
            let code = row.code().as_bytes();
            assert_eq!(system.to_field(code).statement(), extended.to_field(code).statement());
            is_the_same(system, extended, &system.to_field(code)).unwrap();
            loses_the_same(system, extended, row.code());
        }
    }
    let cases = (made_up::overlays(), any::<Index>()).prop_flat_map(|(parts, place)| {
        let overlay = Overlay::build(&parts).unwrap_or_else(|faults| panic!("{faults:?}"));
        let twins = twins(&overlay);
        let (system, _) = twins[place.index(twins.len())];
        let any = &overlay.systems()[place.index(overlay.systems().len())];
        let mixed = (fields(any), raw_codes(any), raw_codes(any));
        (Just((overlay, system, any)), fields(system), mixed)
    });
    property("an arbitrary overlay", cases, |((overlay, system, any), national, (mixed, first, second))| {
        is_the_same(system, overlay.system(system.key()).unwrap(), &national)?;
        tried(laws::own_round_trip(any, &mixed, Some(b"record-1")))?;
        tried(laws::get_put(any, &mixed))?;
        tried(laws::own_round_trip(any, &any.to_field(&first), None))?;
        tried(laws::legacy_round_trip(any, &first))?;
        tried(laws::put_get_put_put(any, mixed, [&first, &second]))?;
        restores_elsewhere(any, &any.to_field(&first))
    });
}

/// What a code cannot tell apart is the same, but for the overlay's own heritages.
fn loses_the_same(system: &CodeSystem<Heritages>, extended: &CodeSystem<Heritages>, code: &str) {
    let national = |label: &&str| {
        extended.standard().concepts().any(|one| one.label() == *label && one.id().owner().is_none())
    };
    let loss = |system: &CodeSystem<Heritages>| {
        let field = system.to_field(code.as_bytes());
        let (_, loss, _) = system.encode(&field, Policy::Certain).unwrap().into_parts();
        loss.indistinguishable().into_iter().filter(national).collect::<Vec<_>>()
    };
    assert_eq!(loss(system), loss(extended), "{} {code}", system.key());
}

/// A residue of a national list restores without the overlay that it was made with.
fn restores_elsewhere(
    extended: &CodeSystem<Heritages>,
    field: &Field<Ethnicity>,
) -> Result<(), TestCaseError> {
    let Some(national) = systems::ETHNICITY.iter().find(|system| system.key() == extended.key()) else {
        return Ok(());
    };
    for policy in policies() {
        let Ok(encoded) = extended.encode(field, policy) else { continue };
        let (value, _, residue) = encoded.into_parts();
        prop_assert_eq!(&national.restore(&value, &residue).unwrap(), field.statement());
    }
    Ok(())
}

/// The laws, of the overlay's own lists, and of a national list with local codes.
#[test]
fn laws_hold_over_an_overlay() {
    fn check(law: &impl Law) {
        let overlay = example();
        let own = overlay.systems().iter().filter(|system| system.local_to() == Some(owner()));
        let systems: Vec<_> = own.chain(overlay.system(NHS)).collect();
        assert_eq!(systems.len(), 2);
        for system in systems {
            law.check(system);
        }
    }
    check(&L1LegacyRoundTrip);
    check(&L2OwnRoundTrip);
    check(&L3Update);
    check(&L4Coherence);
    check(&L5Monotone);
    check(&L7Damage);
    check(&L8LossIsHonest);
}

/// L4 and L5 hold for arbitrary relations too: no own heritage gets further than what is broader. One that stands under
/// two heritages is both of them, so that a code of both together, which neither has alone, is open to it.
#[test]
fn own_heritages_go_to_national_lists_as_their_broader_ones_allow() {
    let cases = (made_up::overlays(), any::<Index>());
    property("arbitrary relations", cases, |(parts, place)| {
        let overlay = Overlay::build(&parts).unwrap();
        let system = &overlay.systems()[place.index(overlay.systems().len())];
        let outcome = |concepts: &[Concept]| {
            let ids = concepts.iter().map(|concept| concept.id());
            let field = Field::stated(Ethnicity::of(ids).unwrap());
            match system.encode(&field, Policy::Certain) {
                Ok(encoded) => encoded.into_parts().0.as_bytes().map(<[u8]>::to_vec).into_iter().collect(),
                Err(ambiguity) => {
                    ambiguity.candidates().iter().map(|one| one.code().to_vec()).collect::<Vec<_>>()
                }
            }
        };
        let own = overlay.standard().concepts().filter(|concept| concept.id().owner().is_some());
        let known = system.known();
        for concept in own {
            let broader: Vec<Concept> = concept.broader().collect();
            if !broader.is_empty() {
                let of_each = broader.iter().flat_map(|one| outcome(&[*one]));
                let allowed: Vec<Vec<u8>> = of_each.chain(outcome(&broader)).collect();
                for code in outcome(&[concept]) {
                    let is_allowed = allowed.iter().any(|other| system.is_within(&code, other));
                    prop_assert!(is_allowed, "{} {code:?}", system.key());
                }
            }
            let stated = Ethnicity::of([concept.id()]).unwrap();
            tried(laws::coherent_statement(system, &known, &stated))?;
        }
        Ok(())
    });
}

/// Each own heritage through each national list: the id comes back with the overlay and without it.
#[test]
fn a_local_heritage_comes_back_without_its_overlay() {
    let overlay = example();
    let own: Vec<ConceptId> =
        overlay.standard().concepts().map(Concept::id).filter(|id| id.owner().is_some()).collect();
    assert_eq!(own.len(), 2);
    let mut restored = 0;
    for (system, extended) in twins(&overlay) {
        for &id in &own {
            for field in [id].into_iter().map(|id| Field::stated(Ethnicity::of([id]).unwrap())) {
                restores_elsewhere(extended, &field).unwrap();
                // Without the overlay nothing is known of the heritage, and it comes back all the same.
                if let Ok(encoded) = system.encode(&field, Policy::Certain) {
                    let (value, _, residue) = encoded.into_parts();
                    assert_eq!(&extended.restore(&value, &residue).unwrap(), field.statement());
                }
                let Ok(encoded) = extended.encode(&field, Policy::Certain) else { continue };
                let (value, _, residue) = encoded.into_parts();
                assert!(residue.as_str().len() <= 24, "{}", residue.as_str().len());
                assert_eq!(&system.restore(&value, &residue).unwrap(), field.statement());
                restored += 1;
            }
        }
    }
    assert!(restored > 10, "{restored}");
}

/// A local code is understood with the overlay; without it, as its national first character; its residue is the same
/// statement in both places.
#[test]
fn a_local_code_means_more_to_its_owner() {
    let overlay = example();
    let (nhs, own) = (&systems::NHS_ETHNIC_CATEGORY_2001, overlay.system(NHS).unwrap());
    let own_heritage = overlay.standard().by_slug("bangladeshi-sylheti").unwrap();
    let mut field = own.decode(b"K1").to_field();
    assert_eq!(field.statement(), &Answer::Given(Ethnicity::of([own_heritage.id()]).unwrap()));
    assert_eq!(nhs.decode(b"K1").answer(), nhs.decode(b"K").answer());
    restores_elsewhere(own, &field).unwrap();
    // Made without the overlay, restored with it.
    let national = nhs.decode(b"K1").to_field();
    let (value, _, residue) = nhs.encode(&national, Policy::Certain).unwrap().into_parts();
    assert_eq!(
        (value.as_bytes(), &own.restore(&value, &residue).unwrap()),
        (Some(&b"K1"[..]), national.statement())
    );
    // Nothing is encoded to a local code that was not received.
    field.state(Ethnicity::of([own_heritage.id()]).unwrap());
    let stated = Field::stated(Ethnicity::of([own_heritage.id()]).unwrap());
    let (value, _, _) = own.encode(&stated, Policy::Certain).unwrap().into_parts();
    assert_eq!(value.as_bytes(), Some(&b"K"[..]));
}

/// A code of an own list that is the same category as a national one goes out as that.
#[test]
fn an_own_list_decides_where_it_has_the_same_category() {
    let overlay = example();
    let own = overlay.system("testhaven-ethnic-group").unwrap();
    let field = own.decode(b"ANO").to_field();
    assert!(
        overlay
            .system(NHS)
            .unwrap()
            .encode(&Field::stated(Ethnicity::of([id("irish")]).unwrap()), Policy::Certain)
            .is_err()
    );
    for key in [NHS, "pds-ethnic-category", "ukcore-ethnic-category-england"] {
        let (value, _, _) =
            overlay.system(key).unwrap().encode(&field, Policy::Certain).unwrap().into_parts();
        assert_eq!(value.to_string(), "B", "{key}");
    }
    let field = systems::NHS_ETHNIC_CATEGORY_2001.decode(b"B").to_field();
    let (value, _, _) = own.encode(&field, Policy::Certain).unwrap().into_parts();
    assert_eq!(value.to_string(), "ANO");
}

/// Two owners with lists of one key and number: neither restores what the other's list wrote, nor mints its ids.
#[test]
fn two_owners_share_neither_ids_nor_residues() {
    let owners =
        ["TEST9", "TEST8", "T9", "9TEST", "RX1", "RX2"].iter().filter_map(|owner| owner.parse().ok());
    let overlays: Vec<Overlay> =
        owners.map(|owner| Overlay::build(&made_up::example(owner)).unwrap()).collect();
    assert_eq!(overlays.len(), 5);
    for one in &overlays {
        let system = one.system("testhaven-ethnic-group").unwrap();
        for code in ["SYL", "OTH", "REF", "ANO"] {
            let (value, _, residue) =
                system.encode(&system.to_field(code.as_bytes()), Policy::Certain).unwrap().into_parts();
            for other in overlays.iter().filter(|other| other.owner() != one.owner()) {
                let theirs = other.system("testhaven-ethnic-group").unwrap();
                assert_eq!(theirs.restore(&value, &residue).unwrap_err().kind(), ErrorKind::Residue);
                let own = |overlay: &Overlay| overlay.standard().by_slug("sylheti").unwrap().id();
                assert_ne!(own(one), own(other));
                assert!(other.standard().by_id(own(one)).is_none());
            }
        }
    }
}

/// Where an own heritage is counted, and that it changes nothing of where national ones are.
#[test]
fn own_heritages_roll_up_and_are_found() {
    let overlay = example();
    let own = overlay.standard().by_slug("bangladeshi-sylheti").unwrap();
    let groups = [id("bangladeshi"), id("south-asian"), id("irish")];
    assert_eq!(own.roll_up(&groups), [id("bangladeshi"), id("south-asian")]);
    let found = overlay.standard().search("sylhet", 5);
    assert!(found.iter().any(|one| one.concept().id() == own.id()));
    for concept in Standard::ethnicity().concepts() {
        let same = overlay.standard().by_id(concept.id()).unwrap();
        let groups: Vec<ConceptId> = Standard::ethnicity().concepts().map(Concept::id).collect();
        assert_eq!(same.roll_up(&groups), concept.roll_up(&groups), "{}", concept.slug());
        assert_eq!(same.may_roll_up(&groups), concept.may_roll_up(&groups), "{}", concept.slug());
    }
}

/// What was only read from a coding gives way to a narrower heritage of the overlay.
#[test]
fn an_own_heritage_takes_the_place_of_what_was_only_read() {
    let overlay = example();
    let own = overlay.standard().by_slug("bangladeshi-sylheti").unwrap().id();
    let mut field = overlay.system(NHS).unwrap().decode(b"K").to_field();
    field.state_further_of(overlay.standard(), own).unwrap();
    assert_eq!(field.statement().given().unwrap().parts(), [Part::Concept(own)]);
}

/// What cannot be an overlay is refused, whoever made it.
#[test]
fn an_overlay_that_could_break_something_is_refused() {
    type Change = fn(&mut OverlayParts);
    let cases: [(&str, Change); 14] = [
        ("is not an id of a heritage of TEST9", |parts| parts.heritages[0].id = id("somali")),
        ("is not an id of a heritage of TEST9", |parts| {
            parts.heritages[0].id = ConceptId::local(Kind::Heritage, "TEST8".parse().unwrap(), 1).unwrap();
        }),
        ("stands twice", |parts| parts.heritages[1].id = parts.heritages[0].id),
        ("the slug `somali` is another", |parts| parts.heritages[0].slug = "somali".to_owned()),
        ("the label `Somali` is another", |parts| parts.heritages[0].label = "Somali".to_owned()),
        ("is no heritage", |parts| {
            parts.heritages[0].overlaps = vec![ConceptId::new(Kind::Heritage, 700_000).unwrap()];
        }),
        ("is broader than itself", |parts| {
            let other = parts.heritages[1].id;
            parts.heritages[0].broader = vec![other];
        }),
        ("is another list's", |parts| parts.systems[0].key = NHS.to_owned()),
        ("is not free for an overlay", |parts| parts.systems[0].number = 1),
        ("is empty or stands twice", |parts| parts.systems[0].rows[0].code = "OTH".to_owned()),
        ("is no national list that leaves room", |parts| parts.codes[0].of = "census-ew-2021".to_owned()),
        ("is no local code", |parts| parts.codes[0].rows[0].code = "99".to_owned()),
        ("is not in the category `H`", |parts| parts.codes[0].rows[0].code = "H1".to_owned()),
        ("says no heritage", |parts| {
            parts.codes[0].rows = vec![LocalRow::of("K2", "Local", LocalMeaning::NotKnown)];
        }),
    ];
    for (expected, change) in cases {
        let mut parts = made_up::example(owner());
        change(&mut parts);
        let faults = Overlay::build(&parts).unwrap_err();
        let found = faults.iter().find(|fault| fault.message().contains(expected));
        let found = found.unwrap_or_else(|| panic!("{expected}: {faults:?}"));
        assert!(found.kind() == ErrorKind::Data && found.help().is_some(), "{found}");
    }
}

/// L6: a record with local heritages is stored and read as it is.
#[cfg(feature = "serde")]
#[test]
fn a_local_id_is_stored_and_read() {
    use ownwords::Demographics;
    use ownwords::wire::Storage;

    let own = example().standard().by_slug("sylheti").unwrap().id();
    let mut person = Demographics::not_asked();
    person.ethnicity = Field::stated(Ethnicity::of([own, id("irish")]).unwrap());
    let text = serde_json::to_string(&person.for_storage()).unwrap();
    assert!(text.contains(&own.to_string()));
    let read: Storage = serde_json::from_str(&text).unwrap();
    assert_eq!(read.into_record().unwrap().ethnicity.statement(), person.ethnicity.statement());
}

/// A value left out restores elsewhere too.
#[test]
fn a_left_out_value_restores_with_and_without_the_overlay() {
    let overlay = example();
    let own = overlay.standard().by_slug("sylheti").unwrap().id();
    for (system, extended) in twins(&overlay) {
        let field = Field::stated(Ethnicity::of([own]).unwrap());
        let Ok(encoded) = extended.encode(&field, Policy::Certain) else { continue };
        let (value, _, residue) = encoded.into_parts();
        if value == Value::left_out() {
            assert_eq!(&system.restore(&value, &residue).unwrap(), field.statement());
        }
    }
}

/// Any national heritage, those that most of the others stand under among them.
fn national() -> impl Strategy<Value = ConceptId> {
    let all: Vec<ConceptId> = Standard::ethnicity().concepts().map(Concept::id).collect();
    let often =
        ["british", "irish", "somali", "bangladeshi", "caribbean", "kashmiri", "arab", "european", "asian"];
    prop_oneof![2 => select(all), 1 => select(often.map(id).to_vec())]
}
