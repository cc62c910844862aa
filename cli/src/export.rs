//! `ownwords export`: the lists in the formats of others.

mod lists;

use std::path::PathBuf;
use std::process::ExitCode;

use ownwords::Error;

use crate::lines::Format;

/// Write a list of codes, or a standard, in a format that others read
///
/// sssom: a mapping as SSSOM TSV; csv: for a spreadsheet, with whatever it could take for a number or a date in square
/// brackets; skos: in Turtle; opencodelists: codes and terms. `ownwords import` reads sssom and csv back, and nothing of
/// them is lost. Codes whose terms need a licence have none in any of them.
///
/// The stewards' files are read, so run it at the root of the repository, name the root, or name a file.
///
/// As JSON the answer is {as, name, file, text}: `file` is what -o named, and `text` is null then.
///
/// Exit status: 0 written; 2 it could not be read or written.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: ownwords export --as sssom nhs-ethnic-category-2001 -o nhs.sssom.tsv")]
pub(crate) struct Arguments {
    /// A list's key, a standard's field such as `ethnicity`, or a file under mappings/
    name: String,
    /// The format
    #[arg(long = "as", value_enum)]
    form: Form,
    /// Write to this file, whole or not at all, and to standard output otherwise
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The folder that holds standards/ and mappings/
    #[arg(long, default_value = ".")]
    root: PathBuf,
    /// text: the file itself; json: for programs
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// SSSOM, tab-separated, with its head
    Sssom,
    /// For a spreadsheet
    Csv,
    /// SKOS, in Turtle
    Skos,
    /// Codes and terms, as OpenCodelists takes them
    Opencodelists,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    lists::run(arguments)
}
