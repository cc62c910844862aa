//! All receivers' fields that this release knows: one static each, and the list of all.
//!
//! # Example
//!
//! ```
//! use ownwords::{NameText, PartKind, Purpose, profiles};
//!
//! let name = NameText::entered("Zoë Nguyễn-Hart")?
//!     .with_part(PartKind::Given, "Zoë")
//!     .with_part(PartKind::Family, "Nguyễn-Hart");
//! let (text, receipt, residue) = profiles::VISION_SURNAME.render(&name, Purpose::Letter)?.into_parts();
//! assert_eq!(text, "NGUYEN-HART");
//! assert_eq!(profiles::VISION_SURNAME.restore(&text, &residue)?, "Nguyễn-Hart");
//! # Ok::<(), ownwords::Error>(())
//! ```

#[rustfmt::skip]
mod tables;

use super::FieldProfile;
use crate::text::nearest;

pub use tables::*;

/// The profile with this key.
///
/// # Example
///
/// ```
/// use ownwords::profiles;
///
/// assert_eq!(profiles::by_key("mrz-td3").unwrap().maximum().unwrap().count(), 39);
/// assert!(profiles::by_key("mrz").is_none());
/// ```
pub fn by_key(key: &str) -> Option<&'static FieldProfile> {
    ALL.iter().copied().find(|profile| profile.key() == key)
}

/// The key that is nearest to a text that is no key, for "did you mean".
///
/// # Example
///
/// ```
/// use ownwords::profiles;
///
/// assert_eq!(profiles::nearest_key("vision-surnam"), Some("vision-surname"));
/// ```
pub fn nearest_key(text: &str) -> Option<&'static str> {
    nearest(text, ALL.iter().map(|profile| profile.key()))
}
