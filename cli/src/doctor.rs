//! `ownwords doctor`: what became of the codes in a file.

use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ownwords::audit::report::terminal::escaped;
use ownwords::steward::doctor::{ColumnLists, Finding, Input, LARGEST, Options, Report, examine};
use ownwords::{Error, ErrorKind, Position};
use serde_json::{Value, json};

use crate::lines::{Answer, Format, print};
use crate::own::Own;
use crate::stewards_files::{up_to, write_whole};

/// Find codes that a spreadsheet, a word processor or a wrong encoding has damaged, and repair what can be known
///
/// Reads CSV, TSV, YAML and Excel workbooks (XLSX). It finds codes that became dates or numbers, lost their leading zeros or were rounded,
/// identifiers of SNOMED CT whose check digit does not fit, cells in one another's columns, curly quotes, characters
/// that nobody sees, a byte order mark, and text in another encoding. Which list a column is of is named with --system
/// or found from what the column holds, and then said with the evidence. A repair is proposed only where exactly one
/// known value fits.
///
/// Nothing is written without --write. With it the repairs are made, every other byte stays as it was, and the file as it
/// was is kept beside it as FILE.orig.
///
/// Of a workbook every sheet is examined, each as a table of its own; `line` and `column` are those of the sheet. What the
/// workbook holds as a number or as a date is said to be. A workbook itself is never written, because no program of this kind
/// keeps all that may be in one: charts and pivot tables are lost. Make the repairs in the program that wrote it, in cells
/// whose format is text; or let --write make them in a copy of each damaged sheet, FILE.1.csv and so on, which is not written
/// over one that is there.
///
/// No value is shown without --show-values: a file may hold people's records.
///
/// As JSON the answer is an object with `format` (ownwords.doctor/1), `file`, `rows`, `columns` (each with `number`,
/// `name`, `systems`, `named`, `different` and `held`: how many different values it has, and how many of them are codes),
/// `findings` (each with `sheet`, `rule`, `rule_name`, `line`, `column`, `row`, `column_name`, `what`, `has_repair`, `value` and
/// `repair`; a place that there is not, and a value that is not shown, is null), `has_more`, `original`, the file that
/// was kept or null, and `sheets`, the copies of sheets that were written, {sheet, file}. Columns too have `sheet`, the name of the sheet in a workbook, and otherwise null.
///
/// Exit status: 0 nothing was found, or all that was found has been repaired; 1 something was found; 2 the file could not
/// be read or written.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: ownwords doctor --show-values --system code=nhs-ethnic-category-2001 codes.csv"
)]
pub(crate) struct Arguments {
    /// The file
    file: PathBuf,
    /// The list that the codes of a column are of: COLUMN=KEY, or KEY alone for the column that has most of its codes
    #[arg(long = "system", value_name = "COLUMN=KEY")]
    systems: Vec<String>,
    #[command(flatten)]
    own: Own,
    /// What the file is; otherwise its name says so
    #[arg(long, value_enum, default_value_t = Kind::Auto)]
    input: Kind,
    /// Make the repairs, and keep the file as it was as FILE.orig
    #[arg(long)]
    write: bool,
    /// Show the values and what they would be repaired to: the answer is then as confidential as the file
    #[arg(long)]
    show_values: bool,
    /// text: for people; json: for programs
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Kind {
    /// YAML where the name ends in .yaml or .yml, and CSV otherwise
    Auto,
    /// Separated by commas, tabs, semicolons or bars
    Csv,
    /// YAML
    Yaml,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let mut options = Options::default();
    if let Some(overlay) = arguments.own.load()? {
        options = options.with_overlay(&overlay);
    }
    for named in &arguments.systems {
        options = options.with_system(named)?;
    }
    options = match arguments.input {
        Kind::Auto => options,
        Kind::Csv => options.reading(Input::Csv),
        Kind::Yaml => options.reading(Input::Yaml),
    };
    if arguments.show_values {
        options = options.showing_values();
    }
    let name = arguments.file.display().to_string();
    let bytes =
        up_to(&arguments.file, LARGEST as u64).map_err(|error| failed(&arguments.file, "read", error))?;
    let report = examine(&name, &bytes, &options)?;
    let repairs = report.findings().iter().filter(|finding| finding.has_repair()).count();
    let sheets = if arguments.write { write_sheets(&arguments.file, &report)? } else { Vec::new() };
    let writes = arguments.write && repairs > 0 && !report.is_workbook();
    let original = if writes { Some(repair(&arguments.file, &bytes, &report)?) } else { None };
    let left = report.findings().len() - if original.is_some() { repairs } else { 0 };
    let mut json = as_json(&name, &report, original.as_deref());
    json["sheets"] = sheets.iter().map(|(sheet, file)| json!({"sheet": sheet, "file": file})).collect();
    let answer = Answer { json, status: u8::from(left > 0 || report.has_more()) };
    print(arguments.format, || as_text(&name, &report, repairs, original.as_deref(), &sheets), &answer)
}

/// Writes the repaired sheets of a workbook beside it, each to a file that is not there yet: all of them or none.
fn write_sheets(path: &Path, report: &Report) -> Result<Vec<(String, String)>, Error> {
    let mut copies = Vec::new();
    for (sheet, number) in report.repaired_sheets().iter().zip(1..) {
        let mut file = path.as_os_str().to_owned();
        file.push(format!(".{number}.csv"));
        let file = PathBuf::from(file);
        let refused = |message: &str, help: &str| {
            let place = Position::in_file(file.display().to_string());
            Err(Error::new(ErrorKind::Usage, message).at(place).with_help(help))
        };
        let Some(csv) = sheet.csv() else {
            return refused(
                "the sheet is too wide and too long to be a file",
                "take the empty rows out of it",
            );
        };
        if file.exists() {
            return refused(
                "a copy is there already; nothing was written",
                "move it away, and see whether you need it",
            );
        }
        copies.push((sheet.name(), file, csv));
    }
    for (_, file, csv) in &copies {
        write_whole(file, csv)?;
    }
    Ok(copies.into_iter().map(|(sheet, file, _)| (sheet.to_owned(), file.display().to_string())).collect())
}

/// Keeps the original beside the file, then writes the repaired file whole.
fn repair(path: &Path, bytes: &[u8], report: &Report) -> Result<PathBuf, Error> {
    let metadata = fs::metadata(path).map_err(|error| failed(path, "read", error))?;
    if !metadata.is_file() {
        return Err(Error::new(ErrorKind::Usage, "only a file can be repaired")
            .at(Position::in_file(path.display().to_string()))
            .with_help("leave --write out, or save it as a file first"));
    }
    let mut original = path.as_os_str().to_owned();
    original.push(".orig");
    let original = PathBuf::from(original);
    let kept = OpenOptions::new().write(true).create_new(true).open(&original).and_then(|mut file| {
        file.set_permissions(metadata.permissions())?;
        file.write_all(bytes).and_then(|()| file.sync_all()).inspect_err(|_| {
            // Half of an original is none.
            let _ = fs::remove_file(&original);
        })
    });
    kept.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            Error::new(ErrorKind::Io, "an original is kept there already; nothing was written")
                .at(Position::in_file(original.display().to_string()))
                .with_help("see which of the two files you need, and move the original away")
        }
        _ => failed(&original, "written", error),
    })?;
    write_whole(path, report.repaired(bytes))?;
    Ok(original)
}

