//! What is wrong with the records of a batch: found one column after another, and said one record after another.

use core::mem::replace;

use super::verdict::{Broken, Verdict};
use crate::audit::readers::batch::MOST;

/// The rules that cells of a batch break.
pub(super) struct Faulty {
    broken: Vec<BrokenInCell>,
    /// The place among them of the first of each record, if it has one.
    first: [u32; MOST],
    /// The records that have one, a bit for each.
    records: u64,
    /// Those in which a given name has a name in brackets.
    bracketed: u64,
}

struct BrokenInCell {
    column: usize,
    /// Until it is said.
    broken: Option<Broken>,
    /// The place of the next of the same record, if there is one.
    next: u32,
}

/// The place of none.
const NONE: u32 = u32::MAX;

impl Faulty {
    /// None yet; there is room for so many.
    pub(super) fn with_room_for(count: usize) -> Self {
        Self { broken: Vec::with_capacity(count), first: [NONE; MOST], records: 0, bracketed: 0 }
    }

    /// Adds what is wrong with a cell before all that is wrong with its record.
    pub(super) fn add(&mut self, place: usize, column: usize, verdict: &Verdict) {
        self.bracketed |= u64::from(verdict.is_bracketed) << place;
        for broken in verdict.broken().rev() {
            self.add_broken(place, column, broken.clone());
        }
    }

    /// The same of one rule.
    pub(super) fn add_broken(&mut self, place: usize, column: usize, broken: Broken) {
        let (Some(first), Ok(added)) = (self.first.get_mut(place), u32::try_from(self.broken.len())) else {
            return;
        };
        let next = replace(first, added);
        self.broken.push(BrokenInCell { column, broken: Some(broken), next });
        self.records |= 1 << place;
    }

    /// The records of which something may have to be said, a bit for each.
    pub(super) fn records(&self) -> u64 {
        self.records | self.bracketed
    }

    /// Whether a given name of the record at this place has a name in brackets.
    pub(super) fn is_bracketed(&self, place: usize) -> bool {
        self.bracketed >> place & 1 == 1
    }

    /// Takes out which rules the record at this place breaks, each with the column of the cell.
    pub(super) fn take(&mut self, place: usize) -> impl Iterator<Item = (usize, Broken)> {
        let mut next = self.first.get_mut(place).map_or(NONE, |first| replace(first, NONE));
        core::iter::from_fn(move || {
            let cell = self.broken.get_mut(next as usize)?;
            next = cell.next;
            Some((cell.column, cell.broken.take()?))
        })
    }
}
