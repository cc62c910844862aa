//! From a target and its side file to the source.

use std::collections::BTreeMap;
use std::io::{BufReader, Read, Seek, SeekFrom, Write};

use serde_json::{Value, json};

use super::format::{Choice, Format, Key, Piece, Splitter};
use super::matching::{self, Mark};
use super::report::{counted, put};
use super::side::{End, Head, Kept, Line, Reader};
use super::source::{Place, Source, Sum};
use super::storage::from_json;
use super::{Out, in_record, io_error};
use crate::bridge::{Policy, systems};
use crate::demographics::Demographics;
use crate::error::{Error, ErrorKind, Result};
use crate::field::Reconciled;
use crate::overlay::{Known, Overlay};
use crate::purpose::Purpose;

/// What came of taking a target back. `Display` says it in plain words, and never a value.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Back {
    /// How many records were sent. As many are in the source that is written.
    pub records: u64,
    /// How many came back as they were sent, byte for byte.
    pub untouched: u64,
    /// How many came back otherwise.
    pub edited: u64,
    /// How many did not come back. The source has them as they were.
    pub missing: u64,
    /// How many came back that were not sent. The source does not have them.
    pub additional: u64,
    /// How many edited records say of the person what they said when they were sent.
    pub unread: u64,
    /// What became of the edits of each field.
    pub fields: BTreeMap<&'static str, Edits>,
    /// What a person has to look at, in the order of the records.
    pub found: Vec<Found>,
    /// The source that was written.
    pub source: Sum,
    /// The lists and heritages that were known.
    known: Known,
}

/// What became of the edits of one field, in how many records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Edits {
    /// The record says the same, or what was sent says nothing against it.
    pub unchanged: u64,
    /// It is in the source.
    pub accepted: u64,
    /// It was accepted, and the source has no place for it: the source is as it was.
    pub not_held: u64,
    /// It differs from what the person said, and waits for them. The source is as it was.
    pub proposed: u64,
    /// The same, and the person has said something else since.
    pub conflict: u64,
}

/// Something that a person has to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Found {
    /// The record, from 1: of the source, or of the target where it is additional.
    pub record: u64,
    /// The field, where it is about one.
    pub field: Option<&'static str>,
    /// What it is: `proposed`, `conflict`, `not-held`, `missing` or `additional`.
    pub what: &'static str,
}

/// Takes a target back: writes the source again, with what was edited in the target.
///
/// Where a record was not edited, the source has its bytes as they were. Where it was, each field goes through `reconcile`: what
/// is accepted is put into the source's record and every other byte stays; what is proposed or in conflict is told and
/// changes nothing. Both files are read more than once.
///
/// # Errors
///
/// [`ErrorKind::Format`], with its line or byte, when the side file is damaged, cut short or of another conversion, or the
/// target cannot be read; [`ErrorKind::Io`] when a file cannot be read or written. Nothing is to be kept of what was written
/// until then.
///
/// # Example
///
/// See [the module](super).
pub fn back<S: Read + Seek, T: Read + Seek>(
    side: &mut S,
    target: &mut T,
    source: &mut dyn Write,
) -> Result<Back> {
    back_of(side, target, source, Known::NATIONAL)
}

/// As [`back`], with the overlay that the conversion was made with.
///
/// # Errors
///
/// As [`back`]; and [`ErrorKind::Usage`] when the side file names another organisation's overlay. Without the overlay that it
/// names [`back`] is that error too: nothing is written, and nothing lost.
///
/// # Example
///
/// ```
/// use ownwords::overlay::{LocalHeritage, Overlay, OverlayParts};
/// use ownwords::wire::convert::{Choice, Conversion, Settings, back, back_with};
/// use ownwords::{ConceptId, Demographics, Ethnicity, Field, Kind, Policy, Purpose, Standard};
/// use std::io::Cursor;
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
/// let source = serde_json::to_string(&person.for_storage()).unwrap();
///
/// // A national list takes it as what it always is; the side file holds which one it is.
/// let choice = Choice { purpose: Some(Purpose::DirectCare), policy: Policy::Certain, sends_residues: false };
/// let (from, to) = (Settings::of("storage"), Settings::of("fhir"));
/// let mut conversion = Conversion::between_with(&from, &to, choice, &overlay)?;
/// let (mut target, mut side, mut again) = (Vec::new(), Vec::new(), Vec::new());
/// conversion.run(&mut source.as_bytes(), &mut target, Some(&mut side))?;
/// assert!(String::from_utf8_lossy(&target).contains(r#""code":"K""#));
///
/// let (mut side, mut target) = (Cursor::new(&side), Cursor::new(&target));
/// assert!(back(&mut side, &mut target, &mut Vec::new()).unwrap_err().message().contains("overlay of TEST9"));
/// back_with(&mut side, &mut target, &mut again, &overlay)?;
/// assert_eq!(again, source.as_bytes());
/// # Ok::<(), ownwords::Error>(())
/// ```
pub fn back_with<S: Read + Seek, T: Read + Seek>(
    side: &mut S,
    target: &mut T,
    source: &mut dyn Write,
    overlay: &Overlay,
) -> Result<Back> {
    back_of(side, target, source, Known::of(overlay))
}

