//! All systems that this release knows: one static each, and the list of each field's.

#[rustfmt::skip]
mod tables;

use super::{Authority, Target};
use crate::text::nearest;

pub use super::tags::{BCP_47, LANGUAGE};
pub use tables::*;

/// The keys of all systems, in the order of their fields: ethnicity, orientation, language, absence.
///
/// # Example
///
/// ```
/// use ownwords::bridge::systems;
///
/// assert!(systems::keys().any(|key| key == "nhs-ethnic-category-2001"));
/// ```
pub fn keys() -> impl Iterator<Item = &'static str> {
    let ethnicity = ETHNICITY.iter().map(|system| system.key());
    let orientation = ORIENTATION.iter().map(|system| system.key());
    let language = LANGUAGE.iter().map(|system| Target::key(*system));
    ethnicity.chain(orientation).chain(language).chain(ABSENCE.iter().map(|system| system.key()))
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
