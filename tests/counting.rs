//! Counts: every rule against a recount by its definition, and nobody dropped.

use ownwords::counting::{Counts, Overlaps, Rule, single_slot, sole_and_combination, total_response};
use ownwords::standard::Concept;
use ownwords::{Absence, Answer, ConceptId, ErrorKind, Ethnicity, Kind, Part, Reason, Standard};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};

fn concept(slug: &str) -> Concept {
    Standard::ethnicity().by_slug(slug).unwrap()
}

fn id(slug: &str) -> ConceptId {
    concept(slug).id()
}

fn given(slugs: &[&str]) -> Answer<Ethnicity> {
    Answer::Given(Ethnicity::of(slugs.iter().map(|slug| id(slug))).unwrap())
}

/// An answer of any shape: heritages, some of them unknown to this release or not further stated, words, none.
fn answer() -> impl Strategy<Value = Answer<Ethnicity>> {
    let concepts: Vec<Concept> = Standard::ethnicity().concepts().collect();
    let known = any::<Index>().prop_map(move |place| Part::Concept(place.get(&concepts).id()));
    let newer = Just(Part::Concept(ConceptId::new(Kind::Heritage, 700_000).unwrap()));
    let part = prop_oneof![8 => known, 1 => newer, 1 => Just(Part::NotFurtherStated)];
    let stated = (vec(part, 0..4), any::<bool>()).prop_map(|(parts, has_words)| {
        let mut once: Vec<Part> = Vec::new();
        for part in parts {
            if part == Part::NotFurtherStated || !once.contains(&part) {
                once.push(part);
            }
        }
        let words = (has_words || once.is_empty()).then(|| "in my own words".to_owned());
        Answer::Given(Ethnicity::new(once, words).unwrap())
    });
    let absences: Vec<Absence> = vec![
        Reason::NotAsked.into(),
        Reason::AskedDeclined.into(),
        Absence::of(&[Reason::AskedDeclined, Reason::UnableToChoose]).unwrap(),
    ];
    prop_oneof![6 => stated, 1 => proptest::sample::select(absences).prop_map(Answer::Absent)]
}

/// Up to six groups of which none lies within another, in any order.
fn groups() -> impl Strategy<Value = Vec<ConceptId>> {
    let concepts: Vec<Concept> = Standard::ethnicity().concepts().collect();
    let length = concepts.len();
    subsequence(concepts, 0..length.min(12)).prop_shuffle().prop_map(|concepts| {
        let mut apart: Vec<Concept> = Vec::new();
        for one in concepts {
            if apart.len() < 6 && !apart.iter().any(|other| one.is_a(*other) || other.is_a(one)) {
                apart.push(one);
            }
        }
        apart.into_iter().map(Concept::id).collect()
    })
}

fn overlaps() -> impl Strategy<Value = Overlaps> {
    prop_oneof![Just(Overlaps::NotCounted), Just(Overlaps::Counted)]
}

/// Whether the answer states something of the group, by the definition.
fn states(answer: &Answer<Ethnicity>, group: ConceptId, overlaps: Overlaps) -> bool {
    answer.given().is_some_and(|stated| {
        let known = stated.concepts().filter_map(|id| Standard::ethnicity().by_id(id));
        known.into_iter().any(|concept| {
            !concept.roll_up(&[group]).is_empty()
                || overlaps == Overlaps::Counted && !concept.may_roll_up(&[group]).is_empty()
        })
    })
}

fn lines_for_people_without_a_part<G>(counts: &Counts<G>, answers: &[Answer<Ethnicity>]) {
    let words = |answer: &&Answer<Ethnicity>| answer.given().is_some_and(|stated| stated.parts().is_empty());
    assert_eq!(counts.own_words_only(), answers.iter().filter(words).count() as u64);
    let absent: u64 = counts.absent().map(|(_, count)| count).sum();
    assert_eq!(absent, answers.iter().filter(|answer| answer.absence().is_some()).count() as u64);
    for (absence, count) in counts.absent() {
        assert_eq!(count, answers.iter().filter(|answer| answer.absence() == Some(absence)).count() as u64);
    }
    assert_eq!(counts.people(), answers.len() as u64);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn totals_add_up(answers in vec(answer(), 0..40), groups in groups(), overlaps in overlaps()) {
        let total = total_response(&answers, &groups, overlaps).unwrap();
        let combined = sole_and_combination(&answers, &groups, overlaps).unwrap();
        let single = single_slot(&answers, &groups, overlaps).unwrap();
        lines_for_people_without_a_part(&total, &answers);
        lines_for_people_without_a_part(&combined, &answers);
        lines_for_people_without_a_part(&single, &answers);

        // Each person once, or at least once.
        prop_assert_eq!(combined.sum(), answers.len() as u64);
        prop_assert_eq!(single.sum(), answers.len() as u64);
        prop_assert!(total.sum() >= answers.len() as u64);

        for (place, &group) in groups.iter().enumerate() {
            let stating = |answer: &&Answer<Ethnicity>| states(answer, group, overlaps);
            let expected = answers.iter().filter(stating).count() as u64;
            prop_assert_eq!(total.of(group), Some(expected));
            // Total response is what the combinations say together.
            let within = combined.groups().iter().filter(|(combination, _)| combination.groups.contains(&group));
            prop_assert_eq!(within.map(|(_, count)| count).sum::<u64>(), expected);
            let first = |answer: &&Answer<Ethnicity>| {
                states(answer, group, overlaps)
                    && !groups[..place].iter().any(|&earlier| states(answer, earlier, overlaps))
            };
            prop_assert_eq!(single.of(group), Some(answers.iter().filter(first).count() as u64));
        }
        let sole: u64 = combined.sole().map(|(_, count)| count).sum();
        let none = combined.in_no_group() + combined.not_further_stated();
        let without: u64 = combined.own_words_only() + combined.absent().map(|(_, count)| count).sum::<u64>();
        prop_assert_eq!(sole + combined.in_combination() + none + without, answers.len() as u64);
    }

    #[test]
    fn overlaps_only_add(answers in vec(answer(), 0..20), groups in groups()) {
        let without = total_response(&answers, &groups, Overlaps::NotCounted).unwrap();
        let with = total_response(&answers, &groups, Overlaps::Counted).unwrap();
        for &group in &groups {
            prop_assert!(with.of(group) >= without.of(group));
        }
        prop_assert!(with.in_no_group() <= without.in_no_group());
    }
}

