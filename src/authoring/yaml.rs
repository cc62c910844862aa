//! The one place that knows the YAML crate.
//!
//! What two YAML readers could take for different things is refused: a key that stands twice, codes without quotes,
//! anchors, tags, merge keys. A file then means the same in every tool.

mod written;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_saphyr::budget::BudgetBreach;

use super::limit::{self, OF_STEWARDS};
use crate::error::{Error, ErrorKind, Position, Result};
use crate::rules::{
    Rule, anchor_or_alias, byte_order_mark_in_yaml, carriage_return, merge_key, missing_key,
    not_a_whole_number, not_yaml, nothing_after_key, repeated_key, second_document, tab_character,
    too_large_or_too_deep, uneven_indentation, unknown_key, unquoted_word, wrong_shape, yaml_tag,
};

/// A text of a file, with its place.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Word(serde_saphyr::Spanned<String>);

impl JsonSchema for Word {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Word".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string"})
    }
}

impl Word {
    pub(super) fn as_str(&self) -> &str {
        &self.0.value
    }

    pub(super) fn line(&self) -> u64 {
        self.0.referenced.line()
    }

    /// The place of the text in `file`.
    pub(super) fn place(&self, file: &str) -> Position {
        Position::in_file(file).line(self.0.referenced.line()).column(self.0.referenced.column())
    }
}

/// Reads one file of a folder that has a template.
///
/// # Errors
///
/// [`ErrorKind::Format`], with the place, when the text is no YAML of the restricted kind, or has another shape.
pub(super) fn read<T: DeserializeOwned>(file: &str, text: &str) -> Result<T> {
    read_like(file, text, "compare the entry with the TEMPLATE.yaml of its folder")
}

/// The same of a file that may stand anywhere; `compare` says with what its shape can be compared.
pub(super) fn read_like<T: DeserializeOwned>(file: &str, text: &str, compare: &str) -> Result<T> {
    if text.len() as u64 > OF_STEWARDS.bytes {
        return Err(limit::exceeded(Position::in_file(file).line(1).column(1)));
    }
    if let Some(fault) = written::faults(file, text).into_iter().next() {
        return Err(fault);
    }
    let options = serde_saphyr::options! {
        no_schema: true,
        reject_unsupported_tags: true,
        merge_keys: serde_saphyr::MergeKeyPolicy::Error,
        require_indent: serde_saphyr::RequireIndent::Even,
        strict_indentation: true,
        budget: serde_saphyr::budget! {
            max_anchors: 0,
            max_aliases: 0,
            max_depth: OF_STEWARDS.deepest,
            max_nodes: OF_STEWARDS.values,
        },
    };
    serde_saphyr::from_str_with_options(text, options).map_err(|error| {
        // Whatever the first document lacks may stand in the second.
        if let Some(line) = second_document(text) {
            let place = Position::in_file(file).line(line as u64).column(1);
            let (message, help) = SECOND;
            return Error::new(ErrorKind::Format, message)
                .at(place)
                .with_help(help)
                .of_rule(second_document::RULE.id);
        }
        let mut position = Position::in_file(file);
        if let Some(place) = error.location() {
            position = position.line(place.line()).column(place.column());
        }
        let (rule, message, help) = in_plain_words(error.without_snippet(), compare);
        Error::new(ErrorKind::Format, message).at(position).with_help(help).of_rule(rule.id)
    })
}

const SECOND: (&str, &str) = ("a second document begins here", "take the line `---` out");

/// The line of `---` that ends a document and begins another, from 1.
fn second_document(text: &str) -> Option<usize> {
    let is_said = |line: &&str| !line.trim().is_empty() && !line.starts_with(['#', '%', '\u{FEFF}']);
    let mut lines = text.lines().enumerate().skip_while(|(_, line)| *line == "---" || !is_said(line));
    lines.find(|(_, line)| *line == "---").map(|(place, _)| place + 1)
}

/// The fault of a tag, whichever it is: `!!binary "QQ=="` is `A` to this program, and `QQ==` to the next.
pub(super) fn tag(written: &str, place: Position) -> Error {
    let (message, help) = tagged(written);
    Error::new(ErrorKind::Format, message).at(place).with_help(help).of_rule(yaml_tag::RULE.id)
}

fn tagged(tag: &str) -> (String, String) {
    let message = format!("tags are not used here: `{}`", tag.escape_debug());
    (message, "take the tag out; what is meant as a text stands in double quotes".to_owned())
}

