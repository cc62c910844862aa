//! The names by which FHIR messages call things, each in one place.

use crate::bridge::{CodeSystem, systems};
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

pub(super) const ABILITY_MODE: &str = "http://terminology.hl7.org/CodeSystem/v3-LanguageAbilityMode";
pub(super) const ABILITY_LEVEL: &str = "http://terminology.hl7.org/CodeSystem/v3-LanguageAbilityProficiency";
pub(super) const HUMAN_LANGUAGE: &str = "https://fhir.hl7.org.uk/CodeSystem/UKCore-HumanLanguage";
pub(super) const WRITTEN_FORMAT: &str =
    "https://fhir.hl7.org.uk/CodeSystem/UKCore-PreferredWrittenCommunicationFormat";
pub(super) const CONTACT_METHOD: &str = "https://fhir.hl7.org.uk/CodeSystem/UKCore-PreferredContactMethod";

pub(crate) const SNOMED_CT: &str = "http://snomed.info/sct";

/// Names by which messages call a list whose mapping gives none, or another. Where one name covers several lists, the
/// first that has the code is meant.
const CALLED: &[(&str, &[&str])] = &[
    (ABILITY_MODE, &["hl7-v3-language-ability-mode"]),
    (ABILITY_LEVEL, &["hl7-v3-language-ability-proficiency"]),
    ("https://fhir.hl7.org.uk/CodeSystem/UKCore-LanguageAbilityMode", &["ukcore-language-ability-mode"]),
    (
        "https://fhir.hl7.org.uk/CodeSystem/UKCore-LanguageAbilityProficiency",
        &["ukcore-language-ability-proficiency"],
    ),
    (SNOMED_CT, &["hl7-gender-harmony-gender-identity", "gdppr-snomed"]),
    (WRITTEN_FORMAT, &["ukcore-written-communication-format"]),
    (CONTACT_METHOD, &["ukcore-preferred-contact-method"]),
    // The CDC's codes of race and ethnicity, of which each of these lists is a part.
    ("urn:oid:2.16.840.1.113883.6.238", &["us-omb-1997", "hl7-v3-race", "hl7-v3-ethnicity"]),
    (
        "http://terminology.hl7.org/CodeSystem/PHRaceAndEthnicityCDC",
        &["us-omb-1997", "hl7-v3-race", "hl7-v3-ethnicity"],
    ),
    ("https://standards.digital.health.nz/ns/ethnic-group-level-4-code", &["nz-ethnicity-2005"]),
];

/// The first name by which messages call the list with this key.
pub(crate) fn uri_called(key: &str) -> Option<&'static str> {
    CALLED.iter().find(|(_, keys)| keys.contains(&key)).map(|(uri, _)| *uri)
}

/// The list of a field that a message calls so, and where there are several, the one that has the code.
pub(super) fn list_of<A: Axis>(
    lists: &'static [&'static CodeSystem<A>],
    uri: &str,
    code: &str,
) -> Option<&'static CodeSystem<A>> {
    let keys = CALLED.iter().find(|(known, _)| *known == uri).map_or(&[][..], |(_, keys)| keys);
    let with_key = |key: &&str| lists.iter().copied().find(|list| list.key() == *key);
    let mut called = keys.iter().filter_map(with_key);
    let has_code = |list: &&CodeSystem<A>| list.decode(code.as_bytes()).row().is_some();
    let by_uri = lists.iter().copied().find(|list| list.uri() == Some(uri));
    by_uri.or_else(|| called.clone().find(has_code)).or_else(|| called.next())
}

/// The reason that a code of FHIR's or HL7's reasons for absence gives.
pub(super) fn absence_of(uri: &str, code: &str) -> Option<crate::Absence> {
    let list = systems::ABSENCE.iter().find(|list| list.uri() == Some(uri))?;
    list.decode(code.as_bytes()).absence()
}
