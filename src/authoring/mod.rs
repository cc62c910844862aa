//! Reading the files that people edit, and writing the tables that the crate embeds.
//!
//! Reading stops only at what is no YAML or has another shape. Everything else that is wrong, in all files, is found
//! and said together, each fault with its file, line and column.

#[cfg(feature = "steward")]
pub(crate) mod built;
mod certain;
mod check;
mod checked;
mod cldr_languages;
#[cfg_attr(not(feature = "audit"), expect(dead_code, reason = "those who count cohorts read them"))]
mod cohorts;
mod columns;
mod compared;
mod draft;
mod forms;
mod languages;
mod layout;
mod limit;
mod lists;
mod literal;
mod mapping;
mod new;
mod overlay;
mod person_names;
mod purposes;
mod questions;
mod receivers;
#[cfg(feature = "wire")]
pub(crate) mod record;
pub mod registry;
mod relations;
#[cfg(feature = "steward")]
pub(crate) mod rows;
mod schemas;
mod tables;
mod transliteration;
pub(crate) mod tree;
mod yaml;

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Position};
use crate::name::FieldProfile;
use crate::rules::{not_utf8, unread_file, unreadable_file};
use forms::{
    AbsenceForm, AuthorityForm, ConceptForm, DisagreementsForm, EditionForm, LocalCodesForm, MappingForm,
    OverlayForm, PurposesForm, StandardForm,
};
use languages::LanguagesForm;
use tables::{KINDS, KindOf};

pub use checked::Checked;
pub use draft::{Draft, new_mapping};
pub use layout::formatted;
pub use limit::LARGEST;
pub use lists::{AuthorityList, ConceptEntry, Lists, StandardList};
pub use mapping::{CodesUnder, Line, Mapping, MappingDefaults, MappingRow, MappingSource, SameCategory};
pub use new::{new_concept, new_local_heritage};
pub use receivers::receiver;

/// A file of the sources, read.
#[derive(Debug)]
struct Source<T> {
    /// Its path from the root of the repository, with `/`.
    file: String,
    form: T,
}

/// A standard made of concepts: all files of its folder together, so that no file grows beyond what a person can read.
#[derive(Debug)]
struct StandardFiles {
    kind: &'static KindOf,
    parts: Vec<Source<StandardForm>>,
    /// Whether all of its files could be read.
    is_whole: bool,
}

impl StandardFiles {
    /// All concepts in the order of the files, each with the file that it stands in.
    fn concepts(&self) -> Vec<(&str, &ConceptForm)> {
        let parts = self.parts.iter();
        parts
            .flat_map(|part| part.form.concepts.iter().map(|concept| (part.file.as_str(), concept)))
            .collect()
    }
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
    purposes: Source<PurposesForm>,
    columns: Source<columns::NamesForm>,
    questions: Vec<Source<questions::QuestionForm>>,
    standards: Vec<StandardFiles>,
    mappings: Vec<Source<MappingForm>>,
    languages: Vec<Source<LanguagesForm>>,
    authorities: Vec<Source<AuthorityForm>>,
    disagreements: Vec<Source<DisagreementsForm>>,
    cldr_languages: cldr_languages::CldrLanguages,
    registry: String,
    #[cfg_attr(not(feature = "steward"), expect(dead_code, reason = "those who prove the lists ask"))]
    language_witnesses: String,
    common_languages: String,
    transliterations: Vec<transliteration::List>,
    receivers: Vec<FieldProfile>,
    person_names: person_names::PersonNames,
}

/// A generated file: its path from the root of the repository, and its whole text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The path, from the root of the repository.
    pub path: PathBuf,
    /// The text.
    pub text: String,
}

/// What only an overlay has.
#[derive(Debug)]
struct OverlayFiles {
    head: Option<Source<OverlayForm>>,
    local_codes: Vec<Source<LocalCodesForm>>,
}

/// The files as far as they could be read.
#[derive(Debug, Default)]
struct Files {
    /// Set where the files are an overlay's, which stand beside the embedded national ones.
    overlay: Option<OverlayFiles>,
    edition: Option<Source<EditionForm>>,
    absence: Option<Source<AbsenceForm>>,
    purposes: Option<Source<PurposesForm>>,
    columns: Option<Source<columns::NamesForm>>,
    questions: Vec<Source<questions::QuestionForm>>,
    standards: Vec<StandardFiles>,
    mappings: Vec<Source<MappingForm>>,
    languages: Vec<Source<LanguagesForm>>,
    authorities: Vec<Source<AuthorityForm>>,
    disagreements: Vec<Source<DisagreementsForm>>,
    /// Those that could not be read.
    broken: Vec<String>,
}

