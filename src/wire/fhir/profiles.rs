//! What each receiver takes of a record, as data.
//!
//! A fact that no source of this project holds is in none of these: an element whose name is not known is not written, and the
//! documentation of the profile says so.

use super::names::Style;
use super::urls;
use crate::bridge::{CodeSystem, systems};
use crate::ethnicity::Heritages;
use crate::gender::PronounSets;
use crate::stated::Axis;

/// How one receiver wants a Patient, in FHIR R4 and R5 alike: no element that is written differs between them.
///
/// # Example
///
/// ```
/// use ownwords::wire::fhir;
///
/// assert_eq!(fhir::PDS.key(), "pds");
/// assert_eq!(fhir::UKCORE_WALES.ethnic_list().unwrap().key(), "ukcore-ethnic-category-wales");
/// // One ethnic category in Wales, and in New Zealand as many as the person has.
/// let at_most = |profile: &fhir::Profile| {
///     let held = profile.elements();
///     held.iter().find(|one| one.field == "ethnicity").unwrap().at_most
/// };
/// assert_eq!((at_most(&fhir::UKCORE_WALES), at_most(&fhir::NEW_ZEALAND)), (Some(1), None));
/// ```
#[derive(Debug)]
pub struct Profile {
    pub(super) key: &'static str,
    pub(super) style: Style,
    pub(super) ethnicity: Ethnicities,
    pub(super) pronouns: Repeated<PronounSets>,
    /// Whether UK Core's extension for how to reach the person is taken.
    pub(super) has_contact_preference: bool,
    /// Whether a reason may stand in the place of a value, as FHIR's `data-absent-reason`.
    pub(super) takes_reasons: bool,
    pub(super) administrative: AdministrativeRule,
}

