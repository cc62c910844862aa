//! `ownwords export --as fhir`.

use std::path::Path;
use std::process::ExitCode;

use ownwords::wire::terminology::{Release, Resource, everything, named, nearest_name};
use ownwords::{Error, ErrorKind};
use serde_json::{Value, json};

use super::Arguments;
use crate::build::{make_folder, say, write};
use crate::lines::{Answer, print};

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    if arguments.own.is_named() {
        let message =
            "a resource of FHIR is known by its address, and these addresses are those of the national lists";
        return Err(Error::new(ErrorKind::Usage, message)
            .with_help("leave --overlay out, or write your own lists as sssom, csv, skos or opencodelists"));
    }
    let release = match arguments.release {
        super::Release::R4 => Release::R4,
        super::Release::R5 => Release::R5,
    };
    let resources = match &arguments.name {
        Some(name) => named(name, release).ok_or_else(|| unknown(name))?,
        None => everything(release),
    };
    let Some(folder) = &arguments.output else {
        say(&mut std::io::stdout().lock(), &bundle(&resources)?)?;
        return Ok(ExitCode::SUCCESS);
    };
    make_folder(folder)?;
    for resource in &resources {
        write(&folder.join(resource.file_name()), &resource.to_json())?;
    }
    print(arguments.format, || written(&resources, folder), &Answer::found(as_json(&resources)))
}

fn written(resources: &[Resource], folder: &Path) -> String {
    let count = resources.len();
    format!("{count} resource{} in {}\n", if count == 1 { "" } else { "s" }, folder.display())
}

fn as_json(resources: &[Resource]) -> Value {
    let files: Vec<String> = resources.iter().map(Resource::file_name).collect();
    json!({"files": files, "resources": resources.len()})
}

/// All of them in one resource, for whoever reads standard output.
fn bundle(resources: &[Resource]) -> Result<String, Error> {
    let entry = |resource: &Resource| {
        let value: Value = serde_json::from_str(&resource.to_json()).map_err(|error| {
            Error::new(ErrorKind::Format, "a resource cannot be read back").with_source(error)
        })?;
        Ok(json!({"fullUrl": resource.url(), "resource": value}))
    };
    let entries = resources.iter().map(entry).collect::<Result<Vec<Value>, Error>>()?;
    Ok(format!("{:#}\n", json!({"resourceType": "Bundle", "type": "collection", "entry": entries})))
}

fn unknown(name: &str) -> Error {
    let error = Error::new(ErrorKind::Usage, "no standard and no code system goes by this name");
    match nearest_name(name) {
        Some(nearest) => {
            error.with_help(format!("did you mean `{nearest}`? without a name everything is exported"))
        }
        None => error.with_help("without a name everything is exported"),
    }
}
