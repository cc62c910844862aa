//! What a message could not hold, a residue for each field.

use core::fmt;
use std::collections::BTreeMap;

use serde_json::json;

use super::json::{Fault, Node, with_items};

/// Our one extension, a string of which each part holds the residue of the field that its `url` names.
pub const RESIDUES: &str = canonical!("StructureDefinition/residues");

/// The residues of a message, by the field that each belongs to: `ethnicity`, `interpreter-languages`, as the storage form
/// names them.
///
/// They are personal data, opaque but not secret. The sender keeps them, unless they choose to send them along
/// ([`Written::with_residues`](super::Written::with_residues)). `Debug` prints how many there are.
///
/// # Example
///
/// ```
/// use ownwords::wire::fhir::Residues;
///
/// let kept = [("ethnicity".to_owned(), "R20G1".to_owned())];
/// let residues: Residues = kept.into_iter().collect();
/// assert_eq!(residues.iter().next(), Some(("ethnicity", "R20G1")));
/// assert_eq!(format!("{residues:?}"), "Residues(1 field)");
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Residues(BTreeMap<String, String>);

impl Residues {
    /// Each field and its residue, in the order of the fields' names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(field, token)| (field.as_str(), token.as_str()))
    }

    /// The residue of a field.
    pub fn get(&self, field: &str) -> Option<&str> {
        self.0.get(field).map(String::as_str)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn put(&mut self, field: &str, residue: &crate::Residue) {
        self.0.insert(field.to_owned(), residue.to_string());
    }

    /// Those in our extension of a resource.
    pub(super) fn read(root: &Node<'_>) -> Result<Self, Fault> {
        let mut residues = Self::default();
        for extension in root.objects("extension")?.iter() {
            if extension.string("url")?.as_deref() != Some(RESIDUES) {
                continue;
            }
            for part in extension.objects("extension")? {
                if let (Some(field), Some(token)) = (part.string("url")?, part.string("valueString")?) {
                    residues.0.insert(field.into_owned(), token.into_owned());
                }
            }
        }
        Ok(residues)
    }

    /// The resource with our extension, or without where there is no residue.
    pub(super) fn put_into(&self, resource: &str) -> Result<String, Fault> {
        let part = |(field, token): (&str, &str)| json!({"url": field, "valueString": token});
        let parts: Vec<_> = self.iter().map(part).collect();
        let new = (!parts.is_empty()).then(|| json!({"url": RESIDUES, "extension": parts}).to_string());
        let is_ours = |node: &Node<'_>| node.string("url").ok().flatten().as_deref() == Some(RESIDUES);
        with_items(resource, "extension", is_ours, new.as_slice())
    }
}

impl FromIterator<(String, String)> for Residues {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(residues: I) -> Self {
        Self(residues.into_iter().collect())
    }
}

impl fmt::Debug for Residues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.len() {
            1 => f.write_str("Residues(1 field)"),
            count => write!(f, "Residues({count} fields)"),
        }
    }
}