const ROOT_HELP: &str = "run the command at the root of the repository";

const EDITION_FILE: &str = "standards/standard.yaml";

/// Folders under `mappings/` whose files have a shape of their own.
const OTHER_FOLDERS: [&str; 2] = ["language", "names"];

impl Sources {
    /// Reads everything below `root`, which is the root of the repository.
    ///
    /// # Errors
    ///
    /// All faults of all files, those of the standards first, each file's in the order of its lines. [`ErrorKind::Io`] where
    /// a file cannot be read, [`ErrorKind::Format`] where it is no YAML or has another shape, [`ErrorKind::Data`] where it
    /// says something that cannot hold. What refers to a file that could not be read is not checked.
    pub fn read(root: &Path) -> Result<Self, Vec<Error>> {
        Self::read_with(&mut Reading::new(root)).map_err(in_order)
    }

    fn read_with(reader: &mut Reading<'_>) -> Result<Self, Vec<Error>> {
        Self::read_forgiving(reader, &[])
    }

    /// Reads everything below `root` for the laws, which find by themselves what these rules find: those of witnesses and
    /// relationships.
    #[cfg(feature = "steward")]
    pub(crate) fn read_to_prove(root: &Path) -> Result<Self, Vec<Error>> {
        use crate::rules::{
            attested_code_not_in_list, attested_label_differs, relationship_contradicts_hierarchy,
            unattested_meaning,
        };
        let proved = [
            attested_code_not_in_list::RULE.id,
            attested_label_differs::RULE.id,
            relationship_contradicts_hierarchy::RULE.id,
            unattested_meaning::RULE.id,
        ];
        Self::read_forgiving(&mut Reading::new(root), &proved).map_err(in_order)
    }

    fn read_forgiving(reader: &mut Reading<'_>, forgiven: &[&str]) -> Result<Self, Vec<Error>> {
        let edition = reader.form(EDITION_FILE);
        let absence = reader.form("standards/absence.yaml");
        let purposes = reader.form(purposes::FILE);
        let columns = reader.form(columns::FILE);
        let questions = reader.questions();
        let standards = KINDS.iter().map(|kind| reader.standard(kind)).collect();
        let (mut mappings, mut authorities, mut disagreements) = (Vec::new(), Vec::new(), Vec::new());
        for file in reader.mapping_files() {
            match file.rsplit('/').next() {
                Some(name) if name.starts_with("authority-") => authorities.extend(reader.form(&file)),
                Some("disagreements.yaml") => disagreements.extend(reader.form(&file)),
                _ => mappings.extend(reader.form(&file)),
            }
        }
        let languages = reader.languages();
        let cldr_languages = reader.cldr_languages();
        let registry = reader.text(registry::REGISTRY_FILE);
        let language_witnesses = reader.text(languages::WITNESSES_FILE);
        let common_languages = reader.text(registry::COMMON_FILE);
        let transliterations = reader.transliterations();
        let receivers = reader.receivers();
        let person_names = reader.person_names();
        let mut faults = core::mem::take(&mut reader.faults);
        let broken = core::mem::take(&mut reader.broken);
        let files = Files {
            overlay: None,
            edition,
            absence,
            purposes,
            columns,
            questions,
            standards,
            mappings,
            languages,
            authorities,
            disagreements,
            broken,
        };
        faults.extend(check::faults(&files));
        let Files {
            edition,
            absence,
            purposes,
            columns,
            questions,
            standards,
            mappings,
            languages,
            authorities,
            disagreements,
            ..
        } = files;
        faults.retain(|fault| fault.rule().is_none_or(|rule| !forgiven.contains(&rule)));
        match (edition, absence, purposes, columns, registry, common_languages, language_witnesses) {
            (
                Some(edition),
                Some(absence),
                Some(purposes),
                Some(columns),
                Some(registry),
                Some(common_languages),
                Some(language_witnesses),
            ) if faults.is_empty() => {
                let edition = edition.form;
                Ok(Self {
                    edition,
                    absence,
                    purposes,
                    columns,
                    questions,
                    standards,
                    mappings,
                    languages,
                    authorities,
                    disagreements,
                    cldr_languages,
                    registry,
                    language_witnesses,
                    common_languages,
                    transliterations,
                    receivers,
                    person_names,
                })
            }
            _ => Err(faults),
        }
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

/// The standards first, because most other faults follow from theirs; each file's faults by line.
fn in_order(mut faults: Vec<Error>) -> Vec<Error> {
    faults.sort_by_cached_key(|fault| {
        let place = fault.position().cloned().unwrap_or_default();
        (
            place.file.as_ref().is_some_and(|file| file.contains("mappings/")),
            place.file,
            place.line,
            place.column,
        )
    });
    faults
}

/// A run over the files that collects what is wrong with them.
struct Reading<'a> {
    root: &'a Path,
    /// What to do where something cannot be read.
    help: &'static str,
    faults: Vec<Error>,
    /// Of files that are read rightly here, and by other programs perhaps not.
    looks: Vec<Error>,
    broken: Vec<String>,
    /// All files, those that could not be read among them.
    files: BTreeSet<String>,
}

impl<'a> Reading<'a> {
    fn new(root: &'a Path) -> Self {
        Self {
            root,
            help: ROOT_HELP,
            faults: Vec::new(),
            looks: Vec::new(),
            broken: Vec::new(),
            files: BTreeSet::new(),
        }
    }

