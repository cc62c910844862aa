//! Concepts and the relations between them.

use core::fmt;

use super::packed::{PackedConcept, Runs, Witnesses};
use super::{ConceptId, Kind, tables};
use crate::packed::Span;

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
#[derive(Clone, Copy)]
pub struct Concept {
    concept: &'static PackedConcept,
    of: &'static Standard,
}

impl Concept {
    /// The permanent id.
    pub fn id(self) -> ConceptId {
        self.concept.id
    }

    /// The readable key that the YAML files use.
    pub fn slug(self) -> &'static str {
        self.concept.slug.of_text(self.of.runs.text)
    }

    /// The name in plain English.
    pub fn label(self) -> &'static str {
        self.concept.label.of_text(self.of.runs.text)
    }

    /// Where it stands on its way to being agreed.
    pub fn status(self) -> Status {
        self.concept.status
    }

    /// Whether the concept exists for counting alone and is never what a form offers first.
    pub fn is_for_counting_only(self) -> bool {
        self.concept.counting_only
    }

    /// Further names, in any language.
    pub fn labels(self) -> impl Iterator<Item = Label> + use<> {
        let runs = self.of.runs;
        self.concept.labels.of_list(runs.labels).iter().map(|label| Label {
            language: label.language.of_text(runs.text),
            text: label.text.of_text(runs.text),
            usage: label.usage,
        })
    }

    /// The published lists that name this concept.
    pub fn attested_by(self) -> impl Iterator<Item = Attestation> + use<> {
        let index = self.of.index(self.concept.id).map_or(usize::MAX, usize::from);
        let (national, own) = (tables::witnesses(self.concept.id.kind()), self.of.own_witnesses);
        // An overlay's own concepts stand behind the national ones.
        let (witnesses, place) = match index.checked_sub(national.of.len()) {
            None => (national, index),
            Some(place) => (own, place),
        };
        witnesses.those(witnesses.of.get(place).copied().unwrap_or(Span::EMPTY))
    }

    /// Whether this concept is always the other one: itself, or `broader` leads to it.
    pub fn is_a(self, other: Self) -> bool {
        let is_above = |index| self.is_a_list().binary_search(&index).is_ok();
        self.id() == other.id() || self.of.index(other.id()).is_some_and(is_above)
    }

    /// Whether somebody who states this concept may be the other one too.
    pub(super) fn may_be(self, other: Self) -> bool {
        self.of.index(other.id()).is_some_and(|index| self.may_be_list().binary_search(&index).is_ok())
    }

    /// The directly broader concepts.
    pub fn broader(self) -> impl Iterator<Item = Self> + use<> {
        self.broader_list().iter().filter_map(move |&index| self.of.at(index))
    }

    /// The concepts that this one may be, by `overlaps` alone.
    pub fn overlaps(self) -> impl Iterator<Item = Self> + use<> {
        self.overlaps_list().iter().filter_map(move |&index| self.of.at(index))
    }

    pub(crate) fn broader_list(self) -> &'static [u16] {
        self.concept.broader.of_list(self.of.runs.indices)
    }

    pub(crate) fn overlaps_list(self) -> &'static [u16] {
        self.concept.overlaps.of_list(self.of.runs.indices)
    }

    pub(crate) fn is_a_list(self) -> &'static [u16] {
        self.concept.is_a.of_list(self.of.runs.indices)
    }

    pub(crate) fn may_be_list(self) -> &'static [u16] {
        self.concept.may_be.of_list(self.of.runs.indices)
    }

    pub(super) fn standard(self) -> &'static Standard {
        self.of
    }
}

impl fmt::Debug for Concept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Concept")
            .field("id", &self.id())
            .field("slug", &self.slug())
            .field("label", &self.label())
            .field("status", &self.status())
            .finish_non_exhaustive()
    }
}

/// A list of what may be recorded in one field.
#[derive(Debug)]
pub struct Standard {
    pub(crate) kind: Kind,
    pub(crate) name: &'static str,
    /// In ascending order of ids: those of the national standard first, with the same indices in all that extend it.
    pub(crate) concepts: &'static [PackedConcept],
    /// Indices into `concepts`, in ascending order of slugs.
    pub(crate) by_slug: &'static [u16],
    pub(crate) runs: &'static Runs,
    /// Those of an overlay's own concepts; the national ones stand apart.
    pub(crate) own_witnesses: &'static Witnesses,
}

/// The standard that has no concepts: that of lists of reasons for absence, and of what stands in a table until it is
/// filled.
pub(crate) static NO_CONCEPTS: Standard = Standard {
    kind: Kind::Heritage,
    name: "Reasons for absence",
    concepts: &[],
    by_slug: &[],
    runs: Runs::NONE,
    own_witnesses: Witnesses::NONE,
};

impl Standard {
    /// The heritages.
    pub fn ethnicity() -> &'static Self {
        &tables::ethnicity::STANDARD
    }

    /// The sexual orientations.
    pub fn orientation() -> &'static Self {
        &tables::orientation::STANDARD
    }

    /// The sets of pronouns.
    pub fn pronouns() -> &'static Self {
        &tables::pronouns::STANDARD
    }

    /// The standard that a kind of id belongs to.
    pub fn of(kind: Kind) -> Option<&'static Self> {
        Some(tables::standard(kind))
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
    pub fn concepts(&'static self) -> impl ExactSizeIterator<Item = Concept> + DoubleEndedIterator + Clone {
        self.concepts.iter().map(move |concept| Concept { concept, of: self })
    }

    /// The published codes that say no more than "another, not named here".
    pub fn not_further_stated(&self) -> impl Iterator<Item = Attestation> + use<> {
        let witnesses = tables::witnesses(self.kind);
        witnesses.those(witnesses.not_further_stated)
    }

    /// The concept with this id, or `None` when this release does not know it.
    pub fn by_id(&'static self, id: ConceptId) -> Option<Concept> {
        self.index(id).and_then(|index| self.at(index))
    }

    /// The concept with this slug.
    pub fn by_slug(&'static self, slug: &str) -> Option<Concept> {
        let found = self.by_slug.binary_search_by(|&index| self.slug_at(index).cmp(slug));
        found.ok().and_then(|place| self.by_slug.get(place)).and_then(|&index| self.at(index))
    }

    fn slug_at(&self, index: u16) -> &'static str {
        self.concepts.get(usize::from(index)).map_or("", |concept| concept.slug.of_text(self.runs.text))
    }

    pub(crate) fn at(&'static self, index: u16) -> Option<Concept> {
        self.concepts.get(usize::from(index)).map(|concept| Concept { concept, of: self })
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