fn back_of<S: Read + Seek, T: Read + Seek>(
    side: &mut S,
    target: &mut T,
    source: &mut dyn Write,
    known: Known,
) -> Result<Back> {
    // What a damaged file says of itself is not believed.
    reader(side)?.check()?;
    let head = reader(side)?.head().clone();
    let mut to = head.to.of_lists(known)?;
    let (end, order) = order(side, target, &mut *to)?;
    let mut taking = Taking {
        from: head.from.of_lists(known)?,
        to,
        choice: choice(&head)?,
        source: Out::new(source),
        report: Back { known, ..Back::default() },
        is_changed: false,
    };
    match order {
        Order::AsSent => taking.in_order(side, target)?,
        Order::Moved(moved) => taking.moved(side, target, &moved)?,
    }
    let Taking { source, mut report, is_changed, .. } = taking;
    report.source = source.end()?;
    if !is_changed && report.source != end.source {
        return Err(Error::new(ErrorKind::Format, "what was written is not the source that was read")
            .with_help(
                "nothing of it is to be used; convert back with the release that wrote the side file",
            ));
    }
    Ok(report)
}

fn reader<S: Read + Seek>(side: &mut S) -> Result<Reader<BufReader<&mut S>>> {
    side.rewind().map_err(|error| io_error("the side file cannot be read", error))?;
    Reader::begin(BufReader::new(side))
}

fn choice(head: &Head) -> Result<Choice> {
    let unknown = |what: &str| {
        Error::new(ErrorKind::Format, format!("the side file names {what} that this release does not know"))
            .with_help("convert back with the release that wrote it")
    };
    let purpose = head.purpose.as_deref().map(|key| Purpose::of_key(key).ok_or_else(|| unknown("a purpose")));
    let authority = head.authority.as_deref();
    let authority =
        authority.map(|key| systems::authority(key).ok_or_else(|| unknown("an authority"))).transpose()?;
    Ok(Choice {
        purpose: purpose.transpose()?,
        policy: authority.map_or(Policy::Certain, Policy::Authority),
        sends_residues: head.sends_residues,
    })
}

/// Whether the target's records are in the order of the source.
enum Order {
    AsSent,
    Moved(Moved),
}

/// Where the target's records are.
struct Moved {
    /// For each that was sent, which it is.
    pairs: Vec<Option<usize>>,
    /// Where each begins, and its length.
    places: Vec<(Place, usize)>,
}

/// The records of a target, one after another.
struct Records<'r> {
    source: Source<'r>,
    splitter: Box<dyn Splitter>,
    count: u64,
}

impl<'r> Records<'r> {
    fn begin<T: Read + Seek>(target: &'r mut T, to: &dyn Format) -> Result<Self> {
        target.rewind().map_err(|error| io_error("the target cannot be read", error))?;
        Ok(Self { source: Source::new(target), splitter: to.splitter(), count: 0 })
    }

    fn next(&mut self, to: &mut dyn Format) -> Result<Option<(Vec<u8>, Place)>> {
        while let Some(piece) = self.splitter.next(&mut self.source)? {
            match piece {
                Piece::Record(bytes, place) => {
                    self.count += 1;
                    return Ok(Some((bytes, place)));
                }
                Piece::Head(head) => to.head(&head)?,
                Piece::Between(_) | Piece::Other(_) => {}
            }
        }
        Ok(None)
    }
}

/// The next record that was sent; the lines between are shown to `between`.
fn next_kept<S: std::io::BufRead>(
    lines: &mut Reader<S>,
    mut between: impl FnMut(Line) -> Result<()>,
) -> Result<Option<Box<Kept>>> {
    while let Some(line) = lines.next_line()? {
        match line {
            Line::Record(kept) => return Ok(Some(kept)),
            other => between(other)?,
        }
    }
    Ok(None)
}

fn keys(to: &dyn Format, record: &[u8], place: Place, count: u64) -> Result<Vec<Key>> {
    to.keys(record).map_err(|error| in_record(place.shift(error), count))
}

