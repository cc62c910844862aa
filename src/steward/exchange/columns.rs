//! What a mapping's head and rows say, each under a name: the columns of the formats.

use crate::authoring::{CodesUnder, Mapping, MappingRow, SameCategory};

/// What the head says in one text each, in the order of the file.
pub(super) const HEAD: &[&str] = &[
    "system",
    "number",
    "field",
    "title",
    "owner",
    "list-edition",
    "jurisdiction",
    "uri",
    "also-called",
    "codes-under",
    "mapping-edition",
    "feature",
    "local-second-character",
    "rule",
    "codes-of",
    "may-be-nationality",
    "nationality-reason",
    "default-source",
    "default-observed",
    "default-justification",
    "default-review",
    "default-reviewer",
    "default-date",
    "default-approver",
    "default-approved-on",
];

/// What a row says, in the order of the columns.
pub(super) const ROW: &[&str] = &[
    "code",
    "label",
    "group",
    "means",
    "absent",
    "meaning",
    "relationship",
    "adds",
    "may-hold",
    "all-but",
    "same-as-system",
    "same-as-code",
    "same-as-source",
    "heading",
    "retired",
    "observed",
    "source",
    "reason",
    "justification",
    "review",
    "reviewer",
    "date",
    "approver",
    "approved-on",
    "refused",
];

/// Between things that hold together, and between things of which one holds. No slug and no tag has a space.
const AND: &str = " + ";
const OR: &str = " or ";
/// Between a list's URI and the codes that stand under it.
const UNDER: &str = " = ";

/// What the head says under a name; `None` where it says nothing.
pub(super) fn head(mapping: &Mapping, name: &str) -> Option<String> {
    let shared = &mapping.defaults;
    match name {
        "system" => Some(mapping.system.clone()),
        "number" => Some(mapping.number.to_string()),
        "field" => Some(mapping.field.clone()),
        "title" => Some(mapping.title.clone()),
        "owner" => Some(mapping.owner.clone()),
        "list-edition" => Some(mapping.list_edition.clone()),
        "jurisdiction" => Some(mapping.jurisdiction.clone()),
        "uri" => mapping.uri.clone(),
        "also-called" => joined(Some(&mapping.also_called), AND),
        "codes-under" => joined(Some(&mapping.codes_under.iter().map(under).collect()), OR),
        "mapping-edition" => Some(mapping.mapping_edition.to_string()),
        "feature" => mapping.feature.clone(),
        "local-second-character" => mapping.local_second_character.clone(),
        "rule" => mapping.rule.clone(),
        "codes-of" => mapping.codes_of.clone(),
        "may-be-nationality" => joined(Some(&mapping.may_be_nationality), OR),
        "nationality-reason" => Some(mapping.nationality_reason.clone()).filter(|reason| !reason.is_empty()),
        "default-source" => Some(shared.source.clone()),
        "default-observed" => shared.observed.clone(),
        "default-justification" => Some(shared.justification.clone()),
        "default-review" => Some(shared.review.clone()),
        "default-reviewer" => Some(shared.reviewer.clone()),
        "default-date" => Some(shared.date.clone()),
        "default-approver" => shared.approver.clone(),
        "default-approved-on" => shared.approved_on.clone(),
        _ => None,
    }
}

/// Sets what the head says under a name. `Err` says what is wrong with the value.
pub(super) fn set_head(mapping: &mut Mapping, name: &str, value: &str) -> Result<(), &'static str> {
    const NUMBER: &str = "this is not a whole number, or it is too large";
    const NO_URI: &str =
        "this is not a URI, ` = `, and the codes that stand under it with ` + ` between them";
    let text = value.to_owned();
    let some = Some(value.to_owned()).filter(|value| !value.is_empty());
    let shared = &mut mapping.defaults;
    match name {
        "system" => mapping.system = text,
        "number" => mapping.number = value.parse().map_err(|_| NUMBER)?,
        "field" => mapping.field = text,
        "title" => mapping.title = text,
        "owner" => mapping.owner = text,
        "list-edition" => mapping.list_edition = text,
        "jurisdiction" => mapping.jurisdiction = text,
        "uri" => mapping.uri = some,
        "also-called" => mapping.also_called = parts(value, AND).unwrap_or_default(),
        "codes-under" => {
            let all = parts(value, OR).unwrap_or_default();
            mapping.codes_under =
                all.iter().map(|one| read_under(one)).collect::<Option<_>>().ok_or(NO_URI)?;
        }
        "mapping-edition" => mapping.mapping_edition = value.parse().map_err(|_| NUMBER)?,
        "feature" => mapping.feature = some,
        "local-second-character" => mapping.local_second_character = some,
        "rule" => mapping.rule = some,
        "codes-of" => mapping.codes_of = some,
        "may-be-nationality" => mapping.may_be_nationality = parts(value, OR).unwrap_or_default(),
        "nationality-reason" => mapping.nationality_reason = text,
        "default-source" => shared.source = text,
        "default-observed" => shared.observed = some,
        "default-justification" => shared.justification = text,
        "default-review" => shared.review = text,
        "default-reviewer" => shared.reviewer = text,
        "default-date" => shared.date = text,
        "default-approver" => shared.approver = some,
        "default-approved-on" => shared.approved_on = some,
        _ => return Err("the head of a mapping has nothing of this name"),
    }
    Ok(())
}

