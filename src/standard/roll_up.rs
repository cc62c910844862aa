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
    pub fn roll_up(self, groups: &[ConceptId]) -> Vec<ConceptId> {
        let standard = self.standard();
        let group = |id: &&ConceptId| {
            let group = standard.by_id(**id);
            group.is_some_and(|group| self.is_a(group))
        };
        groups.iter().filter(group).copied().collect()
    }

    /// Those of `groups` that this concept may be without always being them, because it is declared to overlap something
    /// within them. Whoever counts it there too says so.
    ///
    /// What a broader concept overlaps is not handed down: that some Guyanese people are Caribbean does not make a
    /// Jamaican perhaps Guyanese. Nor does an overlay's concept make a national one perhaps more than it was.
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
    pub fn may_roll_up(self, groups: &[ConceptId]) -> Vec<ConceptId> {
        let standard = self.standard();
        let group = |id: &&ConceptId| {
            let group = standard.by_id(**id);
            group.is_some_and(|group| {
                !self.is_a(group) && self.may_be(group) && self.overlaps().any(|other| other.is_a(group))
            })
        };
        groups.iter().filter(group).copied().collect()
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
    pub fn chains(self) -> Vec<Vec<Self>> {
        let mut finished = Vec::new();
        let mut open: Vec<Vec<Self>> = vec![vec![self]];
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
    pub fn level(self) -> usize {
        1 + self.broader().map(Self::level).min().unwrap_or(0)
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
    pub fn at_level(&'static self, level: usize) -> Vec<ConceptId> {
        self.concepts().filter(|concept| concept.level() == level).map(Concept::id).collect()
    }
}
