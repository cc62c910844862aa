//! Definitions of the extensions, and the code systems that standards and mappings lean on.

use serde_json::{Value, json};

use super::code_systems::shared;
use super::{Release, Resource, State, name_of};

pub(super) const NOT_FURTHER_STATED: &str = "not-further-stated";
pub(super) const LABEL_USE: &str = canonical!("CodeSystem/label-use");
pub(super) const TOGETHER: &str = canonical!("StructureDefinition/meant-together");
pub(super) const ONE_OF: &str = canonical!("StructureDefinition/meant-one-of");
pub(super) const OBSERVED: &str = canonical!("StructureDefinition/observed");
pub(super) const HEADING: &str = canonical!("StructureDefinition/heading");
pub(super) const ADDS: &str = canonical!("StructureDefinition/adds");
pub(super) const SAME_CATEGORY: &str = canonical!("StructureDefinition/same-category");
pub(super) const MAY_HOLD: &str = canonical!("StructureDefinition/may-hold");
pub(super) const ALL_BUT: &str = canonical!("StructureDefinition/all-but");
pub(super) const REFUSED: &str = canonical!("StructureDefinition/refused");

const ELEMENT: &str = "ConceptMap.group.element";

/// An extension of one value.
struct Simple {
    id: &'static str,
    title: &'static str,
    says: &'static str,
    value: &'static str,
    repeats: bool,
    /// Why nobody may pass over it, where nobody may.
    modifies: Option<&'static str>,
    also_on: Option<&'static str>,
}

const SIMPLE: [Simple; 7] = [
    Simple {
        id: "observed",
        title: "Observed, not stated",
        says: "The code records what somebody else observed of a person, for example a police officer. It is nobody's own answer: whoever has this code was not asked.",
        value: "boolean",
        repeats: false,
        modifies: Some(
            "An observation that is taken for what a person said of themselves is wrong about the person.",
        ),
        also_on: None,
    },
    Simple {
        id: "heading",
        title: "Official heading",
        says: "The heading that the code stands under in its owner's list, word for word. Where a list has labels and no codes, heading and label together are the code.",
        value: "string",
        repeats: false,
        modifies: None,
        also_on: Some("CodeSystem.concept"),
    },
    Simple {
        id: "adds",
        title: "What the code adds",
        says: "What the code says beside the concepts it means, and nobody was asked, in one word, for example colour.",
        value: "code",
        repeats: true,
        modifies: None,
        also_on: None,
    },
    Simple {
        id: "same-category",
        title: "Same category in another list",
        says: "A code of another list that is recorded, with a source, as the same category as this one.",
        value: "Coding",
        repeats: true,
        modifies: None,
        also_on: None,
    },
    Simple {
        id: "may-hold",
        title: "May hold",
        says: "A language that the code may stand for too, under a condition that nobody asked about.",
        value: "code",
        repeats: true,
        modifies: None,
        also_on: None,
    },
    Simple {
        id: "all-but",
        title: "All but",
        says: "A language that the code does not stand for, where it means any other.",
        value: "code",
        repeats: true,
        modifies: None,
        also_on: None,
    },
    Simple {
        id: "refused",
        title: "Refused by the list's owner",
        says: "Why the list's owner does not take the code from those who send it. It is understood when it comes.",
        value: "string",
        repeats: false,
        modifies: None,
        also_on: None,
    },
];

/// The definitions of the extensions that standards and mappings use, and the small code systems that they lean on.
///
/// # Example
///
/// ```
/// use ownwords::wire::terminology::{Release, definitions};
///
/// assert!(definitions(Release::R4).iter().any(|one| one.file_name() == "StructureDefinition-meant-together.json"));
/// ```
pub fn definitions(release: Release) -> Vec<Resource> {
    let mut all = shared();
    all.push(of_parts(
        release,
        "meant-together",
        "Meant together",
        "A code that means several concepts at once, in the list's order, for example two heritages of one person. Several targets of a code say one of these; this says all of these. The relationship is that of the code to all of them together; that of a target is what is true of it alone.",
    ));
    all.push(of_parts(
        release,
        "meant-one-of",
        "Meant one of",
        "A code of which one of several meanings holds, and the list does not say which. The relationship is that of the code to all of them taken as one; that of a target is what is true of it alone.",
    ));
    all.extend(SIMPLE.iter().map(|simple| simple.definition(release)));
    all
}

