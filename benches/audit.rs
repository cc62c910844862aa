//! What the audit costs, as a multiple of reading the file alone.
//!
//! `cargo bench --features audit --bench audit` makes a sample, checks that the audit counts in it what the sample's
//! truth says (a wrong audit has no speed: its figure is void), and then measures, turn by turn in one process:
//!
//! - a bare scan with the `csv` crate: every cell found and unquoted, nothing done with it;
//! - a bare scan with `simd-csv`, the same;
//! - the audit, and the audit on two threads.
//!
//! That is done with a quarter of the names beyond ASCII, and with one in a hundred. Then a file in which each row is wrong is
//! held beside a clean one. And then the same sample in FHIR, a Patient a line, is held beside `serde_json`'s typed parsing of the
//! elements that the audit reads, each text borrowed where it can be, without looking at one of them; and beside the audit of the
//! same lines with a byte in each that is no UTF-8, in a member that is not read: so they are read as a stream is, with `serde_json`.
//!
//! Turn by turn, because another program on the machine then slows all three alike. The medians are printed, in wall
//! time and, where the system tells (Linux), in processor time of this thread, with the ratio to the first.
//!
//! `OWNWORDS_BENCH_ROWS` is the number of records (200,000 without it), `OWNWORDS_BENCH_TURNS` the number of turns (7).

#![allow(clippy::print_stdout, reason = "a bench reports on standard output")]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::error::Error;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ownwords::audit::sample::{Format, Sample, Share, Truth};
use ownwords::audit::{Options, audit_file};
use ownwords::rules::RecordField;

/// How much both readers take from the file at a time, so that neither is ahead by that.
const BUFFER: usize = 1 << 16;

/// What a scan saw; the same for every reader, or one of them reads wrongly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Seen {
    rows: u64,
    cells: u64,
    bytes: u64,
}

impl Seen {
    fn record<'a>(&mut self, cells: impl Iterator<Item = &'a [u8]>) {
        self.rows += 1;
        for cell in cells {
            self.cells += 1;
            self.bytes += cell.len() as u64;
        }
    }
}

/// Something to measure: reads the file and says what it saw.
struct Subject {
    name: &'static str,
    run: fn(&Path) -> Result<Seen, Box<dyn Error>>,
}

fn scan_with_csv(file: &Path) -> Result<Seen, Box<dyn Error>> {
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).buffer_capacity(BUFFER).from_reader(File::open(file)?);
    let (mut record, mut seen) = (csv::ByteRecord::new(), Seen::default());
    while reader.read_byte_record(&mut record)? {
        seen.record(record.iter());
    }
    Ok(seen)
}

fn scan_with_simd_csv(file: &Path) -> Result<Seen, Box<dyn Error>> {
    let mut reader =
        simd_csv::ReaderBuilder::new().flexible(true).buffer_capacity(BUFFER).from_reader(File::open(file)?);
    let (mut record, mut seen) = (simd_csv::ByteRecord::new(), Seen::default());
    while reader.read_byte_record(&mut record)? {
        seen.record(record.iter());
    }
    Ok(seen)
}

/// Text, borrowed from the input where it stands there without escapes.
#[derive(serde::Deserialize)]
#[serde(transparent)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// The elements of a Patient that the audit reads.
#[derive(serde::Deserialize)]
#[allow(dead_code, reason = "what is measured is that they are read")]
struct Patient<'a> {
    #[serde(borrow, rename = "resourceType")]
    resource_type: Text<'a>,
    meta: Option<Meta<'a>>,
    #[serde(default)]
    extension: Vec<Extension<'a>>,
    #[serde(default)]
    identifier: Vec<Coding<'a>>,
    #[serde(default)]
    name: Vec<HumanName<'a>>,
    #[serde(default)]
    communication: Vec<Communication<'a>>,
}

#[derive(serde::Deserialize)]
#[allow(dead_code, reason = "what is measured is that they are read")]
struct Meta<'a> {
    #[serde(borrow, rename = "lastUpdated")]
    last_updated: Option<Text<'a>>,
}

#[derive(serde::Deserialize)]
#[allow(dead_code, reason = "what is measured is that they are read")]
struct Extension<'a> {
    #[serde(borrow)]
    url: Option<Text<'a>>,
    #[serde(rename = "valueCodeableConcept")]
    concept: Option<Concept<'a>>,
    #[serde(default)]
    extension: Vec<Extension<'a>>,
}

#[derive(serde::Deserialize)]
struct Concept<'a> {
    #[serde(borrow, default)]
    coding: Vec<Coding<'a>>,
}

/// Of an identifier, the value.
#[derive(serde::Deserialize)]
#[allow(dead_code, reason = "what is measured is that they are read")]
struct Coding<'a> {
    #[serde(borrow)]
    system: Option<Text<'a>>,
    #[serde(alias = "value")]
    code: Option<Text<'a>>,
}

#[derive(serde::Deserialize)]
#[allow(dead_code, reason = "what is measured is that they are read")]
struct HumanName<'a> {
    #[serde(borrow)]
    r#use: Option<Text<'a>>,
    text: Option<Text<'a>>,
    family: Option<Text<'a>>,
    #[serde(default)]
    given: Vec<Option<Text<'a>>>,
    period: Option<serde::de::IgnoredAny>,
}

