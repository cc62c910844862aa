//! `ownwords explain`: a rule's page.

use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use ownwords::rules::{RULES, Rule, by_id, nearest};
use ownwords::{Error, ErrorKind};
use serde_json::{Value, json};

/// Say what a rule finds, why it matters to a person, and what to do
///
/// As JSON a rule is an object with id, name, summary, why, failing, passing, repair, repair_is_safe (whether a program
/// may make the repair without asking a person) and since; --all gives an array of them. The exit status is 2 when there
/// is no such rule.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The rule's id, for example OW-NAM-001; - answers each line of standard input with one line of JSON
    #[arg(value_name = "RULE-ID", required_unless_present = "all", conflicts_with = "all")]
    id: Option<String>,
    /// List all rules
    #[arg(long)]
    all: bool,
    /// text: for people; json: for programs
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let mut out = io::stdout().lock();
    let text = match (arguments.id.as_deref(), arguments.format) {
        (Some("-"), _) => return answer_lines(io::stdin().lock(), &mut out),
        (Some(id), Format::Text) => known(id)?.page(),
        (Some(id), Format::Json) => format!("{:#}\n", as_json(known(id)?)),
        (None, Format::Text) => list(),
        (None, Format::Json) => {
            format!("{:#}\n", RULES.iter().map(|rule| as_json(rule)).collect::<Value>())
        }
    };
    written(out.write_all(text.as_bytes()).and_then(|()| out.flush()))?;
    Ok(ExitCode::SUCCESS)
}

fn known(id: &str) -> Result<&'static Rule, Error> {
    by_id(id.trim()).ok_or_else(|| {
        let nearest = nearest(id.trim());
        Error::new(ErrorKind::Usage, "there is no rule with this id").with_help(format!(
            "the nearest is {} {}; `ownwords explain --all` lists them",
            nearest.id, nearest.name
        ))
    })
}

fn answer_lines(input: impl BufRead, out: &mut impl Write) -> Result<ExitCode, Error> {
    let mut status = ExitCode::SUCCESS;
    for line in input.split(b'\n') {
        let line = line
            .map_err(|error| Error::new(ErrorKind::Io, "standard input cannot be read").with_source(error))?;
        // A line that is no text is the id of no rule.
        let id = String::from_utf8_lossy(&line);
        let answer = known(&id).map(as_json).unwrap_or_else(|error| {
            status = ExitCode::from(2);
            json!({"error": error.message(), "nearest": nearest(id.trim()).id})
        });
        written(writeln!(out, "{answer}"))?;
    }
    written(out.flush())?;
    Ok(status)
}

fn list() -> String {
    RULES.iter().map(|rule| format!("{}  {}: {}\n", rule.id, rule.name, rule.summary)).collect()
}

fn as_json(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "name": rule.name,
        "summary": rule.summary,
        "why": rule.why,
        "failing": rule.failing,
        "passing": rule.passing,
        "repair": rule.repair,
        "repair_is_safe": rule.repair_is_safe,
        "since": rule.since,
    })
}

/// Whoever reads may have read enough, as `head` does; that is no error.
fn written(result: io::Result<()>) -> Result<(), Error> {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::new(ErrorKind::Io, "standard output cannot be written").with_source(error))
        }
        _ => Ok(()),
    }
}
