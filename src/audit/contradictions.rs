//! Two codes of one ethnicity, each in a list of its own: whether one can be said of whom the other is said of.

use std::collections::HashMap;

use super::codes;
use super::lumped::Lumped;
use crate::overlay::Known;
use crate::standard::Concept;

/// How many pairs of codes are remembered; a nation's records have a few hundred.
const REMEMBERED: usize = 1 << 12;
const LONGEST: usize = 256;

/// The pairs of codes that were compared, and what the lists do with each heritage.
#[derive(Default)]
pub(super) struct Contradictions {
    known: Known,
    lists: Vec<(Box<str>, Option<List>)>,
    compared: HashMap<Vec<u8>, bool>,
    /// The present pair, as it is remembered; the buffer is used again for the next.
    pair: Vec<u8>,
}

struct List {
    lumped: Lumped,
    nationalities: Vec<Concept>,
}

impl Contradictions {
    /// Of codes of these lists.
    pub(super) fn of(known: Known) -> Self {
        Self { known, ..Self::default() }
    }

    /// Whether no heritage that one of the codes can stand for is one of the other's. A code that is no answer, that stands for
    /// several heritages together, or that may be of a nationality contradicts nothing; nor does one that its list has not.
    pub(super) fn between(&mut self, one: (&str, &[u8]), other: (&str, &[u8])) -> bool {
        // No list has a code as long.
        let can_be_one = |code: &[u8]| (1..=LONGEST).contains(&code.len());
        if !can_be_one(one.1) || !can_be_one(other.1) {
            return false;
        }
        self.pair.clear();
        for part in [one.0.as_bytes(), one.1, other.0.as_bytes(), other.1] {
            self.pair.extend_from_slice(&(part.len() as u64).to_be_bytes());
            self.pair.extend_from_slice(part);
        }
        if let Some(is_broken) = self.compared.get(&self.pair) {
            return *is_broken;
        }
        let (under, of_other) = (self.under(one), self.under(other));
        let is_broken = !under.is_empty()
            && !of_other.is_empty()
            && !under.iter().any(|concept| of_other.iter().any(|other| other.id() == concept.id()));
        if self.compared.len() < REMEMBERED {
            self.compared.insert(self.pair.clone(), is_broken);
        }
        is_broken
    }

    /// The heritages that the code can stand for alone.
    fn under(&mut self, (list, code): (&str, &[u8])) -> Vec<Concept> {
        let place = self.lists.iter().position(|(known, _)| **known == *list).unwrap_or_else(|| {
            let found = codes::ethnic_list(self.known, list).map(|system| List {
                lumped: Lumped::of_list(system),
                nationalities: system.may_be_nationality().collect(),
            });
            self.lists.push((list.into(), found));
            self.lists.len() - 1
        });
        let Some((_, Some(list))) = self.lists.get(place) else { return Vec::new() };
        let under = core::str::from_utf8(code).map_or(&[][..], |code| list.lumped.under(code));
        if under.iter().any(|concept| list.nationalities.iter().any(|other| other.id() == concept.id())) {
            return Vec::new();
        }
        under.to_vec()
    }
}
