//! Concepts and the relations between them.

use core::fmt;
use std::sync::OnceLock;

use super::packed::{Runs, Witnesses};
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

/// The standard that a concept stands in: the national one, or one that an overlay extends it to. The latter is set once
/// when it has been built, because its concepts are made before it is whole.
#[derive(Clone, Copy)]
pub(crate) enum Home {
    National(&'static Standard),
    Extended(&'static OnceLock<Standard>),
}

impl fmt::Debug for Home {
    /// Whose it is alone: the standard holds the concept that holds this.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::National(_) => "national",
            Self::Extended(_) => "an overlay",
        })
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

impl Concept {
    /// What stands in a table until it is filled.
    pub(super) const BLANK: Self = Self {
        home: Home::National(&NO_CONCEPTS),
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

    /// The permanent id.
    pub fn id(&self) -> ConceptId {
        self.id
    }

    /// The readable key that the YAML files use.
    pub fn slug(&self) -> &'static str {
        self.slug.of_text(self.runs().text)
    }

    /// The name in plain English.
    pub fn label(&self) -> &'static str {
        self.label.of_text(self.runs().text)
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
    pub fn labels(&self) -> impl Iterator<Item = Label> + use<> {
        let runs = self.runs();
        self.labels.of_list(runs.labels).iter().map(|label| Label {
            language: label.language.of_text(runs.text),
            text: label.text.of_text(runs.text),
            usage: label.usage,
        })
    }

    /// The published lists that name this concept.
    pub fn attested_by(&self) -> impl Iterator<Item = Attestation> + use<> {
        let standard = self.standard().unwrap_or(&NO_CONCEPTS);
        let index = standard.index(self.id).map_or(usize::MAX, usize::from);
        let (national, own) = (tables::witnesses(self.id.kind()), standard.own_witnesses);
        // An overlay's own concepts stand behind the national ones.
        let (witnesses, place) = match index.checked_sub(national.of.len()) {
            None => (national, index),
            Some(place) => (own, place),
        };
        witnesses.those(witnesses.of.get(place).copied().unwrap_or(Span::EMPTY))
    }

    /// Whether this concept is always the other one: itself, or `broader` leads to it.
    pub fn is_a(&self, other: &Self) -> bool {
        self.id == other.id
            || self.standard().is_some_and(|standard| {
                standard.index(other.id).is_some_and(|index| self.is_a_list().binary_search(&index).is_ok())
            })
    }

    /// Whether somebody who states this concept may be the other one too.
    pub(super) fn may_be(&self, other: &Self) -> bool {
        let index = self.standard().and_then(|standard| standard.index(other.id));
        index.is_some_and(|index| self.may_be_list().binary_search(&index).is_ok())
    }

    /// The directly broader concepts.
    pub fn broader(&self) -> impl Iterator<Item = &'static Self> + use<> {
        let standard = self.standard();
        self.broader_list().iter().filter_map(move |&index| standard?.at(index))
    }

    /// The concepts that this one may be, by `overlaps` alone.
    pub fn overlaps(&self) -> impl Iterator<Item = &'static Self> + use<> {
        let standard = self.standard();
        self.overlaps_list().iter().filter_map(move |&index| standard?.at(index))
    }

    pub(crate) fn broader_list(&self) -> &'static [u16] {
        self.broader.of_list(self.runs().indices)
    }

    pub(crate) fn overlaps_list(&self) -> &'static [u16] {
        self.overlaps.of_list(self.runs().indices)
    }

    pub(crate) fn is_a_list(&self) -> &'static [u16] {
        self.is_a.of_list(self.runs().indices)
    }

    pub(crate) fn may_be_list(&self) -> &'static [u16] {
        self.may_be.of_list(self.runs().indices)
    }

    fn runs(&self) -> &'static Runs {
        self.standard().map_or(Runs::NONE, |standard| standard.runs)
    }

    pub(super) fn standard(&self) -> Option<&'static Standard> {
        match self.home {
            Home::National(standard) => Some(standard),
            Home::Extended(standard) => standard.get(),
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
    pub fn concepts(&self) -> &'static [Concept] {
        self.concepts
    }

    /// The published codes that say no more than "another, not named here".
    pub fn not_further_stated(&self) -> impl Iterator<Item = Attestation> + use<> {
        let witnesses = tables::witnesses(self.kind);
        witnesses.those(witnesses.not_further_stated)
    }

    /// The concept with this id, or `None` when this release does not know it.
    pub fn by_id(&self, id: ConceptId) -> Option<&'static Concept> {
        self.index(id).and_then(|index| self.at(index))
    }

    /// The concept with this slug.
    pub fn by_slug(&self, slug: &str) -> Option<&'static Concept> {
        let found = self.by_slug.binary_search_by(|&index| self.slug_at(index).cmp(slug));
        found.ok().and_then(|place| self.by_slug.get(place)).and_then(|&index| self.at(index))
    }

    fn slug_at(&self, index: u16) -> &'static str {
        self.at(index).map_or("", |concept| concept.slug.of_text(self.runs.text))
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
