//! Sexual orientation: what a person says of themselves, in any number of words.

use crate::stated::axis;

axis! {
    /// The axis of [`SexualOrientation`]: its concepts are the orientations.
    Orientations: orientation;

    /// The sexual orientations that a person states, one or many, in their order, and their own words. None is a
    /// condition.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::{Policy, systems};
    /// use ownwords::{Bridge, Field, SexualOrientation, Standard};
    ///
    /// let lesbian = Standard::orientation().by_slug("lesbian").unwrap().id();
    /// let field = Field::stated(SexualOrientation::of([lesbian]).unwrap());
    /// let nhs = &systems::NHS_PERSON_STATED_SEXUAL_ORIENTATION;
    /// let (code, loss, residue) = nhs.encode(&field, Policy::Certain).unwrap().into_parts();
    /// assert_eq!(code.as_bytes(), Some(&b"2"[..]));
    /// assert!(loss.bits() > 0.0);
    /// assert_eq!(&nhs.restore(&code, residue.as_str()).unwrap(), field.statement());
    /// ```
    SexualOrientation
}
