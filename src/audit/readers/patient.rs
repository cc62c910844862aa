//! What is read of a FHIR R4 Patient, and the cells that it gives.

use core::fmt;
use std::borrow::Cow;

use serde::de::{Deserialize, Deserializer, Error as _, Visitor};

use super::Cell;
use crate::Result;
use crate::audit::engine::Engine;
use crate::rules::RecordField;
use crate::wire::fhir::Node;
use crate::wire::fhir::urls::{ETHNIC_CATEGORY, NHS_COMMUNICATION, NHS_NUMBER};

/// Text, borrowed from the input where it stands there without escapes.
pub(super) struct Text<'a>(Cow<'a, str>);

impl Text<'_> {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Borrowing;
        impl<'de> Visitor<'de> for Borrowing {
            type Value = Text<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_str<E: serde::de::Error>(self, text: &'de str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Borrowed(text)))
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }

            fn visit_string<E: serde::de::Error>(self, text: String) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(text)))
            }
        }
        deserializer.deserialize_str(Borrowing)
    }
}

/// The elements of a Patient that are read; all others are passed over.
#[derive(Default)]
pub(super) struct Patient<'a> {
    meta: Option<Meta<'a>>,
    extension: Option<Vec<Extension<'a>>>,
    identifier: Option<Vec<Identifier<'a>>>,
    name: Option<Vec<HumanName<'a>>>,
    communication: Option<Vec<Communication<'a>>>,
    birth_date: Option<Text<'a>>,
}

#[derive(serde::Deserialize)]
struct Meta<'a> {
    #[serde(borrow, rename = "lastUpdated")]
    last_updated: Option<Text<'a>>,
}

#[derive(serde::Deserialize)]
struct Extension<'a> {
    #[serde(borrow)]
    url: Option<Text<'a>>,
    #[serde(borrow, rename = "valueCodeableConcept")]
    concept: Option<CodeableConcept<'a>>,
    #[serde(borrow, default)]
    extension: Vec<Extension<'a>>,
}

#[derive(serde::Deserialize)]
struct CodeableConcept<'a> {
    #[serde(borrow, default)]
    coding: Vec<Coding<'a>>,
}

#[derive(serde::Deserialize)]
struct Coding<'a> {
    #[serde(borrow)]
    system: Option<Text<'a>>,
    #[serde(borrow)]
    code: Option<Text<'a>>,
}

#[derive(serde::Deserialize)]
struct Identifier<'a> {
    #[serde(borrow)]
    system: Option<Text<'a>>,
    #[serde(borrow)]
    value: Option<Text<'a>>,
}

#[derive(serde::Deserialize)]
struct HumanName<'a> {
    #[serde(borrow, rename = "use")]
    used: Option<Text<'a>>,
    #[serde(borrow)]
    text: Option<Text<'a>>,
    #[serde(borrow)]
    family: Option<Text<'a>>,
    /// An item is null where only its extension stands.
    #[serde(borrow, default)]
    given: Vec<Option<Text<'a>>>,
    period: Option<Period>,
}

#[derive(serde::Deserialize)]
struct Period {
    end: Option<serde::de::IgnoredAny>,
}

#[derive(serde::Deserialize)]
struct Communication<'a> {
    #[serde(borrow)]
    language: Option<CodeableConcept<'a>>,
}

/// The elements of a resource that this reader knows.
#[derive(Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(field_identifier)]
pub(super) enum Element {
    #[serde(rename = "resourceType")]
    ResourceType,
    #[serde(rename = "entry")]
    Entry,
    #[serde(rename = "meta")]
    Meta,
    #[serde(rename = "extension")]
    Extension,
    #[serde(rename = "identifier")]
    Identifier,
    #[serde(rename = "name")]
    Name,
    #[serde(rename = "communication")]
    Communication,
    #[serde(rename = "birthDate")]
    BirthDate,
    #[serde(other)]
    Other,
}

impl<'a> Patient<'a> {
    /// Of a resource in which the values have been found. `None` where one is of another type than is read, about which the
    /// stream has its own words.
    pub(super) fn of(resource: &Node<'a>) -> Option<Self> {
        let meta = |node: &Node<'a>| Some(Meta { last_updated: text(node, "lastUpdated")? });
        Some(Self {
            // The stream refuses a null here, and takes one within.
            meta: one(resource, "meta", meta)?
                .map(Some)
                .or_else(|| (!resource.has("meta")).then_some(None))?,
            extension: Some(each(resource, "extension", Extension::of)?),
            identifier: Some(each(resource, "identifier", Identifier::of)?),
            name: Some(each(resource, "name", HumanName::of)?),
            communication: Some(each(resource, "communication", Communication::of)?),
            birth_date: text(resource, "birthDate")?
                .map(Some)
                .or_else(|| (!resource.has("birthDate")).then_some(None))?,
        })
    }
}