/// Reads both files to their ends, so that what is wrong with them is said before anything is written.
fn order<S: Read + Seek, T: Read + Seek>(
    side: &mut S,
    target: &mut T,
    to: &mut dyn Format,
) -> Result<(End, Order)> {
    let end = in_order(side, target, to)?;
    if let (end, true) = end {
        return Ok((end, Order::AsSent));
    }
    let mut lines = reader(side)?;
    let mut sent = Vec::new();
    while let Some(kept) = next_kept(&mut lines, |_| Ok(()))? {
        let known_by = if to.has_keys() { core::slice::from_ref(&kept.key) } else { &[] };
        sent.push(Mark::of(known_by, &kept.sent.0));
    }
    drop(lines);
    let mut records = Records::begin(target, to)?;
    let (mut marks, mut places) = (Vec::new(), Vec::new());
    while let Some((record, place)) = records.next(to)? {
        marks.push(Mark::of(&keys(to, &record, place, records.count)?, &record));
        places.push((place, record.len()));
    }
    let pairs = matching::pairs(&sent, &marks, to.has_keys());
    if !sent.is_empty() && pairs.iter().all(Option::is_none) {
        return Err(Error::new(ErrorKind::Format, "no record of the target is one that the side file knows")
            .with_help(
                "the side file is of another conversion, or the target is empty; take the pair of one run",
            ));
    }
    Ok((end.0, Order::Moved(Moved { pairs, places })))
}

/// Reads the side file to its end, which says whether it is sound, and the target beside it as long as they go together.
fn in_order<S: Read + Seek, T: Read + Seek>(
    side: &mut S,
    target: &mut T,
    to: &mut dyn Format,
) -> Result<(End, bool)> {
    let mut lines = reader(side)?;
    let mut end = None;
    let mut records = Records::begin(target, to)?;
    let mut goes_together = true;
    loop {
        let kept = next_kept(&mut lines, |line| {
            if let Line::End(found) = line {
                end = Some(found);
            }
            Ok(())
        })?;
        if goes_together {
            goes_together = match (&kept, records.next(to)?) {
                (None, None) => true,
                (Some(kept), Some((record, _))) if kept.sent.0 == record => true,
                (Some(kept), Some((record, place))) => {
                    to.has_keys() && keys(to, &record, place, records.count)?.contains(&kept.key)
                }
                _ => false,
            };
        }
        if kept.is_none() {
            break;
        }
    }
    let end = end.ok_or_else(|| super::side::wrong(0, "the side file is cut short"))?;
    Ok((end, goes_together))
}

struct Taking<'w> {
    from: Box<dyn Format>,
    to: Box<dyn Format>,
    choice: Choice,
    source: Out<'w>,
    report: Back,
    is_changed: bool,
}

impl Taking<'_> {
    fn in_order<S: Read + Seek, T: Read + Seek>(&mut self, side: &mut S, target: &mut T) -> Result<()> {
        let mut lines = reader(side)?;
        let mut records = Records::begin(target, &*self.to)?;
        while let Some(kept) = next_kept(&mut lines, |line| self.between(line))? {
            let (record, place) = records.next(&mut *self.to)?.unwrap_or((Vec::new(), Place::START));
            self.take(&kept, Some((&record, place)))?;
        }
        Ok(())
    }

    fn moved<S: Read + Seek, T: Read + Seek>(
        &mut self,
        side: &mut S,
        target: &mut T,
        moved: &Moved,
    ) -> Result<()> {
        let mut lines = reader(side)?;
        let mut is_known = vec![false; moved.places.len()];
        let mut pairs = moved.pairs.iter();
        while let Some(kept) = next_kept(&mut lines, |line| self.between(line))? {
            let found = pairs.next().copied().flatten();
            let place = found.and_then(|found| moved.places.get(found).copied());
            let (Some(found), Some((place, length))) = (found, place) else {
                self.take(&kept, None)?;
                continue;
            };
            if let Some(is_known) = is_known.get_mut(found) {
                *is_known = true;
            }
            let mut record = vec![0; length];
            let read = target.seek(SeekFrom::Start(place.byte)).and_then(|_| target.read_exact(&mut record));
            read.map_err(|error| io_error("the target cannot be read", error))?;
            self.take(&kept, Some((&record, place)))?;
        }
        for (record, _) in (1..).zip(is_known).filter(|(_, is_known)| !is_known) {
            self.report.additional += 1;
            self.report.found.push(Found { record, field: None, what: "additional" });
        }
        Ok(())
    }

    fn between(&mut self, line: Line) -> Result<()> {
        match line {
            Line::Between(bytes) => self.source.put(&bytes.0),
            Line::Head(bytes) => {
                self.from.head(&bytes.0)?;
                self.source.put(&bytes.0)
            }
            Line::End(end) => self.source.put(&end.after.0),
            Line::Record(_) => Ok(()),
        }
    }

    fn take(&mut self, kept: &Kept, record: Option<(&[u8], Place)>) -> Result<()> {
        self.report.records += 1;
        self.source.put(&kept.before.0)?;
        let (record, place) = match record {
            None => {
                self.report.missing += 1;
                self.report.found.push(Found { record: kept.record, field: None, what: "missing" });
                return self.source.put(&kept.source.0);
            }
            Some((record, _)) if record == kept.sent.0 => {
                self.report.untouched += 1;
                return self.source.put(&kept.source.0);
            }
            Some(edited) => edited,
        };
        self.report.edited += 1;
        let mut person = self.person(kept)?;
        let told = self.to.reconcile(&mut person, &kept.sent.0, record);
        let told = told.map_err(|error| in_record(place.shift(error), kept.record))?;
        self.report.unread += u64::from(told.is_empty());
        let mut source = kept.source.0.clone();
        for (field, reconciled) in told {
            let mut what = None;
            let edits = self.report.fields.entry(field).or_default();
            match reconciled {
                Reconciled::Unchanged => edits.unchanged += 1,
                Reconciled::Proposed => (edits.proposed, what) = (edits.proposed + 1, Some("proposed")),
                Reconciled::Conflict => (edits.conflict, what) = (edits.conflict + 1, Some("conflict")),
                Reconciled::Accepted => match self.from.update(&source, &person, field, self.choice)? {
                    Some(updated) => {
                        edits.accepted += 1;
                        source = updated;
                    }
                    None => (edits.not_held, what) = (edits.not_held + 1, Some("not-held")),
                },
            }
            if let Some(what) = what {
                self.report.found.push(Found { record: kept.record, field: Some(field), what });
            }
        }
        self.is_changed |= source != kept.source.0;
        self.source.put(&source)
    }

    fn person(&self, kept: &Kept) -> Result<Demographics> {
        let read = match &kept.storage {
            Some(stored) => from_json(stored.get().as_bytes()),
            None => self.from.read(&kept.source.0).map(|read| read.person),
        };
        read.map_err(|error| {
            let said = format!("the side file holds a record that cannot be read: {}", error.message());
            in_record(Error::new(ErrorKind::Format, said), kept.record)
                .with_help("convert back with the release that wrote it")
        })
    }
}

