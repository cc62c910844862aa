//! `ownwords name purposes`: how names are used, for their bearers.

use std::process::ExitCode;

use ownwords::{Characteristic, Error, Purpose};
use serde_json::{Value, json};

use crate::lines::{Answer, Format, print};

/// Say for what names are shown, in a sentence each that a name-bearer can read
///
/// As JSON a purpose is {key, sentence, sees, identity}: `sees` are the characteristics that it may show; `identity` says
/// that it uses the one name that was agreed for identity checks. Legal and former names are sealed: none of these
/// purposes shows them.
///
/// Exit status: 0 printed; 2 it could not be written.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: ownwords name purposes")]
pub(crate) struct Arguments {
    /// How the answer is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let page = || Purpose::ALL.iter().map(|one| format!("{}: {}\n", one.key(), one.sentence())).collect();
    let json = Purpose::ALL.iter().map(|one| {
        let sees: Vec<&str> = one.sees().iter().map(|what: &Characteristic| what.word()).collect();
        json!({"key": one.key(), "sentence": one.sentence(), "sees": sees, "identity": one.is_identity()})
    });
    print(arguments.format, page, &Answer::found(json.collect::<Value>()))
}
