//! Finds the numbers that stand in several records, by reading all records again and again.
//!
//! Memory does not grow with the records. The numbers are taken in groups, each as large as two bitmaps can hold: one pass
//! marks what was seen, and what was seen again. What was seen again is then compared, so many numbers at a time as fit: one
//! pass keeps a digest of each field of a number's first record and marks where later ones differ, and one more tells of
//! each record what was found of its numbers. Of that, too, no more is kept than fits: a [`Window`] of records, and when the
//! audit has come to its end, all is done again for the next.

use std::collections::BinaryHeap;

use super::person::{Differing, FIELDS, Nine, Person};
use crate::Result;

/// Records that can be read as often as it takes.
pub(super) trait Records {
    /// How many sources there are.
    fn sources(&self) -> usize;

    /// Hands each record of a source to `take`, with its row, from 1.
    fn each(
        &self,
        source: usize,
        wants_fields: bool,
        take: &mut dyn FnMut(u64, &Person) -> Result<()>,
    ) -> Result<()>;

    /// The error of a source that is not what it was in the pass before.
    fn changed(&self, source: usize) -> crate::Error;
}

/// How much is held at once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sizes {
    /// All numbers are below this.
    pub(super) numbers: Nine,
    /// So many numbers that follow each other are looked for together or not at all.
    pub(super) block: Nine,
    /// How many blocks the bitmaps hold.
    pub(super) blocks: usize,
    /// How many numbers are compared in one pass.
    pub(super) compared: usize,
    /// Of how many records a window tells.
    pub(super) told: usize,
}

impl Default for Sizes {
    /// Two bitmaps of 15 MiB, 16 MiB of digests, and 8 MiB of what is told.
    fn default() -> Self {
        Self { numbers: 1_000_000_000, block: 1_000_000, blocks: 128, compared: 1 << 18, told: (1 << 20) - 1 }
    }
}

/// Where a record is: its source and its row, in the order in which all are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place(u64);

/// How many bits a row has, and what is told of it; the rest is the source's. No machine holds as many rows.
const ROW: u32 = 40;
const TOLD: u32 = Differing::BITS;

impl Place {
    pub(super) fn of(source: usize, row: u64) -> Self {
        Self(((source as u64) << ROW) | (row & ((1 << ROW) - 1)))
    }

    /// How many sources can be told apart.
    pub(super) const SOURCES: usize = 1 << (64 - ROW - TOLD);
}

/// What is told of the records from one place to another.
#[derive(Default)]
pub(super) struct Window {
    from: Place,
    /// The first place of which nothing is told yet; `None` where there is none.
    to: Option<Place>,
    /// Each place and what is told of it, in order.
    told: Vec<u64>,
}

impl Window {
    pub(super) fn holds(&self, place: Place) -> bool {
        self.from <= place && self.to.is_none_or(|to| place < to)
    }

    /// What is told of a record: in which fields the records of its number differ. `None` where no other has its number.
    pub(super) fn of(&self, place: Place) -> Option<Differing> {
        let found = self.told.binary_search_by_key(&place, |told| Place(told >> TOLD)).ok()?;
        self.told.get(found).map(|told| (told & u64::from(Differing::MAX)) as Differing)
    }
}

/// What was seen of one source in the first pass, by which it is known again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::audit) struct Trace(u64);

impl Trace {
    /// Takes a record and its numbers, in order.
    pub(in crate::audit) fn takes(&mut self, row: u64, numbers: &super::Numbers) {
        self.add(row);
        numbers.iter().for_each(|nine| self.add(u64::from(nine)));
    }

