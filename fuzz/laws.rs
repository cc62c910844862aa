//! What must hold for any bytes. The fuzz targets look for bytes for which it does not; `tests/replay.rs` at the root
//! of the repository replays every seed through the same functions in an ordinary `cargo test`.

use std::io::{self, Read};

#[cfg(feature = "parquet")]
use ownwords::audit::audit_file;
use ownwords::audit::plan::{Plan, apply};
use ownwords::audit::{FieldCounts, InputFormat, Options, Sink, Stopped, Summary, audit};
use ownwords::bridge::{Bridge, CodeSystem, Policy, SystemLoss, Value, Weights, sctid, systems};
use ownwords::rules::{
    RecordField, Rule, absence_codes_conflated, bare_code, day_and_month_swapped, default_code_as_answer,
    mixed_code_systems, names_cut_at_limit, names_in_capitals, observed_as_stated, test_nhs_numbers,
};
use ownwords::wire::columns::{ColumnMap, Found, Table};
use ownwords::wire::convert::side::Reader;
use ownwords::wire::convert::{Choice, Conversion, Settings, back};
use ownwords::wire::fhir::{self, Resource};
use ownwords::wire::hl7::{self, Coded, Feed, PidField, pieces};
use ownwords::{
    Answer, Axis, Demographics, Disclosed, ErrorKind, Field, Name, Purpose, Sealed, SealedPurpose,
};
use ownwords::{Standard, StepKind, Unit, profiles};

/// A law of every code system there is.
trait Law {
    fn check<S: Bridge>(&self, system: &S);
}

fn every_system(law: &impl Law) {
    struct Each<'a, L>(&'a L);
    impl<L: Law> systems::Lists for Each<'_, L> {
        fn list<A: Axis>(&mut self, _: &'static str, systems: &'static [&'static CodeSystem<A>]) {
            systems.iter().for_each(|system| self.0.check(*system));
        }
    }
    systems::each_list(&mut Each(law));
    systems::LANGUAGE.iter().for_each(|system| law.check(*system));
}

/// A code of any bytes comes back byte for byte (L1), and its residue gives the statement back (L2). What passes as an
/// identifier of SNOMED CT no longer does with one digit changed.
pub fn decode(data: &[u8]) {
    every_system(&RoundTrip(data));
    if sctid::is_valid(data) {
        for place in 0..data.len() {
            let mut changed = data.to_vec();
            changed[place] = if changed[place] == b'9' { b'0' } else { changed[place] + 1 };
            assert!(!sctid::is_valid(&changed), "an identifier with a changed digit passes");
        }
    }
}

struct RoundTrip<'a>(&'a [u8]);

impl Law for RoundTrip<'_> {
    fn check<S: Bridge>(&self, system: &S) {
        let Self(code) = *self;
        let field = system.to_field(code);
        let (value, residue) = encoded(system, &field);
        assert_eq!(value.as_bytes(), Some(code), "L1, {}: the code did not come back", system.key());
        let restored = system.restore(&value, &residue);
        let restored = restored.unwrap_or_else(|error| panic!("L2, {}: {error}", system.key()));
        assert_eq!(&restored, field.statement(), "L2, {}: the statement did not come back", system.key());
    }
}

/// Any bytes are weights or an error with its place; and by any weights a list loses no more than was stated, and that no
/// more than if every concept weighed the same.
pub fn weights(data: &[u8]) {
    let standard = Standard::ethnicity();
    match Weights::parse("any bytes", standard, data) {
        Ok(weights) => {
            let loss = SystemLoss::of(&systems::NHS_ETHNIC_CATEGORY_2001, Policy::Certain);
            let most = loss.bits_stated();
            let loss = loss.weighted(weights);
            let (bits, stated) = (loss.bits(), loss.bits_stated());
            assert!(
                bits >= 0.0 && bits <= stated + 1e-9 && stated <= most + 1e-9,
                "L8: {bits} {stated} {most}"
            );
        }
        Err(error) => assert!(error.position().is_some(), "an error without its place: {error}"),
    }
}

