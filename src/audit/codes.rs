//! The code systems that an audit holds codes against.

use crate::Reason;
use crate::answer::{Absence, Answer};
use crate::bridge::{CodeSystem, Damage, Diagnosis, LanguageRow, Row, TagSystem, systems};
use crate::ethnicity::Heritages;
use crate::language::{TagCheck, check};
use crate::orientation::Orientations;
use crate::overlay::Known;
use crate::rules::{
    RecordField, Rule, code_not_in_system, code_of_another_list, default_code_as_answer, heading_as_answer,
    label_where_code_belongs, observed_as_stated, of_damage, retired_code,
};
use crate::standard::Concept;
use crate::stated::Axis;

use super::measures::{Codes, Status};

/// The tags of BCP 47, as FHIR names them.
const BCP_47: &str = "urn:ietf:bcp:47";
/// The retired UK Core list of languages: ISO 639-1 and five codes of the NHS's own.
pub(super) const HUMAN_LANGUAGE: &str = "https://fhir.hl7.org.uk/CodeSystem/UKCore-HumanLanguage";

/// The lists of languages whose codes are judged as tags, and as tags of [`HUMAN_LANGUAGE`]: they have codes beside tags.
const TAGS: &str = "bcp-47";
const TAGS_AND_CODES: &[&str] = &["nhs-language", "pds-preferred-language", "ukcore-human-language"];

/// The system that a message would name for languages of the list with this key, if they are judged by that.
pub(super) fn system_of_language(key: &str) -> Option<&'static str> {
    TAGS_AND_CODES.contains(&key).then_some(HUMAN_LANGUAGE)
}

/// The list of languages with this key.
pub(super) fn language_list(key: &str) -> Option<&'static TagSystem> {
    systems::LANGUAGE.iter().copied().find(|list| list.key() == key)
}

/// What a code of its list says, and the rule that it breaks all the same: a retired code and a heading say what they say,
/// and are counted as that.
#[derive(Clone, Copy, Default)]
pub(super) struct Sound {
    pub(super) status: Status,
    pub(super) breaks: Option<&'static Rule>,
}

/// What is wrong with a code, and the code that was meant.
#[derive(Clone, Copy)]
pub(super) struct Wrong {
    pub(super) rule: &'static Rule,
    pub(super) meant: Option<&'static str>,
}

/// What is known of the systems that messages name.
#[derive(Default)]
pub(super) struct Systems(Vec<(RecordField, Box<str>, bool)>);

/// How many systems are remembered; messages of one sender name few.
const SYSTEMS: usize = 16;

impl Systems {
    /// Whether this run holds the code system that a message names for the field.
    pub(super) fn is_held(&mut self, lists: Known, field: RecordField, system: &str) -> bool {
        let known = self.0.iter().find(|(of, known, _)| *of == field && **known == *system);
        if let Some((_, _, is_held)) = known {
            return *is_held;
        }
        let is_held = is_held(lists, field, system);
        if self.0.len() < SYSTEMS {
            self.0.push((field, system.into(), is_held));
        }
        is_held
    }
}

fn is_held(known: Known, field: RecordField, system: &str) -> bool {
    match field {
        RecordField::EthnicCategory => known.with_uri(system).is_some(),
        RecordField::Language => matches!(system, BCP_47 | HUMAN_LANGUAGE),
        _ => false,
    }
}

/// The list of ethnicity with this key, or that messages call so.
pub(super) fn ethnic_list(known: Known, called: &str) -> Option<&'static CodeSystem<Heritages>> {
    known.with_key(called).or_else(|| known.with_uri(called))
}

/// The lists that codes of a CSV file are of, which names none itself.
#[derive(Clone, Copy)]
pub(super) struct Lists {
    pub(super) known: Known,
    ethnicity: &'static CodeSystem<Heritages>,
    orientation: &'static CodeSystem<Orientations>,
    /// None where languages are tags.
    pub(super) language: Option<&'static TagSystem>,
}

/// The keys of the lists that somebody named: of ethnicity, of orientation, and of languages.
pub(super) type Keys = [Option<&'static str>; 3];

impl Lists {
    /// Those with these keys; without one, those that the NHS Data Dictionary gives the fields, and tags of languages.
    pub(super) fn of(known: Known, [ethnicity, orientation, language]: Keys) -> Self {
        let stated = &systems::NHS_PERSON_STATED_SEXUAL_ORIENTATION;
        let is_of_codes = |list: &&TagSystem| list.key() != TAGS && !TAGS_AND_CODES.contains(&list.key());
        Self {
            known,
            ethnicity: ethnicity.and_then(|key| known.with_key(key)).unwrap_or_else(|| nhs(known)),
            orientation: orientation.and_then(|key| with_key(systems::ORIENTATION, key)).unwrap_or(stated),
            language: language.and_then(language_list).filter(is_of_codes),
        }
    }

    /// The list of ethnicity that the message names, or else the file's.
    fn of_ethnicity(&self, system: Option<&str>) -> &'static CodeSystem<Heritages> {
        system.and_then(|called| ethnic_list(self.known, called)).unwrap_or(self.ethnicity)
    }
}