impl Back {
    /// The overlay whose lists and heritages were known beside the national ones.
    pub fn overlay(&self) -> Option<&Overlay> {
        self.known.overlay()
    }

    /// Whether somebody has to look at something.
    pub fn has_findings(&self) -> bool {
        !self.found.is_empty()
    }

    /// The report for programs: `{records, untouched, edited, missing, additional, unread, fields: [{field, unchanged,
    /// accepted, not_held, proposed, conflict}], found: [{record, field, what}], source, complete: true}`, and `overlay` where
    /// one was named.
    pub fn to_json(&self) -> Value {
        let fields = self.fields.iter().map(|(field, edits)| {
            json!({
                "field": field,
                "unchanged": edits.unchanged,
                "accepted": edits.accepted,
                "not_held": edits.not_held,
                "proposed": edits.proposed,
                "conflict": edits.conflict,
            })
        });
        let found = self.found.iter();
        let found = found.map(|one| json!({"record": one.record, "field": one.field, "what": one.what}));
        let mut report = json!({
            "records": self.records,
            "untouched": self.untouched,
            "edited": self.edited,
            "missing": self.missing,
            "additional": self.additional,
            "unread": self.unread,
            "fields": fields.collect::<Vec<_>>(),
            "found": found.collect::<Vec<_>>(),
            "source": self.source,
            "complete": true,
        });
        put(&mut report, "overlay", self.overlay().map(|overlay| json!(overlay)));
        report
    }
}

impl core::fmt::Display for Back {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let (records, untouched, edited) = (counted(self.records, "record"), self.untouched, self.edited);
        writeln!(
            f,
            "{records} given back: {untouched} untouched, {edited} edited, {} missing",
            self.missing
        )?;
        if let Some(overlay) = self.overlay() {
            writeln!(f, "with the overlay of {overlay}")?;
        }
        if self.additional > 0 {
            let records = counted(self.additional, "additional record");
            writeln!(f, "{records} not sent from here, and left out")?;
        }
        if self.unread > 0 {
            writeln!(f, "{} edited in nothing that is read", counted(self.unread, "record"))?;
        }
        for (field, edits) in &self.fields {
            let told = [
                (edits.unchanged, "unchanged"),
                (edits.accepted, "accepted"),
                (edits.not_held, "accepted, without a place in the source"),
                (edits.proposed, "proposed, waiting for the person"),
                (edits.conflict, "in conflict, waiting for the person"),
            ];
            let told: Vec<String> = told
                .into_iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, what)| format!("{count} {what}"))
                .collect();
            writeln!(f, "  {field}: {}", told.join("; "))?;
        }
        for one in &self.found {
            write!(f, "  record {}", one.record)?;
            if let Some(field) = one.field {
                write!(f, ", {field}")?;
            }
            writeln!(f, ": {}", one.what)?;
        }
        Ok(())
    }
}