/// Where ethnicity stands.
#[derive(Debug)]
pub(super) enum Ethnicities {
    /// One code for all that was stated, in the ethnic category of UK Core. What the list has for several heritages together
    /// is for its mapping to say.
    Category(&'static CodeSystem<Heritages>),
    /// A code for each heritage.
    Each(Repeated<Heritages>),
    /// Nowhere that is known.
    NotHeld,
}

/// A field that goes out as a code for each of its parts.
#[derive(Debug)]
pub(super) struct Repeated<A: Axis> {
    pub(super) list: &'static CodeSystem<A>,
    /// Of a list with levels, the length of the codes of the one level that is taken.
    pub(super) characters: Option<usize>,
    pub(super) shape: Shape,
}

/// How codes stand in extensions.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shape {
    /// An extension for each, with the code in its part `value`.
    Value(&'static str),
    /// An extension for each, with the code as its value.
    Concept(&'static str),
    /// An extension for each question that the list answers, and in it a category for each code.
    Questions(&'static [Question]),
}

/// One of several questions that share a list of answers.
#[derive(Debug)]
pub(super) struct Question {
    pub(super) url: &'static str,
    /// The codes that answer it; of the last question: all others.
    pub(super) codes: &'static [&'static str],
    /// With how many of them.
    pub(super) at_most: usize,
}

/// What a receiver does with an administrative gender, where it demands one.
#[derive(Debug)]
pub(super) struct AdministrativeRule {
    /// Codes of FHIR's list that it does not take.
    pub(super) refuses: &'static [&'static str],
    /// Whether one that it has may be taken away.
    pub(super) may_be_removed: bool,
}

const FHIR_RULE: AdministrativeRule = AdministrativeRule { refuses: &[], may_be_removed: true };

/// UK Core in one country, with its list of ethnic categories.
const fn uk_core(key: &'static str, ethnicity: Ethnicities) -> Profile {
    Profile {
        key,
        style: Style::Whole,
        ethnicity,
        pronouns: pronouns(&systems::FHIR_PRONOUNS),
        has_contact_preference: true,
        takes_reasons: false,
        administrative: FHIR_RULE,
    }
}

/// FHIR as HL7 publishes it, with its extensions for everybody; the countries' own are added to it.
const fn of_hl7(
    key: &'static str,
    ethnicity: Ethnicities,
    pronoun_list: &'static CodeSystem<PronounSets>,
) -> Profile {
    Profile {
        key,
        style: Style::Whole,
        ethnicity,
        pronouns: pronouns(pronoun_list),
        has_contact_preference: false,
        takes_reasons: true,
        administrative: FHIR_RULE,
    }
}

const fn pronouns(list: &'static CodeSystem<PronounSets>) -> Repeated<PronounSets> {
    Repeated { list, characters: None, shape: Shape::Value(urls::PRONOUNS) }
}

/// UK Core in England: one ethnic category, of England's list; every language as a BCP 47 tag in `communication`.
pub static UKCORE_ENGLAND: Profile =
    uk_core("ukcore-england", Ethnicities::Category(&systems::UKCORE_ETHNIC_CATEGORY_ENGLAND));

/// UK Core in Wales: the same with Wales's list.
pub static UKCORE_WALES: Profile =
    uk_core("ukcore-wales", Ethnicities::Category(&systems::UKCORE_ETHNIC_CATEGORY_WALES));

/// UK Core in Scotland: the same with Scotland's list. HL7 UK has retired its copy of the list, and the extension is bound to
/// England's and Wales's with leave to use others; the codes are those of NHS Scotland's records still.
pub static UKCORE_SCOTLAND: Profile =
    uk_core("ukcore-scotland", Ethnicities::Category(&systems::UKCORE_ETHNIC_CATEGORY_SCOTLAND));

/// UK Core in Northern Ireland: the same without an ethnic category. UK Core has no list for Northern Ireland, and no message
/// can name that of the census; the residue holds what was stated.
pub static UKCORE_NORTHERN_IRELAND: Profile = uk_core("ukcore-northern-ireland", Ethnicities::NotHeld);

/// The Personal Demographics Service of NHS England: a usual name in parts, of its letters; one language, with the need for
/// an interpreter, in the extension NHSCommunication. It takes an ethnic category when a record is made, and does not store
/// it. Of administrative genders it takes no `other`, and lets none be removed.
pub static PDS: Profile = Profile {
    style: Style::Pds,
    administrative: AdministrativeRule { refuses: &["other"], may_be_removed: false },
    ..uk_core("pds", Ethnicities::Category(&systems::UKCORE_ETHNIC_CATEGORY_ENGLAND))
};

/// FHIR as HL7 publishes it, with its extensions for pronouns, gender identity, the need for an interpreter and proficiency
/// in a language, and why there is no answer where that is so. There is no ethnicity in it.
///
/// HL7's recorded sex or gender is read and not written: it says which document recorded it, and the record has no document.
pub static INTERNATIONAL: Profile =
    of_hl7("international", Ethnicities::NotHeld, &systems::HL7_GENDER_HARMONY_PRONOUNS);

/// US Core: race and ethnicity, two questions, in the categories of 1997; a person may have several races, and one answer to the
/// other question. Both are heritages here, and each goes to the question that its category answers.
///
/// The codes that detail a category are those of a list that no source of this project holds, and are left out; so is US
/// Core's extension for sex.
pub static US_CORE: Profile = of_hl7(
    "us-core",
    Ethnicities::Each(Repeated {
        list: &systems::US_OMB_1997,
        characters: None,
        shape: Shape::Questions(&[
            Question { url: urls::US_CORE_ETHNICITY, codes: &["2135-2", "2186-5"], at_most: 1 },
            Question { url: urls::US_CORE_RACE, codes: &[], at_most: usize::MAX },
        ]),
    }),
    &systems::HL7_GENDER_HARMONY_PRONOUNS,
);

/// New Zealand: as many ethnicities as the person states, each a code of level 4, the only level that has a name in messages.
/// Where several levels have the same category, that of level 4 is sent.
pub static NEW_ZEALAND: Profile = of_hl7(
    "new-zealand",
    Ethnicities::Each(Repeated {
        list: &systems::NZ_ETHNICITY_2005,
        characters: Some(5),
        shape: Shape::Concept(urls::NZ_ETHNICITY),
    }),
    &systems::HL7_GENDER_HARMONY_PRONOUNS,
);

/// Australia: pronouns of its own list, which has codes for why there is none. No source of this project names the extension for
/// Indigenous status, nor a list of its codes, so that ethnicity is left out.
pub static AUSTRALIA: Profile = of_hl7("australia", Ethnicities::NotHeld, &systems::AU_PRONOUNS);

/// All profiles.
pub static PROFILES: [&Profile; 9] = [
    &UKCORE_ENGLAND,
    &UKCORE_WALES,
    &UKCORE_SCOTLAND,
    &UKCORE_NORTHERN_IRELAND,
    &PDS,
    &INTERNATIONAL,
    &US_CORE,
    &NEW_ZEALAND,
    &AUSTRALIA,
];

impl Profile {
    /// The readable key.
    pub fn key(&self) -> &'static str {
        self.key
    }

    /// The profile with this key.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::wire::fhir;
    ///
    /// for profile in fhir::PROFILES {
    ///     assert_eq!(fhir::Profile::of_key(profile.key()).unwrap().key(), profile.key());
    /// }
    /// assert!(fhir::Profile::of_key("ukcore").is_none());
    /// ```
    pub fn of_key(key: &str) -> Option<&'static Self> {
        PROFILES.into_iter().find(|profile| profile.key == key)
    }

    /// The list in which ethnicity goes out; `None` where the profile has no place for it.
    pub fn ethnic_list(&self) -> Option<&'static CodeSystem<Heritages>> {
        match &self.ethnicity {
            Ethnicities::Category(list) => Some(list),
            Ethnicities::Each(repeated) => Some(repeated.list),
            Ethnicities::NotHeld => None,
        }
    }
}
