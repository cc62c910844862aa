//! Which field of a record stands where in the messages of a profile: said once, for writing and for restoring.

use super::elements::Element;
use super::urls;
use crate::bridge::{Bridge, CodeSystem, systems};
use crate::demographics::Demographics;
use crate::error::{Error, ErrorKind, Result};
use crate::ethnicity::Heritages;
use crate::field::Field;
use crate::language::Languages;
use crate::purpose::Characteristic;
use crate::residue::FieldValue;
use crate::stated::{Axis, Stated};

use super::names::Style;

/// How one receiver wants a Patient.
///
/// # Example
///
/// ```
/// use ownwords::wire::fhir;
///
/// assert_eq!(fhir::PDS.key(), "pds");
/// assert_eq!(fhir::UKCORE_WALES.ethnic_category().key(), "ukcore-ethnic-category-wales");
/// ```
#[derive(Debug)]
pub struct Profile {
    key: &'static str,
    pub(super) ethnicity: &'static CodeSystem<Heritages>,
    pub(super) style: Style,
}

/// UK Core in England: one ethnic category, of England's list; every language as a BCP 47 tag in `communication`.
pub static UKCORE_ENGLAND: Profile = Profile {
    key: "ukcore-england",
    ethnicity: &systems::UKCORE_ETHNIC_CATEGORY_ENGLAND,
    style: Style::Whole,
};

/// UK Core in Wales: the same with Wales's list.
pub static UKCORE_WALES: Profile =
    Profile { key: "ukcore-wales", ethnicity: &systems::UKCORE_ETHNIC_CATEGORY_WALES, style: Style::Whole };

/// The Personal Demographics Service of NHS England: a usual name in parts, of its letters; one language, with the need for
/// an interpreter, in the extension NHSCommunication. It takes an ethnic category when a record is made, and does not store
/// it.
pub static PDS: Profile =
    Profile { key: "pds", ethnicity: &systems::UKCORE_ETHNIC_CATEGORY_ENGLAND, style: Style::Pds };

impl Profile {
    /// The readable key.
    pub fn key(&self) -> &'static str {
        self.key
    }

    /// The list of the one ethnic category.
    pub fn ethnic_category(&self) -> &'static CodeSystem<Heritages> {
        self.ethnicity
    }
}

/// A field, and how it is reached.
pub(super) struct Access<T> {
    /// As the storage form names it.
    pub(super) word: &'static str,
    /// What a purpose has to see.
    pub(super) what: Characteristic,
    pub(super) of: fn(&Demographics) -> &Field<T>,
    pub(super) of_mut: fn(&mut Demographics) -> &mut Field<T>,
}

