//! `ownwords loss`: what a list cannot tell apart, and what becomes of its codes in another.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ownwords::bridge::{
    Arriving, Becomes, Change, CodeSystem, Conversion, Leaving, Policy, Row, SystemLoss, Together, Weights,
};
use ownwords::{Axis, Error, ErrorKind, Position};
use serde_json::{Value, json};

use crate::concepts::as_json as concept_as_json;
use crate::encode::policy;
use crate::lines::{Answer, Format, print};
use crate::own::Own;
use crate::system::System;

/// Say what a code system cannot tell apart, or with --to what becomes of its codes in another
///
/// The loss is H(concept | what is sent) in bits, over all that somebody may state alone. Where a statement is ambiguous
/// no code is sent, so all that are ambiguous are one outcome. Without --weights each concept counts once: the figure is
/// about concepts and not about people.
///
/// As JSON the loss is {system, policy, bits, bits_stated, concepts, weighted_by, outcomes}: `bits_stated` is H(concept),
/// what a list of one code would lose; `policy` is certain or the authority's key; `weighted_by` the file, or null; each
/// outcome is {outcome, code, concepts}, its outcome encoded, ambiguous or left-out, its concepts as {id, slug, label}.
///
/// With --to it is {from, to, leaving, arriving}. Each code of the first list is {code, label, adds, change,
/// counterparts, outcome, becomes}: `change` is kept, related, split, merged, regrouped, gone or not-known; `outcome` is encoded,
/// ambiguous or no-code, and `becomes` the code or the candidates, for a value that is converted as it stands. Each code
/// of the second is {code, label, adds, change, counterparts, certain_from, maybe_from}; its change may be appeared.
///
/// Exit status: 0 printed; 2 there is no such system, or the file of --weights cannot be read.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: ownwords loss nhs-ethnic-category-2001\n         ownwords loss census-ew-2001 --to census-ew-2021"
)]
pub(crate) struct Arguments {
    /// The code system's key, for example nhs-ethnic-category-2001
    system: String,
    /// Another system of the same field: say what becomes of each code
    #[arg(long, value_name = "SYSTEM", conflicts_with_all = ["weights", "authority"])]
    to: Option<String>,
    /// A file of lines `slug-or-id,weight`: how many people stated each
    #[arg(long, value_name = "FILE")]
    weights: Option<PathBuf>,
    /// Where it is not certain, follow what this body publishes, for example gdppr
    #[arg(long, value_name = "KEY")]
    authority: Option<String>,
    #[command(flatten)]
    own: Own,
    /// How the answer is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// How many concepts of an outcome the text names.
const SHOWN: usize = 8;

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let overlay = arguments.own.load()?;
    let system = System::named(&arguments.system, overlay.as_ref())?;
    if let Some(other) = &arguments.to {
        let to = System::named(other, overlay.as_ref())?;
        let conversion = match (system, to) {
            (System::List(from), System::List(to)) => from.converted(to),
            _ => None,
        };
        let conversion = conversion.ok_or_else(|| {
            Error::new(ErrorKind::Usage, "these two are no code lists of one field")
                .with_help("name two lists of codes for the same field")
        })?;
        let answer = Answer::found(conversion_as_json(system, to, &conversion));
        return print(arguments.format, || conversion_page(system, to, &conversion), &answer);
    }
    let policy = policy(arguments.authority.as_deref())?;
    let weights = arguments.weights.as_deref();
    let loss = match system {
        System::List(list) => list.lost(policy, weights)?,
        System::Language(_) => return Err(no_concepts()),
    };
    let answer = Answer::found(loss_as_json(system, policy, &loss));
    print(arguments.format, || loss_page(system, policy, &loss), &answer)
}

fn no_concepts() -> Error {
    Error::new(ErrorKind::Usage, "this system has no concepts to tell apart")
        .with_help("name a list of ethnicity or sexual orientation, for example")
}

pub(crate) fn loss<A: Axis>(
    list: &CodeSystem<A>,
    policy: Policy,
    weights: Option<&Path>,
) -> Result<SystemLoss, Error> {
    if A::standard().concepts().len() == 0 {
        return Err(no_concepts());
    }
    let loss = SystemLoss::of(list, policy);
    let Some(file) = weights else { return Ok(loss) };
    let name = file.display().to_string();
    let text = fs::read(file).map_err(|error| {
        Error::new(ErrorKind::Io, "this cannot be read").at(Position::in_file(&name)).with_source(error)
    })?;
    Ok(loss.weighted(Weights::parse(name, A::standard(), &text)?))
}

fn policy_word(policy: Policy) -> &'static str {
    match policy {
        Policy::Certain => "certain",
        Policy::Authority(authority) => authority.key(),
    }
}

fn outcome_word(outcome: &Together) -> &'static str {
    match outcome.code() {
        Some(_) => "encoded",
        None if outcome.is_ambiguous() => "ambiguous",
        None => "left-out",
    }
}

fn loss_as_json(system: System, policy: Policy, loss: &SystemLoss) -> Value {
    let outcome = |outcome: &Together| {
        json!({
            "outcome": outcome_word(outcome),
            "code": outcome.code(),
            "concepts": outcome.concepts().iter().map(|one| concept_as_json(*one)).collect::<Value>(),
        })
    };
    json!({
        "system": system.key(),
        "policy": policy_word(policy),
        "bits": loss.bits(),
        "bits_stated": loss.bits_stated(),
        "concepts": loss.concepts(),
        "weighted_by": loss.weighted_by(),
        "outcomes": loss.outcomes().iter().map(outcome).collect::<Value>(),
    })
}

