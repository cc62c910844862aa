//! From PID to a record: a new one, or one that is held.

use super::feed::Coded;
use super::names::Names;
use super::{CharacterSet, Declaration, Element, Feed, Message, PidField, Sent};
use crate::answer::{Answer, Reason};
use crate::bridge::{Bridge, CodeSystem, Exchange};
use crate::demographics::Demographics;
use crate::error::{Error, ErrorKind, Result};
use crate::ethnicity::{Ethnicity, Heritages};
use crate::field::{Coding, Field, Reconciled, SaidBy};
use crate::name::{Name, NameText};
use crate::stated::Stated;

/// What became of one field of PID.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Nothing was sent: what is held stays.
    NotSent,
    /// `""` was sent, and what was held had only ever been read from codings: it is withdrawn.
    Deleted,
    /// `""` was sent against the person's own statement, which stays. Ask the person.
    DeletionRefused,
    /// A value was sent.
    Reconciled(Reconciled),
    /// A value was sent that is not read: its coding system is not the one that was agreed, it is a text without a code, or its
    /// bytes are no text in the message's character set. It is kept as a coding whose meaning is not known.
    NotRead,
    /// Several codes were sent against an answer that was read from others; nothing says which of them go together. They are
    /// not taken in.
    Several,
    /// So many names stand beside the one in everyday use, in PID-5 or PID-9, that are not taken in: of types that the record
    /// does not tell apart, unreadable, or beside a name that is the person's own statement.
    FurtherNames(usize),
}

impl Message<'_> {
    /// The record that PID describes, and what became of each field that the feed has.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Format`] when the message has no PID segment.
    ///
    /// # Example
    ///
    /// See [the module](super).
    pub fn read_pid(&self, feed: &Feed) -> Result<(Demographics, Vec<(PidField, Taken)>)> {
        let mut person = Demographics::not_asked();
        let taken = self.update_from_pid(&mut person, feed)?;
        Ok((person, taken))
    }

    /// Takes what PID says into a record that is held, each field through its `reconcile`, and says what became of each.
    /// Nothing that the person stated is replaced. A name that is no more than a rendering of what they stated (in capitals,
    /// without marks, cut off) is `Unchanged`.
    ///
    /// Which of several names is which is said by their types of table 0200, as HL7's map to FHIR has them: the customary one
    /// is the chosen name; an official one beside it is the legal name, and a maiden name or one no longer to be used a former
    /// name, all sealed; a nickname is how to address the person. A name with an end (XPN.13, or the end of XPN.10) is chosen
    /// only where there is none without, and is a former name beside another one; whether the end is past is not known here:
    /// there is no clock. PID-9, aliases, is read like further names of PID-5. PID-6 is
    /// the name of the person's mother, and no name of theirs.
    ///
    /// # Errors
    ///
    /// As [`read_pid`](Self::read_pid).
    pub fn update_from_pid(&self, person: &mut Demographics, feed: &Feed) -> Result<Vec<(PidField, Taken)>> {
        if self.segment("PID").is_none() {
            return Err(Error::new(ErrorKind::Format, "the message has no PID segment")
                .with_help("a record is read from messages that have one, as ADT messages do"));
        }
        let field = |field: PidField| self.field("PID", field.number()).filter(|one| !one.bytes().is_empty());
        let (name, further) = self.take_names(&mut person.name, feed);
        let mut taken = vec![(PidField::Name, name)];
        if further > 0 {
            taken.push((PidField::Name, Taken::FurtherNames(further)));
        }
        let mut took = |number, became: Option<Taken>| taken.extend(became.map(|became| (number, became)));
        let (gender, language) = (PidField::AdministrativeGender, PidField::Language);
        let (partnership, religion) = (PidField::Partnership, PidField::Religion);
        let coded = feed.administrative_gender.as_ref();
        took(gender, coded.map(|coded| one(coded, gender, field(gender), &mut person.administrative_gender)));
        let coded = feed.language.as_ref();
        took(language, coded.map(|coded| one(coded, language, field(language), &mut person.languages)));
        let coded = feed.partnership.as_ref();
        took(
            partnership,
            coded.map(|coded| one(coded, partnership, field(partnership), &mut person.partnership)),
        );
        let coded = feed.religion.as_ref();
        took(religion, coded.map(|coded| one(coded, religion, field(religion), &mut person.religion)));
        // Two fields of PID say something of one of ours.
        let was_asked = is_held(&person.ethnicity);
        for (number, coded) in [(PidField::Race, &feed.race), (PidField::EthnicGroup, &feed.ethnic_group)] {
            let coded = coded.as_ref();
            let took_in = |coded| several(coded, number, field(number), &mut person.ethnicity, was_asked);
            took(number, coded.map(took_in));
        }
        Ok(taken)
    }

    /// The set in which the bytes are read; `None` where they contradict what the message declares.
    pub(crate) fn read_in(&self, feed: &Feed) -> Option<CharacterSet> {
        feed.read_as.or(match self.declaration() {
            Declaration::Holds(set) => Some(set),
            Declaration::LooksLike(_) | Declaration::NotKnown => None,
        })
    }

    /// What became of the name in everyday use, and how many names beside it are not taken in.
    fn take_names(&self, held: &mut Field<Name>, feed: &Feed) -> (Taken, usize) {
        let sent = |number| self.field("PID", number).filter(|one| !one.bytes().is_empty());
        let field = sent(PidField::Name.number());
        let set = self.read_in(feed);
        let names = Names::of(field, sent(ALIASES));
        let taken = match field {
            None => Taken::NotSent,
            Some(field) if field.sent() == Sent::Delete => deleted(held),
            Some(field) => take_name(&names, field, held, feed, set),
        };
        // A feed may put right what it alone said.
        let is_the_feeds = !held.provenance().said_by.is_own_statement();
        let further = match (&taken, &mut held.answer) {
            (Taken::Reconciled(_), Answer::Given(name)) if is_the_feeds => {
                names.others + names.put_beside(name, set)
            }
            _ => names.further(),
        };
        (taken, further)
    }
}

