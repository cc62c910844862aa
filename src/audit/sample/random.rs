//! Chance that is the same on every platform, for ever.

use super::Share;

/// What a stream of chance is for. Each column of a row draws from its own stream, so that no column can depend on
/// another: the ethnic category is not only independent of the name by intent, its stream never sees the name's.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Purpose {
    Name = 1,
    EthnicCategory,
    Language,
    SexualOrientation,
    Updated,
    NhsNumber,
    /// Which rows have a fault.
    FaultPlace,
    /// In which order the kinds of fault come.
    FaultOrder,
    /// What a fault looks like.
    FaultForm,
    /// What the laws of the lists are tried on.
    #[cfg(feature = "steward")]
    Trial,
    /// Which rows have the number of the row before.
    Duplicate = 20,
    DateOfBirth,
}

/// A stream of chance: SplitMix64 (Steele, Lea and Flood, 2014), which is one addition and one mixing step a number.
///
/// Its start depends on the seed, the row and the purpose, and on nothing else, so that row 17 is the same whatever
/// comes before it and however many rows there are.
#[derive(Clone, Debug)]
pub(crate) struct Stream(u64);

const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

const fn mix(z: u64) -> u64 {
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

impl Stream {
    pub(crate) const fn new(seed: u64, row: u64, purpose: Purpose) -> Self {
        let start = mix(seed.wrapping_add(STEP));
        let start = mix(start.wrapping_add(row).wrapping_mul(STEP));
        Self(mix(start.wrapping_add(purpose as u64)))
    }

    pub(super) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mix(self.0)
    }

    /// A number below `bound`; 0 when the bound is 0. The bias of multiplying instead of rejecting is below one in
    /// four thousand million over `bound`, which no count of made-up rows can show.
    pub(crate) const fn below(&mut self, bound: u32) -> u32 {
        (((self.next() >> 32) * bound as u64) >> 32) as u32
    }

    /// True once in `n` times.
    pub(crate) const fn one_in(&mut self, n: u32) -> bool {
        self.below(n) == 0
    }

    /// True for this share of the draws.
    pub(super) const fn is_in(&mut self, share: Share) -> bool {
        (self.next() >> 32) < share.of_two_to_32()
    }

    /// One of the items, each as likely as the others.
    pub(crate) fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        let place = self.below(u32::try_from(items.len()).unwrap_or(u32::MAX));
        items.get(place as usize)
    }

    /// One of the texts; the empty text when there is none.
    pub(crate) fn text<'a>(&mut self, texts: &[&'a str]) -> &'a str {
        self.pick(texts).copied().unwrap_or_default()
    }

    /// One of the texts, as likely as its weight says; the weights are out of `total`.
    pub(super) fn weighted<'a>(&mut self, texts: &[(&'a str, u32)], total: u32) -> &'a str {
        let mut left = self.below(total);
        for &(text, weight) in texts {
            if left < weight {
                return text;
            }
            left -= weight;
        }
        texts.first().map(|&(text, _)| text).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_pinned() {
        // SplitMix64 from state 0, as its authors' reference program prints it.
        let mut stream = Stream(0);
        assert_eq!(stream.next(), 0xe220_a839_7b1d_cdaf);
        assert_eq!(stream.next(), 0x6e78_9e6a_a1b9_65f4);
        let mut stream = Stream::new(7, 0, Purpose::Name);
        let mut other = Stream::new(7, 0, Purpose::EthnicCategory);
        assert_ne!(stream.next(), other.next());
    }

    #[test]
    fn below_stays_below_and_reaches_everything() {
        let mut stream = Stream::new(1, 2, Purpose::Updated);
        let mut seen = [0u32; 10];
        for _ in 0..10_000 {
            seen[stream.below(10) as usize] += 1;
        }
        assert!(seen.iter().all(|&n| (800..1200).contains(&n)), "{seen:?}");
        assert_eq!(stream.below(0), 0);
    }
}
