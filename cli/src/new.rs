//! `ownwords new`: a new concept, with the id that the tool assigns.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use ownwords::authoring::new_concept;
use ownwords::{Error, Kind};

use crate::build::not_written;
use crate::whole_file::WholeFile;

/// Add a new entry to a standard, with the next permanent id
///
/// The entry is written at the end of the standard's file, with comments that say what to fill in; every other byte of the
/// file stays as it is. The id is printed. Then edit the entry, and run `ownwords build`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// What to add to
    #[arg(value_enum)]
    what: What,
    /// The readable key: lower-case letters, digits and hyphens
    #[arg(long)]
    slug: String,
    /// The name in plain English
    #[arg(long)]
    label: String,
    /// The root of the repository
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum What {
    Heritage,
    Orientation,
    Pronouns,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let kind = match arguments.what {
        What::Heritage => Kind::Heritage,
        What::Orientation => Kind::Orientation,
        What::Pronouns => Kind::Pronouns,
    };
    let (id, file, text) = new_concept(&arguments.root, kind, &arguments.slug, &arguments.label)?;
    let path = arguments.root.join(file);
    let mut whole = WholeFile::create(&path).map_err(|error| not_written(&path, error))?;
    whole
        .write_all(text.as_bytes())
        .and_then(|()| whole.keep())
        .map_err(|error| not_written(&path, error))?;
    let said = io::stdout().lock().write_all(format!("{id} added to {file}\n").as_bytes());
    said.map_err(|error| not_written(&path, error))?;
    Ok(ExitCode::SUCCESS)
}