    fn add(&mut self, number: u64) {
        // As rustc's own hash does: quick, and nobody who writes the file gains by two that are the same.
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

/// The search in all sources, and what the first pass told of them.
pub(super) struct Search<'r> {
    records: &'r dyn Records,
    sizes: Sizes,
    known: &'r Known,
}

/// What the first pass told: of each block how many numbers, and of each source its trace.
#[derive(Default)]
pub(super) struct Known {
    blocks: Vec<u64>,
    pub(super) traces: Vec<Trace>,
}

impl Known {
    /// Reads all records once.
    pub(super) fn by_reading(records: &dyn Records, sizes: Sizes) -> Result<Self> {
        let count = sizes.numbers.div_ceil(sizes.block) as usize;
        let mut known = Self { blocks: vec![0; count], traces: Vec::new() };
        let blocks = &mut known.blocks;
        known.traces = pass(records, false, &mut |_, person| {
            for nine in person.numbers.iter() {
                if let Some(count) = blocks.get_mut((nine / sizes.block) as usize) {
                    *count += 1;
                }
            }
        })?;
        Ok(known)
    }
}

/// Reads all records, and says what each source was.
fn pass(
    records: &dyn Records,
    wants_fields: bool,
    take: &mut dyn FnMut(Place, &Person),
) -> Result<Vec<Trace>> {
    let mut traces = Vec::new();
    for source in 0..records.sources() {
        let mut trace = Trace::default();
        records.each(source, wants_fields, &mut |row, person| {
            trace.takes(row, &person.numbers);
            take(Place::of(source, row), person);
            Ok(())
        })?;
        traces.push(trace);
    }
    Ok(traces)
}

impl<'r> Search<'r> {
    pub(super) fn of(records: &'r dyn Records, sizes: Sizes, known: &'r Known) -> Self {
        Self { records, sizes, known }
    }

    /// What is told of the records from this place on, as far as it fits.
    pub(super) fn window(&self, from: Place) -> Result<Window> {
        let mut window = Filling { from, most: self.sizes.told, heap: BinaryHeap::new(), to: None };
        for group in self.groups() {
            let again = self.seen_again(&group)?;
            let mut repeated = again.places();
            loop {
                let numbers: Vec<u32> = repeated.by_ref().take(self.sizes.compared).collect();
                if numbers.is_empty() {
                    break;
                }
                let table = self.compared(&group, &again, numbers)?;
                self.pass(false, &mut |place, person| {
                    let told = person.numbers.iter().filter_map(|nine| {
                        let bit = group.bit(nine).filter(|bit| again.has(*bit))?;
                        table.of(bit).map(|entry| entry.differing)
                    });
                    if let Some(differing) = told.reduce(|one, other| one | other) {
                        window.add(place, differing);
                    }
                })?;
            }
        }
        Ok(window.filled())
    }

    fn pass(&self, wants_fields: bool, take: &mut dyn FnMut(Place, &Person)) -> Result<()> {
        let traces = pass(self.records, wants_fields, take)?;
        match traces.iter().zip(&self.known.traces).position(|(now, before)| now != before) {
            Some(source) => Err(self.records.changed(source)),
            None => Ok(()),
        }
    }

    /// The blocks in which a number can stand twice, so many together as the bitmaps hold.
    fn groups(&self) -> Vec<Group> {
        let counts = self.known.blocks.iter().enumerate();
        let full: Vec<usize> = counts.filter(|(_, count)| **count > 1).map(|(block, _)| block).collect();
        full.chunks(self.sizes.blocks).map(|blocks| Group::of(blocks, self.sizes)).collect()
    }

    /// The numbers of the group that stand in more than one record.
    fn seen_again(&self, group: &Group) -> Result<Bits> {
        let (mut seen, mut again) = (Bits::new(group.bits()), Bits::new(group.bits()));
        self.pass(false, &mut |_, person| {
            for bit in person.numbers.iter().filter_map(|nine| group.bit(nine)) {
                if seen.set(bit) {
                    again.set(bit);
                }
            }
        })?;
        Ok(again)
    }

