//! `ownwords import`: a mapping from the format of others.

use std::path::PathBuf;
use std::process::ExitCode;

use ownwords::authoring::Mapping;
use ownwords::steward::exchange::{Imported, import_into};
use ownwords::{Error, ErrorKind, Position};
use serde_json::json;

use crate::lines::{Answer, Format, print};
use crate::own::Own;
use crate::stewards_files::{bytes, lists_or_embedded, write_whole};

/// Read a mapping from SSSOM, from the CSV that `ownwords export` writes, or from any list of codes as CSV
///
/// Prints it as a file under mappings/, for a steward to look at. Every row that cannot be taken is said with its place and
/// the reason. A list of codes, such as OpenCodelists has, does not say what its codes mean here: its rows are `meaning:
/// not-known`, and nothing is guessed.
///
/// With -o the file is written, whole or not at all, and only where there is none: a stewards' file is never written over.
///
/// As JSON the answer is {file, system, rows, refused, notes, lacking, yaml}: `refused` holds {line, message, help}, `lacking`
/// the names in the head that have no value yet; `yaml` is null with -o.
///
/// Exit status: 0 every row was taken; 1 some were not; 2 the file could not be read or written.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: ownwords import nhs.sssom.tsv -o mappings/ethnicity/example-list.yaml")]
pub(crate) struct Arguments {
    /// The file
    file: PathBuf,
    /// Write to this file, which must not be there
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The list's key, where the file does not say it
    #[arg(long, value_name = "KEY", default_value = "")]
    system: String,
    /// The list's field, such as `ethnicity`, where the file does not say it
    #[arg(long, value_name = "FIELD", default_value = "")]
    field: String,
    /// The list's number, where the file does not say it
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    number: u16,
    /// The folder that holds standards/, for the slugs of ids
    #[arg(long, default_value = ".")]
    root: PathBuf,
    #[command(flatten)]
    own: Own,
    /// text: the file itself; json: for programs
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    if let Some(file) = arguments.output.as_ref().filter(|file| file.exists()) {
        return Err(Error::new(ErrorKind::Usage, "the file is there already; nothing was written")
            .at(Position::in_file(file.display().to_string()))
            .with_help("name a new file, and compare the two with `ownwords compare`"));
    }
    let name = arguments.file.display().to_string();
    let mut start = Mapping::default();
    start.system.clone_from(&arguments.system);
    start.field.clone_from(&arguments.field);
    start.number = arguments.number;
    let lists = arguments.own.beside(lists_or_embedded(&arguments.root)?)?;
    let imported = import_into(start, &name, &bytes(&arguments.file)?, &lists)?;
    let yaml = imported.mapping.to_yaml()?;
    if let Some(file) = &arguments.output {
        write_whole(file, &yaml)?;
    }
    say(&imported, arguments.output.is_some());
    let refused = imported.refused.iter().map(|fault| {
        let line = fault.position().and_then(|place| place.line);
        json!({"line": line, "message": fault.message(), "help": fault.help()})
    });
    let json = json!({
        "file": name,
        "system": imported.mapping.system,
        "rows": imported.mapping.rows.len(),
        "refused": refused.collect::<Vec<_>>(),
        "notes": imported.notes,
        "lacking": lacking(&imported.mapping),
        "yaml": arguments.output.is_none().then_some(&yaml),
    });
    let answer = Answer { json, status: u8::from(!imported.refused.is_empty()) };
    print(arguments.format, || if arguments.output.is_some() { String::new() } else { yaml.clone() }, &answer)
}

/// What the head has no value for, and has to have.
fn lacking(mapping: &Mapping) -> Vec<&'static str> {
    let shared = &mapping.defaults;
    let texts = [
        ("system", &mapping.system),
        ("field", &mapping.field),
        ("title", &mapping.title),
        ("owner", &mapping.owner),
        ("list-edition", &mapping.list_edition),
        ("jurisdiction", &mapping.jurisdiction),
        ("source", &shared.source),
        ("justification", &shared.justification),
        ("review", &shared.review),
        ("date", &shared.date),
    ];
    let texts = texts.into_iter().filter(|(_, value)| value.is_empty()).map(|(name, _)| name);
    let numbers = [("number", mapping.number), ("mapping-edition", mapping.mapping_edition)];
    let numbers = numbers.into_iter().filter(|(_, value)| *value == 0).map(|(name, _)| name);
    texts.chain(numbers).collect()
}

/// What a person has to know beside the file, on standard error.
#[allow(clippy::print_stderr, reason = "standard output holds the file")]
fn say(imported: &Imported, is_written: bool) {
    for fault in &imported.refused {
        eprintln!("not taken: {fault}");
    }
    for note in &imported.notes {
        eprintln!("note: {note}");
    }
    let lacking = lacking(&imported.mapping);
    if !lacking.is_empty() {
        eprintln!("to be filled in: {}", lacking.join(", "));
    }
    let rows = imported.mapping.rows.len();
    let refused = imported.refused.len();
    if is_written || refused > 0 {
        eprintln!("{rows} codes taken, {refused} faults");
    }
}
