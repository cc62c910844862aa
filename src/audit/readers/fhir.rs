//! Records from FHIR R4 JSON: a Patient, a Bundle, or one resource after another.
//!
//! A resource is read as a stream, so that a Bundle of any length takes no more memory than its longest entry. Where the
//! first line is a resource, the input is NDJSON and is read line by line, which is quicker and gives errors their line: by the
//! one pass that messages are read in, and what that leaves, as the stream is.

use core::cell::Cell as Shared;
use core::fmt;
use std::io::{self, BufReader, Read};

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::blocks::{self, Blocks, Checked, Ends, Lines};
use super::patient::{Element, FromNode, Patient, Text};
use super::{LONGEST_RECORD, Source, read_some, too_long};
use crate::audit::engine::{Engine, Resources};
use crate::audit::{Options, not_read};
use crate::rules::RecordField;
use crate::wire::fhir::Document;
use crate::{Error, ErrorKind, Position, Result};

/// How much is buffered; that much more than the longest record may be read before it is noticed.
const BUFFER: usize = 1 << 16;

/// Messages of this reader's own, which hold nothing of the input.
const NO_TYPE: &str = "this has no `resourceType`, so it is no FHIR resource";
const NOT_A_BUNDLE: &str = "this has entries with resources, but is no Bundle";
const OWN_MESSAGES: [&str; 2] = [NO_TYPE, NOT_A_BUNDLE];

/// Reads all resources. `head` is the beginning of `input`.
pub(super) fn read(
    head: &[u8],
    input: impl Read + Send,
    options: &Options,
    engine: &mut Engine<'_>,
) -> Result<()> {
    begin(engine);
    engine.summary.source = Some(Source::Fhir { other_resources: 0 });
    let outcome = if begins_with_a_resource_a_line(head) {
        let help = "write each resource on a line of its own";
        let blocks = Blocks::new(input, Ends::Lines, help);
        let parts = || Engine::of_parts(options, |parts| begin(parts));
        blocks::check(blocks, head, options, engine, parts, || check_lines)
    } else {
        read_stream(input, engine)
    };
    let Resources { patients, bundles, others } = engine.resources;
    engine.summary.source = Some(Source::Fhir { other_resources: others });
    outcome.map_err(|error| match error.message() {
        // Nobody said that it is FHIR, and nothing in it does.
        NO_TYPE if options.format.is_none() && patients + bundles + others == 0 => error.with_help(
            "flat JSON is read one object a line: jq -c . FILE; a FHIR resource begins with its `resourceType`",
        ),
        _ => error,
    })?;
    if patients == 0 && bundles == 0 {
        return Err(Error::new(ErrorKind::Format, "there is no Patient and no Bundle in it")
            .with_help("give the file of the Patients; other resources hold none of what is audited"));
    }
    Ok(())
}

fn begin(engine: &mut Engine<'_>) {
    for (held, field) in engine.summary.held.iter_mut().zip(RecordField::ALL) {
        *held = field != RecordField::SexualOrientation;
    }
}

/// Whether the first line that is not blank is a whole JSON object, and no Bundle, and lines follow.
fn begins_with_a_resource_a_line(head: &[u8]) -> bool {
    let line = head.split(|&byte| byte == b'\n').find(|line| !line.trim_ascii().is_empty());
    let Some(line) = line else { return false };
    line.len() < head.len() && serde_json::from_slice::<IgnoredAny>(line).is_ok()
}

/// Checks the resources of a block, one a line.
fn check_lines(block: &[u8], first: u64, engine: &mut Engine<'_>) -> Result<Checked> {
    // All of it at once, which costs less than each line.
    let text = simdutf8::basic::from_utf8(block).ok();
    let mut lines = Lines::of(block, first);
    while let Some((line, number)) = lines.next() {
        let end = lines.checked().end;
        let known = text.and_then(|text| text.get(end - line.len()..end));
        check_line(line, known, number, engine)?;
    }
    Ok(lines.checked())
}

/// Checks the resource in a line, which `text` is where more than the line is known to be text.
fn check_line(line: &[u8], text: Option<&str>, number: u64, engine: &mut Engine<'_>) -> Result<()> {
    if line.trim_ascii().is_empty() {
        return Ok(());
    }
    let text = text.or_else(|| simdutf8::basic::from_utf8(line).ok());
    if let Some(text) = text
        && reads_quickly(text, engine)?
    {
        return Ok(());
    }
    // The end of the line is none of it, or an error would stand behind it.
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    // The line is whole, and not too long.
    let budget = Shared::new(LONGEST_RECORD);
    let mut collector = Collector { engine, budget: &budget, fault: None };
    let mut json = serde_json::Deserializer::from_slice(line);
    let read = Resource { collector: &mut collector }.deserialize(&mut json).and_then(|()| json.end());
    // The line is where it is in the file; what serde_json counts is within it.
    read.map_err(|error| collector.fault.take().unwrap_or_else(|| malformed(&error, Some(number))))
}

