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

const STANDARDS: [&str; 3] = [
    "standards/ethnicity/heritages.yaml",
    "standards/orientation/orientations.yaml",
    "standards/gender/pronouns.yaml",
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
        let standards: Vec<_> =
            STANDARDS.iter().filter_map(|file| reader.form::<StandardForm>(file)).collect();
        let mut mappings = Vec::new();
        let mut authorities = Vec::new();
        for file in reader.mapping_files() {
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

    /// The files under `mappings/`, in the order of their names. Languages stand for themselves and have no rows.
    fn mapping_files(&mut self) -> Vec<String> {
        let mut files = Vec::new();
        for folder in ["absence", "ethnicity", "orientation"] {
            let path = self.root.join("mappings").join(folder);
            let Ok(entries) = fs::read_dir(path) else { continue };
            let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
            files.extend(
                names
                    .filter(|name| name.ends_with(".yaml") && name != "TEMPLATE.yaml")
                    .map(|name| format!("mappings/{folder}/{name}")),
            );
        }
        files.sort_unstable();
        files
    }
}
