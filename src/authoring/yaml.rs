//! The one place that knows the YAML crate.
//!
//! What two YAML readers could take for different things is refused: a key that stands twice, codes without quotes,
//! anchors, tags, merge keys. A file then means the same in every tool.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_saphyr::budget::BudgetBreach;

use crate::error::{Error, ErrorKind, Position, Result};

/// A text of a file, with its place.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Word(serde_saphyr::Spanned<String>);

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

/// Reads one file.
///
/// # Errors
///
/// [`ErrorKind::Format`], with the place, when the text is no YAML of the restricted kind, or has another shape.
pub(super) fn read<T: DeserializeOwned>(file: &str, text: &str) -> Result<T> {
    let options = serde_saphyr::options! {
        no_schema: true,
        reject_unsupported_tags: true,
        merge_keys: serde_saphyr::MergeKeyPolicy::Error,
        require_indent: serde_saphyr::RequireIndent::Even,
        strict_indentation: true,
        budget: serde_saphyr::budget! { max_anchors: 0, max_aliases: 0, max_depth: 16, max_nodes: 200_000 },
    };
    serde_saphyr::from_str_with_options(text, options).map_err(|error| {
        let mut position = Position::in_file(file);
        if let Some(place) = error.location() {
            position = position.line(place.line()).column(place.column());
        }
        let (message, help) = in_plain_words(error.without_snippet());
        Error::new(ErrorKind::Format, message).at(position).with_help(help)
    })
}

/// What is wrong, and what to do: the crate's own messages are written for programmers.
fn in_plain_words(error: &serde_saphyr::Error) -> (String, String) {
    use serde_saphyr::Error as E;
    const TEMPLATE: &str = "compare the entry with the TEMPLATE.yaml of its folder";
    let (message, help) = match error {
        E::QuotingRequired { value, .. } => {
            let value = value.escape_debug().to_string();
            let help =
                format!("write \"{value}\"; another program could take it for a number, a date, yes or no");
            return (format!("`{value}` needs quotes"), help);
        }
        E::DuplicateMappingKey { key, .. } => {
            let key = key.as_deref().unwrap_or("").escape_debug().to_string();
            return (format!("the key `{key}` stands twice in one entry"), "keep one of the two".to_owned());
        }
        E::SerdeUnknownField { field, expected, .. } => {
            let field = field.escape_debug().to_string();
            let help = match nearest(&field, expected.iter().copied()) {
                Some(known) => format!("the nearest key is `{known}`"),
                None => format!("the keys of this entry are {}", expected.join(", ")),
            };
            return (format!("`{field}` is not a key of this entry"), help);
        }
        E::SerdeMissingField { field, .. } => {
            return (format!("the key `{field}` is missing from this entry"), TEMPLATE.to_owned());
        }
        E::UnsupportedTag { tag, .. } => {
            return (
                format!("tags are not used here: `{}`", tag.escape_debug()),
                "take the tag out".to_owned(),
            );
        }
        E::Budget { breach: BudgetBreach::Anchors { .. } | BudgetBreach::Aliases { .. }, .. }
        | E::UnknownAnchor { .. } => {
            ("anchors and aliases are not used here", "write out what is meant, in each place")
        }
        E::Budget { .. } => ("the file is too large, or nested too deeply", TEMPLATE),
        E::MergeKeyNotAllowed { .. } => {
            ("merge keys (`<<`) are not used here", "write out what is meant, in each place")
        }
        E::MultipleDocuments { .. } => ("a second document begins here", "take the line `---` out"),
        E::NullIntoString { .. } => {
            ("there is nothing after the key", "write a text, or \"\" for a label that no source gives")
        }
        E::InvalidScalar { ty, .. } if ty.starts_with(['u', 'i']) => {
            ("this is not a whole number, or it is too large", "write it in digits, without quotes")
        }
        E::IndentationError { .. } => {
            ("the entry is indented by an odd number of spaces", "indent by two spaces a step")
        }
        other => return (without_place(&other.to_string()), TEMPLATE.to_owned()),
    };
    (message.to_owned(), help.to_owned())
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
