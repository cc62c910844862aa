//! `ownwords build`: the embedded tables, from the stewards' files.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ownwords::authoring::{Sources, Table};
use ownwords::{Error, ErrorKind, Position};

use crate::whole_file::WholeFile;

/// Make the embedded tables from standards/ and mappings/
///
/// Run it at the root of the repository after a change there. All faults of all files are said at once, and then nothing
/// is written. Exit status: 0 all tables are fresh or were written; 1 faults were found, or with --check a table is
/// stale; 2 something could not be read or written.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Write nothing; say which tables are stale
    #[arg(long)]
    check: bool,
    /// The root of the repository
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let mut out = io::stdout().lock();
    let sources = match Sources::read(&arguments.root) {
        Ok(sources) => sources,
        Err(faults) => return say_faults(&faults),
    };
    let mut stale = 0;
    for table in sources.tables()? {
        let path = arguments.root.join(&table.path);
        if fs::read_to_string(&path).is_ok_and(|text| text == table.text) {
            continue;
        }
        stale += 1;
        if !arguments.check {
            write(&path, &table)?;
        }
        let what = if arguments.check { "is stale" } else { "written" };
        say(&mut out, &format!("{}: {what}\n", table.path.display()))?;
    }
    let last = match (stale, arguments.check) {
        (0, _) => "all tables are fresh\n".to_owned(),
        (count, true) => format!("{count} tables are stale; `ownwords build` writes them\n"),
        (count, false) => format!("{count} tables written\n"),
    };
    say(&mut out, &last)?;
    Ok(ExitCode::from(u8::from(arguments.check && stale > 0)))
}

fn say(out: &mut impl Write, text: &str) -> Result<(), Error> {
    out.write_all(text.as_bytes()).map_err(|error| not_written(Path::new("standard output"), error))
}

fn say_faults(faults: &[Error]) -> Result<ExitCode, Error> {
    let mut err = io::stderr().lock();
    for fault in faults {
        say(&mut err, &format!("{fault}\n"))?;
    }
    let count = faults.len();
    say(&mut err, &format!("{count} fault{}; nothing was written\n", if count == 1 { "" } else { "s" }))?;
    let unreadable = faults.iter().any(|fault| fault.kind() == ErrorKind::Io);
    Ok(ExitCode::from(if unreadable { 2 } else { 1 }))
}

fn write(path: &Path, table: &Table) -> Result<(), Error> {
    let mut file = WholeFile::create(path).map_err(|error| not_written(path, error))?;
    file.write_all(table.text.as_bytes()).and_then(|()| file.keep()).map_err(|error| not_written(path, error))
}

pub(crate) fn not_written(path: &Path, error: io::Error) -> Error {
    Error::new(ErrorKind::Io, "this cannot be written")
        .at(Position::in_file(path.display().to_string()))
        .with_source(error)
        .with_help("look at the folder, its permissions and the free space")
}
