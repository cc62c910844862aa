//! Records in YAML: one complete record in its storage form, and one field of it put anew.
//!
//! What is written is quoted throughout, so that every YAML reader takes it for the same. What is read is YAML 1.2 without
//! anchors, tags, merge keys, keys that stand twice, and texts without quotes that could be a number, true, false or nothing.

use serde::Serialize;
use serde_saphyr::budget::BudgetBreach;

use super::limit::OF_A_RECORD;
use super::tree::{self, Value};
use crate::error::{Error, ErrorKind, Position, Result};
use crate::rules::yaml_tag;
use crate::wire::Storage;

/// A record as a YAML document, without the line that begins it.
///
/// # Errors
///
/// [`ErrorKind::Format`] when it cannot be written.
pub(crate) fn to_yaml(record: &impl Serialize) -> Result<String> {
    let options = serde_saphyr::ser_options! { quote_all: true };
    serde_saphyr::to_string_with_options(record, options).map_err(|error| {
        Error::new(ErrorKind::Format, "the record cannot be written in YAML").with_source(error)
    })
}

/// The storage form that a YAML document holds.
///
/// # Errors
///
/// [`ErrorKind::Format`], with its line and column, when the text is no YAML of this kind or holds something else. No error says
/// what stands there.
pub(crate) fn from_yaml(text: &str) -> Result<Storage> {
    let options = serde_saphyr::options! {
        no_schema: true,
        strict_booleans: true,
        reject_unsupported_tags: true,
        merge_keys: serde_saphyr::MergeKeyPolicy::Error,
        budget: serde_saphyr::budget! {
            max_anchors: 0,
            max_aliases: 0,
            max_depth: OF_A_RECORD.deepest,
            max_nodes: OF_A_RECORD.values,
            max_events: 4 * OF_A_RECORD.values,
        },
    };
    if let Some(place) = tag_in(text) {
        let (message, help) = ALIASES;
        return Err(Error::new(ErrorKind::Format, message).at(place).with_help(help));
    }
    serde_saphyr::from_str_with_options(text, options).map_err(|error| {
        let place = error.location().map_or(Position::default().line(1).column(1), |place| {
            Position::default().line(place.line()).column(place.column())
        });
        let (message, help) = in_plain_words(error.without_snippet());
        Error::new(ErrorKind::Format, message).at(place).with_help(help)
    })
}

/// The place of a tag; its text may be a person's. Tags that the YAML crate knows are read by it and not refused.
fn tag_in(text: &str) -> Option<Position> {
    let error = text.contains('!').then(|| tree::read_within(OF_A_RECORD, "", text))?.err()?;
    let place = error.position().filter(|_| error.rule() == Some(yaml_tag::RULE.id))?;
    Some(Position::default().line(place.line?).column(place.column?))
}

/// What is wrong, and what to do; never what stands there, which may be a person's.
fn in_plain_words(error: &serde_saphyr::Error) -> (&'static str, &'static str) {
    use serde_saphyr::Error as E;
    match error {
        E::QuotingRequired { .. } => (
            "a text needs quotes here: another program could take it for a number, true, false or nothing",
            "write it between quotes",
        ),
        E::DuplicateMappingKey { .. } => ("a key stands twice in one entry", "keep one of the two"),
        E::UnsupportedTag { .. } | E::MergeKeyNotAllowed { .. } | E::UnknownAnchor { .. } => ALIASES,
        E::Budget { breach: BudgetBreach::Anchors { .. } | BudgetBreach::Aliases { .. }, .. } => ALIASES,
        E::Budget { .. } => (
            "this is larger, or nested deeper, than any record",
            "look for a bracket in it that is never closed; nothing of it was taken",
        ),
        E::SerdeUnknownField { .. } | E::SerdeMissingField { .. } | E::InvalidScalar { .. } => ANOTHER,
        E::Message { .. } | E::ExternalMessage { .. } | E::Eof { .. } | E::ContainerEndMismatch { .. } => (
            "this is not YAML as records have it",
            "look at the quotes, colons and spaces of this line and of the one before it",
        ),
        _ => ANOTHER,
    }
}

const ALIASES: (&str, &str) = (
    "anchors, aliases, tags and merge keys are not used in records",
    "write out what is meant, in each place",
);
const ANOTHER: (&str, &str) = (
    "this is no record in the storage form: a key or value is not of it",
    "`ownwords convert … --to storage-yaml` writes it; a record of a newer release is read with that",
);

/// The document of a record with one field put to this text, or taken out, and every other byte as it was. `None` where the
/// document is not written in lines, one field after another.
pub(crate) fn put(document: &str, field: &str, written: Option<&str>) -> Option<String> {
    let root = tree::read_within(OF_A_RECORD, "", document).ok().flatten()?;
    let Value::Entry(pairs) = &root.value else { return None };
    let starts: Vec<usize> = pairs.iter().map(|(key, _)| key.bytes.start).collect();
    let begins_a_line = |start: &usize| {
        document.get(..*start).is_some_and(|before| before.is_empty() || before.ends_with(['\n', '\r']))
    };
    if !starts.iter().all(begins_a_line) {
        return None;
    }
    let found = pairs.iter().position(|(key, _)| key.text() == Some(field));
    let start = match found {
        Some(place) => *starts.get(place)?,
        None => behind(document, root.bytes.end),
    };
    let end = found.map_or(Some(start), |place| Some(behind(document, pairs.get(place)?.1.bytes.end)))?;
    let (before, rest) = (document.get(..start)?, document.get(end..)?);
    let line_end = if document.contains("\r\n") { "\r\n" } else { "\n" };
    let ends = before.is_empty() || before.ends_with(['\n', '\r']);
    let between = if ends { "" } else { line_end };
    Some([before, between, &written.unwrap_or_default().replace('\n', line_end), rest].concat())
}

/// The place behind the line in which a value ends.
fn behind(document: &str, end: usize) -> usize {
    // A text in lines of its own ends where the next begins.
    let start = end.saturating_sub(1);
    let rest = document.get(start..).unwrap_or_default();
    rest.find('\n').map_or(document.len(), |line| start + line + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_tag_is_read_whether_the_yaml_crate_knows_it_or_not() {
        for tagged in ["!!binary \"QQ==\"", "!!str \"b\"", "!odd \"b\"", "! \"b\""] {
            let error = from_yaml(&format!("name:\n  text: {tagged}\n")).map(drop).unwrap_err();
            assert_eq!(error.message(), ALIASES.0, "{tagged}");
            assert_eq!(error.position().and_then(|place| place.line), Some(2), "{tagged}");
        }
    }
}
