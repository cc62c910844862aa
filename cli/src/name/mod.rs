//! `ownwords name`: one module a verb.

mod check;
mod collisions;
mod compare;
mod format;
mod given;
mod purposes;
mod receivers;
mod render;

use std::process::ExitCode;

use clap::Subcommand;
use ownwords::Error;

/// Check, render, compare and show names
///
/// A name is taken exactly as it is written. Its parts are those that its bearer marks; none is found here.
///
/// Exit status: that of the verb: 0 clean, 1 somebody has to look at something, 2 it could not be done.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: ownwords name check \"Zoë Nguyễn\"")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Check(check::Arguments),
    Render(render::Arguments),
    Compare(compare::Arguments),
    Collisions(collisions::Arguments),
    Format(format::Arguments),
    Receivers(receivers::Arguments),
    Purposes(purposes::Arguments),
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    match &arguments.verb {
        Verb::Check(arguments) => check::run(arguments),
        Verb::Render(arguments) => render::run(arguments),
        Verb::Compare(arguments) => compare::run(arguments),
        Verb::Collisions(arguments) => collisions::run(arguments),
        Verb::Format(arguments) => format::run(arguments),
        Verb::Receivers(arguments) => receivers::run(arguments),
        Verb::Purposes(arguments) => purposes::run(arguments),
    }
}