fn failed(path: &Path, what: &str, error: io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("this cannot be {what} ({})", error.kind()))
        .at(Position::in_file(path.display().to_string()))
        .with_help("see that the name is spelt right, and who may read and write there")
        .with_source(error)
}

fn as_text(
    name: &str,
    report: &Report,
    repairs: usize,
    original: Option<&Path>,
    sheets: &[(String, String)],
) -> String {
    let rows = report.rows();
    let mut text = format!("{}: {rows} row{}\n", escaped(name), plural(rows == 1));
    for column in report.columns() {
        let _ = writeln!(text, "{}", of_column(column));
    }
    if report.columns().is_empty() && !report.has_told_lists() {
        text.push_str(
            "  no column looks like the codes of one list; --system COLUMN=KEY says which list one is of\n",
        );
    }
    for finding in report.findings() {
        let _ = writeln!(text, "{}", of_finding(finding));
    }
    if report.has_more() {
        text.push_str(
            "There is more, which is not listed: a column may be of another list than was named.\n",
        );
    }
    let count = report.findings().len();
    let _ = write!(text, "{count} finding{}", plural(count == 1));
    match (repairs, original) {
        (0, _) => text.push('\n'),
        (_, Some(original)) => {
            let _ = writeln!(
                text,
                ", {repairs} repaired; the file as it was is {}",
                escaped(&original.display().to_string())
            );
        }
        (_, None) if sheets.is_empty() && report.is_workbook() => {
            let _ = writeln!(
                text,
                ", {repairs} with a repair, to be made in the program that wrote the workbook; --write makes it in a copy"
            );
        }
        (_, None) if report.is_workbook() => {
            let _ = writeln!(text, ", {repairs} repaired in a copy; the workbook is as it was");
            for (sheet, file) in sheets {
                let _ = writeln!(text, "  sheet `{}`: {}", escaped(sheet), escaped(file));
            }
        }
        (_, None) => {
            let _ = writeln!(
                text,
                ", {repairs} with a repair; --write makes it and keeps the file as it was beside it"
            );
        }
    }
    text
}

