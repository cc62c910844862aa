//! The stewards' files of a folder as plain texts, of this release or of an earlier one.

use std::path::Path;

use super::forms::{AbsenceForm, AuthorityForm, ConceptForm, EditionForm, StandardForm};
use super::mapping::Mapping;
use super::tables::KINDS;
use super::{EDITION_FILE, Reading, Source, in_order, languages, overlay, yaml};
use crate::error::Error;
use crate::overlay::Overlay;
use crate::standard::{LabelUse, Standard};

/// All that is recorded under `standards/` and `mappings/` of a folder: concepts, lists of codes and authorities. Only the
/// shape of the files is asked for, so that what an earlier release had can be read.
///
/// # Example
///
/// ```
/// use std::path::Path;
/// use ownwords::authoring::Lists;
///
/// let lists = Lists::read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
/// let heritages = lists.standard("ethnicity").unwrap();
/// assert_eq!(heritages.by_slug("irish").unwrap().label, "Irish");
/// assert!(lists.mapping("nhs-ethnic-category-2001").is_some());
/// assert!(!Lists::read(Path::new("no/such/folder")).unwrap_err().is_empty());
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Lists {
    /// The version and the day of the standards; empty where the folder does not say.
    pub edition: (String, String),
    /// The standards, in the order of their fields.
    pub standards: Vec<StandardList>,
    /// The reasons for having no answer: slug and label.
    pub reasons: Vec<(String, String)>,
    /// The lists of codes, each with its file.
    pub mappings: Vec<(String, Mapping)>,
    /// What authorities publish.
    pub authorities: Vec<AuthorityList>,
}

/// A standard: what one field can hold.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct StandardList {
    /// The word of the field.
    pub field: String,
    /// What the list is of; empty where no file says it.
    pub name: String,
    /// The concepts, in their order.
    pub concepts: Vec<ConceptEntry>,
}

/// A concept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConceptEntry {
    /// The permanent id.
    pub id: String,
    /// The key that files have for it.
    pub slug: String,
    /// The English label.
    pub label: String,
    /// `record` or `counting`, as the file has it.
    pub usage: String,
    /// `provisional`, `agreed` or `retired`.
    pub status: String,
    /// Slugs of what it always is.
    pub broader: Vec<String>,
    /// Slugs of what it may be.
    pub overlaps: Vec<String>,
    /// Further labels: language, text and use.
    pub labels: Vec<(String, String, String)>,
}

/// What an authority publishes.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct AuthorityList {
    /// Its file.
    pub file: String,
    /// Its key.
    pub key: String,
    /// What it publishes, by its title.
    pub title: String,
    /// The body.
    pub owner: String,
    /// The edition.
    pub edition: String,
    /// Where it was read.
    pub source: String,
    /// Keys of the lists whose codes these are.
    pub targets: Vec<String>,
    /// Slug of a heritage, and the codes published for it.
    pub publishes: Vec<(String, Vec<String>)>,
}

impl StandardList {
    /// The concept with a slug.
    pub fn by_slug(&self, slug: &str) -> Option<&ConceptEntry> {
        self.concepts.iter().find(|concept| concept.slug == slug)
    }

    /// The concept with an id.
    pub fn by_id(&self, id: &str) -> Option<&ConceptEntry> {
        self.concepts.iter().find(|concept| concept.id == id)
    }
}

