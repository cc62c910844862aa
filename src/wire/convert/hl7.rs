//! HL7 v2: the messages of a file, batch or stream, read; a message for each record, written.

use super::LONGEST;
use super::fhir::{coded, purpose_of, steps, untold};
use super::fields;
use super::format::{
    Choice, FieldWritten, Format, Frame, Key, Outcome, OverlayVersion, Piece, Read, Settings, Splitter,
    Written,
};
use super::source::Source;
use crate::bridge::{Bridge, systems};
use crate::demographics::Demographics;
use crate::error::{Error, ErrorKind, Position, Result};
use crate::field::Reconciled;
use crate::overlay::{Known, Overlay};
use crate::text::nearest;
use crate::wire::hl7::{
    self, CharacterSet, Coded, Declaration, Feed, Message, PidField, PieceKind, Taken, escape, pieces,
};

/// The message that records are written into where no other is given: an update of a person's information.
const TEMPLATE: &str = "MSH|^~\\&|||||||ADT^A31||P|2.5||||||UNICODE UTF-8\rPID|1\r";

/// The assigning authority of a key that is the place of a record in a source that has no other for it.
const POSITION: &str = "OWNWORDS";

/// HL7 v2, with what was agreed of its fields.
#[derive(Clone, Debug)]
pub struct Hl7 {
    feed: Feed,
    template: String,
    /// The lists of ethnicity that its fields may be in.
    known: Known,
}

impl Hl7 {
    /// Messages of this feed. Records are written into an ADT^A31 of version 2.5 in UTF-8.
    pub fn of(feed: Feed) -> Self {
        Self { feed, template: TEMPLATE.to_owned(), known: Known::NATIONAL }
    }

    /// The same, whose fields may be in an organisation's own lists too. Say it before the [systems](Self::with_system).
    #[must_use]
    pub fn with_overlay(self, overlay: &Overlay) -> Self {
        self.of_lists(Known::of(overlay))
    }

    pub(super) fn of_lists(self, known: Known) -> Self {
        Self { known, ..self }
    }

    /// The same, with records written into this message. It has a PID segment.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Format`] when it is no message, or has no PID segment.
    pub fn with_template(mut self, template: &str) -> Result<Self> {
        let message = Message::parse(template.as_bytes())?;
        if message.segment("PID").is_none() {
            return Err(no_pid());
        }
        self.template = template.to_owned();
        Ok(self)
    }

    /// A feed with the system of each field: `PID-22` and `nhs-ethnic-category-2001`. Behind the key, with commas between, may
    /// stand what the feed calls the system in the field's third component: `nhs-ethnic-category-2001,NHS`. Codes that come
    /// under another name are kept and not read; the first name is written beside the codes that are sent.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when there is no such field, or it holds no codes of such a system; the nearest is said.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::wire::convert::Hl7;
    /// use ownwords::wire::hl7::Feed;
    ///
    /// let feed = Hl7::of(Feed::of("pas"));
    /// assert!(feed.clone().with_system("PID-22", "nhs-ethnic-category-2001,NHS").is_ok());
    /// let error = feed.with_system("PID-22", "nhs-ethnic-categry-2001").unwrap_err();
    /// assert!(error.help().unwrap().contains("`nhs-ethnic-category-2001`"));
    /// ```
    pub fn with_system(mut self, field: &str, key: &str) -> Result<Self> {
        let mut words = key.split(',');
        let key = words.next().unwrap_or_default();
        let names: Vec<&str> = words.collect();
        if names.contains(&"") {
            return Err(Error::new(ErrorKind::Usage, "a coding system has a name of no letters")
                .with_help("write FIELD=KEY, or FIELD=KEY,NAME with what the feed calls the system"));
        }
        let feed = &mut self.feed;
        let pid = PidField::ALL.into_iter().find(|known| known.to_string() == field);
        match pid {
            Some(PidField::AdministrativeGender) => {
                feed.administrative_gender = Some(of(systems::ADMINISTRATIVE_GENDER, key, &names)?);
            }
            Some(PidField::Race) => feed.race = Some(of(self.known.lists(), key, &names)?),
            Some(PidField::Language) => feed.language = Some(of(systems::LANGUAGE, key, &names)?),
            Some(PidField::Partnership) => feed.partnership = Some(of(systems::PARTNERSHIP, key, &names)?),
            Some(PidField::Religion) => feed.religion = Some(of(systems::RELIGION, key, &names)?),
            Some(PidField::EthnicGroup) => feed.ethnic_group = Some(of(self.known.lists(), key, &names)?),
            Some(PidField::Name) | None => {
                return Err(Error::new(ErrorKind::Usage, "no codes are read from a field of this name")
                    .with_help("the coded fields are PID-8, PID-10, PID-15, PID-16, PID-17 and PID-22"));
            }
        }
        Ok(self)
    }

