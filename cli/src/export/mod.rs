//! `ownwords export`: standards and mappings in other people's formats, one module a format.

mod fhir;

use std::path::PathBuf;
use std::process::ExitCode;

use ownwords::Error;

use crate::lines::Format;

/// Write standards and mappings in a format that other tools read
///
/// fhir: code systems, value sets and concept maps, the questions as a Questionnaire, and the definitions of what FHIR has
/// no word for. A heritage's broader ones are its parents, and what it only may be is no parent; no relationship of a
/// mapping is made an equivalence; a code whose meaning nobody could source has no map, in so many words; a code that means
/// several heritages together says so. What is provisional is marked experimental.
///
/// With -o each resource becomes a file of the folder, under the name TYPE-ID.json, and the command says how many there are;
/// with --format json it is {files, resources}, of which files are their names. Without -o all of them are printed as one
/// FHIR Bundle of type collection. Exit status: 0 written; 2 nothing goes by that name, or a file cannot be written.
///
/// Example: ownwords export --as fhir --release r5 nhs-ethnic-category-2001 -o fhir/
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Arguments {
    /// The format
    #[arg(long = "as", value_name = "FORMAT", value_enum)]
    format_of_files: As,
    /// A field of the standard (ethnicity), a code system's key (nhs-ethnic-category-2001), questions, or definitions;
    /// everything without it
    #[arg(value_name = "STANDARD|SYSTEM")]
    name: Option<String>,
    /// The release of FHIR
    #[arg(long, value_enum, default_value_t = Release::R4)]
    release: Release,
    /// The folder to write files to; it is made where it is not there
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// How the command says what it wrote
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// What to write.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum As {
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
    match arguments.format_of_files {
        As::Fhir => fhir::run(arguments),
    }
}
