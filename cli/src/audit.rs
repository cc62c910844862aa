//! `ownwords audit`: checks existing records.

use std::io::{self, BufWriter, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use ownwords::audit::report::{json, terminal};
use ownwords::audit::{InputFormat, Options, Sink, Stopped, Summary, Watch, audit, audit_file};
use ownwords::wire::columns::Encoding;
use ownwords::{Error, ErrorKind};

use crate::progress::{Progress, end_on_interrupt};
use crate::{columns, inputs};

/// Check existing records, and say what it would take to put them right
///
/// Reads CSV and TSV, FHIR R4 JSON (a Patient, a Bundle, or one resource a line), HL7 v2 messages and batches, and flat JSON
/// objects, one a line; also compressed, with gzip or Zstandard; and, where it was built so, Parquet and Arrow. Nothing of a
/// record is shown but its place, unless `--show-values` asks for it.
///
/// Columns are known by their names. Where those do not say enough, `--init MAP` looks at the contents too and writes a
/// column map with the evidence; `--columns MAP` then audits by it.
///
/// The JSON streams: `{"format":"ownwords.audit/1","files":[{"file", "findings":[…], "summary", "complete"}, …],
/// "complete"}`. A report that was cut off has no last `complete`.
///
/// Exit status: 0 when nothing was found, 1 when something was, 2 when a file could not be read to its end.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: ownwords audit registrations.csv\n         ownwords audit --format json patients.ndjson\n         ownwords audit --init map.yaml extract.csv"
)]
pub(crate) struct Arguments {
    /// The files with the records; `-` is standard input, and `*`, `?` and `[…]` in quotes stand for what a name may hold
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How the report is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Show the values that the findings are about: the report is then as confidential as the records
    #[arg(long)]
    show_values: bool,
    /// What the files are; told by how each begins where this does not say it
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(FORMATS.map(InputFormat::word)))]
    input: Option<String>,
    /// In what the text is written: utf-8, utf-16le, utf-16be or windows-1252
    #[arg(long, value_name = "ENCODING")]
    encoding: Option<Encoding>,
    /// A column map: which column is which field, and of which list its codes are
    #[arg(long, value_name = "MAP", conflicts_with = "init")]
    columns: Option<PathBuf>,
    /// Write a column map for the file, with what speaks for each column, and do not audit
    #[arg(long, value_name = "MAP")]
    init: Option<PathBuf>,
    /// How many threads work on a file; as many as the machine has where this does not say it. It changes no report
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// The list that the codes of a column are of, for example ethnicity=ukcore-ethnic-category-wales; once for each column
    #[arg(long = "system", value_name = "COLUMN=KEY")]
    systems: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: counts, and the first rows of each rule
    Text,
    /// For programs: every finding
    Json,
}

const FORMATS: [InputFormat; 6] = InputFormat::ALL;

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let files = inputs::named(&arguments.files)?;
    if let Some(map) = &arguments.init {
        return match &files[..] {
            [file] => columns::init(file, map),
            _ => Err(Error::new(ErrorKind::Usage, "a column map is written for one file")
                .with_help("name one of the files; the map is then used for all of them")),
        };
    }
    let watch = Watch::default();
    end_on_interrupt(&watch)?;
    let options = options(arguments)?.watched_by(&watch);
    let progress = Progress::of(&files, &watch);
    let out = BufWriter::new(io::stdout().lock());
    let written = match arguments.format {
        Format::Text => write_text(&files, &options, out),
        Format::Json => write_json(&files, &options, out),
    };
    drop(progress);
    match written {
        Ok(found) => Ok(found.exit_code()),
        // Whoever reads has read enough, as `head` does.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        Err(error) => {
            Err(Error::new(ErrorKind::Io, format!("the report cannot be written ({})", error.kind()))
                .with_help("see that there is room where it is written to")
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

fn write_text(files: &[PathBuf], options: &Options, mut out: impl Write) -> io::Result<Found> {
    let mut found = Found::default();
    for (place, file) in files.iter().enumerate() {
        if place > 0 {
            writeln!(out)?;
        }
        let (summary, error) = parts(read(file, options, &mut |_| Ok(())));
        terminal::write(&mut out, &summary, error.as_ref())?;
        out.flush()?;
        found.add(&summary, error.as_ref());
    }
    Ok(found)
}

fn write_json(files: &[PathBuf], options: &Options, out: impl Write) -> io::Result<Found> {
    let mut found = Found::default();
    let mut report = json::Report::begin(out)?;
    for file in files {
        report.begin_file(&name(file))?;
        let mut not_written = None;
        let (summary, error) = parts(read(file, options, &mut |finding| {
            report.finding(&finding).map_err(|error| {
                let kind = error.kind();
                not_written = Some(error);
                io::Error::from(kind)
            })
        }));
        if let Some(error) = not_written {
            return Err(error);
        }
        report.end_file(&summary, error.as_ref())?;
        found.add(&summary, error.as_ref());
    }
    report.end()?;
    Ok(found)
}

fn options(arguments: &Arguments) -> Result<Options, Error> {
    let threads = arguments.threads.map_or_else(available, NonZeroUsize::get);
    let mut options = Options::default().on_threads(threads);
    if arguments.show_values {
        options = options.showing_values();
    }
    if let Some(format) = &arguments.input {
        options = options.reading(format.parse()?);
    }
    if let Some(encoding) = arguments.encoding {
        options = options.in_encoding(encoding);
    }
    if let Some(map) = &arguments.columns {
        options = options.with_columns(columns::read_map(map)?);
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
