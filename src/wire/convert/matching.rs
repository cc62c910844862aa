//! Which record of a target is which of those that were sent, where they are no longer in their order.

use std::collections::{HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::Key;

/// What is held of a record while others are looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    keys: Vec<u64>,
    bytes: u64,
}

impl Mark {
    pub(super) fn of(keys: &[Key], bytes: &[u8]) -> Self {
        Self { keys: keys.iter().map(hash).collect(), bytes: hash(bytes) }
    }
}

fn hash(what: impl Hash) -> u64 {
    // Without chance in it: the same files match in the same way everywhere.
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

/// For each record that was sent, which of the target's it is. Records as they were sent are found wherever they stand;
/// edited ones by a key. Without keys an edited record is known by its place alone, and only where as many came back as were
/// sent and none is known to have moved: otherwise one person's record could be taken for another's.
pub(super) fn pairs(sent: &[Mark], target: &[Mark], has_keys: bool) -> Vec<Option<usize>> {
    let mut pairs = Pairs { found: vec![None; sent.len()], is_taken: vec![false; target.len()] };
    for (place, (one, other)) in sent.iter().zip(target).enumerate() {
        if one.bytes == other.bytes {
            pairs.put(place, place);
        }
    }
    let has_moved = pairs.by(sent, target, |mark| core::slice::from_ref(&mark.bytes));
    if has_keys {
        pairs.by(sent, target, |mark| &mark.keys);
    } else if !has_moved && sent.len() == target.len() {
        (0..sent.len()).for_each(|place| pairs.put(place, place));
    }
    pairs.found
}

struct Pairs {
    found: Vec<Option<usize>>,
    is_taken: Vec<bool>,
}

impl Pairs {
    fn is_open(&self, place: usize) -> bool {
        self.found.get(place) == Some(&None)
    }

    fn is_free(&self, place: usize) -> bool {
        self.is_taken.get(place) == Some(&false)
    }

    /// Pairs the two, unless one of them has its own already.
    fn put(&mut self, sent: usize, target: usize) {
        if !self.is_open(sent) || !self.is_free(target) {
            return;
        }
        if let (Some(found), Some(taken)) = (self.found.get_mut(sent), self.is_taken.get_mut(target)) {
            (*found, *taken) = (Some(target), true);
        }
    }

    /// Pairs what has one of these numbers in common, in order; whether there was any.
    fn by(&mut self, sent: &[Mark], target: &[Mark], numbers: impl Fn(&Mark) -> &[u64]) -> bool {
        let mut places: HashMap<u64, VecDeque<usize>> = HashMap::new();
        for (place, mark) in target.iter().enumerate().filter(|(place, _)| self.is_free(*place)) {
            for number in numbers(mark) {
                places.entry(*number).or_default().push_back(place);
            }
        }
        let mut has_any = false;
        for (place, mark) in sent.iter().enumerate() {
            for number in numbers(mark) {
                while let Some(found) =
                    self.is_open(place).then(|| places.get_mut(number)?.pop_front()).flatten()
                {
                    let is_free = self.is_free(found);
                    self.put(place, found);
                    has_any |= is_free;
                }
            }
        }
        has_any
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, pairs};
    use crate::wire::convert::Key;

    fn mark(key: &str, bytes: &str) -> Mark {
        Mark::of(&[Key::Given(key.to_owned())], bytes.as_bytes())
    }

    fn bare(bytes: &str) -> Mark {
        Mark::of(&[], bytes.as_bytes())
    }

    #[test]
    fn edited_and_moved_records_are_found_by_key() {
        let sent = [mark("1", "a"), mark("2", "b"), mark("3", "c")];
        let target = [mark("3", "edited"), mark("1", "a"), mark("9", "new")];
        assert_eq!(pairs(&sent, &target, true), [Some(1), None, Some(0)]);
        let twice = [mark("1", "a"), mark("1", "b")];
        assert_eq!(pairs(&twice, &[mark("1", "b"), mark("1", "x")], true), [Some(1), Some(0)]);
    }

    #[test]
    fn without_keys_a_place_says_who_somebody_is_only_while_nothing_has_moved() {
        let sent = [bare("a"), bare("b"), bare("c")];
        assert_eq!(pairs(&sent, &[bare("a"), bare("x"), bare("c")], false), [Some(0), Some(1), Some(2)]);
        assert_eq!(pairs(&sent, &[bare("b"), bare("x"), bare("c")], false), [None, Some(0), Some(2)]);
        assert_eq!(pairs(&sent, &[bare("x"), bare("c")], false), [None, None, Some(1)]);
    }
}
