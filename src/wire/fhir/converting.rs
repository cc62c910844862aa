//! What a conversion asks of resources beside what they say of a person.

use serde_json::json;

use super::json::{Document, Fault, Node, with_member};
use super::{Kind, Reading, Residues, Resource, read, text_of};
use crate::error::Result;

/// What a JSON value is, looked at from FHIR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::wire) enum Shape {
    /// A resource about one person.
    OfPerson,
    /// A Bundle.
    Bundle,
    /// Another resource.
    Other,
    /// It does not say what it is: the entry of a Bundle, for example.
    NoResource,
}

/// What a JSON value is.
///
/// # Errors
///
/// As [`Resource::parse`], but for what it is.
pub(in crate::wire) fn shape(json: &[u8]) -> Result<Shape> {
    rooted(json, |root| {
        if root.string("resourceType")?.is_none() {
            return Ok(Shape::NoResource);
        }
        Ok(match Kind::of(root)? {
            Some(_) => Shape::OfPerson,
            None if root.string("resourceType")?.as_deref() == Some("Bundle") => Shape::Bundle,
            None => Shape::Other,
        })
    })
}

/// Whether an object has this member, and it is not null.
///
/// # Errors
///
/// As [`shape`].
pub(in crate::wire) fn has_member(json: &[u8], member: &str) -> Result<bool> {
    rooted(json, |root| Ok(root.get(member).is_some()))
}

/// The object with a member put to this JSON, and every other byte as it was.
///
/// # Errors
///
/// As [`shape`].
pub(in crate::wire) fn put_member(json: &[u8], member: &str, value: Option<&str>) -> Result<String> {
    let source = text_of(json)?;
    with_member(source, member, value).map_err(|fault| fault.of(source))
}

fn rooted<T>(json: &[u8], what: impl FnOnce(&Node<'_>) -> Result<T, Fault>) -> Result<T> {
    let source = text_of(json)?;
    Document::parse(source).and_then(|document| what(&document.root())).map_err(|fault| fault.of(source))
}

/// Of identifiers: the place of a record in a source that has no other for it.
const POSITION: &str = canonical!("NamingSystem/position");

/// What a resource is called, and whether that is its place in a source: its id, and the values of its identifiers.
pub(in crate::wire) type Identifiers = Vec<(bool, String)>;

impl Resource {
    /// What the resource is called.
    pub(in crate::wire) fn identifiers(&self) -> Result<Identifiers> {
        self.root(identifiers)
    }

    /// All that a conversion reads, in one pass: the record, the identifiers, and the residues that came along.
    pub(in crate::wire) fn read_all(&self) -> Result<(Reading, Identifiers, Residues)> {
        self.root(|root| {
            let reading = read::read(root, self.kind, self.known)?;
            Ok((reading, identifiers(root)?, Residues::read(root)?))
        })
    }

    /// A Patient with an identifier and nothing else.
    pub(in crate::wire) fn patient_called(value: &str, is_position: bool) -> Self {
        let identifier = match is_position {
            true => json!({"system": POSITION, "value": value}),
            false => json!({"value": value}),
        };
        let text = json!({"resourceType": "Patient", "identifier": [identifier]}).to_string();
        Self::of(text, Kind::Patient)
    }
}

fn identifiers(root: &Node<'_>) -> Result<Identifiers, Fault> {
    let mut all = Identifiers::new();
    all.extend(root.string("id")?.map(|id| (false, id.into_owned())));
    for identifier in root.objects("identifier")? {
        let is_position = identifier.string("system")?.as_deref() == Some(POSITION);
        all.extend(identifier.string("value")?.map(|value| (is_position, value.into_owned())));
    }
    // What we gave ourselves comes before what others added.
    all.sort_by_key(|(is_position, _)| !is_position);
    Ok(all)
}
