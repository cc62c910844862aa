//! `ownwords audit`: checks existing records.

mod output;

use std::io::{self, BufWriter, Write as _};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use ownwords::audit::report::terminal;
use ownwords::audit::{Duplicates, InputFormat, Options, Sink, Stopped, Summary, Watch, audit, audit_file};
use ownwords::wire::columns::Encoding;
use ownwords::{Date, Error, ErrorKind, Overlay, Sealed, SealedPurpose};

use crate::own::Own;
use crate::progress::{Progress, end_on_interrupt};
use crate::whole_file::WholeFile;
use crate::{cohorts, columns, inputs, lines, plan};

/// Check existing records, and say what it would take to put them right
///
/// Reads CSV and TSV, FHIR R4 JSON (a Patient, a Bundle, or one resource a line), HL7 v2 messages and batches, and flat JSON
/// objects, one a line; also compressed, with gzip or Zstandard; and, where it was built so, Parquet and Arrow. Nothing of a
/// record is shown but its place, unless `--show-values` asks for it.
///
/// Columns are known by their names. Where those do not say enough, `--init MAP` looks at the contents too and writes a
/// column map with the evidence; `--columns MAP` then audits by it.
///
/// With --overlay your organisation's own list judges its codes as a national one does: named with --system or in a column map,
/// by its URI in FHIR, and among the lists that a column may be of. Every report says which overlay that was.
///
/// A page (`--format html`) may be published: it shows no name and no row, and no count that tells of a few people. With
/// `--tier internal` it shows rows and exact counts. `--tier publishable --format json` is the same in JSON, which a later
/// run takes with `--earlier`.
///
/// The JSON streams: `{"format":"ownwords.audit/1","ownwords","standard","files":[{"file", "findings":[…], "summary",
/// "complete"}, …], "complete"}`. A report that was cut off has no last `complete`.
///
/// With --plan the answer is what was proposed; its JSON is an object with `format` (ownwords.proposed/1), `file`, `source`, `plan`,
/// `rows`, `findings`, `repairs`, `certain`, `likely`, `rules`, `overlay` where one was named, and `complete`.
///
/// With --cohorts it is an object with `format` (ownwords.cohorts/1), `title`, `system`, `to_system`, `is_for_publication` (false),
/// `people`, `cohorts` (each with `key`, `title`, `source`, `before`, `both`, `enter`, `leave`, `neither`, `undecidable` and the same
/// by code under `codes`), `codes`, `heritages`, `not_further_stated`, `no_answer`, `overlay` where one was named, `file` and
/// `complete`; exit status 0.
///
/// Exit status: 0 when nothing was found, 1 when something was, 2 when a file could not be read to its end.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: ownwords audit registrations.csv\n         ownwords audit --overlay our-codes/ --system ethnicity=our-ethnic-group registrations.csv\n         ownwords audit --format json patients.ndjson\n         ownwords audit --init map.yaml extract.csv\n         ownwords audit --format html -o report.html registrations.csv\n         ownwords audit registrations.csv --plan plan.csv\n         ownwords audit registrations.csv --cohorts cohorts.yaml"
)]
pub(crate) struct Arguments {
    /// The files with the records; `-` is standard input, and `*`, `?` and `[…]` in quotes stand for what a name may hold
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How the report is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The file that the report is written to, whole or not at all; without one, standard output
    #[arg(short, long, value_name = "FILE", conflicts_with_all = NO_REPORT)]
    output: Option<PathBuf>,
    /// Who the report is for; without it a page is for anybody and everything else for those who keep the records
    #[arg(long, value_enum, conflicts_with_all = NO_REPORT)]
    tier: Option<Who>,
    /// In a publishable report, the smallest count that is shown
    #[arg(long, default_value_t = 10, value_name = "COUNT", conflicts_with_all = NO_REPORT)]
    threshold: u64,
    /// In a publishable report, counts are rounded to the nearest multiple of this
    #[arg(long, default_value_t = 5, value_name = "COUNT", conflicts_with_all = NO_REPORT)]
    rounding: u64,
    /// The publishable JSON of an earlier run on the same service: what it hid stays hidden, and a page shows the trend
    #[arg(long, value_name = "FILE", conflicts_with_all = NO_REPORT)]
    earlier: Option<PathBuf>,
    /// The day of the audit, as 2026-11-27: dates of birth after it are found, and every report names it. Without it there is
    /// none, and the same file always gives the same report
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    /// Look at former names too, for this reason, and find chosen names that are one of them
    #[arg(long, value_name = "REASON")]
    former_names: Option<String>,
    /// Show the values that the findings are about: the report is then as confidential as the records
    #[arg(long)]
    show_values: bool,
    /// What the files are; told by how each begins where this does not say it
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(InputFormat::ALL.map(InputFormat::word)))]
    input: Option<String>,
    /// In what the text is written: utf-8, utf-16le, utf-16be or windows-1252
    #[arg(long, value_name = "ENCODING")]
    encoding: Option<Encoding>,
    /// A column map: which column is which field, and of which list its codes are
    #[arg(long, value_name = "MAP")]
    columns: Option<PathBuf>,
    /// Write a column map for the file, with what speaks for each column, and do not audit
    #[arg(long, value_name = "MAP", conflicts_with_all = OF_AUDITS)]
    init: Option<PathBuf>,
    /// How many threads work on a file; as many as the machine has where this does not say it. It changes no report
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// The list that the codes of a column are of, for example ethnicity=ukcore-ethnic-category-wales; once for each column
    #[arg(long = "system", value_name = "COLUMN=KEY")]
    systems: Vec<String>,
    #[command(flatten)]
    own: Own,
    /// Compare the records of one NHS number, in all files together. They are read several times, so that none of them can be
    /// standard input
    #[arg(long, conflicts_with_all = NO_REPORT)]
    duplicates: bool,
    /// Propose repairs: write them into this new CSV file, for a person to mark and `ownwords apply` to make. It holds values of
    /// records, and is as confidential as they are
    #[arg(long, value_name = "PLAN")]
    plan: Option<PathBuf>,
    /// Say instead how many people would enter or leave the cohorts of this YAML file, once records are keyed by heritages or
    /// by another list. The counts are exact: not for publication
    #[arg(long, value_name = "RULES", conflicts_with = "plan")]
    cohorts: Option<PathBuf>,
}

