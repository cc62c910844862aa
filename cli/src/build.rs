//! `ownwords build`: the embedded tables, from the stewards' files.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ownwords::authoring::{Sources, Table};
use ownwords::{Error, ErrorKind, Position};
use serde_json::{Value, json};

use crate::lines::Format;
use crate::whole_file::WholeFile;

/// Make the embedded tables from standards/ and mappings/, and the schemas of the files that people write
///
/// Run it at the root of the repository after a change there. All faults of all files are said at once, and then nothing
/// is written. Exit status: 0 all tables are fresh or were written; 1 faults were found, or with --check a table is
/// stale; 2 something could not be read or written.
///
/// As JSON the answer is one object with `tables`, an array of objects with `file` and `state` (fresh, written or stale),
/// and `faults`, an array of objects with `message`, `help`, `file`, `line` and `column`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: ownwords build --check")]
pub(crate) struct Arguments {
    /// Write nothing; say which tables are stale
    #[arg(long)]
    check: bool,
    /// The root of the repository
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// text: for people; json: for programs
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Fresh,
    Written,
    Stale,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let sources = match Sources::read(&arguments.root) {
        Ok(sources) => sources,
        Err(faults) => return say_faults(arguments, &faults),
    };
    let tables = sources.tables()?;
    let mut states = Vec::with_capacity(tables.len());
    for table in &tables {
        states.push((table.path.as_path(), bring_up_to_date(arguments, table)?));
    }
    let text = match arguments.format {
        Format::Text => as_text(&states),
        Format::Json => as_json(&states, &[]),
    };
    say(&mut io::stdout().lock(), &text)?;
    let is_stale = states.iter().any(|(_, state)| *state == State::Stale);
    Ok(ExitCode::from(u8::from(is_stale)))
}

fn bring_up_to_date(arguments: &Arguments, table: &Table) -> Result<State, Error> {
    let path = arguments.root.join(&table.path);
    if fs::read(&path).is_ok_and(|there| there == table.text.as_bytes()) {
        return Ok(State::Fresh);
    }
    if arguments.check {
        return Ok(State::Stale);
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| not_written(folder, error))?;
    }
    write(&path, &table.text)?;
    Ok(State::Written)
}

fn as_text(states: &[(&Path, State)]) -> String {
    let mut text = String::new();
    for (path, state) in states {
        match state {
            State::Fresh => {}
            State::Written => text.push_str(&format!("{}: written\n", path.display())),
            State::Stale => text.push_str(&format!("{}: is stale\n", path.display())),
        }
    }
    let changed = states.iter().filter(|(_, state)| *state != State::Fresh).count();
    let (tables, are) = if changed == 1 { ("table", "is") } else { ("tables", "are") };
    if changed == 0 {
        text.push_str("all tables are fresh\n");
    } else if states.iter().any(|(_, state)| *state == State::Stale) {
        text.push_str(&format!("{changed} {tables} {are} stale; `ownwords build` writes them\n"));
    } else {
        text.push_str(&format!("{changed} {tables} written\n"));
    }
    text
}

fn as_json(states: &[(&Path, State)], faults: &[Error]) -> String {
    let table = |(path, state): &(&Path, State)| {
        let state = match state {
            State::Fresh => "fresh",
            State::Written => "written",
            State::Stale => "stale",
        };
        json!({"file": path.display().to_string(), "state": state})
    };
    let tables: Vec<Value> = states.iter().map(table).collect();
    let faults: Vec<Value> = faults.iter().map(fault_as_json).collect();
    format!("{:#}\n", json!({"tables": tables, "faults": faults}))
}

pub(crate) fn fault_as_json(fault: &Error) -> Value {
    let place = fault.position();
    json!({
        "message": fault.message(),
        "help": fault.help(),
        "file": place.and_then(|place| place.file.as_deref()),
        "line": place.and_then(|place| place.line),
        "column": place.and_then(|place| place.column),
    })
}

/// Whoever reads may have read enough, as `head` does; that is no error.
pub(crate) fn say(out: &mut impl Write, text: &str) -> Result<(), Error> {
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(not_written(Path::new("standard output"), error))
        }
        _ => Ok(()),
    }
}

fn say_faults(arguments: &Arguments, faults: &[Error]) -> Result<ExitCode, Error> {
    match arguments.format {
        Format::Json => say(&mut io::stdout().lock(), &as_json(&[], faults))?,
        Format::Text => {
            let mut text: String = faults.iter().map(|fault| format!("{fault}\n")).collect();
            let count = faults.len();
            text.push_str(&format!(
                "{count} fault{}; nothing was written\n",
                if count == 1 { "" } else { "s" }
            ));
            say(&mut io::stderr().lock(), &text)?;
        }
    }
    let unreadable = faults.iter().any(|fault| fault.kind() == ErrorKind::Io);
    Ok(ExitCode::from(if unreadable { 2 } else { 1 }))
}

/// Makes the folder that a person named for what is written.
pub(crate) fn make_folder(folder: &Path) -> Result<(), Error> {
    fs::create_dir_all(folder).map_err(|error| {
        Error::new(ErrorKind::Io, "this folder cannot be made")
            .at(Position::in_file(folder.display().to_string()))
            .with_source(error)
            .with_help("name a folder of yours with -o")
    })
}

/// Writes the file whole or not at all.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Error> {
    WholeFile::create(path)
        .and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.keep()
        })
        .map_err(|error| not_written(path, error))
}

fn not_written(path: &Path, error: io::Error) -> Error {
    Error::new(ErrorKind::Io, "this cannot be written")
        .at(Position::in_file(path.display().to_string()))
        .with_source(error)
        .with_help("look at the folder, its permissions and the free space")
}
