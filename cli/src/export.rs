//! `ownwords export`: the lists in the formats of others.

mod fhir;
mod lists;

use std::path::PathBuf;
use std::process::ExitCode;

use ownwords::steward::exchange::Format as Exchange;
use ownwords::{Error, ErrorKind};

use crate::lines::Format;
use crate::own::Own;

/// Write a list of codes, or a standard, in a format that others read
///
/// sssom: a mapping as SSSOM TSV; csv: for a spreadsheet, with whatever it could take for a number or a date in square
/// brackets; skos: in Turtle; opencodelists: codes and terms. `ownwords import` reads sssom and csv back, and nothing of
/// them is lost. Codes whose terms need a licence have none in any of them.
///
/// For these the stewards' files are read, so run it at the root of the repository, name the root, or name a file.
///
/// fhir: code systems, value sets and concept maps of R4 or R5, the questions as a Questionnaire, and the definitions of what
/// FHIR has no word for; everything that this program holds, where nothing is named. A heritage's broader ones are its
/// parents, and what it only may be is no parent; no relationship of a mapping becomes an equivalence; a code whose meaning
/// nobody could source has no map, in so many words; a code that means several heritages together says so. What is
/// provisional is marked experimental. An overlay is in none of it, since these resources have national addresses. With -o each resource is a file TYPE-ID.json of that folder, and otherwise all are
/// printed as one Bundle.
///
/// As JSON the answer is {as, name, file, text}: `file` is what -o named, and `text` is null then. Of fhir with -o it is
/// {files, resources}, of which files are the names; without -o what is printed is JSON in any case.
///
/// Exit status: 0 written; 2 it could not be read or written.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: ownwords export --as sssom nhs-ethnic-category-2001 -o nhs.sssom.tsv\n         \
    ownwords export --as fhir --release r5 -o fhir/"
)]
pub(crate) struct Arguments {
    /// A list's key, a standard's field such as `ethnicity`, or a file under mappings/; of fhir also `questions` and
    /// `definitions`, and everything without it
    name: Option<String>,
    /// The format
    #[arg(long = "as", value_enum)]
    form: Form,
    /// The release of FHIR
    #[arg(long, value_enum, default_value_t = Release::R4)]
    release: Release,
    /// Write to this file, or of fhir to this folder, whole or not at all, and to standard output otherwise
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The folder that holds standards/ and mappings/
    #[arg(long, default_value = ".")]
    root: PathBuf,
    #[command(flatten)]
    own: Own,
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
    /// FHIR terminology
    Fhir,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Release {
    /// 4.0.1
    R4,
    /// 5.0.0
    R5,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let form = match arguments.form {
        Form::Fhir => return fhir::run(arguments),
        Form::Sssom => Exchange::Sssom,
        Form::Csv => Exchange::Csv,
        Form::Skos => Exchange::Skos,
        Form::Opencodelists => Exchange::OpenCodelists,
    };
    let name = arguments.name.as_deref().ok_or_else(|| {
        Error::new(ErrorKind::Usage, "nothing is named that could be written in this format")
            .with_help("name a list, such as nhs-ethnic-category-2001, or a field, such as ethnicity")
    })?;
    lists::run(arguments, name, form)
}
