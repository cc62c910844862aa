//! The relations of a standard, closed: what each concept always is, and what it may be.

use std::collections::BTreeSet;

/// The declared relations of one standard, by index.
#[derive(Debug, Default)]
pub(super) struct Relations {
    /// Directly broader concepts.
    pub(super) broader: Vec<Vec<usize>>,
    /// Concepts that this one may be; symmetric.
    pub(super) overlaps: Vec<BTreeSet<usize>>,
}

impl Relations {
    /// The concept and all that are broader. Ends on a loop too, so that it can be reported.
    pub(super) fn is_a(&self, concept: usize) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        let mut open = vec![concept];
        while let Some(next) = open.pop() {
            if found.insert(next) {
                open.extend(self.broader.get(next).into_iter().flatten());
            }
        }
        found
    }

    /// Whether the concept is broader than itself.
    pub(super) fn is_in_a_loop(&self, concept: usize) -> bool {
        let above = self.broader.get(concept).into_iter().flatten();
        above.into_iter().any(|&broader| self.is_a(broader).contains(&concept))
    }

    /// All that somebody who states the concept may be: for the concept and each narrower one, what that always is, and
    /// what the concepts that it overlaps always are. What a broader concept overlaps is not passed down: that somebody
    /// European may be Turkish does not say it of somebody Polish.
    pub(super) fn may_be(&self, concept: usize) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        for narrower in (0..self.broader.len()).filter(|&other| self.is_a(other).contains(&concept)) {
            found.extend(self.is_a(narrower));
            for &other in self.overlaps.get(narrower).into_iter().flatten() {
                found.extend(self.is_a(other));
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 0 Europe, 1 Britain in it, 2 Ireland in it, 3 Northern Ireland which may be 1 or 2, 4 a town in 3.
    fn relations() -> Relations {
        let mut relations = Relations {
            broader: vec![vec![], vec![0], vec![0], vec![0], vec![3]],
            overlaps: vec![BTreeSet::new(); 5],
        };
        for (one, other) in [(3, 1), (3, 2)] {
            relations.overlaps[one].insert(other);
            relations.overlaps[other].insert(one);
        }
        relations
    }

    #[test]
    fn what_is_and_what_may_be() {
        let relations = relations();
        assert_eq!(relations.is_a(4), BTreeSet::from([0, 3, 4]));
        assert_eq!(relations.may_be(4), BTreeSet::from([0, 3, 4]));
        assert_eq!(relations.may_be(3), BTreeSet::from([0, 1, 2, 3, 4]));
        assert_eq!(relations.may_be(1), BTreeSet::from([0, 1, 3]));
        assert!(!relations.is_in_a_loop(4));
    }

    /// L5 stands on this: who has broader concepts may be nothing that none of these may be.
    #[test]
    fn a_narrower_concept_may_be_no_more_than_its_broader_ones() {
        let relations = relations();
        for concept in 0..5 {
            let above = &relations.broader[concept];
            let together: BTreeSet<usize> =
                above.iter().flat_map(|&broader| relations.may_be(broader)).collect();
            assert!(above.is_empty() || relations.may_be(concept).is_subset(&together));
        }
    }

    #[test]
    fn a_loop_is_found() {
        let relations = Relations { broader: vec![vec![1], vec![0]], overlaps: vec![BTreeSet::new(); 2] };
        assert!(relations.is_in_a_loop(0) && relations.is_in_a_loop(1));
    }
}
