//! What two lists disagree about, and what a change means.

use ownwords::authoring::Lists;
use ownwords::steward::compare::{About, Comparison, Side};
use ownwords::steward::diff::{Diff, What};

use crate::LISTS;

fn side(key: &str) -> Side {
    Side::named(key, &LISTS).unwrap()
}

#[test]
fn nothing_disagrees_with_itself() {
    for (_, mapping) in &LISTS.mappings {
        let side = side(&mapping.system);
        let comparison = Comparison::of(&side, &side, &LISTS).unwrap();
        assert_eq!(
            (comparison.disagreements.len(), comparison.agreed),
            (0, mapping.rows.len()),
            "{}",
            mapping.system
        );
    }
    for authority in &LISTS.authorities {
        let side = side(&authority.key);
        let comparison = Comparison::of(&side, &side, &LISTS).unwrap();
        assert_eq!((comparison.disagreements.len(), comparison.agreed), (0, authority.publishes.len()));
    }
}

#[test]
fn what_one_alone_has_is_what_the_other_lacks() {
    for (one, other) in [
        ("gdppr", "school-census"),
        ("gdppr", "nhs-ethnic-category-2001"),
        ("census-ew-2011", "census-ew-2021"),
        ("nhs-ethnic-category-2001", "pds-ethnic-category"),
    ] {
        let there = Comparison::of(&side(one), &side(other), &LISTS).unwrap();
        let back = Comparison::of(&side(other), &side(one), &LISTS).unwrap();
        assert!(there.agreed > 0, "{one} {other}");
        assert_eq!(there.agreed, back.agreed);
        assert_eq!(there.about(About::OnlyInFirst).len(), back.about(About::OnlyInSecond).len());
        assert_eq!(there.disagreements.len(), back.disagreements.len());
        for found in &there.disagreements {
            assert!(
                back.disagreements
                    .iter()
                    .any(|other| other.first == found.second && other.second == found.first)
            );
        }
    }
}

#[test]
fn an_authority_is_not_compared_with_a_list_that_it_publishes_no_code_of() {
    let error = Comparison::of(&side("gdppr"), &side("nhs-language"), &LISTS).unwrap_err();
    assert!(error.help().unwrap().contains("nhs-ethnic-category-2001"), "{error}");
    let error = Side::named("gdpr", &LISTS).unwrap_err();
    assert!(error.help().unwrap().contains("gdppr"), "{error}");
}

#[test]
fn nothing_changes_where_nothing_was_changed() {
    assert_eq!(Diff::between(&LISTS, &LISTS).changes(), []);
    assert_eq!(Diff::between(&LISTS, &LISTS).changelog(), "");
}

/// A changed copy, and what became of it.
fn changed(change: impl Fn(&mut Lists)) -> Vec<(What, String, bool)> {
    let mut new = LISTS.clone();
    change(&mut new);
    let diff = Diff::between(&LISTS, &new);
    diff.changes().iter().map(|one| (one.what, one.subject.clone(), one.breach.is_some())).collect()
}

#[test]
fn each_kind_of_change_is_found_and_what_must_not_be_is_said() {
    let heritage = |lists: &mut Lists, change: &dyn Fn(&mut ownwords::authoring::ConceptEntry)| {
        let list = lists.standards.iter_mut().find(|list| list.field == "ethnicity").unwrap();
        change(
            list.concepts
                .iter_mut()
                .find(|concept| concept.slug == "gilaki" || concept.slug == "cornish")
                .unwrap(),
        );
    };
    let slug = || "cornish".to_owned();
    assert_eq!(
        changed(|new| heritage(new, &|one| one.label = "Kernowek".into())),
        [(What::Reworded, slug(), false)]
    );
    assert_eq!(
        changed(|new| heritage(new, &|one| one.status = "retired".into())),
        [(What::Retired, slug(), false)]
    );
    assert_eq!(changed(|new| heritage(new, &|one| one.broader.clear())), [(What::Related, slug(), false)]);
    // What means the concept is then read as nothing that there is, and is said too.
    let deleted = changed(|new| {
        let list = new.standards.iter_mut().find(|list| list.field == "orientation").unwrap();
        list.concepts.remove(0);
    });
    let of_concepts = deleted.iter().filter(|(what, ..)| *what == What::Deleted).count();
    assert_eq!(
        (of_concepts, deleted.iter().all(|(what, _, breach)| *breach || *what == What::Related)),
        (1, true)
    );
    let hesa = |new: &mut Lists, change: &dyn Fn(&mut ownwords::authoring::Mapping)| {
        change(
            &mut new.mappings.iter_mut().find(|(_, one)| one.system == "hesa-ethnic-two-digit").unwrap().1,
        );
    };
    let code = LISTS.mapping("hesa-ethnic-two-digit").unwrap().rows[0].code.clone();
    assert_eq!(
        changed(|new| hesa(new, &|one| one.rows[0].means = Some(vec!["cornish".into(), "roma".into()]))),
        [(What::DecodingChanged, code.clone(), true)]
    );
    let raised = changed(|new| {
        hesa(new, &|one| {
            one.mapping_edition += 1;
            one.rows[0].means = Some(vec!["cornish".into(), "roma".into()]);
        });
    });
    assert_eq!(raised, [(What::DecodingChanged, code.clone(), false)]);
    assert_eq!(
        changed(|new| hesa(new, &|one| one.rows[0].label.push('!'))),
        [(What::CodeReworded, code.clone(), false)]
    );
    assert_eq!(
        changed(|new| hesa(new, &|one| drop(one.rows.remove(0)))),
        [(What::CodeDeleted, code.clone(), true)]
    );
    // The order of what a code means is not what it means.
    assert_eq!(changed(|new| hesa(new, &|one| one.rows.reverse())), []);
}

#[test]
fn records_are_counted_as_reading_each_of_them_would() {
    let mut new = LISTS.clone();
    let key = "nhs-ethnic-category-2001";
    let (_, nhs) = new.mappings.iter_mut().find(|(_, one)| one.system == key).unwrap();
    nhs.rows[1].means = Some(vec!["roma".to_owned()]);
    let diff = Diff::between(&LISTS, &new);
    let columns = [("code".to_owned(), key.to_owned())];
    // Made up. A code is compared byte for byte, as it is read.
    let csv = "\u{FEFF}code;x\nA;1\nB;2\n\"B\";3\nb;4\nB ;5\n;6\n";
    let records = diff.count("made-up.csv", csv.as_bytes(), &columns).unwrap();
    assert_eq!((records.records, records.different), (6, 2));
    assert_eq!(records.by_code, [(key.to_owned(), "B".to_owned(), What::DecodingChanged, 2)]);
    let error = diff.count("made-up.csv", &b"kode\nA\n"[..], &columns).unwrap_err();
    assert_eq!(error.help(), Some("did you mean `kode`?"));
}
