//! All tests of the library from outside: one program, so that it is linked once and shares its strategies.

mod absence;
#[cfg(feature = "audit")]
mod audit;
#[cfg(feature = "authoring")]
mod authoring;
mod certainty;
mod clean_names;
#[cfg(feature = "authoring")]
mod copy;
mod counting;
mod fixtures;
#[cfg(feature = "authoring")]
mod fresh;
#[cfg(feature = "authoring")]
mod language_table;
mod language_tags;
mod laws;
mod no_inference;
mod promises;
#[cfg(feature = "wire")]
mod published;
mod reconcile;
#[cfg(feature = "audit")]
mod replay;
#[cfg(feature = "audit")]
mod rules;
#[cfg(feature = "audit")]
mod sample;
mod search;
#[cfg(feature = "serde")]
mod storage;
mod strategies;
mod strategies_reach;
mod subjects;
#[cfg(feature = "wire")]
mod synonyms;
