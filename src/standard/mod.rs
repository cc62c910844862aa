//! The standards: what may be recorded. Concepts, their labels and their relations.
//!
//! The tables behind this module are generated from the YAML files under `standards/` and checked in; nothing is
//! read or built when a program starts.

mod concept;
mod id;
mod owner;
pub(crate) mod packed;
mod roll_up;
pub(crate) mod search;
pub(crate) mod tables;

pub(crate) use concept::NO_CONCEPTS;
pub use concept::{Attestation, Concept, Label, LabelUse, Standard, Status};
pub use id::{ConceptId, Kind};
pub use owner::OdsCode;
pub use search::{Match, MatchKind};

/// The version of the standards that this release embeds.
pub const STANDARD_VERSION: &str = tables::VERSION;

/// The day of that version, as `YYYY-MM-DD`.
pub const STANDARD_DATE: &str = tables::DATE;
