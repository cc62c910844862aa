//! A new mapping, as a draft: the tool assigns its number, and nothing is said of any code that nobody has said.

use std::collections::BTreeSet;
use std::path::Path;

use super::check::{LOCAL_CODES, SLUG_HELP, is_slug};
use super::layout::formatted;
use super::mapping::{Mapping, MappingSource};
use super::tables::FIELDS;
use super::{Reading, overlay, yaml};
use crate::bridge::LOCAL_NUMBERS;
use crate::error::{Error, ErrorKind, Position, Result};

/// A mapping that is written for the first time.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Draft {
    /// The number that the list was given, for ever.
    pub number: u16,
    /// The file that it belongs in, from the root of the repository or the overlay's folder.
    pub file: String,
    /// What the file says.
    pub text: String,
}

/// What stands above a key of the head, for whoever fills it in.
const COMMENTS: &[(&str, &str)] = &[
    ("number:", "Assigned by the tool, and permanent: it is written into residues."),
    ("owner:", "The body whose list it is, the edition that was read, and where these codes mean this."),
    ("mapping-edition:", "Raise it whenever the meaning of a code changes here."),
    (
        "sources:",
        "Where the codes and labels were read, with title and licence, \"not stated\" where there is none.",
    ),
    (
        "defaults:",
        "What most rows share; any row may say one of these again, for itself. `date` is the day on which the rows were\n\
         # last compared with their source.",
    ),
    (
        "rows:",
        "One row a code, the label letter for letter. Say what the code means (`means`, with its `relationship`), or that\n\
         # it is no answer (`absent`); `meaning: not-known` stays where no source says what it means. For example:\n\
         #   - code: \"1\"\n\
         #     label: \"The label as it is printed\"\n\
         #     means: [slug-of-the-standard]\n\
         #     relationship: equivalent",
    ),
];

/// The first file of a list's mapping: `mapping` as far as it is known, under the next free number and in the form of the
/// stewards' files, with comments that say what to fill in. Every row of it is a draft, whatever it was where it came from,
/// and a row that says nothing is `meaning: not-known`. Nothing is written.
///
/// `root` is the root of the repository, or an overlay's folder where `is_overlay`.
///
/// # Errors
///
/// [`ErrorKind::Usage`] when the key is none or is taken, or there is no such field; [`ErrorKind::Io`] and
/// [`ErrorKind::Format`] when one of the files that are there cannot be read, so that the next number is not known;
/// [`ErrorKind::Data`] when no number is left, or the mapping holds what these files cannot.
///
/// # Example
///
/// ```
/// use std::path::Path;
/// use ownwords::authoring::{Mapping, new_mapping};
///
/// let root = Path::new(env!("CARGO_MANIFEST_DIR"));
/// let mut mapping = Mapping::default();
/// mapping.system = "example-list".to_owned();
/// mapping.field = "ethnicity".to_owned();
/// mapping.title = "A made-up list".to_owned();
/// let draft = new_mapping(root, mapping.clone(), false).unwrap();
/// assert_eq!(draft.file, "mappings/ethnicity/example-list.yaml");
/// assert!(draft.text.contains(&format!("number: {}\n", draft.number)));
/// mapping.system = "nhs-ethnic-category-2001".to_owned();
/// assert!(new_mapping(root, mapping, false).is_err());
/// ```
pub fn new_mapping(root: &Path, mut mapping: Mapping, is_overlay: bool) -> Result<Draft> {
    if !is_slug(&mapping.system) {
        return usage("this cannot be the key of a list", SLUG_HELP);
    }
    let Some(folder) = folder_of(&mapping.field, is_overlay) else {
        return usage(
            "there is no such field",
            "name one that a file under mappings/ has; an overlay has ethnicity alone",
        );
    };
    let (keys, numbers) = taken(root, is_overlay)?;
    let file = format!("mappings/{folder}/{}.yaml", mapping.system);
    if keys.contains(&mapping.system) || root.join(&file).exists() {
        return usage("a list of this key is there already", "edit its file, or choose another key");
    }
    let (first, last) = if is_overlay {
        (*LOCAL_NUMBERS.start(), *LOCAL_NUMBERS.end())
    } else {
        (1, LOCAL_NUMBERS.start() - 1)
    };
    let highest = numbers.iter().copied().filter(|number| (first..=last).contains(number)).max();
    let number = highest.map_or(Some(first), |highest| highest.checked_add(1));
    let Some(number) = number.filter(|number| (first..=last).contains(number)) else {
        return Err(
            Error::new(ErrorKind::Data, "no number of a list is left").at(Position::in_file("mappings/"))
        );
    };
    mapping.number = number;
    as_draft(&mut mapping);
    let up = if is_overlay { "../../../../" } else { "../../" };
    let text = written(&file, &mapping, up)?;
    Ok(Draft { number, file, text })
}