    /// The same, with the bytes read in this set whatever the messages declare.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when it is not the code of a set that is read here, as MSH-18 has it.
    pub fn reading_as(mut self, set: &str) -> Result<Self> {
        self.feed.read_as = Some(CharacterSet::of_code(set.as_bytes()).ok_or_else(|| {
            Error::new(ErrorKind::Usage, "messages are not read in this character set")
                .with_help("choose `ASCII`, `8859/1` or `UNICODE UTF-8`, as MSH-18 has them")
        })?);
        Ok(self)
    }

    fn message<'m>(&self, record: &'m [u8]) -> Result<Message<'m>> {
        let message = Message::parse(record)?;
        let Some(pid) = message.segment("PID") else { return Err(no_pid().at(at(0))) };
        let start = pid.range().start;
        if self.feed.read_as.is_none() {
            let said = match message.declaration() {
                Declaration::Holds(_) => return Ok(message),
                Declaration::LooksLike(set) => format!("; its bytes look like `{}`", set.code()),
                Declaration::NotKnown => String::new(),
            };
            let said = format!("the message is not in the character set that MSH-18 declares{said}");
            let help = "ask the sender to put MSH-18 right, or say what the bytes are";
            return Err(Error::new(ErrorKind::Format, said).at(at(start)).with_help(help));
        }
        Ok(message)
    }
}

fn at(byte: usize) -> Position {
    Position::default().byte(byte as u64)
}

#[cold]
fn no_pid() -> Error {
    Error::new(ErrorKind::Format, "the message has no PID segment")
        .with_help("a record is read from messages that have one, as ADT messages do")
}

fn of<S: Bridge>(lists: &'static [&'static S], key: &str, names: &[&str]) -> Result<Coded<S>> {
    let found = lists.iter().copied().find(|list| list.key() == key);
    let list = found.ok_or_else(|| unknown(key, lists.iter().map(|list| list.key())))?;
    Ok(names.iter().fold(Coded::of(list, &[]), |coded, name| coded.called(*name)))
}

#[cold]
fn unknown(key: &str, known: impl Iterator<Item = &'static str>) -> Error {
    let error = Error::new(ErrorKind::Usage, format!("the field has no code system `{key}`"));
    match nearest(key, known) {
        Some(near) => error.with_help(format!("the nearest is `{near}`")),
        None => error.with_help("`ownwords explain` lists the systems of each field"),
    }
}

/// Takes a stream apart into messages.
#[derive(Debug)]
struct Pieces;

impl Splitter for Pieces {
    fn next(&mut self, source: &mut Source<'_>) -> Result<Option<Piece>> {
        // A piece ends where the next begins, which its first four bytes tell.
        const NEXT: usize = 8;
        let mut wanted = 1 << 14;
        loop {
            let bytes = source.peek(wanted)?;
            let is_all = bytes.len() < wanted;
            let Some(piece) = pieces(bytes).next() else { return Ok(None) };
            let (kind, length) = (piece.kind(), piece.bytes().len());
            if length > LONGEST {
                return Err(source.too_long());
            }
            if !is_all && length + NEXT > bytes.len() {
                wanted *= 2;
                continue;
            }
            let stray = piece.bytes().iter().position(|byte| !byte.is_ascii_whitespace());
            let place = source.place();
            if let (PieceKind::Stray, Some(stray)) = (kind, stray) {
                return Err(source.error(
                    stray,
                    "these bytes belong to no message: it does not begin with MSH",
                    "a message begins with `MSH`, on a line of its own; nothing of the input was taken",
                ));
            }
            let bytes = source.take(length);
            return Ok(Some(match kind {
                PieceKind::Message => Piece::Record(bytes, place),
                _ => Piece::Between(bytes),
            }));
        }
    }
}

