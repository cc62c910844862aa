//! The lists of ethnicity that a run knows: the national ones, and with an overlay its owner's beside them.

use core::fmt;

use super::Overlay;
use crate::bridge::{CodeSystem, systems};
use crate::ethnicity::Heritages;
use crate::standard::Standard;

/// The lists of ethnicity, and the standard that they stand over. Without an overlay these are the national ones, which are
/// static; with one, those that it has.
#[derive(Clone, Copy)]
pub(crate) struct Known {
    own: Option<(&'static [&'static CodeSystem<Heritages>], &'static Standard)>,
}

impl Known {
    /// The national lists alone.
    pub(crate) const NATIONAL: Self = Self { own: None };

    /// Those of the overlay, if there is one.
    pub(crate) fn of(overlay: Option<&Overlay>) -> Self {
        Self { own: overlay.map(|overlay| (overlay.listed, overlay.standard)) }
    }

    /// The lists: the national ones first.
    pub(crate) fn lists(self) -> &'static [&'static CodeSystem<Heritages>] {
        self.own.map_or(systems::ETHNICITY, |(lists, _)| lists)
    }

    /// The heritages.
    #[cfg(feature = "audit")]
    pub(crate) fn standard(self) -> &'static Standard {
        self.own.map_or_else(Standard::ethnicity, |(_, standard)| standard)
    }

    /// The list with this key.
    pub(crate) fn with_key(self, key: &str) -> Option<&'static CodeSystem<Heritages>> {
        self.lists().iter().copied().find(|list| list.key() == key)
    }

    /// The list with this URI.
    #[cfg(feature = "audit")]
    pub(crate) fn with_uri(self, uri: &str) -> Option<&'static CodeSystem<Heritages>> {
        self.lists().iter().copied().find(|list| list.uri() == Some(uri))
    }
}

impl Default for Known {
    fn default() -> Self {
        Self::NATIONAL
    }
}

/// The same lists.
impl PartialEq for Known {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self.lists(), other.lists())
    }
}

impl Eq for Known {}

impl fmt::Debug for Known {
    /// How many they are; the lists would fill screens.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Known({} lists)", self.lists().len())
    }
}
