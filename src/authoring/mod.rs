//! Reading the files that people edit, and writing the tables that the crate embeds.

pub mod registry;
