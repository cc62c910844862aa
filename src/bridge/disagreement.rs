//! Terms about which published crosswalks disagree.

use core::fmt;

use super::row::Slot;
use crate::standard::{Concept, Standard};
use crate::stated::Part;

/// One code that a term is given, and by whom.
#[derive(Debug, PartialEq, Eq)]
pub struct PublishedCode {
    pub(crate) code: &'static str,
    pub(crate) sources: &'static [&'static str],
}

impl PublishedCode {
    /// The code, of the list that the crosswalks are to or of the source's own.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The published lists that give it.
    pub fn sources(&self) -> &'static [&'static str] {
        self.sources
    }
}

/// A term that published crosswalks give different codes; from `mappings/ethnicity/disagreements.yaml`.
///
/// It decides nothing. An [`Ambiguity`](super::Ambiguity) carries those that are about its statement, so that whoever
/// chooses a code sees that the published answers differ. `Display` writes one line of it.
///
/// # Example
///
/// ```
/// use ownwords::bridge::{Policy, systems};
/// use ownwords::{Bridge, Ethnicity, Field, Standard};
///
/// let turkish = Standard::ethnicity().by_slug("turkish").unwrap().id();
/// let field = Field::stated(Ethnicity::of([turkish]).unwrap());
/// let ambiguity = systems::NHS_ETHNIC_CATEGORY_2001.encode(&field, Policy::Certain).unwrap_err();
/// let [disagreement] = ambiguity.disagreements() else { panic!("there is one") };
/// assert!(disagreement.to_string().starts_with("\"Turkish\": S (GDPPR), C (OpenSAFELY, "));
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct Disagreement {
    pub(crate) term: &'static str,
    pub(crate) means: &'static [Slot],
    /// Keys of the systems that the codes are of.
    pub(crate) targets: &'static [&'static str],
    pub(crate) said: &'static [PublishedCode],
}

impl Disagreement {
    /// The term, as the comparison names it.
    pub fn term(&self) -> &'static str {
        self.term
    }

    /// What each source gives it. One alone stands where a further term of the same meaning has another.
    pub fn said(&self) -> &'static [PublishedCode] {
        self.said
    }

    /// The heritages that the term means, all of them together.
    pub fn means(&self) -> impl Iterator<Item = Concept> {
        self.means.iter().filter_map(|slot| match slot {
            Slot::Concept(index) => Standard::ethnicity().at(*index),
            Slot::NotFurtherStated => None,
        })
    }

    /// Whether the term means exactly these parts, in whatever order, and its codes are of this system.
    pub(super) fn is_about(&self, system: &str, parts: &[Part]) -> bool {
        let part = |slot: &Slot| match slot {
            Slot::Concept(index) => {
                Standard::ethnicity().at(*index).map(|concept| Part::Concept(concept.id()))
            }
            Slot::NotFurtherStated => Some(Part::NotFurtherStated),
        };
        self.targets.contains(&system)
            && self.means.len() == parts.len()
            && self.means.iter().all(|slot| part(slot).is_some_and(|part| parts.contains(&part)))
    }
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\":", self.term)?;
        for (place, said) in self.said.iter().enumerate() {
            let comma = if place == 0 { "" } else { "," };
            write!(f, "{comma} {} ({})", said.code(), said.sources.join(", "))?;
        }
        Ok(())
    }
}
