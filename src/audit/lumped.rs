//! What each category of a list lumps together.

use super::codes;
use crate::Ethnicity;
use crate::bridge::{Bridge as _, CodeSystem, Policy};
use crate::ethnicity::Heritages;
use crate::field::Field;
use crate::overlay::Known;
use crate::standard::{Concept, ConceptId};

/// What a list of ethnic categories does with every heritage that a person may state alone.
///
/// # Example
///
/// ```
/// use ownwords::audit::Lumped;
///
/// let lumped = Lumped::of("nhs-ethnic-category-2001").unwrap();
/// let of = |code| lumped.under(code).iter().map(|heritage| heritage.slug()).collect::<Vec<_>>();
/// assert!(of("K").contains(&"bangladeshi"));
/// assert!(of("C").len() > 20);
/// let id = |slug| ownwords::Standard::ethnicity().by_slug(slug).unwrap().id();
/// assert!(lumped.has_place_for(id("indian")) && !lumped.has_place_for(id("somali")));
/// assert!(Lumped::of("no-such-list").is_none());
/// ```
#[derive(Clone, Debug)]
pub struct Lumped {
    codes: Vec<(&'static str, Vec<Concept>)>,
    certain: Vec<ConceptId>,
}

impl Lumped {
    /// Of the list of ethnic categories with this key; `None` where this release has none.
    pub fn of(key: &str) -> Option<Self> {
        Self::of_known(Known::NATIONAL, key)
    }

    /// Of the list of ethnic categories with this key, among those that a run knows.
    pub(in crate::audit) fn of_known(known: Known, key: &str) -> Option<Self> {
        Some(Self::of_list(known.with_key(key)?))
    }

    /// Of this list, which may be one of an [`Overlay`](crate::Overlay): its own heritages are then among them.
    ///
    /// # Example
    ///
    /// ```
    /// use std::path::Path;
    /// use ownwords::Overlay;
    /// use ownwords::audit::Lumped;
    ///
    /// let overlay = Overlay::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/overlay")).unwrap();
    /// let lumped = Lumped::of_list(overlay.system("nhs-ethnic-category-2001").unwrap());
    /// assert!(lumped.under("K").iter().any(|heritage| heritage.slug() == "bangladeshi-sylheti"));
    /// ```
    pub fn of_list(system: &'static CodeSystem<Heritages>) -> Self {
        let mut lumped = Self {
            codes: system.rows().iter().map(|row| (row.code(), Vec::new())).collect(),
            certain: Vec::new(),
        };
        let stated = || system.standard().concepts().filter(|concept| !concept.is_for_counting_only());
        for concept in stated() {
            if let Some(code) = system.certain_code(concept.id()) {
                lumped.add(code.as_bytes(), concept);
                lumped.certain.push(concept.id());
                continue;
            }
            let Ok(statement) = Ethnicity::of([concept.id()]) else { continue };
            if let Err(ambiguity) = system.encode(&Field::stated(statement), Policy::Certain) {
                ambiguity.candidates().iter().for_each(|candidate| lumped.add(candidate.code(), concept));
            }
        }
        // Nothing is encoded to an organisation's own subdivision of a code; what it means is what stands behind it.
        for row in system.subdivisions() {
            let meant = codes::concepts(system, row.code().as_bytes());
            let is_one = |concept: &Concept| meant.iter().any(|broader| concept.is_a(*broader));
            lumped.codes.push((row.code(), stated().filter(is_one).collect()));
        }
        lumped
    }

    fn add(&mut self, code: &[u8], concept: Concept) {
        if let Some((_, held)) = self.codes.iter_mut().find(|(known, _)| known.as_bytes() == code) {
            held.push(concept);
        }
    }

    /// The heritages of which one may stand behind this code, in the order of the standard.
    pub fn under(&self, code: &str) -> &[Concept] {
        self.codes.iter().find(|(known, _)| *known == code).map_or(&[], |(_, held)| held)
    }

    /// Whether the list has one code that is certain for this heritage, and so a place for whoever states it.
    pub fn has_place_for(&self, heritage: ConceptId) -> bool {
        self.certain.contains(&heritage)
    }
}
