//! `ownwords audit --plan`: repairs proposed, for a person to mark.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::process::ExitCode;

use ownwords::audit::Options;
use ownwords::audit::plan::{FORMAT, Proposed, propose};
use ownwords::audit::report::terminal::escaped;
use ownwords::{Error, ErrorKind, Position};
use serde_json::{Value, json};

use crate::inputs;
use crate::lines::{Answer, Format, print};
use crate::whole_file::WholeFile;

/// Audits the file, and writes the plan whole or not at all.
pub(crate) fn run(
    files: &[impl AsRef<Path>],
    plan: &Path,
    options: &Options,
    format: Format,
) -> Result<ExitCode, Error> {
    let file = inputs::only(files, "a plan is of one file, which is read several times")?;
    is_new(plan)?;
    let failed = |error: std::io::Error| not_written(plan, error);
    let mut whole = WholeFile::create_private(plan).map_err(failed)?;
    let mut out = BufWriter::new(&mut whole);
    let proposed = propose(|| File::open(file), &file.display().to_string(), options.clone(), &mut out)?;
    out.flush().map_err(failed)?;
    drop(out);
    whole.keep().map_err(failed)?;
    let answer = Answer { json: as_json(file, plan, &proposed), status: u8::from(proposed.findings() > 0) };
    print(format, || as_text(file, plan, &proposed), &answer)
}

/// What a person has marked, or a file of records, is never replaced.
pub(crate) fn is_new(path: &Path) -> Result<(), Error> {
    // A link that leads nowhere is there too.
    if path.symlink_metadata().is_err() {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Usage, "there is a file of this name, and it is not replaced")
        .at(Position::in_file(path.display().to_string()))
        .with_help("give another name, or move that file away"))
}

pub(crate) fn not_written(path: &Path, error: std::io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("the file cannot be written ({})", error.kind()))
        .at(Position::in_file(path.display().to_string()))
        .with_help("see that its folder is there, and that there is room in it")
        .with_source(error)
}

pub(crate) fn plural(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn as_json(file: &Path, plan: &Path, proposed: &Proposed) -> Value {
    let rules = proposed.rules().map(|(rule, findings, repairs)| {
        json!({"rule": rule.id, "name": rule.name, "findings": findings, "repairs": repairs})
    });
    let mut json = json!({
        "format": "ownwords.proposed/1",
        "file": file.display().to_string(),
        "source": {"bytes": proposed.source().bytes, "sha256": proposed.source().sha256},
        "plan": {"file": plan.display().to_string(), "format": FORMAT},
        "rows": proposed.rows(),
        "findings": proposed.findings(),
        "repairs": proposed.repairs(),
        "certain": proposed.certain(),
        "likely": proposed.likely(),
        "rules": rules.collect::<Vec<_>>(),
        "complete": true,
    });
    if let Some(overlay) = proposed.overlay() {
        json["overlay"] = json!(overlay);
    }
    json
}

fn as_text(file: &Path, plan: &Path, proposed: &Proposed) -> String {
    let mut text = format!(
        "{}: {} in {}, {} proposed ({} certain, {} likely)\n",
        escaped(&file.display().to_string()),
        plural(proposed.findings(), "finding"),
        plural(proposed.rows(), "record"),
        plural(proposed.repairs(), "repair"),
        proposed.certain(),
        proposed.likely()
    );
    for (rule, findings, repairs) in proposed.rules() {
        let of = plural(findings, "finding");
        let _ = writeln!(text, "  {} {}: {of}, {}", rule.id, rule.name, plural(repairs, "repair"));
    }
    if let Some(overlay) = proposed.overlay() {
        let _ = writeln!(text, "Its codes were read with the overlay of {}.", escaped(&overlay.to_string()));
    }
    let plan = escaped(&plan.display().to_string()).to_string();
    let _ = write!(
        text,
        "The plan is {plan}. It holds values of records: keep it as they are kept.\n\
         Write yes under apply in the rows to repair, then: ownwords apply {plan}\n"
    );
    text
}
