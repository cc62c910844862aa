//! Concepts and the relations between them.

use core::fmt;
use std::sync::OnceLock;

use super::{ConceptId, Kind};

/// Where a concept stands on its way to being agreed with the people it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Status {
    /// Written down from published sources; the communities have not yet agreed to it.
    Provisional,
    /// Agreed with the community it names.
    Agreed,
    /// No longer offered. Its id stays valid for ever.
    Retired,
}

/// How a label may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LabelUse {
    /// The concept's name in this language; may be shown.
    Label,
    /// Another name for the same concept; may be shown.
    Synonym,
    /// Recognised when somebody types it, and never shown back: outdated, hurtful or misspelt.
    SearchOnly,
}

/// A name of a concept, in a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// BCP 47 tag of the language of `text`.
    pub language: &'static str,
    /// The name itself.
    pub text: &'static str,
    /// Whether it may be shown.
    pub usage: LabelUse,
}

/// A published list that names this concept: the witness for mapping rows, written apart from them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attestation {
    /// Key of the code system, for example `nhs-ethnic-category-2001`.
    pub system: &'static str,
    /// The code in that list.
    pub code: &'static str,
    /// The official label, exactly as published.
    pub label: &'static str,
}

/// The standard that a concept stands in: the national one, or one that an overlay extends it to. The latter is set once
/// when it has been built, because its concepts are made before it is whole.
#[derive(Clone, Copy)]
pub(crate) struct Home(Option<&'static OnceLock<Standard>>);

impl Home {
    pub(crate) const NATIONAL: Self = Self(None);

    pub(crate) const fn extended(standard: &'static OnceLock<Standard>) -> Self {
        Self(Some(standard))
    }
}

impl fmt::Debug for Home {
    /// Whose it is alone: the standard holds the concept that holds this.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "an overlay" } else { "national" })
    }
}

/// One entry of a standard.
///
/// # Example
///
/// ```
/// use ownwords::standard::Standard;
///
/// let jamaican = Standard::ethnicity().by_slug("jamaican").unwrap();
/// assert_eq!(jamaican.label(), "Jamaican");
/// assert!(jamaican.is_a(Standard::ethnicity().by_slug("caribbean").unwrap()));
/// ```
#[derive(Debug)]
pub struct Concept {
    pub(crate) home: Home,
    pub(crate) id: ConceptId,
    pub(crate) slug: &'static str,
    pub(crate) label: &'static str,
    pub(crate) status: Status,
    pub(crate) counting_only: bool,
    /// Indices of the directly broader concepts.
    pub(crate) broader: &'static [u16],
    /// Indices of the concepts that this one may be, as declared on either side.
    pub(crate) overlaps: &'static [u16],
    /// Indices of this concept and of all that are broader, in ascending order.
    pub(crate) is_a: &'static [u16],
    /// Indices of all concepts that a person who states this one may be, in ascending order: for this concept and each
    /// narrower one, what that always is, and what the concepts always are that it overlaps. `overlaps` is neither
    /// passed down nor followed twice: that somebody European may be Turkish does not say it of somebody Polish.
    pub(crate) may_be: &'static [u16],
    pub(crate) labels: &'static [Label],
    pub(crate) attested_by: &'static [Attestation],
}

impl Concept {
    /// The permanent id.
    pub fn id(&self) -> ConceptId {
        self.id
    }

    /// The readable key that the YAML files use.
    pub fn slug(&self) -> &'static str {
        self.slug
    }

    /// The name in plain English.
    pub fn label(&self) -> &'static str {
        self.label
    }

    /// Where it stands on its way to being agreed.
    pub fn status(&self) -> Status {
        self.status
    }

    /// Whether the concept exists for counting alone and is never what a form offers first.
    pub fn is_for_counting_only(&self) -> bool {
        self.counting_only
    }

    /// Further names, in any language.
    pub fn labels(&self) -> &'static [Label] {
        self.labels
    }

    /// The published lists that name this concept.
    pub fn attested_by(&self) -> &'static [Attestation] {
        self.attested_by
    }

    /// Whether this concept is always the other one: itself, or `broader` leads to it.
    pub fn is_a(&self, other: &Self) -> bool {
        self.id == other.id
            || self.standard().is_some_and(|standard| {
                standard.index(other.id).is_some_and(|index| self.is_a.binary_search(&index).is_ok())
            })
    }

    /// Whether somebody who states this concept may be the other one too.
    pub(super) fn may_be(&self, other: &Self) -> bool {
        let index = self.standard().and_then(|standard| standard.index(other.id));
        index.is_some_and(|index| self.may_be.binary_search(&index).is_ok())
    }

    /// The directly broader concepts.
    pub fn broader(&self) -> impl Iterator<Item = &'static Self> {
        let standard = self.standard();
        self.broader.iter().filter_map(move |&index| standard?.at(index))
    }

    /// The concepts that this one may be, by `overlaps` alone.
    pub fn overlaps(&self) -> impl Iterator<Item = &'static Self> {
        let standard = self.standard();
        self.overlaps.iter().filter_map(move |&index| standard?.at(index))
    }

    pub(super) fn standard(&self) -> Option<&'static Standard> {
        match self.home.0 {
            None => Standard::of(self.id.kind()),
            Some(extended) => extended.get(),
        }
    }
}