/// Reads a line in one pass. Not a Bundle, nor what that pass refuses: it knows less of what may be passed over than the stream,
/// which takes it or says what is wrong with it.
fn reads_quickly(line: &str, engine: &mut Engine<'_>) -> Result<bool> {
    let Ok(document) = Document::parse(line) else { return Ok(false) };
    let resource = document.root();
    match resource.string("resourceType") {
        _ if resource.has("entry") => Ok(false),
        Ok(Some(kind)) if kind == "Patient" => {
            let Some(patient) = Patient::of(&resource) else { return Ok(false) };
            engine.resources.patients += 1;
            engine.record(|engine| patient.check(engine))?;
            Ok(true)
        }
        Ok(Some(kind)) if kind != "Bundle" => {
            engine.resources.others += 1;
            Ok(true)
        }
        Ok(_) | Err(_) => Ok(false),
    }
}

fn read_stream(input: impl Read, engine: &mut Engine<'_>) -> Result<()> {
    let budget = Shared::new(LONGEST_RECORD);
    let is_too_long = Shared::new(false);
    let mut collector = Collector { engine, budget: &budget, fault: None };
    let limited = Limited { input, budget: &budget, is_too_long: &is_too_long };
    let mut json = serde_json::Deserializer::from_reader(BufReader::with_capacity(BUFFER, limited));
    loop {
        let read = Resource { collector: &mut collector }.deserialize(&mut json);
        let error = match read {
            Ok(()) => match json.end() {
                Ok(()) => return Ok(()),
                Err(error) if error.is_io() => error,
                // Only white space may follow, or the next resource; what else it is the next turn says.
                Err(_) => continue,
            },
            Err(error) => error,
        };
        if is_too_long.get() {
            return Err(too_long(Position::default())
                .with_help("see that the file is FHIR, and that its quotes are closed"));
        }
        return Err(match collector.fault.take() {
            Some(fault) => fault,
            // It knows what kept the input from being read.
            None if error.is_io() => not_read(error.into()),
            None => malformed(&error, None),
        });
    }
}

/// What serde_json says, without what it would quote from the input.
fn malformed(error: &serde_json::Error, line: Option<u64>) -> Error {
    use serde_json::error::Category;
    let position =
        Position::default().line(line.unwrap_or(error.line() as u64)).column(error.column() as u64);
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or_default();
    let message = match error.classify() {
        Category::Eof => "the JSON ends before it is complete".to_owned(),
        Category::Syntax | Category::Io => format!("this is not JSON: {said}"),
        Category::Data if OWN_MESSAGES.contains(&said) => said.to_owned(),
        Category::Data if said.starts_with("duplicate field `") => {
            format!("an element stands twice: {said}")
        }
        // Its own words would quote the value.
        Category::Data => "an element is not of the type that FHIR gives it".to_owned(),
    };
    Error::new(ErrorKind::Format, message)
        .at(position)
        .with_help("what stands before this place was read; ask the sender for the file again")
}

/// Reads no more than the budget allows; whoever reads a resource to its end renews it.
struct Limited<'a, R> {
    input: R,
    budget: &'a Shared<u64>,
    is_too_long: &'a Shared<bool>,
}

impl<R: Read> Read for Limited<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let budget = self.budget.get();
        if budget == 0 {
            self.is_too_long.set(true);
            return Err(io::Error::from(io::ErrorKind::InvalidData));
        }
        let count = read_some(&mut self.input, buffer)?;
        self.budget.set(budget.saturating_sub(count as u64));
        Ok(count)
    }
}

/// What the resources are read into.
struct Collector<'e, 'a> {
    engine: &'e mut Engine<'a>,
    budget: &'e Shared<u64>,
    /// An error of the engine's, while serde_json is unwound.
    fault: Option<Error>,
}

impl Collector<'_, '_> {
    fn patient<E: serde::de::Error>(&mut self, patient: &Patient<'_>) -> Result<(), E> {
        self.engine.resources.patients += 1;
        self.engine.record(|engine| patient.check(engine)).map_err(|error| {
            self.fault = Some(error);
            E::custom("stopped")
        })
    }
}