/// A text; that there is none is no fault.
fn text<'a>(node: &Node<'a>, key: &str) -> Option<Option<Text<'a>>> {
    Some(node.string(key).ok()?.map(Text))
}

/// Each object of a list.
fn all<'a, T>(node: &Node<'a>, key: &str, of: fn(&Node<'a>) -> Option<T>) -> Option<Vec<T>> {
    node.objects(key).ok()?.iter().map(|item| of(&item)).collect()
}

/// The same of a list that may be left out, and not be null.
fn each<'a, T>(node: &Node<'a>, key: &str, of: fn(&Node<'a>) -> Option<T>) -> Option<Vec<T>> {
    let items = all(node, key, of)?;
    (!items.is_empty() || node.get(key).is_some() || !node.has(key)).then_some(items)
}

/// An object that may be left out.
fn one<'a, T>(node: &Node<'a>, key: &str, of: fn(&Node<'a>) -> Option<T>) -> Option<Option<T>> {
    match node.object(key).ok()? {
        Some(found) => of(&found).map(Some),
        None => Some(None),
    }
}

impl<'a> Extension<'a> {
    fn of(node: &Node<'a>) -> Option<Self> {
        Some(Self {
            url: text(node, "url")?,
            concept: one(node, "valueCodeableConcept", CodeableConcept::of)?,
            extension: each(node, "extension", Extension::of)?,
        })
    }
}

impl<'a> CodeableConcept<'a> {
    fn of(node: &Node<'a>) -> Option<Self> {
        let coding =
            |node: &Node<'a>| Some(Coding { system: text(node, "system")?, code: text(node, "code")? });
        Some(Self { coding: each(node, "coding", coding)? })
    }
}

impl<'a> Identifier<'a> {
    fn of(node: &Node<'a>) -> Option<Self> {
        Some(Self { system: text(node, "system")?, value: text(node, "value")? })
    }
}

impl<'a> HumanName<'a> {
    fn of(node: &Node<'a>) -> Option<Self> {
        let given = node.strings("given").ok()?.map(|given| given.ok().map(|given| Some(Text(given))));
        let given: Vec<_> = given.collect::<Option<_>>()?;
        if given.is_empty() && node.get("given").is_none() && node.has("given") {
            return None;
        }
        let period = |node: &Node<'a>| Some(Period { end: node.get("end").map(|_| serde::de::IgnoredAny) });
        Some(Self {
            used: text(node, "use")?,
            text: text(node, "text")?,
            family: text(node, "family")?,
            given,
            period: one(node, "period", period)?,
        })
    }
}

impl<'a> Communication<'a> {
    fn of(node: &Node<'a>) -> Option<Self> {
        Some(Self { language: one(node, "language", CodeableConcept::of)? })
    }
}

impl<'de> Patient<'de> {
    /// Reads one element, which must be the first of its name.
    pub(super) fn take<D: Deserializer<'de>>(&mut self, element: Element, from: D) -> Result<(), D::Error> {
        match element {
            Element::Meta => once(&mut self.meta, "meta", from),
            Element::Extension => once(&mut self.extension, "extension", from),
            Element::Identifier => once(&mut self.identifier, "identifier", from),
            Element::Name => once(&mut self.name, "name", from),
            Element::Communication => once(&mut self.communication, "communication", from),
            Element::BirthDate => once(&mut self.birth_date, "birthDate", from),
            Element::ResourceType | Element::Entry | Element::Other => {
                serde::de::IgnoredAny::deserialize(from).map(|_| ())
            }
        }
    }
}

fn once<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    place: &mut Option<T>,
    name: &'static str,
    from: D,
) -> Result<(), D::Error> {
    if place.is_some() {
        return Err(D::Error::duplicate_field(name));
    }
    *place = Some(T::deserialize(from)?);
    Ok(())
}

