//! Answering each line of standard input with one line of JSON, and writing to whoever reads.

use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use ownwords::{Error, ErrorKind};
use serde_json::{Value, json};

/// How a verb prints its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

/// What a verb has to say: as JSON, and its exit status.
pub(crate) struct Answer {
    pub(crate) json: Value,
    pub(crate) status: u8,
}

impl Answer {
    pub(crate) fn found(json: Value) -> Self {
        Self { json, status: 0 }
    }

    /// An answer that a person has to look at.
    pub(crate) fn finding(json: Value) -> Self {
        Self { json, status: 1 }
    }

    /// A line that asks for something that there is not.
    pub(crate) fn error(error: &Error) -> Self {
        Self { json: json!({"error": error.message(), "help": error.help()}), status: 2 }
    }
}

/// Answers each line of standard input with one line of JSON. The exit status is the highest of all answers.
pub(crate) fn answer_each(answer: impl Fn(&[u8]) -> Answer) -> Result<ExitCode, Error> {
    let mut out = io::stdout().lock();
    let mut status = 0;
    for line in io::stdin().lock().split(b'\n') {
        let line = line
            .map_err(|error| Error::new(ErrorKind::Io, "standard input cannot be read").with_source(error))?;
        let line = line.strip_suffix(b"\r").unwrap_or(&line);
        let answer = answer(line);
        status = status.max(answer.status);
        if !written(writeln!(out, "{}", answer.json))? {
            break;
        }
    }
    written(out.flush())?;
    Ok(ExitCode::from(status))
}

/// Prints the answer in the form that was asked for.
pub(crate) fn print(
    format: Format,
    text: impl FnOnce() -> String,
    answer: &Answer,
) -> Result<ExitCode, Error> {
    let text = match format {
        Format::Text => text(),
        Format::Json => format!("{:#}\n", answer.json),
    };
    print_text(&text, answer.status)
}

/// Prints a text, and ends with this status.
pub(crate) fn print_text(text: &str, status: u8) -> Result<ExitCode, Error> {
    let mut out = io::stdout().lock();
    written(out.write_all(text.as_bytes()).and_then(|()| out.flush()))?;
    Ok(ExitCode::from(status))
}

/// Whether there is still somebody to write to: whoever reads may have read enough, as `head` does, and that is no error.
fn written(result: io::Result<()>) -> Result<bool, Error> {
    match result {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(Error::new(ErrorKind::Io, "standard output cannot be written").with_source(error)),
    }
}
