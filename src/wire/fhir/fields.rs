//! Which field of a record stands where in the messages of a profile: said once, for writing, restoring and telling.

use super::elements::Element;
use super::names::Style;
use super::profiles::{AdministrativeRule, Ethnicities, Profile, Repeated, Shape};
use super::urls;
use crate::bridge::{Bridge, CodeSystem, TagSystem, systems};
use crate::demographics::{Demographics, Disclosed};
use crate::error::Result;
use crate::field::Field;
use crate::gender::{AdministrativeGender, Genders};
use crate::language::Languages;
use crate::overlay::Known;
use crate::purpose::Characteristic;
use crate::residue::FieldValue;
use crate::stated::{Axis, Stated};

/// A field, and how it is reached.
pub(super) struct Access<T> {
    /// As the storage form names it.
    pub(super) word: &'static str,
    /// The record, where the purpose sees this of it.
    pub(super) seen: for<'a> fn(&Disclosed<'a>) -> Option<&'a Demographics>,
    pub(super) of: fn(&Demographics) -> &Field<T>,
    pub(super) of_mut: fn(&mut Demographics) -> &mut Field<T>,
}

/// The administrative gender, which is reached where it is demanded.
pub(super) const ADMINISTRATIVE: Access<AdministrativeGender> = Access {
    word: "administrative-gender",
    seen: |seen| seen.person_for_demand(),
    of: |person| &person.administrative_gender,
    of_mut: |person| &mut person.administrative_gender,
};

macro_rules! access {
    ($field:ident, $word:literal, $what:ident) => {
        Access {
            word: $word,
            seen: |seen| seen.person_for(Characteristic::$what),
            of: |person| &person.$field,
            of_mut: |person| &mut person.$field,
        }
    };
}

/// The permanent numbers of elements in residues: they are kept apart from those of code systems and profiles.
pub(super) mod numbers {
    pub(in super::super) const NAME: u16 = 3001;
    pub(in super::super) const LANGUAGES: u16 = 3002;
    pub(in super::super) const PRONOUNS: u16 = 3003;
    pub(in super::super) const GENDER: u16 = 3004;
    pub(in super::super) const ORIENTATION: u16 = 3005;
    pub(in super::super) const RELIGION: u16 = 3006;
    pub(in super::super) const DISABILITY: u16 = 3007;
    pub(in super::super) const IMPAIRMENT: u16 = 3008;
    pub(in super::super) const PARTNERSHIP: u16 = 3009;
    pub(in super::super) const CARE: u16 = 3010;
    pub(in super::super) const ARMED_FORCES: u16 = 3011;
    pub(in super::super) const ACCOMMODATION: u16 = 3012;
    pub(in super::super) const COMMUNICATION: u16 = 3013;
    pub(in super::super) const INTERPRETER_LANGUAGES: u16 = 3014;
    pub(in super::super) const ETHNICITY: u16 = 3015;
    pub(in super::super) const ADMINISTRATIVE_GENDER: u16 = 3016;
    pub(in super::super) const FORMATS: u16 = 3017;
    pub(in super::super) const CONTACT: u16 = 3018;
}

/// What is done with each field of a profile.
pub(super) trait Step {
    /// The name.
    fn name(&mut self, style: Style) -> Result<()>;

    /// A field that goes out as one code, or not at all. The code stands under the name that `uri` gives.
    fn one<S: Bridge>(
        &mut self,
        field: &Access<S::Value>,
        system: &'static S,
        uri: fn(&S, &str) -> Option<&'static str>,
        element: Element,
    ) -> Result<()>;

    /// A field that goes out as a code for each of its parts, or, where there is no list, not at all; what stands in these
    /// extensions makes room.
    fn each<A: Axis>(
        &mut self,
        field: &Access<Stated<A>>,
        repeated: Option<&Repeated<A>>,
        instead_of: &'static [&'static str],
        number: u16,
    ) -> Result<()>;

    /// The administrative gender, where it is demanded.
    fn administrative(&mut self, rule: &AdministrativeRule) -> Result<()>;

    /// The languages, each with what can be said of it.
    fn languages(&mut self, field: &Access<Languages>) -> Result<()>;

    /// A field that the profile has no element for.
    fn not_held<T: FieldValue + 'static>(&mut self, field: &Access<T>, number: u16) -> Result<()>;
}

/// All that says an ethnicity somewhere.
const ETHNICITIES: &[&str] = &[
    urls::ETHNIC_CATEGORY[0],
    urls::ETHNIC_CATEGORY[1],
    urls::US_CORE_RACE,
    urls::US_CORE_ETHNICITY,
    urls::NZ_ETHNICITY,
];

