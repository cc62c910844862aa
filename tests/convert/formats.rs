//! The formats that the laws hold for, as a table: a new one brings its own proof.

use std::io::Cursor;

use ownwords::wire::convert::{Back, Choice, Conversion, Key, Piece, Report, Settings, Source, back};
use ownwords::{Demographics, Policy, Purpose, Result};

/// Each format, with what was agreed of it.
pub fn all() -> Vec<Settings> {
    let fhir =
        |format: &str, profile: &str| Settings { profile: Some(profile.to_owned()), ..Settings::of(format) };
    let systems = [
        ("PID-8", "hl7-v2-0001"),
        ("PID-15", "nhs-language"),
        ("PID-16", "nhs-marital-status"),
        ("PID-17", "hl7-v2-0006"),
        ("PID-22", "nhs-ethnic-category-2001"),
    ];
    let systems = systems.map(|(field, key)| (field.to_owned(), key.to_owned())).into_iter().collect();
    let named = [("PID-22".to_owned(), "nhs-ethnic-category-2001,NHS,UK|2001".to_owned())].into();
    vec![
        Settings::of("storage"),
        Settings::of("storage-yaml"),
        fhir("fhir", "ukcore-england"),
        fhir("fhir", "pds"),
        fhir("fhir-bundle", "ukcore-wales"),
        Settings { systems, ..Settings::of("hl7") },
        Settings { systems: named, ..Settings::of("hl7") },
        Settings { map: Some(MAP.to_owned()), ..Settings::of("csv") },
    ]
}

/// A table of somebody who writes a little of everything.
const MAP: &str = "\
encoding: utf-8
delimiter: semicolon
line-end: crlf
header: true
columns:
  - column: PAS_ID
    holds: record-key
  - column: NAME
    holds: name.chosen
  - column: ETHNIC_CATEGORY
    holds: ethnicity
    system: nhs-ethnic-category-2001
  - column: RELIGION
    holds: religion
    system: nhs-religion-group
";

/// What a caller chooses for a target: a purpose for a message, and none for the storage form.
pub fn choice(to: &Settings, purpose: Purpose) -> Choice {
    let purpose = (!to.format().unwrap().holds_everything()).then_some(purpose);
    Choice { purpose, policy: Policy::Certain, sends_residues: false }
}

/// A source of these people, as the format writes them.
pub fn source(of: &Settings, people: &[Demographics]) -> Vec<u8> {
    let format = of.format().unwrap();
    let frame = format.frame();
    let mut source = Vec::new();
    for (place, person) in (1..).zip(people) {
        source.extend_from_slice(if place == 1 { &frame.first } else { &frame.between });
        let key = Key::Given(format!("made-up-{place}"));
        let choice = Choice { sends_residues: place % 2 == 0, ..choice(of, Purpose::DirectCare) };
        source.extend_from_slice(&format.write(person, &key, choice).unwrap().bytes);
    }
    source.extend_from_slice(if people.is_empty() { &frame.none } else { &frame.last });
    source
}

/// The records of an input, as the format takes it apart.
pub fn records(of: &Settings, mut input: &[u8]) -> Vec<Vec<u8>> {
    let mut splitter = of.format().unwrap().splitter();
    let mut input = Source::new(&mut input);
    let mut records = Vec::new();
    while let Some(piece) = splitter.next(&mut input).unwrap() {
        if let Piece::Record(bytes, _) = piece {
            records.push(bytes);
        }
    }
    records
}

/// A target, its side file, and the report.
pub struct Run {
    pub target: Vec<u8>,
    pub side: Vec<u8>,
    pub report: Report,
}

pub fn run(from: &Settings, to: &Settings, choice: Choice, source: &[u8]) -> Result<Run> {
    let (mut target, mut side) = (Vec::new(), Vec::new());
    let mut conversion = Conversion::between(from, to, choice)?;
    // In small pieces, as a pipe may give them.
    let mut source = Slowly(source);
    let report = conversion.run(&mut source, &mut target, Some(&mut side))?;
    Ok(Run { target, side, report })
}

pub fn taken_back(side: &[u8], target: &[u8]) -> Result<(Vec<u8>, Back)> {
    let mut source = Vec::new();
    let report = back(&mut Cursor::new(side), &mut Cursor::new(target), &mut source)?;
    Ok((source, report))
}

/// Gives a few bytes at a time.
pub struct Slowly<'a>(pub &'a [u8]);

impl std::io::Read for Slowly<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = buffer.len().min(self.0.len()).min(7 + self.0.len() % 61);
        let (now, later) = self.0.split_at(count);
        buffer[..count].copy_from_slice(now);
        self.0 = later;
        Ok(count)
    }
}