/// The list that ETHNIC CATEGORY is in, as the NHS Data Dictionary has it.
fn nhs(known: Known) -> &'static CodeSystem<Heritages> {
    known.of_national(&systems::NHS_ETHNIC_CATEGORY_2001)
}

/// How many records hold codes of one list that are no answer.
#[derive(Default)]
pub(super) struct Absences {
    list: &'static str,
    pub(super) declined: u64,
    pub(super) unknown: u64,
    /// Those of them that hold the default which the NHS Data Dictionary gives the element of this list.
    pub(super) defaults: u64,
    /// Whether the list has codes both for who declined and for who is not known.
    pub(super) tells_them_apart: bool,
}

/// The same for each list of which there are codes in a field, in tables and in messages alike.
pub(super) fn absences(known: Known, field: RecordField, codes: &Codes) -> Vec<Absences> {
    let mut lists: Vec<Absences> = Vec::new();
    for count in codes.counts() {
        let Some(list) = count.list() else { continue };
        let Some((absence, tells_them_apart)) = (match field {
            RecordField::EthnicCategory => absence_in(known.lists(), list, count.code()),
            RecordField::SexualOrientation => absence_in(systems::ORIENTATION, list, count.code()),
            _ => None,
        }) else {
            continue;
        };
        let place = lists.iter().position(|known| known.list == list).unwrap_or_else(|| {
            lists.push(Absences { list, tells_them_apart, ..Absences::default() });
            lists.len() - 1
        });
        let Some(held) = lists.get_mut(place) else { continue };
        match status_of(absence) {
            Status::Declined => held.declined += count.rows(),
            _ => held.unknown += count.rows(),
        }
        if is_default(known, field, list, count.code()) {
            held.defaults += count.rows();
        }
    }
    lists
}

/// Whether the code is the default that the NHS Data Dictionary gives the element of its list. A code of an organisation's own
/// list is what its owner says that it is there: the first of its categories, from which any others follow.
fn is_default(known: Known, field: RecordField, list: &str, code: &str) -> bool {
    let of_element =
        [systems::NHS_ETHNIC_CATEGORY_2001.key(), systems::NHS_PERSON_STATED_SEXUAL_ORIENTATION.key()];
    let is_one = |list: &str, code: &str| {
        of_element.contains(&list) && default_code_as_answer::is_one(field, code.as_bytes())
    };
    let own = || known.with_key(list).filter(|list| list.local_to().is_some());
    let row = || own()?.decode(code.as_bytes()).row();
    is_one(list, code)
        || row().and_then(|row| row.same_category().next()).is_some_and(|(list, code)| is_one(list, code))
}

/// Why a code is no answer, if it is none, and whether its list tells the two kinds of that apart.
fn absence_in<A: Axis>(
    all: &'static [&'static CodeSystem<A>],
    list: &str,
    code: &str,
) -> Option<(Absence, bool)> {
    let system = with_key(all, list)?;
    Some((system.decode(code.as_bytes()).absence()?, has_both_absences(system)))
}

fn has_both_absences<A: Axis>(system: &CodeSystem<A>) -> bool {
    let absences = || system.rows().iter().filter_map(|row| system.decode(row.code().as_bytes()).absence());
    let has = |status| absences().any(|absence| status_of(absence) == status);
    has(Status::Declined) && has(Status::Unknown)
}

