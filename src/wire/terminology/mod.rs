//! Standards and mappings as FHIR terminology: for a terminology server, or for whoever reviews them with tools of FHIR.
//!
//! A standard is a [`CodeSystem`](code_systems) with its value sets, a mapping a [`ConceptMap`](concept_maps), the
//! questions are a Questionnaire, each in R4 (4.0.1) or R5 (5.0.0). The same release of this crate gives the same bytes.
//!
//! # What FHIR has no word for
//!
//! Each of these is an extension with a definition of its own among the resources:
//!
//! * `meant-together`: a code that means several concepts at once, in their order. Several targets of a code say *one of
//!   these*, so each target's relationship is what is true of it alone, and the extension has that of all together.
//! * `meant-one-of`: the same for a code of which one of several meanings holds and the list does not say which.
//! * `observed`, a modifier: the code says what somebody else observed, and is nobody's answer.
//! * `heading`, `adds`, `same-category`: the official heading a code stands under; what it says that nobody asked; the
//!   same category in another list.
//! * `may-hold`, `all-but`, `refused`: of lists of languages.
//!
//! A heritage that a code leaves open is the code `not-further-stated` of a code system of its own; a reason for having no
//! answer is a code of the code system `absence`; a code whose meaning nobody could source has no map, in so many words.
//!
//! # What is not there
//!
//! Names of a concept that are recognised and never shown back are left out: no element of FHIR says "never show this".
//! Why a row means what it does stands in the mapping's file, which each ConceptMap names.

mod code_systems;
mod concept_maps;
mod definitions;
mod questionnaires;
mod relationships;

use serde_json::{Value, json};

use crate::bridge::{CodeSystem, systems};
use crate::questions::Question;
use crate::standard::{Kind, STANDARD_DATE, STANDARD_VERSION, Standard};
use crate::stated::Axis;
use crate::text::nearest;

pub use code_systems::{ABSENCES, PARTS, code_systems};
pub use concept_maps::{concept_maps, language_concept_maps};
pub use definitions::definitions;
pub use questionnaires::questionnaire;
pub use relationships::{equivalence, relationship};

/// The word of lists that hold reasons for absence alone.
const ABSENCE: &str = "absence";

/// A release of FHIR.
///
/// # Example
///
/// ```
/// use ownwords::wire::terminology::Release;
///
/// assert_eq!(Release::R4.version(), "4.0.1");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Release {
    /// 4.0.1; what is written for it is valid in R4B (4.3.0) too.
    R4,
    /// 5.0.0
    R5,
}

impl Release {
    /// The number of the release, as FHIR writes it.
    pub const fn version(self) -> &'static str {
        match self {
            Self::R4 => "4.0.1",
            Self::R5 => "5.0.0",
        }
    }
}

/// One resource, ready to be written.
///
/// # Example
///
/// ```
/// use ownwords::Standard;
/// use ownwords::wire::terminology::{Release, code_systems};
///
/// let [first, ..] = &code_systems(Standard::orientation(), Release::R5)[..] else { unreachable!() };
/// assert_eq!(first.file_name(), "CodeSystem-orientation.json");
/// assert!(first.to_json().contains("\"Bisexual\""));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    kind: &'static str,
    id: String,
    url: String,
    value: Value,
}

impl Resource {
    /// A resource with the elements that all canonical resources share; those of its own come after them.
    fn new(kind: &'static str, id: &str, name: &str, title: &str, status: State) -> Self {
        let url = format!("{}{kind}/{id}", canonical!(""));
        let value = json!({
            "resourceType": kind,
            "id": id,
            "language": "en",
            "url": url,
            "version": STANDARD_VERSION,
            "name": name,
            "title": title,
            "status": if status.is_agreed { "active" } else { "draft" },
            "experimental": !status.is_agreed,
            "date": STANDARD_DATE,
            "publisher": "ownwords",
        });
        Self { kind, id: id.to_owned(), url, value }
    }

    fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        if let Value::Object(fields) = &mut self.value {
            fields.insert(key.to_owned(), value.into());
        }
        self
    }

    /// The type of the resource, for example `ConceptMap`.
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// The id of the resource within its type.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The canonical URL.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The name that the resource has among files: type and id.
    pub fn file_name(&self) -> String {
        format!("{}-{}.json", self.kind, self.id)
    }

    /// The resource in JSON, with a line break at its end.
    pub fn to_json(&self) -> String {
        format!("{:#}\n", self.value)
    }
}

/// How far the content of a resource has come.
#[derive(Clone, Copy)]
struct State {
    /// Whether the people who are named have agreed to every concept.
    is_agreed: bool,
}