    fn text(&mut self, file: &str) -> Option<String> {
        self.files.insert(file.to_owned());
        match text(&self.root.join(file), file) {
            Ok(text) => {
                self.looks.extend(yaml::looks(file, &text));
                Some(text)
            }
            Err(error) => {
                let is_io = error.kind() == ErrorKind::Io;
                self.faults.push(if is_io { error.with_help(self.help) } else { error });
                self.broken.push(file.to_owned());
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
                self.broken.push(file.to_owned());
                None
            }
        }
    }

    fn standard(&mut self, kind: &'static KindOf) -> StandardFiles {
        let faults = self.faults.len();
        let files = if kind.is_one_file() { vec![kind.file.to_owned()] } else { self.files(kind.folder) };
        let parts: Vec<_> = files.iter().filter_map(|file| self.form(file)).collect();
        if files.is_empty() && faults == self.faults.len() {
            self.faults.push(
                Error::new(ErrorKind::Io, "there is no file of this standard")
                    .at(Position::in_file(kind.folder))
                    .with_help(ROOT_HELP)
                    .of_rule(unreadable_file::RULE.id),
            );
        }
        StandardFiles { kind, parts, is_whole: faults == self.faults.len() }
    }

    fn questions(&mut self) -> Vec<Source<questions::QuestionForm>> {
        self.files(questions::FOLDER).iter().filter_map(|file| self.form(file)).collect()
    }

    /// CLDR's patterns for names; none where the file is damaged, which is a fault.
    fn person_names(&mut self) -> person_names::PersonNames {
        let Some(text) = self.text(person_names::FILE) else { return Default::default() };
        person_names::PersonNames::read(&text).unwrap_or_else(|fault| {
            self.faults.push(fault);
            Default::default()
        })
    }

    /// The lists of languages: of the files of their folder, those that say so.
    fn languages(&mut self) -> Vec<Source<LanguagesForm>> {
        let files = self.files(languages::FOLDER);
        let is_list = |text: &str| text.lines().any(|line| line == languages::FIELD);
        let lists =
            files.iter().filter(|file| text(&self.root.join(file), file).is_ok_and(|text| is_list(&text)));
        let lists: Vec<String> = lists.cloned().collect();
        lists.iter().filter_map(|file| self.form(file)).collect()
    }

    /// CLDR's names and codes of languages; none where the file is damaged, which is a fault.
    fn cldr_languages(&mut self) -> cldr_languages::CldrLanguages {
        let Some(text) = self.text(cldr_languages::FILE) else { return Default::default() };
        cldr_languages::CldrLanguages::read(&text).unwrap_or_else(|fault| {
            self.faults.push(fault);
            Default::default()
        })
    }

    fn transliterations(&mut self) -> Vec<transliteration::List> {
        let names = self.names_in(transliteration::FOLDER).into_iter().filter(|name| name.ends_with(".csv"));
        let files: Vec<String> = names.map(|name| format!("{}/{name}", transliteration::FOLDER)).collect();
        let mut lists = Vec::new();
        for file in files {
            let Some(text) = self.text(&file) else { continue };
            match transliteration::List::read(&file, &text) {
                Ok(list) => lists.push(list),
                Err(fault) => self.faults.push(fault),
            }
        }
        transliteration::in_order(lists).unwrap_or_else(|fault| {
            self.faults.push(fault);
            Vec::new()
        })
    }