fn plural(is_one: bool) -> &'static str {
    if is_one { "" } else { "s" }
}

fn of_column(column: &ColumnLists) -> String {
    let name = column.name.as_deref().map_or(String::new(), |name| format!(" `{}`", escaped(name)));
    let values = if column.different == 1 { "different value is" } else { "different values are" };
    let held = format!("{} of {} {values}", column.held, column.different);
    let lists = match column.lists[..] {
        [] => "identifiers of SNOMED CT, of no list that this program knows".to_owned(),
        [only] if column.is_named => format!("codes of {only}, as you say"),
        [only] => format!("codes of {only}, and of no other list so many"),
        [first, .., last] => {
            let more = column.lists.len() - 2;
            let others = match more {
                0 => String::new(),
                _ => format!(" and {more} more list{}", plural(more == 1)),
            };
            format!("codes of {first}, {last}{others}; --system says which list it is")
        }
    };
    let sheet = of_sheet(column.sheet.as_deref());
    format!("  {sheet}column {}{name}: {held} {lists}", column.number)
}

fn of_sheet(sheet: Option<&str>) -> String {
    sheet.map_or(String::new(), |sheet| format!("sheet `{}`, ", escaped(sheet)))
}

fn of_finding(finding: &Finding) -> String {
    let mut place = finding.position().clone();
    place.file = None;
    let name = finding.column_name().map_or(String::new(), |name| format!(", `{}`", escaped(name)));
    let sheet = of_sheet(finding.sheet());
    let mut text = format!("{sheet}{place}{name}: {} [{}]", finding.what(), finding.rule().id);
    if let Some(value) = finding.value() {
        let _ = write!(text, "\n  it is `{}`", escaped(&String::from_utf8_lossy(value)));
        if let Some(repair) = finding.repair() {
            let _ = write!(text, "; the repair: `{}`", escaped(repair));
        }
    }
    text
}

fn as_json(name: &str, report: &Report, original: Option<&Path>) -> Value {
    let column = |column: &ColumnLists| {
        json!({
            "sheet": column.sheet,
            "number": column.number,
            "name": column.name,
            "systems": column.lists,
            "named": column.is_named,
            "different": column.different,
            "held": column.held,
        })
    };
    let finding = |finding: &Finding| {
        let place = finding.position();
        json!({
            "sheet": finding.sheet(),
            "rule": finding.rule().id,
            "rule_name": finding.rule().name,
            "line": place.line,
            "column": place.column,
            "row": place.row,
            "column_name": finding.column_name(),
            "what": finding.what(),
            "has_repair": finding.has_repair(),
            "value": finding.value().map(String::from_utf8_lossy),
            "repair": finding.repair(),
        })
    };
    json!({
        "format": "ownwords.doctor/1",
        "file": name,
        "rows": report.rows(),
        "columns": report.columns().iter().map(column).collect::<Vec<_>>(),
        "findings": report.findings().iter().map(finding).collect::<Vec<_>>(),
        "has_more": report.has_more(),
        "original": original.map(|path| path.display().to_string()),
    })
}
