//! Languages: BCP 47 tags held exactly as they were given, and how a person uses them.
//!
//! A tag is never made canonical. Making it so would merge languages: `cmn` (Mandarin) would become `zh`, `prs` (Dari)
//! would become `fa-AF`, `sgn-GB` would become `bfi`. [`LanguageTag`] keeps the text; what the IANA registry knows of
//! it is asked for apart, with [`LanguageTag::validity`]. [`check`] says what is wrong with a value that stands where
//! a tag belongs.

mod broader;
mod check;
pub(crate) mod iso639;
mod registered;
mod search;
mod subtags;
mod tag;
mod used;

pub(crate) use broader::{Breadth, is_language, languages, members, narrower, wholes};
pub use check::{NhsLanguageCode, TagCheck, check};
pub use search::{LanguageMatch, search};
pub use tag::{Deprecation, LanguageTag, TagPart, TagValidity};
pub use used::{Ability, LanguageUse, Languages, Mode, Modes};

/// The file date of the IANA Language Subtag Registry that this release embeds, as `YYYY-MM-DD`.
///
/// # Example
///
/// ```
/// assert_eq!(ownwords::language::REGISTRY_DATE.len(), 10);
/// ```
pub const REGISTRY_DATE: &str = crate::standard::tables::language_subtags::FILE_DATE;
