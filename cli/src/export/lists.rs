//! SSSOM, CSV, SKOS and OpenCodelists: what is written from the stewards' files.

use std::path::Path;
use std::process::ExitCode;

use clap::ValueEnum;
use ownwords::authoring::{Mapping, text_of};
use ownwords::steward::exchange::{Format as Exchange, export, export_standard};
use ownwords::{Error, ErrorKind};
use serde_json::json;

use super::Arguments;
use crate::lines::{Answer, print};
use crate::stewards_files::{lists_or_embedded, nearest, read_lists, write_whole};

pub(super) fn run(arguments: &Arguments, name: &str, form: Exchange) -> Result<ExitCode, Error> {
    let text = written(arguments, name, form)?;
    if let Some(file) = &arguments.output {
        write_whole(file, &text)?;
    }
    let word = arguments.form.to_possible_value().map(|value| value.get_name().to_owned());
    let json = json!({
        "as": word,
        "name": name,
        "file": arguments.output.as_ref().map(|file| file.display().to_string()),
        "text": arguments.output.is_none().then_some(&text),
    });
    let says = || if arguments.output.is_some() { String::new() } else { text.clone() };
    print(arguments.format, says, &Answer::found(json))
}

fn written(arguments: &Arguments, name: &str, form: Exchange) -> Result<String, Error> {
    let path = Path::new(name);
    if path.extension().is_some_and(|ending| ending == "yaml") {
        let text = text_of(path)?;
        let lists = arguments.own.beside(lists_or_embedded(&arguments.root)?)?;
        return export(&Mapping::read(name, &text)?, &lists, form);
    }
    let lists = arguments.own.beside(read_lists(&arguments.root)?)?;
    if let Some(mapping) = lists.mapping(name) {
        return export(mapping, &lists, form);
    }
    if let Some(standard) = lists.standard(name) {
        return export_standard(standard, &lists, form);
    }
    let known = lists.mappings.iter().map(|(_, mapping)| mapping.system.as_str());
    let known = known.chain(lists.standards.iter().map(|standard| standard.field.as_str()));
    Err(nearest(
        Error::new(ErrorKind::Usage, "there is no list of codes and no standard of this name"),
        name,
        known,
    ))
}