fn loss_page(system: System, policy: Policy, loss: &SystemLoss) -> String {
    let mut page = format!("{}\n", system.title());
    if let Policy::Authority(authority) = policy {
        let _ = writeln!(page, "  where it is not certain, as {} has it", authority.title());
    }
    let _ = writeln!(page, "  {loss} ({} in all)", loss.concepts());
    for outcome in loss.outcomes() {
        let name = outcome.code().unwrap_or(outcome_word(outcome));
        let labels: Vec<&str> = outcome.concepts().iter().take(SHOWN).map(|one| one.label()).collect();
        let more = outcome.concepts().len().saturating_sub(SHOWN);
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        let _ = writeln!(page, "  {name} ({}): {}{more}", outcome.concepts().len(), labels.join(", "));
    }
    page
}

fn row_as_json(row: Row) -> Value {
    json!({"code": row.code(), "label": label(row), "adds": row.adds()})
}

fn rows_as_json(rows: &[Row]) -> Value {
    rows.iter().map(|row| row.code()).collect()
}

fn label(row: Row) -> Option<&'static str> {
    Some(row.label()).filter(|label| !label.is_empty())
}

fn conversion_as_json(from: System, to: System, conversion: &Conversion) -> Value {
    let with = |row: Row, more: Value| {
        let mut json = row_as_json(row);
        if let (Value::Object(fields), Value::Object(more)) = (&mut json, more) {
            fields.extend(more);
        }
        json
    };
    let leaving = conversion.leaving().iter().map(|code| {
        let (outcome, becomes) = match code.becomes() {
            Becomes::Code(row) => ("encoded", json!([row.code()])),
            Becomes::Ambiguous(rows) => ("ambiguous", rows_as_json(rows)),
            Becomes::NoCode => ("no-code", json!([])),
        };
        let more = json!({
            "change": code.change().word(),
            "counterparts": rows_as_json(code.counterparts()),
            "outcome": outcome,
            "becomes": becomes,
        });
        with(code.row(), more)
    });
    let arriving = conversion.arriving().iter().map(|code| {
        let more = json!({
            "change": code.change().word(),
            "counterparts": rows_as_json(code.counterparts()),
            "certain_from": rows_as_json(code.certain_from()),
            "maybe_from": rows_as_json(code.maybe_from()),
        });
        with(code.row(), more)
    });
    json!({
        "from": from.key(),
        "to": to.key(),
        "leaving": leaving.collect::<Value>(),
        "arriving": arriving.collect::<Value>(),
    })
}

fn conversion_page(from: System, to: System, conversion: &Conversion) -> String {
    let mut page = format!("from {}\n  to {}\n", from.title(), to.title());
    for change in Change::ALL {
        let lines = lines_of(change, conversion);
        if !lines.is_empty() {
            let _ = writeln!(page, "\n{} ({}): {}", change.word(), lines.len(), meaning(change));
            lines.iter().for_each(|line| page.push_str(&format!("  {line}\n")));
        }
    }
    let all = conversion.leaving().iter().map(Leaving::row);
    if all.chain(conversion.arriving().iter().map(Arriving::row)).any(|row| !row.adds().is_empty()) {
        page.push_str("\n+ what a code adds that nobody was asked; it is not compared\n");
    }
    page.push_str("\na value that is converted keeps its first code in its field, and goes back to it\n");
    page
}

/// What the word says, in a sentence.
fn meaning(change: Change) -> &'static str {
    match change {
        Change::Kept => "one code each, and the same",
        Change::Related => "one code each; they do not say the same, or add what is not compared",
        Change::Split => "several codes of the second name what one of the first does, or divide it",
        Change::Merged => "one code of the second names what several of the first do, or divide",
        Change::Regrouped => "several on each side; what is recorded does not say which is which",
        Change::Appeared => "the second has a code that the first has no counterpart for",
        Change::Gone => "the first has a code that the second has no counterpart for",
        _ => "the meaning of the code is not known",
    }
}

/// One line for each code of the first list that has the change, or of the second where that says it.
fn lines_of(change: Change, conversion: &Conversion) -> Vec<String> {
    let several = |rows: &[Row]| rows.iter().map(|row| named(*row)).collect::<Vec<_>>().join(", ");
    let leaving = conversion.leaving().iter().filter(|code| code.change() == change);
    let arriving = conversion.arriving().iter().filter(|code| code.change() == change);
    match change {
        Change::Merged => arriving
            .map(|code| format!("{} <- {}", named(code.row()), several(code.counterparts())))
            .collect(),
        Change::Appeared => arriving.map(|code| named(code.row())).collect(),
        Change::Gone => {
            leaving.map(|code| format!("{}{}", named(code.row()), becomes(code.becomes()))).collect()
        }
        Change::NotKnown => leaving
            .map(|code| code.row().code().to_owned())
            .chain(arriving.map(|code| named(code.row())))
            .collect(),
        _ => {
            leaving.map(|code| format!("{} -> {}", named(code.row()), several(code.counterparts()))).collect()
        }
    }
}

fn becomes(becomes: &Becomes) -> String {
    match becomes {
        Becomes::Code(row) => format!("; sent as {}", row.code()),
        Becomes::Ambiguous(rows) => {
            let codes: Vec<&str> = rows.iter().take(SHOWN).map(|row| row.code()).collect();
            let more = if rows.len() > SHOWN { ", …" } else { "" };
            format!("; may be {}{more}", codes.join(", "))
        }
        Becomes::NoCode => "; left out".to_owned(),
    }
}

fn named(row: Row) -> String {
    let adds: String = row.adds().iter().map(|what| format!(" +{what}")).collect();
    let label = label(row).map(|label| format!(" \"{label}\"")).unwrap_or_default();
    format!("{}{label}{adds}", row.code())
}