impl Lists {
    /// Reads the folder that holds `standards/` and `mappings/`.
    ///
    /// # Errors
    ///
    /// The faults of all files that cannot be read, are no YAML, or have another shape. A standard that this release has and
    /// the folder has not is no fault, and has no concepts.
    pub fn read(root: &Path) -> Result<Self, Vec<Error>> {
        let mut reading = Reading::new(root);
        let mut lists = Self::default();
        if root.join(EDITION_FILE).is_file()
            && let Some(Source { form, .. }) = reading.form::<EditionForm>(EDITION_FILE)
        {
            lists.edition = (form.version.as_str().to_owned(), form.date.as_str().to_owned());
        }
        const ABSENCE: &str = "standards/absence.yaml";
        if root.join(ABSENCE).is_file()
            && let Some(Source { form, .. }) = reading.form::<AbsenceForm>(ABSENCE)
        {
            let reason =
                |slug: &yaml::Word, label: &yaml::Word| (slug.as_str().to_owned(), label.as_str().to_owned());
            lists.reasons = form.reasons.iter().map(|one| reason(&one.slug, &one.label)).collect();
        }
        for kind in &KINDS {
            let is_there = if kind.is_one_file() {
                root.join(kind.file).is_file()
            } else {
                root.join(kind.folder).is_dir()
            };
            let files = match (is_there, kind.is_one_file()) {
                (false, _) => Vec::new(),
                (true, true) => vec![kind.file.to_owned()],
                (true, false) => reading.files(kind.folder),
            };
            let mut list = StandardList { field: kind.word.to_owned(), ..StandardList::default() };
            for file in files {
                let Some(Source { form, .. }) = reading.form::<StandardForm>(&file) else { continue };
                list.name = form.name.unwrap_or(list.name);
                list.concepts.extend(form.concepts.iter().map(ConceptEntry::of));
            }
            lists.standards.push(list);
        }
        let mut files = reading.mapping_files();
        if root.join(languages::FOLDER).is_dir() {
            files.extend(reading.files(languages::FOLDER));
        }
        for file in files {
            lists.add(&mut reading, file);
        }
        if reading.faults.is_empty() { Ok(lists) } else { Err(in_order(reading.faults)) }
    }

    /// The lists with what an organisation's folder adds: its heritages, its own lists of codes, and in the national lists
    /// that leave room for them its own codes, behind the others.
    ///
    /// # Errors
    ///
    /// All faults of the overlay, as [`Overlay::load`] says them: of one that is not sound nothing is taken.
    ///
    /// # Example
    ///
    /// ```
    /// use std::path::Path;
    /// use ownwords::authoring::Lists;
    ///
    /// let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    /// let lists = Lists::read(root).unwrap().with_overlay(&root.join("examples/overlay")).unwrap();
    /// assert_eq!(lists.standard("ethnicity").unwrap().by_slug("sylheti").unwrap().label, "Sylheti");
    /// assert!(lists.mapping("testhaven-ethnic-group").is_some());
    /// let national = lists.mapping("nhs-ethnic-category-2001").unwrap();
    /// assert_eq!(national.rows.last().unwrap().code, "K1");
    /// assert!(lists.with_overlay(Path::new("no/such/folder")).is_err());
    /// ```
    pub fn with_overlay(mut self, folder: &Path) -> Result<Self, Vec<Error>> {
        Overlay::load(folder)?;
        let mut reading = Reading::new(folder);
        if let Some(kind) = overlay::heritage_kind()
            && let Some(list) = self.standards.iter_mut().find(|list| list.field == kind.word)
        {
            let files = overlay::heritages(&mut reading, kind);
            list.concepts.extend(files.concepts().into_iter().map(|(_, form)| ConceptEntry::of(form)));
        }
        for file in overlay::mapping_files(&mut reading) {
            let Some(text) = reading.text(&file) else { continue };
            let place = folder.join(&file).display().to_string();
            let added = if overlay::holds_local_codes(&file) {
                Mapping::read_local_codes(&place, &text).map(|codes| {
                    let mut lists = self.mappings.iter_mut().map(|(_, list)| list);
                    if let Some(list) = lists.find(|list| list.system == codes.system) {
                        list.take_in(codes);
                    }
                })
            } else {
                Mapping::read(&place, &text).map(|list| self.mappings.push((place, list)))
            };
            reading.faults.extend(added.err());
        }
        if reading.faults.is_empty() { Ok(self) } else { Err(in_order(reading.faults)) }
    }

