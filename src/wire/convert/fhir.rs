//! FHIR: resources one after another or in a Bundle, read; written one a line, or as a Bundle.

use super::fields;
use super::format::{
    Choice, FieldWritten, Format, Frame, Key, Outcome, OverlayVersion, Read, Settings, Splitter, Written,
};
use super::values::Values;
use crate::bridge::Loss;
use crate::demographics::Demographics;
use crate::error::{Error, ErrorKind, Result};
use crate::field::{Field, Reconciled};
use crate::name::Receipt;
use crate::overlay::{Known, Overlay};
use crate::purpose::Purpose;
use crate::wire::fhir::{FieldSent, Identifiers, Profile, Resource, Sent};

/// FHIR R4 or R5 in JSON, of a profile.
///
/// Read are resources about a person, one after another (NDJSON is that) or in a Bundle. A target is NDJSON, or one Bundle of
/// the type `collection`.
#[derive(Clone, Copy, Debug)]
pub struct Fhir {
    profile: &'static Profile,
    is_bundle: bool,
    /// The lists of ethnicity.
    known: Known,
}

impl Fhir {
    /// One resource a line.
    pub const fn lines(profile: &'static Profile) -> Self {
        Self { profile, is_bundle: false, known: Known::NATIONAL }
    }

    /// One Bundle.
    pub const fn bundle(profile: &'static Profile) -> Self {
        Self { profile, is_bundle: true, known: Known::NATIONAL }
    }

    /// The same, with an organisation's own lists and heritages beside the national ones; see
    /// [`Resource::with_overlay`].
    #[must_use]
    pub fn with_overlay(self, overlay: &Overlay) -> Self {
        self.of_lists(Known::of(overlay))
    }

    pub(super) fn of_lists(self, known: Known) -> Self {
        Self { known, ..self }
    }

    fn resource(&self, record: &[u8]) -> Result<Resource> {
        Ok(Resource::parse(record)?.of_lists(self.known))
    }
}

/// What codings of names call this format.
const NAMES: &str = "hl7-fhir";

impl Format for Fhir {
    fn settings(&self) -> Settings {
        Settings {
            format: if self.is_bundle { "fhir-bundle" } else { "fhir" }.to_owned(),
            profile: Some(self.profile.key().to_owned()),
            overlay: OverlayVersion::of(self.known),
            ..Settings::default()
        }
    }

    fn splitter(&self) -> Box<dyn Splitter> {
        Box::new(Values::of_fhir())
    }

