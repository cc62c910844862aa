//! What a statement is in a code list, by the relationships of its rows alone.
//!
//! A row is **certain** for a statement when its relationship is *equivalent* or *source is broader than target*, every
//! stated part always is one of the row's parts, and every part of the row is hit; of several such rows the narrowest
//! wins. Otherwise the **candidates** are all rows of which every stated part may be some part, and whose named parts
//! are all hit. A part that is not further stated, on either side, may be anything.

use super::Policy;
use super::ambiguity::{Ambiguity, Candidate, Cause};
use super::row::{Meaning, Relationship, Row, Slot};
use super::system::SystemData;
use super::target::Outcome;
use crate::answer::Absence;
use crate::standard::{Concept, Standard};
use crate::stated::Part;

/// A stated part as the tables know it.
#[derive(Clone, Copy)]
pub(crate) enum Stated<'a> {
    /// The indices of what it always is, and of what it may be.
    Known { is_a: &'a [u16], may_be: &'a [u16] },
    /// Not further stated, or a concept of a newer standard: it may be anything.
    Any,
}

impl From<Concept> for Stated<'_> {
    fn from(concept: Concept) -> Self {
        Self::Known { is_a: concept.is_a_list(), may_be: concept.may_be_list() }
    }
}

impl Stated<'_> {
    pub(super) fn of(part: Part, standard: &'static Standard) -> Self {
        part.concept().and_then(|id| standard.by_id(id)).map_or(Self::Any, Self::from)
    }

    /// Whether the part always is what the slot says.
    pub(super) fn is(self, slot: Slot) -> bool {
        match (self, slot) {
            (Self::Known { is_a, .. }, Slot::Concept(index)) => is_a.binary_search(&index).is_ok(),
            _ => false,
        }
    }

    /// Whether the part may be what the slot says.
    fn may_be(self, slot: Slot) -> bool {
        match (self, slot) {
            (Self::Known { may_be, .. }, Slot::Concept(index)) => may_be.binary_search(&index).is_ok(),
            _ => true,
        }
    }
}