    fn add(&mut self, reading: &mut Reading<'_>, file: String) {
        match file.rsplit('/').next() {
            Some(name) if name.starts_with("authority-") => {
                self.authorities.extend(reading.form(&file).map(|source| AuthorityList::of(&file, source)));
            }
            Some("disagreements.yaml") => {}
            _ => {
                let Some(text) = reading.text(&file) else { return };
                // Beside the lists of languages stand files of another shape.
                if file.starts_with(languages::FOLDER) && !text.lines().any(|line| line == languages::FIELD) {
                    return;
                }
                match Mapping::read(&file, &text) {
                    Ok(mapping) => self.mappings.push((file, mapping)),
                    Err(fault) => reading.faults.push(fault),
                }
            }
        }
    }

    /// The national lists that this program was built with, as far as they are concepts and reasons.
    pub fn embedded() -> Self {
        let standards = KINDS.iter().map(|kind| StandardList {
            field: kind.word.to_owned(),
            name: Standard::of(kind.kind).map_or("", Standard::name).to_owned(),
            concepts: Standard::of(kind.kind)
                .map_or(Vec::new(), |standard| standard.concepts().map(ConceptEntry::embedded).collect()),
        });
        let reasons =
            crate::answer::Reason::ALL.iter().map(|one| (one.slug().to_owned(), one.label().to_owned()));
        Self {
            edition: (
                crate::standard::STANDARD_VERSION.to_owned(),
                crate::standard::STANDARD_DATE.to_owned(),
            ),
            standards: standards.collect(),
            reasons: reasons.collect(),
            ..Self::default()
        }
    }

    /// The standard of a field.
    pub fn standard(&self, field: &str) -> Option<&StandardList> {
        self.standards.iter().find(|list| list.field == field)
    }

    /// The list of codes with a key.
    pub fn mapping(&self, key: &str) -> Option<&Mapping> {
        self.mappings.iter().map(|(_, mapping)| mapping).find(|mapping| mapping.system == key)
    }

    /// What the authority with a key publishes.
    pub fn authority(&self, key: &str) -> Option<&AuthorityList> {
        self.authorities.iter().find(|authority| authority.key == key)
    }
}

fn texts(words: &[yaml::Word]) -> Vec<String> {
    words.iter().map(|word| word.as_str().to_owned()).collect()
}

impl ConceptEntry {
    fn of(form: &ConceptForm) -> Self {
        let text = |word: &yaml::Word| word.as_str().to_owned();
        Self {
            id: text(&form.id),
            slug: text(&form.slug),
            label: text(&form.label),
            usage: text(&form.usage),
            status: text(&form.status),
            broader: texts(&form.broader),
            overlaps: texts(&form.overlaps),
            labels: form
                .labels
                .iter()
                .map(|one| (text(&one.language), text(&one.text), text(&one.usage)))
                .collect(),
        }
    }

    fn embedded(concept: crate::standard::Concept) -> Self {
        let slugs = |concepts: Vec<crate::standard::Concept>| -> Vec<String> {
            concepts.iter().map(|one| one.slug().to_owned()).collect()
        };
        let usage = |usage: LabelUse| match usage {
            LabelUse::Label => "label",
            LabelUse::Synonym => "synonym",
            LabelUse::SearchOnly => "search-only",
        };
        Self {
            id: concept.id().to_string(),
            slug: concept.slug().to_owned(),
            label: concept.label().to_owned(),
            usage: if concept.is_for_counting_only() { "counting" } else { "record" }.to_owned(),
            status: format!("{:?}", concept.status()).to_lowercase(),
            broader: slugs(concept.broader().collect()),
            overlaps: slugs(concept.overlaps().collect()),
            labels: concept
                .labels()
                .map(|one| (one.language.to_owned(), one.text.to_owned(), usage(one.usage).to_owned()))
                .collect(),
        }
    }
}

impl AuthorityList {
    fn of(file: &str, source: Source<AuthorityForm>) -> Self {
        let form = source.form;
        Self {
            file: file.to_owned(),
            key: form.authority.as_str().to_owned(),
            title: form.title,
            owner: form.owner,
            edition: form.edition,
            source: form.source,
            targets: texts(&form.letters_are_codes_of),
            publishes: form
                .publishes
                .into_iter()
                .map(|one| (one.heritage.as_str().to_owned(), one.codes))
                .collect(),
        }
    }
}
