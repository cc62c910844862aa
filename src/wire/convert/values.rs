//! One JSON value after another, as NDJSON has them; and the resources of a FHIR Bundle, which need not fit into memory.

use super::LONGEST;
use super::format::{Piece, Splitter};
use super::source::{Place, Source};
use crate::error::{Error, ErrorKind, Result};
use crate::wire::fhir::{Shape, has_member, shape};

/// Takes an input apart into JSON values.
#[derive(Debug)]
pub(super) struct Values {
    /// Whether the resources of a Bundle are records.
    opens_bundles: bool,
    state: State,
}

#[derive(Debug)]
enum State {
    /// Between values.
    Between,
    /// Between the entries of a Bundle.
    Entries(Bundle),
    /// In an entry, behind its resource.
    InEntry(Bundle, Scan),
}

/// A Bundle without its entries, and an entry without its resource: they are read when they are complete.
#[derive(Debug)]
struct Bundle {
    place: Place,
    head: Vec<u8>,
    entry: Vec<u8>,
    entry_place: Place,
    /// Whether an entry stands before this place, without a comma behind it.
    is_behind_entry: bool,
    /// Whether a comma does.
    is_behind_comma: bool,
}

/// How far a value has been looked at.
#[derive(Clone, Debug, Default)]
struct Scan {
    depth: usize,
    is_in_text: bool,
    is_escaped: bool,
    /// The text that was last read at depth 1, and whether a colon stands behind it.
    key: Vec<u8>,
    is_behind_colon: bool,
    is_key_complete: bool,
}

/// What a byte of a value is.
#[derive(PartialEq, Eq)]
enum Step {
    Inside,
    /// A member of the outermost object begins with this byte; its name is in the scan.
    Member,
    /// The value ends with this byte.
    End,
}

impl Scan {
    fn step(&mut self, byte: u8) -> Step {
        if self.is_in_text {
            if self.depth == 1 && !self.is_key_complete {
                // No name that is looked for is long.
                if self.key.len() < 32 {
                    self.key.push(byte);
                }
            }
            match byte {
                _ if self.is_escaped => self.is_escaped = false,
                b'\\' => self.is_escaped = true,
                b'"' => {
                    self.is_in_text = false;
                    if self.depth == 1 && !self.is_key_complete {
                        self.key.pop();
                        self.is_key_complete = true;
                    }
                }
                _ => {}
            }
            return Step::Inside;
        }
        let begins = self.depth == 1
            && self.is_behind_colon
            && !byte.is_ascii_whitespace()
            && !matches!(byte, b',' | b'}' | b']');
        if begins {
            self.is_behind_colon = false;
        }
        match byte {
            b'"' => {
                self.is_in_text = true;
                if self.depth == 1 && !begins && !self.is_key_complete {
                    self.key.clear();
                }
            }
            b':' if self.depth == 1 => self.is_behind_colon = true,
            b',' if self.depth == 1 => {
                self.is_key_complete = false;
                self.key.clear();
            }
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    return Step::End;
                }
            }
            _ => {}
        }
        if begins { Step::Member } else { Step::Inside }
    }
}

impl Values {
    pub(super) fn of_storage() -> Self {
        Self { opens_bundles: false, state: State::Between }
    }

    pub(super) fn of_fhir() -> Self {
        Self { opens_bundles: true, state: State::Between }
    }

    fn between(&mut self, source: &mut Source<'_>) -> Result<Option<Piece>> {
        let mut at = source.byte_order_mark()?;
        loop {
            match source.byte(at)? {
                Some(byte) if byte.is_ascii_whitespace() && at < CHUNK => at += 1,
                None if at == 0 => return Ok(None),
                Some(b'{') if at == 0 => return self.value(source).map(Some),
                Some(b'{') | None => break,
                Some(byte) if byte.is_ascii_whitespace() => break,
                Some(b'[') => {
                    return Err(source.error(
                        at,
                        "this is a JSON array, and records are one after another or in a Bundle",
                        "of an array: jq -c '.[]' FILE",
                    ));
                }
                Some(_) => {
                    return Err(source.error(
                        at,
                        "no record begins here: this is not JSON",
                        "a record is an object, `{…}`, one a line; nothing of the input was taken",
                    ));
                }
            }
        }
        Ok(Some(Piece::Between(source.take(at))))
    }