/// Whether a value is a code that may be told, being one of a list or a tag of the registry and so no words of a person;
/// and the list, where it has a name. A tag with parts that anybody may make up is none.
pub(super) fn listed(
    lists: &Lists,
    is_bare: bool,
    field: RecordField,
    value: &[u8],
    system: Option<&str>,
) -> Option<Option<&'static str>> {
    match field {
        RecordField::EthnicCategory if is_bare && system.is_none() => {
            let held = lists.known.lists().iter().any(|list| list.decode(value).row().is_some());
            held.then_some(None)
        }
        RecordField::EthnicCategory => {
            in_list(system.map_or(Some(lists.ethnicity), |called| ethnic_list(lists.known, called))?, value)
        }
        RecordField::SexualOrientation => in_list(lists.orientation, value),
        RecordField::Language if system.is_none() && lists.language.is_some() => {
            lists.language.filter(|list| list.decode(value).is_in_list()).map(|list| Some(list.key()))
        }
        RecordField::Language => {
            let is_known = match check(value) {
                TagCheck::Tag(validity) => validity.is_valid(),
                TagCheck::NhsCode(_) => system == Some(HUMAN_LANGUAGE),
                _ => false,
            };
            let has_own_parts = value.split(|&byte| byte == b'-').any(|part| part.len() == 1);
            (is_known && !has_own_parts).then_some(None)
        }
        _ => None,
    }
}

fn in_list<A: Axis>(list: &'static CodeSystem<A>, value: &[u8]) -> Option<Option<&'static str>> {
    list.decode(value).row().map(|_| Some(list.key()))
}

/// The concepts that a code stands for.
pub(super) fn concepts<A: Axis>(system: &'static CodeSystem<A>, code: &[u8]) -> Vec<Concept> {
    match system.decode(code).answer() {
        Answer::Given(stated) => stated.concepts().filter_map(|id| system.standard().by_id(id)).collect(),
        _ => Vec::new(),
    }
}

pub(super) fn with_key<A: Axis>(
    all: &'static [&'static CodeSystem<A>],
    key: &str,
) -> Option<&'static CodeSystem<A>> {
    all.iter().copied().find(|system| system.key() == key)
}

/// The key of the list, if codes of the field can be of it.
pub(super) fn key_for(known: Known, field: RecordField, key: &str) -> Option<&'static str> {
    match field {
        RecordField::EthnicCategory => known.with_key(key).map(CodeSystem::key),
        RecordField::SexualOrientation => with_key(systems::ORIENTATION, key).map(CodeSystem::key),
        RecordField::Language => language_list(key).map(TagSystem::key),
        _ => None,
    }
}

/// What an ethnic category code says, in the list that its message names or in the file's.
pub(super) fn ethnic_category(lists: Lists, code: &[u8], system: Option<&str>) -> Result<Sound, Wrong> {
    let nhs = nhs(lists.known);
    let system = lists.of_ethnicity(system);
    judge(system, code).map_err(|wrong| match wrong.meant {
        Some(_) => wrong,
        None => by_label_of_same_category(system, nhs, code)
            .unwrap_or_else(|| by_another_list(lists.known.lists(), code, wrong)),
    })
}

/// What a code of sexual orientation says; FHIR has no element for it, so no message names its list.
pub(super) fn sexual_orientation(lists: Lists, code: &[u8]) -> Result<Sound, Wrong> {
    judge(lists.orientation, code).map_err(|wrong| by_another_list(systems::ORIENTATION, code, wrong))
}

/// What a code of this list of languages says.
pub(super) fn language(list: &'static TagSystem, code: &[u8]) -> Result<Sound, Wrong> {
    let observed = Wrong { rule: &observed_as_stated::RULE, meant: None };
    let decoded = list.decode(code);
    if decoded.row().is_some_and(LanguageRow::is_observed) {
        return Err(observed);
    }
    if decoded.is_in_list() {
        return Ok(Sound { status: list.absence_of(code).map_or(Status::Valid, status_of), breaks: None });
    }
    let wrong = wrong_by(list.diagnose(code).as_ref());
    let is_of_another = is_unknown(&wrong) && !languages_with(code).is_empty();
    Err(if is_of_another { Wrong { rule: &code_of_another_list::RULE, meant: None } } else { wrong })
}

/// The keys of the lists of languages that have the code. Of tags only those are codes that are registered: anything may be
/// well formed.
fn languages_with(code: &[u8]) -> Vec<&'static str> {
    let is_tag = || matches!(check(code), TagCheck::Tag(validity) if validity.is_valid());
    let has = |list: &&&TagSystem| {
        if list.key() == TAGS { is_tag() } else { list.decode(code).is_in_list() }
    };
    systems::LANGUAGE.iter().filter(has).map(|list| list.key()).collect()
}

/// What a code is that its own list lacks, where other lists have it: theirs, or what somebody observed where only lists
/// of observations do. A code that is near one of its own list stays what it was found to be.
fn by_another_list<A: Axis>(all: &[&CodeSystem<A>], code: &[u8], wrong: Wrong) -> Wrong {
    if !is_unknown(&wrong) {
        return wrong;
    }
    let mut rows = all.iter().filter_map(|system| system.decode(code).row());
    let Some(first) = rows.next() else { return wrong };
    let is_observed = first.is_observed() && rows.all(Row::is_observed);
    let rule = if is_observed { &observed_as_stated::RULE } else { &code_of_another_list::RULE };
    Wrong { rule, meant: None }
}

