//! Records from HL7 v2: the PID segment of each message of a file, batch or stream.

use std::borrow::Cow;
use std::io::Read;

use super::{Cell, Source, threads};
use crate::audit::Options;
use crate::audit::engine::Engine;
use crate::rules::RecordField;
use crate::wire::convert::{self, Format, Hl7, Piece, Place, Splitter};
use crate::wire::hl7::{Element, Feed, Message, Names, Sent};
use crate::{Error, ErrorKind, Position, Result};

/// The fields of PID that are audited, beside its names.
const IDENTIFIERS: usize = 3;
const BIRTH: usize = 7;
const RACE: usize = 10;
const LANGUAGE: usize = 15;
const ETHNIC_GROUP: usize = 22;

/// How an assigning authority and an identifier type say that an identifier is an NHS number.
const NHS_AUTHORITIES: [&[u8]; 3] = [b"NHS", b"NHSNBR", b"NHS NUMBER"];
const NHS_TYPES: [&[u8]; 2] = [b"NH", b"NHS"];

/// How many bytes of messages are checked at once, or a little more.
const PIECE: usize = 1 << 16;

/// Reads all messages. One without PID is about nobody, and is counted.
pub(super) fn read(mut input: impl Read, options: &Options, engine: &mut Engine<'_>) -> Result<()> {
    begin(engine);
    let parts = || Engine::of_parts(options, |parts| begin(parts));
    let checked = threads::check(Pieces::of(&mut input), options, engine, parts, || check_piece);
    let others = engine.resources.others;
    engine.summary.source = Some(Source::Hl7 { other_messages: others });
    checked?;
    if engine.summary.rows == 0 && others == 0 {
        return Err(Error::new(ErrorKind::Format, "there is no message in it")
            .at(Position::default().line(1))
            .with_help("a message begins with `MSH`, on a line of its own"));
    }
    Ok(())
}

/// Tells the engine which fields messages hold.
fn begin(engine: &mut Engine<'_>) {
    let held = [
        RecordField::NhsNumber,
        RecordField::FamilyName,
        RecordField::GivenName,
        RecordField::ChosenName,
        RecordField::DateOfBirth,
        RecordField::EthnicCategory,
        RecordField::Language,
        RecordField::Updated,
    ];
    for (is_held, field) in engine.summary.held.iter_mut().zip(RecordField::ALL) {
        *is_held = held.contains(&field);
    }
}

/// Messages, each with where it begins.
type Messages = Vec<(Vec<u8>, Place)>;

/// The messages of an input, as many at a time as are checked at once.
struct Pieces<'a> {
    splitter: Box<dyn Splitter>,
    source: convert::Source<'a>,
    /// Why no more can be read, where messages come before that.
    fault: Option<Error>,
}

impl<'a> Pieces<'a> {
    fn of(input: &'a mut dyn Read) -> Self {
        let splitter = Hl7::of(Feed::of("audit")).splitter();
        Self { splitter, source: convert::Source::new(input), fault: None }
    }
}

impl Iterator for Pieces<'_> {
    type Item = Result<Messages>;

    fn next(&mut self) -> Option<Self::Item> {
        let (mut messages, mut length) = (Messages::new(), 0);
        while length < PIECE && self.fault.is_none() {
            match self.splitter.next(&mut self.source) {
                Ok(Some(Piece::Record(bytes, place))) => {
                    length += bytes.len();
                    messages.push((bytes, place));
                }
                Ok(Some(_)) => {}
                Ok(None) => break,
                Err(error) => self.fault = Some(error),
            }
        }
        if messages.is_empty() { self.fault.take().map(Err) } else { Some(Ok(messages)) }
    }
}

fn check_piece(messages: &Messages, engine: &mut Engine<'_>) -> Result<()> {
    for (bytes, place) in messages {
        let message = Message::parse(bytes).map_err(|error| place.shift(error))?;
        if message.segment("PID").is_some() {
            engine.record(|engine| check(&message, engine))?;
        } else {
            engine.resources.others += 1;
        }
    }
    Ok(())
}