#[test]
fn a_combination_says_what_else_was_stated() {
    let answers = [
        given(&["jamaican"]),
        given(&["jamaican", "irish"]),
        given(&["jamaican", "somali"]),
        Answer::Given(Ethnicity::new(vec![Part::NotFurtherStated, id("caribbean").into()], None).unwrap()),
        Answer::Given(Ethnicity::new(vec![Part::NotFurtherStated], None).unwrap()),
        given(&["somali"]),
    ];
    let groups = [id("caribbean"), id("irish")];
    let counts = sole_and_combination(&answers, &groups, Overlaps::NotCounted).unwrap();
    assert_eq!(counts.sole().collect::<Vec<_>>(), [(id("caribbean"), 1), (id("irish"), 0)]);
    assert_eq!(counts.in_combination(), 3);
    assert_eq!((counts.in_no_group(), counts.not_further_stated()), (1, 1));
    assert_eq!((counts.rule(), counts.overlaps()), (Rule::SoleAndCombination, Overlaps::NotCounted));
    assert!(counts.rule().to_string().contains("Stats NZ"));
}

#[test]
fn what_may_be_is_counted_under_its_rule_alone() {
    let answers = [given(&["kashmiri"])];
    let groups = [id("indian"), id("pakistani")];
    let counts = total_response(&answers, &groups, Overlaps::NotCounted).unwrap();
    assert_eq!((counts.of(id("indian")), counts.in_no_group()), (Some(0), 1));
    let counts = total_response(&answers, &groups, Overlaps::Counted).unwrap();
    assert_eq!(
        (counts.of(id("indian")), counts.of(id("pakistani")), counts.in_no_group()),
        (Some(1), Some(1), 0)
    );
}

#[test]
fn groups_that_cannot_be_counted_by_are_errors() {
    let none: [Answer<Ethnicity>; 0] = [];
    let usage = |groups: &[ConceptId]| {
        total_response(&none, groups, Overlaps::NotCounted).map_err(|error| error.kind()).err()
    };
    assert_eq!(usage(&[id("irish"), id("irish")]), Some(ErrorKind::Usage));
    assert_eq!(usage(&[Standard::pronouns().by_slug("they-them").unwrap().id()]), Some(ErrorKind::Usage));
    let nested = [id("european"), id("irish")];
    assert_eq!(usage(&nested), None);
    assert!(sole_and_combination(&none, &nested, Overlaps::NotCounted).is_err());
}

#[test]
fn every_chain_ends_at_the_top_and_holds_what_the_concept_always_is() {
    for standard in [Standard::ethnicity(), Standard::orientation(), Standard::pronouns()] {
        let all: Vec<ConceptId> = standard.concepts().map(Concept::id).collect();
        for concept in standard.concepts() {
            let chains = concept.chains();
            let mut reached: Vec<ConceptId> = chains.iter().flatten().map(|one| one.id()).collect();
            reached.sort_unstable();
            reached.dedup();
            assert_eq!(reached, concept.roll_up(&all), "{}", concept.slug());
            assert!(chains.iter().all(|chain| chain.last().unwrap().level() == 1), "{}", concept.slug());
            assert_eq!(concept.level(), chains.iter().map(Vec::len).min().unwrap(), "{}", concept.slug());
            let besides = concept.may_roll_up(&all);
            assert!(besides.iter().all(|other| !reached.contains(other)), "{}", concept.slug());
            assert!(standard.at_level(concept.level()).contains(&concept.id()), "{}", concept.slug());
        }
    }
}
