//! Which code is certain for each concept alone: worked out once, so that it is looked up and not searched for.

use std::collections::BTreeSet;

use super::relations::Relations;

/// A row of a list, as far as it can be certain for a concept.
pub(super) struct WholeRow {
    /// Its place in the list.
    pub(super) place: usize,
    /// The indices of all concepts that it means.
    pub(super) concepts: Vec<usize>,
}

/// For each concept the place of its certain row, plus one; 0 where none is certain.
///
/// A row is certain for a concept that always is all that the row means; of several such rows the narrowest. `tests/`
/// hold this against what encoding each concept gives.
pub(super) fn certain_rows(rows: &[WholeRow], relations: &Relations) -> Vec<usize> {
    let concepts = 0..relations.broader.len();
    let is_a: Vec<BTreeSet<usize>> = concepts.clone().map(|concept| relations.is_a(concept)).collect();
    let is = |concept: usize, other: &usize| is_a.get(concept).is_some_and(|above| above.contains(other));
    let within = |inner: &WholeRow, outer: &WholeRow| {
        inner.concepts.iter().all(|&concept| outer.concepts.iter().any(|other| is(concept, other)))
    };
    concepts
        .map(|concept| {
            let certain: Vec<&WholeRow> =
                rows.iter().filter(|row| row.concepts.iter().all(|meant| is(concept, meant))).collect();
            let is_narrowest =
                |row: &&&WholeRow| !certain.iter().any(|other| within(other, row) && !within(row, other));
            let mut narrowest = certain.iter().filter(is_narrowest);
            match (narrowest.next(), narrowest.next()) {
                (Some(only), None) => only.place + 1,
                _ => 0,
            }
        })
        .collect()
}
