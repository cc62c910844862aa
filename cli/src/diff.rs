//! `ownwords diff`: what a change of the stewards' files means.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ownwords::audit::report::terminal::escaped;
use ownwords::steward::diff::{Change, Diff, Records};
use ownwords::{Error, ErrorKind, Position};
use serde_json::json;

use crate::lines::{Answer, Format, print};
use crate::own::Own;
use crate::stewards_files::{not_read, read_lists, write_whole};

/// Say what a change of the lists means: concepts, codes, and how many records are read differently
///
/// OLD and NEW are folders that hold standards/ and mappings/: a release and a working copy, for example. What must not be
/// is said apart: a concept or a list that was taken out, a code whose meaning changed under the same edition.
///
/// With --records and --system it says how many records of a CSV hold a code that is read differently; no value of a record
/// is shown, only codes of the lists. --changelog prints the entry for CHANGELOG.md, and --insert writes it there, under
/// `### Data` of what is unreleased.
///
/// With --overlay an organisation's own lists stand beside both, so that it is said which of its codes are read otherwise,
/// because they are of a category that changed.
///
/// As JSON the answer is {changes, breaches, records, changelog}: each change {what, list, subject, old, new, breach}, its
/// `what` added, retired, deleted, status, reworded, renamed, related, list-added, list-deleted, code-added, code-deleted,
/// code-reworded, decoding-changed or encoding-changed; `records` {records, different, by_code} or null.
///
/// Exit status: 0 nothing that must not be; 1 something is; 2 a folder or file could not be read.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: ownwords diff ../released . --records extract.csv --system ethnicity=nhs-ethnic-category-2001"
)]
pub(crate) struct Arguments {
    /// The folder as it was
    old: PathBuf,
    /// The folder as it is
    new: PathBuf,
    /// A CSV of records
    #[arg(long, value_name = "FILE", requires = "systems")]
    records: Option<PathBuf>,
    /// The list that the codes of a column are of
    #[arg(long = "system", value_name = "COLUMN=KEY")]
    systems: Vec<String>,
    #[command(flatten)]
    own: Own,
    /// Print the entry for the changelog instead
    #[arg(long)]
    changelog: bool,
    /// Write the entry into this changelog
    #[arg(long, value_name = "FILE")]
    insert: Option<PathBuf>,
    /// How the answer is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let read = |folder: &Path| arguments.own.beside(read_lists(folder)?);
    let (old, new) = (read(&arguments.old)?, read(&arguments.new)?);
    let diff = Diff::between(&old, &new);
    let mut columns = Vec::new();
    for named in &arguments.systems {
        let (column, key) = named.rsplit_once('=').ok_or_else(|| {
            Error::new(ErrorKind::Usage, "this does not say which column is of which list")
                .with_help("write COLUMN=KEY")
        })?;
        if old.mapping(key).or_else(|| new.mapping(key)).is_none() {
            return Err(Error::new(ErrorKind::Usage, "neither folder has a list of this key").with_help(
                ownwords::bridge::systems::nearest_key(key).map_or_else(
                    || "name a key as the files under mappings/ have it".to_owned(),
                    |nearest| format!("did you mean `{nearest}`?"),
                ),
            ));
        }
        columns.push((column.to_owned(), key.to_owned()));
    }
    let records = match &arguments.records {
        Some(file) => {
            let input = File::open(file).map_err(|error| not_read(file, error))?;
            Some(diff.count(&file.display().to_string(), input, &columns)?)
        }
        None => None,
    };
    let entry = diff.changelog();
    if let Some(file) = &arguments.insert {
        insert(file, &diff)?;
    }
    let change = |change: &Change| {
        json!({
            "what": change.what.word(),
            "list": change.list,
            "subject": change.subject,
            "old": change.old,
            "new": change.new,
            "breach": change.breach,
        })
    };
    let breaches = diff.breaches().count();
    let json = json!({
        "changes": diff.changes().iter().map(change).collect::<Vec<_>>(),
        "breaches": breaches,
        "records": records.as_ref().map(records_as_json),
        "changelog": entry,
    });
    let answer = Answer { json, status: u8::from(breaches > 0) };
    let says = || if arguments.changelog { entry.clone() } else { as_text(&diff, records.as_ref()) };
    print(arguments.format, says, &answer)
}

/// Writes the entry under `### Data` of what is unreleased.
fn insert(file: &Path, diff: &Diff) -> Result<(), Error> {
    let text = fs::read_to_string(file).map_err(|error| not_read(file, error))?;
    match diff.in_changelog(&text) {
        Some(inserted) => write_whole(file, &inserted),
        None => Err(Error::new(ErrorKind::Format, "the changelog has no `### Data` under `## Unreleased`")
            .at(Position::in_file(file.display().to_string()))
            .with_help("add the two headings, each on a line of its own")),
    }
}

fn records_as_json(records: &Records) -> serde_json::Value {
    let by_code = records.by_code.iter().map(|(list, code, what, count)| {
        json!({"list": list, "code": code, "what": what.word(), "records": count})
    });
    json!({
        "records": records.records,
        "different": records.different,
        "by_code": by_code.collect::<Vec<_>>(),
    })
}

fn as_text(diff: &Diff, records: Option<&Records>) -> String {
    let mut text = String::new();
    let mut list = "";
    for change in diff.changes() {
        if change.list != list {
            list = &change.list;
            let _ = writeln!(text, "{}", escaped(list));
        }
        let said = match (change.old.is_empty(), change.new.is_empty()) {
            (false, false) => format!("{}  ->  {}", escaped(&change.old), escaped(&change.new)),
            (true, _) => escaped(&change.new).to_string(),
            (_, true) => escaped(&change.old).to_string(),
        };
        let subject = if change.subject.is_empty() { "" } else { " " };
        let _ = writeln!(text, "  {}{subject}{}: {said}", change.what.word(), escaped(&change.subject));
        if let Some(breach) = change.breach {
            let _ = writeln!(text, "    must not be: {breach}");
        }
    }
    if let Some(records) = records {
        let _ = writeln!(text, "{} of {} records are read differently", records.different, records.records);
        for (list, code, what, count) in &records.by_code {
            let _ = writeln!(text, "  {} {}: {count} ({})", escaped(list), escaped(code), what.word());
        }
    }
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    let (changes, breaches) = (diff.changes().len(), diff.breaches().count());
    let _ = writeln!(text, "{changes} change{}, {breaches} that must not be", plural(changes));
    text
}
