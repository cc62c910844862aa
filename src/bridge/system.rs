//! Code systems: third parties' lists of codes, and what their codes mean here.

use core::fmt;
use core::marker::PhantomData;
use core::ops::RangeInclusive;

use super::code_index::CodeIndex;
use super::row::{Row, Rows};
use crate::standard::{OdsCode, Standard};
use crate::stated::Axis;

/// The numbers of overlays' own systems, which no national mapping may have. A residue's check covers the owner beside
/// the number, so that each owner has all of them.
pub(crate) const LOCAL_NUMBERS: RangeInclusive<u16> = 60_000..=u16::MAX;

/// For each concept of the field the place of the row that is certain for it alone, plus one; 0 where none is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Certain {
    /// For lists of fewer than 255 codes.
    Narrow(&'static [u8]),
    Wide(&'static [u16]),
}

impl Certain {
    /// Whether the table says something of the concept.
    #[inline]
    pub(crate) fn covers(self, concept: u16) -> bool {
        let concepts = match self {
            Self::Narrow(places) => places.len(),
            Self::Wide(places) => places.len(),
        };
        usize::from(concept) < concepts
    }

    #[inline]
    fn place(self, concept: u16) -> Option<usize> {
        let concept = usize::from(concept);
        let place = match self {
            Self::Narrow(places) => places.get(concept).copied().map(usize::from),
            Self::Wide(places) => places.get(concept).copied().map(usize::from),
        };
        place?.checked_sub(1)
    }
}

/// Everything about a code system that does not depend on its field's type.
#[derive(Debug)]
pub(crate) struct SystemData {
    pub(crate) key: &'static str,
    /// Number of the system in residues; permanent.
    pub(crate) number: u16,
    pub(crate) title: &'static str,
    pub(crate) owner: &'static str,
    pub(crate) list_edition: &'static str,
    pub(crate) jurisdiction: &'static str,
    pub(crate) uri: Option<&'static str>,
    /// Other names by which messages call the list.
    pub(crate) also_called: &'static [&'static str],
    /// Codes that messages write under the name of another list, by that name.
    pub(crate) codes_under: &'static [(&'static str, &'static [&'static str])],
    pub(crate) source: &'static str,
    pub(crate) licence: &'static str,
    pub(crate) file: &'static str,
    /// Edition of the mapping: raised whenever a code's meaning changes.
    pub(crate) mapping_edition: u16,
    /// A second character after a national code is the sender's own subdivision of it.
    pub(crate) local_second_character: bool,
    /// Indices of concepts that may be meant as a nationality beside a heritage, as the list's own headings use them.
    pub(crate) may_be_nationality: &'static [u16],
    /// In the order of the official list.
    pub(crate) rows: &'static Rows,
    pub(crate) index: CodeIndex,
    pub(crate) certain: Certain,
}

impl SystemData {
    /// A list of no codes, of which nothing is known.
    #[cfg(feature = "steward")]
    pub(crate) const BLANK: Self = Self {
        key: "",
        number: 0,
        title: "",
        owner: "",
        list_edition: "",
        jurisdiction: "",
        uri: None,
        also_called: &[],
        codes_under: &[],
        source: "",
        licence: "",
        file: "",
        mapping_edition: 0,
        local_second_character: false,
        may_be_nationality: &[],
        rows: Rows::NONE,
        index: CodeIndex { multiplier: 1, shift: 63, starts: &[], keys: &[], places: &[] },
        certain: Certain::Narrow(&[]),
    };

    /// The row that is certain for a concept alone.
    #[inline]
    pub(crate) fn certain_row(&self, concept: u16) -> Option<Row> {
        self.certain.place(concept).and_then(|place| self.rows.get(place))
    }