/// What a row says under a name; empty where it says nothing.
pub(super) fn cell(row: &MappingRow, name: &str, is_of_languages: bool) -> String {
    let same = row.same_category_as.as_ref();
    let found = match name {
        "code" => Some(row.code.clone()),
        "label" => Some(row.label.clone()),
        "group" => row.group.clone(),
        "means" => joined(row.means.as_ref(), if is_of_languages { OR } else { AND }),
        "absent" => joined(row.absent.as_ref(), OR),
        "meaning" => row.meaning.clone(),
        "relationship" => row.relationship.clone(),
        "adds" => joined(Some(&row.adds), AND),
        "may-hold" => joined(Some(&row.may_hold), OR),
        "all-but" => joined(row.all_but.as_ref(), OR),
        "same-as-system" => same.map(|same| same.system.clone()),
        "same-as-code" => same.map(|same| same.code.clone()),
        "same-as-source" => same.map(|same| same.source.clone()),
        "heading" => row.heading.clone(),
        "retired" => row.retired.clone(),
        "observed" => row.observed.clone(),
        "source" => row.source.clone(),
        "reason" => row.reason.clone(),
        "justification" => row.justification.clone(),
        "review" => row.review.clone(),
        "reviewer" => row.reviewer.clone(),
        "date" => row.date.clone(),
        "approver" => row.approver.clone(),
        "approved-on" => row.approved_on.clone(),
        "refused" => row.refused.clone(),
        _ => None,
    };
    found.unwrap_or_default()
}

/// Sets what a row says under a name that is one of [`ROW`].
pub(super) fn set_cell(row: &mut MappingRow, name: &str, value: &str, is_of_languages: bool) {
    if value.is_empty() {
        return;
    }
    let text = value.to_owned();
    let mut same = |set: &dyn Fn(&mut SameCategory)| set(row.same_category_as.get_or_insert_default());
    match name {
        "same-as-system" => same(&|same| same.system.clone_from(&text)),
        "same-as-code" => same(&|same| same.code.clone_from(&text)),
        "same-as-source" => same(&|same| same.source.clone_from(&text)),
        "code" => row.code = text,
        "label" => row.label = text,
        "group" => row.group = Some(text),
        "means" => row.means = parts(value, if is_of_languages { OR } else { AND }),
        "absent" => row.absent = parts(value, OR),
        "meaning" => row.meaning = Some(text),
        "relationship" => row.relationship = Some(text),
        "adds" => row.adds = parts(value, AND).unwrap_or_default(),
        "may-hold" => row.may_hold = parts(value, OR).unwrap_or_default(),
        "all-but" => row.all_but = parts(value, OR),
        "heading" => row.heading = Some(text),
        "retired" => row.retired = Some(text),
        "observed" => row.observed = Some(text),
        "source" => row.source = Some(text),
        "reason" => row.reason = Some(text),
        "justification" => row.justification = Some(text),
        "review" => row.review = Some(text),
        "reviewer" => row.reviewer = Some(text),
        "date" => row.date = Some(text),
        "approver" => row.approver = Some(text),
        "approved-on" => row.approved_on = Some(text),
        _ => row.refused = Some(text),
    }
}

/// Codes under another list's URI, as `URI = code + code`.
fn under(codes: &CodesUnder) -> String {
    format!("{}{UNDER}{}", codes.uri, codes.codes.join(AND))
}

fn read_under(text: &str) -> Option<CodesUnder> {
    let (uri, codes) = text.split_once(UNDER)?;
    Some(CodesUnder { uri: uri.to_owned(), codes: parts(codes, AND)? })
}

fn joined(values: Option<&Vec<String>>, between: &str) -> Option<String> {
    values.filter(|values| !values.is_empty()).map(|values| values.join(between))
}

fn parts(value: &str, between: &str) -> Option<Vec<String>> {
    (!value.is_empty()).then(|| value.split(between).map(|part| part.trim().to_owned()).collect())
}