/// Any text in the place of a residue restores to nothing or to a statement that encodes again; and one changed
/// character of a good residue is an error or makes no difference (L7).
///
/// The input is which character to change, what to make of it, a code up to a NUL, and the text.
pub fn restore(data: &[u8]) {
    let [place, change, rest @ ..] = data else { return };
    let mut parts = rest.splitn(2, |byte| *byte == 0);
    let code = parts.next().unwrap_or_default();
    let token = String::from_utf8_lossy(parts.next().unwrap_or_default());
    every_system(&AnyToken(code, &token));
    every_system(&ChangedToken(code, usize::from(*place), char::from(*change)));
}

struct AnyToken<'a>(&'a [u8], &'a str);

impl Law for AnyToken<'_> {
    fn check<S: Bridge>(&self, system: &S) {
        let Self(code, token) = *self;
        match system.restore(&Value::from(code), token) {
            Ok(statement) => comes_back(system, statement),
            Err(error) => assert_eq!(error.kind(), ErrorKind::Residue, "{}: {error}", system.key()),
        }
    }
}

/// A statement that was restored is one that can be recorded: stated anew, it encodes and restores, or is ambiguous.
fn comes_back<S: Bridge>(system: &S, statement: Answer<S::Value>) {
    let mut field = Field::not_asked();
    match statement {
        Answer::Given(value) => field.state(value),
        Answer::Absent(absence) => field.absent(absence),
    }
    let Ok(encoded) = system.encode(&field, Policy::Certain) else { return };
    let (value, _, residue) = encoded.into_parts();
    let again = system.restore(&value, &residue);
    let again = again.unwrap_or_else(|error| panic!("L2, {}: {error}", system.key()));
    assert_eq!(&again, field.statement(), "L2, {}: the statement did not come back", system.key());
}

struct ChangedToken<'a>(&'a [u8], usize, char);

impl Law for ChangedToken<'_> {
    fn check<S: Bridge>(&self, system: &S) {
        let Self(code, place, change) = *self;
        let field = system.to_field(code);
        let (value, residue) = encoded(system, &field);
        let mut signs: Vec<char> = residue.chars().collect();
        let place = place % signs.len();
        signs[place] = change;
        let changed: String = signs.iter().collect();
        let cut: String = signs.iter().take(place).collect();
        for damaged in [changed, cut] {
            if let Ok(statement) = system.restore(&value, &damaged) {
                assert_eq!(
                    &statement,
                    field.statement(),
                    "L7, {}: damage gave another statement",
                    system.key()
                );
                let same = damaged.eq_ignore_ascii_case(&residue);
                assert!(same, "L7, {}: damage at {place} was not noticed", system.key());
            }
        }
    }
}

/// What a field that was only read from a code is encoded to.
fn encoded<S: Bridge>(system: &S, field: &Field<S::Value>) -> (Value, String) {
    match system.encode(field, Policy::Certain) {
        Ok(encoded) => {
            let (value, _, residue) = encoded.into_parts();
            (value, residue.to_string())
        }
        Err(_) => panic!("L1, {}: a code that was received does not decide", system.key()),
    }
}

/// Any text can be rendered for any profile, or the error says what to do: the rendering fits the field, is not empty,
/// renders to itself, cuts no letter in half, and with its residue gives the text back; and any other text in the place
/// of the residue does not.
///
/// The input is which profile, a token up to a NUL, and the text.
pub fn render(data: &[u8]) {
    let [number, rest @ ..] = data else { return };
    let Some(profile) = profiles::ALL.get(usize::from(*number) % profiles::ALL.len()) else { return };
    let mut parts = rest.splitn(2, |byte| *byte == 0);
    let token = String::from_utf8_lossy(parts.next().unwrap_or_default());
    let text = String::from_utf8_lossy(parts.next().unwrap_or_default());
    let rendering = match profile.render_text(&text, Purpose::Letter) {
        Ok(rendering) => rendering,
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::Text, "{}: {error}", profile.key());
            return;
        }
    };
    let (out, receipt, residue) = rendering.into_parts();
    let key = profile.key();
    assert!(!out.trim().is_empty(), "{key}: nothing is left");
    assert!(profile.holds(&out), "{key}: the field does not hold what was rendered for it");
    for item in profile.items(&out) {
        let fits = profile.maximum().is_none_or(|limit| limit.unit().size(item) <= limit.count());
        assert!(fits, "{key}: too long");
    }
    assert_eq!(receipt.is_empty(), out == text, "{key}: the receipt does not say what was done");
    let again = profile.render_text(&out, Purpose::Letter);
    let (again, nothing, _) = again.unwrap_or_else(|error| panic!("{key}: {error}")).into_parts();
    assert!(nothing.is_empty() && again == out, "{key}: what was rendered is rendered to something else");
    if receipt.steps().all(|step| step.kind() == StepKind::Cut) {
        let rest = text.strip_prefix(out.as_str()).unwrap_or_else(|| panic!("{key}: more than a cut"));
        let size = |text: &str| Unit::Graphemes.size(text);
        assert_eq!(size(&out) + size(rest), size(&text), "{key}: half a letter");
    }
    let restored = profile.restore(&out, &residue).unwrap_or_else(|error| panic!("L2, {key}: {error}"));
    assert!(restored == text, "L2, {key}: the text did not come back");
    if !token.eq_ignore_ascii_case(residue.as_str()) {
        let other = profile.restore(&out, &token).map(|_| ()).map_err(|error| error.kind());
        assert_eq!(other, Err(ErrorKind::Residue), "L7, {key}: another token restores");
    }
}

