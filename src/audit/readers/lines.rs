//! Records from NDJSON: one flat JSON object a line, whose keys are the names of columns.

mod keys;

use std::borrow::Cow;
use std::io::Read;

use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use self::keys::{Checker, Keys};
use super::blocks::{self, Blocks, Check, Ends, Lines};
use crate::audit::Options;
use crate::audit::engine::Engine;
use crate::{Error, ErrorKind, Position, Result};

/// Reads all records. What stands under a key counts by its name, whichever object has it first; what has parts of its own is not
/// read, and is counted. `head` is the beginning of `input`.
pub(super) fn read(head: &[u8], input: impl Read, options: &Options, engine: &mut Engine<'_>) -> Result<()> {
    let blocks = Blocks::new(input, Ends::Lines, "write each record on a line of its own");
    read_blocks(blocks, head, options, engine)
}

fn read_blocks(
    mut blocks: Blocks<impl Read>,
    head: &[u8],
    options: &Options,
    engine: &mut Engine<'_>,
) -> Result<()> {
    let Some(keys) = first_keys(&mut blocks, options)? else { return Ok(()) };
    keys.begin(options, engine);
    blocks::check(blocks, head, options, engine, || keys.parts(options), || checker(&keys))?;
    keys.ended(engine)
}

/// The keys of the first record, which is still to be checked; `None` where there is no record.
fn first_keys(blocks: &mut Blocks<impl Read>, options: &Options) -> Result<Option<Keys>> {
    let (mut room, mut first) = (Vec::new(), 1);
    while let Some(block) = blocks.next(room) {
        let mut lines = Lines::of(&block, first);
        let found = lines.find(|(line, _)| !is_blank(line));
        let checked = lines.checked();
        if let Some((line, number)) = found {
            let keys = Keys::of(&members(line).map_err(|error| malformed(&error, number))?, number, options)?;
            let end = checked.end - line.len();
            blocks.begin_behind(block, end);
            return Ok(Some(keys));
        }
        first += checked.lines;
        room = blocks.checked(block, checked)?;
    }
    blocks.ended()?;
    Ok(None)
}

/// What checks the lines of blocks.
fn checker(keys: &Keys) -> impl Check + use<'_> {
    let mut checker = Checker::new(keys);
    move |block, first, engine| {
        let mut lines = Lines::of(block, first);
        let read = lines.by_ref().filter(|(line, _)| !is_blank(line)).try_for_each(|(line, number)| {
            let members = members(line).map_err(|error| malformed(&error, number))?;
            checker.take(&members, number, engine)
        });
        // What stands before a fault is checked.
        checker.end_block(engine).and(read)?;
        Ok(lines.checked())
    }
}

fn is_blank(line: &[u8]) -> bool {
    line.trim_ascii_start().is_empty()
}

type Member<'a> = (Cow<'a, str>, &'a RawValue);

/// What stands in a member: text as it is, a number or a truth value as it is written, nothing for `null`.
fn cell_of<'a>(value: &'a RawValue, line: u64) -> Result<Cow<'a, str>> {
    let json = value.get();
    Ok(match json.as_bytes() {
        [b'"', ..] => serde_json::from_str::<Text<'_>>(json).map_err(|error| malformed(&error, line))?.0,
        [b'n', ..] => Cow::Borrowed(""),
        _ => Cow::Borrowed(json),
    })
}

