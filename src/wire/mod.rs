//! Records in other systems' formats: one format a file, and no rules.

mod disclosed;
#[cfg(feature = "wire")]
pub mod hl7;
#[cfg(feature = "wire")]
mod questionnaire;
mod storage;

pub use disclosed::DisclosedForm;
#[cfg(feature = "wire")]
pub use questionnaire::{CODE_SYSTEMS, questionnaire};
pub use storage::Storage;
