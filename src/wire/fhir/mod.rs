//! FHIR: a Patient of R4 or R5 in JSON, there and back; and from XML.
//!
//! A [`Resource`] holds a document as it was received, byte for byte. [Reading](Resource::read) it gives a record (where the
//! document is not to be kept, [`Reading::of`] gives the same in one pass, quicker); a [`Profile`] writes what a purpose may see of a record into a new document or into a receiver's own, and gives back the
//! document, what became of each field, and the residues. What is read is the same in both releases, and in Person,
//! RelatedPerson and Practitioner where the elements stand there too.
//!
//! # A record goes to UK Core and comes back whole
//!
//! ```
//! use ownwords::wire::fhir::{self, Resource};
//! use ownwords::bridge::systems;
//! use ownwords::{Bridge, Demographics, Field, LanguageTag, Languages, Name, Policy, Pronouns, Purpose};
//!
//! # fn main() -> ownwords::Result<()> {
//! // What somebody, made up, filled in on a form.
//! let mut person = Demographics::not_asked();
//! person.name = Name::chosen("Zoë Nguyễn")?.into();
//! person.ethnicity = systems::NHS_ETHNIC_CATEGORY_2001.decode(b"K").to_field().with_own_words("Sylheti");
//! person.languages = Field::stated(Languages::one(LanguageTag::parse("syl")?));
//! person.pronouns = Field::stated(Pronouns::in_own_words("they; or just Zoë")?);
//!
//! let seen = person.for_purpose(Purpose::DirectCare);
//! let (patient, fields, residues) = fhir::UKCORE_ENGLAND.write(seen, Policy::Certain)?.into_parts();
//! assert!(patient.as_str().contains(r#""code":"K""#) && !patient.as_str().contains("Sylheti"));
//! assert!(fields.iter().any(|one| one.field == "ethnicity")); // and what K cannot tell apart
//!
//! // Through systems that know nothing of us, and back, beside the residues that were kept.
//! let back = Resource::parse(patient.as_str().as_bytes())?;
//! assert_eq!(back.read()?.record.languages.statement(), person.languages.statement());
//! let record = fhir::UKCORE_ENGLAND.restore(&back, &residues)?;
//! assert_eq!(record.ethnicity.statement(), person.ethnicity.statement());
//! assert_eq!(record.pronouns.statement(), person.pronouns.statement());
//! # Ok(())
//! # }
//! ```
//!
//! # Other receivers
//!
//! [`PROFILES`] are all receivers that are known, and [`Profile::elements`] tells what each has a place for.
//!
//! ```
//! use ownwords::wire::fhir;
//! use ownwords::{Demographics, Ethnicity, Field, Policy, Purpose, Sealed, SealedPurpose, Standard};
//!
//! # fn main() -> ownwords::Result<()> {
//! let id = |slug| Standard::ethnicity().by_slug(slug).unwrap().id();
//! let mut person = Demographics::not_asked(); // made up
//! person.ethnicity = Field::stated(Ethnicity::of([id("maori"), id("samoan")])?);
//! person.pronouns.decline();
//!
//! let seen = person.for_purpose(Purpose::DirectCare);
//! let (patient, fields, _) = fhir::NEW_ZEALAND.write(seen, Policy::Certain)?.into_parts();
//! assert!(patient.as_str().contains(r#""code":"21111""#) && patient.as_str().contains(r#""code":"31111""#));
//! assert!(patient.as_str().contains(r#""valueCode":"asked-declined""#));
//! assert_eq!(fields[0].to_string(), "ethnicity: sent as 2 codes");
//!
//! // A system that demands an administrative gender is told what was recorded for that, or why nothing was.
//! let demand = SealedPurpose::because(Sealed::AdministrativeGender, "the laboratory refuses a request without")?;
//! person.administrative_gender.decline();
//! let seen = person.for_purpose(Purpose::Sample).with_administrative_gender(&demand)?;
//! let (patient, _, _) = fhir::INTERNATIONAL.write(seen, Policy::Certain)?.into_parts();
//! assert!(patient.as_str().contains(r#""gender":"unknown","_gender":"#));
//! # Ok(())
//! # }
//! ```
//!
//! # What is not preserved
//!
//! - The document is: each byte of it, and where it is updated, each byte of what is not asked for. An element that is
//!   replaced is written anew, without the `display` and the `version` that it had.
//! - A record that was read does not have what the record has no place for; [`Reading::not_read`] says what of the elements
//!   that are read, and the document has it. `display`, and `text` beside codes, are labels and stay in the document.
//! - What a document records as somebody's sex or gender (`individual-recordedSexOrGender`) is read into the field that is sealed,
//!   as codings that decide nothing, and is never written: the extension is about a document, which a record does not hold. One
//!   that is updated keeps its own.
//! - A restored record has the statements that were sent; who said them, when, and what was observed stay with the sender.

