//! Records from NDJSON: one flat JSON object a line, whose keys are the names of columns.

use std::borrow::Cow;
use std::io::{BufRead, BufReader, Read};

use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::columns::Columns;
use super::{LONGEST_RECORD, Source, rows, too_long};
use crate::audit::engine::Engine;
use crate::audit::{Options, not_read};
use crate::{Error, ErrorKind, Position, Result};

/// Reads all records. The keys of the first are the columns, and a key that comes later is another column; what is no text,
/// number or truth value is of no field.
pub(super) fn read(input: impl Read, options: &Options, engine: &mut Engine<'_>) -> Result<()> {
    let mut input = BufReader::with_capacity(1 << 16, input);
    let mut line = Vec::new();
    let mut number = 0;
    let mut known: Option<Keys> = None;
    loop {
        line.clear();
        number += 1;
        if input.by_ref().take(LONGEST_RECORD + 1).read_until(b'\n', &mut line).map_err(not_read)? == 0 {
            break;
        }
        if line.len() as u64 > LONGEST_RECORD {
            return Err(too_long(Some(number)).with_help("write each record on a line of its own"));
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        let members = members(&line).map_err(|error| malformed(&error, number))?;
        let keys = match &mut known {
            Some(keys) => keys,
            None => {
                let columns = Columns::named(members.iter().map(|(key, _)| key.as_bytes()), options)?;
                rows::begin(&columns, options, engine);
                known.insert(Keys {
                    names: members.iter().map(|(key, _)| key.to_string()).collect(),
                    columns,
                    others: 0,
                })
            }
        };
        keys.check(&members, number, engine)?;
        engine.summary.source = Some(Source::Lines { other_keys: keys.columns.others() + keys.others });
    }
    Ok(())
}

type Member<'a> = (Cow<'a, str>, &'a RawValue);

/// The columns, by the keys of the first record.
struct Keys {
    names: Vec<String>,
    columns: Columns,
    /// How many keys came later, in the record that had most of them.
    others: usize,
}

impl Keys {
    fn check(&mut self, members: &[Member<'_>], line: u64, engine: &mut Engine<'_>) -> Result<()> {
        let mut cells: Vec<Cow<'_, [u8]>> = vec![Cow::Borrowed(b""); self.names.len()];
        let mut others = 0;
        for (place, (key, value)) in members.iter().enumerate() {
            // Nearly always the keys come in the same order.
            let is_there = self.names.get(place).is_some_and(|name| name == key);
            let place = if is_there { Some(place) } else { self.names.iter().position(|name| name == key) };
            match place.and_then(|place| cells.get_mut(place)) {
                Some(cell) => *cell = cell_of(value, line)?,
                None => others += 1,
            }
        }
        self.others = self.others.max(others);
        let columns = &self.columns;
        engine.record(|engine| rows::check(cells.iter().map(AsRef::as_ref), None, columns, engine))
    }
}

/// What stands in a member: text as it is, a number or a truth value as it is written, nothing for `null` and for what has
/// parts of its own.
fn cell_of(value: &RawValue, line: u64) -> Result<Cow<'_, [u8]>> {
    let json = value.get();
    Ok(match json.as_bytes() {
        [b'"', ..] => {
            match serde_json::from_str::<Cow<'_, str>>(json).map_err(|error| malformed(&error, line))? {
                Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
                Cow::Owned(text) => Cow::Owned(text.into_bytes()),
            }
        }
        [b'{' | b'[' | b'n', ..] => Cow::Borrowed(b""),
        plain => Cow::Borrowed(plain),
    })
}

/// The members of an object, in order; a key that stands twice is an error, because readers differ in which one they take.
fn members(line: &[u8]) -> Result<Vec<Member<'_>>, serde_json::Error> {
    struct Members;
    impl<'de> Visitor<'de> for Members {
        type Value = Vec<Member<'de>>;

        fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            f.write_str("one JSON object a line")
        }

        fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
            let mut members: Self::Value = Vec::new();
            while let Some(Text(key)) = map.next_key()? {
                if members.iter().any(|(known, _)| *known == key) {
                    return Err(serde::de::Error::custom(TWICE));
                }
                members.push((key, map.next_value()?));
            }
            Ok(members)
        }
    }
    let mut json = serde_json::Deserializer::from_slice(line);
    let members = json.deserialize_map(Members)?;
    json.end()?;
    Ok(members)
}

#[derive(serde::Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

const TWICE: &str = "a key stands twice";

/// What serde_json says, without what it would quote from the input.
fn malformed(error: &serde_json::Error, line: u64) -> Error {
    use serde_json::error::Category;
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or_default();
    let message = match error.classify() {
        Category::Eof => "the JSON ends before it is complete".to_owned(),
        Category::Data if said == TWICE => TWICE.to_owned(),
        Category::Data => "this is no JSON object".to_owned(),
        Category::Syntax | Category::Io => format!("this is not JSON: {said}"),
    };
    Error::new(ErrorKind::Format, message)
        .at(Position::default().line(line).column(error.column() as u64))
        .with_help("what stands before this line was read; write one JSON object a line")
}

/// Whether the first line is a whole JSON object that says something, and not what kind of resource it is.
pub(super) fn begins_so(head: &[u8]) -> bool {
    let line = head.split(|&byte| byte == b'\n').find(|line| !line.trim_ascii().is_empty());
    let Some(line) = line else { return false };
    let has_type = |members: &[Member<'_>]| members.iter().any(|(key, _)| key == "resourceType");
    // A line that is longer than the head may still be one: FHIR says so early or late, and is the likelier.
    serde_json::from_slice::<IgnoredAny>(line).is_ok()
        && members(line).is_ok_and(|members| !members.is_empty() && !has_type(&members))
}
