//! From a record to PID, and what PID does not hold.

use super::feed::Coded;
use super::{Delimiters, Feed, Message, PidField, escape, names};
use crate::answer::Answer;
use crate::bridge::{Ambiguity, Bridge, Loss, Policy, Value};
use crate::demographics::{Demographics, Disclosed};
use crate::error::{Error, ErrorKind, Result};
use crate::field::{Field, SaidBy};
use crate::name::{Name, NameText, Receipt, profiles};
use crate::purpose::{Characteristic, Purpose};
use crate::residue::{Place, Residue, open_text, seal_text};
use crate::wire::storage::{name_from_json, name_to_json};

/// A whole name, in its storage form.
const WHOLE_NAME: u8 = 6;

/// The segment of residues, "own words", and its version.
const SEGMENT: &[u8] = b"ZOW";
const VERSION: &[u8] = b"1";

/// What was written of one field, and what it does not say.
///
/// `Debug` prints neither names nor codes.
#[derive(Clone, Debug)]
#[must_use = "what the message does not say is in the losses, receipts and residues"]
pub enum Written {
    /// A code: what it makes indistinguishable, and what it could not hold.
    Code(Loss, Residue),
    /// A name: what was changed in each component of XPN, by its number, and what PID-5 does not say of the name. Number 0 is
    /// the name as a whole: words that are in none of its marked parts, so that no component takes them.
    Name(Vec<(usize, Receipt)>, Residue),
    /// Several codes fit: the field is empty.
    Ambiguous(Ambiguity),
    /// The name cannot be written: the field is empty. The error says what to do.
    NotWritten(Error),
    /// The purpose may not see this, or there is no name: the field is empty.
    Withheld,
}

impl Written {
    /// The residue, where something was written.
    pub fn residue(&self) -> Option<&Residue> {
        match self {
            Self::Code(_, residue) | Self::Name(_, residue) => Some(residue),
            Self::Ambiguous(_) | Self::NotWritten(_) | Self::Withheld => None,
        }
    }
}