/// A list of what may be recorded in one field.
#[derive(Debug)]
pub struct Standard {
    pub(crate) kind: Kind,
    pub(crate) name: &'static str,
    /// In ascending order of ids: those of the national standard first, with the same indices in all that extend it.
    pub(crate) concepts: &'static [Concept],
    /// Indices into `concepts`, in ascending order of slugs.
    pub(crate) by_slug: &'static [u16],
    /// The witnesses that a code says no more than "another, not named here".
    pub(crate) not_further_stated: &'static [Attestation],
}

impl Standard {
    /// The heritages.
    pub fn ethnicity() -> &'static Self {
        &super::tables::ethnicity::STANDARD
    }

    /// The sexual orientations.
    pub fn orientation() -> &'static Self {
        &super::tables::orientation::STANDARD
    }

    /// The sets of pronouns.
    pub fn pronouns() -> &'static Self {
        &super::tables::pronouns::STANDARD
    }

    /// The standard that a kind of id belongs to.
    pub fn of(kind: Kind) -> Option<&'static Self> {
        use super::tables;
        Some(match kind {
            Kind::Heritage => Self::ethnicity(),
            Kind::Orientation => Self::orientation(),
            Kind::Pronouns => Self::pronouns(),
            Kind::Gender => &tables::gender::STANDARD,
            Kind::TransStatus => &tables::trans_status::STANDARD,
            Kind::AdministrativeGender => &tables::administrative_gender::STANDARD,
            Kind::PhenotypicSex => &tables::phenotypic_sex::STANDARD,
            Kind::Religion => &tables::religion::STANDARD,
            Kind::Disability => &tables::disability::STANDARD,
            Kind::Impairment => &tables::impairment::STANDARD,
            Kind::Partnership => &tables::partnership::STANDARD,
            Kind::Care => &tables::care::STANDARD,
            Kind::ArmedForces => &tables::armed_forces::STANDARD,
            Kind::Accommodation => &tables::accommodation::STANDARD,
        })
    }

    /// What the list is of, in plain English.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The kind of its ids.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// All concepts, in the order of their ids' numbers; an overlay's after the national ones.
    pub fn concepts(&self) -> &'static [Concept] {
        self.concepts
    }

    /// The published codes that say no more than "another, not named here".
    pub fn not_further_stated(&self) -> &'static [Attestation] {
        self.not_further_stated
    }

    /// The concept with this id, or `None` when this release does not know it.
    pub fn by_id(&self, id: ConceptId) -> Option<&'static Concept> {
        self.index(id).and_then(|index| self.at(index))
    }

    /// The concept with this slug.
    pub fn by_slug(&self, slug: &str) -> Option<&'static Concept> {
        let found =
            self.by_slug.binary_search_by(|&index| self.at(index).map_or("", Concept::slug).cmp(slug));
        found.ok().and_then(|place| self.by_slug.get(place)).and_then(|&index| self.at(index))
    }

    pub(crate) fn at(&self, index: u16) -> Option<&'static Concept> {
        self.concepts.get(usize::from(index))
    }

    #[inline]
    pub(crate) fn index(&self, id: ConceptId) -> Option<u16> {
        if id.kind() != self.kind {
            return None;
        }
        // Numbers are given one after another and never taken back, so that nearly all ids stand in the place of theirs.
        let at_its_place = usize::try_from(id.number()).ok().and_then(|number| number.checked_sub(1));
        let index =
            match at_its_place.filter(|&place| self.concepts.get(place).is_some_and(|one| one.id == id)) {
                Some(place) => place,
                None => self.concepts.binary_search_by_key(&id, |concept| concept.id).ok()?,
            };
        u16::try_from(index).ok()
    }
}
