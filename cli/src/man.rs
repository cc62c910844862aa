//! `ownwords man`: the manual's pages, made from what `--help` says.

use std::path::PathBuf;
use std::process::ExitCode;

use clap_mangen::Man;
use ownwords::{Error, ErrorKind};
use serde_json::json;

use crate::build::{make_folder, say, write};
use crate::lines::{Answer, Format, print};

/// Write the manual: one page for the command and one for each of its verbs
///
/// Without -o the page of the command alone is printed, for `man -l -`; with it every page is a file ownwords.1 or
/// ownwords-VERB.1 of that folder. The same program writes the same pages, byte for byte.
///
/// As JSON the answer is {pages}, of {name, file, text}: `file` is where a page was written, and `text` is null then.
///
/// Exit status: 0 written; 2 it could not be written.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: ownwords man -o ~/.local/share/man/man1\n         ownwords man | man -l -")]
pub(crate) struct Arguments {
    /// Write all pages to this folder, each whole or not at all
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// text: the pages themselves; json: for programs
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// A page of the manual.
struct Page {
    name: String,
    text: String,
}

pub(crate) fn run(arguments: &Arguments, command: clap::Command) -> Result<ExitCode, Error> {
    let pages = pages(command)?;
    if let Some(folder) = &arguments.output {
        make_folder(folder)?;
        for page in &pages {
            write(&folder.join(&page.name), &page.text)?;
        }
    } else if arguments.format == Format::Text {
        if let Some(page) = pages.first() {
            say(&mut std::io::stdout().lock(), &page.text)?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let as_json = |page: &Page| {
        let file = arguments.output.as_ref().map(|folder| folder.join(&page.name).display().to_string());
        json!({"name": page.name, "text": file.is_none().then_some(&page.text), "file": file})
    };
    let json = json!({"pages": pages.iter().map(as_json).collect::<Vec<_>>()});
    let written = || {
        let folder = arguments.output.as_ref().map_or(String::new(), |folder| folder.display().to_string());
        format!("{} pages in {folder}\n", pages.len())
    };
    print(arguments.format, written, &Answer::found(json))
}

/// The page of the command, then those of its verbs, then those of theirs.
fn pages(mut command: clap::Command) -> Result<Vec<Page>, Error> {
    // Verbs take over what holds for the whole command, and know their full names.
    command = command.disable_help_subcommand(true);
    command.build();
    let mut pages = Vec::new();
    let mut waiting = vec![(String::from("ownwords"), command)];
    while let Some((name, command)) = waiting.pop() {
        let verbs =
            command.get_subcommands().map(|verb| (format!("{name}-{}", verb.get_name()), verb.clone()));
        waiting.extend(verbs.collect::<Vec<_>>().into_iter().rev());
        let mut text = Vec::new();
        Man::new(command).render(&mut text).map_err(|error| {
            Error::new(ErrorKind::Io, "a page of the manual cannot be written").with_source(error)
        })?;
        pages.push(Page { name: format!("{name}.1"), text: String::from_utf8_lossy(&text).into_owned() });
    }
    Ok(pages)
}
