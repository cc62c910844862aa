//! Gender: who a person is, how to speak of them, and, apart from both, what offices have written down.
//!
//! None of these is read from another. Who somebody is, is theirs to say; an administrative gender is what a record
//! holds; a phenotypic sex is what somebody else saw.

use crate::error::Result;
use crate::field::{Date, Field, Former, Provenance};
use crate::purpose::{Sealed, SealedPurpose};
use crate::stated::{Axis, Stated, axis};

axis! {
    /// The axis of [`GenderIdentity`].
    Genders: gender;

    /// The genders that a person states, one or several, in their order, and their own words.
    ///
    /// A woman is a woman and a man is a man; whether one of them is trans is another field,
    /// [`TransStatus`], which is sealed. [`Field::change`](crate::Field::change) seals a former gender, and
    /// [`Field::correct`](crate::Field::correct) leaves none.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::{Axis, Field, GenderIdentity, Genders, Sealed, SealedPurpose};
    ///
    /// let id = |slug| Genders::standard().by_slug(slug).unwrap().id();
    /// let mut gender = Field::stated(GenderIdentity::of([id("man")]).unwrap());
    /// gender.change(GenderIdentity::of([id("non-binary")]).unwrap(), None);
    ///
    /// let purpose = SealedPurpose::because(Sealed::FormerGenders, "the person asks for their whole record").unwrap();
    /// assert_eq!(gender.former(&purpose).unwrap()[0].value().concepts().next(), Some(id("man")));
    /// ```
    GenderIdentity
}

axis! {
    /// The axis of [`TransStatus`].
    TransStatuses: trans_status;

    /// Whether a person is trans or has a trans history, and whether their gender is the same as at birth, as far as they
    /// say. It is sealed in the record: see [`SealedField`](crate::SealedField).
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    /// use ownwords::{Demographics, Sealed, SealedPurpose};
    ///
    /// let mut person = Demographics::not_asked();
    /// person.trans_status.put(systems::NHS_GENDER_SAME_AT_BIRTH.decode(b"N").to_field());
    ///
    /// let purpose = SealedPurpose::because(Sealed::TransStatus, "the clinic's statutory return").unwrap();
    /// assert!(person.trans_status.open(&purpose).unwrap().statement().given().is_some());
    /// ```
    TransStatus
}

axis! {
    /// The axis of [`AdministrativeGender`].
    AdministrativeGenders: administrative_gender;

    /// What a record holds under headings such as *gender code*, *administrative gender* or *sex*, for the systems that
    /// demand it. It is no gender identity: who somebody is stands in [`GenderIdentity`], and neither is read from the
    /// other. No purpose sees it.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    ///
    /// // The NHS and the census of England and Wales write the two the other way round.
    /// let nhs = systems::NHS_PERSON_STATED_GENDER.decode(b"1").answer();
    /// let census = systems::CENSUS_EW_2021_SEX.decode(b"2").answer();
    /// assert_eq!(nhs, census);
    /// ```
    AdministrativeGender
}

axis! {
    /// The axis of [`PhenotypicSex`].
    PhenotypicSexes: phenotypic_sex;

    /// A phenotypic sex, as somebody else observed it. It is never what the person states, and it is sealed: see
    /// [`SealedField`](crate::SealedField).
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    /// use ownwords::{Demographics, Sealed, SealedPurpose};
    ///
    /// let mut person = Demographics::not_asked();
    /// person.phenotypic_sex.put(systems::NHS_PERSON_PHENOTYPIC_SEX.decode(b"9").to_field());
    /// let wrong = SealedPurpose::because(Sealed::TransStatus, "another reason").unwrap();
    /// assert!(person.phenotypic_sex.open(&wrong).is_err());
    /// ```
    PhenotypicSex
}

axis! {
    /// The axis of [`Pronouns`]: its concepts are sets of pronouns.
    PronounSets: pronouns;

    /// The sets of pronouns that a person uses, one or several, in their order of preference, and their own words.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::{Pronouns, Standard};
    ///
    /// let id = |slug| Standard::pronouns().by_slug(slug).unwrap().id();
    /// assert_eq!(Pronouns::of([id("they-them"), id("use-my-name")]).unwrap().concepts().count(), 2);
    /// assert!(Pronouns::in_own_words("ze, hir; or just use my name").is_ok());
    /// ```
    Pronouns
}

/// What a person may change: what they answered before is then a former answer, which is sealed.
pub trait Changes: Axis {
    /// What reaches the former answers.
    const FORMER: Sealed;
}

impl Changes for PronounSets {
    const FORMER: Sealed = Sealed::FormerPronouns;
}

impl Changes for Genders {
    const FORMER: Sealed = Sealed::FormerGenders;
}

impl<A: Changes> Field<Stated<A>> {
    /// The person changes their pronouns or their gender: what they answered before becomes a former answer, sealed, until
    /// `from`.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::{Field, Pronouns, Sealed, SealedPurpose};
    ///
    /// let mut field = Field::stated(Pronouns::in_own_words("she, they").unwrap());
    /// field.change(Pronouns::in_own_words("they").unwrap(), "2026-11-24".parse().ok());
    /// assert_eq!(field.statement().given().unwrap().own_words(), Some("they"));
    ///
    /// let purpose = SealedPurpose::because(Sealed::FormerPronouns, "the person asks for their whole record").unwrap();
    /// assert_eq!(field.former(&purpose).unwrap()[0].value().own_words(), Some("she, they"));
    /// let other = SealedPurpose::because(Sealed::Former, "tracing records").unwrap();
    /// assert!(field.former(&other).is_err());
    /// ```
    pub fn change(&mut self, value: Stated<A>, from: Option<Date>) {
        if let Some(former) = self.answer.given().cloned() {
            self.former.push(Former { value: former, until: from });
        }
        self.state(value);
    }

    /// A mistake in them is put right. All that is kept is who put it right, when and where.
    pub fn correct(&mut self, value: Stated<A>, made: Provenance) {
        self.state(value);
        self.corrections.push(made);
    }

    /// What the person answered before, for a purpose that reaches it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`](crate::ErrorKind::Usage) when the purpose reaches something else.
    pub fn former(&self, purpose: &SealedPurpose) -> Result<&[Former<Stated<A>>]> {
        purpose.check(A::FORMER).map(|()| &self.former[..])
    }

    /// Who put a mistake right, when and where, in order.
    pub fn corrections(&self) -> &[Provenance] {
        &self.corrections
    }
}
