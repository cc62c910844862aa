//! `ownwords fmt`: the stewards' files, in the one way in which they are written.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ownwords::authoring::{LARGEST, formatted};
use ownwords::{Error, ErrorKind, Position};
use serde_json::{Value, json};

use crate::build::{fault_as_json, say, write};
use crate::lines::Format;
use crate::own::Instead;
use crate::stewards_files::up_to;

/// Write the files under standards/ and mappings/ in the one way in which they are written
///
/// Keys come in the order of the templates, texts have double quotes and our own words none, and spaces and line ends are
/// where they belong. Comments, blank lines, the order of entries and what each says stay; what comes out is read back and
/// compared before it is written. A file that is so already is left alone.
///
/// All faults of all files are said at once, and then nothing is written. Exit status: 0 all files are so or were written;
/// 1 faults were found, or with --check a file is not so; 2 something could not be read or written.
///
/// As JSON the answer is one object with `files`, an array of objects with `file` and `state` (formatted, written or
/// unformatted), and `faults`, an array of objects with `message`, `help`, `file`, `line` and `column`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: ownwords fmt --check mappings/ethnicity/nhs-ethnic-category-2001.yaml")]
pub(crate) struct Arguments {
    /// The files, or folders of files; otherwise all under standards/ and mappings/
    #[arg(conflicts_with = "overlay")]
    files: Vec<PathBuf>,
    /// Write nothing; say which files are written in another way
    #[arg(long)]
    check: bool,
    /// The root of the repository, where no files are named
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    #[command(flatten)]
    own: Instead,
    /// text: for people; json: for programs
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let mut paths = Vec::new();
    if let Some(folder) = &arguments.own.overlay {
        find(folder, &mut paths)?;
    } else if arguments.files.is_empty() {
        for folder in ["standards", "mappings"] {
            // `.` is not said before each name.
            let root = Some(&arguments.root).filter(|root| root.as_path() != Path::new("."));
            find(&root.map_or_else(|| PathBuf::from(folder), |root| root.join(folder)), &mut paths)?;
        }
    }
    for file in &arguments.files {
        if file.is_dir() {
            find(file, &mut paths)?;
        } else {
            paths.push(file.clone());
        }
    }
    let mut changed = Vec::new();
    let mut faults = Vec::new();
    for path in &paths {
        match change(path) {
            Ok(None) => {}
            Ok(Some(text)) => changed.push((path.as_path(), text)),
            Err(fault) => faults.push(fault),
        }
    }
    let writes = faults.is_empty() && !arguments.check;
    for (path, text) in changed.iter().filter(|_| writes) {
        write(path, text)?;
    }
    let changed: Vec<&Path> = changed.iter().map(|(path, _)| *path).collect();
    let text = match arguments.format {
        Format::Text => as_text(&changed, &faults, writes),
        Format::Json => as_json(&paths, &changed, &faults, writes),
    };
    say(&mut io::stdout().lock(), &text)?;
    let is_unreadable = faults.iter().any(|fault| fault.kind() == ErrorKind::Io);
    let is_wrong = !faults.is_empty() || arguments.check && !changed.is_empty();
    Ok(ExitCode::from(if is_unreadable { 2 } else { u8::from(is_wrong) }))
}

/// The text that the file should have; `None` where it has it.
fn change(path: &Path) -> Result<Option<String>, Error> {
    let name = path.display().to_string();
    let bytes = up_to(path, LARGEST).map_err(|error| not_read(path, error))?;
    if bytes.len() as u64 > LARGEST {
        return Err(Error::new(ErrorKind::Format, "the file is larger than 2 MiB")
            .at(Position::in_file(&name).line(1))
            .with_help(
                "see whether it is the right file, and split what grows beyond what a person can read",
            ));
    }
    let text = String::from_utf8(bytes).map_err(|_| {
        Error::new(ErrorKind::Format, "the file is not UTF-8")
            .at(Position::in_file(&name))
            .with_help("save it again as UTF-8; `ownwords doctor` says more")
    })?;
    let formatted = formatted(&name, &text)?;
    Ok((formatted != text).then_some(formatted))
}

/// Adds all YAML files of a folder and those in it, in the order of their names.
fn find(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<(), Error> {
    let entries = fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<PathBuf>>>());
    let mut entries = entries.map_err(|error| not_read(folder, error))?;
    entries.sort_unstable();
    for path in entries {
        if path.is_dir() {
            find(&path, paths)?;
        } else if path.extension().is_some_and(|ending| ending == "yaml") {
            paths.push(path);
        }
    }
    Ok(())
}

fn not_read(path: &Path, error: io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("this cannot be read ({})", error.kind()))
        .at(Position::in_file(path.display().to_string()))
        .with_help("name the files, or run the command at the root of the repository")
        .with_source(error)
}

fn as_text(changed: &[&Path], faults: &[Error], writes: bool) -> String {
    let mut text: String = faults.iter().map(|fault| format!("{fault}\n")).collect();
    for path in changed {
        let state = if writes { "written" } else { "is written in another way" };
        text.push_str(&format!("{}: {state}\n", path.display()));
    }
    let files = |count: usize| if count == 1 { "1 file".to_owned() } else { format!("{count} files") };
    text.push_str(&match (changed.len(), faults.len()) {
        (_, 1..) => format!("faults in {}; nothing was written\n", files(faults.len())),
        (0, 0) => "all files are as they should be\n".to_owned(),
        (count, 0) if writes => format!("{} written\n", files(count)),
        (count, 0) => format!("{} to write; `ownwords fmt` does it\n", files(count)),
    });
    text
}

fn as_json(paths: &[PathBuf], changed: &[&Path], faults: &[Error], writes: bool) -> String {
    let is_faulty = |path: &str| {
        let file = |fault: &Error| fault.position().and_then(|place| place.file.clone());
        faults.iter().any(|fault| file(fault).as_deref() == Some(path))
    };
    let mut files: Vec<Value> = Vec::new();
    for path in paths {
        let state = match (changed.contains(&path.as_path()), writes) {
            (false, _) => "formatted",
            (true, true) => "written",
            (true, false) => "unformatted",
        };
        let file = path.display().to_string();
        // What is wrong with the others stands among the faults.
        if !is_faulty(&file) {
            files.push(json!({"file": file, "state": state}));
        }
    }
    let faults: Vec<Value> = faults.iter().map(fault_as_json).collect();
    format!("{:#}\n", json!({"files": files, "faults": faults}))
}
