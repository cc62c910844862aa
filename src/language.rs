//! Languages: BCP 47 tags held as given, and how a person uses them.

mod tag;
mod used;

pub use tag::LanguageTag;
pub use used::{LanguageUse, Languages, Mode, Modes};