impl Row {
    /// The parts of what a person with this code is recorded as saying: none where the code says what somebody else
    /// observed, so that no statement is ever sent as it.
    pub(crate) fn slots(self) -> &'static [Slot] {
        if self.is_observed() { &[] } else { self.says() }
    }

    /// The parts of what the code says, whoever says it.
    pub(super) fn says(self) -> &'static [Slot] {
        match self.meaning() {
            Meaning::Stated(slots) => slots,
            Meaning::Absent(_) | Meaning::NotKnown => &[],
        }
    }

    fn absence(self) -> Option<Absence> {
        match self.meaning() {
            _ if self.is_observed() => None,
            Meaning::Absent(absence) => Some(absence),
            Meaning::Stated(_) | Meaning::NotKnown => None,
        }
    }

    fn is_certain_for(self, parts: &[Stated<'_>]) -> bool {
        let holds_whole =
            matches!(self.relationship(), Relationship::Equivalent | Relationship::SourceIsBroaderThanTarget);
        let slots = self.slots();
        holds_whole
            && !slots.is_empty()
            && !parts.is_empty()
            && parts.iter().all(|part| slots.iter().any(|&slot| part.is(slot)))
            && slots.iter().all(|&slot| parts.iter().any(|part| part.is(slot)))
    }

    /// Whether a statement of the concept alone may be this row.
    pub(super) fn may_hold_one(self, concept: Concept) -> bool {
        self.may_hold(&[concept.into()])
    }

    fn may_hold(self, parts: &[Stated<'_>]) -> bool {
        let slots = self.slots();
        let named = |slot: &Slot| *slot != Slot::NotFurtherStated;
        !slots.is_empty()
            && self.relationship() != Relationship::NotRelatedTo
            && parts.iter().all(|part| slots.iter().any(|&slot| part.may_be(slot)))
            && (parts.is_empty()
                || slots.iter().copied().filter(named).all(|slot| parts.iter().any(|part| part.may_be(slot))))
    }
}

/// What is sent for a statement under a policy, looked at alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SentAs {
    Code(&'static str),
    Ambiguous,
    LeftOut,
}

impl SystemData {
    /// What these parts are sent as: as [`outcome_of_parts`](Self::outcome_of_parts) and the authority have it, without
    /// the causes, which take longer to find than the rows.
    pub(super) fn sent_as(&self, parts: &[Part], policy: Policy, standard: &'static Standard) -> SentAs {
        let stated: Vec<Stated> = parts.iter().map(|&part| Stated::of(part, standard)).collect();
        match &self.rows_for(&stated, standard)[..] {
            [(row, true)] => SentAs::Code(row.code()),
            [] => SentAs::LeftOut,
            _ => self.code_by_authority(policy, parts, standard).map_or(SentAs::Ambiguous, SentAs::Code),
        }
    }

    /// What these parts are in this system.
    pub(super) fn outcome_of_parts(&self, parts: &[Part], standard: &'static Standard) -> Outcome {
        if let [Part::Concept(only)] = parts
            && let Some(row) = standard.index(*only).and_then(|index| self.certain_row(index))
        {
            return Outcome::Certain(row.code().as_bytes().to_vec());
        }
        let parts: Vec<Stated<'_>> = parts.iter().map(|&part| Stated::of(part, standard)).collect();
        self.outcome_of_stated(&parts, standard)
    }

    /// The same, for parts that have been looked up.
    pub(crate) fn outcome_of_stated(&self, parts: &[Stated<'_>], standard: &'static Standard) -> Outcome {
        let rows = self.rows_for(parts, standard);
        match &rows[..] {
            [(row, true)] => Outcome::Certain(row.code().as_bytes().to_vec()),
            [] => Outcome::NoCode,
            _ => Outcome::Ambiguous(Ambiguity {
                system: self.title,
                candidates: rows.iter().map(|(row, _)| Candidate::of(*row)).collect(),
                causes: self.causes(parts, &rows),
                published: None,
                disagreements: Vec::new(),
            }),
        }
    }

    /// The certain row, marked `true`, or else the candidates, in the order of the list.
    fn rows_for(&self, parts: &[Stated<'_>], standard: &'static Standard) -> Vec<(Row, bool)> {
        let certain: Vec<Row> = self.rows.iter().filter(|row| row.is_certain_for(parts)).collect();
        let narrowest: Vec<Row> = certain
            .iter()
            .copied()
            .filter(|row| !certain.iter().any(|other| is_narrower(*other, *row, standard)))
            .collect();
        if let [only] = narrowest[..] {
            return vec![(only, true)];
        }
        let heritages_alone = self.without_nationality(parts);
        let aside = if heritages_alone.is_empty() || heritages_alone.len() == parts.len() {
            Vec::new()
        } else {
            self.rows_for(&heritages_alone, standard)
        };
        let is_candidate = |row: Row| {
            if narrowest.is_empty() {
                row.may_hold(parts)
            } else {
                narrowest.iter().any(|one| one.code() == row.code())
            }
        };
        let also = |row: Row| aside.iter().any(|(other, _)| other.code() == row.code());
        self.rows.iter().filter(|row| is_candidate(*row) || also(*row)).map(|row| (row, false)).collect()
    }

    /// The parts that cannot be meant as a nationality.
    fn without_nationality<'a>(&self, parts: &[Stated<'a>]) -> Vec<Stated<'a>> {
        let nationality =
            |part: &&Stated<'_>| self.may_be_nationality.iter().any(|&index| part.is(Slot::Concept(index)));
        parts.iter().filter(|part| !nationality(part)).copied().collect()
    }

    fn causes(&self, parts: &[Stated<'_>], candidates: &[(Row, bool)]) -> Vec<Cause> {
        let mut causes = Vec::new();
        let mut add = |holds: bool, cause: Cause| {
            if holds && !causes.contains(&cause) {
                causes.push(cause);
            }
        };
        let stated = |part: &Stated<'_>| matches!(part, Stated::Known { .. });
        add(!parts.iter().any(stated), Cause::NothingFurtherStated);
        for what in candidates.iter().flat_map(|(row, _)| row.adds()) {
            add(true, Cause::CategoryAddsUnasked(what));
        }
        let own_category = |part: &Stated<'_>| {
            self.rows
                .iter()
                .any(|row| row.slots().len() == 1 && row.slots().iter().any(|&slot| part.is(slot)))
        };
        add(parts.iter().any(|part| stated(part) && !own_category(part)), Cause::NoCategoryOfItsOwn);
        let whole = |row: Row| row.relationship() == Relationship::Equivalent;
        add(
            parts.len() == 1 && candidates.iter().filter(|(row, _)| whole(*row)).count() > 1,
            Cause::DividedByTheList,
        );
        add(parts.len() > 1, Cause::SeveralStated);
        let alone = self.without_nationality(parts).len();
        add(alone > 0 && alone < parts.len(), Cause::MayBeNationality);
        causes
    }

    /// What an absence is in this system: the code of exactly these reasons; else the narrowest that cover them.
    pub(super) fn outcome_of_absence(&self, absence: Absence) -> Outcome {
        let covering: Vec<(Row, Absence)> = self
            .rows
            .iter()
            .filter_map(|row| row.absence().map(|reasons| (row, reasons)))
            .filter(|(_, reasons)| absence.is_covered_by(*reasons))
            .collect();
        let exact: Vec<Row> =
            covering.iter().filter(|(_, reasons)| *reasons == absence).map(|(row, _)| *row).collect();
        let is_narrowest = |reasons: Absence| {
            !covering.iter().any(|(_, other)| other.is_covered_by(reasons) && !reasons.is_covered_by(*other))
        };
        let narrowest: Vec<Row> = match exact[..] {
            [] => {
                covering.iter().filter(|(_, reasons)| is_narrowest(*reasons)).map(|(row, _)| *row).collect()
            }
            // A list of several levels can have the same reason at each of them.
            _ => exact,
        };
        match narrowest[..] {
            [] => Outcome::NoCode,
            [row] => Outcome::Certain(row.code().as_bytes().to_vec()),
            _ => Outcome::Ambiguous(Ambiguity {
                system: self.title,
                candidates: narrowest.into_iter().map(Candidate::of).collect(),
                causes: vec![Cause::DividedByTheList],
                published: None,
                disagreements: Vec::new(),
            }),
        }
    }
}

/// Whether every part of `row` is, and none but narrowly, a part of `other`.
fn is_narrower(row: Row, other: Row, standard: &'static Standard) -> bool {
    let within = |inner: Row, outer: Row| {
        inner.slots().iter().all(|&slot| {
            let Slot::Concept(index) = slot else { return false };
            let stated = standard.at(index).map_or(Stated::Any, Stated::from);
            outer.slots().iter().any(|&outer| stated.is(outer))
        })
    };
    within(row, other) && !within(other, row)
}

impl Candidate {
    fn of(row: Row) -> Self {
        Self {
            code: row.code().as_bytes().to_vec(),
            label: Some(row.label()).filter(|label| !label.is_empty()),
        }
    }
}