mod coded;
mod converting;
mod elements;
mod fields;
mod held;
mod json;
mod names;
mod parts;
mod profiles;
mod read;
mod residues;
mod restore;
mod seal;
mod sent;
mod tape;
pub(crate) mod urls;
mod write;
mod xml;

use core::fmt;

use self::json::Fault;
pub(crate) use self::json::{Document, Node};
use crate::error::{Error, ErrorKind, Position, Result};
use crate::overlay::{Known, Overlay};

pub(in crate::wire) use converting::{Identifiers, Shape, has_member, put_member, shape};
pub use held::Held;
pub use json::LONGEST;
pub use profiles::{
    AUSTRALIA, INTERNATIONAL, NEW_ZEALAND, PDS, PROFILES, Profile, UKCORE_ENGLAND, UKCORE_NORTHERN_IRELAND,
    UKCORE_SCOTLAND, UKCORE_WALES, US_CORE,
};
pub use read::{NotRead, Reading};
pub use residues::{RESIDUES, Residues};
pub use sent::{FieldSent, Sent};
pub use write::Written;

/// The resources that are about one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Somebody who is cared for.
    Patient,
    /// Somebody, whoever they are to whom.
    Person,
    /// Somebody who has to do with a patient.
    RelatedPerson,
    /// Somebody who cares for patients.
    Practitioner,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Patient, Self::Person, Self::RelatedPerson, Self::Practitioner];

    /// What FHIR calls it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Patient => "Patient",
            Self::Person => "Person",
            Self::RelatedPerson => "RelatedPerson",
            Self::Practitioner => "Practitioner",
        }
    }

    fn of(resource: &Node<'_>) -> Result<Option<Self>, Fault> {
        let Some(word) = resource.string("resourceType")? else {
            return Err(Fault::at(resource, "this has no `resourceType`, so it is no FHIR resource"));
        };
        Ok(Self::ALL.into_iter().find(|kind| kind.word() == word))
    }

    /// The kind of a resource that is to be about a person.
    fn of_person(resource: &Node<'_>) -> Result<Self, Fault> {
        Self::of(resource)?.ok_or_else(|| {
            let other =
                "this resource is none about a person: Patient, Person, RelatedPerson or Practitioner";
            Fault::at(&resource.get("resourceType").unwrap_or(*resource), other)
        })
    }
}

/// One resource about a person, byte for byte as it was received. `Debug` prints its kind and length.
///
/// # Example
///
/// ```
/// use ownwords::wire::fhir::{Kind, Resource};
///
/// // Made up.
/// let json = r#"{"resourceType": "Patient", "weight": 1.10, "name": [{"use": "usual", "text": "Zoë Hart"}]}"#;
/// let patient = Resource::parse(json.as_bytes()).unwrap();
/// assert_eq!((patient.kind(), patient.as_str()), (Kind::Patient, json));
///
/// let error = Resource::parse(b"{\"resourceType\": \"Patient\",\n \"id\": \"1\", \"id\": \"2\"}").unwrap_err();
/// assert_eq!(error.message(), "an element stands twice");
/// assert_eq!(error.position().unwrap().line, Some(2));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Resource {
    text: String,
    kind: Kind,
    /// The lists of ethnicity that its codes may be of.
    known: Known,
}

