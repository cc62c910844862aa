//! Whoever has a publication, and tries every file that could have given it, finds for each hidden count every value that a hidden
//! count can have: also with the rules, the months and the heritages that are published beside the counts of a field.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use ownwords::audit::published::{Count, Earlier, MonthOf, Protection, Publication};
use ownwords::audit::{Options, Summary, audit};
use ownwords::rules::RecordField;

/// Files of the same kinds of rows, of each of which there are few or many.
struct Family {
    header: &'static str,
    system: Option<(&'static str, &'static str)>,
    kinds: &'static [(&'static str, RangeInclusive<usize>)],
    /// How many rows of each kind the earlier run had, which was published before.
    earlier: Option<&'static [usize]>,
}

const FEW: RangeInclusive<usize> = 0..=6;
const MANY: RangeInclusive<usize> = 14..=44;

const fn family(header: &'static str, kinds: &'static [(&'static str, RangeInclusive<usize>)]) -> Family {
    Family { header, system: None, kinds, earlier: None }
}

const FAMILIES: [Family; 12] = [
    // A rule counts what is hidden in two fields.
    family("family_name,given_name", &[("UNKNOWN,Ada", FEW), ("Khan,UNKNOWN", FEW), ("Khan,Ada", MANY)]),
    family("ethnic_category,sexual_orientation", &[("??,1", FEW), ("A,??", FEW), ("A,1", MANY)]),
    // Nearly every cell breaks a rule.
    family(
        "family_name,given_name,chosen_name",
        &[("Khan ,Ada ,", FEW), (",Ada ,Bo ", FEW), ("Khan ,Ada ,Bo ", MANY)],
    ),
    // A rule counts the codes that are hidden, or the one that is not counted.
    family("language", &[("iw", FEW), ("ji", FEW), ("en", MANY)]),
    family("language", &[("cy", FEW), ("en", 0..=12), ("iw", MANY)]),
    Family {
        system: Some(("ethnicity", "nz-ethnicity-2005")),
        ..family("ethnicity", &[("1", 0..=3), ("12", 0..=3), ("121", 0..=3), ("11111", MANY)])
    },
    // A rule tells of a field of which nothing is shown.
    family("nhs_number,language", &[("9000000009,en", FEW), (",en", FEW), ("12345,en", MANY)]),
    // What is no answer is counted under what it is, and not again as a code.
    family("ethnicity", &[("B", FEW), ("A", 0..=12), ("Z", MANY)]),
    family("language", &[("Und", 0..=4), ("und", FEW), ("UND", FEW), ("en", MANY)]),
    // The rows of a month are the valid ones of the field that says when a record was changed.
    family("updated,language", &[(",en", FEW), ("xx,en", FEW), ("2026-01-05,en", 190..=220)]),
    // What was hidden before is hidden a step longer.
    Family {
        earlier: Some(&[2, 195]),
        ..family("updated,language", &[("2026-01-05,", 0..=9), ("2026-01-05,en", 180..=220)])
    },
    Family { earlier: Some(&[2, 30]), ..family("nhs_number", &[("12345", 0..=9), ("9000000009", MANY)]) },
];

fn summary(family: &Family, rows: &[usize]) -> Summary {
    let mut file = format!("{}\n", family.header);
    for ((row, _), count) in family.kinds.iter().zip(rows) {
        file.push_str(&format!("{row}\n").repeat(*count));
    }
    let mut options = Options::default();
    if let Some((column, list)) = family.system {
        options = options.with_system(column, list).unwrap();
    }
    audit(file.as_bytes(), "test", options, &mut |_| Ok(())).unwrap()
}

/// Every number of the files of a family: as many of each kind as there may be.
fn worlds(kinds: &[(&'static str, RangeInclusive<usize>)]) -> Vec<Vec<usize>> {
    let Some(((_, range), others)) = kinds.split_first() else { return vec![Vec::new()] };
    let of = |first: usize| worlds(others).into_iter().map(move |more| [vec![first], more].concat());
    range.clone().flat_map(of).collect()
}

/// The exact count behind each of a publication.
fn exact(summary: &Summary) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for field in RecordField::ALL {
        let of = summary.field(field);
        let statuses = [
            ("missing", of.missing),
            ("declined", of.declined),
            ("unknown", of.unknown),
            ("invalid", of.invalid),
        ];
        counts.extend(statuses.map(|(status, count)| (format!("{}/{status}", field.key()), count)));
        for code in summary.codes(field).counts() {
            let key = format!("{}/{}/{}", field.key(), code.list().unwrap_or("any"), code.code());
            counts.insert(key, code.rows());
        }
    }
    counts
}

/// How many rows of each kind a file has, and the exact counts of it.
type World = (Vec<usize>, BTreeMap<String, u64>);

/// All that is published, by its keys.
type Published = (BTreeMap<String, Count>, Vec<MonthOf>);

fn published(summary: &Summary, protection: Protection, earlier: Option<&Earlier>) -> Published {
    let publication = Publication::of(summary, protection, earlier);
    (publication.counts(), publication.months().to_vec())
}

/// How many hidden counts were held against every file that could have given them.
fn assert_nothing_is_narrowed(family: &Family) -> usize {
    let protection = Protection::new(3, 2).unwrap();
    let earlier = family
        .earlier
        .map(|rows| Earlier::new(Publication::of(&summary(family, rows), protection, None).counts()));
    let mut by_publication: BTreeMap<String, (Published, Vec<World>)> = BTreeMap::new();
    for rows in worlds(family.kinds) {
        let summary = summary(family, &rows);
        let published = published(&summary, protection, earlier.as_ref());
        let known = by_publication.entry(format!("{published:?}"));
        known.or_insert_with(|| (published, Vec::new())).1.push((rows, exact(&summary)));
    }
    let (_, most) = family.kinds.last().unwrap();
    let mut held = 0;
    for ((counts, _), worlds) in by_publication.values() {
        // At the edge of what is tried there is no room for one record more or less.
        let is_inside = |rows: &usize| (most.start() + 6..=most.end() - 6).contains(rows);
        if !worlds.iter().any(|(rows, _)| rows.last().is_some_and(is_inside)) {
            continue;
        }
        for (key, _) in counts.iter().filter(|(_, count)| **count == Count::Hidden) {
            let was_hidden = earlier.as_ref().and_then(|earlier| earlier.count(key)) == Some(Count::Hidden);
            let most = if was_hidden { 4 } else { 2 };
            let found: BTreeSet<u64> = worlds.iter().map(|(_, exact)| exact[key]).collect();
            assert!(
                (1..=most).all(|value| found.contains(&value)),
                "{}: {key} can only be {found:?} in {counts:?}",
                family.header
            );
            held += 1;
        }
    }
    held
}

#[test]
fn what_is_published_beside_a_hidden_count_does_not_narrow_it() {
    for family in &FAMILIES {
        let held = assert_nothing_is_narrowed(family);
        assert!(held >= 10, "{}: {held}", family.header);
    }
}
