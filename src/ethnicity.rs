//! Ethnicity: the heritages a person states, and their own words.

use crate::stated::axis;

axis! {
    /// The axis of [`Ethnicity`]: its concepts are the heritages.
    Heritages: ethnicity;

    /// The heritages that a person states, one or many, in their order, and their own words.
    ///
    /// Mixed heritage is several heritages, never a category. Religion, nationality, birthplace, language, skin tone and
    /// migration are other things, and are never implied.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::{Ethnicity, Field, Standard};
    ///
    /// let somali = Standard::ethnicity().by_slug("somali").unwrap().id();
    /// let field: Field<Ethnicity> = Field::stated(Ethnicity::of([somali]).unwrap());
    /// assert_eq!(field.statement().given().unwrap().concepts().next(), Some(somali));
    /// ```
    Ethnicity
}
