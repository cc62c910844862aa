//! What a person states: concepts, in their order, and their own words.

use crate::standard::Standard;

mod sealed {
    pub trait Sealed {}
}

/// A field whose answer is made of concepts of one standard.
pub trait Axis: sealed::Sealed + Copy + core::fmt::Debug + Eq + 'static {
    /// The standard whose concepts the field holds.
    fn standard() -> &'static Standard;
}