macro_rules! access {
    ($field:ident, $word:literal, $what:ident) => {
        Access {
            word: $word,
            what: Characteristic::$what,
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
}

/// What is done with each field of a profile.
pub(super) trait Step {
    /// The name.
    fn name(&mut self, style: Style) -> Result<()>;

    /// A field that goes out as one code, or not at all.
    fn one<S: Bridge>(
        &mut self,
        field: &Access<S::Value>,
        system: &'static S,
        uri: &'static str,
        element: Element,
    ) -> Result<()>;

    /// A field that goes out as a code for each of its parts.
    fn each<A: Axis>(
        &mut self,
        field: &Access<Stated<A>>,
        system: Option<&'static CodeSystem<A>>,
        url: &'static str,
        number: u16,
    ) -> Result<()>;

    /// The languages, each with what can be said of it.
    fn languages(&mut self, field: &Access<Languages>) -> Result<()>;

    /// A field that the profile has no element for.
    fn not_held<T: FieldValue + 'static>(&mut self, field: &Access<T>, number: u16) -> Result<()>;
}

impl Profile {
    /// Goes through all fields that a purpose may see.
    pub(super) fn each_field(&self, step: &mut impl Step) -> Result<()> {
        step.name(self.style)?;
        let uri = self.ethnicity.uri().unwrap_or_default();
        let elsewhere: &[&str] = &[
            urls::ETHNIC_CATEGORY[0],
            urls::ETHNIC_CATEGORY[1],
            urls::US_CORE_RACE,
            urls::US_CORE_ETHNICITY,
            urls::NZ_ETHNICITY,
        ];
        let ethnicity = access!(ethnicity, "ethnicity", Ethnicity);
        step.one(&ethnicity, self.ethnicity, uri, Element::Concept(elsewhere))?;
        let languages = access!(languages, "languages", Languages);
        let interpreter = access!(interpreter, "interpreter", Interpreter);
        let partnership = access!(partnership, "partnership", Partnership);
        let needed = &systems::FHIR_INTERPRETER_REQUIRED;
        let (nhs, part) = (urls::NHS_COMMUNICATION, "interpreterRequired");
        match self.style {
            Style::Whole => {
                step.languages(&languages)?;
                step.one(&interpreter, needed, "", Element::Boolean(urls::INTERPRETER, part))?;
                let marital = &systems::HL7_V3_MARITAL_STATUS;
                let uri = marital.uri().unwrap_or_default();
                step.one(&partnership, marital, uri, Element::Member("maritalStatus"))?;
            }
            Style::Pds => {
                let list = &systems::PDS_PREFERRED_LANGUAGE;
                step.one(&languages, list, urls::HUMAN_LANGUAGE, Element::NhsLanguage)?;
                step.one(&interpreter, needed, "", Element::BooleanPart(nhs, part))?;
                step.not_held(&partnership, numbers::PARTNERSHIP)?;
            }
        }
        let preference = |part: &'static str| Element::Part(urls::CONTACT_PREFERENCE, part);
        let formats = &systems::UKCORE_WRITTEN_COMMUNICATION_FORMAT;
        let part = preference("PreferredWrittenCommunicationFormat");
        step.one(&access!(formats, "formats", Formats), formats, urls::WRITTEN_FORMAT, part)?;
        let contact = &systems::UKCORE_PREFERRED_CONTACT_METHOD;
        let part = preference("PreferredContactMethod");
        step.one(&access!(contact, "contact", Contact), contact, urls::CONTACT_METHOD, part)?;
        let pronouns = access!(pronouns, "pronouns", Pronouns);
        step.each(&pronouns, Some(&systems::FHIR_PRONOUNS), urls::PRONOUNS, numbers::PRONOUNS)?;
        let gender = access!(gender, "gender", Gender);
        // Its codes are SNOMED CT's, so that the list is there with that feature alone.
        let list =
            systems::GENDER.iter().copied().find(|list| list.key() == "hl7-gender-harmony-gender-identity");
        step.each(&gender, list, urls::GENDER_IDENTITY, numbers::GENDER)?;
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

/// The system that each field is written in.
struct Systems(Vec<(&'static str, &'static str, u16)>);

impl Systems {
    fn put<S: Bridge>(&mut self, field: &'static str, system: &S) {
        self.0.push((field, system.key(), system.numbers().1));
    }
}

impl Step for Systems {
    fn name(&mut self, _: Style) -> Result<()> {
        Ok(())
    }

    fn one<S: Bridge>(
        &mut self,
        field: &Access<S::Value>,
        system: &'static S,
        _: &'static str,
        _: Element,
    ) -> Result<()> {
        self.put(field.word, system);
        Ok(())
    }

    fn each<A: Axis>(
        &mut self,
        field: &Access<Stated<A>>,
        system: Option<&'static CodeSystem<A>>,
        _: &'static str,
        _: u16,
    ) -> Result<()> {
        if let Some(system) = system {
            self.put(field.word, system);
        }
        Ok(())
    }

    fn languages(&mut self, field: &Access<Languages>) -> Result<()> {
        self.put(field.word, &systems::BCP_47);
        Ok(())
    }

    fn not_held<T: FieldValue + 'static>(&mut self, _: &Access<T>, _: u16) -> Result<()> {
        Ok(())
    }
}

impl Profile {
    /// The code systems that fields are written in: the field, the system's key, and the edition of its mapping.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::wire::fhir;
    ///
    /// let systems = fhir::PDS.systems();
    /// assert!(systems.iter().any(|(field, key, _)| (*field, *key) == ("languages", "pds-preferred-language")));
    /// ```
    pub fn systems(&self) -> Vec<(&'static str, &'static str, u16)> {
        let mut systems = Systems(Vec::new());
        // Naming a system cannot fail.
        let _ = self.each_field(&mut systems);
        systems.0
    }

    /// The profile with this key.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`](crate::ErrorKind::Usage) when there is none; the known ones are said.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::wire::fhir::Profile;
    ///
    /// assert_eq!(Profile::named("pds").unwrap().key(), "pds");
    /// assert!(Profile::named("pdS").unwrap_err().help().unwrap().contains("ukcore-england"));
    /// ```
    pub fn named(key: &str) -> Result<&'static Self> {
        ALL.into_iter().find(|profile| profile.key == key).ok_or_else(|| {
            let known: Vec<&str> = ALL.iter().map(|profile| profile.key).collect();
            Error::new(ErrorKind::Usage, format!("there is no profile `{key}`"))
                .with_help(format!("choose one of {}", known.join(", ")))
        })
    }
}

/// Every profile.
static ALL: [&Profile; 3] = [&UKCORE_ENGLAND, &UKCORE_WALES, &PDS];

#[cfg(test)]
mod tests {
    use super::numbers::{INTERPRETER_LANGUAGES, NAME};
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
            assert!(!(NAME..=INTERPRETER_LANGUAGES).contains(&number), "{number} is an element's");
        }
        systems::each_list(&mut Others);
        systems::LANGUAGE.iter().for_each(|system| is_other(system.data.number));
        profiles::ALL.iter().for_each(|profile| is_other(profile.number()));
    }
}
