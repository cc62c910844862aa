//! The lists of ethnicity that a run knows: the national ones, and with an overlay its owner's beside them.

use core::fmt;

use super::Overlay;
use crate::bridge::{CodeSystem, systems};
use crate::ethnicity::Heritages;
#[cfg(feature = "wire")]
use crate::standard::Standard;

/// The lists of ethnicity, and the standard that they stand over. Without an overlay these are the national ones, which are
/// static; with one, those that it has.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Known(Option<Overlay>);

impl Known {
    /// The national lists alone.
    pub(crate) const NATIONAL: Self = Self(None);

    /// Those of an overlay.
    pub(crate) const fn of(overlay: &Overlay) -> Self {
        Self(Some(*overlay))
    }

    /// The overlay, if there is one.
    #[cfg(feature = "wire")]
    pub(crate) const fn overlay(&self) -> Option<&Overlay> {
        self.0.as_ref()
    }

    /// The lists: the national ones first.
    pub(crate) fn lists(self) -> &'static [&'static CodeSystem<Heritages>] {
        self.0.map_or(systems::ETHNICITY, |overlay| overlay.0.listed)
    }

    /// The heritages.
    #[cfg(feature = "wire")]
    pub(crate) fn standard(self) -> &'static Standard {
        self.0.map_or_else(Standard::ethnicity, |overlay| overlay.standard())
    }

    /// The list with this key.
    pub(crate) fn with_key(self, key: &str) -> Option<&'static CodeSystem<Heritages>> {
        self.lists().iter().copied().find(|list| list.key() == key)
    }

    /// A national list, with what the overlay adds to it.
    #[cfg(feature = "wire")]
    pub(crate) fn of_national(self, list: &'static CodeSystem<Heritages>) -> &'static CodeSystem<Heritages> {
        self.with_key(list.key()).unwrap_or(list)
    }

    /// The list with this URI.
    #[cfg(feature = "audit")]
    pub(crate) fn with_uri(self, uri: &str) -> Option<&'static CodeSystem<Heritages>> {
        self.lists().iter().copied().find(|list| list.uri() == Some(uri))
    }
}

impl fmt::Debug for Known {
    /// How many they are; the lists would fill screens.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Known({} lists)", self.lists().len())
    }
}