    /// A value, which begins here; of a Bundle, all before its first entry.
    fn value(&mut self, source: &mut Source<'_>) -> Result<Piece> {
        let mut scan = Scan::default();
        let mut at = 0;
        loop {
            let byte = next(source, at)?;
            at += 1;
            match scan.step(byte) {
                Step::End => break,
                Step::Member if self.opens_bundles && byte == b'[' && scan.key == b"entry" => {
                    let place = source.place();
                    let head = source.take(at);
                    self.state = State::Entries(Bundle {
                        place,
                        head: head.clone(),
                        entry: Vec::new(),
                        entry_place: place,
                        is_behind_entry: false,
                        is_behind_comma: false,
                    });
                    return Ok(Piece::Between(head));
                }
                _ => {}
            }
        }
        let place = source.place();
        let bytes = source.take(at);
        if self.opens_bundles && shape(&bytes).map_err(|error| place.shift(error))? == Shape::Bundle {
            has_none(&bytes, "entry", place)?;
            return Ok(Piece::Between(bytes));
        }
        Ok(Piece::Record(bytes, place))
    }

    /// What stands before the next entry's resource, or, behind the last, to the Bundle's end.
    fn entries(&mut self, source: &mut Source<'_>, mut bundle: Bundle) -> Result<Piece> {
        let mut at = 0;
        loop {
            match (next(source, at)?, bundle.is_behind_entry, bundle.is_behind_comma) {
                (byte, ..) if byte.is_ascii_whitespace() => {}
                (b',', true, _) => (bundle.is_behind_entry, bundle.is_behind_comma) = (false, true),
                (b'{', false, _) => return self.entry(source, bundle, at),
                (b']', _, false) => return self.end(source, bundle, at + 1),
                _ => return Err(not_json(source, at)),
            }
            at += 1;
        }
    }

    /// An entry up to its resource; a whole one where it has none.
    fn entry(&mut self, source: &mut Source<'_>, mut bundle: Bundle, start: usize) -> Result<Piece> {
        let mut scan = Scan::default();
        let mut at = start;
        bundle.entry_place = source.place_at(start);
        loop {
            let byte = next(source, at)?;
            match scan.step(byte) {
                Step::Member if byte == b'{' && scan.key == b"resource" => {
                    // The resource's bracket is the resource's own.
                    scan.depth -= 1;
                    let before = source.take(at);
                    bundle.entry = before.get(start..).unwrap_or_default().to_vec();
                    bundle.entry.extend_from_slice(b"null");
                    self.state = State::InEntry(bundle, scan);
                    return Ok(Piece::Between(before));
                }
                Step::End => {
                    let whole = source.take(at + 1);
                    bundle.entry = whole.get(start..).unwrap_or_default().to_vec();
                    let (entry, place) = (bundle.entry.clone(), bundle.entry_place);
                    self.entry_ends(bundle)?;
                    has_none(&entry, "resource", place)?;
                    return Ok(Piece::Between(whole));
                }
                _ => at += 1,
            }
        }
    }

    fn entry_ends(&mut self, mut bundle: Bundle) -> Result<()> {
        shape(&bundle.entry).map_err(|error| bundle.entry_place.shift(error))?;
        bundle.entry.clear();
        (bundle.is_behind_entry, bundle.is_behind_comma) = (true, false);
        self.state = State::Entries(bundle);
        Ok(())
    }