    /// The name under which messages write a code.
    pub(crate) fn uri_of(&self, code: &str) -> Option<&'static str> {
        let elsewhere = self.codes_under.iter().find(|(_, codes)| codes.contains(&code));
        elsewhere.map(|(uri, _)| *uri).or(self.uri)
    }

    /// The row with exactly this code.
    pub(crate) fn row(&self, code: &[u8]) -> Option<Row> {
        self.rows.with_code(code, self.index)
    }

    /// The row of the code that `code` is a local subdivision of: "first character national, second character local".
    pub(crate) fn divided_row(&self, code: &[u8]) -> Option<Row> {
        self.row(self.national_part(code)?).filter(|row| !row.slots().is_empty())
    }
}

/// A third party's list of codes for one field, with its owner, edition and jurisdiction.
///
/// The statics in [`systems`](super::systems) are all that this release knows; an [overlay](crate::overlay) has its
/// owner's beside them.
///
/// # Example
///
/// ```
/// use ownwords::bridge::systems;
///
/// let system = &systems::NHS_ETHNIC_CATEGORY_2001;
/// assert_eq!(system.jurisdiction(), "England");
/// assert_eq!(system.rows().len(), 18);
/// ```
#[derive(Debug)]
pub struct CodeSystem<A: Axis> {
    pub(crate) data: &'static SystemData,
    pub(crate) extension: Option<&'static Extension>,
    pub(crate) axis: PhantomData<A>,
}

impl<A: Axis> CodeSystem<A> {
    /// The system as everybody has it.
    pub(crate) const fn national(data: &'static SystemData) -> Self {
        Self { data, extension: None, axis: PhantomData }
    }

    /// The system as whoever has loaded an overlay has it.
    pub(crate) const fn extended(data: &'static SystemData, extension: &'static Extension) -> Self {
        Self { data, extension: Some(extension), axis: PhantomData }
    }

    /// The standard whose concepts the codes mean: the national one, or the one that an overlay extends it to.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    ///
    /// assert!(systems::NHS_ETHNIC_CATEGORY_2001.standard().by_slug("somali").is_some());
    /// ```
    pub fn standard(&self) -> &'static Standard {
        self.extension.map_or_else(A::standard, |extension| extension.standard)
    }

    /// The subdivisions of its codes that an overlay's owner made.
    #[cfg(feature = "audit")]
    pub(crate) fn subdivisions(&self) -> impl Iterator<Item = Row> + use<A> {
        self.extension.into_iter().flat_map(|extension| extension.codes.iter())
    }

    /// Whose own list it is; `None` for a national one, with an overlay or without.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::overlay::{LocalSystem, Overlay, OverlayParts};
    ///
    /// let mut parts = OverlayParts::of("TEST9".parse().unwrap(), "Testhaven, a made-up trust");
    /// parts.systems.push(LocalSystem::of("testhaven-ethnic-group", 60_000));
    /// let overlay = Overlay::build(&parts).unwrap();
    /// assert_eq!(overlay.system("testhaven-ethnic-group").unwrap().local_to(), Some(overlay.owner()));
    /// assert_eq!(overlay.system("nhs-ethnic-category-2001").unwrap().local_to(), None);
    /// ```
    pub fn local_to(&self) -> Option<OdsCode> {
        self.extension
            .and_then(|extension| extension.owner)
            .filter(|_| LOCAL_NUMBERS.contains(&self.data.number))
    }
}

/// What an overlay adds to a system. Indices of national concepts are the same in every standard, so that the system's own
/// rows stay as they are. The national lists themselves, read from their files, stand over the standard of those files.
pub(crate) struct Extension {
    pub(crate) standard: &'static Standard,
    /// Whose overlay it is; `None` where the national files themselves were read.
    pub(crate) owner: Option<OdsCode>,
    /// The owner's own subdivisions of codes. They are understood when they come, and
    /// nothing is encoded to them: whoever receives them knows the first character alone.
    pub(crate) codes: &'static Rows,
    pub(crate) index: CodeIndex,
    /// Codes of the owner's own lists that are the same category as one of this system: (system key, code, code here).
    pub(crate) same_category: &'static [(&'static str, &'static str, &'static str)],
}

impl fmt::Debug for Extension {
    /// Whose it is; the standard would fill a screen.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Extension({:?}, {} codes)", self.owner, self.codes.len())
    }
}