impl Format for Hl7 {
    fn settings(&self) -> Settings {
        let feed = &self.feed;
        let mut systems = std::collections::BTreeMap::new();
        let mut put = |field: PidField, said: Option<String>| {
            systems.extend(said.map(|said| (field.to_string(), said)));
        };
        put(PidField::AdministrativeGender, said(&feed.administrative_gender));
        put(PidField::Race, said(&feed.race));
        put(PidField::Language, said(&feed.language));
        put(PidField::Partnership, said(&feed.partnership));
        put(PidField::Religion, said(&feed.religion));
        put(PidField::EthnicGroup, said(&feed.ethnic_group));
        Settings {
            format: "hl7".to_owned(),
            systems,
            read_as: feed.read_as.map(|set| set.code().to_owned()),
            overlay: OverlayVersion::of(self.known),
            template: (self.template != TEMPLATE).then(|| self.template.clone()),
            ..Settings::default()
        }
    }

    fn splitter(&self) -> Box<dyn Splitter> {
        Box::new(Pieces)
    }

    fn read(&self, record: &[u8]) -> Result<Read> {
        let message = self.message(record)?;
        let (mut person, taken) = message.read_pid(&self.feed)?;
        let residues = message.residues()?;
        let mut refused_residues = false;
        for (field, residue) in &residues {
            match message.restore_pid(&[(*field, residue)], &self.feed) {
                Ok(restored) => fields::put(&mut person, &restored, word(*field)),
                Err(error) if error.kind() == ErrorKind::Residue => refused_residues = true,
                Err(error) => return Err(error),
            }
        }
        let left = taken.iter().map(|(_, taken)| match taken {
            Taken::NotRead | Taken::Several => 1,
            Taken::FurtherNames(count) => *count as u64,
            _ => 0,
        });
        let not_read = left.sum();
        Ok(Read { person, key: keys_of(&message).into_iter().next(), not_read, refused_residues })
    }

    fn keys(&self, record: &[u8]) -> Result<Vec<Key>> {
        Ok(keys_of(&self.message(record)?))
    }

    fn frame(&self) -> Frame {
        Frame::default()
    }

    fn write(&self, person: &Demographics, key: &Key, choice: Choice) -> Result<Written> {
        let purpose = purpose_of(choice)?;
        let mut message = Message::parse(self.template.as_bytes())?;
        let delimiters = *message.delimiters();
        let mut called = match key {
            Key::Given(value) => escape(value.as_bytes(), &delimiters)?.into_owned(),
            Key::Position(place) => place.to_string().into_bytes(),
        };
        if let (Key::Position(_), Some(component)) = (key, delimiters.component) {
            called.extend([component; 3]);
            called.extend_from_slice(POSITION.as_bytes());
        }
        message.set_field("PID", 3, &called)?;
        let all = message.write_pid(person, purpose, &self.feed, choice.policy)?;
        if choice.sends_residues {
            message.put_residues(&all)?;
        }
        let (said, systems) = (fields::said(person, purpose), self.fields());
        let mut told = Vec::new();
        for (field, written) in &all {
            let word = word(*field);
            // What offices hold is sent where the feed demands it, and no purpose shows it.
            let is_said = said.iter().any(|(known, _)| *known == word);
            if !is_said {
                continue;
            }
            let outcome = match written {
                hl7::Written::Code(loss, _) => coded(core::slice::from_ref(loss)),
                hl7::Written::Name(receipts, _) => {
                    Outcome::Name(steps(receipts.iter().map(|(_, receipt)| receipt)))
                }
                hl7::Written::Ambiguous(_) => Outcome::Ambiguous,
                hl7::Written::NotWritten(_) => Outcome::NameNotWritten,
                hl7::Written::Withheld => Outcome::Withheld,
            };
            let system = systems.iter().find(|(known, ..)| known == field).map(|(_, key, _)| *key);
            told.push(FieldWritten { field: word, system, outcome });
        }
        let others = untold(&said, |word| told.iter().any(|one| one.field == word));
        told.extend(others);
        let residues =
            all.iter().filter_map(|(field, one)| Some((field.to_string(), one.residue()?.to_string())));
        let residues = residues.collect();
        Ok(Written { bytes: message.into_bytes(), fields: told, residues })
    }

