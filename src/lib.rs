#![doc = include_str!("../README.md")]
//!
//! # Where to start
//!
//! - A record and its fields: [`Demographics`], [`Field`], [`Answer`], [`Absence`].
//! - What may be recorded: [`standard`]. How others write it: [`bridge`].
//! - An organisation's own heritages and codes beside the national ones: [`overlay`].
//! - Names: [`Name`], with [`Purpose`] and [`SealedPurpose`]; as a receiver can hold them: [`profiles`]; checked, compared and shown:
//!   [`name`]. Languages: [`language`].
//! - How to ask, and from a reply to the record: [`questions`].
//! - With the feature `serde`, the storage form: `wire`. With `audit`: existing records. With `authoring`: the YAML files. With `steward`: what
//!   became of the codes in a file.

#![cfg_attr(
    not(test),
    deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)
)]
#![deny(missing_docs)]

mod answer;
#[cfg(feature = "audit")]
pub mod audit;
#[cfg(feature = "authoring")]
pub mod authoring;
pub mod bridge;
mod circumstances;
mod communication;
pub mod counting;
mod demographics;
#[cfg(any(feature = "wire", feature = "authoring"))]
mod eight;
mod error;
mod ethnicity;
mod field;
mod gender;
pub mod language;
pub mod name;
mod orientation;
pub mod overlay;
mod packed;
mod purpose;
pub mod questions;
mod residue;
#[cfg(any(feature = "wire", feature = "authoring"))]
pub mod rules;
pub mod standard;
mod stated;
#[cfg(feature = "steward")]
pub mod steward;
pub mod text;
#[cfg(feature = "serde")]
pub mod wire;

pub use answer::{Absence, Answer, Reason};
pub use bridge::{Bridge, Policy};
pub use circumstances::{
    Accommodation, ArmedForces, ArmedForcesTies, Care, CareRoles, Disabilities, Disability, Homes,
    ImpairmentKinds, Impairments, Partnership, Partnerships, Religion, Religions,
};
pub use communication::{
    AbilityKinds, Communication, CommunicationWays, Contact, ContactWays, FormatKinds, Formats, Interpreter,
    InterpreterNeeds, LanguageAbility, Proficiency, ProficiencyLevels,
};
pub use demographics::{Demographics, Disclosed};
pub use error::{Error, ErrorKind, Position, Result};
pub use ethnicity::{Ethnicity, Heritages};
pub use field::{
    Coding, Date, Field, Former, Observation, Proposal, Provenance, Reconciled, ReportingChoice, SaidBy,
    SealedField, Statement,
};
pub use gender::{
    AdministrativeGender, AdministrativeGenders, Changes, GenderIdentity, Genders, PhenotypicSex,
    PhenotypicSexes, PronounSets, Pronouns, TransStatus, TransStatuses,
};
pub use language::{Ability, LanguageTag, LanguageUse, Languages, Mode, Modes};
pub use name::{
    Case, Collisions, FieldProfile, FormerName, HowSaid, Limit, Name, NamePlace, NamePurpose, NameText,
    NameWarning, NameWarningKind, PartKind, ReadBack, Receipt, Rendering, Step, StepKind, Unit, collisions,
    profiles,
};
pub use orientation::{Orientations, SexualOrientation};
pub use overlay::Overlay;
pub use purpose::{Characteristic, Purpose, Sealed, SealedPurpose};
pub use residue::Residue;
pub use standard::{ConceptId, Kind, OdsCode, STANDARD_VERSION, Standard};
pub use stated::{AbsenceOnly, Axis, Part, Stated};