impl Message<'_> {
    /// Writes into PID what this purpose may see of the record, in the fields that the feed has, and gives for each what the
    /// message does not say. Every other byte of the message stays, but for PID-9, aliases, which is emptied.
    ///
    /// PID-5 holds one name afterwards, the one for this purpose, as "Customary Name" of table 0200; whatever it held before
    /// is gone, and no legal or former name is written. Of a name without marked parts nothing is guessed: the field is then
    /// empty. So is PID-8: no purpose sees an administrative gender; [`write_seen`](Self::write_seen) writes one for a receiver
    /// that demands it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when there is no PID segment, or when the bytes of the message are not in the character set that
    /// it declares: what is added would be read wrongly.
    ///
    /// # Example
    ///
    /// See [the module](super).
    pub fn write_pid(
        &mut self,
        person: &Demographics,
        purpose: Purpose,
        feed: &Feed,
        policy: Policy,
    ) -> Result<Vec<(PidField, Written)>> {
        self.write_seen(person.for_purpose(purpose), feed, policy)
    }

    /// The same of what is seen of a record, with an administrative gender in PID-8 where that is demanded and the feed has a
    /// list for it: the one that was recorded for that very field, or the list's code for why there is none.
    ///
    /// # Errors
    ///
    /// As [`write_pid`](Self::write_pid).
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    /// use ownwords::wire::hl7::{Coded, Feed, Message};
    /// use ownwords::{Demographics, Policy, Purpose, Sealed, SealedPurpose};
    ///
    /// # fn main() -> ownwords::Result<()> {
    /// let mut feed = Feed::of("pas");
    /// feed.administrative_gender = Some(Coded::of(&systems::HL7_V2_0001, &[]));
    /// let mut person = Demographics::not_asked(); // made up
    /// person.administrative_gender = systems::NHS_PERSON_STATED_GENDER.decode(b"2").to_field();
    ///
    /// let mut message = Message::parse(b"MSH|^~\\&|||||||ADT^A08|7|P|2.4\rPID|1||7^^^made-up\r")?;
    /// let seen = person.for_purpose(Purpose::DirectCare);
    /// message.write_seen(seen, &feed, Policy::Certain)?;
    /// assert!(message.field("PID", 8).is_none());
    ///
    /// let demand = SealedPurpose::because(Sealed::AdministrativeGender, "the PAS takes no message without")?;
    /// message.write_seen(seen.with_administrative_gender(&demand)?, &feed, Policy::Certain)?;
    /// assert_eq!(message.field("PID", 8).map(|field| field.bytes()), Some(&b"F"[..]));
    /// # Ok(())
    /// # }
    /// ```
    pub fn write_seen(
        &mut self,
        seen: Disclosed<'_>,
        feed: &Feed,
        policy: Policy,
    ) -> Result<Vec<(PidField, Written)>> {
        let purpose = seen.purpose();
        if self.segment("PID").is_none() {
            return Err(Error::new(ErrorKind::Usage, "the message has no segment `PID`")
                .with_help("begin with a message that has it, as every ADT message has"));
        }
        let Some(set) = self.read_in(feed) else {
            return Err(Error::new(
                ErrorKind::Usage,
                "the message is not in the character set that it declares",
            )
            .with_help("put MSH-18 right, or say in the feed what the bytes are"));
        };
        self.set_field("PID", 9, b"")?;
        let name = seen.name();
        let write = |name| {
            let (bytes, receipts) = names::write(name, purpose, set, self.delimiters())?;
            let residue = name_residue(name, &bytes)?;
            Ok((bytes, receipts, residue))
        };
        let (bytes, written) = match name.map(write) {
            None => (Vec::new(), Written::Withheld),
            Some(Err(error)) => (Vec::new(), Written::NotWritten(error)),
            Some(Ok((bytes, receipts, residue))) => (bytes, Written::Name(receipts, residue)),
        };
        self.set_field("PID", PidField::Name.number(), &bytes)?;
        let mut all = vec![(PidField::Name, written)];
        let delimiters = *self.delimiters();
        let of = |what| seen.person_for(what);
        let gender = seen.person_for_demand().map(|person| &person.administrative_gender);
        let ethnicity = || of(Characteristic::Ethnicity).map(|person| &person.ethnicity);
        let languages = of(Characteristic::Languages).map(|person| &person.languages);
        let partnership = of(Characteristic::Partnership).map(|person| &person.partnership);
        let religion = of(Characteristic::Religion).map(|person| &person.religion);
        let written = [
            (PidField::AdministrativeGender, code(feed.administrative_gender.as_ref(), gender)),
            (PidField::Race, code(feed.race.as_ref(), ethnicity())),
            (PidField::Language, code(feed.language.as_ref(), languages)),
            (PidField::Partnership, code(feed.partnership.as_ref(), partnership)),
            (PidField::Religion, code(feed.religion.as_ref(), religion)),
            (PidField::EthnicGroup, code(feed.ethnic_group.as_ref(), ethnicity())),
        ];
        for (field, write) in written {
            let Some(write) = write else { continue };
            let (bytes, written) = write(policy, &delimiters)?;
            self.set_field("PID", field.number(), &bytes)?;
            all.push((field, written));
        }
        Ok(all)
    }

    /// Puts the residues into a segment of the message, for a receiver with whom that was agreed; without it they stay with
    /// the sender. It stands behind PID, and takes the place of an older one:
    ///
    /// - `ZOW-1`: `1`, the version of this segment.
    /// - `ZOW-2`, repeating: the field that the residue belongs to (`PID-22`), and the residue.
    ///
    /// A residue is personal data. It never goes into NTE, which clinicians see.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when the message declares nothing between components or repetitions, or has no PID segment.
    pub fn put_residues(&mut self, written: &[(PidField, Written)]) -> Result<()> {
        let delimiters = *self.delimiters();
        let (Some(component), Some(repetition)) = (delimiters.component, delimiters.repetition) else {
            return Err(Error::new(
                ErrorKind::Usage,
                "the message declares nothing between repetitions or components",
            )
            .with_help("write into a message whose MSH-2 declares both, as in `MSH|^~\\&|`"));
        };
        let residues = written.iter().filter_map(|(field, written)| Some((field, written.residue()?)));
        let residues = residues.map(|(field, residue)| {
            let mut bytes = escape(field.to_string().as_bytes(), &delimiters)?.into_owned();
            bytes.push(component);
            bytes.extend_from_slice(residue.as_str().as_bytes());
            Ok(bytes)
        });
        let residues = residues.collect::<Result<Vec<_>>>()?.join(&repetition);
        let fields = [SEGMENT, VERSION, &residues].join(&delimiters.field);
        self.put_segment(&fields, "PID")
    }

    /// The residues that the message carries, as [`put_residues`](Self::put_residues) writes them; none where it has no such
    /// segment.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Format`] when the segment is of another version or cannot be read.
    pub fn residues(&self) -> Result<Vec<(PidField, String)>> {
        let wrong = |what: &str| {
            Err(Error::new(ErrorKind::Format, format!("the segment of residues cannot be read: {what}"))
                .with_help("take the residues from where the sender keeps them"))
        };
        let Some(segment) = self.segments().find(|segment| segment.name() == SEGMENT) else {
            return Ok(Vec::new());
        };
        if segment.field(1).map(|version| version.bytes()) != Some(VERSION) {
            return wrong("it is of another version");
        }
        let mut residues = Vec::new();
        for one in
            segment.field(2).iter().flat_map(|field| field.parts()).filter(|one| !one.bytes().is_empty())
        {
            let part =
                |number| one.part(number).map(|part| part.unescaped().into_owned()).unwrap_or_default();
            let name = part(1);
            let field = PidField::ALL.into_iter().find(|field| field.to_string().as_bytes() == name);
            match (field, String::from_utf8(part(2))) {
                (Some(field), Ok(residue)) => residues.push((field, residue)),
                _ => return wrong("it names a field that is not known here, or a residue is no text"),
            }
        }
        Ok(residues)
    }

    /// What was written into PID, whole: each field's statement from its value and its residue. The residues are those that
    /// the sender kept, or that the message [carries](Self::residues). A field without one is as it was never asked: what PID
    /// says of it is [read](Self::read_pid).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Residue`] when a residue is damaged, or belongs to another value: the field was changed since. It is then
    /// to be taken in with [`update_from_pid`](Self::update_from_pid).
    pub fn restore_pid<R: AsRef<str>>(
        &self,
        residues: &[(PidField, R)],
        feed: &Feed,
    ) -> Result<Demographics> {
        let mut person = Demographics::not_asked();
        for (field, residue) in residues {
            let residue = residue.as_ref();
            let sent = self.field("PID", field.number());
            let raw = sent.map_or(&b""[..], |sent| sent.bytes());
            let code = sent.and_then(|sent| sent.part(1)?.part(1)).map(|code| code.unescaped().into_owned());
            let code = code.unwrap_or_default();
            match field {
                PidField::Name => {
                    let name = Name::from_text(name_of(raw, residue)?);
                    person.name = Field::new(Answer::Given(name), SaidBy::Coding);
                }
                PidField::AdministrativeGender => {
                    restored(
                        feed.administrative_gender.as_ref(),
                        &code,
                        residue,
                        &mut person.administrative_gender,
                    )?;
                }
                PidField::Race => restored(feed.race.as_ref(), &code, residue, &mut person.ethnicity)?,
                PidField::Language => {
                    restored(feed.language.as_ref(), &code, residue, &mut person.languages)?
                }
                PidField::Partnership => {
                    restored(feed.partnership.as_ref(), &code, residue, &mut person.partnership)?
                }
                PidField::Religion => restored(feed.religion.as_ref(), &code, residue, &mut person.religion)?,
                PidField::EthnicGroup => {
                    restored(feed.ethnic_group.as_ref(), &code, residue, &mut person.ethnicity)?
                }
            }
        }
        Ok(person)
    }
}

