//! `ownwords explain`: a rule's page.

use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use ownwords::rules::{RULES, Rule, by_id, nearest};
use ownwords::{Error, ErrorKind};
use serde_json::{Value, json};

/// Say what a rule finds, why it matters to a person, and what to do
///
/// JSON: an object with `id`, `name`, `summary`, `why`, `failing`, `passing`, `repair`, `repair_is_safe` (whether a
/// program may make the repair without asking a person) and `since`; with `--all`, an array of them.
///
/// Exit status: 0 when the rule was found, 2 when there is no such rule.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The rule's id, for example OW-NAM-001; `-` answers each line of standard input with one line of JSON
    #[arg(value_name = "RULE-ID", required_unless_present = "all", conflicts_with = "all")]
    id: Option<String>,

    /// List all rules
    #[arg(long)]
    all: bool,

    /// How the answer is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

/// Runs the verb.
///
/// # Errors
///
/// When there is no such rule, or when reading or writing fails.
pub fn run(arguments: &Arguments) -> ownwords::Result<ExitCode> {
    let mut out = io::stdout().lock();
    match (arguments.id.as_deref(), arguments.format) {
        (Some("-"), _) => return answer_lines(io::stdin().lock(), &mut out),
        (Some(id), Format::Text) => write!(out, "{}", known(id)?.page()),
        (Some(id), Format::Json) => writeln!(out, "{:#}", as_json(known(id)?)),
        (None, Format::Text) => list(&mut out),
        (None, Format::Json) => {
            writeln!(out, "{:#}", RULES.iter().map(|rule| as_json(rule)).collect::<Value>())
        }
    }
    .and_then(|()| out.flush())
    .map_err(not_written)?;
    Ok(ExitCode::SUCCESS)
}

fn known(id: &str) -> ownwords::Result<&'static Rule> {
    by_id(id.trim()).ok_or_else(|| {
        let nearest = nearest(id.trim());
        Error::new(ErrorKind::Usage, "there is no rule with this id").with_help(format!(
            "the nearest is {} {}; `ownwords explain --all` lists them",
            nearest.id, nearest.name
        ))
    })
}

fn answer_lines(input: impl BufRead, out: &mut impl Write) -> ownwords::Result<ExitCode> {
    let mut status = ExitCode::SUCCESS;
    for line in input.split(b'\n') {
        let line = line.map_err(|error| {
            Error::new(ErrorKind::Io, "standard input could not be read").with_source(error)
        })?;
        // A line that is no text is the id of no rule.
        let id = String::from_utf8_lossy(&line);
        let answer = known(&id).map(as_json).unwrap_or_else(|error| {
            status = ExitCode::from(2);
            json!({"error": error.message(), "nearest": nearest(id.trim()).id})
        });
        writeln!(out, "{answer}").map_err(not_written)?;
    }
    out.flush().map_err(not_written)?;
    Ok(status)
}

fn list(out: &mut impl Write) -> io::Result<()> {
    RULES.iter().try_for_each(|rule| writeln!(out, "{}  {}: {}", rule.id, rule.name, rule.summary))
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

fn not_written(error: io::Error) -> Error {
    Error::new(ErrorKind::Io, "standard output could not be written").with_source(error)
}
