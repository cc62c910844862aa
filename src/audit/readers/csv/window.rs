//! What stands where in a block of rows, for 64 bytes at a time.

use fearless_simd::prelude::*;
use fearless_simd::{mask8x64, u8x64};

use crate::audit::look::{Look, SEPARATORS, SIGNS};

/// How many bytes are looked at together: as many as a word has bits.
pub(super) const SIZE: usize = u64::BITS as usize;

/// Which of the bytes are of which kind: a bit for each, the lowest for the first.
#[derive(Clone, Copy, Default)]
#[cfg_attr(test, derive(Debug, PartialEq))]
pub(super) struct Window {
    pub(super) delimiters: u64,
    /// Line feeds and carriage returns.
    pub(super) ends: u64,
    pub(super) kinds: Kinds,
}

/// The same of what is looked at in cells.
#[derive(Clone, Copy, Default)]
#[cfg_attr(test, derive(Debug, PartialEq))]
pub(super) struct Kinds {
    pub(super) quotes: u64,
    /// Anything but printable ASCII.
    beyond: u64,
    signs: u64,
    separators: u64,
    /// Of several windows: where more than one has a separator.
    again: u64,
}

// What takes `simd` is always inline: its instructions are those that the caller was compiled for.
impl Window {
    /// Looks at the first bytes, of which there may be fewer.
    #[inline(always)]
    pub(super) fn at<S: Simd>(simd: S, bytes: &[u8], delimiter: u8) -> Self {
        let Some(bytes) = bytes.first_chunk::<SIZE>() else {
            // What fills it up is of no kind.
            let mut all = [b'a'; SIZE];
            all.iter_mut().zip(bytes).for_each(|(place, byte)| *place = *byte);
            return Self::of(u8x64::simd_from(simd, all), delimiter);
        };
        Self::of(u8x64::simd_from(simd, *bytes), delimiter)
    }

    #[inline(always)]
    fn of<S: Simd>(bytes: u8x64<S>, delimiter: u8) -> Self {
        let delimiters = are(bytes, &[delimiter]);
        // Nothing is both. But where no instruction follows a look, LLVM keeps what it told in one register for each bit.
        let ends = are(bytes, b"\n\r") & !delimiters;
        let kinds = Kinds {
            quotes: are(bytes, b"\""),
            beyond: (bytes - b' ').simd_gt(b'~' - b' ').to_bitmask(),
            signs: are(bytes, &SIGNS),
            separators: are(bytes, &SEPARATORS),
            again: 0,
        };
        // What stands between cells is in none.
        Self { delimiters, ends, kinds: kinds.of(!(delimiters | ends)) }
    }
}

/// Which of the bytes are one of these.
#[inline(always)]
fn are<S: Simd>(bytes: u8x64<S>, these: &[u8]) -> u64 {
    let mut are = mask8x64::splat(bytes.token(), false);
    for &byte in these {
        are |= bytes.simd_eq(byte);
    }
    are.to_bitmask()
}

impl Kinds {
    /// Those of these bytes alone.
    #[inline(always)]
    fn of(self, bits: u64) -> Self {
        Self {
            quotes: self.quotes & bits,
            beyond: self.beyond & bits,
            signs: self.signs & bits,
            separators: self.separators & bits,
            again: self.again & bits,
        }
    }

    #[inline(always)]
    fn and(self, other: Self) -> Self {
        Self {
            quotes: self.quotes | other.quotes,
            beyond: self.beyond | other.beyond,
            signs: self.signs | other.signs,
            separators: self.separators | other.separators,
            again: self.again | other.again | (self.separators & other.separators),
        }
    }

    /// Those of the bytes between these two, of which the second is behind the last. `windows` begin at byte 0.
    #[inline(always)]
    pub(super) fn between(windows: &[Self], begin: usize, end: usize) -> Self {
        let bits_from = |place: usize| u64::MAX << (place % SIZE);
        let at = |window: usize| windows.get(window).copied().unwrap_or_default();
        let (first, last) = (begin / SIZE, end / SIZE);
        if first == last {
            return at(first).of(bits_from(begin) & !bits_from(end));
        }
        let inner = windows.get(first + 1..last).unwrap_or_default();
        let ends = at(first).of(bits_from(begin)).and(at(last).of(!bits_from(end)));
        inner.iter().fold(ends, |all, kinds| all.and(*kinds))
    }

    pub(super) fn has_quote(self) -> bool {
        self.quotes != 0
    }

    /// What these tell of each cell of a row, where it is plain.
    #[inline]
    pub(super) fn look(self) -> Option<Look> {
        let Self { separators, again, .. } = self;
        // Without the first of them.
        let others = separators & separators.wrapping_sub(1) | again;
        (self.beyond == 0).then(|| Look::of_plain(self.signs != 0, separators != 0, others != 0))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use fearless_simd::{Level, dispatch};

    /// All sets of instructions that this machine has.
    fn levels() -> Vec<Level> {
        let best = Level::new();
        #[cfg(not(target_arch = "x86_64"))]
        let between: [Option<Level>; 0] = [];
        #[cfg(target_arch = "x86_64")]
        let between = [best.as_sse4_2().map(Simd::level), best.as_avx2().map(Simd::level)];
        [best, Level::baseline()].into_iter().chain(between.into_iter().flatten()).collect()
    }

    proptest! {
        #[test]
        fn a_look_at_many_bytes_tells_what_a_look_at_each_does(
            mut bytes in prop::collection::vec(prop_oneof![60 => b' '..=b'~', 2 => Just(b'\t'), 1 => any::<u8>()], 0..300),
            begin in 0_usize..200,
            delimiter in prop::sample::select(vec![b',', b'\t', b';']),
        ) {
            let mut kinds = Vec::new();
            for bytes in bytes.chunks(SIZE) {
                let at = |level| dispatch!(level, simd => Window::at(simd, bytes, delimiter));
                let window = at(Level::new());
                for level in levels() {
                    prop_assert_eq!(at(level), window);
                }
                kinds.push(window.kinds);
                for place in 0..SIZE {
                    let byte = bytes.get(place).copied();
                    let is = |bits: u64| bits >> place & 1 == 1;
                    prop_assert_eq!(is(window.delimiters), byte == Some(delimiter));
                    prop_assert_eq!(is(window.ends), matches!(byte, Some(b'\n' | b'\r')));
                    prop_assert_eq!(is(window.kinds.quotes), byte == Some(b'"'));
                }
            }
            let seen = Kinds::between(&kinds, begin.min(bytes.len()), bytes.len());
            bytes.drain(..begin.min(bytes.len()));
            bytes.retain(|byte| *byte != delimiter && !matches!(byte, b'\n' | b'\r'));
            let look = Look::at(&bytes);
            prop_assert_eq!(seen.look().is_some(), look.is_plain());
            if let Some(seen) = seen.look() {
                prop_assert_eq!(seen.has_sign(), look.has_sign());
                prop_assert_eq!(seen.has_separator(), look.has_separator());
                let separators = bytes.iter().filter(|byte| SEPARATORS.contains(byte)).count();
                prop_assert_eq!(seen.may_have_several_separators(), separators > 1);
            }
        }
    }
}
