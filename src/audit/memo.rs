//! What was found of the values that came last, whatever their length.

/// What was found of values by the code system that a message names with them, if it names one. Each value has one place, which
/// it shares with others, and the last of them stands there: so a value that comes often is found, and the memory is bounded.
#[derive(Clone)]
pub(super) struct Memo<T> {
    /// Empty until there is something to remember.
    places: Vec<Option<Box<Remembered<T>>>>,
}

/// A value, and what was found of it.
#[derive(Clone)]
struct Remembered<T> {
    system: Option<Box<str>>,
    value: Box<[u8]>,
    found: T,
}

/// How many values are remembered, and how long one may be.
const PLACES: usize = 1024;
const LONGEST: usize = 64;

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self { places: Vec::new() }
    }
}

impl<T> Memo<T> {
    /// What was found of this value.
    pub(super) fn get(&self, system: Option<&str>, value: &[u8]) -> Option<&T> {
        let known = self.places.get(place_of(value))?.as_deref()?;
        known.is_of(system, value).then_some(&known.found)
    }

    /// Puts what was found of a value in its place; nothing of one that is long.
    pub(super) fn put(&mut self, system: Option<&str>, value: &[u8], found: T) {
        if value.len() > LONGEST {
            return;
        }
        if self.places.is_empty() {
            self.places.resize_with(PLACES, || None);
        }
        if let Some(place) = self.places.get_mut(place_of(value)) {
            *place =
                Some(Box::new(Remembered { system: system.map(Into::into), value: value.into(), found }));
        }
    }
}

impl<T> Remembered<T> {
    fn is_of(&self, system: Option<&str>, value: &[u8]) -> bool {
        *self.value == *value && self.system.as_deref() == system
    }
}

/// Eight bytes at a time; which place it is matters for speed alone.
fn place_of(value: &[u8]) -> usize {
    let (eights, rest) = value.as_chunks::<8>();
    let rest = rest.iter().fold(value.len() as u64, |rest, &byte| rest << 8 | u64::from(byte));
    let hash = eights
        .iter()
        .map(|eight| u64::from_le_bytes(*eight))
        .fold(rest, |hash, eight| hash.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29) ^ eight);
    (hash.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 48) as usize % PLACES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_of_a_value_is_not_told_of_another() {
        let mut memo = Memo::default();
        let values: Vec<String> =
            (0..4 * PLACES).map(|value| value.to_string().repeat(1 + value % 5)).collect();
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
        assert!(memo.places.iter().flatten().count() > PLACES * 9 / 10);
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
