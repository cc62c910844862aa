//! The `ownwords` command: one module a verb, no logic of its own.

mod audit;
mod build;
mod explain;
mod new;
mod sample;
mod whole_file;

use std::io::Write;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Record who people say they are, and carry it safely through systems that cannot hold it.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true)]
struct Command {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Audit(audit::Arguments),
    Build(build::Arguments),
    Explain(explain::Arguments),
    New(new::Arguments),
    Sample(sample::Arguments),
}

fn main() -> ExitCode {
    let outcome = match Command::parse().verb {
        Verb::Audit(arguments) => audit::run(&arguments),
        Verb::Build(arguments) => build::run(&arguments),
        Verb::Explain(arguments) => explain::run(&arguments),
        Verb::New(arguments) => new::run(&arguments),
        Verb::Sample(arguments) => sample::run(&arguments),
    };
    outcome.unwrap_or_else(|error| {
        // When not even the error can be written there is nobody left to tell.
        let _ = writeln!(std::io::stderr(), "error: {error}");
        ExitCode::from(2)
    })
}