fn check(message: &Message<'_>, engine: &mut Engine<'_>) -> Result<()> {
    let pid = |number| message.field("PID", number);
    let set = message.read_in(&Feed::of("audit"));
    // What cannot be read in the character set that the message declares is judged as the bytes that it is.
    let text = |element: Element<'_>| -> Vec<u8> {
        let bytes = element.unescaped();
        match set.and_then(|set| set.decode(&bytes)) {
            Some(text) => text.into_owned().into_bytes(),
            None => bytes.into_owned(),
        }
    };
    let languages = engine.language_of_messages();
    let mut cell = |field, element: Option<Element<'_>>, system: Option<&str>| match element
        .map(|one| (one, one.sent()))
    {
        Some((element, Sent::Value(_))) => engine.cell(&Cell { system, ..Cell::new(field, &text(element)) }),
        _ => Ok(()),
    };
    for identifier in pid(IDENTIFIERS).iter().flat_map(Element::parts).filter(is_nhs_number) {
        cell(RecordField::NhsNumber, identifier.part(1), None)?;
    }
    let names = Names::of(pid(5), pid(9));
    if let Some(name) = names.in_use() {
        cell(RecordField::FamilyName, name.part(1).and_then(|family| family.part(1)), None)?;
        cell(RecordField::GivenName, name.part(2), None)?;
    }
    if let Some(name) = names.nickname() {
        cell(RecordField::ChosenName, name.part(2).or(name.part(1)), None)?;
    }
    for field in [RACE, ETHNIC_GROUP] {
        for code in pid(field).iter().flat_map(Element::parts) {
            cell(RecordField::EthnicCategory, code.part(1), None)?;
        }
    }
    for language in pid(LANGUAGE).iter().flat_map(Element::parts) {
        cell(RecordField::Language, language.part(1), languages)?;
    }
    if engine.may_see_former_names() {
        for given in names.former().filter_map(|name| name.part(2)) {
            engine.former_name(&text(given));
        }
    }
    if let Some(birth) = pid(BIRTH).filter(|birth| matches!(birth.sent(), Sent::Value(_))) {
        let day = day_of(birth.bytes());
        engine.cell(&Cell::new(RecordField::DateOfBirth, &day))?;
    }
    let updated = message.field("EVN", 2).filter(|recorded| !recorded.bytes().is_empty());
    if let Some(updated) = updated.or_else(|| message.field("MSH", 7)).filter(|time| !time.bytes().is_empty())
    {
        let day = day_of(updated.bytes());
        engine.cell(&Cell::new(RecordField::Updated, &day))?;
    }
    Ok(())
}

fn is_nhs_number(identifier: &Element<'_>) -> bool {
    let is_one_of = |element: Option<Element<'_>>, known: &[&[u8]]| {
        element.is_some_and(|element| known.iter().any(|word| element.bytes().eq_ignore_ascii_case(word)))
    };
    is_one_of(identifier.part(4).and_then(|authority| authority.part(1)), &NHS_AUTHORITIES)
        || is_one_of(identifier.part(5), &NHS_TYPES)
}

/// A day as the rules of dates read it: `2026-11-26` of `20261126101500`, and the month of `202611`. What is no such time is
/// left as it is.
fn day_of(time: &[u8]) -> Cow<'_, [u8]> {
    match time.first_chunk::<8>() {
        Some([y @ .., m, n, d, e]) if time.iter().take(8).all(u8::is_ascii_digit) => {
            let mut day = y.to_vec();
            day.extend([b'-', *m, *n, b'-', *d, *e]);
            Cow::Owned(day)
        }
        _ if time.len() == 6 && time.iter().all(u8::is_ascii_digit) => {
            let mut month = time.to_vec();
            month.insert(4, b'-');
            Cow::Owned(month)
        }
        _ => Cow::Borrowed(time),
    }
}

/// Whether an input begins as a message, a batch or a file of batches does: with the segment's name and the signs that
/// separate its parts.
pub(super) fn begins_so(head: &[u8]) -> bool {
    let signs = |segment: &[u8]| head.strip_prefix(segment).and_then(<[u8]>::first_chunk::<3>);
    let begins =
        |segment: &[u8]| signs(segment).is_some_and(|signs| signs.iter().all(u8::is_ascii_punctuation));
    [&b"MSH"[..], b"FHS", b"BHS"].into_iter().any(begins)
}
