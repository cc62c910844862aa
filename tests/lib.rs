//! All tests of the library from outside: one program, so that it is linked once and shares its strategies.

mod absence;
#[cfg(feature = "audit")]
mod audit;
#[cfg(feature = "authoring")]
mod authoring;
mod clean_names;
#[cfg(feature = "authoring")]
mod copy;
mod counting;
#[cfg(feature = "audit")]
mod damage;
mod fixtures;
#[cfg(feature = "authoring")]
mod fresh;
mod language_lists;
#[cfg(feature = "authoring")]
mod language_table;
mod language_tags;
mod name_alike;
mod name_format;
mod names;
mod no_inference;
mod observed;
#[cfg(feature = "serde")]
mod people;
mod promises;
#[cfg(feature = "wire")]
mod published;
mod purposes;
mod questions;
mod reconcile;
mod records;
mod renderings;
#[cfg(all(feature = "audit", feature = "authoring"))]
mod replay;
#[cfg(feature = "audit")]
mod rules;
#[cfg(feature = "audit")]
mod sample;
mod search;
mod snomed;
mod soak;
#[cfg(feature = "serde")]
mod storage;
mod strategies;
mod strategies_reach;
mod subjects;
#[cfg(feature = "wire")]
mod synonyms;
mod system_loss;
mod unicode;
mod whole_record;
