//! `ownwords new`: a new concept, with the id that the tool assigns, or a new mapping, with its number.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use ownwords::authoring::{Lists, Mapping, new_concept, new_local_heritage, new_mapping};
use ownwords::steward::exchange::import_into;
use ownwords::{Error, ErrorKind, Kind};
use serde_json::json;

use crate::build::{say, write};
use crate::concepts::of_word;
use crate::lines::Format;
use crate::own::Instead;
use crate::stewards_files::{bytes, read_lists};

/// Add a new entry to a standard, with the next permanent id, or a new mapping, with the next permanent number
///
/// The entry is written at the end of the standard's file, with comments that say what to fill in; every other byte of the
/// file stays as it is. The id is printed. Then edit the entry, and run `ownwords build`. As JSON
/// the answer is one object with `id`, `slug` and `file`.
///
/// `new mapping` writes the file of a list under mappings/, where there is none: a draft, with comments that say what to fill
/// in. With --from the codes come from a file as `ownwords import` reads it: SSSOM, CSV, or a list of codes such as
/// OpenCodelists has; what a code means is `not-known` until somebody says it. Then edit the file, and run `ownwords check`,
/// which names what is still lacking. As JSON the answer is one object with `number`, `system`, `file`, `rows` and `refused`,
/// an array of {line, message, help}: the rows that could not be taken.
///
/// With --overlay the entry is an organisation's own: its id carries the organisation's ODS code, and the number of a mapping is
/// one of those kept for overlays.
///
/// Exit status: 0 written; 1 the entry cannot be added, or rows could not be taken; 2 the call is wrong, or a file cannot be
/// read or written.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: ownwords new heritage --slug example --label \"An example\"\n         ownwords new mapping --slug example-list --label \"EXAMPLE CODE\" --field ethnicity --from codes.csv"
)]
pub(crate) struct Arguments {
    /// What to add to, or `mapping`
    #[arg(value_parser = whats())]
    what: What,
    /// The readable key, of the entry or of the list: lower-case letters, digits and hyphens
    #[arg(long)]
    slug: String,
    /// The name in plain English; of a mapping the list's official title
    #[arg(long)]
    label: String,
    /// The root of the repository
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    #[command(flatten)]
    own: Instead,
    /// Of a mapping: the field that its codes are of, such as `ethnicity`
    #[arg(long, value_name = "FIELD", required_if_eq("what", MAPPING))]
    field: Option<String>,
    /// Of a mapping: the file that its codes come from
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// text: for people; json: for programs
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

const MAPPING: &str = "mapping";

/// What is added.
#[derive(Clone, Copy, Debug)]
enum What {
    Concept(Kind),
    Mapping,
}

fn whats() -> impl TypedValueParser<Value = What> {
    PossibleValuesParser::new(Kind::all().map(Kind::word).chain([MAPPING])).try_map(|word| match &word[..] {
        MAPPING => Ok(What::Mapping),
        word => of_word(word).map(What::Concept),
    })
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    match arguments.what {
        What::Mapping => mapping(arguments),
        What::Concept(_) if arguments.field.is_some() || arguments.from.is_some() => {
            Err(Error::new(ErrorKind::Usage, "--field and --from are of a mapping alone")
                .with_help("leave them out, or write `ownwords new mapping`"))
        }
        What::Concept(kind) => concept(arguments, kind),
    }
}

fn concept(arguments: &Arguments, kind: Kind) -> Result<ExitCode, Error> {
    let (slug, label) = (arguments.slug.as_str(), arguments.label.as_str());
    let (root, (id, file, text)) = match (&arguments.own.overlay, kind) {
        (None, _) => (&arguments.root, new_concept(&arguments.root, kind, slug, label)?),
        (Some(folder), Kind::Heritage) => (folder, new_local_heritage(folder, slug, label)?),
        (Some(_), _) => {
            return Err(Error::new(ErrorKind::Usage, "an overlay holds heritages alone")
                .with_help("suggest the entry for the national list"));
        }
    };
    write_below(root, file, &text)?;
    let answer = match arguments.format {
        Format::Text => format!("{id} added to {file}\n"),
        Format::Json => {
            format!("{:#}\n", json!({"id": id.to_string(), "slug": arguments.slug, "file": file}))
        }
    };
    say(&mut io::stdout().lock(), &answer)?;
    Ok(ExitCode::SUCCESS)
}

#[allow(clippy::print_stderr, reason = "what could not be taken is no part of the answer")]
fn mapping(arguments: &Arguments) -> Result<ExitCode, Error> {
    let mut start = Mapping::default();
    start.system.clone_from(&arguments.slug);
    start.field = arguments.field.clone().unwrap_or_default();
    start.title.clone_from(&arguments.label);
    let mut refused = Vec::new();
    if let Some(file) = &arguments.from {
        let lists =
            if arguments.own.overlay.is_some() { Lists::embedded() } else { read_lists(&arguments.root)? };
        let imported = import_into(start, &file.display().to_string(), &bytes(file)?, &lists)?;
        refused = imported.refused;
        imported.notes.iter().for_each(|note| eprintln!("note: {note}"));
        start = imported.mapping;
        // What the caller says of the list goes before what its file says.
        start.system.clone_from(&arguments.slug);
        start.field = arguments.field.clone().unwrap_or_default();
        start.title.clone_from(&arguments.label);
    }
    let rows = start.rows.len();
    let root = arguments.own.overlay.as_ref().unwrap_or(&arguments.root);
    let draft = new_mapping(root, start, arguments.own.overlay.is_some())?;
    write_below(root, &draft.file, &draft.text)?;
    let answer = match arguments.format {
        Format::Text => {
            refused.iter().for_each(|fault| eprintln!("not taken: {fault}"));
            let next = "fill in what `ownwords check` names";
            format!("{} written, number {}, {rows} codes; {next}\n", draft.file, draft.number)
        }
        Format::Json => {
            let refused = refused.iter().map(|fault| {
                let line = fault.position().and_then(|place| place.line);
                json!({"line": line, "message": fault.message(), "help": fault.help()})
            });
            let refused: Vec<_> = refused.collect();
            let number = draft.number;
            let answer = json!({"number": number, "system": arguments.slug, "file": draft.file, "rows": rows, "refused": refused});
            format!("{answer:#}\n")
        }
    };
    say(&mut io::stdout().lock(), &answer)?;
    Ok(if refused.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn write_below(root: &Path, file: &str, text: &str) -> Result<(), Error> {
    let path = root.join(file);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| {
            Error::new(ErrorKind::Io, "the folder of the file cannot be made").with_source(error)
        })?;
    }
    write(&path, text)
}
