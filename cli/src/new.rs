//! `ownwords new`: a new concept, with the id that the tool assigns.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use ownwords::authoring::{new_concept, new_local_heritage};
use ownwords::{Error, ErrorKind, Kind};
use serde_json::json;

use crate::build::{say, write};
use crate::concepts::kinds;
use crate::lines::Format;

/// Add a new entry to a standard, with the next permanent id
///
/// The entry is written at the end of the standard's file, with comments that say what to fill in; every other byte of the
/// file stays as it is. The id is printed. Then edit the entry, and run `ownwords build`. As JSON
/// the answer is one object with `id`, `slug` and `file`.
///
/// Exit status: 0 written; 1 the entry cannot be added; 2 a file cannot be read or written.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: ownwords new heritage --slug example --label \"An example\"")]
pub(crate) struct Arguments {
    /// What to add to
    #[arg(value_parser = kinds())]
    what: Kind,
    /// The readable key: lower-case letters, digits and hyphens
    #[arg(long)]
    slug: String,
    /// The name in plain English
    #[arg(long)]
    label: String,
    /// The root of the repository
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Add to an organisation's overlay in this folder; the id carries its ODS code
    #[arg(long, value_name = "DIR", conflicts_with = "root")]
    overlay: Option<PathBuf>,
    /// text: for people; json: for programs
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let kind = arguments.what;
    let (slug, label) = (arguments.slug.as_str(), arguments.label.as_str());
    let (root, (id, file, text)) = match (&arguments.overlay, kind) {
        (None, _) => (&arguments.root, new_concept(&arguments.root, kind, slug, label)?),
        (Some(folder), Kind::Heritage) => (folder, new_local_heritage(folder, slug, label)?),
        (Some(_), _) => {
            return Err(Error::new(ErrorKind::Usage, "an overlay holds heritages alone")
                .with_help("suggest the entry for the national list"));
        }
    };
    let path = root.join(file);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| {
            Error::new(ErrorKind::Io, "the folder of the file cannot be made").with_source(error)
        })?;
    }
    write(&path, &text)?;
    let answer = match arguments.format {
        Format::Text => format!("{id} added to {file}\n"),
        Format::Json => {
            format!("{:#}\n", json!({"id": id.to_string(), "slug": arguments.slug, "file": file}))
        }
    };
    say(&mut io::stdout().lock(), &answer)?;
    Ok(ExitCode::SUCCESS)
}
