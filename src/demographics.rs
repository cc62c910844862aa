//! The record: its fields, together.

use crate::answer::Answer;
use crate::circumstances::{
    Accommodation, ArmedForces, Care, Disability, Impairments, Partnership, Religion,
};
use crate::communication::{Communication, Contact, Formats, Interpreter};
use crate::error::Result;
use crate::ethnicity::Ethnicity;
use crate::field::{Field, SealedField};
use crate::gender::{AdministrativeGender, GenderIdentity, PhenotypicSex, Pronouns, TransStatus};
use crate::language::Languages;
use crate::name::{Name, NameText};
use crate::orientation::SexualOrientation;
use crate::purpose::{Characteristic, Purpose, Sealed, SealedPurpose};

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
    /// The genders that the person states.
    pub gender: Field<GenderIdentity>,
    /// Whether the person is trans or has a trans history. Sealed.
    pub trans_status: SealedField<TransStatus>,
    /// What offices hold as the person's gender or sex; no gender identity.
    pub administrative_gender: Field<AdministrativeGender>,
    /// What somebody observed; no gender identity. Sealed.
    pub phenotypic_sex: SealedField<PhenotypicSex>,
    /// The religions or beliefs that the person states.
    pub religion: Field<Religion>,
    /// Whether the person is disabled, and how much that limits them.
    pub disability: Field<Disability>,
    /// What the person finds hard, or needs.
    pub impairment: Field<Impairments>,
    /// The person's marital or partnership status.
    pub partnership: Field<Partnership>,
    /// The person's part in unpaid care.
    pub care: Field<Care>,
    /// The person's tie to the armed forces.
    pub armed_forces: Field<ArmedForces>,
    /// Where the person lives, and how.
    pub accommodation: Field<Accommodation>,
    /// How the person communicates, and with whose or what help.
    pub communication: Field<Communication>,
    /// The forms in which the person can take in what is written.
    pub formats: Field<Formats>,
    /// How the person wants to be reached.
    pub contact: Field<Contact>,
    /// Whether the person needs an interpreter.
    pub interpreter: Field<Interpreter>,
    /// The languages into which an interpreter would interpret for the person; none of the languages that they use is
    /// taken for one.
    pub interpreter_languages: Field<Languages>,
}

/// Reads from a record what a purpose may see of it.
macro_rules! seen {
    ($($(#[$what_it_is:meta])* $field:ident: $type:ty, $characteristic:ident;)*) => {
        $(
            $(#[$what_it_is])*
            pub fn $field(&self) -> Option<&'a Answer<$type>> {
                self.seen(Characteristic::$characteristic, &self.person.$field)
            }
        )*
    };
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
            gender: Field::not_asked(),
            trans_status: SealedField::not_asked(Sealed::TransStatus),
            administrative_gender: Field::not_asked(),
            phenotypic_sex: SealedField::not_asked(Sealed::PhenotypicSex),
            religion: Field::not_asked(),
            disability: Field::not_asked(),
            impairment: Field::not_asked(),
            partnership: Field::not_asked(),
            care: Field::not_asked(),
            armed_forces: Field::not_asked(),
            accommodation: Field::not_asked(),
            communication: Field::not_asked(),
            formats: Field::not_asked(),
            contact: Field::not_asked(),
            interpreter: Field::not_asked(),
            interpreter_languages: Field::not_asked(),
        }
    }

    /// What this purpose may see: answers alone, without codings, observations or sealed names.
    pub fn for_purpose(&self, purpose: Purpose) -> Disclosed<'_> {
        Disclosed { person: self, purpose, has_administrative_gender: false }
    }
}

/// What one purpose may see of a record. What it may not see is `None`; so is what has no answer.
#[derive(Clone, Copy, Debug)]
pub struct Disclosed<'a> {
    person: &'a Demographics,
    purpose: Purpose,
    /// Whether the system that it goes to demands an administrative gender.
    has_administrative_gender: bool,
}

