//! Records in other systems' formats: one format a file, and no rules.

/// A canonical URL of ours. `.example` is reserved (RFC 2606) and leads nowhere; what it begins with stands here alone.
#[cfg(feature = "wire")]
macro_rules! canonical {
    ($path:literal) => {
        concat!("https://ownwords.example/fhir/", $path)
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

pub use disclosed::DisclosedForm;
#[cfg(feature = "wire")]
pub use questionnaire::{CODE_SYSTEMS, questionnaire};
pub use storage::Storage;
