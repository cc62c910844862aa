//! The audit of existing records, and made-up records to try it on.

pub mod sample;