    fn receivers(&mut self) -> Vec<FieldProfile> {
        let files = self.files(receivers::FOLDER).into_iter();
        let files: Vec<(String, String)> =
            files.filter_map(|file| self.text(&file).map(|text| (file, text))).collect();
        receivers::read_all(&files).unwrap_or_else(|faults| {
            self.faults.extend(faults);
            Vec::new()
        })
    }

    fn mapping_files(&mut self) -> Vec<String> {
        let folders = self.names_in("mappings");
        let folders = folders.iter().filter(|folder| !OTHER_FOLDERS.contains(&folder.as_str()));
        let folders: Vec<String> = folders.map(|folder| format!("mappings/{folder}")).collect();
        let folders = folders.iter().filter(|folder| self.root.join(folder).is_dir());
        folders.collect::<Vec<_>>().into_iter().flat_map(|folder| self.files(folder)).collect()
    }

    /// The YAML files of a folder, in the order of their names, without the template.
    fn files(&mut self, folder: &str) -> Vec<String> {
        let mut files = Vec::new();
        for name in self.names_in(folder) {
            let file = format!("{folder}/{name}");
            if name.ends_with(".yaml") && name != "TEMPLATE.yaml" {
                files.push(file);
            } else if name.ends_with(".yml") {
                self.faults.push(
                    Error::new(ErrorKind::Data, "nothing reads this file")
                        .at(Position::in_file(file))
                        .with_help("let its name end in .yaml")
                        .of_rule(unread_file::RULE.id),
                );
            }
        }
        files
    }

    /// The names in a folder, in order, without the hidden ones.
    fn names_in(&mut self, folder: &str) -> Vec<String> {
        let names = fs::read_dir(self.root.join(folder)).and_then(|entries| {
            entries
                .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
                .collect::<io::Result<_>>()
        });
        let mut names: Vec<String> = names.unwrap_or_else(|error| {
            self.faults.push(unreadable(folder, error).with_help(self.help));
            Vec::new()
        });
        names.retain(|name| !name.starts_with('.'));
        names.sort_unstable();
        names
    }
}

/// The text of a file that people write for this library: a column map, rules of cohorts, a list.
///
/// # Errors
///
/// [`ErrorKind::Io`] when it cannot be read, [`ErrorKind::Format`] when it is larger than [`LARGEST`], of which no more is read,
/// or no text in UTF-8.
///
/// # Example
///
/// ```
/// use std::path::Path;
///
/// let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
/// assert!(ownwords::authoring::text_of(&examples.join("cohorts.yaml")).unwrap().contains("cohorts:"));
/// assert!(ownwords::authoring::text_of(&examples.join("no-such-file.yaml")).is_err());
/// ```
pub fn text_of(path: &Path) -> Result<String, Error> {
    let name = path.display().to_string();
    text(path, &name).map_err(|error| match error.kind() {
        ErrorKind::Io => error.with_help("see whether the name is right, and whether you may read it"),
        _ => error,
    })
}

/// The text of a file, by the name that its faults have.
fn text(path: &Path, file: &str) -> Result<String, Error> {
    let mut bytes = Vec::new();
    fs::File::open(path)
        .and_then(|open| open.take(LARGEST + 1).read_to_end(&mut bytes))
        .map_err(|error| unreadable(file, error))?;
    if bytes.len() as u64 > LARGEST {
        return Err(limit::exceeded(Position::in_file(file).line(1).column(1)));
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        let line = good.split(|&byte| byte == b'\n');
        let column =
            1 + line.clone().next_back().map_or(0, |last| String::from_utf8_lossy(last).chars().count());
        Error::new(ErrorKind::Format, "this is not text in UTF-8")
            .at(Position::in_file(file).line(line.count() as u64).column(column as u64))
            .with_source(error.utf8_error())
            .with_help("open the file in an editor and save it as UTF-8")
            .of_rule(not_utf8::RULE.id)
    })
}

fn unreadable(file: &str, error: io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("this cannot be read ({})", error.kind()))
        .at(Position::in_file(file))
        .with_source(error)
        .with_help(ROOT_HELP)
        .of_rule(unreadable_file::RULE.id)
}