    /// These numbers, and in which fields their records differ.
    fn compared(&self, group: &Group, again: &Bits, numbers: Vec<u32>) -> Result<Compared> {
        let mut table = Compared { entries: vec![Entry::default(); numbers.len()], numbers };
        self.pass(true, &mut |_, person| {
            let mut digests = None;
            for bit in person.numbers.iter().filter_map(|nine| group.bit(nine)) {
                let Some(entry) = again.has(bit).then(|| table.of_mut(bit)).flatten() else { continue };
                let digests = digests.get_or_insert_with(|| person.digests());
                entry.takes(digests);
            }
        })?;
        Ok(table)
    }
}

/// Blocks of numbers that are looked for together, and where each begins in the bitmaps.
struct Group {
    block: Nine,
    starts: Vec<Option<u32>>,
    blocks: usize,
}

impl Group {
    fn of(blocks: &[usize], sizes: Sizes) -> Self {
        let mut starts = vec![None; sizes.numbers.div_ceil(sizes.block) as usize];
        for (start, block) in (0_u32..).zip(blocks) {
            if let Some(place) = starts.get_mut(*block) {
                *place = Some(start * sizes.block);
            }
        }
        Self { block: sizes.block, starts, blocks: blocks.len() }
    }

    fn bits(&self) -> usize {
        self.blocks * self.block as usize
    }

    /// Which bit a number is, if it is of this group.
    fn bit(&self, nine: Nine) -> Option<u32> {
        let start = self.starts.get((nine / self.block) as usize).copied().flatten()?;
        Some(start + nine % self.block)
    }
}

struct Bits(Vec<u64>);

impl Bits {
    fn new(bits: usize) -> Self {
        Self(vec![0; bits.div_ceil(64)])
    }

    /// Sets the bit; whether it was set before.
    fn set(&mut self, bit: u32) -> bool {
        let Some(word) = self.0.get_mut((bit / 64) as usize) else { return false };
        let was = *word & (1 << (bit % 64)) != 0;
        *word |= 1 << (bit % 64);
        was
    }

    fn has(&self, bit: u32) -> bool {
        self.0.get((bit / 64) as usize).is_some_and(|word| word & (1 << (bit % 64)) != 0)
    }

    /// The bits that are set, in order.
    fn places(&self) -> impl Iterator<Item = u32> {
        (0_u32..).zip(&self.0).filter(|(_, word)| **word != 0).flat_map(|(place, word)| {
            (0..64).filter(move |bit| word & (1 << bit) != 0).map(move |bit| place * 64 + bit)
        })
    }
}

/// The first record of a number, and in which fields another differs from it.
#[derive(Clone, Default)]
struct Entry {
    first: [u64; FIELDS.len()],
    is_known: bool,
    differing: Differing,
}

impl Entry {
    fn takes(&mut self, digests: &[u64; FIELDS.len()]) {
        if !self.is_known {
            (self.first, self.is_known) = (*digests, true);
            return;
        }
        for (bit, (first, other)) in self.first.iter().zip(digests).enumerate() {
            self.differing |= Differing::from(first != other) << bit;
        }
    }
}

struct Compared {
    /// In order.
    numbers: Vec<u32>,
    entries: Vec<Entry>,
}

impl Compared {
    fn of(&self, number: u32) -> Option<&Entry> {
        self.entries.get(self.numbers.binary_search(&number).ok()?)
    }

    fn of_mut(&mut self, number: u32) -> Option<&mut Entry> {
        self.entries.get_mut(self.numbers.binary_search(&number).ok()?)
    }
}

/// A window while it is filled: the first places that were told of, in one number each.
struct Filling {
    from: Place,
    most: usize,
    heap: BinaryHeap<u64>,
    to: Option<Place>,
}

impl Filling {
    fn add(&mut self, place: Place, differing: Differing) {
        if place < self.from || self.to.is_some_and(|to| place >= to) {
            return;
        }
        self.heap.push((place.0 << TOLD) | u64::from(differing));
        if self.heap.len() > self.most
            && let Some(last) = self.heap.pop()
        {
            self.to = Some(Place(last >> TOLD));
        }
    }