impl<'a> Disclosed<'a> {
    /// The purpose.
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// The same for a message to a system that demands an administrative gender, as the Personal Demographics Service and many
    /// a PID-8 do. No purpose alone sees one.
    ///
    /// What goes out is what was recorded for that very field. Neither a gender that the person stated, nor a sex that somebody
    /// observed, ever takes its place: where nothing was recorded, the message says why, or has nothing there.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`](crate::ErrorKind::Usage) when the sealed purpose reaches another part of the record.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    /// use ownwords::{Demographics, Purpose, Sealed, SealedPurpose};
    ///
    /// let mut person = Demographics::not_asked();
    /// person.administrative_gender = systems::NHS_PERSON_STATED_GENDER.decode(b"2").to_field();
    /// let seen = person.for_purpose(Purpose::DirectCare);
    /// assert!(seen.administrative_gender().is_none());
    ///
    /// let demand = SealedPurpose::because(Sealed::AdministrativeGender, "PDS takes no record without").unwrap();
    /// let seen = seen.with_administrative_gender(&demand).unwrap();
    /// assert!(seen.administrative_gender().unwrap().given().is_some());
    ///
    /// let other = SealedPurpose::because(Sealed::TransStatus, "none that would do").unwrap();
    /// assert!(seen.with_administrative_gender(&other).is_err());
    /// ```
    pub fn with_administrative_gender(self, demand: &SealedPurpose) -> Result<Self> {
        demand.check(Sealed::AdministrativeGender)?;
        Ok(Self { has_administrative_gender: true, ..self })
    }

    /// What offices hold as the person's gender or sex, or why there is nothing; `None` unless the system that it goes to
    /// [demands it](Self::with_administrative_gender). The disclosed form, which people are shown, never has it.
    pub fn administrative_gender(&self) -> Option<&'a Answer<AdministrativeGender>> {
        self.has_administrative_gender.then(|| self.person.administrative_gender.statement())
    }

    /// The name for this purpose; never a legal or a former one.
    pub fn name(&self) -> Option<&'a NameText> {
        let name = self.seen(Characteristic::Name, &self.person.name)?;
        name.given().map(|name| name.name_for(self.purpose))
    }

    seen! {
        /// The pronouns, or why there is no answer.
        pronouns: Pronouns, Pronouns;
        /// The languages, or why there is no answer.
        languages: Languages, Languages;
        /// The ethnicity, or why there is no answer.
        ethnicity: Ethnicity, Ethnicity;
        /// The sexual orientation, or why there is no answer.
        orientation: SexualOrientation, SexualOrientation;
        /// The gender identity, or why there is no answer.
        gender: GenderIdentity, Gender;
        /// The religion or belief, or why there is no answer.
        religion: Religion, Religion;
        /// Whether the person is disabled, or why there is no answer.
        disability: Disability, Disability;
        /// What the person finds hard, or needs, or why there is no answer.
        impairment: Impairments, Impairment;
        /// The marital or partnership status, or why there is no answer.
        partnership: Partnership, Partnership;
        /// The part in unpaid care, or why there is no answer.
        care: Care, Care;
        /// The tie to the armed forces, or why there is no answer.
        armed_forces: ArmedForces, ArmedForces;
        /// Where the person lives, and how, or why there is no answer.
        accommodation: Accommodation, Accommodation;
        /// How the person communicates, or why there is no answer.
        communication: Communication, Communication;
        /// The forms in which the person can take in what is written, or why there is no answer.
        formats: Formats, Formats;
        /// How the person wants to be reached, or why there is no answer.
        contact: Contact, Contact;
        /// Whether the person needs an interpreter, or why there is no answer.
        interpreter: Interpreter, Interpreter;
        /// Into which languages, or why there is no answer.
        interpreter_languages: Languages, Interpreter;
    }

    /// The record, where this purpose may see this of it: a field is sent as its codings and reporting choices have it.
    #[cfg(feature = "wire")]
    pub(crate) fn person_for(&self, what: Characteristic) -> Option<&'a Demographics> {
        self.purpose.may_see(what).then_some(self.person)
    }

    /// The record, where an administrative gender is demanded of it.
    #[cfg(feature = "wire")]
    pub(crate) fn person_for_demand(&self) -> Option<&'a Demographics> {
        self.has_administrative_gender.then_some(self.person)
    }

    fn seen<T: PartialEq>(&self, what: Characteristic, field: &'a Field<T>) -> Option<&'a Answer<T>> {
        self.purpose.may_see(what).then(|| field.statement())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Records are handed on by value, and what is copied at once beyond 4 KiB is copied in another way, which took a sixth of
    /// the time of reading one from FHIR.
    #[test]
    fn a_record_is_short() {
        assert!(size_of::<Demographics>() <= 4040, "{} bytes", size_of::<Demographics>());
    }
}