/// PID-9, which 2.4 and later withdraw in favour of repetitions of PID-5.
const ALIASES: usize = 9;

fn take_name(
    names: &Names<'_>,
    field: Element<'_>,
    held: &mut Field<Name>,
    feed: &Feed,
    set: Option<CharacterSet>,
) -> Taken {
    let name = held.statement().given().filter(|_| held.provenance().said_by.is_own_statement());
    let is_rendering = |name: &NameText| names.is_rendering_of(name, set);
    if name
        .is_some_and(|name| core::iter::once(&name.chosen).chain(name.identity.as_deref()).any(is_rendering))
    {
        return Taken::Reconciled(Reconciled::Unchanged);
    }
    match names.chosen(set) {
        None => Taken::NotSent,
        Some(Err(_)) => not_read(held, feed.name, field.bytes()),
        Some(Ok(read)) => {
            let reconciled = held.reconcile(feed.name, read.as_str().as_bytes(), None);
            if let (Reconciled::Accepted, Answer::Given(name)) = (reconciled, &mut held.answer) {
                name.chosen = read;
            }
            Taken::Reconciled(reconciled)
        }
    }
}

/// Whether anything was said or received.
fn is_held<T: PartialEq>(field: &Field<T>) -> bool {
    field.provenance().said_by != SaidBy::Nobody || !field.codings().is_empty()
}

/// A deletion takes back what was read from codings, and never what the person said.
fn deleted<T: PartialEq>(held: &mut Field<T>) -> Taken {
    if held.provenance().said_by.is_own_statement() {
        return Taken::DeletionRefused;
    }
    held.withdraw();
    Taken::Deleted
}

/// Keeps what cannot be read beside the answer.
fn not_read<T: PartialEq>(held: &mut Field<T>, system: &str, bytes: &[u8]) -> Taken {
    let is_known = |coding: &Coding| coding.system == system && coding.value == bytes;
    if !held.codings().iter().any(is_known) {
        if !is_held(held) {
            held.answer_is(Answer::Absent(Reason::MeaningNotKnown.into()), SaidBy::Coding);
        }
        let mut coding = Coding::received(system, bytes, held.next_arrival());
        coding.accepted = false;
        held.codings.push(coding);
    }
    Taken::NotRead
}