/// Any bytes can be audited as CSV: see [`audited`].
pub fn csv_reader(data: &[u8]) {
    audited(data, InputFormat::Csv);
}

/// Any bytes can be audited as FHIR: see [`audited`].
pub fn fhir_reader(data: &[u8]) {
    audited(data, InputFormat::Fhir);
}

/// Any bytes can be audited as whatever they begin like, compressed or not, or as HL7 v2 or NDJSON: see [`audited`]. The first
/// byte says which.
pub fn inputs(data: &[u8]) {
    let [kind, data @ ..] = data else { return };
    match kind {
        b'h' => audited(data, InputFormat::Hl7),
        b'n' => audited(data, InputFormat::Lines),
        b'c' => audited(data, InputFormat::Csv),
        _ => audited(data, None),
    }
}

/// Any bytes are a table of Parquet or Arrow, or an error: see [`audited`]. On two threads a file says what it says on one.
#[cfg(feature = "parquet")]
pub fn tables(data: &[u8]) {
    audited(data, InputFormat::Arrow);
    let path = std::env::temp_dir().join(format!("ownwords-tables-{}", std::process::id()));
    std::fs::write(&path, data).expect("there is room for a file");
    let on = |threads| run(|sink| audit_file(&path, Options::default().on_threads(threads), sink));
    assert_eq!(on(2), on(1), "two threads gave another result");
    std::fs::remove_file(&path).expect("it is there");
}

/// Any bytes are a message or an error with its place. What is read of each person goes back into their document without
/// a byte changed (GetPut), and into a new one that gives it back with its residues (L6).
pub fn fhir_record(data: &[u8]) {
    let message = match fhir::Message::parse(data) {
        Ok(message) => message,
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::Format, "{error}");
            assert!(error.position().is_some(), "an error without its place: {error}");
            return;
        }
    };
    for document in message.people {
        let in_one_pass = fhir::Reading::of(document.as_str().as_bytes());
        let record = match document.read() {
            Ok(reading) => reading.record,
            Err(error) => {
                assert!(error.position().is_some(), "an error without its place: {error}");
                assert!(in_one_pass.is_err(), "a document is refused, and read in one pass");
                continue;
            }
        };
        assert!(in_one_pass.is_ok_and(|read| read.record == record), "one pass reads something else");
        for profile in fhir::PROFILES {
            for purpose in [Purpose::DirectCare, Purpose::EqualityMonitoring] {
                let same = profile.update(&document, demanded(&record, purpose), Policy::Certain);
                let (same, ..) = same.unwrap_or_else(|error| panic!("GetPut: {error}")).into_parts();
                assert!(same == document, "GetPut: the document was changed");
                goes_out_and_comes_back(profile, &record, purpose);
            }
        }
    }
}

/// What a purpose sees, and an administrative gender for a system that demands one.
fn demanded(record: &Demographics, purpose: Purpose) -> Disclosed<'_> {
    let demand = SealedPurpose::because(Sealed::AdministrativeGender, "hostile input");
    let seen = demand.and_then(|demand| record.for_purpose(purpose).with_administrative_gender(&demand));
    seen.unwrap_or_else(|error| panic!("it can be demanded: {error}"))
}

