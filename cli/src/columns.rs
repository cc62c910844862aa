//! `ownwords columns`: which column of a CSV or TSV file is which field, and why.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;
use ownwords::authoring::text_of;
use ownwords::wire::columns::{ColumnMap, Found, FoundColumn, Guess, Header, Holds, ROWS};
use ownwords::{Error, ErrorKind, Overlay, Position};
use serde_json::{Value, json};

use crate::inputs;
use crate::lines::{self, Answer, print_text};
use crate::own::Own;
use crate::whole_file::WholeFile;

/// Find out which column of a CSV or TSV file is which field, and in which code system
///
/// Looks at the names of the columns, and counts what stands in them. Nothing is chosen where two lists fit equally, or where
/// a name may mean two things: all candidates are given. No value of the file is shown.
///
/// `--format yaml` prints a column map, with the evidence as comments; `--write MAP` writes it. What is not settled stands in
/// it as comments, to be chosen from by taking a `#` away.
///
/// Example: ownwords columns extract.csv --write extract.columns.yaml
///
/// As JSON the answer is {file, encoding, byte_order_mark, delimiter, line_end, header, rows, ragged_rows, columns}; `header` is
/// known, none or not-known; a column is {place, name, settled, guesses}, a guess {holds, system, receiver, of, evidence}, and
/// a piece of evidence {kind, text}.
///
/// Exit status: 0 when every column that may hold something is settled, 1 when there are candidates to choose from or nothing
/// was recognised, 2 when the file cannot be read, or nothing was recognised that a map could be written of.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: ownwords columns extract.csv --write extract.columns.yaml")]
pub(crate) struct Arguments {
    /// The file; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    own: Own,
    /// How the answer is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write the column map into this file, whole or not at all
    #[arg(long, value_name = "MAP")]
    write: Option<PathBuf>,
    /// Look at so many rows
    #[arg(long, value_name = "N", default_value_t = ROWS)]
    rows: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs
    Json,
    /// A column map, with the evidence as comments
    Yaml,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    if let Some(map) = &arguments.write {
        inputs::are_kept(map, [arguments.file.as_path()])?;
    }
    let overlay = arguments.own.load()?;
    let name = arguments.file.display().to_string();
    let (file, rows) = (open(&arguments.file)?, arguments.rows);
    let found = match &overlay {
        Some(overlay) => Found::with_overlay(file, rows, overlay),
        None => Found::of(file, rows),
    };
    let found = found.map_err(|error| named(error, &name))?;
    if let Some(path) = &arguments.write {
        if found.is_nothing() {
            return Err(nothing(&name));
        }
        write(path, &found.to_yaml())?;
    }
    let json = as_json(&name, &found);
    let answer =
        if found.is_settled() && !found.is_nothing() { Answer::found(json) } else { Answer::finding(json) };
    match arguments.format {
        Format::Json => lines::print(lines::Format::Json, String::new, &answer),
        Format::Text => print_text(&page(&name, &found), answer.status),
        Format::Yaml => print_text(&found.to_yaml(), answer.status),
    }
}

/// Writes the map of a file, and says what it found, as `columns FILE --write MAP` does.
pub(crate) fn init(file: &Path, map: &Path, own: &Own) -> Result<ExitCode, Error> {
    let (file, write) = (file.to_owned(), Some(map.to_owned()));
    run(&Arguments { file, own: own.clone(), format: Format::Text, write, rows: ROWS })
}

/// Reads a column map.
pub(crate) fn read_map(path: &Path, overlay: Option<&Overlay>) -> Result<ColumnMap, Error> {
    let name = path.display().to_string();
    let text = text_of(path).map_err(|error| match error.kind() {
        ErrorKind::Io => {
            error.with_help("see whether the name is right; `ownwords audit --init MAP FILE` writes a map")
        }
        _ => error,
    })?;
    let map = match overlay {
        Some(overlay) => ColumnMap::from_yaml_with(&name, &text, overlay),
        None => ColumnMap::from_yaml(&name, &text),
    };
    map.map_err(|faults| {
        let more = faults.len().saturating_sub(1);
        let first = faults
            .into_iter()
            .next()
            .unwrap_or_else(|| Error::new(ErrorKind::Format, "the column map cannot be read"));
        match more {
            0 => first,
            _ => first.with_help(format!("and {more} more; `ownwords check {name}` shows all")),
        }
    })
}

fn open(path: &Path) -> Result<Box<dyn Read>, Error> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin().lock()));
    }
    let file = File::open(path).map_err(|error| {
        Error::new(ErrorKind::Io, format!("the file cannot be opened ({})", error.kind()))
            .at(Position::in_file(path.display().to_string()))
            .with_help("see whether the name is right, and whether you may read it")
    })?;
    Ok(Box::new(file))
}

fn named(error: Error, name: &str) -> Error {
    let mut place = error.position().cloned().unwrap_or_default();
    place.file = Some(name.to_owned());
    error.at(place)
}

/// Why no map is written that would have no columns.
fn nothing(name: &str) -> Error {
    Error::new(ErrorKind::Format, "no column was recognised, so that no map was written")
        .at(Position::in_file(name))
        .with_help(
            "see whether its first line names the columns, and take out what stands above that; or write a map by hand, \
             with each column's `place:`",
        )
}

