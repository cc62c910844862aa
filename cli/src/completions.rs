//! `ownwords completions`: what a shell needs to complete the command's words.

use std::process::ExitCode;

use clap_complete::{Shell, generate};
use ownwords::Error;
use serde_json::json;

use crate::build::say;
use crate::lines::{Answer, Format, print};

/// Write the completions of a shell: its own script, which completes verbs, options and their values
///
/// As JSON the answer is {shell, script}.
///
/// Exit status: 0 written; 2 it could not be written, or there is no such shell.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: ownwords completions bash > ~/.local/share/bash-completion/completions/ownwords"
)]
pub(crate) struct Arguments {
    /// The shell
    #[arg(value_enum)]
    shell: Kind,
    /// text: the script itself; json: for programs
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// The shells that people here asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Kind {
    Bash,
    Zsh,
    Fish,
    #[value(name = "powershell")]
    PowerShell,
}

impl Kind {
    fn shell(self) -> Shell {
        match self {
            Self::Bash => Shell::Bash,
            Self::Zsh => Shell::Zsh,
            Self::Fish => Shell::Fish,
            Self::PowerShell => Shell::PowerShell,
        }
    }
}

pub(crate) fn run(arguments: &Arguments, mut command: clap::Command) -> Result<ExitCode, Error> {
    let shell = arguments.shell.shell();
    let mut script = Vec::new();
    generate(shell, &mut command, "ownwords", &mut script);
    let script = String::from_utf8_lossy(&script);
    if arguments.format == Format::Text {
        say(&mut std::io::stdout().lock(), &script)?;
        return Ok(ExitCode::SUCCESS);
    }
    let json = json!({"shell": shell.to_string(), "script": script});
    print(arguments.format, String::new, &Answer::found(json))
}
