//! All systems that this release knows: one static each, and the list of each field's.

#[rustfmt::skip]
mod tables;

use super::{Authority, CodeSystem, Target};
use crate::stated::Axis;
use crate::text::nearest;

pub use super::tags::{BCP_47, LANGUAGE};
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