#[derive(serde::Deserialize)]
struct Communication<'a> {
    #[serde(borrow)]
    language: Option<Concept<'a>>,
}

/// How many Patients and codes there are.
fn parse_with_serde_json(file: &Path) -> Result<Seen, Box<dyn Error>> {
    let mut reader = BufReader::with_capacity(BUFFER, File::open(file)?);
    let (mut line, mut seen) = (Vec::new(), Seen::default());
    while reader.read_until(b'\n', &mut line)? > 0 {
        let patient: Patient<'_> = serde_json::from_slice(&line)?;
        seen.rows += u64::from(patient.resource_type.0 == "Patient");
        let spoken = patient.communication.iter().filter_map(|one| one.language.as_ref());
        let coded = patient.extension.iter().filter_map(|one| one.concept.as_ref()).chain(spoken);
        seen.cells += coded.map(|concept| concept.coding.len() as u64).sum::<u64>();
        std::hint::black_box(patient);
        line.clear();
    }
    Ok(seen)
}

/// The audit, once it has counted in the file exactly what the truth says.
fn audit(file: &Path, truth: &Truth) -> Result<Subject, Box<dyn Error>> {
    let summary = audit_file(file, Options::default(), &mut |_| Ok(()))?;
    let mut found: BTreeMap<_, _> = truth.findings.keys().map(|id| (id.clone(), 0)).collect();
    found.extend(summary.rules().iter().map(|rule| (rule.rule().id.to_owned(), rule.count())));
    let fields_are_right = RecordField::ALL.into_iter().all(|field| {
        let counts = summary.field(field);
        truth.fields.get(field.key()).is_some_and(|truth| {
            (counts.missing, counts.valid, counts.declined, counts.unknown, counts.invalid)
                == (truth.missing, truth.valid, truth.declined, truth.unknown, truth.invalid)
        })
    });
    if summary.rows() != truth.rows || found != truth.findings || !fields_are_right {
        return Err("the audit does not count what the truth says; its figure is void".into());
    }
    Ok(Subject { name: "audit", run: run_audit })
}

fn run_audit(file: &Path) -> Result<Seen, Box<dyn Error>> {
    audited(file, Options::default())
}

fn run_audit_on_two_threads(file: &Path) -> Result<Seen, Box<dyn Error>> {
    audited(file, Options::default().on_threads(2))
}

/// What the audit sees of the cells it does not say, so their number is not held against the scans.
fn audited(file: &Path, options: Options) -> Result<Seen, Box<dyn Error>> {
    let mut findings = 0_u64;
    let summary = audit_file(file, options, &mut |_| {
        findings += 1;
        Ok(())
    })?;
    std::hint::black_box(findings);
    Ok(Seen { rows: summary.rows(), ..Seen::default() })
}

fn main() -> Result<(), Box<dyn Error>> {
    let rows = setting("OWNWORDS_BENCH_ROWS", 200_000)?;
    let turns = setting("OWNWORDS_BENCH_TURNS", 7)?;
    rows_of_cells(Share::one_in(4), rows, turns)?;
    rows_of_cells(Share::one_in(100), rows, turns)?;
    every_row_wrong(rows, turns)?;
    patients(rows, turns)
}

/// The audit of a CSV file beside reading it alone, and beside the audit on two threads.
fn rows_of_cells(non_ascii: Share, rows: u64, turns: u64) -> Result<(), Box<dyn Error>> {
    let made = Made::new(Sample::new(rows, 1).with_non_ascii(non_ascii), "registrations.csv")?;
    println!("\n{rows} rows, of which a share of {non_ascii} is beyond ASCII, {:.1} MB", made.megabytes());
    let mut subjects = vec![
        Subject { name: "csv", run: scan_with_csv },
        Subject { name: "simd-csv", run: scan_with_simd_csv },
    ];
    let seen = scan_with_csv(&made.file)?;
    for subject in &subjects {
        if (subject.run)(&made.file)? != seen || seen.rows != made.truth.rows {
            return Err(format!("{} reads the file wrongly; its figure is void", subject.name).into());
        }
    }
    subjects.push(audit(&made.file, &made.truth)?);
    // Of two threads the wall time tells; the processor time is that of the first.
    subjects.push(Subject { name: "on two", run: run_audit_on_two_threads });
    report(&subjects, &measure(&subjects, &made.file, turns)?, made.megabytes())?;
    Ok(())
}

/// The audit of a file in which each row is wrong, beside that of a clean one.
fn every_row_wrong(rows: u64, turns: u64) -> Result<(), Box<dyn Error>> {
    let clean = Made::new(Sample::new(rows, 1).with_faults(Share::NONE), "each-row.csv")?;
    let wrong = Made::new(Sample::new(rows, 1).with_faults(Share::ALL), "each-row.wrong")?;
    println!("\n{rows} rows, all clean or all wrong, {:.1} MB", clean.megabytes());
    audit(&wrong.file, &wrong.truth)?;
    let subjects = vec![
        Subject { name: "clean", ..audit(&clean.file, &clean.truth)? },
        Subject { name: "wrong", run: |file| run_audit(&file.with_extension("wrong")) },
    ];
    report(&subjects, &measure(&subjects, &clean.file, turns)?, clean.megabytes())?;
    Ok(())
}

