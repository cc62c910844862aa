//! Records in other systems' formats: one format a file, and no rules.

mod disclosed;
mod storage;

pub use disclosed::DisclosedForm;
pub use storage::Storage;
