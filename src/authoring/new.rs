//! A new concept, with the id that the tool assigns.

use std::path::Path;

use super::check::{SLUG_HELP, is_slug};
use super::forms::{EditionForm, StandardForm};
use super::tables::KINDS;
use super::{EDITION_FILE, Reading, StandardFiles, text, yaml};
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
/// [`ErrorKind::Format`] when the file cannot be read; [`ErrorKind::Data`] when it holds a wrong id, so that the next one
/// is not known, or when its list of concepts does not end where the file ends.
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
    let Some(known) = KINDS.iter().find(|known| known.kind == kind) else {
        return usage("this standard has no file", "choose another");
    };
    if !is_slug(slug) {
        return usage("this cannot be the slug of a concept", SLUG_HELP);
    }
    if label.trim().is_empty() || label.contains(char::is_control) {
        return usage("the label is empty or holds a control character", "say in plain English who it is");
    }
    let edition: EditionForm = yaml::read(EDITION_FILE, &text(root, EDITION_FILE)?)?;
    let mut reading = Reading::new(root);
    let standard = reading.standard(known);
    if let Some(fault) = reading.faults.into_iter().next() {
        return Err(fault);
    }
    if standard.concepts().iter().any(|(_, concept)| concept.slug.as_str() == slug) {
        return usage("this slug is taken", "a concept is never entered twice; edit the one that is there");
    }
    let id = next_id(&standard)?;
    let after = with_entry(text(root, known.file)?, &entry(id, slug, label, edition.version.as_str()));
    // The end of the file need not be the end of its list, and a label can be anything: read it as any tool will.
    let read = yaml::read::<StandardForm>(known.file, &after).ok();
    let last = read.as_ref().and_then(|form| form.concepts.last());
    if last.is_none_or(|last| last.slug.as_str() != slug || last.label.as_str() != label) {
        return Err(Error::new(ErrorKind::Data, "the entry cannot be put at the end of this file")
            .at(Position::in_file(known.file))
            .with_help(
                "let `concepts` be the last key of the file, with a slug and a label that YAML can hold",
            ));
    }
    Ok((id, known.file, after))
}

/// The id after the last. A wrong id in the files might be the last, so it has to be mended first.
fn next_id(standard: &StandardFiles) -> Result<ConceptId> {
    let kind = standard.kind.kind;
    let mut last = 0;
    for (file, concept) in standard.concepts() {
        match concept.id.as_str().parse::<ConceptId>() {
            Ok(id) if id.kind() == kind => last = last.max(id.number()),
            _ => {
                let message = "this id is wrong, so the next one is not known";
                let help = "run `ownwords build --check` and mend what it finds";
                return Err(Error::new(ErrorKind::Data, message).at(concept.id.place(file)).with_help(help));
            }
        }
    }
    ConceptId::new(kind, last + 1).ok_or_else(|| {
        Error::new(ErrorKind::Data, "this standard has no free id left")
            .at(Position::in_file(standard.kind.folder))
    })
}

fn entry(id: ConceptId, slug: &str, label: &str, since: &str) -> String {
    let label = label.replace('\\', "\\\\").replace('"', "\\\"");
    format!(
        "
  # Say here why it stands where it stands, and where published lists disagree.
  - id: \"{id}\"
    slug: {slug}
    label: \"{label}\"
    use: record
    status: provisional
    since: \"{since}\"
    # Slugs of this file: what this always is.
    broader: []
    # Slugs of this file: what this may be.
    overlaps: []
    # The published lists that have it: {{system: ..., code: \"...\", label: \"...\"}}, word for word.
    attested-by: []
"
    )
}

/// The file with the entry at its end, in the file's own line ends.
fn with_entry(mut file: String, entry: &str) -> String {
    let line_end = if file.contains("\r\n") { "\r\n" } else { "\n" };
    if !file.ends_with('\n') {
        file.push_str(line_end);
    }
    file.push_str(&entry.replace('\n', line_end));
    file
}
