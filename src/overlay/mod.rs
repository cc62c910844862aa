//! An organisation's own heritages and codes, beside the national ones.
//!
//! An overlay is loaded once, when a program starts, and whoever loaded it holds it: there is no registry that anybody
//! else could change. What it holds lives as long as the program (some hundred kilobytes: a copy of the national
//! concepts, for their relations to the overlay's).
//!
//! # What an overlay cannot do
//!
//! It adds, and changes nothing. Whatever it says, every national list makes of every statement in national heritages
//! what it makes of it without the overlay: the same code, or the same candidates. Its own heritages go to national lists
//! as their national broader heritages allow, and no further, whatever they overlap. Its ids carry the owner's
//! [ODS code](crate::OdsCode), so that no two owners can mint the same; so does the check of the residues of its own
//! lists. A residue of a national list restores with the overlay and without it, to the same ids.

mod build;
mod check;
mod known;
mod parts;
mod relations;

use core::fmt;

use crate::bridge::CodeSystem;
use crate::error::Error;
use crate::ethnicity::Heritages;
use crate::field::Date;
use crate::standard::{OdsCode, Standard};

pub(crate) use check::Item;
pub(crate) use known::Known;
pub use parts::{
    EarlierEdition, LocalAttestation, LocalCodes, LocalHeritage, LocalLabel, LocalMeaning, LocalRow,
    LocalSystem, OverlayParts,
};

/// An organisation's overlay: the national standard and lists of ethnicity with its own heritages and codes.
///
/// # Example
///
/// ```
/// use ownwords::bridge::{Bridge, Policy, systems};
/// use ownwords::overlay::{LocalHeritage, Overlay, OverlayParts};
/// use ownwords::{ConceptId, Ethnicity, Field, Kind, Standard};
///
/// let mut parts = OverlayParts::of("TEST9".parse().unwrap(), "Testhaven, a made-up trust");
/// let id = ConceptId::local(Kind::Heritage, parts.owner, 1).unwrap();
/// let mut heritage = LocalHeritage::of(id, "bangladeshi-sylheti", "Bangladeshi Sylheti");
/// heritage.broader.push(Standard::ethnicity().by_slug("bangladeshi").unwrap().id());
/// parts.heritages.push(heritage);
/// let overlay = Overlay::build(&parts).unwrap();
///
/// // A national list takes it as what it always is, and the residue keeps the rest.
/// let field = Field::stated(Ethnicity::of([id]).unwrap());
/// let nhs = overlay.system("nhs-ethnic-category-2001").unwrap();
/// let (code, _, residue) = nhs.encode(&field, Policy::Certain).unwrap().into_parts();
/// assert_eq!(code.to_string(), "K");
/// assert_eq!(&nhs.restore(&code, &residue).unwrap(), field.statement());
///
/// // Somebody without the overlay gets the same id back.
/// let elsewhere = &systems::NHS_ETHNIC_CATEGORY_2001;
/// assert_eq!(&elsewhere.restore(&code, &residue).unwrap(), field.statement());
/// ```
///
/// It is copied freely: all copies are the one that was built.
#[derive(Clone, Copy)]
pub struct Overlay(&'static Held);

/// What an overlay holds, for as long as the program runs.
struct Held {
    owner: OdsCode,
    name: String,
    version: String,
    date: Option<Date>,
    standard: &'static Standard,
    systems: &'static [CodeSystem<Heritages>],
    /// The same, in the form of the tables of national lists.
    listed: &'static [&'static CodeSystem<Heritages>],
}

impl fmt::Debug for Overlay {
    /// Whose it is, and how much; the lists would fill screens.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Overlay")
            .field("owner", &self.owner())
            .field("version", &self.version())
            .field("heritages", &self.standard().concepts().len())
            .field("systems", &self.systems().len())
            .finish_non_exhaustive()
    }
}

impl fmt::Display for Overlay {
    /// Whose it is, in which version, as reports name it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}), version {}", self.owner(), self.name(), self.version())?;
        self.date().map_or(Ok(()), |day| write!(f, " of {day}"))
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Overlay {
    /// As reports name it: `{owner, name, version, date}`, without a date where it has none. What it holds is in its files.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct as _;
        let date = self.date().map(|day| day.to_string());
        let mut named = serializer.serialize_struct("Overlay", 3 + usize::from(date.is_some()))?;
        named.serialize_field("owner", &self.owner().to_string())?;
        named.serialize_field("name", self.name())?;
        named.serialize_field("version", self.version())?;
        if let Some(date) = date {
            named.serialize_field("date", &date)?;
        }
        named.end()
    }
}

/// An overlay is equal to its copies alone: one that was loaded again holds other tables.
impl PartialEq for Overlay {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self.0, other.0)
    }
}

impl Eq for Overlay {}

impl Overlay {
    /// The overlay that is made of these parts. What it holds lives as long as the program: build it once.
    ///
    /// # Errors
    ///
    /// All faults, each of [`ErrorKind::Data`](crate::ErrorKind::Data): an id of another owner, or one that stands twice; a slug, label, key or
    /// code that is national, or stands twice; a relation or meaning that is not known; a loop; a number that is not kept
    /// for overlays; a local code of a list that leaves no room for it, or whose national category does not hold what it
    /// means.
    pub fn build(parts: &OverlayParts) -> Result<Self, Vec<Error>> {
        Self::build_in_place(parts).map_err(|faults| faults.into_iter().map(|(_, fault)| fault).collect())
    }

    /// The same, each fault with the part that it is in.
    pub(crate) fn build_in_place(parts: &OverlayParts) -> Result<Self, Vec<(Item, Error)>> {
        let (faults, relations) = check::faults(parts);
        let Some(relations) = relations.filter(|_| faults.is_empty()) else { return Err(faults) };
        let standard = build::standard(parts, &relations);
        let systems = build::systems(parts, standard);
        let OverlayParts { owner, name, version, date, .. } = parts.clone();
        let listed = build::kept_all(systems);
        let held = Held { owner, name, version, date, standard, systems, listed };
        Ok(Self(Box::leak(Box::new(held))))
    }

    /// Whose it is.
    pub fn owner(&self) -> OdsCode {
        self.0.owner
    }

    /// The owner's name.
    pub fn name(&self) -> &'static str {
        &self.0.name
    }

    /// The owner's own version of it.
    pub fn version(&self) -> &'static str {
        &self.0.version
    }

    /// The day of that version.
    pub fn date(&self) -> Option<Date> {
        self.0.date
    }

    /// The heritages: all national ones, and the owner's own after them.
    pub fn standard(&self) -> &'static Standard {
        self.0.standard
    }

    /// All lists of ethnicity over that standard: the national ones, and the owner's own after them.
    pub fn systems(&self) -> &'static [CodeSystem<Heritages>] {
        self.0.systems
    }

    /// The list with this key.
    pub fn system(&self, key: &str) -> Option<&'static CodeSystem<Heritages>> {
        Known::of(self).with_key(key)
    }
}
