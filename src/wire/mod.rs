//! Records in other systems' formats: one format a file, and no rules.

/// What every canonical URL of ours begins with, here alone. `.example` is reserved (RFC 2606) and leads nowhere.
#[cfg(any(feature = "wire", feature = "authoring"))]
macro_rules! canonical_root {
    () => {
        "https://ownwords.example/"
    };
}

#[cfg(feature = "authoring")]
pub(crate) use canonical_root;

/// A canonical URL of ours in FHIR.
#[cfg(feature = "wire")]
macro_rules! canonical {
    ($path:literal) => {
        concat!(canonical_root!(), "fhir/", $path)
    };
}

#[cfg(feature = "wire")]
pub mod columns;
#[cfg(feature = "wire")]
pub mod convert;
mod disclosed;
#[cfg(feature = "wire")]
pub mod fhir;
#[cfg(feature = "wire")]
pub mod hl7;
#[cfg(feature = "wire")]
mod questionnaire;
mod storage;
#[cfg(feature = "wire")]
pub mod terminology;

pub use disclosed::DisclosedForm;
#[cfg(feature = "wire")]
pub use questionnaire::{CODE_SYSTEMS, questionnaire};
pub use storage::Storage;
#[cfg(feature = "authoring")]
pub(crate) use storage::schema::schema as record_schema;
