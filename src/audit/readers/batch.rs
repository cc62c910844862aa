//! Rows whose cells have been found, many at a time.

use crate::audit::look::Look;

/// How many rows are checked together: as many as a word has bits.
pub(in crate::audit) const MOST: usize = u64::BITS as usize;

/// Rows that stand behind each other.
#[derive(Clone, Copy)]
pub(in crate::audit) struct Batch<'a> {
    /// All cells, and what stands between them.
    pub(super) bytes: &'a [u8],
    pub(super) rows: &'a [Found],
    /// Of each row where what is before its first cell begins, and where each cell ends.
    pub(super) ends: &'a [u32],
    /// How many bytes stand between two cells: the delimiter, if it is not gone.
    pub(super) between: u32,
    /// Whether each cell is known to be UTF-8.
    pub(super) is_utf8: bool,
}

/// A row as it was found.
#[derive(Clone, Copy)]
pub(in crate::audit) struct Found {
    /// The place among the ends of what is before its first cell.
    pub(super) before: usize,
    pub(super) cells: usize,
    /// What a look at all of them told, where that is enough to know of each.
    pub(super) look: Option<Look>,
}

/// One row of a batch.
#[derive(Clone, Copy)]
pub(in crate::audit) struct Row<'a> {
    batch: Batch<'a>,
    found: &'a Found,
}

impl<'a> Batch<'a> {
    pub(in crate::audit) fn len(self) -> usize {
        self.rows.len()
    }

    pub(in crate::audit) fn rows(self) -> impl Iterator<Item = Row<'a>> {
        self.rows.iter().map(move |found| Row { batch: self, found })
    }

    /// The row at this place.
    pub(in crate::audit) fn row(self, place: usize) -> Option<Row<'a>> {
        self.rows.get(place).map(|found| Row { batch: self, found })
    }
}

impl<'a> Row<'a> {
    /// How many cells it has.
    pub(in crate::audit) fn len(self) -> usize {
        self.found.cells
    }

    pub(in crate::audit) fn look(self) -> Option<Look> {
        self.found.look
    }

    /// Whether each cell is known to be UTF-8.
    pub(in crate::audit) fn is_utf8(self) -> bool {
        self.batch.is_utf8
    }

    pub(in crate::audit) fn cells(self) -> impl Iterator<Item = &'a [u8]> {
        (0..self.len()).map(move |column| self.cell(column).unwrap_or_default())
    }

    /// What stands in this cell. Of a shorter row that is no cell of its own.
    #[inline(always)]
    pub(in crate::audit) fn cell(self, column: usize) -> Option<&'a [u8]> {
        let Batch { bytes, ends, between, .. } = self.batch;
        let at = self.found.before + column;
        let (before, end) = (*ends.get(at)?, *ends.get(at + 1)?);
        // One bound after the other, of which neither is ever broken: the compiler would reckon with both.
        bytes.get(..end as usize)?.get(before.wrapping_add(between) as usize..)
    }
}
