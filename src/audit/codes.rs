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
#[derive(Clone, Copy)]
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
    let nhs = &systems::NHS_ETHNIC_CATEGORY_2001;
    let Some(system) = system.and_then(ethnic) else { return judge(nhs, code) };
    judge(system, code).map_err(|wrong| match wrong.meant {
        Some(_) => wrong,
        None => by_label_of_same_category(system, nhs, code).unwrap_or(wrong),
    })
}

/// What a code of the person stated sexual orientation says; FHIR has no element for it, so no system is named.
pub(super) fn sexual_orientation(code: &[u8], _: Option<&str>) -> Result<Status, Wrong> {
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

/// The code whose category is recorded, with a source, as the same as that of another list with this label: UK Core's
/// labels begin with their heading, and what stands in a message is often the label alone.
fn by_label_of_same_category(
    system: &CodeSystem<Heritages>,
    other: &CodeSystem<Heritages>,
    code: &[u8],
) -> Option<Wrong> {
    let labelled = label_where_code_belongs::code_meant(code, other.rows())?;
    let row = system.rows().iter().find(|row| row.same_category.contains(&(other.key(), labelled)))?;
    Some(Wrong { rule: &label_where_code_belongs::RULE, meant: Some(row.code()) })
}

fn status_of(absence: Absence) -> Status {
    if absence.contains(Reason::AskedDeclined) { Status::Declined } else { Status::Unknown }
}
