//! A list that has nothing in it in nearly every field of nearly every record.

use core::fmt;
use core::hash::{Hash, Hasher};
use core::ops::{Deref, DerefMut};

/// A list in the space of one pointer. A record has some twenty fields, each with six lists that are seldom anything but
/// empty; as [`Vec`]s they would be half of its bytes, which are copied wherever a record is handed on.
#[derive(Clone)]
#[expect(clippy::box_collection, reason = "one pointer, where a list alone is three words")]
pub(crate) struct Seldom<T>(Option<Box<Vec<T>>>);

impl<T> Seldom<T> {
    pub(crate) const EMPTY: Self = Self(None);

    pub(crate) fn push(&mut self, item: T) {
        self.0.get_or_insert_default().push(item);
    }

    pub(crate) fn retain(&mut self, keep: impl FnMut(&T) -> bool) {
        if let Some(items) = &mut self.0 {
            items.retain(keep);
        }
    }
}

impl<T> Deref for Seldom<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.0.as_deref().map_or(&[], Vec::as_slice)
    }
}

impl<T> DerefMut for Seldom<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        self.0.as_deref_mut().map_or(&mut [], Vec::as_mut_slice)
    }
}

/// Without an item there is nothing to keep room for.
impl<T> From<Vec<T>> for Seldom<T> {
    fn from(items: Vec<T>) -> Self {
        Self((!items.is_empty()).then(|| Box::new(items)))
    }
}

impl<T> Extend<T> for Seldom<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        items.into_iter().for_each(|item| self.push(item));
    }
}

impl<T> IntoIterator for Seldom<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.map_or_else(Vec::new, |items| *items).into_iter()
    }
}

impl<T: PartialEq> PartialEq for Seldom<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Eq> Eq for Seldom<T> {}

impl<T: Hash> Hash for Seldom<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl<T: fmt::Debug> fmt::Debug for Seldom<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_a_list_and_as_small_as_a_pointer() {
        assert_eq!(size_of::<Seldom<String>>(), size_of::<usize>());
        let mut list = Seldom::EMPTY;
        assert!(list.is_empty() && list.iter_mut().next().is_none());
        list.extend([1, 2, 3]);
        list.push(4);
        list.retain(|number| number % 2 == 0);
        list.iter_mut().for_each(|number| *number += 1);
        assert_eq!(list[..], [3, 5]);
        assert!(list == Seldom::from(vec![3, 5]) && list != Seldom::EMPTY);
        // What is empty is empty, whether or not something was there.
        list.retain(|_| false);
        assert!(list == Seldom::EMPTY && Seldom::from(Vec::<u8>::new()).0.is_none());
        assert_eq!(list.into_iter().count(), 0);
    }
}
