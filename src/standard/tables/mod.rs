//! Generated tables. Each file says what it was generated from; `ownwords build` writes them.

pub(crate) mod ethnicity;
pub(crate) mod language_subtags;
pub(crate) mod orientation;
pub(crate) mod pronouns;
pub(crate) const VERSION: &str = "0.1";
