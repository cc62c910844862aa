//! What is wrong with the records of a batch: found one column after another, and said one record after another.

use std::rc::Rc;

use super::verdict::Verdict;
use crate::audit::readers::batch::MOST;

/// The cells of a batch of which something is to be said.
pub(super) struct Faulty {
    cells: Vec<FaultyCell>,
    /// The place among them of the first of each record, if it has one.
    first: [u32; MOST],
    /// The records that have one, a bit for each.
    records: u64,
}

struct FaultyCell {
    column: usize,
    verdict: Rc<Verdict>,
    /// The place of the next of the same record, if there is one.
    next: u32,
}

/// The place of no cell.
const NONE: u32 = u32::MAX;

impl Faulty {
    /// None yet; there is room for so many.
    pub(super) fn with_room_for(cells: usize) -> Self {
        Self { cells: Vec::with_capacity(cells), first: [NONE; MOST], records: 0 }
    }

    /// Adds a cell before all others of its record.
    pub(super) fn add(&mut self, place: usize, column: usize, verdict: Rc<Verdict>) {
        let (Some(first), Ok(cell)) = (self.first.get_mut(place), u32::try_from(self.cells.len())) else {
            return;
        };
        let next = core::mem::replace(first, cell);
        self.cells.push(FaultyCell { column, verdict, next });
        self.records |= 1 << place;
    }

    pub(super) fn records(&self) -> u64 {
        self.records
    }

    /// The cells of the record at this place: the column of each, and what is to be said of it.
    pub(super) fn of(&self, place: usize) -> impl Iterator<Item = (usize, &Verdict)> {
        let mut next = self.first.get(place).copied().unwrap_or(NONE);
        core::iter::from_fn(move || {
            let cell = self.cells.get(next as usize)?;
            next = cell.next;
            Some((cell.column, &*cell.verdict))
        })
    }
}