type Write<'f> = Box<dyn FnOnce(Policy, &Delimiters) -> Result<(Vec<u8>, Written)> + 'f>;

/// How a coded field is written, where it is seen; `None` where the feed does not have it.
fn code<'f, S: Bridge>(coded: Option<&'f Coded<S>>, field: Option<&'f Field<S::Value>>) -> Option<Write<'f>> {
    let coded = coded?;
    Some(Box::new(move |policy, delimiters| {
        let Some(field) = field else { return Ok((Vec::new(), Written::Withheld)) };
        let encoded = match coded.system.encode(field, policy) {
            Ok(encoded) => encoded,
            Err(ambiguity) => return Ok((Vec::new(), Written::Ambiguous(ambiguity))),
        };
        let (value, loss, residue) = encoded.into_parts();
        let code = value.as_bytes().unwrap_or_default();
        let mut bytes = if code.is_ascii() {
            escape(code, delimiters)?.into_owned()
        } else {
            in_hexadecimal(code, delimiters)?
        };
        if let (false, Some(name), Some(component)) =
            (bytes.is_empty(), coded.names().next(), delimiters.component)
        {
            bytes.extend([component, component]);
            bytes.extend_from_slice(&escape(name.as_bytes(), delimiters)?);
        }
        Ok((bytes, Written::Code(loss, residue)))
    }))
}