impl Patient<'_> {
    /// Gives the cells of the Patient to the engine.
    pub(super) fn check(&self, engine: &mut Engine<'_>) -> Result<()> {
        let identifiers = self.identifier.iter().flatten();
        for number in
            identifiers.filter(|one| is(&one.system, NHS_NUMBER)).filter_map(|one| one.value.as_ref())
        {
            give(RecordField::NhsNumber, number, engine)?;
        }
        self.check_names(engine)?;
        if let Some(birth_date) = &self.birth_date {
            give(RecordField::DateOfBirth, birth_date, engine)?;
        }
        for extension in self.extension.iter().flatten() {
            let url = extension.url.as_ref().map_or("", Text::as_str);
            if ETHNIC_CATEGORY.contains(&url) {
                check_concept(RecordField::EthnicCategory, extension.concept.as_ref(), engine)?;
            } else if url == NHS_COMMUNICATION {
                for part in extension.extension.iter().filter(|part| is(&part.url, "language")) {
                    check_concept(RecordField::Language, part.concept.as_ref(), engine)?;
                }
            }
        }
        for communication in self.communication.iter().flatten() {
            check_concept(RecordField::Language, communication.language.as_ref(), engine)?;
        }
        if let Some(updated) = self.meta.as_ref().and_then(|meta| meta.last_updated.as_ref()) {
            give(RecordField::Updated, updated, engine)?;
        }
        Ok(())
    }

    fn check_names(&self, engine: &mut Engine<'_>) -> Result<()> {
        if let Some(name) = self.name_in_use() {
            if let Some(family) = &name.family {
                give(RecordField::FamilyName, family, engine)?;
            }
            name.check_given(RecordField::GivenName, engine)?;
        }
        if engine.may_see_former_names() {
            let former = |name: &&HumanName<'_>| is(&name.used, "old") || is(&name.used, "maiden");
            for name in self.name.iter().flatten().filter(former) {
                let texts = name.given.iter().flatten().chain(&name.text);
                texts.for_each(|text| engine.former_name(text.as_str().as_bytes()));
            }
        }
        for name in self.name.iter().flatten().filter(|name| is(&name.used, "nickname")) {
            name.check_given(RecordField::ChosenName, engine)?;
        }
        Ok(())
    }

    /// The usual name, or else the official one, or else one that does not say what it is for, or else the only one
    /// left. A former name is sealed: it is never looked at.
    fn name_in_use(&self) -> Option<&HumanName<'_>> {
        let names = || {
            let sealed = ["old", "maiden", "nickname"];
            let is_sealed = move |name: &&HumanName<'_>| sealed.iter().any(|one| is(&name.used, one));
            self.name.iter().flatten().filter(move |name| !is_sealed(name))
        };
        let of_use = |wanted: &str| {
            let current = names().find(|name| is(&name.used, wanted) && !name.has_ended());
            current.or_else(|| names().find(|name| is(&name.used, wanted)))
        };
        let only = || {
            let mut all = names();
            all.next().filter(|_| all.next().is_none())
        };
        of_use("usual")
            .or_else(|| of_use("official"))
            .or_else(|| names().find(|name| name.used.is_none()))
            .or_else(only)
    }
}

impl HumanName<'_> {
    /// Whether the name has an end. Whether that is past is not known here: there is no clock.
    fn has_ended(&self) -> bool {
        self.period.as_ref().is_some_and(|period| period.end.is_some())
    }

    /// Each given name is a cell of its own. Where a name is one text and nothing else, that is what is given.
    fn check_given(&self, field: RecordField, engine: &mut Engine<'_>) -> Result<()> {
        let mut is_given = self.family.is_some() && field == RecordField::GivenName;
        for given in self.given.iter().flatten() {
            is_given = true;
            give(field, given, engine)?;
        }
        match &self.text {
            Some(text) if !is_given => give(field, text, engine),
            _ => Ok(()),
        }
    }
}

fn is(text: &Option<Text<'_>>, wanted: &str) -> bool {
    text.as_ref().is_some_and(|text| text.as_str() == wanted)
}

fn give(field: RecordField, text: &Text<'_>, engine: &mut Engine<'_>) -> Result<()> {
    let value = text.as_str().as_bytes();
    engine.cell(&Cell::new(field, value))
}

/// The codings of one concept say the same in several systems; those of systems that are not held matter only where
/// there is no other.
fn check_concept(
    field: RecordField,
    concept: Option<&CodeableConcept<'_>>,
    engine: &mut Engine<'_>,
) -> Result<()> {
    let mut held: Option<(&str, &[u8])> = None;
    let mut unknown = None;
    for coding in concept.into_iter().flat_map(|concept| &concept.coding) {
        let Some(code) = &coding.code else { continue };
        let system = coding.system.as_ref().map(Text::as_str);
        let value = code.as_str().as_bytes();
        let cell = Cell { system, ..Cell::new(field, value) };
        // A tag is plain without its system; a code is not.
        let is_held = match system {
            Some(system) => engine.is_held(field, system),
            None => field == RecordField::Language,
        };
        if is_held {
            engine.cell(&cell)?;
            match (held, system) {
                (Some(first), Some(system)) if field == RecordField::EthnicCategory => {
                    engine.two_codes(first, (system, value))?;
                }
                _ => held = Some((system.unwrap_or_default(), value)),
            }
        } else if unknown.is_none() {
            unknown = Some(cell);
        }
    }
    match unknown {
        Some(cell) if held.is_none() => engine.unknown_system(&cell),
        _ => Ok(()),
    }
}
