//! `ownwords explain`: a rule's page.

use std::process::ExitCode;

use ownwords::rules::{RULES, Rule, by_id, nearest};
use ownwords::{Error, ErrorKind};
use serde_json::{Value, json};

use crate::lines::{Answer, Format, answer_each, print};

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

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    match arguments.id.as_deref() {
        Some("-") => answer_each(answer),
        Some(id) => {
            let rule = known(id)?;
            print(arguments.format, || rule.page(), &Answer::found(as_json(rule)))
        }
        None => {
            print(arguments.format, list, &Answer::found(RULES.iter().map(|rule| as_json(rule)).collect()))
        }
    }
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

fn answer(line: &[u8]) -> Answer {
    // A line that is no text is the id of no rule.
    let id = String::from_utf8_lossy(line);
    match known(&id) {
        Ok(rule) => Answer::found(as_json(rule)),
        Err(error) => {
            let json = json!({"error": error.message(), "nearest": nearest(id.trim()).id});
            Answer { json, ..Answer::error(&error) }
        }
    }
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