/// One resource; a Bundle's resources are read as they come by.
struct Resource<'c, 'e, 'a> {
    collector: &'c mut Collector<'e, 'a>,
}

impl<'de> DeserializeSeed<'de> for Resource<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Type {
    Patient,
    Bundle,
    Other,
}

impl<'de> Visitor<'de> for Resource<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a FHIR resource")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        let mut kind = None;
        let mut patient = Patient::default();
        // Elements that come before the resource has said what it is.
        let mut before: Vec<(Element, Box<RawValue>)> = Vec::new();
        let mut resources_in_entries = 0;
        while let Some(element) = map.next_key::<Element>()? {
            match (element, kind) {
                (Element::ResourceType, None) => {
                    kind = Some(match map.next_value::<Text<'_>>()?.as_str() {
                        "Patient" => Type::Patient,
                        "Bundle" => Type::Bundle,
                        _ => Type::Other,
                    });
                }
                (Element::ResourceType, Some(_)) => return Err(M::Error::duplicate_field("resourceType")),
                (Element::Entry, None | Some(Type::Bundle)) => {
                    let entries = Entries { collector: &mut *self.collector };
                    resources_in_entries += map.next_value_seed(entries)?;
                }
                (_, Some(Type::Patient)) => {
                    map.next_value_seed(ElementOf { patient: &mut patient, element })?
                }
                (Element::Other, _) | (_, Some(_)) => {
                    map.next_value::<IgnoredAny>()?;
                }
                (_, None) => before.push((element, map.next_value()?)),
            }
        }
        self.collector.budget.set(LONGEST_RECORD);
        match kind {
            None => Err(M::Error::custom(NO_TYPE)),
            Some(Type::Bundle) => {
                self.collector.engine.resources.bundles += 1;
                Ok(())
            }
            Some(_) if resources_in_entries > 0 => Err(M::Error::custom(NOT_A_BUNDLE)),
            Some(Type::Other) => {
                self.collector.engine.resources.others += 1;
                Ok(())
            }
            Some(Type::Patient) if before.is_empty() => self.collector.patient(&patient),
            Some(Type::Patient) => self.collector.patient(&with_elements_before(patient, &before)?),
        }
    }
}

/// The Patient with the elements that came before its type.
fn with_elements_before<'a, E: serde::de::Error>(
    mut patient: Patient<'a>,
    before: &'a [(Element, Box<RawValue>)],
) -> Result<Patient<'a>, E> {
    for (element, json) in before {
        let mut json = serde_json::Deserializer::from_str(json.get());
        // The place is the resource's, which is what there is; the words may quote the value.
        patient.take(*element, &mut json).map_err(|_| E::custom("stopped"))?;
    }
    Ok(patient)
}

/// One element of a Patient.
struct ElementOf<'p, 'a> {
    patient: &'p mut Patient<'a>,
    element: Element,
}

impl<'de> DeserializeSeed<'de> for ElementOf<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.patient.take(self.element, deserializer)
    }
}

/// The entries of a Bundle; how many of them hold a resource.
struct Entries<'c, 'e, 'a> {
    collector: &'c mut Collector<'e, 'a>,
}

impl<'de> DeserializeSeed<'de> for Entries<'_, '_, '_> {
    type Value = u64;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<u64, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Entries<'_, '_, '_> {
    type Value = u64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the entries of a Bundle")
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut entries: S) -> Result<u64, S::Error> {
        let mut resources = 0;
        while let Some(has_resource) = entries.next_element_seed(Entry { collector: &mut *self.collector })? {
            resources += u64::from(has_resource);
        }
        Ok(resources)
    }
}

/// One entry; whether it holds a resource.
struct Entry<'c, 'e, 'a> {
    collector: &'c mut Collector<'e, 'a>,
}

impl<'de> DeserializeSeed<'de> for Entry<'_, '_, '_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_map(self)
    }
}

#[derive(serde::Deserialize)]
#[serde(field_identifier)]
enum EntryElement {
    #[serde(rename = "resource")]
    Resource,
    #[serde(other)]
    Other,
}

impl<'de> Visitor<'de> for Entry<'_, '_, '_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an entry of a Bundle")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<bool, M::Error> {
        let mut has_resource = false;
        while let Some(element) = map.next_key::<EntryElement>()? {
            match element {
                EntryElement::Resource if has_resource => return Err(M::Error::duplicate_field("resource")),
                EntryElement::Resource => {
                    map.next_value_seed(Resource { collector: &mut *self.collector })?;
                    has_resource = true;
                }
                EntryElement::Other => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(has_resource)
    }
}
