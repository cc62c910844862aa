//! The tables of a standard, packed when the crate is compiled.
#![allow(
    clippy::indexing_slicing,
    reason = "what is packed is packed when the crate is compiled: a table that does not fit does not compile"
)]

use super::concept::{Attestation, Label, LabelUse, Status};
use super::{ConceptId, Kind};
use crate::packed::{Run, Span, is_same};

/// A concept as a generated file writes it.
#[derive(Debug)]
pub(crate) struct ConceptEntry {
    pub(crate) id: ConceptId,
    pub(crate) slug: &'static str,
    pub(crate) label: &'static str,
    pub(crate) status: Status,
    pub(crate) counting_only: bool,
    pub(crate) broader: &'static [u16],
    pub(crate) overlaps: &'static [u16],
    pub(crate) is_a: &'static [u16],
    pub(crate) may_be: &'static [u16],
    pub(crate) labels: &'static [Label],
    pub(crate) attested_by: &'static [Attestation],
}

/// A concept, in the runs of its standard.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PackedConcept {
    pub(crate) id: ConceptId,
    pub(crate) slug: Span,
    pub(crate) label: Span,
    pub(crate) status: Status,
    pub(crate) counting_only: bool,
    /// Indices of the directly broader concepts.
    pub(crate) broader: Span,
    /// Indices of the concepts that this one may be, as declared on either side.
    pub(crate) overlaps: Span,
    /// Indices of this concept and of all that are broader, in ascending order.
    pub(crate) is_a: Span,
    /// Indices of all concepts that a person who states this one may be, in ascending order: for this concept and each
    /// narrower one, what that always is, and what the concepts always are that it overlaps. `overlaps` is neither
    /// passed down nor followed twice: that somebody European may be Turkish does not say it of somebody Polish.
    pub(crate) may_be: Span,
    pub(crate) labels: Span,
}

impl PackedConcept {
    /// A concept of which nothing but the id is known yet.
    #[cfg(feature = "steward")]
    pub(crate) const fn blank(id: ConceptId) -> Self {
        Self { id, ..Self::BLANK }
    }

    /// What stands in a table until it is filled.
    const BLANK: Self = Self {
        id: ConceptId::from_table(Kind::Heritage, 0),
        slug: Span::EMPTY,
        label: Span::EMPTY,
        status: Status::Provisional,
        counting_only: false,
        broader: Span::EMPTY,
        overlaps: Span::EMPTY,
        is_a: Span::EMPTY,
        may_be: Span::EMPTY,
        labels: Span::EMPTY,
    };
}

/// A further name, in the runs of its standard.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PackedLabel {
    pub(crate) language: Span,
    pub(crate) text: Span,
    pub(crate) usage: LabelUse,
}

/// A witness, in the runs of its standard.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PackedAttestation {
    pub(crate) system: Span,
    pub(crate) code: Span,
    pub(crate) label: Span,
}

/// The runs that the concepts of a standard point into.
#[derive(Debug)]
pub(crate) struct Runs {
    pub(crate) text: &'static str,
    pub(crate) indices: &'static [u16],
    pub(crate) labels: &'static [PackedLabel],
}

impl Runs {
    pub(crate) const NONE: &'static Self = &Self { text: "", indices: &[], labels: &[] };
}

/// The witnesses of a standard's concepts. They stand apart, so that a program that never asks for them does not hold
/// them.
#[derive(Debug)]
pub(crate) struct Witnesses {
    pub(crate) text: &'static str,
    pub(crate) attestations: &'static [PackedAttestation],
    /// Those of each concept, in the concepts' order.
    pub(crate) of: &'static [Span],
    pub(crate) not_further_stated: Span,
}

impl Witnesses {
    pub(crate) const NONE: &'static Self =
        &Self { text: "", attestations: &[], of: &[], not_further_stated: Span::EMPTY };

    pub(super) fn those(&'static self, which: Span) -> impl Iterator<Item = Attestation> {
        which.of_list(self.attestations).iter().map(|witness| Attestation {
            system: witness.system.of_text(self.text),
            code: witness.code.of_text(self.text),
            label: witness.label.of_text(self.text),
        })
    }
}

/// The packed concepts of a standard. With no room for any it counts what room they need.
#[derive(Debug)]
pub(crate) struct Packed<const TEXT: usize, const INDICES: usize, const LABELS: usize, const CONCEPTS: usize>
{
    pub(crate) text: Run<u8, TEXT>,
    pub(crate) indices: Run<u16, INDICES>,
    pub(crate) labels: Run<PackedLabel, LABELS>,
    pub(crate) concepts: [PackedConcept; CONCEPTS],
}

impl<const T: usize, const I: usize, const L: usize, const C: usize> Packed<T, I, L, C> {
    pub(crate) const fn of(entries: &[ConceptEntry]) -> Self {
        let blank = PackedLabel { language: Span::EMPTY, text: Span::EMPTY, usage: LabelUse::Label };
        let mut packed = Self {
            text: Run::of(0),
            indices: Run::of(0),
            labels: Run::of(blank),
            concepts: [PackedConcept::BLANK; C],
        };
        let mut place = 0;
        while place < entries.len() {
            let concept = packed.concept(&entries[place]);
            if C > 0 {
                packed.concepts[place] = concept;
            }
            place += 1;
        }
        packed
    }

