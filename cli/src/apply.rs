//! `ownwords apply`: the repairs of a plan that a person marked.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ownwords::audit::plan::{Applied, Plan, apply};
use ownwords::audit::report::terminal::escaped;
use ownwords::{Error, ErrorKind, Position, rules};
use serde_json::{Value, json};

use crate::lines::{Answer, Format, print};
use crate::plan::{is_new, not_written, plural};
use crate::whole_file::WholeFile;

/// Make the repairs of a plan that a person marked, in a new file that can be undone
///
/// A plan is made with `ownwords audit FILE --plan PLAN.csv`. Only rows with `yes` under `apply` are made. The source stays as
/// it is; every byte of it but the marked cells is in the new file too. Beside that, the plan OUT.undo.csv is written, with
/// which this verb gives the source back, byte for byte. It holds what stood in the cells, and is as confidential as the
/// records.
///
/// Nothing is written when the source is not the file that the plan is of (by its SHA-256), a row of the plan is not as it was
/// written, two marks are of one cell, or a mark is neither `yes`, `no` nor nothing. A file that is there is never replaced.
///
/// As JSON the answer is an object with `format` (ownwords.applied/1), `plan`, `source` and `target` (each with `file`, `bytes`
/// and `sha256`), `undo`, `made` (each with `row`, `field` and `rule`), `left` (each with `rule`, `unmarked` and `refused`) and
/// `complete`.
///
/// Exit status: 0 what was marked is made; 2 nothing is, and the error says why.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: ownwords apply plan.csv\n         ownwords apply registrations.repaired.csv.undo.csv"
)]
pub(crate) struct Arguments {
    /// The plan
    plan: PathBuf,
    /// The source; otherwise the file that the plan names, beside the plan or here
    #[arg(long, value_name = "FILE")]
    source: Option<PathBuf>,
    /// The new file; otherwise SOURCE.repaired, or of an undo plan SOURCE.undone, with the source's ending
    #[arg(long, value_name = "OUT")]
    to: Option<PathBuf>,
    /// How the answer is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// What the plan that undoes a file is called behind the file's name.
const UNDO: &str = ".undo.csv";

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let file = File::open(&arguments.plan).map_err(|error| not_read(&arguments.plan, error))?;
    let plan = Plan::read(BufReader::new(file)).map_err(|error| in_file(error, &arguments.plan))?;
    let source = match &arguments.source {
        Some(source) => source.clone(),
        None => source_of(&plan, &arguments.plan)?,
    };
    let to = arguments.to.clone().unwrap_or_else(|| name_for(&source, &arguments.plan));
    let mut undo = to.clone().into_os_string();
    undo.push(UNDO);
    let undo = PathBuf::from(undo);
    is_new(&to)?;
    is_new(&undo)?;

    let mut whole = WholeFile::create_private(&to).map_err(|error| not_written(&to, error))?;
    let mut out = BufWriter::new(&mut whole);
    let applied = apply(&plan, || File::open(&source), &mut out).map_err(|error| in_file(error, &source))?;
    out.flush().map_err(|error| not_written(&to, error))?;
    drop(out);
    let mut whole_undo = WholeFile::create_private(&undo).map_err(|error| not_written(&undo, error))?;
    let mut out = BufWriter::new(&mut whole_undo);
    let name = to.file_name().unwrap_or(to.as_os_str()).to_string_lossy();
    applied.write_undo(&name, &mut out)?;
    out.flush().map_err(|error| not_written(&undo, error))?;
    drop(out);
    // First how it is undone: a new file without that would be worse than the other way round.
    whole_undo.keep().map_err(|error| not_written(&undo, error))?;
    whole.keep().map_err(|error| {
        // It would undo a file that there is not.
        let _ = std::fs::remove_file(&undo);
        not_written(&to, error)
    })?;
    let files = Files { plan: &arguments.plan, source: &source, to: &to, undo: &undo };
    let answer = Answer::found(as_json(&files, &applied));
    print(arguments.format, || as_text(&files, &applied), &answer)
}

