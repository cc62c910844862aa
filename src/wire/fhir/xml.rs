//! FHIR in XML, as the JSON of the same.

use std::collections::HashMap;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use serde_json::value::RawValue;

use super::json::{DEEPEST, Fault, LONGEST, json};

const NAMESPACE: &str = "http://hl7.org/fhir";

/// The elements that repeat in the resource itself.
const LISTS_OF_RESOURCE: [&str; 11] = [
    "address",
    "communication",
    "contact",
    "contained",
    "generalPractitioner",
    "identifier",
    "link",
    "name",
    "photo",
    "qualification",
    "relationship",
];

/// The elements that repeat wherever they stand.
const LISTS: [&str; 16] = [
    "coding",
    "dayOfWeek",
    "event",
    "extension",
    "given",
    "line",
    "modifierExtension",
    "prefix",
    "profile",
    "relationship",
    "security",
    "suffix",
    "tag",
    "telecom",
    "timeOfDay",
    "when",
];

/// The elements that are true or false, and those that are numbers.
const BOOLEANS: [&str; 6] =
    ["active", "deceasedBoolean", "multipleBirthBoolean", "preferred", "userSelected", "valueBoolean"];
const NUMBERS: [&str; 14] = [
    "count",
    "countMax",
    "duration",
    "durationMax",
    "frequency",
    "frequencyMax",
    "multipleBirthInteger",
    "offset",
    "period",
    "periodMax",
    "rank",
    "valueDecimal",
    "valueInteger",
    "valuePositiveInt",
];

/// The elements that hold a value of one kind, where only an extension stands in them.
const PRIMITIVES: [&str; 9] =
    ["birthDate", "family", "gender", "given", "line", "prefix", "suffix", "text", "use"];

struct Element {
    name: String,
    value: Option<String>,
    /// `url` and `id`.
    attributes: Vec<(&'static str, String)>,
    children: Vec<Element>,
    /// The whole of it, where it is XHTML.
    markup: Option<String>,
}

/// The JSON of a resource in XML.
pub(super) fn to_json(source: &str) -> Result<String, Fault> {
    if source.len() > LONGEST {
        let message = format!("this is longer than {} MiB, so it is no record", LONGEST >> 20);
        return Err(Fault { at: LONGEST, message: message.into() });
    }
    let root = parse(source)?;
    Ok(resource(root))
}

fn fault(at: usize, message: &'static str) -> Fault {
    Fault { at, message: message.into() }
}

fn parse(source: &str) -> Result<Element, Fault> {
    let mut reader = Reader::from_str(source);
    let mut open: Vec<Element> = Vec::new();
    let mut root = None;
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(source.len());
        let broken = |_| fault(at, "this is not XML, or it ends before it is complete");
        let event = reader.read_event().map_err(broken)?;
        let closed = match event {
            Event::Start(start) if start.local_name().as_ref() == "div" => {
                let mut element = Element::of(&start, at, open.is_empty())?;
                reader.read_to_end(start.name()).map_err(broken)?;
                let end = usize::try_from(reader.buffer_position()).unwrap_or(source.len());
                element.markup = source.get(at..end).map(str::to_owned);
                element
            }
            Event::Start(start) => {
                if open.len() == DEEPEST {
                    return Err(fault(at, "elements stand deeper in each other than in any record"));
                }
                open.push(Element::of(&start, at, open.is_empty())?);
                continue;
            }
            Event::Empty(start) => Element::of(&start, at, open.is_empty())?,
            Event::End(_) => match open.pop() {
                Some(element) => element,
                None => return Err(fault(at, "an element ends that was not begun")),
            },
            Event::Text(text) if text.trim().is_empty() => continue,
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => {
                return Err(fault(at, "text stands where FHIR has none"));
            }
            Event::DocType(_) => return Err(fault(at, "a document type stands in it, and is not read")),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            Event::Eof => break,
        };
        match open.last_mut() {
            Some(parent) => parent.children.push(closed),
            None if root.is_none() => root = Some(closed),
            None => return Err(fault(at, "a second resource follows the first")),
        }
    }
    match root {
        Some(root) if open.is_empty() => Ok(root),
        _ => Err(fault(source.len(), "this is not XML, or it ends before it is complete")),
    }
}