fn goes_out_and_comes_back(profile: &fhir::Profile, record: &Demographics, purpose: Purpose) {
    let Ok(written) = profile.write(demanded(record, purpose), Policy::Certain) else {
        let name = record.for_purpose(purpose).name();
        assert!(name.is_some(), "L6, {}: nothing but a name is refused", profile.key());
        return;
    };
    let (sent, _, residues) = written.into_parts();
    let back = Resource::parse(sent.as_str().as_bytes()).and_then(|sent| profile.restore(&sent, &residues));
    let back = back.unwrap_or_else(|error| panic!("L6, {}: {error}", profile.key()));
    let (back, before) = (demanded(&back, purpose), demanded(record, purpose));
    let same = back.name() == before.name()
        && back.administrative_gender() == before.administrative_gender()
        && back.ethnicity() == before.ethnicity()
        && back.languages() == before.languages()
        && back.pronouns() == before.pronouns()
        && back.gender() == before.gender()
        && back.interpreter() == before.interpreter()
        && back.formats() == before.formats()
        && back.contact() == before.contact();
    assert!(same, "L6, {}: the record did not come back", profile.key());
}

/// Any bytes are pieces that together are the bytes, and an HL7 v2 message or an error with its place; an unedited message is
/// its bytes; and what may be disclosed of the record that is read of it, written into it again, comes back whole with its
/// residues: of the names the one in everyday use, and no other.
pub fn hl7(data: &[u8]) {
    let all: Vec<u8> = pieces(data).flat_map(|piece| piece.bytes()).copied().collect();
    assert!(all == data, "the pieces are not the input");
    let mut message = match hl7::Message::parse(data) {
        Ok(message) => message,
        Err(error) => {
            assert!(error.kind() == ErrorKind::Format && error.position().is_some(), "{error}");
            return;
        }
    };
    assert!(message.bytes() == data, "an unedited message is not its input");
    let mut feed = Feed::of("feed");
    feed.ethnic_group = Some(Coded::of(&systems::NHS_ETHNIC_CATEGORY_2001, &["NHS"]));
    feed.language = Some(Coded::of(&systems::NHS_LANGUAGE, &[]));
    let Ok((person, _)) = message.read_pid(&feed) else { return };
    let Ok(written) = message.write_pid(&person, Purpose::DirectCare, &feed, Policy::Certain) else { return };
    let residues: Vec<_> = written.iter().filter_map(|(field, one)| Some((*field, one.residue()?))).collect();
    let restored = message.restore_pid(&residues, &feed).unwrap_or_else(|error| panic!("L6: {error}"));
    for (field, _) in &residues {
        let is_whole = match field {
            PidField::Name => {
                let disclosed =
                    person.name.statement().given().map(|name| name.name_for(Purpose::DirectCare));
                restored.name.statement().given() == disclosed.cloned().map(Name::from_text).as_ref()
            }
            PidField::Language => restored.languages.statement() == person.languages.statement(),
            _ => restored.ethnicity.statement() == person.ethnicity.statement(),
        };
        assert!(is_whole, "L6: {field} did not come back");
    }
}

/// An audit ends, with a summary or an error; each record is counted once in each field; each finding is of a record
/// that was read, and is counted; no finding holds a value; and it does not matter in what pieces the input arrives.
fn audited(data: &[u8], format: impl Into<Option<InputFormat>>) {
    let format = format.into();
    let options = || format.map_or_else(Options::default, |format| Options::default().reading(format));
    let whole = run(|sink| audit(data, "input", options(), sink));
    let in_pieces = run(|sink| audit(Piecemeal(data), "input", options(), sink));
    assert_eq!(in_pieces, whole, "the input in pieces gave another result");
}

