//! The audit's report in the format, and for the readers, that were asked for.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use ownwords::audit::published::{Earlier, Protection, Publication};
use ownwords::audit::report::html::{self, Settings};
use ownwords::audit::report::{Streamed, Tier, csv, json, junit, lines, publication, sarif, terminal};
use ownwords::audit::{Options, Summary};
use ownwords::{Error, ErrorKind, Position};

use super::{Arguments, Format, Found, Who, name, parts, read};

/// What is written.
pub(super) enum Kind {
    Text,
    /// Each finding as it is found.
    Findings(Format),
    Page(Settings),
    Publication(Settings),
}

impl Kind {
    pub(super) fn of(arguments: &Arguments, files: usize) -> Result<Self, Error> {
        let usage = |message: &str, help: &str| Err(Error::new(ErrorKind::Usage, message).with_help(help));
        let is_publishable = match arguments.tier {
            Some(Who::Publishable) => true,
            Some(Who::Internal) => false,
            None => arguments.format == Format::Html,
        };
        let protection = Protection::new(arguments.threshold, arguments.rounding)?;
        if is_publishable && arguments.show_values {
            return usage(
                "values cannot be published",
                "leave --show-values out, or ask for --tier internal",
            );
        }
        let earlier = match &arguments.earlier {
            None => None,
            Some(_) if !is_publishable || files != 1 => {
                return usage(
                    "an earlier run belongs to a publishable report of one file",
                    "ask for --tier publishable with --format html or json, and name one file",
                );
            }
            Some(path) => {
                let in_file = |error: Error| error.at(Position::in_file(path.display().to_string()));
                let bytes = fs::read(path).map_err(|error| {
                    in_file(Error::new(
                        ErrorKind::Io,
                        format!("the earlier run cannot be read ({})", error.kind()),
                    ))
                })?;
                Some(Earlier::read(&bytes, protection).map_err(in_file)?)
            }
        };
        let mut settings = Settings::default();
        settings.tier = if is_publishable { Tier::Publishable } else { Tier::Internal };
        settings.protection = protection;
        settings.earlier = earlier;
        settings.as_of = arguments.as_of.map(|day| day.to_string());
        match (arguments.format, is_publishable) {
            (Format::Html, _) => Ok(Self::Page(settings)),
            (Format::Json, true) => Ok(Self::Publication(settings)),
            (_, true) => usage(
                "findings have rows, and rows cannot be published",
                "a publishable report is written with --format html or --format json",
            ),
            (Format::Text, false) => Ok(Self::Text),
            (format, false) => Ok(Self::Findings(format)),
        }
    }

    pub(super) fn write(
        &self,
        files: &[PathBuf],
        options: &Options,
        out: &mut dyn Write,
    ) -> io::Result<Found> {
        match self {
            Self::Text => text(files, options, out),
            Self::Findings(format) => {
                let report: Box<dyn Streamed + '_> = match format {
                    Format::Jsonl => Box::new(lines::Report::begin(out)),
                    Format::Csv => Box::new(csv::Report::begin(out)?),
                    Format::Sarif => Box::new(sarif::Report::begin(out)?),
                    Format::Junit => Box::new(junit::Report::begin(out)?),
                    Format::Text | Format::Json | Format::Html => Box::new(json::Report::begin(out)?),
                };
                findings(files, options, report)
            }
            Self::Page(settings) => {
                let (inputs, found) = summaries(files, options);
                html::write(out, &inputs, settings)?;
                out.flush()?;
                Ok(found)
            }
            Self::Publication(settings) => {
                let (inputs, found) = summaries(files, options);
                let publications: Vec<_> = inputs
                    .iter()
                    .map(|(summary, error)| {
                        let earlier = settings.earlier.as_ref();
                        (Publication::of(summary, settings.protection, earlier), error.is_none())
                    })
                    .collect();
                publication::write(out, &publications, settings.protection)?;
                Ok(found)
            }
        }
    }
}

fn text(files: &[PathBuf], options: &Options, out: &mut dyn Write) -> io::Result<Found> {
    let mut found = Found::default();
    for (place, file) in files.iter().enumerate() {
        if place > 0 {
            writeln!(out)?;
        }
        let (summary, error) = parts(read(file, options, &mut |_| Ok(())));
        terminal::write(out, &summary, error.as_ref())?;
        out.flush()?;
        found.add(&summary, error.as_ref());
    }
    Ok(found)
}

fn findings(files: &[PathBuf], options: &Options, mut report: Box<dyn Streamed + '_>) -> io::Result<Found> {
    let mut found = Found::default();
    for file in files {
        report.begin_file(&name(file))?;
        let mut not_written = None;
        let (summary, error) = parts(read(file, options, &mut |finding| {
            report.finding(&finding).map_err(|error| {
                let kind = error.kind();
                not_written = Some(error);
                io::Error::from(kind)
            })
        }));
        if let Some(error) = not_written {
            return Err(error);
        }
        report.end_file(&summary, error.as_ref())?;
        found.add(&summary, error.as_ref());
    }
    report.end()?;
    Ok(found)
}

/// What all files come to, for reports that need no finding.
fn summaries(files: &[PathBuf], options: &Options) -> (Vec<(Summary, Option<Error>)>, Found) {
    let mut found = Found::default();
    let mut inputs = Vec::new();
    for file in files {
        let (summary, error) = parts(read(file, options, &mut |_| Ok(())));
        found.add(&summary, error.as_ref());
        inputs.push((summary, error));
    }
    (inputs, found)
}
