//! `ownwords name receivers`: the fields that a name can be rendered for.

use std::process::ExitCode;

use ownwords::name::{Case, Unit};
use ownwords::{Error, ErrorKind, FieldProfile, profiles};
use serde_json::{Value, json};

use crate::lines::{Answer, Format, print};

/// List the receivers' fields that a name can be rendered for, and what each can hold
///
/// As JSON a field is {key, owner, title, parts, required, maximum, unit, characters, capitals, transliterations, source,
/// quality}: `parts` are those that go into the field, none where it takes the whole name; `maximum` is null where no source
/// gives one, and so is `characters`; `quality` says how good the source is.
///
/// Exit status: 0 printed; 2 it could not be written.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: ownwords name receivers")]
pub(crate) struct Arguments {
    /// How the answer is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let page = || profiles::ALL.iter().map(|profile| line(profile)).collect();
    let json = profiles::ALL.iter().map(|profile| field(profile)).collect::<Value>();
    print(arguments.format, page, &Answer::found(json))
}

/// The receiver's field with this key.
///
/// # Errors
///
/// [`ErrorKind::Usage`], with the nearest key, when there is none.
pub(super) fn of_key(key: &str) -> Result<&'static FieldProfile, Error> {
    profiles::by_key(key).ok_or_else(|| {
        let nearest = profiles::nearest_key(key).unwrap_or_default();
        Error::new(ErrorKind::Usage, format!("there is no receiver `{key}`"))
            .with_help(format!("the nearest key is `{nearest}`; `ownwords name receivers` lists all"))
    })
}

fn line(profile: &FieldProfile) -> String {
    let (key, owner, title) = (profile.key(), profile.owner(), profile.title());
    let holds = profile.maximum().map(|limit| format!(", {} {}", limit.count(), unit(limit.unit())));
    format!("{key}: {owner}, {title}{}; source: {}\n", holds.unwrap_or_default(), profile.quality())
}

fn field(profile: &FieldProfile) -> Value {
    let maximum = profile.maximum();
    json!({
        "key": profile.key(),
        "owner": profile.owner(),
        "title": profile.title(),
        "parts": profile.parts().map(|kind| kind.word()).collect::<Value>(),
        "required": profile.is_required(),
        "maximum": maximum.map(|limit| limit.count()),
        "unit": maximum.map(|limit| unit(limit.unit())),
        "characters": profile.repertoire().map(|(key, _, _)| key),
        "capitals": profile.case() == Case::Upper,
        "transliterations": profile.transliterations().map(|table| table.key()).collect::<Value>(),
        "source": profile.source(),
        "quality": profile.quality(),
    })
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Bytes => "bytes",
        Unit::Utf16 => "UTF-16 units",
        Unit::CodePoints => "code points",
        Unit::Graphemes => "characters",
        Unit::MrzCells => "cells",
    }
}