    const fn concept(&mut self, entry: &ConceptEntry) -> PackedConcept {
        PackedConcept {
            id: entry.id,
            slug: self.text.add(entry.slug.as_bytes()),
            label: self.text.add(entry.label.as_bytes()),
            status: entry.status,
            counting_only: entry.counting_only,
            broader: self.indices.add(entry.broader),
            overlaps: self.indices.add(entry.overlaps),
            is_a: self.indices.add(entry.is_a),
            may_be: self.indices.add(entry.may_be),
            labels: self.names(entry.labels),
        }
    }

    const fn names(&mut self, names: &[Label]) -> Span {
        let start = self.labels.len();
        let mut place = 0;
        while place < names.len() {
            let name = &names[place];
            let language = self.text.add(name.language.as_bytes());
            let text = self.text.add(name.text.as_bytes());
            self.labels.add(&[PackedLabel { language, text, usage: name.usage }]);
            place += 1;
        }
        self.labels.since(start)
    }
}

/// The packed witnesses of a standard. With no room for any it counts what room they need.
#[derive(Debug)]
pub(crate) struct PackedWitnesses<const TEXT: usize, const ATTESTATIONS: usize, const CONCEPTS: usize> {
    pub(crate) text: Run<u8, TEXT>,
    pub(crate) attestations: Run<PackedAttestation, ATTESTATIONS>,
    pub(crate) of: [Span; CONCEPTS],
    pub(crate) not_further_stated: Span,
}

impl<const T: usize, const A: usize, const C: usize> PackedWitnesses<T, A, C> {
    pub(crate) const fn of(entries: &[ConceptEntry], not_further_stated: &[Attestation]) -> Self {
        let blank = PackedAttestation { system: Span::EMPTY, code: Span::EMPTY, label: Span::EMPTY };
        let mut packed = Self {
            text: Run::of(0),
            attestations: Run::of(blank),
            of: [Span::EMPTY; C],
            not_further_stated: Span::EMPTY,
        };
        let mut place = 0;
        while place < entries.len() {
            let which = packed.witnesses(entries[place].attested_by);
            if C > 0 {
                packed.of[place] = which;
            }
            place += 1;
        }
        packed.not_further_stated = packed.witnesses(not_further_stated);
        packed
    }

    const fn witnesses(&mut self, witnesses: &[Attestation]) -> Span {
        let start = self.attestations.len();
        let mut place = 0;
        let mut system = Span::EMPTY;
        while place < witnesses.len() {
            let witness = &witnesses[place];
            if place == 0 || !is_same(witnesses[place - 1].system, witness.system) {
                system = self.text.add(witness.system.as_bytes());
            }
            let code = self.text.add(witness.code.as_bytes());
            let label = self.text.add(witness.label.as_bytes());
            self.attestations.add(&[PackedAttestation { system, code, label }]);
            place += 1;
        }
        self.attestations.since(start)
    }
}

/// The tables of a standard, from the constants `CONCEPTS`, `BY_SLUG` and `NOT_FURTHER_STATED` of a generated file:
/// `standard!(Heritage, "Heritages")`.
macro_rules! standard {
    ($kind:ident, $name:literal) => {
        use $crate::packed::text_of;
        use $crate::standard::Standard;
        use $crate::standard::packed::{Packed, PackedWitnesses, Runs, Witnesses};

        #[allow(
            long_running_const_eval,
            reason = "thousands of texts are counted and copied, when the crate is compiled"
        )]
        const ROOM: Packed<0, 0, 0, 0> = Packed::of(CONCEPTS);

        #[allow(long_running_const_eval, reason = "as above")]
        static PACKED: Packed<
            { ROOM.text.len() },
            { ROOM.indices.len() },
            { ROOM.labels.len() },
            { CONCEPTS.len() },
        > = Packed::of(CONCEPTS);

        static RUNS: Runs = Runs {
            text: text_of(&PACKED.text.items),
            indices: &PACKED.indices.items,
            labels: &PACKED.labels.items,
        };

        pub(crate) static STANDARD: Standard = Standard {
            kind: Kind::$kind,
            name: $name,
            concepts: &PACKED.concepts,
            by_slug: BY_SLUG,
            runs: &RUNS,
            own_witnesses: Witnesses::NONE,
        };

        #[allow(long_running_const_eval, reason = "as above")]
        const ROOM_OF_WITNESSES: PackedWitnesses<0, 0, 0> = PackedWitnesses::of(CONCEPTS, NOT_FURTHER_STATED);

        #[allow(long_running_const_eval, reason = "as above")]
        static PACKED_WITNESSES: PackedWitnesses<
            { ROOM_OF_WITNESSES.text.len() },
            { ROOM_OF_WITNESSES.attestations.len() },
            { CONCEPTS.len() },
        > = PackedWitnesses::of(CONCEPTS, NOT_FURTHER_STATED);

        pub(crate) static WITNESSES: Witnesses = Witnesses {
            text: text_of(&PACKED_WITNESSES.text.items),
            attestations: &PACKED_WITNESSES.attestations.items,
            of: &PACKED_WITNESSES.of,
            not_further_stated: PACKED_WITNESSES.not_further_stated,
        };
    };
}
pub(crate) use standard;
