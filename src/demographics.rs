//! The record: its fields, together.

use crate::answer::Answer;
use crate::ethnicity::Ethnicity;
use crate::field::Field;
use crate::gender::Pronouns;
use crate::language::Languages;
use crate::name::{Name, NameText};
use crate::orientation::SexualOrientation;
use crate::purpose::{Characteristic, Purpose};

/// What a person says of themselves. Staff and learners have one too.
///
/// It cannot be serialised as it is: [`for_storage`](Self::for_storage) gives the complete form, for a system's own
/// database, and [`for_purpose`](Self::for_purpose) gives what one purpose may see.
///
/// # Example
///
/// ```
/// use ownwords::bridge::systems;
/// use ownwords::{Demographics, Name, Purpose};
///
/// let mut person = Demographics::not_asked();
/// person.ethnicity = systems::NHS_ETHNIC_CATEGORY_2001.decode(b"K").to_field().with_own_words("Sylheti");
/// person.name = Name::chosen("Zoë Nguyễn").unwrap().into();
///
/// let letter = person.for_purpose(Purpose::Letter);
/// assert_eq!(letter.name().unwrap().as_str(), "Zoë Nguyễn");
/// assert!(letter.ethnicity().is_none());
/// ```
///
/// The record itself is not to be serialised:
///
/// ```compile_fail,E0277
/// let person = ownwords::Demographics::not_asked();
/// let json = serde_json::to_string(&person);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demographics {
    /// The heritages that the person states, and their own words.
    pub ethnicity: Field<Ethnicity>,
    /// The languages that the person uses.
    pub languages: Field<Languages>,
    /// The sexual orientations that the person states.
    pub orientation: Field<SexualOrientation>,
    /// The pronouns that the person uses.
    pub pronouns: Field<Pronouns>,
    /// The person's name.
    pub name: Field<Name>,
}

impl Demographics {
    /// A record in which nothing has been asked yet: where every record starts.
    pub fn not_asked() -> Self {
        Self {
            ethnicity: Field::not_asked(),
            languages: Field::not_asked(),
            orientation: Field::not_asked(),
            pronouns: Field::not_asked(),
            name: Field::not_asked(),
        }
    }

    /// What this purpose may see: answers alone, without codings, observations or sealed names.
    pub fn for_purpose(&self, purpose: Purpose) -> Disclosed<'_> {
        Disclosed { person: self, purpose }
    }
}

/// What one purpose may see of a record. What it may not see is `None`; so is what has no answer.
#[derive(Clone, Copy, Debug)]
pub struct Disclosed<'a> {
    person: &'a Demographics,
    purpose: Purpose,
}

impl<'a> Disclosed<'a> {
    /// The purpose.
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// The name for this purpose; never a legal or a former one.
    pub fn name(&self) -> Option<&'a NameText> {
        let name = self.seen(Characteristic::Name, &self.person.name)?;
        name.given().map(|name| name.name_for(self.purpose))
    }

    /// The pronouns, or why there is no answer.
    pub fn pronouns(&self) -> Option<&'a Answer<Pronouns>> {
        self.seen(Characteristic::Pronouns, &self.person.pronouns)
    }

    /// The languages, or why there is no answer.
    pub fn languages(&self) -> Option<&'a Answer<Languages>> {
        self.seen(Characteristic::Languages, &self.person.languages)
    }

    /// The ethnicity, or why there is no answer.
    pub fn ethnicity(&self) -> Option<&'a Answer<Ethnicity>> {
        self.seen(Characteristic::Ethnicity, &self.person.ethnicity)
    }

    /// The sexual orientation, or why there is no answer.
    pub fn orientation(&self) -> Option<&'a Answer<SexualOrientation>> {
        self.seen(Characteristic::SexualOrientation, &self.person.orientation)
    }

    fn seen<T: PartialEq>(&self, what: Characteristic, field: &'a Field<T>) -> Option<&'a Answer<T>> {
        self.purpose.may_see(what).then(|| field.statement())
    }
}