/// What an audit said.
#[derive(Debug, PartialEq)]
struct Run {
    rows: u64,
    fields: Vec<FieldCounts>,
    findings: Vec<(u64, &'static str, Option<RecordField>, Option<String>)>,
    error: Option<(ErrorKind, String)>,
}

/// Any bytes are a side file or an error with its line; and any bytes in the place of a target are taken back beside a good
/// side file, or are an error.
pub fn side(data: &[u8]) {
    if let Err(error) = Reader::begin(data).and_then(Reader::check) {
        assert_eq!(error.kind(), ErrorKind::Format, "{error}");
        assert!(error.position().is_some_and(|place| place.line.is_some()), "without a line: {error}");
    }
    const MESSAGE: &[u8] = b"MSH|^~\\&|||||||ADT^A08||P|2.4\rPID|1||7||Hart^Zoe\r";
    let mut feeds = Settings::of("hl7");
    feeds.systems.insert("PID-22".to_owned(), "nhs-ethnic-category-2001".to_owned());
    let choice = Choice { purpose: Some(Purpose::Letter), policy: Policy::Certain, sends_residues: false };
    let conversion = Conversion::between(&feeds, &Settings::of("fhir"), choice);
    let (mut target, mut kept) = (Vec::new(), Vec::new());
    let report = conversion.unwrap().run(&mut &MESSAGE[..], &mut target, Some(&mut kept));
    assert_eq!(report.expect("a good message").records, 1);
    let mut source = Vec::new();
    let taken = back(&mut io::Cursor::new(&kept), &mut io::Cursor::new(&target), &mut source);
    assert_eq!(taken.expect("a good side file").untouched, 1);
    assert_eq!(source, MESSAGE, "L6: the source did not come back");
    let taken = back(&mut io::Cursor::new(&kept), &mut io::Cursor::new(data), &mut Vec::new());
    if let Ok(report) = taken {
        assert_eq!(report.records, 1);
    }
    // Whatever a source is, its conversion is an error with its place, or comes back.
    for from in ["fhir", "storage", "storage-yaml", "hl7"] {
        let from = if from == "hl7" { feeds.clone() } else { Settings::of(from) };
        let (mut target, mut kept) = (Vec::new(), Vec::new());
        let conversion = Conversion::between(&from, &Settings::of("fhir-bundle"), choice);
        match conversion.unwrap().run(&mut Piecemeal(data), &mut target, Some(&mut kept)) {
            Err(error) => assert!(error.position().is_some(), "without a place: {error}"),
            Ok(report) => {
                let mut source = Vec::new();
                let taken = back(&mut io::Cursor::new(&kept), &mut io::Cursor::new(&target), &mut source);
                assert_eq!(taken.expect("what was written").untouched, report.records);
                assert_eq!(source, data, "L6: the source did not come back");
            }
        }
    }
}

/// Rules that are also, or only, broken by a whole column.
const OF_COLUMNS: [&Rule; 9] = [
    &absence_codes_conflated::RULE,
    &bare_code::RULE,
    &day_and_month_swapped::RULE,
    &default_code_as_answer::RULE,
    &mixed_code_systems::RULE,
    &names_cut_at_limit::RULE,
    &names_in_capitals::RULE,
    &observed_as_stated::RULE,
    &test_nhs_numbers::RULE,
];

fn run(audit: impl FnOnce(&mut Sink<'_>) -> Result<Summary, Stopped>) -> Run {
    let mut findings = Vec::new();
    let outcome = audit(&mut |finding| {
        assert!(finding.value.is_none(), "{}: the finding holds a value", finding.rule.id);
        findings.push((finding.row, finding.rule.id, finding.field, finding.suggestion.map(String::from)));
        Ok(())
    });
    let (summary, error) = match outcome {
        Ok(summary) => (summary, None),
        Err(stopped) => {
            let (error, so_far) = stopped.into_parts();
            let is_of_this_build = error.message().contains("is not read by this build");
            let kind = if is_of_this_build { ErrorKind::Usage } else { ErrorKind::Format };
            assert_eq!(error.kind(), kind, "{error}");
            (so_far, Some((error.kind(), error.to_string())))
        }
    };
    let fields: Vec<FieldCounts> = RecordField::ALL.iter().map(|field| summary.field(*field)).collect();
    for counts in &fields {
        assert_eq!(counts.total(), summary.rows(), "a record was not counted once in a field");
    }
    assert!(summary.rows_with_findings() <= summary.rows());
    assert_eq!(summary.findings(), findings.len() as u64, "findings were not counted as they were given");
    // The record in which an audit stopped is not counted, but may have had findings.
    let last = summary.rows() + u64::from(error.is_some());
    let of_column = |rule: &str| OF_COLUMNS.iter().any(|known| known.id == rule);
    assert!(
        findings.iter().all(|(row, rule, ..)| (1..=last).contains(row) || *row == 0 && of_column(rule)),
        "a finding is of no record"
    );
    Run { rows: summary.rows(), fields, findings, error }
}

/// Input that arrives a byte or three at a time.
struct Piecemeal<'a>(&'a [u8]);

impl Read for Piecemeal<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = (1 + self.0.len() % 3).min(buffer.len()).min(self.0.len());
        let (now, later) = self.0.split_at(length);
        self.0 = later;
        buffer[..length].copy_from_slice(now);
        Ok(length)
    }
}