    fn update(
        &self,
        record: &[u8],
        person: &Demographics,
        field: &'static str,
        choice: Choice,
    ) -> Result<Option<Vec<u8>>> {
        let mut message = self.message(record)?;
        let mut other = message.clone();
        let purpose = choice.purpose.unwrap_or(crate::purpose::Purpose::DirectCare);
        let all = other.write_pid(person, purpose, &self.feed, choice.policy)?;
        let mut is_there = false;
        for (pid, written) in all.iter().filter(|(pid, _)| word(*pid) == field) {
            let new = other.field("PID", pid.number()).map(|one| one.bytes().to_vec()).unwrap_or_default();
            let is_written = matches!(written, hl7::Written::Code(..) | hl7::Written::Name(..));
            if is_written && !new.is_empty() {
                message.set_field("PID", pid.number(), &new)?;
                is_there = true;
            }
        }
        Ok(is_there.then(|| message.into_bytes()))
    }

    fn reconcile(
        &self,
        person: &mut Demographics,
        sent: &[u8],
        edited: &[u8],
    ) -> Result<Vec<(&'static str, Reconciled)>> {
        let (sent, edited) = (self.message(sent)?, self.message(edited)?);
        let mut all = person.clone();
        let taken = edited.update_from_pid(&mut all, &self.feed)?;
        let mut told: Vec<(&'static str, Reconciled)> = Vec::new();
        for (pid, taken) in taken {
            let bytes = |message: &Message<'_>| {
                message.field("PID", pid.number()).map(|one| one.bytes().to_vec()).unwrap_or_default()
            };
            if bytes(&sent) == bytes(&edited) {
                continue;
            }
            let word = word(pid);
            fields::put(person, &all, word);
            let reconciled = match taken {
                Taken::NotSent => Reconciled::Unchanged,
                Taken::Deleted => Reconciled::Accepted,
                Taken::DeletionRefused | Taken::NotRead | Taken::Several | Taken::FurtherNames(_) => {
                    Reconciled::Proposed
                }
                Taken::Reconciled(reconciled) => reconciled,
            };
            told.push((word, reconciled));
        }
        Ok(told)
    }

    fn systems(&self) -> Vec<(&'static str, &'static str, u16)> {
        self.fields().into_iter().map(|(field, key, edition)| (word(field), key, edition)).collect()
    }

    fn overlay(&self) -> Option<Overlay> {
        self.known.overlay().copied()
    }
}

impl Hl7 {
    fn fields(&self) -> Vec<(PidField, &'static str, u16)> {
        fn one<S: Bridge>(
            field: PidField,
            coded: &Option<Coded<S>>,
        ) -> Option<(PidField, &'static str, u16)> {
            coded.as_ref().map(|coded| (field, coded.key(), coded.edition()))
        }
        let feed = &self.feed;
        let all = [
            one(PidField::AdministrativeGender, &feed.administrative_gender),
            one(PidField::Race, &feed.race),
            one(PidField::Language, &feed.language),
            one(PidField::Partnership, &feed.partnership),
            one(PidField::Religion, &feed.religion),
            one(PidField::EthnicGroup, &feed.ethnic_group),
        ];
        all.into_iter().flatten().collect()
    }
}

/// A field's system as it is agreed, with what the feed calls it.
fn said<S: Bridge>(coded: &Option<Coded<S>>) -> Option<String> {
    let coded = coded.as_ref()?;
    Some(core::iter::once(coded.key()).chain(coded.names()).collect::<Vec<_>>().join(","))
}

/// The field of a record that a field of PID says something of.
fn word(field: PidField) -> &'static str {
    match field {
        PidField::Name => "name",
        PidField::AdministrativeGender => "administrative-gender",
        PidField::Race | PidField::EthnicGroup => "ethnicity",
        PidField::Language => "languages",
        PidField::Partnership => "partnership",
        PidField::Religion => "religion",
    }
}

/// The identifiers of PID-3.
fn keys_of(message: &Message<'_>) -> Vec<Key> {
    let pid_3 = message.field("PID", 3);
    let all = pid_3.iter().flat_map(|field| field.parts());
    let key = |one: hl7::Element<'_>| {
        let part = |number| {
            let part = one.part(number)?.unescaped().into_owned();
            String::from_utf8(part).ok().filter(|text| !text.is_empty())
        };
        let value = part(1)?;
        if part(4).as_deref() == Some(POSITION) {
            return value.parse().ok().map(Key::Position);
        }
        Some(Key::Given(value))
    };
    all.filter_map(key).collect()
}