/// What is asked for instead of a report.
const NO_REPORT: [&str; 3] = ["init", "plan", "cohorts"];

/// What only an audit does anything with.
const OF_AUDITS: [&str; 10] = [
    "plan",
    "cohorts",
    "format",
    "as_of",
    "former_names",
    "show_values",
    "input",
    "encoding",
    "columns",
    "systems",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: counts, and the first rows of each rule
    Text,
    /// For programs: every finding, and every count
    Json,
    /// A page for a browser or for paper
    Html,
    /// Findings, one JSON object a line
    Jsonl,
    /// Findings for a spreadsheet
    Csv,
    /// SARIF 2.1.0, for tools that collect findings
    Sarif,
    /// JUnit XML, for systems that show tests
    Junit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Who {
    /// Those who keep the records: exact counts, and the rows of findings
    Internal,
    /// Anybody: small counts hidden, others rounded, no row and no name
    Publishable,
}

impl Format {
    /// The same, where the answer is no report: it is for people or for programs.
    ///
    /// # Errors
    ///
    /// Of a format that only a report has.
    fn of_answer(self) -> Result<lines::Format, Error> {
        match self {
            Self::Text => Ok(lines::Format::Text),
            Self::Json => Ok(lines::Format::Json),
            Self::Html | Self::Jsonl | Self::Csv | Self::Sarif | Self::Junit => Err(Error::new(
                ErrorKind::Usage,
                "a plan and cohorts are no report, and are not written in this format",
            )
            .with_help("leave `--format` out, or choose `json`")),
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let files = inputs::named(&arguments.files)?;
    if let Some(output) = &arguments.output {
        let others = [&arguments.columns, &arguments.earlier];
        let read = files.iter().chain(others.into_iter().flatten());
        inputs::are_kept(output, read.map(PathBuf::as_path))?;
    }
    if let Some(map) = &arguments.init {
        return match &files[..] {
            [file] => columns::init(file, map, &arguments.own),
            _ => Err(Error::new(ErrorKind::Usage, "a column map is written for one file")
                .with_help("name one of the files; the map is then used for all of them")),
        };
    }
    let overlay = arguments.own.load()?;
    if let Some(path) = &arguments.plan {
        let options = options(arguments, overlay.as_ref())?;
        return plan::run(&files, path, &options, arguments.format.of_answer()?);
    }
    if let Some(path) = &arguments.cohorts {
        let options = options(arguments, overlay.as_ref())?;
        return cohorts::run(&files, path, overlay.as_ref(), &options, arguments.format.of_answer()?);
    }
    let report = output::Kind::of(arguments, files.len())?;
    let watch = Watch::default();
    end_on_interrupt(&watch)?;
    let options =
        compared(options(arguments, overlay.as_ref())?.watched_by(&watch), &files, arguments.duplicates)?;
    let progress = Progress::of(&files, &watch);
    let written = match &arguments.output {
        None => report.write(&files, &options, &mut BufWriter::new(io::stdout().lock())),
        Some(path) => WholeFile::create(path).and_then(|file| {
            let mut out = BufWriter::new(file);
            let found = report.write(&files, &options, &mut out)?;
            out.into_inner().map_err(io::IntoInnerError::into_error)?.keep()?;
            Ok(found)
        }),
    };
    drop(progress);
    match written {
        Ok(found) => Ok(found.exit_code()),
        // Whoever reads has read enough, as `head` does.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe && arguments.output.is_none() => {
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            Err(Error::new(ErrorKind::Io, format!("the report cannot be written ({})", error.kind()))
                .with_help("see that its folder is there, and that there is room in it")
                .with_source(error))
        }
    }
}

/// What was found in all files together.
#[derive(Default)]
struct Found {
    has_findings: bool,
    has_errors: bool,
}

impl Found {
    fn add(&mut self, summary: &Summary, error: Option<&Error>) {
        self.has_findings |= summary.findings() > 0;
        if let Some(error) = error {
            self.has_errors = true;
            // When not even the error can be written there is nobody left to tell.
            let _ = writeln!(io::stderr(), "error: {}", terminal::escaped(&error.to_string()));
        }
    }

    fn exit_code(&self) -> ExitCode {
        match self {
            Self { has_errors: true, .. } => ExitCode::from(2),
            Self { has_findings: true, .. } => ExitCode::from(1),
            _ => ExitCode::SUCCESS,
        }
    }
}

/// A whole day.
fn day(text: &str) -> Result<Date, Error> {
    let day = text.parse::<Date>()?;
    let is_whole = day.to_string().len() == "YYYY-MM-DD".len();
    is_whole.then_some(day).ok_or_else(|| {
        Error::new(ErrorKind::Usage, "this is a month or a year, and no day")
            .with_help("write it as YYYY-MM-DD")
    })
}

fn options(arguments: &Arguments, overlay: Option<&Overlay>) -> Result<Options, Error> {
    let threads = arguments.threads.map_or_else(available, NonZeroUsize::get);
    let mut options = Options::default().identifying().on_threads(threads);
    if let Some(overlay) = overlay {
        options = options.with_overlay(overlay);
    }
    if arguments.show_values {
        options = options.showing_values();
    }
    if let Some(reason) = &arguments.former_names {
        options = options.with_former_names(&SealedPurpose::because(Sealed::Former, reason)?)?;
    }
    if let Some(day) = arguments.as_of {
        options = options.as_of(day);
    }
    if let Some(format) = &arguments.input {
        options = options.reading(format.parse()?);
    }
    if let Some(encoding) = arguments.encoding {
        options = options.in_encoding(encoding);
    }
    if let Some(map) = &arguments.columns {
        options = options.with_columns(columns::read_map(map, overlay)?);
    }
    for named in &arguments.systems {
        let (column, key) = named.split_once('=').ok_or_else(|| {
            Error::new(ErrorKind::Usage, "a list is named as COLUMN=KEY")
                .with_help("for example --system ethnicity=ukcore-ethnic-category-wales")
        })?;
        options = options.with_system(column, key)?;
    }
    Ok(options)
}

/// The options, with the records of one NHS number compared in all files where that is asked for.
fn compared(options: Options, files: &[PathBuf], is_asked: bool) -> Result<Options, Error> {
    if !is_asked {
        return Ok(options);
    }
    if files.iter().any(|file| file == Path::new("-")) {
        return Err(Error::new(
            ErrorKind::Usage,
            "duplicates are found by reading several times, and standard input is read once",
        )
        .with_help("write it to a file first, and name that file"));
    }
    let duplicates = Duplicates::among(files, &options)?;
    Ok(options.with_duplicates(&duplicates))
}

/// How many threads the machine has for this program.
fn available() -> usize {
    std::thread::available_parallelism().map_or(1, NonZeroUsize::get)
}

fn read(file: &Path, options: &Options, sink: &mut Sink<'_>) -> Result<Summary, Stopped> {
    if file == Path::new("-") {
        audit(io::stdin(), &name(file), options.clone(), sink)
    } else {
        audit_file(file, options.clone(), sink)
    }
}

fn name(file: &Path) -> String {
    if file == Path::new("-") { "standard input".to_owned() } else { file.display().to_string() }
}

fn parts(audited: Result<Summary, Stopped>) -> (Summary, Option<Error>) {
    match audited {
        Ok(summary) => (summary, None),
        Err(stopped) => {
            let (error, summary) = stopped.into_parts();
            (summary, Some(error))
        }
    }
}