/// Whether nothing is known of the code but that its list lacks it.
fn is_unknown(wrong: &Wrong) -> bool {
    wrong.rule.id == code_not_in_system::RULE.id && wrong.meant.is_none()
}

/// Which lists have the code. Their names tell what the person answered, as the code does: without values, how many.
pub(super) fn others_with(known: Known, field: RecordField, code: &[u8], shows_values: bool) -> String {
    let keys = match field {
        RecordField::SexualOrientation => keys_with(systems::ORIENTATION, code),
        RecordField::Language => languages_with(code),
        _ => keys_with(known.lists(), code),
    };
    match (keys.len(), shows_values) {
        (_, true) => format!("it is a code of `{}`", keys.join("`, `")),
        (1, false) => "one other list has it; a run that shows values names it".to_owned(),
        (count, false) => format!("{count} other lists have it; a run that shows values names them"),
    }
}

fn keys_with<A: Axis>(all: &[&CodeSystem<A>], code: &[u8]) -> Vec<&'static str> {
    all.iter().filter(|system| system.decode(code).row().is_some()).map(|system| system.key()).collect()
}

pub(super) fn judge<A: Axis>(system: &'static CodeSystem<A>, code: &[u8]) -> Result<Sound, Wrong> {
    let decoded = system.decode(code);
    if let Some(row) = decoded.row() {
        if row.is_observed() {
            return Err(Wrong { rule: &observed_as_stated::RULE, meant: None });
        }
        let status = decoded.absence().map_or(Status::Valid, status_of);
        return Ok(Sound { status, breaks: broken_by(row) });
    }
    Err(wrong_by(system.diagnose(code).as_ref()))
}

/// What is wrong with a code of which that became.
fn wrong_by(diagnosis: Option<&Diagnosis>) -> Wrong {
    let damage = diagnosis.map_or(Damage::UnknownCode, Diagnosis::damage);
    Wrong { rule: of_damage(damage), meant: diagnosis.and_then(Diagnosis::likely) }
}

/// What there is to say of a code that its list has. What is retired is said first: it is replaced whole.
fn broken_by(row: Row) -> Option<&'static Rule> {
    if retired_code::is_broken(row) {
        Some(&retired_code::RULE)
    } else if heading_as_answer::is_broken(row) {
        Some(&heading_as_answer::RULE)
    } else {
        None
    }
}

/// The codes of the list in which somebody's answer could have been recorded, who is recorded under a heading: those that
/// are no heading and not retired, and mean only what is narrower. How many there are tells which heading it is.
pub(super) fn narrower_codes(
    lists: Lists,
    field: RecordField,
    code: &[u8],
    system: Option<&str>,
) -> Vec<&'static str> {
    match field {
        RecordField::EthnicCategory => narrower_in(lists.of_ethnicity(system), code),
        RecordField::SexualOrientation => narrower_in(lists.orientation, code),
        _ => Vec::new(),
    }
}

fn narrower_in<A: Axis>(list: &'static CodeSystem<A>, code: &[u8]) -> Vec<&'static str> {
    let headings = concepts(list, code);
    let is_below =
        |one: &Concept| headings.iter().any(|heading| one.id() != heading.id() && one.is_a(*heading));
    let is_narrower = |row: &Row| {
        let means = concepts(list, row.code().as_bytes());
        broken_by(*row).is_none() && !means.is_empty() && means.iter().all(is_below)
    };
    list.rows().iter().filter(is_narrower).map(Row::code).collect()
}

/// The code whose category is recorded, with a source, as the same as that of another list with this label: UK Core's
/// labels begin with their heading, and what stands in a message is often the label alone.
fn by_label_of_same_category(
    system: &CodeSystem<Heritages>,
    other: &CodeSystem<Heritages>,
    code: &[u8],
) -> Option<Wrong> {
    let labelled = label_where_code_belongs::code_meant(code, other.rows())?;
    let row =
        system.rows().iter().find(|row| row.same_category().any(|same| same == (other.key(), labelled)))?;
    Some(Wrong { rule: &label_where_code_belongs::RULE, meant: Some(row.code()) })
}

fn status_of(absence: Absence) -> Status {
    if absence.contains(Reason::AskedDeclined) { Status::Declined } else { Status::Unknown }
}