/// What stands in a file that this program reads over, and that others may not: a byte order mark, carriage returns.
pub(super) fn looks(file: &str, text: &str) -> Vec<Error> {
    let fault = |rule: &Rule, line: usize, column: usize, help: &str| {
        let place = Position::in_file(file).line(line as u64).column(column as u64);
        Error::new(ErrorKind::Format, rule.summary).at(place).with_help(help).of_rule(rule.id)
    };
    let mut looks = Vec::new();
    if text.starts_with('\u{FEFF}') {
        looks.push(fault(
            &byte_order_mark_in_yaml::RULE,
            1,
            1,
            "save the file as UTF-8 without a byte order mark",
        ));
    }
    if let Some((before, _)) = text.split_once('\r') {
        let last = before.rsplit('\n').next().unwrap_or_default();
        let (line, column) = (1 + before.matches('\n').count(), 1 + last.chars().count());
        looks.push(fault(
            &carriage_return::RULE,
            line,
            column,
            "let the editor end lines with a line feed alone",
        ));
    }
    looks
}

/// What is wrong, and what to do: the crate's own messages are written for programmers.
fn in_plain_words(error: &serde_saphyr::Error, compare: &str) -> (&'static Rule, String, String) {
    use serde_saphyr::Error as E;
    const TOO_LARGE: (&Rule, &str, &str) =
        (&too_large_or_too_deep::RULE, too_large_or_too_deep::RULE.summary, limit::HELP);
    let (rule, message, help) = match error {
        E::QuotingRequired { value, .. } => {
            let value = value.escape_debug().to_string();
            let help =
                format!("write \"{value}\"; another program could take it for a number, a date, yes or no");
            return (&unquoted_word::RULE, format!("`{value}` needs quotes"), help);
        }
        E::DuplicateMappingKey { key, .. } => {
            let key = key.as_deref().unwrap_or("").escape_debug().to_string();
            let message = format!("the key `{key}` stands twice in one entry");
            return (&repeated_key::RULE, message, "keep one of the two".to_owned());
        }
        E::SerdeUnknownField { field, expected, .. } => {
            let field = field.escape_debug().to_string();
            let help = match nearest(&field, expected.iter().copied()) {
                Some(known) => format!("the nearest key is `{known}`"),
                None => format!("the keys of this entry are {}", expected.join(", ")),
            };
            return (&unknown_key::RULE, format!("`{field}` is not a key of this entry"), help);
        }
        E::SerdeMissingField { field, .. } => {
            let message = format!("the key `{field}` is missing from this entry");
            return (&missing_key::RULE, message, compare.to_owned());
        }
        E::UnsupportedTag { tag, .. } => {
            let (message, help) = tagged(tag);
            return (&yaml_tag::RULE, message, help);
        }
        E::Budget { breach: BudgetBreach::Anchors { .. } | BudgetBreach::Aliases { .. }, .. }
        | E::UnknownAnchor { .. } => (
            &anchor_or_alias::RULE,
            "anchors and aliases are not used here",
            "write out what is meant, in each place",
        ),
        E::Budget { .. } => TOO_LARGE,
        E::MergeKeyNotAllowed { .. } => (
            &merge_key::RULE,
            "merge keys (`<<`) are not used here",
            "write out what is meant, in each place",
        ),
        E::MultipleDocuments { .. } => (&second_document::RULE, SECOND.0, SECOND.1),
        E::NullIntoString { .. } => (
            &nothing_after_key::RULE,
            "there is nothing after the key",
            "write a text, or \"\" for a label that no source gives",
        ),
        E::InvalidScalar { ty, .. } if ty.starts_with(['u', 'i']) => (
            &not_a_whole_number::RULE,
            "this is not a whole number, or it is too large",
            "write it in digits, without quotes",
        ),
        E::IndentationError { .. } => (
            &uneven_indentation::RULE,
            "the entry is indented by an odd number of spaces",
            "indent by two spaces a step",
        ),
        other => {
            let message = without_place(&other.to_string());
            if message.split(|sign: char| !sign.is_alphabetic()).any(|word| matches!(word, "tab" | "tabs")) {
                (&tab_character::RULE, tab_character::RULE.summary, "write spaces instead, two for each step")
            } else if message == "recursion limit exceeded" {
                TOO_LARGE
            } else {
                return (of_other(other), message, compare.to_owned());
            }
        }
    };
    (rule, message.to_owned(), help.to_owned())
}

/// Whether a text that can be read as YAML has another shape, or cannot be read.
fn of_other(error: &serde_saphyr::Error) -> &'static Rule {
    use serde_saphyr::Error as E;
    match error {
        E::Message { .. } | E::ExternalMessage { .. } | E::Eof { .. } | E::ContainerEndMismatch { .. } => {
            &not_yaml::RULE
        }
        _ => &wrong_shape::RULE,
    }
}

/// The first line of a message in our manner; its place is said already.
fn without_place(message: &str) -> String {
    let line = message.lines().next().unwrap_or("this cannot be read");
    let line = line.rfind(" at line ").and_then(|end| line.get(..end)).unwrap_or(line);
    let mut letters = line.chars();
    letters.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(letters).collect()
}

/// The word among `known` that is nearest to `wrong`, if one is near.
pub(super) fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|known| (strsim::damerau_levenshtein(known, wrong), known))
        .min()
        .filter(|(distance, known)| *distance <= 1 + known.chars().count() / 4)
        .map(|(_, known)| known)
}
