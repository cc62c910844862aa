//! A new concept, with the id that the tool assigns.

use std::path::Path;

use super::check::{SLUG_HELP, is_slug};
use super::forms::{EditionForm, OverlayForm, StandardForm};
use super::tables::{KINDS, KindOf};
use super::{EDITION_FILE, Reading, Source, StandardFiles, overlay, text, yaml};
use crate::error::{Error, ErrorKind, Position, Result};
use crate::standard::{ConceptId, Kind, OdsCode, Standard};
use crate::text::quoted;

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
    let Some(known) = KINDS.iter().find(|known| known.kind == kind) else {
        return usage("this standard has no file", "choose another");
    };
    can_be_new(slug, label)?;
    let edition: EditionForm = yaml::read(EDITION_FILE, &text(&root.join(EDITION_FILE), EDITION_FILE)?)?;
    let mut reading = Reading::new(root);
    let standard = reading.standard(known);
    if let Some(fault) = reading.faults.into_iter().next() {
        return Err(fault);
    }
    let before = text(&root.join(known.file), known.file)?;
    let (id, after) = added(&standard, None, before, slug, label, edition.version.as_str())?;
    Ok((id, known.file, after))
}

/// The file of an overlay's own heritages with one more at its end, and the id that it was given, which carries the
/// owner's ODS code. Where the overlay has no such file yet, it begins with this entry.
///
/// `folder` is the overlay's folder; the file's path from there comes with the text. Nothing is written.
///
/// # Errors
///
/// As for [`new_concept`]; also when the slug is one of the national standard, or `overlay.yaml` does not say whose the
/// overlay is.
///
/// # Example
///
/// ```
/// use std::path::Path;
/// use ownwords::authoring::new_local_heritage;
///
/// let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/overlay");
/// let (id, _, text) = new_local_heritage(&folder, "example-people", "Example people").unwrap();
/// assert_eq!(id.owner().unwrap().to_string(), "TEST9");
/// assert!(text.contains(&id.to_string()));
/// assert!(new_local_heritage(&folder, "somali", "Somali").is_err());
/// ```
pub fn new_local_heritage(
    folder: &Path,
    slug: &str,
    label: &str,
) -> Result<(ConceptId, &'static str, String)> {
    can_be_new(slug, label)?;
    let Some(known) = overlay::heritage_kind() else {
        return usage("this standard has no file", "choose another");
    };
    let mut reading = Reading::new(folder);
    reading.help = overlay::HELP;
    let head: Option<Source<OverlayForm>> = reading.form(overlay::HEAD);
    let standard = overlay::heritages(&mut reading, known);
    let before =
        if folder.join(known.file).exists() { reading.text(known.file) } else { Some(first_of(known)) };
    let (Some(head), Some(before), true) = (head, before, reading.faults.is_empty()) else {
        let fault = reading.faults.into_iter().next();
        return match fault {
            Some(fault) => Err(overlay::within(folder, fault)),
            None => usage("the overlay cannot be read", overlay::HELP),
        };
    };
    let owner = head.form.owner.as_str().parse::<OdsCode>();
    let owner =
        owner.map_err(|error| overlay::within(folder, error.at(head.form.owner.place(&head.file))))?;
    if Standard::ethnicity().by_slug(slug).is_some() {
        return usage("this slug is one of the national standard", "an overlay adds only what is not there");
    }
    let (id, after) = added(&standard, Some(owner), before, slug, label, head.form.version.as_str())?;
    Ok((id, known.file, after))
}

fn usage<T>(message: &str, help: &str) -> Result<T> {
    Err(Error::new(ErrorKind::Usage, message).with_help(help))
}

fn can_be_new(slug: &str, label: &str) -> Result<()> {
    if !is_slug(slug) {
        return usage("this cannot be the slug of a concept", SLUG_HELP);
    }
    if label.trim().is_empty() || label.contains(char::is_control) {
        return usage("the label is empty or holds a control character", "say in plain English who it is");
    }
    Ok(())
}

/// A file of a standard with no entry yet.
fn first_of(kind: &KindOf) -> String {
    format!("standard: {}\nconcepts:\n", kind.word)
}

/// The id of the entry, and the file with it at its end.
fn added(
    standard: &StandardFiles,
    owner: Option<OdsCode>,
    before: String,
    slug: &str,
    label: &str,
    since: &str,
) -> Result<(ConceptId, String)> {
    if standard.concepts().iter().any(|(_, concept)| concept.slug.as_str() == slug) {
        return usage("this slug is taken", "a concept is never entered twice; edit the one that is there");
    }
    let id = next_id(standard, owner)?;
    let file = standard.kind.file;
    let after = with_entry(before, &entry(id, slug, label, since));
    // The end of the file need not be the end of its list, and a label can be anything: read it as any tool will.
    let read = yaml::read::<StandardForm>(file, &after).ok();
    let last = read.as_ref().and_then(|form| form.concepts.last());
    if last.is_none_or(|last| last.slug.as_str() != slug || last.label.as_str() != label) {
        return Err(Error::new(ErrorKind::Data, "the entry cannot be put at the end of this file")
            .at(Position::in_file(file))
            .with_help(
                "let `concepts` be the last key of the file, with a slug and a label that YAML can hold",
            ));
    }
    Ok((id, after))
}

/// The id after the last. A wrong id in the files might be the last, so it has to be mended first.
fn next_id(standard: &StandardFiles, owner: Option<OdsCode>) -> Result<ConceptId> {
    let kind = standard.kind.kind;
    let mut last = 0;
    for (file, concept) in standard.concepts() {
        match concept.id.as_str().parse::<ConceptId>() {
            Ok(id) if id.kind() == kind && id.owner() == owner => last = last.max(id.number()),
            _ => {
                let message = "this id is wrong, so the next one is not known";
                let help = "run `ownwords build --check` and mend what it finds";
                return Err(Error::new(ErrorKind::Data, message).at(concept.id.place(file)).with_help(help));
            }
        }
    }
    let next = match owner {
        None => ConceptId::new(kind, last + 1),
        Some(owner) => ConceptId::local(kind, owner, last + 1),
    };
    next.ok_or_else(|| {
        Error::new(ErrorKind::Data, "this standard has no free id left")
            .at(Position::in_file(standard.kind.folder))
    })
}

fn entry(id: ConceptId, slug: &str, label: &str, since: &str) -> String {
    let label = quoted(label);
    format!(
        "
  # Say here why it stands where it stands, and where published lists disagree.
  - id: \"{id}\"
    slug: {slug}
    label: {label}
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
