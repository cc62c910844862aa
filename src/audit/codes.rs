//! The code systems that an audit holds codes against.

use crate::Reason;
use crate::answer::Absence;
use crate::bridge::{CodeSystem, systems};
use crate::ethnicity::Heritages;
use crate::orientation::Orientations;
use crate::rules::{
    RecordField, Rule, code_not_in_system, code_with_stray_case_or_space, label_where_code_belongs,
};
use crate::stated::Axis;

use super::measures::Status;

/// The tags of BCP 47, as FHIR names them.
const BCP_47: &str = "urn:ietf:bcp:47";
/// The retired UK Core list of languages: ISO 639-1 and five codes of the NHS's own.
pub(super) const HUMAN_LANGUAGE: &str = "https://fhir.hl7.org.uk/CodeSystem/UKCore-HumanLanguage";

/// What is wrong with a code, and the code that was meant.
pub(super) struct Wrong {
    pub(super) rule: &'static Rule,
    pub(super) meant: Option<&'static str>,
}

/// Whether this release holds the code system that a FHIR message names for the field.
pub(super) fn is_held(field: RecordField, system: &str) -> bool {
    match field {
        RecordField::EthnicCategory => ethnic(system).is_some(),
        RecordField::Language => matches!(system, BCP_47 | HUMAN_LANGUAGE),
        _ => false,
    }
}

fn ethnic(uri: &str) -> Option<&'static CodeSystem<Heritages>> {
    systems::ETHNICITY.iter().copied().find(|system| system.uri() == Some(uri))
}

/// What an ethnic category code says; from a CSV file, which names no system, it is the NHS list of 2001.
pub(super) fn ethnic_category(code: &[u8], system: Option<&str>) -> Result<Status, Wrong> {
    match system.and_then(ethnic) {
        Some(system) => judge(system, code),
        None => judge(&systems::NHS_ETHNIC_CATEGORY_2001, code),
    }
}

/// What a code of the person stated sexual orientation says.
pub(super) fn sexual_orientation(code: &[u8]) -> Result<Status, Wrong> {
    let system: &CodeSystem<Orientations> = &systems::NHS_PERSON_STATED_SEXUAL_ORIENTATION;
    judge(system, code)
}

fn judge<A: Axis>(system: &'static CodeSystem<A>, code: &[u8]) -> Result<Status, Wrong> {
    let decoded = system.decode(code);
    if decoded.row().is_some() {
        return Ok(decoded.absence().map_or(Status::Valid, status_of));
    }
    let rows = system.rows();
    if let Some(meant) = code_with_stray_case_or_space::code_meant(code, rows) {
        return Err(Wrong { rule: &code_with_stray_case_or_space::RULE, meant: Some(meant) });
    }
    if let Some(meant) = label_where_code_belongs::code_meant(code, rows) {
        return Err(Wrong { rule: &label_where_code_belongs::RULE, meant: Some(meant) });
    }
    Err(Wrong { rule: &code_not_in_system::RULE, meant: None })
}

fn status_of(absence: Absence) -> Status {
    if absence.contains(Reason::AskedDeclined) { Status::Declined } else { Status::Unknown }
}