/// The error with the file that it is in, at the place that it has.
fn in_file(error: Error, path: &Path) -> Error {
    let mut position = error.position().cloned().unwrap_or_default();
    position.file = Some(path.display().to_string());
    error.at(position)
}

fn not_read(path: &Path, error: std::io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("the file cannot be read ({})", error.kind()))
        .at(Position::in_file(path.display().to_string()))
        .with_help("see that its name is spelt right and that you may read it")
        .with_source(error)
}

/// The file that the plan names: beside the plan, or from here.
fn source_of(plan: &Plan, path: &Path) -> Result<PathBuf, Error> {
    let named = Path::new(plan.source());
    let beside = named.file_name().map(|name| path.with_file_name(name));
    let found = [Some(named.to_owned()), beside].into_iter().flatten().find(|path| path.is_file());
    found.ok_or_else(|| {
        Error::new(ErrorKind::Usage, "the source that the plan names is neither here nor beside the plan")
            .at(Position::in_file(path.display().to_string()))
            .with_help("name it with --source FILE")
    })
}

/// `registrations.repaired.csv` of `registrations.csv`.
fn name_for(source: &Path, plan: &Path) -> PathBuf {
    let is_undo = plan.as_os_str().to_string_lossy().ends_with(UNDO);
    let mut name = source.file_stem().unwrap_or_default().to_owned();
    name.push(if is_undo { ".undone" } else { ".repaired" });
    if let Some(ending) = source.extension() {
        name.push(".");
        name.push(ending);
    }
    source.with_file_name(name)
}

struct Files<'a> {
    plan: &'a Path,
    source: &'a Path,
    to: &'a Path,
    undo: &'a Path,
}

fn as_json(files: &Files<'_>, applied: &Applied) -> Value {
    let name = |path: &Path| path.display().to_string();
    let file = |path: &Path, sum: &ownwords::wire::convert::Sum| json!({"file": name(path), "bytes": sum.bytes, "sha256": sum.sha256});
    let made = applied.made().map(|(row, field, rule)| json!({"row": row, "field": field, "rule": rule}));
    let left = applied
        .left()
        .map(|(rule, left)| json!({"rule": rule, "unmarked": left.unmarked, "refused": left.refused}));
    json!({
        "format": "ownwords.applied/1",
        "plan": name(files.plan),
        "source": file(files.source, applied.source()),
        "target": file(files.to, applied.target()),
        "undo": name(files.undo),
        "made": made.collect::<Vec<_>>(),
        "left": left.collect::<Vec<_>>(),
        "complete": true,
    })
}

fn as_text(files: &Files<'_>, applied: &Applied) -> String {
    let shown = |path: &Path| escaped(&path.display().to_string()).to_string();
    let called = |rule: &str| {
        let name = rules::by_id(rule).map_or("", |rule| rule.name);
        format!("{} {name}", escaped(rule)).trim_end().to_owned()
    };
    let mut by_rule: BTreeMap<&str, u64> = BTreeMap::new();
    for (_, _, rule) in applied.made() {
        *by_rule.entry(rule).or_default() += 1;
    }
    let mut text = format!(
        "{}: {} made, in {}\n",
        shown(files.source),
        plural(applied.made().len() as u64, "repair"),
        shown(files.to)
    );
    for (rule, count) in by_rule {
        let _ = writeln!(text, "  {}: {count} made", called(rule));
    }
    for (rule, left) in applied.left() {
        let reasons = [(left.unmarked, "not marked"), (left.refused, "marked no")];
        let reasons = reasons.iter().filter(|(count, _)| *count > 0);
        let reasons: Vec<String> = reasons.map(|(count, why)| format!("{count} left, {why}")).collect();
        let _ = writeln!(text, "  {}: {}", called(rule), reasons.join("; "));
    }
    let _ = writeln!(text, "To undo it: ownwords apply {}", shown(files.undo));
    text
}