    /// The resource of an entry.
    fn resource(&mut self, source: &mut Source<'_>) -> Result<Piece> {
        let mut scan = Scan::default();
        let mut at = 0;
        while scan.step(next(source, at)?) != Step::End {
            at += 1;
        }
        let place = source.place();
        let bytes = source.take(at + 1);
        match shape(&bytes).map_err(|error| place.shift(error))? {
            Shape::OfPerson => Ok(Piece::Record(bytes, place)),
            Shape::Bundle | Shape::Other => Ok(Piece::Other(bytes)),
            Shape::NoResource => {
                Err(Error::new(ErrorKind::Format, "this has no `resourceType`, so it is no FHIR resource")
                    .at(place.position())
                    .with_help("nothing of it was taken; ask the sender for the Bundle again"))
            }
        }
    }

    /// The rest of an entry behind its resource.
    fn rest_of_entry(
        &mut self,
        source: &mut Source<'_>,
        mut bundle: Bundle,
        mut scan: Scan,
    ) -> Result<Piece> {
        let mut at = 0;
        while scan.step(next(source, at)?) != Step::End {
            at += 1;
        }
        let rest = source.take(at + 1);
        bundle.entry.extend_from_slice(&rest);
        self.entry_ends(bundle)?;
        Ok(Piece::Between(rest))
    }

    /// What stands behind the entries, to the end of the Bundle.
    fn end(&mut self, source: &mut Source<'_>, bundle: Bundle, start: usize) -> Result<Piece> {
        let mut scan = Scan { depth: 1, ..Scan::default() };
        let mut at = start;
        while scan.step(next(source, at)?) != Step::End {
            at += 1;
        }
        let rest = source.take(at + 1);
        let mut whole = bundle.head;
        whole.push(b']');
        whole.extend_from_slice(rest.get(start..).unwrap_or_default());
        let found = shape(&whole).map_err(|error| bundle.place.shift(error))?;
        if found != Shape::Bundle {
            return Err(Error::new(ErrorKind::Format, "only a Bundle has an `entry`, and this is none")
                .at(bundle.place.position())
                .with_help("see its `resourceType`; nothing of the input was taken"));
        }
        Ok(Piece::Between(rest))
    }
}

/// How much white space is taken at once.
const CHUNK: usize = 1 << 16;

fn next(source: &mut Source<'_>, at: usize) -> Result<u8> {
    if at >= LONGEST {
        return Err(source.too_long());
    }
    match source.byte(at)? {
        Some(byte) => Ok(byte),
        None => Err(source.error(
            at,
            "the JSON ends before it is complete",
            "see whether the export that wrote it came to its end; nothing of it was taken",
        )),
    }
}

/// A name that is written with escapes was not found while the input went by; its value would be passed over silently.
fn has_none(object: &[u8], member: &str, place: Place) -> Result<()> {
    if !has_member(object, member).map_err(|error| place.shift(error))? {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Format, format!("`{member}` is written with escapes, or is not of its type"))
        .at(place.position())
        .with_help("write names of elements as they are; nothing of it was taken"))
}

#[cold]
fn not_json(source: &mut Source<'_>, at: usize) -> Error {
    source.error(at, "this is not JSON", "nothing of it was taken; ask the sender for it again")
}

impl Splitter for Values {
    fn next(&mut self, source: &mut Source<'_>) -> Result<Option<Piece>> {
        match core::mem::replace(&mut self.state, State::Between) {
            State::Between => self.between(source),
            State::Entries(bundle) => self.entries(source, bundle).map(Some),
            // In an entry the scan waits for its resource until the entry has a `null` in its place, and no longer.
            State::InEntry(bundle, scan) if bundle.entry.ends_with(b"null") && scan.key == b"resource" => {
                let resource = self.resource(source)?;
                let scan = Scan { key: Vec::new(), ..scan };
                self.state = State::InEntry(bundle, scan);
                Ok(Some(resource))
            }
            State::InEntry(bundle, scan) => self.rest_of_entry(source, bundle, scan).map(Some),
        }
    }
}
