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

/// An element that is read: its members, each by the name that FHIR gives it; from a stream, and from values that have been found.
/// What is not there is as if it were left empty.
macro_rules! element {
    ($name:ident<$a:lifetime> { $($(#[$doc:meta])* $key:literal: $field:ident: $type:ty,)* }) => {
        #[derive(serde::Deserialize)]
        #[serde(bound(deserialize = "'de: 'a"))]
        struct $name<$a> {
            $($(#[$doc])* #[serde(rename = $key, default)] $field: $type,)*
        }

        impl<$a> FromNode<$a> for $name<$a> {
            fn of(node: &Node<$a>) -> Option<Self> {
                let mut element = Self { $($field: Default::default(),)* };
                for member in node.members()? {
                    $(if member.is_named($key) {
                        element.$field = FromNode::of(&member)?;
                    })*
                }
                Some(element)
            }
        }
    };
}

element!(Meta<'a> {
    "lastUpdated": last_updated: Option<Text<'a>>,
});

element!(Extension<'a> {
    "url": url: Option<Text<'a>>,
    "valueCodeableConcept": concept: Option<CodeableConcept<'a>>,
    "extension": extension: Vec<Extension<'a>>,
});

element!(CodeableConcept<'a> {
    "coding": coding: Vec<Coding<'a>>,
});

element!(Coding<'a> {
    "system": system: Option<Text<'a>>,
    "code": code: Option<Text<'a>>,
});

element!(Identifier<'a> {
    "system": system: Option<Text<'a>>,
    "value": value: Option<Text<'a>>,
});

element!(HumanName<'a> {
    "use": used: Option<Text<'a>>,
    "text": text: Option<Text<'a>>,
    "family": family: Option<Text<'a>>,
    /// An item is null where only its extension stands.
    "given": given: Vec<Option<Text<'a>>>,
    "period": period: Option<Period>,
});

element!(Communication<'a> {
    "language": language: Option<CodeableConcept<'a>>,
});

#[derive(serde::Deserialize)]
struct Period {
    end: Option<serde::de::IgnoredAny>,
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

/// What is read of a value that has been found in a resource. `None` where it is of another type than is read, about which the
/// stream has its own words.
pub(super) trait FromNode<'a>: Sized {
    fn of(node: &Node<'a>) -> Option<Self>;
}

impl<'a> FromNode<'a> for Patient<'a> {
    fn of(resource: &Node<'a>) -> Option<Self> {
        let mut patient = Self::default();
        for member in resource.members()? {
            // The stream refuses a null for each of these.
            if member.is_named("meta") {
                patient.meta = Some(Meta::of(&member)?);
            } else if member.is_named("extension") {
                patient.extension = Some(Vec::of(&member)?);
            } else if member.is_named("identifier") {
                patient.identifier = Some(Vec::of(&member)?);
            } else if member.is_named("name") {
                patient.name = Some(Vec::of(&member)?);
            } else if member.is_named("communication") {
                patient.communication = Some(Vec::of(&member)?);
            } else if member.is_named("birthDate") {
                patient.birth_date = Some(Text::of(&member)?);
            }
        }
        Some(patient)
    }
}

impl<'a> FromNode<'a> for Text<'a> {
    fn of(node: &Node<'a>) -> Option<Self> {
        node.as_string().ok().map(Text)
    }
}

/// What may be null.
impl<'a, T: FromNode<'a>> FromNode<'a> for Option<T> {
    #[inline]
    fn of(node: &Node<'a>) -> Option<Self> {
        if node.is_null() { Some(None) } else { T::of(node).map(Some) }
    }
}

impl<'a, T: FromNode<'a>> FromNode<'a> for Vec<T> {
    fn of(node: &Node<'a>) -> Option<Self> {
        let items = node.elements()?;
        // Nearly always there is one; a vector would take room for four at the first.
        let mut all = Self::with_capacity(items.clone().count());
        for item in items {
            all.push(T::of(&item)?);
        }
        Some(all)
    }
}

impl<'a> FromNode<'a> for Period {
    fn of(node: &Node<'a>) -> Option<Self> {
        let mut ends = node.members()?.filter(|member| member.is_named("end") && !member.is_null());
        Some(Self { end: ends.next().map(|_| serde::de::IgnoredAny) })
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
    let text = text.as_str();
    engine.cell(&Cell { text: Some(text), ..Cell::new(field, text.as_bytes()) })
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
