//! Where a concept counts: the broader ones that it always is, and apart from them what it may be.

use super::{Concept, ConceptId, Standard};

impl Concept {
    /// Those of `groups` that this concept always is, itself included, in their order. It counts in each of them:
    /// a concept may have several broader ones.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::Standard;
    ///
    /// let standard = Standard::ethnicity();
    /// let id = |slug| standard.by_slug(slug).unwrap().id();
    /// let jamaican = standard.by_slug("jamaican").unwrap();
    /// assert_eq!(jamaican.roll_up(&[id("irish"), id("caribbean")]), [id("caribbean")]);
    /// ```
    pub fn roll_up(&self, groups: &[ConceptId]) -> Vec<ConceptId> {
        let standard = self.standard();
        let group = |id: &&ConceptId| {
            let group = standard.and_then(|standard| standard.by_id(**id));
            group.is_some_and(|group| self.is_a(group))
        };
        groups.iter().filter(group).copied().collect()
    }

    /// Those of `groups` that this concept may be without always being them, because it overlaps something within them.
    /// Whoever counts it there too says so.
    ///
    /// What overlaps a broader concept may be what the narrower one is, too; but not where the broader one exists for
    /// counting alone: that a Cypriot may be European does not make every European perhaps Cypriot.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::Standard;
    ///
    /// let standard = Standard::ethnicity();
    /// let id = |slug| standard.by_slug(slug).unwrap().id();
    /// let kashmiri = standard.by_slug("kashmiri").unwrap();
    /// let groups = [id("indian"), id("pakistani"), id("irish")];
    /// assert_eq!(kashmiri.may_roll_up(&groups), [id("indian"), id("pakistani")]);
    /// assert!(kashmiri.roll_up(&groups).is_empty());
    /// ```
    pub fn may_roll_up(&self, groups: &[ConceptId]) -> Vec<ConceptId> {
        let standard = self.standard();
        let overlapping = self.may_be_besides();
        let group = |id: &&ConceptId| {
            let group = standard.and_then(|standard| standard.by_id(**id));
            group.is_some_and(|group| !self.is_a(group) && overlapping.iter().any(|other| other.is_a(group)))
        };
        groups.iter().filter(group).copied().collect()
    }

    /// The concepts that this one may be without always being them: what it, or a broader concept that can be recorded,
    /// is declared to overlap.
    pub fn may_be_besides(&self) -> Vec<&'static Self> {
        let mut found: Vec<&'static Self> = Vec::new();
        for always in self.always() {
            if always.id() != self.id() && always.is_for_counting_only() {
                continue;
            }
            for other in always.overlaps() {
                if !self.is_a(other) && !found.iter().any(|known| known.id() == other.id()) {
                    found.push(other);
                }
            }
        }
        found
    }

    /// Every chain of broader concepts, from this one to one that has none.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::Standard;
    ///
    /// let jamaican = Standard::ethnicity().by_slug("jamaican").unwrap();
    /// for chain in jamaican.chains() {
    ///     assert_eq!(chain.first().unwrap().slug(), "jamaican");
    ///     assert_eq!(chain.last().unwrap().broader().count(), 0);
    /// }
    /// ```
    pub fn chains(&'static self) -> Vec<Vec<&'static Self>> {
        let mut finished = Vec::new();
        let mut open: Vec<Vec<&'static Self>> = vec![vec![self]];
        while let Some(chain) = open.pop() {
            let before = open.len();
            if let Some(last) = chain.last() {
                open.extend(last.broader().map(|next| chain.iter().copied().chain([next]).collect()));
            }
            if open.len() == before {
                finished.push(chain);
            } else if let Some(longer) = open.get_mut(before..) {
                // The first broader concept is taken first.
                longer.reverse();
            }
        }
        finished
    }

    /// How far the concept is from the top of its standard, by the shortest way: 1 for one without broader concepts.
    pub fn level(&self) -> usize {
        1 + self.broader().map(Self::level).min().unwrap_or(0)
    }

    /// This concept and all that it always is.
    fn always(&self) -> impl Iterator<Item = &'static Self> {
        let standard = self.standard();
        self.is_a.iter().filter_map(move |&index| standard?.at(index))
    }
}

impl Standard {
    /// The concepts of one [level](Concept::level), from 1, in the order of their ids' numbers: groups to count by.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::Standard;
    ///
    /// let standard = Standard::ethnicity();
    /// let top = standard.at_level(1);
    /// assert!(top.contains(&standard.by_slug("european").unwrap().id()));
    /// ```
    pub fn at_level(&self, level: usize) -> Vec<ConceptId> {
        self.concepts().iter().filter(|concept| concept.level() == level).map(Concept::id).collect()
    }
}
