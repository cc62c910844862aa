//! Bridges to other systems' code lists.

mod system;

pub use system::{CodeSystem, Relationship, Row};
