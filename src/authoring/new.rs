//! A new concept, with the id that the tool assigns.

use std::fs;
use std::path::Path;

use super::tables::KINDS;
use super::{Reading, STANDARDS};
use crate::error::{Error, ErrorKind, Position, Result};
use crate::standard::{ConceptId, Kind};

/// The file of a standard with one concept more, at its end, and the id that the concept was given. Every other byte of
/// the file stays as it is.
///
/// `root` is the root of the repository; the file's path from there comes with the text. Nothing is written.
///
/// # Errors
///
/// [`ErrorKind::Usage`] when the slug is taken or is none, or the label is empty; [`ErrorKind::Io`] and
/// [`ErrorKind::Format`] when the file cannot be read.
///
/// # Example
///
/// ```
/// use std::path::Path;
/// use ownwords::{Kind, authoring::new_concept};
///
/// let root = Path::new(env!("CARGO_MANIFEST_DIR"));
/// let (id, file, text) = new_concept(root, Kind::Heritage, "example-people", "Example people").unwrap();
/// assert!(file.starts_with("standards/ethnicity/") && text.contains(&id.to_string()));
/// assert!(new_concept(root, Kind::Heritage, "somali", "Somali").is_err());
/// ```
pub fn new_concept(
    root: &Path,
    kind: Kind,
    slug: &str,
    label: &str,
) -> Result<(ConceptId, &'static str, String)> {
    let usage = |message: &str, help: &str| Err(Error::new(ErrorKind::Usage, message).with_help(help));
    let place = KINDS.iter().position(|known| known.kind == kind).unwrap_or(0);
    let Some(&(folder, file)) = STANDARDS.get(place) else {
        return usage("this standard has no file", "choose another");
    };
    let sound = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-';
    if slug.is_empty() || !slug.chars().all(sound) {
        return usage("this is not a slug", "use lower-case letters, digits and hyphens");
    }
    if label.trim().is_empty() || label.contains(char::is_control) {
        return usage("the label is empty or holds a control character", "say in plain English who it is");
    }
    let mut text = fs::read_to_string(root.join(file)).map_err(|error| {
        Error::new(ErrorKind::Io, "the file cannot be read as UTF-8 text")
            .at(Position::in_file(file))
            .with_source(error)
            .with_help("run the command at the root of the repository")
    })?;
    let mut reading = Reading { root, faults: Vec::new() };
    let whole = reading.standard(folder);
    if let Some(fault) = reading.faults.into_iter().next() {
        return Err(fault);
    }
    let concepts = whole.map(|source| source.form.concepts).unwrap_or_default();
    if concepts.iter().any(|concept| concept.slug.as_str() == slug) {
        return usage("this slug is taken", "a concept is never entered twice; edit the one that is there");
    }
    let ids = concepts.iter().filter_map(|concept| concept.id.as_str().parse::<ConceptId>().ok());
    let last = ids.map(ConceptId::number).max().unwrap_or(0);
    let Some(id) = ConceptId::new(kind, last + 1) else {
        return usage("this standard has no free id", "ask the maintainers");
    };
    if !text.ends_with('\n') {
        text.push('\n');
    }
    let label = label.replace('\\', "\\\\").replace('"', "\\\"");
    text.push_str(&format!(
        "\n  # Say here why it stands where it stands, and where published lists disagree.\n  \
         - id: \"{id}\"\n    slug: {slug}\n    label: \"{label}\"\n    use: record\n    status: provisional\n    \
         since: \"{}\"\n    # What somebody of this heritage always is: slugs of this file.\n    broader: []\n    \
         # What somebody of this heritage may be: slugs of this file.\n    overlaps: []\n    \
         # The published lists that have it: {{system: ..., code: \"...\", label: \"...\"}}, word for word.\n    \
         attested-by: []\n",
        crate::STANDARD_VERSION
    ));
    Ok((id, file, text))
}
