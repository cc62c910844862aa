//! Finding a code among the rows of a list: a table of hashed keys, made when the list's table is made.

/// Where the rows of a list's codes are, by the hash of a code's key.
///
/// A multiplication spreads the keys over twice as many buckets as there are codes; the multiplier is the one that leaves
/// the fewest keys together, which for a short list is none. So one look-up compares one key or two, whatever the length
/// of the list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CodeIndex {
    pub(crate) multiplier: u64,
    /// How far to shift the product, so that the number of the bucket is left.
    pub(crate) shift: u32,
    /// Where each bucket begins in `keys`, and after the last one where it ends.
    pub(crate) starts: &'static [u16],
    pub(crate) keys: &'static [u64],
    /// The place of each key's row.
    pub(crate) places: &'static [u16],
}

impl CodeIndex {
    /// The places of the rows whose codes have the same key as this one: mostly one or none.
    #[inline]
    pub(crate) fn places_of(self, code: &[u8]) -> impl Iterator<Item = usize> + use<> {
        let key = key_of(code);
        let bucket = bucket_of(key, self.multiplier, self.shift);
        let bounds = self.starts.get(bucket..).and_then(<[u16]>::first_chunk);
        let within = bounds.map_or(0..0, |&[start, end]| usize::from(start)..usize::from(end));
        let keys = self.keys.get(within.clone()).unwrap_or_default();
        let places = self.places.get(within).unwrap_or_default();
        let same_key = keys.iter().zip(places).filter(move |(known, _)| **known == key);
        same_key.map(|(_, &place)| usize::from(place))
    }
}

#[inline]
fn bucket_of(key: u64, multiplier: u64, shift: u32) -> usize {
    (key.wrapping_mul(multiplier) >> shift) as usize
}

/// The first eight bytes of a code as a number. Longer codes can share one, and so can codes that end in zero bytes: equal
/// keys are compared in full.
#[inline]
fn key_of(code: &[u8]) -> u64 {
    match code {
        [] => 0,
        [first] => u64::from(*first),
        [first, second] => u64::from(u16::from_le_bytes([*first, *second])),
        [first, second, third] => u64::from(u32::from_le_bytes([*first, *second, *third, 0])),
        _ => match code.first_chunk() {
            Some(first) => u64::from_le_bytes(*first),
            None => code.iter().rev().fold(0, |key, &byte| key << 8 | u64::from(byte)),
        },
    }
}

/// An index that is being made: what [`CodeIndex`] borrows.
pub(crate) struct OwnedIndex {
    pub(crate) multiplier: u64,
    pub(crate) shift: u32,
    pub(crate) starts: Vec<u16>,
    pub(crate) keys: Vec<u64>,
    pub(crate) places: Vec<u16>,
}

impl OwnedIndex {
    /// The index of a list's codes, given in the order of its rows.
    pub(crate) fn of<'a>(codes: impl Iterator<Item = &'a str>) -> Self {
        let keys: Vec<u64> = codes.map(|code| key_of(code.as_bytes())).collect();
        let buckets = (2 * keys.len()).next_power_of_two().max(2);
        let shift = u64::BITS - buckets.trailing_zeros();
        let together = |multiplier: &u64| {
            let mut counts = vec![0_usize; buckets];
            for &key in &keys {
                if let Some(count) = counts.get_mut(bucket_of(key, *multiplier, shift)) {
                    *count += 1;
                }
            }
            counts.into_iter().map(|count| count * count).sum::<usize>()
        };
        let multiplier = multipliers().min_by_key(together).unwrap_or(1);
        let bucket = |key: u64| bucket_of(key, multiplier, shift);
        let mut placed: Vec<(u64, u16)> = keys.into_iter().zip(0..).collect();
        placed.sort_by_key(|&(key, place)| (bucket(key), key, place));
        let starts =
            (0..=buckets).map(|number| placed.partition_point(|&(key, _)| bucket(key) < number) as u16);
        Self {
            multiplier,
            shift,
            starts: starts.collect(),
            keys: placed.iter().map(|&(key, _)| key).collect(),
            places: placed.iter().map(|&(_, place)| place).collect(),
        }
    }

    /// The index, for as long as the program runs.
    pub(crate) fn leak(self) -> CodeIndex {
        CodeIndex {
            multiplier: self.multiplier,
            shift: self.shift,
            starts: self.starts.leak(),
            keys: self.keys.leak(),
            places: self.places.leak(),
        }
    }
}

/// Odd numbers to try, always the same: SplitMix64's.
fn multipliers() -> impl Iterator<Item = u64> {
    (1_u64..=1_000).map(|turn| {
        let mixed = turn.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ mixed >> 31) | 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(codes: &[&str]) -> CodeIndex {
        OwnedIndex::of(codes.iter().copied()).leak()
    }

    #[test]
    fn each_code_is_found_and_no_other() {
        for codes in [
            &[][..],
            &["A"],
            &["A", "B", "Z", "99"],
            &["", "A", "AA", "AAA", "10478610000001", "10478610000002"],
        ] {
            let index = index(codes);
            for (place, code) in codes.iter().enumerate() {
                assert!(index.places_of(code.as_bytes()).any(|found| found == place), "{code}");
            }
            assert_eq!(index.places_of(b"Q").count(), 0);
        }
    }

    #[test]
    fn codes_with_one_key_are_all_found() {
        let index = index(&["10478610000001", "1", "10478610000002"]);
        assert_eq!(index.places_of(b"10478610000003").collect::<Vec<_>>(), [0, 2]);
    }
}