impl Profile {
    /// Goes through all fields that a purpose may see, with the lists of ethnicity as they are known.
    pub(super) fn each_field(&self, known: Known, step: &mut impl Step) -> Result<()> {
        step.name(self.style)?;
        let ethnicity = access!(ethnicity, "ethnicity", Ethnicity);
        match &self.ethnicity {
            Ethnicities::Category(list) => {
                let list = known.of_national(list);
                step.one(&ethnicity, list, CodeSystem::uri_of, Element::Concept(ETHNICITIES))?;
            }
            Ethnicities::Each(repeated) => {
                let repeated = Repeated { list: known.of_national(repeated.list), ..*repeated };
                step.each(&ethnicity, Some(&repeated), ETHNICITIES, numbers::ETHNICITY)?;
            }
            Ethnicities::NotHeld => step.not_held(&ethnicity, numbers::ETHNICITY)?,
        }
        let languages = access!(languages, "languages", Languages);
        let interpreter = access!(interpreter, "interpreter", Interpreter);
        let partnership = access!(partnership, "partnership", Partnership);
        let needed = &systems::FHIR_INTERPRETER_REQUIRED;
        let (nhs, part) = (urls::NHS_COMMUNICATION, "interpreterRequired");
        match self.style {
            Style::Whole => {
                step.languages(&languages)?;
                let element = Element::Boolean(urls::INTERPRETER, part);
                step.one(&interpreter, needed, CodeSystem::uri_of, element)?;
                let marital = &systems::HL7_V3_MARITAL_STATUS;
                step.one(&partnership, marital, CodeSystem::uri_of, Element::Member("maritalStatus"))?;
            }
            Style::Pds => {
                // Its list of languages is UK Core's, under whose name the codes stand.
                let uri = |_: &TagSystem, _: &str| systems::UKCORE_HUMAN_LANGUAGE.uri();
                step.one(&languages, &systems::PDS_PREFERRED_LANGUAGE, uri, Element::NhsLanguage)?;
                step.one(&interpreter, needed, CodeSystem::uri_of, Element::BooleanPart(nhs, part))?;
                step.not_held(&partnership, numbers::PARTNERSHIP)?;
            }
        }
        let (formats, contact) = (access!(formats, "formats", Formats), access!(contact, "contact", Contact));
        if self.has_contact_preference {
            let preference = |part: &'static str| Element::Part(urls::CONTACT_PREFERENCE, part);
            let list = &systems::UKCORE_WRITTEN_COMMUNICATION_FORMAT;
            let part = preference("PreferredWrittenCommunicationFormat");
            step.one(&formats, list, CodeSystem::uri_of, part)?;
            let list = &systems::UKCORE_PREFERRED_CONTACT_METHOD;
            step.one(&contact, list, CodeSystem::uri_of, preference("PreferredContactMethod"))?;
        } else {
            step.not_held(&formats, numbers::FORMATS)?;
            step.not_held(&contact, numbers::CONTACT)?;
        }
        let pronouns = access!(pronouns, "pronouns", Pronouns);
        step.each(&pronouns, Some(&self.pronouns), &[urls::PRONOUNS], numbers::PRONOUNS)?;
        let gender = access!(gender, "gender", Gender);
        step.each(&gender, gender_identity().as_ref(), &[urls::GENDER_IDENTITY], numbers::GENDER)?;
        step.administrative(&self.administrative)?;
        step.not_held(&access!(orientation, "orientation", SexualOrientation), numbers::ORIENTATION)?;
        step.not_held(&access!(religion, "religion", Religion), numbers::RELIGION)?;
        step.not_held(&access!(disability, "disability", Disability), numbers::DISABILITY)?;
        step.not_held(&access!(impairment, "impairment", Impairment), numbers::IMPAIRMENT)?;
        step.not_held(&access!(care, "care", Care), numbers::CARE)?;
        step.not_held(&access!(armed_forces, "armed-forces", ArmedForces), numbers::ARMED_FORCES)?;
        step.not_held(&access!(accommodation, "accommodation", Accommodation), numbers::ACCOMMODATION)?;
        step.not_held(&access!(communication, "communication", Communication), numbers::COMMUNICATION)?;
        let into = access!(interpreter_languages, "interpreter-languages", Interpreter);
        step.not_held(&into, numbers::INTERPRETER_LANGUAGES)
    }
}

/// The list of gender identities. Its codes are SNOMED CT's, so that it is there with that feature alone.
fn gender_identity() -> Option<Repeated<Genders>> {
    let mut lists = systems::GENDER.iter().copied();
    let list = lists.find(|list| list.key() == "hl7-gender-harmony-gender-identity")?;
    Some(Repeated { list, characters: None, shape: Shape::Value(urls::GENDER_IDENTITY) })
}

#[cfg(test)]
mod tests {
    use super::numbers::{CONTACT, NAME};
    use crate::bridge::{CodeSystem, systems};
    use crate::name::profiles;
    use crate::stated::Axis;

    /// A residue says by its number what it belongs to.
    #[test]
    fn no_list_and_no_profile_has_the_number_of_an_element() {
        struct Others;
        impl systems::Lists for Others {
            fn list<A: Axis>(&mut self, _: &'static str, systems: &'static [&'static CodeSystem<A>]) {
                systems.iter().for_each(|system| is_other(system.data.number));
            }
        }
        fn is_other(number: u16) {
            assert!(!(NAME..=CONTACT).contains(&number), "{number} is an element's");
        }
        systems::each_list(&mut Others);
        systems::LANGUAGE.iter().for_each(|system| is_other(system.data.number));
        profiles::ALL.iter().for_each(|profile| is_other(profile.number()));
    }
}