impl State {
    fn of(standard: &'static Standard) -> Self {
        let provisional =
            |one: crate::standard::Concept| one.status() == crate::standard::Status::Provisional;
        Self { is_agreed: !standard.concepts().any(provisional) }
    }
}

/// `Ownwords` and the words of a key, as FHIR wants the names of resources: for programs.
fn name_of(words: &str) -> String {
    let words = words.split(|sign: char| !sign.is_ascii_alphanumeric());
    let mut name = "Ownwords".to_owned();
    for word in words {
        let (first, rest) = word.split_at_checked(1).unwrap_or_default();
        name.push_str(&first.to_ascii_uppercase());
        name.push_str(rest);
    }
    name
}

/// Everything: all standards, all mappings, the questions, and the definitions that they use, in this order.
///
/// # Example
///
/// ```
/// use ownwords::wire::terminology::{Release, everything};
///
/// let all = everything(Release::R5);
/// assert!(all.iter().any(|one| one.file_name() == "ConceptMap-nhs-ethnic-category-2001.json"));
/// ```
pub fn everything(release: Release) -> Vec<Resource> {
    let standards = Kind::all().filter_map(Standard::of);
    let mut all: Vec<Resource> = standards.flat_map(|standard| code_systems(standard, release)).collect();
    let mut mappings = Mappings { key: None, release, found: Vec::new() };
    systems::each_list(&mut mappings);
    all.extend(mappings.found);
    all.extend(systems::LANGUAGE.iter().flat_map(|list| language_concept_maps(list, release)));
    all.push(questionnaire(Question::all(), release));
    all.extend(definitions(release));
    all
}

/// What goes by this name: the resources of a field's standard (`ethnicity`), of a code system (`nhs-ethnic-category-2001`), the
/// `questions`, or the `definitions`. `None` where nothing does.
///
/// # Example
///
/// ```
/// use ownwords::wire::terminology::{Release, named};
///
/// assert_eq!(named("nhs-ethnic-category-2001", Release::R4).unwrap()[0].kind(), "ConceptMap");
/// assert!(named("no such list", Release::R4).is_none());
/// ```
pub fn named(name: &str, release: Release) -> Option<Vec<Resource>> {
    match name {
        "questions" => return Some(vec![questionnaire(Question::all(), release)]),
        "definitions" => return Some(definitions(release)),
        _ => {}
    }
    if let Some(kind) = fields().find(|(word, _)| *word == name).map(|(_, kind)| kind) {
        return Some(code_systems(Standard::of(kind)?, release));
    }
    if let Some(list) = systems::LANGUAGE.iter().find(|list| list.key() == name) {
        return Some(language_concept_maps(list, release));
    }
    let mut mappings = Mappings { key: Some(name), release, found: Vec::new() };
    systems::each_list(&mut mappings);
    Some(mappings.found).filter(|found| !found.is_empty())
}

/// The words of the fields whose answers are concepts, as mappings and questions have them, and as codes are kept of them:
/// `ethnicity` and `heritage` are one.
fn fields() -> impl Iterator<Item = (&'static str, Kind)> {
    struct Words(Vec<(&'static str, Kind)>);
    impl systems::Lists for Words {
        fn list<A: Axis>(&mut self, word: &'static str, _: &'static [&'static CodeSystem<A>]) {
            // The standard of no concepts is of no field.
            let kind = A::standard().kind();
            if word != ABSENCE {
                self.0.push((word, kind));
            }
        }
    }
    let mut words = Words(Kind::all().map(|kind| (kind.word(), kind)).collect());
    systems::each_list(&mut words);
    words.0.into_iter()
}

/// The name nearest to one by which nothing goes, for "did you mean".
///
/// # Example
///
/// ```
/// use ownwords::wire::terminology::nearest_name;
///
/// assert_eq!(nearest_name("ethnicty"), Some("ethnicity"));
/// ```
pub fn nearest_name(name: &str) -> Option<&'static str> {
    let others = ["questions", "definitions"].into_iter().chain(systems::keys());
    nearest(name, fields().map(|(word, _)| word).chain(others))
}

/// The mappings of the code lists, whatever their field: all, or the one with a key.
struct Mappings<'a> {
    key: Option<&'a str>,
    release: Release,
    found: Vec<Resource>,
}

impl systems::Lists for Mappings<'_> {
    fn list<A: Axis>(&mut self, _: &'static str, lists: &'static [&'static CodeSystem<A>]) {
        let is_meant = |list: &&&CodeSystem<A>| self.key.is_none_or(|key| list.key() == key);
        let release = self.release;
        let found = lists.iter().filter(is_meant).flat_map(|list| concept_maps(list, release));
        self.found.extend(found);
    }
}