/// The code of a coded element, or the name of the coding system under which another code comes. The second code of an
/// element, which its fourth to sixth components are, is taken where the first comes under another name. A text without a
/// code is that text, as the text of the field: what it means is not known.
fn code_of<S: Bridge>(
    coded: &Coded<S>,
    field: PidField,
    sent: Element<'_>,
) -> Result<Vec<u8>, (String, Vec<u8>)> {
    let part =
        |number: usize| sent.part(number).map(|part| part.unescaped().into_owned()).unwrap_or_default();
    let is_agreed = |name: &[u8]| {
        name == coded.system.key().as_bytes() || coded.names().any(|known| known.as_bytes() == name)
    };
    let (code, name, other) = (part(1), part(3), part(4));
    if !code.is_empty() && (name.is_empty() || is_agreed(&name)) {
        return Ok(code);
    }
    if is_agreed(&part(6)) && !other.is_empty() {
        return Ok(other);
    }
    let text = TEXTS.into_iter().map(part).find(|text| !matches!(&text[..], b"" | b"\"\""));
    match text {
        Some(text) if code.is_empty() => Err((format!("{field}#text"), text)),
        _ if is_agreed(&name) => Ok(code),
        _ => Err((String::from_utf8_lossy(&name).into_owned(), code)),
    }
}

/// The components of a coded element that hold what was said in words: the code's text, and the original one.
const TEXTS: [usize; 2] = [2, 9];

fn one<S: Bridge>(
    coded: &Coded<S>,
    field: PidField,
    sent: Option<Element<'_>>,
    held: &mut Field<S::Value>,
) -> Taken {
    let Some(sent) = sent else { return Taken::NotSent };
    if sent.sent() == Sent::Delete {
        return deleted(held);
    }
    let Some(first) = sent.part(1) else { return Taken::NotSent };
    match code_of(coded, field, first) {
        Ok(code) => take(coded.system, &code, held),
        Err((system, code)) => not_read(held, &system, &code),
    }
}

fn take<S: Bridge>(system: &S, code: &[u8], held: &mut Field<S::Value>) -> Taken {
    if !is_held(held) {
        *held = system.to_field(code);
        return Taken::Reconciled(Reconciled::Accepted);
    }
    // Without a last exchange no residue is opened, so that nothing can fail.
    let reconciled = system.reconcile(held, code, None::<Exchange<'_>>);
    reconciled.map_or(Taken::NotRead, Taken::Reconciled)
}

/// A field that may repeat: each repetition is one more code of the same person.
fn several(
    coded: &Coded<CodeSystem<Heritages>>,
    field: PidField,
    sent: Option<Element<'_>>,
    held: &mut Field<Ethnicity>,
    was_asked: bool,
) -> Taken {
    let Some(sent) = sent else { return Taken::NotSent };
    if sent.parts().count() == 1 && (was_asked || !is_held(held)) {
        return one(coded, field, Some(sent), held);
    }
    if was_asked && !held.provenance().said_by.is_own_statement() {
        return Taken::Several;
    }
    let mut taken = Taken::NotSent;
    for repetition in sent.parts().filter(|one| !one.bytes().is_empty()) {
        let outcome = match code_of(coded, field, repetition) {
            Err((system, code)) => not_read(held, &system, &code),
            Ok(code) if was_asked => take(coded.system, &code, held),
            Ok(code) => together(held, coded.system.to_field(&code)),
        };
        // What waits for the person, or was not read, is what is told.
        let is_told =
            matches!(taken, Taken::NotRead | Taken::Reconciled(Reconciled::Proposed | Reconciled::Conflict));
        taken = if is_told { taken } else { outcome };
    }
    taken
}

/// What two codes that came together say of one person.
fn together(held: &mut Field<Ethnicity>, next: Field<Ethnicity>) -> Taken {
    if !is_held(held) {
        *held = next;
        return Taken::Reconciled(Reconciled::Accepted);
    }
    held.answer = match (&held.answer, &next.answer) {
        (Answer::Given(one), Answer::Given(other)) => {
            let further = other.parts().iter().filter(|part| !one.parts().contains(part));
            let parts = one.parts().iter().chain(further).copied().collect();
            Stated::new(parts, None).map_or_else(|_| held.answer.clone(), Answer::Given)
        }
        (Answer::Absent(_), Answer::Given(_)) => next.answer.clone(),
        _ => held.answer.clone(),
    };
    held.unconfirmed.extend(next.unconfirmed);
    held.codings.extend(next.codings);
    held.observations.extend(next.observations);
    Taken::Reconciled(Reconciled::Accepted)
}
