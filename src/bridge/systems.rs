//! All systems that this release knows: one static each, and the list of each field's.

/// SNOMED CT identifiers: of ethnic groups and categories, as NHS Digital's crosswalk of 2021 lists them; of sexual
/// orientation and gender identity; and of how people communicate, as accessible information and the reasonable adjustments
/// flag list them. Only with the feature `snomed`.
///
/// **You need a licence.** SNOMED CT belongs to SNOMED International. To use it, also through this module, you need a
/// licence for the SNOMED CT UK Edition, which NHS England gives in the United Kingdom, or your own country's. What
/// stands here are identifiers and what they mean in our own words: no terms, so every label is empty.
///
/// An identifier names a concept and not the people who were asked: several mean the same, and a concept that records
/// somebody's race as a type is an observation, never an answer. Three identifiers were published with a wrong check digit
/// and stand here so, because systems send them; [`sctid`](super::sctid) tells them.
///
/// # Example
///
/// ```
/// use ownwords::bridge::systems::snomed::GDPPR_SNOMED;
///
/// let decoded = GDPPR_SNOMED.decode(b"46110004");
/// assert_eq!(decoded.answer().given().unwrap().concepts().count(), 1);
/// assert_eq!(decoded.row().unwrap().label(), "");
/// ```
#[cfg(feature = "snomed")]
#[rustfmt::skip]
pub mod snomed;
#[rustfmt::skip]
mod languages;
#[rustfmt::skip]
mod tables;

use super::{Authority, CodeSystem, Target};
use crate::stated::Axis;
use crate::text::nearest;

pub use languages::*;
pub use tables::*;

/// What [`each_list`] shows the list of each field to: whatever is said of every code system there is is said once, and
/// holds for a field that is new too.
pub trait Lists {
    /// All code systems of a field, which `word` names as the mappings' files do.
    fn list<A: Axis>(&mut self, word: &'static str, systems: &'static [&'static CodeSystem<A>]);
}

/// The keys of all systems, in the order of their fields; those of languages come last.
///
/// # Example
///
/// ```
/// use ownwords::bridge::systems;
///
/// assert!(systems::keys().any(|key| key == "nhs-ethnic-category-2001"));
/// ```
pub fn keys() -> impl Iterator<Item = &'static str> {
    struct Keys(Vec<&'static str>);
    impl Lists for Keys {
        fn list<A: Axis>(&mut self, _: &'static str, systems: &'static [&'static CodeSystem<A>]) {
            self.0.extend(systems.iter().map(|system| system.key()));
        }
    }
    let mut keys = Keys(Vec::new());
    each_list(&mut keys);
    keys.0.into_iter().chain(LANGUAGE.iter().map(|system| Target::key(*system)))
}

/// The key that is nearest to a text that is no key, for "did you mean": the one with the fewest letters to change.
///
/// # Example
///
/// ```
/// use ownwords::bridge::systems;
///
/// assert_eq!(systems::nearest_key("nhs-ethnic-categry-2001"), Some("nhs-ethnic-category-2001"));
/// ```
pub fn nearest_key(text: &str) -> Option<&'static str> {
    nearest(text, keys())
}

/// The feature of this crate that a system stands behind, whether it is on or not; `None` where it needs none.
///
/// # Example
///
/// ```
/// use ownwords::bridge::systems;
///
/// assert_eq!(systems::feature_of("gdppr-snomed"), Some("snomed"));
/// assert_eq!(systems::feature_of("nhs-ethnic-category-2001"), None);
/// ```
pub fn feature_of(key: &str) -> Option<&'static str> {
    BEHIND_FEATURES.iter().find(|(system, _)| *system == key).map(|(_, feature)| *feature)
}

/// The authority with this key, for example `gdppr`.
///
/// # Example
///
/// ```
/// use ownwords::bridge::systems;
///
/// assert_eq!(systems::authority("gdppr").unwrap().edition(), "2021");
/// ```
pub fn authority(key: &str) -> Option<&'static Authority> {
    AUTHORITIES.iter().copied().find(|authority| authority.key() == key)
}