fn write(path: &Path, text: &str) -> Result<(), Error> {
    WholeFile::create(path)
        .and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.keep()
        })
        .map_err(|error| {
            Error::new(ErrorKind::Io, format!("the map cannot be written ({})", error.kind()))
                .at(Position::in_file(path.display().to_string()))
                .with_help("see whether the folder is there and you may write to it; nothing was written")
        })
}

fn as_json(name: &str, found: &Found) -> Value {
    let shape = found.shape();
    let (rows, ragged) = found.rows();
    let columns: Vec<Value> = found.columns().iter().map(column_as_json).collect();
    json!({
        "file": name,
        "encoding": shape.encoding.word(),
        "byte_order_mark": shape.byte_order_mark,
        "delimiter": shape.delimiter.word(),
        "line_end": shape.line_end.word(),
        "header": match found.header() {
            Header::Known(_) => "known",
            Header::None => "none",
            _ => "not-known",
        },
        "rows": rows,
        "ragged_rows": ragged,
        "columns": columns,
    })
}

fn column_as_json(column: &FoundColumn) -> Value {
    let guesses: Vec<Value> = column.guesses.iter().map(guess_as_json).collect();
    json!({
        "place": column.place,
        "name": column.name,
        "settled": column.settled().is_some(),
        "guesses": guesses,
    })
}

fn guess_as_json(guess: &Guess) -> Value {
    let (mut system, mut receiver, mut of) = (None, None, None);
    match guess.holds {
        Holds::Codes { system: key, .. } => system = Some(key),
        Holds::Name { receiver: Some(key), .. } => receiver = Some(key.profile().key()),
        Holds::Residue { of: field, system: key } => {
            of = Some(field.word());
            system = key;
        }
        _ => {}
    }
    let evidence: Vec<Value> =
        guess.evidence.iter().map(|one| json!({"kind": one.word(), "text": one.to_string()})).collect();
    json!({"holds": guess.holds.word(), "system": system, "receiver": receiver, "of": of, "evidence": evidence})
}

/// How many candidates are written out.
const SHOWN: usize = 6;

fn page(name: &str, found: &Found) -> String {
    let shape = found.shape();
    let (rows, ragged) = found.rows();
    let mut text = String::new();
    let mark = if shape.byte_order_mark { " with a byte order mark" } else { "" };
    let _ = writeln!(
        text,
        "{name}: {}{mark}, separated by {}, lines end in {}; {rows} row{} looked at",
        shape.encoding,
        shape.delimiter,
        shape.line_end,
        if rows == 1 { "" } else { "s" },
    );
    if ragged > 0 {
        let have = if ragged == 1 { "has" } else { "have" };
        let _ = writeln!(text, "{ragged} of them {have} more or fewer cells than the first row");
    }
    match found.header() {
        Header::Known(_) => {}
        Header::None => text.push_str("no header: the first row is a record\n"),
        _ => text.push_str("whether the first row is a header is not known, so that no name is shown\n"),
    }
    let mut others = 0;
    for column in found.columns() {
        if column.guesses.is_empty() {
            others += 1;
            continue;
        }
        let called = column.name.as_deref().map(|name| format!(" `{}`", name.escape_debug()));
        let _ = write!(text, "\ncolumn {}{}", column.place, called.unwrap_or_default());
        if column.settled().is_some() {
            text.push('\n');
        } else {
            let _ = writeln!(text, ": not settled, {}", candidates(column.guesses.len()));
        }
        for guess in column.guesses.iter().take(SHOWN) {
            let _ = writeln!(text, "  {}", described(guess));
            for evidence in &guess.evidence {
                let _ = writeln!(text, "    {evidence}");
            }
        }
        if let Some(more @ 1..) = column.guesses.len().checked_sub(SHOWN) {
            let _ = writeln!(text, "  and {more} more, which `--format yaml` lists");
        }
    }
    let is_any = others < found.columns().len();
    let _ = writeln!(
        text,
        "{}{}",
        if is_any { "\n" } else { "" },
        match others {
            0 => "every column was recognised".to_owned(),
            1 => "1 column was not recognised; it is left alone".to_owned(),
            _ => format!("{others} columns were not recognised; they are left alone"),
        }
    );
    if !found.is_settled() {
        text.push_str("choose with `ownwords columns FILE --write MAP`, and take a `#` away in MAP\n");
    }
    text
}

fn candidates(count: usize) -> String {
    match count {
        1 => "1 candidate".to_owned(),
        _ => format!("{count} candidates"),
    }
}

fn described(guess: &Guess) -> String {
    let holds = guess.holds.word();
    match guess.holds {
        Holds::Codes { system, .. } => format!("{holds} in `{system}`"),
        Holds::Name { receiver: Some(receiver), .. } => {
            format!("{holds} as `{}` takes it", receiver.profile().key())
        }
        Holds::Residue { of, system: Some(system) } => format!("{holds} of {} in `{system}`", of.word()),
        Holds::Residue { of, system: None } => format!("{holds} of {}", of.word()),
        _ => holds,
    }
}