fn usage<T>(message: &str, help: &str) -> Result<T> {
    Err(Error::new(ErrorKind::Usage, message).with_help(help))
}

fn folder_of(field: &str, is_overlay: bool) -> Option<&'static str> {
    let known = FIELDS.iter().map(|known| (known.word, known.folder)).chain([("language", "language")]);
    let mut known = known.filter(|(word, _)| !is_overlay || *word == "ethnicity");
    known.find(|(word, _)| *word == field).map(|(_, folder)| folder)
}

/// The keys and numbers of all lists that are there.
fn taken(root: &Path, is_overlay: bool) -> Result<(BTreeSet<String>, BTreeSet<u16>)> {
    let mut reading = Reading::new(root);
    let mut files = Vec::new();
    if is_overlay {
        reading.help = overlay::HELP;
        if root.join("mappings/ethnicity").is_dir() {
            files = reading.files("mappings/ethnicity");
        } else if !root.join(overlay::HEAD).is_file() {
            return Err(Error::new(ErrorKind::Io, "here is no overlay")
                .at(Position::in_file(overlay::HEAD))
                .with_help(overlay::HELP));
        }
    } else {
        files.extend(reading.mapping_files());
        files.extend(reading.files("mappings/language"));
    }
    let name = |file: &String| file.rsplit('/').next().unwrap_or_default().to_owned();
    // Files of other shapes, and of no list, stand among them.
    files.retain(|file| {
        let name = name(file);
        !name.starts_with(LOCAL_CODES) && !name.starts_with("authority-") && name != "disagreements.yaml"
    });
    let (mut keys, mut numbers) = (BTreeSet::new(), BTreeSet::new());
    for file in files {
        let Some(text) = reading.text(&file) else { continue };
        match Mapping::read(&file, &text) {
            Ok(known) => {
                keys.insert(known.system);
                numbers.insert(known.number);
            }
            Err(fault) => reading.faults.push(fault),
        }
    }
    match reading.faults.into_iter().next() {
        Some(fault) => Err(fault),
        None => Ok((keys, numbers)),
    }
}

/// What nobody has looked at here.
fn as_draft(mapping: &mut Mapping) {
    let shared = &mut mapping.defaults;
    "draft".clone_into(&mut shared.review);
    shared.reviewer.clear();
    (shared.approver, shared.approved_on) = (None, None);
    if shared.justification.is_empty() {
        "manual-mapping-curation".clone_into(&mut shared.justification);
    }
    if mapping.sources.is_empty() {
        mapping.sources.push(MappingSource { key: "main".to_owned(), ..MappingSource::default() });
    }
    if shared.source.is_empty() {
        shared.source = mapping.sources.iter().map(|source| source.key.clone()).take(1).collect();
    }
    mapping.mapping_edition = mapping.mapping_edition.max(1);
    for row in &mut mapping.rows {
        (row.review, row.reviewer, row.approver, row.approved_on) = (None, None, None, None);
        let says_nothing = row.means.is_none()
            && row.absent.is_none()
            && row.all_but.is_none()
            && row.may_hold.is_empty()
            && row.same_category_as.is_none();
        if says_nothing && row.meaning.is_none() {
            row.meaning = Some("not-known".to_owned());
        }
    }
}

/// The file, with its schema named in the first line and a comment above each key that wants thought.
fn written(file: &str, mapping: &Mapping, up: &str) -> Result<String> {
    let schema = if mapping.is_of_languages() { "languages" } else { "mapping" };
    let mut text = format!(
        "# yaml-language-server: $schema={up}schemas/{schema}.json\n\
         # Say here what is peculiar to this list. It is a draft: what is empty wants filling in, and `ownwords check` names\n\
         # it. How a row is read is said in mappings/TEMPLATE.yaml.\n"
    );
    for line in mapping.to_yaml()?.lines() {
        if let Some((_, comment)) = COMMENTS.iter().find(|(key, _)| line.starts_with(key)) {
            text.push_str(&format!("# {comment}\n"));
        }
        text.push_str(line);
        text.push('\n');
    }
    let text = formatted(file, &text)?;
    // A label can be anything: read it as any tool will.
    if Mapping::read(file, &text)? == *mapping && yaml::looks(file, &text).is_empty() {
        return Ok(text);
    }
    Err(Error::new(ErrorKind::Data, "the list holds a text that a file of this form cannot hold")
        .at(Position::in_file(file))
        .with_help("look for control characters in its codes and labels, and take them out"))
}
