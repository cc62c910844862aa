//! What was found of the values that came last, whatever their length.

/// What was found of values by the code system that a message names with them, if it names one. Each value has one place, which
/// it shares with others, and the last two of them stand there: so values that come often are found, and the memory is bounded.
#[derive(Clone)]
pub(super) struct Memo<T> {
    /// Empty until there is something to remember.
    places: Vec<[Option<Remembered<T>>; 2]>,
}

/// A value, and what was found of it.
#[derive(Clone)]
struct Remembered<T> {
    key: Key,
    /// The value, where the key does not say all of it.
    whole: Option<Box<[u8]>>,
    system: Option<Box<str>>,
    found: T,
}

/// The two ends of a value, which is all of a short one. So nearly all are told apart without a loop or a call.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Key {
    length: usize,
    first: u64,
    last: u64,
}

/// For how many values there is a place of their own, and how long one may be.
const PLACES: usize = 512;
const LONGEST: usize = 64;

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self { places: Vec::new() }
    }
}

impl<T> Memo<T> {
    /// What was found of this value.
    #[inline]
    pub(super) fn get(&self, system: Option<&str>, value: &[u8]) -> Option<&T> {
        let key = Key::of(value);
        let mut known = self.places.get(key.place())?.iter().flatten();
        known.find(|known| known.is_of(system, key, value)).map(|known| &known.found)
    }

    /// Puts what was found of a value in its place; nothing of one that is long.
    pub(super) fn put(&mut self, system: Option<&str>, value: &[u8], found: T) {
        if value.len() > LONGEST {
            return;
        }
        if self.places.is_empty() {
            self.places.resize_with(PLACES, Default::default);
        }
        let key = Key::of(value);
        if let Some([last, before]) = self.places.get_mut(key.place()) {
            let whole = (!key.is_whole()).then(|| value.into());
            *before = last.replace(Remembered { key, whole, system: system.map(Into::into), found });
        }
    }
}

impl<T> Remembered<T> {
    #[inline]
    fn is_of(&self, system: Option<&str>, key: Key, value: &[u8]) -> bool {
        self.key == key
            && (key.is_whole() || self.whole.as_deref() == Some(value))
            && self.system.as_deref() == system
    }
}

impl Key {
    #[inline]
    fn of(value: &[u8]) -> Self {
        let eights = value.first_chunk().zip(value.last_chunk());
        let fours = value.first_chunk().zip(value.last_chunk());
        let (first, last) = match (eights, fours) {
            (Some((first, last)), _) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
            (None, Some((first, last))) => {
                (u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into())
            }
            (None, None) => (value.iter().fold(0, |bytes, &byte| bytes << 8 | u64::from(byte)), 0),
        };
        Self { length: value.len(), first, last }
    }

    /// Whether no other value has the same ends and length.
    #[inline]
    fn is_whole(self) -> bool {
        self.length <= 16
    }

    /// In which place it stands matters for speed alone.
    #[inline]
    fn place(self) -> usize {
        const MIXED: u64 = 0x9E37_79B9_7F4A_7C15;
        let hash = (self.first.wrapping_mul(MIXED) ^ self.last).wrapping_add(self.length as u64);
        ((hash.wrapping_mul(MIXED)) >> 48) as usize % PLACES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_of_a_value_is_not_told_of_another() {
        let mut memo = Memo::default();
        let values: Vec<String> =
            (0..8 * PLACES).map(|value| value.to_string().repeat(1 + value % 5)).collect();
        let systems = [None, Some("a"), Some("b")];
        let mut told = 0;
        for turn in 0..2 {
            for (value, text) in values.iter().enumerate() {
                let system = systems[value % systems.len()];
                match memo.get(system, text.as_bytes()) {
                    Some(found) => {
                        assert_eq!((*found, turn), (value, 1));
                        told += 1;
                    }
                    None => memo.put(system, text.as_bytes(), value),
                }
                assert_eq!(memo.get(Some("c"), text.as_bytes()), None);
            }
        }
        // Places are shared, so that not all are told; and nearly each is used.
        assert!(told > 0 && told < values.len());
        assert!(memo.places.iter().flatten().flatten().count() > PLACES * 2 * 9 / 10);
    }

    #[test]
    fn a_long_value_is_not_kept() {
        let mut memo = Memo::default();
        for length in [LONGEST, LONGEST + 1] {
            let value = vec![b'a'; length];
            memo.put(None, &value, length);
            assert_eq!(memo.get(None, &value).is_some(), length == LONGEST);
        }
    }
}