impl Resource {
    /// Reads one resource of any kind about a person.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Format`], with its place, when the bytes are no JSON in UTF-8, are longer than [`LONGEST`], or nest deeper
    /// than any record; when an element stands twice, or half of a surrogate pair alone; when it is no resource, or one of
    /// another kind.
    pub fn parse(json: &[u8]) -> Result<Self> {
        let source = text_of(json)?;
        let kind = Document::parse(source).and_then(|document| Kind::of_person(&document.root()));
        let kind = kind.map_err(|fault| fault.of(source))?;
        Ok(Self::of(source, kind))
    }

    /// Reads one resource about a person from XML, into the JSON that FHIR has for the same.
    ///
    /// The names of the elements alone say which of them repeat: those of a person's resource and its data types are known;
    /// one that is not is a list where it stands several times. Comments are left out. Nothing is written as XML.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Format`], with its place in the XML, when the bytes are no XML in UTF-8 or not in the namespace of FHIR, are
    /// longer than [`LONGEST`], nest deeper than any record, or hold a document type, or text where FHIR has none; and as
    /// [`parse`](Self::parse), with the place in the JSON.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::wire::fhir::Resource;
    ///
    /// let xml = r#"<Patient xmlns="http://hl7.org/fhir"><name><given value="Zoë"/></name></Patient>"#; // made up
    /// let patient = Resource::from_xml(xml.as_bytes()).unwrap();
    /// assert_eq!(patient.as_str(), r#"{"resourceType":"Patient","name":[{"given":["Zoë"]}]}"#);
    /// assert!(Resource::from_xml(b"<Patient/>").is_err());
    /// ```
    pub fn from_xml(xml: &[u8]) -> Result<Self> {
        let source = text_of(xml)?;
        let json = xml::to_json(source).map_err(|fault| fault.of(source))?;
        Self::parse(json.as_bytes())
    }

    /// A Patient with nothing in it.
    pub fn patient() -> Self {
        Self::of(r#"{"resourceType":"Patient"}"#, Kind::Patient)
    }

    /// The same, read and written with an organisation's own lists and heritages beside the national ones. A code of an own
    /// list is read where the list has a URI and the Coding names it. What is written is of the profile's national list,
    /// which takes an own heritage as what it always is; the residue holds which one it is.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::{Policy, systems};
    /// use ownwords::overlay::{LocalHeritage, Overlay, OverlayParts};
    /// use ownwords::wire::fhir::{self, Resource};
    /// use ownwords::{ConceptId, Demographics, Ethnicity, Field, Kind, Purpose, Standard};
    ///
    /// let mut parts = OverlayParts::of("TEST9".parse()?, "Testhaven, a made-up trust");
    /// let id = ConceptId::local(Kind::Heritage, parts.owner, 1).unwrap();
    /// let mut heritage = LocalHeritage::of(id, "bangladeshi-sylheti", "Bangladeshi Sylheti");
    /// heritage.broader.push(Standard::ethnicity().by_slug("bangladeshi").unwrap().id());
    /// parts.heritages.push(heritage);
    /// let overlay = Overlay::build(&parts).unwrap();
    ///
    /// let mut person = Demographics::not_asked(); // made up
    /// person.ethnicity = Field::stated(Ethnicity::of([id])?);
    /// let seen = person.for_purpose(Purpose::DirectCare);
    /// let written = fhir::PDS.update(&Resource::patient().with_overlay(&overlay), seen, Policy::Certain)?;
    /// let (patient, _, residues) = written.into_parts();
    /// assert!(patient.as_str().contains(r#""code":"K""#));
    /// assert_eq!(fhir::PDS.restore(&patient, &residues)?.ethnicity.statement(), person.ethnicity.statement());
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    #[must_use]
    pub fn with_overlay(self, overlay: &Overlay) -> Self {
        self.of_lists(Known::of(overlay))
    }

    /// A resource of this text, with the national lists.
    fn of(text: impl Into<String>, kind: Kind) -> Self {
        Self { text: text.into(), kind, known: Known::NATIONAL }
    }

    pub(in crate::wire) fn of_lists(self, known: Known) -> Self {
        Self { known, ..self }
    }

    /// The JSON.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Which kind it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// What it says of the person: each field as it is read from codings, which stand beside it. What it does not say was
    /// not asked. A code of a list that is not held is kept as a coding, and nothing is taken from it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Format`], with its place, when an element that is read is not of the type that FHIR gives it.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::Purpose;
    /// use ownwords::wire::fhir::Resource;
    ///
    /// // Made up: the former name is sealed, and the suffix has no place.
    /// let json = r#"{"resourceType": "Patient", "name": [
    ///     {"use": "usual", "given": ["Zoë"], "family": "Hart", "suffix": ["MBE"]},
    ///     {"use": "old", "given": ["Zoe"], "family": "Hart"}]}"#;
    /// let reading = Resource::parse(json.as_bytes()).unwrap().read().unwrap();
    /// let name = reading.record.for_purpose(Purpose::Letter).name().unwrap();
    /// assert_eq!(name.as_str(), "Zoë Hart");
    /// assert_eq!(reading.not_read[0].element, "name[0].suffix");
    /// ```
    pub fn read(&self) -> Result<Reading> {
        self.root(|root| read::read(root, self.kind, self.known))
    }

    /// The residues that came along in our extension.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    pub fn residues(&self) -> Result<Residues> {
        self.root(Residues::read)
    }

