//! Generated tables. Each file says what it was generated from; `ownwords build` writes them.

#[rustfmt::skip]
mod edition;
#[rustfmt::skip]
pub(crate) mod ethnicity;
#[rustfmt::skip]
pub(crate) mod language_subtags;
#[rustfmt::skip]
pub(crate) mod orientation;
#[rustfmt::skip]
pub(crate) mod pronouns;

pub(crate) use edition::{DATE, VERSION};
