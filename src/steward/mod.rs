//! What data stewards need beside the files themselves.

pub mod doctor;
pub mod exchange;