    fn root<T>(&self, what: impl FnOnce(&Node<'_>) -> Result<T, Fault>) -> Result<T> {
        Document::parse(&self.text)
            .and_then(|document| what(&document.root()))
            .map_err(|fault| fault.of(&self.text))
    }
}

impl fmt::Debug for Resource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Resource({}, {} bytes)", self.kind.word(), self.text.len())
    }
}

/// What a server answers: one resource, or a Bundle of them.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Message {
    /// The resources about a person, in their order, each as it stood.
    pub people: Vec<Resource>,
    /// How many other resources there were, an OperationOutcome for example.
    pub others: usize,
}

impl Message {
    /// Reads a resource about a person, or a Bundle, such as a search gives.
    ///
    /// # Errors
    ///
    /// As [`Resource::parse`]; of a Bundle each entry may be of any kind.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::wire::fhir::Message;
    ///
    /// let json = r#"{"resourceType": "Bundle", "type": "searchset", "entry": [
    ///     {"resource": {"resourceType": "Patient"}}, {"resource": {"resourceType": "OperationOutcome"}}]}"#;
    /// let message = Message::parse(json.as_bytes()).unwrap();
    /// assert_eq!((message.people.len(), message.others), (1, 1));
    /// ```
    pub fn parse(json: &[u8]) -> Result<Self> {
        let source = text_of(json)?;
        let message = || {
            let document = Document::parse(source)?;
            let root = document.root();
            let mut message = Self { people: Vec::new(), others: 0 };
            if root.string("resourceType")?.as_deref() != Some("Bundle") {
                let kind = Kind::of_person(&root)?;
                message.people.push(Resource::of(source, kind));
                return Ok(message);
            }
            for entry in root.objects("entry")? {
                let Some(resource) = entry.object("resource")? else { continue };
                match Kind::of(&resource)? {
                    Some(kind) => message.people.push(Resource::of(resource.text(), kind)),
                    None => message.others += 1,
                }
            }
            Ok(message)
        };
        message().map_err(|fault: Fault| fault.of(source))
    }
}

fn text_of(json: &[u8]) -> Result<&str> {
    core::str::from_utf8(json).map_err(|error| {
        let before = json.get(..error.valid_up_to()).unwrap_or_default();
        let line = before.iter().filter(|&&byte| byte == b'\n').count() as u64 + 1;
        Error::new(ErrorKind::Format, "this is not UTF-8")
            .at(Position::default().line(line).byte(before.len() as u64))
            .with_help("ask the sender for UTF-8; nothing of it was taken")
    })
}
