//! The `ownwords` command: one module a verb, no logic of its own.

mod apply;
mod audit;
mod build;
mod check;
mod cohorts;
mod columns;
mod compare;
mod completions;
mod concepts;
mod convert;
mod decode;
mod diff;
mod doctor;
mod encode;
mod explain;
mod export;
mod fmt;
mod import;
mod inputs;
mod lines;
mod loss;
mod man;
mod name;
mod new;
mod own;
mod plan;
mod progress;
mod prove;
mod questions;
mod rollup;
mod sample;
mod search;
mod stewards_files;
mod system;
mod whole_file;

use std::io::Write;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};
use ownwords::audit::report::terminal::escaped;

/// Record who people say they are, and carry it safely through systems that cannot hold it.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true)]
struct Command {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Apply(apply::Arguments),
    Audit(audit::Arguments),
    Build(build::Arguments),
    Check(check::Arguments),
    Columns(columns::Arguments),
    Compare(compare::Arguments),
    Completions(completions::Arguments),
    Convert(Box<convert::Arguments>),
    Decode(decode::Arguments),
    Diff(diff::Arguments),
    Doctor(doctor::Arguments),
    Encode(encode::Arguments),
    Explain(explain::Arguments),
    Export(export::Arguments),
    Fmt(fmt::Arguments),
    Import(import::Arguments),
    Loss(loss::Arguments),
    Man(man::Arguments),
    Name(name::Arguments),
    New(new::Arguments),
    Prove(prove::Arguments),
    Questions(questions::Arguments),
    Rollup(rollup::Arguments),
    Sample(sample::Arguments),
    Search(search::Arguments),
}

/// Says of what nobody foresaw where it came to light, and no more: its own words may quote a record.
fn quote_nothing() {
    let in_full = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |fault| {
        let asks_for_all = std::env::var_os("RUST_BACKTRACE").is_some_and(|value| value != "0");
        match fault.location().filter(|_| !asks_for_all) {
            Some(place) => {
                let _ = writeln!(
                    std::io::stderr(),
                    "note: something was met that the program does not foresee, at {place}; RUST_BACKTRACE=1 says it in full, \
                     which may quote records"
                );
            }
            None => in_full(fault),
        }
    }));
}

fn main() -> ExitCode {
    quote_nothing();
    let outcome = match Command::parse().verb {
        Verb::Apply(arguments) => apply::run(&arguments),
        Verb::Audit(arguments) => audit::run(&arguments),
        Verb::Build(arguments) => build::run(&arguments),
        Verb::Check(arguments) => check::run(&arguments),
        Verb::Columns(arguments) => columns::run(&arguments),
        Verb::Compare(arguments) => compare::run(&arguments),
        Verb::Completions(arguments) => completions::run(&arguments, Command::command()),
        Verb::Convert(arguments) => convert::run(&arguments),
        Verb::Decode(arguments) => decode::run(&arguments),
        Verb::Diff(arguments) => diff::run(&arguments),
        Verb::Doctor(arguments) => doctor::run(&arguments),
        Verb::Encode(arguments) => encode::run(&arguments),
        Verb::Explain(arguments) => explain::run(&arguments),
        Verb::Export(arguments) => export::run(&arguments),
        Verb::Fmt(arguments) => fmt::run(&arguments),
        Verb::Import(arguments) => import::run(&arguments),
        Verb::Loss(arguments) => loss::run(&arguments),
        Verb::Man(arguments) => man::run(&arguments, Command::command()),
        Verb::Name(arguments) => name::run(&arguments),
        Verb::New(arguments) => new::run(&arguments),
        Verb::Prove(arguments) => prove::run(&arguments),
        Verb::Questions(arguments) => questions::run(&arguments),
        Verb::Rollup(arguments) => rollup::run(&arguments),
        Verb::Sample(arguments) => sample::run(&arguments),
        Verb::Search(arguments) => search::run(&arguments),
    };
    outcome.unwrap_or_else(|error| {
        // When not even the error can be written there is nobody left to tell.
        let _ = writeln!(std::io::stderr(), "error: {}", escaped(&error.to_string()));
        ExitCode::from(2)
    })
}