/// Any bytes are rows whose bytes, one after the other, are the input, or an error with its place. What is found in them holds
/// for each of them: a row that is read goes back without a byte changed, for any purpose (GetPut). The map that is written of
/// it is read again.
pub fn columns(data: &[u8]) {
    let with_place = |error: &ownwords::Error| {
        assert_eq!(error.kind(), ErrorKind::Format, "{error}");
        assert!(error.position().is_some(), "an error without its place: {error}");
    };
    let mut table = Table::open(data).expect("bytes in memory can be read");
    let mut copy = Vec::new();
    loop {
        match table.next_row() {
            Ok(Some(row)) => copy.extend_from_slice(row.bytes()),
            Ok(None) => break assert!(copy == data, "the rows are not the input"),
            Err(error) => break with_place(&error),
        }
    }
    let Ok(found) = Found::of(data, 100) else { return };
    let read = ColumnMap::from_yaml("map.yaml", &found.to_yaml());
    let Ok(map) = found.map() else {
        let faults = read.expect_err("a map of which nothing is settled has no columns");
        return assert_eq!(faults.first().map(|fault| fault.message()), Some("the map has no columns"));
    };
    assert!(read.is_ok_and(|read| read == map), "the map that is written is not the map that was found");
    let mut table = Table::open_as(data, map.shape()).expect("bytes in memory can be read");
    assert_eq!(table.shape(), map.shape());
    let mut columns = None;
    if !map.has_header() {
        columns = Some(map.over(None).expect("a map that was found has the places of its columns"));
    }
    loop {
        let row = match table.next_row() {
            Ok(Some(row)) => row,
            Ok(None) => break,
            Err(error) => break with_place(&error),
        };
        if row.is_empty() {
            continue;
        }
        let Some(columns) = &columns else {
            columns = Some(map.over(Some(&row)).expect("a map that was found fits the header"));
            continue;
        };
        let record = match columns.restore(&row) {
            Ok(restored) => restored.record,
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::Residue, "{error}");
                continue;
            }
        };
        for purpose in [Purpose::DirectCare, Purpose::EqualityMonitoring, Purpose::WardBoard] {
            let updated = columns
                .update(&row, &record, purpose, Policy::Certain)
                .expect("what was read can be written");
            assert!(updated.into_parts().0 == row.bytes(), "a row was changed that said it all already");
        }
    }
}

/// The source of the plans among the seeds. Made up.
pub const PLANNED: &[u8] = b"surname,ethnic_category,language,updated\r\n\"Okonkwo \" x,h,q4,25/12/2023\r\n=cmd , J ,Polish,2024-02-29\r\n";

/// A plan that is read makes what is marked in it and nothing else, and is undone byte for byte; of another source it is
/// refused. What is no plan is an error.
pub fn plan(data: &[u8]) {
    let plan = match Plan::read(data) {
        Ok(plan) => plan,
        Err(error) => {
            let kinds = [ErrorKind::Format, ErrorKind::Usage];
            assert!(kinds.contains(&error.kind()), "{error}");
            return;
        }
    };
    assert!(plan.marked() <= plan.repairs());
    let mut other = PLANNED.to_vec();
    other.push(b'\n');
    let is_of_another = apply(&plan, || Ok(&other[..]), &mut Vec::new()).is_err();
    assert!(is_of_another, "a plan was made of a source that it is not of");
    let mut new = Vec::new();
    let Ok(applied) = apply(&plan, || Ok(PLANNED), &mut new) else { return };
    assert_eq!(applied.made().len() as u64, plan.marked());
    if plan.marked() == 0 {
        assert_eq!(new, PLANNED, "nothing is marked, and something changed");
    }
    let mut undo = Vec::new();
    applied.write_undo("new.csv", &mut undo).expect("memory can be written to");
    let undo = Plan::read(&undo[..]).unwrap_or_else(|error| panic!("an undo plan cannot be read: {error}"));
    let mut again = Vec::new();
    let _ = apply(&undo, || Ok(&new[..]), &mut again)
        .unwrap_or_else(|error| panic!("it cannot be undone: {error}"));
    assert_eq!(again, PLANNED, "what was undone is not the source");
}
