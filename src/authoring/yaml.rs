//! The one place that knows the YAML crate.
//!
//! What two YAML readers could take for different things is refused: a key that stands twice, codes without quotes,
//! anchors, tags, merge keys. A file then means the same in every tool.

use serde::Deserialize;
use serde::de::DeserializeOwned;

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
        let plain = error.without_snippet().to_string();
        Error::new(ErrorKind::Format, plain.lines().next().unwrap_or("this cannot be read").to_lowercase())
            .at(position)
            .with_help("compare the entry with the TEMPLATE.yaml of its folder")
    })
}
