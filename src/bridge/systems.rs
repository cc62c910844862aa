//! All systems that this release knows: one static each, and the list of each field's.

#[rustfmt::skip]
mod tables;

pub use super::tags::{BCP_47, LANGUAGE};
pub use tables::*;