/// Whether a value is an object or an array, which no field is: what of it would be meant is not known.
fn has_parts(value: &RawValue) -> bool {
    matches!(value.get().as_bytes(), [b'{' | b'[', ..])
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

/// Whether the first line that says something is a whole JSON object, and does not say what kind of resource it is.
pub(super) fn begins_so(head: &[u8]) -> bool {
    let lines = head.split(|&byte| byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    for line in lines {
        // A line that is longer than the head may still be one: FHIR says so early or late, and is the likelier.
        match serde_json::from_slice::<KindOf>(line) {
            Ok(kind) if kind.is_empty => {}
            Ok(kind) => return !kind.is_resource,
            Err(_) => return false,
        }
    }
    false
}

/// What the keys of an object tell of it; one that stands twice is a fault of the record, and not of its kind.
struct KindOf {
    is_empty: bool,
    is_resource: bool,
}

impl<'de> serde::Deserialize<'de> for KindOf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = KindOf;

            fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str("a JSON object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<KindOf, M::Error> {
                let mut kind = KindOf { is_empty: true, is_resource: false };
                while let Some(Text(key)) = map.next_key()? {
                    map.next_value::<IgnoredAny>()?;
                    kind.is_empty = false;
                    kind.is_resource |= key == "resourceType";
                }
                Ok(kind)
            }
        }
        deserializer.deserialize_map(Object)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::audit::readers::{HEAD, Source, audited};
    use crate::rules::Finding;

    /// What a line is to the reader.
    #[derive(Clone, Copy, Debug)]
    enum Is {
        Blank,
        /// A record, with so many keys that the first has not, and so many findings.
        Record(usize, usize),
        /// What is wrong with it.
        Damaged(&'static str),
    }

    const FIRST: &str = r#"{"surname":"Ali","ward":7}"#;
    const LINES: [(&str, Is); 10] = [
        ("", Is::Blank),
        (" \t\r", Is::Blank),
        (r#"{"surname":"Ali","ward":7}"#, Is::Record(0, 0)),
        (r#"{"ward":7,"surname":"Nguy?n"}"#, Is::Record(0, 1)),
        (r#" {"bed":1,"surname":"UNKNOWN"} "#, Is::Record(1, 1)),
        (r#"{"bed":1,"floor":{"is":"up"},"shift":null,"ward":"7"}"#, Is::Record(3, 0)),
        ("{}", Is::Record(0, 0)),
        (r#"{"a":1,"b":2,"c":3,"d":4,"surname":"\uD800"}"#, Is::Damaged("not JSON")),
        (r#"{"a":1,"b":2,"c":3,"d":4,"a":5}"#, Is::Damaged("stands twice")),
        (r#"{"a":1,"b":2,"c":3,"d":4"#, Is::Damaged("ends before")),
    ];

    proptest! {
        #[test]
        fn what_is_read_depends_on_no_seam_and_on_no_thread(
            before in 0_usize..3,
            // Mostly what is no damage, so that some stands far behind.
            lines in proptest::collection::vec(
                prop_oneof![20 => proptest::sample::select(&LINES[..7]), 1 => proptest::sample::select(&LINES[7..])],
                0..60,
            ),
            has_end in any::<bool>(),
            size in 1_usize..300,
            threads in 1_usize..5,
        ) {
            let (mut rows, mut later, mut found, mut damage) = (1, 0, 0, None);
            for (place, (_, is)) in lines.iter().enumerate() {
                match *is {
                    Is::Blank => {}
                    Is::Record(keys, findings) => {
                        rows += 1;
                        later = keys.max(later);
                        found += findings;
                    }
                    Is::Damaged(said) => {
                        damage = Some(((before + 2 + place) as u64, said));
                        break;
                    }
                }
            }
            let mut input = "\n".repeat(before) + FIRST;
            for (line, _) in &lines {
                input.push('\n');
                input.push_str(line);
            }
            if has_end {
                input.push('\n');
            }

            // As if there were more than is read in one piece.
            let head = vec![b' '; HEAD as usize];
            let options = Options::default().on_threads(threads);
            let mut findings = 0;
            let mut sink = |finding: Finding| {
                // What is found in a whole column is at no row.
                findings += usize::from(finding.row > 0);
                Ok(())
            };
            let outcome = audited("test", &options, &mut sink, |engine| {
                read_blocks(Blocks::new(input.as_bytes(), Ends::Lines, "").of_size(size), &head, &options, engine)
            });
            let (summary, said) = match outcome {
                Ok(summary) => (summary, None),
                Err(stopped) => {
                    let (error, summary) = stopped.into_parts();
                    let line = error.position().and_then(|position| position.line).unwrap();
                    (summary, Some((line, error.message().to_owned())))
                }
            };
            prop_assert_eq!((summary.rows(), findings), (rows, found));
            prop_assert_eq!(summary.source(), Some(&Source::Lines { other_keys: 1 + later, values_with_parts: 0 }));
            prop_assert_eq!(said.as_ref().map(|(line, _)| *line), damage.map(|(line, _)| line));
            let is_said = said.zip(damage).is_none_or(|((_, said), (_, expected))| said.contains(expected));
            prop_assert!(is_said);
        }
    }
}
