//! Record who people say they are, and carry it safely through systems that cannot hold it.

#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic))]
#![deny(missing_docs)]

mod answer;
#[cfg(feature = "audit")]
pub mod audit;
pub mod bridge;
mod error;
#[cfg(feature = "audit")]
pub mod rules;
mod stated;
pub mod standard;

pub use answer::{Absence, Answer, Reason};
pub use error::{Error, ErrorKind, Position, Result};
pub use standard::{ConceptId, Kind, STANDARD_VERSION};
