//! What is known of values of one or two bytes: nearly all codes and tags of a real file.

/// For how many code systems something is remembered; messages of one sender name few.
const SYSTEMS: usize = 8;

/// Something known of short values by the code system that a message names with them, if it names one.
#[derive(Clone)]
pub(super) struct InSystem<T> {
    unnamed: Short<T>,
    named: Vec<(Box<str>, Short<T>)>,
}

impl<T> Default for InSystem<T> {
    fn default() -> Self {
        Self { unnamed: Short::default(), named: Vec::new() }
    }
}

impl<T: Copy> InSystem<T> {
    /// What is known of a value; nothing of one that is longer.
    #[inline]
    pub(super) fn get(&self, system: Option<&str>, value: &[u8]) -> Option<&T> {
        match system {
            None => self.unnamed.get(value),
            Some(system) => self.named.iter().find(|(known, _)| **known == *system)?.1.get(value),
        }
    }

    /// Remembers what is known of a value, if it is short and there is room for its system; whether that is so.
    pub(super) fn remember(&mut self, system: Option<&str>, value: &[u8], known: T) -> bool {
        let Some(system) = system else { return self.unnamed.remember(value, known) };
        if let Some((_, short)) = self.named.iter_mut().find(|(known, _)| **known == *system) {
            return short.remember(value, known);
        }
        let mut short = Short::default();
        let is_kept = self.named.len() < SYSTEMS && short.remember(value, known);
        if is_kept {
            self.named.push((system.into(), short));
        }
        is_kept
    }
}

/// Something known of short values, found without a hash.
#[derive(Clone)]
pub(super) struct Short<T> {
    /// By the byte; empty until there is something to remember.
    one: Vec<Option<T>>,
    /// By both bytes.
    two: Vec<Option<T>>,
}

impl<T> Default for Short<T> {
    fn default() -> Self {
        Self { one: Vec::new(), two: Vec::new() }
    }
}

impl<T: Copy> Short<T> {
    /// What is known of a value; nothing of one that is longer.
    #[inline]
    pub(super) fn get(&self, value: &[u8]) -> Option<&T> {
        match *value {
            [one] => self.one.get(usize::from(one))?.as_ref(),
            [one, two] => self.two.get(usize::from(u16::from_be_bytes([one, two])))?.as_ref(),
            _ => None,
        }
    }

    /// Remembers what is known of a value, if it is short; whether it is.
    pub(super) fn remember(&mut self, value: &[u8], known: T) -> bool {
        let (table, place, size) = match *value {
            [one] => (&mut self.one, usize::from(one), 1 << 8),
            [one, two] => (&mut self.two, usize::from(u16::from_be_bytes([one, two])), 1 << 16),
            _ => return false,
        };
        table.resize(size, None);
        if let Some(room) = table.get_mut(place) {
            *room = Some(known);
        }
        true
    }
}
