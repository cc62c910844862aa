//! The names by which FHIR messages call things, each in one place.

use crate::bridge::{CodeSystem, Decoded, systems};
use crate::stated::Axis;

#[cfg(feature = "audit")]
pub(crate) const NHS_NUMBER: &str = "https://fhir.nhs.uk/Id/nhs-number";
/// The ethnic category of UK Core, and of CareConnect (STU3) before it.
pub(crate) const ETHNIC_CATEGORY: [&str; 2] = [
    "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory",
    "https://fhir.hl7.org.uk/STU3/StructureDefinition/Extension-CareConnect-EthnicCategory-1",
];
/// Retired in UK Core, and what PDS sends and takes.
pub(crate) const NHS_COMMUNICATION: &str =
    "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSCommunication";
pub(super) const CONTACT_PREFERENCE: &str =
    "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-ContactPreference";
pub(super) const US_CORE_RACE: &str = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-race";
pub(super) const US_CORE_ETHNICITY: &str =
    "http://hl7.org/fhir/us/core/StructureDefinition/us-core-ethnicity";
/// It repeats: somebody has several ethnicities.
pub(super) const NZ_ETHNICITY: &str = "http://hl7.org.nz/fhir/StructureDefinition/nz-ethnicity";
pub(super) const PRONOUNS: &str = "http://hl7.org/fhir/StructureDefinition/individual-pronouns";
pub(super) const GENDER_IDENTITY: &str = "http://hl7.org/fhir/StructureDefinition/individual-genderIdentity";
pub(super) const RECORDED_SEX: &str =
    "http://hl7.org/fhir/StructureDefinition/individual-recordedSexOrGender";
pub(super) const INTERPRETER: &str = "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired";
pub(super) const PROFICIENCY: &str = "http://hl7.org/fhir/StructureDefinition/patient-proficiency";
pub(super) const LANGUAGE: &str = "http://hl7.org/fhir/StructureDefinition/language";
pub(super) const REPRESENTATION: &str = "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation";
pub(super) const OWN_NAME: &str = "http://hl7.org/fhir/StructureDefinition/humanname-own-name";
pub(super) const OWN_PREFIX: &str = "http://hl7.org/fhir/StructureDefinition/humanname-own-prefix";
pub(super) const FATHERS_FAMILY: &str = "http://hl7.org/fhir/StructureDefinition/humanname-fathers-family";
pub(super) const MOTHERS_FAMILY: &str = "http://hl7.org/fhir/StructureDefinition/humanname-mothers-family";
pub(super) const DATA_ABSENT: &str = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

/// The list of a field that a message calls so, and the code in it. Where one name covers several, the one that has the code;
/// and where several have it, the shortest: its owner took these codes out of the longer ones, to be chosen from.
pub(super) fn list_of<'c, A: Axis>(
    lists: &'static [&'static CodeSystem<A>],
    uri: &str,
    code: &'c str,
) -> Option<(&'static CodeSystem<A>, Decoded<'c, A>)> {
    let mut found: Option<(&'static CodeSystem<A>, Decoded<'c, A>)> = None;
    let mut has_code = false;
    for list in lists.iter().copied().filter(|list| list.is_called(uri)) {
        let decoded = list.decode(code.as_bytes());
        // A code that goes under another list's name is none of these.
        let is_here = decoded.row().is_some() && list.uri_of(code) == list.uri();
        let is_shorter = || found.is_some_and(|(known, _)| list.rows().len() < known.rows().len());
        if found.is_none() || is_here && (!has_code || is_shorter()) {
            found = Some((list, decoded));
            has_code |= is_here;
        }
    }
    found
}

/// The reason that a code of FHIR's or HL7's reasons for absence gives.
pub(super) fn absence_of(uri: &str, code: &str) -> Option<crate::Absence> {
    let list = systems::ABSENCE.iter().find(|list| list.uri() == Some(uri))?;
    list.decode(code.as_bytes()).absence()
}
