//! Concepts as the command line names them: by slug or by id.

use ownwords::standard::Concept;
use ownwords::{ConceptId, Error, ErrorKind, Kind, Overlay, Standard};
use serde_json::{Value, json};

use crate::own;

/// The kind that the word names.
pub(crate) fn of_word(word: &str) -> Result<Kind, &'static str> {
    Kind::all().find(|kind| kind.word() == word).ok_or("no such kind")
}

/// The concept of `standard` with this slug or id.
pub(crate) fn named(standard: &'static Standard, name: &str) -> Result<Concept, Error> {
    let by_id = || name.parse::<ConceptId>().ok().and_then(|id| standard.by_id(id));
    standard.by_slug(name).or_else(by_id).ok_or_else(|| unknown(standard, name))
}

/// The concept with this slug or id in any standard, and that standard; heritages first.
pub(crate) fn anywhere(name: &str, overlay: Option<&Overlay>) -> Result<(Concept, &'static Standard), Error> {
    let standards = Kind::all().filter_map(|kind| own::standard(kind, overlay));
    let mut found = standards.map(|standard| Ok((named(standard, name)?, standard)));
    let heritages = || own::standard(Kind::Heritage, overlay).unwrap_or_else(Standard::ethnicity);
    found.find(Result::is_ok).unwrap_or_else(|| Err(unknown(heritages(), name)))
}

fn unknown(standard: &'static Standard, name: &str) -> Error {
    let error = Error::new(ErrorKind::Usage, "no concept of the standard has this slug or id");
    match standard.search(name, 1).first() {
        Some(nearest) => error.with_help(format!("did you mean `{}`?", nearest.concept().slug())),
        None => error.with_help("`ownwords search` finds concepts by what people call them"),
    }
}

pub(crate) fn as_json(concept: Concept) -> Value {
    json!({"id": concept.id().to_string(), "slug": concept.slug(), "label": concept.label()})
}