    fn read(&self, record: &[u8]) -> Result<Read> {
        let resource = self.resource(record)?;
        let (reading, identifiers, residues) = resource.read_all()?;
        let key = keys_of(identifiers).next();
        let not_read = reading.not_read.len() as u64;
        if !residues.is_empty() {
            match self.profile.restore(&resource, &residues) {
                Ok(person) => return Ok(Read { person, key, not_read, refused_residues: false }),
                Err(error) if error.kind() == ErrorKind::Residue => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Read { person: reading.record, key, not_read, refused_residues: !residues.is_empty() })
    }

    fn keys(&self, record: &[u8]) -> Result<Vec<Key>> {
        Ok(keys_of(self.resource(record)?.identifiers()?).collect())
    }

    fn frame(&self) -> Frame {
        if self.is_bundle {
            let head = br#"{"resourceType":"Bundle","type":"collection""#;
            return Frame {
                first: [&head[..], b",\"entry\":[\n{\"resource\":"].concat(),
                between: b"},\n{\"resource\":".to_vec(),
                last: b"}\n]}\n".to_vec(),
                none: [&head[..], b"}\n"].concat(),
            };
        }
        Frame { between: b"\n".to_vec(), last: b"\n".to_vec(), ..Frame::default() }
    }

    fn write(&self, person: &Demographics, key: &Key, choice: Choice) -> Result<Written> {
        let purpose = purpose_of(choice)?;
        let (value, is_position) = match key {
            Key::Given(value) => (value.clone(), false),
            Key::Position(place) => (place.to_string(), true),
        };
        let document = Resource::patient_called(&value, is_position).of_lists(self.known);
        let put = |person: &Demographics| {
            let written = self.profile.update(&document, person.for_purpose(purpose), choice.policy)?;
            if choice.sends_residues { written.with_residues() } else { Ok(written) }
        };
        let (written, is_named) = match put(person) {
            Ok(written) => (written, true),
            // Of a name alone an error comes, and a record is sent without rather than not at all.
            Err(error) if is_of_name(&error) => {
                let mut person = person.clone();
                person.name = Field::not_asked();
                (put(&person)?, false)
            }
            Err(error) => return Err(error),
        };
        let (resource, sent, residues) = written.into_parts();
        let (said, systems) = (fields::said(person, purpose), self.systems());
        let is_said = |one: &&FieldSent| said.iter().any(|(word, _)| *word == one.field);
        let told = sent.iter().filter(is_said).filter_map(|one| {
            let system = systems.iter().find(|(word, ..)| *word == one.field).map(|(_, key, _)| *key);
            Some(FieldWritten { field: one.field, system, outcome: outcome(one)? })
        });
        let mut fields: Vec<FieldWritten> = told.collect();
        if !is_named {
            fields.push(FieldWritten { field: "name", system: None, outcome: Outcome::NameNotWritten });
        }
        fields.extend(withheld(&said));
        let residues = residues.iter().map(|(field, token)| (field.to_owned(), token.to_owned())).collect();
        Ok(Written { bytes: resource.as_str().as_bytes().to_vec(), fields, residues })
    }

    fn update(
        &self,
        record: &[u8],
        person: &Demographics,
        field: &'static str,
        choice: Choice,
    ) -> Result<Option<Vec<u8>>> {
        let resource = self.resource(record)?;
        let mut one = resource.read()?.record;
        fields::put(&mut one, person, field);
        let purpose = choice.purpose.unwrap_or(Purpose::DirectCare);
        let written = match self.profile.update(&resource, one.for_purpose(purpose), choice.policy) {
            Ok(written) => written,
            Err(error) if is_of_name(&error) => return Ok(None),
            Err(error) => return Err(error),
        };
        let (resource, sent, _) = written.into_parts();
        let is_there = sent.iter().any(|sent| {
            sent.field == field
                && match &sent.sent {
                    Sent::Codes(losses) => !losses.is_empty() && !losses.iter().any(Loss::is_left_out),
                    Sent::Name(_) | Sent::Reason(_) | Sent::AsItStood => true,
                    _ => false,
                }
        });
        Ok(is_there.then(|| resource.as_str().as_bytes().to_vec()))
    }

    fn reconcile(
        &self,
        person: &mut Demographics,
        sent: &[u8],
        edited: &[u8],
    ) -> Result<Vec<(&'static str, Reconciled)>> {
        let (sent, edited) = (self.resource(sent)?.read()?, self.resource(edited)?.read()?);
        Ok(fields::reconcile(self.known, person, &sent.record, &edited.record, NAMES))
    }

    fn systems(&self) -> Vec<(&'static str, &'static str, u16)> {
        self.profile.systems()
    }

    fn overlay(&self) -> Option<Overlay> {
        self.known.overlay().copied()
    }
}

fn keys_of(identifiers: Identifiers) -> impl Iterator<Item = Key> {
    identifiers.into_iter().filter_map(|(is_position, value)| match is_position {
        true => value.parse().ok().map(Key::Position),
        false => Some(Key::Given(value)),
    })
}

/// What became of a field; nothing where the document said it.
fn outcome(sent: &FieldSent) -> Option<Outcome> {
    Some(match &sent.sent {
        Sent::AsItStood => return None,
        Sent::Name(receipts) => Outcome::Name(steps(receipts.iter().map(|(_, receipt)| receipt))),
        Sent::Ambiguous(_) => Outcome::Ambiguous,
        Sent::NotHeld => Outcome::NotHeld,
        Sent::LeftOut(_) => Outcome::NoCode,
        Sent::Codes(losses) => coded(losses),
        // Why there is no answer is there, and no code that could lose anything.
        Sent::Reason(_) => Outcome::Certain(Vec::new()),
    })
}

/// What the purpose may not see of what was said.
fn withheld(said: &[(&'static str, bool)]) -> impl Iterator<Item = FieldWritten> {
    let withheld = said.iter().filter(|(_, is_seen)| !is_seen);
    withheld.map(|(field, _)| FieldWritten { field, system: None, outcome: Outcome::Withheld })
}

/// What of that which was said no field of a format tells of: the purpose may not see it, or the format has no place for it.
pub(super) fn untold(said: &[(&'static str, bool)], is_told: impl Fn(&str) -> bool) -> Vec<FieldWritten> {
    let others: Vec<_> = said.iter().filter(|(word, _)| !is_told(word)).copied().collect();
    let not_held = others.iter().filter(|(_, is_seen)| *is_seen);
    let not_held = not_held.map(|(field, _)| FieldWritten { field, system: None, outcome: Outcome::NotHeld });
    withheld(&others).chain(not_held).collect()
}

/// What codes come to.
pub(super) fn coded(losses: &[Loss]) -> Outcome {
    if losses.is_empty() || losses.iter().any(Loss::is_left_out) {
        return Outcome::NoCode;
    }
    Outcome::Certain(losses.to_vec())
}

pub(super) fn steps<'a>(receipts: impl Iterator<Item = &'a Receipt>) -> Vec<crate::name::StepKind> {
    let mut steps = Vec::new();
    for step in receipts.flat_map(Receipt::steps) {
        if !steps.contains(&step.kind()) {
            steps.push(step.kind());
        }
    }
    steps
}

pub(super) fn purpose_of(choice: Choice) -> Result<Purpose> {
    choice.purpose.ok_or_else(|| {
        Error::new(ErrorKind::Usage, "a message is written for a purpose, and none is named")
            .with_help("name why it is sent: what may come out depends on it")
    })
}

/// Whether the error says that the name, and nothing else, cannot be written.
fn is_of_name(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Unmarked | ErrorKind::Text | ErrorKind::Usage)
}
