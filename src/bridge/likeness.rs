//! Which codes of two lists are counterparts, from what is recorded of both.

use std::collections::BTreeSet;

use super::Change;
use super::outcome::Stated;
use super::row::{Meaning, Relationship, Row, Rows, Slot};
use super::system::SystemData;
use crate::standard::Standard;

/// Two lists of one field.
pub(super) struct Likeness {
    pub(super) from: &'static SystemData,
    pub(super) to: &'static SystemData,
    pub(super) standard: &'static Standard,
}

/// The counterparts, by the places of their rows: (in the first list, in the second).
pub(super) struct Edges {
    all: BTreeSet<(usize, usize)>,
    turned: BTreeSet<(usize, usize)>,
    same: BTreeSet<(usize, usize)>,
}

impl Edges {
    pub(super) fn of_old(&self, place: usize) -> impl Iterator<Item = usize> {
        self.all.range((place, 0)..=(place, usize::MAX)).map(|&(_, other)| other)
    }

    pub(super) fn of_new(&self, place: usize) -> impl Iterator<Item = usize> {
        self.turned.range((place, 0)..=(place, usize::MAX)).map(|&(_, other)| other)
    }

    /// What two codes are that have no other counterpart.
    pub(super) fn one_to_one(&self, old: usize, new: usize) -> Change {
        if self.same.contains(&(old, new)) { Change::Kept } else { Change::Related }
    }
}

impl Likeness {
    pub(super) fn edges(&self) -> Edges {
        let (old, new) = (self.from.rows, self.to.rows);
        let mut all = BTreeSet::new();
        for (place, row) in old.iter().enumerate() {
            all.extend(self.nearest(row, new).into_iter().map(|other| (place, other)));
        }
        for (place, row) in new.iter().enumerate() {
            all.extend(self.nearest(row, old).into_iter().map(|other| (other, place)));
        }
        let pairs =
            || old.iter().enumerate().flat_map(|one| new.iter().enumerate().map(move |other| (one, other)));
        let same: BTreeSet<(usize, usize)> = pairs()
            .filter(|((_, one), (_, other))| self.is_same(*one, *other))
            .map(|((one, _), (other, _))| (one, other))
            .collect();
        all.extend(&same);
        // "Any other" of both lists, in the same official words or as a source records it, has no further counterpart.
        let unnamed = |rows: &'static Rows, place: usize| {
            rows.get(place).is_some_and(|row| named(row).next().is_none())
        };
        let paired: Vec<(usize, usize)> = same
            .iter()
            .copied()
            .filter(|&(one, other)| unnamed(old, one) && unnamed(new, other))
            .filter(|&pair| {
                same.iter().all(|&known| known == pair || (known.0 != pair.0 && known.1 != pair.1))
            })
            .collect();
        all.retain(|&(one, other)| {
            let apart = |&(a, b): &(usize, usize)| (a == one) != (b == other);
            !unnamed(old, one) || !unnamed(new, other) || !paired.iter().any(apart)
        });
        let turned = all.iter().map(|&(one, other)| (other, one)).collect();
        Edges { all, turned, same }
    }

    /// The rows that name what the row always is, and of which none is nearer.
    fn nearest(&self, row: Row, others: &'static Rows) -> Vec<usize> {
        let wider: Vec<(usize, Row)> =
            others.iter().enumerate().filter(|(_, other)| always_is(row, *other, self.standard)).collect();
        let is_nearer = |one: Row, other: Row| {
            always_is(one, other, self.standard) && !always_is(other, one, self.standard)
        };
        let nearest = wider.iter().filter(|(_, other)| !wider.iter().any(|(_, one)| is_nearer(*one, *other)));
        nearest.map(|&(place, _)| place).collect()
    }

    /// Whether two codes are one category: a source records it, both are equivalent to the same meaning, or the same
    /// meaning stands in the same official words.
    fn is_same(&self, old: Row, new: Row) -> bool {
        let recorded = old.same_category().any(|(system, code)| system == self.to.key && code == new.code());
        let equivalent =
            |row: Row| row.relationship() == Relationship::Equivalent && row.meaning() != Meaning::NotKnown;
        let both = always_is(old, new, self.standard) && always_is(new, old, self.standard);
        recorded || both && (equivalent(old) && equivalent(new) || in_the_same_words(old, new))
    }
}

/// The same label, and the same heading where both have one: "Other" under two headings is two categories.
fn in_the_same_words(one: Row, other: Row) -> bool {
    let headings = one.group().zip(other.group());
    !one.label().is_empty()
        && one.label() == other.label()
        && one.adds() == other.adds()
        && headings.is_none_or(|(one, other)| one == other)
}

fn named(row: Row) -> impl Iterator<Item = Slot> {
    row.slots().iter().copied().filter(|slot| *slot != Slot::NotFurtherStated)
}

/// Whether everybody recorded under the row always is what the other names: each heritage of the one is a heritage of
/// the other, and as many are not named. Of a single one that is not named, only what both add is there to compare.
pub(super) fn always_is(row: Row, other: Row, standard: &'static Standard) -> bool {
    if let (Meaning::Absent(reasons), Meaning::Absent(wider)) = (row.meaning(), other.meaning()) {
        return reasons.is_covered_by(wider);
    }
    let is = |slot: Slot, wider: Slot| {
        let Slot::Concept(index) = slot else { return false };
        standard.at(index).map_or(Stated::Any, Stated::from).is(wider)
    };
    let unnamed = |row: Row| row.slots().len() - named(row).count();
    let count = row.slots().len();
    count > 0
        && count == other.slots().len()
        && unnamed(row) == unnamed(other)
        && (count > 1 || unnamed(row) == 0 || row.adds() == other.adds())
        && named(row).all(|slot| named(other).any(|wider| is(slot, wider)))
        && named(other).all(|wider| named(row).any(|slot| is(slot, wider)))
}