/// A code that is no text of any character set, as it was received.
fn in_hexadecimal(code: &[u8], delimiters: &Delimiters) -> Result<Vec<u8>> {
    let Some(escape) = delimiters.escape else {
        return Err(Error::new(
            ErrorKind::Usage,
            "the code is not in ASCII, and the message has no escape character",
        )
        .with_help("write into a message whose MSH-2 declares one, as in `MSH|^~\\&|`"));
    };
    let digits = data_encoding::HEXUPPER.encode(code);
    Ok([&[escape, b'X'], digits.as_bytes(), &[escape]].concat())
}

fn restored<S: Bridge>(
    coded: Option<&Coded<S>>,
    code: &[u8],
    residue: &str,
    field: &mut Field<S::Value>,
) -> Result<()> {
    let Some(coded) = coded else {
        return Err(Error::new(
            ErrorKind::Usage,
            "the feed has no code system for a field that has a residue",
        )
        .with_help("restore with the feed with which the message was written"));
    };
    let value = if code.is_empty() { Value::left_out() } else { Value::from(code) };
    // A code of no bytes is as empty as a field that was left out.
    let answer = match coded.system.restore(&value, residue) {
        Err(_) if code.is_empty() => coded.system.restore(&Value::from(code), residue),
        answer => answer,
    };
    *field = Field::new(answer?, SaidBy::Coding);
    Ok(())
}

/// Where a name's residue belongs: to these bytes of PID-5.
fn place(field: &[u8]) -> Place<'_> {
    let profile = &profiles::XPN_FAMILY_NAME;
    Place { owner: None, system: profile.number(), edition: profile.edition(), value: Some(field), key: None }
}

fn name_residue(name: &NameText, field: &[u8]) -> Result<Residue> {
    Ok(seal_text(WHOLE_NAME, &name_to_json(name)?, &place(field)))
}

fn name_of(field: &[u8], residue: &str) -> Result<NameText> {
    match open_text(residue, &place(field))? {
        (WHOLE_NAME, body) => name_from_json(&body),
        _ => Err(Error::new(ErrorKind::Residue, "the residue is not that of a name in a message")
            .with_help("restore it with a release that is at least as new")),
    }
}
