//! What data stewards need beside the files themselves.

pub mod compare;
pub mod diff;
pub mod doctor;
pub mod exchange;
pub mod prove;
