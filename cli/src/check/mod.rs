//! `ownwords check`: what is wrong with the stewards' files, all of it at once.

mod annotations;
mod sarif;
mod snippet;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ownwords::authoring::{Checked, LARGEST};
use ownwords::rules::{Rule, by_id};
use ownwords::{Error, ErrorKind, Overlay};
use serde_json::{Value, json};

use crate::build::say;
use crate::own::Instead;
use snippet::Paint;

/// Check the stewards' files under standards/ and mappings/, and say everything that is wrong with them
///
/// Every fault is said with its rule, its place, why it matters to a person and what to do; `ownwords explain` prints the
/// page of a rule. All files are read, because they are checked against one another; FILES only narrow what is printed.
///
/// As JSON the answer is one object with `files`, how many were read, and `faults`, an array of objects with `rule`, `name`,
/// `file`, `line`, `column`, `message`, `help`, `why` and `repair`. `sarif` is SARIF 2.1.0; `github` are the commands by
/// which a workflow marks lines of a change.
///
/// Exit status: 0 nothing is wrong; 1 something is; 2 the call is wrong, or a file cannot be read.
///
/// Example: ownwords check mappings/ethnicity
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: ownwords check\n         ownwords check --overlay our-codes/\n         ownwords check --cohorts cohorts.yaml"
)]
pub(crate) struct Arguments {
    /// The files or folders whose faults are printed; without any, those of all
    files: Vec<PathBuf>,
    /// The root of the repository
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    #[command(flatten)]
    own: Instead,
    /// Check a file of cohorts instead, as `audit --cohorts` reads it; with --overlay it may name your own lists and heritages
    #[arg(long, value_name = "FILE", conflicts_with_all = ["root", "files"])]
    cohorts: Option<PathBuf>,
    /// How the faults are printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs
    Json,
    /// SARIF 2.1.0, for tools that collect faults
    Sarif,
    /// Annotations of a GitHub workflow
    Github,
}

/// One fault, as every format says it.
struct Fault<'a> {
    error: &'a Error,
    rule: &'static Rule,
    /// The file's path as the caller would open it, with `/`.
    file: String,
    line: Option<u64>,
    column: Option<u64>,
}

impl<'a> Fault<'a> {
    /// `None` for a fault of no rule, of which there are none.
    fn of(folder: &Path, error: &'a Error) -> Option<Self> {
        let rule = error.rule().and_then(by_id)?;
        let place = error.position()?;
        let file = shown(&folder.join(place.file.as_ref()?));
        Some(Self { error, rule, file, line: place.line, column: place.column })
    }

    fn as_json(&self) -> Value {
        json!({
            "rule": self.rule.id,
            "name": self.rule.name,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "message": self.error.message(),
            "help": self.error.help(),
            "why": self.rule.why,
            "repair": self.rule.repair,
        })
    }
}

/// The files that faults stand in, as far as they are text; read once.
#[derive(Default)]
struct Texts(BTreeMap<String, Option<String>>);

impl Texts {
    /// A line of a file, from 1, as it stands there without its end; none of one that is too large, which is a fault as a whole.
    fn line(&mut self, file: &str, line: u64) -> Option<&str> {
        let text = self.0.entry(file.to_owned()).or_insert_with(|| {
            fs::metadata(file).ok().filter(|file| file.len() <= LARGEST)?;
            Some(String::from_utf8_lossy(&fs::read(file).ok()?).into_owned())
        });
        text.as_deref()?.split('\n').nth(usize::try_from(line.checked_sub(1)?).ok()?)
    }
}

fn folder_of(file: &Path) -> &Path {
    file.parent().unwrap_or(Path::new(""))
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let (folder, checked) = match (&arguments.own.overlay, &arguments.cohorts) {
        (Some(folder), None) => (folder.as_path(), Checked::overlay(folder)),
        (own, Some(file)) => match own.as_ref().map(|folder| (folder, Overlay::load(folder))) {
            // What an overlay with faults names is not known.
            Some((folder, Err(_))) => (folder.as_path(), Checked::overlay(folder)),
            Some((_, Ok(overlay))) => (folder_of(file), Checked::cohorts_with(file, &overlay)),
            None => (folder_of(file), Checked::cohorts(file)),
        },
        (None, None) => (arguments.root.as_path(), Checked::national(&arguments.root)),
    };
    let asked = asked_for(&arguments.files, folder, &checked)?;
    let faults = checked.faults.iter().filter_map(|error| Fault::of(folder, error));
    let faults: Vec<Fault<'_>> =
        faults.filter(|fault| is_asked_for(&asked, Path::new(&fault.file))).collect();
    let mut texts = Texts::default();
    let text = match arguments.format {
        Format::Text => {
            as_text(&faults, checked.files.len(), &mut texts, Paint::of(io::stdout().is_terminal()))
        }
        Format::Json => {
            let listed: Vec<Value> = faults.iter().map(Fault::as_json).collect();
            format!("{:#}\n", json!({"files": checked.files.len(), "faults": listed}))
        }
        Format::Sarif => format!("{:#}\n", sarif::log(&faults, &mut texts)),
        Format::Github => faults.iter().map(annotations::command).collect(),
    };
    say(&mut io::stdout().lock(), &text)?;
    let is_unreadable = faults.iter().any(|fault| fault.error.kind() == ErrorKind::Io);
    Ok(ExitCode::from(if is_unreadable { 2 } else { u8::from(!faults.is_empty()) }))
}

/// The files and folders of the call, each of which must hold something that was read.
fn asked_for(files: &[PathBuf], folder: &Path, checked: &Checked) -> Result<Vec<PathBuf>, Error> {
    let whole = |path: &Path| fs::canonicalize(path).ok();
    let read: Vec<PathBuf> = checked.files.iter().filter_map(|file| whole(&folder.join(file))).collect();
    let mut asked = Vec::with_capacity(files.len());
    for file in files {
        let found = whole(file).filter(|path| read.iter().any(|read| read.starts_with(path)));
        asked.push(found.ok_or_else(|| {
            Error::new(ErrorKind::Usage, "this is no file that is checked, and no folder with one")
                .at(ownwords::Position::in_file(file.display().to_string()))
                .with_help("name a file under standards/ or mappings/, and the root with --root")
        })?);
    }
    Ok(asked)
}

fn is_asked_for(asked: &[PathBuf], file: &Path) -> bool {
    asked.is_empty()
        || fs::canonicalize(file).is_ok_and(|file| asked.iter().any(|asked| file.starts_with(asked)))
}

/// A path as people write it: with `/`, and without `./` before it.
fn shown(path: &Path) -> String {
    let path = path.strip_prefix(".").unwrap_or(path);
    path.display().to_string().replace(std::path::MAIN_SEPARATOR, "/")
}

fn as_text(faults: &[Fault<'_>], files: usize, texts: &mut Texts, paint: Paint) -> String {
    let mut text: String = faults.iter().map(|fault| snippet::fault(fault, texts, paint) + "\n").collect();
    match faults.len() {
        0 if files == 1 => text.push_str("1 file is sound\n"),
        0 => text.push_str(&format!("{files} files are sound\n")),
        1 => text.push_str("1 fault\n"),
        count => text.push_str(&format!("{count} faults\n")),
    }
    text
}
