//! Rows whose cells have been found, many at a time.

use crate::audit::look::Look;

/// How many rows are checked together: as many as a word has bits.
pub(in crate::audit) const MOST: usize = u64::BITS as usize;

/// Rows that stand behind each other.
pub(in crate::audit) struct Batch<'a> {
    /// All cells, and what stands between them.
    pub(super) bytes: &'a [u8],
    pub(super) rows: &'a [Found],
    /// Of each row where what is before its first cell begins, and where each cell ends.
    pub(super) ends: &'a [u32],
    /// How many bytes stand between two cells: the delimiter, if it is not gone.
    pub(super) between: u32,
    /// What of the bytes is known to be text; it may be that nothing is known.
    pub(super) texts: &'a [Piece<'a>],
}

/// A part of the bytes that is text, and where it begins.
#[derive(Clone, Copy)]
pub(super) struct Piece<'a> {
    pub(super) begin: usize,
    pub(super) text: &'a str,
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
    batch: &'a Batch<'a>,
    found: &'a Found,
}

impl<'a> Batch<'a> {
    pub(in crate::audit) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(in crate::audit) fn rows(&'a self) -> impl Iterator<Item = Row<'a>> {
        self.rows.iter().map(move |found| Row { batch: self, found })
    }

    /// The row at this place.
    pub(in crate::audit) fn row(&'a self, place: usize) -> Option<Row<'a>> {
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

    pub(in crate::audit) fn cells(self) -> impl Iterator<Item = &'a [u8]> {
        (0..self.len()).map(move |column| self.cell(column).unwrap_or_default())
    }

    /// What stands in this cell. A shorter row has none, or an empty one; of more columns than rows are looked for, that is no cell of
    /// its own.
    #[inline(always)]
    pub(in crate::audit) fn cell(self, column: usize) -> Option<&'a [u8]> {
        let (begin, end) = self.bounds(column)?;
        // One bound after the other, of which neither is ever broken: the compiler would reckon with both.
        self.batch.bytes.get(..end)?.get(begin..)
    }

    /// The same as text, if it is that.
    #[inline(never)]
    pub(in crate::audit) fn text(self, column: usize) -> Option<&'a str> {
        let (begin, end) = self.bounds(column)?;
        let texts = self.batch.texts;
        let piece = texts.partition_point(|piece| piece.begin <= begin).checked_sub(1);
        let known = piece
            .and_then(|place| texts.get(place))
            .and_then(|piece| piece.text.get(begin - piece.begin..end - piece.begin));
        known.or_else(|| core::str::from_utf8(self.cell(column)?).ok())
    }

    #[inline(always)]
    fn bounds(self, column: usize) -> Option<(usize, usize)> {
        let Batch { ends, between, .. } = *self.batch;
        let at = self.found.before + column;
        let (before, end) = (*ends.get(at)?, *ends.get(at + 1)?);
        Some((before.wrapping_add(between) as usize, end as usize))
    }
}
