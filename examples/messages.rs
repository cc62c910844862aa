//! One person's record: from a form to the Personal Demographics Service, on to an HL7 v2 feed, through a system that
//! takes capitals alone and cuts, and back whole.

#![allow(clippy::print_stdout, reason = "an example prints")]

use ownwords::bridge::systems;
use ownwords::wire::fhir::{self, Resource};
use ownwords::wire::hl7::{Coded, Feed, Message, Written};
use ownwords::{Demographics, Field, LanguageTag, Languages, Name, NameText, PartKind, Policy, Purpose};

pub fn main() -> ownwords::Result<()> {
    // What somebody, made up, filled in on a form.
    let mut person = Demographics::not_asked();
    let name = NameText::entered("Siân Nguyễn-Featherstonehaugh")?
        .with_part(PartKind::Given, "Siân")
        .with_part(PartKind::Family, "Nguyễn-Featherstonehaugh");
    person.name = Name::from_text(name).into();
    person.ethnicity = systems::NHS_ETHNIC_CATEGORY_2001.decode(b"K").to_field().with_own_words("Sylheti");
    person.languages = Field::stated(Languages::one(LanguageTag::parse("syl")?));

    // To the Personal Demographics Service, which takes one ethnic category and no own words. The residues stay here.
    let seen = person.for_purpose(Purpose::DirectCare);
    let (patient, _, residues) = fhir::PDS.write(seen, Policy::Certain)?.into_parts();
    println!("{}\n", patient.as_str());

    // To a patient administration system, as HL7 v2 in ASCII. What was changed and what K cannot tell apart comes along.
    let mut feed = Feed::of("pas");
    feed.ethnic_group = Some(Coded::of(&systems::NHS_ETHNIC_CATEGORY_2001, &[]));
    feed.language = Some(Coded::of(&systems::NHS_LANGUAGE, &[]));
    let mut message = Message::parse(b"MSH|^~\\&|||||||ADT^A08|7|P|2.4\rPID|1||7^^^made-up\r")?;
    let written = message.write_pid(&person, Purpose::DirectCare, &feed, Policy::Certain)?;
    for (field, written) in &written {
        match written {
            Written::Name(receipts, _) => {
                receipts.iter().for_each(|(at, what)| println!("{field}.{at}: {what}"))
            }
            Written::Code(loss, _) => println!("{field}: {loss}"),
            _ => println!("{field}: left out"),
        }
    }
    println!("{}\n", String::from_utf8_lossy(message.bytes()).replace('\r', "\n").trim_end());

    // That system holds capitals, twenty of them in each part of a name, and clears a language that it does not know. What
    // it sends back is no change of the record.
    let name =
        String::from_utf8_lossy(message.field("PID", 5).map_or(b"", |name| name.bytes())).to_uppercase();
    let cut: Vec<&str> = name.split('^').map(|part| part.get(..20).unwrap_or(part)).collect();
    let before = person.clone();
    message.set_field("PID", 5, cut.join("^").as_bytes())?;
    message.set_field("PID", 15, b"\"\"")?;
    for (field, taken) in message.update_from_pid(&mut person, &feed)? {
        println!("{field} came back: {taken:?}");
    }
    assert_eq!(person, before);

    // Nor is the record needed: what PDS has, and the residues, are the record.
    let back = Resource::parse(patient.as_str().as_bytes())?;
    let record = fhir::PDS.restore(&back, &residues)?;
    assert_eq!(record.name.statement(), person.name.statement());
    assert_eq!(record.ethnicity.statement(), person.ethnicity.statement());
    assert_eq!(record.languages.statement(), person.languages.statement());
    Ok(())
}