impl Element {
    fn of(start: &BytesStart<'_>, at: usize, is_root: bool) -> Result<Self, Fault> {
        let name = start.name().as_ref().to_owned();
        if name.contains(':') {
            return Err(fault(at, "an element has a prefix; FHIR's are without"));
        }
        let mut element =
            Self { name, value: None, attributes: Vec::new(), children: Vec::new(), markup: None };
        let mut namespace = None;
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|_| fault(at, "an attribute is not XML, or stands twice"))?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            let value = value.map_err(|_| fault(at, "an attribute is not XML"))?.into_owned();
            match attribute.key.as_ref() {
                "value" => element.value = Some(value),
                "url" => element.attributes.push(("url", value)),
                "id" => element.attributes.push(("id", value)),
                "xmlns" => namespace = Some(value),
                // Where a schema is.
                prefixed if prefixed.contains(':') => {}
                _ => return Err(fault(at, "an attribute stands where FHIR has none")),
            }
        }
        if is_root && namespace.as_deref() != Some(NAMESPACE) {
            return Err(fault(at, "this is not in the namespace of FHIR, `http://hl7.org/fhir`"));
        }
        Ok(element)
    }

    /// Whether it holds one value and extensions of it.
    fn is_primitive(&self) -> bool {
        let is_plain = self.children.iter().all(|child| child.name == "extension");
        self.value.is_some() || (is_plain && PRIMITIVES.contains(&self.name.as_str()))
    }

    /// The value as JSON, digit by digit.
    fn primitive(&self) -> String {
        let Some(value) = &self.value else { return "null".to_owned() };
        let name = self.name.as_str();
        let is_number = || value.starts_with(|first: char| first == '-' || first.is_ascii_digit());
        let is_bare = BOOLEANS.contains(&name) && matches!(value.as_str(), "true" | "false")
            || NUMBERS.contains(&name) && is_number() && serde_json::from_str::<&RawValue>(value).is_ok();
        if is_bare { value.clone() } else { json(value) }
    }
}

/// The members of an object, each as JSON.
type Members = Vec<(String, String)>;

fn object(members: Members) -> String {
    let members: Vec<String> =
        members.iter().map(|(name, value)| format!("{}:{value}", json(name))).collect();
    format!("{{{}}}", members.join(","))
}

/// A resource: its name is its type.
fn resource(element: Element) -> String {
    let mut all = vec![("resourceType".to_owned(), json(&element.name))];
    all.extend(members(element, true));
    object(all)
}

fn members(element: Element, is_resource: bool) -> Members {
    let attributes = element.attributes.into_iter();
    let mut members: Members = attributes.map(|(name, value)| (name.to_owned(), json(&value))).collect();
    // The elements of one name, where the first of them stands.
    let mut groups: Vec<(String, Vec<Element>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for child in element.children {
        let place = *places.entry(child.name.clone()).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, group)) => group.push(child),
            None => groups.push((child.name.clone(), vec![child])),
        }
    }
    for (name, group) in groups {
        let is_list = LISTS.contains(&name.as_str())
            || is_resource && LISTS_OF_RESOURCE.contains(&name.as_str())
            || group.len() > 1;
        put(&mut members, name, group, is_list);
    }
    members
}

/// Puts elements of one name in: their values, and beside them the extensions of values.
fn put(all: &mut Members, name: String, elements: Vec<Element>, is_list: bool) {
    let (mut values, mut beside) = (Vec::new(), Vec::new());
    for element in elements {
        if let Some(markup) = &element.markup {
            values.push(json(markup));
        } else if element.is_primitive() {
            values.push(element.primitive());
            let more = members(element, false);
            beside.push(if more.is_empty() { "null".to_owned() } else { object(more) });
        } else if let [only] = &element.children[..]
            && only.name.starts_with(char::is_uppercase)
        {
            values.extend(element.children.into_iter().map(resource));
        } else {
            values.push(object(members(element, false)));
        }
    }
    let mut insert = |name: String, values: Vec<String>| {
        if values.iter().any(|value| value != "null") {
            let value = if is_list { format!("[{}]", values.join(",")) } else { values.concat() };
            all.push((name, value));
        }
    };
    let named = format!("_{name}");
    insert(name, values);
    insert(named, beside);
}