fn extension(
    release: Release,
    id: &str,
    title: &str,
    says: &str,
    contexts: &[&str],
    elements: Vec<Value>,
) -> Resource {
    let context = |expression: &&str| json!({"type": "element", "expression": expression});
    Resource::new(
        "StructureDefinition",
        id,
        &name_of(id),
        &format!("ownwords: {title}"),
        State { is_agreed: true },
    )
    .with("description", says)
    .with("fhirVersion", release.version())
    .with("kind", "complex-type")
    .with("abstract", false)
    .with("context", contexts.iter().map(context).collect::<Vec<Value>>())
    .with("type", "Extension")
    .with("baseDefinition", "http://hl7.org/fhir/StructureDefinition/Extension")
    .with("derivation", "constraint")
    .with("differential", json!({"element": elements}))
}

impl Simple {
    fn definition(&self, release: Release) -> Resource {
        let mut root =
            json!({"id": "Extension", "path": "Extension", "short": self.title, "definition": self.says});
        if let Value::Object(fields) = &mut root {
            if !self.repeats {
                fields.insert("max".to_owned(), "1".into());
            }
            if let Some(why) = self.modifies {
                fields.insert("isModifier".to_owned(), true.into());
                fields.insert("isModifierReason".to_owned(), why.into());
            }
        }
        let url = format!("{}{}", canonical!("StructureDefinition/"), self.id);
        let elements = vec![
            root,
            json!({"id": "Extension.extension", "path": "Extension.extension", "max": "0"}),
            json!({"id": "Extension.url", "path": "Extension.url", "fixedUri": url}),
            json!({"id": "Extension.value[x]", "path": "Extension.value[x]", "min": 1, "type": [{"code": self.value}]}),
        ];
        let contexts: Vec<&str> = core::iter::once(ELEMENT).chain(self.also_on).collect();
        extension(release, self.id, self.title, self.says, &contexts, elements)
    }
}

/// An extension of a relationship and the parts that it is to.
fn of_parts(release: Release, id: &str, title: &str, says: &str) -> Resource {
    let slice = |name: &str, max: &str, min: u8, value: &str, says: &str| {
        let at = format!("Extension.extension:{name}");
        [
            json!({"id": at, "path": "Extension.extension", "sliceName": name, "short": says, "min": min, "max": max}),
            json!({"id": format!("{at}.extension"), "path": "Extension.extension.extension", "max": "0"}),
            json!({"id": format!("{at}.url"), "path": "Extension.extension.url", "fixedUri": name}),
            json!({"id": format!("{at}.value[x]"), "path": "Extension.extension.value[x]", "min": 1, "type": [{"code": value}]}),
        ]
    };
    let mut elements = vec![
        json!({"id": "Extension", "path": "Extension", "short": title, "definition": says, "max": "1"}),
        json!({"id": "Extension.extension", "path": "Extension.extension", "min": 3, "slicing": {"discriminator": [{"type": "value", "path": "url"}], "rules": "closed"}}),
    ];
    elements.extend(slice(
        "relationship",
        "1",
        1,
        "code",
        "A code of FHIR R5's concept-map-relationship, in either release",
    ));
    elements.extend(slice("part", "*", 2, "Coding", "One of the meanings, in the list's order"));
    elements.push(json!({"id": "Extension.url", "path": "Extension.url", "fixedUri": format!("{}{id}", canonical!("StructureDefinition/"))}));
    elements.push(json!({"id": "Extension.value[x]", "path": "Extension.value[x]", "max": "0"}));
    extension(release, id, title, says, &[ELEMENT], elements)
}
