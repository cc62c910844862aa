//! `ownwords sample`: made-up records with known faults.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ownwords::audit::sample::{Format, Sample, Share};
use ownwords::{Error, ErrorKind, Position};

use crate::whole_file::WholeFile;

/// Make up registration records with known faults, to try an audit on
///
/// The same rows, seed and shares give the same bytes everywhere. The people are nobody: names are combined by chance,
/// and the NHS numbers come from the range that is kept for tests.
///
/// Exit status: 0 written; 2 it could not be written.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: ownwords sample --rows 1000 > sample.csv")]
pub(crate) struct Arguments {
    /// How many records
    #[arg(long)]
    rows: u64,
    /// The number from which everything is drawn
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// csv: with a header; fhir: one R4 Patient a line
    #[arg(long, default_value_t = Format::Csv)]
    format: Format,
    /// The share of records with a fault, from 0 to 1
    #[arg(long, value_name = "SHARE", default_value_t = Share::one_in(10))]
    faults: Share,
    /// The share of people whose names are written in their own script, with its marks, or at length, from 0 to 1
    #[arg(long, value_name = "SHARE", default_value_t = Share::one_in(4))]
    non_ascii: Share,
    /// The share of pairs of rows that have one NHS number, from 0 to 1: half of them with other answers, half with the same
    #[arg(long, value_name = "SHARE", default_value_t = Share::NONE)]
    duplicates: Share,
    /// Write the records here instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write here, as JSON, what an audit of the records must find
    #[arg(long, value_name = "FILE")]
    truth: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let sample = Sample::new(arguments.rows, arguments.seed)
        .with_faults(arguments.faults)
        .with_non_ascii(arguments.non_ascii)
        .with_duplicates(arguments.duplicates)
        .with_format(arguments.format);
    let truth = match &arguments.output {
        Some(path) => write_file(path, |file| sample.write_to(file))?,
        None => match sample.write_to(&mut io::stdout().lock()) {
            Ok(truth) => truth,
            // Whoever reads has read enough, as `head` does.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(ExitCode::SUCCESS),
            Err(error) => return Err(not_written(Path::new("standard output"), error)),
        },
    };
    if let Some(path) = &arguments.truth {
        let json = truth.to_json()?;
        write_file(path, |file| file.write_all(json.as_bytes()))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn write_file<T>(path: &Path, write: impl FnOnce(&mut WholeFile) -> io::Result<T>) -> Result<T, Error> {
    WholeFile::create(path)
        .and_then(|mut file| {
            let written = write(&mut file)?;
            file.keep()?;
            Ok(written)
        })
        .map_err(|error| not_written(path, error))
}

fn not_written(path: &Path, error: io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("the file cannot be written ({})", error.kind()))
        .at(Position::in_file(path.display().to_string()))
        .with_help("see that the directory is there, may be written to and has room")
        .with_source(error)
}