/// The audit of FHIR beside parsing it alone.
fn patients(rows: u64, turns: u64) -> Result<(), Box<dyn Error>> {
    let made = Made::new(Sample::new(rows, 1).with_format(Format::Fhir), "patients.ndjson")?;
    println!("\n{rows} Patients, {:.1} MB", made.megabytes());
    if parse_with_serde_json(&made.file)?.rows != made.truth.rows {
        return Err("serde_json reads the file wrongly; its figure is void".into());
    }
    let lines =
        fs::read(&made.file)?.split_inclusive(|&byte| byte == b'\n').fold(Vec::new(), |mut all, line| {
            all.extend_from_slice(b"{\"x\":\"\xFF\",");
            all.extend_from_slice(&line[1..]);
            all
        });
    fs::write(as_stream(&made.file), lines)?;
    audit(&as_stream(&made.file), &made.truth)?;
    let subjects = vec![
        Subject { name: "serde_json", run: parse_with_serde_json },
        audit(&made.file, &made.truth)?,
        Subject { name: "on two", run: run_audit_on_two_threads },
        Subject { name: "as stream", run: |file| run_audit(&as_stream(file)) },
    ];
    report(&subjects, &measure(&subjects, &made.file, turns)?, made.megabytes())?;
    fs::remove_file(as_stream(&made.file))?;
    Ok(())
}

/// A sample in a file of its own, removed at the end, and what an audit of it must count.
struct Made {
    file: PathBuf,
    truth: Truth,
    size: u64,
}

impl Made {
    fn new(sample: Sample, name: &str) -> Result<Self, Box<dyn Error>> {
        let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("bench-{name}"));
        let truth = sample.write_to(&mut File::create(&file)?)?;
        let size = fs::metadata(&file)?.len();
        Ok(Self { file, truth, size })
    }

    fn megabytes(&self) -> f64 {
        self.size as f64 / 1e6
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.file);
    }
}

fn as_stream(file: &Path) -> PathBuf {
    file.with_extension("stream")
}

fn setting(name: &str, default: u64) -> Result<u64, Box<dyn Error>> {
    std::env::var(name).map_or(Ok(default), |text| Ok(text.parse()?))
}

/// A measurement lasts at least this long, because the system updates the processor time every few milliseconds.
const AT_LEAST: Duration = Duration::from_millis(200);

/// Wall time and processor time of one run, by subject and turn.
type Times = Vec<Vec<(Duration, Option<Duration>)>>;

fn measure(subjects: &[Subject], file: &Path, turns: u64) -> Result<Times, Box<dyn Error>> {
    let mut times = vec![Vec::new(); subjects.len()];
    for _ in 0..turns {
        for (subject, times) in subjects.iter().zip(&mut times) {
            let (start, before, mut runs) = (Instant::now(), cpu_time(), 0);
            while runs == 0 || start.elapsed() < AT_LEAST {
                std::hint::black_box((subject.run)(file)?);
                runs += 1;
            }
            let cpu = cpu_time().zip(before).map(|(after, before)| after.saturating_sub(before) / runs);
            times.push((start.elapsed() / runs, cpu));
        }
    }
    Ok(times)
}

/// How long this thread has run on a processor: the first number of its `schedstat`, in nanoseconds. Read from the
/// system's file because asking by a call would take unsafe code.
fn cpu_time() -> Option<Duration> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

fn report(subjects: &[Subject], times: &Times, megabytes: f64) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{:<10} {:>10} {:>8} {:>10} {:>8} {:>8}",
        "", "wall ms", "ratio", "cpu ms", "ratio", "MB/s"
    )?;
    let medians: Vec<_> = times
        .iter()
        .map(|times| {
            let wall = median(times.iter().map(|&(wall, _)| wall).collect());
            (wall, times.iter().map(|&(_, cpu)| cpu).collect::<Option<Vec<_>>>().map(median))
        })
        .collect();
    let Some(&(first_wall, first_cpu)) = medians.first() else { return Ok(()) };
    for (subject, (wall, cpu)) in subjects.iter().zip(medians) {
        let speed = megabytes / wall.as_secs_f64();
        let ratio = wall.as_secs_f64() / first_wall.as_secs_f64();
        write!(out, "{:<10} {:>10.1} {ratio:>8.2}", subject.name, wall.as_secs_f64() * 1e3)?;
        match cpu.zip(first_cpu) {
            Some((cpu, first)) => {
                let ratio = cpu.as_secs_f64() / first.as_secs_f64();
                write!(out, " {:>10.1} {ratio:>8.2}", cpu.as_secs_f64() * 1e3)?;
            }
            None => write!(out, " {:>10} {:>8}", "-", "-")?,
        }
        writeln!(out, " {speed:>8.0}")?;
    }
    Ok(())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
