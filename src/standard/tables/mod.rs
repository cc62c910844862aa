//! Generated tables. Each file says what it was generated from; `ownwords build` writes them.

#[rustfmt::skip]
mod edition;
#[rustfmt::skip]
pub(crate) mod communication;
#[rustfmt::skip]
pub(crate) mod formats;
#[rustfmt::skip]
pub(crate) mod contact;
#[rustfmt::skip]
pub(crate) mod interpreter;
#[rustfmt::skip]
pub(crate) mod language_ability;
#[rustfmt::skip]
pub(crate) mod proficiency;
#[rustfmt::skip]
pub(crate) mod accommodation;
#[rustfmt::skip]
pub(crate) mod administrative_gender;
#[rustfmt::skip]
pub(crate) mod armed_forces;
#[rustfmt::skip]
pub(crate) mod care;
#[rustfmt::skip]
pub(crate) mod disability;
#[rustfmt::skip]
pub(crate) mod ethnicity;
#[rustfmt::skip]
pub(crate) mod gender;
#[rustfmt::skip]
pub(crate) mod impairment;
#[rustfmt::skip]
pub(crate) mod language_names;
#[rustfmt::skip]
pub(crate) mod language_subtags;
#[rustfmt::skip]
pub(crate) mod orientation;
#[rustfmt::skip]
pub(crate) mod partnership;
#[rustfmt::skip]
pub(crate) mod phenotypic_sex;
#[rustfmt::skip]
pub(crate) mod pronouns;
#[rustfmt::skip]
pub(crate) mod religion;
#[rustfmt::skip]
pub(crate) mod trans_status;

pub(crate) use edition::{DATE, VERSION};

use super::packed::Witnesses;
use super::{Kind, Standard};

/// The tables of each kind of concept.
macro_rules! tables {
    ($($kind:ident: $table:ident,)*) => {
        /// The standard that a kind of id belongs to.
        pub(super) fn standard(kind: Kind) -> &'static Standard {
            match kind {
                $(Kind::$kind => &$table::STANDARD,)*
            }
        }

        /// The witnesses of that standard.
        pub(super) fn witnesses(kind: Kind) -> &'static Witnesses {
            match kind {
                $(Kind::$kind => &$table::WITNESSES,)*
            }
        }
    };
}

tables! {
    Heritage: ethnicity,
    Orientation: orientation,
    Pronouns: pronouns,
    Gender: gender,
    TransStatus: trans_status,
    AdministrativeGender: administrative_gender,
    PhenotypicSex: phenotypic_sex,
    Religion: religion,
    Disability: disability,
    Impairment: impairment,
    Partnership: partnership,
    Care: care,
    ArmedForces: armed_forces,
    Accommodation: accommodation,
    Communication: communication,
    Format: formats,
    Contact: contact,
    Interpreter: interpreter,
    LanguageAbility: language_ability,
    Proficiency: proficiency,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::standard::{Concept, Kind, Standard};

    fn each_standard(check: impl Fn(&'static Standard)) {
        Kind::all().for_each(|kind| check(Standard::of(kind).unwrap()));
    }

    /// Every look-up in these tables is a binary search.
    #[test]
    fn tables_are_in_order() {
        each_standard(|standard| {
            let concepts = standard.concepts();
            assert!(concepts.clone().is_sorted_by(|one, next| one.id().number() < next.id().number()));
            let slug = |index: &u16| standard.at(*index).unwrap().slug();
            assert!(standard.by_slug.is_sorted_by(|one, next| slug(one) < slug(next)));
            assert_eq!(standard.by_slug.len(), concepts.len());
            for concept in concepts {
                assert_eq!(standard.by_slug(concept.slug()).map(Concept::id), Some(concept.id()));
                assert_eq!(standard.by_id(concept.id()).map(Concept::slug), Some(concept.slug()));
                for list in [concept.is_a_list(), concept.may_be_list()] {
                    assert!(list.is_sorted_by(|one, next| one < next), "{}", concept.slug());
                }
            }
        });
    }

    /// What somebody may be only ever shrinks on the way to a narrower concept: law L5 stands on it.
    #[test]
    fn relations_are_closed_symmetric_and_monotone() {
        each_standard(|standard| {
            let at = |index: &u16| standard.at(*index).unwrap();
            for (index, concept) in standard.concepts().enumerate() {
                let index = u16::try_from(index).unwrap();
                assert!(
                    concept.is_a_list().contains(&index)
                        && concept.is_a_list().iter().all(|one| concept.may_be_list().contains(one))
                );
                for broader in concept.is_a_list().iter().map(at) {
                    assert!(
                        broader.is_a_list().iter().all(|one| concept.is_a_list().contains(one)),
                        "{}",
                        concept.slug()
                    );
                    assert!(broader.may_be_list().contains(&index), "{}", concept.slug());
                }
                for other in concept.overlaps_list().iter().map(at) {
                    assert!(
                        other.overlaps_list().contains(&index),
                        "{} and {}",
                        concept.slug(),
                        other.slug()
                    );
                    assert!(
                        other.is_a_list().iter().all(|one| concept.may_be_list().contains(one)),
                        "{}",
                        concept.slug()
                    );
                }
                let broader: BTreeSet<u16> = concept
                    .broader_list()
                    .iter()
                    .flat_map(|index| at(index).may_be_list())
                    .copied()
                    .collect();
                assert!(
                    concept.broader_list().is_empty()
                        || concept.may_be_list().iter().all(|one| broader.contains(one)),
                    "{} may be what nothing broader may be",
                    concept.slug()
                );
            }
        });
    }
}