    fn filled(self) -> Window {
        let mut told = self.heap.into_sorted_vec();
        told.retain(|one| self.to.is_none_or(|to| Place(one >> TOLD) < to));
        // A record with several numbers was told of several times.
        told.dedup_by(|next, before| {
            let is_same = *next >> TOLD == *before >> TOLD;
            if is_same {
                *before |= *next;
            }
            is_same
        });
        Window { from: self.from, to: self.to, told }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;
    use crate::{Error, ErrorKind};

    /// Records in memory: of each its numbers and its fields.
    type Rows = Vec<(Vec<Nine>, [u8; 2])>;

    struct InMemory(Vec<Rows>);

    impl Records for InMemory {
        fn sources(&self) -> usize {
            self.0.len()
        }

        fn each(
            &self,
            source: usize,
            wants_fields: bool,
            take: &mut dyn FnMut(u64, &Person) -> Result<()>,
        ) -> Result<()> {
            for (row, (numbers, fields)) in (1..).zip(&self.0[source]) {
                let mut person = Person { wants_fields, ..Person::default() };
                for nine in numbers {
                    person.numbers.0.push(*nine);
                }
                if wants_fields {
                    for (held, field) in person.fields.iter_mut().zip(fields) {
                        held.extend((*field > 0).then_some(*field));
                    }
                }
                take(row, &person)?;
            }
            Ok(())
        }

        fn changed(&self, _: usize) -> Error {
            Error::new(ErrorKind::Format, "changed")
        }
    }

    /// What a map of all numbers tells.
    fn by_map(sources: &[Rows]) -> BTreeMap<(usize, u64), Differing> {
        /// Where a number stands, and what stands beside it in each field.
        type Stands = (BTreeSet<(usize, u64)>, [BTreeSet<u8>; 2]);
        let mut of_number: BTreeMap<Nine, Stands> = BTreeMap::new();
        for (source, rows) in sources.iter().enumerate() {
            for (row, (numbers, fields)) in (1..).zip(rows) {
                for nine in numbers {
                    let (places, values) = of_number.entry(*nine).or_default();
                    places.insert((source, row));
                    values.iter_mut().zip(fields).for_each(|(values, field)| {
                        values.insert(*field);
                    });
                }
            }
        }
        let mut told = BTreeMap::new();
        for (places, [one, two]) in of_number.into_values().filter(|(places, _)| places.len() > 1) {
            let differing = Differing::from(one.len() > 1) | Differing::from(two.len() > 1) << 1;
            for place in places {
                *told.entry(place).or_default() |= differing;
            }
        }
        told
    }

    fn rows() -> impl Strategy<Value = Rows> {
        let numbers = prop::collection::btree_set(0..60_u32, 0..3).prop_map(|set| set.into_iter().collect());
        prop::collection::vec((numbers, prop::array::uniform2(0..3_u8)), 0..25)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_told_in_little_memory_is_what_a_map_of_all_numbers_tells(
            sources in prop::collection::vec(rows(), 0..4),
            block in 1..20_u32,
            blocks in 1..5_usize,
            compared in 1..6_usize,
            told in 4..10_usize,
        ) {
            let expected = by_map(&sources);
            let records = InMemory(sources);
            let sizes = Sizes { numbers: 60, block, blocks, compared, told };
            let known = Known::by_reading(&records, sizes).unwrap();
            let mut window = Search::of(&records, sizes, &known).window(Place::of(0, 1)).unwrap();
            let mut found = BTreeMap::new();
            for (source, rows) in records.0.iter().enumerate() {
                for row in 1..=rows.len() as u64 {
                    let place = Place::of(source, row);
                    if !window.holds(place) {
                        window = Search::of(&records, sizes, &known).window(place).unwrap();
                        prop_assert!(window.holds(place));
                    }
                    prop_assert!(window.told.len() <= told);
                    found.extend(window.of(place).map(|differing| ((source, row), differing)));
                }
            }
            prop_assert_eq!(found, expected);
        }
    }
}
