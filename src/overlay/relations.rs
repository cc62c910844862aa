//! The relations of an extended standard, closed: national ones stay as they are.

use std::collections::BTreeSet;

use super::parts::LocalHeritage;
use crate::bridge::StatedPart;
use crate::standard::{Concept, ConceptId, Standard};
use crate::stated::Part;

/// What each concept of the extended standard is, by index: the national ones first, then the overlay's in the order of
/// their numbers.
///
/// No outcome of a national statement in a national list can change, because no national concept ever is or may be a
/// national one that it was not. And law L5 holds for the overlay's: what has broader ones may be nothing that none of
/// these may be, whatever it is declared to overlap.
#[derive(Debug)]
pub(super) struct Relations {
    national: &'static Standard,
    /// The overlay's ids, in ascending order.
    ids: Vec<ConceptId>,
    /// Directly broader ones of the overlay's concepts.
    pub(super) broader: Vec<Vec<u16>>,
    pub(super) overlaps: Vec<BTreeSet<u16>>,
    pub(super) is_a: Vec<BTreeSet<u16>>,
    pub(super) may_be: Vec<BTreeSet<u16>>,
}

impl Relations {
    /// The relations of heritages whose ids are distinct and whose relations are known; `Err` holds the ids of those that
    /// are broader than themselves.
    pub(super) fn of(
        national: &'static Standard,
        heritages: &[LocalHeritage],
    ) -> Result<Self, Vec<ConceptId>> {
        let mut ids: Vec<ConceptId> = heritages.iter().map(|heritage| heritage.id).collect();
        ids.sort_unstable();
        let indices = |list: &[u16]| list.iter().copied().collect::<BTreeSet<u16>>();
        let of_national = |list: fn(Concept) -> &'static [u16]| {
            national.concepts().map(|concept| indices(list(concept))).collect::<Vec<_>>()
        };
        let mut relations = Self {
            national,
            broader: vec![Vec::new(); ids.len()],
            overlaps: of_national(Concept::overlaps_list),
            is_a: of_national(Concept::is_a_list),
            may_be: of_national(Concept::may_be_list),
            ids,
        };
        for table in [&mut relations.overlaps, &mut relations.is_a, &mut relations.may_be] {
            table.resize(table.len() + relations.ids.len(), BTreeSet::new());
        }
        relations.declare(heritages);
        let order = relations.order()?;
        relations.close(&order);
        Ok(relations)
    }

    /// How many national concepts stand before the overlay's.
    fn before(&self) -> usize {
        self.national.concepts().len()
    }

    pub(super) fn index(&self, id: ConceptId) -> Option<u16> {
        let own =
            || self.ids.binary_search(&id).ok().and_then(|place| u16::try_from(self.before() + place).ok());
        self.national.index(id).or_else(own)
    }

    /// A stated part, as an outcome is computed from it. The sets have to live somewhere: `out` holds them as lists.
    pub(super) fn lists(&self, part: Part) -> Option<(Vec<u16>, Vec<u16>)> {
        let index = self.index(part.concept()?)?;
        let list = |table: &[BTreeSet<u16>]| at(table, index).iter().copied().collect();
        Some((list(&self.is_a), list(&self.may_be)))
    }

    fn declare(&mut self, heritages: &[LocalHeritage]) {
        for heritage in heritages {
            let Some(index) = self.index(heritage.id) else { continue };
            let broader: BTreeSet<u16> = heritage.broader.iter().filter_map(|&id| self.index(id)).collect();
            if let Some(own) = self.broader.get_mut(usize::from(index) - self.national.concepts().len()) {
                own.extend(broader);
            }
            for other in heritage.overlaps.iter().filter_map(|&id| self.index(id)).collect::<Vec<_>>() {
                for (one, another) in [(index, other), (other, index)] {
                    if let Some(overlaps) = self.overlaps.get_mut(usize::from(one)) {
                        overlaps.insert(another);
                    }
                }
            }
        }
    }

    /// The overlay's indices, each after its broader ones.
    fn order(&self) -> Result<Vec<u16>, Vec<ConceptId>> {
        let mut order: Vec<u16> = Vec::new();
        let mut placed: BTreeSet<u16> = BTreeSet::new();
        let own = || {
            self.ids.iter().zip(&self.broader).filter_map(|(id, broader)| Some((self.index(*id)?, broader)))
        };
        loop {
            let is_ready = |broader: &[u16]| {
                broader.iter().all(|other| usize::from(*other) < self.before() || placed.contains(other))
            };
            let next: Vec<u16> = own()
                .filter(|(index, broader)| !placed.contains(index) && is_ready(broader))
                .map(|(index, _)| index)
                .collect();
            if next.is_empty() {
                break;
            }
            placed.extend(&next);
            order.extend(next);
        }
        let left: Vec<ConceptId> = own()
            .zip(&self.ids)
            .filter(|((index, _), _)| !placed.contains(index))
            .map(|(_, id)| *id)
            .collect();
        if left.is_empty() { Ok(order) } else { Err(left) }
    }

    fn close(&mut self, order: &[u16]) {
        for &index in order {
            let broader = self.broader_of(index).to_vec();
            let mut is_a: BTreeSet<u16> =
                broader.iter().flat_map(|&other| at(&self.is_a, other)).copied().collect();
            is_a.insert(index);
            put(&mut self.is_a, index, is_a);
        }
        for &index in order {
            self.reach_from_national(index);
        }
        for &index in order {
            let mut may_be = self.reach(index, order);
            let broader = self.broader_of(index);
            if !broader.is_empty() {
                let allowed: BTreeSet<u16> =
                    broader.iter().flat_map(|&other| at(&self.may_be, other)).copied().collect();
                may_be.retain(|one| allowed.contains(one));
            }
            put(&mut self.may_be, index, may_be);
        }
    }

    fn broader_of(&self, index: u16) -> &[u16] {
        let place = usize::from(index).checked_sub(self.before());
        place.and_then(|place| self.broader.get(place)).map_or(&[], Vec::as_slice)
    }

    /// National concepts may be the overlay's, and nothing national that they were not: through each concept of the
    /// overlay that is narrower than they are, or that overlaps them or what is narrower.
    fn reach_from_national(&mut self, index: u16) {
        let before = self.before();
        let is_own = |one: &u16| usize::from(*one) >= before;
        let always = at(&self.is_a, index);
        let overlapped = at(&self.overlaps, index);
        let own: BTreeSet<u16> = always.iter().copied().filter(is_own).collect();
        let beside = overlapped.iter().flat_map(|&other| at(&self.is_a, other)).copied().filter(is_own);
        let narrower: BTreeSet<u16> = own.iter().copied().chain(beside).collect();
        let above = |set: &BTreeSet<u16>| set.iter().copied().filter(|one| !is_own(one)).collect::<Vec<_>>();
        let broader = above(always);
        let overlapping: Vec<u16> =
            above(overlapped).into_iter().flat_map(|other| at(&self.is_a, other)).copied().collect();
        for (reached, from) in [(&narrower, broader), (&own, overlapping)] {
            for concept in from {
                if let Some(may_be) = self.may_be.get_mut(usize::from(concept)) {
                    may_be.extend(reached);
                }
            }
        }
    }

    /// All that somebody who states a concept of the overlay may be: for it and each narrower one, what that always is,
    /// and what the concepts that it overlaps always are.
    fn reach(&self, index: u16, order: &[u16]) -> BTreeSet<u16> {
        let narrower = order.iter().filter(|&&other| at(&self.is_a, other).contains(&index));
        let reached =
            narrower.flat_map(|&one| core::iter::once(one).chain(at(&self.overlaps, one).iter().copied()));
        reached.flat_map(|one| at(&self.is_a, one)).copied().collect()
    }
}

fn at(table: &[BTreeSet<u16>], index: u16) -> &BTreeSet<u16> {
    static NONE: BTreeSet<u16> = BTreeSet::new();
    table.get(usize::from(index)).unwrap_or(&NONE)
}

fn put(table: &mut [BTreeSet<u16>], index: u16, set: BTreeSet<u16>) {
    if let Some(place) = table.get_mut(usize::from(index)) {
        *place = set;
    }
}

/// A part as an outcome is computed from it.
pub(super) fn stated(lists: &Option<(Vec<u16>, Vec<u16>)>) -> StatedPart<'_> {
    match lists {
        Some((is_a, may_be)) => StatedPart::Known { is_a, may_be },
        None => StatedPart::Any,
    }
}
