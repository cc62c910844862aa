//! Columns: what is not changed stays byte for byte, and a record comes back from its row.

#[path = "columns/found.rs"]
mod found;
#[path = "columns/identity.rs"]
mod identity;
#[path = "columns/laws.rs"]
mod laws;
#[cfg(feature = "authoring")]
#[path = "columns/maps.rs"]
mod maps;

#[allow(dead_code, reason = "the other programs use the rest")]
mod people;
mod strategies;
#[allow(dead_code, reason = "the other programs use the rest")]
mod subjects;
