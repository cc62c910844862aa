//! Reading the files that people edit, and writing the tables that the crate embeds.
//!
//! Reading stops only at what is no YAML or has another shape. Everything else that is wrong, in all files, is found
//! and said together, each fault with its file, line and column.

mod check;
mod forms;
mod new;
pub mod registry;
mod relations;
mod tables;
mod yaml;

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Position};
use forms::{AbsenceForm, AuthorityForm, EditionForm, MappingForm, StandardForm};

pub use new::new_concept;

/// A file of the sources, read.
#[derive(Debug)]
struct Source<T> {
    /// Its path from the root of the repository, with `/`.
    file: String,
    form: T,
}

/// Everything under `standards/` and `mappings/`, read and found to be sound.
///
/// # Example
///
/// ```
/// use std::path::Path;
/// use ownwords::authoring::Sources;
///
/// let sources = Sources::read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
/// let tables = sources.tables().unwrap();
/// assert!(tables.iter().any(|table| table.path.ends_with("bridge/systems/tables.rs")));
///
/// let faults = Sources::read(Path::new("no/such/folder")).unwrap_err();
/// assert!(!faults.is_empty());
/// ```
#[derive(Debug)]
pub struct Sources {
    edition: EditionForm,
    absence: Source<AbsenceForm>,
    standards: Vec<Source<StandardForm>>,
    mappings: Vec<Source<MappingForm>>,
    authorities: Vec<Source<AuthorityForm>>,
    registry: String,
    common_languages: String,
}

/// A generated file: its path from the root of the repository, and its whole text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The path, from the root of the repository.
    pub path: PathBuf,
    /// The text.
    pub text: String,
}

/// The folders of the standards that are made of concepts, and the file that new entries go to. All files of a folder
/// together are one standard, so that no file grows beyond what a person can read.
const STANDARDS: [(&str, &str); 3] = [
    ("standards/ethnicity", "standards/ethnicity/heritages.yaml"),
    ("standards/orientation", "standards/orientation/orientations.yaml"),
    ("standards/gender", "standards/gender/pronouns.yaml"),
];

impl Sources {
    /// Reads everything below `root`, which is the root of the repository.
    ///
    /// # Errors
    ///
    /// All faults of all files. [`ErrorKind::Io`] where a file cannot be read, [`ErrorKind::Format`] where it is no YAML
    /// or has another shape, [`ErrorKind::Data`] where it says something that cannot hold.
    pub fn read(root: &Path) -> Result<Self, Vec<Error>> {
        let mut reader = Reading { root, faults: Vec::new() };
        let edition = reader.form::<EditionForm>("standards/standard.yaml");
        let absence = reader.form::<AbsenceForm>("standards/absence.yaml");
        let standards: Vec<_> = STANDARDS.iter().filter_map(|(folder, _)| reader.standard(folder)).collect();
        let mut mappings = Vec::new();
        let mut authorities = Vec::new();
        let folders = ["mappings/absence", "mappings/ethnicity", "mappings/orientation"];
        for file in folders.iter().flat_map(|folder| reader.files(folder)).collect::<Vec<_>>() {
            let is_authority = file.rsplit('/').next().is_some_and(|name| name.starts_with("authority-"));
            if is_authority {
                authorities.extend(reader.form::<AuthorityForm>(&file));
            } else {
                mappings.extend(reader.form::<MappingForm>(&file));
            }
        }
        let registry = reader.text(registry::REGISTRY_FILE);
        let names = reader.text(registry::COMMON_FILE);
        let (Some(edition), Some(absence), Some(registry), Some(common_languages)) =
            (edition, absence, registry, names)
        else {
            return Err(reader.faults);
        };
        let edition = edition.form;
        let sources = Self { edition, absence, standards, mappings, authorities, registry, common_languages };
        let mut faults = reader.faults;
        if faults.is_empty() {
            faults = check::faults(&sources);
        }
        if faults.is_empty() { Ok(sources) } else { Err(faults) }
    }

    /// The generated files.
    ///
    /// # Errors
    ///
    /// An error when the pinned copy of the language registry is damaged.
    pub fn tables(&self) -> Result<Vec<Table>, Error> {
        tables::tables(self)
    }
}

/// A run over the files that collects what is wrong with them.
struct Reading<'a> {
    root: &'a Path,
    faults: Vec<Error>,
}

impl Reading<'_> {
    fn text(&mut self, file: &str) -> Option<String> {
        match fs::read_to_string(self.root.join(file)) {
            Ok(text) => Some(text),
            Err(error) => {
                self.faults.push(
                    Error::new(ErrorKind::Io, "the file cannot be read as UTF-8 text")
                        .at(Position::in_file(file))
                        .with_source(error)
                        .with_help("run the command at the root of the repository"),
                );
                None
            }
        }
    }

    fn form<T: serde::de::DeserializeOwned>(&mut self, file: &str) -> Option<Source<T>> {
        let text = self.text(file)?;
        match yaml::read(file, &text) {
            Ok(form) => Some(Source { file: file.to_owned(), form }),
            Err(error) => {
                self.faults.push(error);
                None
            }
        }
    }

    /// The standard that the files of a folder make together.
    fn standard(&mut self, folder: &str) -> Option<Source<StandardForm>> {
        let mut whole: Option<Source<StandardForm>> = None;
        for file in self.files(folder) {
            let mut part = self.form::<StandardForm>(&file)?;
            for concept in &mut part.form.concepts {
                concept.file.clone_from(&file);
            }
            let Some(whole) = &mut whole else {
                whole = Some(part);
                continue;
            };
            if part.form.standard.as_str() != whole.form.standard.as_str() {
                let message = "the files of one folder are one standard, and this names another";
                self.faults.push(
                    Error::new(ErrorKind::Data, message)
                        .at(part.form.standard.place(&file))
                        .with_help(format!("{} says `{}`", whole.file, whole.form.standard.as_str())),
                );
            }
            whole.form.name = whole.form.name.take().or(part.form.name);
            whole.form.not_further_stated.attested_by.extend(part.form.not_further_stated.attested_by);
            whole.form.concepts.extend(part.form.concepts);
        }
        if whole.is_none() {
            let error = Error::new(ErrorKind::Io, "there is no file of this standard");
            self.faults.push(error.at(Position::in_file(folder)).with_help("run the command at the root"));
        }
        whole
    }

    /// The YAML files of a folder, in the order of their names, without the template.
    fn files(&self, folder: &str) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.root.join(folder)) else { return Vec::new() };
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut files: Vec<String> = names
            .filter(|name| name.ends_with(".yaml") && name != "TEMPLATE.yaml")
            .map(|name| format!("{folder}/{name}"))
            .collect();
        files.sort_unstable();
        files
    }
}
